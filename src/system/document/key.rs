//! Keys of the description as a table: their words, their meaning, and which elements they may name.
//! Reading, checks of names, hover texts and the JSON Schema all follow this one table.

use super::kind::{ElementKind, Kinds};
use crate::source::Spanned;

/// A key of the description.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// As it is written: `runs on`.
    pub name: &'static str,
    /// Its meaning and default, in a sentence or two.
    pub docs: &'static str,
    /// What its value may name, if it names elements.
    pub refers: Option<Refers>,
}

/// Which elements a key may name.
#[derive(Clone, Copy, Debug)]
pub struct Refers {
    /// Kinds of element that it takes.
    pub kinds: Kinds,
    /// Words that it takes beside names: `us`.
    pub words: &'static [&'static str],
    /// Naming an element here makes it exist, as this kind.
    pub mentions: Option<ElementKind>,
    /// Whether it takes zones beside names.
    pub zones: bool,
    /// Whether it takes one name only.
    pub one: bool,
    /// Whether a chain of such names may not lead back to its start.
    pub acyclic: bool,
}

impl Refers {
    /// Names of these kinds.
    pub const fn to(kinds: Kinds) -> Refers {
        Refers { kinds, words: &[], mentions: None, zones: false, one: false, acyclic: false }
    }

    /// Also these words.
    #[must_use]
    pub const fn or(mut self, words: &'static [&'static str]) -> Refers {
        self.words = words;
        self
    }

    /// What is named here exists by being named.
    #[must_use]
    pub const fn mentions(mut self, kind: ElementKind) -> Refers {
        self.mentions = Some(kind);
        self
    }

    /// Also zones that some element lies in.
    #[must_use]
    pub const fn in_zones(mut self) -> Refers {
        self.zones = true;
        self
    }

    /// One name, no list.
    #[must_use]
    pub const fn one(mut self) -> Refers {
        self.one = true;
        self
    }

    /// May not lead back.
    #[must_use]
    pub const fn acyclic(mut self) -> Refers {
        self.acyclic = true;
        self
    }

    /// What it takes, in words: `a supplier or the word us`.
    pub fn words(&self) -> String {
        let kinds = self.kinds.words() + if self.zones { ", or a zone" } else { "" };
        let words: Vec<String> = self.words.iter().map(|word| format!("`{word}`")).collect();
        match words.len() {
            0 => kinds,
            1 => format!("{kinds}, or the word {}", words[0]),
            _ => format!("{kinds}, or one of the words {}", words.join(", ")),
        }
    }
}

/// Receives each key with the names that stand under it.
pub type Visit<'v, 'd> = dyn FnMut(&'static Key, &'d [Spanned<String>]) + 'v;

/// Something that names elements.
pub trait Referring {
    /// Shows every key that names elements, in the order of the table.
    fn references<'d>(&'d self, visit: &mut Visit<'_, 'd>);
}
