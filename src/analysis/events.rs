//! What is known of each basic event of a graph: its class, whose act it is, its likelihood and why it may be assumed
//! not to happen.

use std::collections::BTreeMap;

use crate::catalog::{Catalog, EventClass, Likelihood};
use crate::engine::{BasicEvent, EventId, Graph};
use crate::system::{DeclaredId, ElementId, Status, System};

/// How much has to go wrong for an event to happen, least first (DESIGN, section 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Positions, weaknesses, steps, operation, controls that fail by themselves.
    Ordinary,
    /// Something about which nothing is stated.
    Unknown,
    /// A stated assumption.
    Stated,
    /// An assumption with a reason.
    Justified,
}

impl Level {
    /// All levels, least first.
    pub const ALL: [Level; 4] = [Level::Ordinary, Level::Unknown, Level::Stated, Level::Justified];
}

/// What is known of one event.
#[derive(Clone, Debug)]
pub struct EventFacts {
    /// The event.
    pub event: BasicEvent,
    /// Its stable id: `obeys(llm)`.
    pub id: String,
    /// Its class in the catalog.
    pub class: EventClass,
    /// How much has to go wrong.
    pub level: Level,
    /// The role or supplier whose act it is.
    pub who: Option<DeclaredId>,
    /// Its likelihood.
    pub likelihood: Likelihood,
    /// The likelihood comes from the catalog.
    pub prior: bool,
    /// What it takes an adversary, 0 or more.
    pub effort: f64,
    /// Both as described, whatever a scenario says.
    described: (Likelihood, bool),
    /// Why it may be assumed not to happen, if justified.
    pub reason: Option<String>,
    /// Its name as an assumption, for `--fail`: `acme.no insider`.
    pub assumption: Option<String>,
}

impl EventFacts {
    /// Whether a list names it, by its id or as an assumption.
    pub fn is_named_in(&self, names: &[String]) -> bool {
        names.iter().any(|name| *name == self.id || self.assumption.as_ref() == Some(name))
    }
}

/// All events of a graph.
#[derive(Clone, Debug, Default)]
pub struct Events {
    facts: Vec<EventFacts>,
    /// The event that stands for each: events that rest on one named assumption are one.
    root: Vec<EventId>,
}

impl Events {
    /// Looks every event of a graph up in the description and the catalog.
    pub fn new(graph: &Graph, system: &System, catalog: &Catalog) -> Events {
        let mut events = Events::default();
        let mut named: BTreeMap<String, EventId> = BTreeMap::new();
        for id in graph.events() {
            let facts = describe(graph.event(id), system, catalog);
            let shared = facts.assumption.clone().filter(|name| system.assumptions.contains_key(name));
            let root = shared.map_or(id, |name| *named.entry(name).or_insert(id));
            events.facts.push(facts);
            events.root.push(root);
        }
        events
    }

    /// Takes these likelihoods, by event id or assumption, instead of those described.
    pub fn restate(&mut self, stated: &BTreeMap<String, Likelihood>) {
        for facts in &mut self.facts {
            let other = stated.get(&facts.id).or_else(|| stated.get(facts.assumption.as_ref()?));
            (facts.likelihood, facts.prior) = other.map_or(facts.described, |l| (*l, false));
        }
    }

    /// What is known of an event.
    pub fn get(&self, event: EventId) -> &EventFacts {
        &self.facts[event.index()]
    }

    /// The event that stands for this one.
    pub fn root(&self, event: EventId) -> EventId {
        self.root[event.index()]
    }

    /// All events with what is known of them.
    pub fn iter(&self) -> impl Iterator<Item = (EventId, &EventFacts)> {
        (0_u32..).map(EventId).zip(&self.facts)
    }
}

/// The stable id of an event: its kind and the elements it happens to.
pub fn event_id(event: &BasicEvent, system: &System, catalog: &Catalog) -> String {
    let elements: Vec<String> = event.elements.iter().map(|e| system.id(*e)).collect();
    format!("{}({})", catalog.event(event.kind).id, elements.join(", "))
}

fn describe(event: BasicEvent, system: &System, catalog: &Catalog) -> EventFacts {
    let kind = catalog.event(event.kind);
    let id = event_id(&event, system, catalog);
    let declared = |column: usize| event.elements.get(column).map(|e| system.element(*e).declared);
    let who = kind.who.and_then(declared);
    let control = event.elements.first().and_then(|e| control_spec(system, *e));
    let (status, assumption) = match (kind.class, &kind.promise) {
        (EventClass::Assumption, Some(promise)) => {
            let supplier = declared(0);
            let status = supplier
                .and_then(|s| system.suppliers.get(&s))
                .and_then(|p| p.0.get(promise))
                .cloned()
                .unwrap_or(Status::Unknown);
            let name = supplier.map_or("", |s| system.declared[s.index()].name.as_str());
            (Some(status), Some(format!("{name}.{promise}")))
        }
        (EventClass::Assumption, None) => {
            let rests_on = control.and_then(|c| c.rests_on.clone());
            match rests_on {
                Some((name, status)) => (Some(status), Some(name)),
                None => {
                    let name = event.elements.first().map_or_else(String::new, |e| system.id(*e));
                    let status = if kind.justified { Status::Justified(kind.because.clone()) } else { Status::Stated };
                    (Some(status), Some(format!("{name}.{}", kind.id)))
                }
            }
        }
        (EventClass::Unknown, _) => {
            let assumed = system.assumptions.get(&id).map(|assumed| assumed.status.clone());
            (Some(assumed.unwrap_or(Status::Unknown)), Some(id.clone()))
        }
        (EventClass::Hypothetical, _) => (Some(Status::Justified(kind.because.clone())), None),
        _ => (None, None),
    };
    let (level, reason) = match status {
        None => (Level::Ordinary, None),
        Some(Status::Unknown) => (Level::Unknown, None),
        Some(Status::Stated) => (Level::Stated, None),
        Some(Status::Justified(reason)) => (Level::Justified, Some(reason)),
    };
    let own_kind = control.filter(|_| kind.class == EventClass::ControlFails);
    let stated = system
        .likelihoods
        .get(&id)
        .copied()
        .or_else(|| assumption.as_ref().and_then(|a| system.likelihoods.get(a)).copied())
        .or_else(|| own_kind.and_then(|c| c.likelihood))
        .or_else(|| match kind.class {
            EventClass::Position => who.and_then(|w| system.likelihood_of.get(&w)).copied(),
            EventClass::Weakness => declared(0).and_then(|w| system.likelihood_of.get(&w)).copied(),
            _ => None,
        });
    let by_kind = own_kind.and_then(|c| catalog.controls.get(c.kind)).and_then(|k| k.likelihood);
    let likelihood = stated.or(by_kind).unwrap_or(kind.likelihood);
    let prior = stated.is_none();
    let described = (likelihood, prior);
    let cost = match kind.class {
        EventClass::Position => who.and_then(|w| system.cost_of.get(&w)),
        EventClass::Weakness => declared(0).and_then(|w| system.cost_of.get(&w)),
        _ => None,
    };
    let effort = cost.copied().unwrap_or(kind.effort);
    EventFacts { effort, id, class: kind.class, level, who, likelihood, prior, described, reason, assumption, event }
}

fn control_spec(system: &System, element: ElementId) -> Option<&crate::system::ControlSpec> {
    system.controls.binary_search_by_key(&element, |c| c.element).ok().map(|at| &system.controls[at])
}
