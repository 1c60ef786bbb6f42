//! What a reader meets first: the cover, which says what was analysed, and a page for who decides.

use super::decisions::about;
use super::findings::Findings;
use super::words::{Words, lower, say, upper};
use super::{Block, Table, column, figures};
use crate::api::{Claim, EventClass, Likelihood, Plan, Scenario, Verdict};
use crate::hash::fingerprint;
use crate::report::quantities::chance;
use crate::report::wording::{count, likelihood, number, summary, verdict};

/// Names listed of one kind.
const NAMES: usize = 12;
/// What is below that is told as no more than that to who decides.
const NEGLIGIBLE: f64 = 0.0001;
/// Claims told one by one.
const CLAIMS: usize = 24;

/// The cover.
pub fn cover(findings: &Findings<'_>) -> Vec<Block> {
    vec![
        Block::Lead(say(&format!("{}.", summary(&findings.claims)))),
        Block::Contents,
        Block::Facts(analysed(findings)),
    ]
}

/// What was analysed, under what, with what.
fn analysed(findings: &Findings<'_>) -> Vec<(&'static str, Words)> {
    let overview = &findings.overview;
    let counts = &overview.counts;
    let aside = |kind: &str| matches!(kind, "control" | "weakness");
    let elements = overview.elements.iter().filter(|element| !aside(&element.kind)).count();
    let sizes = format!(
        "{} as described, {} with their sessions and parts; {} facts from {} rule instances; {}, {}, {}",
        count(elements, "element"),
        counts.elements,
        counts.facts,
        counts.instances,
        count(findings.claims.len(), "claim"),
        count(overview.assumptions.len(), "assumption"),
        count(overview.controls.len(), "control"),
    );
    let acting: Vec<&str> = overview.adversaries.iter().filter(|a| a.active).map(|a| a.name.as_str()).collect();
    let hostile = |name: &str| overview.adversaries.iter().any(|a| a.active && a.name == name);
    let trusted: Vec<&str> = overview
        .elements
        .iter()
        .filter(|e| (e.kind == "role" || e.kind == "supplier") && !hostile(&e.name))
        .map(|e| e.name.as_str())
        .collect();
    let mut facts = vec![("Analysed", say(&sizes)), ("Adversaries", names_or(&acting, "none"))];
    if !trusted.is_empty() {
        facts.push(("Not adversaries", Words::default().names(&trusted, NAMES)));
    }
    facts.push(("Scenario", scenario(&overview.scenario)));
    facts.push(("Completeness", completeness(findings)));
    if findings.prior() {
        facts.push(("Likelihoods", say("per year, as ranges; those marked ° are made from priors of the catalog")));
    }
    let mut made = format!("Bartizan {}, catalog {}", env!("CARGO_PKG_VERSION"), overview.catalog);
    if !overview.packs.is_empty() {
        made = format!("{made} with {}", overview.packs.join(", "));
    }
    facts.push(("Made with", say(&made)));
    let print = fingerprint(&findings.analysis.source().text);
    facts.push(("Description", say(&format!("format 1, fingerprint {print:016x}"))));
    facts
}

fn names_or(names: &[&str], none: &str) -> Words {
    if names.is_empty() { say(none) } else { Words::default().names(names, NAMES) }
}

fn scenario(scenario: &Scenario) -> Words {
    let Scenario { on, off, fail, only, hold, likelihoods, named } = scenario;
    let named: Vec<String> = named.iter().cloned().collect();
    let restated: Vec<String> = likelihoods
        .iter()
        .map(|r| format!("{} {}", r.event, likelihood(&Likelihood { low: r.low, high: r.high, prior: false })))
        .collect();
    let lists = [
        ("", &named),
        ("switched on ", on),
        ("switched off ", off),
        ("failing ", fail),
        ("holding ", hold),
        ("with the likelihood ", &restated),
        ("acting only ", only),
    ];
    let mut words = Words::default();
    for (what, names) in lists {
        if !names.is_empty() {
            let begun = if words.is_empty() { words } else { words.text("; ") };
            words = begun.text(what).names(names, NAMES);
        }
    }
    if words.is_empty() { say("as described") } else { words }
}

fn completeness(findings: &Findings<'_>) -> Words {
    let cut: Vec<&str> = findings.claims.iter().filter(|c| !c.completeness.complete).map(|c| c.id.as_str()).collect();
    if cut.is_empty() {
        say("all minimal attack sets of every claim were found")
    } else {
        say("not every minimal attack set was found or listed for ").names(&cut, NAMES)
    }
}

