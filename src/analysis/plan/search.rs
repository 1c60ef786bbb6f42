//! The search for the cheapest choices: branch and bound on what still has to be hit.

use super::function::Function;
use super::{Candidate, Mask};
use crate::analysis::events::Level;

/// Choices tried.
const MAX_TRIED: u32 = 200_000;
/// Choices of equal cost that are kept.
const MAX_ALTERNATIVES: usize = 12;

/// What a claim asks of a choice.
pub(super) struct Asks {
    /// No set that needs nothing worse may be left.
    pub worst: Level,
    /// Each of these must be hit.
    pub masks: Vec<Mask>,
    /// A tolerated likelihood, with the function of the ordinary sets that it bounds.
    pub tolerance: Option<(f64, Function)>,
}

/// Whether a choice gives what a claim asks.
pub(super) fn fulfilled(asks: &Asks, mask: Mask) -> bool {
    asks.masks.iter().all(|needed| needed & mask != 0)
        && asks.tolerance.as_ref().is_none_or(|(limit, function)| function.at(mask, true) <= *limit)
}

/// Branch and bound over choices.
pub(super) struct Search<'a> {
    candidates: &'a [Candidate],
    asks: Vec<&'a Asks>,
    masks: Vec<Mask>,
    /// The cheapest choices found.
    pub best: Vec<Mask>,
    cost: f64,
    tried: u32,
}

impl<'a> Search<'a> {
    pub(super) fn new(candidates: &'a [Candidate], asks: Vec<&'a Asks>) -> Search<'a> {
        let mut all: Vec<Mask> = asks.iter().flat_map(|a| a.masks.iter().copied()).collect();
        crate::order::sort_by_key(&mut all, |mask| (mask.count_ones(), *mask));
        let mut masks: Vec<Mask> = Vec::new();
        for mask in all {
            if !masks.iter().any(|known| known & mask == *known) {
                masks.push(mask);
            }
        }
        Search { candidates, asks, masks, best: Vec::new(), cost: f64::INFINITY, tried: 0 }
    }

    /// Tries, for the mask with fewest ways to hit it, each way in turn, without those tried before it.
    pub(super) fn run(&mut self) {
        let mut open: Vec<(Mask, Mask)> = vec![(0, 0)];
        while let Some((chosen, barred)) = open.pop() {
            if self.tried >= MAX_TRIED {
                return;
            }
            self.tried += 1;
            let cost = self.cost_of(chosen);
            if cost + self.at_least(chosen, barred) > self.cost {
                continue;
            }
            let next = self.masks.iter().filter(|m| *m & chosen == 0).min_by_key(|m| (*m & !barred).count_ones());
            let ways = match next {
                Some(mask) => mask & !barred,
                None if self.asks.iter().all(|a| fulfilled(a, chosen)) => {
                    self.take(chosen, cost);
                    continue;
                }
                // Likelihood is still too high: any control may lower it.
                None => self.all() & !chosen & !barred,
            };
            if self.asks.iter().any(|a| a.tolerance.is_some() && !fulfilled(a, self.all() & !barred)) {
                continue;
            }
            let mut barred = barred;
            let mut branches = Vec::new();
            for position in (0..self.candidates.len()).filter(|position| ways >> position & 1 == 1) {
                branches.push((chosen | 1 << position, barred));
                barred |= 1 << position;
            }
            open.extend(branches.into_iter().rev());
        }
    }

    /// Whether nothing was left untried, so that no choice costs less.
    pub(super) fn is_proven(&self) -> bool {
        self.tried < MAX_TRIED
    }

    fn take(&mut self, chosen: Mask, cost: f64) {
        // A choice that holds without one of its controls was or will be met without it.
        if cost < self.cost {
            self.cost = cost;
            self.best.clear();
        }
        let spare = |known: &Mask| known & chosen == *known;
        if self.best.len() < MAX_ALTERNATIVES && !self.best.iter().any(spare) {
            self.best.retain(|known| known & chosen != chosen);
            self.best.push(chosen);
            self.best.sort_unstable();
        }
    }

    fn all(&self) -> Mask {
        (0..self.candidates.len()).fold(0, |mask, position| mask | 1 << position)
    }

    fn cost_of(&self, mask: Mask) -> f64 {
        let on = (0..self.candidates.len()).filter(|p| mask >> p & 1 == 1);
        on.fold(0.0, |sum, p| sum + self.candidates[p].cost)
    }

    /// What hitting the rest costs at least: the cheapest way of each of some masks that have no control in common.
    fn at_least(&self, chosen: Mask, barred: Mask) -> f64 {
        let (mut sum, mut used) = (0.0, 0);
        for mask in self.masks.iter().filter(|m| *m & chosen == 0) {
            let ways = mask & !barred;
            if ways == 0 {
                return f64::INFINITY;
            }
            if ways & used == 0 {
                used |= ways;
                let costs = (0..self.candidates.len()).filter(|p| ways >> p & 1 == 1).map(|p| self.candidates[p].cost);
                sum += costs.fold(f64::INFINITY, f64::min);
            }
        }
        sum
    }
}
