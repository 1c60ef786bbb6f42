//! One claim on paper, and one explained fact: why, by which minimal sets, along which steps, resting on what.

use std::collections::{BTreeMap, BTreeSet};

use super::wording::{class, held, held_tone, likelihood, number, some_of, tone, verdict};
use super::{Tone, sheet::Sheet};
use crate::api::{AttackSet, CatalogRule, CatalogView, Claim, Completeness, Event, Explanation, Path, Reference, Step};

/// What facts say to an audience, by capability and element.
#[derive(Clone, Debug, Default)]
pub struct ReadAs {
    /// The audience's name.
    pub audience: String,
    /// The sentences.
    pub says: BTreeMap<(String, String), String>,
}

/// How much of a claim is shown.
#[derive(Clone, Copy, Debug)]
pub struct Extent<'a> {
    /// Sets shown.
    pub sets: usize,
    /// Paths shown.
    pub paths: usize,
    /// Steps shown of each path.
    pub steps: usize,
    /// Names and near misses shown of a list.
    pub names: usize,
    /// Each step with its rule, if given.
    pub rules: Option<&'a CatalogView>,
    /// Each step's gain in an audience's words, if given.
    pub read_as: Option<&'a ReadAs>,
    /// How to see what is left out.
    pub more: &'a str,
}

impl Extent<'_> {
    /// A page's worth of each claim.
    pub const SHORT: Extent<'static> =
        Extent { sets: 8, paths: 1, steps: 40, names: 12, rules: None, read_as: None, more: "--all" };
    /// Everything that the answer has.
    pub const WHOLE: Extent<'static> = Extent {
        sets: usize::MAX,
        paths: usize::MAX,
        steps: usize::MAX,
        names: usize::MAX,
        rules: None,
        read_as: None,
        more: "--format json",
    };
}

/// Writes a claim: verdict, sentence, reason, and what is behind it.
pub fn claim(sheet: &mut Sheet, claim: &Claim, extent: &Extent<'_>) {
    sheet
        .cell(tone(claim.verdict), verdict(claim.verdict), 13)
        .tone(Tone::Strong, &claim.id)
        .put("  ")
        .put(&claim.sentence)
        .end();
    sheet.put("  ").put(&claim.because);
    if claim.persistent {
        sheet.put("; what is gained outlives the adversary's access");
    }
    sheet.end();
    if let Some(lesser) = &claim.lesser {
        sheet.put("  ").put(&super::document::words::upper(lesser)).end();
    }
    let events = by_id(&claim.events);
    sets(sheet, &claim.sets, &events, &claim.completeness, extent);
    paths(sheet, &claim.paths, extent);
    resting(sheet, claim, &events, extent);
    if !claim.depends_on.is_empty() {
        let names = some_of(&claim.depends_on, extent.names);
        sheet.put("  Assumptions that decide it: ").put(&names).end();
    }
    if !claim.untouched.is_empty() {
        let names = some_of(&claim.untouched, extent.names);
        sheet.put("  Touched by no adversary: ").put(&names).end();
    }
}

/// Writes why a fact is held.
pub fn explanation(sheet: &mut Sheet, explanation: &Explanation, extent: &Extent<'_>) {
    let Explanation { gain, held: level, steps: path, derivations, sets: minimal, completeness, events, claims } =
        explanation;
    sheet
        .tone(Tone::Strong, &gain.text)
        .put("  ")
        .tone(Tone::Faint, &format!("{}({})", gain.capability, gain.element))
        .end();
    sheet.put("  ").tone(held_tone(*level), held(*level)).end();
    let ways = if *derivations == 1 {
        "One rule instance concludes it".to_owned()
    } else {
        format!("{derivations} rule instances conclude it")
    };
    sheet.put("  ").put(&ways);
    if !claims.is_empty() {
        sheet.put("; forbidden by ").put(&some_of(claims, extent.names));
    }
    sheet.end();
    sets(sheet, minimal, &by_id(events), completeness, extent);
    if !path.is_empty() {
        sheet.line("  Path");
        steps(sheet, path, extent);
    }
}

fn by_id(events: &[Event]) -> BTreeMap<&str, &Event> {
    events.iter().map(|e| (e.id.as_str(), e)).collect()
}

fn sets(
    sheet: &mut Sheet,
    sets: &[AttackSet],
    events: &BTreeMap<&str, &Event>,
    completeness: &Completeness,
    extent: &Extent<'_>,
) {
    if sets.is_empty() {
        return;
    }
    sheet.put("  Minimal attack sets: ");
    sheet.put(&if completeness.complete { "all".to_owned() } else { lower(&completeness.text) }).end();
    let shown = &sets[..sets.len().min(extent.sets)];
    for (set, n) in shown.iter().zip(1_usize..) {
        sheet.put(&format!("  {n:>4}  "));
        sheet.cell(tone(set.verdict), verdict(set.verdict), 13);
        sheet.put(&set.events.join(" + "));
        let mut notes = vec![likelihood(&set.likelihood)];
        if !set.who.is_empty() {
            notes.push(some_of(&set.who, extent.names));
        }
        if set.persistent == Some(true) {
            notes.push("persists".to_owned());
        }
        sheet.put("  ").tone(Tone::Faint, &format!("[{}]", notes.join("; "))).end();
    }
    left_out(sheet, "        ", sets.len() - shown.len(), "set", extent);
    legend(sheet, shown, events);
}

