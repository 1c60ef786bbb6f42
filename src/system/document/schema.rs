//! The JSON Schema of a description, for completion and hovers in editors; made from the same table of keys.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::decision::{AsOf, BASES, Date, Decision, Decisions};
use super::key::Key;
use super::value::{Inputs, Kept, Likelihood, MAX_NAME, Names, Promises, Standing};
use super::word::{LikelihoodWord, Part, Promise, Word};
use super::{Claim, Document, Entry, Keyed, Section};
use crate::source::Spanned;

/// The JSON Schema of a description. Stricter than the reader in spelling: it offers each word in one form.
pub fn description_schema() -> Schema {
    SchemaGenerator::default().into_root_schema_for::<Document>()
}

/// What a value under a key may be.
pub(super) trait ValueSchema {
    fn value_schema(key: &Key, generator: &mut SchemaGenerator) -> Value;
}

/// A schema with its hover text; what the value already says of itself follows.
pub(super) fn documented(mut schema: Value, docs: &str) -> Value {
    if let Value::Object(object) = &mut schema {
        object.insert("description".to_owned(), one_line(docs));
    }
    schema
}

fn one_line(docs: &str) -> Value {
    Value::String(docs.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A map with these keys and no others; nothing at all is an empty one.
pub(super) fn map_of_keys<T: Keyed + 'static>(properties: Map<String, Value>) -> Schema {
    let mut schema = Map::new();
    schema.insert("description".to_owned(), one_line(T::DOCS));
    schema.insert("type".to_owned(), json!(["object", "null"]));
    schema.insert("properties".to_owned(), Value::Object(properties));
    schema.insert("additionalProperties".to_owned(), json!(false));
    if T::NOUN == Document::NOUN {
        schema.insert("type".to_owned(), json!("object"));
        schema.insert("required".to_owned(), json!(["bartizan"]));
    }
    if T::NOUN == Claim::NOUN {
        schema.insert("type".to_owned(), json!("object"));
        schema.insert("required".to_owned(), json!(["gains", "over"]));
        schema.insert("oneOf".to_owned(), json!([{ "required": ["nobody but"] }, { "required": ["nobody in"] }]));
    }
    if T::NOUN == Decision::NOUN {
        schema.insert("type".to_owned(), json!("object"));
        schema.insert("required".to_owned(), json!(["decision", "reason"]));
    }
    Schema::from(schema)
}

/// A map from names to values.
fn named(value: Value) -> Value {
    json!({
        "type": ["object", "null"],
        "propertyNames": { "pattern": format!("^[\\p{{L}}\\p{{N}}_-]{{1,{MAX_NAME}}}$") },
        "additionalProperties": value,
    })
}

#[allow(clippy::needless_pass_by_value)]
fn one_or_list(one: Value) -> Value {
    json!({ "oneOf": [one, { "type": "array", "items": one }] })
}

fn reference<T: JsonSchema>(generator: &mut SchemaGenerator) -> Value {
    generator.subschema_for::<T>().to_value()
}

/// A name of an element, derived ones included.
struct Name;

impl JsonSchema for Name {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Name".into()
    }

    fn json_schema(_generator: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^[\\p{L}\\p{N}_-]+(\\.[a-z]+)*$",
        })
    }
}

/// One name or a list of names.
struct OneOrSeveral;

impl JsonSchema for OneOrSeveral {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Names".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let name = reference::<Name>(generator);
        schemars::json_schema!({ "oneOf": [name, { "type": "array", "items": name }] })
    }
}

impl JsonSchema for Likelihood {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Likelihood".into()
    }

    fn json_schema(_generator: &mut SchemaGenerator) -> Schema {
        let number = json!({ "type": "number", "minimum": 0, "maximum": 1 });
        schemars::json_schema!({
            "oneOf": [
                number,
                { "type": "array", "items": number, "minItems": 2, "maxItems": 2, "description": "From, to." },
                words::<LikelihoodWord>(),
            ],
        })
    }
}

fn words<W: Word>() -> Value {
    let words: Vec<Value> =
        W::ALL.iter().map(|word| json!({ "const": word.word(), "description": one_line(word.docs()) })).collect();
    json!({ "type": "string", "oneOf": words })
}

fn or_words(words: &[&str], generator: &mut SchemaGenerator) -> Value {
    json!({ "anyOf": [{ "enum": words }, reference::<Name>(generator)] })
}

