//! Which catalog attacks are in scope (DESIGN, section 5): an attack closes where every capability that it needs is
//! held, is one step away where one thing is missing, and is out of scope where its structure does not occur.

use std::collections::BTreeMap;

use super::events::{Events, Level};
use super::exposure::Exposures;
use super::scenario::State;
use crate::catalog::{Catalog, EventKindId, Predicate, Relation, RuleId};
use crate::engine::{EventId, Graph, structural_matches};
use crate::system::{DeclaredId, ElementId, System};

/// Structural matches looked at for each rule; a rule that fits in more places is judged by those and by its instances.
const MAX_MATCHES: usize = 5_000;

/// Something that an attack lacks at one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// A fact that nobody reaches.
    Fact(Predicate, ElementId),
    /// An event that cannot happen, or only if an assumption fails.
    Event(EventId),
}

/// One place where an attack's structure occurs.
#[derive(Clone, Debug)]
pub struct PlaceScope {
    /// The declared names of the pattern.
    pub declared: Vec<DeclaredId>,
    /// The elements of the best match.
    pub bindings: Vec<ElementId>,
    /// What is missing; empty if it closes.
    pub missing: Vec<Missing>,
}

/// An attack and the places where its structure occurs, best first.
#[derive(Clone, Debug)]
pub struct AttackScope {
    /// The rule.
    pub rule: RuleId,
    /// Places.
    pub places: Vec<PlaceScope>,
    /// A relation of the pattern that does not occur, if there is no place.
    pub absent: Option<Relation>,
    /// More matches than were looked at.
    pub cut: bool,
}

/// The attacks among the rules: those with a name.
pub fn attacks(
    graph: &Graph,
    system: &System,
    catalog: &Catalog,
    events: &Events,
    states: &[State],
    exposures: &Exposures,
) -> Vec<AttackScope> {
    let mut by_rule: BTreeMap<RuleId, Vec<crate::engine::InstanceId>> = BTreeMap::new();
    for instance in graph.instances() {
        let rule = graph.rule(instance);
        if catalog.rule(rule).name.is_some() {
            by_rule.entry(rule).or_default().push(instance);
        }
    }
    let mut known: BTreeMap<(EventKindId, Vec<ElementId>), EventId> = BTreeMap::new();
    for (id, facts) in events.iter() {
        known.insert((facts.event.kind, facts.event.elements.clone()), id);
    }
    let happens = |event: EventId| match states[event.index()] {
        State::Certain => true,
        State::Off => false,
        State::Open => events.get(event).level == Level::Ordinary,
    };
    let mut scopes = Vec::new();
    for (number, rule) in (0_u32..).zip(&catalog.rules) {
        if rule.name.is_none() {
            continue;
        }
        let id = RuleId(number);
        let mut places: BTreeMap<Vec<DeclaredId>, PlaceScope> = BTreeMap::new();
        let mut offer = |bindings: Vec<ElementId>, missing: Vec<Missing>| {
            let mut declared: Vec<DeclaredId> = Vec::new();
            for element in &bindings {
                let element = system.element(*element);
                let session = matches!(element.form, crate::system::Form::Session(_));
                if !session && !declared.contains(&element.declared) {
                    declared.push(element.declared);
                }
            }
            let place = PlaceScope { declared: declared.clone(), bindings, missing };
            match places.get_mut(&declared) {
                Some(best) if (best.missing.len(), &best.bindings) <= (place.missing.len(), &place.bindings) => {}
                Some(best) => *best = place,
                None => {
                    places.insert(declared, place);
                }
            }
        };
        for instance in by_rule.get(&id).into_iter().flatten() {
            let lacking = exposures.fewest_lacking(graph.premises(*instance));
            let mut missing: Vec<Missing> = lacking
                .into_iter()
                .map(|fact| {
                    let (predicate, element) = graph.fact(fact);
                    Missing::Fact(predicate, element)
                })
                .collect();
            missing.extend(graph.needs(*instance).filter(|e| !happens(*e)).map(Missing::Event));
            offer(graph.bindings(*instance).collect(), missing);
        }
        let (matches, cut) = structural_matches(catalog, system, id, MAX_MATCHES);
        let matched = !matches.is_empty();
        for bindings in matches {
            let mut missing = Vec::new();
            for (predicate, variable) in &rule.premises {
                let element = bindings[variable.index()];
                let fact = graph.find(*predicate, element);
                if fact.and_then(|f| exposures.level(f)) != Some(Level::Ordinary) {
                    missing.push(Missing::Fact(*predicate, element));
                }
            }
            if missing.is_empty() {
                // Held in every part: then it is among the instances, and judged there.
                continue;
            }
            for (kind, args) in &rule.events {
                let elements: Vec<ElementId> = args.iter().map(|v| bindings[v.index()]).collect();
                if let Some(event) = known.get(&(*kind, elements))
                    && !happens(*event)
                {
                    missing.push(Missing::Event(*event));
                }
            }
            offer(bindings, missing);
        }
        let mut places: Vec<PlaceScope> = places.into_values().collect();
        crate::order::sort_by(&mut places, |a, b| (a.missing.len(), &a.declared).cmp(&(b.missing.len(), &b.declared)));
        let absent = (!matched && places.is_empty())
            .then(|| {
                let empty = rule.relations.iter().find(|a| system.relations.tuples(a.relation).is_empty());
                empty.or(rule.relations.first()).map(|a| a.relation)
            })
            .flatten();
        scopes.push(AttackScope { rule: id, places, absent, cut });
    }
    scopes
}
