//! The least fixpoint over antichains, order by order. Every value is a family of true sets from the start, so that
//! what one order has found is where the next one begins.

use std::collections::{BTreeMap, BTreeSet};

use super::region::Region;
use super::{Limit, Limits};
use crate::diagram::Exhausted;
use crate::diagram::zdd::{Family, Zdd};

/// An order that bounds nothing.
const ANY: u32 = u32::MAX;
/// What an attempt at all sets may cost at least, in steps.
const ATTEMPT: u64 = 1_000;
/// Nodes among which no room is made between orders.
const ROOM: usize = 1 << 16;
/// How often room is made within an order before that is given up.
const CLEARINGS: usize = 6;

pub(super) struct Rounds<'r> {
    region: &'r Region,
    zdd: Zdd,
    /// Sets of each fact, none of which contains a set of a goal found in an earlier order.
    values: Vec<Family>,
    /// The goals' sets of the orders done.
    found: Family,
    /// Nodes after room was last made.
    kept: usize,
    steps: u64,
    /// Steps still allowed, but for those that the diagram holds.
    left: u64,
    /// Steps that attempts at all sets have used.
    attempts: u64,
    /// Steps that the orders had used at the last attempt.
    attempted: u64,
}

/// What holds within one order.
struct Bounds {
    order: u32,
    /// The onward events of each fact as a set; none if no way to a goal is left.
    onward: Vec<Option<Family>>,
    /// What more, beside the onward events, would contain a set found: sets of a fact that have it are needless.
    needless: Vec<Family>,
}

