//! Decisions about findings: what each rested on when it was made, what it would rest on now, and whether it stands.

use std::cell::OnceCell;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::answer::*;
use super::edit::{Edit, Json};
use super::{Analysis, Ground, assemble, attacks};
use crate::analysis::{self, AttackScope, AttackSets, Budget, EventSet, Level, Missing};
use crate::catalog::Catalog;
use crate::edit::Data;
use crate::hash::fingerprint;
use crate::source::{Lines, Problem, nearest, quoted};
use crate::system::DecisionSpec;
use crate::system::document::{AsOf, Word};

words! {
    /// What was decided about a finding.
    pub enum DecisionKind {
        /// It is borne as it is.
        Accepted,
        /// Something that is not described stands in the way, or will.
        Mitigated,
        /// The description or the analysis is held to be wrong.
        Disputed,
    }
    /// Whether a decision still stands.
    pub enum DecisionState {
        /// It rests on what it rested on when it was made.
        Stands,
        /// What it rests on has changed.
        Changed,
        /// Nothing is left to decide.
        Moot,
        /// It does not say what it rested on.
        Unmarked,
        /// It is about nothing in this description.
        Unknown,
    }
    /// What a decision is about.
    pub enum Subject {
        /// A claim.
        Claim,
        /// A fact: a capability over an element.
        Fact,
        /// An attack of the catalog, at one place or at all.
        Attack,
    }
}

plain! {
    /// What a decision rests on.
    pub struct Basis {
        /// What it is.
        subject: Subject,
        /// The verdict on a claim or fact, `violated` to `holds`; of an attack where it stands, `closes` to `out of scope`.
        verdict: String,
        /// Minimal sets that decide it; of an attack what decides it at its place, or its places.
        sets: u64,
        /// There are more than that.
        more: bool,
        /// Tells the sets apart from others: eight digits.
        mark: String,
        /// The three in one line, for the key `as of` of a decision.
        text: String,
    }
    /// A decision and whether it stands.
    pub struct Decision {
        /// What it is about: a claim, a fact, or an attack with its place, as `prompt-injection at bot, llm`.
        about: String,
        /// What was decided.
        decision: DecisionKind,
        /// Why.
        reason: String,
        /// Who answers for it.
        owner: Option<String>,
        /// When it was decided.
        date: Option<String>,
        /// What it rested on, as written.
        as_of: Option<String>,
        /// What it rests on now; nothing if it is about nothing.
        now: Option<Basis>,
        /// Whether it stands.
        state: DecisionState,
        /// The same in words.
        sentence: String,
        /// Where it is written.
        place: Place,
    }
}

/// Attacks of a system, looked for once if a decision asks.
type Scopes = OnceCell<Vec<AttackScope>>;

impl Analysis {
    /// The decisions of the description, in its order; nothing before the claims are answered.
    pub fn decisions(&self) -> Vec<Decision> {
        let Some(ground) = self.answering().filter(|_| self.answers.len() == self.system.claims.len()) else {
            return Vec::new();
        };
        let lines = Lines::new(&self.source.text);
        let scopes = Scopes::new();
        let decision = |spec: &DecisionSpec| {
            let now = basis(self, ground, &scopes, &spec.about);
            let (state, sentence) = judged(spec.as_of.as_ref(), now.as_ref());
            Decision {
                about: spec.about.clone(),
                decision: match spec.decision.word() {
                    "accepted" => DecisionKind::Accepted,
                    "mitigated" => DecisionKind::Mitigated,
                    _ => DecisionKind::Disputed,
                },
                reason: spec.reason.clone(),
                owner: spec.owner.clone(),
                date: spec.date.clone(),
                as_of: spec.as_of.as_ref().map(ToString::to_string),
                now,
                state,
                sentence,
                place: self.place(&lines, spec.span),
            }
        };
        self.system.decisions.iter().map(decision).collect()
    }

    /// Whether the description has decisions.
    pub fn decides(&self) -> bool {
        !self.system.decisions.is_empty()
    }

    /// What a decision about a claim, a fact or an attack would rest on now; nothing if there is no such thing.
    pub fn basis(&self, about: &str) -> Option<Basis> {
        basis(self, self.answering()?, &Scopes::new(), about)
    }

    /// Remarks on decisions that do not simply stand.
    pub fn reviews(&self) -> Vec<Diagnostic> {
        let asks = |d: &&Decision| !matches!(d.state, DecisionState::Stands | DecisionState::Unknown);
        let remark = |d: &Decision| Diagnostic {
            severity: Severity::Note,
            code: match d.state {
                DecisionState::Changed => "decision-changed",
                DecisionState::Moot => "decision-moot",
                _ => "decision-unmarked",
            }
            .to_owned(),
            message: format!("the decision about {} {}", quoted(&d.about), d.sentence),
            help: d.now.as_ref().map(|now| match d.state {
                DecisionState::Moot => "remove it, or keep it for the record".to_owned(),
                _ => format!("decide again, and write `as of: {}`", now.text),
            }),
            place: d.place.clone(),
            related: Vec::new(),
            fix: None,
        };
        self.decisions().iter().filter(asks).map(remark).collect()
    }
}

