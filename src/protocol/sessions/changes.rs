//! What a gateway announces about sessions (2026.3.22 on).

use serde::Deserialize;

use crate::protocol::change::Change;
use crate::protocol::chat::ChatMessage;
use crate::protocol::id::{AgentId, RunId, SessionKey};
use crate::protocol::sessions::row::{SessionRow, SessionStatus};

/// Event `sessions.changed`: a hint, and from late 2026 on the row itself.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionsChanged {
    pub session_key: Option<SessionKey>,
    pub agent_id: Option<AgentId>,
    pub session_id: Option<String>,
    /// For example `patch`, `send`, `agent.run.started`.
    pub reason: Option<String>,
    /// `start`, `message`, `end`, `model` …
    pub phase: Option<String>,
    pub run_id: Option<RunId>,
    pub message_id: Option<String>,
    pub message_seq: Option<u64>,
    pub status: Option<SessionStatus>,
    pub has_active_run: Option<bool>,
    #[serde(default)]
    pub active_run_ids: Change<Vec<RunId>>,
    pub session: Option<Box<SessionRow>>,
    pub ts: Option<u64>,
}

/// Event `session.message`: a row was added to a transcript we subscribed to.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionMessage {
    pub session_key: SessionKey,
    pub agent_id: Option<AgentId>,
    pub session_id: Option<String>,
    pub run_id: Option<RunId>,
    pub message: Option<ChatMessage>,
    pub message_id: Option<String>,
    pub message_seq: Option<u64>,
    pub status: Option<SessionStatus>,
    pub has_active_run: Option<bool>,
    #[serde(default)]
    pub active_run_ids: Change<Vec<RunId>>,
    pub session: Option<Box<SessionRow>>,
}

/// Event `session.operation`: for now only `compact`, with phase `start` and `end`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionOperation {
    pub operation_id: String,
    pub operation: Option<String>,
    pub phase: Option<String>,
    pub session_key: Option<SessionKey>,
    pub agent_id: Option<AgentId>,
    pub completed: Option<bool>,
    pub reason: Option<String>,
    pub ts: Option<u64>,
}
