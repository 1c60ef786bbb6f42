//! Claims and their verdicts (DESIGN, section 5). Minimal sets are computed once for each different goal and then
//! counted for each adversary; where the sets are not complete, reachability decides, and that is said.

use std::collections::BTreeMap;

use super::events::{Events, Level};
use super::levels::{Acting, Levels};
use super::likelihood::upper_bound_of_union;
use super::persistence::persistent;
use super::scenario::{Settings, State};
use super::sets::{AttackSets, Budget, EventSet, minimal_sets};
use crate::catalog::{Class, EventClass};
use crate::engine::{FactId, Graph};
use crate::system::{Against, ClaimSpec, DeclaredId, Kind, Of, System, Which, Whose};

/// Sets for which persistence is looked at; beyond these the claim's own persistence is a lower bound.
const MAX_PERSISTENT: usize = 64;

/// A minimal set that counts for a claim.
#[derive(Clone, Debug)]
pub struct CountedSet {
    /// The set.
    pub set: EventSet,
    /// What has to go wrong for it.
    pub level: Level,
    /// For whom it counts.
    pub who: Vec<DeclaredId>,
    /// What is gained survives the adversary; none where that is no question.
    pub persistent: Option<bool>,
    /// The facts that it leads to, some or all of them.
    pub goals: Vec<FactId>,
}

/// The answer to a claim.
#[derive(Clone, Debug)]
pub struct ClaimAnswer {
    /// Sets that count, by level, likelihood, size and events.
    pub sets: Vec<CountedSet>,
    /// All minimal sets are known.
    pub complete: bool,
    /// If not: all of at most this many events are.
    pub order: usize,
    /// What has to go wrong at least; none if the claim cannot be broken at all.
    pub level: Option<Level>,
    /// A lesser level than that of any listed set follows from reachability alone.
    pub by_reach: bool,
    /// The claim is broken by ordinary events, but within the likelihood that it tolerates.
    pub tolerated: Option<(f64, f64)>,
    /// The facts that the claim denies.
    pub goals: Vec<FactId>,
}

/// Those against whom a claim is made: roles that are adversaries, and suppliers.
pub fn claimants(system: &System, settings: &Settings, claim: &ClaimSpec) -> Vec<DeclaredId> {
    let suppliers = system.suppliers.keys().copied();
    let everybody = system.adversaries.iter().copied().chain(suppliers);
    let mut listed: Vec<DeclaredId> = match &claim.against {
        Against::But(exempt) => everybody.filter(|who| !exempt.contains(who)).collect(),
        Against::In(listed) => everybody.filter(|who| listed.contains(who)).collect(),
    };
    listed.retain(|who| settings.acts(*who));
    listed.sort_unstable();
    listed.dedup();
    listed
}

/// Stands for those whom nobody names: what nobody does counts even where a claim is made against nobody in particular.
const NOBODY: DeclaredId = DeclaredId(u32::MAX);

/// Those whose goals are looked at: the claimants, or nobody in particular.
fn parties(listed: &[DeclaredId]) -> Vec<DeclaredId> {
    if listed.is_empty() { vec![NOBODY] } else { listed.to_vec() }
}

/// The facts that a claim denies to one adversary.
fn goals(graph: &Graph, system: &System, claim: &ClaimSpec, who: DeclaredId) -> Vec<FactId> {
    let mut goals: Vec<FactId> = claim
        .instances
        .iter()
        .filter(|(element, of)| {
            let Some((role, which)) = *of else { return true };
            let whose = || {
                let session = system.element(*element).session.is_some();
                system.persons.whose(who, role, which, session)
            };
            match claim.of {
                Of::Any => true,
                Of::Own => whose() == Whose::Own,
                Of::Others => whose() != Whose::Own,
                Of::Peers => whose() == Whose::Peers,
                Of::OtherTenants => whose() == Whose::Others,
                Of::Bystanders => matches!(which, Which::Bystander | Which::Peer),
            }
        })
        .flat_map(|(element, _)| claim.gains.iter().filter_map(|gain| graph.find(*gain, *element)))
        .collect();
    goals.sort_unstable();
    goals.dedup();
    goals
}

