//! A text as it is laid out: every value with its exact extent, every entry with where its key or dash and its colon
//! stand. The tree of `source` knows where values begin; where brackets close and colons stand is found here.

use super::data::Data;
use super::sheet::Sheet;
use crate::source::{self, Lines, Node, Problem, Problems, Severity, Value};

/// A value and where it stands, in bytes; the end is exclusive.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) form: Form,
}

/// How a value is written.
#[derive(Clone, Debug)]
pub(super) enum Form {
    Null,
    Scalar {
        text: String,
        quoted: bool,
        /// As lines of their own, behind `|` or `>`.
        block: bool,
    },
    List {
        /// In brackets.
        flow: bool,
        slots: Vec<Slot>,
    },
    Map {
        /// In braces.
        flow: bool,
        slots: Vec<Slot>,
    },
}

/// An entry of a map or an item of a list.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// Where it begins: the key, the dash, or the value of a list in brackets.
    pub(super) from: usize,
    pub(super) key: Option<Key>,
    /// Behind the colon or dash.
    pub(super) mark: usize,
    pub(super) value: Shape,
}

/// A key and where it ends.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) text: String,
    pub(super) end: usize,
}

impl Shape {
    /// Entries or items; none of a scalar.
    pub(super) fn slots(&self) -> &[Slot] {
        match &self.form {
            Form::List { slots, .. } | Form::Map { slots, .. } => slots,
            _ => &[],
        }
    }

    /// Whether it stands on the line of its key: a word, brackets, braces.
    pub(super) fn is_inline(&self) -> bool {
        match &self.form {
            Form::Null => true,
            Form::Scalar { block, .. } => !block,
            Form::List { flow, .. } | Form::Map { flow, .. } => *flow,
        }
    }

    /// The entry or item that a way of numbers leads to.
    pub(super) fn slot(&self, way: &[usize]) -> Option<&Slot> {
        let (first, rest) = way.split_first()?;
        rest.iter().try_fold(self.slots().get(*first)?, |slot, at| slot.value.slots().get(*at))
    }

    /// The value that a way of numbers leads to.
    pub(super) fn at(&self, way: &[usize]) -> Option<&Shape> {
        if way.is_empty() { Some(self) } else { self.slot(way).map(|slot| &slot.value) }
    }

    /// What it says.
    pub(super) fn data(&self) -> Data {
        match &self.form {
            Form::Null => Data::Null,
            Form::Scalar { text, quoted, .. } => Data::scalar(text, *quoted),
            Form::List { slots, .. } => Data::List(slots.iter().map(|slot| slot.value.data()).collect()),
            Form::Map { slots, .. } => Data::Map(
                slots.iter().filter_map(|slot| Some((slot.key.as_ref()?.text.clone(), slot.value.data()))).collect(),
            ),
        }
    }

    /// Whether it says this.
    pub(super) fn says(&self, data: &Data) -> bool {
        match (&self.form, data) {
            (Form::Null, Data::Null) => true,
            (Form::Scalar { text, quoted, .. }, Data::Plain(_) | Data::Text(_)) => Data::scalar(text, *quoted) == *data,
            (Form::List { slots, .. }, Data::List(items)) => {
                slots.len() == items.len() && slots.iter().zip(items).all(|(slot, item)| slot.value.says(item))
            }
            (Form::Map { slots, .. }, Data::Map(entries)) => {
                slots.len() == entries.len()
                    && slots.iter().zip(entries).all(|(slot, (name, value))| {
                        slot.key.as_ref().is_some_and(|key| key.text == *name) && slot.value.says(value)
                    })
            }
            _ => false,
        }
    }
}

/// The layout of a text, or one sentence that says why it can't be edited. Nothing of an empty text.
pub(super) fn layout(text: &str) -> Result<Option<Shape>, String> {
    let node = match read(text)? {
        Some(node) => node,
        None => return Ok(None),
    };
    Ok(Some(Layout { sheet: Sheet { text } }.shape(&node, start_of(&node))))
}

/// The tree of a text without errors.
pub(super) fn read(text: &str) -> Result<Option<Node>, String> {
    let mut problems = Problems::new();
    let node = source::read(text, &mut problems);
    match problems.iter().find(|p| p.severity == Severity::Error && p.code != "empty") {
        Some(problem) => Err(refusal(text, problem)),
        None => Ok(node),
    }
}

fn refusal(text: &str, problem: &Problem) -> String {
    let line = Lines::new(text).position(problem.span.start).line;
    format!("The text has an error in line {line} ({}); mend it there first.", problem.message)
}

fn start_of(node: &Node) -> usize {
    node.span.start as usize
}

