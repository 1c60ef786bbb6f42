//! `bartizan check`: every problem of some descriptions. Grounding is done too, because only then is it known that a
//! control stands nowhere or that nobody can approach a claim.

use std::sync::Arc;

use bartizan::api::{Analysis, Diagnostic, Overview, Scenario, Severity};
use bartizan::report::{json, text, visible};

use super::arguments::{Check, Format};
use super::output::{Output, Stop, colour};
use super::{Outcome, diagnostics, files, packs, work};

/// What checking a file gave.
struct Checked {
    overview: Overview,
    /// Ready to print.
    text: String,
}

pub(super) fn run(arguments: &Check) -> Result<Outcome, Stop> {
    let inputs = files::find(&arguments.files, None)?;
    let catalog = packs::catalog(&arguments.packs.folders)?;
    let colour = colour();
    let format = arguments.format;
    let check = |input: &files::Input| {
        let scenario = Scenario::default();
        let (overview, source) = match files::read(input, &scenario) {
            Err(answer) => (answer.overview, String::new()),
            Ok(source) => {
                let mut analysis = Analysis::with_catalog(&source, &scenario, Arc::clone(&catalog));
                analysis.advance(u64::MAX);
                let mut overview = analysis.overview();
                // Whether a decision stands is only known when the claims are answered.
                if analysis.decides() {
                    analysis.run();
                    overview.diagnostics.extend(analysis.reviews());
                }
                (overview, source.text)
            }
        };
        let text = if arguments.quiet {
            let tally = text::tally(&overview.diagnostics);
            format!("{}: {tally}\n", visible(&input.name))
        } else if format == Format::Text {
            diagnostics::rendered(&overview.diagnostics, &source, colour)
        } else {
            String::new()
        };
        Checked { overview, text }
    };
    let mut output = Output::standard();
    let mut all: Vec<Diagnostic> = Vec::new();
    work::in_order(&inputs.list, arguments.threads.threads, check, |_, checked| {
        let diagnostics = checked.overview.diagnostics;
        if diagnostics.iter().any(|d| d.severity == Severity::Error) {
            output.outcome = Outcome::Bad;
        }
        all.extend(diagnostics);
        output.write(&checked.text)
    })?;
    match format {
        Format::Json => {
            let text = json::printed(&all).map_err(|e| Stop::Failed(e.to_string()))?;
            output.write(&text)?;
        }
        Format::Text if arguments.quiet => {}
        Format::Text => {
            let of = match inputs.list.as_slice() {
                [one] => visible(&one.name).into_owned(),
                list => format!("{} files", list.len()),
            };
            output.write(&format!("{of}: {}\n", text::tally(&all)))?;
        }
    }
    output.finish()
}
