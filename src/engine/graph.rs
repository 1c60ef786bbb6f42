//! The ground AND/OR graph: facts, basic events and rule instances, in flat arrays.

use crate::catalog::{EventKindId, Predicate, RuleId};
use crate::hash::WordMap;
use crate::system::ElementId;

/// Position of a fact in the graph, in order of derivation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub u32);

/// Position of a rule instance in the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstanceId(pub u32);

/// Position of a basic event in the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub u32);

impl FactId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
impl InstanceId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
impl EventId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A leaf of the graph: a kind of event and what it happens to. The same kind and elements are one event wherever
/// they occur.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BasicEvent {
    /// Kind, in the catalog.
    pub kind: EventKindId,
    /// One element for each column of the kind.
    pub elements: Vec<ElementId>,
}

/// Lists of numbers, one after the other.
#[derive(Clone, Debug)]
struct Lists {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Default for Lists {
    fn default() -> Lists {
        Lists { starts: vec![0], items: Vec::new() }
    }
}

impl Lists {
    fn push(&mut self, items: impl IntoIterator<Item = u32>) {
        self.items.extend(items);
        self.starts
            .push(u32::try_from(self.items.len()).expect("grounding stops at its instance bound long before 2^32"));
    }

    // Called for every link of every walk: never a call of its own, though the page's engine is built for size.
    #[inline(always)]
    fn get(&self, index: usize) -> &[u32] {
        let starts = self.starts.as_slice();
        &self.items.as_slice()[starts[index] as usize..starts[index + 1] as usize]
    }

    /// For each number below `count`, the lists that contain it, in order.
    fn inverted(&self, count: usize) -> Lists {
        let mut starts = vec![0_u32; count + 1];
        for item in &self.items {
            starts[*item as usize + 1] += 1;
        }
        for index in 0..count {
            starts[index + 1] += starts[index];
        }
        let mut next = starts.clone();
        let mut items = vec![0_u32; self.items.len()];
        for (list, window) in (0_u32..).zip(self.starts.windows(2)) {
            for item in &self.items[window[0] as usize..window[1] as usize] {
                let at = &mut next[*item as usize];
                items[*at as usize] = list;
                *at += 1;
            }
        }
        Lists { starts, items }
    }
}

/// The graph of one system: every fact that holds if every basic event happens, and every way to derive it.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    facts: Vec<(Predicate, ElementId)>,
    /// Fact of a predicate over an element, `predicate * elements + element`; `NONE` if not derived.
    index: Vec<u32>,
    elements: usize,
    events: WordMap<(u16, [u32; 3]), u8>,
    rules: Vec<u32>,
    conclusions: Vec<u32>,
    premises: Lists,
    needs: Lists,
    bindings: Lists,
    by_conclusion: Lists,
    by_premise: Lists,
    by_event: Lists,
    /// How many premises and events each instance needs.
    counts: Vec<u16>,
    /// Instances that need none.
    ready: Vec<InstanceId>,
    /// Rules below this number are implications.
    implications: u32,
}

const NONE: u32 = u32::MAX;

impl Graph {
    pub(super) fn new(elements: usize, implications: usize) -> Graph {
        Graph {
            index: vec![NONE; elements * Predicate::COUNT],
            elements,
            implications: u32::try_from(implications).unwrap_or(0),
            ..Graph::default()
        }
    }

    /// The number of facts.
    pub fn fact_count(&self) -> usize {
        self.facts.len()
    }

    /// The number of rule instances.
    pub fn instance_count(&self) -> usize {
        self.rules.len()
    }

    /// The number of basic events.
    pub fn event_count(&self) -> usize {
        self.events.len()
    }

    /// All facts, in order of derivation.
    pub fn facts(&self) -> impl Iterator<Item = FactId> + use<> {
        (0..u32::try_from(self.facts.len()).unwrap_or(NONE)).map(FactId)
    }

    /// All events, in order of first mention.
    pub fn events(&self) -> impl Iterator<Item = EventId> + use<> {
        (0..u32::try_from(self.events.len()).unwrap_or(NONE)).map(EventId)
    }

    /// All rule instances, in order of grounding.
    pub fn instances(&self) -> impl Iterator<Item = InstanceId> + use<> {
        (0..u32::try_from(self.rules.len()).unwrap_or(NONE)).map(InstanceId)
    }

    /// What a fact says.
    pub fn fact(&self, fact: FactId) -> (Predicate, ElementId) {
        self.facts[fact.index()]
    }

    /// The fact of a predicate over an element, if some rule instance concludes it.
    pub fn find(&self, predicate: Predicate, element: ElementId) -> Option<FactId> {
        match self.index.get(predicate.index() * self.elements + element.index()) {
            Some(&NONE) | None => None,
            Some(&fact) => Some(FactId(fact)),
        }
    }

