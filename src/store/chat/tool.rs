//! Tool calls in words: what a call is about in one line, and what came out of it.

use serde_json::Value;

use super::row::{Tool, ToolPhase};
use crate::protocol::id::ToolCallId;

/// The arguments that say best what a call is about, in order.
const TELLING: &[&str] = &[
    "command",
    "cmd",
    "path",
    "file_path",
    "filePath",
    "url",
    "query",
    "pattern",
    "message",
    "text",
    "prompt",
    "name",
    "action",
];

const LONGEST_TARGET: usize = 160;

/// A call that has just begun.
#[must_use]
pub fn begun(id: Option<ToolCallId>, name: Option<&str>, arguments: Option<&Value>) -> Tool {
    Tool {
        id,
        name: name.unwrap_or("tool").to_owned(),
        target: arguments.map(target).unwrap_or_default(),
        arguments: arguments.map(indented).unwrap_or_default(),
        output: String::new(),
        phase: ToolPhase::Running,
        duration_ms: None,
    }
}

/// Writes a result into its call.
pub fn finish(tool: &mut Tool, result: Option<&Value>, details: Option<&Value>, is_error: bool) {
    if let Some(result) = result {
        tool.output = output(result);
    }
    let details = details.or_else(|| result.and_then(|result| result.get("details")));
    let detail = |name: &str| details.and_then(|details| details.get(name));
    if tool.output.is_empty()
        && let Some(text) = detail("aggregated").and_then(Value::as_str)
    {
        text.clone_into(&mut tool.output);
    }
    tool.duration_ms = detail("durationMs").and_then(Value::as_f64).or(tool.duration_ms);
    let failed = is_error
        || detail("status").and_then(Value::as_str) == Some("failed")
        || detail("exitCode").and_then(Value::as_i64).is_some_and(|code| code != 0);
    tool.phase = if failed { ToolPhase::Failed } else { ToolPhase::Done };
}

/// The text of a result, whatever its shape.
#[must_use]
pub fn output(result: &Value) -> String {
    match result {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().map(part_text).collect::<Vec<_>>().join("\n"),
        Value::Object(object) => match object.get("content") {
            Some(content) => output(content),
            None => indented(result),
        },
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn part_text(part: &Value) -> String {
    match part.get("text").and_then(Value::as_str) {
        Some(text) => text.to_owned(),
        None if part.get("data").is_some() => {
            format!("[{}]", part.get("type").and_then(Value::as_str).unwrap_or("data"))
        }
        None => indented(part),
    }
}

/// One line on what a call does.
fn target(arguments: &Value) -> String {
    let Value::Object(object) = arguments else {
        return arguments.as_str().map(one_line).unwrap_or_default();
    };
    TELLING
        .iter()
        .find_map(|name| object.get(*name).and_then(Value::as_str))
        .or_else(|| object.values().find_map(Value::as_str))
        .map(one_line)
        .unwrap_or_default()
}

fn one_line(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.chars().count() > LONGEST_TARGET {
            return line.chars().take(LONGEST_TARGET).chain(['…']).collect();
        }
    }
    line
}

fn indented(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Object(object) if object.is_empty() => String::new(),
        Value::String(text) => text.clone(),
        value => serde_json::to_string_pretty(value).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_call_is_told_by_its_command_in_one_line() {
        let tool =
            begun(None, Some("exec"), Some(&json!({"cwd": "/", "command": "ls -l\n  /tmp"})));
        assert_eq!(tool.target, "ls -l /tmp");
    }

    #[test]
    fn a_result_brings_output_and_duration() {
        let mut tool = begun(None, Some("exec"), None);
        let result = json!({"content": [{"type": "text", "text": "hi"}], "details": {"durationMs": 23, "exitCode": 0}});
        finish(&mut tool, Some(&result), None, false);
        assert_eq!(
            (tool.output.as_str(), tool.duration_ms, tool.phase),
            ("hi", Some(23.0), ToolPhase::Done)
        );
    }

    #[test]
    fn an_exit_code_other_than_zero_is_a_failure() {
        let mut tool = begun(None, Some("exec"), None);
        finish(&mut tool, None, Some(&json!({"exitCode": 2, "aggregated": "no such file"})), false);
        assert_eq!((tool.output.as_str(), tool.phase), ("no such file", ToolPhase::Failed));
    }
}
