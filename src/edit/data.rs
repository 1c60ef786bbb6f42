//! What a text says, without how it says it: what an edit gives and what must be there afterwards.

use super::scalar::is_value;
use crate::source::{Node, Value};

/// A value as data.
#[derive(Clone, Debug, PartialEq)]
pub enum Data {
    /// Nothing.
    Null,
    /// A number or a switch, as it is written.
    Plain(String),
    /// A text or a word.
    Text(String),
    /// A list.
    List(Vec<Data>),
    /// A map, in order; keys are unique.
    Map(Vec<(String, Data)>),
}

impl Data {
    /// What a tree says. Recursion is bounded by the reader's `MAX_DEPTH`.
    pub fn of(node: &Node) -> Data {
        match &node.value {
            Value::Null => Data::Null,
            Value::Scalar { text, quoted } => Data::scalar(text, *quoted),
            Value::List(items) => Data::List(items.iter().map(Data::of).collect()),
            Value::Map(entries) => {
                Data::Map(entries.iter().map(|(key, value)| (key.value.clone(), Data::of(value))).collect())
            }
        }
    }

    /// What a scalar of the text means.
    pub fn scalar(text: &str, quoted: bool) -> Data {
        if !quoted && is_value(text) { Data::Plain(text.to_owned()) } else { Data::Text(text.to_owned()) }
    }

    /// The value under a key, if this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Data> {
        match self {
            Data::Map(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match self {
            Data::Plain(text) | Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Where a step of a path leads: the key of a map, the number of an item.
    pub(super) fn index(&self, step: &str) -> Option<usize> {
        match self {
            Data::Map(entries) => entries.iter().position(|(name, _)| name == step),
            Data::List(items) => step.parse().ok().filter(|at| *at < items.len()),
            _ => None,
        }
    }

    /// The value that stands somewhere below.
    pub(super) fn at(&self, way: &[usize]) -> Option<&Data> {
        way.iter().try_fold(self, |here, at| match here {
            Data::Map(entries) => entries.get(*at).map(|(_, value)| value),
            Data::List(items) => items.get(*at),
            _ => None,
        })
    }

    /// The same, to be changed.
    pub(super) fn at_mut(&mut self, way: &[usize]) -> Option<&mut Data> {
        way.iter().try_fold(self, |here, at| match here {
            Data::Map(entries) => entries.get_mut(*at).map(|(_, value)| value),
            Data::List(items) => items.get_mut(*at),
            _ => None,
        })
    }

    /// How many entries or items it has.
    pub(super) fn len(&self) -> usize {
        match self {
            Data::Map(entries) => entries.len(),
            Data::List(items) => items.len(),
            _ => 0,
        }
    }

    /// Puts an entry or item at a place.
    pub(super) fn insert(&mut self, at: usize, key: Option<String>, value: Data) {
        match (self, key) {
            (Data::Map(entries), Some(key)) => entries.insert(at.min(entries.len()), (key, value)),
            (Data::List(items), None) => items.insert(at.min(items.len()), value),
            _ => {}
        }
    }

    /// Takes entries or items out, given in ascending order.
    pub(super) fn take(&mut self, places: &[usize]) {
        for at in places.iter().rev() {
            match self {
                Data::Map(entries) if *at < entries.len() => drop(entries.remove(*at)),
                Data::List(items) if *at < items.len() => drop(items.remove(*at)),
                _ => {}
            }
        }
    }

    /// Lists and maps within each other.
    pub(super) fn depth(&self) -> usize {
        let mut deepest = 0;
        let mut open = vec![(self, 1)];
        while let Some((data, depth)) = open.pop() {
            deepest = deepest.max(depth);
            match data {
                Data::List(items) => open.extend(items.iter().map(|item| (item, depth + 1))),
                Data::Map(entries) => open.extend(entries.iter().map(|(_, value)| (value, depth + 1))),
                _ => {}
            }
        }
        deepest
    }

    /// What it is, in words for sentences.
    pub(super) fn words(&self) -> &'static str {
        match self {
            Data::Null => "nothing",
            Data::Plain(_) | Data::Text(_) => "one word",
            Data::List(_) => "a list",
            Data::Map(_) => "a map",
        }
    }
}
