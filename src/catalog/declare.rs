//! Reads every list of the catalog but the rules: types, capabilities, relations, points, events, controls, words.

use std::collections::BTreeMap;

use super::Relation;
use super::atom::is_word;
use super::fields::{Fields, File, Reports, Text, entries, items, likelihood, scalar};
use super::reference::{FORMS_IN_WORDS, Framework, Reference};
use super::rule::{
    AssetType, Capability, Catalog, Column, DerivedFact, FrameworkDoc, Implication, Origin, Point, RelationDoc,
    ScaleWord, Type, TypeId,
};
use super::template::{FaultKind, Template};
use super::words::{Class, Predicate};
use crate::source::{Node, Value, nearest, quoted};

/// More columns than any relation needs; keeps slot numbers in a byte.
const COLUMNS: usize = 32;

/// More names of one sort than any catalog needs; keeps their numbers in two bytes and looking them up quick.
const NAMES: usize = 2000;

/// Where names were first defined, by what they name.
#[derive(Default)]
pub(super) struct Defined {
    first: BTreeMap<&'static str, BTreeMap<String, Origin>>,
}

impl Defined {
    /// Whether the name is new; complains if not.
    pub(super) fn is_new(
        &mut self,
        what: &'static str,
        name: &str,
        at: Origin,
        catalog: &Catalog,
        reports: &mut Reports,
    ) -> bool {
        let names = self.first.entry(what).or_default();
        if let Some(first) = names.get(name) {
            let file = catalog.files.get(usize::from(first.file.0)).map_or("", String::as_str);
            reports.duplicate(at, what, name, *first, file);
            return false;
        }
        names.insert(name.to_owned(), at);
        true
    }

    /// Whether something of that name is defined, well or badly.
    pub(super) fn has(&self, what: &str, name: &str) -> bool {
        self.first.get(what).is_some_and(|names| names.contains_key(name))
    }

    /// How many names of a sort there are.
    pub(super) fn number_of(&self, what: &str) -> usize {
        self.first.get(what).map_or(0, BTreeMap::len)
    }
}

/// Reads one section of one file into the catalog.
pub(super) struct Declare<'c> {
    pub(super) catalog: &'c mut Catalog,
    pub(super) defined: &'c mut Defined,
    pub(super) reports: &'c mut Reports,
}

