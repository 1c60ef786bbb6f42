//! Claims with what is behind each verdict, the attacks as steps, and every minimal attack set.

use std::collections::{BTreeMap, BTreeSet};

use super::cover::heading;
use super::decisions::about;
use super::findings::{Findings, by_id};
use super::words::{Words, faint, name, say, upper};
use super::{Block, Column, Step, Table, column, figures};
use crate::api::{AttackSet, Claim, Event, Path, Plan, Risk, Verdict};
use crate::report::quantities::chance;
use crate::report::wording::{class, likelihood, number, verdict};

/// Names listed of one kind.
const NAMES: usize = 12;
/// Claims whose attacks are told.
const TOLD: usize = 40;
/// Paths of one claim.
const PATHS: usize = 3;
/// Steps of one path.
const STEPS: usize = 40;
/// Sets shown below the paths of a claim.
const SETS: usize = 12;
/// Sets of one claim in the annex.
const ALL_SETS: usize = 60;
/// Ids of lists elsewhere beside a step.
const REFERENCES: usize = 4;

/// Each claim with its verdict and reason.
pub fn claims(findings: &Findings<'_>) -> Vec<Block> {
    if findings.claims.is_empty() {
        return vec![Block::Paragraph(say("The description claims nothing, so that there is no verdict."))];
    }
    findings.claims.iter().flat_map(|claim| one(findings, claim)).collect()
}

fn one(findings: &Findings<'_>, claim: &Claim) -> Vec<Block> {
    let mut facts = Vec::new();
    if let Some(risk) = findings.risks.get(&claim.id) {
        facts.push(("Fails, per year", per_year(risk)));
        facts.push(("Attack sets", say(&set_count(claim, risk))));
    }
    if let Some(decided) = about(findings, &claim.id) {
        facts.push(("Decision", say(&upper(&decided)).and(findings.see("decisions"))));
    }
    if !claim.depends_on.is_empty() {
        facts.push(("Hangs on", Words::default().names(&claim.depends_on, NAMES)));
    }
    if !claim.rests_on.is_empty() {
        let mut words = Words::default();
        for (at, rest) in claim.rests_on.iter().take(NAMES).enumerate() {
            words = if at == 0 { words } else { words.line() };
            words = words.name(&rest.event).text("; else ").say(&rest.sentence);
            if !rest.reason.is_empty() {
                words = words.faint(&format!(". Reason: {}", rest.reason));
            }
        }
        facts.push(("Relies on", rest_of(words, claim.rests_on.len())));
    }
    if !claim.nearest.is_empty() {
        let events = by_id(&claim.events);
        let mut words = Words::default();
        for (at, miss) in claim.nearest.iter().take(NAMES).enumerate() {
            words = if at == 0 { words } else { words.line() };
            words = words.say(&miss.change);
            for id in &miss.events {
                words = words.text(", and ").say(events.get(id.as_str()).map_or(id.as_str(), |e| &e.sentence));
            }
        }
        facts.push(("Nearest to breaking it", rest_of(words, claim.nearest.len())));
    }
    if !claim.untouched.is_empty() {
        facts.push(("Touched by no adversary", Words::default().names(&claim.untouched, NAMES)));
    }
    let persists = if claim.persistent { "; what is gained outlives the adversary's access" } else { "" };
    vec![
        Block::Heading(heading(claim), Some(format!("claim-{}", claim.id))),
        Block::Paragraph(say(&format!("{}{persists}.{}", claim.because, lesser(claim)))),
        Block::Facts(facts),
    ]
}

fn rest_of(words: Words, of: usize) -> Words {
    if of > NAMES { words.line().faint(&format!("{NAMES} of {of} listed")) } else { words }
}

fn per_year(risk: &Risk) -> Words {
    if risk.probability.high <= 0.0 {
        return say("no attack is known to the analysis");
    }
    let ordinary = if risk.ordinary.high <= 0.0 { "0".to_owned() } else { chance(&risk.ordinary) };
    say(&chance(&risk.probability)).text(&format!("; {ordinary} if every assumption holds"))
}

