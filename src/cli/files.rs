//! Which files are meant, and their texts. Folders are walked in the order of names; what cannot be read is an answer
//! of its own, so that one bad file does not hide the others.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use bartizan::api::{Analysis, Answer, Diagnostic, MAX_TEXT, Place, Scenario, Severity, Source};

use super::output::Stop;

/// Folders in each other that are still walked.
const MAX_FOLDERS: usize = 32;

/// Name that diagnostics give to standard input.
const STDIN: &str = "stdin";

/// A file to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Input {
    path: PathBuf,
    /// Name as shown.
    pub name: String,
}

/// The files that arguments mean.
#[derive(Debug)]
pub(super) struct Inputs {
    /// In the order of the arguments, each folder's sorted.
    pub list: Vec<Input>,
    /// More than one argument, or a folder: the answer is a list.
    pub many: bool,
}

/// Finds the files that arguments mean. `not` is the file that will be written.
pub(super) fn find(paths: &[PathBuf], not: Option<&Path>) -> Result<Inputs, Stop> {
    if paths.iter().filter(|p| is_stdin(p)).count() > 1 {
        return Err(Stop::Failed("standard input can be read only once".to_owned()));
    }
    let mut many = paths.len() > 1;
    let mut list = Vec::new();
    for path in paths {
        if !is_stdin(path) && path.is_dir() {
            many = true;
            let found = walk(path)?;
            if found.is_empty() {
                let name = path.to_string_lossy();
                return Err(Stop::Failed(format!("no description (*.yaml, *.yml, *.json) in {name}")));
            }
            let written = not.and_then(|p| p.canonicalize().ok());
            list.extend(found.into_iter().filter(|p| written.is_none() || p.canonicalize().ok() != written));
        } else {
            list.push(path.clone());
        }
    }
    let list = list
        .into_iter()
        .map(|path| {
            let name = if is_stdin(&path) { STDIN.to_owned() } else { path.to_string_lossy().into_owned() };
            Input { path, name }
        })
        .collect();
    Ok(Inputs { list, many })
}

/// The one file that an argument means.
pub(super) fn one(path: &Path) -> Input {
    let name = if is_stdin(path) { STDIN.to_owned() } else { path.to_string_lossy().into_owned() };
    Input { path: path.to_owned(), name }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The descriptions below a folder, sorted by path. Links to folders are not followed, so that no walk is endless;
/// hidden files and folders are passed over.
pub(super) fn walk(root: &Path) -> Result<Vec<PathBuf>, Stop> {
    let mut found = Vec::new();
    let mut open = vec![(root.to_owned(), 0)];
    let failed =
        |path: &Path, error: io::Error| Stop::Failed(format!("cannot read {}: {error}", path.to_string_lossy()));
    while let Some((folder, depth)) = open.pop() {
        for entry in fs::read_dir(&folder).map_err(|e| failed(&folder, e))? {
            let entry = entry.map_err(|e| failed(&folder, e))?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let path = entry.path();
            let kind = entry.file_type().map_err(|e| failed(&path, e))?;
            if kind.is_dir() {
                if depth == MAX_FOLDERS {
                    let name = path.to_string_lossy();
                    return Err(Stop::Failed(format!("{name} lies more than {MAX_FOLDERS} folders deep")));
                }
                open.push((path, depth + 1));
            } else if is_description(&path) && path.is_file() {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn is_description(path: &Path) -> bool {
    path.extension().and_then(|e| e.to_str()).is_some_and(|e| matches!(e, "yaml" | "yml" | "json"))
}

impl Input {
    /// Whether it is standard input.
    pub fn is_stdin(&self) -> bool {
        is_stdin(&self.path)
    }
}

/// The text of a file, or why there is none.
pub(super) fn text_of(input: &Input) -> Result<String, String> {
    text(&input.path)
}

/// Writes a file anew.
pub(super) fn write(input: &Input, text: &str) -> Result<(), Stop> {
    fs::write(&input.path, text).map_err(|error| Stop::Failed(format!("cannot write {}: {error}", input.name)))
}

/// Reads a file, or standard input; if that fails, tells why as an answer.
pub(super) fn read(input: &Input, scenario: &Scenario) -> Result<Source, Box<Answer>> {
    match text(&input.path) {
        Ok(text) => Ok(Source { name: input.name.clone(), text }),
        Err(message) => Err(Box::new(unreadable(&input.name, message, scenario))),
    }
}

pub(super) fn text(path: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    // One byte more than is allowed is enough to know.
    let limit = MAX_TEXT as u64 + 1;
    let result = if is_stdin(path) {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    if let Err(error) = result {
        return Err(format!("the file cannot be read: {error}"));
    }
    if bytes.len() > MAX_TEXT {
        return Err(format!("the file is too large: at most {MAX_TEXT} bytes are read"));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to() + 1;
        format!("the file is not UTF-8 text: byte {at} is part of no character")
    })
}

/// The answer on a file without a text: one error, nothing analysed.
fn unreadable(name: &str, message: String, scenario: &Scenario) -> Answer {
    let source = Source { name: name.to_owned(), text: String::new() };
    let mut answer = Analysis::begin(&source, scenario).excerpt(0, 0);
    answer.overview.analysed = false;
    answer.overview.diagnostics = vec![Diagnostic {
        severity: Severity::Error,
        code: "unreadable".to_owned(),
        message,
        help: None,
        place: Place { file: name.to_owned(), line: 1, column: 1, end_line: 1, end_column: 1 },
        related: Vec::new(),
        fix: None,
    }];
    answer
}