/// A page for who decides.
pub fn summary_page(findings: &Findings<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Lead(say(&format!("{}.", summary(&findings.claims))))];
    if !findings.claims.is_empty() {
        blocks.push(Block::Table(verdicts(findings)));
        blocks.push(Block::Note(priors(findings)));
    }
    let open: Vec<&Claim> = findings.claims.iter().filter(|c| c.verdict != Verdict::Holds).collect();
    if !open.is_empty() {
        blocks.push(Block::Subheading(say("What that means")));
        blocks.push(Block::List(open.iter().take(CLAIMS).map(|claim| meaning(findings, claim)).collect()));
        blocks.extend(super::cut(CLAIMS.min(open.len()), open.len(), "claims that do not hold"));
    }
    let held: Vec<Words> = findings.claims.iter().filter_map(resting).collect();
    if !held.is_empty() {
        blocks.push(Block::Subheading(say("What claims that hold rest on")));
        blocks.extend(if held.len() > CLAIMS { super::cut(CLAIMS, held.len(), "claims that hold") } else { None });
        blocks.push(Block::List(held.into_iter().take(CLAIMS).collect()));
    }
    let decide = decisions(findings);
    if !decide.is_empty() {
        blocks.push(Block::Subheading(say("What to decide")));
        blocks.push(Block::Numbered(decide));
    }
    let promises = promises(findings);
    if !promises.is_empty() {
        blocks.push(Block::Subheading(say("What to ask of suppliers")));
        blocks.push(Block::List(promises));
    }
    blocks
}

/// What the mark behind numbers says, where one is shown.
fn priors(findings: &Findings<'_>) -> Words {
    let words =
        say("Fails, per year: how likely it is that the claim fails within a year, by all of its attacks together.");
    let words = match findings.prior() {
        true => words.text(" ° is made from priors of the catalog: read the range, not the digits."),
        false => words,
    };
    let see = findings.see("method");
    if see.is_empty() {
        words
    } else {
        words.text(" Inspect, Influence and the like are capabilities of an adversary.").and(see)
    }
}

fn verdicts(findings: &Findings<'_>) -> Table {
    let rows = findings.claims.iter().map(|claim| {
        let per_year = match findings.risks.get(&claim.id) {
            Some(risk) if risk.probability.high > NEGLIGIBLE => say(&chance(&risk.probability)),
            Some(risk) if risk.probability.high > 0.0 => {
                say(&format!("below {NEGLIGIBLE}{}", if risk.probability.prior { "°" } else { "" }))
            }
            _ => say("no attack"),
        };
        let mut what = Words::default().strong(&claim.id).text("  ").say(&claim.sentence);
        if let Some(decided) = about(findings, &claim.id) {
            what = what.line().faint(&upper(&decided));
        }
        vec![Words::default().verdict(claim.verdict), what, per_year]
    });
    Table {
        label: "Verdicts".to_owned(),
        columns: vec![column("Verdict", 17), column("Claim", 0), figures("Fails, per year", 19)],
        rows: rows.collect(),
        ..Table::default()
    }
}

/// A claim that does not hold, in a sentence or three that need no further words of ours.
fn meaning(findings: &Findings<'_>, claim: &Claim) -> Words {
    let last = claim.paths.iter().find_map(|path| path.steps.last());
    let comes = last.map_or_else(|| "what it denies comes about".to_owned(), |step| findings.plainly(&step.gain));
    let begun = Words::default().strong(&claim.id);
    match claim.verdict {
        Verdict::Holds => begun.text(" holds."),
        Verdict::Violated => {
            let mut who: Vec<&str> = Vec::new();
            for name in claim.sets.iter().filter(|s| s.verdict == Verdict::Violated).flat_map(|s| &s.who) {
                if !who.contains(&name.as_str()) {
                    who.push(name);
                }
            }
            let begun = begun.text(" is violated: ").say(&comes).text(". ").and(likeliest(findings, claim));
            let said = match who.as_slice() {
                [] => begun.text("Nobody's promise has to be broken for that."),
                who => {
                    begun.text("For that a hostile ").either(who).text(" suffices; nobody's promise has to be broken.")
                }
            };
            if claim.persistent { said.text(" What is gained outlives the adversary's access.") } else { said }
        }
        Verdict::Unknown => begun
            .text(" cannot be decided: ")
            .say(&comes)
            .text(" if ")
            .and(deciding(claim, EventClass::Unknown))
            .text(", and nothing is stated that denies it."),
        Verdict::Conditional => begun
            .text(" rests on promises: ")
            .say(&comes)
            .text(" if ")
            .and(deciding(claim, EventClass::Stated))
            .text("."),
    }
}

