//! What survives the adversary's leaving: a fact is persistent if it can be derived again from the durable integrity
//! facts alone, without positions and suppliers' acts, with only ordinary operation going on (DESIGN, section 1).

use super::events::Events;
use super::scenario::State;
use super::sets::EventSet;
use crate::catalog::{Class, EventClass};
use crate::engine::{EventId, FactId, Fixpoint, Graph};
use crate::system::System;

/// Whether a goal reached with a set is reached again once the adversary is gone.
pub fn is_persistent(
    graph: &Graph,
    system: &System,
    events: &Events,
    states: &[State],
    set: &EventSet,
    goals: &[FactId],
) -> bool {
    let in_set = |event: EventId| set.events().any(|e| e == events.root(event));
    let certain = |event: EventId| states[event.index()] == State::Certain;
    let mut first = Fixpoint::new(graph);
    first.allow(graph.events().filter(|e| certain(*e) || in_set(*e)).collect::<Vec<_>>());
    let lasting: Vec<FactId> = first
        .order()
        .iter()
        .copied()
        .filter(|fact| {
            let (predicate, element) = graph.fact(*fact);
            predicate.class() == Some(Class::Integrity) && system.element(element).durable
        })
        .collect();
    let gone = |event: EventId| {
        let facts = events.get(event);
        facts.class == EventClass::Position || facts.who.is_some()
    };
    let mut again = Fixpoint::new(graph);
    again.allow(
        graph
            .events()
            .filter(|e| {
                let operation = events.get(*e).class == EventClass::Operation && states[e.index()] != State::Off;
                !gone(*e) && (certain(*e) || in_set(*e) || operation)
            })
            .collect::<Vec<_>>(),
    );
    again.assume(lasting);
    goals.iter().any(|goal| again.holds(*goal))
}