impl<'r> Rounds<'r> {
    pub(super) fn new(region: &'r Region, limits: &Limits) -> Rounds<'r> {
        let zdd = Zdd::new(region.events.len() as u32, limits.nodes);
        let values = vec![Family::NONE; region.facts];
        let steps = limits.steps;
        Rounds { region, zdd, values, found: Family::NONE, kept: 0, steps, left: steps, attempts: 0, attempted: 0 }
    }

    /// The diagram, the goals' sets, and the steps used.
    pub(super) fn into_found(mut self) -> (Zdd, Family, u64) {
        self.zdd.allow(u64::MAX);
        (self.zdd, self.found, self.steps - self.left)
    }

    /// Finds all sets of at most `order` events, or keeps those of the order before.
    pub(super) fn up_to(&mut self, order: u32) -> Result<(), Limit> {
        for _ in 0..CLEARINGS {
            if self.within(self.left, |rounds| rounds.run(order)).is_ok() {
                return Ok(());
            }
            if self.left == 0 {
                return Err(Limit::Steps);
            }
            if !self.clear() {
                break;
            }
        }
        Err(Limit::Nodes)
    }

    /// Tries whether the sets found are all there are, or become all for no more steps than the orders have used; not
    /// before these have doubled since it was last tried, so that attempts cost at most twice what the orders do.
    pub(super) fn completed(&mut self) -> bool {
        let orders = self.steps - self.left - self.attempts;
        if orders < 2 * self.attempted {
            return false;
        }
        self.attempted = orders;
        let (values, found, before) = (self.values.clone(), self.found, self.left);
        let done = self.within(ATTEMPT.max(orders).min(self.left), |rounds| rounds.run(ANY)).is_ok();
        self.attempts += before - self.left;
        if !done {
            (self.values, self.found) = (values, found);
        }
        if self.zdd.nodes() > ROOM.max(4 * self.kept) {
            self.clear();
        }
        done
    }

    /// Runs with some of the steps that are left.
    fn within(
        &mut self,
        steps: u64,
        run: impl FnOnce(&mut Rounds<'r>) -> Result<(), Exhausted>,
    ) -> Result<(), Exhausted> {
        self.zdd.allow(steps);
        let result = run(self);
        self.left -= steps - self.zdd.steps_left();
        self.zdd.allow(u64::MAX);
        result
    }

    /// Moves what is needed into a new diagram; whether that leaves room to go on.
    fn clear(&mut self) -> bool {
        self.zdd = self.zdd.kept(self.values.iter_mut().chain([&mut self.found]));
        self.kept = self.zdd.nodes();
        self.kept < self.zdd.max_nodes() / 2
    }

    fn run(&mut self, order: u32) -> Result<(), Exhausted> {
        let bounds = self.bounds(order)?;
        let region = self.region;
        for component in &region.components {
            self.settle(component, &bounds)?;
        }
        let mut found = self.found;
        for goal in &region.goals {
            found = self.zdd.join(found, self.values[*goal as usize])?;
        }
        self.found = found;
        Ok(())
    }

    fn bounds(&mut self, order: u32) -> Result<Bounds, Exhausted> {
        let (mut onward, mut needless) = (Vec::new(), Vec::new());
        let occurring = self.zdd.levels_of(self.found);
        let mut given: BTreeMap<Vec<u32>, Family> = BTreeMap::new();
        for (fact, ahead) in self.region.onward(order).into_iter().enumerate() {
            let Some(ahead) = ahead else {
                onward.push(None);
                needless.push(Family::UNIT);
                continue;
            };
            onward.push(Some(self.zdd.set(&ahead)?));
            let shared: Vec<u32> = ahead.into_iter().filter(|level| occurring.binary_search(level).is_ok()).collect();
            let rest = match given.get(&shared) {
                Some(rest) => *rest,
                None => self.zdd.given(self.found, &shared)?,
            };
            given.insert(shared, rest);
            needless.push(rest);
            self.values[fact] = self.zdd.without(self.values[fact], rest)?;
        }
        Ok(Bounds { order, onward, needless })
    }

    /// The least fixpoint of one component, those before it being done.
    fn settle(&mut self, component: &[u32], bounds: &Bounds) -> Result<(), Exhausted> {
        let region = self.region;
        let mut new = vec![Family::NONE; component.len()];
        let mut waiting = BTreeSet::new();
        let at = |fact: u32| component.binary_search(&fact).ok();
        for fact in component {
            for rule in &region.derivations[*fact as usize] {
                self.fire(*rule, None, bounds, at, &mut new, &mut waiting)?;
            }
        }
        while let Some(place) = waiting.pop_first() {
            let fact = component[place];
            let sets = std::mem::replace(&mut new[place], Family::NONE);
            for rule in &region.uses[fact as usize] {
                if at(region.rules[*rule as usize].conclusion).is_some() {
                    self.fire(*rule, Some((fact, sets)), bounds, at, &mut new, &mut waiting)?;
                }
            }
        }
        Ok(())
    }

    /// Adds what a rule yields from all sets of its premises, or from new sets of one and all of the others.
    fn fire(
        &mut self,
        rule: u32,
        from: Option<(u32, Family)>,
        bounds: &Bounds,
        at: impl Fn(u32) -> Option<usize>,
        new: &mut [Family],
        waiting: &mut BTreeSet<usize>,
    ) -> Result<(), Exhausted> {
        let rule = &self.region.rules[rule as usize];
        let conclusion = rule.conclusion as usize;
        let Some(onward) = bounds.onward[conclusion] else { return Ok(()) };
        if rule.premises.iter().any(|premise| self.values[*premise as usize] == Family::NONE) {
            return Ok(());
        }
        let mut sets = self.zdd.set(&rule.events)?;
        let others = rule.premises.iter().filter(|premise| from.is_none_or(|(fact, _)| fact != **premise));
        let others = others.map(|premise| self.values[*premise as usize]);
        let factors: Vec<Family> = from.map(|(_, sets)| sets).into_iter().chain(others).collect();
        for factor in [Family::UNIT].into_iter().chain(factors) {
            sets = self.zdd.meet(sets, factor, bounds.order)?;
            sets = self.zdd.beside(sets, onward, bounds.order)?;
            sets = self.zdd.without(sets, bounds.needless[conclusion])?;
            sets = self.zdd.without(sets, self.values[conclusion])?;
            if sets == Family::NONE {
                return Ok(());
            }
        }
        self.values[conclusion] = self.zdd.join(self.values[conclusion], sets)?;
        if let Some(place) = at(rule.conclusion) {
            new[place] = self.zdd.join(new[place], sets)?;
            waiting.insert(place);
        }
        Ok(())
    }
}
