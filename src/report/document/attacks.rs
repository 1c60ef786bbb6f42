//! The catalog's attacks tried on this system: those that close, those one step away, and why the others do not apply.

use std::collections::BTreeMap;

use super::findings::Findings;
use super::words::{Words, say, upper};
use super::{Block, Table, column};
use crate::api::{Attack, Decider, DeciderKind, Reference, Scope};
use crate::report::wording::{count, number};

/// Attacks listed in each scope.
const ATTACKS: usize = 80;
/// Ids of lists elsewhere beside an attack.
const REFERENCES: usize = 4;
/// Assumptions told of those that have to fail for what is missing.
const DECIDERS: usize = 3;
/// Claims named beside an attack.
const CLAIMS: usize = 8;

/// Attacks that close, and those that are one step away.
pub fn in_scope(findings: &Findings<'_>) -> Vec<Block> {
    let all = &findings.attacks.attacks;
    let of = |scope: Scope| -> Vec<&Attack> { all.iter().filter(|a| a.scope == scope).collect() };
    let (closing, near, further) = (of(Scope::Closes), of(Scope::OneStepAway), of(Scope::Further));
    let out = of(Scope::OutOfScope).len();
    let are = |n: usize, one: &str, more: &str| {
        let words = if n < 2 { one } else { more };
        if n == 0 { format!("none {words}") } else { format!("{n} {words}") }
    };
    let mut blocks = vec![Block::Paragraph(say(&format!(
        "Each of the catalog's {} was tried at every place of this system where its pattern fits: {}, {}, {}, and {}. An \
         attack that closes has everything that it needs; whether it breaks a claim is said beside it.",
        count(all.len(), "attack"),
        are(closing.len(), "closes", "close"),
        are(near.len(), "is one step away", "are one step away"),
        are(further.len(), "is further away", "are further away"),
        are(out, "is out of scope", "are out of scope"),
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
    // Of an attack that closes nothing is missing; what stands in its way, and seldom does, is told beside its place.
    let closing = title == "Closing";
    let mut columns = vec![column("Attack", if closing { 42 } else { 34 }), column("Here", 0)];
    columns.extend((!closing).then(|| column("What is missing", 29)));
    Table {
        label: format!("Attacks: {}", title.to_lowercase()),
        columns,
        rows: list.iter().take(ATTACKS).map(|attack| row(attack, closing)).collect(),
        ..Table::default()
    }
}

fn row(attack: &Attack, closing: bool) -> Vec<Words> {
    let mut what = Words::default().strong(&attack.name);
    let ids: Vec<&str> = references(attack).iter().map(|r| r.id.as_str()).collect();
    if !ids.is_empty() {
        what = what.line().ids(&ids);
        // The sign that there are more never stands alone in a line.
        what = if attack.references.len() > REFERENCES { what.faint("\u{a0}…") } else { what };
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
        let deciders = place.decides.iter().filter(|d| !place.missing.contains(&d.sentence));
        let (mut ifs, mut lines): (Vec<&Decider>, Vec<&String>) = (Vec::new(), place.missing.iter().collect());
        for decider in deciders {
            match decider.kind {
                DeciderKind::Assumption => ifs.push(decider),
                _ => lines.push(&decider.sentence),
            }
        }
        for line in lines {
            decided = if decided.is_empty() { decided } else { decided.line() };
            decided = decided.say(&upper(line));
        }
        // All of these have to fail for it to be there.
        for (at, one) in ifs.iter().take(DECIDERS).enumerate() {
            decided = decided.text(if at == 0 { ": there if " } else { ", and " }).say(&one.sentence);
        }
        if ifs.len() > DECIDERS {
            decided = decided.text(&format!(", and {} more", number(ifs.len() - DECIDERS)));
        }
    }
    if !attack.claims.is_empty() {
        here = here.line().strong("Breaks ").names(&attack.claims, CLAIMS);
    }
    if !closing {
        return vec![what, here, decided];
    }
    vec![what, if decided.is_empty() { here } else { here.line().and(decided) }]
}

/// The ids of lists elsewhere that stand beside an attack.
pub fn references(attack: &Attack) -> &[Reference] {
    let told = if attack.scope == Scope::OutOfScope { 0 } else { REFERENCES };
    &attack.references[..told.min(attack.references.len())]
}

/// Why the others do not apply, those with the same reason together.
pub fn out_of_scope(findings: &Findings<'_>) -> Vec<Block> {
    let all: Vec<&Attack> = findings.attacks.attacks.iter().filter(|a| a.scope == Scope::OutOfScope).collect();
    if all.is_empty() {
        return vec![Block::Paragraph(say("No attack of the catalog is out of scope."))];
    }
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for attack in &all {
        // The column's head says it already.
        let reason = attack.reason.as_str();
        let reason = reason.strip_prefix("Does not occur here: ").unwrap_or(reason);
        let reason = reason.strip_prefix("Does not occur here together: ").unwrap_or(reason);
        reasons.entry(reason).or_default().push(attack.name.as_str());
    }
    let rows = reasons.iter().map(|(reason, names)| {
        let reason = if reason.is_empty() { "the structure that it needs" } else { *reason };
        vec![say(&upper(reason)), Words::default().text(&names.join("; "))]
    });
    vec![
        Block::Paragraph(say(&format!(
            "{} cannot happen in this system as it is described, since what {} does not occur in it. A reason that is \
             wrong points to something that the description leaves out.",
            count(all.len(), "attack"),
            if all.len() == 1 { "it needs" } else { "they need" },
        ))),
        Block::Table(Table {
            label: "Attacks out of scope".to_owned(),
            columns: vec![column("What does not occur here", 44), column("Attacks", 0)],
            rows: rows.collect(),
            ..Table::default()
        }),
    ]
}
