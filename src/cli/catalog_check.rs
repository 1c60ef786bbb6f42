//! `bartizan catalog check`: everything that can be said against a catalog and packs without a system to try them on,
//! and of packs whether their own examples exercise their rules.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bartizan::api::{self, Analysis, Diagnostic, Place, Scenario, Severity, Source};
use bartizan::catalog::{Catalog, Framework, LEDGER, ledger, referring};
use bartizan::exchange::atlas::Atlas;
use bartizan::report::{json, text};
use bartizan::source::Problem;

use super::Outcome;
use super::arguments::{CatalogCheck, Format};
use super::output::{self, Output, Stop};
use super::{files, packs};

pub(super) fn run(arguments: &CatalogCheck) -> Result<Outcome, Stop> {
    let sources = packs::read(&arguments.packs.folders)?;
    let (catalog, mut problems) = api::with_packs(&sources);
    let errors = |problems: &[Diagnostic]| problems.iter().any(|d| d.severity == Severity::Error);
    // What is asked of a whole catalog means little of one from which faulty rules are left out.
    if !errors(&problems) {
        problems.extend(api::audit(&catalog));
        problems.extend(api::diagnostics_of("ledger.yaml", LEDGER, &ledger(LEDGER, &api::built_in()).1));
        if let Some(file) = &arguments.atlas {
            problems.extend(against_atlas(&catalog, &atlas(file, arguments.drift.as_deref())?));
        }
        problems.extend(unexercised(&catalog, &arguments.packs.folders)?);
    }
    let mut output = Output::standard();
    if errors(&problems) {
        output.outcome = Outcome::Bad;
    }
    output.write(&match arguments.format {
        Format::Json => json::printed(&problems).map_err(|e| Stop::Failed(e.to_string()))?,
        Format::Text => {
            let counts = api::catalog_view(&catalog).counts;
            format!(
                "{}{} rules, {} attacks, {} kinds of control, {} kinds of basic event: {}\n",
                packs::rendered(&problems, &sources, output::colour()),
                counts.rules,
                counts.attacks,
                counts.controls,
                counts.events,
                text::tally(&problems)
            )
        }
    })?;
    output.finish()
}

/// ATLAS data, with what changed since.
fn atlas(file: &Path, drift: Option<&Path>) -> Result<Atlas, Stop> {
    let named = |path: &Path, message: String| Stop::Failed(format!("{}: {message}", path.to_string_lossy()));
    let (mut atlas, problems) = Atlas::read(&files::text(file).map_err(|m| named(file, m))?);
    if let Some(problem) = problems.first() {
        return Err(named(file, problem.message.clone()));
    }
    if atlas.names.is_empty() {
        return Err(named(file, "this is no ATLAS data: nothing in it has an id of ATLAS".to_owned()));
    }
    if let Some(path) = drift {
        atlas.drift(&files::text(path).map_err(|m| named(path, m))?);
    }
    Ok(atlas)
}

/// Ids of ATLAS that its data does not have, and names that it words otherwise.
fn against_atlas(catalog: &Catalog, atlas: &Atlas) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (what, at, references) in referring(catalog) {
        for reference in references.iter().filter(|r| r.framework == Framework::Atlas) {
            if atlas.names.contains_key(&reference.id) {
                continue;
            }
            let (message, help) = match atlas.replaced.get(&reference.id) {
                Some(new) => {
                    (format!("{what} refers to {}, which ATLAS has replaced", reference.id), format!("it is {new} now"))
                }
                None => (
                    format!("{what} refers to {}, which the ATLAS data does not have", reference.id),
                    format!("the data is of version {}; --drift adds what changed since", atlas.version),
                ),
            };
            let say = if catalog.pack(at).is_some() { Problem::warning } else { Problem::error };
            found.push(api::catalog_diagnostic(catalog, at.file, &say("atlas", at.span, message).help(help)));
        }
    }
    let entries = catalog.frameworks.iter().filter(|f| f.framework == Framework::Atlas).flat_map(|f| &f.entries);
    for (id, name) in entries {
        if let Some(theirs) = atlas.names.get(id).filter(|theirs| *theirs != name) {
            let message = format!("{id} is called {theirs} in the ATLAS data, and {name} in frameworks.yaml");
            found.push(nowhere("frameworks.yaml", Severity::Warning, "atlas", message));
        }
    }
    found
}

/// The rules of packs that no example of their folder meets. Examples are descriptions in Markdown, fenced as `yaml`.
fn unexercised(catalog: &Arc<Catalog>, folders: &[PathBuf]) -> Result<Vec<Diagnostic>, Stop> {
    let mut met: BTreeSet<String> = BTreeSet::new();
    for folder in folders.iter().filter(|f| f.is_dir()) {
        let examples = folder.join("examples");
        let Ok(entries) = std::fs::read_dir(&examples) else { continue };
        let mut pages: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
        pages.retain(|path| path.extension().is_some_and(|e| e == "md"));
        pages.sort();
        for page in pages {
            let name = page.to_string_lossy().into_owned();
            let text = files::text(&page).map_err(|m| Stop::Failed(format!("{name}: {m}")))?;
            for text in fenced(&text) {
                let source = Source { name: name.clone(), text };
                let mut analysis = Analysis::with_catalog(&source, &Scenario::default(), Arc::clone(catalog));
                analysis.run();
                met.extend(analysis.rules_met());
            }
        }
    }
    let mut told: BTreeMap<&str, Diagnostic> = BTreeMap::new();
    for rule in catalog.rules.iter().filter(|r| catalog.pack(r.origin).is_some() && !met.contains(&r.id)) {
        let message = format!("no example exercises rule `{}`", rule.id);
        let help = "describe a system in which it fires, fenced as `yaml` in examples/*.md of the pack";
        let problem = Problem::warning("unexercised", rule.origin.span, message).help(help);
        told.insert(&rule.id, api::catalog_diagnostic(catalog, rule.origin.file, &problem));
    }
    Ok(told.into_values().collect())
}

/// The blocks of a page that are fenced as `yaml`.
fn fenced(page: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<String> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(kind)) if kind.trim() == "yaml" => open = Some(String::new()),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => {
                block.push_str(line);
                block.push('\n');
            }
            (None, _) => {}
        }
    }
    blocks
}

/// A remark that has no place in a text.
fn nowhere(file: &str, severity: Severity, code: &str, message: String) -> Diagnostic {
    let place = Place { file: file.to_owned(), line: 1, column: 1, end_line: 1, end_column: 1 };
    Diagnostic { severity, code: code.to_owned(), message, help: None, place, related: Vec::new(), fix: None }
}
