//! Who holds what: for every fact, how much has to go wrong, for each adversary alone.

use super::events::{Events, Level};
use super::levels::{Acting, Levels, Together};
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
    /// All of them, for whoever needs least.
    anybody: Together,
}

impl Exposures {
    /// Derives the levels of every party.
    pub fn new(graph: &Graph, system: &System, events: &Events, settings: &Settings, states: &[State]) -> Exposures {
        let roles = system.adversaries.iter().map(|who| (*who, false));
        let suppliers = system.suppliers.keys().map(|who| (*who, true));
        let parties: Vec<(DeclaredId, bool)> = roles.chain(suppliers).filter(|(who, _)| settings.acts(*who)).collect();
        let nobody = [true, false].map(|suppliers_fail| Acting { parties: &[], suppliers_fail });
        let acting = parties
            .iter()
            .map(|(who, supplier)| Acting { parties: std::slice::from_ref(who), suppliers_fail: !supplier });
        let acting: Vec<Acting<'_>> = nobody.into_iter().chain(acting).collect();
        let levels = Levels::of_all(graph, events, states, &acting);
        let mut anybody = Together::default();
        levels.iter().skip(1).for_each(|levels| anybody.add(levels));
        Exposures {
            without_positions: levels[0].clone(),
            without_anybody: levels[1].clone(),
            anybody,
            parties: parties
                .into_iter()
                .zip(levels.into_iter().skip(2))
                .map(|((who, supplier), levels)| Party { who, levels: std::rc::Rc::new(levels), supplier })
                .collect(),
        }
    }

    /// The levels of one party; of nobody, if it is none of them.
    pub fn levels_of(&self, who: DeclaredId) -> std::rc::Rc<Levels> {
        let party = self.parties.iter().find(|p| p.who == who);
        party.map_or_else(|| std::rc::Rc::new(self.without_anybody.clone()), |p| std::rc::Rc::clone(&p.levels))
    }

    /// What follows without anybody's act.
    pub fn without_anybody(&self) -> &Levels {
        &self.without_anybody
    }

    /// How much has to go wrong for a fact, for whoever needs least.
    pub fn level(&self, fact: FactId) -> Option<Level> {
        self.anybody.level(fact)
    }

    /// Whether somebody holds all of these facts with ordinary events alone.
    pub fn one_holds(&self, facts: impl Iterator<Item = FactId> + Clone) -> bool {
        self.anybody.one_holds(facts)
    }

    /// Those of these facts that the party lacks which lacks fewest, with ordinary events alone.
    pub fn fewest_lacking(&self, facts: impl Iterator<Item = FactId> + Clone) -> Vec<FactId> {
        self.anybody.fewest_lacking(facts)
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
