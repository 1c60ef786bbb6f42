//! Families of event sets as zero-suppressed decision diagrams (Minato, DAC 1993). A family is an antichain, no set
//! within another, unless `union` made it; `join` and `meet` are the sum and product of antichains, the semiring of
//! positive Boolean expressions (Green, Karvounarakis and Tannen, PODS 2007).
//!
//! Operations recurse only where a set takes an event and walk the rest in a loop: they go as deep as sets have
//! events, however many levels there are.

use super::Exhausted;
use super::arena::{Arena, Cache, Choice, END};
use super::slice::{Slice, reached};

/// A family of sets in a [`Zdd`]; good for that one only. Equal families of one diagram are equal numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Family(pub(super) u32);

impl Family {
    /// No set: what it says never happens.
    pub const NONE: Family = Family(0);
    /// The empty set alone: what it says always happens.
    pub const UNIT: Family = Family(1);
}

/// Sets of more events than this are beyond what operations recurse over: 2,000 small frames fit the stack in WASM.
const DEEPEST: u32 = 2_000;
/// An order that bounds nothing. Sizes are kept in 16 bits, so that larger ones bound nothing either.
const ANY_ORDER: u32 = u16::MAX as u32;

/// What a remembered result is of; it goes with the order into one word of the key.
#[derive(Clone, Copy)]
enum Operation {
    Join,
    Meet,
    Without,
    Union,
    Difference,
    Within,
    Minimal,
    Beside,
}

impl Operation {
    fn key(self, order: u32) -> u32 {
        (self as u32) | (order << 3)
    }
}

/// The mark of a result from which sets were dropped for their order.
const CUT: u32 = 1 << 31;

/// Events of the smallest and the largest set of a family, counted up to 65,535.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sizes {
    least: u16,
    most: u16,
}

/// Families over events `0..levels`, all in one diagram.
#[derive(Clone, Debug)]
pub struct Zdd {
    pub(super) arena: Arena,
    cache: Cache,
    sizes: Vec<Sizes>,
    /// Pairs whose answer waits for that of their `lo` parts.
    waiting: Vec<(u32, u32)>,
    levels: u32,
    cut: bool,
    /// Steps still allowed: nodes looked for, found or made.
    steps: u64,
}

impl Zdd {
    /// An empty diagram of at most `max_nodes` nodes (20 to 60 bytes each, with the tables).
    pub fn new(levels: u32, max_nodes: usize) -> Zdd {
        let sizes = vec![Sizes { least: u16::MAX, most: 0 }, Sizes { least: 0, most: 0 }];
        let (arena, cache) = (Arena::new(max_nodes), Cache::new());
        Zdd { arena, cache, sizes, waiting: Vec::new(), levels, cut: false, steps: u64::MAX }
    }

    /// Allows this many steps from here on; a step is a node looked for, found or made.
    pub fn allow(&mut self, steps: u64) {
        self.steps = steps;
    }

    /// Steps still allowed.
    pub fn steps_left(&self) -> u64 {
        self.steps
    }