impl Declare<'_> {
    /// The entries of a section whose names are well-formed and new.
    pub(super) fn new_entries<'a>(
        &mut self,
        file: File<'a>,
        node: &'a Node,
        what: &'static str,
    ) -> Vec<(Text<'a>, &'a Node)> {
        let mut kept = Vec::new();
        for (key, body) in entries(file, node, &format!("the list of {what}s"), self.reports) {
            // Control kinds and likelihood words are names that descriptions write, in plain words.
            let plain = matches!(what, "control kind" | "likelihood word");
            let well_formed = is_word(key.text) || plain && is_word(&key.text.replace([' ', '-'], "_"));
            if !well_formed {
                let message = format!("{} cannot be the name of a {what}: `a-z`, then `a-z 0-9 _`", quoted(key.text));
                self.reports.error(key.origin(), "shape", message);
            } else if self.defined.is_new(what, key.text, key.origin(), self.catalog, self.reports) {
                if self.defined.number_of(what) > NAMES {
                    self.reports.error(key.origin(), "shape", format!("a catalog has at most {NAMES} {what}s"));
                    break;
                }
                kept.push((key, body));
            }
        }
        kept
    }

    /// `scale: { unlikely: [0.001, 0.01] }`, or with `likelihood` and `means`.
    pub(super) fn scale(&mut self, file: File<'_>, node: &Node) {
        for (key, body) in self.new_entries(file, node, "likelihood word") {
            let (range, means) = if let Value::Map(_) = body.value {
                let fields =
                    Fields::read(file, body, key.span, "a likelihood word", &["likelihood", "means"], self.reports);
                (fields.need("likelihood", self.reports), fields.text("means", self.reports))
            } else {
                (Some(body), None)
            };
            let Some(likelihood) = range.and_then(|r| likelihood(file, r, &[], self.reports)) else {
                continue;
            };
            let means = means.map(|t| t.text.to_owned());
            self.catalog.scale.push(ScaleWord { word: key.text.to_owned(), likelihood, means });
        }
    }

    /// `types: { element: null, asset: element }`; a parent stands before its children.
    pub(super) fn types(&mut self, file: File<'_>, node: &Node) {
        for (key, body) in self.new_entries(file, node, "type") {
            let parent = match &body.value {
                Value::Null => None,
                _ => match scalar(file, body, "the parent of a type", self.reports) {
                    Some(parent) => self.type_of(parent),
                    None => None,
                },
            };
            if self.catalog.types.len() > usize::from(u8::MAX) {
                self.reports.error(key.origin(), "shape", "at most 256 types are supported");
                return;
            }
            self.catalog.types.push(Type { name: key.text.to_owned(), parent });
        }
    }

    /// `something: { answer: answers, key: a credential }`
    pub(super) fn something(&mut self, file: File<'_>, node: &Node) {
        for (key, body) in self.new_entries(file, node, "noun") {
            if let Some(words) = scalar(file, body, "a noun", self.reports) {
                self.catalog.something.insert(key.text.to_owned(), words.text.to_owned());
            }
        }
    }

    fn type_of(&mut self, word: Text<'_>) -> Option<TypeId> {
        let found = self.catalog.type_named(word.text);
        if found.is_none() {
            let names = self.catalog.types.iter().map(|t| t.name.as_str());
            self.reports.unknown(word.origin(), "unknown-type", "type", word.text, names);
        }
        found
    }

    /// `capabilities: { inspect: { class: …, name: …, means: … } }`
    pub(super) fn capabilities(&mut self, file: File<'_>, node: &Node) {
        for (key, body) in self.new_entries(file, node, "capability") {
            let fields = Fields::read(file, body, key.span, "a capability", &["class", "name", "means"], self.reports);
            let class = self.word(&fields, "class", Class::from_id, Class::ALL.iter().map(|c| c.id()));
            let name = fields.need_text("name", self.reports);
            let means = fields.need_text("means", self.reports);
            let Some(predicate) = self.capability(key) else {
                continue;
            };
            if let Some(class) = class
                && predicate.class() != Some(class)
            {
                let is = predicate.class().map_or("", Class::id);
                self.reports.error(key.origin(), "class", format!("`{}` is a capability of class {is}", key.text));
            }
            if let (Some(class), Some(name), Some(means)) = (class, name, means) {
                let (name, means) = (name.text.to_owned(), means.text.to_owned());
                self.catalog.capabilities.push(Capability { predicate, class, name, means });
            }
        }
    }

    /// The capability of that id.
    pub(super) fn capability(&mut self, word: Text<'_>) -> Option<Predicate> {
        let found = Predicate::from_id(word.text).filter(|p| p.class().is_some());
        if found.is_none() {
            let names = Predicate::capabilities().map(Predicate::id);
            self.reports.unknown(word.origin(), "unknown-capability", "capability", word.text, names);
        }
        found
    }

    /// The value of a key that takes one of a few words.
    pub(super) fn word<T>(
        &mut self,
        fields: &Fields<'_>,
        key: &str,
        from_id: impl Fn(&str) -> Option<T>,
        words: impl Iterator<Item = &'static str>,
    ) -> Option<T> {
        let text = fields.need_text(key, self.reports)?;
        let found = from_id(text.text);
        if found.is_none() {
            self.unknown_word(text, key, words);
        }
        found
    }

    pub(super) fn unknown_word(&mut self, text: Text<'_>, key: &str, words: impl Iterator<Item = &'static str>) {
        let words: Vec<&str> = words.collect();
        let near = nearest(text.text, words.iter().copied()).map(|n| format!("; did you mean `{n}`?"));
        let message = format!("`{key}` cannot be {}{}", quoted(text.text), near.unwrap_or_default());
        let help = format!("one of: {}", words.join(", "));
        self.reports.error_with(text.origin(), "unknown-word", message, help);
    }

    /// `implications: [{ from: inspect, to: partially_inspect, because: …, source: … }]`
    pub(super) fn implications(&mut self, file: File<'_>, node: &Node) {
        for body in items(node) {
            let keys = &["from", "to", "because", "source"];
            let fields = Fields::read(file, body, body.span, "an implication", keys, self.reports);
            let from = fields.need_text("from", self.reports).and_then(|t| self.capability(t));
            let to = fields.need_text("to", self.reports).and_then(|t| self.capability(t));
            let because = fields.need_text("because", self.reports);
            let source = fields.need_text("source", self.reports);
            let (Some(from), Some(to), Some(because), Some(source)) = (from, to, because, source) else {
                continue;
            };
            let origin = fields.origin;
            let name = format!("{} to {}", from.id(), to.id());
            if self.defined.is_new("implication", &name, origin, self.catalog, self.reports) {
                let (because, source) = (because.text.to_owned(), source.text.to_owned());
                self.catalog.implications.push(Implication { from, to, because, source, origin });
            }
        }
    }

    /// `asset_types: { dataset: { name: …, means: …, parts: [ … ] } }`
    pub(super) fn asset_types(&mut self, file: File<'_>, node: &Node) {
        for (key, body) in self.new_entries(file, node, "asset type") {
            let fields = Fields::read(file, body, key.span, "an asset type", &["name", "means", "parts"], self.reports);
            let name = fields.need_text("name", self.reports);
            let means = fields.need_text("means", self.reports);
            let parts = fields.need("parts", self.reports).map_or(&[][..], items);
            let parts = parts
                .iter()
                .filter_map(|p| scalar(file, p, "a part", self.reports))
                .map(|t| t.text.to_owned())
                .collect();
            if let (Some(name), Some(means)) = (name, means) {
                let (id, name, means) = (key.text.to_owned(), name.text.to_owned(), means.text.to_owned());
                self.catalog.asset_types.push(AssetType { id, name, means, parts });
            }
        }
    }

    /// `facts: { off: { argument: control, name: is off, means: "{control} …" } }`
    pub(super) fn facts(&mut self, file: File<'_>, node: &Node) {
        for (key, body) in self.new_entries(file, node, "derived fact") {
            let fields =
                Fields::read(file, body, key.span, "a derived fact", &["argument", "name", "means"], self.reports);
            let kind = fields.need_text("argument", self.reports).and_then(|t| self.type_of(t).map(|k| (t, k)));
            let name = fields.need_text("name", self.reports);
            let predicate = Predicate::from_id(key.text).filter(|p| p.class().is_none());
            if predicate.is_none() {
                let names = Predicate::ALL.iter().filter(|p| p.class().is_none()).map(|p| p.id());
                self.reports.unknown(key.origin(), "unknown-fact", "derived fact", key.text, names);
            }
            let (Some((word, kind)), Some(name), Some(predicate)) = (kind, name, predicate) else {
                fields.need_text("means", self.reports);
                continue;
            };
            let argument = Column { name: word.text.to_owned(), kind };
            if let Some(means) = self.sentence(&fields, "means", std::slice::from_ref(&argument)) {
                let name = name.text.to_owned();
                self.catalog.facts.push(DerivedFact { predicate, argument, name, means });
            }
        }
    }

    /// A required sentence whose braces name columns.
    pub(super) fn sentence(&mut self, fields: &Fields<'_>, key: &str, columns: &[Column]) -> Option<Template> {
        let text = fields.need_text(key, self.reports)?;
        let names: Vec<&str> = columns.iter().map(|c| c.name.as_str()).collect();
        template(text, &names, self.reports)
    }

    /// `columns: { x: asset, host: host }`
    pub(super) fn columns(&mut self, fields: &Fields<'_>) -> Option<Vec<Column>> {
        let node = fields.need("columns", self.reports)?;
        let written = entries(fields.file, node, "`columns`", self.reports);
        let mut columns = Vec::new();
        for (name, kind) in &written {
            if !is_word(name.text) {
                let message = format!("{} cannot be the name of a column: `a-z`, then `a-z 0-9 _`", quoted(name.text));
                self.reports.error(name.origin(), "shape", message);
            } else if let Some(kind) = scalar(fields.file, kind, "the type of a column", self.reports)
                && let Some(kind) = self.type_of(kind)
            {
                columns.push(Column { name: name.text.to_owned(), kind });
            }
        }
        if written.is_empty() || written.len() > COLUMNS {
            let message = format!("`columns` names 1 to {COLUMNS} columns");
            self.reports.error(fields.file.origin(node.span), "shape", message);
        }
        (columns.len() == written.len() && (1..=COLUMNS).contains(&columns.len())).then_some(columns)
    }

    /// `relations: { in_use: { columns: …, means: …, process: true, component: true } }`
    pub(super) fn relations(&mut self, file: File<'_>, node: &Node) {
        for (key, body) in self.new_entries(file, node, "relation") {
            let keys = &["columns", "means", "process", "component"];
            let fields = Fields::read(file, body, key.span, "a relation", keys, self.reports);
            let process = fields.flag("process", self.reports);
            let component = fields.flag("component", self.reports);
            let relation = Relation::from_name(key.text);
            if relation.is_none() {
                let names = Relation::ALL.iter().map(|r| r.name());
                self.reports.unknown(key.origin(), "unknown-relation", "relation", key.text, names);
            }
            let Some(columns) = self.columns(&fields) else {
                continue;
            };
            if let Some(relation) = relation
                && relation.arity() != columns.len()
            {
                let message = format!("`{}` has {} columns, not {}", key.text, relation.arity(), columns.len());
                self.reports.error(key.origin(), "arity", message);
                continue;
            }
            if (process || component) && columns.len() < 2 {
                self.reports.error(key.origin(), "arity", "a process or component relation has two columns or more");
                continue;
            }
            if let (Some(relation), Some(means)) = (relation, self.sentence(&fields, "means", &columns)) {
                let origin = key.origin();
                self.catalog.relations.push(RelationDoc { relation, columns, means, process, component, origin });
            }
        }
    }

    /// `points: { call: { columns: …, means: … } }`
    pub(super) fn points(&mut self, file: File<'_>, node: &Node) {
        for (key, body) in self.new_entries(file, node, "control point") {
            let fields = Fields::read(file, body, key.span, "a control point", &["columns", "means"], self.reports);
            let Some(columns) = self.columns(&fields) else {
                continue;
            };
            if let Some(means) = self.sentence(&fields, "means", &columns) {
                self.catalog.points.push(Point { id: key.text.to_owned(), columns, means, origin: key.origin() });
            }
        }
    }

    /// `frameworks: { cwe: { name: CWE 4.20, entries: { CWE-502: … } } }`
    pub(super) fn frameworks(&mut self, file: File<'_>, node: &Node) {
        for (key, body) in self.new_entries(file, node, "framework") {
            let fields = Fields::read(file, body, key.span, "a framework", &["name", "entries"], self.reports);
            let name = fields.need_text("name", self.reports);
            let framework = Framework::from_id(key.text);
            if framework.is_none() {
                let names = Framework::ALL.iter().map(|f| f.id());
                self.reports.unknown(key.origin(), "unknown-framework", "framework", key.text, names);
            }
            let mut names = BTreeMap::new();
            if let Some(node) = fields.get("entries") {
                for (id, name) in entries(file, node, "`entries`", self.reports) {
                    let reference = Reference::parse(id.text).filter(|r| Some(r.framework) == framework);
                    let name = scalar(file, name, "the name of an entry", self.reports);
                    match (reference, name) {
                        (None, _) if framework.is_some() => {
                            let message = format!("{} is not an id of this framework", quoted(id.text));
                            self.reports.error(id.origin(), "reference", message);
                        }
                        (Some(reference), Some(name)) => {
                            names.insert(reference.id, name.text.to_owned());
                        }
                        _ => {}
                    }
                }
            }
            if let (Some(framework), Some(name)) = (framework, name) {
                self.catalog.frameworks.push(FrameworkDoc { framework, name: name.text.to_owned(), entries: names });
            }
        }
    }

    pub(super) fn references(&mut self, fields: &Fields<'_>) -> Vec<Reference> {
        references(fields, self.reports)
    }
}

