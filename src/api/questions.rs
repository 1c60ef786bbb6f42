//! What a description leaves open, by how much the answer could change: each unknown thing is once ruled out and once
//! taken to be so, and the claims are judged again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::answer::{Place, Verdict};
use super::assemble::{self, verdict};
use super::edit::{Edit, Json, Outline, outline};
use super::{Analysis, Ground};
use crate::analysis::{Budget, Exposures, Level, State, claim};
use crate::catalog::{AnswerValue, EventKind};
use crate::edit::Data;
use crate::engine::EventId;
use crate::explain;
use crate::order;
use crate::source::Lines;

/// Questions that are tried; the others are only counted.
const MAX_TRIED: usize = 60;
/// Names of one section that are offered as answers to a question; others are written in the text.
const MAX_NAMES: usize = 6;

plain! {
    /// A claim that would be judged otherwise.
    pub struct Shift {
        /// The claim.
        claim: String,
        /// As it is now.
        before: Verdict,
        /// As it would be.
        after: Verdict,
    }
    /// Something that the description does not say, or of which it gives no reason.
    pub struct OpenQuestion {
        /// The event of which nothing is known, or the assumption that nobody has promised.
        event: String,
        /// What would be so at worst.
        sentence: String,
        /// What to write, and where.
        ask: String,
        /// The element it is about.
        element: String,
        /// Where that is described.
        place: Place,
        /// Answers that need only be picked, those of the catalog first; the last denies it.
        answers: Vec<ReadyAnswer>,
        /// Claims that would be judged otherwise if it is not so.
        if_fine: Vec<Shift>,
        /// Claims that would be judged otherwise if it is so.
        if_not: Vec<Shift>,
        /// Known minimal sets of all claims that contain it.
        sets: u64,
    }
    /// What may be written to answer a question.
    pub struct ReadyAnswer {
        /// In words.
        says: String,
        /// The edit that writes it.
        edit: Edit,
    }
    /// All open questions, those first whose answers change most.
    pub struct OpenQuestions {
        /// Each.
        questions: Vec<OpenQuestion>,
        /// All sets behind them are known, and each was tried.
        complete: bool,
        /// A sentence on that for the reader.
        text: String,
    }
}

impl Analysis {
    /// What the description leaves open and a claim depends on; none if it cannot be analysed.
    pub fn open_questions(&self) -> Option<OpenQuestions> {
        let ground = self.answering()?;
        let mut sets: BTreeMap<EventId, u64> = BTreeMap::new();
        let mut touched: BTreeMap<EventId, BTreeSet<usize>> = BTreeMap::new();
        for (at, answer) in self.answers.iter().enumerate() {
            for event in answer.sets.iter().flat_map(|s| s.set.events()) {
                let root = ground.events.root(event);
                if ground.events.get(root).level == Level::Unknown && ground.states[root.index()] == State::Open {
                    *sets.entry(root).or_default() += 1;
                    touched.entry(root).or_default().insert(at);
                }
            }
        }
        let mut unknown: Vec<(EventId, u64)> = sets.into_iter().collect();
        order::sort_by(&mut unknown, |a, b| (b.1, a.0).cmp(&(a.1, b.0)));
        let all_known = self.answers.iter().all(|answer| answer.complete);
        let total = unknown.len();
        unknown.truncate(MAX_TRIED);
        let lines = Lines::new(&self.source.text);
        let described = outline(&self.source.text);
        let mut questions: Vec<OpenQuestion> = unknown
            .iter()
            .filter_map(|(event, sets)| {
                // Where not all sets are known, a claim may depend on more than its known sets show.
                let claims: Vec<usize> = match all_known {
                    true => touched.get(event).into_iter().flatten().copied().collect(),
                    false => (0..self.answers.len()).collect(),
                };
                let shifts = [State::Off, State::Certain].map(|state| self.shifts(ground, *event, state, &claims));
                self.question(ground, &described, &lines, *event, shifts, *sets)
            })
            .collect();
        let weight = |q: &OpenQuestion| (q.if_fine.len() + q.if_not.len(), q.sets);
        order::sort_by(&mut questions, |a, b| (weight(b), &a.event).cmp(&(weight(a), &b.event)));
        let text = match (questions.is_empty(), total > MAX_TRIED, all_known) {
            (true, _, true) => "No claim depends on anything that is left unsaid".to_owned(),
            (true, _, false) => {
                "No known attack set contains anything that is left unsaid; not all sets are known".to_owned()
            }
            (_, true, _) => format!("{MAX_TRIED} of {total} are listed: those in most attack sets"),
            (_, _, false) => "Not all attack sets are known: there may be more".to_owned(),
            _ => "These are all on which a claim depends".to_owned(),
        };
        Some(OpenQuestions { questions, complete: all_known && total <= MAX_TRIED, text })
    }

