//! How a text is written, as far as new parts should be written alike: found once for each text, by counting.

use super::data::Data;
use super::layout::{Form, Shape, Slot};
use super::scalar::{self, Standing};
use super::sheet::Sheet;

/// Characters of a line that new entries keep to.
const WIDTH: usize = 120;

/// How a map or list stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// On lines of its own.
    Block,
    /// In brackets, each part on a line of its own.
    Lines,
    /// In brackets on one line.
    Line,
}

/// Nestings that are counted apart: the document, sections, entries, what is below.
const LEVELS: usize = 4;

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    block: usize,
    lines: usize,
    line: usize,
}

impl Count {
    fn add(&mut self, stand: Stand) {
        match stand {
            Stand::Block => self.block += 1,
            Stand::Lines => self.lines += 1,
            Stand::Line => self.line += 1,
        }
    }

    fn most(self) -> Option<Stand> {
        let Count { block, lines, line } = self;
        match block.max(lines).max(line) {
            0 => None,
            most if most == line => Some(Stand::Line),
            most if most == block => Some(Stand::Block),
            _ => Some(Stand::Lines),
        }
    }
}

/// The habits of a text.
#[derive(Clone, Debug)]
pub(super) struct Style<'a> {
    sheet: Sheet<'a>,
    pub(super) newline: &'static str,
    /// Every text is in double quotes, every map in braces.
    pub(super) json: bool,
    /// What each nesting is indented further.
    pub(super) step: String,
    /// A list below its key is indented.
    dashes_indented: bool,
    /// A space stands within braces, within brackets, behind colons, behind commas.
    braces: bool,
    brackets: bool,
    colon: bool,
    comma: bool,
    maps: [Count; LEVELS],
    lists: Count,
    /// New maps and lists stand on one line, whatever is usual.
    on_one_line: bool,
}

/// A value as it is to be written.
pub(super) enum Written {
    /// Behind its key.
    Inline(String),
    /// On lines of their own, indented against their key as given.
    Block(Vec<String>),
}

impl<'a> Style<'a> {
    /// What the text does most.
    pub(super) fn of(sheet: Sheet<'a>, root: Option<&Shape>) -> Style<'a> {
        let mut style = Style {
            sheet,
            newline: sheet.newline(),
            json: false,
            step: "  ".to_owned(),
            dashes_indented: true,
            braces: true,
            brackets: false,
            colon: true,
            comma: true,
            maps: [Count::default(); LEVELS],
            lists: Count::default(),
            on_one_line: false,
        };
        if let Some(root) = root {
            style.json = is_json(sheet, root);
            if style.json {
                style.braces = false;
            }
            Habits::default().read(&mut style, root);
        }
        style
    }

    /// With new values on one line.
    pub(super) fn simple(&self) -> Style<'a> {
        Style { on_one_line: true, ..self.clone() }
    }

    /// How a map or list stands.
    pub(super) fn stand(&self, shape: &Shape) -> Stand {
        match &shape.form {
            Form::List { flow: false, .. } | Form::Map { flow: false, .. } => Stand::Block,
            _ if shape.slots().first().is_some_and(|slot| self.sheet.leads(slot.from)) => Stand::Lines,
            _ => Stand::Line,
        }
    }

    /// A key with its colon.
    pub(super) fn key(&self, key: &str, flow: bool) -> String {
        let colon = if self.json && !self.colon { ":" } else { ": " };
        scalar::written(key, Standing::Key, flow, self.json) + colon
    }

    /// A scalar.
    pub(super) fn scalar(&self, data: &Data, flow: bool) -> String {
        match data {
            Data::Plain(text) => text.clone(),
            Data::Text(text) => scalar::written(text, Standing::Value, flow, self.json),
            _ => "null".to_owned(),
        }
    }

