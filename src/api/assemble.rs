//! From the graph and its analysis to plain answers in the system's own names.

mod claims;
mod exposure;
mod gaps;
mod misses;
mod overview;
mod scenario;

use std::collections::BTreeSet;

pub(super) use claims::{claims, verdicts};
pub(super) use exposure::{explain, exposure, fact_id, fact_named};
pub(super) use gaps::gaps;
pub(super) use overview::overview;
pub(super) use scenario::settings;

use super::answer::*;
use super::{Analysis, Ground, Phase};
use crate::analysis::{self, CountedSet, EventSet, Level, Trial};
use crate::catalog::{self, Predicate, Reference as CatalogReference};
use crate::engine::{EventId, FactId};
use crate::explain::{self, PathStep};
use crate::order;
use crate::source::{self, Lines, Problem, Span};
use crate::system::{ElementId, Form, Kind, Which};

/// Minimal sets that get a path of their own.
pub(super) const MAX_PATHS: usize = 12;
/// Minimal sets listed for a claim; more are counted.
const MAX_SETS: usize = 200;

impl Ground {
    pub(super) fn trial(&self) -> Trial<'_> {
        Trial::new(&self.graph, &self.events, &self.states)
    }
}

impl Analysis {
    pub(super) fn answering(&self) -> Option<&Ground> {
        match &self.state {
            Phase::Answering(ground) => Some(ground),
            _ => None,
        }
    }

    pub(super) fn name(&self, id: crate::system::DeclaredId) -> String {
        self.system.declared[id.index()].name.clone()
    }

    pub(super) fn reference(&self, reference: &CatalogReference) -> Reference {
        let (framework, name) = self.catalog.reference(reference);
        Reference { framework: framework.to_owned(), id: reference.id.clone(), name: name.unwrap_or("").to_owned() }
    }

    pub(super) fn gain(&self, ground: &Ground, fact: FactId) -> Gain {
        let (predicate, element) = ground.graph.fact(fact);
        self.gain_of(predicate, element)
    }

    pub(super) fn gain_of(&self, predicate: Predicate, element: ElementId) -> Gain {
        Gain {
            capability: predicate.id().to_owned(),
            element: self.system.id(element),
            text: explain::gain(&self.system, &self.catalog, predicate, element),
        }
    }

    fn diagnostic(&self, lines: &Lines<'_>, problem: &Problem) -> Diagnostic {
        diagnostic(&self.source.name, lines, problem)
    }

    pub(super) fn event(&self, ground: &Ground, event: EventId) -> Event {
        let facts = ground.events.get(event);
        let mut elements: Vec<String> =
            facts.event.elements.iter().map(|e| self.name(self.system.element(*e).declared)).collect();
        elements.dedup();
        Event {
            id: facts.id.clone(),
            sentence: explain::event_sentence(&self.system, &self.catalog, &facts.event),
            class: event_class(facts.class, facts.level),
            who: facts.who.map(|w| self.name(w)),
            likelihood: Likelihood { low: facts.likelihood.low, high: facts.likelihood.high, prior: facts.prior },
            elements,
            reason: facts.reason.clone(),
        }
    }

    fn event_ids(&self, ground: &Ground, set: &EventSet) -> Vec<String> {
        let mut events: Vec<(EventClass, String)> = set
            .events()
            .map(|e| {
                let facts = ground.events.get(e);
                (event_class(facts.class, facts.level), facts.id.clone())
            })
            .collect();
        order::sort(&mut events);
        events.into_iter().map(|(_, id)| id).collect()
    }

    fn attack_set(&self, ground: &Ground, counted: &CountedSet) -> AttackSet {
        let (likelihood, prior) = analysis::of_set(counted.set.events(), &ground.events);
        AttackSet {
            events: self.event_ids(ground, &counted.set),
            verdict: verdict(Some(counted.level)),
            persistent: counted.persistent,
            likelihood: Likelihood { low: likelihood.low, high: likelihood.high, prior },
            who: counted.who.iter().map(|w| self.name(*w)).collect(),
        }
    }

