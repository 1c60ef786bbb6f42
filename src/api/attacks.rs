//! The catalog's attacks, tried on a system: where each closes, what it lacks elsewhere, and what decides.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::*;
use super::assemble::MAX_PATHS;
use super::{Analysis, Ground};
use crate::analysis::{self, Absent, AttackScope, Level, Missing, PlaceScope, State};
use crate::catalog::{self, Predicate, Relation};
use crate::engine::{EventId, FactId, Fixpoint, InstanceId};
use crate::explain;
use crate::order;
use crate::system::{ElementId, with_article};

/// Assumptions named of what decides one place.
const MAX_DECIDERS: usize = 6;

pub(super) fn attacks(a: &Analysis, places: u32) -> Attacks {
    let Some(ground) = a.answering() else { return Attacks { attacks: Vec::new(), views: Vec::new() } };
    let claims = claims_of_instances(a, ground);
    let scopes = scopes(a, ground, &claims.keys().copied().collect());
    let mut deciding = Deciding::new(a, ground);
    let mut attacks: Vec<Attack> =
        scopes.into_iter().map(|scope| attack(a, ground, &mut deciding, &scope, &claims, places)).collect();
    order::sort_by(&mut attacks, |a, b| {
        (a.scope, a.claims.is_empty(), &a.name, &a.id).cmp(&(b.scope, b.claims.is_empty(), &b.name, &b.id))
    });
    Attacks { attacks, views: super::crosswalk::views(&a.catalog) }
}

/// The attacks of the catalog and where each applies, and which of them the watched instances are.
pub(super) fn scopes(a: &Analysis, ground: &Ground, watched: &BTreeSet<InstanceId>) -> Vec<AttackScope> {
    let Ground { graph, events, states, exposures, .. } = ground;
    analysis::attacks(graph, &a.system, &a.catalog, events, states, exposures, watched)
}

fn attack(
    a: &Analysis,
    ground: &Ground,
    deciding: &mut Deciding<'_>,
    found: &AttackScope,
    claims: &BTreeMap<InstanceId, BTreeSet<String>>,
    places: u32,
) -> Attack {
    let attack = a.catalog.attack(found.attack);
    let claims: BTreeSet<&String> = found.watched.iter().filter_map(|i| claims.get(i)).flatten().collect();
    Attack {
        id: attack.id.clone(),
        name: attack.name.clone(),
        group: attack.group.clone(),
        says: attack.says.clone(),
        source: attack.source.clone(),
        confidence: confidence(attack.confidence),
        scope: found.places.first().map_or(Scope::OutOfScope, |p| scope(p.missing.len())),
        places: found
            .places
            .iter()
            .take(places as usize)
            .map(|p| place(a, ground, deciding, &attack.patterns[p.pattern], p))
            .collect(),
        total_places: found.places.len() as u64,
        cut: found.cut,
        reason: found.absent.as_ref().map_or_else(String::new, |absent| reason(&a.catalog, absent)),
        claims: claims.into_iter().cloned().collect(),
        references: attack.references.iter().map(|r| a.reference(r)).collect(),
        packs: packs(&a.catalog, attack),
    }
}

/// The packs that an attack or one of its rules is of.
pub(super) fn packs(catalog: &catalog::Catalog, attack: &catalog::Attack) -> Vec<String> {
    let rules = attack.patterns.iter().map(|p| catalog.rule(p.rule).origin);
    let packs: BTreeSet<&str> = std::iter::once(attack.origin).chain(rules).filter_map(|at| catalog.pack(at)).collect();
    packs.into_iter().map(str::to_owned).collect()
}

pub(super) fn scope(missing: usize) -> Scope {
    match missing {
        0 => Scope::Closes,
        1 => Scope::OneStepAway,
        _ => Scope::Further,
    }
}

pub(super) fn confidence(confidence: catalog::Confidence) -> Confidence {
    match confidence {
        catalog::Confidence::Read => Confidence::Read,
        catalog::Confidence::Checked => Confidence::Checked,
        catalog::Confidence::Secondary => Confidence::Secondary,
        catalog::Confidence::Own => Confidence::Own,
    }
}

