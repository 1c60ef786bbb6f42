//! The report in plain text: the answer first, then each claim with what is behind it, exposure, attacks, and what to
//! know of the description itself. Lines are as long as their sentences: nothing depends on a terminal's width.

use super::claim::{Extent, claim, width_of};
use super::wording::{capability, count, likelihood, number, severity, severity_tone, some_of, summary};
use super::{Tone, sheet::Sheet};
use crate::api::{
    Answer, Attack, Claim, Decision, DecisionKind, DecisionState, Diagnostic, Exposure, ExposureRow, Held, Likelihood,
    Overview, Scenario, Scope, Severity, Verdict,
};

/// What a report shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shown {
    /// With colour.
    pub colour: bool,
    /// Every list whole.
    pub all: bool,
    /// The defaults taken, each.
    pub defaults: bool,
}

impl Shown {
    /// At most that many of a list.
    fn most(self, most: usize) -> usize {
        if self.all { usize::MAX } else { most }
    }
}

/// Claims shown.
const CLAIMS: usize = 40;
/// Decisions shown.
const DECISIONS: usize = 40;
/// Rows of the exposure that an answer should have for a report that does not show all.
pub const ROWS: u64 = 400;
/// Lines of the exposure shown.
const LINES: usize = 40;
/// Attacks shown in each scope.
const ATTACKS: usize = 16;
/// Ids of lists elsewhere shown beside an attack; `catalog` shows all.
const REFERENCES: usize = 5;
/// Diagnostics shown.
const DIAGNOSTICS: usize = 12;
/// Names shown of a list.
const NAMES: usize = 12;

/// The whole report of one file.
pub fn report(answer: &Answer, shown: Shown) -> String {
    let mut sheet = Sheet::new(shown.colour);
    let overview = &answer.overview;
    head(&mut sheet, overview);
    if !overview.analysed {
        sheet.gap();
        sheet.tone(Tone::Bad, &not_analysed(overview)).end();
        diagnostics(&mut sheet, overview, shown);
        return sheet.finish();
    }
    sheet.gap();
    let worst = answer.claims.iter().map(|c| c.verdict).min();
    let tone = worst.map_or(Tone::Strong, super::wording::tone);
    sheet.tone(tone, &summary(&answer.claims)).end();
    scenario(&mut sheet, &overview.scenario);
    claims(&mut sheet, &answer.claims, shown);
    decisions(&mut sheet, &answer.decisions, shown);
    exposure(&mut sheet, &answer.exposure, shown);
    attacks(&mut sheet, &answer.attacks, shown);
    diagnostics(&mut sheet, overview, shown);
    defaults(&mut sheet, overview, shown);
    foot(&mut sheet, overview);
    sheet.finish()
}

/// One line for a file: its name and the answer.
pub fn line(overview: &Overview, claims: &[Claim], colour: bool) -> String {
    let mut sheet = Sheet::new(colour);
    sheet.put(&overview.file).put(": ");
    if overview.analysed {
        let worst = claims.iter().map(|c| c.verdict).min();
        let tone = worst.map_or(Tone::Plain, super::wording::tone);
        sheet.tone(tone, &summary(claims));
        let broken: Vec<&str> = claims.iter().filter(|c| c.verdict != Verdict::Holds).map(|c| c.id.as_str()).collect();
        if !broken.is_empty() {
            sheet.put(&format!(" ({})", some_of(&broken, NAMES)));
        }
    } else {
        sheet.tone(Tone::Bad, &not_analysed(overview));
    }
    sheet.end();
    sheet.finish()
}

/// `3 errors, 1 warning`; `no errors, no warnings` if there is nothing.
pub fn tally<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> String {
    let (mut errors, mut warnings) = (0, 0);
    for diagnostic in diagnostics {
        match diagnostic.severity {
            Severity::Error => errors += 1,
            Severity::Warning => warnings += 1,
            Severity::Note => {}
        }
    }
    let words = |n: usize, noun: &str| match n {
        0 => format!("no {noun}s"),
        n => count(n, noun),
    };
    format!("{}, {}", words(errors, "error"), words(warnings, "warning"))
}