    pub(super) fn steps(&self, ground: &Ground, steps: &[PathStep]) -> Vec<Step> {
        let domain = |fact: FactId| {
            let declared = self.system.declared_of(ground.graph.fact(fact).1);
            (declared.domain.clone(), declared.zone.clone())
        };
        steps
            .iter()
            .zip(1_u32..)
            .map(|(step, number)| {
                let rule = self.catalog.rule(ground.graph.rule(step.instance));
                let (own, zone) = domain(step.gain);
                let crossing = step.uses.iter().any(|used| domain(steps[*used].gain).0 != own);
                let mut elements: Vec<String> = Vec::new();
                for element in ground.graph.bindings(step.instance) {
                    let declared = self.system.declared_of(element);
                    let session = matches!(self.system.element(element).form, Form::Session(_));
                    if !session && !elements.contains(&declared.name) {
                        elements.push(declared.name.clone());
                    }
                }
                Step {
                    number,
                    rule: rule.id.clone(),
                    sentence: explain::instance_sentence(&ground.graph, &self.system, &self.catalog, step.instance),
                    gain: self.gain(ground, step.gain),
                    uses: step.uses.iter().map(|u| u32::try_from(*u + 1).unwrap_or(0)).collect(),
                    events: ground
                        .graph
                        .needs(step.instance)
                        .map(|e| ground.events.get(ground.events.root(e)).id.clone())
                        .collect(),
                    domain: own,
                    zone,
                    crossing,
                    elements,
                    references: rule.references.iter().map(|r| self.reference(r)).collect(),
                    pack: self.catalog.pack(rule.origin).map(str::to_owned),
                }
            })
            .collect()
    }

    /// A shortest derivation of one of the goals from a set. One that leaves an event of the set unused reaches a goal
    /// that does not count for whoever the set is of, and stands behind those that use all.
    pub(super) fn path(
        &self,
        ground: &Ground,
        trial: &mut Trial<'_>,
        set: impl IntoIterator<Item = EventId>,
        goals: &[FactId],
    ) -> Vec<PathStep> {
        let set: Vec<EventId> = set.into_iter().collect();
        let fixpoint = trial.follow(set.iter().copied());
        let unused = |steps: &[PathStep]| {
            let used: BTreeSet<EventId> = steps
                .iter()
                .flat_map(|step| ground.graph.needs(step.instance))
                .map(|event| ground.events.root(event))
                .collect();
            set.iter().filter(|event| !used.contains(event)).count()
        };
        goals
            .iter()
            .filter(|goal| fixpoint.holds(**goal))
            .map(|goal| {
                let element = self.system.element(ground.graph.fact(*goal).1);
                let session = element.session.map(|s| self.system.element(s).form);
                let own = element.form == Form::Partition(Which::Own) || session == Some(Form::Session(Which::Own));
                (own, explain::derivation(&ground.graph, &self.catalog, fixpoint, *goal))
            })
            .min_by_key(|(own, steps)| (unused(steps), steps.len(), *own))
            .map(|(_, steps)| steps)
            .unwrap_or_default()
    }

    fn completeness(&self, ground: &Ground, complete: bool, order: usize, listed: usize, found: usize) -> Completeness {
        let cut = if listed < found { format!("; the first {listed} of {found} are listed") } else { String::new() };
        let text = if ground.cut {
            "The system is too large: not every rule instance was made, so sets are missing".to_owned()
        } else if complete {
            format!("All minimal sets{cut}")
        } else if order == 0 {
            format!("Too many combinations: no set was searched for within the bound{cut}")
        } else {
            format!("All minimal sets of at most {order} events; larger ones exist and are not listed{cut}")
        };
        let complete = complete && !ground.cut && listed == found;
        Completeness { complete, order: (!complete && order > 0).then(|| u32::try_from(order).unwrap_or(0)), text }
    }
}

