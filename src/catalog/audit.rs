//! What a catalog that loads may still be asked: rules that nothing leads to, things said twice, references that no list
//! has. A reviewer asks it of the whole catalog; loading does not.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::attack::Pattern;
use super::reference::{Framework, Reference};
use super::rule::{Catalog, FileId, Origin, Rule, TypeId, VarId};
use super::words::{Predicate, RuleKind};
use crate::source::{Problem, nearest};

/// Everything that the audit finds, by file, then place.
pub fn audit(catalog: &Catalog) -> Vec<(FileId, Problem)> {
    let mut found = Vec::new();
    unreachable(catalog, &mut found);
    rules_twice(catalog, &mut found);
    attacks_twice(catalog, &mut found);
    references(catalog, &mut found);
    found.sort_by(|(a, p), (b, q)| (a, p.span, p.code, &p.message).cmp(&(b, q.span, q.code, &q.message)));
    found
}

fn error(found: &mut Vec<(FileId, Problem)>, at: Origin, code: &'static str, message: String) {
    found.push((at.file, Problem::error(code, at.span, message)));
}

/// Rules that fire in no system, because what they need is only given by rules that need them in turn.
fn unreachable(catalog: &Catalog, found: &mut Vec<(FileId, Problem)>) {
    let mut given: BTreeMap<Predicate, BTreeSet<TypeId>> = BTreeMap::new();
    let mut waiting: Vec<&Rule> = catalog.rules.iter().collect();
    loop {
        let reached = |rule: &&Rule| {
            rule.premises.iter().all(|(predicate, over)| {
                let kind = rule.variables[over.index()].kind;
                let fits = |t: &TypeId| catalog.is_a(*t, kind) || catalog.is_a(kind, *t);
                given.get(predicate).is_some_and(|types| types.iter().any(fits))
            })
        };
        let (now, later): (Vec<&Rule>, Vec<&Rule>) = waiting.into_iter().partition(reached);
        waiting = later;
        if now.is_empty() {
            break;
        }
        for rule in now {
            let (predicate, over) = rule.conclusion;
            // An implication gives the weaker capability over whatever the stronger one is held over.
            let kinds: Vec<TypeId> = match (rule.kind, rule.premises.first()) {
                (RuleKind::Implication, Some((from, _))) => given.get(from).into_iter().flatten().copied().collect(),
                _ => vec![rule.variables[over.index()].kind],
            };
            given.entry(predicate).or_default().extend(kinds);
        }
    }
    for rule in waiting.into_iter().filter(|r| r.kind != RuleKind::Implication) {
        error(
            found,
            rule.origin,
            "unreachable",
            format!("rule `{}` can fire in no system: nothing leads to what it needs", rule.id),
        );
    }
}

/// Variables in the order in which they were met.
#[derive(Default)]
struct Numbers(BTreeMap<VarId, usize>);

impl Numbers {
    fn of(&mut self, variable: VarId) -> usize {
        let next = self.0.len();
        *self.0.entry(variable).or_insert(next)
    }

    /// The numbers so far; a variable that has none comes last.
    fn known(&self, args: &[VarId]) -> Vec<usize> {
        args.iter().map(|v| self.0.get(v).copied().unwrap_or(usize::MAX)).collect()
    }
}

/// A rule's conditions and conclusion with its variables numbered, so that neither their names nor the order of the
/// conditions matter. Of rules that say one relation of several new variables, some twins are missed.
fn form(catalog: &Catalog, rule: &Rule) -> String {
    let mut numbers = Numbers::default();
    let mut out = String::new();
    let mut part = |name: &str, args: &[VarId], numbers: &mut Numbers| {
        let args: Vec<String> = args.iter().map(|v| numbers.of(*v).to_string()).collect();
        let _ = write!(out, "{name}({});", args.join(","));
    };
    part(rule.conclusion.0.id(), &[rule.conclusion.1], &mut numbers);
    let mut premises: Vec<_> = rule.premises.iter().collect();
    premises.sort_by_key(|(predicate, _)| *predicate);
    for (predicate, over) in premises {
        part(predicate.id(), &[*over], &mut numbers);
    }
    let mut relations: Vec<_> = rule.relations.iter().collect();
    while !relations.is_empty() {
        relations.sort_by_key(|atom| (atom.relation, numbers.known(&atom.args)));
        let atom = relations.remove(0);
        part(atom.relation.name(), &atom.args, &mut numbers);
    }
    let mut differ: Vec<[VarId; 2]> = rule.differ.iter().map(|(a, b)| [*a, *b]).collect();
    differ.iter_mut().for_each(|pair| pair.sort_by_key(|v| numbers.known(&[*v])));
    differ.sort_by_key(|pair| numbers.known(pair));
    for pair in differ {
        part("!=", &pair, &mut numbers);
    }
    let mut points: Vec<_> = rule.points.iter().collect();
    points.sort_by_key(|(point, args)| (*point, numbers.known(args)));
    for (point, args) in points {
        part(&format!("@{}", catalog.point(*point).id), args, &mut numbers);
    }
    let mut events: Vec<_> = rule.events.iter().collect();
    events.sort_by_key(|(event, args)| (*event, numbers.known(args)));
    for (event, args) in events {
        part(&format!("!{}", catalog.event(*event).id), args, &mut numbers);
    }
    out
}

