//! A transcript row in the words of a version: what `chat.history` and `session.message` carry.

use serde_json::{Value, json};

use crate::message::{Assistant, Body, Message, Origin, text_block};
use crate::profile::Profile;
use crate::session::Session;

/// As `chat.history` writes it.
pub(crate) fn in_history(profile: Profile, session: &Session, message: &Message) -> Value {
    let mut wire = match &message.body {
        Body::User { text, attachments, idempotency_key, sender } => {
            user(profile, text, attachments, idempotency_key.as_deref(), sender)
        }
        Body::Assistant(assistant) => assistant_row(profile, assistant, message),
        Body::ToolResult { call_id, tool, text, is_error, details } => {
            let mut row = json!({
                "role": "toolResult",
                "toolCallId": call_id,
                "toolName": tool,
                "content": [text_block(text)],
                "isError": is_error,
            });
            if profile == Profile::V2026_2_6 {
                row["details"] = details.clone();
            }
            row
        }
    };
    wire["timestamp"] = message.at.into();
    if profile != Profile::V2026_2_6 {
        wire["__openclaw"] = marks(profile, session, message);
    }
    wire
}

/// As `session.message` writes it: 2026.4.15 leaves there what it hides in the history.
pub(crate) fn in_event(profile: Profile, session: &Session, message: &Message) -> Value {
    let mut wire = in_history(profile, session, message);
    if let Body::Assistant(assistant) = &message.body {
        let by_model = assistant.origin == Origin::Model;
        let cost = cost(by_model, assistant.output_tokens);
        if profile == Profile::V2026_4_15 {
            wire["usage"]["cost"] = cost;
        }
    }
    if profile == Profile::V2026_4_15
        && let Body::User { text, sender, .. } = &message.body
    {
        let told = format!(
            "Sender (untrusted metadata):\n```json\n{{\n  \"label\": \"{sender}\",\n  \"id\": \"{sender}\"\n}}\n```\n\n{text}"
        );
        wire["content"] = json!([text_block(&told)]);
        if let Some(fields) = wire.as_object_mut() {
            fields.remove("senderLabel");
        }
    }
    wire
}

/// The role and words only, as chat events carry them.
pub(crate) fn spoken(text: &str, at: u64) -> Value {
    json!({ "role": "assistant", "content": [text_block(text)], "timestamp": at })
}

fn user(
    profile: Profile,
    text: &str,
    attachments: &[Value],
    key: Option<&str>,
    sender: &str,
) -> Value {
    let blocks = || {
        let mut blocks = vec![text_block(text)];
        blocks.extend(attachments.iter().cloned());
        Value::Array(blocks)
    };
    let plain = profile.is_new_shape() && attachments.is_empty();
    let content = if plain { Value::from(text) } else { blocks() };
    let mut row = json!({ "role": "user", "content": content });
    if profile == Profile::V2026_4_15 {
        row["senderLabel"] = sender.into();
    }
    if let (true, Some(key)) = (profile.is_new_shape(), key) {
        row["idempotencyKey"] = format!("{key}:user").into();
    }
    row
}

fn assistant_row(profile: Profile, assistant: &Assistant, message: &Message) -> Value {
    let mut blocks = assistant.blocks.clone();
    if profile < Profile::V2026_6_11 {
        for block in blocks.iter_mut().filter(|block| block["type"] == "thinking") {
            block["thinkingSignature"] = "reasoning_content".into();
        }
    }
    let by_model = assistant.origin == Origin::Model;
    let (api, provider, model) = if by_model {
        ("openai-completions", assistant.provider.as_str(), assistant.model.as_str())
    } else {
        ("openai-responses", "openclaw", "gateway-injected")
    };
    let mut row = json!({
        "role": "assistant",
        "content": blocks,
        "usage": usage(profile, by_model, assistant.output_tokens),
        "stopReason": assistant.stop_reason,
    });
    let injected_long_ago = !by_model && profile == Profile::V2026_2_6;
    if injected_long_ago {
        row["stopReason"] = "injected".into();
        row["usage"] = json!({ "input": 0, "output": 0, "totalTokens": 0 });
        return row;
    }
    row["api"] = api.into();
    row["provider"] = provider.into();
    row["model"] = model.into();
    if by_model && profile != Profile::V2026_2_6 {
        row["responseId"] = assistant.response_id.clone().into();
    }
    if let Some(error) = &assistant.error {
        row["errorMessage"] = error.clone().into();
    }
    if assistant.origin == Origin::Stopped {
        let run = message.run_id.clone().unwrap_or_default();
        row["idempotencyKey"] = format!("{run}:assistant").into();
        row["openclawAbort"] = json!({ "aborted": true, "origin": "rpc", "runId": run });
    }
    row
}

/// What the model reads each time; this one is not told how long the transcript is.
fn input_tokens(by_model: bool, output: u64) -> u64 {
    if by_model && output > 0 { 120 } else { 0 }
}

fn cost(by_model: bool, output: u64) -> Value {
    let input = input_tokens(by_model, output) as f64 / 1e6;
    let output = if by_model { output as f64 * 2.0 / 1e6 } else { 0.0 };
    json!({
        "input": input, "output": output, "cacheRead": 0, "cacheWrite": 0,
        "total": input + output,
    })
}

fn usage(profile: Profile, by_model: bool, output: u64) -> Value {
    let input = input_tokens(by_model, output);
    let output = if by_model { output } else { 0 };
    let mut cost = cost(by_model, output);
    if profile == Profile::V2026_4_15 {
        // Its history keeps the sum only.
        cost = json!({ "total": cost["total"] });
    }
    json!({
        "input": input,
        "output": output,
        "cacheRead": 0,
        "cacheWrite": 0,
        "totalTokens": input + output,
        "cost": cost,
    })
}

/// The gateway's own marks on a row, by which a console tells rows apart.
fn marks(profile: Profile, session: &Session, message: &Message) -> Value {
    let mut marks = json!({ "id": message.id, "seq": message.seq });
    if !profile.is_new_shape() {
        return marks;
    }
    marks["recordTimestampMs"] = message.at.into();
    marks["transcriptPosition"] = json!({ "source": session.source, "rawSeq": message.seq + 1 });
    match &message.body {
        Body::User { idempotency_key, sender, .. } => {
            marks["senderIsOwner"] = true.into();
            marks["senderId"] = "gateway-owner".into();
            marks["senderIdentity"] = json!({ "type": "profile", "id": "gateway-owner" });
            marks["transport"] = json!({ "clients": [{ "id": sender, "mode": "webchat" }] });
            if let Some(key) = idempotency_key {
                marks["idempotencyKey"] = format!("{key}:user").into();
            }
        }
        Body::Assistant(_) | Body::ToolResult { .. } => {
            if let Some(run) = &message.run_id {
                marks["runId"] = run.clone().into();
            }
        }
    }
    marks
}
