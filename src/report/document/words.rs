//! Running text of a report: pieces that each writer sets in its own way. Sentences of the answers hold names in
//! backticks; here they become pieces of their own, so that no name is ever taken for text or markup.

use crate::api::{Held, Scope, Verdict};

/// A stretch of text that is set alike.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Plain text.
    Text(String),
    /// A name of the description, or an id.
    Name(String),
    /// What the eye should find first.
    Strong(String),
    /// A second voice.
    Faint(String),
    /// An id of a list elsewhere, in a second voice and in one piece.
    Id(String),
    /// A verdict: mark, word and colour.
    Verdict(Verdict),
    /// Where an attack stands: mark and word.
    Scope(Scope),
    /// How firmly something is held, as a mark.
    Held(Held),
    /// Held because a stronger capability is.
    Implied,
    /// The next line of the same paragraph or cell.
    Break,
    /// A place to which a link can lead.
    Anchor(String),
    /// Leads to a place in the report.
    Link {
        /// Its anchor.
        to: String,
        /// What is said.
        text: String,
    },
}

/// A paragraph, a cell, an item of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words(pub Vec<Piece>);

/// A sentence whose names stand in backticks.
pub fn say(sentence: &str) -> Words {
    Words::default().say(sentence)
}

/// A name by itself.
pub fn name(name: &str) -> Words {
    Words::default().name(name)
}

/// What stands in a second voice by itself.
pub fn faint(text: &str) -> Words {
    Words::default().faint(text)
}

impl Words {
    /// Goes on with a sentence whose names stand in backticks.
    pub fn say(mut self, sentence: &str) -> Words {
        let mut parts = sentence.split('`').peekable();
        let mut is_name = false;
        while let Some(part) = parts.next() {
            // A backtick without its second stands for itself.
            if is_name && parts.peek().is_none() {
                self.push(Piece::Text(format!("`{part}")));
            } else if is_name {
                self.push(Piece::Name(part.to_owned()));
            } else if !part.is_empty() {
                self.push(Piece::Text(part.to_owned()));
            }
            is_name = !is_name;
        }
        self
    }

    /// Goes on with text in which nothing is a name.
    pub fn text(mut self, text: &str) -> Words {
        self.push(Piece::Text(text.to_owned()));
        self
    }

    /// Goes on with a name.
    pub fn name(mut self, name: &str) -> Words {
        self.push(Piece::Name(name.to_owned()));
        self
    }

    /// Goes on with names, separated by commas; of more than `most` the rest is counted.
    pub fn names<S: AsRef<str>>(mut self, names: &[S], most: usize) -> Words {
        for (at, name) in names.iter().take(most).enumerate() {
            self = if at == 0 { self } else { self.text(", ") };
            self = self.name(name.as_ref());
        }
        match names.len().saturating_sub(most) {
            0 => self,
            rest => self.text(&format!(" and {rest} more")),
        }
    }

    /// Goes on with names as alternatives: `a`, `b` or `c`.
    pub fn either<S: AsRef<str>>(mut self, names: &[S]) -> Words {
        for (at, name) in names.iter().enumerate() {
            self = match at {
                0 => self,
                at if at + 1 == names.len() => self.text(" or "),
                _ => self.text(", "),
            };
            self = self.name(name.as_ref());
        }
        self
    }

    /// Goes on with what the eye should find first.
    pub fn strong(mut self, text: &str) -> Words {
        self.push(Piece::Strong(text.to_owned()));
        self
    }

    /// Goes on in a second voice.
    pub fn faint(mut self, text: &str) -> Words {
        self.push(Piece::Faint(text.to_owned()));
        self
    }

    /// Goes on with ids of lists elsewhere.
    pub fn ids<S: AsRef<str>>(mut self, ids: &[S]) -> Words {
        for (at, id) in ids.iter().enumerate() {
            self = if at == 0 { self } else { self.text("  ") };
            self.push(Piece::Id(id.as_ref().to_owned()));
        }
        self
    }

    /// Goes on with a verdict.
    pub fn verdict(mut self, verdict: Verdict) -> Words {
        self.push(Piece::Verdict(verdict));
        self
    }

    /// Goes on with where an attack stands.
    pub fn scope(mut self, scope: Scope) -> Words {
        self.push(Piece::Scope(scope));
        self
    }

    /// Goes on with a mark for how firmly something is held.
    pub fn held(mut self, held: Held) -> Words {
        self.push(Piece::Held(held));
        self
    }

    /// Goes on with the mark of what a stronger capability implies.
    pub fn implied(mut self) -> Words {
        self.push(Piece::Implied);
        self
    }

    /// Goes on in the next line.
    pub fn line(mut self) -> Words {
        self.push(Piece::Break);
        self
    }

    /// Makes this the place to which links of that name lead.
    pub fn anchor(mut self, id: &str) -> Words {
        self.push(Piece::Anchor(id.to_owned()));
        self
    }

    /// Goes on with a way to another place of the report.
    pub fn link(mut self, to: &str, text: &str) -> Words {
        self.push(Piece::Link { to: to.to_owned(), text: text.to_owned() });
        self
    }

    /// Goes on with other words.
    pub fn and(mut self, other: Words) -> Words {
        self.0.extend(other.0);
        self
    }

    /// Nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn push(&mut self, piece: Piece) {
        self.0.push(piece);
    }
}

/// A sentence with a capital at its beginning, unless it begins with a name.
pub fn upper(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A sentence as it goes on from another.
pub fn lower(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|c| c.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_backticks_become_pieces() {
        let text = |t: &str| Piece::Text(t.to_owned());
        let name = |t: &str| Piece::Name(t.to_owned());
        assert_eq!(say("`a` reads `b`, as `c`").0, [name("a"), text(" reads "), name("b"), text(", as "), name("c")]);
        assert_eq!(say("a lone ` stays").0, [text("a lone "), text("` stays")]);
        assert_eq!(say("").0, []);
    }
}