    /// A diagram with these families only, which become the same families of the new one.
    pub fn kept<'f>(&self, families: impl IntoIterator<Item = &'f mut Family>) -> Zdd {
        let mut families: Vec<&mut Family> = families.into_iter().collect();
        let mut kept = Zdd::new(self.levels, self.max_nodes());
        let mut copies = vec![0, 1];
        copies.resize(self.nodes(), 0);
        for node in reached(&self.arena, families.iter().map(|family| family.0)) {
            let Choice { level, lo, hi } = self.arena.get(node);
            let copy = kept.make(level, copies[lo as usize], copies[hi as usize]);
            copies[node as usize] = copy.expect("the nodes are among those of a diagram with the same budget");
        }
        families.iter_mut().for_each(|family| family.0 = copies[family.0 as usize]);
        kept
    }

    /// The most nodes that there may be.
    pub fn max_nodes(&self) -> usize {
        self.arena.max_nodes()
    }

    /// The number of nodes made so far.
    pub fn nodes(&self) -> usize {
        self.arena.len()
    }

    /// The number of levels.
    pub fn levels(&self) -> u32 {
        self.levels
    }

    /// Whether an operation has left out a set for its order since `reset_cut`; one that another set is within counts.
    pub fn cut(&self) -> bool {
        self.cut
    }

    /// Forgets that sets were left out.
    pub fn reset_cut(&mut self) {
        self.cut = false;
    }

    /// The family of one set with one event.
    pub fn single(&mut self, level: u32) -> Result<Family, Exhausted> {
        self.make(level, 0, 1).map(Family)
    }

    /// The family of one set, given in any order.
    pub fn set(&mut self, levels: &[u32]) -> Result<Family, Exhausted> {
        let mut node = 1;
        for level in descending(levels) {
            node = self.make(level, 0, node)?;
        }
        Ok(Family(node))
    }

    /// The family of many sets of one event each, given in any order.
    pub fn singles(&mut self, levels: &[u32]) -> Result<Family, Exhausted> {
        let mut node = 0;
        for level in descending(levels) {
            node = self.make(level, node, 1)?;
        }
        Ok(Family(node))
    }

    /// The minimal sets of both families: either happens.
    pub fn join(&mut self, a: Family, b: Family) -> Result<Family, Exhausted> {
        self.bounded(self.most(a).max(self.most(b)))?;
        self.done(|zdd| zdd.join_nodes(a.0, b.0))
    }

    /// The minimal unions of a set of each family, those of at most `order` events (`u32::MAX` bounds nothing): both
    /// happen. Exact: every such set and no other; `cut` tells whether a union was left out.
    pub fn meet(&mut self, a: Family, b: Family, order: u32) -> Result<Family, Exhausted> {
        let (ours, theirs) = (self.most(a), self.most(b));
        self.bounded((ours + theirs).min(order).max(ours).max(theirs))?;
        let before = self.cut;
        let met = self.done(|zdd| zdd.meet_nodes(a.0, b.0, order.min(ANY_ORDER)));
        self.cut |= before;
        met
    }

    /// The sets of `a` that contain no set of `b`.
    pub fn without(&mut self, a: Family, b: Family) -> Result<Family, Exhausted> {
        self.bounded(self.most(a))?;
        self.done(|zdd| zdd.without_nodes(a.0, b.0))
    }

    /// The sets of `a` with none of these events.
    pub fn avoiding(&mut self, a: Family, levels: &[u32]) -> Result<Family, Exhausted> {
        let singles = self.singles(levels)?;
        self.without(a, singles)
    }

    /// The sets of at most `order` events; `cut` tells whether any was left out.
    pub fn within(&mut self, a: Family, order: u32) -> Result<Family, Exhausted> {
        self.bounded(self.most(a).min(order))?;
        self.done(|zdd| zdd.within_nodes(a.0, order.min(ANY_ORDER)))
    }

    /// The sets that have at most `order` events together with those of `set`, the first set of a family; `cut` tells
    /// whether any was left out.
    pub fn beside(&mut self, a: Family, set: Family, order: u32) -> Result<Family, Exhausted> {
        if order >= ANY_ORDER {
            return Ok(a);
        }
        self.bounded(self.most(a))?;
        match order.checked_sub(self.most(set)) {
            Some(others) => self.done(|zdd| zdd.beside_nodes(a.0, set.0, others)),
            None => {
                self.cut |= a != Family::NONE;
                Ok(Family::NONE)
            }
        }
    }

    /// The minimal sets that are left when these events are taken out of each set: what more must happen when they do.
    pub fn given(&mut self, a: Family, levels: &[u32]) -> Result<Family, Exhausted> {
        self.bounded(self.most(a))?;
        let slice = self.slice(a);
        self.done(|zdd| {
            slice.try_fold([0, 1], |level, lo, hi| {
                if levels.contains(&level) {
                    return zdd.join_nodes(lo, hi);
                }
                let hi = zdd.without_nodes(hi, lo)?;
                zdd.make(level, lo, hi)
            })
        })
    }

    /// All sets of both families, whether or not one is within another.
    pub fn union(&mut self, a: Family, b: Family) -> Result<Family, Exhausted> {
        self.bounded(self.most(a).max(self.most(b)))?;
        self.done(|zdd| zdd.union_nodes(a.0, b.0))
    }

    /// The sets of `a` that are not sets of `b`.
    pub fn difference(&mut self, a: Family, b: Family) -> Result<Family, Exhausted> {
        self.bounded(self.most(a))?;
        self.done(|zdd| zdd.difference_nodes(a.0, b.0))
    }

    /// The minimal sets of a family that `union` made.
    pub fn minimal(&mut self, a: Family) -> Result<Family, Exhausted> {
        self.bounded(self.most(a))?;
        self.done(|zdd| zdd.minimal_nodes(a.0))
    }

    /// Whether a set is in the family.
    pub fn contains(&self, a: Family, levels: &[u32]) -> bool {
        let mut wanted = descending(levels);
        let mut node = a.0;
        while node > 1 {
            let choice = self.arena.get(node);
            let takes = wanted.last() == Some(&choice.level);
            if takes {
                wanted.pop();
            }
            node = if takes { choice.hi } else { choice.lo };
        }
        node == 1 && wanted.is_empty()
    }

    /// The number of sets, up to `u128::MAX`.
    pub fn count(&self, a: Family) -> u128 {
        let slice = self.slice(a);
        slice.fold([0, 1], |_, lo: u128, hi| lo.saturating_add(hi))[slice.root as usize]
    }

    /// The number of sets with 0, 1, 2 … events, up to the largest; each up to `u128::MAX`.
    pub fn by_order(&self, a: Family) -> Vec<u128> {
        let slice = self.slice(a);
        let orders = if a == Family::NONE { 0 } else { self.most(a) + 1 };
        let mut counts = Vec::new();
        // How many sets of one event less hang under each number, then how many of this size.
        let mut fewer = vec![0_u128; slice.len()];
        for order in 0..orders {
            let mut same = vec![0; slice.len()];
            same[1] = u128::from(order == 0);
            for (at, choice) in slice.up() {
                same[at] = same[choice.lo as usize].saturating_add(fewer[choice.hi as usize]);
            }
            counts.push(same[slice.root as usize]);
            fewer = same;
        }
        counts
    }

    /// The events that occur in any set, ascending.
    pub fn levels_of(&self, a: Family) -> Vec<u32> {
        self.slice(a).levels()
    }

    /// The number of events of the smallest set; none if there is no set.
    pub fn least_order(&self, a: Family) -> Option<u32> {
        (a != Family::NONE).then(|| u32::from(self.sizes[a.0 as usize].least))
    }

    /// The number of nodes of one family.
    pub fn size(&self, a: Family) -> usize {
        self.slice(a).len() - 2
    }

    pub(super) fn slice(&self, a: Family) -> Slice {
        Slice::new(&self.arena, a.0)
    }

    pub(super) fn make(&mut self, level: u32, lo: u32, hi: u32) -> Result<u32, Exhausted> {
        self.steps = self.steps.checked_sub(1).ok_or(Exhausted)?;
        if hi == 0 {
            return Ok(lo);
        }
        let node = self.arena.make(level, lo, hi)?;
        if node as usize == self.sizes.len() {
            let (lo, hi) = (self.sizes[lo as usize], self.sizes[hi as usize]);
            let sizes =
                Sizes { least: lo.least.min(hi.least.saturating_add(1)), most: lo.most.max(hi.most.saturating_add(1)) };
            self.sizes.push(sizes);
            self.cache.fit(self.sizes.len());
        }
        Ok(node)
    }
}

