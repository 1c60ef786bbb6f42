//! Diagnostics in the terminal: what is wrong, the line with the place underlined, and what to do.
//! The user's text is shown with hostile characters made visible, and of long lines only the stretch in question.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use bartizan::api::{Diagnostic, Place, Severity};
use bartizan::report::visible;

/// Characters shown before the place in a long line.
const BEFORE: usize = 60;
/// Characters shown of the place itself and behind it.
const BEHIND: usize = 100;
/// Wide enough that no line is cut a second time.
const WIDTH: usize = 1000;

/// All diagnostics of one text.
pub(super) fn rendered(diagnostics: &[Diagnostic], text: &str, colour: bool) -> String {
    let renderer = if colour { Renderer::styled().hyperlink(false) } else { Renderer::plain() }.term_width(WIDTH);
    let lines: Vec<&str> = if diagnostics.is_empty() { Vec::new() } else { split(text) };
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(renderer.render(&groups(diagnostic, &lines)).trim_end());
        out.push_str("\n\n");
    }
    out
}

/// One diagnostic: its own place, then related ones.
fn groups<'a>(diagnostic: &'a Diagnostic, lines: &[&str]) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(visible(&diagnostic.message)).id(visible(&diagnostic.code));
    let mut first = shown(Group::with_title(title), &diagnostic.place, lines, true);
    let title_of_fix = diagnostic.fix.as_ref().map(|fix| fix.title.as_str());
    if let Some(help) = diagnostic.help.as_deref().or(title_of_fix) {
        first = first.element(Level::HELP.message(visible(help)));
    }
    let mut groups = vec![first];
    for related in &diagnostic.related {
        let title = Level::NOTE.secondary_title(visible(&related.message));
        groups.push(shown(Group::with_title(title), &related.place, lines, false));
    }
    groups
}

/// Adds a place: file, line, column, and the line itself if there is one.
fn shown<'a>(group: Group<'a>, place: &'a Place, lines: &[&str], primary: bool) -> Group<'a> {
    let origin = Origin::path(visible(&place.file));
    if is_nowhere(place) {
        return group.element(origin);
    }
    let (number, column) = (place.line as usize, place.column as usize);
    let Some(line) = lines.get(number.saturating_sub(1)) else {
        return group.element(origin.line(number).char_column(column));
    };
    let (excerpt, span) = excerpt(line, place);
    let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
    // The excerpt tells the column itself unless something before the place was cut or made visible.
    let as_it_stands = excerpt[..span.start].chars().count() + 1 == column;
    let snippet = Snippet::source(excerpt).line_start(number).annotation(kind.span(span));
    if as_it_stands {
        group.element(snippet.path(visible(&place.file)))
    } else {
        group.element(origin.line(number).char_column(column)).element(snippet)
    }
}

/// An empty stretch at the very start stands for no place: the problem is not one of the text.
fn is_nowhere(place: &Place) -> bool {
    (place.line, place.column) == (1, 1) && (place.end_line, place.end_column) == (1, 1)
}

/// The stretch of a line to be shown, and where in it the place is, in bytes.
fn excerpt(line: &str, place: &Place) -> (String, Range<usize>) {
    let start = offset(line, place.column);
    let end = if place.end_line == place.line {
        offset(line, place.end_column).max(start)
    } else {
        line.trim_end().len().max(start)
    };
    let (before, rest) = line.split_at(start);
    let (marked, behind) = rest.split_at(end - start);
    let (from, cut_before) = last(before, BEFORE);
    let (marked, cut_marked) = first(marked, BEHIND);
    let (behind, cut_behind) = if cut_marked { ("", true) } else { first(behind, BEHIND) };
    let mut out = String::new();
    if cut_before {
        out.push('…');
    }
    out.push_str(&visible(from));
    let span_start = out.len();
    out.push_str(&visible(marked));
    let span_end = out.len();
    out.push_str(&visible(behind));
    if cut_behind {
        out.push('…');
    }
    (out, span_start..span_end)
}

/// The byte offset of a column, which counts UTF-16 units from 1.
fn offset(line: &str, column: u32) -> usize {
    let mut left = column.saturating_sub(1) as usize;
    for (at, c) in line.char_indices() {
        if left < c.len_utf16() {
            return at;
        }
        left -= c.len_utf16();
    }
    line.len()
}

/// The first characters, and whether there are more.
fn first(text: &str, most: usize) -> (&str, bool) {
    match text.char_indices().nth(most) {
        Some((at, _)) => (&text[..at], true),
        None => (text, false),
    }
}

/// The last characters, and whether there are more.
fn last(text: &str, most: usize) -> (&str, bool) {
    match text.char_indices().rev().nth(most) {
        Some((at, c)) => (&text[at + c.len_utf8()..], true),
        None => (text, false),
    }
}

/// Lines as diagnostics count them: they end with LF, CR LF or CR.
fn split(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\n', '\r']) {
        lines.push(&rest[..at]);
        let behind = if rest[at..].starts_with("\r\n") { 2 } else { 1 };
        rest = &rest[at + behind..];
    }
    lines.push(rest);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diagnostic(line: u32, column: u32, end_column: u32) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code: "unknown-element".to_owned(),
            message: "unknown element `vectordb`".to_owned(),
            help: Some("did you mean `vector_db`?".to_owned()),
            place: Place { file: "a.yaml".to_owned(), line, column, end_line: line, end_column },
            related: Vec::new(),
            fix: None,
        }
    }

    #[test]
    fn the_line_is_shown_with_the_place_and_the_help() {
        let text = "bartizan: 1\r\nagents: { a: { reads: vectordb } }\r\n";
        let shown = rendered(&[diagnostic(2, 23, 31)], text, false);
        assert_eq!(
            shown,
            "\
error[unknown-element]: unknown element `vectordb`
 --> a.yaml:2:23
  |
2 | agents: { a: { reads: vectordb } }
  |                       ^^^^^^^^
  |
  = help: did you mean `vector_db`?

"
        );
    }

    #[test]
    fn hostile_and_long_lines_are_harmless() {
        let text = format!("\u{1b}[2J{}\u{202e}x{}", "é".repeat(5000), "y".repeat(5000));
        let shown = rendered(&[diagnostic(1, 5006, 5007)], &text, false);
        assert!(shown.contains(r"\u{202e}x"), "{shown}");
        assert!(!shown.contains('\u{202e}') && shown.len() < 1000, "{shown}");
        // A place behind the text's end is no place in it.
        let shown = rendered(&[diagnostic(9, 1, 2), diagnostic(1, 99_999, 99_999)], &text, false);
        assert!(shown.contains("a.yaml:9:1"), "{shown}");
    }

    #[test]
    fn lines_end_as_in_yaml() {
        assert_eq!(split("a\rb\r\nc\n\nd"), ["a", "b", "c", "", "d"]);
        assert_eq!(split(""), [""]);
    }
}
