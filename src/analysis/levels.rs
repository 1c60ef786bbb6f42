//! How much has to go wrong for each fact: the least level of events from which it is derived, by one resumed fixpoint.

use super::events::{Events, Level};
use super::scenario::State;
use crate::catalog::EventClass;
use crate::engine::{EventId, FactId, Fixpoint, Graph};
use crate::system::DeclaredId;

/// The events that may happen for one party: its own positions, everybody's assumptions, and what nobody does.
/// Without a party, everything that is nobody's act or a supplier's.
pub fn allowed<'e>(
    events: &'e Events,
    states: &'e [State],
    party: Option<DeclaredId>,
    suppliers_help: bool,
) -> impl Fn(EventId) -> bool + 'e {
    move |event| {
        let facts = events.get(event);
        match states[event.index()] {
            State::Off => false,
            State::Certain => true,
            State::Open => match facts.who {
                None => true,
                Some(who) if Some(who) == party => true,
                Some(_) => suppliers_help && facts.class == EventClass::Assumption,
            },
        }
    }
}

/// The level of every fact of a graph, for one choice of events.
#[derive(Clone, Debug)]
pub struct Levels(Vec<Option<Level>>);

impl Levels {
    /// Derives level by level. An event that has happened counts for nothing.
    pub fn new(graph: &Graph, events: &Events, states: &[State], may: impl Fn(EventId) -> bool) -> Levels {
        let mut fixpoint = Fixpoint::new(graph);
        let mut levels = vec![None; graph.fact_count()];
        let mut known = 0;
        let certain = graph.events().filter(|e| states[e.index()] == State::Certain);
        fixpoint.allow(certain.collect::<Vec<_>>());
        for level in Level::ALL {
            let now: Vec<EventId> = graph
                .events()
                .filter(|e| states[e.index()] == State::Open && events.get(*e).level == level && may(*e))
                .collect();
            fixpoint.allow(now);
            for fact in &fixpoint.order()[known..] {
                levels[fact.index()] = Some(level);
            }
            known = fixpoint.order().len();
        }
        Levels(levels)
    }

    /// The level of a fact; none if it is not derivable.
    pub fn of(&self, fact: FactId) -> Option<Level> {
        self.0[fact.index()]
    }
}
