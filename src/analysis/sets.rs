//! Minimal attack sets: the minimal sets of basic events from which a goal follows. The value of a fact is an antichain
//! of event sets; the least fixpoint over antichains needs no cycle broken, since a cyclic proof only yields supersets,
//! which are absorbed (Green, Karvounarakis and Tannen, PODS 2007). Cutting at an order is exact: every set of that
//! order or less is found, and no wrong one. Budgets count merges, never time.

use super::events::Events;
use super::scenario::State;
use crate::engine::{EventId, FactId, Graph, InstanceId};

/// The most events that a set may have here; sets beyond are said to be left out.
pub const MAX_ORDER: usize = 14;
/// Orders that are tried one after the other before the largest allowed.
const ORDERS: [usize; 2] = [3, 6];
/// Looks for a subset that count as much as one merge.
const CHECKS: u64 = 8;

/// A set of events, sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventSet {
    len: u8,
    items: [u32; MAX_ORDER],
    /// A bit for each event, modulo 64: a subset's bits are among its superset's.
    mark: u64,
}

impl EventSet {
    const EMPTY: EventSet = EventSet { len: 0, items: [0; MAX_ORDER], mark: 0 };

    /// The events.
    pub fn events(&self) -> impl ExactSizeIterator<Item = EventId> + '_ {
        self.as_slice().iter().map(|e| EventId(*e))
    }

    #[inline(always)]
    fn as_slice(&self) -> &[u32] {
        &self.items[..usize::from(self.len)]
    }

    /// How many events.
    pub fn order(&self) -> usize {
        usize::from(self.len)
    }

    /// The union, if it has at most `order` events. By position, as the iterators of a merge would be calls in an
    /// engine built for size, and most of the time of an answer is spent here.
    fn union(&self, other: &EventSet, order: usize) -> Option<EventSet> {
        let mut merged = EventSet { mark: self.mark | other.mark, ..EventSet::EMPTY };
        let (a, b) = (self.as_slice(), other.as_slice());
        let (mut i, mut j) = (0, 0);
        while i < a.len() || j < b.len() {
            let len = usize::from(merged.len);
            if len == order {
                return None;
            }
            let take_a = i < a.len() && (j >= b.len() || a[i] <= b[j]);
            let take_b = j < b.len() && (i >= a.len() || b[j] <= a[i]);
            merged.items[len] = if take_a { a[i] } else { b[j] };
            i += usize::from(take_a);
            j += usize::from(take_b);
            merged.len += 1;
        }
        Some(merged)
    }

    fn of(events: impl IntoIterator<Item = u32>, order: usize) -> Option<EventSet> {
        let mut set = EventSet::EMPTY;
        for event in events {
            let single = EventSet { len: 1, mark: 1 << (event % 64), ..EventSet::EMPTY };
            let mut single = single;
            single.items[0] = event;
            set = set.union(&single, order)?;
        }
        Some(set)
    }

    fn within(&self, other: &EventSet) -> bool {
        if self.mark & !other.mark != 0 || self.len > other.len {
            return false;
        }
        let (small, large) = (self.as_slice(), other.as_slice());
        let (mut i, mut j) = (0, 0);
        while i < small.len() && j < large.len() {
            i += usize::from(small[i] == large[j]);
            j += 1;
        }
        i == small.len()
    }

    /// The events in both.
    fn common(&self, other: &EventSet) -> EventSet {
        let mut common = EventSet::EMPTY;
        let mut rest = other.as_slice().iter().peekable();
        for event in self.as_slice() {
            while rest.next_if(|e| *e < event).is_some() {}
            if rest.peek() == Some(&event) {
                common.items[usize::from(common.len)] = *event;
                common.len += 1;
                common.mark |= 1 << (event % 64);
            }
        }
        common
    }
}

