//! A report as one HTML file: inline style, no script, nothing that is loaded. What comes from the description is text
//! and stays text, whatever it holds. Pages are laid out for A4 and Letter by the same style.

use std::fmt::Write as _;

use super::words::{Piece, Words, upper};
use super::{Block, Column, Look, Report, Section, Step, Table};
use super::{plot, svg};
use crate::api::{Held, Scope, Verdict};
use crate::report::sheet::{is_hostile, visible};
use crate::report::wording::{held, verdict};

/// The style; the page's policy knows it by its hash.
const STYLE: &str = include_str!("report.css");

/// Nothing may be loaded or run.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The whole file.
pub fn written(report: &Report) -> String {
    let mut out = String::with_capacity(1 << 16);
    out.push_str("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    let _ = writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str(
        "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n",
    );
    let _ = writeln!(out, "<title>{}, threat model</title>", escaped(&report.title));
    let _ = writeln!(out, "<style>{STYLE}</style>\n</head>\n<body>\n<main>");
    if !report.sections.iter().any(|section| section.id == "cover") {
        let _ = writeln!(out, "<h1>{}</h1>", escaped(&report.title));
    }
    for section in &report.sections {
        self::section(&mut out, report, section);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn section(out: &mut String, report: &Report, section: &Section) {
    let _ = writeln!(out, "<section id=\"{0}\" class=\"{0}\">", section.id);
    if section.id == "cover" {
        let _ = writeln!(out, "<p class=\"brand\">{ROOK}Bartizan</p>");
        let _ =
            writeln!(out, "<h1>{}</h1>\n<p class=\"kind\">Threat model, asset by asset</p>", escaped(&report.title));
    } else {
        let _ = writeln!(out, "<h2>{}</h2>", escaped(section.title));
    }
    let mut below = "h3 class=\"sub\"";
    for block in &section.blocks {
        // No level of headings is left out.
        match block {
            Block::Heading(..) => below = "h4",
            Block::Subheading(words) => {
                let end = if below == "h4" { "h4" } else { "h3" };
                let _ = writeln!(out, "<{below}>{}</{end}>", set(words));
            }
            _ => {}
        }
        self::block(out, report, block);
    }
    out.push_str("</section>\n");
}

fn block(out: &mut String, report: &Report, block: &Block) {
    match block {
        Block::Heading(words, anchor) => {
            let id = anchor.as_ref().map_or_else(String::new, |id| format!(" id=\"{}\"", escaped(id)));
            element(out, "h3", &id, words);
        }
        // Written with its section, which knows its level.
        Block::Subheading(_) => {}
        Block::Lead(words) => element(out, "p", " class=\"lead\"", words),
        Block::Paragraph(words) => element(out, "p", "", words),
        Block::Note(words) => element(out, "p", " class=\"note\"", words),
        Block::List(items) => list(out, "ul", items),
        Block::Numbered(items) => list(out, "ol", items),
        Block::Facts(facts) => {
            out.push_str("<dl>\n");
            for (term, words) in facts {
                let _ = writeln!(out, "<div><dt>{}</dt><dd>{}</dd></div>", escaped(term), set(words));
            }
            out.push_str("</dl>\n");
        }
        Block::Table(table) => self::table(out, table),
        Block::Path(steps) => path(out, steps),
        Block::Drawing(drawing) => {
            out.push_str(&svg::written(drawing));
        }
        Block::Plot(points) => out.push_str(&plot::written(points)),
        Block::Contents => contents(out, report),
        Block::Verbatim(text) => {
            out.push_str("<pre>");
            for line in text.lines() {
                let _ = writeln!(out, "{}", escaped(line));
            }
            out.push_str("</pre>\n");
        }
    }
}

fn element(out: &mut String, tag: &str, attributes: &str, words: &Words) {
    let _ = writeln!(out, "<{tag}{attributes}>{}</{tag}>", set(words));
}

fn list(out: &mut String, tag: &str, items: &[Words]) {
    let _ = writeln!(out, "<{tag}>");
    for item in items {
        element(out, "li", "", item);
    }
    let _ = writeln!(out, "</{tag}>");
}

fn contents(out: &mut String, report: &Report) {
    out.push_str("<nav aria-label=\"Contents\"><h2>Contents</h2><ol>\n");
    for section in report.sections.iter().filter(|section| section.id != "cover") {
        let _ = writeln!(out, "<li><a href=\"#{}\">{}</a></li>", section.id, escaped(section.title));
    }
    out.push_str("</ol></nav>\n");
}

fn table(out: &mut String, table: &Table) {
    let look = match table.look {
        Look::Plain => "plain",
        Look::Matrix => "matrix",
    };
    let label = escaped(&table.label);
    let _ = writeln!(out, "<div class=\"frame\" role=\"group\" aria-label=\"{label}\" tabindex=\"0\">");
    let _ = writeln!(out, "<table class=\"{look}\">\n<colgroup>");
    for column in &table.columns {
        match column.width {
            0 => out.push_str("<col>"),
            width => _ = write!(out, "<col width=\"{width}%\">"),
        }
    }
    out.push_str("</colgroup>\n<thead><tr>");
    for column in &table.columns {
        let title = escaped(&column.title);
        let tag = if title.is_empty() { "td" } else { "th scope=\"col\"" };
        let end = if title.is_empty() { "td" } else { "th" };
        let _ = write!(out, "<{tag}{}><span>{title}</span></{end}>", aligned(column));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (cell, column) in row.iter().zip(&table.columns) {
            let _ = write!(out, "<td{}>{}</td>", aligned(column), set(cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}

fn aligned(column: &Column) -> &'static str {
    if column.figures { " class=\"r\"" } else { "" }
}

fn path(out: &mut String, steps: &[Step]) {
    // One that is short enough is kept on one page.
    let short = if steps.len() <= 2 { " short" } else { "" };
    let _ = writeln!(out, "<ol class=\"path{short}\">");
    for (at, step) in steps.iter().enumerate() {
        let crossing = if step.crossing { " cross" } else { "" };
        let end = if at + 1 == steps.len() { " end" } else { "" };
        let _ = write!(out, "<li class=\"step{crossing}{end}\"><span class=\"domain\">");
        if step.enters {
            out.push_str(&escaped(&step.domain));
        }
        let _ = write!(out, "</span><span class=\"mark\">{}</span><div><p>{}</p>", step.number, set(&step.sentence));
        let _ = write!(out, "<p class=\"gain\">⇒ {}</p>", set(&step.gain));
        for event in &step.events {
            let _ = write!(out, "<p class=\"gain\">[{}]</p>", set(event));
        }
        if !step.tags.is_empty() {
            let _ = write!(out, "<p class=\"tags\">{}</p>", set(&step.tags));
        }
        out.push_str("</div></li>\n");
    }
    out.push_str("</ol>\n");
}

/// Words between tags.
fn set(words: &Words) -> String {
    let mut out = String::new();
    for piece in &words.0 {
        match piece {
            Piece::Text(text) => out.push_str(&escaped(text)),
            Piece::Name(text) => _ = write!(out, "<code>{}</code>", escaped(text)),
            Piece::Strong(text) => _ = write!(out, "<b>{}</b>", escaped(text)),
            Piece::Faint(text) => _ = write!(out, "<small>{}</small>", escaped(text)),
            Piece::Id(id) => _ = write!(out, "<small class=\"id\">{}</small>", escaped(id)),
            Piece::Verdict(verdict) => out.push_str(&wall(*verdict)),
            Piece::Scope(scope) => out.push_str(ring(*scope)),
            Piece::Held(held) => out.push_str(&disc(*held)),
            Piece::Implied => out.push_str("<span class=\"implied\" role=\"img\" aria-label=\"implied\">–</span>"),
            Piece::Break => out.push_str("<br>"),
            Piece::Anchor(id) => _ = write!(out, "<a id=\"{}\"></a>", escaped(id)),
            Piece::Link { to, text } => _ = write!(out, "<a href=\"#{}\">{}</a>", escaped(to), escaped(text)),
        }
    }
    out
}

/// Text that no reader of HTML takes for anything else. What hides itself or reorders its neighbours is made visible.
pub(super) fn escaped(text: &str) -> String {
    let visible = if text.chars().any(is_hostile) { visible(text) } else { text.into() };
    let mut out = String::with_capacity(visible.len() + 8);
    for c in visible.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

const ROOK: &str = "<svg viewBox=\"0 0 18 18\" aria-hidden=\"true\"><path d=\"M2 2h3.2v2.4h2.2V2h3.2v2.4h2.2V2H16v6.2l-2.4 \
                    2V16H4.4v-5.8L2 8.2z\"/></svg>";

const WALL: &str = "M1.7 2.7h2v2h2.1v-2h2.4v2h2.1v-2h2v9.6H1.7z";

/// The wall: whole holds, half filled is conditional, dotted unknown, split violated; and the word.
fn wall(of: Verdict) -> String {
    let (class, shape) = match of {
        Verdict::Violated => (
            "bad",
            "<path class=\"fill\" d=\"M1 2h3v2h1.1L6.4 7 4.6 9.6 5.8 13H1z\"/><path class=\"fill\" d=\"M13 2h-3v2H7.7l1 \
             3L7 9.7 8.2 13H13z\"/>"
                .to_owned(),
        ),
        Verdict::Unknown => ("unk", format!("<path class=\"dots\" d=\"{WALL}\"/>")),
        Verdict::Conditional => ("cond", format!("<path d=\"{WALL}\"/><path class=\"fill\" d=\"M1.7 8h10.6v4.3H1.7z\"/>")),
        Verdict::Holds => ("good", "<path class=\"fill\" d=\"M1 2h3v2h1.5V2h3v2H10V2h3v11H1z\"/>".to_owned()),
    };
    let word = upper(verdict(of));
    format!(
        "<span class=\"verdict {class}\"><svg viewBox=\"0 0 14 14\" aria-hidden=\"true\">{shape}</svg>{word}</span>"
    )
}

/// An attack's scope: closed ring, open ring, half ring, dash; a word stands beside it.
fn ring(scope: Scope) -> &'static str {
    match scope {
        Scope::Closes => {
            "<svg class=\"ring bad\" viewBox=\"0 0 14 14\" aria-hidden=\"true\"><circle cx=\"7\" cy=\"7\" r=\"5\"/></svg>"
        }
        Scope::OneStepAway => {
            "<svg class=\"ring cond\" viewBox=\"0 0 14 14\" aria-hidden=\"true\"><path d=\"M9.5 2.67A5 5 0 1 1 4.5 2.67\"/></svg>"
        }
        Scope::Further => {
            "<svg class=\"ring\" viewBox=\"0 0 14 14\" aria-hidden=\"true\"><path d=\"M12 7A5 5 0 0 1 2 7\"/></svg>"
        }
        Scope::OutOfScope => {
            "<svg class=\"ring\" viewBox=\"0 0 14 14\" aria-hidden=\"true\"><path d=\"M3 7h8\"/></svg>"
        }
    }
}

/// How firmly: disc, half disc, dotted question mark, ring.
fn disc(of: Held) -> String {
    let (class, shape) = match of {
        Held::Held => ("bad", "<circle class=\"fill\" cx=\"6\" cy=\"6\" r=\"4.6\"/>"),
        Held::Conditional => {
            ("cond", "<circle cx=\"6\" cy=\"6\" r=\"4.3\"/><path class=\"fill\" d=\"M6 1.7a4.3 4.3 0 0 1 0 8.6z\"/>")
        }
        Held::Unknown => (
            "unk",
            "<circle class=\"dots\" cx=\"6\" cy=\"6\" r=\"4.8\"/><path d=\"M4.6 4.8c0-1.9 2.9-1.9 2.9 0 0 1.1-1.4 1.1-1.4 \
             2.2M6.1 8.6v.1\"/>",
        ),
        Held::RestsOn | Held::No => ("good", "<circle cx=\"6\" cy=\"6\" r=\"3.6\"/>"),
    };
    let word = held(of);
    format!("<svg class=\"disc {class}\" viewBox=\"0 0 12 12\" role=\"img\" aria-label=\"{word}\">{shape}</svg>")
}
