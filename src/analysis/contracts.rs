//! Contracts (DESIGN, section 7): every attack is cut where it crosses from one domain to another. What the first domain
//! hands the second there is a capability over an asset. What crosses is read off the derivations that each minimal set
//! admits, not off one path of it; where not all sets are known, off the graph as far as it can be broken at all.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::ClaimAnswer;
use super::events::{Events, Level};
use super::exposure::Exposures;
use super::scenario::State;
use super::trial::Trial;
use crate::catalog::{EventClass, Predicate};
use crate::engine::{EventId, FactId, Fixpoint, Graph, InstanceId};
use crate::system::{DeclaredId, Form, Kind, System};

/// Minimal sets of one claim that are cut.
const MAX_SETS: usize = 400;
/// Facts that are derived while cutting; the sets that would take more are left out, which is said.
const MAX_FACTS: u64 = 30_000_000;

/// Position of a domain in [`Contracts::domains`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DomainId(pub u16);

impl DomainId {
    /// As an index.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// How a claim breaks through a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passing {
    /// Position of the claim in the system.
    pub claim: usize,
    /// Minimal sets that count for the claim and pass.
    pub sets: u64,
    /// What has to go wrong for the least of them.
    pub level: Level,
}

/// What one domain hands another. Sessions of the same asset are one.
#[derive(Clone, Debug)]
pub struct Contract {
    /// The domain that hands it over.
    pub from: DomainId,
    /// The domain that receives it.
    pub to: DomainId,
    /// The facts handed over: the same capability over the same asset, in each session where it is; ordered.
    pub facts: Vec<FactId>,
    /// What the receiving domain has then, ordered.
    pub then: Vec<FactId>,
    /// Claims that break through it, in the order of the system.
    pub claims: Vec<Passing>,
    /// What has to go wrong at least.
    pub level: Level,
    /// Controls that stand at it or before it, whether on or off.
    pub controls: Vec<DeclaredId>,
    /// Assumptions that some set which passes needs to fail.
    pub assumptions: Vec<EventId>,
}

impl Contract {
    /// Minimal sets that pass, counted for each claim.
    pub fn sets(&self) -> u64 {
        self.claims.iter().map(|c| c.sets).sum()
    }
}

/// All contracts of a system.
#[derive(Clone, Debug)]
pub struct Contracts {
    /// Domains of the description, by name.
    pub domains: Vec<String>,
    /// The contracts, those that need least to go wrong first, then those with most sets.
    pub contracts: Vec<Contract>,
    /// Every minimal set of every claim was cut.
    pub complete: bool,
}

/// Cuts the attacks on all claims at the borders of domains.
pub fn contracts(
    graph: &Graph,
    system: &System,
    events: &Events,
    states: &[State],
    exposures: &Exposures,
    answers: &[ClaimAnswer],
) -> Contracts {
    let names: BTreeSet<&str> = system.declared.iter().map(|d| d.domain.as_str()).collect();
    let domains: Vec<String> = names.into_iter().map(str::to_owned).collect();
    let of_declared = system
        .declared
        .iter()
        .map(|d| {
            domains.binary_search(&d.domain).ok().and_then(|at| u16::try_from(at).ok()).map_or(DomainId(0), DomainId)
        })
        .collect();
    let mut cut = Cut { graph, system, events, of_declared, found: BTreeMap::new() };
    let mut trial = Trial::new(graph, events, states);
    let (mut complete, mut left) = (true, MAX_FACTS);
    for (claim, answer) in answers.iter().enumerate() {
        let mut whole = answer.complete;
        for (at, counted) in answer.sets.iter().enumerate() {
            if at == MAX_SETS || left == 0 {
                whole = false;
                break;
            }
            let fixpoint = trial.follow(counted.set.events());
            left = left.saturating_sub(fixpoint.order().len() as u64);
            let assumed = |e: &EventId| {
                let facts = events.get(*e);
                facts.class == EventClass::Assumption || facts.level >= Level::Stated
            };
            let failing: Vec<EventId> = counted.set.events().filter(assumed).collect();
            cut.set(claim, counted.level, fixpoint, &counted.goals, &failing);
        }
        if !whole {
            complete = false;
            cut.graph(claim, states, exposures, &answer.goals);
        }
    }
    let mut contracts: Vec<Contract> = cut.found.into_values().collect();
    contracts.sort_by_cached_key(|c| (c.level, std::cmp::Reverse(c.sets()), c.from, c.to, c.facts[0]));
    Contracts { domains, contracts, complete }
}

