//! No rule of the catalog is idle: without any one of them some acceptance case fails. Writes `target/mutation.md`, the
//! rules against the cases that need them; `BARTIZAN_TABLE=1` counts all such cases and not just the first that fails.

#[path = "scenarios/cases.rs"]
mod cases;
mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bartizan::catalog::{Catalog, PointId};
use support::{Case, built_in, literate, rules};

/// A rule and the cases that fail without it.
struct Need {
    rule: String,
    cases: Vec<String>,
}

/// Works on the items with as many threads as there are processors; results stand in the order of the items.
fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut results: Vec<(usize, R)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let mut done = Vec::new();
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let Some(item) = items.get(at) else { return done };
                        done.push((at, work(item)));
                    }
                })
            })
            .collect();
        workers.into_iter().flat_map(|w| w.join().expect("no case panics")).collect()
    });
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}

/// The cases, and for each the rules that have an instance in it; none for a case that fails with the catalog as it is,
/// which tells nothing and is reported by its own test.
fn cases_and_their_rules() -> Vec<(Case, BTreeSet<String>)> {
    let catalog = built_in();
    // Small cases first: one of them is enough.
    let cases: Vec<Case> = literate::cases().into_iter().chain(cases::all()).collect();
    let used = in_parallel(&cases, |case| match case.failures(&catalog, true).is_empty() {
        true => rules::used(case, &catalog),
        false => BTreeSet::new(),
    });
    cases.into_iter().zip(used).collect()
}

/// The names of the cases that notice a change of a rule: all of them, or the first.
fn noticed(cases: &[(Case, BTreeSet<String>)], rule: &str, changed: Catalog, all_of_them: bool) -> Vec<String> {
    let changed = Arc::new(changed);
    // A rule without an instance in a case cannot change what the case finds.
    let fail =
        cases.iter().filter(|(_, used)| used.contains(rule)).filter(|(c, _)| !c.failures(&changed, true).is_empty());
    fail.map(|(case, _)| case.name.clone()).take(if all_of_them { usize::MAX } else { 1 }).collect()
}

#[test]
fn no_rule_can_be_dropped_unnoticed() {
    let catalog = built_in();
    let all_of_them = std::env::var_os("BARTIZAN_TABLE").is_some();
    let cases = cases_and_their_rules();
    let needs: Vec<Need> = in_parallel(&catalog.rules, |rule| Need {
        rule: rule.id.clone(),
        cases: noticed(&cases, &rule.id, catalog.without_rule(&rule.id), all_of_them),
    });
    let table = table(&needs, all_of_them);
    println!("{table}");
    if let Some(target) = Path::new(env!("CARGO_TARGET_TMPDIR")).parent() {
        std::fs::write(target.join("mutation.md"), &table).expect("the table can be written");
    }
    let idle: Vec<&str> = needs.iter().filter(|n| n.cases.is_empty()).map(|n| n.rule.as_str()).collect();
    assert!(idle.is_empty(), "{} rules can be dropped unnoticed:\n{}", idle.len(), idle.join("\n"));
}

/// Conditions that another rule always brings along. Whoever sees when a cache is used has timed it, past the same
/// control, or reads the host that it lies on and with it everything that the cache could tell.
const IMPLIED: &[&str] = &[
    "cache-tells: event timing",
    "cache-tells: point cache",
    "guess-and-confirm: point cache",
    "tenant-cache-tells: event timing",
];

/// A rule with one condition less: the event or the control point at that place.
#[derive(Clone, Copy)]
enum Condition {
    Event(usize),
    Point(usize),
}

#[test]
fn no_event_or_control_point_of_a_rule_can_be_dropped_unnoticed() {
    let catalog = built_in();
    let cases = cases_and_their_rules();
    // A point at which no kind of control stands adds no condition.
    let stands: BTreeSet<PointId> = catalog.controls.iter().flat_map(|c| &c.points).map(|p| p.point).collect();
    let mut conditions: Vec<(usize, Condition)> = Vec::new();
    for (number, rule) in catalog.rules.iter().enumerate() {
        conditions.extend((0..rule.events.len()).map(|at| (number, Condition::Event(at))));
        let points = (0..rule.points.len()).filter(|at| stands.contains(&rule.points[*at].0));
        conditions.extend(points.map(|at| (number, Condition::Point(at))));
    }
    let idle: Vec<String> = in_parallel(&conditions, |(number, condition)| {
        let mut changed = (*catalog).clone();
        let rule = &mut changed.rules[*number];
        let what = match *condition {
            Condition::Event(at) => format!("event {}", catalog.event(rule.events.remove(at).0).id),
            Condition::Point(at) => format!("point {}", catalog.point(rule.points.remove(at).0).id),
        };
        let id = rule.id.clone();
        noticed(&cases, &id, changed, false).is_empty().then(|| format!("{id}: {what}"))
    })
    .into_iter()
    .flatten()
    .collect();
    let stale: Vec<&&str> = IMPLIED.iter().filter(|c| !idle.iter().any(|i| i == *c)).collect();
    assert!(stale.is_empty(), "{stale:?} are noticed and need no exception");
    let idle: Vec<String> = idle.into_iter().filter(|c| !IMPLIED.contains(&c.as_str())).collect();
    assert!(idle.is_empty(), "{} conditions can be dropped unnoticed:\n{}", idle.len(), idle.join("\n"));
}

fn table(needs: &[Need], all_of_them: bool) -> String {
    let mut table = format!("# Rules and the cases that need them\n\n{} rules.", needs.len());
    table.push_str(if all_of_them {
        " A case needs a rule if it fails without it.\n\n| rule | cases | which |\n|---|---|---|\n"
    } else {
        " The first case that fails without the rule; `BARTIZAN_TABLE=1` counts all.\n\n| rule | case |\n|---|---|\n"
    });
    for need in needs {
        let names = need.cases.join("; ");
        let _ = match all_of_them {
            true => writeln!(table, "| {} | {} | {names} |", need.rule, need.cases.len()),
            false => writeln!(table, "| {} | {names} |", need.rule),
        };
    }
    table
}
