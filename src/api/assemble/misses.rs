//! What would have to change for a claim that holds.

use std::sync::Arc;

use crate::analysis::{self, Budget, CountedSet, EventSet, Level};
use crate::api::answer::*;
use crate::api::{Analysis, Ground};
use crate::engine::{EventId, Grounder};
use crate::explain;
use crate::order;
use crate::system::ClaimSpec;

/// Near misses listed.
const MAX_NEAR: usize = 12;

/// The most events of a near miss that is looked for.
const NEAR_ORDER: usize = 4;

/// Elements of a system above which near misses are taken from the claim's own sets alone.
const MAX_HYPOTHETICAL: usize = 5_000;

impl Analysis {
    /// The graph in which somebody outside could also do what nobody is described to do; none for a system so large
    /// that looking for near misses would take longer than its answer.
    fn hypotheses(&self) -> Option<&Ground> {
        self.hypotheses
            .get_or_init(|| {
                if self.system.elements.len() > MAX_HYPOTHETICAL {
                    return None;
                }
                let mut grounder = Grounder::with_hypotheses(Arc::clone(&self.catalog), Arc::clone(&self.system));
                grounder.advance(u64::MAX);
                let (graph, complete) = grounder.finish();
                Some(Box::new(self.ground(graph, !complete)))
            })
            .as_deref()
    }
}

/// What would have to change for a claim that holds: sets in which exactly one thing is not as described, among them
/// what somebody outside could come to do.
pub(super) fn near_misses(a: &Analysis, ground: &Ground, spec: &ClaimSpec, resting: &[&CountedSet]) -> Vec<Miss> {
    let own: Vec<EventSet> = resting.iter().map(|s| s.set).collect();
    let mut misses = misses_among(a, ground, &own);
    if let Some(wider) = a.hypotheses() {
        let goals = analysis::all_goals(&wider.graph, &a.system, &a.settings, spec);
        let budget = Budget { merges: 400_000, order: NEAR_ORDER };
        let found = analysis::minimal_sets(&wider.graph, &wider.events, &wider.states, &goals, budget);
        misses.extend(misses_among(a, wider, &found.sets));
    }
    order::sort_by(&mut misses, |a, b| {
        let key = |m: &Miss| (m.order, m.miss.change.clone(), m.miss.events.clone());
        key(a).cmp(&key(b))
    });
    misses.dedup_by(|a, b| a.miss == b.miss);
    misses.truncate(MAX_NEAR);
    misses
}

/// A near miss, the size of its set, and what is known of its other events.
pub(super) struct Miss {
    order: usize,
    pub(super) miss: NearMiss,
    pub(super) events: Vec<Event>,
}

/// The sets with exactly one event beyond ordinary ones, as what would have to change and what else it takes.
fn misses_among(a: &Analysis, ground: &Ground, sets: &[EventSet]) -> Vec<Miss> {
    let level = |e: EventId| ground.events.get(e).level;
    let mut misses = Vec::new();
    for set in sets {
        let beyond: Vec<EventId> = set.events().filter(|e| level(*e) != Level::Ordinary).collect();
        let [one] = beyond.as_slice() else { continue };
        if level(*one) != Level::Justified {
            continue;
        }
        let facts = ground.events.get(*one);
        let ids = a.event_ids(ground, set).into_iter().filter(|id| *id != facts.id).collect();
        let change = explain::event_sentence(&a.system, &a.catalog, &facts.event);
        let events = set.events().filter(|e| e != one).map(|e| a.event(ground, e)).collect();
        misses.push(Miss { order: set.order(), miss: NearMiss { change, events: ids }, events });
    }
    misses
}
