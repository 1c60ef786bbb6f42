//! Where text goes: standard output or a file. A pipe that the reader closes ends the run without a word.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::path::Path;

use bartizan::report::visible;

use super::Outcome;

/// Why a run ends early.
#[derive(Debug)]
pub(super) enum Stop {
    /// The reader has gone; what was known until then.
    Pipe(Outcome),
    /// What is wrong has been said.
    Said(Outcome),
    /// Something could not be done.
    Failed(String),
}

/// A place to write to.
pub(super) struct Output {
    sink: BufWriter<Box<dyn Write>>,
    name: String,
    /// The worst so far, for the case that the reader goes.
    pub outcome: Outcome,
}

impl Output {
    /// Standard output.
    pub fn standard() -> Output {
        Output {
            sink: BufWriter::new(Box::new(io::stdout())),
            name: "standard output".to_owned(),
            outcome: Outcome::Holds,
        }
    }

    /// A file, made or emptied now, so that a wrong path is known before the work is done.
    pub fn file(path: &Path) -> Result<Output, Stop> {
        let name = path.to_string_lossy().into_owned();
        match File::create(path) {
            Ok(file) => Ok(Output { sink: BufWriter::new(Box::new(file)), name, outcome: Outcome::Holds }),
            Err(error) => Err(Stop::Failed(format!("cannot write {name}: {error}"))),
        }
    }

    /// Writes a text.
    pub fn write(&mut self, text: &str) -> Result<(), Stop> {
        let result = self.sink.write_all(text.as_bytes());
        self.ended(result)
    }

    /// Writes what is still held back, and tells how the run ended.
    pub fn finish(mut self) -> Result<Outcome, Stop> {
        self.flush()?;
        Ok(self.outcome)
    }

    /// Writes what is still held back.
    pub fn flush(&mut self) -> Result<(), Stop> {
        let result = self.sink.flush();
        self.ended(result)
    }

    fn ended(&self, result: io::Result<()>) -> Result<(), Stop> {
        match result {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(Stop::Pipe(self.outcome)),
            Err(error) => Err(Stop::Failed(format!("cannot write {}: {error}", self.name))),
        }
    }
}

/// Standard output wants colour.
pub(super) fn colour() -> bool {
    wants_colour(io::stdout().is_terminal())
}

/// Standard error wants colour.
pub(super) fn colour_of_complaints() -> bool {
    wants_colour(io::stderr().is_terminal())
}

fn wants_colour(terminal: bool) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|v| v == "dumb");
    terminal && !set("NO_COLOR") && !dumb
}

/// Says on standard error what could not be done.
pub(super) fn complain(message: &str) {
    to_stderr(&format!("error: {}\n", visible(message)));
}

/// Prints a text that is ready for a terminal on standard error; if that is closed, nobody wants to know.
pub(super) fn to_stderr(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}
