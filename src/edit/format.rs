//! The usual layout of a description: two spaces for each nesting, one blank line at most, brackets and commas spaced
//! alike, values in one column where they stood in one. Only white space changes, and commas before a closing bracket;
//! what stands in braces or in a block stays there, and comments stay with what they are about.

use super::Patch;
use super::layout::{Form, Shape, Slot, layout};
use super::sheet::Sheet;
use super::style::{Stand, Style};

/// Spaces of a nesting.
const STEP: usize = 2;

/// JSON that fits keeps a list or map without others in it on one line.
const WIDTH: usize = 80;

/// Patches that lay a text out in the usual way; one sentence if that can't be done.
pub fn format(text: &str) -> Result<Vec<Patch>, String> {
    let Some(root) = layout(text)? else { return Ok(Vec::new()) };
    let data = root.data();
    for one_line in [false, true] {
        let laid_out = Formatter::new(text, &root, one_line).run(&root);
        let Some(patches) = differences(text, &laid_out) else { continue };
        if layout(&laid_out).ok().flatten().is_some_and(|root| root.says(&data)) {
            return Ok(patches);
        }
    }
    Err("This text can't be laid out anew without changing what it says.".to_owned())
}

struct Formatter<'a> {
    sheet: Sheet<'a>,
    style: Style<'a>,
    newline: &'static str,
    /// Brackets over several lines are closed up.
    one_line: bool,
    out: String,
    /// What is laid out of the text; the end of a line, or where the text begins.
    at: usize,
    /// Columns of the blocks that ended since the last entry, as they were and as they are now.
    closed: Vec<(usize, usize)>,
}

