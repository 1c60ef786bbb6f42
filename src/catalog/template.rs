//! Sentences with places for names: `{host} holds {x} in memory`.
//! Read once into pieces, so that a misspelt name is an error in the catalog and never in an answer.

use std::ops::Range;

/// A sentence with numbered slots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Piece>,
}

/// A stretch of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words as they stand.
    Text(String),
    /// The name of the thing with that number.
    Slot(u8),
}

/// What is wrong with a sentence, and where in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Byte range.
    pub range: Range<usize>,
    /// What.
    pub kind: FaultKind,
}

/// What can be wrong with a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// A name in braces that nothing has.
    Unknown(String),
    /// An opening brace without a closing one, or the other way round.
    Brace,
}

impl Template {
    /// Reads a sentence. `slot` numbers the names that may stand in braces.
    pub fn parse(text: &str, slot: impl Fn(&str) -> Option<u8>) -> (Template, Vec<Fault>) {
        let mut pieces = Vec::new();
        let mut faults = Vec::new();
        let mut at = 0;
        while let Some(found) = text[at..].find(['{', '}']) {
            let open = at + found;
            push_text(&mut pieces, &text[at..open]);
            let inner = open + 1;
            let close = text[inner..].find(['{', '}']).map(|i| inner + i);
            match close {
                Some(close) if text[open..].starts_with('{') && text[close..].starts_with('}') => {
                    let name = &text[inner..close];
                    match slot(name) {
                        Some(number) => pieces.push(Piece::Slot(number)),
                        None => faults.push(Fault { range: inner..close, kind: FaultKind::Unknown(name.to_owned()) }),
                    }
                    at = close + 1;
                }
                _ => {
                    faults.push(Fault { range: open..inner, kind: FaultKind::Brace });
                    at = inner;
                }
            }
        }
        push_text(&mut pieces, &text[at..]);
        (Template { pieces }, faults)
    }

    /// The pieces, in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The sentence with names in its slots.
    pub fn fill<S: AsRef<str>>(&self, name: impl Fn(usize) -> S) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Slot(number) => out.push_str(name(usize::from(*number)).as_ref()),
            }
        }
        out
    }

    /// The numbers of its slots, in order, repeated as they occur.
    pub fn slots(&self) -> impl Iterator<Item = usize> + '_ {
        self.pieces.iter().filter_map(|p| match p {
            Piece::Slot(number) => Some(usize::from(*number)),
            Piece::Text(_) => None,
        })
    }
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    if !text.is_empty() {
        pieces.push(Piece::Text(text.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(name: &str) -> Option<u8> {
        ["x", "host"].iter().position(|n| *n == name).and_then(|i| u8::try_from(i).ok())
    }

    #[test]
    fn names_in_braces_are_filled_in() {
        let (template, faults) = Template::parse("{host} holds {x}; who reads {host} reads it", slot);
        assert_eq!(faults, []);
        assert_eq!(template.fill(|i| ["weights", "gpu"][i]), "gpu holds weights; who reads gpu reads it");
        assert_eq!(template.slots().collect::<Vec<_>>(), [1, 0, 1]);
    }

    #[test]
    fn faults_name_their_place() {
        let faults = |text: &str| Template::parse(text, slot).1;
        assert_eq!(faults("{hots} is"), [Fault { range: 1..5, kind: FaultKind::Unknown("hots".into()) }]);
        assert_eq!(faults("{} is"), [Fault { range: 1..1, kind: FaultKind::Unknown(String::new()) }]);
        assert_eq!(faults("é {x"), [Fault { range: 3..4, kind: FaultKind::Brace }]);
        assert_eq!(faults("x} {x}"), [Fault { range: 1..2, kind: FaultKind::Brace }]);
        assert_eq!(faults("{a {x}"), [Fault { range: 0..1, kind: FaultKind::Brace }]);
    }
}
