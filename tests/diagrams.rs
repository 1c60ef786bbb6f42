//! Diagrams against brute force: families as sets of bitmasks, functions as all worlds of up to 12 events.

#[path = "diagrams/families.rs"]
mod families;
#[path = "diagrams/functions.rs"]
mod functions;
#[path = "support/rng.rs"]
mod rng;
#[path = "diagrams/rules.rs"]
mod rules;

use std::collections::BTreeSet;

use bartizan::diagram::{Family, Zdd};
use rng::Rng;

/// A family as bitmasks of events.
type Sets = BTreeSet<u32>;

/// More nodes than any case needs.
const PLENTY: usize = 1 << 20;

fn levels_of(set: u32) -> Vec<u32> {
    (0..32).filter(|level| set >> level & 1 == 1).collect()
}

fn mask_of(levels: &[u32]) -> u32 {
    levels.iter().fold(0, |mask, level| mask | 1 << level)
}

fn minimal(sets: &Sets) -> Sets {
    let has_smaller = |set: &u32| sets.iter().any(|other| other != set && other & set == *other);
    sets.iter().copied().filter(|set| !has_smaller(set)).collect()
}

/// Sets over some events, of many or of few events each.
fn random_sets(rng: &mut Rng, events: u32) -> Sets {
    let percent = [15, 30, 50, 80][rng.below(4)];
    let count = rng.below(14);
    let random = |rng: &mut Rng| (0..events).filter(|_| rng.chance(percent)).fold(0, |set, event| set | 1 << event);
    (0..count).map(|_| random(rng)).collect()
}

fn family(zdd: &mut Zdd, sets: &Sets) -> Family {
    sets.iter().fold(Family::NONE, |family, set| {
        let set = zdd.set(&levels_of(*set)).expect("within the budget");
        zdd.union(family, set).expect("within the budget")
    })
}

fn sets(zdd: &Zdd, family: Family) -> Sets {
    zdd.sets(family, usize::MAX).iter().map(|levels| mask_of(levels)).collect()
}
