//! Edits of a description and its outline: what the page needs to show and change one text as tables and picture.

use std::fmt;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::answer::Place;
use super::assemble;
use crate::edit::{self, Data, Mentions};
use crate::source::{self, Lines, Node, Problems, Span, Spanned, Value};
use crate::system::document::ElementKind;
use crate::system::without_article;

/// One edit of a description. A path is made of keys and, in lists, numbers from 0.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Edit {
    /// Puts a value in the place of another, or makes an entry, with the maps above it.
    Set {
        /// Where.
        path: Vec<String>,
        /// What.
        #[cfg_attr(feature = "ts", ts(type = "unknown"))]
        value: Json,
    },
    /// Appends to a list unless it is there already; one word becomes a list, a missing list is made.
    Add {
        /// The list.
        path: Vec<String>,
        /// What.
        #[cfg_attr(feature = "ts", ts(type = "unknown"))]
        value: Json,
    },
    /// Takes an item out of a list; an empty list goes with its key.
    Drop {
        /// The list, or the only word.
        path: Vec<String>,
        /// What.
        #[cfg_attr(feature = "ts", ts(type = "unknown"))]
        value: Json,
    },
    /// Takes out an entry, with its key and its own comments.
    Remove {
        /// Which.
        path: Vec<String>,
    },
    /// Gives a named thing another name, wherever it is mentioned.
    Rename {
        /// What it is called.
        from: String,
        /// What it is to be called.
        to: String,
    },
    /// Gives a claim another name, with what is decided about it; an element that is called the same is left alone.
    RenameClaim {
        /// What it is called.
        from: String,
        /// What it is to be called.
        to: String,
    },
    /// Takes out a named thing and every mention of it, with claims over it, and controls and weaknesses on it alone.
    Delete {
        /// Which.
        name: String,
    },
}

plain! {
    /// A stretch of a text and what stands there instead.
    pub struct Patch {
        /// Where it begins, in UTF-16 units from the start of the text.
        from: u32,
        /// Where it ends; exclusive.
        to: u32,
        /// The new text.
        insert: String,
    }
    /// What edits come to: patches of the given text, ascending and disjoint.
    pub struct Edited {
        /// What changes.
        patches: Vec<Patch>,
        /// Why nothing is changed, in one sentence.
        refused: Option<String>,
    }
}

/// What stands in a description, as far as it can be read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Outline {
    /// The sections and other keys of the document, in the order of the text.
    pub sections: Vec<OutlineSection>,
    /// Every entry of every section, in the order of the text; adapters stand behind their model.
    pub entries: Vec<OutlineEntry>,
    /// What exists by being mentioned, by name.
    pub mentioned: Vec<OutlineMention>,
}

/// A key of the document.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct OutlineSection {
    /// The key.
    pub name: String,
    /// Where the key stands.
    pub at: Place,
    /// The key with all that stands under it.
    pub place: Place,
    /// What stands there if it is no map of entries.
    #[cfg_attr(feature = "ts", ts(type = "unknown"))]
    pub value: Json,
}

/// An entry of a section.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct OutlineEntry {
    /// Its section; `adapters` for those of a model.
    pub section: String,
    /// Its name.
    pub name: String,
    /// What it is, such as `agent`; empty for what is no element.
    pub kind: String,
    /// The path of an edit.
    pub path: Vec<String>,
    /// Where its name stands.
    pub at: Place,
    /// The whole entry.
    pub place: Place,
    /// What is said of it.
    #[cfg_attr(feature = "ts", ts(type = "unknown"))]
    pub value: Json,
    /// Where else its name stands, in the order of the text.
    pub mentions: Vec<Place>,
}

/// Something that has no entry of its own.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct OutlineMention {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: String,
    /// Where its name stands.
    pub mentions: Vec<Place>,
}

/// A value as JSON has it, with its keys in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Json(pub Data);

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Json {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Json".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        true.into()
    }
}