/// Bounds on the work, in merges of sets and in sets kept.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Merges over all orders tried.
    pub merges: u64,
    /// The largest order tried.
    pub order: usize,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget { merges: 200_000, order: MAX_ORDER }
    }
}

/// Minimal sets of a goal, and how many of them these are.
#[derive(Clone, Debug, Default)]
pub struct AttackSets {
    /// The sets, by size, then events.
    pub sets: Vec<EventSet>,
    /// These are all.
    pub complete: bool,
    /// If not: all of at most this many events are listed.
    pub order: usize,
}

/// The minimal sets of the union of some facts, under a scenario. Events that have happened are left out of the sets.
pub fn minimal_sets(graph: &Graph, events: &Events, states: &[State], goals: &[FactId], budget: Budget) -> AttackSets {
    let mut left = budget.merges;
    let mut best = AttackSets::default();
    let largest = budget.order.min(MAX_ORDER);
    for order in ORDERS.into_iter().filter(|o| *o < largest).chain([largest]) {
        let Some(mut region) = Region::new(graph, events, states, goals, order, &mut left) else { break };
        let Some(known) = region.search(&mut left) else { break };
        let complete = region.is_complete(known);
        if known > best.order || complete {
            let sets = region.found.sets.into_iter().filter(|set| set.order() <= known).collect();
            best = AttackSets { sets, complete, order: known };
        }
        if best.complete || known < order {
            break;
        }
    }
    crate::order::sort_by(&mut best.sets, |a, b| (a.len, a.as_slice()).cmp(&(b.len, b.as_slice())));
    best
}

/// Sets of which none contains another, as far as that was looked for, with their marks side by side.
#[derive(Clone, Default)]
struct Sets {
    marks: Vec<u64>,
    sets: Vec<EventSet>,
}

impl Sets {
    fn len(&self) -> usize {
        self.sets.len()
    }

    fn push(&mut self, set: EventSet) {
        self.marks.push(set.mark);
        self.sets.push(set);
    }

    /// Whether one of them is within a set.
    fn any_within(&self, set: &EventSet) -> bool {
        let (marks, sets) = (self.marks.as_slice(), self.sets.as_slice());
        let mut at = 0;
        while at < marks.len() {
            if marks[at] & !set.mark == 0 && sets[at].within(set) {
                return true;
            }
            at += 1;
        }
        false
    }
}

/// An instance of the region.
struct Link {
    /// The events that it needs and that have not happened.
    needs: EventSet,
    /// The number of its conclusion.
    conclusion: u32,
    /// Its premises in `premises`.
    premises: std::ops::Range<u32>,
}

/// The facts from which a goal can be reached with at most `order` events.
#[derive(Default)]
struct Region {
    order: usize,
    /// For each fact of the region, events that every way from it to a goal needs. A goal needs none.
    onward: Vec<EventSet>,
    is_goal: Vec<bool>,
    links: Vec<Link>,
    premises: Vec<u32>,
    /// `use_starts[fact]..use_starts[fact + 1]` in `uses`: the links that need it.
    use_starts: Vec<u32>,
    uses: Vec<u32>,
    /// What an instance needs that was left out because it is too far: events of a set of the goal, if all are among
    /// these, make it needless.
    too_far: Vec<(EventSet, EventSet)>,
    /// A set was left out because it is too large.
    cut: bool,
    /// Sets of the goals, taken so far.
    found: Sets,
}

