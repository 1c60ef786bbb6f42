//! `bartizan explain`: one claim or one fact in full, each step with its rule, its reason and its source.

use bartizan::api::{self, Analysis, Claim, Verdict};
use bartizan::report::claim::{Extent, claim, explanation};
use bartizan::report::sheet::Sheet;

use super::Outcome;
use super::arguments::{Explain, Format};
use super::open::{analysed, printed};
use super::output::{self, Output, Stop};

/// Ids listed when one is unknown.
const IDS: usize = 20;

pub(super) fn run(arguments: &Explain) -> Result<Outcome, Stop> {
    let scenario = arguments.switches.scenario();
    let analysis = match analysed(&arguments.file, &scenario) {
        Ok(analysis) => analysis,
        Err(outcome) => return Ok(outcome),
    };
    let mut output = Output::standard();
    let text = match (&arguments.claim, &arguments.fact) {
        (Some(id), _) => {
            let claims = analysis.claims();
            let Some(found) = claims.iter().find(|c| c.id == *id) else {
                return Err(Stop::Failed(no_claim(id, &claims)));
            };
            if found.verdict != Verdict::Holds {
                output.outcome = Outcome::Broken;
            }
            of_claim(arguments, found)
        }
        (None, Some(fact)) => of_fact(arguments, &analysis, fact),
        // The arguments demand one of the two.
        (None, None) => Ok(String::new()),
    }?;
    output.write(&text)?;
    output.finish()
}

fn of_claim(arguments: &Explain, found: &Claim) -> Result<String, Stop> {
    if arguments.format == Format::Json {
        return printed(found);
    }
    let catalog = api::catalog();
    let mut sheet = Sheet::new(output::colour());
    let extent = Extent { rules: Some(&catalog), ..Extent::WHOLE };
    claim(&mut sheet, found, &extent);
    Ok(sheet.finish())
}

fn of_fact(arguments: &Explain, analysis: &Analysis, fact: &str) -> Result<String, Stop> {
    if let Some((message, help)) = analysis.misread(fact) {
        let help = help.map_or_else(String::new, |h| format!("; {h}"));
        return Err(Stop::Failed(format!("{message}{help}")));
    }
    let found = analysis.explain(fact);
    if arguments.format == Format::Json {
        return printed(&found);
    }
    let catalog = api::catalog();
    let mut sheet = Sheet::new(output::colour());
    match &found {
        Some(found) => {
            let extent = Extent { rules: Some(&catalog), ..Extent::WHOLE };
            explanation(&mut sheet, found, &extent);
        }
        None => {
            sheet
                .put("No rule concludes ")
                .put(fact)
                .line(": nothing described leads there, whatever fails. What is not described is not covered");
        }
    }
    Ok(sheet.finish())
}

/// What to say where a claim is not found.
pub(super) fn no_claim(id: &str, claims: &[Claim]) -> String {
    let ids: Vec<&str> = claims.iter().map(|c| c.id.as_str()).collect();
    if ids.is_empty() {
        return "the description makes no claim".to_owned();
    }
    let ids = bartizan::report::wording::some_of(&ids, IDS);
    format!("no claim is called `{id}`; there are {ids}")
}
