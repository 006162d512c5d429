//! Chat: sending, history, and the stream of a reply.

pub mod startup;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::id::{AgentId, RunId, SessionKey, ToolCallId};
use super::lenient;
use super::method::methods;

methods! {
    ChatSend: "chat.send", Write => ChatSent;
    ChatAbort: "chat.abort", Write => ChatAborted;
    ChatHistory: "chat.history", Read => History;
    ChatInject: "chat.inject", Admin => ChatInjected;
}

/// Begins a run. `idempotency_key` becomes the run's id.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChatSend {
    pub session_key: SessionKey,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thinking: Option<String>,
    /// `false`: answered here and not sent on to the session's channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deliver: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u64>,
    pub idempotency_key: RunId,
}

/// `status`: `started`, `in_flight` for a key that is still running, `ok` or `error` for one that ended.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChatSent {
    /// The short dialect may leave it out.
    #[serde(default)]
    pub run_id: Option<RunId>,
    #[serde(default)]
    pub status: Option<String>,
}

/// Stops one run, or every run of the session.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChatAbort {
    pub session_key: SessionKey,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run_id: Option<RunId>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChatAborted {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub aborted: bool,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub run_ids: Vec<RunId>,
}

/// The newest messages of a session. The server gives at most 1,000.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChatHistory {
    pub session_key: SessionKey,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// How many of the newest to skip. Only for gateways whose hello offers `chat.startup`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
    /// How much of a text is given. Unasked, gateways since 2026.4 cut it after 8,000 characters;
    /// 2026.2 never does and refuses the question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_chars: Option<u32>,
}

/// Reply to `chat.history`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct History {
    #[serde(default)]
    pub session_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub messages: Vec<ChatMessage>,
    #[serde(default)]
    pub thinking_level: Option<String>,
    #[serde(default)]
    pub verbose_level: Option<String>,
    /// A run under way, with what it has said so far (late 2026 on).
    #[serde(default)]
    pub in_flight_run: Option<InFlightRun>,
    #[serde(default)]
    pub has_more: Option<bool>,
    #[serde(default)]
    pub next_offset: Option<u32>,
    #[serde(default)]
    pub total_messages: Option<u32>,
}

/// A run that was under way when the history was read.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InFlightRun {
    pub run_id: RunId,
    #[serde(default)]
    pub text: Option<String>,
}

/// A note put into a transcript without waking the agent.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChatInject {
    pub session_key: SessionKey,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChatInjected {
    #[serde(default)]
    pub message_id: Option<String>,
}

/// One row of a transcript, as stored.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChatMessage {
    #[serde(default)]
    pub role: Role,
    #[serde(default)]
    pub content: Content,
    /// Milliseconds since the epoch.
    #[serde(default)]
    pub timestamp: Option<f64>,
    #[serde(default, alias = "tool_call_id")]
    pub tool_call_id: Option<ToolCallId>,
    #[serde(default, alias = "tool_name")]
    pub tool_name: Option<String>,
    #[serde(default)]
    pub is_error: Option<bool>,
    #[serde(default)]
    pub details: Option<Value>,
    #[serde(default)]
    pub stop_reason: Option<String>,
    #[serde(default)]
    pub error_message: Option<String>,
    #[serde(default)]
    pub model: Option<String>,
    #[serde(default)]
    pub usage: Option<Value>,
    #[serde(default)]
    pub idempotency_key: Option<String>,
    /// What the gateway knows of the row: its id, its run, its place.
    #[serde(default, rename = "__openclaw")]
    pub origin: Option<MessageOrigin>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageOrigin {
    #[serde(default)]
    pub id: Option<String>,
    #[serde(default)]
    pub run_id: Option<RunId>,
    #[serde(default)]
    pub idempotency_key: Option<String>,
    #[serde(default)]
    pub seq: Option<u64>,
    /// For example `compaction`.
    #[serde(default)]
    pub kind: Option<String>,
    #[serde(default)]
    pub truncated: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    User,
    Assistant,
    #[serde(alias = "tool", alias = "tool_result")]
    ToolResult,
    System,
    #[default]
    #[serde(skip)]
    Unsaid,
    #[serde(untagged)]
    Other(String),
}

/// Text alone or parts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Content {
    Text(String),
    Parts(Vec<Part>),
    /// A shape we do not know; shown as JSON rather than dropped.
    Other(Value),
}

impl Default for Content {
    fn default() -> Self {
        Self::Parts(Vec::new())
    }
}

/// A part of a message. Which fields are set depends on `kind`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// `text`, `thinking`, `toolCall` (also `tool_use`), `toolResult` (also `tool_result`), `image` …
    #[serde(default, rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub text: Option<String>,
    #[serde(default)]
    pub thinking: Option<String>,
    #[serde(default)]
    pub id: Option<ToolCallId>,
    #[serde(default, alias = "tool_call_id", alias = "tool_use_id")]
    pub tool_call_id: Option<ToolCallId>,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default, alias = "input", alias = "args")]
    pub arguments: Option<Value>,
    #[serde(default)]
    pub content: Option<Value>,
    #[serde(default)]
    pub mime_type: Option<String>,
    #[serde(default)]
    pub data: Option<String>,
    #[serde(default)]
    pub is_error: Option<bool>,
}

/// Event `chat`: the reply of a run as it grows and ends.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChatEvent {
    pub run_id: RunId,
    /// The short dialect leaves it out.
    #[serde(default)]
    pub session_key: Option<SessionKey>,
    #[serde(default)]
    pub agent_id: Option<AgentId>,
    #[serde(default)]
    pub seq: Option<u64>,
    pub state: ChatState,
    /// Protocol 3: the whole text so far. Protocol 4: the same, beside `delta_text`.
    #[serde(default)]
    pub message: Option<ChatMessage>,
    /// Protocol 4: what joins the text, or with `replace` takes its place.
    #[serde(default)]
    pub delta_text: Option<String>,
    #[serde(default)]
    pub replace: Option<bool>,
    #[serde(default)]
    pub error_message: Option<String>,
    #[serde(default)]
    pub error_kind: Option<String>,
    #[serde(default)]
    pub stop_reason: Option<String>,
    /// With state `status`: for example `preparing_workspace`.
    #[serde(default)]
    pub phase: Option<String>,
}

impl ChatEvent {
    /// Whether the run has ended with it.
    #[must_use]
    pub fn is_end(&self) -> bool {
        matches!(self.state, ChatState::Final | ChatState::Aborted | ChatState::Error)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ChatState {
    Status,
    Delta,
    Final,
    Aborted,
    Error,
    #[serde(untagged)]
    Other(String),
}
