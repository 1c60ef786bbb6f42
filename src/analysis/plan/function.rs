//! The probability of a claim's sets under a choice of controls.

use super::{MAX_NODES, Mask};
use crate::analysis::family::{ClaimFamily, Leaf, Sought};
use crate::catalog::Likelihood;
use crate::diagram::{Bdd, Family, Node, Zdd};
use crate::engine::EventId;

/// The probability of some sets under a choice of controls.
pub(super) struct Function {
    form: Form,
    /// What each level stands for.
    leaves: Vec<Leaf>,
    /// The level of each candidate's absence.
    absent: Vec<Option<u32>>,
    low: Vec<f64>,
    high: Vec<f64>,
}

enum Form {
    Exact(Bdd, Node),
    /// The function has too many nodes; the sum over the sets bounds it.
    Bound(Zdd, Family),
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
        let form = match bdd.of_family(&family.zdd, sets) {
            Ok(node) => Form::Exact(bdd, node),
            Err(_) => Form::Bound(family.zdd.clone(), sets),
        };
        let mut function = Function {
            form,
            leaves: family.leaves.clone(),
            absent: Vec::new(),
            low: pick(|l| l.low),
            high: pick(|l| l.high),
        };
        function.absent = absent.iter().map(|event| function.level(*event)).collect();
        function
    }

    /// Whether its values are exact.
    pub(super) fn is_exact(&self) -> bool {
        matches!(self.form, Form::Exact(..))
    }

    fn level(&self, event: EventId) -> Option<u32> {
        let at = self.leaves.iter().position(|leaf| *leaf == Leaf::Event(event))?;
        u32::try_from(at).ok()
    }

    /// Events whose likelihood is a range, with both its ends.
    pub(super) fn ranges(&self) -> impl Iterator<Item = (EventId, f64, f64)> + '_ {
        self.leaves.iter().enumerate().filter_map(|(at, leaf)| match leaf {
            Leaf::Event(event) if self.low[at] < self.high[at] => Some((*event, self.low[at], self.high[at])),
            _ => None,
        })
    }

    /// Takes another highest likelihood of an event.
    pub(super) fn restate(&mut self, event: EventId, high: f64) {
        if let Some(level) = self.level(event) {
            self.high[level as usize] = high;
        }
    }

    /// At the highest likelihoods if `high`; a bound from above if it is not exact.
    pub(super) fn at(&self, mask: Mask, high: bool) -> f64 {
        let mut weights = if high { self.high.clone() } else { self.low.clone() };
        for (position, level) in self.absent.iter().enumerate() {
            if let Some(level) = level {
                weights[*level as usize] = if mask >> position & 1 == 1 { 0.0 } else { 1.0 };
            }
        }
        match &self.form {
            Form::Exact(bdd, node) => bdd.probability(*node, &weights),
            Form::Bound(zdd, sets) => zdd.expected(*sets, &weights).min(1.0),
        }
    }
}
