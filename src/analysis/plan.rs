//! Which controls to buy (DESIGN, section 6): the cheapest that make claims hold, what is left for each price, and what
//! each control is worth. A control that is merely available is in the graph, as the event that it is absent; so a plan
//! hits every attack set that decides a claim with a control whose absence the set needs.

mod function;
mod search;

use self::function::Function;
use self::search::{Asks, Search, fulfilled};
use super::claims::{Asked, asked};
use super::events::Level;
use super::family::{ClaimFamily, Sought, claim_family};
use super::levels::{Acting, Levels};
use super::scenario::State;
use crate::catalog::EventClass;
use crate::diagram::Exhausted;
use crate::engine::{EventId, FactId, Fixpoint};
use crate::system::{ClaimSpec, DeclaredId, ElementId};

/// Controls that are weighed: a choice of them is one word.
pub const MAX_CONTROLS: usize = 64;
/// Choices whose numbers are computed.
const MAX_WEIGHED: u32 = 20_000;
/// Sets of absent controls taken from one claim.
const MAX_MASKS: usize = 20_000;
/// Rounds in which a plan is tried on the graph because not all sets are known.
const MAX_ROUNDS: u32 = 200;
/// Controls and events above which it is not looked for whether a likelihood moves the choice.
const MAX_MOVED_CONTROLS: usize = 10;
/// See above.
const MAX_MOVED: usize = 60;
/// Nodes of the function of one claim.
const MAX_NODES: usize = 500_000;

/// A choice of controls, a bit for each candidate.
pub type Mask = u64;

/// A control that may be switched on.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The control.
    pub element: ElementId,
    /// What it costs.
    pub cost: f64,
    /// No cost is stated, and the catalog's relative cost is taken.
    pub assumed: bool,
}

/// A choice and what it leaves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// The controls.
    pub mask: Mask,
    /// Their cost.
    pub cost: f64,
    /// Claims that fail in a year on average, with the lowest likelihoods.
    pub low: f64,
    /// The same with the highest.
    pub high: f64,
}

/// A claim that no choice makes hold.
#[derive(Clone, Debug)]
pub struct Beyond {
    /// Its position among the system's claims.
    pub claim: usize,
    /// The least that then has to go wrong under the best choice; the plan asks for no more than that.
    pub best: Level,
    /// A smallest set that needs the absence of no candidate; empty if likelihood alone keeps it from holding.
    pub set: Vec<EventId>,
}

/// Which controls to buy.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The controls that were weighed.
    pub candidates: Vec<Candidate>,
    /// Claims that hold without any.
    pub holding: Vec<usize>,
    /// Claims that hold with none.
    pub beyond: Vec<Beyond>,
    /// The cheapest choices that make all others hold.
    pub cheapest: Vec<Choice>,
    /// None costs less.
    pub optimal: bool,
    /// As it is.
    pub now: Choice,
    /// Each better than all that cost no more, cheapest first.
    pub frontier: Vec<Choice>,
    /// The frontier is whole.
    pub frontier_complete: bool,
    /// For each candidate: what it saves alone, and last.
    pub worth: Vec<(f64, f64)>,
    /// For each candidate in the first cheapest choice: what is worse without it.
    pub in_plan: Vec<Option<f64>>,
    /// Within a budget, what would be chosen instead were an event as unlikely as its range allows.
    pub moved: Vec<(EventId, Choice)>,
    /// The likelihoods that may move the choice were looked through.
    pub moves_known: bool,
    /// Every set of every claim is known.
    pub complete: bool,
    /// The numbers of some claim are bounds, since its function has too many nodes.
    pub bounded: bool,
}