impl Region {
    /// Goes back from the goals; none if the budget runs out.
    fn new(
        graph: &Graph,
        events: &Events,
        states: &[State],
        goals: &[FactId],
        order: usize,
        left: &mut u64,
    ) -> Option<Region> {
        // Numbers in the region count from 1; 0 is outside.
        let mut number = vec![0_u32; graph.fact_count()];
        let mut facts: Vec<FactId> = Vec::new();
        let mut onward: Vec<EventSet> = Vec::new();
        let mut open: Vec<Vec<u32>> = vec![Vec::new(); order + 1];
        for goal in goals {
            if number[goal.index()] == 0 {
                facts.push(*goal);
                onward.push(EventSet::EMPTY);
                number[goal.index()] = u32::try_from(facts.len()).unwrap_or(u32::MAX);
                open[0].push(number[goal.index()]);
            }
        }
        let goal_count = facts.len();
        let can_happen = |instance: InstanceId| graph.needs(instance).all(|e| states[e.index()] != State::Off);
        let needs_of = |instance: InstanceId| {
            let needed = graph.needs(instance).filter(|e| states[e.index()] == State::Open);
            EventSet::of(needed.map(|e| events.root(e).0), MAX_ORDER)
        };
        // Nearest first, so that few facts are met again with less onward.
        while let Some(distance) = open.iter().position(|facts| !facts.is_empty()) {
            let Some(at) = open[distance].pop() else { continue };
            let ahead = onward[at as usize - 1];
            if ahead.order() != distance {
                continue;
            }
            for instance in graph.derivations(facts[at as usize - 1]) {
                *left = left.checked_sub(1)?;
                if !can_happen(instance) {
                    continue;
                }
                let Some(ahead) = needs_of(instance).and_then(|needs| needs.union(&ahead, order)) else { continue };
                for premise in graph.premises(instance) {
                    let known = &mut number[premise.index()];
                    if *known == 0 {
                        facts.push(premise);
                        onward.push(ahead);
                        *known = u32::try_from(facts.len()).unwrap_or(u32::MAX);
                        open[ahead.order()].push(*known);
                    } else {
                        let before = &mut onward[*known as usize - 1];
                        let common = before.common(&ahead);
                        if common.len < before.len {
                            *before = common;
                            open[common.order()].push(*known);
                        }
                    }
                }
            }
        }
        let mut region = Region { order, is_goal: vec![false; facts.len()], ..Region::default() };
        region.is_goal[..goal_count].fill(true);
        let mut counts = vec![0_u32; facts.len() + 1];
        for (conclusion, fact) in (0_u32..).zip(&facts) {
            for instance in graph.derivations(*fact) {
                if !can_happen(instance) {
                    continue;
                }
                let ahead = onward[conclusion as usize];
                let Some(needs) = needs_of(instance) else {
                    region.cut = true;
                    continue;
                };
                if needs.union(&ahead, order).is_none() {
                    region.too_far.push((needs, ahead));
                    continue;
                }
                let start = u32::try_from(region.premises.len()).unwrap_or(u32::MAX);
                for premise in graph.premises(instance) {
                    let premise = number[premise.index()] - 1;
                    region.premises.push(premise);
                    counts[premise as usize + 1] += 1;
                }
                let end = u32::try_from(region.premises.len()).unwrap_or(u32::MAX);
                region.links.push(Link { needs, conclusion, premises: start..end });
            }
        }
        for fact in 0..facts.len() {
            counts[fact + 1] += counts[fact];
        }
        region.uses = vec![0; region.premises.len()];
        region.use_starts = counts.clone();
        for (number, link) in (0_u32..).zip(&region.links) {
            for premise in &region.premises[link.premises.start as usize..link.premises.end as usize] {
                let at = &mut counts[*premise as usize];
                region.uses[*at as usize] = number;
                *at += 1;
            }
        }
        region.onward = onward;
        Some(region)
    }

