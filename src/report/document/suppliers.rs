//! What is taken on trust: what each supplier has to promise, what each assumption is worth, and what is not stated.

use super::findings::Findings;
use super::words::{Words, faint, name, say, upper};
use super::{Block, Table, column};
use crate::api::{AssumptionWorth, Demand, Guarantees, SupplierDemand};

/// Names listed of one kind.
const NAMES: usize = 12;
/// Ways listed in which claims can be made to hold.
const WAYS: usize = 12;
/// Assumptions listed.
const LEDGER: usize = 120;
/// Pairs of assumptions named.
const PAIRS: usize = 3;

const TOO_LARGE: &str = "The system has too many attack sets to weigh its suppliers within the bound on memory.";

/// What to ask of suppliers.
pub fn suppliers(findings: &Findings<'_>) -> Vec<Block> {
    let Some(answer) = &findings.guarantees else { return vec![Block::Paragraph(say(TOO_LARGE))] };
    let intro = if answer.suppliers.is_empty() {
        "The description has no supplier of whom anything would be required."
    } else if answer.suppliers.iter().all(|supplier| supplier.wording.is_empty()) {
        "No claim needs a guarantee as things stand."
    } else {
        "What follows is asked for because claims need it, in every way to make them hold or in some, as is said beside it; \
         nothing else is. Each guarantee replaces an assumption: once it is given and can be shown, the assumption has a \
         reason, and verdicts that hang on it change."
    };
    let mut blocks = vec![Block::Paragraph(say(intro))];
    blocks.extend(ways(answer));
    let mut number = 0;
    let (needed, others): (Vec<&SupplierDemand>, Vec<&SupplierDemand>) =
        answer.suppliers.iter().partition(|s| !s.wording.is_empty() || !s.may_keep.is_empty());
    for supplier in needed {
        blocks.extend(one(findings, supplier, &mut number));
    }
    if !others.is_empty() {
        let names: Vec<&str> = others.iter().map(|s| s.supplier.as_str()).collect();
        blocks.push(Block::Paragraph(
            say("Nothing is required of ").names(&names, 40).text(" for the claims as they stand."),
        ));
    }
    blocks
}

fn ways(answer: &Guarantees) -> Vec<Block> {
    let mut blocks = Vec::new();
    let some = |demand: &&Demand| !demand.guarantees.is_empty() || !demand.controls.is_empty();
    let demands: Vec<&Demand> = answer.demands.iter().filter(some).collect();
    if demands.is_empty() {
        if !answer.beyond.is_empty() {
            let words = say("No guarantee and no available control decides a claim. ");
            blocks.push(Block::Paragraph(words.and(fails(&answer.beyond))));
        }
        return blocks;
    }
    let title = if answer.beyond.is_empty() {
        "What would make the claims hold"
    } else {
        "What would make the other claims hold"
    };
    blocks.push(Block::Subheading(say(title)));
    let items = demands.iter().take(WAYS).map(|demand| {
        let words = Words::default().names(&demand.guarantees, 40);
        match (demand.guarantees.is_empty(), demand.controls.is_empty()) {
            (_, true) => words,
            (true, false) => say(controls(demand)).names(&demand.controls, 40),
            (false, false) => words.text(", with ").text(controls(demand)).names(&demand.controls, 40),
        }
    });
    blocks.push(Block::Numbered(items.collect()));
    blocks.extend(super::cut(WAYS.min(demands.len()), demands.len(), "ways"));
    let all = match (demands.len(), answer.complete) {
        (1, true) => "There is no other smallest way.",
        (_, true) => "Each way by itself suffices; these are all smallest ones.",
        (_, false) => "Each way by itself suffices; there are others that were not looked for.",
    };
    let words = say(all);
    blocks.push(Block::Note(match answer.beyond.is_empty() {
        true => words,
        false => words.text(" ").and(fails(&answer.beyond)),
    }));
    blocks
}

/// Claims that no guarantee and no control makes hold.
fn fails(claims: &[String]) -> Words {
    let words = say("Whatever is guaranteed, ").names(claims, NAMES);
    words.text(if claims.len() == 1 { " does not hold." } else { " do not hold." })
}

fn controls(demand: &Demand) -> &'static str {
    if demand.controls.len() == 1 { "the control " } else { "the controls " }
}

