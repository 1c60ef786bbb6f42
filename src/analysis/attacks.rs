//! Which catalog attacks are in scope (DESIGN, section 5): an attack closes where every capability that it needs is
//! held, is one step away where one thing is missing, and is out of scope where its structure does not occur.

use std::collections::{BTreeMap, BTreeSet};

use super::events::{Events, Level};
use super::exposure::Exposures;
use super::scenario::State;
use crate::catalog::{AttackId, Catalog, EventKindId, MAX_VARIABLES, Predicate, Relation, RuleId};
use crate::engine::{EventId, Graph, InstanceId, Structure};
use crate::system::{DeclaredId, ElementId, Form, System};

/// Structural matches looked at for each pattern; one that fits in more places is judged by those and by its instances.
const MAX_MATCHES: usize = 5_000;
/// Instances of one rule that are looked at.
const MAX_INSTANCES: usize = 50_000;
/// Places kept of one attack.
const MAX_PLACES: usize = 10_000;

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
    /// Which of the attack's patterns it is.
    pub pattern: usize,
    /// The elements of the best match: those of the rule, then those of the further relations.
    pub bindings: Vec<ElementId>,
    /// What is missing; empty if it closes.
    pub missing: Vec<Missing>,
    /// Where it closes: the controls that stand there, in place or not.
    pub controls: Vec<ElementId>,
}

/// Why an attack occurs nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absent {
    /// Nothing stands in this relation.
    Relation(Relation),
    /// Something stands in each of these relations, but nothing in all of them together.
    Together(Vec<Relation>),
    /// The rule asks for no structure, and nobody reaches what it needs.
    Premises(RuleId),
}

/// An attack and the places where its structure occurs, best first.
#[derive(Clone, Debug)]
pub struct AttackScope {
    /// The attack.
    pub attack: AttackId,
    /// Places.
    pub places: Vec<PlaceScope>,
    /// Why there is no place, if there is none.
    pub absent: Option<Absent>,
    /// Of the watched rule instances, those in which the attack happens.
    pub watched: Vec<InstanceId>,
    /// Not every match was looked at.
    pub cut: bool,
}

/// What is looked at for all attacks.
struct Looking<'l> {
    graph: &'l Graph,
    system: &'l System,
    catalog: &'l Catalog,
    events: &'l Events,
    states: &'l [State],
    exposures: &'l Exposures,
    known: BTreeMap<(EventKindId, Vec<ElementId>), EventId>,
}

/// A rule instance, and what it lacks.
struct Occurrence {
    instance: InstanceId,
    bindings: Vec<ElementId>,
    missing: Vec<Missing>,
    controls: Vec<ElementId>,
}

/// What is found of one attack.
#[derive(Default)]
struct Found {
    places: BTreeMap<Vec<DeclaredId>, PlaceScope>,
    watched: BTreeSet<InstanceId>,
    absent: Option<Absent>,
    cut: bool,
}

/// All attacks of the catalog, in its order. `watched` are instances of which the reader wants to know whose they are.
pub fn attacks(
    graph: &Graph,
    system: &System,
    catalog: &Catalog,
    events: &Events,
    states: &[State],
    exposures: &Exposures,
    watched: &BTreeSet<InstanceId>,
) -> Vec<AttackScope> {
    let known = events.iter().map(|(id, facts)| ((facts.event.kind, facts.event.elements.clone()), id)).collect();
    let looking = Looking { graph, system, catalog, events, states, exposures, known };
    let structure = Structure::new(system);
    let mut users: BTreeMap<RuleId, Vec<(usize, usize)>> = BTreeMap::new();
    for (attack, one) in catalog.attacks.iter().enumerate() {
        for (pattern, of) in one.patterns.iter().enumerate() {
            users.entry(of.rule).or_default().push((attack, pattern));
        }
    }
    let mut by_rule: BTreeMap<RuleId, Vec<InstanceId>> = BTreeMap::new();
    for instance in graph.instances() {
        let rule = graph.rule(instance);
        if users.contains_key(&rule) {
            by_rule.entry(rule).or_default().push(instance);
        }
    }
    let mut found: Vec<Found> = catalog.attacks.iter().map(|_| Found::default()).collect();
    // Rule by rule, so that what its instances lack is looked up once for all attacks.
    for (rule, users) in &users {
        let instances = by_rule.get(rule).map_or(&[][..], Vec::as_slice);
        let cut = instances.len() > MAX_INSTANCES;
        let occurrences: Vec<Occurrence> =
            instances.iter().take(MAX_INSTANCES).map(|i| looking.occurrence(*i)).collect();
        let own = catalog.rule(*rule).variables.len();
        let mut alone: Option<(Vec<Vec<ElementId>>, bool)> = None;
        for (attack, number) in users {
            let pattern = &catalog.attacks[*attack].patterns[*number];
            let found = &mut found[*attack];
            found.cut |= cut;
            let further = structure.further(catalog, pattern);
            for occurrence in &occurrences {
                let bindings = match &further {
                    None => occurrence.bindings.clone(),
                    Some(further) => {
                        let (bindings, cut) = further.at(&occurrence.bindings);
                        found.cut |= cut;
                        let Some(bindings) = bindings else { continue };
                        bindings
                    }
                };
                if watched.contains(&occurrence.instance) {
                    found.watched.insert(occurrence.instance);
                }
                let (missing, controls) = (occurrence.missing.clone(), occurrence.controls.clone());
                found.offer(
                    system,
                    own,
                    PlaceScope { declared: Vec::new(), pattern: *number, bindings, missing, controls },
                );
            }
            let of_its_own;
            let (matches, cut) = if pattern.is_plain() {
                alone.get_or_insert_with(|| structure.matches(catalog, pattern, MAX_MATCHES))
            } else {
                of_its_own = structure.matches(catalog, pattern, MAX_MATCHES);
                &of_its_own
            };
            found.cut |= cut;
            for bindings in matches {
                if let Some(missing) = looking.lacking(*rule, bindings) {
                    let bindings = bindings.clone();
                    let controls = Vec::new();
                    found.offer(
                        system,
                        own,
                        PlaceScope { declared: Vec::new(), pattern: *number, bindings, missing, controls },
                    );
                }
            }
            if matches.is_empty() {
                found.nowhere(looking.absent(pattern));
            }
        }
    }
    (0_u32..).map(AttackId).zip(found).map(|(attack, found)| found.into_scope(attack)).collect()
}

