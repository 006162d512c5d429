//! Stored messages → rows: calls and results meet on one card, silence is left out.

use serde_json::Value;

use super::row::{Body, Delivery, Ending, Image, Row, RowKey, Said, Tool, ToolPhase, is_no_reply};
use super::tool;
use crate::protocol::chat::{ChatMessage, Content, Part, Role};
use crate::protocol::id::ToolCallId;

/// Gives each new row a key of its own.
#[derive(Debug, Default)]
pub struct Keys(RowKey);

impl Keys {
    pub fn fresh(&mut self) -> RowKey {
        self.0 += 1;
        self.0
    }
}

/// The rows of a stored transcript, oldest first.
#[must_use]
pub fn rows(messages: &[ChatMessage], keys: &mut Keys) -> Vec<Row> {
    let mut reader = Reader { rows: Vec::with_capacity(messages.len()), keys };
    for message in messages {
        reader.read(message);
    }
    reader.settle();
    reader.rows
}

struct Reader<'a> {
    rows: Vec<Row>,
    keys: &'a mut Keys,
}

impl Reader<'_> {
    fn push(&mut self, at: Option<f64>, body: Body) {
        let key = self.keys.fresh();
        self.rows.push(Row { key, at, stored: true, body });
    }

    fn read(&mut self, message: &ChatMessage) {
        if message.origin.as_ref().and_then(|origin| origin.kind.as_deref()) == Some("compaction") {
            return self.push(message.timestamp, Body::Compacted);
        }
        match &message.role {
            Role::User => self.user(message),
            Role::Assistant => self.assistant(message),
            Role::ToolResult => {
                let content = content_value(&message.content);
                self.result(
                    message.tool_call_id.as_ref(),
                    message.tool_name.as_deref(),
                    content.as_ref(),
                    message,
                );
            }
            Role::System | Role::Unsaid | Role::Other(_) => {
                let text = text_of(&message.content);
                if !text.trim().is_empty() {
                    self.push(message.timestamp, Body::Note { text });
                }
            }
        }
    }

    fn user(&mut self, message: &ChatMessage) {
        let mut images = Vec::new();
        if let Content::Parts(parts) = &message.content {
            for part in parts {
                match part.kind.as_str() {
                    // Some providers' transcripts hand results back in the user's name.
                    "toolResult" | "tool_result" => {
                        self.result(
                            part.tool_call_id.as_ref(),
                            part.name.as_deref(),
                            part.content.as_ref(),
                            message,
                        );
                    }
                    "image" => images.extend(image(part)),
                    _ => {}
                }
            }
        }
        let text = text_of(&message.content);
        if !text.trim().is_empty() || !images.is_empty() {
            self.push(
                message.timestamp,
                Body::Said(Said { text, images, delivery: Delivery::Stored }),
            );
        }
    }

    fn assistant(&mut self, message: &ChatMessage) {
        let at = message.timestamp;
        let before = self.rows.len();
        let mut silent = false;
        let mut text = String::new();
        match &message.content {
            Content::Text(whole) => text.push_str(whole),
            Content::Parts(parts) => {
                for part in parts {
                    match part.kind.as_str() {
                        "toolCall" | "tool_use" | "tool_call" | "toolUse" => {
                            silent |= self.reply(message, &mut text);
                            let id = part.id.clone().or_else(|| part.tool_call_id.clone());
                            let call =
                                tool::begun(id, part.name.as_deref(), part.arguments.as_ref());
                            self.push(at, Body::Tool(call));
                        }
                        "toolResult" | "tool_result" => {
                            self.result(
                                part.tool_call_id.as_ref(),
                                part.name.as_deref(),
                                part.content.as_ref(),
                                message,
                            );
                        }
                        "thinking" | "redacted_thinking" => {
                            silent |= self.reply(message, &mut text);
                            let thought = part.thinking.as_ref().or(part.text.as_ref());
                            if let Some(text) = thought.filter(|text| !text.trim().is_empty()) {
                                self.push(at, Body::Thinking { text: text.clone() });
                            }
                        }
                        _ => text.push_str(part.text.as_deref().unwrap_or_default()),
                    }
                }
            }
            Content::Other(value) => {
                if !value.is_null() {
                    text.push_str(&tool::output(value));
                }
            }
        }
        silent |= self.reply(message, &mut text);
        match message.stop_reason.as_deref() {
            Some("error") => {
                let why = message.error_message.clone().unwrap_or_default();
                self.push(at, Body::End(Ending::Error(why)));
            }
            Some("aborted") if !self.ends_stopped() => self.push(at, Body::End(Ending::Aborted)),
            Some("aborted") => {}
            _ if self.rows.len() == before && !silent => self.push(at, Body::End(Ending::Empty)),
            _ => {}
        }
    }

    /// Ends a stretch of text. True when it was the word for silence.
    fn reply(&mut self, message: &ChatMessage, text: &mut String) -> bool {
        let text = std::mem::take(text);
        if is_no_reply(&text) || self.repeats_what_was_stopped(message, &text) {
            return true;
        }
        if !text.trim().is_empty() {
            let model = message.model.clone();
            self.push(message.timestamp, Body::Reply { text, model });
        }
        false
    }

    /// Some gateways store what a stopped run has said twice: once for the stop, once for the run.
    /// It is shown once, at its longest.
    fn repeats_what_was_stopped(&mut self, message: &ChatMessage, text: &str) -> bool {
        let stopped = self.ends_stopped();
        if text.trim().is_empty() || !(stopped || message.stop_reason.as_deref() == Some("aborted"))
        {
            return false;
        }
        let last = self.rows.iter_mut().rev().nth(usize::from(stopped));
        let Some(Row { body: Body::Reply { text: told, .. }, .. }) = last else { return false };
        let longer = text.trim().starts_with(told.trim());
        if longer {
            text.clone_into(told);
        }
        longer || told.trim().starts_with(text.trim())
    }

    fn ends_stopped(&self) -> bool {
        matches!(self.rows.last(), Some(Row { body: Body::End(Ending::Aborted), .. }))
    }

    /// Finds the call of a result: by id, or for a nameless result the oldest call still open.
    fn result(
        &mut self,
        id: Option<&ToolCallId>,
        name: Option<&str>,
        content: Option<&Value>,
        message: &ChatMessage,
    ) {
        let is_error = message.is_error.unwrap_or(false);
        let details = message.details.as_ref();
        let begun_at = |row: &Row| row.at;
        let found = match id {
            Some(id) => self
                .rows
                .iter_mut()
                .rev()
                .find(|row| tool_of(row).is_some_and(|tool| tool.id.as_ref() == Some(id))),
            None => self
                .rows
                .iter_mut()
                .find(|row| tool_of(row).is_some_and(|tool| tool.phase == ToolPhase::Running)),
        };
        if let Some(row) = found {
            let elapsed =
                begun_at(row).zip(message.timestamp).map(|(from, to)| (to - from).max(0.0));
            if let Body::Tool(call) = &mut row.body {
                tool::finish(call, content, details, is_error);
                call.duration_ms = call.duration_ms.or(elapsed);
            }
        } else {
            let mut call = tool::begun(id.cloned(), name, None);
            tool::finish(&mut call, content, details, is_error);
            self.push(message.timestamp, Body::Tool(call));
        }
    }

    /// A call without a result that is not the last thing said will not get one any more.
    fn settle(&mut self) {
        let last = self.rows.iter().rposition(|row| !matches!(row.body, Body::Tool(_)));
        let ended = last.map_or(0, |last| last + 1);
        for row in &mut self.rows[..ended] {
            if let Body::Tool(call) = &mut row.body
                && call.phase == ToolPhase::Running
            {
                call.phase = ToolPhase::Unfinished;
            }
        }
    }
}

