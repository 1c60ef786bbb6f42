//! What follows from one attack set, tried on one fixpoint that is taken back each time, and what of it survives the
//! adversary's leaving: a fact is persistent if it can be derived again from the durable integrity facts alone, without
//! positions and suppliers' acts, with only ordinary operation going on (DESIGN, section 1).

use std::collections::BTreeMap;

use super::events::Events;
use super::scenario::State;
use super::sets::EventSet;
use crate::catalog::{Class, EventClass};
use crate::engine::{EventId, FactId, Fixpoint, Graph};
use crate::system::System;

/// Tries attack sets, one after the other.
pub struct Trial<'a> {
    graph: &'a Graph,
    events: &'a Events,
    fixpoint: Fixpoint<'a>,
    /// Events that have happened.
    certain: Vec<EventId>,
    /// Of these and of ordinary operation, what goes on when the adversary has left.
    lasting: Vec<EventId>,
    /// The other events that are one with a root.
    also: BTreeMap<EventId, Vec<EventId>>,
}

impl<'a> Trial<'a> {
    /// Prepares to try sets under a scenario.
    pub fn new(graph: &'a Graph, events: &'a Events, states: &'a [State]) -> Trial<'a> {
        let certain = |event: &EventId| states[event.index()] == State::Certain;
        let mut also: BTreeMap<EventId, Vec<EventId>> = BTreeMap::new();
        for event in graph.events().filter(|e| events.root(*e) != *e) {
            also.entry(events.root(event)).or_default().push(event);
        }
        let lasts = |event: &EventId| {
            let operation = events.get(*event).class == EventClass::Operation && states[event.index()] != State::Off;
            !is_gone(events, *event) && (certain(event) || operation)
        };
        Trial {
            graph,
            events,
            fixpoint: Fixpoint::new(graph),
            certain: graph.events().filter(certain).collect(),
            lasting: graph.events().filter(lasts).collect(),
            also,
        }
    }

    /// What follows from a set together with what has happened.
    pub fn follow(&mut self, set: &EventSet) -> &Fixpoint<'a> {
        self.fixpoint.restart();
        let mut happening = self.members(set);
        happening.extend(&self.certain);
        self.allow(happening);
        &self.fixpoint
    }

    /// Whether a goal reached with a set is reached again once the adversary is gone.
    pub fn is_persistent(&mut self, system: &System, set: &EventSet, goals: &[FactId]) -> bool {
        let graph = self.graph;
        let lasting: Vec<FactId> = self
            .follow(set)
            .order()
            .iter()
            .copied()
            .filter(|fact| {
                let (predicate, element) = graph.fact(*fact);
                predicate.class() == Some(Class::Integrity) && system.element(element).durable
            })
            .collect();
        self.fixpoint.restart();
        let mut happening = self.members(set);
        happening.retain(|event| !is_gone(self.events, *event));
        happening.extend(&self.lasting);
        self.allow(happening);
        self.fixpoint.assume(lasting);
        goals.iter().any(|goal| self.fixpoint.holds(*goal))
    }

    /// The events of a set, with those that are one with them.
    fn members(&self, set: &EventSet) -> Vec<EventId> {
        set.events()
            .flat_map(|event| std::iter::once(event).chain(self.also.get(&event).into_iter().flatten().copied()))
            .collect()
    }

    /// In order of events, so that a first derivation does not depend on where a list came from.
    fn allow(&mut self, mut events: Vec<EventId>) {
        events.sort_unstable();
        self.fixpoint.allow(events);
    }
}

/// Whether an event is the act of somebody who leaves.
fn is_gone(events: &Events, event: EventId) -> bool {
    let facts = events.get(event);
    facts.class == EventClass::Position || facts.who.is_some()
}