/// The controls of a system that are not on and stand somewhere, each with the event of its absence.
pub(super) fn candidates(sought: &Sought<'_>) -> Vec<(Candidate, EventId)> {
    let Sought { graph, system, catalog, events, settings, .. } = *sought;
    let mut found: Vec<(Candidate, EventId)> = Vec::new();
    for event in graph.events() {
        let facts = events.get(event);
        let (Some(element), EventClass::ControlAbsent) = (facts.event.elements.first().copied(), facts.class) else {
            continue;
        };
        let spec = system.controls.iter().find(|c| c.element == element);
        if let Some(spec) = spec.filter(|_| !settings.is_on(system, element)) {
            let cost = spec.cost.unwrap_or(catalog.controls[spec.kind].cost);
            found.push((Candidate { element, cost, assumed: spec.cost.is_none() }, event));
        }
    }
    crate::order::sort_by_key(&mut found, |(c, _)| c.element);
    found
}

/// Plans for some claims, by their positions among the system's, and within a budget if there is one.
pub fn plan(sought: &Sought<'_>, claims: &[usize], budget: Option<f64>) -> Result<Plan, Exhausted> {
    let mut all = candidates(sought);
    let dropped = all.len() > MAX_CONTROLS;
    all.truncate(MAX_CONTROLS);
    let (candidates, absent): (Vec<Candidate>, Vec<EventId>) = all.into_iter().unzip();
    let mut states = sought.states.to_vec();
    for event in &absent {
        for member in sought.graph.events().filter(|e| sought.events.root(*e) == sought.events.root(*event)) {
            states[member.index()] = State::Open;
        }
    }
    let sought = Sought { states: &states, ..*sought };
    let mut planner = Planner { sought, candidates, absent, functions: Vec::new(), complete: !dropped, bounded: false };
    planner.plan(claims, budget)
}

struct Planner<'a> {
    sought: Sought<'a>,
    candidates: Vec<Candidate>,
    absent: Vec<EventId>,
    /// Of all sets of each claim.
    functions: Vec<Function>,
    complete: bool,
    bounded: bool,
}

