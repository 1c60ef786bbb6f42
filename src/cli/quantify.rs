//! `bartizan risk`, `plan`, `guarantees` and `diff`: the numbers of a description, to read or to compute with.

use bartizan::api::{self, Analysis, Verdict};
use bartizan::report::quantities as report;

use super::arguments::{Diff, Format, Guarantees, Plan, Risk};
use super::explain::no_claim;
use super::open::{analysed, asked, printed};
use super::output::{self, Output, Stop};
use super::{Outcome, packs};

pub(super) fn risk(arguments: &Risk) -> Result<Outcome, Stop> {
    let analysis = asked(&arguments.asked)?;
    let order = arguments.order.unwrap_or(u32::MAX);
    let risks = match (&arguments.claim, &arguments.fact) {
        (None, None) => analysis.risks(order),
        (None, Some(fact)) => api::Risks { claims: vec![of_fact(&analysis, fact, order)?], events: Vec::new() },
        (Some(id), _) => match analysis.risk(id, order) {
            Some(risk) => api::Risks { claims: vec![risk], events: Vec::new() },
            None => return Err(Stop::Failed(no_claim(id, &analysis.claims()))),
        },
    };
    let holds = risks.claims.iter().all(|risk| risk.verdict == Verdict::Holds);
    let text = match arguments.asked.format {
        Format::Text => report::risks(&risks, output::colour()),
        Format::Json => printed(&risks)?,
    };
    write(&text, holds)
}

fn of_fact(analysis: &Analysis, fact: &str, order: u32) -> Result<api::Risk, Stop> {
    if let Some((message, help)) = analysis.misread(fact) {
        let help = help.map_or_else(String::new, |h| format!("; {h}"));
        return Err(Stop::Failed(format!("{message}{help}")));
    }
    let found = analysis.risk_of_fact(fact, order);
    found.ok_or_else(|| Stop::Failed(format!("no rule concludes {fact}, so that there is no number for it")))
}

pub(super) fn plan(arguments: &Plan) -> Result<Outcome, Stop> {
    let analysis = asked(&arguments.asked)?;
    named(&analysis, &arguments.claim)?;
    let Some(plan) = analysis.plan(&arguments.claim, arguments.budget) else { return Err(too_large()) };
    let text = match arguments.asked.format {
        Format::Text => report::plan(&plan, arguments.budget, output::colour()),
        Format::Json => printed(&plan)?,
    };
    write(&text, plan.beyond.is_empty() && !plan.cheapest.is_empty())
}

pub(super) fn guarantees(arguments: &Guarantees) -> Result<Outcome, Stop> {
    let analysis = asked(&arguments.asked)?;
    let Some(guarantees) = analysis.guarantees() else { return Err(too_large()) };
    let text = match arguments.asked.format {
        Format::Text => report::guarantees(&guarantees, output::colour()),
        Format::Json => printed(&guarantees)?,
    };
    write(&text, analysis.claims().iter().all(|claim| claim.verdict == Verdict::Holds))
}

pub(super) fn diff(arguments: &Diff) -> Result<Outcome, Stop> {
    let scenario = arguments.switches.scenario();
    let catalog = packs::catalog(&arguments.packs.folders)?;
    let before = analysed(&arguments.before, &api::Scenario::default(), &catalog);
    let after = analysed(arguments.after.as_ref().unwrap_or(&arguments.before), &scenario, &catalog);
    let (before, after) = (before?, after?);
    let difference = api::difference(&before, &after);
    let text = match arguments.format {
        Format::Text => report::difference(&difference, output::colour()),
        Format::Json => printed(&difference)?,
    };
    write(&text, difference.same)
}

fn write(text: &str, holds: bool) -> Result<Outcome, Stop> {
    let mut output = Output::standard();
    output.outcome = if holds { Outcome::Holds } else { Outcome::Broken };
    output.write(text)?;
    output.finish()
}

/// Whether the claims that are asked for are there.
fn named(analysis: &Analysis, ids: &[String]) -> Result<(), Stop> {
    let claims = analysis.claims();
    match ids.iter().find(|id| !claims.iter().any(|claim| claim.id == **id)) {
        Some(id) => Err(Stop::Failed(no_claim(id, &claims))),
        None => Ok(()),
    }
}

fn too_large() -> Stop {
    Stop::Failed("the system has too many attack sets to weigh within the bound on memory".to_owned())
}
