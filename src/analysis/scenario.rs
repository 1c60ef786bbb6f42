//! A scenario over the one graph: which events are left open, taken to have happened, or ruled out.

use std::collections::BTreeMap;

use super::events::Events;
use crate::catalog::{EventClass, Likelihood};
use crate::engine::EventId;
use crate::system::{DeclaredId, ElementId, System};

/// What a scenario says of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It may or may not happen.
    Open,
    /// It has happened: a control is not in place, an assumption is taken to fail.
    Certain,
    /// It cannot happen: a control is in place, an adversary does not act.
    Off,
}

/// A scenario resolved against a system: names have become numbers.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Controls switched on, by element.
    pub on: Vec<ElementId>,
    /// Controls switched off, by element.
    pub off: Vec<ElementId>,
    /// Assumptions or event ids taken to fail.
    pub fail: Vec<String>,
    /// Assumptions or event ids taken not to happen, unless they are taken to fail.
    pub hold: Vec<String>,
    /// Likelihoods of assumptions or event ids, instead of those described.
    pub likelihoods: BTreeMap<String, Likelihood>,
    /// If not empty, only these roles and suppliers act.
    pub only: Vec<DeclaredId>,
}

impl Settings {
    /// Whether a control is on.
    pub fn is_on(&self, system: &System, control: ElementId) -> bool {
        if self.on.contains(&control) {
            return true;
        }
        let found = system.controls.binary_search_by_key(&control, |c| c.element);
        let in_place = found.is_ok_and(|at| system.controls[at].in_place);
        in_place && !self.off.contains(&control)
    }

    /// Whether a role or supplier acts.
    pub fn acts(&self, who: DeclaredId) -> bool {
        self.only.is_empty() || self.only.contains(&who)
    }

    /// The state of every event.
    pub fn states(&self, events: &Events, system: &System) -> Vec<State> {
        let mut states: Vec<State> = events
            .iter()
            .map(|(_, facts)| {
                if facts.class == EventClass::ControlAbsent {
                    let control = facts.event.elements[0];
                    return if self.is_on(system, control) { State::Off } else { State::Certain };
                }
                if facts.is_named_in(&self.fail) {
                    return State::Certain;
                }
                if facts.is_named_in(&self.hold) {
                    return State::Off;
                }
                match facts.who {
                    Some(who) if !self.acts(who) => State::Off,
                    _ => State::Open,
                }
            })
            .collect();
        // One named assumption is one event: what is said of one is said of all.
        for index in 0..states.len() {
            let root = events.root(EventId(u32::try_from(index).unwrap_or(0)));
            states[index] = states[root.index()];
        }
        states
    }
}
