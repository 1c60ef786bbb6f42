//! From the graph and its analysis to plain answers in the system's own names.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::answer::*;
use super::{Analysis, Ground, Phase};
use crate::analysis::{self, AttackSets, Budget, ClaimAnswer, CountedSet, EventSet, Level, Settings, State, Trial};
use crate::catalog::{self, Predicate, Reference as CatalogReference};
use crate::engine::{EventId, FactId, Grounder};
use crate::explain::{self, PathStep};
use crate::order;
use crate::source::{self, Lines, Problem, Problems, Span, nearest, quoted};
use crate::system::{Assumed, ClaimSpec, ElementId, Form, From, Kind, SwitchingSpec, System, Which};

/// Minimal sets that get a path of their own.
pub(super) const MAX_PATHS: usize = 12;
/// Minimal sets listed for a claim; more are counted.
const MAX_SETS: usize = 200;
/// Near misses listed.
const MAX_NEAR: usize = 12;
/// The most events of a near miss that is looked for.
const NEAR_ORDER: usize = 4;
/// Elements of a system above which near misses are taken from the claim's own sets alone.
const MAX_HYPOTHETICAL: usize = 5_000;
/// Places of a warning that concerns controls.
const POINTS_HELP: &str = "check `on`: no rule of the catalog passes a point there in this system";

/// Resolves the names of a scenario; unknown ones are problems of the document.
pub(super) fn settings(system: &System, scenario: &Scenario, problems: &mut Problems) -> Settings {
    let mut settings = Settings::default();
    let controls: BTreeMap<String, ElementId> =
        system.controls.iter().map(|c| (system.id(c.element), c.element)).collect();
    let mut unknown = |what: &str, name: &str, candidates: Vec<&str>| {
        let mut problem = Problem::error(
            "unknown-switch",
            Span::default(),
            format!("the scenario names the {what} {}, which the description does not have", quoted(name)),
        );
        if let Some(meant) = nearest(name, candidates.iter().copied()) {
            problem = problem.help(format!("did you mean `{meant}`?"));
        } else if !candidates.is_empty() {
            let some: Vec<&str> = candidates.into_iter().take(12).collect();
            problem = problem.help(format!("it has {}", some.join(", ")));
        }
        problems.push(problem);
    };
    let base = scenario.named.as_ref().and_then(|name| system.scenarios.iter().find(|s| s.name == *name));
    if let (Some(name), None) = (&scenario.named, base) {
        unknown("scenario", name, system.scenarios.iter().map(|s| s.name.as_str()).collect());
    }
    let scenario = &match base {
        Some(spec) => together(named(spec), scenario),
        None => scenario.clone(),
    };
    for (names, list) in [(&scenario.on, &mut settings.on), (&scenario.off, &mut settings.off)] {
        for name in names {
            match controls.get(name) {
                Some(control) => list.push(*control),
                None => unknown("control", name, controls.keys().map(String::as_str).collect()),
            }
        }
    }
    let parties: BTreeMap<&str, _> = system
        .adversaries
        .iter()
        .chain(system.suppliers.keys())
        .map(|id| (system.declared[id.index()].name.as_str(), *id))
        .collect();
    for name in &scenario.only {
        match parties.get(name.as_str()) {
            Some(id) => settings.only.push(*id),
            None => unknown("adversary", name, parties.keys().copied().collect()),
        }
    }
    settings.fail.clone_from(&scenario.fail);
    settings.hold.clone_from(&scenario.hold);
    for Restated { event, low, high } in &scenario.likelihoods {
        if !(0.0 <= *low && low <= high && *high <= 1.0) {
            problems.push(
                Problem::error(
                    "unknown-switch",
                    Span::default(),
                    format!("the scenario gives {} a likelihood from {low} to {high}", quoted(event)),
                )
                .help("a likelihood is a number from 0 to 1, or a range of such, lowest first"),
            );
        }
        settings.likelihoods.insert(event.clone(), catalog::Likelihood { low: *low, high: *high });
    }
    settings
}

