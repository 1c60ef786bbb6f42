//! The whole description at a glance: its names, assumptions and controls.

use std::collections::{BTreeMap, BTreeSet};

use super::gaps::points;
use super::scenario::named;
use super::{event_class, touched};
use crate::analysis::{Level, State};
use crate::api::answer::*;
use crate::api::{Analysis, Ground};
use crate::catalog;
use crate::engine::EventId;
use crate::explain;
use crate::order;
use crate::source::Lines;
use crate::system::{ElementId, Form, From, Kind, Which};

pub(in crate::api) fn overview(a: &Analysis) -> Overview {
    let lines = Lines::new(&a.source.text);
    let ground = a.answering();
    let system = &a.system;
    let reached = ground.map(|g| {
        touched(
            a,
            g,
            |level| level == Level::Ordinary,
            |e| {
                let element = system.element(e);
                match element.session.map(|s| system.element(s).form) {
                    Some(Form::Session(Which::Own)) => false,
                    _ => element.form != Form::Partition(Which::Own),
                }
            },
        )
    });
    let mut parts: Vec<Vec<String>> = vec![Vec::new(); system.declared.len()];
    if system.elements.len() <= 20_000 {
        for (element, number) in system.elements.iter().zip(0_u32..) {
            if element.form != Form::Itself {
                parts[element.declared.index()].push(system.id(ElementId(number)));
            }
        }
    }
    let parties =
        system.adversaries.iter().map(|w| (*w, "role")).chain(system.suppliers.keys().map(|w| (*w, "supplier")));
    Overview {
        title: system.title.clone(),
        file: a.source.name.clone(),
        catalog: a.catalog.version.clone(),
        packs: a.catalog.pack_names().into_iter().map(str::to_owned).collect(),
        counts: Counts {
            declared: system.declared.len() as u64,
            elements: system.elements.len() as u64,
            relations: system.relations.len() as u64,
            facts: ground.map_or(0, |g| g.graph.fact_count() as u64),
            instances: ground.map_or(0, |g| g.graph.instance_count() as u64),
            events: ground.map_or(0, |g| g.graph.event_count() as u64),
        },
        diagnostics: a.problems.iter().map(|p| a.diagnostic(&lines, p)).collect(),
        analysed: a.analysed(),
        defaults: system
            .defaults
            .iter()
            .map(|d| DefaultTaken {
                element: a.name(d.declared),
                key: d.key.to_owned(),
                value: d.value.clone(),
                meaning: d.meaning.clone(),
                place: a.place(&lines, system.declared[d.declared.index()].span),
            })
            .collect(),
        adversaries: parties
            .map(|(who, kind)| Adversary { name: a.name(who), kind: kind.to_owned(), active: a.settings.acts(who) })
            .collect(),
        assumptions: ground.map(|g| assumptions(a, g)).unwrap_or_default(),
        controls: controls(a, &lines),
        elements: system
            .declared
            .iter()
            .enumerate()
            .filter(|(_, d)| d.kind != Kind::Session)
            .map(|(index, d)| Element {
                name: d.name.clone(),
                kind: d.kind.word().to_owned(),
                domain: d.domain.clone(),
                zone: d.zone.clone(),
                from: match d.from {
                    From::Unstated => None,
                    From::Us => Some("us".to_owned()),
                    From::Supplier(s) => Some(a.name(s)),
                },
                reached: reached.as_ref().is_some_and(|r| r[index]),
                parts: std::mem::take(&mut parts[index]),
                place: a.place(&lines, d.span),
            })
            .collect(),
        scenario: a.scenario.clone(),
        scenarios: system
            .scenarios
            .iter()
            .map(|spec| NamedScenario {
                name: spec.name.clone(),
                scenario: named(spec),
                note: spec.note.clone(),
                place: a.place(&lines, spec.span),
            })
            .collect(),
    }
}

fn assumptions(a: &Analysis, ground: &Ground) -> Vec<Assumption> {
    let mut by_event: BTreeMap<EventId, BTreeSet<&str>> = BTreeMap::new();
    for (spec, answer) in a.system.claims.iter().zip(&a.answers) {
        for event in answer.sets.iter().flat_map(|s| s.set.events().collect::<Vec<_>>()) {
            by_event.entry(event).or_default().insert(&spec.id);
        }
    }
    let mut list: Vec<Assumption> = ground
        .events
        .iter()
        .filter(|(id, facts)| facts.level != Level::Ordinary && ground.events.root(*id) == *id)
        .map(|(id, facts)| Assumption {
            id: facts.assumption.clone().unwrap_or_else(|| facts.id.clone()),
            sentence: explain::event_sentence(&a.system, &a.catalog, &facts.event),
            supplier: a
                .catalog
                .event(facts.event.kind)
                .promise
                .as_ref()
                .and_then(|_| facts.event.elements.first().map(|e| a.name(a.system.element(*e).declared))),
            class: event_class(facts.class, facts.level),
            reason: facts.reason.clone(),
            likelihood: Likelihood { low: facts.likelihood.low, high: facts.likelihood.high, prior: facts.prior },
            failing: ground.states[id.index()] == State::Certain,
            claims: by_event.get(&id).into_iter().flatten().map(|c| (*c).to_owned()).collect(),
        })
        .collect();
    order::sort_by(&mut list, |a, b| a.id.cmp(&b.id));
    list
}

fn controls(a: &Analysis, lines: &Lines<'_>) -> Vec<Control> {
    let ground = a.answering();
    a.system
        .controls
        .iter()
        .map(|spec| {
            let kind = &a.catalog.controls[spec.kind];
            Control {
                name: a.system.id(spec.element),
                kind: kind.id.clone(),
                control_type: match kind.kind {
                    catalog::ControlType::Structural => ControlType::Structural,
                    catalog::ControlType::Probabilistic => ControlType::Probabilistic,
                },
                on: spec.on.iter().map(|d| a.name(*d)).collect(),
                in_place: spec.in_place,
                is_on: a.settings.is_on(&a.system, spec.element),
                cost: spec.cost,
                points: ground.map_or(0, |g| points(&a.system, g, spec.element)),
                leaves: kind.leaves.clone(),
                place: a.place(lines, spec.span),
            }
        })
        .collect()
}