fn tool_of(row: &Row) -> Option<&Tool> {
    match &row.body {
        Body::Tool(tool) => Some(tool),
        _ => None,
    }
}

fn content_value(content: &Content) -> Option<Value> {
    match content {
        Content::Text(text) => Some(Value::String(text.clone())),
        Content::Parts(parts) => Some(Value::String(
            parts.iter().filter_map(|part| part.text.clone()).collect::<Vec<_>>().join("\n"),
        )),
        Content::Other(value) => Some(value.clone()),
    }
}

/// The plain text of a message: its text parts, one after the other.
#[must_use]
pub fn text_of(content: &Content) -> String {
    match content {
        Content::Text(text) => text.clone(),
        Content::Parts(parts) => parts
            .iter()
            .filter(|part| part.kind == "text" || part.kind.is_empty())
            .filter_map(|part| part.text.as_deref())
            .collect::<Vec<_>>()
            .join("\n"),
        Content::Other(value) => tool::output(value),
    }
}

/// Pictures are shown only when they are pictures: no SVG, nothing to fetch.
fn image(part: &Part) -> Option<Image> {
    let mime_type = part.mime_type.clone()?;
    let known =
        ["image/png", "image/jpeg", "image/gif", "image/webp"].contains(&mime_type.as_str());
    part.data.clone().filter(|_| known).map(|data| Image { mime_type, data })
}