/// What only the graph can tell: controls that stand nowhere, claims that nobody can approach, switches that name no
/// assumption.
pub(super) fn gaps(system: &System, ground: &Ground, settings: &Settings) -> Vec<Problem> {
    let mut problems = Vec::new();
    for control in &system.controls {
        if points(system, ground, control.element) == 0 {
            problems.push(
                Problem::warning(
                    "control-without-point",
                    control.span,
                    format!("the control `{}` stands at no point of this system", system.id(control.element)),
                )
                .help(POINTS_HELP),
            );
        }
    }
    for claim in &system.claims {
        let derivable = claim
            .instances
            .iter()
            .any(|(element, _)| Predicate::capabilities().any(|p| ground.graph.find(p, *element).is_some()));
        if !derivable {
            problems.push(
                Problem::warning(
                    "claim-nobody-approaches",
                    claim.span,
                    format!("nothing in the description lets anybody approach `{}`", claim.over),
                )
                .help("the claim holds because of what is left out; describe where it lies and who touches it"),
            );
        }
    }
    let failing = settings.fail.iter().map(|name| (name, "lets", " fail"));
    let holding = settings.hold.iter().map(|name| (name, "lets", " hold"));
    let restated = settings.likelihoods.keys().map(|name| (name, "gives", " a likelihood"));
    for (name, verb, rest) in failing.chain(holding).chain(restated) {
        if !ground.events.iter().any(|(_, e)| e.is_named_in(std::slice::from_ref(name))) {
            let candidates: Vec<&str> =
                ground.events.iter().map(|(_, e)| e.assumption.as_deref().unwrap_or(&e.id)).collect();
            let mut problem = Problem::warning(
                "unknown-switch",
                Span::default(),
                format!("the scenario {verb} {}{rest}, on which nothing here rests", quoted(name)),
            );
            if let Some(meant) = nearest(name, candidates.iter().copied()) {
                problem = problem.help(format!("did you mean `{meant}`?"));
            }
            problems.push(problem);
        }
    }
    problems.extend(unknown_assumptions(system, ground));
    problems
}

/// Warnings about assumptions that deny what is not left open.
fn unknown_assumptions(system: &System, ground: &Ground) -> Vec<Problem> {
    let open: Vec<&str> = ground
        .events
        .iter()
        .filter(|(_, facts)| facts.class == catalog::EventClass::Unknown)
        .map(|(_, facts)| facts.id.as_str())
        .collect();
    let denied = system.assumptions.iter().filter(|(name, _)| name.contains('(') && !open.contains(&name.as_str()));
    let problem = |(name, assumed): (&String, &Assumed)| {
        let message = format!("{} is nothing that is left unsaid here, so nothing rests on it", quoted(name));
        Problem::warning("unknown-assumption", assumed.span, message).help(match nearest(name, open.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "take it out: the description says it by now, or no longer has what it is about".to_owned(),
        })
    };
    denied.map(problem).collect()
}

