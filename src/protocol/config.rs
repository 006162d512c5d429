//! The gateway's configuration: as it is, its schema, and the three ways of writing it.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

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

/// The file and what the gateway makes of it. Secrets come as [`HIDDEN`], on 2026.2.6-3 whatever
/// their type.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigSnapshot {
    pub path: Option<String>,
    pub exists: Option<bool>,
    /// An invalid file can be replaced, but not patched.
    pub valid: Option<bool>,
    /// The text of the file. Absent where the gateway cannot show it without its secrets.
    pub raw: Option<String>,
    /// As the file says it, before includes and environment references: its text keeps the order.
    pub parsed: Option<Box<RawValue>>,
    /// With includes and references followed, without defaults (later than 2026.2.6-3).
    pub source_config: Option<Value>,
    /// What is in force: with defaults filled in.
    pub config: Option<Value>,
    /// Guards the next write.
    pub hash: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub issues: Vec<ConfigIssue>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub warnings: Vec<ConfigIssue>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub legacy_issues: Vec<ConfigIssue>,
    /// Files the configuration includes (2026.9 on).
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub included_paths: Vec<String>,
}

/// What stands in the place of a secret. Gateways put the secret back where it comes back at its
/// own place, and refuse it or lose the secret anywhere else.
pub const HIDDEN: &str = "__OPENCLAW_REDACTED__";

/// Something the gateway has to say about a place of its file.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigIssue {
    /// Dotted, with places in lists as numbers.
    pub path: Option<String>,
    pub message: Option<String>,
    /// Values that would be taken (2026.4 on).
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub allowed_values: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConfigSchema {}

/// Both are large (2.1 MB on 2026.9.6) and read by the page of configuration alone, as text.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigSchemaReply {
    /// JSON schema, draft 7.
    pub schema: Option<Box<RawValue>>,
    /// By dotted path; `*` stands for any key, `[]` for any place in a list.
    pub ui_hints: Option<Box<RawValue>>,
    pub version: Option<String>,
    pub generated_at: Option<String>,
}

/// Replaces the file. On 2026.2.6 a redacted number makes it fail; `ConfigPatch` does not.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigSet {
    pub raw: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_hash: Option<String>,
}

/// A JSON merge patch: `null` deletes. Arrays are replaced whole on 2026.2.6-3; later gateways merge
/// those whose entries all have an `id`, unless `replace_paths` names them. Restarts the gateway
/// where what was changed asks for it, 2026.2.6-3 always.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigPatch {
    pub raw: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_hash: Option<String>,
    /// Only for gateways that know it (2026.9 on).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replace_paths: Vec<String>,
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
    /// Nothing was changed by it, so nothing was written (2026.4 on).
    pub noop: Option<bool>,
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
