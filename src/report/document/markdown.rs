//! A report in GitHub's Markdown. What comes from the description is text: nothing in it is taken for markup, for an
//! address, for somebody's name there or for the number of an issue.

use std::fmt::Write as _;

use super::drawing::{Drawing, Shape};
use super::words::{Piece, Words};
use super::{Block, Column, Report, Step, Table};
use crate::api::{Held, Scope};
use crate::report::sheet::{is_hostile, visible};
use crate::report::wording::verdict;

/// The whole file.
pub fn written(report: &Report) -> String {
    let mut out = String::with_capacity(1 << 15);
    let _ = writeln!(out, "# {}\n", escaped(&report.title));
    for section in &report.sections {
        if section.id == "cover" {
            out.push_str("Threat model, asset by asset\n\n");
        } else {
            let _ = writeln!(out, "## {}\n", escaped(section.title));
        }
        for block in &section.blocks {
            self::block(&mut out, report, block);
        }
    }
    let end = out.trim_end().len();
    out.truncate(end);
    out.push('\n');
    out
}

fn block(out: &mut String, report: &Report, block: &Block) {
    match block {
        Block::Heading(words, _) => _ = writeln!(out, "### {}\n", set(words)),
        Block::Subheading(words) => _ = writeln!(out, "#### {}\n", set(words)),
        Block::Lead(words) | Block::Paragraph(words) => _ = writeln!(out, "{}\n", begun(&set(words))),
        Block::Note(words) => _ = writeln!(out, "*{}*\n", set(words).trim()),
        Block::List(items) => list(out, items, |_| "-".to_owned()),
        Block::Numbered(items) => list(out, items, |at| format!("{}.", at + 1)),
        Block::Facts(facts) => {
            let columns = [super::column("", 0), super::column("", 0)];
            let rows: Vec<Vec<String>> = facts.iter().map(|(term, words)| vec![escaped(term), cell(words)]).collect();
            self::rows(out, &columns, &rows);
        }
        Block::Table(table) => self::table(out, table),
        Block::Path(steps) => path(out, steps),
        Block::Drawing(drawing) => flowchart(out, drawing),
        // The table below it says the same.
        Block::Plot(_) => {}
        Block::Contents => {
            for section in report.sections.iter().filter(|section| section.id != "cover") {
                let _ = writeln!(out, "- [{}](#{})", escaped(section.title), slug(section.title));
            }
            out.push('\n');
        }
        Block::Verbatim(text) => {
            let fence = fence(text, 3);
            let _ = writeln!(out, "{fence}yaml");
            for line in text.lines() {
                let _ = writeln!(out, "{}", shown(line));
            }
            let _ = writeln!(out, "{fence}\n");
        }
    }
}

fn list(out: &mut String, items: &[Words], mark: impl Fn(usize) -> String) {
    for (at, item) in items.iter().enumerate() {
        let _ = writeln!(out, "{} {}", mark(at), begun(&cell(item)));
    }
    out.push('\n');
}

fn table(out: &mut String, table: &Table) {
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    self::rows(out, &table.columns, &rows);
}

fn rows(out: &mut String, columns: &[Column], rows: &[Vec<String>]) {
    let heads: Vec<String> = columns.iter().map(|column| escaped(&column.title)).collect();
    let _ = writeln!(out, "| {} |", heads.join(" | "));
    let rule: Vec<&str> = columns.iter().map(|column| if column.figures { "--:" } else { "---" }).collect();
    let _ = writeln!(out, "| {} |", rule.join(" | "));
    for row in rows {
        let _ = writeln!(out, "| {} |", row.join(" | "));
    }
    out.push('\n');
}

fn path(out: &mut String, steps: &[Step]) {
    for step in steps {
        if step.enters {
            let into = if step.crossing { "into" } else { "in" };
            // A list goes on after a paragraph that is indented as its items are.
            let indent = if step.number == 1 { "" } else { "   " };
            let _ = writeln!(out, "{indent}*{into} {}*\n", escaped(&step.domain));
        }
        let _ = writeln!(out, "{}. {}<br>⇒ {}", step.number, cell(&step.sentence), cell(&step.gain));
        for event in &step.events {
            let _ = writeln!(out, "   <br>\\[{}\\]", cell(event));
        }
        if !step.tags.is_empty() {
            let _ = writeln!(out, "   <br>{}", cell(&step.tags));
        }
        out.push('\n');
    }
}

