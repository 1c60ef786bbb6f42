//! How the answers come about, and what they were made from: the method, the rules used, notes on the description.

use std::collections::{BTreeMap, BTreeSet};

use super::findings::Findings;
use super::words::{Words, faint, name, say, upper};
use super::{Block, Table, column};
use crate::api::{CatalogRule, DefaultTaken, Diagnostic, Reference, Verdict};
use crate::report::wording::{confidence, severity};

/// Notes on the description that are listed.
const NOTES: usize = 200;
/// The method in half a page.
pub fn method(findings: &Findings<'_>) -> Vec<Block> {
    let overview = &findings.overview;
    let counts = &findings.catalog.counts;
    let with = match overview.packs.as_slice() {
        [] => String::new(),
        packs => format!(", extended by {}", packs.join(", ")),
    };
    vec![
        Block::Paragraph(say(
            "Everything that is worth protecting is an asset: data, models and their parts, credentials, code, actions, \
             and the components that hold or run them. Over an asset an adversary can gain one of nine capabilities, \
             from Monitor to Make Arbitrary Changes. Rules say which capability follows from which. The analysis \
             applies every rule wherever it fits until nothing new follows, so that it meets every path, over the \
             borders of disciplines too, cycles included.",
        )),
        Block::Paragraph(say(
            "A claim denies a capability over an asset to everybody but those it names. A minimal attack set is a \
             smallest set of basic events with which the denied capability follows. If one consists of nothing but \
             positions, weaknesses, attack steps and failures of controls that can fail by themselves, the claim is \
             violated. Else, if one needs besides these only things about which nothing is stated, it is unknown; else, \
             if one needs besides only promises broken for which no reason is given, it is conditional. Else each needs \
             something against which there is a reason: the claim holds, and relies on what is listed.",
        )),
        Block::Table(verdicts()),
        Block::Paragraph(say(
            "A number is the exact probability that a claim fails within a year, events that attacks share counted \
             once, at the lower and at the upper end of every likelihood. Numbers marked ° were made from likelihoods \
             that the catalog proposes and the description does not state: ranks and ranges carry the message, not \
             digits.",
        )),
        Block::Paragraph(say(&format!(
            "The catalog is version {}{with}: {} rules, {} attacks, {} kinds of control, each with its source. The \
             report follows from description, scenario and catalog alone: the same three give the same report.",
            overview.catalog, counts.rules, counts.attacks, counts.controls
        ))),
        Block::Paragraph(say(
            "What it does not tell: attacks for which the catalog has no rule, weaknesses that nobody \
             described, and whether the description is true. Method: Threat Modeling for AI: The Case for an \
             Asset-Centric Approach, arXiv 2505.06315; rules and engine are our own.",
        )),
        Block::Subheading(say("Capabilities")),
        Block::Table(capabilities(findings)),
    ]
}

fn verdicts() -> Table {
    let all = [
        (Verdict::Violated, "What the claim denies follows though every assumption holds"),
        (Verdict::Unknown, "It hangs on something about which nothing is stated; never taken as safe"),
        (Verdict::Conditional, "It hangs on a promise for which no reason is given"),
        (Verdict::Holds, "There is no attack, or each needs something against which there is a reason"),
    ];
    Table {
        label: "Verdicts".to_owned(),
        columns: vec![column("Verdict", 20), column("Means", 0)],
        rows: all.map(|(verdict, means)| vec![Words::default().verdict(verdict), say(means)]).to_vec(),
        ..Table::default()
    }
}

fn capabilities(findings: &Findings<'_>) -> Table {
    let rows = findings
        .catalog
        .capabilities
        .iter()
        .map(|c| vec![Words::default().strong(&c.name), faint(&c.class), say("The adversary can ").say(&c.means)]);
    Table {
        label: "Capabilities".to_owned(),
        columns: vec![column("Capability", 30), column("Class", 20), column("Means", 0)],
        rows: rows.collect(),
        ..Table::default()
    }
}

/// The rules of the paths.
pub fn rules(findings: &Findings<'_>) -> Vec<Block> {
    let claims = findings.claims.iter().flat_map(|c| c.paths.iter().flat_map(|p| &p.steps));
    let ranked = findings
        .risks
        .values()
        .flat_map(|r| r.likeliest.iter().take(1).chain(r.cheapest.iter().take(1)))
        .flat_map(|set| &set.path.steps);
    let used: BTreeSet<&str> = claims.chain(ranked).map(|step| step.rule.as_str()).collect();
    let known: BTreeMap<&str, &CatalogRule> = findings.catalog.rules.iter().map(|r| (r.id.as_str(), r)).collect();
    let met = findings.analysis.rules_met().len();
    let are = if used.len() == 1 { "is" } else { "are" };
    let mut blocks = vec![Block::Paragraph(say(&format!(
        "{} of the {met} rules that fired in this system {are} used in attacks on its claims. The catalog tells all. A \
         word that is set like `model` stands for whatever takes its place.",
        used.len(),
    )))];
    let rules: Vec<&CatalogRule> = used.iter().filter_map(|id| known.get(id)).copied().collect();
    if !rules.is_empty() {
        blocks.push(Block::Table(Table {
            label: "Rules used".to_owned(),
            columns: vec![column("Rule", 30), column("What it says and why", 0), column("Source", 32)],
            rows: rules.iter().map(|rule| rule_row(rule)).collect(),
            ..Table::default()
        }));
    }
    let mut ids: BTreeMap<&str, &Reference> = BTreeMap::new();
    for rule in &rules {
        for one in &rule.references {
            ids.insert(&one.id, one);
        }
    }
    if findings.has("attacks") {
        for attack in &findings.attacks.attacks {
            for one in super::attacks::references(attack) {
                ids.insert(&one.id, one);
            }
        }
    }
    if !ids.is_empty() {
        blocks.push(Block::Subheading(say("Ids of lists elsewhere")));
        let editions: BTreeSet<&str> = ids.values().map(|one| one.framework.as_str()).collect();
        let editions: Vec<&str> = editions.into_iter().collect();
        blocks.push(Block::Paragraph(Words::default().text(&format!("Editions: {}.", editions.join(", ")))));
        blocks.push(Block::Table(elsewhere(&ids)));
    }
    blocks
}

