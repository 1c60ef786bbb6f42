//! One description, read and analysed; or what is wrong with it said on standard error.

use std::path::Path;
use std::sync::Arc;

use bartizan::api::{Analysis, Overview, Scenario};
use bartizan::catalog::Catalog;

use super::output::{self, Stop};
use super::{Outcome, diagnostics, files};

/// The analysis of a file under a scenario; an outcome if it could not be analysed, which has been said.
pub(super) fn analysed(path: &Path, scenario: &Scenario, catalog: &Arc<Catalog>) -> Result<Analysis, Outcome> {
    let input = files::one(path);
    let source = match files::read(&input, scenario) {
        Ok(source) => source,
        Err(answer) => {
            complain(&answer.overview, "");
            return Err(Outcome::Bad);
        }
    };
    let mut analysis = Analysis::with_catalog(&source, scenario, Arc::clone(catalog));
    analysis.run();
    let mut overview = analysis.overview();
    if analysis.analysed() {
        overview.diagnostics.retain(|d| d.code == "unknown-switch");
    }
    complain(&overview, &source.text);
    if analysis.analysed() { Ok(analysis) } else { Err(Outcome::Bad) }
}

fn complain(overview: &Overview, text: &str) {
    let colour = output::colour_of_complaints();
    output::to_stderr(&diagnostics::rendered(&overview.diagnostics, text, colour));
}

/// A value as the command prints it in JSON.
pub(super) fn printed<T: serde::Serialize>(value: &T) -> Result<String, Stop> {
    bartizan::report::json::printed(value).map_err(|e| Stop::Failed(e.to_string()))
}
