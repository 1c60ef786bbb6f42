//! How much has to go wrong for each fact: the least level of events from which it is derived. Up to 64 parties are
//! derived at once, one in each bit of a word, by one fixpoint that is resumed from level to level.

use std::collections::VecDeque;
use std::rc::Rc;

use super::events::{Events, Level};
use super::scenario::State;
use crate::catalog::EventClass;
use crate::engine::{EventId, FactId, Graph, InstanceId};
use crate::system::DeclaredId;

/// Whose acts may happen, beside what nobody does.
#[derive(Clone, Copy, Debug)]
pub struct Acting<'p> {
    /// The acts of these roles and suppliers.
    pub parties: &'p [DeclaredId],
    /// Any assumption, though it is about another supplier.
    pub suppliers_fail: bool,
}

/// Parties in a word.
const WORD: usize = 64;

/// The parties of one word for whom each fact is derived, by level.
#[derive(Debug)]
struct Word {
    derived: [Vec<u64>; Level::ALL.len()],
}

/// The level of every fact of a graph, for one party.
#[derive(Clone, Debug)]
pub struct Levels {
    word: Rc<Word>,
    bit: u64,
}

impl Levels {
    /// Derives the levels of several parties. An event that has happened counts for nothing.
    pub fn of_all(graph: &Graph, events: &Events, states: &[State], acting: &[Acting<'_>]) -> Vec<Levels> {
        let mut all = Vec::with_capacity(acting.len());
        for some in acting.chunks(WORD) {
            let word = Rc::new(Word::new(graph, events, states, some));
            all.extend((0..some.len()).map(|bit| Levels { word: Rc::clone(&word), bit: 1 << bit }));
        }
        all
    }

    /// The level of a fact; none if it is not derivable.
    pub fn of(&self, fact: FactId) -> Option<Level> {
        level(&self.word, self.bit, fact)
    }
}

fn level(word: &Word, bits: u64, fact: FactId) -> Option<Level> {
    Level::ALL.into_iter().zip(&word.derived).find(|(_, derived)| derived[fact.index()] & bits != 0).map(|(l, _)| l)
}

/// Several parties together: the least level of any of them.
#[derive(Clone, Debug, Default)]
pub struct Together(Vec<(Rc<Word>, u64)>);

impl Together {
    /// Adds a party.
    pub fn add(&mut self, levels: &Levels) {
        match self.0.iter_mut().find(|(word, _)| Rc::ptr_eq(word, &levels.word)) {
            Some((_, bits)) => *bits |= levels.bit,
            None => self.0.push((Rc::clone(&levels.word), levels.bit)),
        }
    }

    /// The least level of a fact.
    pub fn level(&self, fact: FactId) -> Option<Level> {
        self.0.iter().filter_map(|(word, bits)| level(word, *bits, fact)).min()
    }

    /// Whether one party holds all of these facts at the least level.
    pub fn one_holds(&self, facts: impl Iterator<Item = FactId> + Clone) -> bool {
        let derived = |word: &Word, fact: FactId| word.derived[0][fact.index()];
        self.0.iter().any(|(word, bits)| facts.clone().fold(*bits, |left, fact| left & derived(word, fact)) != 0)
    }
}

/// One fixpoint over words of parties.
struct Spread<'g> {
    graph: &'g Graph,
    facts: Vec<u64>,
    events: Vec<u64>,
    queue: VecDeque<FactId>,
    queued: Vec<bool>,
}

impl Word {
    fn new(graph: &Graph, events: &Events, states: &[State], acting: &[Acting<'_>]) -> Word {
        let everybody = if acting.len() == WORD { u64::MAX } else { (1 << acting.len()) - 1 };
        let who = |wanted: &dyn Fn(&Acting<'_>) -> bool| {
            acting.iter().enumerate().filter(|(_, a)| wanted(a)).fold(0, |bits, (bit, _)| bits | 1_u64 << bit)
        };
        let any_supplier = who(&|a| a.suppliers_fail);
        let may = |event: EventId| {
            let facts = events.get(event);
            match facts.who {
                None => everybody,
                Some(by) => {
                    let own = who(&|a| a.parties.contains(&by));
                    if facts.class == EventClass::Assumption { own | any_supplier } else { own }
                }
            }
        };
        let mut spread = Spread {
            graph,
            facts: vec![0; graph.fact_count()],
            events: vec![0; graph.event_count()],
            queue: VecDeque::new(),
            queued: vec![false; graph.fact_count()],
        };
        for event in graph.events().filter(|e| states[e.index()] == State::Certain) {
            spread.events[event.index()] = everybody;
        }
        for instance in graph.ready() {
            spread.settle(*instance, everybody);
        }
        for event in graph.events().filter(|e| states[e.index()] == State::Certain) {
            spread.use_event(event, everybody);
        }
        let derived = Level::ALL.map(|level| {
            for event in graph.events() {
                if states[event.index()] == State::Open && events.get(event).level == level {
                    spread.events[event.index()] = may(event);
                    spread.use_event(event, everybody);
                }
            }
            spread.run(everybody);
            spread.facts.clone()
        });
        Word { derived }
    }
}

impl Spread<'_> {
    fn use_event(&mut self, event: EventId, everybody: u64) {
        let graph = self.graph;
        for instance in graph.uses_of_event(event) {
            self.settle(instance, everybody);
        }
    }

    /// Derives an instance's conclusion for those for whom all that it needs is derived.
    fn settle(&mut self, instance: InstanceId, everybody: u64) {
        let conclusion = self.graph.conclusion(instance);
        let before = self.facts[conclusion.index()];
        let mut who = everybody & !before;
        if who == 0 {
            return;
        }
        for event in self.graph.needs(instance) {
            who &= self.events[event.index()];
        }
        for premise in self.graph.premises(instance) {
            who &= self.facts[premise.index()];
        }
        if who != 0 {
            self.facts[conclusion.index()] = before | who;
            if !std::mem::replace(&mut self.queued[conclusion.index()], true) {
                self.queue.push_back(conclusion);
            }
        }
    }

    fn run(&mut self, everybody: u64) {
        let graph = self.graph;
        while let Some(fact) = self.queue.pop_front() {
            self.queued[fact.index()] = false;
            for instance in graph.uses(fact) {
                self.settle(instance, everybody);
            }
        }
    }
}
