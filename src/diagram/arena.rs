//! Where diagrams live: nodes in one list, found again by an open-addressed table, and a direct-mapped memory of
//! results. Both tables start small and grow with the nodes, so that a small question touches little memory.

use super::Exhausted;

/// A choice: `lo` without the event of the level, `hi` with it. Nodes 0 and 1 are the ends and have no level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) level: u32,
    pub(super) lo: u32,
    pub(super) hi: u32,
}

/// The level of the ends: below all others.
pub(super) const END: u32 = u32::MAX;
/// Slots of a new table, as a power of two.
const FIRST_BITS: u32 = 10;
/// Node numbers keep their highest bit free for marks.
const MOST_NODES: usize = 1 << 31;

/// The first of 64 mixed bits decide the slot.
#[inline]
fn mixed(a: u32, b: u32, c: u32) -> u64 {
    let pair = (u64::from(a) << 32) | u64::from(b);
    let sum = pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ u64::from(c).wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
    (sum ^ (sum >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

/// Nodes, each once.
#[derive(Clone, Debug)]
pub(super) struct Arena {
    nodes: Vec<Choice>,
    /// Node numbers by hash; 0, which is an end, says that a slot is free.
    slots: Vec<u32>,
    /// `slots.len()` is `1 << (64 - shift)`.
    shift: u32,
    max_nodes: usize,
}

impl Arena {
    /// The two ends only.
    pub(super) fn new(max_nodes: usize) -> Arena {
        let ends = [0, 1].map(|end| Choice { level: END, lo: end, hi: end });
        let slots = vec![0; 1 << FIRST_BITS];
        Arena { nodes: ends.to_vec(), slots, shift: 64 - FIRST_BITS, max_nodes: max_nodes.min(MOST_NODES) }
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn max_nodes(&self) -> usize {
        self.max_nodes
    }

    #[inline]
    pub(super) fn get(&self, node: u32) -> Choice {
        self.nodes[node as usize]
    }

    #[inline]
    pub(super) fn level(&self, node: u32) -> u32 {
        self.nodes[node as usize].level
    }

    /// The node of a choice, a new one if there is none.
    #[inline]
    pub(super) fn make(&mut self, level: u32, lo: u32, hi: u32) -> Result<u32, Exhausted> {
        let wanted = Choice { level, lo, hi };
        let mask = self.slots.len() - 1;
        let mut at = slot(mixed(lo, hi, level), self.shift);
        loop {
            let node = self.slots[at];
            if node == 0 {
                return self.add(wanted, at);
            }
            if self.nodes[node as usize] == wanted {
                return Ok(node);
            }
            at = (at + 1) & mask;
        }
    }

    fn add(&mut self, choice: Choice, at: usize) -> Result<u32, Exhausted> {
        if self.nodes.len() >= self.max_nodes {
            return Err(Exhausted);
        }
        let node = u32::try_from(self.nodes.len()).expect("there are at most 2^31 nodes");
        self.slots[at] = node;
        self.nodes.push(choice);
        // Half full at most: chains stay short.
        if self.nodes.len() * 2 > self.slots.len() {
            self.grow();
        }
        Ok(node)
    }

    #[cold]
    fn grow(&mut self) {
        self.shift -= 1;
        let len = self.slots.len() * 2;
        self.slots.clear();
        self.slots.resize(len, 0);
        for (node, choice) in (0_u32..).zip(&self.nodes).skip(2) {
            let mut at = slot(mixed(choice.lo, choice.hi, choice.level), self.shift);
            while self.slots[at] != 0 {
                at = (at + 1) & (len - 1);
            }
            self.slots[at] = node;
        }
    }
}

/// On 32 bits too: tables have at most 2^32 slots, so that the shift leaves no more than 32 bits.
#[inline]
fn slot(mixed: u64, shift: u32) -> usize {
    (mixed >> shift) as usize
}

/// A remembered result. The first operand is never 0, which says that there is none.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    key: [u32; 3],
    result: u32,
}

/// Results of operations, as far as they were not overwritten by others.
#[derive(Clone, Debug)]
pub(super) struct Cache {
    entries: Vec<Entry>,
    shift: u32,
}

/// Entries are no more than this power of two: 64 MB.
const MOST_BITS: u32 = 22;

impl Cache {
    pub(super) fn new() -> Cache {
        Cache { entries: vec![Entry::default(); 1 << FIRST_BITS], shift: 64 - FIRST_BITS }
    }

    #[inline]
    pub(super) fn get(&self, a: u32, b: u32, c: u32) -> Option<u32> {
        let entry = &self.entries[slot(mixed(a, b, c), self.shift)];
        (entry.key == [a, b, c]).then_some(entry.result)
    }

    #[inline]
    pub(super) fn put(&mut self, a: u32, b: u32, c: u32, result: u32) {
        self.entries[slot(mixed(a, b, c), self.shift)] = Entry { key: [a, b, c], result };
    }

    /// Keeps as many entries as there are nodes, or more.
    #[inline]
    pub(super) fn fit(&mut self, nodes: usize) {
        if nodes > self.entries.len() && self.shift > 64 - MOST_BITS {
            self.grow();
        }
    }

    #[cold]
    fn grow(&mut self) {
        self.shift -= 1;
        let len = self.entries.len() * 2;
        let before = std::mem::replace(&mut self.entries, vec![Entry::default(); len]);
        for entry in before.into_iter().filter(|entry| entry.key[0] != 0) {
            let [a, b, c] = entry.key;
            self.put(a, b, c, entry.result);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_nodes_again_after_growing() {
        let mut arena = Arena::new(100_000);
        let mut last = 1;
        let made: Vec<u32> = (0..20_000)
            .map(|level| {
                last = arena.make(20_000 - level, 0, last).expect("within the budget");
                last
            })
            .collect();
        assert_eq!(made, (2..20_002).collect::<Vec<u32>>());
        assert_eq!(arena.make(20_000, 0, 1), Ok(2));
        assert_eq!(arena.len(), 20_002);
    }

    #[test]
    fn stops_at_its_budget_but_still_finds() {
        let mut arena = Arena::new(3);
        assert_eq!(arena.make(5, 0, 1), Ok(2));
        assert_eq!(arena.make(4, 0, 1), Err(Exhausted));
        assert_eq!(arena.make(5, 0, 1), Ok(2));
    }

    #[test]
    fn remembers_while_growing() {
        let mut cache = Cache::new();
        cache.put(7, 8, 9, 10);
        cache.fit(5_000);
        assert_eq!((cache.get(7, 8, 9), cache.get(8, 7, 9)), (Some(10), None));
    }
}