    /// Takes sets in order of size; up to which size all of the goals' sets are then known, if any is.
    fn search(&mut self, left: &mut u64) -> Option<usize> {
        let mut values: Vec<Sets> = vec![Sets::default(); self.onward.len()];
        let mut waiting: Vec<Vec<(u32, EventSet)>> = vec![Vec::new(); self.order + 1];
        for link in self.links.iter().filter(|link| link.premises.is_empty()) {
            waiting[link.needs.order()].push((link.conclusion, link.needs));
        }
        for size in 0..=self.order {
            let mut next = 0;
            while let Some((fact, set)) = waiting[size].get(next).copied() {
                next += 1;
                let known = &values[fact as usize];
                let work = 1 + (known.len() + self.found.len()) as u64 / CHECKS;
                let Some(rest) = left.checked_sub(work) else { return size.checked_sub(1) };
                *left = rest;
                if known.any_within(&set) || !self.leads_on(fact, &set) {
                    continue;
                }
                if self.is_goal[fact as usize] {
                    self.found.push(set);
                    continue;
                }
                values[fact as usize].push(set);
                let uses = self.use_starts[fact as usize] as usize..self.use_starts[fact as usize + 1] as usize;
                for at in uses {
                    let link = self.uses[at] as usize;
                    if self.combine(link, fact, &set, &values, &mut waiting, left).is_none() {
                        return size.checked_sub(1);
                    }
                }
            }
            waiting[size] = Vec::new();
        }
        Some(self.order)
    }

    /// Whether a set of a fact can become a part of a new set of the goal; notes when it is too large for that.
    fn leads_on(&mut self, fact: u32, set: &EventSet) -> bool {
        let whole = set.union(&self.onward[fact as usize], MAX_ORDER);
        if whole.is_some_and(|whole| self.found.any_within(&whole)) {
            return false;
        }
        let fits = whole.is_some_and(|whole| whole.order() <= self.order);
        self.cut |= !fits;
        fits
    }

    /// Combines a new set of one premise with the sets of the others; none if the budget runs out.
    fn combine(
        &mut self,
        link: usize,
        fact: u32,
        set: &EventSet,
        values: &[Sets],
        waiting: &mut [Vec<(u32, EventSet)>],
        left: &mut u64,
    ) -> Option<()> {
        let Link { needs, conclusion, premises } = &self.links[link];
        let conclusion = *conclusion;
        let others = &self.premises[premises.start as usize..premises.end as usize];
        if others.iter().any(|other| *other != fact && values[*other as usize].len() == 0) {
            return Some(());
        }
        *left = left.checked_sub(1)?;
        let Some(start) = needs.union(set, self.order) else {
            self.cut = true;
            return Some(());
        };
        if others.len() == 1 {
            return self.offer(conclusion, start, values, waiting, left);
        }
        let mut results = vec![start];
        for other in others.iter().filter(|other| **other != fact) {
            let sets = &values[*other as usize].sets;
            *left = left.checked_sub((results.len() * sets.len()) as u64)?;
            let mut merged = Vec::new();
            for a in &results {
                for b in sets {
                    match a.union(b, self.order) {
                        Some(set) if !merged.iter().any(|m: &EventSet| m.within(&set)) => merged.push(set),
                        Some(_) => {}
                        None => self.cut = true,
                    }
                }
            }
            results = merged;
        }
        for set in results {
            self.offer(conclusion, set, values, waiting, left)?;
        }
        Some(())
    }

    /// Lets a set wait for its size, unless it is known to be needless.
    fn offer(
        &mut self,
        conclusion: u32,
        set: EventSet,
        values: &[Sets],
        waiting: &mut [Vec<(u32, EventSet)>],
        left: &mut u64,
    ) -> Option<()> {
        let known = &values[conclusion as usize];
        *left = left.checked_sub((known.len() + self.found.len()) as u64 / CHECKS)?;
        if !known.any_within(&set) && self.leads_on(conclusion, &set) {
            waiting[set.order()].push((conclusion, set));
        }
        Some(())
    }

    /// Whether nothing was left out that could give another set.
    fn is_complete(&self, known: usize) -> bool {
        let needless = |(needs, ahead): &(EventSet, EventSet)| {
            let among = |event: &u32| needs.as_slice().contains(event) || ahead.as_slice().contains(event);
            self.found.sets.iter().any(|found| found.as_slice().iter().all(among))
        };
        !self.cut && known == self.order && self.too_far.iter().all(needless)
    }
}