    /// How claims are judged otherwise with one event ruled out or taken to have happened.
    fn shifts(&self, ground: &Ground, event: EventId, state: State, claims: &[usize]) -> Vec<Shift> {
        let mut states = ground.states.clone();
        for other in ground.graph.events() {
            if ground.events.root(other) == event {
                states[other.index()] = state;
            }
        }
        let (graph, events, system) = (&ground.graph, &ground.events, &self.system);
        let exposures = Exposures::new(graph, system, events, &self.settings, &states);
        let mut reach = |who| exposures.levels_of(who);
        let mut shifts = Vec::new();
        for at in claims {
            let spec = &system.claims[*at];
            let answer = claim(graph, system, events, &self.settings, &states, spec, Budget::default(), &mut reach);
            let (before, after) = (verdict(self.answers[*at].level), verdict(answer.level));
            if before != after {
                shifts.push(Shift { claim: spec.id.clone(), before, after });
            }
        }
        shifts
    }

    fn question(
        &self,
        ground: &Ground,
        described: &Outline,
        lines: &Lines<'_>,
        event: EventId,
        [if_fine, if_not]: [Vec<Shift>; 2],
        sets: u64,
    ) -> Option<OpenQuestion> {
        let facts = ground.events.get(event);
        let kind = self.catalog.event(facts.event.kind);
        let element = *facts.event.elements.first()?;
        let declared = &self.system.declared[self.system.element(element).declared.index()];
        let ask = match (&kind.promise, &kind.ask) {
            (Some(promise), _) => {
                format!(
                    "write `{promise}` under `promises` of `{}` if it is promised, with the reason if there is one",
                    declared.name
                )
            }
            (None, Some(ask)) => {
                ask.fill(|slot| facts.event.elements.get(slot).map_or_else(String::new, |e| self.system.label(*e)))
            }
            (None, None) => format!("say what is known of `{}`", declared.name),
        };
        Some(OpenQuestion {
            event: facts.assumption.clone().unwrap_or_else(|| facts.id.clone()),
            sentence: explain::event_sentence(&self.system, &self.catalog, &facts.event),
            ask,
            element: declared.name.clone(),
            place: assemble::place(&self.source.name, lines, declared.span),
            answers: ready(described, kind, &declared.name, &facts.id, |slot| {
                facts.event.elements.get(slot).map_or_else(String::new, |e| self.system.label(*e))
            }),
            if_fine,
            if_not,
            sets,
        })
    }
}

/// The answers that a kind of event knows, for a thing of that name, and that the event of that id does not happen;
/// `label` names what the event is about.
fn ready(
    described: &Outline,
    kind: &EventKind,
    name: &str,
    id: &str,
    label: impl Fn(usize) -> String,
) -> Vec<ReadyAnswer> {
    if let Some(promise) = &kind.promise {
        let path = ["suppliers", name, "promises"].map(str::to_owned).to_vec();
        let edit = Edit::Add { path, value: Json(Data::Text(promise.clone())) };
        return vec![ReadyAnswer { says: "It is promised".to_owned(), edit }];
    }
    let path = ["assumptions", id].map(str::to_owned).to_vec();
    let edit = Edit::Set { path, value: Json(Data::Text("stated".to_owned())) };
    let denied = ReadyAnswer { says: "It is not so: I state it".to_owned(), edit };
    let Some(thing) = described.entries.iter().find(|entry| entry.name == name && !entry.kind.is_empty()) else {
        return vec![denied];
    };
    let mut answers = Vec::new();
    for answer in &kind.answers {
        if !answer.sections.is_empty() && !answer.sections.contains(&thing.section) {
            continue;
        }
        let mut offer = |path: &[String], word: &str, named: &str| {
            let path = path.iter().cloned().chain([answer.key.clone()]).collect();
            let value = Json(Data::scalar(word, false));
            let edit = if answer.list { Edit::Add { path, value } } else { Edit::Set { path, value } };
            let says =
                answer.says.fill(|slot| if slot == kind.columns.len() { format!("`{named}`") } else { label(slot) });
            answers.push(ReadyAnswer { says, edit });
        };
        let (section, here) = match &answer.value {
            AnswerValue::Word(word) => {
                offer(&thing.path, word, word);
                continue;
            }
            AnswerValue::Each(section) => (section, true),
            AnswerValue::At(section) => (section, false),
        };
        let others = described.entries.iter().filter(|e| e.section == *section && e.name != name);
        for other in others.take(MAX_NAMES) {
            if here {
                offer(&thing.path, &other.name, &other.name);
            } else {
                offer(&other.path, name, &other.name);
            }
        }
    }
    answers.push(denied);
    answers
}
