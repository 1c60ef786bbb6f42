//! What follows from rules with events, cycles and all: the minimal sets of events that make a goal true. A fact's
//! value is an antichain of event sets, a rule multiplies, several rules add; the least fixpoint needs no cycle broken,
//! since a proof that goes round only yields supersets, which are absorbed (Green, Karvounarakis and Tannen, PODS 2007;
//! Deutch, Milo, Roy and Tannen, ICDT 2014).
//!
//! Sets are sought by order, first one more event at a time, then more, and cutting at an order is exact: every set up
//! to it is found and no wrong one. Now and then the values found are tried as a fixpoint without any bound; where that
//! holds, or comes to hold for no more than the work on orders so far, the sets are all there are. All that is done on
//! a smaller system with the same sets.

mod condensed;
mod region;
mod rounds;
#[cfg(test)]
mod tests;

use super::zdd::{Family, Zdd};
use condensed::condensed;
use region::{Region, holds_at_once};
use rounds::Rounds;

/// An order is left out for each so many events that sets have.
const STRIDE: u32 = 6;

/// Facts that follow from rules. A rule says: if all its premises hold and all its events happen, its conclusion holds.
#[derive(Clone, Debug, Default)]
pub struct Horn {
    facts: u32,
    goals: Vec<u32>,
    conclusions: Vec<u32>,
    /// Where each rule's premises end in `premises`; so for events.
    premise_ends: Vec<u32>,
    event_ends: Vec<u32>,
    premises: Vec<u32>,
    events: Vec<u32>,
}

impl Horn {
    /// A system of facts `0..facts`, without rules.
    pub fn new(facts: u32) -> Horn {
        Horn { facts, ..Horn::default() }
    }

    /// Adds a rule. Its facts are below `facts`; any number may be an event.
    pub fn rule(&mut self, conclusion: u32, premises: &[u32], events: &[u32]) {
        self.conclusions.push(conclusion);
        self.premises.extend_from_slice(premises);
        self.events.extend_from_slice(events);
        self.premise_ends.push(length(&self.premises));
        self.event_ends.push(length(&self.events));
    }

    /// Adds a goal; any one of them is enough.
    pub fn goal(&mut self, fact: u32) {
        self.goals.push(fact);
    }

    /// The number of rules.
    pub fn rules(&self) -> usize {
        self.conclusions.len()
    }

    fn premises_of(&self, rule: usize) -> &[u32] {
        part(&self.premises, &self.premise_ends, rule)
    }

    fn events_of(&self, rule: usize) -> &[u32] {
        part(&self.events, &self.event_ends, rule)
    }
}

fn length(list: &[u32]) -> u32 {
    u32::try_from(list.len()).expect("a system has fewer than 2^32 premises and events")
}

fn part<'l>(list: &'l [u32], ends: &[u32], at: usize) -> &'l [u32] {
    let start = if at == 0 { 0 } else { ends[at - 1] };
    &list[start as usize..ends[at] as usize]
}

/// How far to look for sets.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest order sought; sets beyond it may still turn up with proof that all are there.
    pub order: u32,
    /// Diagram nodes at a time.
    pub nodes: usize,
    /// Diagram nodes looked for, found or made, over all orders.
    pub steps: u64,
}

/// Why there may be sets that were not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The largest order was reached.
    Order,
    /// There was no room for more nodes.
    Nodes,
    /// The steps were used up.
    Steps,
}

/// Minimal sets of the goals.
#[derive(Clone, Debug)]
pub struct Solution {
    /// The diagram of the family.
    pub zdd: Zdd,
    /// The minimal sets found: all, or all of at most `order` events.
    pub family: Family,
    /// The event of each level, in the order in which they are met on the way back from the goals.
    pub events: Vec<u32>,
    /// Every set of at most this many events is there; `u32::MAX` if every set is.
    pub order: u32,
    /// Which limit stopped the search; none if every set is there.
    pub stopped: Option<Limit>,
    /// Steps used.
    pub steps: u64,
}

impl Solution {
    /// Whether these are all sets.
    pub fn is_complete(&self) -> bool {
        self.stopped.is_none()
    }
}

/// The minimal sets of events from which any goal follows.
pub fn solve(horn: &Horn, limits: &Limits) -> Solution {
    if holds_at_once(horn) {
        let (zdd, family) = (Zdd::new(0, limits.nodes), Family::UNIT);
        return Solution { zdd, family, events: Vec::new(), order: u32::MAX, stopped: None, steps: 0 };
    }
    let region = Region::new(&condensed(horn));
    let mut rounds = Rounds::new(&region, limits);
    let mut order = 0;
    let stopped = loop {
        if order == limits.order {
            break Some(Limit::Order);
        }
        // Large orders cost hardly more each than the one before, so that some are left out.
        let next = (order + 1 + order / STRIDE).min(limits.order);
        if let Err(limit) = rounds.up_to(next) {
            break Some(limit);
        }
        order = next;
        if rounds.completed() {
            break None;
        }
    };
    let order = if stopped.is_none() { u32::MAX } else { order };
    let (zdd, family, steps) = rounds.into_found();
    Solution { zdd, family, events: region.events, order, stopped, steps }
}