/// Makes edits one after the other on a text; the patches are against the text as given.
pub fn edit(text: &str, edits: &[Edit]) -> Edited {
    let edits: Vec<edit::Edit> = edits.iter().map(Edit::plain).collect();
    match edit::edit(text, &edits) {
        Ok(patches) => Edited { patches: in_utf16(text, &patches), refused: None },
        Err(refused) => Edited { patches: Vec::new(), refused: Some(refused) },
    }
}

/// A text with edits made, or why they are not.
pub(super) fn edited(text: &str, edits: &[Edit]) -> Result<String, String> {
    let edits: Vec<edit::Edit> = edits.iter().map(Edit::plain).collect();
    edit::edit(text, &edits).map(|patches| edit::patched(text, &patches))
}

/// Lays a text out in the usual way.
pub fn format(text: &str) -> Edited {
    match edit::format(text) {
        Ok(patches) => Edited { patches: in_utf16(text, &patches), refused: None },
        Err(refused) => Edited { patches: Vec::new(), refused: Some(refused) },
    }
}

/// A text laid out in the usual way, or why it is not.
pub fn formatted(text: &str) -> Result<String, String> {
    edit::format(text).map(|patches| edit::patched(text, &patches))
}

impl Edit {
    fn plain(&self) -> edit::Edit {
        match self.clone() {
            Edit::Set { path, value: Json(value) } => edit::Edit::Set { path, value },
            Edit::Add { path, value: Json(value) } => edit::Edit::Add { path, value },
            Edit::Drop { path, value: Json(value) } => edit::Edit::Drop { path, value },
            Edit::Remove { path } => edit::Edit::Remove { path },
            Edit::Rename { from, to } => edit::Edit::Rename { from, to },
            Edit::RenameClaim { from, to } => edit::Edit::RenameClaim { from, to },
            Edit::Delete { name } => edit::Edit::Delete { name },
        }
    }
}

/// Patches in the units of the page, counted once through the text.
fn in_utf16(text: &str, patches: &[edit::Patch]) -> Vec<Patch> {
    let (mut at, mut units) = (0, 0);
    let mut count = |to: usize| {
        units += text[at..to].encode_utf16().count();
        at = to;
        u32::try_from(units).unwrap_or(u32::MAX)
    };
    patches.iter().map(|p| Patch { from: count(p.from), to: count(p.to), insert: p.insert.clone() }).collect()
}

/// What stands in a text.
pub fn outline(text: &str) -> Outline {
    let node = source::read(text, &mut Problems::new());
    let mut outline = Outline { sections: Vec::new(), entries: Vec::new(), mentioned: Vec::new() };
    let Some(node) = node else { return outline };
    let lines = Lines::new(text);
    let reading = Reading { lines: &lines, known: edit::mentions(&node) };
    if let Value::Map(sections) = &node.value {
        for (key, value) in sections {
            reading.section(key, value, &mut outline);
        }
    }
    let named = |name: &str| reading.known.of(name).iter().any(|mention| mention.declares);
    let mentioned = reading.known.names.iter().filter(|(name, _)| !named(name));
    outline.mentioned = mentioned
        .map(|(name, known)| OutlineMention {
            name: name.to_owned(),
            kind: kind_word(known.kind),
            mentions: reading.places(name),
        })
        .collect();
    outline
}

/// The kind in one word: `agent`.
pub(super) fn kind_word(kind: ElementKind) -> String {
    without_article(kind.words()).to_owned()
}

struct Reading<'a> {
    lines: &'a Lines<'a>,
    known: Mentions,
}

