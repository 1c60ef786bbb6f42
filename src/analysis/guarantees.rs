//! What assumptions are worth and what suppliers have to guarantee (DESIGN, section 6): each assumption with the claims
//! that fall with it, alone or with another; the smallest sets of guarantees that make claims hold; and the strongest
//! capabilities that a supplier may keep with all claims still holding.

use std::collections::BTreeMap;

use super::events::Level;
use super::family::{ClaimFamily, Leaf, Sought, claim_family};
use super::plan::candidates;
use super::scenario::State;
use crate::catalog::{EventClass, Predicate, Relation};
use crate::diagram::{Bdd, Exhausted, Family, Zdd};
use crate::engine::{EventId, FactId};
use crate::system::{DeclaredId, ElementId, Form, System};

/// Sets that are turned into demands.
const MAX_SETS: usize = 20_000;
/// Nodes for demands, and for what a supplier may keep.
const MAX_NODES: usize = 500_000;
/// Demands that are told.
const MAX_DEMANDS: usize = 50;
/// Ways in which a supplier may keep capabilities that are told.
const MAX_WAYS: usize = 12;

/// The claims that fall with an assumption, by their positions among the system's.
#[derive(Clone, Debug, Default)]
pub struct Falls {
    /// If it alone fails.
    pub alone: Vec<usize>,
    /// If another fails too, and with neither alone.
    pub together: BTreeMap<EventId, Vec<usize>>,
}

/// A smallest set that makes claims hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// Assumptions to justify, or unknown things to settle.
    pub guarantees: Vec<EventId>,
    /// Controls to switch on.
    pub controls: Vec<ElementId>,
}

/// What a supplier may keep.
#[derive(Clone, Debug)]
pub struct Keeps {
    /// The supplier.
    pub supplier: DeclaredId,
    /// Each a largest set of facts that leaves all claims holding, the strongest capability over each element alone.
    pub ways: Vec<Vec<FactId>>,
    /// Nothing that it could keep breaks any claim.
    pub anything: bool,
    /// There are more ways, or not all sets behind them are known.
    pub cut: bool,
}

/// What is required of suppliers.
#[derive(Clone, Debug, Default)]
pub struct Guarantees {
    /// For each assumption and unknown thing, what falls with it.
    pub falls: BTreeMap<EventId, Falls>,
    /// The smallest sets, by size.
    pub demands: Vec<Demand>,
    /// These are all.
    pub complete: bool,
    /// Guarantees that are in every demand.
    pub always: Vec<EventId>,
    /// Guarantees that are in some demand.
    pub sometimes: Vec<EventId>,
    /// What each supplier may keep.
    pub keeps: Vec<Keeps>,
    /// Claims that neither guarantees nor controls make hold.
    pub beyond: Vec<usize>,
}

/// The minimal sets that have an element of each of some sets (Berge).
fn transversals(zdd: &mut Zdd, sets: &[Vec<u32>]) -> Result<Family, Exhausted> {
    sets.iter().try_fold(Family::UNIT, |found, set| {
        let one = zdd.singles(set)?;
        zdd.meet(found, one, u32::MAX)
    })
}

/// Computes what is required for some claims, by their positions among the system's.
pub fn guarantees(sought: &Sought<'_>, claims: &[usize]) -> Result<Guarantees, Exhausted> {
    let mut answer = Guarantees { complete: true, ..Guarantees::default() };
    let absent: Vec<(ElementId, EventId)> =
        candidates(sought).into_iter().map(|(candidate, event)| (candidate.element, event)).collect();
    let mut states = sought.states.to_vec();
    for event in sought.graph.events() {
        if absent.iter().any(|(_, e)| sought.events.root(*e) == sought.events.root(event)) {
            states[event.index()] = State::Open;
        }
    }
    let with_controls = Sought { states: &states, ..*sought };
    let mut to_hit: Vec<Vec<EventId>> = Vec::new();
    for claim in claims {
        let spec = &sought.system.claims[*claim];
        let mut family = claim_family(sought, spec)?;
        answer.complete &= family.is_complete();
        falls(sought, &mut family, *claim, &mut answer.falls)?;
        let mut family = if absent.is_empty() { family } else { claim_family(&with_controls, spec)? };
        answer.complete &= family.is_complete();
        let tolerated = tolerated(sought, &mut family, &absent, spec.within.or(sought.system.tolerates))?;
        match deciding(sought, &mut family, &absent, tolerated)? {
            Some(sets) => {
                answer.complete &= sets.len() <= MAX_SETS;
                to_hit.extend(sets);
            }
            None => answer.beyond.push(*claim),
        }
    }
    demands(&absent, &to_hit, &mut answer)?;
    let open: Vec<usize> = claims.iter().copied().filter(|claim| !answer.beyond.contains(claim)).collect();
    for supplier in sought.system.suppliers.keys() {
        if let Some(keeps) = keeps(sought, *supplier, &open)? {
            answer.keeps.push(keeps);
        }
    }
    Ok(answer)
}

