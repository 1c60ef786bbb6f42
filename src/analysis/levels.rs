//! How much has to go wrong for each fact: the least level of events from which it is derived. Up to 64 parties are
//! derived at once, one in each bit of a word, by one fixpoint that is resumed from level to level.

use std::rc::Rc;

use super::events::{Events, Level};
use super::scenario::State;
use crate::catalog::EventClass;
use crate::engine::{EventId, FactId, Graph, Worlds};
use crate::system::DeclaredId;

/// Whose acts may happen, beside what nobody does.
#[derive(Clone, Copy, Debug)]
pub struct Acting<'p> {
    /// The acts of these roles and suppliers.
    pub parties: &'p [DeclaredId],
    /// Any assumption, though it is about another supplier.
    pub suppliers_fail: bool,
}

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
        for some in acting.chunks(Worlds::MOST) {
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

    /// Those of these facts that one party lacks at the least level: the first of the parties that lack fewest. All
    /// parties of a word are counted at once.
    pub fn fewest_lacking(&self, facts: impl Iterator<Item = FactId> + Clone) -> Vec<FactId> {
        let derived = |word: &Word, fact: FactId| word.derived[0][fact.index()];
        let mut best: Option<(usize, &Word, u64)> = None;
        for (word, bits) in &self.0 {
            // For each number of facts, the parties that lack at least so many.
            let mut lacking = vec![*bits];
            for fact in facts.clone() {
                let without = !derived(word, fact);
                lacking.push(0);
                for count in (1..lacking.len()).rev() {
                    lacking[count] |= lacking[count - 1] & without;
                }
            }
            for (count, some) in lacking.iter().enumerate() {
                let exactly = some & !lacking.get(count + 1).copied().unwrap_or(0);
                if exactly != 0 && best.is_none_or(|(fewest, ..)| count < fewest) {
                    best = Some((count, word, exactly & exactly.wrapping_neg()));
                }
            }
        }
        best.map(|(_, word, bit)| facts.filter(|fact| derived(word, *fact) & bit == 0).collect()).unwrap_or_default()
    }
}

impl Word {
    fn new(graph: &Graph, events: &Events, states: &[State], acting: &[Acting<'_>]) -> Word {
        let mut worlds = Worlds::new(graph, acting.len());
        let everybody = worlds.all();
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
        for event in graph.events().filter(|e| states[e.index()] == State::Certain) {
            worlds.allow(event, everybody);
        }
        let derived = Level::ALL.map(|level| {
            for event in graph.events() {
                if states[event.index()] == State::Open && events.get(event).level == level {
                    worlds.allow(event, may(event));
                }
            }
            worlds.run();
            worlds.facts().to_vec()
        });
        Word { derived }
    }
}
