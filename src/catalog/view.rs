//! Views: the catalog's attacks as items of a list kept elsewhere, or as items that follow from what an attack gives.
//! With them stand the ids that changed between editions, so that an old id is still found.

use std::collections::BTreeSet;

use super::declare::Declare;
use super::fields::{Fields, File, Text, items, scalar};
use super::reference::{Framework, Reference};
use super::rule::{Catalog, Origin};
use super::words::{Class, Predicate, Subject};
use crate::source::{Node, quoted};

/// A view of the attacks.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Its id: `owasp_llm_2026`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What its items are.
    pub of: ViewOf,
    /// Where written.
    pub origin: Origin,
}

/// What the items of a view are.
#[derive(Clone, Debug, PartialEq)]
pub enum ViewOf {
    /// The entries of a list elsewhere, of one edition if the ids tell it.
    Entries {
        /// The list.
        framework: Framework,
        /// Its edition.
        edition: Option<String>,
    },
    /// Items that follow from what an attack gives at a place.
    Computed(Vec<ComputedItem>),
}

/// An item that follows from what an attack gives.
#[derive(Clone, Debug, PartialEq)]
pub struct ComputedItem {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What is given; anything, if empty.
    pub gives: BTreeSet<Predicate>,
    /// Over what; anything, if empty.
    pub on: BTreeSet<Subject>,
}

impl ComputedItem {
    /// Whether a gain counts as this item.
    pub fn is(&self, predicate: Predicate, subject: Subject) -> bool {
        (self.gives.is_empty() || self.gives.contains(&predicate)) && (self.on.is_empty() || self.on.contains(&subject))
    }
}

/// What an entry of a list was called before.
#[derive(Clone, Debug, PartialEq)]
pub struct Drift {
    /// The entry, as it is now.
    pub entry: Reference,
    /// Its ids in older editions.
    pub was: Vec<Reference>,
    /// Its name in an older edition, if that changed.
    pub formerly: Option<String>,
    /// Where written.
    pub origin: Origin,
}

impl Catalog {
    /// What changed about an entry.
    pub fn drift(&self, entry: &Reference) -> Option<&Drift> {
        self.drift.iter().find(|d| d.entry == *entry)
    }

    /// The entry that an id of an older edition stands for now.
    pub fn now(&self, reference: &Reference) -> Option<&Reference> {
        self.drift.iter().find(|d| d.was.contains(reference)).map(|d| &d.entry)
    }

    /// The view of that id; `-` counts as `_`.
    pub fn view(&self, id: &str) -> Option<&View> {
        let id = id.to_ascii_lowercase().replace('-', "_");
        self.views.iter().find(|v| v.id == id)
    }

    /// Whether a reference points at an entry: by its id, by one of its older or newer ids, or at something within it.
    pub fn points_at(&self, reference: &Reference, entry: &Reference) -> bool {
        if reference.framework != entry.framework {
            return false;
        }
        let same = |id: &Reference| id == entry || id.is_within(entry);
        same(reference)
            || self.now(reference).is_some_and(same)
            || self.drift(reference).is_some_and(|drift| drift.was.iter().any(same))
    }
}

impl Declare<'_> {
    /// `views: { cia: { name: CIA, items: [ … ] }, cwe: { name: CWE, framework: cwe } }`
    pub(super) fn views(&mut self, file: File<'_>, node: &Node) {
        for (key, body) in self.new_entries(file, node, "view") {
            let keys = &["name", "framework", "edition", "items"];
            let fields = Fields::read(file, body, key.span, "a view", keys, self.reports);
            let name = fields.need_text("name", self.reports);
            let of = match fields.get("items") {
                Some(list) => Some(ViewOf::Computed(items(list).iter().filter_map(|n| self.item(file, n)).collect())),
                None => {
                    fields.need_text("framework", self.reports).and_then(|text| self.framework(text)).map(|framework| {
                        ViewOf::Entries {
                            framework,
                            edition: fields.text("edition", self.reports).map(|t| t.text.to_owned()),
                        }
                    })
                }
            };
            if let (Some(name), Some(of)) = (name, of) {
                let (id, name, origin) = (key.text.to_owned(), name.text.to_owned(), key.origin());
                self.catalog.views.push(View { id, name, of, origin });
            }
        }
    }

    fn framework(&mut self, text: Text<'_>) -> Option<Framework> {
        let found = Framework::from_id(text.text);
        if found.is_none() {
            let names = Framework::ALL.iter().map(|f| f.id());
            self.reports.unknown(text.origin(), "unknown-framework", "framework", text.text, names);
        }
        found
    }

    fn item(&mut self, file: File<'_>, node: &Node) -> Option<ComputedItem> {
        let fields = Fields::read(file, node, node.span, "an item", &["id", "name", "gives", "on"], self.reports);
        let id = fields.need_text("id", self.reports);
        let name = fields.need_text("name", self.reports);
        let mut gives = BTreeSet::new();
        for node in fields.get("gives").map_or(&[][..], items) {
            let Some(word) = scalar(file, node, "what is given", self.reports) else { continue };
            match (Class::from_id(word.text), Predicate::from_id(word.text)) {
                (Some(class), _) => gives.extend(Predicate::capabilities().filter(|p| p.class() == Some(class))),
                (None, Some(predicate)) => {
                    gives.insert(predicate);
                }
                (None, None) => {
                    let names = Class::ALL.iter().map(|c| c.id()).chain(Predicate::ALL.iter().map(|p| p.id()));
                    self.reports.unknown(word.origin(), "unknown-capability", "class or capability", word.text, names);
                }
            }
        }
        let mut on = BTreeSet::new();
        for node in fields.get("on").map_or(&[][..], items) {
            let Some(word) = scalar(file, node, "a subject", self.reports) else { continue };
            match Subject::from_id(word.text) {
                Some(subject) => {
                    on.insert(subject);
                }
                None => {
                    let names = Subject::ALL.iter().map(|s| s.id());
                    self.reports.unknown(word.origin(), "unknown-subject", "subject", word.text, names);
                }
            }
        }
        Some(ComputedItem { id: id?.text.to_owned(), name: name?.text.to_owned(), gives, on })
    }

    /// `drift: { AML.T0115.000: { was: AML.T0019 } }`
    pub(super) fn drift(&mut self, file: File<'_>, node: &Node) {
        for (key, body) in super::fields::entries(file, node, "`drift`", self.reports) {
            let fields = Fields::read(file, body, key.span, "a change", &["was", "formerly"], self.reports);
            let entry = self.reference(key);
            let mut was = Vec::new();
            for node in fields.get("was").map_or(&[][..], items) {
                let id = scalar(file, node, "an older id", self.reports);
                was.extend(id.and_then(|id| self.reference(id)));
            }
            let formerly = fields.text("formerly", self.reports).map(|t| t.text.to_owned());
            let Some(entry) = entry else { continue };
            if self.defined.is_new("change of id", key.text, key.origin(), self.catalog, self.reports) {
                self.catalog.drift.push(Drift { entry, was, formerly, origin: key.origin() });
            }
        }
    }

    fn reference(&mut self, text: Text<'_>) -> Option<Reference> {
        let found = Reference::parse(text.text);
        if found.is_none() {
            let message = format!("{} has the form of no list of references", quoted(text.text));
            self.reports.error(text.origin(), "reference", message);
        }
        found
    }
}