/// The likeliest way for which no promise has to be broken.
fn likeliest(findings: &Findings<'_>, claim: &Claim) -> Words {
    let sets = claim.sets.iter().filter(|set| set.verdict == Verdict::Violated);
    let chance = |set: &&crate::api::AttackSet| set.likelihood.low + set.likelihood.high;
    let Some(set) = sets.reduce(|best, set| if chance(&set) > chance(&best) { set } else { best }) else {
        return Words::default();
    };
    let mut words = say("The likeliest way: ");
    for (at, id) in set.events.iter().enumerate() {
        words = if at == 0 { words } else { words.text(" + ") };
        words = words.say(&findings.event(id));
    }
    words.text(". ")
}

/// What a claim that holds rests on.
fn resting(claim: &Claim) -> Option<Words> {
    if claim.verdict != Verdict::Holds {
        return None;
    }
    let begun = Words::default().strong(&claim.id);
    Some(match claim.rests_on.as_slice() {
        [] => {
            let words = begun.text(" relies on nothing: ").say(&lower(&claim.because)).text(".");
            match claim.untouched.as_slice() {
                [] => words,
                names => words
                    .text(" No adversary is described as touching ")
                    .names(names, NAMES)
                    .text(": make sure that nothing was left out."),
            }
        }
        rests => {
            let words = match rests.len() {
                1 => begun.text(" fails only if this comes about, against which there is a reason: "),
                _ => begun
                    .text(" fails only by attacks that need one or more of these, against which there are reasons: "),
            };
            let mut words = words;
            for (at, rest) in rests.iter().take(NAMES).enumerate() {
                words = if at == 0 { words } else { words.text("; ") };
                words = words.say(&rest.sentence);
            }
            match rests.len().saturating_sub(NAMES) {
                0 => words.text("."),
                more => words.text(&format!("; and {} more.", number(more))),
            }
        }
    })
}

/// The events of one class in the sets of a claim, as alternatives.
fn deciding(claim: &Claim, class: EventClass) -> Words {
    const MOST: usize = 4;
    let used = |id: &str| claim.sets.iter().any(|set| set.events.iter().any(|event| event == id));
    let all: Vec<&str> =
        claim.events.iter().filter(|e| e.class == class && used(&e.id)).map(|e| e.sentence.as_str()).collect();
    let mut words = Words::default();
    for (at, sentence) in all.iter().take(MOST).enumerate() {
        words = if at == 0 { words } else { words.text(", or ") };
        words = words.say(sentence);
    }
    match all.len() {
        0 => words.text("an assumption fails"),
        n if n > MOST => words.text(&format!(", or {} others", number(n - MOST))),
        _ => words,
    }
}

/// What there is to decide, the first thing first.
fn decisions(findings: &Findings<'_>) -> Vec<Words> {
    let mut items = Vec::new();
    if let Some(plan) = &findings.plan {
        let chosen = plan.cheapest.first().map_or(&[][..], |choice| &choice.controls);
        let worth = |name: &String| plan.controls.iter().position(|c| c.control == *name).unwrap_or(usize::MAX);
        if let Some(first) = chosen.iter().min_by_key(|name| (worth(name), (*name).clone())) {
            items.push(first_control(findings, plan, first, chosen));
        }
        // What was decided already is told with the claim.
        let open = |b: &&crate::api::Beyond| b.best == Verdict::Violated && about(findings, &b.claim).is_none();
        let violated: Vec<&str> = plan.beyond.iter().filter(open).map(|b| b.claim.as_str()).collect();
        if !violated.is_empty() {
            let end = " hold: change the design, describe further controls, or accept what is left.";
            items.push(listed(say("No control that is described makes "), &violated, " or ").text(end));
        }
    }
    items.extend(asks(findings));
    for claim in findings.claims.iter().filter(|c| c.verdict == Verdict::Unknown).take(NAMES) {
        let what = say("Find out whether ").and(deciding(claim, EventClass::Unknown));
        items.push(what.text(", and state it: ").strong(&claim.id).text(" hangs on that."));
    }
    items
}

