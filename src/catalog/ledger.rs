//! The ledger of reviewed drafts: what became of each row of the lists from which the catalog was made. It is read by
//! the command alone; no answer rests on it.

use std::collections::BTreeSet;

use super::fields::{Fields, File, Reports, Text, entries, items, scalar};
use super::rule::{Catalog, FileId};
use super::words::words;
use crate::source::{Node, Problem, Problems, read};

words! {
    /// What became of a row.
    Fate {
        /// It stands in the catalog as it was.
        Kept "kept" "kept",
        /// It stands there otherwise than it was.
        Corrected "corrected" "corrected",
        /// Another entry stands for it, too.
        Merged "merged" "merged",
        /// It does not stand there.
        Dropped "dropped" "dropped",
    }
}

words! {
    /// A list that was reviewed.
    Draft {
        /// Attacks and steps.
        Attacks "attacks" "attacks",
        /// Conventional classes of weaknesses.
        Conventional "conventional" "conventional weaknesses",
    }
}

/// What became of a row of a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerEntry {
    /// The list.
    pub draft: Draft,
    /// The row's name there.
    pub row: String,
    /// What became of it.
    pub fate: Fate,
    /// The entries of the catalog that stand for it: attacks, rules, tables, classes of weaknesses, kinds of control.
    pub stands_as: Vec<String>,
    /// Why, if there is something to say.
    pub because: Option<String>,
}

/// Reads a ledger against a catalog. What has a problem is left out.
pub fn ledger(text: &str, catalog: &Catalog) -> (Vec<LedgerEntry>, Vec<Problem>) {
    let mut reports = Reports::default();
    let mut problems = Problems::default();
    let node = read(text, &mut problems);
    let file = File { id: FileId(0), text };
    let mut entries = Vec::new();
    if let Some(node) = &node {
        Reading { file, catalog, reports: &mut reports }.drafts(node, &mut entries);
    }
    for problem in problems.into_sorted() {
        reports.push(file.id, problem);
    }
    (entries, reports.into_sorted().map(|(_, problem)| problem).collect())
}

struct Reading<'r, 'a> {
    file: File<'a>,
    catalog: &'r Catalog,
    reports: &'r mut Reports,
}

impl<'a> Reading<'_, 'a> {
    /// `drafts: { attacks: { row: { verdict: …, as: […], because: … } }, conventional: { … } }`
    fn drafts(&mut self, node: &'a Node, into: &mut Vec<LedgerEntry>) {
        let fields = Fields::read(self.file, node, node.span, "the ledger", &["drafts"], self.reports);
        let Some(drafts) = fields.need("drafts", self.reports) else { return };
        for (key, rows) in entries(self.file, drafts, "`drafts`", self.reports) {
            let Some(draft) = Draft::from_id(key.text) else {
                let ids = Draft::ALL.iter().map(|d| d.id());
                self.reports.unknown(key.origin(), "unknown-word", "draft", key.text, ids);
                continue;
            };
            let mut seen: BTreeSet<&str> = BTreeSet::new();
            for (row, body) in entries(self.file, rows, "a draft", self.reports) {
                if !seen.insert(row.text) {
                    self.reports.error(row.origin(), "duplicate", format!("row `{}` is accounted for twice", row.text));
                }
                into.extend(self.row(draft, row, body));
            }
        }
        if self.reports.count() == 0 {
            self.drafts_of_attacks(into);
        }
    }

    fn row(&mut self, draft: Draft, row: Text<'a>, body: &'a Node) -> Option<LedgerEntry> {
        let keys = &["verdict", "as", "because"];
        let fields = Fields::read(self.file, body, row.span, "a row", keys, self.reports);
        let verdict = fields.need_text("verdict", self.reports)?;
        let Some(fate) = Fate::from_id(verdict.text) else {
            let ids = Fate::ALL.iter().map(|f| f.id());
            self.reports.unknown(verdict.origin(), "unknown-word", "verdict", verdict.text, ids);
            return None;
        };
        let mut stands_as = Vec::new();
        for node in fields.get("as").map_or(&[][..], items) {
            let Some(id) = scalar(self.file, node, "an id of the catalog", self.reports) else { continue };
            if known(self.catalog).any(|known| known == id.text) {
                stands_as.push(id.text.to_owned());
            } else {
                let known = known(self.catalog);
                self.reports.unknown(id.origin(), "unknown-entry", "entry of the catalog", id.text, known);
            }
        }
        let named =
            self.catalog.attacks.iter().filter(|a| draft == Draft::Attacks && a.drafts.iter().any(|d| d == row.text));
        for attack in named {
            if !stands_as.contains(&attack.id) {
                stands_as.push(attack.id.clone());
            }
        }
        let because = match fate {
            Fate::Kept => fields.text("because", self.reports),
            _ => fields.need_text("because", self.reports),
        };
        if fate == Fate::Dropped && !stands_as.is_empty() {
            let message = format!("row `{}` is dropped, and yet `{}` stands for it", row.text, stands_as[0]);
            self.reports.error(row.origin(), "ledger", message);
        } else if fate != Fate::Dropped
            && stands_as.is_empty()
            && fields.get("as").is_none_or(|node| items(node).is_empty())
        {
            let message = format!("nothing of the catalog stands for row `{}`", row.text);
            let help = "name it under `as`, or name the row under `drafts` of an attack";
            self.reports.error_with(row.origin(), "ledger", message, help);
        }
        let because = because.map(|t| t.text.to_owned());
        Some(LedgerEntry { draft, row: row.text.to_owned(), fate, stands_as, because })
    }

    /// A row that an attack names must be accounted for.
    fn drafts_of_attacks(&mut self, entries: &[LedgerEntry]) {
        for attack in &self.catalog.attacks {
            for draft in &attack.drafts {
                if !entries.iter().any(|e| e.draft == Draft::Attacks && e.row == *draft) {
                    let message =
                        format!("attack `{}` stands for row `{draft}`, which the ledger does not have", attack.id);
                    let start = crate::source::Span { start: 0, end: 0 };
                    self.reports.error(self.file.origin(start), "ledger", message);
                }
            }
        }
    }
}

/// Every id that may stand for a row.
fn known(catalog: &Catalog) -> impl Iterator<Item = &str> {
    let tables = catalog.rules.iter().filter_map(|r| r.id.split_once('/').map(|(table, _)| table));
    let attacks = catalog.attacks.iter().map(|a| a.id.as_str());
    let rules = catalog.rules.iter().map(|r| r.id.as_str());
    let classes = catalog.weakness_classes.iter().map(|c| c.id.as_str());
    let controls = catalog.controls.iter().map(|c| c.id.as_str());
    attacks.chain(rules).chain(tables).chain(classes).chain(controls)
}
