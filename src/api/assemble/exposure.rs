//! What is held over each element, and how one fact is reached.

use std::collections::BTreeMap;

use super::{MAX_SETS, events_of, held, untouched};
use crate::analysis::{self, AttackSets, Budget, CountedSet};
use crate::api::answer::*;
use crate::api::{Analysis, Ground};
use crate::catalog::Predicate;
use crate::engine::FactId;
use crate::order;
use crate::system::{ElementId, Kind};

pub(in crate::api) fn exposure(a: &Analysis, filter: &str, offset: u64, limit: u64) -> Exposure {
    let Some(ground) = a.answering() else {
        return Exposure { rows: Vec::new(), total: 0, not_reached: Vec::new() };
    };
    let filter = filter.to_lowercase();
    let mut cells: BTreeMap<ElementId, Vec<(Predicate, FactId)>> = BTreeMap::new();
    for fact in ground.graph.facts() {
        let (predicate, element) = ground.graph.fact(fact);
        if predicate.class().is_some() && ground.exposures.level(fact).is_some() {
            cells.entry(element).or_default().push((predicate, fact));
        }
    }
    let mut rows: Vec<(ElementId, Vec<(Predicate, FactId)>)> = cells
        .into_iter()
        .filter(|(e, _)| !matches!(a.system.declared_of(*e).kind, Kind::Role | Kind::Weakness))
        .filter(|(e, _)| {
            filter.is_empty()
                || a.system.id(*e).to_lowercase().contains(&filter)
                || a.system.label_in_session(*e).replace('`', "").to_lowercase().contains(&filter)
        })
        .collect();
    order::sort_by_key(&mut rows, |(e, _)| {
        let element = a.system.element(*e);
        (element.declared, element.form, *e)
    });
    let total = rows.len() as u64;
    let rows = rows
        .into_iter()
        .skip(usize::try_from(offset).unwrap_or(usize::MAX))
        .take(usize::try_from(limit).unwrap_or(usize::MAX))
        .map(|(element, mut held_facts)| {
            order::sort(&mut held_facts);
            let declared = a.system.declared_of(element);
            let cells = held_facts
                .iter()
                .map(|(predicate, fact)| {
                    let level = ground.exposures.level(*fact);
                    let implied = held_facts.iter().any(|(stronger, f)| {
                        a.catalog.implications.iter().any(|i| i.from == *stronger && i.to == *predicate)
                            && ground.exposures.level(*f) <= level
                    });
                    Cell {
                        capability: predicate.id().to_owned(),
                        held: held(level),
                        implied,
                        who: ground.exposures.who(*fact).into_iter().map(|w| a.name(w)).collect(),
                        fact: fact_id(a, *predicate, element),
                    }
                })
                .collect();
            ExposureRow {
                element: a.system.id(element),
                label: a.system.label_in_session(element),
                declared: declared.name.clone(),
                kind: declared.kind.word().to_owned(),
                domain: declared.domain.clone(),
                cells,
            }
        })
        .collect();
    let not_reached = untouched(a, ground, |_| true);
    Exposure { rows, total, not_reached }
}

pub(in crate::api) fn fact_id(a: &Analysis, predicate: Predicate, element: ElementId) -> String {
    format!("{}({})", predicate.id(), a.system.id(element))
}

/// The fact of an id: `capability(element)`.
pub(in crate::api) fn fact_named(a: &Analysis, ground: &Ground, fact: &str) -> Option<FactId> {
    let (predicate, element) = fact.strip_suffix(')')?.split_once('(')?;
    let predicate = Predicate::from_id(&predicate.trim().replace([' ', '-'], "_"))?;
    let element = (0_u32..).map(ElementId).take(a.system.elements.len()).find(|e| a.system.id(*e) == element.trim())?;
    ground.graph.find(predicate, element)
}

pub(in crate::api) fn explain(a: &Analysis, fact: &str) -> Option<Explanation> {
    let ground = a.answering()?;
    let fact = fact_named(a, ground, fact)?;
    let level = ground.exposures.level(fact);
    let AttackSets { sets, complete, order } =
        analysis::minimal_sets(&ground.graph, &ground.events, &ground.states, &[fact], Budget::default());
    let found = sets.len();
    let mut counted: Vec<CountedSet> = sets
        .into_iter()
        .map(|set| CountedSet {
            level: analysis::level_of(&set, &ground.events),
            who: analysis::actors(&set, &ground.events),
            persistent: None,
            goals: vec![fact],
            set,
        })
        .collect();
    order::sort_by_key(&mut counted, |s| (s.level, s.set.order(), s.set));
    let first = counted.first().map(|s| s.set);
    let steps = first.map(|set| a.path(ground, &mut ground.trial(), set.events(), &[fact])).unwrap_or_default();
    let listed: Vec<AttackSet> = counted.iter().take(MAX_SETS).map(|s| a.attack_set(ground, s)).collect();
    let claims = a
        .system
        .claims
        .iter()
        .zip(&a.answers)
        .filter(|(_, answer)| answer.goals.contains(&fact))
        .map(|(spec, _)| spec.id.clone())
        .collect();
    Some(Explanation {
        gain: a.gain(ground, fact),
        held: held(level),
        steps: a.steps(ground, &steps),
        derivations: ground.graph.derivations(fact).len() as u64,
        completeness: a.completeness(ground, complete, order, listed.len(), found),
        sets: listed,
        events: events_of(a, ground, counted.iter().take(MAX_SETS).map(|s| &s.set)),
        claims,
    })
}
