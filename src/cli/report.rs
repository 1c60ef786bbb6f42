//! `bartizan report`: the document to file, in HTML or Markdown.

use bartizan::api::Verdict;
use bartizan::report::document;

use super::Outcome;
use super::arguments::{Report, Written};
use super::open::analysed;
use super::output::{Output, Stop};
use super::packs;

pub(super) fn run(arguments: &Report) -> Result<Outcome, Stop> {
    let catalog = packs::catalog(&arguments.packs.folders)?;
    document::chosen(&arguments.sections).map_err(Stop::Failed)?;
    let analysis = analysed(&arguments.file, &arguments.switches.scenario(), &catalog)?;
    let format = match arguments.format {
        Written::Html => "html",
        Written::Md => "md",
    };
    let text = analysis.report(format, &arguments.sections).map_err(Stop::Failed)?;
    let mut output = match &arguments.output {
        Some(path) => Output::file(path)?,
        None => Output::standard(),
    };
    let holds = analysis.claims().iter().all(|claim| claim.verdict == Verdict::Holds);
    output.outcome = if holds { Outcome::Holds } else { Outcome::Broken };
    output.write(&text)?;
    output.finish()
}
