//! Catalog packs: folders of further rules, attacks, controls and events, read beside the catalog that is built in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bartizan::api::{self, Diagnostic, PackSource, Severity};
use bartizan::catalog::Catalog;

use super::output::{self, Stop};
use super::{diagnostics, files};

/// The catalog with the packs in some folders. What is wrong with them is said on standard error.
pub(super) fn catalog(folders: &[PathBuf]) -> Result<Arc<Catalog>, Stop> {
    let packs = read(folders)?;
    let (catalog, problems) = api::with_packs(&packs);
    output::to_stderr(&rendered(&problems, &packs, output::colour_of_complaints()));
    match problems.iter().filter(|d| d.severity == Severity::Error).count() {
        0 => Ok(catalog),
        1 => Err(Stop::Failed("the catalog pack has an error".to_owned())),
        n => Err(Stop::Failed(format!("the catalog packs have {n} errors"))),
    }
}

/// The files of packs: every `*.yaml` and `*.yml` of each folder, in the order of names.
pub(super) fn read(folders: &[PathBuf]) -> Result<Vec<PackSource>, Stop> {
    let mut packs = Vec::new();
    for folder in folders {
        let pack = name(folder);
        let found = if folder.is_dir() { files::walk(folder)? } else { vec![folder.clone()] };
        let is_yaml = |path: &&PathBuf| path.extension().is_some_and(|e| e == "yaml" || e == "yml");
        let before = packs.len();
        for path in found.iter().filter(is_yaml) {
            let name = path.to_string_lossy().into_owned();
            let text = files::text(path).map_err(|message| Stop::Failed(format!("{name}: {message}")))?;
            packs.push(PackSource { name, pack: pack.clone(), text });
        }
        if packs.len() == before {
            return Err(Stop::Failed(format!("no file of a catalog pack (*.yaml) in {}", folder.to_string_lossy())));
        }
    }
    Ok(packs)
}

/// A pack is called as its folder, unless a file of it says otherwise.
fn name(folder: &Path) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let last = if folder.is_dir() { whole.file_name() } else { whole.file_stem() };
    last.map_or_else(|| "pack".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// Problems of several files, each with its line.
pub(super) fn rendered(problems: &[Diagnostic], packs: &[PackSource], colour: bool) -> String {
    let mut by_file: BTreeMap<&str, Vec<Diagnostic>> = BTreeMap::new();
    for problem in problems {
        by_file.entry(problem.place.file.as_str()).or_default().push(problem.clone());
    }
    let text = |file: &str| packs.iter().find(|p| p.name == file).map_or("", |p| p.text.as_str());
    by_file.iter().map(|(file, problems)| diagnostics::rendered(problems, text(file), colour)).collect()
}
