//! Functions of events as reduced ordered binary decision diagrams (Bryant 1986). Minimal sets, `minimal`, are those of
//! Rauzy (Reliability Engineering and System Safety 40, 1993), for monotone functions. No operation recurses.

use super::Exhausted;
use super::arena::{Arena, Cache, END};
use super::slice::Slice;
use super::zdd::{Family, Zdd};

/// A function in a [`Bdd`]; good for that one only. Equal functions of one diagram are equal numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(u32);

impl Node {
    /// Never.
    pub const FALSE: Node = Node(0);
    /// Always.
    pub const TRUE: Node = Node(1);
}

/// In place of the third operand of `ite`, which is a node number below 2^31.
const AND: u32 = u32::MAX;
const OR: u32 = u32::MAX - 1;

/// A pair whose `lo` answer, then whose `hi` answer is being found.
#[derive(Clone, Copy, Debug)]
struct Pair {
    a: u32,
    b: u32,
    level: u32,
    lo: u32,
    /// The operands of the `hi` side, until they are taken up.
    hi: Option<(u32, u32)>,
}

/// As `Pair`, of three.
#[derive(Clone, Copy, Debug)]
struct Triple {
    operands: [u32; 3],
    level: u32,
    lo: u32,
    hi: Option<[u32; 3]>,
}

/// Functions over events `0..levels`, all in one diagram.
#[derive(Clone, Debug)]
pub struct Bdd {
    arena: Arena,
    cache: Cache,
    pairs: Vec<Pair>,
    triples: Vec<Triple>,
    levels: u32,
}

impl Bdd {
    /// An empty diagram of at most `max_nodes` nodes (20 to 60 bytes each, with the tables).
    pub fn new(levels: u32, max_nodes: usize) -> Bdd {
        Bdd { arena: Arena::new(max_nodes), cache: Cache::new(), pairs: Vec::new(), triples: Vec::new(), levels }
    }

    /// The number of nodes made so far.
    pub fn nodes(&self) -> usize {
        self.arena.len()
    }

    /// The number of levels.
    pub fn levels(&self) -> u32 {
        self.levels
    }

    /// The number of nodes of one function.
    pub fn size(&self, f: Node) -> usize {
        self.slice(f).len() - 2
    }

    /// The events that a function depends on, ascending.
    pub fn levels_of(&self, f: Node) -> Vec<u32> {
        self.slice(f).levels()
    }

    /// The event itself.
    pub fn var(&mut self, level: u32) -> Result<Node, Exhausted> {
        self.make(level, 0, 1).map(Node)
    }

    /// Both.
    pub fn and(&mut self, a: Node, b: Node) -> Result<Node, Exhausted> {
        self.apply::<true>(a.0, b.0).map(Node)
    }

    /// Either.
    pub fn or(&mut self, a: Node, b: Node) -> Result<Node, Exhausted> {
        self.apply::<false>(a.0, b.0).map(Node)
    }

    /// If `f`, then `g`, else `h`.
    pub fn ite(&mut self, f: Node, g: Node, h: Node) -> Result<Node, Exhausted> {
        let done = self.choose([f.0, g.0, h.0]);
        self.triples.clear();
        done.map(Node)
    }

    /// At least `k` of the functions. As many functions are made on the way as `k` times their number.
    pub fn at_least(&mut self, k: usize, of: &[Node]) -> Result<Node, Exhausted> {
        if k > of.len() {
            return Ok(Node::FALSE);
        }
        // `least[j]`: at least j of those taken up so far, of which the last come first.
        let mut least = vec![Node::FALSE; k + 1];
        least[0] = Node::TRUE;
        for (taken, f) in of.iter().rev().enumerate() {
            // What cannot reach k with all the rest is not needed.
            let needed = k.saturating_sub(of.len() - taken - 1).max(1);
            for j in (needed..=k.min(taken + 1)).rev() {
                least[j] = self.ite(*f, least[j - 1], least[j])?;
            }
        }
        Ok(least[k])
    }

    /// The function that says that all events of some set of the family happen; levels are the same.
    pub fn of_family(&mut self, zdd: &Zdd, family: Family) -> Result<Node, Exhausted> {
        let slice = zdd.slice(family);
        slice
            .try_fold([0, 1], |level, lo, hi| {
                let hi = self.apply::<false>(hi, lo)?;
                self.make(level, lo, hi)
            })
            .map(Node)
    }

    /// The minimal sets of events that make a monotone function true, into a diagram of the same levels.
    pub fn minimal(&self, f: Node, zdd: &mut Zdd) -> Result<Family, Exhausted> {
        let slice = self.slice(f);
        slice.try_fold([Family::NONE, Family::UNIT], |level, lo, hi| {
            let hi = zdd.without(hi, lo)?;
            zdd.make(level, lo.0, hi.0).map(Family)
        })
    }

    /// The probability of a function of independent events; an event without a probability never happens.
    pub fn probability(&self, f: Node, events: &[f64]) -> f64 {
        let slice = self.slice(f);
        probabilities(&slice, events)[slice.root as usize]
    }