/// What ids of lists elsewhere are called there, two to a row.
fn elsewhere(ids: &BTreeMap<&str, &Reference>) -> Table {
    let mut cells: Vec<Words> = Vec::new();
    for one in ids.values() {
        cells.push(Words::default().ids(&[&one.id]));
        cells.push(say(&one.name));
    }
    cells.resize(cells.len().next_multiple_of(4), Words::default());
    Table {
        label: "Ids of lists elsewhere".to_owned(),
        columns: vec![column("Id", 15), column("Name there", 35), column("Id", 15), column("Name there", 35)],
        rows: cells.chunks(4).map(<[Words]>::to_vec).collect(),
        ..Table::default()
    }
}

/// The first cell holds the place where steps lead to.
fn rule_row(rule: &CatalogRule) -> Vec<Words> {
    let mut what = Words::default().anchor(&format!("rule-{}", rule.id)).name(&rule.id).line().faint(&rule.kind);
    if let Some(pack) = &rule.pack {
        what = what.faint(&format!(", pack {pack}"));
    }
    let mut source = Words::default();
    let checked = rule.confidence.map_or("", confidence);
    let mut parts = vec![rule.source.as_str(), checked];
    parts.retain(|part| !part.is_empty());
    parts.dedup();
    source = source.text(&parts.join("; "));
    let elsewhere: Vec<&str> = rule.references.iter().map(|r| r.id.as_str()).collect();
    if !elsewhere.is_empty() {
        source = source.line().ids(&elsewhere);
    }
    // The rule's variables stand where a step has names.
    let sentence = say(&upper(&rule.sentence.replace(['{', '}'], "`")));
    vec![what, sentence.line().faint(&upper(&rule.because)), source]
}

/// What was found odd in the description, and what was taken for what it leaves out.
pub fn notes(findings: &Findings<'_>) -> Vec<Block> {
    let overview = &findings.overview;
    let mut blocks = Vec::new();
    if overview.diagnostics.is_empty() {
        blocks.push(Block::Paragraph(say("Nothing in the description was found odd.")));
    } else {
        blocks.push(Block::Table(diagnostics(&overview.diagnostics)));
        let all = overview.diagnostics.len();
        blocks.extend(super::cut(NOTES.min(all), all, "notes"));
    }
    if !overview.defaults.is_empty() {
        blocks.push(Block::Subheading(say("Defaults taken")));
        // Keys of an element that were left out alike stand in one row.
        let mut alike: Vec<(&DefaultTaken, Vec<&str>)> = Vec::new();
        let same = |a: &DefaultTaken, b: &DefaultTaken| {
            (a.place.line, &a.element, &a.value, &a.meaning) == (b.place.line, &b.element, &b.value, &b.meaning)
        };
        for taken in overview.defaults.iter().take(NOTES) {
            match alike.iter_mut().find(|(first, _)| same(first, taken)) {
                Some((_, keys)) => keys.push(&taken.key),
                None => alike.push((taken, vec![&taken.key])),
            }
        }
        let rows = alike.iter().map(|(taken, keys)| {
            vec![
                say(&taken.place.line.to_string()),
                name(&taken.element),
                Words::default().names(keys, NOTES).text(": ").say(&taken.value),
                say(&taken.meaning),
            ]
        });
        blocks.push(Block::Table(Table {
            label: "Defaults taken".to_owned(),
            columns: vec![
                super::figures("Line", 8),
                column("Element", 22),
                column("Taken", 25),
                column("That means", 0),
            ],
            rows: rows.collect(),
            ..Table::default()
        }));
        let all = overview.defaults.len();
        blocks.extend(super::cut(NOTES.min(all), all, "defaults"));
    }
    blocks
}

fn diagnostics(list: &[Diagnostic]) -> Table {
    let rows = list.iter().take(NOTES).map(|one| {
        let mut what = say(&upper(&one.message));
        if let Some(help) = &one.help {
            what = what.line().say(&upper(help));
        }
        vec![say(&format!("{}:{}", one.place.line, one.place.column)), faint(severity(one.severity)), what]
    });
    Table {
        label: "Notes on the description".to_owned(),
        columns: vec![super::figures("Line", 8), column("", 13), column("What", 0)],
        rows: rows.collect(),
        ..Table::default()
    }
}

/// Why a description could not be analysed.
pub fn refused(list: &[Diagnostic]) -> Vec<Block> {
    vec![Block::Lead(say("The description has errors and was not analysed.")), Block::Table(diagnostics(list))]
}

/// The description itself.
pub fn text(findings: &Findings<'_>) -> Vec<Block> {
    let text = findings.analysis.source().text.trim_start_matches('\u{feff}').replace('\r', "");
    vec![Block::Verbatim(text)]
}
