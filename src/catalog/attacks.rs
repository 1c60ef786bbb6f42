//! Reads the sections `attacks`: names for what rules do, each with its source, its references and how far the source
//! was checked.

use super::attack::{Attack, Pattern};
use super::compile;
use super::declare::{Defined, references};
use super::fields::{Fields, File, Reports, Text, atoms, items, scalar};
use super::rule::Catalog;
use super::words::Confidence;
use crate::source::Node;

/// More attacks than any catalog needs; keeps trying them on a system quick.
const ATTACKS: usize = 5_000;

const KEYS: &[&str] = &["id", "name", "of", "where", "says", "source", "confidence", "references", "drafts"];

/// The attacks of one file.
pub(super) fn attacks(
    file: File<'_>,
    group: &str,
    list: &Node,
    catalog: &mut Catalog,
    defined: &mut Defined,
    reports: &mut Reports,
) {
    for node in items(list) {
        if catalog.attacks.len() >= ATTACKS {
            let message = format!("a catalog has at most {ATTACKS} attacks");
            return reports.error(file.origin(node.span), "shape", message);
        }
        let before = reports.count();
        let fields = Fields::read(file, node, node.span, "an attack", KEYS, reports);
        let id = fields.need_text("id", reports).filter(|id| {
            compile::is_id(*id, "an attack", reports)
                && defined.is_new("attack", id.text, id.origin(), catalog, reports)
        });
        let attack = read(&fields, id, group, catalog, defined, reports);
        if reports.count() == before {
            catalog.attacks.extend(attack);
        }
    }
}

fn read<'a>(
    fields: &Fields<'a>,
    id: Option<Text<'a>>,
    group: &str,
    catalog: &'a Catalog,
    defined: &Defined,
    reports: &mut Reports,
) -> Option<Attack> {
    let file = fields.file;
    let name = fields.need_text("name", reports);
    let says = fields.need_text("says", reports);
    let source = fields.need_text("source", reports);
    let confidence = confidence(fields, true, reports);
    let references = references(fields, reports);
    let further = fields.get("where").map_or_else(Vec::new, |node| atoms(file, node, "a relation", reports));
    let mut patterns = Vec::new();
    for node in fields.need("of", reports).map_or(&[][..], items) {
        let Some(of) = scalar(file, node, "the id of a rule", reports) else { continue };
        let rules: Vec<_> = catalog.rules_of(of.text).collect();
        if rules.is_empty() && !defined.has("rule", table(of.text)) {
            let ids = catalog.rules.iter().map(|r| r.id.as_str());
            let tables = catalog.rules.iter().filter_map(|r| r.id.split_once('/').map(|(table, _)| table));
            reports.unknown(of.origin(), "unknown-rule", "rule", of.text, ids.chain(tables));
        }
        for rule in rules {
            if patterns.iter().any(|p: &Pattern| p.rule == rule) {
                let message = format!("rule `{}` is among the rules of this attack already", catalog.rule(rule).id);
                reports.error(of.origin(), "duplicate", message);
                continue;
            }
            // What is wrong with the relations is said once, not for each row of a table.
            let before = reports.count();
            patterns.extend(compile::pattern(rule, &further, catalog, defined, reports, file));
            if reports.count() > before {
                return None;
            }
        }
    }
    let mut drafts = Vec::new();
    for node in fields.get("drafts").map_or(&[][..], items) {
        drafts.extend(scalar(file, node, "a row of the drafts", reports).map(|t| t.text.to_owned()));
    }
    let id = id?;
    if patterns.is_empty() {
        return None;
    }
    Some(Attack {
        id: id.text.to_owned(),
        name: name?.text.to_owned(),
        group: group.to_owned(),
        says: says?.text.to_owned(),
        source: source?.text.to_owned(),
        confidence: confidence?,
        references,
        drafts,
        patterns,
        origin: id.origin(),
    })
}

fn table(id: &str) -> &str {
    id.split_once('/').map_or(id, |(table, _)| table)
}

/// How far the source was checked.
pub(super) fn confidence(fields: &Fields<'_>, needed: bool, reports: &mut Reports) -> Option<Confidence> {
    let text = if needed { fields.need_text("confidence", reports) } else { fields.text("confidence", reports) }?;
    let found = Confidence::from_id(text.text);
    if found.is_none() {
        let words = Confidence::ALL.iter().map(|c| c.id());
        reports.unknown(text.origin(), "unknown-word", "confidence", text.text, words);
    }
    found
}

/// Adds the attacks of the named rules to those that are written down; none may have the id of another.
pub(super) fn with_rules(catalog: &mut Catalog, reports: &mut Reports) {
    let of_rules = catalog.attacks_of_rules();
    for attack in &of_rules {
        if let Some(written) = catalog.attacks.iter().find(|a| a.id == attack.id) {
            let message =
                format!("attack `{}` has the id of a rule with a name, which is an attack of its own", attack.id);
            reports.error_with(written.origin, "duplicate", message, "give it another id");
        }
    }
    catalog.attacks.extend(of_rules);
}
