//! `bartizan analyze`: the claims of descriptions answered, file by file, in text or JSON.

use std::sync::Arc;

use bartizan::api::{Analysis, Answer, Scenario, Verdict};
use bartizan::catalog::Catalog;
use bartizan::report::text::Shown;
use bartizan::report::{json, text};

use super::arguments::{Analyze, Format};
use super::output::{self, Output, Stop};
use super::{Outcome, diagnostics, files, packs, work};

/// Between the reports of two files.
const RULE: &str = "\n----------------------------------------\n\n";

/// What analysing a file gave.
struct Analysed {
    outcome: Outcome,
    /// The report, or the answer as JSON.
    text: String,
    /// One line on it.
    line: String,
    /// What is wrong with the description, where `text` does not reach the reader.
    complaint: String,
}

pub(super) fn run(arguments: &Analyze) -> Result<Outcome, Stop> {
    let inputs = files::find(&arguments.files, arguments.output.as_deref())?;
    let scenario = arguments.switches.scenario();
    let catalog = packs::catalog(&arguments.packs.folders)?;
    let mut main = match &arguments.output {
        Some(path) => Output::file(path)?,
        None => Output::standard(),
    };
    let mut lines = Output::standard();
    let mut ended = [0_usize; 3];
    let array = inputs.many && arguments.format == Format::Json;
    if array {
        main.write(json::LIST_OPENS)?;
    }
    work::in_order(
        &inputs.list,
        arguments.threads.threads,
        |input| analysed(arguments, input, &scenario, &catalog),
        |index, analysed| {
            ended[analysed.outcome as usize] += 1;
            let worst = main.outcome.max(analysed.outcome);
            (main.outcome, lines.outcome) = (worst, worst);
            output::to_stderr(&analysed.complaint);
            if arguments.quiet || arguments.output.is_some() {
                lines.write(&analysed.line)?;
                lines.flush()?;
            }
            if arguments.quiet {
                return Ok(());
            }
            if index > 0 {
                main.write(if array { json::LIST_GOES_ON } else { RULE })?;
            }
            let text = analysed.text.as_str();
            main.write(if array { text.trim_end() } else { text })?;
            main.flush()
        },
    )?;
    if array {
        main.write(json::LIST_CLOSES)?;
    } else if inputs.many && !arguments.quiet {
        main.write(RULE)?;
        main.write(&closing(ended))?;
    }
    main.finish()
}

/// Analyses one file.
fn analysed(arguments: &Analyze, input: &files::Input, scenario: &Scenario, catalog: &Arc<Catalog>) -> Analysed {
    let (answer, source) = match files::read(input, scenario) {
        Err(answer) => (*answer, String::new()),
        Ok(source) => {
            let mut analysis = Analysis::with_catalog(&source, scenario, Arc::clone(catalog));
            analysis.run();
            let answer = match arguments.format {
                _ if arguments.quiet => analysis.excerpt(0, 0),
                Format::Json => analysis.answer(),
                Format::Text if arguments.all => analysis.excerpt(u64::MAX, 1),
                Format::Text => analysis.excerpt(text::ROWS, 1),
            };
            (answer, source.text)
        }
    };
    let colour = output::colour();
    let to_terminal = colour && arguments.output.is_none();
    let refused = !answer.overview.analysed;
    let wrong = |colour| diagnostics::rendered(&answer.overview.diagnostics, &source, colour);
    let line = |colour| text::line(&answer.overview, &answer.claims, colour);
    let text = match arguments.format {
        _ if arguments.quiet => String::new(),
        Format::Json => json::printed(&answer).unwrap_or_default(),
        Format::Text if refused => wrong(to_terminal) + &line(to_terminal),
        Format::Text => {
            let shown = Shown { colour: to_terminal, all: arguments.all, defaults: arguments.defaults };
            text::report(&answer, shown)
        }
    };
    let unseen = arguments.format == Format::Json || arguments.output.is_some();
    let complaint = if refused && unseen { wrong(output::colour_of_complaints()) } else { String::new() };
    Analysed { outcome: outcome(&answer), text, line: line(colour), complaint }
}

fn outcome(answer: &Answer) -> Outcome {
    // A switch that names nothing is a slip, and an answer under another scenario than was asked for.
    let slip = answer.overview.diagnostics.iter().any(|d| d.code == "unknown-switch");
    if !answer.overview.analysed || slip {
        Outcome::Bad
    } else if answer.claims.iter().any(|c| c.verdict != Verdict::Holds) {
        Outcome::Broken
    } else {
        Outcome::Holds
    }
}

/// What became of many files, in a line.
fn closing(ended: [usize; 3]) -> String {
    let [holds, broken, bad] = ended;
    let all = holds + broken + bad;
    let mut parts = vec![format!("all claims hold in {holds}"), format!("some do not in {broken}")];
    if bad > 0 {
        parts.push(format!("{bad} not analysed"));
    }
    format!("{all} files: {}\n", parts.join(", "))
}
