//! Answers about a coherent fault tree: how many minimal sets there are of each order, how likely the top is, and how
//! much that depends on each event. The tree is simplified and taken apart into modules; each is solved by a diagram in
//! the first of some orders that fits, under budgets that grow. What fits none is solved up to an order, with bounds.

use super::counts::Counts;
use super::modules::{Leaf, Module, Part, modules};
use super::orders::{ORDERS, levels};
use super::outside::outside;
use super::simplify::simplify;
use super::tree::{Connective, Input, Tree};
use super::{Bdd, Exhausted, Family, Node, Zdd};

/// What may be spent on each module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Nodes of the diagrams, one budget after the other; each is tried with every order.
    pub nodes: Vec<usize>,
    /// Nodes of all modules together; once they are used up, no further diagram is begun.
    pub all_nodes: usize,
    /// Nodes for the sets up to an order, where no budget suffices for all.
    pub truncated_nodes: usize,
    /// The order up to which sets are sought then.
    pub order: u32,
    /// Whether parts that share nothing are solved apart; only tests leave that out.
    pub modules: bool,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            nodes: vec![1 << 15, 1 << 18, 1 << 20, 1 << 22],
            all_nodes: 1 << 27,
            truncated_nodes: 1 << 22,
            order: 7,
            modules: true,
        }
    }
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Minimal sets by order, from 0 on; each up to `u128::MAX`.
    pub sets: Vec<u128>,
    /// The order up to which they are known; nothing if all are.
    pub up_to: Option<u32>,
    /// Bounds of the top's probability; equal if it is exact.
    pub probability: (f64, f64),
    /// How much the top's probability grows from an event's being impossible to its being certain, for every event;
    /// nothing if the probability is not exact.
    pub birnbaum: Option<Vec<f64>>,
    /// How it came about.
    pub effort: Effort,
}

/// What the answer took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Gates after simplifying.
    pub gates: usize,
    /// Modules that needed a diagram.
    pub modules: usize,
    /// Leaves of the largest of them.
    pub leaves: usize,
    /// Nodes of all diagrams, those given up among them.
    pub nodes: usize,
    /// Diagrams given up at a budget.
    pub given_up: usize,
    /// Modules that no budget sufficed for.
    pub cut: usize,
}

impl Answer {
    /// How many minimal sets are known, up to `u128::MAX`.
    #[must_use]
    pub fn total(&self) -> u128 {
        self.sets.iter().fold(0, |sum, n| sum.saturating_add(*n))
    }
}

/// Solves a tree for one top. `probabilities` has one for each event.
#[must_use]
pub fn solve(tree: &Tree, top: Input, probabilities: &[f64], limits: &Limits) -> Answer {
    let (tree, top) = simplify(tree, top);
    let mut answer = Answer {
        sets: Vec::new(),
        up_to: None,
        probability: (0.0, 0.0),
        birnbaum: Some(vec![0.0; probabilities.len()]),
        effort: Effort { gates: tree.gates().len(), ..Effort::default() },
    };
    let probability = |event: u32| probabilities.get(event as usize).copied().unwrap_or(0.0);
    match top {
        Input::Constant(false) => {}
        Input::Constant(true) => {
            answer.sets = vec![1];
            answer.probability = (1.0, 1.0);
        }
        Input::Event(event) => {
            answer.sets = vec![0, 1];
            answer.probability = (probability(event), probability(event));
            if let Some(of) = answer.birnbaum.as_mut().and_then(|all| all.get_mut(event as usize)) {
                *of = 1.0;
            }
        }
        Input::Gate(_) => modular(&modules(&tree, top, limits.modules), &probability, limits, &mut answer),
    }
    answer
}

/// A module's answer.
#[derive(Clone, Debug)]
struct Solved {
    counts: Counts,
    /// The order up to which the counts are known; nothing if all are.
    up_to: Option<u32>,
    low: f64,
    high: f64,
    /// How much its probability depends on each of its leaves; nothing if that is not exact.
    birnbaum: Option<Vec<f64>>,
}

/// The leaves of a module as it sees them.
struct Leaves {
    counts: Vec<Counts>,
    low: Vec<f64>,
    high: Vec<f64>,
}

