//! The numbers of one claim (DESIGN, section 6): how likely it is to fail, exactly and with shared events counted once;
//! what each event means for that; and the likeliest and cheapest attacks.

use super::defences::likelihood_of_getting_through;
use super::events::{Events, Level};
use super::family::{ClaimFamily, Leaf, Sought};
use crate::diagram::{Bdd, Exhausted, Family, Node};
use crate::engine::EventId;

/// Nodes of the function made for a probability, and of each made for an event's share.
const MAX_NODES: usize = 1_000_000;
/// Nodes for an event's share of the sets; beyond, it is not given.
const MAX_SHARE_NODES: usize = 50_000;
/// Events above which the shares of the sets are not computed one by one.
const MAX_SHARES: usize = 300;
/// What is left of a probability without an event is computed anew if it is a smaller part of the whole than this.
const NEAR: f64 = 1e-5;
/// A claim of which the known sets are likelier than this needs no closer bound than 1.
const CERTAIN: f64 = 0.999;
/// Sets that a bound from below is made of when the function of all does not fit, halved until it does.
const SOME_SETS: usize = 4_096;

/// A probability, or a range in which it lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// With the lowest likelihoods; never more than the true value.
    pub low: f64,
    /// With the middle ones, of the sets that are known.
    pub middle: f64,
    /// With the highest; never less than the true value.
    pub high: f64,
    /// Whether both ends are exact.
    pub exactness: Exactness,
}

/// How a probability was come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exactness {
    /// Exact at both ends.
    Exact,
    /// Not all sets are known: the lower end is that of the known ones, the upper that of known defences.
    SetsMissing,
    /// The function of all sets has too many nodes: the lower end is that of so many likeliest sets.
    TooLarge(usize),
}

/// What an event means for the probability. All but the last two are at the highest likelihoods.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Importance {
    /// The event.
    pub event: EventId,
    /// How much the probability moves as the event goes from impossible to certain (Birnbaum).
    pub birnbaum: f64,
    /// The part of the probability in which the event happens and decides.
    pub criticality: f64,
    /// The part that sets with the event have (Fussell–Vesely); none if it was too much to compute.
    pub fussell_vesely: Option<f64>,
    /// By what factor the probability rises with the event certain.
    pub achievement: f64,
    /// By what factor it falls with the event impossible; none if nothing is left.
    pub reduction: Option<f64>,
    /// The probability with this likelihood lowest and all others in the middle.
    pub at_low: f64,
    /// The same with it highest.
    pub at_high: f64,
}

/// The numbers of one claim.
#[derive(Clone, Debug)]
pub struct Risk {
    /// That the claim fails, assumptions included.
    pub probability: Chance,
    /// That it fails though all assumptions hold and what is unknown is harmless.
    pub ordinary: Chance,
    /// Sets by order.
    pub by_order: Vec<u128>,
    /// By Birnbaum importance, then criticality, then id.
    pub importance: Vec<Importance>,
}

/// Likelihoods of the levels of a family.
struct Weights {
    low: Vec<f64>,
    middle: Vec<f64>,
    high: Vec<f64>,
}

impl Weights {
    fn new(family: &ClaimFamily, events: &Events) -> Weights {
        let of = |pick: &dyn Fn(f64, f64) -> f64| {
            let weight = |leaf: &Leaf| match leaf {
                Leaf::Event(event) => {
                    let likelihood = events.get(*event).likelihood;
                    pick(likelihood.low, likelihood.high)
                }
                Leaf::Kept(_) | Leaf::Goals(_) => 1.0,
            };
            family.leaves.iter().map(weight).collect()
        };
        Weights { low: of(&|low, _| low), middle: of(&|low, high| (low + high) / 2.0), high: of(&|_, high| high) }
    }
}

/// Computes the numbers of a claim from its family.
pub fn risk(sought: &Sought<'_>, family: &mut ClaimFamily) -> Result<Risk, Exhausted> {
    let weights = Weights::new(family, sought.events);
    let ordinary_sets = family.within(sought.events, Level::Ordinary)?;
    let mut bdd = Bdd::new(family.zdd.levels(), MAX_NODES);
    let whole = bdd.of_family(&family.zdd, family.sets).ok();
    let probability = chance(sought, family, family.sets, &bdd, whole, &weights, Level::Justified);
    let ordinary = bdd.of_family(&family.zdd, ordinary_sets).ok();
    let ordinary = chance(sought, family, ordinary_sets, &bdd, ordinary, &weights, Level::Ordinary);
    let importance = match whole {
        Some(whole) => importance(sought.events, family, &bdd, whole, &weights)?,
        None => Vec::new(),
    };
    Ok(Risk { probability, ordinary, by_order: family.zdd.by_order(family.sets), importance })
}