/// The events once each, the last first: diagrams are built from their ends.
fn descending(levels: &[u32]) -> Vec<u32> {
    let mut levels = levels.to_vec();
    levels.sort_unstable_by(|a, b| b.cmp(a));
    levels.dedup();
    levels
}

/// The operations on node numbers. Each walks down the `lo` sides and leaves the pairs that it has met in `waiting`;
/// then it takes them up again, with the answer for their `lo` sides in hand.
impl Zdd {
    fn most(&self, a: Family) -> u32 {
        u32::from(self.sizes[a.0 as usize].most)
    }

    fn least_of(&self, node: u32) -> u32 {
        u32::from(self.sizes[node as usize].least)
    }

    fn most_of(&self, node: u32) -> u32 {
        u32::from(self.sizes[node as usize].most)
    }

    fn bounded(&self, depth: u32) -> Result<(), Exhausted> {
        if depth > DEEPEST { Err(Exhausted) } else { Ok(()) }
    }

    fn done(&mut self, operation: impl FnOnce(&mut Zdd) -> Result<u32, Exhausted>) -> Result<Family, Exhausted> {
        let result = operation(self);
        self.waiting.clear();
        result.map(Family)
    }

    fn join_nodes(&mut self, mut a: u32, mut b: u32) -> Result<u32, Exhausted> {
        let base = self.waiting.len();
        let key = Operation::Join.key(0);
        let mut lo = loop {
            if a > b {
                (a, b) = (b, a);
            }
            // An antichain with the empty set is that set alone.
            if a == b || a == 0 {
                break b;
            }
            if a == 1 {
                break 1;
            }
            if let Some(known) = self.cache.get(a, b, key) {
                break known;
            }
            self.waiting.push((a, b));
            let (left, right) = (self.arena.get(a), self.arena.get(b));
            if left.level <= right.level {
                a = left.lo;
            }
            if right.level <= left.level {
                b = right.lo;
            }
        };
        while self.waiting.len() > base {
            let Some((a, b)) = self.waiting.pop() else { break };
            let (left, right) = (self.arena.get(a), self.arena.get(b));
            // No set of a.hi contains one of a.lo, so that only those of the other side need a look.
            let hi = if left.level < right.level {
                self.without_nodes(left.hi, b)?
            } else if right.level < left.level {
                self.without_nodes(right.hi, a)?
            } else {
                let ours = self.without_nodes(left.hi, right.lo)?;
                let theirs = self.without_nodes(right.hi, left.lo)?;
                self.join_nodes(ours, theirs)?
            };
            lo = self.make(left.level.min(right.level), lo, hi)?;
            self.cache.put(a, b, key, lo);
        }
        Ok(lo)
    }

