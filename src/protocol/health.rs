//! Health: whether the gateway, its channels and its agents are well.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::protocol::id::{AgentId, SessionKey};
use crate::protocol::lenient;
use crate::protocol::method::methods;

methods! {
    Health: "health", Read => HealthSummary;
    Status: "status", Read => StatusSummary;
    LastHeartbeat: "last-heartbeat", Read => Option<HeartbeatEvent>;
    SetHeartbeats: "set-heartbeats", Admin => HeartbeatsSet;
}

/// From the last check; with `probe` the channels are asked anew.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Health {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probe: Option<bool>,
}

/// Reply to `health`, event `health`, and part of every hello.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HealthSummary {
    pub ok: Option<bool>,
    pub ts: Option<u64>,
    pub duration_ms: Option<f64>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub channels: BTreeMap<String, ChannelHealth>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub channel_order: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub channel_labels: BTreeMap<String, String>,
    pub heartbeat_seconds: Option<f64>,
    pub default_agent_id: Option<AgentId>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub agents: Vec<AgentHealth>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub sessions: SessionsHealth,
    pub plugins: Option<PluginsHealth>,
    pub event_loop: Option<EventLoopHealth>,
    pub model_runtime: Option<ModelRuntimeHealth>,
}

/// What the channel's plugin tells. Fields beyond these are in `rest`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelHealth {
    pub account_id: Option<String>,
    pub configured: Option<bool>,
    pub linked: Option<bool>,
    pub running: Option<bool>,
    pub connected: Option<bool>,
    pub last_error: Option<Value>,
    pub probe: Option<Value>,
    pub accounts: Option<Value>,
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentHealth {
    pub agent_id: AgentId,
    pub name: Option<String>,
    pub is_default: Option<bool>,
    pub heartbeat: Option<HeartbeatPlan>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub sessions: SessionsHealth,
}

/// How often an agent looks around by itself.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HeartbeatPlan {
    pub enabled: Option<bool>,
    /// For example `30m`; `0m` and `disabled` mean never.
    pub every: Option<String>,
    pub every_ms: Option<u64>,
    pub prompt: Option<String>,
    pub target: Option<String>,
    pub model: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionsHealth {
    pub path: Option<String>,
    pub count: Option<u64>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub recent: Vec<RecentSession>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecentSession {
    pub key: SessionKey,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub updated_at: Option<u64>,
    /// Milliseconds.
    pub age: Option<f64>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PluginsHealth {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub loaded: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub errors: Vec<Value>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub unavailable: Vec<Value>,
}

/// How busy the gateway's process is.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventLoopHealth {
    pub degraded: Option<bool>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub reasons: Vec<String>,
    pub delay_p99_ms: Option<f64>,
    pub utilization: Option<f64>,
    pub cpu_core_ratio: Option<f64>,
}

/// Whether the models can be reached at all (late 2026 on).
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ModelRuntimeHealth {
    pub degraded: Option<bool>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub pending_agents: Vec<Value>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusSummary {
    pub runtime_version: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub heartbeat: HeartbeatStatus,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub channel_summary: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub queued_system_events: Vec<String>,
    pub link_channel: Option<Value>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub sessions: StatusSessions,
    pub tasks: Option<TaskCounts>,
}

/// What runs beside the conversations: subagents, programs, jobs. Not told by 2026.2.6.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskCounts {
    pub total: Option<u64>,
    /// Queued and running.
    pub active: Option<u64>,
    pub failures: Option<u64>,
    /// `queued`, `running`, `succeeded`, `failed`, `timed_out`, `cancelled`, `lost`.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub by_status: BTreeMap<String, u64>,
}

/// Which agents have heartbeats on.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HeartbeatStatus {
    pub default_agent_id: Option<AgentId>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub agents: Vec<AgentHeartbeat>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentHeartbeat {
    pub agent_id: AgentId,
    pub enabled: Option<bool>,
    pub every: Option<String>,
    pub every_ms: Option<u64>,
    /// It has no one to report to yet (late 2026 on).
    pub waiting_for_route: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusSessions {
    pub count: Option<u64>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub paths: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub defaults: StatusDefaults,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub recent: Vec<SessionStatusLine>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub by_agent: Vec<StatusSessionsOfAgent>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusDefaults {
    pub model: Option<String>,
    pub context_tokens: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusSessionsOfAgent {
    pub agent_id: AgentId,
    pub count: Option<u64>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub recent: Vec<SessionStatusLine>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionStatusLine {
    pub key: SessionKey,
    pub agent_id: Option<AgentId>,
    pub kind: Option<String>,
    pub session_id: Option<String>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub updated_at: Option<u64>,
    /// Milliseconds.
    pub age: Option<f64>,
    pub model: Option<String>,
    pub input_tokens: Option<u64>,
    pub output_tokens: Option<u64>,
    pub total_tokens: Option<u64>,
    pub remaining_tokens: Option<i64>,
    pub percent_used: Option<f64>,
    pub context_tokens: Option<u64>,
    pub thinking_level: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub flags: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LastHeartbeat {}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SetHeartbeats {
    pub enabled: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HeartbeatsSet {
    pub enabled: Option<bool>,
}

/// Event `heartbeat`: an agent looked around. Reply to `last-heartbeat`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HeartbeatEvent {
    pub ts: Option<u64>,
    /// `sent`, `ok-empty`, `ok-token`, `skipped` or `failed`.
    pub status: Option<String>,
    pub to: Option<String>,
    pub preview: Option<String>,
    pub duration_ms: Option<f64>,
    pub has_media: Option<bool>,
    pub reason: Option<String>,
    /// The reason as a sentence (late 2026 on).
    pub message: Option<String>,
    pub channel: Option<String>,
    pub account_id: Option<String>,
    pub silent: Option<bool>,
    /// `ok`, `alert` or `error`.
    pub indicator_type: Option<String>,
}
