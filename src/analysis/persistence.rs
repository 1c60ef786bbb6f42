//! What survives the adversary's leaving: a fact is persistent if it can be derived again from the durable integrity
//! facts alone, without positions and suppliers' acts, with only ordinary operation going on (DESIGN, section 1). Many
//! attack sets are tried at once.

use std::collections::BTreeMap;

use super::events::Events;
use super::scenario::State;
use super::sets::EventSet;
use crate::catalog::{Class, EventClass};
use crate::engine::{EventId, FactId, Graph, Worlds};
use crate::system::System;

/// Whether a goal reached with a set is reached again once the adversary is gone, for each set with its goals.
pub fn persistent(
    graph: &Graph,
    system: &System,
    events: &Events,
    states: &[State],
    sets: &[(&EventSet, &[FactId])],
) -> Vec<bool> {
    let members = members(graph, events);
    sets.chunks(Worlds::MOST)
        .flat_map(|sets| {
            let mut first = Worlds::new(graph, sets.len());
            let mut again = Worlds::new(graph, sets.len());
            for event in graph.events() {
                let certain = states[event.index()] == State::Certain;
                let operation = events.get(event).class == EventClass::Operation && states[event.index()] != State::Off;
                if certain {
                    first.allow(event, first.all());
                }
                if (certain || operation) && !is_gone(events, event) {
                    again.allow(event, again.all());
                }
            }
            for (world, (set, _)) in sets.iter().enumerate() {
                for root in set.events() {
                    for event in std::iter::once(root).chain(members.get(&root).into_iter().flatten().copied()) {
                        first.allow(event, 1 << world);
                        if !is_gone(events, event) {
                            again.allow(event, 1 << world);
                        }
                    }
                }
            }
            first.run();
            for (fact, worlds) in graph.facts().zip(first.facts()).filter(|(_, worlds)| **worlds != 0) {
                let (predicate, element) = graph.fact(fact);
                if predicate.class() == Some(Class::Integrity) && system.element(element).durable {
                    again.assume(fact, *worlds);
                }
            }
            again.run();
            let holds = |world: usize, goal: &FactId| again.facts()[goal.index()] & (1 << world) != 0;
            sets.iter().enumerate().map(|(world, (_, goals))| goals.iter().any(|g| holds(world, g))).collect::<Vec<_>>()
        })
        .collect()
}

/// For each event that stands for others, these.
pub(super) fn members(graph: &Graph, events: &Events) -> BTreeMap<EventId, Vec<EventId>> {
    let mut members: BTreeMap<EventId, Vec<EventId>> = BTreeMap::new();
    for event in graph.events().filter(|e| events.root(*e) != *e) {
        members.entry(events.root(event)).or_default().push(event);
    }
    members
}

/// Whether an event is the act of somebody who leaves.
fn is_gone(events: &Events, event: EventId) -> bool {
    let facts = events.get(event);
    facts.class == EventClass::Position || facts.who.is_some()
}
