//! What is wrong with a text: where, why and how to mend it; and the collector that is handed around.

use super::Span;

/// Problems kept per document; more than this nobody reads, and a hostile text makes millions.
pub const MAX_PROBLEMS: usize = 200;

/// Characters of the reader's own text that a message repeats.
const MAX_QUOTED: usize = 60;

/// How much a problem matters, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The text cannot be used as written.
    Error,
    /// It can be used, but something is unknown or worth nothing.
    Warning,
    /// A remark.
    Note,
}

/// Something that is wrong at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// A stable word for the kind of problem: `unknown-key`.
    pub code: &'static str,
    /// What is wrong; lower case, no full stop, the reader's own words in backticks.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
    /// Where.
    pub span: Span,
    /// Further places with what is there.
    pub related: Vec<(String, Span)>,
    /// An edit that mends it: title, what is replaced, by what.
    pub fix: Option<(String, Span, String)>,
}

/// Collects problems of one text. Keeps [`MAX_PROBLEMS`], errors before the rest, and counts the others.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    list: Vec<Problem>,
    more: usize,
    errors: usize,
    cut: bool,
}

impl Problem {
    pub(super) fn new(severity: Severity, code: &'static str, span: Span, message: impl Into<String>) -> Problem {
        Problem { severity, code, message: message.into(), help: None, span, related: Vec::new(), fix: None }
    }

    /// An error.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Problem {
        Problem::new(Severity::Error, code, span, message)
    }

    /// A warning.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Problem {
        Problem::new(Severity::Warning, code, span, message)
    }

    /// A remark.
    pub fn note(code: &'static str, span: Span, message: impl Into<String>) -> Problem {
        Problem::new(Severity::Note, code, span, message)
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Problem {
        self.help = Some(help.into());
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn related(mut self, what: impl Into<String>, span: Span) -> Problem {
        self.related.push((what.into(), span));
        self
    }

    /// Adds an edit that mends it.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, span: Span, replacement: impl Into<String>) -> Problem {
        self.fix = Some((title.into(), span, replacement.into()));
        self
    }
}

impl Problems {
    /// None yet.
    pub fn new() -> Problems {
        Problems::default()
    }

    /// Adds one. When full, an error takes the place of the last problem that is none.
    pub fn push(&mut self, problem: Problem) {
        let is_error = problem.severity == Severity::Error;
        self.errors += usize::from(is_error);
        if self.list.len() < MAX_PROBLEMS {
            self.list.push(problem);
            return;
        }
        self.more += 1;
        if is_error && let Some(weaker) = self.list.iter_mut().rev().find(|p| p.severity != Severity::Error) {
            *weaker = problem;
        }
    }

    /// Adds one that is only made if it is kept; for what a hostile text has millions of.
    pub fn report(&mut self, severity: Severity, make: impl FnOnce() -> Problem) {
        let is_error = severity == Severity::Error;
        if self.list.len() < MAX_PROBLEMS || (is_error && self.errors < MAX_PROBLEMS) {
            self.push(make());
        } else {
            self.errors += usize::from(is_error);
            self.more += 1;
        }
    }

    /// Whether there is an error among them, kept or only counted.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Whether there is none at all.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Notes that reading ended before the text did.
    pub fn set_cut(&mut self) {
        self.cut = true;
    }

    /// Whether reading ended before the text did; what seems to be missing may stand in the rest.
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// Those kept, in the order found.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.list.iter()
    }

    /// How many were found beyond those kept.
    pub fn more(&self) -> usize {
        self.more
    }

    /// Those kept, in the order of the text; if some were only counted, a last remark says how many.
    pub fn into_sorted(self) -> Vec<Problem> {
        let mut list = self.list;
        crate::order::sort_by(&mut list, |a, b| {
            (a.span, a.severity, a.code, &a.message).cmp(&(b.span, b.severity, b.code, &b.message))
        });
        if self.more > 0 {
            let span = list.last().map_or(Span::default(), |p| p.span);
            list.push(Problem::note("more-problems", span, format!("and {} more problems", self.more)));
        }
        list
    }
}

/// The reader's own text, for a message: in backticks, shortened, with invisible characters made visible.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("`");
    for (n, c) in text.chars().enumerate() {
        if n == MAX_QUOTED {
            out.push('…');
            break;
        }
        if c == '`' {
            out.push('\'');
        } else if c.is_control() || is_invisible(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out.push('`');
    out
}

/// Characters that change how a text looks without being seen themselves.
pub(super) fn is_invisible(c: char) -> bool {
    is_bidirectional(c)
        || matches!(c, '\u{200B}'..='\u{200D}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// Characters that reorder the text around them.
pub(super) fn is_bidirectional(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
