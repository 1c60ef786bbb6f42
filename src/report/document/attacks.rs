//! The catalog's attacks tried on this system: those that close, those one step away, and why the others do not apply.

use std::collections::BTreeMap;

use super::findings::Findings;
use super::words::{Words, say, upper};
use super::{Block, Table, column};
use crate::api::{Attack, Scope};
use crate::report::wording::count;

/// Attacks listed in each scope.
const ATTACKS: usize = 80;
/// Ids of lists elsewhere beside an attack.
const REFERENCES: usize = 4;
/// Controls and assumptions named that decide whether an attack closes.
const DECIDERS: usize = 3;
/// Claims named beside an attack.
const CLAIMS: usize = 8;

/// Attacks that close, and those that are one step away.
pub fn in_scope(findings: &Findings<'_>) -> Vec<Block> {
    let all = &findings.attacks.attacks;
    let of = |scope: Scope| -> Vec<&Attack> { all.iter().filter(|a| a.scope == scope).collect() };
    let (closing, near, further) = (of(Scope::Closes), of(Scope::OneStepAway), of(Scope::Further));
    let mut blocks = vec![Block::Paragraph(say(&format!(
        "Each of the catalog's {} was tried at every place of this system where its pattern fits: {} close, {} are one \
         step away, {} are further, and {} are out of scope. An attack that closes has everything that it needs; \
         whether it breaks a claim is said beside it.",
        count(all.len(), "attack"),
        closing.len(),
        near.len(),
        further.len(),
        of(Scope::OutOfScope).len(),
    )))];
    for (title, list) in [("Closing", &closing), ("One step away", &near), ("Further away", &further)] {
        if list.is_empty() {
            continue;
        }
        let scope = list.first().map_or(Scope::Closes, |a| a.scope);
        blocks.push(Block::Subheading(Words::default().scope(scope).text(&format!(" {title}, {}", list.len()))));
        blocks.push(Block::Table(table(title, list)));
        blocks.extend(super::cut(ATTACKS.min(list.len()), list.len(), "attacks"));
    }
    blocks
}

fn table(title: &str, list: &[&Attack]) -> Table {
    let last = if title == "Closing" { "What decides it" } else { "What is missing" };
    Table {
        label: format!("Attacks: {}", title.to_lowercase()),
        columns: vec![column("Attack", 31), column("Here", 0), column(last, 27)],
        rows: list.iter().take(ATTACKS).map(|attack| row(attack)).collect(),
        ..Table::default()
    }
}

fn row(attack: &Attack) -> Vec<Words> {
    let mut what = Words::default().strong(&attack.name);
    let mut ids: Vec<&str> = attack.references.iter().take(REFERENCES).map(|r| r.id.as_str()).collect();
    if attack.references.len() > REFERENCES {
        ids.push("…");
    }
    if !ids.is_empty() {
        what = what.line().faint(&ids.join("  "));
    }
    if !attack.packs.is_empty() {
        what = what.line().faint(&format!("pack {}", attack.packs.join(", ")));
    }
    let (mut here, mut decided) = (Words::default(), Words::default());
    if let Some(place) = attack.places.first() {
        here = say(&upper(&place.sentence));
        here = match attack.total_places {
            0 | 1 => here,
            2 => here.faint("; and at one more place"),
            n => here.faint(&format!("; and at {} more places", n - 1)),
        };
        let missing = place.missing.iter().map(|m| say(&upper(m)));
        let deciders = place.decides.iter().filter(|d| !place.missing.contains(&d.sentence));
        let deciders = deciders.map(|d| Words::default().name(&d.name).text(": ").say(&d.sentence));
        let deciders: Vec<Words> = deciders.collect();
        let more = deciders.len().saturating_sub(DECIDERS);
        for line in missing.chain(deciders.into_iter().take(DECIDERS)) {
            decided = if decided.is_empty() { line } else { decided.line().and(line) };
        }
        if more > 0 {
            decided = decided.line().faint(&format!("and {more} more decide it"));
        }
    }
    if !attack.claims.is_empty() {
        here = here.line().strong("On ").and(Words::default().names(&attack.claims, CLAIMS));
    }
    vec![what, here, decided]
}

/// Why the others do not apply, those with the same reason together.
pub fn out_of_scope(findings: &Findings<'_>) -> Vec<Block> {
    let all: Vec<&Attack> = findings.attacks.attacks.iter().filter(|a| a.scope == Scope::OutOfScope).collect();
    if all.is_empty() {
        return vec![Block::Paragraph(say("No attack of the catalog is out of scope."))];
    }
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for attack in &all {
        reasons.entry(attack.reason.as_str()).or_default().push(attack.name.as_str());
    }
    let mut reasons: Vec<(&str, Vec<&str>)> = reasons.into_iter().collect();
    crate::order::sort_by(&mut reasons, |a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(b.0)));
    let rows = reasons.iter().map(|(reason, names)| {
        let reason = if reason.is_empty() { "the structure that it needs" } else { reason };
        // The column's head says it already.
        let reason = reason.strip_prefix("Does not occur here: ").unwrap_or(reason);
        let reason = reason.strip_prefix("Does not occur here together: ").unwrap_or(reason);
        vec![say(&upper(reason)), say(&names.len().to_string()), Words::default().text(&names.join("; "))]
    });
    vec![
        Block::Paragraph(say(&format!(
            "{} cannot happen in this system as it is described, since what they need does not occur in it. A reason \
             that is wrong points to something that the description leaves out.",
            count(all.len(), "attack")
        ))),
        Block::Table(Table {
            label: "Attacks out of scope".to_owned(),
            columns: vec![column("What does not occur here", 44), super::figures("", 5), column("Attacks", 0)],
            rows: rows.collect(),
            ..Table::default()
        }),
    ]
}
