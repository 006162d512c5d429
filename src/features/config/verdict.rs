//! What a gateway means by not answering a write with yes.

use serde_json::Value;

use super::path::Path;
use super::told::dotted;
use crate::gateway::error::CallError;
use crate::protocol::config::ConfigIssue;

/// Something wrong in what was sent, by the gateway's own check.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    pub path: Path,
    pub text: String,
    /// What was sent there: when it is changed the issue is a matter of the past.
    pub(super) value: Option<Value>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verdict {
    /// Others have changed the file since it was read.
    Stale,
    /// Nothing was done: it may be sent again after so many milliseconds.
    Later { ms: u32 },
    /// No answer, or none that can be read: it may have been written.
    Lost,
    /// It was written, and something else went wrong.
    Written(String),
    /// Nothing was written.
    Refused(Vec<Issue>),
    /// The file itself is invalid: no patch is taken.
    Invalid,
    /// Nothing was sent.
    Said,
}

pub(super) fn verdict(error: &CallError, sent: &Value) -> Verdict {
    match error {
        CallError::Offline | CallError::Timeout | CallError::Shape { .. } => Verdict::Lost,
        CallError::NotKept | CallError::Scope(_) | CallError::TooLarge { .. } => Verdict::Said,
        CallError::Refused { retry_after_ms: Some(ms), .. } => {
            Verdict::Later { ms: u32::try_from(*ms).unwrap_or(u32::MAX) }
        }
        CallError::Refused { message, details, .. } => {
            let says = |part: &str| message.contains(part);
            if says("config changed since last load") || says("re-run config.get and retry") {
                Verdict::Stale
            } else if says(" persisted") {
                Verdict::Written(message.clone())
            } else if says("before patching") {
                Verdict::Invalid
            } else {
                Verdict::Refused(issues(details.as_ref(), sent))
            }
        }
    }
}

fn issues(details: Option<&Value>, sent: &Value) -> Vec<Issue> {
    let list = details.and_then(|details| details["issues"].as_array());
    let read = |issue: &Value| {
        let issue = ConfigIssue {
            path: issue["path"].as_str().map(str::to_owned),
            message: issue["message"].as_str().map(str::to_owned),
            ..ConfigIssue::default()
        };
        let path = dotted(issue.path.as_deref().unwrap_or_default(), sent);
        let value = path.get(sent).cloned();
        Some(Issue { text: issue.message?, value, path })
    };
    list.map(|list| list.iter().filter_map(read).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refused(message: &str, details: Value) -> CallError {
        CallError::Refused {
            code: "INVALID_REQUEST".to_owned(),
            message: message.to_owned(),
            details: Some(details),
            retry_after_ms: None,
        }
    }

    #[test]
    fn the_gateways_words_are_understood() {
        let nothing = json!({});
        for (message, expected) in [
            ("config changed since last load; re-run config.get and retry", Verdict::Stale),
            ("config base hash required; re-run config.get and retry", Verdict::Stale),
            ("invalid config; fix before patching", Verdict::Invalid),
            ("invalid config: a: b; fix (openclaw doctor) before patching", Verdict::Invalid),
            ("config must be an object", Verdict::Refused(Vec::new())),
        ] {
            assert_eq!(
                verdict(&refused(message, nothing.clone()), &nothing),
                expected,
                "{message}"
            );
        }
        let persisted = "config.patch persisted and was accepted for restart; wait";
        let expected = Verdict::Written(persisted.to_owned());
        assert_eq!(verdict(&refused(persisted, nothing.clone()), &nothing), expected);
        assert_eq!(verdict(&CallError::Timeout, &nothing), Verdict::Lost);
        let limited = CallError::Refused {
            code: "UNAVAILABLE".to_owned(),
            message: "rate limit exceeded for config.patch; retry after 9s".to_owned(),
            details: None,
            retry_after_ms: Some(8_400),
        };
        assert_eq!(verdict(&limited, &nothing), Verdict::Later { ms: 8_400 });
    }

    #[test]
    fn issues_are_at_their_places() {
        let sent = json!({"agents": {"list": [{"id": 7}]}, "models": {"a.b": {"c": 1}}});
        let details = json!({"issues": [
            {"path": "agents.list.0.id", "message": "expected string"},
            {"path": "models.a.b.c", "message": "too small"},
            {"path": "gateway.port", "message": "required"},
            {"path": "<root>", "message": "no"},
        ]});
        let Verdict::Refused(issues) = verdict(&refused("invalid config", details), &sent) else {
            panic!("refused");
        };
        let places: Vec<String> = issues.iter().map(|it| it.path.to_string()).collect();
        assert_eq!(places, ["agents.list[0].id", "models[\"a.b\"].c", "gateway.port", ""]);
        assert_eq!(issues[1].value, Some(json!(1)));
    }
}