/// Finds what the tree does not tell. Recursion is bounded by the reader's `MAX_DEPTH`.
struct Layout<'a> {
    sheet: Sheet<'a>,
}

impl Layout<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.sheet.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// The shape of a value whose key or dash ends at a mark.
    fn shape(&self, node: &Node, mark: usize) -> Shape {
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        match &node.value {
            Value::Null if start == end => Shape { start: mark, end: mark, form: Form::Null },
            Value::Null => Shape { start, end, form: Form::Null },
            Value::Scalar { text, quoted } => self.scalar(text, *quoted, start, end, mark),
            Value::List(items) => {
                let flow = self.byte(start) == b'[' && items.first().is_none_or(|item| start_of(item) > start);
                let slots = if flow { self.items_in_brackets(items) } else { self.items_behind_dashes(items, mark) };
                let (start, end) = self.extent(&slots, start, flow);
                Shape { start, end, form: Form::List { flow, slots } }
            }
            Value::Map(entries) => {
                let first = entries.first().map(|(key, _)| key.span.start as usize);
                let flow = self.byte(start) == b'{' && first.is_none_or(|first| first > start);
                let slots: Vec<Slot> = entries.iter().map(|(key, value)| self.entry(key, value)).collect();
                let (start, end) = self.extent(&slots, start, flow);
                Shape { start, end, form: Form::Map { flow, slots } }
            }
        }
    }

    fn scalar(&self, text: &str, quoted: bool, start: usize, end: usize, mark: usize) -> Shape {
        let header = self.sheet.spaces(mark);
        let block = quoted && matches!(self.byte(header), b'|' | b'>');
        let form = Form::Scalar { text: text.to_owned(), quoted, block };
        if !block {
            return Shape { start, end: if quoted { self.closed(start, end) } else { end }, form };
        }
        let line = self.sheet.line_end(header);
        let body = &self.sheet.text[line.min(end)..end.max(line)];
        let kept = self.sheet.text[header..line].split('#').next().unwrap_or("").contains('+');
        // Empty lines at the end belong to a text only if it says so.
        let body = if kept { body.trim_end_matches([' ', '\t']) } else { body.trim_end() };
        let body =
            if kept { body.strip_suffix("\r\n").or(body.strip_suffix(['\n', '\r'])).unwrap_or(body) } else { body };
        Shape { start: header, end: line.min(end) + body.len(), form }
    }

    /// Behind the quotation mark that closes a word, if one opens it.
    fn closed(&self, start: usize, end: usize) -> usize {
        let quote = self.byte(start);
        if quote != b'"' && quote != b'\'' {
            return end;
        }
        let bytes = self.sheet.text.as_bytes();
        let mut at = start + 1;
        while at < bytes.len() {
            match bytes[at] {
                b'\\' if quote == b'"' => at += 1,
                b'\'' if quote == b'\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
                byte if byte == quote => return at + 1,
                _ => {}
            }
            at += 1;
        }
        end
    }

    fn entry(&self, key: &source::Spanned<String>, value: &Node) -> Slot {
        let from = key.span.start as usize;
        let end = self.closed(from, key.span.end as usize);
        let colon = self.sheet.gap(end);
        let mark = if self.byte(colon) == b':' { colon + 1 } else { end };
        Slot { from, key: Some(Key { text: key.value.clone(), end }), mark, value: self.shape(value, mark) }
    }

    fn items_in_brackets(&self, items: &[Node]) -> Vec<Slot> {
        let slot = |item: &Node| {
            let from = start_of(item);
            Slot { from, key: None, mark: from, value: self.shape(item, from) }
        };
        items.iter().map(slot).collect()
    }

    fn items_behind_dashes(&self, items: &[Node], mark: usize) -> Vec<Slot> {
        let mut slots: Vec<Slot> = Vec::with_capacity(items.len());
        let mut at = mark;
        for item in items {
            let from = self.sheet.gap(at);
            let mark = if self.byte(from) == b'-' { from + 1 } else { from };
            let value = self.shape(item, mark);
            at = value.end;
            slots.push(Slot { from, key: None, mark, value });
        }
        slots
    }

    /// From the first entry or the bracket to the last entry or behind the bracket.
    fn extent(&self, slots: &[Slot], start: usize, flow: bool) -> (usize, usize) {
        let last = slots.last().map_or(start + usize::from(flow), |slot| slot.value.end.max(slot.mark));
        if !flow {
            return (slots.first().map_or(start, |slot| slot.from), last);
        }
        let mut at = self.sheet.gap(last);
        while self.byte(at) == b',' {
            at = self.sheet.gap(at + 1);
        }
        (start, (at + 1).min(self.sheet.text.len()))
    }
}
