//! `bartizan explain`: one claim or one fact in full, each step with its rule, its reason and its source.

use bartizan::api::{self, Analysis, Claim, Gain, Verdict};
use bartizan::report::claim::{Extent, ReadAs, claim, explanation};
use bartizan::report::sheet::Sheet;

use super::Outcome;
use super::arguments::{Explain, Format};
use super::contracts::audience;
use super::open::{asked, printed};
use super::output::{self, Output, Stop};

/// Ids listed when one is unknown.
const IDS: usize = 20;

pub(super) fn run(arguments: &Explain) -> Result<Outcome, Stop> {
    let analysis = asked(&arguments.asked)?;
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
            of_claim(arguments, &analysis, found)
        }
        (None, Some(fact)) => of_fact(arguments, &analysis, fact),
        // The arguments demand one of the two.
        (None, None) => Ok(String::new()),
    }?;
    output.write(&text)?;
    output.finish()
}

fn of_claim(arguments: &Explain, analysis: &Analysis, found: &Claim) -> Result<String, Stop> {
    if arguments.asked.format == Format::Json {
        return printed(found);
    }
    let catalog = api::catalog_view(analysis.catalog());
    let read = read_as(arguments, analysis, found.paths.iter().flat_map(|p| &p.steps).map(|s| &s.gain))?;
    let mut sheet = Sheet::new(output::colour());
    let extent = Extent { rules: Some(&catalog), read_as: read.as_ref(), ..Extent::WHOLE };
    claim(&mut sheet, found, &extent);
    Ok(sheet.finish())
}

fn of_fact(arguments: &Explain, analysis: &Analysis, fact: &str) -> Result<String, Stop> {
    if let Some((message, help)) = analysis.misread(fact) {
        let help = help.map_or_else(String::new, |h| format!("; {h}"));
        return Err(Stop::Failed(format!("{message}{help}")));
    }
    let found = analysis.explain(fact);
    if arguments.asked.format == Format::Json {
        return printed(&found);
    }
    let catalog = api::catalog_view(analysis.catalog());
    let mut sheet = Sheet::new(output::colour());
    match &found {
        Some(found) => {
            let read = read_as(arguments, analysis, found.steps.iter().map(|s| &s.gain))?;
            let extent = Extent { rules: Some(&catalog), read_as: read.as_ref(), ..Extent::WHOLE };
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

/// What these gains say to the audience asked for, if one is.
fn read_as<'g>(
    arguments: &Explain,
    analysis: &Analysis,
    gains: impl Iterator<Item = &'g Gain>,
) -> Result<Option<ReadAs>, Stop> {
    let Some(word) = &arguments.audience else { return Ok(None) };
    let audience = audience(word, &analysis.audiences())?.name;
    let gains: Vec<&Gain> = gains.collect();
    let facts: Vec<String> = gains.iter().map(|gain| format!("{}({})", gain.capability, gain.element)).collect();
    let said = analysis.read_as(word, &facts);
    let says = gains.iter().map(|gain| (gain.capability.clone(), gain.element.clone())).zip(said).collect();
    Ok(Some(ReadAs { audience, says }))
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