fn rules_twice(catalog: &Catalog, found: &mut Vec<(FileId, Problem)>) {
    let mut first: BTreeMap<String, &Rule> = BTreeMap::new();
    for rule in catalog.rules.iter().filter(|r| r.kind != RuleKind::Implication) {
        match first.get(&form(catalog, rule)) {
            Some(other) => {
                let message =
                    format!("rule `{}` has the conditions and the conclusion of rule `{}`", rule.id, other.id);
                error(found, rule.origin, "twice", message);
            }
            None => {
                first.insert(form(catalog, rule), rule);
            }
        }
    }
}

fn attacks_twice(catalog: &Catalog, found: &mut Vec<(FileId, Problem)>) {
    for (number, attack) in catalog.attacks.iter().enumerate() {
        let before = &catalog.attacks[..number];
        if let Some(other) = before.iter().find(|other| other.name == attack.name) {
            let same = if same_patterns(&attack.patterns, &other.patterns) { " and the patterns" } else { "" };
            let message = format!("attack `{}` has the name{same} of attack `{}`", attack.id, other.id);
            error(found, attack.origin, "twice", message);
        }
    }
}

fn same_patterns(a: &[Pattern], b: &[Pattern]) -> bool {
    a.len() == b.len() && a.iter().all(|p| b.contains(p))
}

/// References that the catalog's lists do not have, or have under another id now.
fn references(catalog: &Catalog, found: &mut Vec<(FileId, Problem)>) {
    for (what, at, references) in referring(catalog) {
        for reference in references {
            let Some(doc) = catalog.frameworks.iter().find(|f| f.framework == reference.framework) else { continue };
            if reference.framework == Framework::Stride || doc.entries.contains_key(&reference.id) {
                continue;
            }
            // A pack may refer to entries that the catalog does not name.
            let problem = if catalog.pack(at).is_some() { Problem::warning } else { Problem::error };
            let problem = match catalog.now(reference) {
                Some(now) => problem(
                    "old-reference",
                    at.span,
                    format!("{what} refers to {}, which is {} in {}", reference.id, now.id, doc.name),
                ),
                None => {
                    let near = nearest(&reference.id, doc.entries.keys().map(String::as_str));
                    let near = near.map_or_else(String::new, |n| format!("; did you mean `{n}`?"));
                    let message =
                        format!("{what} refers to {}, which {} does not list here{near}", reference.id, doc.name);
                    problem("reference", at.span, message).help("name it in frameworks.yaml, or mend the id")
                }
            };
            found.push((at.file, problem));
        }
    }
}

/// Everything that refers to lists elsewhere: what it is, where it is written, and its references.
pub fn referring(catalog: &Catalog) -> impl Iterator<Item = (String, Origin, &[Reference])> {
    let rules = catalog.rules.iter().map(|r| (format!("rule `{}`", r.id), r.origin, r.references.as_slice()));
    // The attack that a named rule is has the rule's own references.
    let written = catalog.attacks.iter().filter(|a| catalog.rules_of(&a.id).next().is_none());
    let attacks = written.map(|a| (format!("attack `{}`", a.id), a.origin, a.references.as_slice()));
    let events = catalog.events.iter().map(|e| (format!("event `{}`", e.id), e.origin, e.references.as_slice()));
    let controls = catalog.controls.iter().map(|c| (format!("control `{}`", c.id), c.origin, c.references.as_slice()));
    rules.chain(attacks).chain(events).chain(controls)
}