/// What is to be written beside edits of a description that change names alone, so that decisions that stand go on
/// standing: their marks are made of names. A decision that rests on anything else afterwards is left as it is.
pub fn remarked(catalog: &Arc<Catalog>, source: &Source, edits: &[Edit]) -> Vec<Edit> {
    let begun = |text: String| {
        let source = Source { name: source.name.clone(), text };
        Analysis::with_catalog(&source, &Scenario::default(), Arc::clone(catalog))
    };
    let mut before = begun(source.text.clone());
    if !before.decides() {
        return Vec::new();
    }
    let Ok(text) = super::edit::edited(&source.text, edits) else { return Vec::new() };
    let mut after = begun(text);
    before.run();
    after.run();
    let remark = |(was, is): (Decision, Decision)| {
        let (then, now) = (was.now?, is.now?);
        let same = (&then.verdict, then.sets, then.more) == (&now.verdict, now.sets, now.more);
        let lost = was.state == DecisionState::Stands && is.state == DecisionState::Changed;
        let path = ["decisions", &is.about, "as of"].map(str::to_owned).to_vec();
        (same && lost).then_some(Edit::Set { path, value: Json(Data::Text(now.text)) })
    };
    // Renaming leaves entries where they are.
    before.decisions().into_iter().zip(after.decisions()).filter_map(remark).collect()
}

/// Warnings about decisions that are about nothing here.
pub(super) fn unknown(a: &Analysis) -> Vec<Problem> {
    let mut problems = Vec::new();
    for spec in a.system.decisions.iter().filter(|spec| !is_known(a, &spec.about)) {
        let about = &spec.about;
        let message = format!("{} is no claim, fact or attack of this description", quoted(about));
        let problem = Problem::warning("unknown-decision", spec.span, message);
        let claims = a.system.claims.iter().map(|claim| claim.id.as_str());
        let attacks = a.catalog.attacks.iter().map(|attack| attack.id.as_str());
        let help = match (about.contains('('), about.split_once(" at ")) {
            (true, _) => a.misread(about).and_then(|(why, help)| Some(format!("{why}; {}", help?))),
            (false, Some((attack, places))) => match nearest(attack, attacks) {
                Some(meant) if meant != attack => Some(format!("did you mean `{meant} at {places}`?")),
                _ => Some(format!("the attack {} has no such place", quoted(attack))),
            },
            (false, None) => nearest(about, claims.chain(attacks)).map(|meant| format!("did you mean `{meant}`?")),
        };
        problems.push(problem.help(help.unwrap_or_else(|| {
            "write a claim's name, a fact such as `inspect(db)`, or an attack with its place, as `prompt-injection at bot, llm`".to_owned()
        })));
    }
    problems
}

fn is_known(a: &Analysis, about: &str) -> bool {
    if about.contains('(') {
        return a.misread(about).is_none();
    }
    let (attack, place) = about.split_once(" at ").unwrap_or((about, ""));
    let declared = |name: &str| a.system.declared.iter().any(|known| known.name == name);
    (place.is_empty() && a.system.claims.iter().any(|claim| claim.id == about))
        || (a.catalog.attacks.iter().any(|known| known.id == attack)
            && (place.is_empty() || place.split(", ").all(declared)))
}

fn basis(a: &Analysis, ground: &Ground, scopes: &Scopes, about: &str) -> Option<Basis> {
    if !is_known(a, about) {
        return None;
    }
    if about.contains('(') {
        return Some(of_fact(a, ground, about));
    }
    match a.system.claims.iter().position(|claim| claim.id == about) {
        Some(at) => of_claim(a, ground, at),
        None => Some(of_attack(a, ground, scopes, about)),
    }
}

fn of_claim(a: &Analysis, ground: &Ground, at: usize) -> Option<Basis> {
    let answer = a.answers.get(at)?;
    let verdict = assemble::verdict(answer.level);
    let holds = verdict == Verdict::Holds;
    let decide = answer.sets.iter().filter(|counted| (counted.level == Level::Justified) == holds);
    let sets: Vec<EventSet> = decide.map(|counted| counted.set).collect();
    Some(of_sets(ground, Subject::Claim, verdict, &sets, answer.complete))
}

fn of_fact(a: &Analysis, ground: &Ground, about: &str) -> Basis {
    let Some(fact) = assemble::fact_named(a, ground, about) else {
        return of_sets(ground, Subject::Fact, Verdict::Holds, &[], true);
    };
    let verdict = assemble::verdict(ground.exposures.level(fact));
    let AttackSets { sets, complete, .. } =
        analysis::minimal_sets(&ground.graph, &ground.events, &ground.states, &[fact], Budget::default());
    let holds = verdict == Verdict::Holds;
    let decides = |set: &EventSet| (analysis::level_of(set, &ground.events) == Level::Justified) == holds;
    let sets: Vec<EventSet> = sets.into_iter().filter(decides).collect();
    of_sets(ground, Subject::Fact, verdict, &sets, complete)
}

