//! Likelihood of attack sets: of one, as the product over its events; of several together, with shared events
//! counted once.

use super::events::Events;
use super::sets::EventSet;
use crate::catalog::Likelihood;
use crate::diagram::{Bdd, Exhausted, Family, Zdd};
use crate::engine::EventId;

/// Nodes before the exact value is given up for the sum, which is never too low.
const MAX_NODES: usize = 200_000;

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

/// An upper bound on the likelihood that some set happens; exact unless the function of the sets has too many nodes.
pub fn upper_bound_of_union(sets: &[EventSet], events: &Events) -> f64 {
    exact(sets, events).unwrap_or_else(|_| sets.iter().map(|s| of_set(s.events(), events).0.high).sum::<f64>().min(1.0))
}

fn exact(sets: &[EventSet], events: &Events) -> Result<f64, Exhausted> {
    let mut named: Vec<EventId> = sets.iter().flat_map(|s| s.events().collect::<Vec<_>>()).collect();
    named.sort_unstable();
    named.dedup();
    let level = |event: EventId| named.binary_search(&event).ok().and_then(|at| u32::try_from(at).ok());
    let weights: Vec<f64> = named.iter().map(|e| events.get(*e).likelihood.high).collect();
    let count = u32::try_from(named.len()).map_err(|_| Exhausted)?;
    let (mut zdd, mut bdd) = (Zdd::new(count, MAX_NODES), Bdd::new(count, MAX_NODES));
    let mut all = Family::NONE;
    for set in sets {
        let levels: Vec<u32> = set.events().filter_map(level).collect();
        let set = zdd.set(&levels)?;
        all = zdd.join(all, set)?;
    }
    let function = bdd.of_family(&zdd, all)?;
    Ok(bdd.probability(function, &weights))
}