/// The facts that a claim denies to anybody against whom it is made.
pub fn all_goals(graph: &Graph, system: &System, settings: &Settings, claim: &ClaimSpec) -> Vec<FactId> {
    let mut all: Vec<FactId> = parties(&claimants(system, settings, claim))
        .into_iter()
        .flat_map(|who| goals(graph, system, claim, who))
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether a set counts for an adversary who acts alone: its positions are all theirs; or it has none, and the
/// suppliers who act in it are all that adversary.
fn counts_alone(set: &EventSet, events: &Events, who: DeclaredId) -> bool {
    let (positions, suppliers) = acting(set, events);
    if positions.is_empty() { suppliers.iter().all(|s| *s == who) } else { positions.iter().all(|p| *p == who) }
}

/// As above, for adversaries who act together.
fn counts_together(set: &EventSet, events: &Events, listed: &[DeclaredId]) -> bool {
    let (positions, suppliers) = acting(set, events);
    if positions.is_empty() {
        suppliers.iter().all(|s| listed.contains(s))
    } else {
        positions.iter().all(|p| listed.contains(p))
    }
}

fn acting(set: &EventSet, events: &Events) -> (Vec<DeclaredId>, Vec<DeclaredId>) {
    let mut positions = Vec::new();
    let mut suppliers = Vec::new();
    for event in set.events() {
        let facts = events.get(event);
        if let Some(who) = facts.who {
            if facts.class == EventClass::Position { positions.push(who) } else { suppliers.push(who) }
        }
    }
    (positions, suppliers)
}

/// Those who act in a set: whose positions are in it, else whose assumptions.
pub fn actors(set: &EventSet, events: &Events) -> Vec<DeclaredId> {
    let (mut positions, suppliers) = acting(set, events);
    if positions.is_empty() {
        positions = suppliers;
    }
    positions.sort_unstable();
    positions.dedup();
    positions
}

/// What has to go wrong for a set: the most of its events.
pub fn level_of(set: &EventSet, events: &Events) -> Level {
    set.events().map(|e| events.get(e).level).max().unwrap_or(Level::Ordinary)
}

/// Whom a claim is asked for, and for which facts.
pub struct Asked {
    /// Those against whom the claim is made; somebody without a name if it is made against nobody.
    pub listed: Vec<DeclaredId>,
    /// Different goals, each with those whose goals they are. Together they have all goals in common.
    pub groups: Vec<(Vec<FactId>, Vec<DeclaredId>)>,
}

/// Tells whom a claim is asked for.
pub fn asked(graph: &Graph, system: &System, settings: &Settings, claim: &ClaimSpec) -> Asked {
    let listed = parties(&claimants(system, settings, claim));
    let mut groups: BTreeMap<Vec<FactId>, Vec<DeclaredId>> = BTreeMap::new();
    for who in &listed {
        groups.entry(goals(graph, system, claim, *who)).or_default().push(*who);
    }
    if claim.together && groups.len() > 1 {
        let mut all: Vec<FactId> = groups.keys().flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        groups = BTreeMap::from([(all, listed.clone())]);
    }
    Asked { listed, groups: groups.into_iter().collect() }
}

/// Answers one claim. `reach` gives the levels of all facts for one adversary; it is asked only where sets run out.
#[allow(clippy::too_many_arguments, reason = "the parts of one analysis, borrowed side by side")]
pub fn claim(
    graph: &Graph,
    system: &System,
    events: &Events,
    settings: &Settings,
    states: &[State],
    claim: &ClaimSpec,
    budget: Budget,
    reach: &mut dyn FnMut(DeclaredId) -> std::rc::Rc<Levels>,
) -> ClaimAnswer {
    let Asked { listed, groups } = asked(graph, system, settings, claim);
    let mut counted: BTreeMap<EventSet, (Vec<DeclaredId>, Vec<FactId>)> = BTreeMap::new();
    let (mut complete, mut order) = (true, usize::MAX);
    let mut reached: Option<Level> = None;
    let mut all_goals = Vec::new();
    for (goals, who) in &groups {
        all_goals.extend(goals.iter().copied());
        let AttackSets { sets, complete: all, order: to } = minimal_sets(graph, events, states, goals, budget);
        complete &= all;
        order = order.min(to);
        for set in &sets {
            let counts: Vec<DeclaredId> = if claim.together {
                if counts_together(set, events, &listed) { listed.clone() } else { Vec::new() }
            } else {
                who.iter().copied().filter(|w| counts_alone(set, events, *w)).collect()
            };
            if !counts.is_empty() {
                let entry = counted.entry(*set).or_default();
                entry.0.extend(counts);
                entry.1.extend(goals.iter().copied());
            }
        }
        if !all {
            let levels = if claim.together {
                Levels::of_all(graph, events, states, &[Acting { parties: &listed, suppliers_fail: true }])
            } else {
                who.iter().map(|who| reach(*who).as_ref().clone()).collect()
            };
            let least = levels.iter().flat_map(|l| goals.iter().filter_map(|g| l.of(*g))).min();
            reached = [reached, least].into_iter().flatten().min();
        }
    }
    all_goals.sort_unstable();
    all_goals.dedup();
    let sets = ranked(graph, system, events, states, claim, counted);
    let listed_level = sets.iter().map(|s| s.level).min();
    let by_reach = reached.is_some_and(|r| listed_level.is_none_or(|l| r < l));
    let mut level = if by_reach { reached } else { listed_level };
    let mut tolerated = None;
    if let Some(limit) = claim.within.or(system.tolerates).filter(|_| level == Some(Level::Ordinary) && complete) {
        let ordinary: Vec<EventSet> = sets.iter().filter(|s| s.level == Level::Ordinary).map(|s| s.set).collect();
        let likelihood = upper_bound_of_union(&ordinary, events);
        if likelihood <= limit {
            tolerated = Some((likelihood, limit));
            level = sets.iter().map(|s| s.level).filter(|l| *l != Level::Ordinary).min();
        }
    }
    ClaimAnswer { sets, complete, order, level, by_reach, tolerated, goals: all_goals }
}

fn ranked(
    graph: &Graph,
    system: &System,
    events: &Events,
    states: &[State],
    claim: &ClaimSpec,
    counted: BTreeMap<EventSet, (Vec<DeclaredId>, Vec<FactId>)>,
) -> Vec<CountedSet> {
    let mut sets: Vec<CountedSet> = counted
        .into_iter()
        .map(|(set, (mut who, mut goals))| {
            who.sort_unstable();
            who.dedup();
            goals.sort_unstable();
            goals.dedup();
            // What nobody does counts for anybody; naming everybody would say nothing.
            let (positions, suppliers) = acting(&set, events);
            if positions.is_empty() && suppliers.is_empty() {
                who.clear();
            }
            CountedSet { set, level: level_of(&set, events), who, persistent: None, goals }
        })
        .collect();
    sets.sort_by_cached_key(|s| {
        let likelihood = super::likelihood::of_set(s.set.events(), events).0;
        let mut ids: Vec<&str> = s.set.events().map(|e| events.get(e).id.as_str()).collect();
        ids.sort_unstable();
        let ids: Vec<String> = ids.into_iter().map(str::to_owned).collect();
        (s.level, std::cmp::Reverse(likelihood.high.to_bits()), s.set.order(), ids)
    });
    let integrity = claim.gains.iter().any(|g| g.class() == Some(Class::Integrity));
    let lasting = !matches!(system.declared[claim.declared.index()].kind, Kind::Credential);
    if integrity && lasting && !sets.is_empty() {
        let tried: Vec<(&EventSet, &[FactId])> =
            sets.iter().take(MAX_PERSISTENT).map(|s| (&s.set, s.goals.as_slice())).collect();
        let found = persistent(graph, system, events, states, &tried);
        for (counted, found) in sets.iter_mut().zip(found) {
            counted.persistent = Some(found);
        }
    }
    sets
}
