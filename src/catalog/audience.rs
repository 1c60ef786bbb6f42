//! Audiences: what each domain calls the things and facts of the graph, so that a path reads as plain speech to whoever
//! answers for a part of it. Every word is data; what an audience does not say in its own way it says as in general.

use std::collections::{BTreeMap, BTreeSet};

use super::declare::{Declare, template};
use super::fields::{Fields, File, Text, entries, items, scalar};
use super::rule::{Catalog, FileId, Origin};
use super::template::Template;
use super::words::{Predicate, Subject};
use crate::source::{Node, Problem};

/// The word in the files for whatever has no sentence of its own.
const ANY: &str = "any";

/// Names for things, and sentences for facts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wording {
    /// The name of a thing that belongs to a declared one; its only slot is the declared name.
    things: BTreeMap<Subject, Template>,
    /// The sentence of a fact, for a subject or for any; its only slot is the thing.
    says: BTreeMap<(Predicate, Option<Subject>), Template>,
}

impl Wording {
    fn sentence(&self, predicate: Predicate, subject: Subject) -> Option<&Template> {
        self.says.get(&(predicate, Some(subject))).or_else(|| self.says.get(&(predicate, None)))
    }
}

/// A domain as a reader: who speaks so, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Audience {
    /// Its id: `ml`.
    pub id: String,
    /// Its name: `ML`.
    pub name: String,
    /// The domains of descriptions that it answers for.
    pub answers_for: Vec<String>,
    /// What is its own to look after.
    pub own: Vec<Subject>,
    /// Its words.
    pub wording: Wording,
    /// Where written.
    pub origin: Origin,
}

impl Catalog {
    /// The audience of that id or name, whatever the case of its letters.
    pub fn audience(&self, word: &str) -> Option<&Audience> {
        self.audiences.iter().find(|a| a.id.eq_ignore_ascii_case(word) || a.name.eq_ignore_ascii_case(word))
    }

    /// The audience that answers for a domain of a description; none if the domain is nobody's.
    pub fn audience_of_domain(&self, domain: &str) -> Option<&Audience> {
        self.audiences.iter().find(|a| a.answers_for.iter().any(|d| d == domain)).or_else(|| self.audience(domain))
    }

    /// What an audience calls a thing that belongs to a declared one; the general name if it has none.
    pub fn thing<'a>(&'a self, audience: Option<&'a Audience>, subject: Subject) -> Option<&'a Template> {
        let own = audience.and_then(|a| a.wording.things.get(&subject));
        own.or_else(|| self.general.things.get(&subject))
    }

    /// How an audience says a fact; the general sentence if it has none.
    pub fn says<'a>(
        &'a self,
        audience: Option<&'a Audience>,
        predicate: Predicate,
        subject: Subject,
    ) -> Option<&'a Template> {
        let own = audience.and_then(|a| a.wording.sentence(predicate, subject));
        own.or_else(|| self.general.sentence(predicate, subject))
    }
}

