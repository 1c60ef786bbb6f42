//! One derivation of a fact as ordered steps. Steps that only restate what is held (a weaker capability, a part of a
//! whole, a control that is not in place) are left out, and what uses them uses the step before.

use std::collections::BTreeMap;

use crate::catalog::{Catalog, Predicate, RuleKind};
use crate::engine::{FactId, Fixpoint, Graph, InstanceId};

/// A step of a path.
#[derive(Clone, Debug)]
pub struct PathStep {
    /// The rule instance.
    pub instance: InstanceId,
    /// What is gained: its conclusion, or for the last step the goal.
    pub gain: FactId,
    /// Positions of the steps that it uses.
    pub uses: Vec<usize>,
}

/// The first derivation of a goal in a fixpoint, each step after those it uses; empty if the goal is not derived.
pub fn derivation(graph: &Graph, catalog: &Catalog, fixpoint: &Fixpoint<'_>, goal: FactId) -> Vec<PathStep> {
    let mut needed: BTreeMap<u32, (FactId, InstanceId)> = BTreeMap::new();
    let mut open = vec![goal];
    while let Some(fact) = open.pop() {
        let (Some(rank), Some(instance)) = (fixpoint.rank(fact), fixpoint.first(fact)) else { continue };
        if needed.insert(rank, (fact, instance)).is_none() {
            open.extend(graph.premises(instance));
        }
    }
    // For each fact, the steps that carry it.
    let mut carried: BTreeMap<FactId, Vec<usize>> = BTreeMap::new();
    let mut steps: Vec<PathStep> = Vec::new();
    for (fact, instance) in needed.into_values() {
        let mut uses: Vec<usize> =
            graph.premises(instance).flat_map(|p| carried.get(&p).cloned().unwrap_or_default()).collect();
        uses.sort_unstable();
        uses.dedup();
        if is_silent(graph, catalog, instance) && fact != goal {
            carried.insert(fact, uses);
            continue;
        }
        if is_silent(graph, catalog, instance) {
            // The goal restates what one step has given: that step gains the goal.
            if let [only] = uses.as_slice() {
                steps[*only].gain = goal;
                return steps;
            }
        }
        carried.insert(fact, vec![steps.len()]);
        steps.push(PathStep { instance, gain: fact, uses });
    }
    steps
}

fn is_silent(graph: &Graph, catalog: &Catalog, instance: InstanceId) -> bool {
    let rule = catalog.rule(graph.rule(instance));
    let absent = rule.kind == RuleKind::Control
        && rule.conclusion.0 == Predicate::Off
        && (rule.id == "control-absent" || rule.id == "control-off-everywhere");
    absent || matches!(rule.kind, RuleKind::Implication | RuleKind::Component)
}
