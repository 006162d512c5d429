//! What later gateways add to chat: history and surroundings in one call, a single message, timing.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::protocol::chat::{ChatMessage, History};
use crate::protocol::id::{AgentId, RunId, SessionKey};
use crate::protocol::method::methods;

methods! {
    ChatStartup: "chat.startup", Read => Startup;
    ChatMessageGet: "chat.message.get", Read => MessageFound;
}

/// `chat.history` and what else an open chat needs (2026.6.1 on).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChatStartup {
    pub session_key: SessionKey,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<AgentId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Startup {
    #[serde(flatten)]
    pub history: History,
    /// Commands, models and levels, as the gateway likes to bundle them.
    pub metadata: Option<Value>,
}

/// A message that the history cut short, whole (2026.6.1 on).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChatMessageGet {
    pub session_key: SessionKey,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<AgentId>,
    pub message_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_chars: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageFound {
    pub ok: Option<bool>,
    pub message: Option<ChatMessage>,
    /// `not_found`, `oversized` or `not_visible`.
    pub unavailable_reason: Option<String>,
}

/// Event `chat.send_timing`: how far a run has come before it speaks.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SendTiming {
    pub phase: Option<String>,
    pub run_id: Option<RunId>,
    pub session_key: Option<SessionKey>,
    pub agent_id: Option<AgentId>,
    pub ack_to_phase_ms: Option<f64>,
    pub received_to_phase_ms: Option<f64>,
    pub provider: Option<String>,
    pub model: Option<String>,
}

/// Event `chat.metadata.changed`: a hint that commands or models are others now.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MetadataChanged {
    pub session_key: Option<SessionKey>,
    pub agent_id: Option<AgentId>,
}
