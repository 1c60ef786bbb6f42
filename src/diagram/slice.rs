//! What hangs under one node, numbered anew and children first, so that passes up and down are loops over flat lists.

use super::arena::{Arena, Choice};

/// The choices under a root. Children are numbered before parents; 0 and 1 are the ends, the root is the last.
#[derive(Clone, Debug)]
pub(super) struct Slice {
    /// The choices from number 2 on, their children by number in the slice.
    choices: Vec<Choice>,
    /// The root's number.
    pub(super) root: u32,
}

impl Slice {
    /// Everything under a node of an arena, whose nodes are always made after their children.
    pub(super) fn new(arena: &Arena, root: u32) -> Slice {
        let nodes = reached(arena, [root]);
        if root < 2 {
            return Slice { choices: Vec::new(), root };
        }
        let words = root as usize / 64 + 1;
        let (mut marks, mut before) = (vec![0_u64; words], vec![0_u32; words]);
        for node in &nodes {
            marks[*node as usize / 64] |= 1 << (node % 64);
        }
        let mut total = 2;
        for (mark, before) in marks.iter().zip(&mut before) {
            *before = total;
            total += mark.count_ones();
        }
        let number = |node: u32| {
            let word = node as usize / 64;
            if node < 2 { node } else { before[word] + (marks[word] & ((1 << (node % 64)) - 1)).count_ones() }
        };
        let renumbered = |node: &u32| {
            let choice = arena.get(*node);
            Choice { level: choice.level, lo: number(choice.lo), hi: number(choice.hi) }
        };
        Slice { choices: nodes.iter().map(renumbered).collect(), root: number(root) }
    }

    /// How many numbers there are, the ends among them.
    pub(super) fn len(&self) -> usize {
        self.choices.len() + 2
    }

    /// Choices with their numbers, children first; the ends are not among them.
    pub(super) fn up(&self) -> impl DoubleEndedIterator<Item = (usize, Choice)> + '_ {
        self.choices.iter().enumerate().map(|(at, choice)| (at + 2, *choice))
    }

    /// The choice of a number from 2 on.
    pub(super) fn get(&self, number: u32) -> Choice {
        self.choices[number as usize - 2]
    }

    /// The levels that occur, ascending.
    pub(super) fn levels(&self) -> Vec<u32> {
        let mut levels: Vec<u32> = self.choices.iter().map(|choice| choice.level).collect();
        levels.sort_unstable();
        levels.dedup();
        levels
    }

    /// Folds children first: the value of each number from those of its children, then the root's.
    pub(super) fn fold<T: Copy>(&self, ends: [T; 2], mut value: impl FnMut(u32, T, T) -> T) -> Vec<T> {
        let mut values = Vec::with_capacity(self.len());
        values.extend(ends);
        for choice in &self.choices {
            values.push(value(choice.level, values[choice.lo as usize], values[choice.hi as usize]));
        }
        values
    }

    /// As `fold`, and stops at the first error.
    pub(super) fn try_fold<T: Copy, E>(
        &self,
        ends: [T; 2],
        mut value: impl FnMut(u32, T, T) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut values = Vec::with_capacity(self.len());
        values.extend(ends);
        for choice in &self.choices {
            values.push(value(choice.level, values[choice.lo as usize], values[choice.hi as usize])?);
        }
        Ok(values[self.root as usize])
    }
}

/// The nodes under some roots from 2 on, ascending.
pub(super) fn reached(arena: &Arena, roots: impl IntoIterator<Item = u32>) -> Vec<u32> {
    let mut open: Vec<u32> = roots.into_iter().collect();
    let most = open.iter().max().copied().unwrap_or(0);
    let mut seen = vec![0_u64; most as usize / 64 + 1];
    let mut reached = Vec::new();
    while let Some(node) = open.pop() {
        let (word, bit) = (node as usize / 64, 1 << (node % 64));
        if node < 2 || seen[word] & bit != 0 {
            continue;
        }
        seen[word] |= bit;
        reached.push(node);
        let choice = arena.get(node);
        open.extend([choice.lo, choice.hi]);
    }
    reached.sort_unstable();
    reached
}
