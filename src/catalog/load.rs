//! From files to a catalog: first every list of names, then the rules that use them, then what no line shows
//! by itself. All problems are reported at once, each with its file and place.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::attacks;
use super::audience::unworded;
use super::check::{check_meaning, check_use};
use super::compile;
use super::declare::{Declare, Defined};
use super::fields::{Fields, File, Reports, items, scalar};
use super::files::FILES;
use super::rule::{Catalog, FileId, Origin, PackText};
use crate::source::{Node, Problem, Problems, Span, Value, read};

/// The file that names the others, in order.
const LIST: &str = "catalog.yaml";

/// Sections that a file may have, in the order in which they are read over all files.
const SECTIONS: &[&str] = &[
    "scale",
    "types",
    "something",
    "capabilities",
    "implications",
    "asset_types",
    "facts",
    "relations",
    "points",
    "events",
    "controls",
    "frameworks",
    "views",
    "drift",
    "weakness_classes",
    "general",
    "domains",
    "rules",
    "attacks",
];

/// Keys of a file besides its sections: what its rules are about, and of which pack it is.
const HEAD: &[&str] = &["group", "about", "pack"];

/// More files than anybody keeps; keeps their numbers in two bytes.
const FILES_AT_MOST: usize = 1000;

/// The catalog that comes with the program. That it has no problem is tested.
pub fn built_in() -> &'static Catalog {
    static BUILT_IN: OnceLock<Catalog> = OnceLock::new();
    BUILT_IN.get_or_init(|| load(FILES).0)
}

/// Name and text of each file of the built-in catalog.
pub fn built_in_files() -> &'static [(&'static str, &'static str)] {
    FILES
}

/// Reads a catalog: `catalog.yaml` and the files that it lists. What has a problem is left out of the catalog.
pub fn load(files: &[(&str, &str)]) -> (Catalog, Vec<(String, Problem)>) {
    load_with_packs(files, &[])
}

/// A file of further definitions, rules and attacks, which no list names.
#[derive(Clone, Copy, Debug)]
pub struct PackFile<'a> {
    /// The file's name, as problems show it.
    pub name: &'a str,
    /// The name of its pack, unless the file states another.
    pub pack: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// Reads a catalog and packs.
