//! Who holds what: for every fact, how much has to go wrong, for each adversary alone.

use super::events::{Events, Level};
use super::levels::{Levels, allowed};
use super::scenario::{Settings, State};
use crate::engine::{FactId, Graph};
use crate::system::{DeclaredId, System};

/// The levels of one party.
#[derive(Clone, Debug)]
pub struct Party {
    /// The role or supplier.
    pub who: DeclaredId,
    /// Its levels.
    pub levels: std::rc::Rc<Levels>,
    /// It is a supplier.
    pub supplier: bool,
}

/// The levels of everybody.
#[derive(Clone, Debug)]
pub struct Exposures {
    /// Roles that are adversaries, and suppliers, that act in the scenario.
    pub parties: Vec<Party>,
    /// What follows without any position, though suppliers may fail.
    without_positions: Levels,
    /// What follows without anybody's act.
    without_anybody: Levels,
}

impl Exposures {
    /// Derives the levels of every party.
    pub fn new(graph: &Graph, system: &System, events: &Events, settings: &Settings, states: &[State]) -> Exposures {
        let roles = system.adversaries.iter().map(|who| (*who, false));
        let suppliers = system.suppliers.keys().map(|who| (*who, true));
        let parties = roles
            .chain(suppliers)
            .filter(|(who, _)| settings.acts(*who))
            .map(|(who, supplier)| {
                let may = allowed(events, states, Some(who), !supplier);
                Party { who, levels: std::rc::Rc::new(Levels::new(graph, events, states, may)), supplier }
            })
            .collect();
        Exposures {
            parties,
            without_positions: Levels::new(graph, events, states, allowed(events, states, None, true)),
            without_anybody: Levels::new(graph, events, states, allowed(events, states, None, false)),
        }
    }

    /// The levels of one party; of nobody, if it is none of them.
    pub fn levels_of(&self, who: DeclaredId) -> std::rc::Rc<Levels> {
        let party = self.parties.iter().find(|p| p.who == who);
        party.map_or_else(|| std::rc::Rc::new(self.without_anybody.clone()), |p| std::rc::Rc::clone(&p.levels))
    }

    /// How much has to go wrong for a fact, for whoever needs least.
    pub fn level(&self, fact: FactId) -> Option<Level> {
        self.parties.iter().filter_map(|p| p.levels.of(fact)).chain(self.without_anybody.of(fact)).min()
    }

    /// Those who reach that level through something of their own.
    pub fn who(&self, fact: FactId) -> Vec<DeclaredId> {
        let least = self.level(fact);
        let worse = |own: Option<Level>, base: Option<Level>| own.is_some() && base.is_none_or(|b| own < Some(b));
        self.parties
            .iter()
            .filter(|p| {
                let own = p.levels.of(fact);
                let base = if p.supplier { self.without_anybody.of(fact) } else { self.without_positions.of(fact) };
                own == least && worse(own, base)
            })
            .map(|p| p.who)
            .collect()
    }
}