impl Declare<'_> {
    /// `general: { things: { inputs: "what {name} reads" }, says: { inspect: { any: "{x} can be read" } } }`
    pub(super) fn general(&mut self, file: File<'_>, node: &Node) {
        let fields = Fields::read(file, node, node.span, "the general wording", &["things", "says"], self.reports);
        let Wording { things, says } = self.wording(&fields);
        self.catalog.general.things.extend(things);
        self.catalog.general.says.extend(says);
    }

    /// `domains: { ml: { name: ML, answers_for: [ML], own: [model], things: { … }, says: { … } } }`
    pub(super) fn domains(&mut self, file: File<'_>, node: &Node) {
        for (key, body) in self.new_entries(file, node, "domain") {
            let keys = &["name", "answers_for", "own", "things", "says"];
            let fields = Fields::read(file, body, key.span, "a domain", keys, self.reports);
            let name = fields.need_text("name", self.reports);
            let answers_for = self.answers_for(&fields);
            let own = self.own(&fields);
            let wording = self.wording(&fields);
            if let Some(name) = name {
                let (id, name, origin) = (key.text.to_owned(), name.text.to_owned(), key.origin());
                self.catalog.audiences.push(Audience { id, name, answers_for, own, wording, origin });
            }
        }
    }

    fn answers_for(&mut self, fields: &Fields<'_>) -> Vec<String> {
        let mut domains = Vec::new();
        for node in fields.get("answers_for").map_or(&[][..], items) {
            let Some(domain) = scalar(fields.file, node, "a domain", self.reports) else { continue };
            if self.defined.is_new("domain with an audience", domain.text, domain.origin(), self.catalog, self.reports)
            {
                domains.push(domain.text.to_owned());
            }
        }
        domains
    }

    fn own(&mut self, fields: &Fields<'_>) -> Vec<Subject> {
        let mut own = Vec::new();
        for node in fields.get("own").map_or(&[][..], items) {
            let Some(word) = scalar(fields.file, node, "a subject", self.reports) else { continue };
            let Some(subject) = self.subject(word) else { continue };
            if self.defined.is_new("subject with an owner", word.text, word.origin(), self.catalog, self.reports) {
                own.push(subject);
            }
        }
        own
    }

    fn subject(&mut self, word: Text<'_>) -> Option<Subject> {
        let found = Subject::from_id(word.text);
        if found.is_none() {
            let names = Subject::ALL.iter().map(|s| s.id());
            self.reports.unknown(word.origin(), "unknown-subject", "subject", word.text, names);
        }
        found
    }

    fn wording(&mut self, fields: &Fields<'_>) -> Wording {
        let mut wording = Wording::default();
        let file = fields.file;
        if let Some(node) = fields.get("things") {
            for (word, text) in entries(file, node, "`things`", self.reports) {
                let subject = self.subject(word);
                let text = self.filled(file, text, "name");
                if let (Some(subject), Some(text)) = (subject, text) {
                    wording.things.insert(subject, text);
                }
            }
        }
        let Some(node) = fields.get("says") else { return wording };
        for (word, by_subject) in entries(file, node, "`says`", self.reports) {
            let predicate = Predicate::from_id(word.text);
            if predicate.is_none() {
                let names = Predicate::ALL.iter().map(|p| p.id());
                self.reports.unknown(word.origin(), "unknown-capability", "capability or fact", word.text, names);
            }
            for (word, text) in entries(file, by_subject, "the sentences of a capability", self.reports) {
                let subject = if word.text == ANY { None } else { Some(self.subject(word)) };
                let text = self.filled(file, text, "x");
                if let (Some(predicate), None | Some(Some(_)), Some(text)) = (predicate, subject, text) {
                    wording.says.insert((predicate, subject.flatten()), text);
                }
            }
        }
        wording
    }

    /// A text with one slot, which it must use: a sentence that names nothing says nothing.
    fn filled(&mut self, file: File<'_>, node: &Node, slot: &str) -> Option<Template> {
        let text = scalar(file, node, "a wording", self.reports)?;
        let read = template(text, &[slot], self.reports)?;
        if read.slots().next().is_none() {
            self.reports.error(text.origin(), "template", format!("the wording does not name {{{slot}}}"));
            return None;
        }
        Some(read)
    }
}

/// Where there are audiences, every capability and fact that the catalog words needs a general sentence, and everything
/// that a description implies without naming it needs a general name: else a fact could go without words.
pub(super) fn unworded(catalog: &Catalog) -> Vec<(FileId, Problem)> {
    let Some(first) = catalog.audiences.first() else { return Vec::new() };
    let worded: BTreeSet<Predicate> =
        catalog.capabilities.iter().map(|c| c.predicate).chain(catalog.facts.iter().map(|f| f.predicate)).collect();
    let mut missing: Vec<String> = worded
        .into_iter()
        .filter(|p| !catalog.general.says.contains_key(&(*p, None)))
        .map(|p| format!("`general` has no sentence for `{}` of {ANY} subject", p.id()))
        .collect();
    missing.extend(
        Subject::IMPLIED
            .iter()
            .filter(|s| !catalog.general.things.contains_key(s))
            .map(|s| format!("`general` has no name for the {} of a thing", s.words())),
    );
    let at = first.origin;
    missing.into_iter().map(|message| (at.file, Problem::error("unworded", at.span, message))).collect()
}