fn of_sets(ground: &Ground, subject: Subject, verdict: Verdict, sets: &[EventSet], complete: bool) -> Basis {
    let named = |set: &EventSet| {
        let mut events: Vec<&str> = set.events().map(|event| ground.events.get(event).id.as_str()).collect();
        events.sort_unstable();
        events.join(" + ")
    };
    let verdict = match verdict {
        Verdict::Violated => "violated",
        Verdict::Unknown => "unknown",
        Verdict::Conditional => "conditional",
        Verdict::Holds => "holds",
    };
    marked(subject, verdict, sets.iter().map(named).collect(), !complete)
}

/// An attack at a place rests on what is missing there and what stands there; an attack at all, on its places.
fn of_attack(a: &Analysis, ground: &Ground, scopes: &Scopes, about: &str) -> Basis {
    let (id, place) = about.split_once(" at ").unwrap_or((about, ""));
    let scopes = scopes.get_or_init(|| attacks::scopes(a, ground, &std::collections::BTreeSet::new()));
    let none = || marked(Subject::Attack, "out of scope", Vec::new(), false);
    let Some(found) = scopes.iter().find(|scope| a.catalog.attack(scope.attack).id == id) else { return none() };
    let names = |place: &analysis::PlaceScope| {
        let mut names: Vec<String> = place.declared.iter().map(|declared| a.name(*declared)).collect();
        names.sort_unstable();
        names
    };
    let mut wanted: Vec<&str> = place.split(", ").collect();
    wanted.sort_unstable();
    let word = |missing: usize| match missing {
        0 => "closes",
        1 => "one step away",
        _ => "further",
    };
    if place.is_empty() {
        let Some(best) = found.places.first() else { return none() };
        let places =
            found.places.iter().map(|place| format!("{} {}", word(place.missing.len()), names(place).join(", ")));
        return marked(Subject::Attack, word(best.missing.len()), places.collect(), found.cut);
    }
    let Some(here) = found.places.iter().find(|found| names(found) == wanted) else { return none() };
    let lacks = here.missing.iter().map(|missing| match missing {
        Missing::Event(event) => format!("lacks {}", ground.events.get(*event).id),
        Missing::Fact(predicate, element) => format!("lacks {}({})", predicate.id(), a.system.id(*element)),
    });
    let controls = here.controls.iter().map(|control| {
        let on = if a.settings.is_on(&a.system, *control) { "on" } else { "off" };
        format!("{on} {}", a.system.id(*control))
    });
    marked(Subject::Attack, word(here.missing.len()), lacks.chain(controls).collect(), false)
}

fn marked(subject: Subject, verdict: &str, mut parts: Vec<String>, more: bool) -> Basis {
    parts.sort_unstable();
    let hash = fingerprint(&parts.join("\n"));
    let mark = format!("{:08x}", (hash ^ (hash >> 32)) & 0xffff_ffff);
    let as_of = AsOf { verdict: verdict.to_owned(), sets: parts.len() as u64, more, mark };
    let text = as_of.to_string();
    Basis { subject, verdict: as_of.verdict, sets: as_of.sets, more, mark: as_of.mark, text }
}

/// Whether a decision stands, and why, in words that go on after its name.
fn judged(before: Option<&AsOf>, now: Option<&Basis>) -> (DecisionState, String) {
    let Some(now) = now else {
        return (DecisionState::Unknown, "is about nothing in this description".to_owned());
    };
    let after = told(&now.verdict, now.sets, now.more, now.subject);
    let settled = matches!(now.verdict.as_str(), "holds" | "out of scope");
    let Some(before) = before else {
        return if settled {
            (DecisionState::Moot, format!("has nothing left to decide: {after}"))
        } else {
            (DecisionState::Unmarked, format!("does not say what it rested on; now: {after}"))
        };
    };
    if before.verdict == now.verdict && before.sets == now.sets && before.more == now.more && before.mark == now.mark {
        return (DecisionState::Stands, format!("stands: {after}"));
    }
    let earlier = told(&before.verdict, before.sets, before.more, now.subject);
    if settled && before.verdict != now.verdict {
        return (DecisionState::Moot, format!("has nothing left to decide: {after}, after {earlier}"));
    }
    let others = if earlier == after { ", but others" } else { "" };
    (DecisionState::Changed, format!("rests on something else now: {after}{others}, after {earlier}"))
}

/// `violated by 6 sets`, `holds`, `closes`.
fn told(verdict: &str, sets: u64, more: bool, subject: Subject) -> String {
    let at_least = if more { "at least " } else { "" };
    let (by, noun) = match subject {
        Subject::Attack => return verdict.to_owned(),
        _ if verdict == "holds" => ("resting on", "set"),
        _ => ("by", "set"),
    };
    match sets {
        0 if verdict == "holds" => verdict.to_owned(),
        1 => format!("{verdict} {by} {at_least}1 {noun}"),
        n => format!("{verdict} {by} {at_least}{n} {noun}s"),
    }
}
