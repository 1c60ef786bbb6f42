//! `bartizan contracts`: what domains hand one another, each in its own words.

use bartizan::api::{Audience, Contracts, Verdict};
use bartizan::report::contracts as report;
use bartizan::report::wording::some_of;

use super::Outcome;
use super::arguments::{Contracts as Arguments, Format};
use super::open::{asked, printed};
use super::output::{self, Output, Stop};

/// Names listed when one is unknown.
const NAMES: usize = 20;

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Stop> {
    let analysis = asked(&arguments.asked)?;
    if let Some(word) = &arguments.audience {
        audience(word, &analysis.audiences())?;
    }
    let contracts = analysis.contracts(arguments.domain.as_deref(), arguments.audience.as_deref());
    let Some(contracts) = contracts else {
        return Err(Stop::Failed("the description could not be analysed".to_owned()));
    };
    if let (Some(domain), true) = (&arguments.domain, contracts.domains.is_empty()) {
        return Err(Stop::Failed(no_domain(domain, analysis.contracts(None, None).as_ref())));
    }
    let mut output = Output::standard();
    if analysis.claims().iter().any(|claim| claim.verdict != Verdict::Holds) {
        output.outcome = Outcome::Broken;
    }
    output.write(&match arguments.asked.format {
        Format::Text => report::contracts(&contracts, output::colour()),
        Format::Json => printed(&contracts)?,
    })?;
    output.finish()
}

/// The audience of that id or name.
pub(super) fn audience(word: &str, audiences: &[Audience]) -> Result<Audience, Stop> {
    let is = |a: &&Audience| a.id.eq_ignore_ascii_case(word) || a.name.eq_ignore_ascii_case(word);
    audiences.iter().find(is).cloned().ok_or_else(|| {
        let ids: Vec<&str> = audiences.iter().map(|a| a.id.as_str()).collect();
        Stop::Failed(format!("no audience is called `{word}`; there are {}", some_of(&ids, NAMES)))
    })
}

fn no_domain(word: &str, all: Option<&Contracts>) -> String {
    let names: Vec<&str> = all.iter().flat_map(|all| &all.domains).map(|d| d.name.as_str()).collect();
    format!("no domain of the description is called `{word}`; there are {}", some_of(&names, NAMES))
}