    /// What stands between parts on one line.
    pub(super) fn separator(&self) -> &'static str {
        if self.comma { ", " } else { "," }
    }

    /// How a new value should stand: like the nearest beside it, else like most at its level, else as is usual.
    fn wanted(&self, data: &Data, level: usize, beside: Option<Stand>) -> Stand {
        let usual = match data {
            Data::Map(_) if level <= 1 && !self.json => Stand::Block,
            _ => Stand::Line,
        };
        match data {
            _ if self.on_one_line => Stand::Line,
            Data::Map(entries) if !entries.is_empty() => {
                beside.or(self.maps[level.min(LEVELS - 1)].most()).unwrap_or(usual)
            }
            Data::List(items) if !items.is_empty() => beside.or(self.lists.most()).unwrap_or(usual),
            _ => Stand::Line,
        }
    }

    /// A value below a key in a block; `before` characters stand before it on its line.
    pub(super) fn write(&self, data: &Data, level: usize, beside: Option<Stand>, before: usize) -> Written {
        let wanted = if self.json { Stand::Line } else { self.wanted(data, level, beside) };
        if wanted != Stand::Block || data.len() == 0 {
            let lines = wanted == Stand::Lines || (self.json && self.wanted(data, level, beside) == Stand::Lines);
            let text = if lines { self.lines(data, level) } else { self.line(data) };
            let fits = lines || before + text.chars().count() <= WIDTH;
            // A long map is easier to read on lines of its own; a long list or word gains nothing.
            if fits || !matches!(data, Data::Map(_)) || self.json {
                return Written::Inline(text);
            }
        }
        Written::Block(self.block(data, level))
    }

    /// On lines, indented against the key above.
    fn block(&self, data: &Data, level: usize) -> Vec<String> {
        match data {
            Data::Map(entries) => self.entries(entries, level).map(|line| format!("{}{line}", self.step)).collect(),
            Data::List(items) => {
                let indent = if self.dashes_indented { self.step.as_str() } else { "" };
                items.iter().map(|item| format!("{indent}- {}", self.line(item))).collect()
            }
            _ => Vec::new(),
        }
    }

    fn entries<'d>(&'d self, entries: &'d [(String, Data)], level: usize) -> impl Iterator<Item = String> + 'd {
        entries.iter().flat_map(move |(key, value)| self.entry(key, value, level + 1, None, 1))
    }

    /// An entry of a block as lines; `pad` spaces stand before an inline value.
    pub(super) fn entry(
        &self,
        key: &str,
        value: &Data,
        level: usize,
        beside: Option<Stand>,
        pad: usize,
    ) -> Vec<String> {
        let key = self.key(key, false);
        let key = key.trim_end();
        let before = level * self.step.len() + key.chars().count() + pad;
        match self.write(value, level, beside, before) {
            Written::Inline(text) => {
                format!("{key}{}{text}", " ".repeat(pad)).split(self.newline).map(str::to_owned).collect()
            }
            Written::Block(lines) => std::iter::once(key.to_owned()).chain(lines).collect(),
        }
    }

    /// Further lines of a value in brackets, indented.
    pub(super) fn indented(&self, text: &str, indent: &str) -> String {
        text.replace(self.newline, &format!("{}{indent}", self.newline))
    }

    /// On one line.
    pub(super) fn line(&self, data: &Data) -> String {
        let (parts, brackets, space) = match data {
            Data::Map(entries) => {
                let parts: Vec<String> =
                    entries.iter().map(|(key, value)| self.key(key, true) + &self.line(value)).collect();
                (parts, ["{", "}"], self.braces)
            }
            Data::List(items) => (items.iter().map(|item| self.line(item)).collect(), ["[", "]"], self.brackets),
            _ => return self.scalar(data, true),
        };
        let space = if space && !parts.is_empty() { " " } else { "" };
        format!("{}{space}{}{space}{}", brackets[0], parts.join(self.separator()), brackets[1])
    }

    /// In brackets, each part on a line of its own; what is within follows the habits of its level.
    fn lines(&self, data: &Data, level: usize) -> String {
        let below = |value: &Data| self.indented(&self.flow(value, level + 1, None), &self.step);
        let (parts, brackets): (Vec<String>, _) = match data {
            Data::Map(entries) if !entries.is_empty() => {
                (entries.iter().map(|(key, value)| self.key(key, true) + &below(value)).collect(), ["{", "}"])
            }
            Data::List(items) if !items.is_empty() => (items.iter().map(below).collect(), ["[", "]"]),
            _ => return self.line(data),
        };
        let between = format!(",{}{}", self.newline, self.step);
        let (newline, step) = (self.newline, &self.step);
        format!("{}{newline}{step}{}{newline}{}", brackets[0], parts.join(&between), brackets[1])
    }

    /// A value in brackets or braces.
    pub(super) fn flow(&self, data: &Data, level: usize, beside: Option<Stand>) -> String {
        match self.wanted(data, level, beside) {
            Stand::Lines => self.lines(data, level),
            _ => self.line(data),
        }
    }

    /// Whether a list below its key is indented.
    pub(super) fn indents_dashes(&self) -> bool {
        self.dashes_indented
    }

    /// Whether lists mostly stand behind dashes.
    pub(super) fn prefers_dashes(&self) -> bool {
        self.lists.most() == Some(Stand::Block)
    }

    /// How the nearest map or list beside a place stands, looking back first.
    pub(super) fn beside(&self, slots: &[Slot], at: usize, data: &Data) -> Option<Stand> {
        let alike = |slot: &&Slot| match (&slot.value.form, data) {
            (Form::Map { slots, .. }, Data::Map(_)) | (Form::List { slots, .. }, Data::List(_)) => !slots.is_empty(),
            _ => false,
        };
        let before = slots[..at.min(slots.len())].iter().rev().find(alike);
        let near = before.or_else(|| slots[at.min(slots.len())..].iter().find(alike))?;
        Some(self.stand(&near.value))
    }

    /// Spaces before the value of a new entry, so that it stands in the column of the others if they share one.
    pub(super) fn pad(&self, slots: &[Slot], key: &str) -> usize {
        let inline = slots.iter().filter(|slot| {
            let shape = &slot.value;
            shape.is_inline() && shape.end > shape.start && !self.sheet.text[slot.mark..shape.start].contains('\n')
        });
        let columns: Vec<usize> = inline.clone().map(|slot| self.sheet.column(slot.value.start)).collect();
        let Some(first) = columns.first() else { return 1 };
        if columns.len() < 2 || columns.iter().any(|column| column != first) {
            return 1;
        }
        let start = inline.map(|slot| self.sheet.column(slot.from)).next().unwrap_or(0);
        let key = self.key(key, false).trim_end().chars().count();
        first.saturating_sub(start + key).max(1)
    }
}