fn set_count(claim: &Claim, risk: &Risk) -> String {
    if risk.count.total == "0" && risk.count.complete {
        return "none".to_owned();
    }
    let orders = risk.count.by_order.iter().enumerate().map(|(at, o)| {
        let noun = match (at, o.order) {
            (0, 1) => " event",
            (0, _) => " events",
            _ => "",
        };
        format!("{} of {}{noun}", o.sets, number(o.order as usize))
    });
    let orders: Vec<String> = orders.collect();
    let sizes = if orders.is_empty() { String::new() } else { format!(": {}", orders.join(", ")) };
    let known = if risk.count.complete { String::new() } else { format!("; {}", risk.count.text) };
    let resting = match claim.resting_sets.len() {
        0 => String::new(),
        _ if claim.sets.is_empty() => "; only if what the claim relies on fails".to_owned(),
        n => format!("; {} of them only if what the claim relies on fails", number(n)),
    };
    format!("{} minimal{sizes}{resting}{known}", risk.count.total)
}

/// How claims break.
pub fn paths(findings: &Findings<'_>) -> Vec<Block> {
    let broken: Vec<&Claim> = findings.claims.iter().filter(|c| !c.sets.is_empty()).collect();
    let mut blocks = Vec::new();
    if broken.is_empty() {
        blocks.push(Block::Paragraph(say("No claim has an attack but through what it relies on.")));
    } else {
        blocks.push(Block::Note(say(
            "Each step rests on those before it. A dashed line is a border between domains: what crosses it is a matter \
             for both. In brackets stands what has to happen, with its likelihood in a year.",
        )));
    }
    for claim in broken.iter().take(TOLD) {
        blocks.push(Block::Heading(heading(claim), None));
        for (why, path) in told(findings, claim) {
            blocks.push(Block::Subheading(why));
            blocks.push(Block::Path(steps(findings, claim, path)));
            blocks.extend(super::cut(STEPS.min(path.steps.len()), path.steps.len(), "steps"));
        }
        blocks.push(Block::Subheading(say("Minimal attack sets")));
        blocks.push(Block::Table(set_table(claim, SETS)));
        blocks.extend(cut_sets(claim, SETS));
        blocks.extend(findings.plans.get(&claim.id).and_then(|plan| closing(claim, plan)));
    }
    blocks.extend(super::cut(TOLD.min(broken.len()), broken.len(), "claims with attacks"));
    blocks
}

/// The attacks of a claim that are told, each with why: the likeliest, that of least effort, the shortest.
fn told<'f>(findings: &'f Findings<'_>, claim: &'f Claim) -> Vec<(Words, &'f Path)> {
    let of = match claim.sets.len() {
        1 => "the only minimal attack set".to_owned(),
        n => format!("one of {n} minimal attack sets"),
    };
    let risk = findings.risks.get(&claim.id);
    let ranked = risk.into_iter().flat_map(|risk| {
        let first = |sets: &'f [crate::api::RankedSet], why: &'static str| sets.first().map(|set| (why, set));
        [first(&risk.likeliest, "The likeliest attack"), first(&risk.cheapest, "The attack of least effort")]
    });
    let ranked = ranked.flatten().map(|(why, set)| (why, &set.events, &set.path, Some(&set.likelihood)));
    let shortest = claim.paths.iter().filter(|p| !p.steps.is_empty()).min_by_key(|p| p.steps.len());
    let shortest = shortest.and_then(|path| {
        let set = claim.sets.get(path.set as usize)?;
        Some(("The shortest attack", &set.events, path, Some(&set.likelihood)))
    });
    // What the claim rests on is no way to break it.
    let mut seen: Vec<BTreeSet<&String>> = claim.resting_sets.iter().map(|set| set.events.iter().collect()).collect();
    let mut out = Vec::new();
    for (why, events, path, likely) in ranked.chain(shortest) {
        let events: BTreeSet<&String> = events.iter().collect();
        if path.steps.is_empty() || out.len() == PATHS || seen.contains(&events) {
            continue;
        }
        seen.push(events);
        let words = Words::default().text(&format!("{why}, {of}"));
        out.push((likely.map_or(words.clone(), |l| words.faint(&format!("  {} per year alone", likelihood(l)))), path));
    }
    out
}

