//! The probability of a claim's sets under a choice of controls.

use super::{MAX_NODES, Mask};
use crate::analysis::family::{ClaimFamily, Leaf, Sought};
use crate::catalog::Likelihood;
use crate::diagram::{Bdd, Family, Node};
use crate::engine::EventId;

/// The probability of some sets under a choice of controls.
pub(super) struct Function {
    pub bdd: Option<(Bdd, Node)>,
    family: ClaimFamily,
    sets: Family,
    /// The level of each candidate's absence.
    absent: Vec<Option<u32>>,
    low: Vec<f64>,
    high: Vec<f64>,
}

impl Function {
    pub(super) fn new(sought: &Sought<'_>, family: &ClaimFamily, sets: Family, absent: &[EventId]) -> Function {
        let pick = |pick: fn(&Likelihood) -> f64| {
            let weight = |leaf: &Leaf| match leaf {
                Leaf::Event(event) => pick(&sought.events.get(*event).likelihood),
                Leaf::Kept(_) | Leaf::Goals(_) => 1.0,
            };
            family.leaves.iter().map(weight).collect::<Vec<f64>>()
        };
        let mut bdd = Bdd::new(family.zdd.levels(), MAX_NODES);
        let node = bdd.of_family(&family.zdd, sets).ok();
        let level = |event: &EventId| family.leaves.iter().position(|l| *l == Leaf::Event(*event));
        Function {
            bdd: node.map(|node| (bdd, node)),
            family: family.clone(),
            sets,
            absent: absent.iter().map(|e| level(e).and_then(|at| u32::try_from(at).ok())).collect(),
            low: pick(|l| l.low),
            high: pick(|l| l.high),
        }
    }

    /// At the highest likelihoods if `high`; a bound from above if the function has too many nodes.
    pub(super) fn at(&self, mask: Mask, high: bool) -> f64 {
        let mut weights = if high { self.high.clone() } else { self.low.clone() };
        for (position, level) in self.absent.iter().enumerate() {
            if let Some(level) = level {
                weights[*level as usize] = if mask >> position & 1 == 1 { 0.0 } else { 1.0 };
            }
        }
        match &self.bdd {
            Some((bdd, node)) => bdd.probability(*node, &weights),
            None => self.family.zdd.expected(self.sets, &weights).min(1.0),
        }
    }
}