/// At how many rule instances a control stands.
fn points(system: &System, ground: &Ground, control: ElementId) -> u64 {
    let watches = system.watches.iter().filter(|((c, _), _)| *c == control).map(|(_, watch)| *watch);
    std::iter::once(control)
        .chain(watches)
        .filter_map(|element| ground.graph.find(Predicate::Off, element))
        .flat_map(|fact| ground.graph.uses(fact))
        .filter(|instance| ground.graph.conclusion(*instance) != FactId(u32::MAX))
        .filter(|instance| ground.graph.fact(ground.graph.conclusion(*instance)).0 != Predicate::Off)
        .count() as u64
}

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

    /// The graph in which somebody outside could also do what nobody is described to do; none for a system so large
    /// that looking for near misses would take longer than its answer.
    fn hypotheses(&self) -> Option<&Ground> {
        self.hypotheses
            .get_or_init(|| {
                if self.system.elements.len() > MAX_HYPOTHETICAL {
                    return None;
                }
                let mut grounder = Grounder::with_hypotheses(Arc::clone(&self.catalog), Arc::clone(&self.system));
                grounder.advance(u64::MAX);
                let (graph, complete) = grounder.finish();
                Some(Box::new(self.ground(graph, !complete)))
            })
            .as_deref()
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

pub(super) fn verdicts(a: &Analysis) -> Vec<ClaimVerdict> {
    let answered = a.system.claims.iter().zip(&a.answers);
    answered.map(|(spec, answer)| ClaimVerdict { claim: spec.id.clone(), verdict: verdict(answer.level) }).collect()
}

pub(super) fn claims(a: &Analysis) -> Vec<Claim> {
    let Some(ground) = a.answering() else { return Vec::new() };
    let lines = Lines::new(&a.source.text);
    let untouched = std::cell::OnceCell::new();
    let mut trial = ground.trial();
    let mut claims: Vec<Claim> = a
        .system
        .claims
        .iter()
        .zip(&a.answers)
        .map(|(spec, answer)| {
            let verdict = verdict(answer.level);
            let (resting, deciding): (Vec<&CountedSet>, Vec<&CountedSet>) =
                answer.sets.iter().partition(|s| s.level == Level::Justified);
            let sets: Vec<AttackSet> = deciding.iter().take(MAX_SETS).map(|s| a.attack_set(ground, s)).collect();
            let resting_sets: Vec<AttackSet> = resting.iter().take(MAX_SETS).map(|s| a.attack_set(ground, s)).collect();
            let paths = deciding
                .iter()
                .take(MAX_PATHS)
                .zip(0_u32..)
                .map(|(s, set)| Path {
                    set,
                    steps: a.steps(ground, &a.path(ground, &mut trial, s.set.events(), &s.goals)),
                })
                .collect();
            let mut events = events_of(a, ground, answer.sets.iter().take(2 * MAX_SETS).map(|s| &s.set));
            let holds = verdict == Verdict::Holds;
            let misses = if holds { near_misses(a, ground, spec, &resting) } else { Vec::new() };
            events.extend(misses.iter().flat_map(|m| m.events.clone()));
            order::sort_by(&mut events, |a, b| a.id.cmp(&b.id));
            events.dedup_by(|a, b| a.id == b.id);
            Claim {
                id: spec.id.clone(),
                sentence: explain::claim_sentence(&a.system, &a.catalog, spec),
                capability: spec.gains.first().map_or("", |g| g.id()).to_owned(),
                over: spec.over.clone(),
                verdict,
                because: because(a, ground, answer, verdict),
                lesser: lesser(a, ground, spec, answer),
                rests_on: rests_on(a, ground, &resting),
                depends_on: depends_on(ground, &deciding),
                persistent: answer.sets.iter().any(|s| s.persistent == Some(true) && s.level != Level::Justified),
                completeness: a.completeness(
                    ground,
                    answer.complete,
                    answer.order,
                    sets.len() + resting_sets.len(),
                    answer.sets.len(),
                ),
                sets,
                resting_sets,
                paths,
                events,
                nearest: misses.into_iter().map(|m| m.miss).collect(),
                untouched: if holds {
                    untouched.get_or_init(|| untouched_elements(a, ground)).clone()
                } else {
                    Vec::new()
                },
                place: a.place(&lines, spec.span),
            }
        })
        .collect();
    order::sort_by(&mut claims, |a, b| (a.verdict, &a.id).cmp(&(b.verdict, &b.id)));
    claims
}

/// Every event named in some sets, in order of ids.
fn events_of<'s>(a: &Analysis, ground: &Ground, sets: impl Iterator<Item = &'s EventSet>) -> Vec<Event> {
    let events: BTreeSet<EventId> = sets.flat_map(|s| s.events().collect::<Vec<_>>()).collect();
    let mut events: Vec<Event> = events.into_iter().map(|e| a.event(ground, e)).collect();
    order::sort_by(&mut events, |a, b| a.id.cmp(&b.id));
    events
}

fn because(a: &Analysis, ground: &Ground, answer: &ClaimAnswer, verdict: Verdict) -> String {
    let count = |level: Level| answer.sets.iter().filter(|s| s.level == level).count();
    let names = |level: Level| {
        let mut names: Vec<String> = answer
            .sets
            .iter()
            .filter(|s| s.level == level)
            .flat_map(|s| s.set.events().collect::<Vec<_>>())
            .filter(|e| ground.events.get(*e).level == level)
            .map(|e| explain::event_sentence(&a.system, &a.catalog, &ground.events.get(e).event))
            .collect();
        order::sort(&mut names);
        names.dedup();
        names.truncate(4);
        names.join("; ")
    };
    if answer.by_reach {
        return "What an adversary can reach decides this; the sets behind it were too many to list".to_owned();
    }
    match verdict {
        Verdict::Violated => match count(Level::Ordinary) {
            1 => "One attack needs no assumption to fail".to_owned(),
            n => format!("{n} attacks need no assumption to fail"),
        },
        Verdict::Unknown => format!("Nothing is stated that denies this: {}", names(Level::Unknown)),
        Verdict::Conditional => format!("Holds only if none of this happens: {}", names(Level::Stated)),
        Verdict::Holds => match (answer.tolerated, count(Level::Justified)) {
            (Some((likelihood, limit)), _) => {
                format!("Attacks exist, with a likelihood of at most {likelihood:.3}, within the tolerated {limit}")
            }
            (None, 0) => "Nothing described leads there, whatever fails".to_owned(),
            (None, 1) => "Rests on one set of assumptions for which there are reasons".to_owned(),
            (None, n) => format!("Rests on assumptions for which there are reasons, in {n} sets"),
        },
    }
}