/// An asset whatever its session: a name, what it is to it, and the second name in its own.
type Asset = (DeclaredId, Form, Option<DeclaredId>);
/// What is handed over, from whom to whom.
type Key = (DomainId, DomainId, Predicate, Asset);

struct Cut<'a> {
    graph: &'a Graph,
    system: &'a System,
    events: &'a Events,
    of_declared: Vec<DomainId>,
    found: BTreeMap<Key, Contract>,
}

/// A crossing: the fact handed over and what is made of it.
type Crossing = (FactId, FactId);

impl Cut<'_> {
    fn domain(&self, fact: FactId) -> DomainId {
        self.of_declared[self.system.element(self.graph.fact(fact).1).declared.index()]
    }

    fn key(&self, (given, then): Crossing) -> Key {
        let (predicate, element) = self.graph.fact(given);
        let element = self.system.element(element);
        (self.domain(given), self.domain(then), predicate, (element.declared, element.form, element.other))
    }

    /// That a control is not in place is a state of the description; nobody hands it over.
    fn is_absent(&self, fixpoint: &Fixpoint<'_>, fact: FactId) -> bool {
        let mut at = fact;
        while self.graph.fact(at).0 == Predicate::Off {
            let Some(instance) = fixpoint.first(at) else { return false };
            if self.graph.needs(instance).any(|e| self.events.get(e).class == EventClass::ControlAbsent) {
                return true;
            }
            // A control that is off everywhere is off in each session; else somebody got past it.
            let mut premises = self.graph.premises(instance);
            match (premises.next(), premises.next()) {
                (Some(only), None) => at = only,
                _ => return false,
            }
        }
        false
    }

    /// The control whose being off a fact says.
    fn control(&self, fact: FactId) -> Option<DeclaredId> {
        let (predicate, element) = self.graph.fact(fact);
        let declared = self.system.element(element).declared;
        let is = predicate == Predicate::Off && self.system.declared[declared.index()].kind == Kind::Control;
        is.then_some(declared)
    }

    /// Cuts one minimal set. Derivations run from facts derived earlier to facts derived later, so that none goes
    /// through its own conclusion.
    fn set(&mut self, claim: usize, level: Level, fixpoint: &Fixpoint<'_>, goals: &[FactId], failing: &[EventId]) {
        let graph = self.graph;
        let mut cone: BTreeSet<FactId> = goals.iter().copied().filter(|g| fixpoint.holds(*g)).collect();
        let mut open: Vec<FactId> = cone.iter().copied().collect();
        let mut steps: BTreeMap<(Option<u32>, InstanceId), FactId> = BTreeMap::new();
        while let Some(fact) = open.pop() {
            let rank = fixpoint.rank(fact);
            for instance in graph.derivations(fact).filter(|i| fixpoint.fires(*i)) {
                if graph.premises(instance).any(|p| fixpoint.rank(p) >= rank) {
                    continue;
                }
                steps.insert((rank, instance), fact);
                open.extend(graph.premises(instance).filter(|p| cone.insert(*p)));
            }
        }
        // In order of derivation: what stands before a premise is known when its conclusion is looked at.
        let mut before: BTreeMap<FactId, BTreeSet<DeclaredId>> = BTreeMap::new();
        let mut passed: BTreeMap<Key, (BTreeSet<Crossing>, BTreeSet<DeclaredId>)> = BTreeMap::new();
        for ((_, instance), then) in steps {
            let mut here: BTreeSet<DeclaredId> = BTreeSet::new();
            for premise in graph.premises(instance) {
                here.extend(self.control(premise));
                here.extend(before.get(&premise).into_iter().flatten());
            }
            for given in graph.premises(instance) {
                if self.domain(given) != self.domain(then) && !self.is_absent(fixpoint, given) {
                    let (crossings, controls) = passed.entry(self.key((given, then))).or_default();
                    crossings.insert((given, then));
                    controls.extend(graph.premises(instance).filter_map(|p| self.control(p)));
                    controls.extend(before.get(&given).into_iter().flatten());
                }
            }
            before.entry(then).or_default().extend(here);
        }
        for (key, (crossings, controls)) in passed {
            let contract = self.contract(key, level);
            contract.level = contract.level.min(level);
            insert(&mut contract.controls, controls);
            insert(&mut contract.assumptions, failing.iter().copied());
            insert(&mut contract.facts, crossings.iter().map(|(given, _)| *given));
            insert(&mut contract.then, crossings.iter().map(|(_, then)| *then));
            match contract.claims.iter_mut().find(|passing| passing.claim == claim) {
                Some(passing) => {
                    passing.sets += 1;
                    passing.level = passing.level.min(level);
                }
                None => contract.claims.push(Passing { claim, sets: 1, level }),
            }
        }
    }

    /// Adds what crosses on the way to a claim whose minimal sets are not all known: over everything that is derivable
    /// without a justified assumption's failing.
    fn graph(&mut self, claim: usize, states: &[State], exposures: &Exposures, goals: &[FactId]) {
        let graph = self.graph;
        let level = |fact: FactId| exposures.level(fact).filter(|level| *level < Level::Justified);
        let may = |event: EventId| match states[event.index()] {
            State::Certain => true,
            State::Open => self.events.get(event).level < Level::Justified,
            _ => false,
        };
        let mut cone: BTreeSet<FactId> = goals.iter().copied().filter(|g| level(*g).is_some()).collect();
        let mut open: Vec<FactId> = cone.iter().copied().collect();
        let mut crossings: BTreeSet<Crossing> = BTreeSet::new();
        while let Some(then) = open.pop() {
            for instance in graph.derivations(then) {
                if !graph.needs(instance).all(may) || graph.premises(instance).any(|p| level(p).is_none()) {
                    continue;
                }
                for given in graph.premises(instance) {
                    if self.domain(given) != self.domain(then) && graph.fact(given).0 != Predicate::Off {
                        crossings.insert((given, then));
                    }
                    if cone.insert(given) {
                        open.push(given);
                    }
                }
            }
        }
        for crossing in crossings {
            let Some(level) = level(crossing.0) else { continue };
            let contract = self.contract(self.key(crossing), level);
            insert(&mut contract.facts, [crossing.0]);
            insert(&mut contract.then, [crossing.1]);
            if !contract.claims.iter().any(|passing| passing.claim == claim) {
                contract.claims.push(Passing { claim, sets: 0, level });
            }
        }
    }

    fn contract(&mut self, key: Key, level: Level) -> &mut Contract {
        self.found.entry(key).or_insert_with(|| Contract {
            from: key.0,
            to: key.1,
            facts: Vec::new(),
            then: Vec::new(),
            claims: Vec::new(),
            level,
            controls: Vec::new(),
            assumptions: Vec::new(),
        })
    }
}

/// Adds what is not there yet, in order.
fn insert<T: Ord>(sorted: &mut Vec<T>, items: impl IntoIterator<Item = T>) {
    for item in items {
        if let Err(at) = sorted.binary_search(&item) {
            sorted.insert(at, item);
        }
    }
}
