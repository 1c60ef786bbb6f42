//! The sets of a family in order of cost, then size, then levels, one after the other and no more than asked for: the
//! lazy k best derivations of Huang and Chiang (IWPT 2005, algorithm 3) over a diagram. Costs are integers, so that
//! sums do not depend on the order of adding and ties are ties.

use super::slice::Slice;
use super::zdd::{Family, Zdd};

/// Costs are counted in millionths.
const UNITS: f64 = 1e6;
/// What an impossible event costs; also the most that any does. 4,000 of them still add up.
const DEAREST: u64 = 1 << 51;
/// Bits of a likelihood's logarithm behind the point.
const FINE: f64 = (1_u64 << 40) as f64;

impl Zdd {
    /// The first sets, by size, then levels.
    pub fn sets(&self, a: Family, limit: usize) -> Vec<Vec<u32>> {
        Ranking::new(self, a, &[]).take(limit)
    }

    /// The first sets by product of their events' weights, 0 to 1, the largest first; then by size, then levels. A
    /// level without a weight has 1. Products that differ by less than one part in 10^11 may count as equal.
    pub fn likeliest(&self, a: Family, weight: &[f64], limit: usize) -> Vec<Vec<u32>> {
        let costs: Vec<u64> = weight.iter().map(|weight| unlikeliness(*weight)).collect();
        Ranking::new(self, a, &costs).take(limit)
    }

    /// The first sets by sum of their events' costs, 0 or more, in millionths; then by size, then levels. A level
    /// without a cost has 0. One event costs 2·10^9 at most.
    pub fn cheapest(&self, a: Family, cost: &[f64], limit: usize) -> Vec<Vec<u32>> {
        let costs: Vec<u64> = cost.iter().map(|cost| whole(cost * UNITS)).collect();
        Ranking::new(self, a, &costs).take(limit)
    }
}

/// The nearest integer, 0 for what is less or no number, and no more than the dearest.
fn whole(value: f64) -> u64 {
    if value >= DEAREST as f64 { DEAREST } else { (value.max(0.0) + 0.5) as u64 }
}

/// The logarithm of a likelihood as a cost.
fn unlikeliness(weight: f64) -> u64 {
    if weight > 0.0 { whole(-libm::log2(weight) * FINE) } else { DEAREST }
}

/// No item.
const NONE: u32 = u32::MAX;

/// A set of a node: the item of one of its children, with or without the node's event.
#[derive(Clone, Copy, Debug)]
struct Item {
    cost: u64,
    size: u32,
    /// The level that it takes beside the child's, or `NONE`.
    takes: u32,
    /// The child's item, or `NONE` for the empty set.
    rest: u32,
    /// The node's next item, or `NONE` if there is none yet.
    next: u32,
}

/// Which child's next item a node needs before it can choose again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owed {
    Nothing,
    Lo,
    Hi,
}

/// How far a node has come: the best item of each child that it has not used, and its own last.
#[derive(Clone, Copy, Debug)]
struct Progress {
    lo: u32,
    hi: u32,
    last: u32,
    owed: Owed,
}

struct Ranking<'z> {
    slice: Slice,
    costs: &'z [u64],
    items: Vec<Item>,
    progress: Vec<Progress>,
}

impl<'z> Ranking<'z> {
    fn new(zdd: &Zdd, a: Family, costs: &'z [u64]) -> Ranking<'z> {
        let slice = zdd.slice(a);
        let none = Progress { lo: NONE, hi: NONE, last: NONE, owed: Owed::Nothing };
        let mut ranking = Ranking { costs, items: Vec::with_capacity(slice.len()), progress: Vec::new(), slice };
        ranking.items.push(Item { cost: 0, size: 0, takes: NONE, rest: NONE, next: NONE });
        ranking.progress.extend([none, Progress { last: 0, ..none }]);
        for number in 2..ranking.slice.len() {
            let choice = ranking.slice.get(number as u32);
            let best = |child: u32| ranking.progress[child as usize].last;
            ranking.progress.push(Progress { lo: best(choice.lo), hi: best(choice.hi), ..none });
            ranking.choose(number as u32);
        }
        // While each node had one item only, its last was its first.
        ranking
    }

    /// The first sets.
    fn take(mut self, limit: usize) -> Vec<Vec<u32>> {
        let mut sets = Vec::new();
        let mut item = self.progress[self.slice.root as usize].last;
        while item != NONE && sets.len() < limit {
            sets.push(self.levels(item));
            if sets.len() < limit {
                item = self.next(item);
            }
        }
        sets
    }

    fn levels(&self, mut item: u32) -> Vec<u32> {
        let mut levels = Vec::with_capacity(self.items[item as usize].size as usize);
        while item != NONE {
            let Item { takes, rest, .. } = self.items[item as usize];
            levels.extend((takes != NONE).then_some(takes));
            item = rest;
        }
        levels
    }

    /// The item of the root after its last; each node on the way down that owes an item gets one first.
    fn next(&mut self, last: u32) -> u32 {
        let mut waiting = vec![self.slice.root];
        while let Some(node) = waiting.last().copied() {
            match self.lender(node) {
                Some(child) => waiting.push(child),
                None => {
                    waiting.pop();
                    self.choose(node);
                }
            }
        }
        self.items[last as usize].next
    }

    /// Moves a node on to the next item of the child whose item it used last; the child, if that has none yet.
    fn lender(&mut self, node: u32) -> Option<u32> {
        if node < 2 {
            return None;
        }
        let choice = self.slice.get(node);
        let progress = self.progress[node as usize];
        let (child, used) = match progress.owed {
            Owed::Nothing => return None,
            Owed::Lo => (choice.lo, progress.lo),
            Owed::Hi => (choice.hi, progress.hi),
        };
        let next = self.items[used as usize].next;
        let before = self.progress[child as usize];
        // A child that has neither items left nor any to come is done.
        let done = child < 2 || (before.owed == Owed::Nothing && before.lo == NONE && before.hi == NONE);
        if next == NONE && !done {
            return Some(child);
        }
        let progress = &mut self.progress[node as usize];
        match progress.owed {
            Owed::Lo => progress.lo = next,
            _ => progress.hi = next,
        }
        progress.owed = Owed::Nothing;
        None
    }

    /// Makes a node's next item of the better of its children's; nothing if both are used up. Of equals the one with
    /// the node's event comes first, since all other events come later.
    fn choose(&mut self, node: u32) {
        if node < 2 {
            return;
        }
        let Progress { lo, hi, last, .. } = self.progress[node as usize];
        let level = self.slice.get(node).level;
        let cost = self.costs.get(level as usize).copied().unwrap_or(0);
        let found = |item: u32| self.items.get(item as usize).copied();
        let with = found(hi).map(|item| (item.cost.saturating_add(cost), item.size + 1));
        let lacking = found(lo).map(|item| (item.cost, item.size));
        let ((cost, size), takes, rest, owed) = match (with, lacking) {
            (Some(with), Some(lacking)) if lacking < with => (lacking, NONE, lo, Owed::Lo),
            (None, Some(lacking)) => (lacking, NONE, lo, Owed::Lo),
            (Some(with), _) => (with, level, hi, Owed::Hi),
            (None, None) => return,
        };
        let made = u32::try_from(self.items.len()).expect("items are limited by what is asked for");
        self.items.push(Item { cost, size, takes, rest, next: NONE });
        if let Some(before) = self.items.get_mut(last as usize) {
            before.next = made;
        }
        let progress = &mut self.progress[node as usize];
        (progress.last, progress.owed) = (made, owed);
    }
}