/// Whoever cannot gain all that a claim denies may gain less of it, and more easily: the nearest such capability of
/// those that are gained most easily. By reachability alone, which asks of each adversary alone.
fn lesser(a: &Analysis, ground: &Ground, spec: &ClaimSpec, answer: &ClaimAnswer) -> Option<String> {
    if verdict(answer.level) == Verdict::Violated || answer.tolerated.is_some() {
        return None;
    }
    let mut best: Option<(Level, Predicate)> = None;
    let implied = spec.gains.iter().flat_map(|gain| a.catalog.implied(*gain));
    for weaker in implied.filter(|weaker| !spec.gains.contains(weaker)) {
        let asked = ClaimSpec { gains: vec![weaker], ..spec.clone() };
        let groups = analysis::asked(&ground.graph, &a.system, &a.settings, &asked).groups;
        let levels = groups.iter().flat_map(|(goals, who)| {
            who.iter().flat_map(|who| {
                let levels = ground.exposures.levels_of(*who);
                goals.iter().filter_map(move |goal| levels.of(*goal)).collect::<Vec<_>>()
            })
        });
        if let Some(level) = levels.min()
            && answer.level.is_none_or(|of_claim| level < of_claim)
            && best.is_none_or(|(found, _)| level < found)
        {
            best = Some((level, weaker));
        }
    }
    let (level, weaker) = best?;
    let name = a.catalog.capability(weaker).map_or(weaker.words(), |c| c.name.as_str());
    Some(match level {
        Level::Ordinary => format!("{name}, which is less, is gained as things stand"),
        Level::Unknown => format!("nothing is stated that denies {name}, which is less"),
        Level::Stated => format!("{name}, which is less, is gained if a stated assumption fails"),
        Level::Justified => return None,
    })
}

fn rests_on(a: &Analysis, ground: &Ground, resting: &[&CountedSet]) -> Vec<Rest> {
    let events: BTreeSet<EventId> = resting
        .iter()
        .flat_map(|s| s.set.events().collect::<Vec<_>>())
        .filter(|e| ground.events.get(*e).level == Level::Justified)
        .collect();
    let mut rests: Vec<Rest> = events
        .into_iter()
        .map(|e| {
            let facts = ground.events.get(e);
            Rest {
                event: facts.assumption.clone().unwrap_or_else(|| facts.id.clone()),
                sentence: explain::event_sentence(&a.system, &a.catalog, &facts.event),
                reason: facts.reason.clone().unwrap_or_default(),
            }
        })
        .collect();
    order::sort_by(&mut rests, |a, b| a.event.cmp(&b.event));
    rests
}

fn depends_on(ground: &Ground, deciding: &[&CountedSet]) -> Vec<String> {
    let mut names: Vec<String> = deciding
        .iter()
        .flat_map(|s| s.set.events().collect::<Vec<_>>())
        .filter_map(|e| {
            let facts = ground.events.get(e);
            matches!(facts.level, Level::Unknown | Level::Stated)
                .then(|| facts.assumption.clone().unwrap_or_else(|| facts.id.clone()))
        })
        .collect();
    order::sort(&mut names);
    names.dedup();
    names
}

/// What would have to change for a claim that holds: sets in which exactly one thing is not as described, among them
/// what somebody outside could come to do.
fn near_misses(a: &Analysis, ground: &Ground, spec: &ClaimSpec, resting: &[&CountedSet]) -> Vec<Miss> {
    let own: Vec<EventSet> = resting.iter().map(|s| s.set).collect();
    let mut misses = misses_among(a, ground, &own);
    if let Some(wider) = a.hypotheses() {
        let goals = analysis::all_goals(&wider.graph, &a.system, &a.settings, spec);
        let budget = Budget { merges: 400_000, order: NEAR_ORDER };
        let found = analysis::minimal_sets(&wider.graph, &wider.events, &wider.states, &goals, budget);
        misses.extend(misses_among(a, wider, &found.sets));
    }
    order::sort_by(&mut misses, |a, b| {
        let key = |m: &Miss| (m.order, m.miss.change.clone(), m.miss.events.clone());
        key(a).cmp(&key(b))
    });
    misses.dedup_by(|a, b| a.miss == b.miss);
    misses.truncate(MAX_NEAR);
    misses
}