fn first_control(findings: &Findings<'_>, plan: &Plan, first: &str, chosen: &[String]) -> Words {
    let others: Vec<&String> = chosen.iter().filter(|name| *name != first).collect();
    let mut words = say("Put ").name(first).text(if others.is_empty() { " in place" } else { " in place first" });
    if let Some(control) = findings.control(first) {
        words = words.text(&format!(" ({}", control.kind));
        if !control.on.is_empty() {
            words = words.text(" on ").names(&control.on, 3);
        }
        words = words.text(&cost(control.cost)).text(")");
    }
    words = match others.len() {
        0 => words.text(": it is the cheapest plan. With it, "),
        n => {
            let with = if n == 1 { ". With both, " } else { ". With all of them, " };
            let begun = words.text(": of the cheapest plan it takes away most risk. The plan also has ");
            begun.names(&others, NAMES).text(with)
        }
    };
    words.and(outcome(findings, plan)).and(findings.see("controls"))
}

/// Goes on with claims, the last after a word of its own.
fn listed(words: Words, names: &[&str], last: &str) -> Words {
    let mut words = words;
    for (at, name) in names.iter().take(NAMES).enumerate() {
        let between = match at {
            0 => "",
            at if at + 1 == names.len() => last,
            _ => ", ",
        };
        words = words.text(between).strong(name);
    }
    match names.len().saturating_sub(NAMES) {
        0 => words,
        more => words.text(&format!("{last}{} more", number(more))),
    }
}

/// What becomes of claims under the cheapest plan: `C1 and C2 hold, C3 is conditional.`
fn outcome(findings: &Findings<'_>, plan: &Plan) -> Words {
    let best = |claim: &Claim| plan.beyond.iter().find(|b| b.claim == claim.id).map_or(Verdict::Holds, |b| b.best);
    let mut words = Words::default();
    for verdict in [Verdict::Holds, Verdict::Conditional, Verdict::Unknown] {
        let better =
            |claim: &&Claim| plan.claims.contains(&claim.id) && best(claim) == verdict && claim.verdict < verdict;
        let names: Vec<&str> = findings.claims.iter().filter(better).map(|claim| claim.id.as_str()).collect();
        if names.is_empty() {
            continue;
        }
        words = if words.is_empty() { words } else { words.text("; ") };
        words = listed(words, &names, " and ");
        words = words.text(match (verdict, names.len()) {
            (Verdict::Holds, 1) => " holds",
            (Verdict::Holds, _) => " hold",
            (_, 1) => " is ",
            _ => " are ",
        });
        words = if verdict == Verdict::Holds { words } else { words.text(self::verdict(verdict)) };
    }
    if words.is_empty() { say("no claim gets a better verdict, but less is left.") } else { words.text(".") }
}

/// `, cost 3`; nothing if it is not stated.
pub fn cost(cost: Option<f64>) -> String {
    cost.map_or_else(String::new, |cost| format!(", cost {cost}"))
}

/// What to ask of suppliers, in the words of a contract.
fn promises(findings: &Findings<'_>) -> Vec<Words> {
    let suppliers = findings.guarantees.iter().flat_map(|g| &g.suppliers);
    suppliers.flat_map(|s| s.wording.iter().map(|wording| say(wording).text("."))).collect()
}

/// Whom to ask for something, a line for each.
fn asks(findings: &Findings<'_>) -> Vec<Words> {
    let suppliers = findings.guarantees.iter().flat_map(|g| &g.suppliers);
    let asks = suppliers.filter(|s| !s.wording.is_empty()).map(|supplier| {
        let n = supplier.wording.len();
        let noun = if n == 1 { "guarantee" } else { "guarantees" };
        let begun = if supplier.always.is_empty() { "As another way, ask " } else { "Ask " };
        let ask = say(begun).name(&supplier.supplier).text(&format!(" for {} {noun}, listed below.", number(n)));
        ask.and(findings.see("suppliers"))
    });
    asks.collect()
}

/// What stands for a claim where there is no room for its sentence.
pub fn heading(claim: &Claim) -> Words {
    Words::default().verdict(claim.verdict).text(" ").strong(&claim.id).text("  ").say(&upper(&claim.sentence))
}
