//! Numbers on paper: what is likely, what it rests on, what to ask of suppliers, what to buy, what has changed.

use super::Tone;
use super::sheet::Sheet;
use super::wording::{count, figures, held, likelihood, number, some_of, tone, verdict};
use crate::api::{
    Chance, Choice, Difference, Guarantees, Likelihood, Plan, RankedSet, Risk, Risks, Side, SupplierDemand,
};

/// Events listed by importance.
const EVENTS: usize = 12;
/// Sets listed.
const SETS: usize = 4;
/// Names in one line.
const NAMES: usize = 8;
/// Facts and sets that a difference lists.
const CHANGES: usize = 20;

const PRIORS: &str = "° made from the catalog's default likelihoods: read the ranges, not the digits";

/// The numbers of all claims.
pub fn risks(risks: &Risks, colour: bool) -> String {
    let mut sheet = Sheet::new(colour);
    for one in &risks.claims {
        sheet.gap();
        risk(&mut sheet, one);
    }
    if risks.claims.len() > 1 && !risks.events.is_empty() {
        sheet.gap().tone(Tone::Strong, "Over all claims").put("  by how much each event moves them together").end();
        for weight in risks.events.iter().take(EVENTS) {
            sheet.put(&format!("  {:>8}  ", figures(weight.birnbaum))).put(&weight.event);
            sheet.tone(Tone::Faint, &format!("  {}", some_of(&weight.claims, NAMES))).end();
        }
    }
    if risks.claims.iter().any(|risk| risk.probability.prior) {
        sheet.gap().tone(Tone::Faint, PRIORS).end();
    }
    sheet.finish()
}

fn risk(sheet: &mut Sheet, risk: &Risk) {
    sheet.cell(tone(risk.verdict), verdict(risk.verdict), 13).tone(Tone::Strong, &risk.claim);
    sheet.put("  ").put(&risk.sentence).end();
    sheet
        .put(if risk.is_fact { "  Comes about with probability " } else { "  Fails with probability " })
        .tone(Tone::Strong, &chance(&risk.probability))
        .put(" in a year");
    sheet.put("; though every assumption holds, ").put(&chance(&risk.ordinary)).end();
    sheet.tone(Tone::Faint, &format!("  {}", risk.probability.text)).end();
    let orders: Vec<String> = risk.count.by_order.iter().map(|o| format!("{} of {}", o.sets, o.order)).collect();
    sheet.put("  Minimal attack sets: ").put(&risk.count.total);
    if !orders.is_empty() {
        sheet.put(&format!(" ({} events)", orders.join(", ")));
    }
    sheet.put(". ").put(&risk.count.text).end();
    ranked(sheet, "Likeliest", &risk.likeliest);
    ranked(sheet, "Least effort", &risk.cheapest);
    if risk.importance.is_empty() {
        if !risk.events.is_empty() {
            sheet.put("  Events by importance: not given, since there are too many sets to combine").end();
        }
        return;
    }
    let known = if risk.count.complete { "" } else { ", of the sets that are known" };
    sheet.put("  Events by importance").put(known).end();
    sheet.tone(Tone::Faint, "    Birnbaum  critical  Fussell-V.  if certain  if impossible  swing").end();
    for one in risk.importance.iter().take(EVENTS) {
        let optional = |x: Option<f64>| x.map_or_else(|| "-".to_owned(), figures);
        let reduced = one.reduction.map_or_else(|| "nothing left".to_owned(), |by| format!("÷ {by:.2}"));
        sheet
            .put(&format!(
                "    {:>8}  {:>8}  {:>10}  {:>10}  {:>13}  {} to {}  ",
                figures(one.birnbaum),
                figures(one.criticality),
                optional(one.fussell_vesely),
                format!("× {:.2}", one.achievement),
                reduced,
                figures(one.at_low),
                figures(one.at_high),
            ))
            .put(&one.event);
        if one.decides {
            sheet.tone(Tone::Wary, "  its range decides the verdict");
        }
        sheet.end();
    }
    if risk.importance.len() > EVENTS {
        sheet.tone(Tone::Faint, &format!("    and {} more", number(risk.importance.len() - EVENTS))).end();
    }
}

fn ranked(sheet: &mut Sheet, title: &str, sets: &[RankedSet]) {
    if sets.is_empty() {
        return;
    }
    sheet.put(&format!("  {title}")).end();
    for set in sets.iter().take(SETS) {
        sheet.put(&format!("    {:<16} effort {:<4}", likelihood(&set.likelihood), set.effort));
        sheet.put(&set.events.join(" + "));
        sheet.tone(Tone::Faint, &format!("  in {}", count(set.path.steps.len(), "step"))).end();
    }
}