    fn without_nodes(&mut self, mut a: u32, mut b: u32) -> Result<u32, Exhausted> {
        let base = self.waiting.len();
        let key = Operation::Without.key(0);
        let mut lo = loop {
            // Sets with an event that no set of `a` can still have are not within any.
            while self.arena.level(b) < self.arena.level(a) {
                b = self.arena.get(b).lo;
            }
            if a == b || a == 0 || self.least_of(b) == 0 {
                break 0;
            }
            if b == 0 || self.least_of(b) > self.most_of(a) {
                break a;
            }
            if let Some(known) = self.cache.get(a, b, key) {
                break known;
            }
            self.waiting.push((a, b));
            let (left, right) = (self.arena.get(a), self.arena.get(b));
            a = left.lo;
            if right.level == left.level {
                b = right.lo;
            }
        };
        while self.waiting.len() > base {
            let Some((a, b)) = self.waiting.pop() else { break };
            let (left, right) = (self.arena.get(a), self.arena.get(b));
            let hi = if left.level < right.level {
                self.without_nodes(left.hi, b)?
            } else {
                let some = self.without_nodes(left.hi, right.hi)?;
                self.without_nodes(some, right.lo)?
            };
            lo = self.make(left.level, lo, hi)?;
            self.cache.put(a, b, key, lo);
        }
        Ok(lo)
    }

