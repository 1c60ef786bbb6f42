//! The least fixpoint of a ground graph under a choice of basic events, by counting: linear in the graph,
//! and resumable when more events are allowed.

use super::graph::{EventId, FactId, Graph, InstanceId};

const NONE: u32 = u32::MAX;

/// The facts derived from the events allowed so far. Boxed slices, as each look into a vector is a call in an engine
/// built for size.
#[derive(Clone)]
pub struct Fixpoint<'g> {
    graph: &'g Graph,
    /// Premises and events that an instance still waits for.
    waiting: Box<[u16]>,
    allowed: Box<[bool]>,
    /// Events allowed so far.
    events: Vec<EventId>,
    /// Facts that need no event at all.
    bare: usize,
    /// The instance that first derived a fact.
    first: Box<[u32]>,
    /// Facts in order of derivation.
    order: Vec<FactId>,
    /// When each fact was derived.
    rank: Box<[u32]>,
}

impl<'g> Fixpoint<'g> {
    /// Derives what needs no event at all.
    pub fn new(graph: &'g Graph) -> Fixpoint<'g> {
        let mut fixpoint = Fixpoint {
            graph,
            waiting: graph.counts().into(),
            allowed: vec![false; graph.event_count()].into(),
            events: Vec::new(),
            bare: 0,
            first: vec![NONE; graph.fact_count()].into(),
            order: Vec::new(),
            rank: vec![NONE; graph.fact_count()].into(),
        };
        for instance in graph.ready() {
            fixpoint.fire(*instance);
        }
        fixpoint.propagate(0);
        fixpoint.bare = fixpoint.order.len();
        fixpoint
    }

    /// Allows more events and derives what follows.
    pub fn allow(&mut self, events: impl IntoIterator<Item = EventId>) {
        let from = self.order.len();
        for event in events {
            if !std::mem::replace(&mut self.allowed[event.index()], true) {
                self.events.push(event);
                for instance in self.graph.uses_of_event(event) {
                    self.settle(instance);
                }
            }
        }
        self.propagate(from);
    }

    /// Takes back everything that was allowed or assumed: what is derived is again what it was when new. The work is
    /// that of what is taken back, not of the graph.
    pub fn restart(&mut self) {
        let facts = self.order.split_off(self.bare);
        for fact in &facts {
            self.rank[fact.index()] = NONE;
            self.first[fact.index()] = NONE;
        }
        let graph = self.graph;
        for fact in facts {
            for instance in graph.uses(fact) {
                self.wait(instance);
            }
        }
        for event in std::mem::take(&mut self.events) {
            self.allowed[event.index()] = false;
            for instance in graph.uses_of_event(event) {
                self.wait(instance);
            }
        }
    }

    /// Sets what an instance waits for, no event being allowed.
    fn wait(&mut self, instance: InstanceId) {
        let missing = self.graph.premises(instance).filter(|p| !self.holds(*p)).count();
        let waiting = missing + self.graph.needs(instance).len();
        self.waiting[instance.index()] = u16::try_from(waiting).expect("a rule has few premises and guards");
    }

    /// Takes facts for given, whatever derives them.
    pub fn assume(&mut self, facts: impl IntoIterator<Item = FactId>) {
        let from = self.order.len();
        for fact in facts {
            self.derive(fact, NONE - 1);
        }
        self.propagate(from);
    }

    /// Whether a fact is derived.
    pub fn holds(&self, fact: FactId) -> bool {
        self.rank[fact.index()] != NONE
    }

    /// When a fact was derived, counting from 0.
    pub fn rank(&self, fact: FactId) -> Option<u32> {
        Some(self.rank[fact.index()]).filter(|rank| *rank != NONE)
    }

    /// The instance that first derived a fact; none if it is assumed or not derived.
    pub fn first(&self, fact: FactId) -> Option<InstanceId> {
        Some(self.first[fact.index()]).filter(|i| *i < NONE - 1).map(InstanceId)
    }

    /// The facts in order of derivation.
    pub fn order(&self) -> &[FactId] {
        &self.order
    }

    /// Whether all premises and events of an instance are there.
    pub fn fires(&self, instance: InstanceId) -> bool {
        self.waiting[instance.index()] == 0
    }

    fn settle(&mut self, instance: InstanceId) {
        let waiting = &mut self.waiting[instance.index()];
        *waiting -= 1;
        if *waiting == 0 {
            self.fire(instance);
        }
    }

    fn fire(&mut self, instance: InstanceId) {
        self.derive(self.graph.conclusion(instance), instance.0);
    }

    /// What a capability implies is derived with it, so that a first derivation goes through the strongest.
    fn derive(&mut self, fact: FactId, by: u32) {
        let mut open = vec![(fact, by)];
        while let Some((fact, by)) = open.pop() {
            if self.rank[fact.index()] != NONE {
                continue;
            }
            self.rank[fact.index()] = u32::try_from(self.order.len()).unwrap_or(NONE - 1);
            self.first[fact.index()] = by;
            self.order.push(fact);
            for instance in self.graph.uses(fact) {
                if self.graph.is_implication(instance) {
                    self.waiting[instance.index()] = 0;
                    open.push((self.graph.conclusion(instance), instance.0));
                }
            }
        }
    }

    fn propagate(&mut self, from: usize) {
        let mut next = from;
        while let Some(fact) = self.order.get(next).copied() {
            next += 1;
            for instance in self.graph.uses(fact) {
                if !self.graph.is_implication(instance) {
                    self.settle(instance);
                }
            }
        }
    }
}
