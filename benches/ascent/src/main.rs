//! Facts a second, the same rules over the same system: the `ascent` crate against Bartizan's grounding, which keeps
//! every derivation besides. The number of facts of each kind must be equal; times are printed, never asserted.
//!
//! `npm run bench -- ascent` writes `program.rs` from the catalog's rules and the descriptions, and runs this.

#![allow(clippy::disallowed_methods, reason = "measuring is what this is for; no answer depends on it")]

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use bartizan::catalog;
use bartizan::engine::{Graph, Grounder};
use bartizan::source::{self, Problems};
use bartizan::system::document::read_document;
use bartizan::system::{self, Relation, System, names};

#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated from the catalog's rules")]
mod program {
    include!("program.rs");
}

const RUNS: usize = 5;

fn main() -> ExitCode {
    let mut equal = true;
    println!(
        "{:>9} {:>9} {:>12} {:>12} {:>14} {:>14} {:>7}",
        "elements", "facts", "ours, ms", "ascent, ms", "ours, facts/s", "ascent, f/s", "ratio"
    );
    for file in std::env::args().skip(1) {
        let Some(system) = lowered(&file) else {
            eprintln!("{file}: not a description");
            return ExitCode::FAILURE;
        };
        let (graph, ours) = grounded(&system);
        let (facts, theirs) = derived(&system);
        let count = graph.fact_count();
        for (predicate, found) in facts {
            let known = graph.facts().filter(|f| graph.fact(*f).0.id() == predicate).count();
            if known != found {
                equal = false;
                eprintln!("{predicate}: {known} facts here, {found} with ascent");
            }
        }
        let rate = |milliseconds: f64| count as f64 / milliseconds * 1e3;
        println!(
            "{:>9} {:>9} {:>12.2} {:>12.2} {:>14.0} {:>14.0} {:>7.1}",
            system.elements.len(),
            count,
            ours,
            theirs,
            rate(ours),
            rate(theirs),
            theirs / ours
        );
    }
    if equal { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn lowered(file: &str) -> Option<Arc<System>> {
    let text = std::fs::read_to_string(file).ok()?;
    let mut problems = Problems::new();
    let document = read_document(&source::read(&text, &mut problems)?, &mut problems);
    names::resolve(&document, &mut problems);
    Some(Arc::new(system::lower(&document, catalog::built_in(), &mut problems)))
}

/// The median of a few runs, in milliseconds, and what the last one gave.
fn timed<T>(mut run: impl FnMut() -> T) -> (T, f64) {
    let mut times = Vec::new();
    let mut last = None;
    for _ in 0..RUNS {
        let began = Instant::now();
        last = Some(run());
        times.push(began.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    (last.expect("it ran"), times[RUNS / 2])
}

fn grounded(system: &Arc<System>) -> (Graph, f64) {
    let catalog = Arc::new(catalog::built_in().clone());
    timed(|| {
        let mut grounder = Grounder::new(Arc::clone(&catalog), Arc::clone(system));
        grounder.advance(u64::MAX);
        grounder.finish().0
    })
}

/// Both sides start from the lowered relations; filling them into a form that can be joined is part of the time.
fn derived(system: &System) -> (Vec<(&'static str, usize)>, f64) {
    let catalog = catalog::built_in();
    let types = system.types(catalog);
    timed(|| {
        let mut program = program::Program::default();
        for relation in Relation::ALL {
            for row in system.relations.tuples(*relation).chunks_exact(relation.arity()) {
                program::fill(&mut program, relation.name(), row);
            }
        }
        for (element, kind) in (0_u32..).zip(&types) {
            for (number, _) in catalog.types.iter().enumerate() {
                if catalog.is_a(*kind, catalog::TypeId(u8::try_from(number).unwrap_or(0))) {
                    program::fill_type(&mut program, number, element);
                }
            }
        }
        program.run();
        program::facts(&program)
    })
}
