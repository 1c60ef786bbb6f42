//! The catalog in plain text: each rule with its sentence, its reason and its source.

use super::claim::reference;
use super::wording::{confidence, likelihood};
use super::{Tone, sheet::Sheet};
use crate::api::{CatalogAttack, CatalogControl, CatalogEvent, CatalogRule, CatalogView, LedgerRow, Reference};

/// The whole catalog.
pub fn text(view: &CatalogView, colour: bool) -> String {
    let mut sheet = Sheet::new(colour);
    sheet.tone(Tone::Strong, &view.title).end();
    sheet.line(&format!("Version {}", view.version));
    let kinds: Vec<String> = view.kinds.iter().map(|c| format!("{} {}", c.rules, c.name)).collect();
    if !view.packs.is_empty() {
        sheet.put("With the pack ").line(&view.packs.join(", "));
    }
    sheet.put(&format!("{} rules: ", view.rules.len())).line(&kinds.join(", "));
    let counts = &view.counts;
    sheet.line(&format!(
        "{} attacks, {} kinds of control, {} kinds of basic event, {} relations, {} control points, {} classes of weaknesses",
        counts.attacks, counts.controls, counts.events, counts.relations, counts.points, counts.weakness_classes
    ));
    ledger(&mut sheet, &view.ledger);
    heading(&mut sheet, "Capabilities");
    for capability in &view.capabilities {
        sheet
            .put("  ")
            .cell(Tone::Plain, &capability.name, 24)
            .cell(Tone::Faint, &capability.class, 17)
            .put(&capability.means)
            .end();
    }
    let mut group = None;
    for rule in &view.rules {
        if group != Some(&rule.group) {
            group = Some(&rule.group);
            heading(&mut sheet, &format!("Rules: {}", rule.group));
        }
        one_rule(&mut sheet, rule);
    }
    heading(&mut sheet, "Attacks");
    for attack in &view.attacks {
        one_attack(&mut sheet, attack);
    }
    heading(&mut sheet, "Controls");
    for control in &view.controls {
        one_control(&mut sheet, control);
    }
    heading(&mut sheet, "Basic events");
    for event in &view.events {
        one_event(&mut sheet, event);
    }
    sheet.finish()
}

/// What became of the drafts, in numbers.
fn ledger(sheet: &mut Sheet, rows: &[LedgerRow]) {
    let mut drafts: Vec<&str> = rows.iter().map(|r| r.draft.as_str()).collect();
    drafts.dedup();
    for draft in drafts {
        let of: Vec<&LedgerRow> = rows.iter().filter(|r| r.draft == draft).collect();
        let verdicts = ["kept", "corrected", "merged", "dropped"];
        let counts = verdicts.map(|v| format!("{} {v}", of.iter().filter(|r| r.verdict == v).count()));
        sheet.line(&format!("{} rows of the draft of {draft}: {}", of.len(), counts.join(", ")));
    }
}

fn heading(sheet: &mut Sheet, title: &str) {
    sheet.gap();
    sheet.tone(Tone::Strong, title).end();
}

fn one_rule(sheet: &mut Sheet, rule: &CatalogRule) {
    sheet.put("  ").put(&rule.id).put("  ").tone(Tone::Faint, &rule.kind);
    if let Some(name) = &rule.name {
        sheet.put("  ").put(name);
    }
    sheet.end();
    sheet.put("    ").line(&rule.sentence);
    sheet.put("    ").put(&rule.needs.join(", ")).put(" => ").line(&rule.gives);
    let checked = rule.confidence.map_or("", confidence);
    let because = [rule.because.as_str(), rule.source.as_str(), checked];
    origin(sheet, &because, &rule.references, &Written::new(&rule.file, rule.line, rule.pack.as_deref()));
}

fn one_attack(sheet: &mut Sheet, attack: &CatalogAttack) {
    sheet.put("  ").put(&attack.id).put("  ").tone(Tone::Faint, &attack.group).put("  ").put(&attack.name).end();
    sheet.put("    ").line(&attack.says);
    sheet.put("    wherever ").put(&attack.rules.join(", ")).line(" happens");
    let because = [attack.source.as_str(), confidence(attack.confidence)];
    origin(sheet, &because, &attack.references, &Written::new(&attack.file, attack.line, attack.pack.as_deref()));
}

fn one_control(sheet: &mut Sheet, control: &CatalogControl) {
    sheet
        .put("  ")
        .put(&control.kind)
        .put("  ")
        .tone(Tone::Faint, &control.control_type)
        .put(&format!("  cost {}", control.cost));
    if let Some(failing) = &control.likelihood {
        sheet.put(&format!("  fails with {}", likelihood(failing)));
    }
    sheet.end();
    sheet.put("    ").line(&control.means);
    sheet.put("    leaves: ").line(&control.leaves);
    if let Some(mechanism) = &control.mechanism {
        sheet.put("    assumed: ").line(mechanism);
    }
    let points =
        if control.points.is_empty() { String::new() } else { format!("stands at {}", control.points.join(", ")) };
    origin(sheet, &[&points], &control.references, &Written::new(&control.file, control.line, control.pack.as_deref()));
}

fn one_event(sheet: &mut Sheet, event: &CatalogEvent) {
    sheet
        .put("  ")
        .put(&event.id)
        .put("  ")
        .tone(Tone::Faint, &event.class)
        .put("  ")
        .put(&likelihood(&event.likelihood))
        .end();
    sheet.put("    ").line(&event.sentence);
    let because = [event.because.as_str(), event.source.as_deref().unwrap_or("")];
    origin(sheet, &because, &event.references, &Written::new(&event.file, event.line, event.pack.as_deref()));
}

/// Where an entry is written.
struct Written<'w> {
    file: &'w str,
    line: u32,
    pack: Option<&'w str>,
}

impl<'w> Written<'w> {
    fn new(file: &'w str, line: u32, pack: Option<&'w str>) -> Written<'w> {
        Written { file, line, pack }
    }
}

/// Why, by whom, where else, and where in the catalog.
fn origin(sheet: &mut Sheet, why: &[&str], references: &[Reference], written: &Written<'_>) {
    let mut parts: Vec<String> = why.iter().map(|w| (*w).to_owned()).collect();
    parts.extend(references.iter().map(reference));
    let Written { file, line, pack } = written;
    parts.push(match pack {
        Some(pack) => format!("pack {pack}, {file}:{line}"),
        None => format!("catalog/{file}:{line}"),
    });
    parts.retain(|p| !p.is_empty());
    sheet.put("    ").tone(Tone::Faint, &parts.join("; ")).end();
}
