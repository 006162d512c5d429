//! Updating the gateway.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::protocol::id::SessionKey;
use crate::protocol::lenient;
use crate::protocol::method::methods;

methods! {
    UpdateRun: "update.run", Admin => UpdateRan, 1_800_000;
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateRun {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_key: Option<SessionKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restart_delay_ms: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateRan {
    pub ok: Option<bool>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub result: UpdateResult,
    pub restart: Option<Value>,
    pub sentinel: Option<Value>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateResult {
    pub status: Option<String>,
    pub mode: Option<String>,
    pub reason: Option<String>,
    pub root: Option<String>,
    /// A version, or a block that names it.
    pub before: Option<Value>,
    pub after: Option<Value>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub steps: Vec<UpdateStep>,
    pub duration_ms: Option<f64>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateStep {
    pub name: Option<String>,
    pub command: Option<String>,
    pub cwd: Option<String>,
    pub duration_ms: Option<f64>,
    pub exit_code: Option<i64>,
    pub stdout_tail: Option<String>,
    pub stderr_tail: Option<String>,
}

/// Event `update.available`. Without a notice there is none any more.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateNotice {
    pub update_available: Option<AvailableUpdate>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AvailableUpdate {
    pub current_version: Option<String>,
    pub latest_version: Option<String>,
    pub channel: Option<String>,
}