    /// How much each event's probability moves the function's: P(f | e) − P(f | not e), one for each of `events`, in
    /// one pass up and one down (Birnbaum 1969).
    pub fn birnbaum(&self, f: Node, events: &[f64]) -> Vec<f64> {
        let slice = self.slice(f);
        let up = probabilities(&slice, events);
        let mut reach = vec![0.0; slice.len()];
        reach[slice.root as usize] = 1.0;
        let mut birnbaum = vec![0.0; events.len()];
        for (at, choice) in slice.up().rev() {
            let (lo, hi) = (choice.lo as usize, choice.hi as usize);
            let p = events.get(choice.level as usize).copied().unwrap_or(0.0);
            if let Some(of_event) = birnbaum.get_mut(choice.level as usize) {
                *of_event += reach[at] * (up[hi] - up[lo]);
            }
            reach[lo] += reach[at] * (1.0 - p);
            reach[hi] += reach[at] * p;
        }
        birnbaum
    }

    fn slice(&self, f: Node) -> Slice {
        Slice::new(&self.arena, f.0)
    }

    #[inline]
    fn make(&mut self, level: u32, lo: u32, hi: u32) -> Result<u32, Exhausted> {
        if lo == hi { Ok(lo) } else { self.arena.make(level, lo, hi) }
    }

    /// Both (`AND`) or either, on node numbers.
    fn apply<const BOTH: bool>(&mut self, a: u32, b: u32) -> Result<u32, Exhausted> {
        let key = if BOTH { AND } else { OR };
        // What decides, and what decides nothing.
        let (strong, weak) = if BOTH { (0, 1) } else { (1, 0) };
        self.pairs.clear();
        self.cache.fit(self.arena.len());
        let (mut a, mut b) = (a, b);
        loop {
            // Down, until the answer is known.
            let mut known = loop {
                if a == strong || b == strong {
                    break strong;
                }
                if a == b || b == weak {
                    break a;
                }
                if a == weak {
                    break b;
                }
                if a > b {
                    (a, b) = (b, a);
                }
                if let Some(known) = self.cache.get(a, b, key) {
                    break known;
                }
                let (left, right) = (self.arena.get(a), self.arena.get(b));
                let level = left.level.min(right.level);
                let (a_lo, a_hi) = if left.level == level { (left.lo, left.hi) } else { (a, a) };
                let (b_lo, b_hi) = if right.level == level { (right.lo, right.hi) } else { (b, b) };
                self.pairs.push(Pair { a, b, level, lo: 0, hi: Some((a_hi, b_hi)) });
                (a, b) = (a_lo, b_lo);
            };
            // Up, until there is another side to go down.
            loop {
                let Some(pair) = self.pairs.last_mut() else { return Ok(known) };
                if let Some(hi) = pair.hi.take() {
                    pair.lo = known;
                    (a, b) = hi;
                    break;
                }
                let Pair { a, b, level, lo, .. } = *pair;
                self.pairs.pop();
                known = self.make(level, lo, known)?;
                self.cache.put(a, b, key, known);
            }
        }
    }

    fn choose(&mut self, mut operands: [u32; 3]) -> Result<u32, Exhausted> {
        self.triples.clear();
        self.cache.fit(self.arena.len());
        loop {
            let mut known = loop {
                if let Some(known) = self.chosen(operands)? {
                    break known;
                }
                let [f, g, h] = operands;
                if let Some(known) = self.cache.get(f, g, h) {
                    break known;
                }
                let level = self.arena.level(f).min(self.arena.level(g)).min(self.arena.level(h));
                let parts = operands.map(|node| {
                    let choice = self.arena.get(node);
                    if choice.level == level && level != END { (choice.lo, choice.hi) } else { (node, node) }
                });
                self.triples.push(Triple { operands, level, lo: 0, hi: Some(parts.map(|part| part.1)) });
                operands = parts.map(|part| part.0);
            };
            loop {
                let Some(triple) = self.triples.last_mut() else { return Ok(known) };
                if let Some(hi) = triple.hi.take() {
                    triple.lo = known;
                    operands = hi;
                    break;
                }
                let Triple { operands: [f, g, h], level, lo, .. } = *triple;
                self.triples.pop();
                known = self.make(level, lo, known)?;
                self.cache.put(f, g, h, known);
            }
        }
    }

    /// The answer of `ite` where it needs no choice, or is that of a simpler operation.
    fn chosen(&mut self, [f, g, h]: [u32; 3]) -> Result<Option<u32>, Exhausted> {
        Ok(Some(match (f, g, h) {
            (0, _, _) => h,
            (1, _, _) => g,
            _ if g == h => g,
            (_, 1, 0) => f,
            (_, 1, _) => return self.apply::<false>(f, h).map(Some),
            _ if f == g => return self.apply::<false>(f, h).map(Some),
            _ if f == h => return self.apply::<true>(f, g).map(Some),
            (_, _, 0) => return self.apply::<true>(f, g).map(Some),
            _ => return Ok(None),
        }))
    }
}

/// The probability of every number of a slice.
fn probabilities(slice: &Slice, events: &[f64]) -> Vec<f64> {
    slice.fold([0.0, 1.0], |level, lo: f64, hi: f64| {
        let p = events.get(level as usize).copied().unwrap_or(0.0);
        p * hi + (1.0 - p) * lo
    })
}
