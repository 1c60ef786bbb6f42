//! The command line: reads arguments and files, asks `api`, prints what `report` makes of the answers.
//! Exit codes: 0 all claims hold, 1 some claim does not, 2 bad input.

mod analyze;
mod arguments;
mod catalog_check;
mod check;
mod contracts;
mod crosswalk;
mod diagnostics;
mod explain;
mod files;
mod format;
mod open;
mod output;
mod packs;
mod quantify;
mod report;
mod schema;
mod work;

use std::process::ExitCode;

use clap::Parser;

use arguments::{CatalogTask, Command, Line};
use output::Stop;

/// How a run ended, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// All claims hold, or nothing was to be claimed.
    Holds,
    /// Some claim does not hold.
    Broken,
    /// Some input could not be used.
    Bad,
}

impl Outcome {
    fn code(self) -> ExitCode {
        ExitCode::from(self as u8)
    }
}

/// Runs the command that the arguments ask for.
pub fn run() -> ExitCode {
    let line = match Line::try_parse() {
        Ok(line) => line,
        Err(stop) => {
            // Help and versions end here too; a closed pipe is nobody's mistake.
            let _ = stop.print();
            return if stop.use_stderr() { Outcome::Bad.code() } else { Outcome::Holds.code() };
        }
    };
    let ended = match line.command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Format(arguments) => format::run(&arguments),
        Command::Analyze(arguments) => analyze::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Risk(arguments) => quantify::risk(&arguments),
        Command::Plan(arguments) => quantify::plan(&arguments),
        Command::Guarantees(arguments) => quantify::guarantees(&arguments),
        Command::Diff(arguments) => quantify::diff(&arguments),
        Command::Contracts(arguments) => contracts::run(&arguments),
        Command::Crosswalk(arguments) => crosswalk::run(&arguments),
        Command::Report(arguments) => report::run(&arguments),
        Command::Catalog(arguments) => match &arguments.task {
            Some(CatalogTask::Check(check)) => catalog_check::run(check),
            None => schema::catalog(&arguments),
        },
        Command::Schema(arguments) => schema::schema(arguments.what),
    };
    match ended {
        Ok(outcome) | Err(Stop::Pipe(outcome) | Stop::Said(outcome)) => outcome.code(),
        Err(Stop::Failed(message)) => {
            output::complain(&message);
            Outcome::Bad.code()
        }
    }
}