impl<'a> Formatter<'a> {
    fn new(text: &'a str, root: &Shape, one_line: bool) -> Formatter<'a> {
        let sheet = Sheet { text };
        let style = Style::of(sheet, Some(root));
        let newline = sheet.newline();
        Formatter {
            sheet,
            style,
            newline,
            one_line,
            out: text[..sheet.begin()].to_owned(),
            at: sheet.begin(),
            closed: Vec::new(),
        }
    }

    fn run(mut self, root: &Shape) -> String {
        match &root.form {
            Form::Map { flow: false, slots } | Form::List { flow: false, slots } => self.block(slots, 0, false),
            _ => {
                self.trivia(root.start, 0);
                let text = if self.style.json { self.json(root, 0) } else { self.inline(root, 0) };
                self.out.push_str(&text);
                self.rest_of_line(root.end);
            }
        }
        self.trivia(self.sheet.text.len(), 0);
        let kept = self.out.trim_end_matches(['\n', '\r', ' ', '\t']).len();
        self.out.truncate(kept);
        self.out + self.newline
    }

    fn indent(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    /// Blank lines and comments up to an entry in a column; a comment goes with the block that it stands in.
    fn trivia(&mut self, to: usize, indent: usize) {
        let sheet = self.sheet;
        let mut line = if self.at > sheet.begin() { sheet.next_line(self.at) } else { self.at };
        let mut blank = false;
        while line < to {
            let end = sheet.line_end(line);
            if end >= to && to < sheet.text.len() {
                break;
            }
            let content = sheet.text[line..end].trim();
            if content.is_empty() {
                blank = true;
            } else {
                if std::mem::take(&mut blank) && self.out.len() > sheet.begin() {
                    self.out.push_str(self.newline);
                }
                if content.starts_with('#') {
                    let column = sheet.column(sheet.spaces(line));
                    let block = self.closed.iter().filter(|(old, _)| *old <= column).max_by_key(|(old, _)| *old);
                    let deeper = block.map_or(indent, |(_, new)| (*new).max(indent));
                    self.indent(deeper);
                }
                self.out.push_str(content);
                self.out.push_str(self.newline);
            }
            let next = sheet.next_line(line);
            if next == line {
                break;
            }
            line = next;
        }
        if blank && self.out.len() > sheet.begin() {
            self.out.push_str(self.newline);
        }
        self.closed.clear();
    }

    /// Ends a line of which all is laid out up to an offset; a comment stays in its column, where that is free.
    fn rest_of_line(&mut self, at: usize) {
        let end = self.sheet.line_end(at);
        let comment = self.sheet.text[at..end].trim();
        if !comment.is_empty() {
            let line = self.out.rfind('\n').map_or(0, |at| at + 1);
            let used = self.out[line..].trim_start_matches('\u{FEFF}').chars().count();
            let column = self.sheet.column(self.sheet.spaces(at));
            self.indent(if column > used { column - used } else { 2 });
            self.out.push_str(comment);
        }
        self.out.push_str(self.newline);
        self.at = end;
    }

    /// Entries or items on lines of their own; the first may follow a dash.
    fn block(&mut self, slots: &[Slot], indent: usize, joined: bool) {
        let width = self.width(slots);
        for (n, slot) in slots.iter().enumerate() {
            if n > 0 || !joined {
                self.trivia(slot.from, indent);
                self.indent(indent);
            }
            match &slot.key {
                Some(key) => {
                    let key = &self.sheet.text[slot.from..key.end];
                    self.out.push_str(key);
                    self.out.push(':');
                    let pad = width.map_or(1, |width| width.saturating_sub(key.chars().count()) + 1);
                    self.value(slot, indent, pad);
                }
                None => {
                    self.out.push('-');
                    self.value(slot, indent, 1);
                }
            }
        }
        if let Some(first) = slots.first() {
            self.closed.push((self.sheet.column(first.from), indent));
        }
    }

    fn value(&mut self, slot: &Slot, indent: usize, pad: usize) {
        let (sheet, value) = (self.sheet, &slot.value);
        let below = |list: bool, style: &Style<'_>| match (list, slot.key.is_some()) {
            (true, true) if !style.indents_dashes() => indent,
            _ => indent + STEP,
        };
        match &value.form {
            Form::Null if value.start == value.end => self.rest_of_line(slot.mark),
            Form::Scalar { block: true, .. } => self.block_scalar(value, indent),
            Form::Map { flow: false, slots } | Form::List { flow: false, slots } => {
                let list = matches!(value.form, Form::List { .. });
                let first = slots.first().map_or(value.start, |slot| slot.from);
                if slot.key.is_none() && !sheet.has_comment(slot.mark, first) {
                    self.out.push(' ');
                    self.block(slots, indent + STEP, true);
                } else {
                    self.rest_of_line(slot.mark);
                    self.block(slots, below(list, &self.style), false);
                }
            }
            _ if sheet.has_comment(slot.mark, value.start) => {
                self.rest_of_line(slot.mark);
                self.trivia(value.start, indent + STEP);
                self.indent(indent + STEP);
                let text = self.inline(value, indent + STEP);
                self.out.push_str(&text);
                self.rest_of_line(value.end);
            }
            _ => {
                self.out.extend(std::iter::repeat_n(' ', pad));
                let text = self.inline(value, indent);
                self.out.push_str(&text);
                self.rest_of_line(value.end);
            }
        }
    }

    /// A text on lines of its own: its lines keep their indentation to each other.
    fn block_scalar(&mut self, value: &Shape, indent: usize) {
        let sheet = self.sheet;
        let head = sheet.line_end(value.start);
        self.out.push(' ');
        self.out.push_str(sheet.text[value.start..head].trim_end());
        self.out.push_str(self.newline);
        self.at = value.end.max(head);
        let body = &sheet.text[sheet.next_line(value.start).min(self.at)..self.at];
        let spaces = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let base = body.lines().find(|line| !line.trim().is_empty()).map_or(0, spaces);
        for line in body.lines() {
            if let Some(content) = line.get(base..).filter(|content| !content.is_empty()) {
                self.indent(indent + STEP);
                self.out.push_str(content);
            }
            self.out.push_str(self.newline);
        }
    }

    /// The widest key of values that stand in one column, if most of them do.
    fn width(&self, slots: &[Slot]) -> Option<usize> {
        let sheet = self.sheet;
        let mut columns: Vec<(usize, bool)> = Vec::new();
        let mut widest = 0;
        for slot in slots {
            let (Some(key), value) = (&slot.key, &slot.value) else { return None };
            let same_line = sheet.line_end(slot.from) >= value.start;
            if value.is_inline() && value.end > value.start && same_line {
                columns.push((sheet.column(value.start), value.start > slot.mark + 1));
                widest = widest.max(sheet.text[slot.from..key.end].chars().count());
            }
        }
        columns.sort_unstable();
        let most = columns.chunk_by(|a, b| a.0 == b.0).max_by_key(|group| group.len())?;
        let aligned = most.len() >= 2 && 2 * most.len() >= columns.len() && most.iter().any(|(_, padded)| *padded);
        aligned.then_some(widest)
    }

    /// A word, or a list or map in brackets, that begins on a line with this indentation.
    fn inline(&self, shape: &Shape, indent: usize) -> String {
        let text = &self.sheet.text[shape.start..shape.end];
        if matches!(shape.form, Form::Scalar { .. } | Form::Null) {
            let mut lines = text.lines();
            let mut out = lines.next().unwrap_or("").trim_end().to_owned();
            for line in lines {
                out.push_str(self.newline);
                if !line.trim().is_empty() {
                    out.extend(std::iter::repeat_n(' ', indent + STEP));
                    out.push_str(line.trim());
                }
            }
            return if text.contains(['\n', '\r']) { out } else { text.to_owned() };
        }
        if self.keeps_inner_lines(shape) {
            return self.shifted(shape, indent);
        }
        if !self.one_line && self.style.stand(shape) == Stand::Lines {
            let parts: Vec<String> = shape.slots().iter().map(|slot| self.part(slot, indent + STEP)).collect();
            return self.on_lines(shape, &parts, indent);
        }
        self.on_one_line(shape, indent)
    }

    fn on_one_line(&self, shape: &Shape, indent: usize) -> String {
        let parts: Vec<String> = shape.slots().iter().map(|slot| self.part(slot, indent)).collect();
        let parts = parts.join(", ");
        match &shape.form {
            Form::Map { flow: false, .. } => parts,
            Form::Map { .. } if parts.is_empty() => "{}".to_owned(),
            Form::Map { .. } => format!("{{ {parts} }}"),
            _ => format!("[{parts}]"),
        }
    }

    fn on_lines(&self, shape: &Shape, parts: &[String], indent: usize) -> String {
        let (open, close) = if matches!(shape.form, Form::Map { .. }) { ("{", "}") } else { ("[", "]") };
        let (outer, inner) = (" ".repeat(indent), " ".repeat(indent + STEP));
        let newline = self.newline;
        let parts = parts.join(&format!(",{newline}{inner}"));
        format!("{open}{newline}{inner}{parts}{newline}{outer}{close}")
    }

    fn part(&self, slot: &Slot, indent: usize) -> String {
        let value = self.inline(&slot.value, indent);
        match &slot.key {
            Some(key) => format!("{}: {value}", &self.sheet.text[slot.from..key.end]),
            None => value,
        }
    }

    /// Whether brackets hold a comment or an entry without a value, and so are only moved.
    fn keeps_inner_lines(&self, shape: &Shape) -> bool {
        let mut open = vec![shape];
        while let Some(next) = open.pop() {
            let empty = |slot: &Slot| slot.value.start == slot.value.end;
            if next.slots().iter().any(empty) {
                return true;
            }
            open.extend(next.slots().iter().map(|slot| &slot.value));
        }
        // A number sign in a word counts too: moving alone is never wrong.
        self.sheet.has_comment(shape.start, shape.end)
    }

    /// The same lines, with their indentation to the first.
    fn shifted(&self, shape: &Shape, indent: usize) -> String {
        let old = self.sheet.indent(shape.start).chars().count();
        let mut lines = self.sheet.text[shape.start..shape.end].lines();
        let mut out = lines.next().unwrap_or("").trim_end().to_owned();
        for line in lines {
            let content = line.trim_start();
            out.push_str(self.newline);
            if !content.trim_end().is_empty() {
                let own = (line.len() - content.len() + indent).saturating_sub(old);
                out.extend(std::iter::repeat_n(' ', own));
                out.push_str(content.trim_end());
            }
        }
        out
    }

    /// As programs print JSON: what holds lists or maps on lines of its own.
    fn json(&self, shape: &Shape, indent: usize) -> String {
        let line = self.on_one_line(shape, indent);
        let nested = shape.slots().iter().any(|slot| !slot.value.slots().is_empty());
        if shape.slots().is_empty() || self.keeps_inner_lines(shape) {
            return self.inline(shape, indent);
        }
        if !nested && indent + line.chars().count() <= WIDTH {
            return line;
        }
        let part = |slot: &Slot| {
            let key = slot.key.as_ref().map_or("", |key| &self.sheet.text[slot.from..key.end]);
            let value = self.json(&slot.value, indent + STEP);
            if key.is_empty() { value } else { format!("{key}: {value}") }
        };
        let parts: Vec<String> = shape.slots().iter().map(part).collect();
        self.on_lines(shape, &parts, indent)
    }
}

/// Patches from one text to another that differs in white space, and in commas that are gone; nothing if in more.
fn differences(old: &str, new: &str) -> Option<Vec<Patch>> {
    let mut patches = Vec::new();
    let (mut at, mut to) = (0, 0);
    let run = |text: &str, from: usize| {
        let rest = &text[from..];
        rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len()
    };
    while at < old.len() || to < new.len() {
        let (before, after) = (run(old, at), run(new, to));
        if old[at..at + before] != new[to..to + after] {
            patches.push(Patch { from: at, to: at + before, insert: new[to..to + after].to_owned() });
        }
        (at, to) = (at + before, to + after);
        match (old[at..].chars().next(), new[to..].chars().next()) {
            (None, None) => {}
            (Some(a), Some(b)) if a == b => (at, to) = (at + a.len_utf8(), to + b.len_utf8()),
            (Some(','), _) => {
                patches.push(super::place::cut(at, at + 1));
                at += 1;
            }
            _ => return None,
        }
    }
    Some(patches)
}