fn place(
    a: &Analysis,
    ground: &Ground,
    deciding: &mut Deciding<'_>,
    pattern: &catalog::Pattern,
    place: &PlaceScope,
) -> AttackPlace {
    let rule = a.catalog.rule(pattern.rule);
    let (predicate, over) = rule.conclusion;
    AttackPlace {
        elements: place.declared.iter().map(|d| a.name(*d)).collect(),
        sentence: rule.says.fill(|slot| place.bindings.get(slot).map_or_else(String::new, |e| a.system.label(*e))),
        scope: scope(place.missing.len()),
        gain: a.gain_of(predicate, place.bindings.get(over.index()).copied().unwrap_or(ElementId(0))),
        missing: place.missing.iter().map(|m| missing(a, ground, m)).collect(),
        decides: match place.missing.as_slice() {
            [] => place.controls.iter().map(|c| control(a, *c)).collect(),
            [one] => deciding.of(one),
            _ => Vec::new(),
        },
    }
}

/// Something of a type that need not be there: `a host`.
fn some(catalog: &catalog::Catalog, kind: catalog::TypeId) -> String {
    let name = catalog.types.get(kind.index()).map_or("", |t| t.name.as_str());
    catalog.something.get(name).cloned().unwrap_or_else(|| with_article(name))
}

/// Something that may stand in a column of a relation.
fn some_in(catalog: &catalog::Catalog, column: &catalog::Column) -> String {
    catalog.something.get(&column.name).cloned().unwrap_or_else(|| some(catalog, column.kind))
}

/// Why an attack occurs nowhere in this system.
fn reason(catalog: &catalog::Catalog, absent: &Absent) -> String {
    let sentence = |relation: &Relation| {
        catalog.relation(*relation).map_or_else(String::new, |doc| {
            doc.means.fill(|slot| doc.columns.get(slot).map_or_else(String::new, |c| some_in(catalog, c)))
        })
    };
    match absent {
        Absent::Relation(relation) => format!("Does not occur here: {}", sentence(relation)),
        Absent::Together(relations) => {
            let all: Vec<String> = relations.iter().map(sentence).collect();
            match all.as_slice() {
                [one] => format!("Does not occur here in this form: {one}"),
                _ => format!("Does not occur here together: {}", all.join("; ")),
            }
        }
        Absent::Premises(rule) => {
            let rule = catalog.rule(*rule);
            let needed: Vec<String> = rule
                .premises
                .iter()
                .map(|(predicate, variable)| {
                    let name = some(catalog, rule.variables[variable.index()].kind);
                    match catalog.facts.iter().find(|f| f.predicate == *predicate) {
                        Some(fact) => fact.means.fill(|_| name.clone()),
                        None => format!("{} over {name}", predicate.words()),
                    }
                })
                .collect();
            format!("Does not occur here: {}", needed.join("; "))
        }
    }
}

fn missing(a: &Analysis, ground: &Ground, missing: &Missing) -> String {
    explain::missing_sentence(&a.system, &a.catalog, missing, || match missing {
        Missing::Event(event) => explain::event_sentence(&a.system, &a.catalog, &ground.events.get(*event).event),
        Missing::Fact(..) => String::new(),
    })
}

/// A control that stands where an attack closes.
fn control(a: &Analysis, control: ElementId) -> Decider {
    let label = a.system.label(control);
    let on = a.settings.is_on(&a.system, control);
    Decider {
        kind: if on { DeciderKind::Control } else { DeciderKind::OffControl },
        name: a.system.id(control),
        sentence: if on {
            format!("{label} stands here and is got past")
        } else {
            format!("{label} would stand here and is off")
        },
    }
}

/// Finds which assumptions decide a fact that is held only if some fail. One fixpoint serves each level.
struct Deciding<'d> {
    a: &'d Analysis,
    ground: &'d Ground,
    levels: BTreeMap<Level, Fixpoint<'d>>,
}