/// A near miss, the size of its set, and what is known of its other events.
struct Miss {
    order: usize,
    miss: NearMiss,
    events: Vec<Event>,
}

/// The sets with exactly one event beyond ordinary ones, as what would have to change and what else it takes.
fn misses_among(a: &Analysis, ground: &Ground, sets: &[EventSet]) -> Vec<Miss> {
    let level = |e: EventId| ground.events.get(e).level;
    let mut misses = Vec::new();
    for set in sets {
        let beyond: Vec<EventId> = set.events().filter(|e| level(*e) != Level::Ordinary).collect();
        let [one] = beyond.as_slice() else { continue };
        if level(*one) != Level::Justified {
            continue;
        }
        let facts = ground.events.get(*one);
        let ids = a.event_ids(ground, set).into_iter().filter(|id| *id != facts.id).collect();
        let change = explain::event_sentence(&a.system, &a.catalog, &facts.event);
        let events = set.events().filter(|e| e != one).map(|e| a.event(ground, e)).collect();
        misses.push(Miss { order: set.order(), miss: NearMiss { change, events: ids }, events });
    }
    misses
}

/// Declared elements over which nobody gains anything, though every assumption without a reason failed.
fn untouched_elements(a: &Analysis, ground: &Ground) -> Vec<String> {
    let touched = touched(a, ground, |level| level != Level::Justified, |_| true);
    let silent = [Kind::Role, Kind::Supplier, Kind::Control, Kind::Weakness, Kind::Session];
    a.system
        .declared
        .iter()
        .zip(&touched)
        .filter(|(d, touched)| !**touched && !silent.contains(&d.kind))
        .map(|(d, _)| d.name.clone())
        .collect()
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

pub(super) fn overview(a: &Analysis) -> Overview {
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

/// The switches of a scenario with others set on top: where they disagree, the later ones are right.
fn together(mut base: Scenario, other: &Scenario) -> Scenario {
    base.on.retain(|name| !other.off.contains(name));
    base.off.retain(|name| !other.on.contains(name));
    base.fail.retain(|name| !other.hold.contains(name));
    base.hold.retain(|name| !other.fail.contains(name));
    base.likelihoods.retain(|l| !other.likelihoods.iter().any(|o| o.event == l.event));
    base.on.extend_from_slice(&other.on);
    base.off.extend_from_slice(&other.off);
    base.fail.extend_from_slice(&other.fail);
    base.hold.extend_from_slice(&other.hold);
    base.likelihoods.extend_from_slice(&other.likelihoods);
    if !other.only.is_empty() {
        base.only.clone_from(&other.only);
    }
    base
}

/// A scenario of the description as switches.
fn named(spec: &SwitchingSpec) -> Scenario {
    let restated = |(event, likelihood): &(String, catalog::Likelihood)| Restated {
        event: event.clone(),
        low: likelihood.low,
        high: likelihood.high,
    };
    Scenario {
        on: spec.on.clone(),
        off: spec.off.clone(),
        only: spec.only.clone(),
        fail: spec.fail.clone(),
        hold: spec.hold.clone(),
        likelihoods: spec.likelihoods.iter().map(restated).collect(),
        named: None,
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

pub(super) fn exposure(a: &Analysis, filter: &str, offset: u64, limit: u64) -> Exposure {
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
    let silent = [Kind::Role, Kind::Supplier, Kind::Control, Kind::Weakness, Kind::Session];
    let not_reached = a
        .system
        .declared
        .iter()
        .zip(touched(a, ground, |_| true, |_| true))
        .filter(|(d, touched)| !touched && !silent.contains(&d.kind))
        .map(|(d, _)| d.name.clone())
        .collect();
    Exposure { rows, total, not_reached }
}

pub(super) fn fact_id(a: &Analysis, predicate: Predicate, element: ElementId) -> String {
    format!("{}({})", predicate.id(), a.system.id(element))
}

/// The fact of an id: `capability(element)`.
pub(super) fn fact_named(a: &Analysis, ground: &Ground, fact: &str) -> Option<FactId> {
    let (predicate, element) = fact.strip_suffix(')')?.split_once('(')?;
    let predicate = Predicate::from_id(&predicate.trim().replace([' ', '-'], "_"))?;
    let element = (0_u32..).map(ElementId).take(a.system.elements.len()).find(|e| a.system.id(*e) == element.trim())?;
    ground.graph.find(predicate, element)
}

pub(super) fn explain(a: &Analysis, fact: &str) -> Option<Explanation> {
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