fn not_analysed(overview: &Overview) -> String {
    let errors = overview.diagnostics.iter().filter(|d| d.severity == Severity::Error).count();
    format!("Not analysed: {}", count(errors, "error"))
}

fn head(sheet: &mut Sheet, overview: &Overview) {
    if !overview.title.is_empty() {
        sheet.tone(Tone::Strong, &overview.title).end();
    }
    sheet.tone(Tone::Faint, &overview.file).end();
    if !overview.packs.is_empty() {
        sheet.put("With the catalog pack ").line(&overview.packs.join(", "));
    }
}

fn scenario(sheet: &mut Sheet, scenario: &Scenario) {
    let Scenario { on, off, fail, only, hold, likelihoods, named } = scenario;
    let named: Vec<String> = named.iter().cloned().collect();
    let restated: Vec<String> = likelihoods
        .iter()
        .map(|r| format!("{} {}", r.event, likelihood(&Likelihood { low: r.low, high: r.high, prior: false })))
        .collect();
    let lists = [
        ("", &named),
        ("on", on),
        ("off", off),
        ("failing", fail),
        ("holding", hold),
        ("likelihood of", &restated),
        ("acting only", only),
    ];
    let parts: Vec<String> = lists
        .iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(what, names)| format!("{what} {}", names.join(", ")).trim_start().to_owned())
        .collect();
    if !parts.is_empty() {
        sheet.put("Scenario: ").put(&parts.join("; ")).end();
    }
}

fn claims(sheet: &mut Sheet, claims: &[Claim], shown: Shown) {
    let extent = if shown.all { Extent { paths: 1, ..Extent::WHOLE } } else { Extent::SHORT };
    let most = shown.most(CLAIMS);
    for one in claims.iter().take(most) {
        sheet.gap();
        claim(sheet, one, &extent);
    }
    if claims.len() > most {
        sheet.gap();
        more(sheet, claims.len() - most, "claims");
    }
}

fn decisions(sheet: &mut Sheet, decisions: &[Decision], shown: Shown) {
    if decisions.is_empty() {
        return;
    }
    sheet.gap();
    sheet.tone(Tone::Strong, "Decisions").put("  what people decided, and whether it still rests on the same").end();
    let most = shown.most(DECISIONS);
    for one in decisions.iter().take(most) {
        let (word, tone) = match one.decision {
            DecisionKind::Accepted => ("accepted", Tone::Plain),
            DecisionKind::Mitigated => ("mitigated", Tone::Plain),
            DecisionKind::Disputed => ("disputed", Tone::Plain),
        };
        let by: Vec<&str> = [one.owner.as_deref(), one.date.as_deref()].into_iter().flatten().collect();
        let by = if by.is_empty() { String::new() } else { format!(" ({})", by.join(", ")) };
        sheet
            .put("  ")
            .tone(Tone::Strong, &one.about)
            .put(" ")
            .tone(tone, word)
            .put(&by)
            .put(": ")
            .put(&one.reason)
            .end();
        let tone = if one.state == DecisionState::Stands { Tone::Faint } else { Tone::Wary };
        sheet.put("    ").tone(tone, &one.sentence);
        if let Some(now) = one.now.as_ref().filter(|_| one.state != DecisionState::Stands) {
            sheet.put("  ").tone(Tone::Faint, &format!("as of: {}", now.text));
        }
        sheet.end();
    }
    more(sheet, decisions.len().saturating_sub(most), "decisions");
}