fn steps(findings: &Findings<'_>, claim: &Claim, path: &Path) -> Vec<Step> {
    let events = by_id(&claim.events);
    let risk_events = findings.risks.get(&claim.id).map(|r| by_id(&r.events)).unwrap_or_default();
    let mut domain = "";
    let mut out = Vec::new();
    for step in path.steps.iter().take(STEPS) {
        let enters = step.domain != domain;
        domain = &step.domain;
        let mut gain = say(&step.gain.text);
        if !step.uses.is_empty() && step.uses != [step.number - 1] {
            let uses: Vec<String> = step.uses.iter().map(u32::to_string).collect();
            let steps = if uses.len() == 1 { "step" } else { "steps" };
            gain = gain.faint(&format!("  from {steps} {}", uses.join(", ")));
        }
        let mut tags = Words::default();
        for reference in step.references.iter().take(REFERENCES) {
            tags = tags.ids(&[&reference.id]).text("  ");
        }
        tags = if findings.has("rules") {
            tags.link(&format!("rule-{}", step.rule), &step.rule)
        } else {
            tags.faint(&step.rule)
        };
        if let Some(pack) = &step.pack {
            tags = tags.faint(&format!("  pack {pack}"));
        }
        out.push(Step {
            number: step.number,
            domain: step.domain.clone(),
            enters,
            crossing: step.crossing && enters,
            sentence: say(&upper(&step.sentence)),
            gain,
            events: step.events.iter().filter_map(|id| event(&events, &risk_events, id)).collect(),
            tags,
        });
    }
    out
}

fn event(events: &BTreeMap<&str, &Event>, others: &BTreeMap<&str, &Event>, id: &str) -> Option<Words> {
    let event = events.get(id).or_else(|| others.get(id))?;
    Some(say(&event.sentence).faint(&format!("  {}", likelihood(&event.likelihood))))
}

fn set_columns() -> Vec<Column> {
    vec![
        figures("", 4),
        column("Verdict", 16),
        column("What has to happen, all of it", 0),
        column("Who", 13),
        figures("Alone, per year", 16),
    ]
}

fn set_table(claim: &Claim, most: usize) -> Table {
    let events = by_id(&claim.events);
    Table {
        label: format!("Minimal attack sets of {}", claim.id),
        columns: set_columns(),
        rows: claim.sets.iter().take(most).zip(1..).map(|(set, n)| set_row(set, n, &events)).collect(),
        ..Table::default()
    }
}

fn set_row(set: &AttackSet, n: usize, events: &BTreeMap<&str, &Event>) -> Vec<Words> {
    let mut words = Words::default();
    for (at, id) in set.events.iter().enumerate() {
        words = if at == 0 { words } else { words.text(" + ") };
        words = words.say(events.get(id.as_str()).map_or(id.as_str(), |e| &e.sentence));
    }
    if set.persistent == Some(true) {
        words = words.faint("; persists");
    }
    vec![
        say(&n.to_string()),
        Words::default().verdict(set.verdict),
        words,
        Words::default().names(&set.who, 4),
        say(&likelihood(&set.likelihood)),
    ]
}

fn cut_sets(claim: &Claim, most: usize) -> Option<Block> {
    let listed = claim.sets.len().min(most);
    let all = &claim.completeness;
    match (listed < claim.sets.len(), all.complete) {
        (false, true) => None,
        (true, true) => super::cut(listed, claim.sets.len(), "minimal attack sets"),
        (cut, false) => {
            let listed =
                if cut { format!("{listed} of {} are listed here. ", claim.sets.len()) } else { String::new() };
            Some(Block::Note(say(&format!("{listed}{}.", all.text))))
        }
    }
}

/// What stops the attacks on a claim, and if nothing does, what is left.
fn closing(claim: &Claim, plan: &Plan) -> Option<Block> {
    let choice = plan.cheapest.first()?;
    let best = plan.beyond.iter().find(|b| b.claim == claim.id).map(|b| b.best);
    let begun = Words::default().strong("What stops it  ");
    let words = match (choice.controls.is_empty(), best) {
        (true, None) => return None,
        (true, Some(best)) => {
            begun.text(&format!("No control that is described: whatever is switched on, it stays {}.", verdict(best)))
        }
        (false, None) => begun.names(&choice.controls, NAMES).text(&format!(", cost {}; then it holds.", choice.cost)),
        (false, Some(best)) => begun.names(&choice.controls, NAMES).text(&format!(
            ", cost {}; then it is {}, and no control makes it hold.",
            choice.cost,
            verdict(best)
        )),
    };
    Some(Block::Paragraph(words))
}