/// The references of a rule, an event or a control kind, each of a known form. A pack may refer to entries that the
/// catalog does not name.
pub(super) fn references(fields: &Fields<'_>, reports: &mut Reports) -> Vec<Reference> {
    let mut read = Vec::new();
    for node in fields.get("references").map_or(&[][..], items) {
        let Some(text) = scalar(fields.file, node, "a reference", reports) else {
            continue;
        };
        let Some(reference) = Reference::parse(text.text) else {
            let message = format!("{} has the form of no list of references", quoted(text.text));
            let help = format!("{FORMS_IN_WORDS}; papers stand in `source`");
            reports.error_with(text.origin(), "reference", message, help);
            continue;
        };
        read.push(reference);
    }
    read
}

/// A sentence whose braces name one of `names`, by position.
pub(super) fn template(text: Text<'_>, names: &[&str], reports: &mut Reports) -> Option<Template> {
    let slot = |name: &str| names.iter().position(|n| *n == name).and_then(|i| u8::try_from(i).ok());
    let (template, faults) = Template::parse(text.text, slot);
    for fault in &faults {
        let at = text.part(fault.range.clone());
        match &fault.kind {
            FaultKind::Unknown(name) => {
                reports.unknown(at, "template", "name in braces", name, names.iter().copied());
            }
            FaultKind::Brace => reports.error(at, "template", "a brace without its partner"),
        }
    }
    faults.is_empty().then_some(template)
}