fn exposure(sheet: &mut Sheet, exposure: &Exposure, shown: Shown) {
    if exposure.total == 0 {
        return;
    }
    sheet.gap();
    sheet
        .tone(Tone::Strong, "Exposure")
        .put("  strongest capabilities over each element, and who gains each alone")
        .end();
    let lines = lines(&exposure.rows);
    let most = shown.most(LINES);
    let width = width_of(lines.iter().take(most).map(|(label, _)| label.as_str()));
    for (label, cells) in lines.iter().take(most) {
        sheet.put("  ").cell(Tone::Plain, label, width).put("  ").put(cells).end();
    }
    if lines.is_empty() {
        sheet.line("  None while every assumption holds for which there is a reason");
    }
    let rows = usize::try_from(exposure.total).unwrap_or(usize::MAX) - exposure.rows.len();
    more(sheet, rows + lines.len().saturating_sub(most), "elements");
    let marked = |mark: char| lines.iter().any(|(_, cells)| cells.contains(mark));
    let legend: Vec<&str> =
        [(marked('~'), "~ if a stated assumption fails"), (marked('?'), "? if something not stated is hostile")]
            .into_iter()
            .filter_map(|(used, words)| used.then_some(words))
            .collect();
    if !legend.is_empty() {
        let words = legend.join("; ");
        sheet.put("  ").tone(Tone::Faint, &words).end();
    }
    if !exposure.not_reached.is_empty() {
        let names = some_of(&exposure.not_reached, shown.most(NAMES));
        sheet.put("  Nothing is gained over ").put(&names).end();
    }
}

/// Labels and cells. What is the adversary's own is left out, and so is what is gained only if an assumption fails
/// for which there is a reason; sessions of others in which the same is gained stand on one line.
fn lines(rows: &[ExposureRow]) -> Vec<(String, String)> {
    let mut lines: Vec<(String, String)> = Vec::new();
    let mut last = "";
    for row in rows {
        let (base, session) = row.element.split_once('@').unwrap_or((&row.element, ""));
        let own = row.element.ends_with(".own") && row.element.contains(['@', '#']);
        let cells = cells(row);
        if own || cells.is_empty() {
            continue;
        }
        match lines.last_mut() {
            Some(line) if !session.is_empty() && base == last && line.1 == cells => {
                if let Some((element, _)) = row.label.split_once(" in another ") {
                    line.0 = format!("{element} in others' sessions");
                }
            }
            _ => {
                last = base;
                lines.push((row.label.clone(), cells));
            }
        }
    }
    lines
}

/// The strongest capabilities of a row that somebody gains while every assumption with a reason holds.
fn cells(row: &ExposureRow) -> String {
    let cells: Vec<String> = row
        .cells
        .iter()
        .filter(|c| !c.implied)
        .filter_map(|cell| {
            let mark = match cell.held {
                Held::Held => "",
                Held::Conditional => "~",
                Held::Unknown => "?",
                Held::RestsOn | Held::No => return None,
            };
            let who = some_of(&cell.who, 4);
            let who = if who.is_empty() { String::new() } else { format!(" ({who})") };
            Some(format!("{mark}{}{who}", capability(&cell.capability)))
        })
        .collect();
    cells.join(", ")
}

fn attacks(sheet: &mut Sheet, attacks: &[Attack], shown: Shown) {
    let of = |scope: Scope| -> Vec<&Attack> { attacks.iter().filter(|a| a.scope == scope).collect() };
    let (closes, near) = (of(Scope::Closes), of(Scope::OneStepAway));
    let (further, out) = (of(Scope::Further).len(), of(Scope::OutOfScope).len());
    if attacks.is_empty() {
        return;
    }
    sheet.gap();
    let heading = format!(
        "  {} of the catalog's {} close, {} one step away, {further} further, {out} out of scope",
        closes.len(),
        attacks.len(),
        near.len()
    );
    sheet.tone(Tone::Strong, "Attacks").put(&heading).end();
    for (title, list) in [("Closing", closes), ("One step away", near)] {
        if list.is_empty() {
            continue;
        }
        sheet.put("  ").line(title);
        let most = shown.most(ATTACKS);
        for attack in list.iter().take(most) {
            one_attack(sheet, attack);
        }
        more(sheet, list.len().saturating_sub(most), "attacks");
    }
}

