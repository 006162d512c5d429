//! The gateway's configuration: as it is, its schema, and the three ways of writing it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::protocol::id::SessionKey;
use crate::protocol::lenient;
use crate::protocol::method::methods;

methods! {
    ConfigGet: "config.get", Read => ConfigSnapshot;
    ConfigSchema: "config.schema", Read => ConfigSchemaReply;
    ConfigSet: "config.set", Admin => ConfigWritten;
    ConfigPatch: "config.patch", Admin => ConfigWritten;
    ConfigApply: "config.apply", Admin => ConfigWritten;
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConfigGet {}

/// Secrets come redacted. `raw` is absent where the gateway will not show the text.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigSnapshot {
    pub path: Option<String>,
    pub exists: Option<bool>,
    pub valid: Option<bool>,
    pub raw: Option<String>,
    pub parsed: Option<Value>,
    /// With defaults filled in.
    pub config: Option<Value>,
    /// Guards the next write.
    pub hash: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub issues: Vec<ConfigIssue>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub warnings: Vec<ConfigIssue>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub legacy_issues: Vec<ConfigIssue>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigIssue {
    pub path: Option<String>,
    pub message: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConfigSchema {}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigSchemaReply {
    /// JSON schema.
    pub schema: Option<Value>,
    /// By dotted path; `*` stands for any key.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub ui_hints: BTreeMap<String, UiHint>,
    pub version: Option<String>,
    pub generated_at: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UiHint {
    pub label: Option<String>,
    pub help: Option<String>,
    pub group: Option<String>,
    pub order: Option<f64>,
    pub advanced: Option<bool>,
    pub sensitive: Option<bool>,
    pub placeholder: Option<String>,
    pub item_template: Option<Value>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub tags: Vec<String>,
}

/// Replaces the file. On 2026.2.6 a redacted number makes it fail; `ConfigPatch` does not.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigSet {
    pub raw: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_hash: Option<String>,
}

/// A JSON merge patch: `null` deletes, arrays are replaced whole. Restarts the gateway.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigPatch {
    pub raw: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_hash: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_key: Option<SessionKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restart_delay_ms: Option<u32>,
}

/// Replaces the file and restarts the gateway.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigApply {
    pub raw: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_hash: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_key: Option<SessionKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restart_delay_ms: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigWritten {
    pub path: Option<String>,
    pub config: Option<Value>,
    pub hash: Option<String>,
    pub restart: Option<Value>,
    pub sentinel: Option<Value>,
}

/// Event `config.changed` (2026.9 on).
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigChanged {
    pub path: Option<String>,
    pub hash: Option<String>,
    pub ts: Option<u64>,
}