fn one(findings: &Findings<'_>, supplier: &SupplierDemand, number: &mut usize) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(name(&supplier.supplier), None)];
    if supplier.wording.is_empty() {
        blocks.push(Block::Paragraph(say("Nothing is required of it for the claims as they stand.")));
    } else {
        let replaced = supplier.always.iter().chain(&supplier.sometimes);
        let rows = supplier.wording.iter().zip(replaced).enumerate().map(|(at, (wording, assumption))| {
            *number += 1;
            let needed = if at < supplier.always.len() { "in every way" } else { "in some ways" };
            let claims = findings.assumption(assumption).map_or(&[][..], |a| &a.claims);
            vec![
                Words::default().strong(&format!("G{number}")),
                say(wording).text("."),
                name(assumption).line().faint(needed),
                Words::default().names(claims, NAMES),
            ]
        });
        blocks.push(Block::Table(Table {
            label: format!("Guarantees of {}", supplier.supplier),
            columns: vec![column("", 6), column("Guarantee", 0), column("Replaces", 25), column("Claims", 15)],
            rows: rows.collect(),
            ..Table::default()
        }));
    }
    let ways: Vec<&Vec<_>> = supplier.may_keep.iter().filter(|way| !way.is_empty()).collect();
    if !ways.is_empty() {
        let title = if ways.len() == 1 { "It may go on with this" } else { "It may go on with one of these" };
        blocks.push(Block::Subheading(say(&format!("{title}, and no claim is worse for it"))));
        let items = ways.iter().take(WAYS).map(|way| {
            let mut words = Words::default();
            for (at, gain) in way.iter().take(NAMES).enumerate() {
                words = if at == 0 { words } else { words.text("; ") };
                words = words.say(&gain.text);
            }
            if way.len() > NAMES { words.faint(&format!("; {NAMES} of {} listed", way.len())) } else { words }
        });
        blocks.push(Block::List(items.collect()));
        blocks.extend(super::cut(WAYS.min(ways.len()), ways.len(), "ways"));
    }
    if supplier.may_keep_cut {
        blocks.push(Block::Note(say("Not every way in which it could keep something was looked for.")));
    }
    blocks
}

/// The ledger of assumptions, and what nothing is stated about.
pub fn assumptions(findings: &Findings<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let Some(answer) = &findings.guarantees else { return vec![Block::Paragraph(say(TOO_LARGE))] };
    if answer.ledger.is_empty() {
        return vec![Block::Paragraph(say("No verdict hangs on an assumption."))];
    }
    let (unknown, known): (Vec<&AssumptionWorth>, Vec<&AssumptionWorth>) =
        answer.ledger.iter().partition(|worth| worth.status == "unknown");
    blocks.push(Block::Paragraph(say(
        "An assumption with a reason is what a claim rests on; one without a reason makes the verdict conditional; what \
         nothing is stated about makes it unknown, never safe. Those come first that move the claims most.",
    )));
    if !known.is_empty() {
        blocks.push(Block::Subheading(say("What is taken on trust")));
        blocks.push(Block::Table(ledger(findings, &known)));
        blocks.extend(super::cut(LEDGER.min(known.len()), known.len(), "assumptions"));
    }
    if !unknown.is_empty() {
        blocks.push(Block::Subheading(say("What is not stated")));
        blocks.push(Block::Table(ledger(findings, &unknown)));
        blocks.extend(super::cut(LEDGER.min(unknown.len()), unknown.len(), "things"));
    }
    blocks
}

fn ledger(findings: &Findings<'_>, list: &[&AssumptionWorth]) -> Table {
    let rows = list.iter().take(LEDGER).map(|worth| {
        let justified = match (&worth.reason, worth.status.as_str()) {
            (Some(reason), _) => say(reason),
            (None, "unknown") => faint("nothing is stated"),
            (None, _) => Words::default().strong("nothing yet"),
        };
        vec![name(&worth.assumption).line().say(&upper(&worth.sentence)), justified, falls(findings, worth)]
    });
    Table {
        label: "Assumptions".to_owned(),
        columns: vec![column("What fails if it fails", 0), column("Reason to rely on it", 28), column("Then", 31)],
        rows: rows.collect(),
        ..Table::default()
    }
}

/// Claims that fall with an assumption.
fn falls(findings: &Findings<'_>, worth: &AssumptionWorth) -> Words {
    let failing = findings.assumption(&worth.assumption).is_some_and(|a| a.failing);
    let mut words = match worth.alone.as_slice() {
        [] => Words::default(),
        alone => Words::default().names(alone, NAMES).text(if alone.len() == 1 { " falls" } else { " fall" }),
    };
    for pair in worth.together.iter().take(PAIRS) {
        words = if words.is_empty() { words } else { words.line() };
        let fall = if pair.claims.len() == 1 { " falls" } else { " fall" };
        words = words.text("with ").name(&pair.other).text(": ").names(&pair.claims, NAMES).text(fall);
    }
    if worth.together.len() > PAIRS {
        words = words.line().faint(&format!("and with {} others", worth.together.len() - PAIRS));
    }
    if words.is_empty() {
        let claims = findings.assumption(&worth.assumption).map_or(&[][..], |a| &a.claims);
        words = match claims {
            [] => faint("no claim falls by it alone"),
            claims => faint("adds to what breaks ").names(claims, NAMES),
        };
    }
    if failing { words.line().strong("taken to fail in this scenario") } else { words }
}
