//! Updating the gateway.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::protocol::id::SessionKey;
use crate::protocol::lenient;
use crate::protocol::method::methods;

methods! {
    UpdateRun: "update.run", Admin => UpdateRan, 1_800_000;
    UpdateStatus: "update.status", Admin => UpdateStanding;
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

/// Early gateways say `ok` whatever came of it: the result tells.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateRan {
    pub ok: Option<bool>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub result: UpdateResult,
    /// When the gateway restarts; 2026.2.6-3 does in any case, later ones after a success.
    pub restart: Option<Value>,
    /// What the gateway will say of it once it is back.
    pub sentinel: Option<Value>,
    /// Why it was refused, in a sentence (2026.9 on).
    pub message: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
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

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
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

/// 2026.5 on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UpdateStatus {}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateStanding {
    /// What the last restart was about, and how it went: `{kind, status, ts, stats}`.
    pub sentinel: Option<Value>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub update_available: Option<AvailableUpdate>,
    pub effective_channel: Option<String>,
    /// The update that goes on (2026.9 on).
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub active_run: Option<UpdateRecord>,
    /// The last that ended (2026.9 on).
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub last_run: Option<UpdateRecord>,
}

/// One update as later gateways keep it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateRecord {
    pub status: Option<String>,
    pub phase: Option<String>,
    pub reason: Option<String>,
    pub created_at_ms: Option<f64>,
    pub finished_at_ms: Option<f64>,
    pub updated_at_ms: Option<f64>,
    pub before: Option<Value>,
    pub after: Option<Value>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub steps: Vec<RecordedStep>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordedStep {
    pub step: Option<String>,
    pub status: Option<String>,
    pub started_at_ms: Option<f64>,
    pub ended_at_ms: Option<f64>,
    pub exit_code: Option<i64>,
    pub detail: Option<String>,
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
