//! What a gateway says of its configuration, as its author wrote it.

use serde_json::{Map, Value};

use crate::protocol::config::ConfigSnapshot;

/// The configuration to edit.
#[must_use]
pub fn authored(snapshot: &ConfigSnapshot) -> Value {
    snapshot.config.clone().unwrap_or_else(|| Value::Object(Map::new()))
}
