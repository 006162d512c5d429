//! Which answers are kept, and by which words each is found again. What is not on this list is never
//! kept: the configuration and its schema, logs, whatever deals with tokens, and every write. Pure.

use serde_json::Value;

use crate::platform::day::Day;
use crate::protocol::json;

/// What is kept of a method.
struct Kept {
    method: &'static str,
    /// So many answers, for different questions; the oldest make room.
    most: usize,
}

const fn kept(method: &'static str, most: usize) -> Kept {
    Kept { method, most }
}

const LIST: [Kept; 26] = [
    // The chat: the sessions looked at last, who speaks in them, and what can be chosen.
    kept("chat.history", 12),
    kept("sessions.list", 8),
    kept("agents.list", 1),
    kept("agent.identity.get", 40),
    kept("models.list", 2),
    // The overview: how the gateway was, and who was there.
    kept("health", 1),
    kept("status", 1),
    kept("last-heartbeat", 1),
    kept("system-presence", 1),
    kept("channels.status", 1),
    // The lists of the other pages, and the details looked at last.
    kept("cron.list", 4),
    kept("cron.status", 1),
    kept("cron.runs", 8),
    kept("node.list", 1),
    kept("node.describe", 8),
    kept("node.pair.list", 1),
    kept("device.pair.list", 1),
    kept("skills.status", 8),
    kept("agents.files.list", 8),
    kept("exec.approvals.get", 1),
    // The first questions of the page of usage.
    kept("usage.cost", 4),
    kept("usage.status", 1),
    kept("sessions.usage", 4),
    // Speech and wake words as they were set.
    kept("tts.status", 1),
    kept("tts.providers", 1),
    kept("voicewake.get", 1),
];

/// The welcome is kept under this name, without its token.
pub const HELLO: &str = "hello";

/// How many answers of this method are kept.
#[must_use]
pub fn most(method: &str) -> usize {
    if method == HELLO {
        return 1;
    }
    LIST.iter().find(|kept| kept.method == method).map_or(0, |kept| kept.most)
}

/// The words by which the answer to a question is found again; `None` is never kept.
#[must_use]
pub fn words(method: &str, params: &str) -> Option<String> {
    if most(method) == 0 {
        return None;
    }
    let rest = match method {
        // However much of it was asked for, it is the same session.
        "chat.history" => field(&json::read(params).ok()?, "sessionKey")?,
        // Which words a gateway takes is found out by asking it, and it is away.
        "sessions.list" => without(json::read(params).ok()?, "archived"),
        "sessions.usage" | "usage.cost" => span(&json::read(params).ok()?),
        _ => params.to_owned(),
    };
    Some(format!("{method} {rest}"))
}

/// The method of such words.
#[must_use]
pub fn method_of(words: &str) -> &str {
    words.split(' ').next().unwrap_or(words)
}

fn field(params: &Value, name: &str) -> Option<String> {
    params[name].as_str().map(str::to_owned)
}

fn without(mut params: Value, name: &str) -> String {
    params.as_object_mut().map(|fields| fields.remove(name));
    params.to_string()
}

/// Tomorrow the same span has other days: it is known by its length.
fn span(params: &Value) -> String {
    let day = |name: &str| params[name].as_str().and_then(Day::parse);
    let length = day("startDate").zip(day("endDate")).map(|(start, end)| end.since(start));
    let days = length.map(i64::from).or_else(|| params["days"].as_i64()).unwrap_or_default();
    let session = params["key"].as_str().unwrap_or_default();
    let whole = if params["includeContextWeight"] == true { "whole" } else { "" };
    format!("{days} {whole} {session}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_hold_secrets_is_never_kept() {
        for method in [
            "config.get",
            "config.schema",
            "logs.tail",
            "device.token.rotate",
            "agents.files.get",
            "chat.send",
            "connect",
        ] {
            assert_eq!(words(method, "{}"), None, "{method}");
        }
    }

    #[test]
    fn every_method_on_the_list_is_a_read_that_the_console_knows() {
        let declared = crate::protocol::method::declared();
        for kept in &LIST {
            assert!(declared.iter().any(|(name, _)| *name == kept.method), "{}", kept.method);
        }
    }

    #[test]
    fn a_session_is_found_however_much_of_it_was_asked_for() {
        let first = words("chat.history", r#"{"sessionKey":"agent:main:main","limit":120}"#);
        let more = words(
            "chat.history",
            r#"{"sessionKey":"agent:main:main","limit":400,"maxChars":500000}"#,
        );
        assert_eq!(first.as_deref(), Some("chat.history agent:main:main"));
        assert_eq!(first, more);
        assert_ne!(first, words("chat.history", r#"{"sessionKey":"agent:main:other"}"#));
    }

    #[test]
    fn a_span_is_found_again_on_another_day() {
        let of = |start, end, more| {
            words(
                "sessions.usage",
                &format!(r#"{{"startDate":"{start}","endDate":"{end}"{more}}}"#),
            )
        };
        assert_eq!(of("2026-11-15", "2026-11-21", ""), of("2026-11-16", "2026-11-22", ""));
        assert_ne!(of("2026-11-15", "2026-11-21", ""), of("2026-11-01", "2026-11-21", ""));
        let whole = r#","includeContextWeight":true"#;
        assert_ne!(of("2026-11-15", "2026-11-21", ""), of("2026-11-15", "2026-11-21", whole));
        assert_ne!(words("usage.cost", r#"{"days":1}"#), words("usage.cost", r#"{"days":7}"#));
    }

    #[test]
    fn a_list_is_found_whichever_words_its_gateway_took() {
        let of = |more| words("sessions.list", &format!(r#"{{"limit":50{more}}}"#));
        assert_eq!(of(""), of(r#","archived":"all""#));
        assert_ne!(of(""), words("sessions.list", r#"{"limit":500}"#));
    }

    #[test]
    fn other_questions_are_found_by_all_that_was_asked() {
        let of = |agent| words("skills.status", &format!(r#"{{"agentId":"{agent}"}}"#));
        assert_ne!(of("main"), of("cody"));
        assert_eq!(method_of(&of("main").unwrap()), "skills.status");
    }
}
