//! Patches that put something into a text: a value in place of another, an entry or an item between others.

use super::Patch;
use super::data::Data;
use super::layout::{Form, Shape, Slot};
use super::scalar::{self, is_plain};
use super::sheet::Sheet;
use super::style::{Stand, Style, Written};

/// A text with its layout and habits.
pub(super) struct Place<'a> {
    pub(super) sheet: Sheet<'a>,
    pub(super) style: Style<'a>,
    pub(super) root: &'a Shape,
}

/// A patch that puts text at an offset.
pub(super) fn put(at: usize, insert: impl Into<String>) -> Patch {
    Patch { from: at, to: at, insert: insert.into() }
}

/// A patch that takes a stretch out.
pub(super) fn cut(from: usize, to: usize) -> Patch {
    Patch { from, to, insert: String::new() }
}

impl<'a> Place<'a> {
    pub(super) fn new(text: &'a str, root: &'a Shape) -> Place<'a> {
        let sheet = Sheet { text };
        Place { sheet, style: Style::of(sheet, Some(root)), root }
    }

    /// The same, with new values on one line.
    pub(super) fn simple(&self) -> Place<'a> {
        Place { sheet: self.sheet, style: self.style.simple(), root: self.root }
    }

    fn byte(&self, at: usize) -> u8 {
        self.sheet.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// Whether a list or map is in brackets.
    pub(super) fn is_flow(shape: &Shape) -> bool {
        matches!(shape.form, Form::List { flow: true, .. } | Form::Map { flow: true, .. })
    }

    /// Puts another value in the place of one.
    pub(super) fn replace(&self, way: &[usize], data: &Data) -> Vec<Patch> {
        let Some((at, above)) = way.split_last() else {
            let text = self.style.flow(data, 0, None);
            return vec![Patch { from: self.root.start, to: self.root.end, insert: text }];
        };
        let (Some(parent), Some(slot)) = (self.root.at(above), self.root.slot(way)) else { return Vec::new() };
        let old = &slot.value;
        let same = match (&old.form, data) {
            (Form::Map { slots, .. }, Data::Map(_)) | (Form::List { slots, .. }, Data::List(_))
                if !slots.is_empty() =>
            {
                Some(self.style.stand(old))
            }
            _ => None,
        };
        let beside = same.or_else(|| self.style.beside(parent.slots(), *at, data));
        let indent = self.sheet.indent(slot.from);
        if Self::is_flow(parent) || slot.key.is_none() {
            let text = self.worded(old, data, true).unwrap_or_else(|| {
                let text = if Self::is_flow(parent) {
                    self.style.flow(data, way.len(), beside)
                } else {
                    self.style.line(data)
                };
                self.style.indented(&text, indent)
            });
            return self.inline(slot, text);
        }
        if let Some(text) = self.worded(old, data, false) {
            return self.inline(slot, text);
        }
        match self.style.write(data, way.len(), beside, self.sheet.column(slot.mark) + 1) {
            Written::Inline(text) => {
                self.inline(slot, self.style.indented(&text, &" ".repeat(self.sheet.column(slot.from))))
            }
            Written::Block(lines) => self.below(slot, &lines),
        }
    }

    /// A word in the quotes of the word that it replaces.
    fn worded(&self, old: &Shape, data: &Data, flow: bool) -> Option<String> {
        let Data::Text(text) = data else {
            return matches!(data, Data::Plain(_) | Data::Null).then(|| self.style.scalar(data, flow));
        };
        Some(match (&old.form, self.byte(old.start)) {
            (Form::Scalar { quoted: true, block: false, .. }, b'\'') => scalar::singled(text),
            (Form::Scalar { quoted: true, block: false, .. }, b'"') => scalar::doubled(text),
            _ => self.style.scalar(data, flow),
        })
    }

    /// Puts a text that stands on the line of its key in the place of a value.
    fn inline(&self, slot: &Slot, text: String) -> Vec<Patch> {
        let old = &slot.value;
        if old.start == old.end {
            let colon = slot.key.is_none() || slot.mark > slot.key.as_ref().map_or(0, |key| key.end);
            return vec![put(slot.mark, if colon { format!(" {text}") } else { format!(": {text}") })];
        }
        match old.form {
            Form::List { flow: false, .. } | Form::Map { flow: false, .. } => {
                let (from, to) = self.body(slot);
                if self.sheet.line_start(from) <= slot.mark && from > slot.mark && self.sheet.line_end(slot.mark) > from
                {
                    return vec![Patch { from, to, insert: text }];
                }
                vec![put(slot.mark, format!(" {text}")), cut(from, to)]
            }
            _ => vec![Patch { from: old.start, to: old.end, insert: text }],
        }
    }

    /// Puts lines below a key in the place of its value; a comment behind the key stays.
    fn below(&self, slot: &Slot, lines: &[String]) -> Vec<Patch> {
        let old = &slot.value;
        let indent = " ".repeat(self.sheet.column(slot.from));
        let text: String = lines.iter().map(|line| format!("{}{indent}{line}", self.style.newline)).collect();
        if old.start == old.end {
            return vec![put(self.sheet.line_end(slot.mark), text)];
        }
        let same_line = self.sheet.line_start(old.start) <= slot.mark;
        match &old.form {
            Form::List { flow: false, .. } | Form::Map { flow: false, .. } => {
                let (from, to) = self.body(slot);
                vec![Patch { from, to, insert: text }]
            }
            Form::Scalar { block: true, .. } => {
                vec![Patch { from: self.sheet.spaces_back(old.start).max(slot.mark), to: old.end, insert: text }]
            }
            _ if same_line => {
                let from = self.sheet.spaces_back(old.start).max(slot.mark);
                vec![cut(from, old.end), put(self.sheet.line_end(old.end), text)]
            }
            _ => {
                let line = self.sheet.line_start(old.start);
                vec![Patch { from: self.sheet.end_before(line).unwrap_or(line), to: old.end, insert: text }]
            }
        }
    }

    /// The lines of a value in a block, from the end of the line above.
    pub(super) fn body(&self, slot: &Slot) -> (usize, usize) {
        let value = &slot.value;
        let to = self.sheet.extent(value.end, self.sheet.column(slot.from));
        let first = value.slots().first().map_or(value.start, |first| first.from);
        if !self.sheet.leads(first) {
            return (first, to);
        }
        let head = self.sheet.own_comments(self.sheet.line_start(first));
        (self.sheet.end_before(head).unwrap_or(head), to)
    }

    /// Puts an entry or an item between others.
    pub(super) fn insert(&self, way: &[usize], at: usize, key: Option<&str>, data: &Data) -> Vec<Patch> {
        let Some(parent) = self.root.at(way) else { return Vec::new() };
        let one = || match key {
            Some(key) => Data::Map(vec![(key.to_owned(), data.clone())]),
            None => Data::List(vec![data.clone()]),
        };
        if parent.slots().is_empty() {
            if parent.end > parent.start && self.sheet.has_comment(parent.start, parent.end) {
                return vec![put(parent.end - 1, self.part(key, data, way.len() + 1, None, ""))];
            }
            return self.replace(way, &one());
        }
        match &parent.form {
            Form::Map { flow: true, slots } | Form::List { flow: true, slots } => {
                self.insert_in_brackets(parent, slots, way.len() + 1, at, key, data)
            }
            Form::Map { slots, .. } => self.insert_entry(slots, way.len() + 1, at, key.unwrap_or(""), data),
            Form::List { slots, .. } => self.insert_lines(slots, at, &[format!("- {}", self.style.line(data))], false),
            _ => Vec::new(),
        }
    }

    /// An entry or item in brackets.
    fn part(&self, key: Option<&str>, data: &Data, level: usize, beside: Option<Stand>, indent: &str) -> String {
        let key = key.map(|key| self.style.key(key, true)).unwrap_or_default();
        key + &self.style.indented(&self.style.flow(data, level, beside), indent)
    }

    fn insert_in_brackets(
        &self,
        parent: &Shape,
        slots: &[Slot],
        level: usize,
        at: usize,
        key: Option<&str>,
        data: &Data,
    ) -> Vec<Patch> {
        let (sheet, newline) = (self.sheet, self.style.newline);
        let near = &slots[at.saturating_sub(1).min(slots.len() - 1)];
        let indent = sheet.indent(near.from);
        let text = self.part(key, data, level, self.style.beside(slots, at, data), indent);
        let leads = sheet.leads(near.from);
        if at == 0 {
            return vec![if leads {
                put(sheet.own_comments(sheet.line_start(near.from)), format!("{indent}{text},{newline}"))
            } else {
                put(near.from, format!("{text}{}", self.style.separator()))
            }];
        }
        let end = near.value.end.max(near.mark);
        let comma = self.comma(end);
        let space = if self.style.separator().len() > 1 { " " } else { "" };
        let behind = comma.map_or(end, |comma| comma + 1);
        // The rest of the line is free for a comment only if nothing of the list follows on it.
        let own_line = leads && sheet.line_end(behind) < slots.get(at).map_or(parent.end - 1, |next| next.from);
        match comma {
            Some(_) if own_line => vec![put(sheet.line_end(behind), format!("{newline}{indent}{text},"))],
            Some(_) => vec![put(behind, format!("{space}{text},"))],
            None if own_line && sheet.line_end(end) > end => {
                vec![put(end, ","), put(sheet.line_end(end), format!("{newline}{indent}{text}"))]
            }
            None if leads => vec![put(end, format!(",{newline}{indent}{text}"))],
            None => vec![put(end, format!("{}{text}", self.style.separator()))],
        }
    }

    /// The comma behind a part in brackets.
    pub(super) fn comma(&self, end: usize) -> Option<usize> {
        let at = self.sheet.gap(end);
        (self.byte(at) == b',').then_some(at)
    }

    fn insert_entry(&self, slots: &[Slot], level: usize, at: usize, key: &str, data: &Data) -> Vec<Patch> {
        let beside = self.style.beside(slots, at, data);
        let pad = self.style.pad(slots, key);
        let lines = self.style.entry(key, data, level, beside, pad);
        self.insert_lines(slots, at, &lines, matches!(data, Data::Map(_)) && self.sets_apart(slots))
    }

    /// Whether maps in a block have an empty line above.
    fn sets_apart(&self, slots: &[Slot]) -> bool {
        let (mut apart, mut maps) = (0, 0);
        for slot in slots.iter().skip(1).filter(|slot| matches!(slot.value.form, Form::Map { .. })) {
            let head = self.sheet.own_comments(self.sheet.line_start(slot.from));
            maps += 1;
            apart += usize::from(self.sheet.end_before(head).is_some_and(|above| self.sheet.is_blank(above)));
        }
        2 * apart > maps
    }

    /// Lines in a block, in its column.
    fn insert_lines(&self, slots: &[Slot], at: usize, lines: &[String], apart: bool) -> Vec<Patch> {
        let (sheet, newline) = (self.sheet, self.style.newline);
        let column = sheet.column(slots[0].from);
        let indent = " ".repeat(column);
        if at > 0 {
            let before = &slots[at.min(slots.len()) - 1];
            let end = sheet.extent(before.value.end.max(before.mark), column);
            let text: String = lines.iter().map(|line| format!("{newline}{indent}{line}")).collect();
            return vec![put(end, if apart { format!("{newline}{text}") } else { text })];
        }
        let first = slots[0].from;
        if !sheet.leads(first) {
            let text: String = lines.iter().map(|line| format!("{line}{newline}{indent}")).collect();
            return vec![put(first, text)];
        }
        let text: String = lines.iter().map(|line| format!("{indent}{line}{newline}")).collect();
        let head = sheet.own_comments(sheet.line_start(first));
        vec![put(head, if apart { format!("{text}{newline}") } else { text })]
    }

    /// Makes a list of one word and adds to it.
    pub(super) fn widen(&self, way: &[usize], old: &Data, item: &Data) -> Vec<Patch> {
        let list = Data::List(vec![old.clone(), item.clone()]);
        let (Some(slot), Some((_, above))) = (self.root.slot(way), way.split_last()) else { return Vec::new() };
        let value = &slot.value;
        let stands = self.root.at(above).is_some_and(Self::is_flow) || !self.style.prefers_dashes();
        let keeps = match &value.form {
            Form::Scalar { block: true, .. } => false,
            Form::Scalar { text, quoted: false, .. } => is_plain(text, true) && value.end - value.start == text.len(),
            Form::Scalar { .. } => true,
            _ => false,
        };
        if !stands || !keeps {
            return self.replace(way, &list);
        }
        let empty = self.style.line(&Data::List(vec![Data::Text("x".to_owned())]));
        let (open, close) = empty
            .split_once(['x', '"'])
            .map_or(("[", "]"), |(open, _)| (open, if open.len() > 1 { " ]" } else { "]" }));
        let added = format!("{}{}{close}", self.style.separator(), self.style.line(item));
        vec![put(value.start, open), put(value.end, added)]
    }
}
