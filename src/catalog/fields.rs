//! Reading the catalog's maps: known keys, required texts, lists, ranges; every complaint has its place.
//! Nothing stops at the first problem: a reader that lacks something says so and goes on.

use std::collections::BTreeMap;
use std::ops::Range;

use super::rule::{FileId, Likelihood, Origin, ScaleWord};
use crate::source::{Node, Problem, Problems, Span, Value, nearest, quoted};

/// A file of the catalog.
#[derive(Clone, Copy)]
pub(super) struct File<'a> {
    pub(super) id: FileId,
    pub(super) text: &'a str,
}

impl File<'_> {
    pub(super) fn origin(self, span: Span) -> Origin {
        Origin { file: self.id, span }
    }
}

/// What is wrong so far, in all files.
#[derive(Default)]
pub(super) struct Reports {
    files: BTreeMap<FileId, Problems>,
    count: usize,
}

impl Reports {
    pub(super) fn push(&mut self, file: FileId, problem: Problem) {
        self.count += 1;
        self.files.entry(file).or_default().push(problem);
    }

    /// How many problems were reported, to tell whether a stretch of reading was without one.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// All problems, by file, then place.
    pub(super) fn into_sorted(self) -> impl Iterator<Item = (FileId, Problem)> {
        self.files.into_iter().flat_map(|(file, problems)| problems.into_sorted().into_iter().map(move |p| (file, p)))
    }

    pub(super) fn error(&mut self, at: Origin, code: &'static str, message: impl Into<String>) {
        self.push(at.file, Problem::error(code, at.span, message));
    }

    pub(super) fn error_with(
        &mut self,
        at: Origin,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(at.file, Problem::error(code, at.span, message).help(help));
    }

    /// A name that nothing has; says which one is nearest and offers it.
    pub(super) fn unknown<'c>(
        &mut self,
        at: Origin,
        code: &'static str,
        what: &str,
        word: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) {
        let message = format!("unknown {what} {}", quoted(word));
        let problem = match nearest(word, candidates) {
            Some(near) => Problem::error(code, at.span, format!("{message}; did you mean `{near}`?")).fix(
                format!("write `{near}`"),
                at.span,
                near,
            ),
            None => Problem::error(code, at.span, message),
        };
        self.push(at.file, problem);
    }

    /// A name that something else has already; points at both.
    pub(super) fn duplicate(&mut self, at: Origin, what: &str, word: &str, first: Origin, first_file: &str) {
        let problem = if at.file == first.file {
            Problem::error("duplicate", at.span, format!("{what} {} is defined twice", quoted(word)))
                .related("first defined here", first.span)
        } else {
            let message = format!("{what} {} is already defined in {first_file}", quoted(word));
            Problem::error("duplicate", at.span, message)
        };
        self.push(at.file, problem);
    }
}

/// A scalar with its place.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub(super) text: &'a str,
    pub(super) span: Span,
    pub(super) file: File<'a>,
}

impl<'a> Text<'a> {
    pub(super) fn origin(self) -> Origin {
        self.file.origin(self.span)
    }

    /// The place of a stretch of the text. Where the file writes the text in another way
    /// (escapes, several lines), it is the place of the whole.
    pub(super) fn part(self, range: Range<usize>) -> Origin {
        let start = self.span.start as usize;
        for quote in [0, 1] {
            let from = start + quote;
            if self.file.text.get(from..from + self.text.len()) == Some(self.text) {
                let span = Span {
                    start: u32::try_from(from + range.start).unwrap_or(self.span.start),
                    end: u32::try_from(from + range.end).unwrap_or(self.span.end),
                };
                return self.file.origin(span);
            }
        }
        self.origin()
    }
}

/// A scalar, or a complaint.
pub(super) fn scalar<'a>(file: File<'a>, node: &'a Node, what: &str, reports: &mut Reports) -> Option<Text<'a>> {
    match &node.value {
        Value::Scalar { text, .. } => Some(Text { text, span: node.span, file }),
        _ => {
            reports.error(file.origin(node.span), "shape", format!("{what} is one text, not {}", node.shape()));
            None
        }
    }
}

/// The items of a list; a single value is a list of one.
pub(super) fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(list) => list,
        Value::Null => &[],
        _ => std::slice::from_ref(node),
    }
}

/// The texts of a list of `name(arg, arg)`. Unquoted in a bracketed list, YAML cuts such a text at its commas;
/// pieces from an opening parenthesis to the closing one are put together again.
pub(super) fn atoms<'a>(file: File<'a>, node: &'a Node, what: &str, reports: &mut Reports) -> Vec<Text<'a>> {
    let mut texts: Vec<Text<'a>> = Vec::new();
    let mut open = false;
    for item in items(node) {
        let Some(mut text) = scalar(file, item, what, reports) else {
            open = false;
            continue;
        };
        let whole = match texts.last() {
            Some(last) if open => Some(last.span.to(text.span)),
            _ => None,
        };
        if let Some(span) = whole {
            texts.pop();
            text = Text { text: span.of(file.text), span, file };
        }
        open = matches!(item.value, Value::Scalar { quoted: false, .. })
            && text.text.contains('(')
            && !text.text.contains(')');
        texts.push(text);
    }
    texts
}

