//! Changing what a session is set to.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::protocol::change::Change;
use crate::protocol::id::{AgentId, SessionKey};
use crate::protocol::lenient;

/// Sets the fields that are not `Change::Keep`. Early gateways ask for admin.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionsPatch {
    pub key: SessionKey,
    /// Only for gateways with more than one owner of a key (late 2026 on).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<AgentId>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub label: Change<String>,
    /// `provider/model`, or the model alone.
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub model: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub thinking_level: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub verbose_level: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub reasoning_level: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub elevated_level: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub response_usage: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub send_policy: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub group_activation: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub exec_host: Change<String>,
    /// Refused by late gateways, which have `permission_mode`.
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub exec_security: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub exec_ask: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub exec_node: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub spawned_by: Change<SessionKey>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub permission_mode: Change<String>,
    /// `true`, `false` or `"auto"`.
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub fast_mode: Change<Value>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub category: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub icon: Change<String>,
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub color: Change<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pinned: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread: Option<bool>,
}

/// Reply of `sessions.patch` and `sessions.reset`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionPatched {
    pub key: Option<SessionKey>,
    pub path: Option<String>,
    pub entry: Option<SessionEntry>,
    pub resolved: Option<ResolvedModel>,
}

/// A session as stored. Holds the overrides, not what follows from defaults.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionEntry {
    pub session_id: Option<String>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub updated_at: Option<u64>,
    pub label: Option<String>,
    pub display_name: Option<String>,
    pub thinking_level: Option<String>,
    pub verbose_level: Option<String>,
    pub reasoning_level: Option<String>,
    pub elevated_level: Option<String>,
    pub response_usage: Option<String>,
    pub send_policy: Option<String>,
    pub group_activation: Option<String>,
    pub permission_mode: Option<String>,
    pub model: Option<String>,
    pub model_provider: Option<String>,
    pub model_override: Option<String>,
    pub provider_override: Option<String>,
    pub input_tokens: Option<u64>,
    pub output_tokens: Option<u64>,
    pub total_tokens: Option<u64>,
    pub context_tokens: Option<u64>,
    pub compaction_count: Option<u64>,
    pub archived: Option<bool>,
    pub pinned: Option<bool>,
}

/// The model that will answer.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResolvedModel {
    pub model: Option<String>,
    pub model_provider: Option<String>,
    pub runtime_selection_locked: Option<bool>,
}
