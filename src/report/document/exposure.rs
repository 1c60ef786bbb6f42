//! The exposure matrix: what any adversary gains over each asset. Adversaries are letters, so that a row fits a page.

use std::collections::BTreeMap;

use super::findings::Findings;
use super::words::{Words, say, upper};
use super::{Block, Column, Look, Table, column};
use crate::api::{Cell, ExposureRow, Held};

/// Rows of the matrix.
const ROWS: usize = 150;
/// Letters of one cell; of more the rest is counted.
const LETTERS: usize = 4;
/// Names listed that nobody gains anything over.
const NAMES: usize = 60;

/// The matrix, its letters and its marks.
pub fn exposure(findings: &Findings<'_>) -> Vec<Block> {
    let rows = rows(&findings.exposure.rows);
    let letters = letters(&rows);
    let mut blocks = Vec::new();
    if rows.is_empty() {
        let words = "No adversary gains anything that is not the adversary's own, unless an assumption fails for which \
                     there is a reason.";
        blocks.push(Block::Paragraph(say(words)));
    } else {
        blocks.push(Block::Paragraph(say(
            "What each adversary, acting alone, gains over each element. Where one capability implies another, the \
             stronger one is marked and the other is a dash. What is the adversary's own is left out, and so is what is \
             gained only if an assumption fails for which there is a reason.",
        )));
    }
    let untouched = &findings.exposure.not_reached;
    if !untouched.is_empty() {
        blocks.push(Block::Paragraph(say("Nothing is gained over ").names(untouched, NAMES).text(".")));
    }
    if !rows.is_empty() {
        blocks.push(Block::Paragraph(legend(&rows, &letters)));
        blocks.push(Block::Table(matrix(findings, &rows, &letters)));
        blocks.extend(super::cut(ROWS.min(rows.len()), rows.len(), "rows"));
    }
    blocks
}

/// A row as it stands in the report.
struct Row<'e> {
    label: String,
    cells: Vec<&'e Cell>,
}

/// Sessions of others in which the same is gained stand in one row.
fn rows(all: &[ExposureRow]) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut last = "";
    for row in all {
        let (base, session) = row.element.split_once('@').unwrap_or((&row.element, ""));
        let own = row.element.ends_with(".own") && row.element.contains(['@', '#']);
        let firm = |cell: &&Cell| !matches!(cell.held, Held::RestsOn | Held::No);
        let cells: Vec<&Cell> = row.cells.iter().filter(firm).collect();
        if own || cells.iter().all(|c| c.implied) {
            continue;
        }
        match rows.last_mut() {
            Some(before) if !session.is_empty() && base == last && alike(&before.cells, &cells) => {
                if let Some((element, _)) = row.label.split_once(" in another ") {
                    before.label = format!("{element} in others' sessions");
                }
            }
            _ => {
                last = base;
                rows.push(Row { label: row.label.clone(), cells });
            }
        }
    }
    rows
}

/// The same is held, by the same.
fn alike(some: &[&Cell], others: &[&Cell]) -> bool {
    let key = |cell: &Cell| (cell.capability.clone(), cell.held, cell.implied, cell.who.clone());
    some.len() == others.len() && some.iter().zip(others).all(|(a, b)| key(a) == key(b))
}

/// Adversaries that hold something, each with a letter.
fn letters<'e>(rows: &[Row<'e>]) -> BTreeMap<&'e str, String> {
    let mut names: BTreeMap<&str, String> = BTreeMap::new();
    for cell in rows.iter().flat_map(|row| &row.cells) {
        names.extend(cell.who.iter().map(|who| (who.as_str(), String::new())));
    }
    for (at, letter) in names.values_mut().enumerate() {
        let one = |n: usize| char::from(b'a' + (n % 26) as u8);
        *letter = match at / 26 {
            0 => one(at).to_string(),
            n => format!("{}{}", one(n - 1), one(at)),
        };
    }
    names
}

fn legend(rows: &[Row<'_>], letters: &BTreeMap<&str, String>) -> Words {
    let mut words = Words::default();
    for (who, letter) in letters {
        words = if words.is_empty() { words } else { words.text(", ") };
        words = words.strong(letter).text(" ").name(who);
    }
    let used = |held: Held| rows.iter().any(|row| row.cells.iter().any(|c| c.held == held && !c.implied));
    let marks = [
        (Held::Held, " though every assumption holds, "),
        (Held::Conditional, " if a stated assumption fails, "),
        (Held::Unknown, " if something not stated is hostile, "),
    ];
    words = words.line();
    for (held, says) in marks {
        if used(held) {
            words = words.held(held).text(says);
        }
    }
    let words = words.implied().text(" implied by a stronger one");
    let nobody = rows.iter().any(|row| row.cells.iter().any(|cell| cell.who.is_empty() && !cell.implied));
    if nobody { words.text("; without a letter, by whoever makes the assumption fail") } else { words }
}

fn matrix(findings: &Findings<'_>, rows: &[Row<'_>], letters: &BTreeMap<&str, String>) -> Table {
    let capabilities = &findings.catalog.capabilities;
    let mut columns = vec![column("Element", 46)];
    columns.extend(capabilities.iter().map(|c| Column { title: c.name.clone(), width: 6, figures: false }));
    let rows = rows.iter().take(ROWS).map(|row| {
        let mut cells = vec![say(&upper(&row.label))];
        for capability in capabilities {
            let cell = row.cells.iter().find(|c| c.capability == capability.id);
            cells.push(cell.map_or_else(Words::default, |cell| mark(cell, letters)));
        }
        cells
    });
    Table { label: "Exposure".to_owned(), look: Look::Matrix, columns, rows: rows.collect() }
}

fn mark(cell: &Cell, letters: &BTreeMap<&str, String>) -> Words {
    if cell.implied {
        return Words::default().implied();
    }
    let mut who: Vec<&str> =
        cell.who.iter().filter_map(|who| letters.get(who.as_str())).map(String::as_str).take(LETTERS).collect();
    let more = cell.who.len().saturating_sub(LETTERS);
    let rest = format!("+{more}");
    if more > 0 {
        who.push(&rest);
    }
    let words = Words::default().held(cell.held);
    if who.is_empty() { words } else { words.text(&format!(" {}", who.join(" "))) }
}