    fn meet_nodes(&mut self, mut a: u32, mut b: u32, order: u32) -> Result<u32, Exhausted> {
        let base = self.waiting.len();
        // Results are remembered with whether they were cut, so that this must be told apart from what was before.
        let before = std::mem::replace(&mut self.cut, false);
        let mut lo = loop {
            if a > b {
                (a, b) = (b, a);
            }
            if a == 0 {
                break 0;
            }
            if a == 1 || a == b {
                break self.within_nodes(b, order)?;
            }
            if self.least_of(a).max(self.least_of(b)) > order {
                self.cut = true;
                break 0;
            }
            if let Some(known) = self.cache.get(a, b, self.meet_key(a, b, order)) {
                self.cut |= known & CUT != 0;
                break known & !CUT;
            }
            self.waiting.push((a, b));
            let (left, right) = (self.arena.get(a), self.arena.get(b));
            if left.level <= right.level {
                a = left.lo;
            }
            if right.level <= left.level {
                b = right.lo;
            }
        };
        while self.waiting.len() > base {
            let Some((a, b)) = self.waiting.pop() else { break };
            let hi = self.meet_above(a, b, order)?;
            let hi = self.without_nodes(hi, lo)?;
            lo = self.make(self.arena.level(a).min(self.arena.level(b)), lo, hi)?;
            let mark = if self.cut { CUT } else { 0 };
            self.cache.put(a, b, self.meet_key(a, b, order), lo | mark);
        }
        self.cut |= before;
        Ok(lo)
    }

    /// The unions with the event of the first level of two nodes, without that event; not yet minimal beside those
    /// that do without it.
    fn meet_above(&mut self, a: u32, b: u32, order: u32) -> Result<u32, Exhausted> {
        let (left, right) = (self.arena.get(a), self.arena.get(b));
        if order == 0 {
            self.cut = true;
            return Ok(0);
        }
        let order = if order == ANY_ORDER { order } else { order - 1 };
        if left.level < right.level {
            return self.meet_nodes(left.hi, b, order);
        }
        if right.level < left.level {
            return self.meet_nodes(right.hi, a, order);
        }
        let either = self.join_nodes(right.lo, right.hi)?;
        let ours = self.meet_nodes(left.hi, either, order)?;
        let theirs = self.meet_nodes(left.lo, right.hi, order)?;
        self.join_nodes(ours, theirs)
    }

    /// An order that bounds nothing here is remembered as such.
    fn meet_key(&self, a: u32, b: u32, order: u32) -> u32 {
        let bounds = self.most_of(a) + self.most_of(b) > order;
        Operation::Meet.key(if bounds { order } else { ANY_ORDER })
    }

    fn within_nodes(&mut self, mut a: u32, order: u32) -> Result<u32, Exhausted> {
        let base = self.waiting.len();
        let key = Operation::Within.key(order);
        let mut lo = loop {
            if a == 0 || self.most_of(a) <= order || order == ANY_ORDER {
                break a;
            }
            // Some set is larger: whatever the rest says, it is left out.
            self.cut = true;
            if self.least_of(a) > order {
                break 0;
            }
            if let Some(known) = self.cache.get(a, 0, key) {
                break known;
            }
            self.waiting.push((a, 0));
            a = self.arena.get(a).lo;
        };
        while self.waiting.len() > base {
            let Some((a, _)) = self.waiting.pop() else { break };
            let choice = self.arena.get(a);
            let hi = if order == 0 { 0 } else { self.within_nodes(choice.hi, order - 1)? };
            lo = self.make(choice.level, lo, hi)?;
            self.cache.put(a, 0, key, lo);
        }
        Ok(lo)
    }