/// Every minimal attack set, and the events in them. One that breaks several claims is told once.
pub fn sets(findings: &Findings<'_>) -> Vec<Block> {
    let mut named: BTreeMap<&str, &Event> = BTreeMap::new();
    let mut told: Vec<(&AttackSet, Vec<&str>)> = Vec::new();
    let mut cuts = Vec::new();
    for claim in findings.claims.iter().take(TOLD) {
        let all = claim.sets.len() + claim.resting_sets.len();
        let events = by_id(&claim.events);
        for set in claim.sets.iter().chain(&claim.resting_sets).take(ALL_SETS) {
            let same =
                |other: &AttackSet| (other.verdict, &other.events, &other.who) == (set.verdict, &set.events, &set.who);
            match told.iter_mut().find(|(other, _)| same(other)) {
                Some((_, claims)) => claims.push(&claim.id),
                None => told.push((set, vec![&claim.id])),
            }
            for id in &set.events {
                if let Some(event) = events.get(id.as_str()) {
                    named.insert(id, event);
                }
            }
        }
        cuts.extend(super::cut(ALL_SETS.min(all), all, &format!("minimal attack sets of `{}`", claim.id)));
    }
    cuts.extend(super::cut(TOLD.min(findings.claims.len()), findings.claims.len(), "claims"));
    if told.is_empty() {
        return vec![Block::Paragraph(say("There is no attack set."))];
    }
    let mut columns = set_columns();
    columns.insert(3, column("Claims", 17));
    let mut rows = Vec::new();
    for verdict in [Verdict::Violated, Verdict::Unknown, Verdict::Conditional, Verdict::Holds] {
        for (set, claims) in told.iter().filter(|(set, _)| set.verdict == verdict) {
            rows.push(id_row(set, claims, rows.len() + 1));
        }
    }
    let table = Table { label: "Attack sets".to_owned(), columns, rows, ..Table::default() };
    let title =
        if named.len() == 1 { "The event in them".to_owned() } else { format!("The {} events in them", named.len()) };
    let mut blocks = vec![Block::Table(table)];
    blocks.extend(cuts);
    blocks.push(Block::Subheading(say(&title)));
    blocks.push(Block::Table(events_table(named.values().copied())));
    blocks
}

fn id_row(set: &AttackSet, claims: &[&str], n: usize) -> Vec<Words> {
    let mut words = Words::default();
    for (at, id) in set.events.iter().enumerate() {
        words = if at == 0 { words } else { words.text(" + ") };
        words = words.name(id);
    }
    let verdict = match set.verdict {
        Verdict::Holds => faint("relied on"),
        verdict => Words::default().verdict(verdict),
    };
    vec![
        say(&n.to_string()),
        verdict,
        words,
        Words::default().names(claims, NAMES),
        Words::default().names(&set.who, 4),
        say(&likelihood(&set.likelihood)),
    ]
}

fn events_table<'e>(events: impl Iterator<Item = &'e Event>) -> Table {
    let rows = events.map(|event| {
        let mut what = say(&event.sentence);
        if let Some(reason) = &event.reason {
            what = what.faint(&format!(". Reason against it: {reason}"));
        }
        vec![name(&event.id), what, faint(class(event.class)), say(&likelihood(&event.likelihood))]
    });
    Table {
        label: "Events".to_owned(),
        columns: vec![column("Event", 32), column("What happens", 0), column("Kind", 16), figures("Per year", 16)],
        rows: rows.collect(),
        ..Table::default()
    }
}

/// What is gained more easily though it is less, as a sentence behind others.
fn lesser(claim: &Claim) -> String {
    claim.lesser.as_ref().map_or_else(String::new, |words| format!(" {}.", upper(words)))
}