/// What falls with each assumption: whatever is ordinary may happen, so that only assumptions are left in the sets.
fn falls(
    sought: &Sought<'_>,
    family: &mut ClaimFamily,
    claim: usize,
    falls: &mut BTreeMap<EventId, Falls>,
) -> Result<(), Exhausted> {
    let ordinary = family.levels_where(|e| sought.events.get(e).level == Level::Ordinary);
    let left = family.zdd.given(family.sets, &ordinary)?;
    let pairs = family.zdd.within(left, 2)?;
    for set in family.zdd.sets(pairs, MAX_SETS) {
        match family.events_of(&set).as_slice() {
            [one] => falls.entry(*one).or_default().alone.push(claim),
            [one, other] => {
                falls.entry(*one).or_default().together.entry(*other).or_default().push(claim);
                falls.entry(*other).or_default().together.entry(*one).or_default().push(claim);
            }
            _ => {}
        }
    }
    Ok(())
}

/// The sets that need no assumption to fail, if they are likely no more than a claim tolerates.
fn tolerated(
    sought: &Sought<'_>,
    family: &mut ClaimFamily,
    absent: &[(ElementId, EventId)],
    limit: Option<f64>,
) -> Result<Family, Exhausted> {
    let Some(limit) = limit else { return Ok(Family::NONE) };
    let ordinary = family.within(sought.events, Level::Ordinary)?;
    let controls = family.levels_where(|event| absent.iter().any(|(_, e)| *e == event));
    let as_it_is = family.zdd.given(ordinary, &controls)?;
    let weight = |leaf: &Leaf| match leaf {
        Leaf::Event(event) => sought.events.get(*event).likelihood.high,
        Leaf::Kept(_) | Leaf::Goals(_) => 1.0,
    };
    let weights: Vec<f64> = family.leaves.iter().map(weight).collect();
    let mut bdd = Bdd::new(family.zdd.levels(), MAX_NODES);
    let function = bdd.of_family(&family.zdd, as_it_is)?;
    Ok(if bdd.probability(function, &weights) <= limit { ordinary } else { Family::NONE })
}

/// For each set that decides a claim, what would take it away: a guarantee or a control. None if nothing would.
fn deciding(
    sought: &Sought<'_>,
    family: &mut ClaimFamily,
    absent: &[(ElementId, EventId)],
    tolerated: Family,
) -> Result<Option<Vec<Vec<EventId>>>, Exhausted> {
    let sets = family.within(sought.events, Level::Stated)?;
    let sets = family.zdd.difference(sets, tolerated)?;
    let mends =
        |event: EventId| sought.events.get(event).level != Level::Ordinary || absent.iter().any(|(_, e)| *e == event);
    let others = family.levels_where(|e| !mends(e));
    let left = family.zdd.given(sets, &others)?;
    if left == Family::UNIT {
        return Ok(None);
    }
    let sets = family.zdd.sets(left, MAX_SETS + 1);
    Ok(Some(sets.iter().map(|set| family.events_of(set)).collect()))
}

fn demands(absent: &[(ElementId, EventId)], to_hit: &[Vec<EventId>], answer: &mut Guarantees) -> Result<(), Exhausted> {
    let mut named: Vec<EventId> = to_hit.concat();
    named.sort_unstable();
    named.dedup();
    let level = |event: &EventId| named.binary_search(event).ok().and_then(|at| u32::try_from(at).ok());
    let sets: Vec<Vec<u32>> = to_hit.iter().map(|set| set.iter().filter_map(level).collect()).collect();
    let mut zdd = Zdd::new(u32::try_from(named.len()).unwrap_or(u32::MAX), MAX_NODES);
    let Ok(all) = transversals(&mut zdd, &sets) else {
        answer.complete = false;
        return Ok(());
    };
    let control = |event: &EventId| absent.iter().find(|(_, e)| e == event).map(|(element, _)| *element);
    let found = zdd.sets(all, MAX_DEMANDS + 1);
    answer.complete &= found.len() <= MAX_DEMANDS;
    for set in found.iter().take(MAX_DEMANDS) {
        let events: Vec<EventId> = set.iter().map(|level| named[*level as usize]).collect();
        answer.demands.push(Demand {
            guarantees: events.iter().copied().filter(|e| control(e).is_none()).collect(),
            controls: events.iter().filter_map(control).collect(),
        });
    }
    for level in zdd.levels_of(all) {
        let event = named[level as usize];
        if control(&event).is_none() {
            let without = zdd.avoiding(all, &[level])?;
            let list = if without == Family::NONE { &mut answer.always } else { &mut answer.sometimes };
            list.push(event);
        }
    }
    Ok(())
}