    /// What an event is.
    pub fn event(&self, event: EventId) -> BasicEvent {
        let ((kind, elements), arity) = self.events.get_index(event.index()).expect("event ids come from this graph");
        BasicEvent {
            kind: EventKindId(*kind),
            elements: elements[..usize::from(*arity)].iter().map(|e| ElementId(*e)).collect(),
        }
    }

    /// The rule of an instance.
    pub fn rule(&self, instance: InstanceId) -> RuleId {
        RuleId(self.rules[instance.index()])
    }

    /// Whether an instance only restates a stronger capability as a weaker one.
    pub fn is_implication(&self, instance: InstanceId) -> bool {
        self.rules[instance.index()] < self.implications
    }

    /// What an instance concludes.
    pub fn conclusion(&self, instance: InstanceId) -> FactId {
        FactId(self.conclusions[instance.index()])
    }

    /// The facts that an instance needs, each once: the rule's premises, then that the controls in its way are off.
    pub fn premises(&self, instance: InstanceId) -> impl ExactSizeIterator<Item = FactId> + Clone + '_ {
        self.premises.get(instance.index()).iter().map(|f| FactId(*f))
    }

    /// The basic events that an instance needs, each once.
    pub fn needs(&self, instance: InstanceId) -> impl ExactSizeIterator<Item = EventId> + Clone + '_ {
        self.needs.get(instance.index()).iter().map(|e| EventId(*e))
    }

    /// The elements bound to the rule's variables, in the rule's order.
    pub fn bindings(&self, instance: InstanceId) -> impl ExactSizeIterator<Item = ElementId> + '_ {
        self.bindings.get(instance.index()).iter().map(|e| ElementId(*e))
    }

    /// The instances that conclude a fact.
    pub fn derivations(&self, fact: FactId) -> impl ExactSizeIterator<Item = InstanceId> + Clone + '_ {
        self.by_conclusion.get(fact.index()).iter().map(|i| InstanceId(*i))
    }

    /// The instances that need a fact.
    pub fn uses(&self, fact: FactId) -> impl ExactSizeIterator<Item = InstanceId> + '_ {
        self.by_premise.get(fact.index()).iter().map(|i| InstanceId(*i))
    }

    /// The instances that need an event.
    pub fn uses_of_event(&self, event: EventId) -> impl ExactSizeIterator<Item = InstanceId> + '_ {
        self.by_event.get(event.index()).iter().map(|i| InstanceId(*i))
    }

    /// How many premises and events each instance needs.
    pub(super) fn counts(&self) -> &[u16] {
        &self.counts
    }

    /// The instances that need nothing.
    pub fn ready(&self) -> &[InstanceId] {
        &self.ready
    }

    pub(super) fn intern_fact(&mut self, predicate: Predicate, element: ElementId) -> FactId {
        let slot = predicate.index() * self.elements + element.index();
        if self.index[slot] == NONE {
            self.index[slot] = u32::try_from(self.facts.len()).expect("facts are fewer than instances");
            self.facts.push((predicate, element));
        }
        FactId(self.index[slot])
    }

    pub(super) fn intern_event(&mut self, kind: EventKindId, elements: &[u32]) -> EventId {
        let mut key = [NONE; 3];
        key[..elements.len()].copy_from_slice(elements);
        let entry = self.events.entry((kind.0, key));
        let index = entry.index();
        entry.or_insert(u8::try_from(elements.len()).expect("an event has at most three columns"));
        EventId(u32::try_from(index).expect("events are fewer than instances"))
    }

    pub(super) fn push(&mut self, rule: u32, conclusion: FactId, premises: &[u32], needs: &[u32], bindings: &[u32]) {
        self.rules.push(rule);
        self.conclusions.push(conclusion.0);
        self.premises.push(premises.iter().copied());
        self.needs.push(needs.iter().copied());
        self.bindings.push(bindings.iter().copied());
    }

    /// Builds the reverse indexes once all instances are there.
    pub(super) fn finish(&mut self) {
        let mut conclusions = Lists::default();
        for conclusion in &self.conclusions {
            conclusions.push([*conclusion]);
        }
        self.by_conclusion = conclusions.inverted(self.facts.len());
        self.by_premise = self.premises.inverted(self.facts.len());
        self.by_event = self.needs.inverted(self.events.len());
        let count = |i: InstanceId| u16::try_from(self.premises(i).len() + self.needs(i).len());
        self.counts = self.instances().map(|i| count(i).expect("a rule has few premises and guards")).collect();
        self.ready = self.instances().filter(|i| self.counts[i.index()] == 0).collect();
    }
}
