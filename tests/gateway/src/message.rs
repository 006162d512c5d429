//! One row of a transcript, as the gateway remembers it. How a version writes it on the wire is
//! `wire_message`'s business.

use serde_json::{Value, json};

#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) id: String,
    pub(crate) seq: u64,
    pub(crate) at: u64,
    pub(crate) run_id: Option<String>,
    pub(crate) body: Body,
}

#[derive(Debug, Clone)]
pub(crate) enum Body {
    User {
        text: String,
        /// Images and files, as content blocks.
        attachments: Vec<Value>,
        idempotency_key: Option<String>,
        sender: String,
    },
    Assistant(Assistant),
    ToolResult {
        call_id: String,
        tool: String,
        text: String,
        is_error: bool,
        details: Value,
    },
}

#[derive(Debug, Clone)]
pub(crate) struct Assistant {
    /// `text`, `thinking` and `toolCall` blocks, in order.
    pub(crate) blocks: Vec<Value>,
    pub(crate) provider: String,
    pub(crate) model: String,
    pub(crate) output_tokens: u64,
    pub(crate) stop_reason: String,
    pub(crate) response_id: String,
    pub(crate) error: Option<String>,
    pub(crate) origin: Origin,
}

/// Where an assistant row came from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Origin {
    Model,
    /// Put there by an operator.
    Injected,
    /// What was there of an answer when it was stopped.
    Stopped,
}

pub(crate) fn text_block(text: &str) -> Value {
    json!({ "type": "text", "text": text })
}

pub(crate) fn thinking_block(text: &str) -> Value {
    json!({ "type": "thinking", "thinking": text })
}

impl Message {
    pub(crate) fn role(&self) -> &'static str {
        match self.body {
            Body::User { .. } => "user",
            Body::Assistant(_) => "assistant",
            Body::ToolResult { .. } => "toolResult",
        }
    }

    /// The words in it, without thoughts and tool calls.
    pub(crate) fn text(&self) -> String {
        match &self.body {
            Body::User { text, .. } | Body::ToolResult { text, .. } => text.clone(),
            Body::Assistant(assistant) => assistant
                .blocks
                .iter()
                .filter(|block| block["type"] == "text")
                .filter_map(|block| block["text"].as_str())
                .collect(),
        }
    }

    /// The names of the tools called here.
    pub(crate) fn called_tools(&self) -> Vec<&str> {
        let Body::Assistant(assistant) = &self.body else { return Vec::new() };
        assistant
            .blocks
            .iter()
            .filter(|block| block["type"] == "toolCall")
            .filter_map(|block| block["name"].as_str())
            .collect()
    }
}