    /// The sets of `a` with at most `others` events beside those of the set `b`.
    fn beside_nodes(&mut self, mut a: u32, mut b: u32, others: u32) -> Result<u32, Exhausted> {
        let base = self.waiting.len();
        let key = Operation::Beside.key(others);
        let mut lo = loop {
            while self.arena.level(b) < self.arena.level(a) {
                b = self.arena.get(b).hi;
            }
            if a == 0 || self.most_of(a) <= others {
                break a;
            }
            if b == 1 {
                break self.within_nodes(a, others)?;
            }
            if self.least_of(a) > others + self.most_of(b) {
                self.cut = true;
                break 0;
            }
            if let Some(known) = self.cache.get(a, b, key) {
                self.cut |= known != a;
                break known;
            }
            self.waiting.push((a, b));
            let (left, right) = (self.arena.get(a), self.arena.get(b));
            a = left.lo;
            if right.level == left.level {
                b = right.hi;
            }
        };
        while self.waiting.len() > base {
            let Some((a, b)) = self.waiting.pop() else { break };
            let (left, right) = (self.arena.get(a), self.arena.get(b));
            let hi = if right.level == left.level {
                self.beside_nodes(left.hi, right.hi, others)?
            } else if let Some(fewer) = others.checked_sub(1) {
                self.beside_nodes(left.hi, b, fewer)?
            } else {
                self.cut = true;
                0
            };
            lo = self.make(left.level, lo, hi)?;
            self.cache.put(a, b, key, lo);
        }
        Ok(lo)
    }

    fn union_nodes(&mut self, mut a: u32, mut b: u32) -> Result<u32, Exhausted> {
        let base = self.waiting.len();
        let key = Operation::Union.key(0);
        let mut lo = loop {
            if a > b {
                (a, b) = (b, a);
            }
            if a == b || a == 0 {
                break b;
            }
            if let Some(known) = self.cache.get(a, b, key) {
                break known;
            }
            self.waiting.push((a, b));
            let (left, right) = (self.arena.get(a), self.arena.get(b));
            if left.level <= right.level {
                a = left.lo;
            }
            if right.level <= left.level {
                b = right.lo;
            }
        };
        while self.waiting.len() > base {
            let Some((a, b)) = self.waiting.pop() else { break };
            let (left, right) = (self.arena.get(a), self.arena.get(b));
            let hi = if left.level < right.level {
                left.hi
            } else if right.level < left.level {
                right.hi
            } else {
                self.union_nodes(left.hi, right.hi)?
            };
            lo = self.make(left.level.min(right.level), lo, hi)?;
            self.cache.put(a, b, key, lo);
        }
        Ok(lo)
    }

    fn difference_nodes(&mut self, mut a: u32, mut b: u32) -> Result<u32, Exhausted> {
        let base = self.waiting.len();
        let key = Operation::Difference.key(0);
        let mut lo = loop {
            while self.arena.level(b) < self.arena.level(a) {
                b = self.arena.get(b).lo;
            }
            if a == b || a == 0 {
                break 0;
            }
            if b == 0 {
                break a;
            }
            if let Some(known) = self.cache.get(a, b, key) {
                break known;
            }
            self.waiting.push((a, b));
            let (left, right) = (self.arena.get(a), self.arena.get(b));
            a = left.lo;
            if right.level == left.level {
                b = right.lo;
            }
        };
        while self.waiting.len() > base {
            let Some((a, b)) = self.waiting.pop() else { break };
            let (left, right) = (self.arena.get(a), self.arena.get(b));
            let hi = if left.level < right.level { left.hi } else { self.difference_nodes(left.hi, right.hi)? };
            lo = self.make(left.level, lo, hi)?;
            self.cache.put(a, b, key, lo);
        }
        Ok(lo)
    }

    fn minimal_nodes(&mut self, mut a: u32) -> Result<u32, Exhausted> {
        let base = self.waiting.len();
        let key = Operation::Minimal.key(0);
        let mut lo = loop {
            if self.arena.level(a) == END {
                break a;
            }
            if self.least_of(a) == 0 {
                break 1;
            }
            if let Some(known) = self.cache.get(a, 0, key) {
                break known;
            }
            self.waiting.push((a, 0));
            a = self.arena.get(a).lo;
        };
        while self.waiting.len() > base {
            let Some((a, _)) = self.waiting.pop() else { break };
            let choice = self.arena.get(a);
            let hi = self.minimal_nodes(choice.hi)?;
            let hi = self.without_nodes(hi, lo)?;
            lo = self.make(choice.level, lo, hi)?;
            self.cache.put(a, 0, key, lo);
        }
        Ok(lo)
    }
}
