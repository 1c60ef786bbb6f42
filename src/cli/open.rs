//! One description, read and analysed; or what is wrong with it said on standard error.

use std::path::Path;
use std::sync::Arc;

use bartizan::api::{Analysis, Overview, Scenario};
use bartizan::catalog::Catalog;

use super::arguments::Asked;
use super::output::{self, Stop};
use super::{Outcome, diagnostics, files, packs};

/// The analysis of the description that is asked about.
pub(super) fn asked(asked: &Asked) -> Result<Analysis, Stop> {
    let catalog = packs::catalog(&asked.packs.folders)?;
    analysed(&asked.file, &asked.switches.scenario(), &catalog)
}

/// The analysis of a file under a scenario; what is wrong, if it could not be analysed, has been said.
pub(super) fn analysed(path: &Path, scenario: &Scenario, catalog: &Arc<Catalog>) -> Result<Analysis, Stop> {
    let input = files::one(path);
    let source = match files::read(&input, scenario) {
        Ok(source) => source,
        Err(answer) => {
            complain(&answer.overview, "");
            return Err(Stop::Said(Outcome::Bad));
        }
    };
    let mut analysis = Analysis::with_catalog(&source, scenario, Arc::clone(catalog));
    analysis.run();
    let mut overview = analysis.overview();
    if analysis.analysed() {
        overview.diagnostics.retain(|d| d.code == "unknown-switch");
    }
    complain(&overview, &source.text);
    if analysis.analysed() { Ok(analysis) } else { Err(Stop::Said(Outcome::Bad)) }
}

fn complain(overview: &Overview, text: &str) {
    let colour = output::colour_of_complaints();
    output::to_stderr(&diagnostics::rendered(&overview.diagnostics, text, colour));
}

/// A value as the command prints it in JSON.
pub(super) fn printed<T: serde::Serialize>(value: &T) -> Result<String, Stop> {
    bartizan::report::json::printed(value).map_err(|e| Stop::Failed(e.to_string()))
}
