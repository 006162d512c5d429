//! Sessions: finding, previewing, resetting, watching. Setting them is in `patch`, a listed one in `row`.

pub mod changes;
pub mod edit;
pub mod patch;
pub mod row;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::protocol::id::{AgentId, RunId, SessionKey};
use crate::protocol::lenient;
use crate::protocol::method::methods;
use crate::protocol::models::Level;
use crate::protocol::sessions::patch::{SessionPatched, SessionsPatch};
use crate::protocol::sessions::row::SessionRow;

methods! {
    SessionsList: "sessions.list", Read => Sessions;
    SessionsPreview: "sessions.preview", Read => SessionPreviews;
    SessionsResolve: "sessions.resolve", Read => SessionResolved;
    SessionsPatch: "sessions.patch", Write => SessionPatched;
    SessionsReset: "sessions.reset", Admin => SessionPatched;
    SessionsDelete: "sessions.delete", Write => SessionDeleted;
    SessionsCompact: "sessions.compact", Admin => SessionCompacted, 130_000;
    SessionsCreate: "sessions.create", Write => SessionCreated;
    SessionsSubscribe: "sessions.subscribe", Read => Subscribed;
    SessionsUnsubscribe: "sessions.unsubscribe", Read => Subscribed;
    SessionsMessagesSubscribe: "sessions.messages.subscribe", Read => Subscribed;
    SessionsMessagesUnsubscribe: "sessions.messages.unsubscribe", Read => Subscribed;
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionsList {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_minutes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_global: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_unknown: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_derived_titles: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_last_message: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spawned_by: Option<SessionKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<AgentId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// Only for gateways whose hello offers `chat.startup`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
}

/// Reply to `sessions.list`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sessions {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub sessions: Vec<SessionRow>,
    pub count: Option<u64>,
    pub total_count: Option<u64>,
    pub has_more: Option<bool>,
    pub next_offset: Option<u32>,
    /// What a session without overrides uses.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub defaults: SessionDefaults,
    pub path: Option<String>,
    pub ts: Option<u64>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionDefaults {
    pub model: Option<String>,
    pub model_provider: Option<String>,
    pub context_tokens: Option<u64>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub thinking_levels: Vec<Level>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub thinking_options: Vec<Level>,
    pub thinking_default: Option<String>,
}

/// The last lines of some sessions, without opening them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionsPreview {
    pub keys: Vec<SessionKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_chars: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionPreviews {
    pub ts: Option<u64>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub previews: Vec<SessionPreview>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionPreview {
    pub key: SessionKey,
    /// `ok`, `empty`, `missing` or `error`.
    pub status: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub items: Vec<PreviewLine>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PreviewLine {
    pub role: Option<String>,
    pub text: Option<String>,
}

/// Finds the key of a session by what is known of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionsResolve {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<SessionKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<AgentId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spawned_by: Option<SessionKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_global: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_unknown: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionResolved {
    pub key: SessionKey,
    pub agent_id: Option<AgentId>,
}

/// Begins a new transcript under the same key.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionsReset {
    pub key: SessionKey,
    /// `new` or `reset`. Refused by 2026.2.6.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Early gateways ask for admin. The main session cannot be deleted.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionsDelete {
    pub key: SessionKey,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_transcript: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionDeleted {
    pub key: Option<SessionKey>,
    pub deleted: Option<bool>,
    /// Files where the transcript went.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub archived: Vec<String>,
}

/// With `max_lines` cuts the transcript; without, later gateways let the model summarize it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionsCompact {
    pub key: SessionKey,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_lines: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionCompacted {
    pub key: Option<SessionKey>,
    pub compacted: Option<bool>,
    pub reason: Option<String>,
    /// A path, or nothing.
    pub archived: Option<Value>,
    pub kept: Option<u64>,
}

/// 2026.3.22 on. Earlier, a session begins with its first message.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionsCreate {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<SessionKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<AgentId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_session_key: Option<SessionKey>,
    /// Late 2026 on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thinking_level: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionCreated {
    pub key: SessionKey,
    pub session_id: Option<String>,
    pub run_started: Option<bool>,
    pub run_id: Option<RunId>,
}

/// Asks for `sessions.changed`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SessionsSubscribe {}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SessionsUnsubscribe {}

/// Asks for `session.message` and `session.tool` of one session.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionsMessagesSubscribe {
    pub key: SessionKey,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<AgentId>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionsMessagesUnsubscribe {
    pub key: SessionKey,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<AgentId>,
}

/// Whether events of this kind now come.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Subscribed {
    pub subscribed: Option<bool>,
    pub key: Option<SessionKey>,
}
