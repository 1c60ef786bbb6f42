//! Which rules and relations a description meets: whatever has no instance there can be dropped without a trace.

use std::collections::BTreeSet;
use std::sync::Arc;

use bartizan::catalog::{Catalog, Relation};
use bartizan::engine::Grounder;
use bartizan::source::{Problems, read};
use bartizan::system::document::read_document;
use bartizan::system::{System, lower};

use super::{Case, Expected};

/// The lowered system of a case; nothing if it cannot be read.
pub fn system(case: &Case, catalog: &Catalog) -> Option<System> {
    let mut problems = Problems::new();
    let node = read(&case.source.text, &mut problems)?;
    let document = read_document(&node, &mut problems);
    Some(lower(&document, catalog, &mut problems))
}

/// The rules that have an instance in the graph of a case, or that it asks for by name.
pub fn used(case: &Case, catalog: &Arc<Catalog>) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    if let Some(system) = system(case, catalog) {
        let mut grounder = Grounder::with_hypotheses(Arc::clone(catalog), Arc::new(system));
        while !grounder.advance(u64::MAX) {}
        let (graph, _) = grounder.finish();
        used.extend(graph.instances().map(|i| catalog.rule(graph.rule(i)).id.clone()));
    }
    for expectation in &case.expectations {
        if let Expected::Scope(attack, _) = &expectation.expected {
            used.insert(attack.clone());
        }
    }
    used
}

/// The relations that have tuples in a case.
pub fn relations(case: &Case, catalog: &Catalog) -> BTreeSet<&'static str> {
    let Some(system) = system(case, catalog) else { return BTreeSet::new() };
    Relation::ALL.iter().filter(|r| !system.relations.tuples(**r).is_empty()).map(|r| r.name()).collect()
}