/// The keys and values of a map, or a complaint; null is an empty map.
pub(super) fn entries<'a>(
    file: File<'a>,
    node: &'a Node,
    what: &str,
    reports: &mut Reports,
) -> Vec<(Text<'a>, &'a Node)> {
    match &node.value {
        Value::Map(map) => {
            map.iter().map(|(key, value)| (Text { text: &key.value, span: key.span, file }, value)).collect()
        }
        Value::Null => Vec::new(),
        _ => {
            reports.error(file.origin(node.span), "shape", format!("{what} is a map, not {}", node.shape()));
            Vec::new()
        }
    }
}

/// A map whose keys are known.
pub(super) struct Fields<'a> {
    pub(super) file: File<'a>,
    pub(super) origin: Origin,
    what: &'static str,
    entries: Vec<(Text<'a>, &'a Node)>,
}

impl<'a> Fields<'a> {
    /// Reads a map and complains of keys that are not among `keys`. Complaints of missing keys stand at `at`.
    pub(super) fn read(
        file: File<'a>,
        node: &'a Node,
        at: Span,
        what: &'static str,
        keys: &[&'static str],
        reports: &mut Reports,
    ) -> Fields<'a> {
        let entries = entries(file, node, what, reports);
        for (key, _) in &entries {
            if !keys.contains(&key.text) {
                reports.unknown(key.origin(), "unknown-key", &format!("key of {what}"), key.text, keys.iter().copied());
            }
        }
        Fields { file, origin: file.origin(at), what, entries }
    }

    /// The value of a key, unless absent or null.
    pub(super) fn get(&self, key: &str) -> Option<&'a Node> {
        self.entries.iter().find(|(k, v)| k.text == key && !matches!(v.value, Value::Null)).map(|(_, v)| *v)
    }

    /// The text of a key, if there is one.
    pub(super) fn text(&self, key: &str, reports: &mut Reports) -> Option<Text<'a>> {
        self.get(key).and_then(|node| scalar(self.file, node, &format!("`{key}`"), reports))
    }

    /// The value of a key that must be there.
    pub(super) fn need(&self, key: &str, reports: &mut Reports) -> Option<&'a Node> {
        let node = self.get(key);
        if node.is_none() {
            reports.error(self.origin, "missing", format!("{} needs `{key}`", self.what));
        }
        node
    }

    /// The text of a key that must be there and not be empty.
    pub(super) fn need_text(&self, key: &str, reports: &mut Reports) -> Option<Text<'a>> {
        let node = self.need(key, reports)?;
        let text = scalar(self.file, node, &format!("`{key}`"), reports)?;
        if text.text.trim().is_empty() {
            reports.error(text.origin(), "missing", format!("`{key}` is empty"));
            return None;
        }
        Some(text)
    }

    /// `true` or `false`; absent is `false`.
    pub(super) fn flag(&self, key: &str, reports: &mut Reports) -> bool {
        let Some(text) = self.text(key, reports) else {
            return false;
        };
        if !matches!(text.text, "true" | "false") {
            reports.error(text.origin(), "shape", format!("`{key}` is `true` or `false`"));
        }
        text.text == "true"
    }
}

/// A number as files write it: digits, at most one point, an exponent; no words.
pub(super) fn number(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'-' | b'+'));
    if plain { text.parse().ok().filter(|n: &f64| n.is_finite()) } else { None }
}

/// A likelihood: a number in [0, 1], `[low, high]`, or a word of the scale.
pub(super) fn likelihood(
    file: File<'_>,
    node: &Node,
    scale: &[ScaleWord],
    reports: &mut Reports,
) -> Option<Likelihood> {
    let at = file.origin(node.span);
    let ends: Vec<Option<f64>> = match &node.value {
        Value::Scalar { text, .. } => {
            if let Some(word) = scale.iter().find(|s| s.word == *text) {
                return Some(word.likelihood);
            }
            let one = number(text);
            vec![one, one]
        }
        Value::List(list) => list
            .iter()
            .map(|n| match &n.value {
                Value::Scalar { text, .. } => number(text),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    let [Some(low), Some(high)] = ends[..] else {
        let help = "a number from 0 to 1, `[low, high]`, or a word of the scale";
        reports.error_with(at, "likelihood", "this is not a likelihood", help);
        return None;
    };
    if low > high {
        reports.error(at, "likelihood", format!("the low end {low} is above the high end {high}"));
        return None;
    }
    if low < 0.0 || high > 1.0 {
        reports.error(at, "likelihood", "a likelihood lies between 0 and 1");
        return None;
    }
    Some(Likelihood { low, high })
}
