//! Where rules and events of the catalog occur in the system that is open.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::answer::{Gain, Held};
use super::assemble::held;
use super::{Analysis, Ground};
use crate::analysis::{Level, State};
use crate::engine::{EventId, InstanceId};
use crate::explain;
use crate::order;
use crate::system::Form;

/// Places told; more are counted.
const MAX_PLACES: usize = 60;

plain! {
    /// A place where a rule fires or an event may happen. Sessions of the same assets are one.
    pub struct Occurrence {
        /// The rule's or event's sentence there.
        sentence: String,
        /// What the rule gives there; nothing for an event.
        gain: Option<Gain>,
        /// How much has to go wrong for it to happen there.
        held: Held,
        /// Declared names of the elements concerned.
        elements: Vec<String>,
        /// In how many sessions.
        times: u64,
    }
    /// Where a rule fires or an event may happen in this system.
    pub struct Occurrences {
        /// Id of the rule or the kind of event.
        id: String,
        /// Rule instances or events.
        instances: u64,
        /// Places, those that need least to go wrong first.
        places: Vec<Occurrence>,
        /// Places in all.
        total: u64,
    }
}

impl Analysis {
    /// Where a rule fires; nothing if there is no such rule, or before the analysis is done.
    pub fn fires(&self, rule: &str) -> Option<Occurrences> {
        let ground = self.answering()?;
        let wanted = self.catalog.rule_named(rule)?;
        let mut found = Found::default();
        for instance in ground.graph.instances().filter(|i| ground.graph.rule(*i) == wanted) {
            let sentence = explain::instance_sentence(&ground.graph, &self.system, &self.catalog, instance);
            let (predicate, element) = ground.graph.fact(ground.graph.conclusion(instance));
            let over = self.system.label(element);
            found.add(format!("{} {over}", predicate.id()), sentence, level_of(ground, instance), || {
                (Some(self.gain_of(predicate, element)), self.names(ground.graph.bindings(instance)))
            });
        }
        Some(found.told(rule))
    }

    /// Where a kind of event may happen; nothing if there is no such kind, or before the analysis is done.
    pub fn occurs(&self, event: &str) -> Option<Occurrences> {
        let ground = self.answering()?;
        let wanted = self.catalog.event_named(event)?;
        let mut found = Found::default();
        for (id, facts) in ground.events.iter().filter(|(_, facts)| facts.event.kind == wanted) {
            let sentence = explain::event_sentence(&self.system, &self.catalog, &facts.event);
            let level = may(ground, id);
            found.add(String::new(), sentence, level, || (None, self.names(facts.event.elements.iter().copied())));
        }
        Some(found.told(event))
    }

    /// Declared names of elements, sessions aside, each once.
    fn names(&self, elements: impl Iterator<Item = crate::system::ElementId>) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for element in elements {
            let declared = self.system.declared_of(element);
            let session = matches!(self.system.element(element).form, Form::Session(_));
            if !session && !names.contains(&declared.name) {
                names.push(declared.name.clone());
            }
        }
        names
    }
}

/// What has to go wrong for an event; none if it is ruled out.
fn may(ground: &Ground, event: EventId) -> Option<Level> {
    match ground.states[event.index()] {
        State::Off => None,
        State::Certain => Some(Level::Ordinary),
        State::Open => Some(ground.events.get(event).level),
    }
}

/// What has to go wrong for all that an instance needs; none if something of it cannot be.
fn level_of(ground: &Ground, instance: InstanceId) -> Option<Level> {
    let premises = ground.graph.premises(instance).map(|fact| ground.exposures.level(fact));
    let events = ground.graph.needs(instance).map(|event| may(ground, event));
    premises.chain(events).try_fold(Level::Ordinary, |most, level| level.map(|level| most.max(level)))
}

/// Places so far, by what is given and said.
#[derive(Default)]
struct Found {
    places: BTreeMap<(String, String), (Option<Level>, Occurrence)>,
    instances: u64,
}

impl Found {
    fn add(
        &mut self,
        given: String,
        sentence: String,
        level: Option<Level>,
        rest: impl FnOnce() -> (Option<Gain>, Vec<String>),
    ) {
        self.instances += 1;
        let (least, place) = self.places.entry((given, sentence)).or_insert_with_key(|(_, sentence)| {
            let (gain, elements) = rest();
            (level, Occurrence { sentence: sentence.clone(), gain, held: held(level), elements, times: 0 })
        });
        place.times += 1;
        // No level at all stands after every level.
        if level.is_some() && (least.is_none() || level < *least) {
            *least = level;
            place.held = held(level);
        }
    }

    fn told(self, id: &str) -> Occurrences {
        let mut places: Vec<Occurrence> = self.places.into_values().map(|(_, place)| place).collect();
        order::sort_by(&mut places, |a, b| (a.held, &a.sentence).cmp(&(b.held, &b.sentence)));
        let total = places.len() as u64;
        places.truncate(MAX_PLACES);
        Occurrences { id: id.to_owned(), instances: self.instances, places, total }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{Scenario, Source};

    #[test]
    fn a_rule_fires_where_its_structure_is_and_an_event_happens_to_what_it_is_about() {
        let text = include_str!("../../examples/01-support-assistant.yaml");
        let source = Source { name: "a.yaml".to_owned(), text: text.to_owned() };
        let mut analysis = Analysis::begin(&source, &Scenario::default());
        analysis.run();
        let retrieved = analysis.fires("retrieve").or_else(|| analysis.fires("retrieve/contribute"));
        let retrieved = retrieved.expect("the catalog has the rule");
        assert!(retrieved.instances >= retrieved.total && retrieved.total > 0, "{retrieved:?}");
        assert_eq!(retrieved.places.iter().map(|p| p.times).sum::<u64>(), retrieved.instances);
        assert!(retrieved.places.iter().any(|p| p.held == Held::Held && p.elements.contains(&"vector_db".to_owned())));
        let obeys = analysis.occurs("obeys").expect("the catalog has the event");
        assert_eq!(obeys.places.len(), 1, "{obeys:?}");
        assert!(obeys.places[0].elements.contains(&"llm".to_owned()));
        assert_eq!((analysis.fires("nothing"), analysis.occurs("nothing")), (None, None));
    }
}