/// Solves the modules in turn, the last is the whole; then what depends on what, from the whole down.
fn modular(modules: &[Module], probability: &impl Fn(u32) -> f64, limits: &Limits, answer: &mut Answer) {
    let mut solved: Vec<Solved> = Vec::with_capacity(modules.len());
    for module in modules {
        let mut leaves = Leaves { counts: Vec::new(), low: Vec::new(), high: Vec::new() };
        let mut up_to: Option<u32> = None;
        for leaf in &module.leaves {
            match *leaf {
                Leaf::Event(event) => {
                    leaves.counts.push(Counts::one(1));
                    leaves.low.push(probability(event));
                    leaves.high.push(probability(event));
                }
                Leaf::Module(other) => {
                    let other = &solved[other];
                    leaves.counts.push(other.counts.clone());
                    leaves.low.push(other.low);
                    leaves.high.push(other.high);
                    up_to = least(up_to, other.up_to);
                }
            }
        }
        let mut own = module_answer(module, &leaves, limits, &mut answer.effort);
        own.up_to = least(own.up_to, up_to);
        if let Some(order) = own.up_to {
            own.counts = own.counts.up_to(order as usize);
        }
        solved.push(own);
    }
    let Some(whole) = solved.last() else { return };
    answer.sets = whole.counts.by_order();
    answer.up_to = whole.up_to;
    answer.probability = (whole.low, whole.high.max(whole.low));
    answer.birnbaum = chained(modules, &solved, answer.birnbaum.take().unwrap_or_default());
}

fn least(a: Option<u32>, b: Option<u32>) -> Option<u32> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// What the whole depends on: along the modules, each of which stands in one other, by products.
fn chained(modules: &[Module], solved: &[Solved], mut events: Vec<f64>) -> Option<Vec<f64>> {
    let mut outer = vec![0.0; modules.len()];
    *outer.last_mut()? = 1.0;
    for (at, module) in modules.iter().enumerate().rev() {
        let own = solved[at].birnbaum.as_ref()?;
        for (leaf, of_leaf) in module.leaves.iter().zip(own) {
            match *leaf {
                Leaf::Module(other) => outer[other] = outer[at] * of_leaf,
                Leaf::Event(event) => {
                    if let Some(of_event) = events.get_mut(event as usize) {
                        *of_event = outer[at] * of_leaf;
                    }
                }
            }
        }
    }
    Some(events)
}

fn module_answer(module: &Module, leaves: &Leaves, limits: &Limits, effort: &mut Effort) -> Solved {
    if let Some(solved) = independent(module, leaves) {
        return solved;
    }
    effort.modules += 1;
    effort.leaves = effort.leaves.max(module.leaves.len());
    for &budget in &limits.nodes {
        for order in 0..ORDERS {
            if effort.nodes >= limits.all_nodes {
                break;
            }
            let mut bdd = Bdd::new(count(module.leaves.len()), budget);
            let mut zdd = Zdd::new(count(module.leaves.len()), budget);
            let levels = levels(module, order);
            let exact = exact(module, leaves, &levels, &mut bdd, &mut zdd);
            effort.nodes += bdd.nodes() + zdd.nodes();
            match exact {
                Ok(mut solved) => {
                    // What a leaf known in bounds makes of the whole lies between those of its bounds.
                    if leaves.low.iter().zip(&leaves.high).any(|(low, high)| low.to_bits() != high.to_bits()) {
                        solved.birnbaum = None;
                    }
                    return solved;
                }
                Err(Exhausted) => effort.given_up += 1,
            }
        }
    }
    effort.cut += 1;
    truncated(module, leaves, limits, effort)
}

fn count(n: usize) -> u32 {
    u32::try_from(n).expect("fewer leaves than gates and events")
}

/// An `and` or `or` whose inputs share nothing needs no diagram.
fn independent(module: &Module, leaves: &Leaves) -> Option<Solved> {
    let [(connective, parts)] = module.gates.as_slice() else { return None };
    if parts.len() != module.leaves.len() {
        return None;
    }
    let product = |values: &[f64]| values.iter().product::<f64>();
    let either = |values: &[f64]| 1.0 - values.iter().map(|p| 1.0 - p).product::<f64>();
    let exact = leaves.low.iter().zip(&leaves.high).all(|(low, high)| low.to_bits() == high.to_bits());
    let (counts, low, high) = match connective {
        Connective::And => {
            let counts = leaves.counts.iter().fold(Counts::one(0), |all, next| all.times(next, usize::MAX));
            (counts, product(&leaves.low), product(&leaves.high))
        }
        Connective::Or => {
            let mut counts = Counts::none();
            leaves.counts.iter().for_each(|next| counts.add(next));
            (counts, either(&leaves.low), either(&leaves.high))
        }
        Connective::AtLeast(_) => return None,
    };
    let others = exact.then(|| {
        let decides = |p: f64| if *connective == Connective::And { p } else { 1.0 - p };
        all_but_one(&leaves.low.iter().map(|p| decides(*p)).collect::<Vec<f64>>())
    });
    Some(Solved { counts, up_to: None, low, high, birnbaum: others })
}

