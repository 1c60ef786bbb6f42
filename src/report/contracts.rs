//! Contracts on paper: domain by domain, what it must deny, what it may rely on, what reaches it.

use super::sheet::Sheet;
use super::wording::{class, count, held, held_tone, some_of, tone, verdict};
use super::{Tone, visible};
use crate::api::{Contract, Contracts, Domain, Held};

/// Names listed of one kind.
const NAMES: usize = 12;
/// Stands before what is said of one contract, below its words.
const INDENT: &str = "                        ";

/// The domains of a system, each with its side of the contracts.
pub fn contracts(answer: &Contracts, colour: bool) -> String {
    let mut sheet = Sheet::new(colour);
    if answer.contracts.is_empty() {
        sheet.line("No attack crosses from one domain to another");
    }
    for domain in &answer.domains {
        sheet.gap();
        side(&mut sheet, answer, domain);
    }
    sheet.gap().tone(Tone::Faint, &answer.text).end();
    sheet.finish()
}

fn side(sheet: &mut Sheet, answer: &Contracts, domain: &Domain) {
    let spoken = domain.audience.as_ref().and_then(|id| answer.audiences.iter().find(|a| a.id == *id));
    sheet.tone(Tone::Strong, &domain.name);
    match spoken {
        Some(audience) => sheet.tone(Tone::Faint, &format!("  in the words of {}", audience.name)),
        None => sheet.tone(Tone::Faint, "  in general words"),
    };
    sheet.end();
    sheet.put("  Its elements: ").put(&some_of(&domain.elements, NAMES)).end();
    for claim in &domain.claims {
        sheet.put("  ").cell(tone(claim.verdict), verdict(claim.verdict), 13);
        sheet.tone(Tone::Strong, &claim.claim).put("  must not be: ").put(&claim.sentence).end();
    }
    let lists = [
        ("What it must deny", &domain.deny, Side::Gives),
        ("What it may rely on", &domain.rely, Side::Relies),
        ("What reaches it", &domain.reached, Side::Receives),
    ];
    for (title, list, as_) in lists {
        sheet.put("  ").put(title);
        if list.is_empty() {
            sheet.put(": nothing").end();
            continue;
        }
        sheet.end();
        for contract in list.iter().filter_map(|at| answer.contracts.get(*at as usize)) {
            line(sheet, contract, as_);
        }
    }
}

/// From which side a contract is told.
#[derive(Clone, Copy)]
enum Side {
    Gives,
    Relies,
    Receives,
}

fn line(sheet: &mut Sheet, contract: &Contract, side: Side) {
    let (words, other) = match side {
        Side::Gives => (&contract.given, format!("to {}", contract.to)),
        Side::Relies | Side::Receives => (&contract.received, format!("from {}", contract.from)),
    };
    let not = if matches!(side, Side::Relies) { "not: " } else { "" };
    sheet.put("    ").cell(Tone::Faint, &other, 20).put(not).put(words).end();
    if matches!(side, Side::Receives) && !contract.then.is_empty() {
        sheet.put(INDENT).put("so that ").put(&contract.then.join("; ")).end();
    }
    sheet.put(INDENT).tone(held_tone(contract.held), held(contract.held)).end();
    let claims: Vec<String> = contract
        .claims
        .iter()
        .map(
            |c| if c.sets == 0 { c.claim.clone() } else { format!("{} by {}", c.claim, count(c.sets as usize, "set")) },
        )
        .collect();
    sheet.put(INDENT).put("breaks ").put(&some_of(&claims, NAMES)).end();
    if !contract.controls.is_empty() {
        let controls: Vec<String> = contract
            .controls
            .iter()
            .map(|c| format!("{} ({})", visible(&c.name), if c.is_on { "on" } else { "off" }))
            .collect();
        sheet.put(INDENT).put("controls on the way: ").put(&some_of(&controls, NAMES)).end();
    }
    if matches!(contract.held, Held::Held | Held::Unknown) {
        if !contract.assumptions.is_empty() {
            let ids: Vec<&str> = contract.assumptions.iter().map(|a| a.id.as_str()).collect();
            sheet.put(INDENT).put("by further sets if these fail: ").put(&some_of(&ids, NAMES)).end();
        }
        return;
    }
    for assumption in contract.assumptions.iter().take(NAMES) {
        sheet.put(INDENT).put("if ").put(&assumption.sentence);
        sheet.tone(Tone::Faint, &format!("  [{}; {}]", assumption.id, class(assumption.class))).end();
    }
}
