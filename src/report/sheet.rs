//! A sheet of text: lines with tones, colour if asked for, and nothing of the user's own text that a terminal could
//! obey. Whoever writes on it need not think of hostile characters.

use std::borrow::Cow;
use std::fmt::Write;

/// How a piece of text is meant; shown as colour where there is colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    Plain,
    /// A heading.
    Strong,
    /// Of less weight: ids, references.
    Faint,
    /// Violated, an error.
    Bad,
    /// Conditional, a warning.
    Wary,
    /// Unknown.
    Unsure,
    /// Holds.
    Good,
}

impl Tone {
    /// Parameters of the terminal's sequence.
    fn code(self) -> &'static str {
        match self {
            Tone::Plain => "0",
            Tone::Strong => "1",
            Tone::Faint => "2",
            Tone::Bad => "1;31",
            Tone::Wary => "1;33",
            Tone::Unsure => "1;35",
            Tone::Good => "1;32",
        }
    }
}

/// Lines being written.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    text: String,
    colour: bool,
}

impl Sheet {
    /// An empty sheet.
    pub fn new(colour: bool) -> Sheet {
        Sheet { text: String::new(), colour }
    }

    /// Writes on the current line.
    pub fn put(&mut self, text: &str) -> &mut Sheet {
        self.text.push_str(&visible(text));
        self
    }

    /// Writes on the current line in a tone.
    pub fn tone(&mut self, tone: Tone, text: &str) -> &mut Sheet {
        if !self.colour || tone == Tone::Plain || text.is_empty() {
            return self.put(text);
        }
        // Writing to a string cannot fail.
        let _ = write!(self.text, "\u{1b}[{}m{}\u{1b}[0m", tone.code(), visible(text));
        self
    }

    /// Writes padded on the right to a width in characters.
    pub fn cell(&mut self, tone: Tone, text: &str, width: usize) -> &mut Sheet {
        let seen = visible(text);
        self.tone(tone, &seen);
        let used = seen.chars().count();
        self.text.extend(std::iter::repeat_n(' ', width.saturating_sub(used)));
        self
    }

    /// Ends the line.
    pub fn end(&mut self) -> &mut Sheet {
        let kept = self.text.trim_end_matches(' ').len();
        self.text.truncate(kept);
        self.text.push('\n');
        self
    }

    /// Writes a whole line.
    pub fn line(&mut self, text: &str) -> &mut Sheet {
        self.put(text).end()
    }

    /// Leaves a line empty, unless one is already or nothing is written yet.
    pub fn gap(&mut self) -> &mut Sheet {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
        self
    }

    /// What is written.
    pub fn finish(self) -> String {
        self.text
    }
}

/// A text with every character made visible that a terminal would obey or that hides itself or reorders its
/// neighbours. Line breaks become spaces, so that no text can pretend to be a further line of the report.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| is_hostile(c) || is_break(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_break(c) {
            out.push(' ');
        } else if is_hostile(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\t')
}

/// Controls, C1 controls included; marks that reorder text; characters without a shape.
pub(super) fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{61C}' | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_the_terminal_that_it_would_obey() {
        assert_eq!(visible("règle 1"), "règle 1");
        assert_eq!(visible("two\nlines\tone"), "two lines one");
        assert_eq!(visible("\u{1b}[2J"), r"\u{1b}[2J");
        assert_eq!(visible("a\rb\u{9b}c\u{202e}d\u{200b}"), r"a\u{d}b\u{9b}c\u{202e}d\u{200b}");
    }

    #[test]
    fn colour_is_only_where_it_was_asked_for() {
        let written = |colour| {
            let mut sheet = Sheet::new(colour);
            sheet.cell(Tone::Bad, "violated", 10).tone(Tone::Plain, "C1").end();
            sheet.finish()
        };
        assert_eq!(written(false), "violated  C1\n");
        assert_eq!(written(true), "\u{1b}[1;31mviolated\u{1b}[0m  C1\n");
    }
}