/// For each number, the product of all others.
fn all_but_one(numbers: &[f64]) -> Vec<f64> {
    let mut products = vec![1.0; numbers.len()];
    let mut before = 1.0;
    for (product, number) in products.iter_mut().zip(numbers) {
        *product *= before;
        before *= number;
    }
    let mut after = 1.0;
    for (product, number) in products.iter_mut().zip(numbers).rev() {
        *product *= after;
        after *= number;
    }
    products
}

/// Everything about a module by diagrams in one order.
fn exact(module: &Module, leaves: &Leaves, levels: &[u32], bdd: &mut Bdd, zdd: &mut Zdd) -> Result<Solved, Exhausted> {
    let top = function(module, levels, bdd)?;
    let sets = bdd.minimal(top, zdd)?;
    let by_level = |values: &[f64]| by_level(values, levels);
    let low = by_level(&leaves.low);
    let birnbaum = bdd.birnbaum(top, &low);
    Ok(Solved {
        counts: counts(zdd, sets, leaves, levels, usize::MAX),
        up_to: None,
        low: bdd.probability(top, &low),
        high: bdd.probability(top, &by_level(&leaves.high)),
        birnbaum: Some(levels.iter().map(|level| birnbaum[*level as usize]).collect()),
    })
}

fn by_level(values: &[f64], levels: &[u32]) -> Vec<f64> {
    let mut by_level = vec![0.0; values.len()];
    for (value, level) in values.iter().zip(levels) {
        by_level[*level as usize] = *value;
    }
    by_level
}

/// The function of a module's top.
fn function(module: &Module, levels: &[u32], bdd: &mut Bdd) -> Result<Node, Exhausted> {
    // Of each gate: its function, and the first level below it.
    let mut made: Vec<(u32, Node)> = Vec::with_capacity(module.gates.len());
    for (connective, parts) in &module.gates {
        let mut inputs = Vec::with_capacity(parts.len());
        for part in parts {
            inputs.push(match *part {
                Part::Leaf(leaf) => (levels[leaf as usize], bdd.var(levels[leaf as usize])?),
                Part::Gate(gate) => made[gate as usize],
            });
        }
        // The deepest first, so that what grows is only put under what comes.
        inputs.sort_by_key(|(level, _)| std::cmp::Reverse(*level));
        let first = inputs.last().map_or(u32::MAX, |(level, _)| *level);
        let node = match connective {
            Connective::And => inputs.iter().try_fold(Node::TRUE, |all, (_, next)| bdd.and(*next, all))?,
            Connective::Or => inputs.iter().try_fold(Node::FALSE, |all, (_, next)| bdd.or(*next, all))?,
            Connective::AtLeast(least) => {
                let inputs: Vec<Node> = inputs.iter().rev().map(|(_, node)| *node).collect();
                bdd.at_least(*least as usize, &inputs)?
            }
        };
        made.push((first, node));
    }
    Ok(made.last().map_or(Node::FALSE, |(_, node)| *node))
}

/// How many sets of each order a family of sets of leaves stands for, up to an order.
fn counts(zdd: &Zdd, sets: Family, leaves: &Leaves, levels: &[u32], most: usize) -> Counts {
    if leaves.counts.iter().all(Counts::is_event) {
        return Counts::from(zdd.by_order(sets)).up_to(most);
    }
    let mut of_level = vec![0; levels.len()];
    for (leaf, level) in levels.iter().enumerate() {
        of_level[*level as usize] = leaf;
    }
    let slice = zdd.slice(sets);
    let mut below: Vec<Counts> = vec![Counts::none(), Counts::one(0)];
    for (_, choice) in slice.up() {
        let mut own = below[choice.hi as usize].times(&leaves.counts[of_level[choice.level as usize]], most);
        own.add(&below[choice.lo as usize]);
        below.push(own);
    }
    std::mem::take(&mut below[slice.root as usize])
}

/// The order of leaves for sets up to an order: as written from the last.
const TRUNCATED_ORDER: usize = 3;

