//! Reads kinds of basic event, kinds of control and classes of weakness: what can go wrong, and what stands in the way.

use super::attacks::confidence;
use super::declare::{Declare, template};
use super::fields::{Fields, File, Text, items, likelihood, number, scalar};
use super::reference::{Framework, Reference};
use super::rule::{
    AnswerValue, Column, ControlKind, EventKind, Likelihood, PointId, PointPattern, ReadyAnswer, WeaknessClass,
};
use super::words::{About, ControlType, EventClass, Predicate, Verb, WeaknessReach};
use crate::source::{Node, quoted};

/// Promises that a supplier can make; an event of class `assumption` may break one.
const PROMISES: &[&str] = &["unaltered", "no insider", "no retention", "no training", "honest", "not compromised"];

impl Declare<'_> {
    /// `events: { obeys: { columns: …, class: step, likelihood: …, says: …, because: … } }`
    pub(super) fn events(&mut self, file: File<'_>, node: &Node) {
        for (key, body) in self.new_entries(file, node, "event") {
            let keys = &[
                "columns",
                "class",
                "promise",
                "who",
                "status",
                "likelihood",
                "effort",
                "says",
                "about",
                "demand",
                "ask",
                "answers",
                "because",
                "source",
                "references",
            ];
            let fields = Fields::read(file, body, key.span, "an event", keys, self.reports);
            let class = self.word(&fields, "class", EventClass::from_id, EventClass::ALL.iter().map(|c| c.id()));
            let likelihood = fields
                .need("likelihood", self.reports)
                .and_then(|n| likelihood(file, n, &self.catalog.scale, self.reports));
            let because = fields.need_text("because", self.reports);
            let source = fields.text("source", self.reports).map(|t| t.text.to_owned());
            let references = self.references(&fields);
            let promise = self.promise(&fields, class);
            let justified = self.justified(&fields, class);
            let Some(columns) = self.columns(&fields) else {
                continue;
            };
            let who = fields.text("who", self.reports).and_then(|t| self.column(t, &columns));
            let says = self.sentence(&fields, "says", &columns);
            let demand = fields.get("demand").and_then(|_| self.sentence(&fields, "demand", &columns));
            let ask = fields.get("ask").and_then(|_| self.sentence(&fields, "ask", &columns));
            let answers = self.answers(&fields, &columns);
            let effort = fields.get("effort").map(|_| self.amount(&fields, "effort"));
            let about = match fields.get("about") {
                Some(_) => self.word(&fields, "about", About::from_id, About::ALL.iter().map(|a| a.id())),
                None => Some(About::Asset),
            };
            if let (Some(class), Some(likelihood), Some(because), Some(says), Some(about)) =
                (class, likelihood, because, says, about)
            {
                let (id, because, origin) = (key.text.to_owned(), because.text.to_owned(), key.origin());
                self.catalog.events.push(EventKind {
                    id,
                    columns,
                    class,
                    promise,
                    who,
                    justified,
                    likelihood,
                    effort: effort.unwrap_or(if class.is_act() { 1.0 } else { 0.0 }),
                    says,
                    about,
                    demand,
                    ask,
                    answers,
                    because,
                    source,
                    references,
                    origin,
                });
            }
        }
    }

    /// `answers: [{ says: "{name} uses it", in: agents, add: used by, each: roles }]`
    fn answers(&mut self, fields: &Fields<'_>, columns: &[Column]) -> Vec<ReadyAnswer> {
        let names: Vec<&str> = columns.iter().map(|c| c.name.as_str()).chain(["name"]).collect();
        let mut answers = Vec::new();
        for node in fields.get("answers").map_or(&[][..], items) {
            let keys = &["says", "in", "set", "add", "to", "each", "at"];
            let answer = Fields::read(fields.file, node, node.span, "an answer", keys, self.reports);
            let says = answer.need_text("says", self.reports).and_then(|text| template(text, &names, self.reports));
            let sections = answer.get("in").map_or(&[][..], items);
            let sections = sections.iter().filter_map(|node| scalar(fields.file, node, "a section", self.reports));
            let sections = sections.map(|text| text.text.to_owned()).collect();
            let key = ["set", "add"].map(|key| answer.text(key, self.reports));
            let [word, each, at] = ["to", "each", "at"].map(|key| answer.text(key, self.reports));
            let value = match (word, each, at) {
                (Some(word), None, None) => Some(AnswerValue::Word(word.text.to_owned())),
                (None, Some(each), None) => Some(AnswerValue::Each(each.text.to_owned())),
                (None, None, Some(at)) => Some(AnswerValue::At(at.text.to_owned())),
                _ => None,
            };
            let (key, list) = match key {
                [Some(key), None] => (key.text.to_owned(), false),
                [None, Some(key)] => (key.text.to_owned(), true),
                _ => {
                    self.reports.error(answer.origin, "missing", "an answer has `set` or `add`, one of them");
                    continue;
                }
            };
            match (says, value) {
                (Some(says), Some(value)) => answers.push(ReadyAnswer { says, sections, key, list, value }),
                (_, None) => {
                    self.reports.error(answer.origin, "missing", "an answer has `to`, `each` or `at`, one of them");
                }
                (None, _) => {}
            }
        }
        answers
    }

    fn promise(&mut self, fields: &Fields<'_>, class: Option<EventClass>) -> Option<String> {
        let text = fields.text("promise", self.reports)?;
        if !PROMISES.contains(&text.text) {
            self.unknown_word(text, "promise", PROMISES.iter().copied());
            return None;
        }
        if class.is_some_and(|c| c != EventClass::Assumption) {
            self.reports.error(text.origin(), "class", "only an event of class `assumption` breaks a promise");
        }
        Some(text.text.to_owned())
    }

    fn justified(&mut self, fields: &Fields<'_>, class: Option<EventClass>) -> bool {
        let Some(text) = fields.text("status", self.reports) else {
            return false;
        };
        if text.text != "justified" {
            self.unknown_word(text, "status", ["justified"].into_iter());
        } else if class.is_some_and(|c| c != EventClass::Assumption) {
            self.reports.error(text.origin(), "class", "only an event of class `assumption` has a status");
        }
        text.text == "justified"
    }

    /// The number of the column of that name.
    fn column(&mut self, word: Text<'_>, columns: &[Column]) -> Option<usize> {
        let found = columns.iter().position(|c| c.name == word.text);
        if found.is_none() {
            let names = columns.iter().map(|c| c.name.as_str());
            self.reports.unknown(word.origin(), "unknown-column", "column", word.text, names);
        }
        found
    }

    /// `controls: { allow-list: { type: structural, means: …, points: [ … ], leaves: …, mechanism: … } }`
    pub(super) fn controls(&mut self, file: File<'_>, node: &Node) {
        for (key, body) in self.new_entries(file, node, "control kind") {
            let keys = &[
                "type",
                "means",
                "points",
                "leaves",
                "mechanism",
                "evaded",
                "scans",
                "cost",
                "likelihood",
                "references",
            ];
            let fields = Fields::read(file, body, key.span, "a control kind", keys, self.reports);
            let kind = self.word(&fields, "type", ControlType::from_id, ControlType::ALL.iter().map(|c| c.id()));
            let means = fields.need_text("means", self.reports);
            let leaves = fields.need_text("leaves", self.reports);
            let mechanism = match kind {
                Some(ControlType::Structural) => fields.need_text("mechanism", self.reports),
                _ => fields.text("mechanism", self.reports),
            };
            let evaded = fields.flag("evaded", self.reports);
            let scans = fields.flag("scans", self.reports);
            let cost = self.amount(&fields, "cost");
            let likelihood = self.failing(&fields, kind);
            let references = self.references(&fields);
            let points = fields.need("points", self.reports).map_or(&[][..], items);
            let points = points.iter().filter_map(|p| self.pattern(file, p)).collect();
            if let (Some(kind), Some(means), Some(leaves)) = (kind, means, leaves) {
                self.catalog.controls.push(ControlKind {
                    id: key.text.to_owned(),
                    kind,
                    means: means.text.to_owned(),
                    points,
                    leaves: leaves.text.to_owned(),
                    mechanism: mechanism.map(|t| t.text.to_owned()),
                    evaded,
                    scans,
                    cost,
                    likelihood,
                    references,
                    origin: key.origin(),
                });
            }
        }
    }

    /// `weakness_classes: { sql_injection: { cwe: [CWE-89], name: …, gives: [ … ], over: keeps, … } }`
    pub(super) fn weakness_classes(&mut self, file: File<'_>, node: &Node) {
        for (key, body) in self.new_entries(file, node, "weakness class") {
            let keys = &["cwe", "name", "gives", "over", "leaves", "stopped_by", "source", "confidence"];
            let fields = Fields::read(file, body, key.span, "a weakness class", keys, self.reports);
            let name = fields.need_text("name", self.reports);
            let leaves = fields.need_text("leaves", self.reports);
            let stopped_by = fields.need_text("stopped_by", self.reports);
            let source = fields.need_text("source", self.reports);
            let over = self.word(&fields, "over", WeaknessReach::from_id, WeaknessReach::ALL.iter().map(|w| w.id()));
            let confidence = confidence(&fields, true, self.reports);
            let cwe = self.cwe(&fields);
            let gives = fields.need("gives", self.reports).map_or(&[][..], items);
            let gives: Vec<Predicate> = gives
                .iter()
                .filter_map(|g| scalar(file, g, "a capability", self.reports).and_then(|g| self.capability(g)))
                .collect();
            if let Some(over) = over
                && gives.is_empty() != (over == WeaknessReach::Authorization)
            {
                let message = format!("`{}` gives something, unless it breaks authorization", key.text);
                self.reports.error(key.origin(), "shape", message);
            }
            let (Some(name), Some(leaves), Some(stopped_by), Some(source), Some(over), Some(confidence)) =
                (name, leaves, stopped_by, source, over, confidence)
            else {
                continue;
            };
            self.catalog.weakness_classes.push(WeaknessClass {
                id: key.text.to_owned(),
                cwe,
                name: name.text.to_owned(),
                gives,
                over,
                leaves: leaves.text.to_owned(),
                stopped_by: stopped_by.text.to_owned(),
                source: source.text.to_owned(),
                confidence,
                origin: key.origin(),
            });
        }
    }

    /// The entries of CWE that a class stands for; each belongs to one class.
    fn cwe(&mut self, fields: &Fields<'_>) -> Vec<Reference> {
        let mut read = Vec::new();
        for node in fields.need("cwe", self.reports).map_or(&[][..], items) {
            let Some(text) = scalar(fields.file, node, "an entry of CWE", self.reports) else { continue };
            match Reference::parse(text.text).filter(|r| r.framework == Framework::Cwe) {
                Some(cwe) => {
                    if self.defined.is_new("CWE entry", text.text, text.origin(), self.catalog, self.reports) {
                        read.push(cwe);
                    }
                }
                None => {
                    let message = format!("{} is no id of CWE, such as `CWE-502`", quoted(text.text));
                    self.reports.error(text.origin(), "reference", message);
                }
            }
        }
        read
    }

    /// A number from 0 on, 1 if it is not given.
    fn amount(&mut self, fields: &Fields<'_>, key: &'static str) -> f64 {
        let Some(text) = fields.text(key, self.reports) else {
            return 1.0;
        };
        match number(text.text) {
            Some(cost) if cost >= 0.0 => cost,
            _ => {
                self.reports.error(text.origin(), "shape", format!("`{key}` is a number, 0 or more"));
                1.0
            }
        }
    }

    /// The likelihood of a control's failing: needed of a probabilistic one, refused of a structural one.
    fn failing(&mut self, fields: &Fields<'_>, kind: Option<ControlType>) -> Option<Likelihood> {
        match (kind, fields.get("likelihood")) {
            (Some(ControlType::Structural), Some(node)) => {
                let message = "a structural control does not fail by itself; it has no `likelihood`";
                self.reports.error(fields.file.origin(node.span), "likelihood", message);
                None
            }
            (Some(ControlType::Probabilistic), None) => {
                fields.need("likelihood", self.reports);
                None
            }
            (_, node) => node.and_then(|n| likelihood(fields.file, n, &self.catalog.scale, self.reports)),
        }
    }

    /// `{ point: result, on: tool, unless: source }`
    fn pattern(&mut self, file: File<'_>, node: &Node) -> Option<PointPattern> {
        let keys = &["point", "on", "unless", "only", "verb"];
        let fields = Fields::read(file, node, node.span, "a place of a control", keys, self.reports);
        let point = fields.need_text("point", self.reports).and_then(|t| self.point(t));
        let on = fields.need_text("on", self.reports);
        let point = point?;
        let columns = self.catalog.point(point).columns.clone();
        let on = on.and_then(|t| self.column(t, &columns))?;
        let unless = fields.text("unless", self.reports).and_then(|t| self.column(t, &columns));
        let only = fields.text("only", self.reports).and_then(|t| self.column(t, &columns));
        let verb = fields
            .get("verb")
            .and_then(|_| self.word(&fields, "verb", Verb::from_id, Verb::ALL.iter().map(|v| v.id())));
        Some(PointPattern { point, on, unless, only, verb, origin: fields.origin })
    }

    fn point(&mut self, word: Text<'_>) -> Option<PointId> {
        let found = self.catalog.point_named(word.text);
        if found.is_none() && !self.defined.has("control point", word.text) {
            let names = self.catalog.points.iter().map(|p| p.id.as_str());
            self.reports.unknown(word.origin(), "unknown-point", "control point", word.text, names);
        }
        found
    }
}