/// A probability: a range, or what it lies between.
pub(super) fn chance(chance: &Chance) -> String {
    let text = likelihood(&Likelihood { low: chance.low, high: chance.high, prior: chance.prior });
    if chance.exact { text } else { format!("between {text}") }
}

/// Which controls to buy.
pub fn plan(plan: &Plan, budget: Option<f64>, colour: bool) -> String {
    let mut sheet = Sheet::new(colour);
    let already = plan.holding.len();
    sheet.put(&format!("Of {}, {already} hold as it is", count(plan.claims.len(), "claim"))).end();
    for beyond in &plan.beyond {
        sheet.tone(Tone::Strong, &beyond.claim).put(" is at best ");
        sheet.tone(tone(beyond.best), &verdict(beyond.best).to_lowercase()).put(", whatever is switched on");
        if !beyond.events.is_empty() {
            sheet.put(": ").put(&beyond.events.join(" + "));
        }
        sheet.end();
    }
    match plan.cheapest.as_slice() {
        [] => {
            sheet.line("No choice was found within the bound on work");
        }
        choices => {
            let all =
                if plan.beyond.is_empty() { "makes every claim hold" } else { "gives every claim its best verdict" };
            sheet.tone(Tone::Strong, &format!("Cheapest that {all}"));
            sheet.put(if plan.optimal { ": proven" } else { ": not proven, the bound on work was reached" }).end();
            for one in choices {
                choice(&mut sheet, one);
            }
        }
    }
    if let Some(budget) = budget {
        sheet.gap().tone(Tone::Strong, &format!("Least risk for at most {budget}"));
        sheet.put(if plan.within_optimal { ": proven" } else { ": the best of those tried" }).end();
        if let Some(within) = &plan.within {
            choice(&mut sheet, within);
        }
        for moved in &plan.moved {
            let instead = some_of(&moved.instead.controls, NAMES);
            sheet.put(&format!("  were {} as unlikely as it may be: {instead}", moved.event)).end();
        }
    }
    sheet.gap().tone(Tone::Strong, "Cost against what is left").end();
    for one in &plan.frontier {
        choice(&mut sheet, one);
    }
    if !plan.frontier_complete {
        sheet.line("  not every choice was weighed");
    }
    if !plan.controls.is_empty() {
        sheet.gap().tone(Tone::Strong, "What each control takes away");
        sheet.put("  alone, when all others are there, and within the cheapest plan").end();
        for one in &plan.controls {
            let in_plan = one.in_plan.map_or_else(|| "-".to_owned(), figures);
            let cost = format!("{}{}", one.cost, if one.cost_assumed { "°" } else { "" });
            sheet
                .put(&format!("  {:>8}  {:>8}  {:>8}  ", figures(one.alone), figures(one.last), in_plan))
                .put(&one.control)
                .tone(Tone::Faint, &format!("  cost {cost}"))
                .end();
        }
    }
    sheet.gap().tone(Tone::Faint, &plan.text).end();
    sheet.finish()
}

fn choice(sheet: &mut Sheet, choice: &Choice) {
    let controls = if choice.controls.is_empty() { "nothing".to_owned() } else { choice.controls.join(" + ") };
    let left = likelihood(&Likelihood { low: choice.low, high: choice.high, prior: false });
    sheet.put(&format!("  cost {:<6} {controls}", choice.cost));
    sheet.tone(Tone::Faint, &format!("  leaves {left} failing claims a year")).end();
}

