//! The one macro from which each section's struct, its reader and its table of keys come.

use super::key::{Key, Referring};
use super::value::{FromNode, check_name, wrong_shape};
use super::{Entry, Section};
use crate::source::{Node, Problem, Problems, Severity, Spanned, Value, nearest, quoted};

/// Something that is read from a map by a table of keys.
pub trait Keyed: Default + Referring {
    /// What it is: `a tool`.
    const NOUN: &'static str;
    /// Its keys in the order of documentation.
    const KEYS: &'static [Key];
    /// What it means, in a sentence or two.
    const DOCS: &'static str;
    /// Reads one key; false if there is none of that name.
    fn take(&mut self, name: &str, node: &Node, problems: &mut Problems) -> bool;
}

/// What can be said of any element.
pub trait Described: Keyed {
    /// The team or discipline that answers for it.
    fn domain(&self) -> Option<&Spanned<String>>;
    /// The trust boundary that it lies in.
    fn zone(&self) -> Option<&Spanned<String>>;
    /// A remark.
    fn note(&self) -> Option<&Spanned<String>>;
}

/// A struct, its reader and its table of keys.
/// `field: Type = "key" => Refers…` — the last part for keys that name elements.
macro_rules! keyed {
    ($(#[doc = $doc:literal])+ $name:ident, $noun:literal {
        $($(#[doc = $kdoc:literal])+ $field:ident: $ty:ty = $key:literal $(=> $refers:expr)?),* $(,)?
    }) => {
        $(#[doc = $doc])+
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name { $($(#[doc = $kdoc])+ pub $field: $ty),* }

        impl Keyed for $name {
            const NOUN: &'static str = $noun;
            const DOCS: &'static str = concat!($($doc),+);
            const KEYS: &'static [Key] = &[$(Key {
                name: $key,
                docs: concat!($($kdoc),+),
                refers: keyed!(@refers $($refers)?),
            }),*];

            fn take(&mut self, name: &str, node: &Node, problems: &mut Problems) -> bool {
                let mut keys = Self::KEYS.iter();
                $(if let Some(key) = keys.next() && name == $key {
                    if let Some(value) = FromNode::from_node(node, key, problems) {
                        self.$field = value;
                    }
                    return true;
                })*
                false
            }
        }

        impl Referring for $name {
            fn references<'d>(&'d self, visit: &mut Visit<'_, 'd>) {
                let mut keys = Self::KEYS.iter();
                $(if let Some(key) = keys.next() {
                    FromNode::references(&self.$field, key, visit);
                })*
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut properties = serde_json::Map::new();
                let mut keys = Self::KEYS.iter();
                $(if let Some(key) = keys.next() {
                    let value = <$ty as schema::ValueSchema>::value_schema(key, generator);
                    properties.insert(key.name.to_owned(), schema::documented(value, key.docs));
                })*
                schema::map_of_keys::<Self>(properties)
            }
        }
    };
    (@refers) => { None };
    (@refers $refers:expr) => { Some($refers) };
}

/// As `keyed!`, with the keys that any element has.
macro_rules! element {
    ($(#[doc = $doc:literal])+ $name:ident, $noun:literal { $($keys:tt)* }) => {
        keyed! {
            $(#[doc = $doc])+
            $name, $noun {
                $($keys)*
                /// The team or discipline that answers for it, such as ML, application, platform, hardware or a
                /// vendor; default: what its kind suggests.
                domain: Option<Spanned<String>> = "domain",
                /// The trust boundary that it lies in; default: none.
                zone: Option<Spanned<String>> = "zone",
                /// A remark for readers; the analysis does not use it.
                note: Option<Spanned<String>> = "note",
            }
        }

        impl Described for $name {
            fn domain(&self) -> Option<&Spanned<String>> {
                self.domain.as_ref()
            }
            fn zone(&self) -> Option<&Spanned<String>> {
                self.zone.as_ref()
            }
            fn note(&self) -> Option<&Spanned<String>> {
                self.note.as_ref()
            }
        }
    };
}

/// Reads a map by its table of keys; nothing there is an empty one.
pub(super) fn read_keyed<T: Keyed>(node: &Node, problems: &mut Problems) -> T {
    let mut body = T::default();
    read_keys(node, T::NOUN, T::KEYS, problems, &mut |name, value, problems| body.take(name, value, problems));
    body
}

/// What reading a map shares between all tables, once; `take` reads one key.
fn read_keys(
    node: &Node,
    noun: &str,
    keys: &[Key],
    problems: &mut Problems,
    take: &mut dyn FnMut(&str, &Node, &mut Problems) -> bool,
) {
    match &node.value {
        Value::Null => {}
        Value::Map(entries) => {
            for (key, value) in entries {
                if !take(&key.value, value, problems) {
                    problems.report(Severity::Error, || unknown_key(key, noun, keys));
                }
            }
        }
        _ => {
            problems.push(
                Problem::error("wrong-shape", node.span, format!("{noun} is a map of keys, not {}", node.shape()))
                    .help(format!("its keys: {}", key_names(keys))),
            );
        }
    }
}

fn unknown_key(key: &Spanned<String>, noun: &str, keys: &[Key]) -> Problem {
    let mut problem = Problem::error("unknown-key", key.span, format!("{} is not a key of {noun}", quoted(&key.value)));
    match nearest(&key.value, keys.iter().map(|key| key.name)) {
        Some(meant) => {
            problem = problem.help(format!("did you mean `{meant}`?")).fix(
                format!("write `{meant}`"),
                key.span,
                key.rewritten(meant),
            );
        }
        None => {
            let elsewhere: Vec<&str> = super::SECTIONS
                .iter()
                .filter(|section| section.keys.iter().any(|k| k.name == key.value))
                .map(|section| section.name)
                .collect();
            let keys = key_names(keys);
            problem = problem.help(if elsewhere.is_empty() {
                format!("its keys: {keys}")
            } else {
                format!("`{}` is a key of {}; here: {keys}", key.value, elsewhere.join(", "))
            });
        }
    }
    problem
}

fn key_names(keys: &[Key]) -> String {
    let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
    names.join(", ")
}

/// A section: a map from names to what is said of each.
impl<T: Keyed> FromNode for Section<T> {
    fn from_node(node: &Node, key: &Key, problems: &mut Problems) -> Option<Section<T>> {
        match &node.value {
            Value::Null => Some(Section::new()),
            Value::Map(entries) => Some(entries.iter().map(|entry| read_entry(entry, problems)).collect()),
            _ => wrong_shape(node, key, "a map from names to what is said of each", problems),
        }
    }
}

fn read_entry<T: Keyed>((name, node): &(Spanned<String>, Node), problems: &mut Problems) -> Entry<T> {
    check_name(name, problems);
    Entry { name: name.clone(), body: read_keyed(node, problems), span: name.span.to(node.span) }
}

pub(super) use {element, keyed};