fn one_attack(sheet: &mut Sheet, attack: &Attack) {
    sheet.put("    ").put(&attack.name);
    let mut ids: Vec<String> = attack.references.iter().take(REFERENCES).map(|r| r.id.clone()).collect();
    if attack.references.len() > REFERENCES {
        ids.push("…".to_owned());
    }
    if !ids.is_empty() {
        sheet.put("  ").tone(Tone::Faint, &format!("[{}]", ids.join(", ")));
    }
    for pack in &attack.packs {
        sheet.put("  ").tone(Tone::Faint, &format!("pack {pack}"));
    }
    if !attack.claims.is_empty() {
        let claims = some_of(&attack.claims, NAMES);
        sheet.put("  ").tone(Tone::Bad, &format!("on {claims}"));
    }
    sheet.end();
    if let Some(place) = attack.places.first() {
        sheet.put("      ").put(&place.sentence);
        if attack.total_places > 1 {
            let others = attack.total_places - 1;
            let words = if others == 1 {
                "; and at one more place".to_owned()
            } else {
                format!("; and at {others} more places")
            };
            sheet.tone(Tone::Faint, &words);
        }
        sheet.end();
        if !place.missing.is_empty() {
            sheet.put("      missing: ").put(&place.missing.join("; ")).end();
        }
        for decider in place.decides.iter().filter(|d| !place.missing.contains(&d.sentence)) {
            sheet.put("      decides: ").put(&decider.name).tone(Tone::Faint, &format!("  {}", decider.sentence)).end();
        }
    }
}

fn diagnostics(sheet: &mut Sheet, overview: &Overview, shown: Shown) {
    let list = &overview.diagnostics;
    if list.is_empty() {
        return;
    }
    sheet.gap();
    sheet.tone(Tone::Strong, "Description").put(&format!("  {}", tally(list))).end();
    let most = shown.most(DIAGNOSTICS);
    for diagnostic in list.iter().take(most) {
        let place = &diagnostic.place;
        sheet.put("  ").tone(severity_tone(diagnostic.severity), severity(diagnostic.severity));
        sheet.put(&format!("  {}:{}  ", place.line, place.column)).put(&diagnostic.message);
        if let Some(help) = &diagnostic.help {
            sheet.put("; ").put(help);
        }
        sheet.end();
    }
    more(sheet, list.len().saturating_sub(most), "remarks on the description");
}

fn defaults(sheet: &mut Sheet, overview: &Overview, shown: Shown) {
    let list = &overview.defaults;
    if list.is_empty() {
        return;
    }
    sheet.gap();
    let taken = match list.len() {
        1 => "One default was taken".to_owned(),
        n => format!("{n} defaults were taken"),
    };
    if !shown.defaults {
        sheet.put(&taken).tone(Tone::Faint, "; --defaults lists them").end();
        return;
    }
    sheet.tone(Tone::Strong, "Defaults").put("  ").line(&taken);
    for default in list {
        sheet
            .put(&format!("  {}:{}  ", default.place.line, default.place.column))
            .put(&default.element)
            .put(&format!(" {}: {}", default.key, default.value))
            .put("  ")
            .tone(Tone::Faint, &default.meaning)
            .end();
    }
}

fn foot(sheet: &mut Sheet, overview: &Overview) {
    let counts = &overview.counts;
    sheet.gap();
    let words = format!(
        "{} declared names, {} elements, {} facts, {} rule instances, {} basic events; catalog {}; ° made from catalog priors, per year",
        counts.declared, counts.elements, counts.facts, counts.instances, counts.events, overview.catalog
    );
    sheet.tone(Tone::Faint, &words).end();
}

fn more(sheet: &mut Sheet, n: usize, what: &str) {
    if n > 0 {
        let words = format!("and {} more {what}; --all shows them", number(n));
        sheet.put("  ").tone(Tone::Faint, &words).end();
    }
}
