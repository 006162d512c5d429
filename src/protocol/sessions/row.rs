//! A session as the gateway lists it. Of most fields only some gateways speak.

use serde::Deserialize;
use serde_json::Value;

use crate::protocol::id::{AgentId, RunId, SessionKey};
use crate::protocol::lenient;
use crate::protocol::models::Level;

/// What a session is doing, or how its last run ended.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SessionStatus {
    Running,
    Done,
    Failed,
    Killed,
    Timeout,
    /// A word of a later gateway.
    #[serde(untagged)]
    Other(String),
}

/// One line of `sessions.list`, also carried by later session events.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionRow {
    pub key: SessionKey,
    /// `direct`, `group`, `global`, `unknown`, later `cron` and others.
    pub kind: Option<String>,
    /// `main`, `direct`, `cron` …: late 2026 on.
    pub classification: Option<String>,
    pub agent_id: Option<AgentId>,
    /// The transcript behind the key. A reset begins another.
    pub session_id: Option<String>,
    pub label: Option<String>,
    pub display_name: Option<String>,
    pub derived_title: Option<String>,
    pub last_message_preview: Option<String>,
    pub channel: Option<String>,
    pub subject: Option<String>,
    pub group_channel: Option<String>,
    pub space: Option<String>,
    pub chat_type: Option<String>,
    pub last_channel: Option<String>,
    pub last_to: Option<String>,
    pub last_account_id: Option<String>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub updated_at: Option<u64>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub created_at: Option<u64>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub last_interaction_at: Option<u64>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub last_read_at: Option<u64>,
    /// When the last run began.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub started_at: Option<u64>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub ended_at: Option<u64>,
    pub runtime_ms: Option<f64>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub snapshot_at: Option<u64>,
    pub model: Option<String>,
    pub model_provider: Option<String>,
    /// What answers now, when it is not what is set.
    pub active_model: Option<String>,
    pub active_model_provider: Option<String>,
    pub thinking_level: Option<String>,
    /// What may be chosen.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub thinking_levels: Vec<Level>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub thinking_options: Vec<Level>,
    pub thinking_default: Option<String>,
    pub verbose_level: Option<String>,
    pub reasoning_level: Option<String>,
    pub elevated_level: Option<String>,
    pub permission_mode: Option<String>,
    /// `allow` or `deny`.
    pub send_policy: Option<String>,
    /// `on`, `off`, `tokens` or `full`.
    pub response_usage: Option<String>,
    pub effective_response_usage: Option<String>,
    pub input_tokens: Option<u64>,
    pub output_tokens: Option<u64>,
    pub total_tokens: Option<u64>,
    pub total_tokens_fresh: Option<bool>,
    pub context_tokens: Option<u64>,
    pub estimated_cost_usd: Option<f64>,
    pub status: Option<SessionStatus>,
    pub has_active_run: Option<bool>,
    /// Absent: not known. Empty: none.
    pub active_run_ids: Option<Vec<RunId>>,
    pub last_run_id: Option<RunId>,
    pub last_run_error: Option<Value>,
    pub aborted_last_run: Option<bool>,
    pub system_sent: Option<bool>,
    pub archived: Option<bool>,
    pub pinned: Option<bool>,
    pub unread: Option<bool>,
    pub is_main: Option<bool>,
    pub is_background: Option<bool>,
    pub spawned_by: Option<SessionKey>,
    pub parent_session_key: Option<SessionKey>,
    pub visibility: Option<String>,
    pub sharing_role: Option<String>,
    pub category: Option<String>,
    pub icon: Option<String>,
    pub color: Option<String>,
}