/// The sets up to the highest order that the budget allows, and bounds of the probability.
fn truncated(module: &Module, leaves: &Leaves, limits: &Limits, effort: &mut Effort) -> Solved {
    let levels = levels(module, TRUNCATED_ORDER);
    let least: Vec<u32> = leaves.counts.iter().map(|c| c.least().map_or(u32::MAX, count)).collect();
    let outside = outside(module, &least);
    let (mut low, high) = bounds(module, leaves);
    let mut known = Solved { counts: Counts::none(), up_to: Some(0), low, high, birnbaum: None };
    for order in 1..=limits.order {
        if effort.nodes >= limits.all_nodes {
            break;
        }
        let mut zdd = Zdd::new(count(module.leaves.len()), limits.truncated_nodes);
        let sets = families(module, (&least, &outside), &levels, order, &mut zdd);
        effort.nodes += zdd.nodes();
        let Ok(sets) = sets else { break };
        known.counts = counts(&zdd, sets, leaves, &levels, order as usize);
        known.up_to = Some(order);
        let mut bdd = Bdd::new(count(module.leaves.len()), limits.truncated_nodes);
        if let Ok(some) = bdd.of_family(&zdd, sets) {
            low = low.max(bdd.probability(some, &by_level(&leaves.low, &levels)));
        }
        effort.nodes += bdd.nodes();
        known.low = low;
    }
    known
}

/// The minimal sets of a module's top, up to an order, given how many events each leaf needs, and the top outside of
/// each gate. Families of gates hold what the top's sets are made of, not all of the gate's own sets of that order.
fn families(
    module: &Module,
    (least, outside): (&[u32], &[u32]),
    levels: &[u32],
    order: u32,
    zdd: &mut Zdd,
) -> Result<Family, Exhausted> {
    let mut made: Vec<(u32, Family)> = Vec::with_capacity(module.gates.len());
    for ((connective, parts), outside) in module.gates.iter().zip(outside) {
        let Some(order) = order.checked_sub(*outside) else {
            made.push((u32::MAX, Family::NONE));
            continue;
        };
        let mut inputs = Vec::with_capacity(parts.len());
        for part in parts {
            inputs.push(match *part {
                Part::Leaf(leaf) => {
                    let level = levels[leaf as usize];
                    (level, if least[leaf as usize] <= order { zdd.single(level)? } else { Family::NONE })
                }
                Part::Gate(gate) => made[gate as usize],
            });
        }
        inputs.sort_by_key(|(level, _)| std::cmp::Reverse(*level));
        let first = inputs.last().map_or(u32::MAX, |(level, _)| *level);
        let family = match connective {
            Connective::And => inputs.iter().try_fold(Family::UNIT, |all, (_, next)| zdd.meet(*next, all, order))?,
            Connective::Or => {
                let joined = inputs.iter().try_fold(Family::NONE, |all, (_, next)| zdd.join(*next, all))?;
                zdd.within(joined, order)?
            }
            Connective::AtLeast(count) => at_least(*count as usize, &inputs, order, zdd)?,
        };
        made.push((first, family));
    }
    Ok(made.last().map_or(Family::NONE, |(_, family)| *family))
}

fn at_least(least: usize, inputs: &[(u32, Family)], order: u32, zdd: &mut Zdd) -> Result<Family, Exhausted> {
    // `some[j]`: at least j of those taken up so far.
    let mut some = vec![Family::NONE; least + 1];
    some[0] = Family::UNIT;
    for (_, family) in inputs {
        for j in (1..=least).rev() {
            let with = zdd.meet(*family, some[j - 1], order)?;
            some[j] = zdd.join(with, some[j])?;
        }
    }
    Ok(some[least])
}

/// Bounds of a top's probability from those of the gates below it. Gates that share events are never less likely to
/// be true together than if they shared nothing (Esary, Proschan and Walkup 1967).
fn bounds(module: &Module, leaves: &Leaves) -> (f64, f64) {
    let mut made: Vec<(f64, f64)> = Vec::with_capacity(module.gates.len());
    for (connective, parts) in &module.gates {
        let of = |part: &Part| match *part {
            Part::Leaf(leaf) => (leaves.low[leaf as usize], leaves.high[leaf as usize]),
            Part::Gate(gate) => made[gate as usize],
        };
        let low = parts.iter().map(|part| of(part).0);
        let high = parts.iter().map(|part| of(part).1);
        let bounds = match *connective {
            Connective::And => (low.product(), high.fold(1.0, f64::min)),
            Connective::Or => (low.fold(0.0, f64::max), 1.0 - high.map(|p| 1.0 - p).product::<f64>()),
            Connective::AtLeast(least) => {
                let mut likeliest: Vec<f64> = low.collect();
                likeliest.sort_by(|a, b| b.total_cmp(a));
                let low = likeliest.iter().take(least as usize).product();
                (low, (high.sum::<f64>() / f64::from(least)).min(1.0))
            }
        };
        made.push(bounds);
    }
    made.last().copied().unwrap_or((0.0, 0.0))
}
