//! Sending to people: messages and polls, past the agents.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::protocol::id::{RunId, SessionKey};
use crate::protocol::method::methods;

methods! {
    Send: "send", Write => MessageSent, 60_000;
    Poll: "poll", Write => MessageSent, 60_000;
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Send {
    pub to: String,
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_url: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub media_urls: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gif_playback: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_key: Option<SessionKey>,
    pub idempotency_key: RunId,
}

/// Answered though not advertised.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Poll {
    pub to: String,
    pub question: String,
    pub options: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_selections: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_hours: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    pub idempotency_key: RunId,
}

/// Ids as the channel gives them; which are set depends on it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageSent {
    pub run_id: Option<RunId>,
    pub message_id: Option<Value>,
    pub channel: Option<String>,
    pub chat_id: Option<Value>,
    pub channel_id: Option<Value>,
    pub to_jid: Option<String>,
    pub conversation_id: Option<Value>,
    pub poll_id: Option<Value>,
}
