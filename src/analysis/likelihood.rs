//! Likelihood of attack sets: of one, as the product over its events; of several together, with shared events counted
//! once, by conditioning on one event after the other.

use super::events::Events;
use super::sets::EventSet;
use crate::catalog::Likelihood;
use crate::engine::EventId;

/// Conditionings before the exact value is given up for the sum, which is never too low.
const MAX_NODES: u32 = 200_000;
/// Events above which conditioning is not tried, which also bounds its depth.
const MAX_EVENTS: usize = 200;

/// The likelihood that all events of a set happen, and whether any of it is a catalog prior.
pub fn of_set(set: impl IntoIterator<Item = EventId>, events: &Events) -> (Likelihood, bool) {
    let mut product = Likelihood { low: 1.0, high: 1.0 };
    let mut prior = false;
    for event in set {
        let facts = events.get(event);
        product.low *= facts.likelihood.low;
        product.high *= facts.likelihood.high;
        prior |= facts.prior;
    }
    (product, prior)
}

/// An upper bound on the likelihood that some set happens; exact unless the sets are too many to condition on.
pub fn upper_bound_of_union(sets: &[EventSet], events: &Events) -> f64 {
    let lists: Vec<Vec<u32>> = sets.iter().map(|s| s.events().map(|e| e.0).collect()).collect();
    let mut names: Vec<u32> = lists.concat();
    names.sort_unstable();
    names.dedup();
    let mut nodes = MAX_NODES;
    let exact = (names.len() <= MAX_EVENTS).then(|| union(&lists, events, &mut nodes)).flatten();
    exact.unwrap_or_else(|| sets.iter().map(|s| of_set(s.events(), events).0.high).sum::<f64>().min(1.0))
}

/// Conditions on an event of the shortest set. The depth is the number of events, which the caller bounds.
fn union(sets: &[Vec<u32>], events: &Events, nodes: &mut u32) -> Option<f64> {
    *nodes = nodes.checked_sub(1)?;
    let Some(shortest) = sets.iter().min_by_key(|s| (s.len(), s.first().copied())) else { return Some(0.0) };
    let Some(event) = shortest.first().copied() else { return Some(1.0) };
    let p = events.get(EventId(event)).likelihood.high;
    let happens: Vec<Vec<u32>> = sets.iter().map(|s| s.iter().copied().filter(|e| *e != event).collect()).collect();
    let not: Vec<Vec<u32>> = sets.iter().filter(|s| !s.contains(&event)).cloned().collect();
    Some(p * union(&happens, events, nodes)? + (1.0 - p) * union(&not, events, nodes)?)
}