fn chance(
    sought: &Sought<'_>,
    family: &ClaimFamily,
    sets: Family,
    bdd: &Bdd,
    function: Option<Node>,
    weights: &Weights,
    worst: Level,
) -> Chance {
    let whole = family.is_complete();
    if let Some(function) = function {
        let at = |weights: &[f64]| bdd.probability(function, weights);
        let (low, middle, high) = (at(&weights.low), at(&weights.middle), at(&weights.high));
        if whole {
            return Chance { low, middle, high, exactness: Exactness::Exact };
        }
        let through = || likelihood_of_getting_through(sought, &family.goals, &family.listed, worst);
        let high = if high > CERTAIN { 1.0 } else { through().max(high) };
        return Chance { low, middle, high, exactness: Exactness::SetsMissing };
    }
    let mut bound = likelihood_of_getting_through(sought, &family.goals, &family.listed, worst);
    if whole {
        bound = bound.min(family.zdd.expected(sets, &weights.high));
    }
    let mut some = SOME_SETS;
    loop {
        let likeliest = family.zdd.likeliest(sets, &weights.middle, some);
        let mut bdd = Bdd::new(family.zdd.levels(), MAX_NODES);
        let function = likeliest.iter().try_fold(Node::FALSE, |any, set| {
            let all = set.iter().rev().try_fold(Node::TRUE, |all, level| {
                let event = bdd.var(*level)?;
                bdd.and(event, all)
            })?;
            bdd.or(any, all)
        });
        if let Ok(function) = function {
            let at = |weights: &[f64]| bdd.probability(function, weights);
            let (low, middle) = (at(&weights.low), at(&weights.middle));
            let high = bound.max(at(&weights.high));
            return Chance { low, middle, high, exactness: Exactness::TooLarge(likeliest.len()) };
        }
        some /= 2;
    }
}

fn importance(
    events: &Events,
    family: &mut ClaimFamily,
    bdd: &Bdd,
    whole: Node,
    weights: &Weights,
) -> Result<Vec<Importance>, Exhausted> {
    let top = bdd.probability(whole, &weights.high);
    let birnbaum = bdd.birnbaum(whole, &weights.high);
    let nominal = bdd.probability(whole, &weights.middle);
    let slope = bdd.birnbaum(whole, &weights.middle);
    let levels = family.zdd.levels_of(family.sets);
    let shared = levels.len() <= MAX_SHARES;
    let mut all = Vec::with_capacity(levels.len());
    for level in levels {
        let Leaf::Event(event) = family.leaves[level as usize] else { continue };
        let at = level as usize;
        let (p, b) = (weights.high[at], birnbaum[at]);
        let difference = (top - b * p).max(0.0);
        // Of two near numbers it would leave a rounding where nothing is left.
        let near = difference < top * NEAR;
        let without = if near { bdd.probability(whole, &zeroed(&weights.high, at)) } else { difference };
        let share = if shared { share(family, level, &weights.high)? } else { None };
        let part = |x: f64| if top > 0.0 { x / top } else { 0.0 };
        all.push(Importance {
            event,
            birnbaum: b,
            criticality: part(b * p),
            fussell_vesely: share.map(part),
            achievement: if top > 0.0 { (without + b) / top } else { 1.0 },
            reduction: (without > 0.0).then(|| top / without),
            at_low: nominal + slope[at] * (weights.low[at] - weights.middle[at]),
            at_high: nominal + slope[at] * (weights.high[at] - weights.middle[at]),
        });
    }
    let key = |i: &Importance| (std::cmp::Reverse(i.birnbaum.to_bits()), std::cmp::Reverse(i.criticality.to_bits()));
    crate::order::sort_by(&mut all, |a, b| (key(a), &events.get(a.event).id).cmp(&(key(b), &events.get(b.event).id)));
    Ok(all)
}

/// The weights with one of them 0.
fn zeroed(weights: &[f64], at: usize) -> Vec<f64> {
    let mut weights = weights.to_vec();
    weights[at] = 0.0;
    weights
}

/// The probability that some set with an event happens; none if its function has too many nodes.
fn share(family: &mut ClaimFamily, level: u32, weights: &[f64]) -> Result<Option<f64>, Exhausted> {
    let sets = family.zdd.having(family.sets, level)?;
    let mut bdd = Bdd::new(family.zdd.levels(), MAX_SHARE_NODES);
    Ok(bdd.of_family(&family.zdd, sets).ok().map(|function| bdd.probability(function, weights)))
}
