//! The checked-in JSON Schemas are the ones that the types give. `BARTIZAN_BLESS=1` writes them anew.
#![cfg(feature = "schema")]

use bartizan::api::{Answer, Contracts, Difference, Guarantees, Plan, Risks};
use bartizan::system::document::description_schema;
use schemars::{Schema, schema_for};

/// Compares a schema with the file that is kept of it.
fn kept(name: &str, schema: &Schema) {
    let path = format!("{}/schema/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut made = serde_json::to_string_pretty(schema).expect("a schema is JSON");
    made.push('\n');
    if std::env::var_os("BARTIZAN_BLESS").is_some() {
        std::fs::write(&path, &made).expect("the schema can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made, "schema/{name} is out of date; run with BARTIZAN_BLESS=1");
}

#[test]
fn description() {
    kept("description.schema.json", &description_schema());
}

#[test]
fn answer() {
    kept("answer.schema.json", &schema_for!(Answer));
}

#[test]
fn numbers() {
    kept("risk.schema.json", &schema_for!(Risks));
    kept("plan.schema.json", &schema_for!(Plan));
    kept("guarantees.schema.json", &schema_for!(Guarantees));
    kept("diff.schema.json", &schema_for!(Difference));
}

#[test]
fn contracts() {
    kept("contracts.schema.json", &schema_for!(Contracts));
}