/// Whether a text is JSON: all in braces, each key in double quotes.
fn is_json(sheet: Sheet<'_>, root: &Shape) -> bool {
    match &root.form {
        Form::Map { flow: true, slots } => slots.iter().all(|slot| sheet.text.as_bytes().get(slot.from) == Some(&b'"')),
        _ => false,
    }
}

/// What was seen first of each habit.
#[derive(Default)]
struct Habits {
    step: bool,
    dashes: bool,
    braces: bool,
    brackets: bool,
    colon: bool,
    comma: bool,
}

impl Habits {
    fn read(&mut self, style: &mut Style<'_>, root: &Shape) {
        let mut open = vec![(root, 0, None)];
        while let Some((shape, level, above)) = open.pop() {
            let slots = shape.slots();
            if slots.is_empty() {
                continue;
            }
            let stand = style.stand(shape);
            match &shape.form {
                Form::Map { .. } => style.maps[level.min(LEVELS - 1)].add(stand),
                _ => style.lists.add(stand),
            }
            self.spaces(style, shape);
            self.steps(style, shape, above);
            open.extend(slots.iter().rev().map(|slot| (&slot.value, level + 1, Some(slot))));
        }
    }

    fn spaces(&mut self, style: &mut Style<'_>, shape: &Shape) {
        let text = style.sheet.text.as_bytes();
        let space = |at: usize| text.get(at).is_some_and(|b| *b == b' ');
        let slots = shape.slots();
        let line = style.stand(shape) == Stand::Line;
        let (seen, habit) = match &shape.form {
            Form::Map { flow: true, .. } => (&mut self.braces, &mut style.braces),
            Form::List { flow: true, .. } => (&mut self.brackets, &mut style.brackets),
            _ => return,
        };
        if line && !std::mem::replace(seen, true) {
            *habit = space(shape.start + 1);
        }
        if let Some(slot) = slots.iter().find(|slot| slot.key.is_some() && slot.value.end > slot.value.start)
            && !std::mem::replace(&mut self.colon, true)
        {
            style.colon = slot.value.start > slot.mark;
        }
        if let [first, second, ..] = slots
            && line
            && !std::mem::replace(&mut self.comma, true)
        {
            style.comma = text[first.value.end..second.from].contains(&b' ');
        }
    }

    fn steps(&mut self, style: &mut Style<'_>, shape: &Shape, above: Option<&Slot>) {
        let (Some(above), Some(first)) = (above, shape.slots().first()) else { return };
        let sheet = style.sheet;
        if !sheet.leads(first.from) || above.key.is_none() {
            return;
        }
        if matches!(shape.form, Form::List { flow: false, .. }) {
            if !std::mem::replace(&mut self.dashes, true) {
                style.dashes_indented = sheet.column(first.from) > sheet.column(above.from);
            }
            return;
        }
        let (outer, inner) = (sheet.indent(above.from), sheet.indent(first.from));
        // Blocks are indented with spaces only; in brackets a tab will do.
        let usable = |step: &&str| !step.is_empty() && (style.json || !step.contains('\t'));
        if let Some(step) = inner.strip_prefix(outer).filter(usable)
            && !std::mem::replace(&mut self.step, true)
        {
            style.step = step.to_owned();
        }
    }
}
