//! Patches that take entries and items out of a text, with their own comments; those of others stay.

use super::Patch;
use super::layout::{Form, Shape, Slot};
use super::place::{Place, cut, put};

impl Place<'_> {
    /// Takes parts out of a map or list, given in ascending order. What is left of all is an empty one.
    pub(super) fn take(&self, way: &[usize], places: &[usize]) -> Vec<Patch> {
        let Some(shape) = self.root.at(way) else { return Vec::new() };
        let slots = shape.slots();
        if places.len() >= slots.len() {
            return self.empty(way, shape);
        }
        let mut patches = Vec::new();
        for (from, to) in runs(places) {
            if Self::is_flow(shape) {
                patches.extend(self.take_in_brackets(shape, slots, from, to));
            } else {
                patches.push(self.take_lines(slots, from, to));
            }
        }
        patches
    }

    /// Leaves an empty map or list.
    fn empty(&self, way: &[usize], shape: &Shape) -> Vec<Patch> {
        let brackets = if matches!(shape.form, Form::List { .. }) { "[]" } else { "{}" };
        if Self::is_flow(shape) {
            let slots = shape.slots();
            let mut patches = self.take_in_brackets(shape, slots, 0, slots.len() - 1);
            let (from, to) = patches.first().map_or((shape.start, shape.end), |patch| (patch.from, patch.to));
            if !self.sheet.has_comment(shape.start, from) && !self.sheet.has_comment(to, shape.end) {
                return vec![Patch { from: shape.start, to: shape.end, insert: brackets.to_owned() }];
            }
            // Comments that are nobody's own stay: within the brackets, or behind them where they may not stand so far left.
            let above = way.split_last().and_then(|(_, above)| self.root.at(above));
            if !above.is_none_or(Self::is_flow) {
                patches.push(Patch { from: shape.start, to: shape.start + 1, insert: brackets.to_owned() });
                let close = shape.end - 1;
                let alone = self.sheet.leads(close) && self.sheet.spaces(shape.end) == self.sheet.line_end(close);
                patches.push(if alone {
                    cut(
                        self.sheet.end_before(self.sheet.line_start(close)).unwrap_or(close),
                        self.sheet.line_end(close),
                    )
                } else {
                    cut(close, shape.end)
                });
            }
            return patches;
        }
        let Some(slot) = self.root.slot(way) else {
            let to = self.sheet.extent(shape.end, 0);
            return vec![Patch { from: shape.start, to, insert: brackets.to_owned() }];
        };
        let (from, to) = self.body(slot);
        if self.sheet.line_start(from) <= slot.mark && self.sheet.line_end(slot.mark) > from {
            return vec![Patch { from, to, insert: brackets.to_owned() }];
        }
        vec![put(slot.mark, format!(" {brackets}")), cut(from, to)]
    }

    /// A run of parts of a block, as whole lines.
    fn take_lines(&self, slots: &[Slot], from: usize, to: usize) -> Patch {
        let sheet = self.sheet;
        let (first, last) = (&slots[from], &slots[to]);
        let end = sheet.extent(last.value.end.max(last.mark), sheet.column(first.from));
        if sheet.leads(first.from) {
            let head = sheet.own_comments(sheet.line_start(first.from));
            return match sheet.end_before(head) {
                Some(above) if sheet.next_line(end) == end => cut(above, end),
                _ => cut(head, sheet.next_line(end)),
            };
        }
        // The first part stands behind a dash, which the next one inherits.
        match slots.get(to + 1) {
            Some(next) if sheet.own_comments(sheet.line_start(next.from)) == sheet.line_start(next.from) => {
                cut(first.from, next.from)
            }
            _ => cut(first.from, end),
        }
    }

    /// A run of parts in brackets, with commas as there should be.
    fn take_in_brackets(&self, shape: &Shape, slots: &[Slot], from: usize, to: usize) -> Vec<Patch> {
        let sheet = self.sheet;
        let (first, last) = (&slots[from], &slots[to]);
        let end = last.value.end.max(last.mark);
        let comma = self.comma(end);
        let behind = comma.map_or(end, |comma| comma + 1);
        let line_end = sheet.line_end(behind);
        let next = slots.get(to + 1).map_or(shape.end - 1, |next| next.from);
        let mut patches = Vec::new();
        let before = from.checked_sub(1).map(|at| &slots[at]);
        if sheet.leads(first.from) && line_end < next {
            // Without a part behind it, the part before needs no comma where none stood behind the last.
            if let (Some(before), None) = (before, comma)
                && let Some(comma) = self.comma(before.value.end.max(before.mark))
            {
                patches.push(cut(comma, comma + 1));
            }
            patches.push(cut(sheet.own_comments(sheet.line_start(first.from)), sheet.next_line(line_end)));
        } else if to + 1 < slots.len() {
            let own = line_end < next && sheet.has_comment(line_end, next);
            patches.push(if own { cut(sheet.spaces_back(first.from), line_end) } else { cut(first.from, next) });
        } else if let Some(before) = before {
            let start = before.value.end.max(before.mark);
            if sheet.has_comment(start, first.from) {
                patches.extend(self.comma(start).map(|comma| cut(comma, comma + 1)));
                patches.push(cut(sheet.spaces_back(first.from), end));
            } else {
                patches.push(cut(start, end));
            }
        } else {
            patches.push(cut(first.from, if line_end < next { line_end } else { behind }));
        }
        patches
    }
}

/// Neighbours together: from the first to the last of each run.
fn runs(places: &[usize]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for at in places {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *at => *last = *at,
            _ => runs.push((*at, *at)),
        }
    }
    runs
}