/// The elements through which a supplier could act: what it publishes, runs or hosts.
pub fn reach_of(system: &System, supplier: DeclaredId) -> Vec<ElementId> {
    let by = |element: u32| {
        let element = system.element(ElementId(element));
        element.declared == supplier && element.form == Form::Itself
    };
    let pairs = |relation: Relation| system.relations.tuples(relation).chunks_exact(2);
    let mut found: Vec<ElementId> = Vec::new();
    for relation in [Relation::Publishes, Relation::Serves, Relation::Operates, Relation::Hosts] {
        found.extend(pairs(relation).filter(|pair| by(pair[0])).map(|pair| ElementId(pair[1])));
    }
    let upstream = pairs(Relation::Fetched).filter(|pair| found.contains(&ElementId(pair[1])));
    let upstream: Vec<ElementId> = upstream.map(|pair| ElementId(pair[0])).collect();
    found.extend(upstream);
    found.sort_unstable();
    found.dedup();
    found
}

/// The largest sets of capabilities that a supplier may have with all claims holding, its own promises apart; none if
/// it has no place from which to act.
fn keeps(sought: &Sought<'_>, supplier: DeclaredId, claims: &[usize]) -> Result<Option<Keeps>, Exhausted> {
    let elements = reach_of(sought.system, supplier);
    let facts = elements
        .iter()
        .flat_map(|element| Predicate::capabilities().filter_map(|capability| sought.graph.find(capability, *element)));
    let kept: Vec<(FactId, DeclaredId)> = facts.map(|fact| (fact, supplier)).collect();
    if kept.is_empty() {
        return Ok(None);
    }
    let mut states = sought.states.to_vec();
    for (event, facts) in sought.events.iter() {
        let own = facts.event.elements.first().is_some_and(|e| sought.system.element(*e).declared == supplier);
        if own && facts.class == EventClass::Assumption && states[event.index()] == State::Open {
            states[event.index()] = State::Off;
        }
    }
    let sought = Sought { states: &states, kept: &kept, ..*sought };
    let mut answer = Keeps { supplier, ways: Vec::new(), anything: false, cut: false };
    let mut forbidden: Vec<Vec<u32>> = Vec::new();
    for claim in claims {
        let mut family = claim_family(&sought, &sought.system.claims[*claim])?;
        answer.cut |= !family.is_complete();
        // What others fail in is no matter of this supplier's.
        let ordinary = family.within(sought.events, Level::Ordinary)?;
        let events = family.levels_where(|_| true);
        let left = family.zdd.given(ordinary, &events)?;
        if left == Family::UNIT {
            continue;
        }
        let sets = family.zdd.sets(left, MAX_SETS + 1);
        answer.cut |= sets.len() > MAX_SETS;
        let number = |level: &u32| match family.leaves[*level as usize] {
            Leaf::Kept(number) => Some(number),
            Leaf::Event(_) | Leaf::Goals(_) => None,
        };
        forbidden.extend(sets.iter().map(|set| set.iter().filter_map(number).collect::<Vec<u32>>()));
    }
    let count = u32::try_from(kept.len()).unwrap_or(u32::MAX);
    let mut zdd = Zdd::new(count, MAX_NODES);
    let Ok(denied) = transversals(&mut zdd, &forbidden) else {
        answer.cut = true;
        return Ok(Some(answer));
    };
    answer.anything = denied == Family::UNIT;
    let denials = zdd.sets(denied, MAX_WAYS + 1);
    answer.cut |= denials.len() > MAX_WAYS;
    for denial in denials.iter().take(MAX_WAYS) {
        let keeps: Vec<FactId> = (0..count).filter(|at| !denial.contains(at)).map(|at| kept[at as usize].0).collect();
        answer.ways.push(strongest(&sought, &keeps));
    }
    Ok(Some(answer))
}

/// The facts that no other of them implies.
fn strongest(sought: &Sought<'_>, facts: &[FactId]) -> Vec<FactId> {
    let implied = |fact: &FactId| {
        let (predicate, element) = sought.graph.fact(*fact);
        facts.iter().any(|other| {
            let (stronger, same) = sought.graph.fact(*other);
            same == element && sought.catalog.implications.iter().any(|i| i.from == stronger && i.to == predicate)
        })
    };
    facts.iter().copied().filter(|fact| !implied(fact)).collect()
}
