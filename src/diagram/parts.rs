//! The sets of a family that have one event, and the family's weight as a sum over its sets.

use super::Exhausted;
use super::zdd::{Family, Zdd};

impl Zdd {
    /// The sets of `a` that have an event.
    pub fn having(&mut self, a: Family, level: u32) -> Result<Family, Exhausted> {
        let others = self.avoiding(a, &[level])?;
        self.difference(a, others)
    }

    /// The sum over the sets of the product of their events' numbers: for likelihoods, how many sets happen on average,
    /// and so a bound from above on the probability that one does.
    pub fn expected(&self, a: Family, weights: &[f64]) -> f64 {
        let slice = self.slice(a);
        slice.fold([0.0, 1.0], |level, lo, hi| lo + weights[level as usize] * hi)[slice.root as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn family(zdd: &mut Zdd, sets: &[&[u32]]) -> Family {
        let mut all = Family::NONE;
        for set in sets {
            let set = zdd.set(set).expect("there is room");
            all = zdd.join(all, set).expect("there is room");
        }
        all
    }

    #[test]
    fn sets_with_an_event_and_their_sum() {
        let mut zdd = Zdd::new(6, 1_000);
        let all = family(&mut zdd, &[&[0, 1], &[1, 2, 3], &[2, 4]]);
        let with = zdd.having(all, 1).expect("there is room");
        assert_eq!(zdd.sets(with, 10), [vec![0, 1], vec![1, 2, 3]]);
        assert!((zdd.expected(all, &[0.5; 6]) - 0.625).abs() < 1e-15);
    }
}
