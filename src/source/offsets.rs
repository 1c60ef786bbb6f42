//! From the parser's character counts to byte offsets, and the one rewriting that JSON needs before the parser.

use std::borrow::Cow;

use super::Span;

/// Byte offsets of every so manyth character are kept when a text is not plain ASCII.
const STRIDE: usize = 64;

/// A byte offset within [`MAX_TEXT`](super::MAX_TEXT).
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// From the parser's character counts to byte offsets of the whole text, in constant time each.
pub(super) struct Offsets<'a> {
    pub(super) text: &'a str,
    /// Where reading starts and ends.
    start: usize,
    end: usize,
    /// Byte offset of every so manyth character; nothing if characters are bytes.
    marks: Option<Vec<u32>>,
    /// Where the parser sees fewer characters than there are.
    joined: Vec<usize>,
}

impl<'a> Offsets<'a> {
    pub(super) fn new(text: &'a str, start: usize, end: usize, joined: Vec<usize>) -> Offsets<'a> {
        let body = &text[start..end];
        let mark = |(at, _)| offset(start + at);
        let marks = (!body.is_ascii()).then(|| body.char_indices().step_by(STRIDE).map(mark).collect());
        Offsets { text, start, end, marks, joined }
    }

    pub(super) fn byte(&self, character: usize) -> u32 {
        let character = character + SHORTER * self.joined.partition_point(|at| *at < character);
        let Some(marks) = &self.marks else {
            return offset((self.start + character).min(self.end));
        };
        let Some(mark) = marks.get(character / STRIDE) else {
            return offset(self.end);
        };
        let within = self.text[*mark as usize..self.end].char_indices().nth(character % STRIDE);
        within.map_or(offset(self.end), |(at, _)| mark + offset(at))
    }

    pub(super) fn span(&self, span: saphyr_parser::Span) -> Span {
        let (start, end) = (self.byte(span.start.index()), self.byte(span.end.index()));
        Span::new(start, end.max(start))
    }

    /// The offset behind the character at an offset.
    pub(super) fn after(&self, at: u32) -> u32 {
        let rest = self.text.get(at as usize..).unwrap_or("");
        at + rest.chars().next().map_or(0, |c| offset(c.len_utf8()))
    }
}

/// JSON writes characters beyond U+FFFF as two escapes, which YAML does not know; joins each two into one.
/// Also returns the characters before each escape that was joined.
pub(super) fn join_surrogates(body: &str) -> (Cow<'_, str>, Vec<usize>) {
    let is_json = body.trim_start().starts_with(['{', '[']);
    if !is_json || !(body.contains("\\ud") || body.contains("\\uD")) {
        return (Cow::Borrowed(body), Vec::new());
    }
    let (mut out, mut joined) = (String::with_capacity(body.len()), Vec::new());
    let (mut rest, mut characters) = (body, 0);
    while let Some(at) = rest.find('\\') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        characters += before.chars().count();
        let (escape, length) = match surrogates(from) {
            Some(code) => {
                joined.push(characters);
                (format!("\\U{code:08X}"), JOINED + SHORTER)
            }
            None => {
                let length = 1 + from[1..].chars().next().map_or(0, char::len_utf8);
                (from[..length].to_owned(), length)
            }
        };
        out.push_str(&escape);
        characters += escape.chars().count();
        rest = &from[length..];
    }
    out.push_str(rest);
    (Cow::Owned(out), joined)
}

/// Characters of a joined escape, and how many fewer than the two that it stands for.
const JOINED: usize = 10;
const SHORTER: usize = 2;

/// The character of two escapes at the start of a text, if there are two that belong together.
fn surrogates(text: &str) -> Option<u32> {
    let half = |at: usize, first: u32| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        let code = u32::from_str_radix(digits, 16).ok()?;
        code.checked_sub(first).filter(|half| *half < 0x400)
    };
    Some(0x10000 + (half(0, 0xD800)? << 10) + half(6, 0xDC00)?)
}