/// A map with a word's values as keys.
fn map_of_words<W: Word>(value: &Value) -> Value {
    let properties: Map<String, Value> =
        W::ALL.iter().map(|word| (word.word().to_owned(), documented(value.clone(), word.docs()))).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

impl<T: ValueSchema> ValueSchema for Option<Spanned<T>> {
    fn value_schema(key: &Key, generator: &mut SchemaGenerator) -> Value {
        T::value_schema(key, generator)
    }
}

impl ValueSchema for String {
    fn value_schema(_key: &Key, _generator: &mut SchemaGenerator) -> Value {
        json!({ "type": "string" })
    }
}

impl ValueSchema for bool {
    fn value_schema(_key: &Key, _generator: &mut SchemaGenerator) -> Value {
        json!({ "type": "boolean" })
    }
}

impl ValueSchema for f64 {
    fn value_schema(_key: &Key, _generator: &mut SchemaGenerator) -> Value {
        json!({ "type": "number", "minimum": 0 })
    }
}

impl ValueSchema for u32 {
    fn value_schema(_key: &Key, _generator: &mut SchemaGenerator) -> Value {
        json!({ "const": 1 })
    }
}

impl<W: Word> ValueSchema for W {
    fn value_schema(_key: &Key, _generator: &mut SchemaGenerator) -> Value {
        words::<W>()
    }
}

impl<W: Word> ValueSchema for Vec<Spanned<W>> {
    fn value_schema(_key: &Key, _generator: &mut SchemaGenerator) -> Value {
        one_or_list(words::<W>())
    }
}

impl ValueSchema for Names {
    fn value_schema(key: &Key, generator: &mut SchemaGenerator) -> Value {
        if key.refers.as_ref().is_some_and(|refers| refers.zones) {
            return one_or_list(json!({ "type": "string" }));
        }
        match key.refers.as_ref().map(|refers| (refers.one, refers.words)) {
            Some((true, [])) => reference::<Name>(generator),
            Some((true, words)) => or_words(words, generator),
            None | Some((false, [])) => reference::<OneOrSeveral>(generator),
            Some((false, words)) => one_or_list(or_words(words, generator)),
        }
    }
}

impl ValueSchema for Kept {
    fn value_schema(key: &Key, generator: &mut SchemaGenerator) -> Value {
        let names = Names::value_schema(key, generator);
        let parts = json!({ "type": "object", "additionalProperties": one_or_list(words::<Part>()) });
        json!({ "anyOf": [names, parts] })
    }
}

impl ValueSchema for Inputs {
    fn value_schema(key: &Key, generator: &mut SchemaGenerator) -> Value {
        map_of_words::<Part>(&Names::value_schema(key, generator))
    }
}

impl ValueSchema for Standing {
    fn value_schema(_key: &Key, _generator: &mut SchemaGenerator) -> Value {
        json!({ "anyOf": [{ "const": "stated" }, { "type": ["string", "null"], "description": "The reason." }] })
    }
}

impl ValueSchema for Promises {
    fn value_schema(key: &Key, generator: &mut SchemaGenerator) -> Value {
        let listed = one_or_list(words::<Promise>());
        let justified = map_of_words::<Promise>(&Standing::value_schema(key, generator));
        json!({ "anyOf": [listed, justified] })
    }
}

impl ValueSchema for Likelihood {
    fn value_schema(_key: &Key, generator: &mut SchemaGenerator) -> Value {
        reference::<Likelihood>(generator)
    }
}

impl<T: Keyed + JsonSchema> ValueSchema for Section<T> {
    fn value_schema(_key: &Key, generator: &mut SchemaGenerator) -> Value {
        named(reference::<T>(generator))
    }
}

impl ValueSchema for Vec<Entry<Standing>> {
    fn value_schema(key: &Key, generator: &mut SchemaGenerator) -> Value {
        let mut named = named(Standing::value_schema(key, generator));
        named["propertyNames"] = json!({ "anyOf": [named["propertyNames"], { "pattern": "^[a-z_]+\\(.+\\)$" }] });
        named
    }
}

impl ValueSchema for Vec<Entry<Likelihood>> {
    fn value_schema(_key: &Key, generator: &mut SchemaGenerator) -> Value {
        json!({ "type": "object", "additionalProperties": reference::<Likelihood>(generator) })
    }
}

impl ValueSchema for Date {
    fn value_schema(_key: &Key, _generator: &mut SchemaGenerator) -> Value {
        json!({ "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" })
    }
}

impl ValueSchema for AsOf {
    fn value_schema(_key: &Key, _generator: &mut SchemaGenerator) -> Value {
        json!({ "type": "string", "pattern": format!("^({}) \\d+\\+? [0-9a-f]{{8}}$", BASES.join("|")) })
    }
}

impl ValueSchema for Decisions {
    fn value_schema(_key: &Key, generator: &mut SchemaGenerator) -> Value {
        json!({ "type": ["object", "null"], "additionalProperties": reference::<Decision>(generator) })
    }
}
