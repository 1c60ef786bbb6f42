//! What follows from one attack set, and how: sets are tried one after the other on one fixpoint that is taken back each
//! time, so that a set costs what follows from it and not the whole graph.

use std::collections::BTreeMap;

use super::events::Events;
use super::persistence::members;
use super::scenario::State;
use crate::engine::{EventId, Fixpoint, Graph};

/// Tries attack sets.
pub struct Trial<'a> {
    fixpoint: Fixpoint<'a>,
    /// Events that have happened.
    certain: Vec<EventId>,
    /// For each event that stands for others, these.
    members: BTreeMap<EventId, Vec<EventId>>,
}

impl<'a> Trial<'a> {
    /// Prepares to try sets under a scenario.
    pub fn new(graph: &'a Graph, events: &Events, states: &[State]) -> Trial<'a> {
        let certain = graph.events().filter(|e| states[e.index()] == State::Certain).collect();
        Trial { fixpoint: Fixpoint::new(graph), certain, members: members(graph, events) }
    }

    /// What follows from a set together with what has happened.
    pub fn follow(&mut self, set: impl IntoIterator<Item = EventId>) -> &Fixpoint<'a> {
        self.fixpoint.restart();
        let mut happening = self.certain.clone();
        for event in set {
            happening.push(event);
            happening.extend(self.members.get(&event).into_iter().flatten());
        }
        // In order of events, so that a first derivation does not depend on where an event came from.
        happening.sort_unstable();
        self.fixpoint.allow(happening);
        &self.fixpoint
    }
}
