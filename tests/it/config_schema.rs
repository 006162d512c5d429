//! The schema engine of the configuration: on small schemas what each keyword means, on those of
//! the real gateways that nothing is without a form.

mod real;
mod search;
mod small;

use quarterdeck::features::config::path::Path;
use quarterdeck::features::config::schema::{Field, Schema};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

const VERSIONS: [&str; 3] = ["2026.2.6-3", "2026.4.15", "2026.9.6"];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reply {
    schema: Box<RawValue>,
    ui_hints: Box<RawValue>,
}

/// The schema of a real gateway.
fn real(version: &str) -> Schema {
    let file = format!("{}/tests/gateway/schemas/{version}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&file).expect("a schema is kept for each version");
    let reply: Reply = serde_json::from_str(&text).expect("it is a reply to config.schema");
    Schema::read(reply.schema.get(), reply.ui_hints.get()).expect("it can be read")
}

fn small(schema: &Value, hints: &Value) -> Schema {
    Schema::read(&schema.to_string(), &hints.to_string()).expect("it can be read")
}

fn field(schema: &Schema, pointer: &str, within: &Value) -> Field {
    let path = Path::from_pointer(pointer, within);
    schema.field(&path, within).unwrap_or_else(|| panic!("{pointer} has no form"))
}