/// What is required of suppliers and what assumptions are worth.
pub fn guarantees(answer: &Guarantees, colour: bool) -> String {
    let mut sheet = Sheet::new(colour);
    sheet.tone(Tone::Strong, "What would make the claims hold");
    sheet.put(if answer.complete { "  all smallest sets" } else { "  not all sets are listed" }).end();
    if answer.demands.iter().all(|d| d.guarantees.is_empty() && d.controls.is_empty()) {
        sheet.line("  Nothing: no guarantee or available control decides a claim");
    }
    for (at, demand) in answer.demands.iter().enumerate() {
        let mut parts = demand.guarantees.clone();
        parts.extend(demand.controls.iter().map(|control| format!("control {control}")));
        if !parts.is_empty() {
            sheet.put(&format!("  {:>3}  {}", at + 1, parts.join(" + "))).end();
        }
    }
    if !answer.beyond.is_empty() {
        sheet.put("  Whatever is guaranteed, these fail: ").put(&some_of(&answer.beyond, NAMES)).end();
    }
    for one in &answer.suppliers {
        sheet.gap();
        supplier(&mut sheet, one);
    }
    sheet.gap().tone(Tone::Strong, "Assumptions").put("  and the claims that fall with each").end();
    for worth in &answer.ledger {
        sheet.cell(Tone::Plain, &format!("  {}", worth.assumption), 36).cell(Tone::Faint, &worth.status, 10);
        sheet.put(&if worth.alone.is_empty() { "none alone".to_owned() } else { some_of(&worth.alone, NAMES) });
        for together in worth.together.iter().take(3) {
            sheet.put(&format!("; with {}: {}", together.other, some_of(&together.claims, NAMES)));
        }
        if worth.together.len() > 3 {
            sheet.put(&format!("; and with {} others", worth.together.len() - 3));
        }
        if worth.birnbaum > 0.0 {
            sheet.tone(Tone::Faint, &format!("  importance {}", figures(worth.birnbaum)));
        }
        sheet.end();
    }
    sheet.finish()
}

fn supplier(sheet: &mut Sheet, of: &SupplierDemand) {
    sheet.tone(Tone::Strong, &of.supplier);
    if of.always.is_empty() && of.sometimes.is_empty() {
        sheet.put("  nothing is required of it");
    }
    sheet.end();
    if !of.always.is_empty() {
        sheet.put("  Required: ").put(&some_of(&of.always, NAMES)).end();
    }
    if !of.sometimes.is_empty() {
        sheet.put("  Required unless something else is done: ").put(&some_of(&of.sometimes, NAMES)).end();
    }
    for sentence in &of.wording {
        sheet.put("    ").put(sentence).end();
    }
    for way in &of.may_keep {
        let gains: Vec<&str> = way.iter().map(|gain| gain.text.as_str()).collect();
        let gains = if gains.is_empty() { "nothing".to_owned() } else { some_of(&gains, NAMES) };
        sheet.put("  May keep: ").put(&gains).end();
    }
    if of.may_keep_cut {
        sheet.line("  Not every way to keep something was looked for");
    }
}

/// What has changed between two answers.
pub fn difference(difference: &Difference, colour: bool) -> String {
    let mut sheet = Sheet::new(colour);
    sheet.tone(Tone::Faint, &format!("{} to {}", side(&difference.before), side(&difference.after))).end();
    if difference.same {
        sheet.line("No difference");
    }
    for (what, names) in [("New", &difference.elements_gained), ("Gone", &difference.elements_lost)] {
        if !names.is_empty() {
            sheet.put(&format!("{what}: {}", some_of(names, NAMES))).end();
        }
    }
    for claim in &difference.claims {
        sheet.gap().tone(Tone::Strong, &claim.claim).put("  ");
        let side = |sheet: &mut Sheet, v: Option<crate::api::Verdict>, chance: &Option<Chance>| {
            match v {
                Some(v) => sheet.tone(tone(v), verdict(v)),
                None => sheet.put("not claimed"),
            };
            if let Some(chance) = chance {
                sheet.put(&format!(" ({})", self::chance(chance)));
            }
        };
        side(&mut sheet, claim.before, &claim.probability_before);
        sheet.put(" to ");
        side(&mut sheet, claim.after, &claim.probability_after);
        sheet.end();
        for (sign, sets) in [("+", &claim.gained), ("-", &claim.lost)] {
            for set in sets.iter().take(CHANGES) {
                sheet.put(&format!("  {sign} {}", set.join(" + "))).end();
            }
            if sets.len() > CHANGES {
                sheet.put(&format!("  {sign} and {} more", number(sets.len() - CHANGES))).end();
            }
        }
    }
    if !difference.facts.is_empty() {
        sheet.gap().tone(Tone::Strong, "Capabilities held otherwise").end();
        for fact in difference.facts.iter().take(CHANGES) {
            sheet.put(&format!("  {}: {} to {}", fact.text, held(fact.before), held(fact.after))).end();
        }
        if difference.facts.len() > CHANGES {
            sheet.put(&format!("  and {} more", number(difference.facts.len() - CHANGES))).end();
        }
    }
    sheet.finish()
}

fn side(side: &Side) -> String {
    let s = &side.scenario;
    let switches = s.on.len() + s.off.len() + s.fail.len() + s.only.len() + s.hold.len() + s.likelihoods.len();
    if switches == 0 { side.file.clone() } else { format!("{} with {}", side.file, count(switches, "switch")) }
}
