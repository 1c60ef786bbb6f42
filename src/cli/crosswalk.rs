//! `bartizan crosswalk`: the attacks on a description as items of a list that others keep.

use bartizan::report::{crosswalk as report, wording::some_of};

use super::Outcome;
use super::arguments::{Crosswalk, Format};
use super::open::{asked, printed};
use super::output::{self, Output, Stop};

/// Views listed when one is unknown.
const VIEWS: usize = 40;

pub(super) fn run(arguments: &Crosswalk) -> Result<Outcome, Stop> {
    let analysis = asked(&arguments.asked)?;
    let Some(crosswalk) = analysis.crosswalk(&arguments.framework) else {
        let ids: Vec<String> = analysis.catalog().views.iter().map(|v| v.id.replace('_', "-")).collect();
        let ids = some_of(&ids, VIEWS);
        return Err(Stop::Failed(format!("no view is called `{}`; there are {ids}", arguments.framework)));
    };
    let mut output = Output::standard();
    output.write(&match arguments.asked.format {
        Format::Text => report::text(&crosswalk, &analysis.overview().title, output::colour()),
        Format::Json => printed(&crosswalk)?,
    })?;
    output.finish()
}