impl Planner<'_> {
    fn plan(&mut self, claims: &[usize], budget: Option<f64>) -> Result<Plan, Exhausted> {
        let (mut holding, mut beyond, mut asks, mut unsure) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for claim in claims {
            let spec = &self.sought.system.claims[*claim];
            let mut family = claim_family(&self.sought, spec)?;
            let asked = self.best(spec, &mut family, |best, set| beyond.push(Beyond { claim: *claim, best, set }))?;
            self.functions.push(Function::new(&self.sought, &family, family.sets, &self.absent));
            self.complete &= family.is_complete();
            let Some(asked) = asked else { continue };
            if fulfilled(&asked, 0) && !beyond.iter().any(|b| b.claim == *claim) {
                holding.push(*claim);
            }
            if !family.is_complete() {
                unsure.push(*claim);
            }
            asks.push((*claim, asked));
        }
        self.bounded = self.functions.iter().any(|f| !f.is_exact());
        let (cheapest, optimal) = self.cheapest(&mut asks, &unsure, &mut beyond);
        holding.retain(|claim| asks.iter().any(|(c, _)| c == claim));
        let (frontier, frontier_complete) = self.frontier();
        let (moved, moves_known) = match best_within(&frontier, budget) {
            Some(best) => self.moved(best, budget),
            None => (Vec::new(), true),
        };
        let left = |mask: Mask| self.left(mask).1;
        let every = self.every();
        let bits = || (0..self.candidates.len()).map(|position| 1 << position);
        let worth = bits().map(|bit| (left(0) - left(bit), left(every & !bit) - left(every))).collect();
        let first = cheapest.first().map_or(0, |choice| choice.mask);
        let in_plan = bits().map(|bit| (first & bit != 0).then(|| left(first & !bit) - left(first))).collect();
        Ok(Plan {
            holding,
            beyond,
            cheapest,
            optimal,
            now: self.choice(0),
            frontier,
            frontier_complete,
            worth,
            in_plan,
            moved,
            moves_known,
            complete: self.complete,
            bounded: self.bounded,
            candidates: std::mem::take(&mut self.candidates),
        })
    }

    /// What would be chosen within a budget were an event at the lowest end of its range, where that is another choice.
    fn moved(&mut self, best: Choice, budget: Option<f64>) -> (Vec<(EventId, Choice)>, bool) {
        let mut ranges: Vec<(EventId, f64, f64)> = self.functions.iter().flat_map(Function::ranges).collect();
        ranges.retain(|(event, ..)| !self.absent.contains(event));
        crate::order::sort_by_key(&mut ranges, |(event, ..)| *event);
        ranges.dedup_by_key(|(event, ..)| *event);
        if self.candidates.len() > MAX_MOVED_CONTROLS || ranges.len() > MAX_MOVED {
            return (Vec::new(), false);
        }
        let mut moved = Vec::new();
        for (event, low, high) in ranges {
            self.functions.iter_mut().for_each(|function| function.restate(event, low));
            let other = best_within(&self.frontier().0, budget);
            let same = self.left(best.mask).1;
            self.functions.iter_mut().for_each(|function| function.restate(event, high));
            if let Some(other) = other.filter(|other| other.mask != best.mask && other.high < same) {
                moved.push((event, other));
            }
        }
        (moved, true)
    }

    /// All candidates.
    fn every(&self) -> Mask {
        (0..self.candidates.len()).fold(0, |mask, position| mask | 1 << position)
    }

    fn cost(&self, mask: Mask) -> f64 {
        let on = self.candidates.iter().enumerate().filter(|(position, _)| mask >> position & 1 == 1);
        on.fold(0.0, |sum, (_, candidate)| sum + candidate.cost)
    }

    /// Claims that fail on average under a choice.
    fn left(&self, mask: Mask) -> (f64, f64) {
        let sum = |high: bool| self.functions.iter().fold(0.0, |sum, f| sum + f.at(mask, high));
        (sum(false), sum(true))
    }

    fn choice(&self, mask: Mask) -> Choice {
        let (low, high) = self.left(mask);
        Choice { mask, cost: self.cost(mask), low, high }
    }

    /// What a claim asks: that it holds, else that as much as can be has to go wrong. Tells of what stands against it.
    fn best(
        &mut self,
        spec: &ClaimSpec,
        family: &mut ClaimFamily,
        mut against: impl FnMut(Level, Vec<EventId>),
    ) -> Result<Option<Asks>, Exhausted> {
        let mut blocked = None;
        for (worst, best) in
            [(Level::Stated, Level::Justified), (Level::Unknown, Level::Stated), (Level::Ordinary, Level::Unknown)]
        {
            match self.asks(spec, family, worst)? {
                Ok(asks) => {
                    if let Some(set) = blocked {
                        against(best, set);
                    }
                    return Ok(Some(asks));
                }
                Err(set) => blocked = Some(set),
            }
        }
        against(Level::Ordinary, blocked.unwrap_or_default());
        Ok(None)
    }

    /// What has to be hit so that no set is left that needs nothing worse than a level, or a smallest set that no
    /// candidate hits.
    fn asks(
        &mut self,
        spec: &ClaimSpec,
        family: &mut ClaimFamily,
        worst: Level,
    ) -> Result<Result<Asks, Vec<EventId>>, Exhausted> {
        let events = self.sought.events;
        let deciding = family.within(events, worst)?;
        let ordinary = family.within(events, Level::Ordinary)?;
        let limit = spec.within.or(self.sought.system.tolerates);
        let tolerance = limit.map(|limit| (limit, Function::new(&self.sought, family, ordinary, &self.absent)));
        let to_hit = if tolerance.is_some() { family.zdd.difference(deciding, ordinary)? } else { deciding };
        let absent = family.levels_where(|event| self.absent.contains(&event));
        let untouched = family.zdd.avoiding(to_hit, &absent)?;
        if let Some(set) = family.zdd.sets(untouched, 1).first() {
            return Ok(Err(family.events_of(set)));
        }
        let levels = u32::try_from(family.leaves.len()).unwrap_or(u32::MAX);
        let others: Vec<u32> = (0..levels).filter(|level| !absent.contains(level)).collect();
        let projected = family.zdd.given(to_hit, &others)?;
        let sets = family.zdd.sets(projected, MAX_MASKS + 1);
        self.complete &= sets.len() <= MAX_MASKS;
        let position = |event: EventId| self.absent.iter().position(|e| *e == event);
        let mask = |set: &Vec<u32>| {
            family.events_of(set).into_iter().filter_map(position).fold(0, |mask: Mask, at| mask | 1 << at)
        };
        let asks = Asks { worst, masks: sets.iter().map(mask).collect(), tolerance };
        Ok(if fulfilled(&asks, self.every()) { Ok(asks) } else { Err(Vec::new()) })
    }

    /// The cheapest choices that fulfil what all claims ask. Where not all sets are known a choice is tried on the
    /// graph; an attack that it leaves is one more set to hit.
    fn cheapest(
        &self,
        asks: &mut Vec<(usize, Asks)>,
        unsure: &[usize],
        beyond: &mut Vec<Beyond>,
    ) -> (Vec<Choice>, bool) {
        for _ in 0..MAX_ROUNDS {
            let mut search = Search::new(&self.candidates, asks.iter().map(|(_, a)| a).collect());
            search.run();
            let (best, optimal) = (std::mem::take(&mut search.best), search.is_proven());
            let Some(first) = best.first().copied() else { return (Vec::new(), optimal) };
            let mut more = false;
            for claim in unsure {
                let Some(at) = asks.iter().position(|(c, _)| c == claim) else { continue };
                match self.attack_left(&self.sought.system.claims[*claim], first, asks[at].1.worst) {
                    None => {}
                    Some((0, set)) => {
                        beyond.push(Beyond { claim: *claim, best: Level::Ordinary, set });
                        asks.remove(at);
                        more = true;
                    }
                    Some((mask, _)) => {
                        asks[at].1.masks.push(mask);
                        more = true;
                    }
                }
            }
            if !more {
                return (best.into_iter().map(|mask| self.choice(mask)).collect(), optimal);
            }
        }
        (Vec::new(), false)
    }

    /// An attack that a choice leaves open: the candidates whose absence it needs, and its events.
    fn attack_left(&self, spec: &ClaimSpec, mask: Mask, worst: Level) -> Option<(Mask, Vec<EventId>)> {
        let Sought { graph, events, settings, system, .. } = self.sought;
        let mut states = self.sought.states.to_vec();
        for event in graph.events() {
            let root = events.root(event);
            if let Some(position) = self.absent.iter().position(|e| events.root(*e) == root) {
                states[event.index()] = if mask >> position & 1 == 1 { State::Off } else { State::Certain };
            }
        }
        let Asked { listed, groups } = asked(graph, system, settings, spec);
        for (goals, who) in &groups {
            let parties: Vec<&[DeclaredId]> =
                if spec.together { vec![&listed] } else { who.iter().map(std::slice::from_ref).collect() };
            for party in parties {
                let supplier = !spec.together && system.suppliers.contains_key(&party[0]);
                let acting = Acting { parties: party, suppliers_fail: !supplier };
                let levels = Levels::of_all(graph, events, &states, &[acting]);
                let reached = |goal: &&FactId| levels[0].of(**goal).is_some_and(|level| level <= worst);
                if let Some(goal) = goals.iter().find(reached) {
                    return Some(self.attack_on(*goal, &acting, &states, worst));
                }
            }
        }
        None
    }

    /// The events of one derivation of a goal.
    fn attack_on(&self, goal: FactId, acting: &Acting<'_>, states: &[State], worst: Level) -> (Mask, Vec<EventId>) {
        let Sought { graph, events, .. } = self.sought;
        let may = |event: &EventId| {
            let facts = events.get(*event);
            let supplier = acting.suppliers_fail && facts.class == EventClass::Assumption;
            let act = facts.who.is_none_or(|who| acting.parties.contains(&who) || supplier);
            let state = states[event.index()];
            state == State::Certain || (state == State::Open && act && facts.level <= worst)
        };
        let mut fixpoint = Fixpoint::new(graph);
        fixpoint.allow(graph.events().filter(may));
        let (mut open, mut seen, mut needed) = (vec![goal], vec![false; graph.fact_count()], Vec::new());
        while let Some(fact) = open.pop() {
            if std::mem::replace(&mut seen[fact.index()], true) {
                continue;
            }
            if let Some(instance) = fixpoint.first(fact) {
                needed.extend(graph.needs(instance).map(|e| events.root(e)));
                open.extend(graph.premises(instance));
            }
        }
        needed.sort_unstable();
        needed.dedup();
        let position = |e: &EventId| self.absent.iter().position(|absent| events.root(*absent) == *e);
        let mask = needed.iter().filter_map(position).fold(0, |mask: Mask, at| mask | 1 << at);
        needed.retain(|e| position(e).is_none() && states[e.index()] == State::Open);
        (mask, needed)
    }

    /// Each choice that leaves less than all that cost no more. Goes through the choices, passing over those that even
    /// with every undecided control would be no better than one known.
    fn frontier(&self) -> (Vec<Choice>, bool) {
        let every = self.every();
        let mut order: Vec<usize> = (0..self.candidates.len()).collect();
        let none = self.left(0).1;
        let saves = |position: usize| (none - self.left(1 << position).1) / self.candidates[position].cost.max(1e-9);
        let saved: Vec<f64> = order.iter().map(|position| saves(*position)).collect();
        crate::order::sort_by(&mut order, |a, b| {
            saved[*b].partial_cmp(&saved[*a]).unwrap_or(std::cmp::Ordering::Equal).then(a.cmp(b))
        });
        let mut frontier: Vec<Choice> = vec![self.choice(0)];
        let mut weighed = 0;
        let mut open: Vec<(usize, Mask, Mask)> = vec![(0, 0, every)];
        while let Some((at, chosen, undecided)) = open.pop() {
            if weighed >= MAX_WEIGHED {
                break;
            }
            let Some(position) = order.get(at) else { continue };
            weighed += 1;
            let (cost, least) = (self.cost(chosen), self.left(chosen | undecided).1);
            if frontier.iter().any(|known| known.cost <= cost && known.high <= least) {
                continue;
            }
            let bit = 1 << position;
            let rest = undecided & !bit;
            open.push((at + 1, chosen, rest));
            let with = self.choice(chosen | bit);
            offer(&mut frontier, with);
            open.push((at + 1, with.mask, rest));
        }
        crate::order::sort_by(&mut frontier, |a, b| a.cost.partial_cmp(&b.cost).unwrap_or(std::cmp::Ordering::Equal));
        (frontier, open.is_empty())
    }
}

/// The choice of a frontier that leaves least within a budget.
pub fn best_within(frontier: &[Choice], budget: Option<f64>) -> Option<Choice> {
    frontier.iter().rfind(|choice| choice.cost <= budget.unwrap_or(f64::NAN)).copied()
}

/// Takes a choice into a frontier, unless one known is as good, and drops what it is better than.
fn offer(frontier: &mut Vec<Choice>, new: Choice) {
    let better = |a: &Choice, b: &Choice| {
        a.cost <= b.cost && a.high <= b.high && (a.cost < b.cost || a.high < b.high || a.mask <= b.mask)
    };
    if frontier.iter().any(|known| better(known, &new)) {
        return;
    }
    frontier.retain(|known| !better(&new, known));
    frontier.push(new);
}