impl Reading<'_> {
    fn place(&self, span: Span) -> Place {
        assemble::place("", self.lines, span)
    }

    fn places(&self, name: &str) -> Vec<Place> {
        self.known.of(name).iter().filter(|m| !m.declares).map(|mention| self.place(mention.span)).collect()
    }

    /// Where a claim is decided about.
    fn decided(&self, claim: &Spanned<String>) -> Vec<Place> {
        let spans = self.known.claim(&claim.value).unwrap_or(&[]);
        spans.iter().filter(|span| **span != claim.span).map(|span| self.place(*span)).collect()
    }

    fn section(&self, key: &Spanned<String>, value: &Node, outline: &mut Outline) {
        let is_map = matches!(value.value, Value::Map(_));
        outline.sections.push(OutlineSection {
            name: key.value.clone(),
            at: self.place(key.span),
            place: self.place(key.span.to(value.span)),
            value: Json(if is_map { Data::Null } else { Data::of(value) }),
        });
        self.entries(&key.value, &[&key.value], value, outline);
    }

    fn entries(&self, section: &str, path: &[&str], value: &Node, outline: &mut Outline) {
        let Value::Map(entries) = &value.value else { return };
        for (name, value) in entries {
            let known = self.known.of(&name.value);
            let declared = known.iter().any(|mention| mention.declares && mention.span == name.span);
            let kind = if declared { self.known.kind(&name.value) } else { None };
            let path = [path, &[name.value.as_str()]].concat();
            outline.entries.push(OutlineEntry {
                section: section.to_owned(),
                name: name.value.clone(),
                kind: kind.map(kind_word).unwrap_or_default(),
                path: path.iter().map(|&step| step.to_owned()).collect(),
                at: self.place(name.span),
                place: self.place(name.span.to(value.span)),
                value: Json(Data::of(value)),
                mentions: match (declared, section) {
                    (true, _) => self.places(&name.value),
                    (false, "claims") => self.decided(name),
                    _ => Vec::new(),
                },
            });
            if let ("models", Some(adapters)) = (section, value.get("adapters")) {
                self.entries("adapters", &[path.as_slice(), &["adapters"]].concat(), adapters, outline);
            }
        }
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        written(&self.0, to)
    }
}

/// A value below another.
struct Part<'a>(&'a Data);

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        written(self.0, to)
    }
}

fn written<S: Serializer>(data: &Data, to: S) -> Result<S::Ok, S::Error> {
    match data {
        Data::Null => to.serialize_unit(),
        Data::Text(text) => to.serialize_str(text),
        Data::Plain(text) => match (text.to_ascii_lowercase().as_str(), text.parse::<i64>(), text.parse::<f64>()) {
            ("true", ..) => to.serialize_bool(true),
            ("false", ..) => to.serialize_bool(false),
            (_, Ok(whole), _) => to.serialize_i64(whole),
            (_, _, Ok(number)) if number.is_finite() => to.serialize_f64(number),
            _ => to.serialize_str(text),
        },
        Data::List(items) => {
            let mut list = to.serialize_seq(Some(items.len()))?;
            for item in items {
                list.serialize_element(&Part(item))?;
            }
            list.end()
        }
        Data::Map(entries) => {
            let mut map = to.serialize_map(Some(entries.len()))?;
            for (key, value) in entries {
                map.serialize_entry(key, &Part(value))?;
            }
            map.end()
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Json, D::Error> {
        from.deserialize_any(Reader).map(Json)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Data;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Data, E> {
        Ok(Data::Plain(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Data, E> {
        Ok(Data::Plain(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Data, E> {
        Ok(Data::Plain(value.to_string()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Data, E> {
        if value.is_finite() { Ok(Data::Plain(value.to_string())) } else { Err(E::custom("a number is not finite")) }
    }

    fn visit_str<E>(self, value: &str) -> Result<Data, E> {
        Ok(Data::Text(value.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Data, E> {
        Ok(Data::Null)
    }

    fn visit_none<E>(self) -> Result<Data, E> {
        Ok(Data::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Data, D::Error> {
        from.deserialize_any(Reader)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Data, A::Error> {
        let mut items = Vec::new();
        while let Some(Json(item)) = from.next_element()? {
            items.push(item);
        }
        Ok(Data::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Data, A::Error> {
        let mut entries: Vec<(String, Data)> = Vec::new();
        while let Some((key, Json(value))) = from.next_entry::<String, Json>()? {
            entries.push((key, value));
        }
        Ok(Data::Map(entries))
    }
}
