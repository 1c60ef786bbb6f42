//! Definitions in an order in which each stands after those that it uses, and the cycles that prevent one.

use crate::source::MAX_PROBLEMS;

/// Definitions of a cycle that are named; the rest is a number.
const SHOWN: usize = 8;

/// The order, and what stands in its way.
pub(super) struct Order {
    /// All definitions, each after those that it uses, but for those that close a cycle.
    pub order: Vec<usize>,
    /// Cycles: what is used first, what that uses, and so on; at most eight of them named, with how many more follow.
    pub cycles: Vec<(Vec<usize>, usize)>,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    /// At this place of the path.
    Open(usize),
    Done,
}

/// Orders definitions, given what each uses. Every use that closes a cycle is one cycle.
pub(super) fn order(uses: &[Vec<usize>]) -> Order {
    let mut state = vec![State::New; uses.len()];
    let mut found = Order { order: Vec::with_capacity(uses.len()), cycles: Vec::new() };
    let mut path: Vec<(usize, usize)> = Vec::new();
    for start in 0..uses.len() {
        if state[start] != State::New {
            continue;
        }
        state[start] = State::Open(0);
        path.push((start, 0));
        while let Some((at, next)) = path.last_mut() {
            let Some(used) = uses[*at].get(*next).copied() else {
                state[*at] = State::Done;
                found.order.push(*at);
                path.pop();
                continue;
            };
            *next += 1;
            match state[used] {
                State::New => {
                    state[used] = State::Open(path.len());
                    path.push((used, 0));
                }
                State::Open(place) if found.cycles.len() < MAX_PROBLEMS => {
                    let cycle = path[place..].iter().map(|(at, _)| *at).take(SHOWN).collect();
                    found.cycles.push((cycle, (path.len() - place).saturating_sub(SHOWN)));
                }
                State::Open(_) | State::Done => {}
            }
        }
    }
    found
}