/// Each event of some sets once, with its sentence.
fn legend(sheet: &mut Sheet, sets: &[AttackSet], events: &BTreeMap<&str, &Event>) {
    let mut seen = BTreeSet::new();
    let ids: Vec<&str> =
        sets.iter().flat_map(|s| &s.events).map(String::as_str).filter(|id| seen.insert(*id)).collect();
    let width = width_of(ids.iter().copied());
    for id in ids {
        let Some(event) = events.get(id) else {
            continue;
        };
        sheet
            .put("        ")
            .cell(Tone::Faint, id, width)
            .put("  ")
            .put(&event.sentence)
            .put("  ")
            .tone(Tone::Faint, &format!("[{}; {}]", class(event.class), likelihood(&event.likelihood)))
            .end();
    }
}

fn paths(sheet: &mut Sheet, paths: &[Path], extent: &Extent<'_>) {
    let with_steps: Vec<&Path> = paths.iter().filter(|p| !p.steps.is_empty()).collect();
    for path in with_steps.iter().take(extent.paths) {
        sheet.line(&format!("  Path of set {}", path.set + 1));
        steps(sheet, &path.steps, extent);
    }
}

fn steps(sheet: &mut Sheet, steps: &[Step], extent: &Extent<'_>) {
    let mut domain = "";
    for step in steps.iter().take(extent.steps) {
        if step.domain != domain {
            let rule = if step.crossing { "- - into " } else { "in " };
            let zone = step.zone.as_ref().map_or_else(String::new, |z| format!(", zone {z}"));
            sheet.put("        ").tone(Tone::Faint, &format!("{rule}{}{zone}", step.domain)).end();
            domain = &step.domain;
        }
        sheet.put(&format!("  {:>4}  ", step.number)).put(&step.sentence).end();
        sheet.put("        => ").put(&step.gain.text);
        if !step.uses.is_empty() && step.uses != [step.number - 1] {
            let uses: Vec<String> = step.uses.iter().map(u32::to_string).collect();
            sheet.tone(Tone::Faint, &format!("  from {}", uses.join(", ")));
        }
        if !step.events.is_empty() {
            sheet.put("  ").tone(Tone::Faint, &format!("[{}]", step.events.join("; ")));
        }
        if let (Some(pack), None) = (&step.pack, extent.rules) {
            sheet.put("  ").tone(Tone::Faint, &format!("pack {pack}"));
        }
        sheet.end();
        if let Some(read) = extent.read_as
            && let Some(said) = read.says.get(&(step.gain.capability.clone(), step.gain.element.clone()))
        {
            sheet.put("           as ").put(&read.audience).put(": ").put(said).end();
        }
        if let Some(catalog) = extent.rules {
            rule(sheet, step, catalog.rules.iter().find(|r| r.id == step.rule));
        }
    }
    let left = steps.len().saturating_sub(extent.steps);
    left_out(sheet, "        ", left, "step", extent);
}

/// The rule of a step, why it follows, and who says so.
fn rule(sheet: &mut Sheet, step: &Step, rule: Option<&CatalogRule>) {
    let mut parts = vec![format!("rule {}", step.rule)];
    if let Some(rule) = rule {
        parts.push(rule.because.clone());
        parts.push(rule.source.clone());
    }
    parts.extend(step.references.iter().map(reference));
    parts.extend(step.pack.iter().map(|pack| format!("pack {pack}")));
    parts.retain(|p| !p.is_empty());
    sheet.put("           ").tone(Tone::Faint, &parts.join("; ")).end();
}

/// A reference in words: `AML.T0051 LLM Prompt Injection`.
pub fn reference(reference: &Reference) -> String {
    if reference.name.is_empty() { reference.id.clone() } else { format!("{} {}", reference.id, reference.name) }
}

/// What a verdict rests on, and for a claim that holds what comes nearest to breaking it.
fn resting(sheet: &mut Sheet, claim: &Claim, events: &BTreeMap<&str, &Event>, extent: &Extent<'_>) {
    if !claim.rests_on.is_empty() {
        sheet.line("  Rests on none of these");
        let width = width_of(claim.rests_on.iter().map(|r| r.event.as_str()));
        for rest in claim.rests_on.iter().take(extent.names) {
            sheet.put("        ").cell(Tone::Faint, &rest.event, width).put("  ").put(&rest.sentence);
            if !rest.reason.is_empty() {
                sheet.put("  ").tone(Tone::Faint, &format!("[denied by: {}]", rest.reason));
            }
            sheet.end();
        }
        let left = claim.rests_on.len().saturating_sub(extent.names);
        left_out(sheet, "        ", left, "assumption", extent);
    }
    if !claim.nearest.is_empty() {
        sheet.line("  Nearest to breaking it");
        for miss in claim.nearest.iter().take(extent.names) {
            sheet.put("        ").put(&miss.change);
            let others: Vec<&str> = miss
                .events
                .iter()
                .map(|id| events.get(id.as_str()).map_or(id.as_str(), |e| e.sentence.as_str()))
                .collect();
            if !others.is_empty() {
                sheet.put(", and ").put(&others.join(", and "));
            }
            sheet.end();
        }
        let left = claim.nearest.len().saturating_sub(extent.names);
        left_out(sheet, "        ", left, "near miss", extent);
    }
}

/// Says how many are left out and how to see them.
fn left_out(sheet: &mut Sheet, indent: &str, n: usize, noun: &str, extent: &Extent<'_>) {
    if n == 0 {
        return;
    }
    let plural = match n {
        1 => "",
        _ if noun.ends_with('s') => "es",
        _ => "s",
    };
    let words = format!("and {} more {noun}{plural}; {} shows them", number(n), extent.more);
    sheet.put(indent).tone(Tone::Faint, &words).end();
}

/// A sentence's beginning in the middle of a line.
fn lower(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|c| c.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Columns are at most that wide; what is longer stands out.
const WIDEST: usize = 60;

/// Width of the widest, within reason.
pub(super) fn width_of<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    texts.map(|t| t.chars().count()).filter(|w| *w <= WIDEST).max().unwrap_or(0)
}