impl Looking<'_> {
    fn happens(&self, event: EventId) -> bool {
        match self.states[event.index()] {
            State::Certain => true,
            State::Off => false,
            State::Open => self.events.get(event).level == Level::Ordinary,
        }
    }

    fn occurrence(&self, instance: InstanceId) -> Occurrence {
        let graph = self.graph;
        let lacking = self.exposures.fewest_lacking(graph.premises(instance)).into_iter();
        let mut missing: Vec<Missing> = lacking
            .map(|fact| {
                let (predicate, element) = graph.fact(fact);
                Missing::Fact(predicate, element)
            })
            .collect();
        missing.extend(graph.needs(instance).filter(|e| !self.happens(*e)).map(Missing::Event));
        let off = graph.premises(instance).map(|fact| graph.fact(fact)).filter(|(p, _)| *p == Predicate::Off);
        let mut controls: Vec<ElementId> = off.map(|(_, element)| self.control(element)).collect();
        controls.sort_unstable();
        controls.dedup();
        Occurrence { instance, bindings: graph.bindings(instance).collect(), missing, controls }
    }

    /// The control of which an element is the watch over one session; a control is its own.
    fn control(&self, element: ElementId) -> ElementId {
        let watch = self.system.watches.iter().find(|(_, watch)| *watch == element);
        watch.map_or(element, |((control, _), _)| *control)
    }

    /// What a structural match lacks; nothing to tell if every part is held, for then it is among the instances.
    fn lacking(&self, rule: RuleId, bindings: &[ElementId]) -> Option<Vec<Missing>> {
        let rule = self.catalog.rule(rule);
        let mut missing = Vec::new();
        for (predicate, variable) in &rule.premises {
            let element = bindings[variable.index()];
            let fact = self.graph.find(*predicate, element);
            if fact.and_then(|f| self.exposures.level(f)) != Some(Level::Ordinary) {
                missing.push(Missing::Fact(*predicate, element));
            }
        }
        if missing.is_empty() {
            return None;
        }
        for (kind, args) in &rule.events {
            let elements: Vec<ElementId> = args.iter().map(|v| bindings[v.index()]).collect();
            if let Some(event) = self.known.get(&(*kind, elements))
                && !self.happens(*event)
            {
                missing.push(Missing::Event(*event));
            }
        }
        Some(missing)
    }

    fn absent(&self, pattern: &crate::catalog::Pattern) -> Absent {
        let rule = self.catalog.rule(pattern.rule);
        let relations = || rule.relations.iter().chain(&pattern.relations).map(|a| a.relation);
        if let Some(empty) = relations().find(|r| self.system.relations.tuples(*r).is_empty()) {
            return Absent::Relation(empty);
        }
        let mut all: Vec<Relation> = Vec::with_capacity(MAX_VARIABLES);
        for relation in relations() {
            if !all.contains(&relation) {
                all.push(relation);
            }
        }
        if all.is_empty() { Absent::Premises(pattern.rule) } else { Absent::Together(all) }
    }
}

impl Found {
    /// Keeps the best match for each place. A place is told by the first `own` bindings, those of the rule: of what else
    /// has to stand, one witness is enough.
    fn offer(&mut self, system: &System, own: usize, mut place: PlaceScope) {
        let mut key: Vec<DeclaredId> = Vec::new();
        for (at, element) in place.bindings.iter().enumerate() {
            let element = system.element(*element);
            let session = matches!(element.form, Form::Session(_));
            if !session && !place.declared.contains(&element.declared) {
                place.declared.push(element.declared);
                if at < own {
                    key.push(element.declared);
                }
            }
        }
        let full = self.places.len() == MAX_PLACES;
        let rank = |p: &PlaceScope| (p.missing.len(), p.pattern);
        match self.places.get_mut(&key) {
            Some(best) if (rank(best), &best.bindings) <= (rank(&place), &place.bindings) => {}
            Some(best) => *best = place,
            None if full => self.cut = true,
            None => {
                self.places.insert(key, place);
            }
        }
    }

    /// Of several patterns that occur nowhere, the first of which a relation is absent tells most.
    fn nowhere(&mut self, absent: Absent) {
        match (&self.absent, &absent) {
            (None, _) | (Some(Absent::Together(_) | Absent::Premises(_)), Absent::Relation(_)) => {
                self.absent = Some(absent);
            }
            _ => {}
        }
    }

    fn into_scope(self, attack: AttackId) -> AttackScope {
        let mut places: Vec<PlaceScope> = self.places.into_values().collect();
        crate::order::sort_by(&mut places, |a, b| (a.missing.len(), &a.declared).cmp(&(b.missing.len(), &b.declared)));
        let absent = self.absent.filter(|_| places.is_empty());
        let watched = self.watched.into_iter().collect();
        AttackScope { attack, places, absent, watched, cut: self.cut }
    }
}
