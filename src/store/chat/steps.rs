//! What the steps of a run (`agent`, `session.tool`) mean to a transcript. The streams overlap:
//! older gateways say a tool call in one, later ones in up to three. Pure.

use serde_json::Value;

use super::live::ToolStep;
use super::transcript::{Change, Transcript};
use crate::protocol::agents::AgentEvent;
use crate::protocol::id::ToolCallId;
use crate::protocol::json;

/// Takes one step. Text is left to the `chat` events, which the gateway thins for slow readers.
pub fn apply(transcript: &mut Transcript, event: &AgentEvent, now: f64) -> Change {
    let stream = event.stream.as_str();
    let wanted = ["tool", "item", "command_output", "thinking", "reasoning", "lifecycle"];
    let Some(data) = event.data.as_deref().filter(|_| wanted.contains(&stream)) else {
        return Change::default();
    };
    let Ok(data) = json::read::<Value>(data.get()) else { return Change::default() };
    let (data, run) = (&data, &event.run_id);
    match stream {
        "tool" => transcript.tool(run, &tool_step(data), now),
        "item" if is_call(data) => transcript.tool(run, &item_step(data), now),
        "command_output" if is_call(data) => transcript.tool(run, &output_step(data), now),
        "thinking" | "reasoning" => match text(data, "text") {
            Some(thought) => transcript.thinking(run, thought, now),
            None => Change::default(),
        },
        "lifecycle" if text(data, "phase") == Some("start") => transcript.started(run, now),
        _ => Change::default(),
    }
}

fn text<'a>(data: &'a Value, name: &str) -> Option<&'a str> {
    data.get(name).and_then(Value::as_str)
}

fn is_call(data: &Value) -> bool {
    data.get("toolCallId").is_some()
}

fn call_id(data: &Value) -> Option<ToolCallId> {
    text(data, "toolCallId").map(ToolCallId::from)
}

fn tool_step(data: &Value) -> ToolStep<'_> {
    ToolStep {
        id: call_id(data),
        name: text(data, "name"),
        arguments: data.get("args"),
        partial: data.get("partialResult"),
        result: data.get("result"),
        is_over: text(data, "phase") == Some("result"),
        is_error: data.get("isError").and_then(Value::as_bool).unwrap_or(false),
        ..ToolStep::default()
    }
}

fn item_step(data: &Value) -> ToolStep<'_> {
    ToolStep {
        id: call_id(data),
        name: text(data, "name"),
        title: text(data, "meta").or_else(|| text(data, "title")),
        is_over: text(data, "phase") == Some("end"),
        is_error: text(data, "status") == Some("failed"),
        ..ToolStep::default()
    }
}

fn output_step(data: &Value) -> ToolStep<'_> {
    ToolStep {
        id: call_id(data),
        name: text(data, "name"),
        partial: data.get("output"),
        ..ToolStep::default()
    }
}