/// The drawing as a Mermaid flowchart, which GitHub draws.
fn flowchart(out: &mut String, drawing: &Drawing) {
    out.push_str("```mermaid\nflowchart LR\n");
    let mut open: Vec<usize> = Vec::new();
    for (at, row) in drawing.rows.iter().enumerate() {
        let is_head = row.shape == Shape::Head;
        let around = if is_head { row.of.and_then(|of| drawing.boxes[of].within) } else { row.of };
        while open.last().is_some_and(|last| Some(*last) != around) {
            open.pop();
            let _ = writeln!(out, "{}end", "  ".repeat(open.len() + 1));
        }
        let indent = "  ".repeat(open.len() + 1);
        let (name, kind) = (label(&row.name), label(&row.kind));
        let reached = row.reached.as_ref().map_or_else(String::new, |(held, words)| {
            let mark = if *held == Held::Unknown { "?" } else { "⚑" };
            format!("<br>{mark} {}", label(words))
        });
        if is_head {
            let _ = writeln!(out, "{indent}subgraph n{at}[\"{kind} {name}\"]");
            open.extend(row.of);
        } else {
            let (left, right) = match row.shape {
                Shape::Person => ("([", "])"),
                Shape::Agent => ("{{", "}}"),
                Shape::Model => ("[[", "]]"),
                Shape::Store => ("[(", ")]"),
                Shape::Asset => (">", "]"),
                Shape::Tool | Shape::Other | Shape::Head => ("[", "]"),
            };
            let _ = writeln!(out, "{indent}n{at}{left}\"{name}<br>{kind}{reached}\"{right}");
        }
    }
    for depth in (0..open.len()).rev() {
        let _ = writeln!(out, "{}end", "  ".repeat(depth + 1));
    }
    for line in &drawing.lines {
        let _ = writeln!(out, "  n{} -->|\"{}\"| n{}", line.from, label(&line.word), line.to);
    }
    let reached = |held: &Held| *held != Held::Unknown;
    let heavy: Vec<String> = (0..)
        .zip(&drawing.rows)
        .filter(|(_, row)| row.shape != Shape::Head && row.reached.as_ref().is_some_and(|(held, _)| reached(held)))
        .map(|(at, _): (usize, _)| format!("n{at}"))
        .collect();
    if !heavy.is_empty() {
        let _ = writeln!(out, "  classDef reached stroke-width:3px\n  class {} reached", heavy.join(","));
    }
    out.push_str("```\n\n");
}

/// Text in a flowchart: all but letters, digits and what is harmless is a number.
fn label(text: &str) -> String {
    let mut out = String::new();
    for c in shown(text).chars() {
        if c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | ',') {
            out.push(c);
        } else {
            let _ = write!(out, "#{};", u32::from(c));
        }
    }
    out
}

/// Words of a paragraph or of a cell; a line break is the tag that both have.
fn set(words: &Words) -> String {
    let mut out = String::new();
    for piece in &words.0 {
        match piece {
            Piece::Text(text) | Piece::Faint(text) | Piece::Id(text) => out.push_str(&escaped(text)),
            Piece::Name(text) => out.push_str(&code(text)),
            Piece::Strong(text) => {
                // Asterisks beside a space stand for themselves.
                let end = text.trim_end();
                let _ = write!(out, "**{}**{}", escaped(end), &text[end.len()..]);
            }
            Piece::Verdict(of) => _ = write!(out, "**{}**", verdict(*of)),
            Piece::Scope(scope) => out.push_str(ring(*scope)),
            Piece::Held(held) => out.push_str(disc(*held)),
            Piece::Implied => out.push('–'),
            Piece::Break => out.push_str("<br>"),
            Piece::Anchor(_) => {}
            Piece::Link { text, .. } => out.push_str(&escaped(text)),
        }
    }
    out
}

fn cell(words: &Words) -> String {
    set(words).trim().to_owned()
}

/// The beginning of a line, where a digit and a dot would begin a list.
fn begun(line: &str) -> String {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    match line[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &line[..digits], &line[digits..]),
        _ => line.to_owned(),
    }
}

fn ring(scope: Scope) -> &'static str {
    match scope {
        Scope::Closes => "●",
        Scope::OneStepAway => "◐",
        Scope::Further => "○",
        Scope::OutOfScope => "–",
    }
}

fn disc(held: Held) -> &'static str {
    match held {
        Held::Held => "●",
        Held::Conditional => "◐",
        Held::Unknown => "?",
        Held::RestsOn | Held::No => "○",
    }
}

/// A name as code, between more backticks than it holds. A bar would end a cell even there.
fn code(name: &str) -> String {
    let name = shown(name);
    let fence = fence(&name, 1);
    let space = if name.starts_with('`') || name.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{}{space}{fence}", name.replace('|', "\\|"))
}

/// Backticks, at least so many and more than ever stand together in a text.
fn fence(text: &str, least: usize) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(least.max(longest + 1))
}

/// Text in which nothing is markup.
fn escaped(text: &str) -> String {
    let text = shown(text);
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // A comment that nobody sees keeps a mention or a number from leading somewhere.
            '@' | '#' if next.is_alphanumeric() => _ = write!(out, "\\{c}<!-- -->"),
            ':' if next == '/' => out.push_str("\\:"),
            '.' if before.eq_ignore_ascii_case(&'w') && next.is_alphanumeric() => out.push_str("\\."),
            '-' | '+' if before == ' ' && next == ' ' => _ = write!(out, "\\{c}"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '!' | '|' | '~' | '$' => _ = write!(out, "\\{c}"),
            c => out.push(c),
        }
        before = c;
    }
    out
}

/// Text in one line, with what hides itself made visible.
fn shown(text: &str) -> String {
    let text = if text.chars().any(is_hostile) { visible(text).into_owned() } else { text.to_owned() };
    text.replace(['\n', '\r', '\t'], " ")
}

/// The anchor that GitHub gives a heading.
fn slug(title: &str) -> String {
    let letters = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'));
    letters.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_markup() {
        assert_eq!(
            escaped("*a* _b_ [c](d) <i> | # @e #1 a@b.c"),
            "\\*a\\* \\_b\\_ \\[c\\](d) &lt;i&gt; \\| \\# \\@<!-- -->e \\#<!-- -->1 a\\@<!-- -->b.c"
        );
        assert_eq!(escaped("http://x www.y"), "http\\://x www\\.y");
        assert_eq!(escaped("a\nb\u{202e}c"), "a b\\\\u{202e}c");
        assert_eq!(begun("1. a"), "1\\. a");
        assert_eq!(begun("1 a"), "1 a");
    }

    #[test]
    fn names_are_code_whatever_they_hold() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`a|"), "`` `a\\| ``");
    }
}
