//! The least fixpoint under up to 64 choices of basic events at once, a bit of a word for each choice, called a world.
//! Resumable like `Fixpoint`, but tells only what is derived, not how.

use std::collections::VecDeque;

use super::graph::{EventId, FactId, Graph, InstanceId};

/// What is derived in each world.
pub struct Worlds<'g> {
    graph: &'g Graph,
    all: u64,
    facts: Box<[u64]>,
    events: Box<[u64]>,
    /// Facts derived in more worlds than their uses have been told of.
    queue: VecDeque<FactId>,
    queued: Box<[bool]>,
}

impl<'g> Worlds<'g> {
    /// The most worlds.
    pub const MOST: usize = u64::BITS as usize;

    /// So many worlds, in which nothing happens yet.
    pub fn new(graph: &'g Graph, count: usize) -> Worlds<'g> {
        let mut worlds = Worlds {
            graph,
            all: if count >= Worlds::MOST { u64::MAX } else { (1 << count) - 1 },
            facts: vec![0; graph.fact_count()].into(),
            events: vec![0; graph.event_count()].into(),
            queue: VecDeque::new(),
            queued: vec![false; graph.fact_count()].into(),
        };
        for instance in graph.ready() {
            worlds.settle(*instance);
        }
        worlds
    }

    /// All worlds.
    pub fn all(&self) -> u64 {
        self.all
    }

    /// Lets an event happen in some worlds.
    pub fn allow(&mut self, event: EventId, worlds: u64) {
        let before = &mut self.events[event.index()];
        if worlds & !*before != 0 {
            *before |= worlds;
            let graph = self.graph;
            for instance in graph.uses_of_event(event) {
                self.settle(instance);
            }
        }
    }

    /// Takes a fact for given in some worlds.
    pub fn assume(&mut self, fact: FactId, worlds: u64) {
        let before = &mut self.facts[fact.index()];
        if worlds & !*before != 0 {
            *before |= worlds;
            if !std::mem::replace(&mut self.queued[fact.index()], true) {
                self.queue.push_back(fact);
            }
        }
    }

    /// Derives all that follows.
    pub fn run(&mut self) {
        let graph = self.graph;
        while let Some(fact) = self.queue.pop_front() {
            self.queued[fact.index()] = false;
            for instance in graph.uses(fact) {
                self.settle(instance);
            }
        }
    }

    /// The worlds in which each fact is derived, by fact.
    pub fn facts(&self) -> &[u64] {
        &self.facts
    }

    /// Derives an instance's conclusion in those worlds in which all that it needs is there.
    fn settle(&mut self, instance: InstanceId) {
        let conclusion = self.graph.conclusion(instance);
        let mut worlds = self.all & !self.facts[conclusion.index()];
        if worlds == 0 {
            return;
        }
        for event in self.graph.needs(instance) {
            worlds &= self.events[event.index()];
        }
        for premise in self.graph.premises(instance) {
            worlds &= self.facts[premise.index()];
        }
        self.assume(conclusion, worlds);
    }
}