impl<'d> Deciding<'d> {
    fn new(a: &'d Analysis, ground: &'d Ground) -> Deciding<'d> {
        Deciding { a, ground, levels: BTreeMap::new() }
    }

    /// What decides whether the one thing that is missing is there.
    fn of(&mut self, missing: &Missing) -> Vec<Decider> {
        match missing {
            Missing::Event(event) => vec![self.assumption(*event)],
            Missing::Fact(Predicate::Off, element) => {
                let watch = self.a.system.watches.iter().find(|(_, watch)| watch == element);
                let control = watch.map_or(*element, |((control, _), _)| *control);
                vec![Decider {
                    kind: DeciderKind::Control,
                    name: self.a.system.id(control),
                    sentence: format!("{} stands in the way", self.a.system.label(*element)),
                }]
            }
            Missing::Fact(predicate, element) => {
                let Some(fact) = self.ground.graph.find(*predicate, *element) else { return Vec::new() };
                match self.ground.exposures.level(fact) {
                    None => Vec::new(),
                    Some(Level::Ordinary) => self.together(fact),
                    Some(level) => self.assumptions(fact, level),
                }
            }
        }
    }

    fn together(&self, fact: FactId) -> Vec<Decider> {
        let who = self.ground.exposures.who(fact);
        let who = who.into_iter().map(|who| Decider {
            kind: DeciderKind::Together,
            name: self.a.name(who),
            sentence: format!("only together with `{}`, who has it", self.a.name(who)),
        });
        who.take(MAX_DECIDERS).collect()
    }

    fn assumption(&self, event: EventId) -> Decider {
        let events = &self.ground.events;
        let facts = events.get(events.root(event));
        Decider {
            kind: DeciderKind::Assumption,
            name: facts.assumption.clone().unwrap_or_else(|| facts.id.clone()),
            sentence: explain::event_sentence(&self.a.system, &self.a.catalog, &facts.event),
        }
    }

    /// The assumptions in the first derivation of a fact among what follows up to its level.
    fn assumptions(&mut self, fact: FactId, level: Level) -> Vec<Decider> {
        let (graph, events, states) = (&self.ground.graph, &self.ground.events, &self.ground.states);
        let fixpoint = self.levels.entry(level).or_insert_with(|| {
            let mut fixpoint = Fixpoint::new(graph);
            let happening = graph.events().filter(|event| match states[event.index()] {
                State::Certain => true,
                State::Off => false,
                State::Open => events.get(*event).level <= level,
            });
            fixpoint.allow(happening);
            fixpoint
        });
        let mut seen: BTreeSet<FactId> = BTreeSet::new();
        let mut named: BTreeSet<EventId> = BTreeSet::new();
        let mut open = vec![fact];
        while let Some(fact) = open.pop() {
            let Some(instance) = fixpoint.first(fact).filter(|_| seen.insert(fact)) else { continue };
            open.extend(graph.premises(instance));
            let above =
                |event: &EventId| states[event.index()] == State::Open && events.get(*event).level != Level::Ordinary;
            named.extend(graph.needs(instance).filter(above).map(|event| events.root(event)));
        }
        named.into_iter().take(MAX_DECIDERS).map(|event| self.assumption(event)).collect()
    }
}

/// For each rule instance on a listed path of a claim, the claims.
fn claims_of_instances(a: &Analysis, ground: &Ground) -> BTreeMap<InstanceId, BTreeSet<String>> {
    let mut used: BTreeMap<InstanceId, BTreeSet<String>> = BTreeMap::new();
    let mut trial = ground.trial();
    for (spec, answer) in a.system.claims.iter().zip(&a.answers) {
        for counted in answer.sets.iter().filter(|s| s.level != Level::Justified).take(MAX_PATHS) {
            for step in a.path(ground, &mut trial, counted.set.events(), &counted.goals) {
                used.entry(step.instance).or_default().insert(spec.id.clone());
            }
        }
    }
    used
}