pub fn load_with_packs(files: &[(&str, &str)], packs: &[PackFile<'_>]) -> (Catalog, Vec<(String, Problem)>) {
    let mut load = Load::default();
    load.files(files, packs);
    let Load { catalog, mut reports, .. } = load;
    for (file, problem) in check_meaning(&catalog) {
        reports.push(file, problem);
    }
    if reports.count() == 0 {
        for (file, problem) in check_use(&catalog).into_iter().chain(unworded(&catalog)) {
            reports.push(file, problem);
        }
    }
    let name = |file: FileId| catalog.files.get(usize::from(file.0)).cloned().unwrap_or_default();
    let problems = reports.into_sorted().map(|(file, problem)| (name(file), problem)).collect();
    (catalog, problems)
}

#[derive(Default)]
struct Load {
    catalog: Catalog,
    reports: Reports,
    defined: Defined,
}

impl Load {
    fn files(&mut self, files: &[(&str, &str)], packs: &[PackFile<'_>]) {
        let texts: BTreeMap<&str, &str> = files.iter().copied().collect();
        let mut ordered: Vec<(File<'_>, Node)> = Vec::new();
        let order = match texts.get(LIST) {
            Some(text) => self.open(LIST, text).map_or_else(Vec::new, |(file, node)| self.list(file, &node, &texts)),
            None => {
                let at = self.file(LIST);
                self.reports.error(
                    Origin { file: at, span: Span { start: 0, end: 0 } },
                    "file-list",
                    "there is no catalog.yaml",
                );
                files.iter().map(|(name, _)| (*name).to_owned()).collect()
            }
        };
        for name in &order {
            if let Some((name, text)) = texts.get_key_value(name.as_str()) {
                ordered.extend(self.open(name, text));
            }
        }
        for PackFile { name, pack, text } in packs {
            // It is a pack's before anything in it is read, for a rule asks whether it may replace another.
            let id = FileId(u16::try_from(self.catalog.files.len()).unwrap_or(u16::MAX));
            let kept = PackText { pack: (*pack).to_owned(), text: Arc::from(*text) };
            self.catalog.packs.insert(id, kept);
            ordered.extend(self.open(name, text));
        }
        let opened: Vec<(File<'_>, Sections<'_>)> =
            ordered.iter().map(|(file, node)| (*file, sections(*file, node, &mut self.reports))).collect();
        for (file, found) in &opened {
            self.name_pack(*file, found);
        }
        for section in SECTIONS {
            for (file, found) in &opened {
                if let Some(node) = found.fields.get(section) {
                    self.section(*file, found, section, node);
                }
            }
            if *section == "implications" {
                let rules = self.catalog.implications.iter().map(|i| compile::implication(i, &self.catalog)).collect();
                self.catalog.rules = rules;
            }
        }
        attacks::with_rules(&mut self.catalog, &mut self.reports);
    }

    /// `pack: name` at the head of a file.
    fn name_pack(&mut self, file: File<'_>, found: &Sections<'_>) {
        let Some(name) = found.fields.text("pack", &mut self.reports) else { return };
        match self.catalog.packs.get_mut(&file.id) {
            Some(pack) => name.text.clone_into(&mut pack.pack),
            None => self.reports.error(name.origin(), "pack", "a file of the catalog itself is of no pack"),
        }
    }

    fn file(&mut self, name: &str) -> FileId {
        self.catalog.files.push(name.to_owned());
        FileId(u16::try_from(self.catalog.files.len() - 1).unwrap_or(u16::MAX))
    }

    /// Reads a file into a tree.
    fn open<'a>(&mut self, name: &str, text: &'a str) -> Option<(File<'a>, Node)> {
        let id = self.file(name);
        let mut problems = Problems::default();
        let node = read(text, &mut problems);
        for problem in problems.into_sorted() {
            self.reports.push(id, problem);
        }
        node.map(|node| (File { id, text }, node))
    }

    /// `catalog.yaml`: version, title, and the other files in order.
    fn list(&mut self, file: File<'_>, node: &Node, texts: &BTreeMap<&str, &str>) -> Vec<String> {
        let keys = &["version", "title", "files"];
        let fields = Fields::read(file, node, node.span, "catalog.yaml", keys, &mut self.reports);
        let text = |t: Option<super::fields::Text<'_>>| t.map_or_else(String::new, |t| t.text.to_owned());
        self.catalog.version = text(fields.need_text("version", &mut self.reports));
        self.catalog.title = text(fields.text("title", &mut self.reports));
        let Some(list) = fields.need("files", &mut self.reports) else {
            return Vec::new();
        };
        let mut order: Vec<String> = Vec::new();
        for entry in items(list) {
            let Some(name) = scalar(file, entry, "a file's name", &mut self.reports) else {
                continue;
            };
            let known = texts.contains_key(name.text) && name.text != LIST;
            if !known {
                self.reports.unknown(name.origin(), "file-list", "file", name.text, texts.keys().copied());
            } else if order.iter().any(|o| o == name.text) {
                self.reports.error(name.origin(), "file-list", format!("file `{}` is listed twice", name.text));
            } else if order.len() == FILES_AT_MOST {
                self.reports.error(name.origin(), "file-list", format!("a catalog has at most {FILES_AT_MOST} files"));
                break;
            } else {
                order.push(name.text.to_owned());
            }
        }
        for name in texts.keys().filter(|n| **n != LIST && !order.iter().any(|o| o == *n)) {
            self.reports.error(file.origin(list.span), "file-list", format!("file `{name}` is not listed"));
        }
        order
    }

    fn section(&mut self, file: File<'_>, found: &Sections<'_>, section: &str, node: &Node) {
        let Load { catalog, reports, defined } = self;
        if section == "attacks" {
            return attacks::attacks(file, found.group.unwrap_or(""), node, catalog, defined, reports);
        }
        if section == "rules" {
            return compile::rules(file, found.group.unwrap_or(""), node, catalog, defined, reports);
        }
        let mut declare = Declare { catalog, defined, reports };
        match section {
            "scale" => declare.scale(file, node),
            "types" => declare.types(file, node),
            "something" => declare.something(file, node),
            "capabilities" => declare.capabilities(file, node),
            "implications" => declare.implications(file, node),
            "asset_types" => declare.asset_types(file, node),
            "facts" => declare.facts(file, node),
            "relations" => declare.relations(file, node),
            "points" => declare.points(file, node),
            "events" => declare.events(file, node),
            "controls" => declare.controls(file, node),
            "weakness_classes" => declare.weakness_classes(file, node),
            "general" => declare.general(file, node),
            "domains" => declare.domains(file, node),
            "views" => declare.views(file, node),
            "drift" => declare.drift(file, node),
            _ => declare.frameworks(file, node),
        }
    }
}

/// A file's sections by key, and the group of its rules.
struct Sections<'a> {
    fields: Fields<'a>,
    group: Option<&'a str>,
}

fn sections<'a>(file: File<'a>, node: &'a Node, reports: &mut Reports) -> Sections<'a> {
    let keys: Vec<&'static str> = HEAD.iter().chain(SECTIONS).copied().collect();
    let fields = Fields::read(file, node, node.span, "a catalog file", &keys, reports);
    let mut group = None;
    let lists: Vec<_> = ["rules", "attacks"].into_iter().filter_map(|key| fields.get(key).map(|n| (key, n))).collect();
    if !lists.is_empty() {
        group = fields.need_text("group", reports).map(|t| t.text);
        fields.need_text("about", reports);
    }
    for (key, list) in lists {
        if let Value::Scalar { .. } | Value::Map(_) = list.value {
            reports.error(file.origin(list.span), "shape", format!("`{key}` is a list"));
        }
    }
    Sections { fields, group }
}
