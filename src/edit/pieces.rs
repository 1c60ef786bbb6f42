//! Edits that follow each other, as patches against the text that was there first.

use super::Patch;

/// A stretch of the first text, or a text of its own.
#[derive(Clone, Debug)]
enum Piece {
    Kept { from: usize, to: usize },
    New(String),
}

/// A text made of stretches of another and of what was put between them.
#[derive(Clone, Debug)]
pub(super) struct Pieces {
    pieces: Vec<Piece>,
}

impl Pieces {
    /// A text as it is.
    pub(super) fn of(text: &str) -> Pieces {
        Pieces { pieces: vec![Piece::Kept { from: 0, to: text.len() }] }
    }

    /// Patches the text as it is by now; patches ascend and are disjoint.
    pub(super) fn patch(&mut self, patches: &[Patch]) {
        let mut out: Vec<Piece> = Vec::with_capacity(self.pieces.len() + 2 * patches.len());
        let mut at = 0;
        let mut todo = patches.iter().peekable();
        for piece in std::mem::take(&mut self.pieces) {
            let length = piece.len();
            let mut from = 0;
            while from < length {
                let Some(patch) = todo.peek() else {
                    out.push(piece.part(from, length));
                    break;
                };
                if patch.from >= at + length {
                    out.push(piece.part(from, length));
                    break;
                }
                if patch.from >= at + from {
                    out.push(piece.part(from, patch.from - at));
                    out.push(Piece::New(patch.insert.clone()));
                }
                from = (patch.to - at).min(length).max(from);
                if patch.to > at + length {
                    break;
                }
                todo.next();
            }
            at += length;
        }
        out.extend(todo.map(|patch| Piece::New(patch.insert.clone())));
        out.retain(|piece| piece.len() > 0);
        self.pieces = out;
    }

    /// What was changed of the first text.
    pub(super) fn patches(&self, text: &str) -> Vec<Patch> {
        let mut patches: Vec<Patch> = Vec::new();
        let mut at = 0;
        let mut insert = String::new();
        let end = Piece::Kept { from: text.len(), to: text.len() };
        for piece in self.pieces.iter().chain([&end]) {
            match piece {
                Piece::New(new) => insert.push_str(new),
                Piece::Kept { from, to } => {
                    if *from > at || !insert.is_empty() {
                        patches
                            .extend(trimmed(text, Patch { from: at, to: *from, insert: std::mem::take(&mut insert) }));
                    }
                    at = *to;
                }
            }
        }
        patches
    }
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Piece::Kept { from, to } => to - from,
            Piece::New(text) => text.len(),
        }
    }

    fn part(&self, start: usize, end: usize) -> Piece {
        match self {
            Piece::Kept { from, .. } => Piece::Kept { from: from + start, to: from + end },
            Piece::New(text) => Piece::New(text[start..end].to_owned()),
        }
    }
}

/// A patch without what it puts back as it was; nothing if that is all.
fn trimmed(text: &str, patch: Patch) -> Option<Patch> {
    let old = &text[patch.from..patch.to];
    let new = patch.insert.as_str();
    let same = |(a, b): &(char, char)| a == b;
    let head: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (old, new) = (&old[head..], &new[head..]);
    let tail: usize = old.chars().rev().zip(new.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let insert = new[..new.len() - tail].to_owned();
    let patch = Patch { from: patch.from + head, to: patch.to - tail, insert };
    (patch.from < patch.to || !patch.insert.is_empty()).then_some(patch)
}

/// A text with patches applied; they ascend and are disjoint.
pub(super) fn patched(text: &str, patches: &[Patch]) -> String {
    let mut out = String::with_capacity(text.len() + patches.iter().map(|patch| patch.insert.len()).sum::<usize>());
    let mut at = 0;
    for patch in patches {
        out.push_str(&text[at..patch.from]);
        out.push_str(&patch.insert);
        at = patch.to;
    }
    out.push_str(&text[at..]);
    out
}