/// A problem with its places in a text of that name.
pub(super) fn diagnostic(name: &str, lines: &Lines<'_>, problem: &Problem) -> Diagnostic {
    let place = |span| place(name, lines, span);
    Diagnostic {
        severity: match problem.severity {
            source::Severity::Error => Severity::Error,
            source::Severity::Warning => Severity::Warning,
            source::Severity::Note => Severity::Note,
        },
        code: problem.code.to_owned(),
        message: problem.message.clone(),
        help: problem.help.clone(),
        place: place(problem.span),
        related: problem
            .related
            .iter()
            .map(|(message, span)| Related { message: message.clone(), place: place(*span) })
            .collect(),
        fix: problem.fix.as_ref().map(|(title, span, replacement)| Fix {
            title: title.clone(),
            place: place(*span),
            replacement: replacement.clone(),
        }),
    }
}

/// The place of a span in a text of that name.
pub(super) fn place(name: &str, lines: &Lines<'_>, span: Span) -> Place {
    let (from, to) = (lines.position(span.start), lines.position(span.end));
    Place { file: name.to_owned(), line: from.line, column: from.column, end_line: to.line, end_column: to.column }
}

/// The class of an event as the reader sees it: an assumption's class is its standing.
pub(super) fn event_class(class: catalog::EventClass, level: Level) -> EventClass {
    match class {
        catalog::EventClass::Position => EventClass::Position,
        catalog::EventClass::Weakness => EventClass::Weakness,
        catalog::EventClass::Step => EventClass::Step,
        catalog::EventClass::Operation => EventClass::Operation,
        catalog::EventClass::ControlFails => EventClass::ControlFails,
        catalog::EventClass::ControlAbsent => EventClass::ControlAbsent,
        catalog::EventClass::Hypothetical => EventClass::Unknown,
        catalog::EventClass::Assumption | catalog::EventClass::Unknown => match level {
            Level::Justified => EventClass::Justified,
            Level::Stated => EventClass::Stated,
            Level::Unknown | Level::Ordinary => EventClass::Unknown,
        },
    }
}

pub(super) fn verdict(level: Option<Level>) -> Verdict {
    match level {
        Some(Level::Ordinary) => Verdict::Violated,
        Some(Level::Unknown) => Verdict::Unknown,
        Some(Level::Stated) => Verdict::Conditional,
        Some(Level::Justified) | None => Verdict::Holds,
    }
}

pub(super) fn held(level: Option<Level>) -> Held {
    match level {
        Some(Level::Ordinary) => Held::Held,
        Some(Level::Unknown) => Held::Unknown,
        Some(Level::Stated) => Held::Conditional,
        Some(Level::Justified) => Held::RestsOn,
        None => Held::No,
    }
}

/// Every event named in some sets, in order of ids.
fn events_of<'s>(a: &Analysis, ground: &Ground, sets: impl Iterator<Item = &'s EventSet>) -> Vec<Event> {
    let events: BTreeSet<EventId> = sets.flat_map(|s| s.events().collect::<Vec<_>>()).collect();
    let mut events: Vec<Event> = events.into_iter().map(|e| a.event(ground, e)).collect();
    order::sort_by(&mut events, |a, b| a.id.cmp(&b.id));
    events
}

/// For each declared name, whether a capability over one of its elements is held at such a level.
fn touched(
    a: &Analysis,
    ground: &Ground,
    level: impl Fn(Level) -> bool,
    counts: impl Fn(ElementId) -> bool,
) -> Vec<bool> {
    let mut touched = vec![false; a.system.declared.len()];
    for fact in ground.graph.facts() {
        let (predicate, element) = ground.graph.fact(fact);
        if predicate.class().is_some() && counts(element) && ground.exposures.level(fact).is_some_and(&level) {
            touched[a.system.element(element).declared.index()] = true;
        }
    }
    touched
}

/// Declared elements over which nobody holds a capability at such a level. Kinds that are no assets are left out.
fn untouched(a: &Analysis, ground: &Ground, level: impl Fn(Level) -> bool) -> Vec<String> {
    let silent = [Kind::Role, Kind::Supplier, Kind::Control, Kind::Weakness, Kind::Session];
    let touched = touched(a, ground, level, |_| true);
    let declared = a.system.declared.iter().zip(touched);
    declared.filter(|(d, touched)| !touched && !silent.contains(&d.kind)).map(|(d, _)| d.name.clone()).collect()
}
