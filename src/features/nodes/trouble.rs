//! Why a command has no answer, in words an operator can act upon: what happened, what to do, and
//! folded beneath it what the gateway or the node itself has said.

use serde_json::Value;

use crate::gateway::error::CallError;
use crate::words::{Word, t, tr, w};

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Trouble {
    pub what: String,
    pub advice: Option<String>,
    /// Code and message as they came.
    pub said: Option<String>,
}

impl Trouble {
    pub(super) fn of(error: &CallError) -> Self {
        match error {
            // It was sent, or may have been: nobody knows what became of it.
            CallError::Offline | CallError::Timeout => {
                Self { what: error.sentence(), advice: Some(t(w::NODES_MAY_HAVE_RUN)), said: None }
            }
            CallError::Refused { code, message, details, .. } => {
                let details = details.as_ref().unwrap_or(&Value::Null);
                Self::refused(error, code, message, details)
            }
            CallError::NotKept
            | CallError::Scope(_)
            | CallError::TooLarge { .. }
            | CallError::Shape { .. } => Self { what: error.sentence(), advice: None, said: None },
        }
    }

    fn refused(error: &CallError, code: &str, message: &str, details: &Value) -> Self {
        let reason = reason(code, message, details);
        let said = Some(format!("{reason}\n{message}").trim().to_owned());
        if let Some(scope) = details["missingScope"].as_str() {
            return Self { what: tr(w::ERROR_SCOPE, &[("scope", scope)]), advice: None, said };
        }
        match words(&reason, message, details["reason"].as_str().unwrap_or_default()) {
            Some((what, advice)) => Self { what: t(what), advice: Some(t(advice)), said },
            None => Self { what: error.sentence(), advice: None, said },
        }
    }
}

/// The most telling code: that of the gateway's details, of the node, one at the beginning of the
/// message, and last the general one.
fn reason(code: &str, message: &str, details: &Value) -> String {
    let is_code = |text: &&str| {
        text.len() > 2
            && text.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || it == b'_')
    };
    let said = [details["code"].as_str(), details["nodeError"]["code"].as_str()];
    let first = message.split([':', ' ']).next().filter(is_code);
    let found = said
        .into_iter()
        .flatten()
        .chain(first)
        .find(|code| !code.is_empty() && *code != "UNAVAILABLE");
    found.unwrap_or(code).to_owned()
}

/// What happened, and what to do about it.
fn words(code: &str, message: &str, why: &str) -> Option<(Word, Word)> {
    let message = message.to_lowercase();
    Some(match code {
        "NOT_CONNECTED" | "DISCONNECTED" | "NODE_OFFLINE" | "NODE_NOT_READY" => {
            (w::NODES_NOT_CONNECTED, w::NODES_NOT_CONNECTED_DO)
        }
        "TIMEOUT" => (w::NODES_TOO_SLOW, w::NODES_TOO_SLOW_DO),
        "PAIRING_CHANGED" | "ROUTE_CHANGED" | "NODE_COMMAND_REVOKED" => {
            (w::NODES_PAIRING_CHANGED, w::NODES_PAIRING_CHANGED_DO)
        }
        "NODE_BACKGROUND_UNAVAILABLE" => (w::NODES_BACKGROUND, w::NODES_BACKGROUND_DO),
        "QUEUED_UNTIL_FOREGROUND" => (w::NODES_QUEUED, w::NODES_QUEUED_DO),
        "SYSTEM_RUN_DENIED" | "PATH_POLICY_DENIED" => (w::NODES_DENIED, w::NODES_DENIED_DO),
        "PAYLOAD_TOO_LARGE" => (w::NODES_LARGE, w::NODES_LARGE_DO),
        "INVALID_PARAMS" => (w::NODES_PARAMS, w::NODES_PARAMS_DO),
        "UNSUPPORTED_COMMAND" | "UNKNOWN_COMMAND" => (w::NODES_UNKNOWN, w::NODES_UNKNOWN_DO),
        code if code.starts_with("APPROVAL_") => (w::NODES_DENIED, w::NODES_DENIED_DO),
        code if code.ends_with("_PERMISSION_REQUIRED") || code == "PERMISSION_MISSING" => {
            (w::NODES_PERMISSION, w::NODES_PERMISSION_DO)
        }
        code if code.ends_with("_DISABLED") => (w::NODES_SWITCHED_OFF, w::NODES_SWITCHED_OFF_DO),
        _ if why.contains("declare") || message.contains("declare") => {
            (w::NODES_UNKNOWN, w::NODES_UNKNOWN_DO)
        }
        _ if why.contains("allowlist")
            || message.contains("not allowed")
            || message.contains("allowlist") =>
        {
            (w::NODES_NOT_ALLOWED, w::NODES_NOT_ALLOWED_DO)
        }
        _ if message.contains("unknown command") || message.contains("not supported") => {
            (w::NODES_UNKNOWN, w::NODES_UNKNOWN_DO)
        }
        _ if message.contains("timed out") => (w::NODES_TOO_SLOW, w::NODES_TOO_SLOW_DO),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn refused(code: &str, message: &str, details: Value) -> Trouble {
        Trouble::of(&CallError::Refused {
            code: code.to_owned(),
            message: message.to_owned(),
            details: Some(details),
            retry_after_ms: None,
        })
    }

    #[test]
    fn each_code_has_its_words() {
        for (code, message, details, what) in [
            (
                "UNAVAILABLE",
                "node not connected",
                json!({"code": "NOT_CONNECTED"}),
                w::NODES_NOT_CONNECTED,
            ),
            (
                "UNAVAILABLE",
                "node not connected",
                json!({"nodeError": {"code": "NOT_CONNECTED"}, "nodeCommandDispatched": false}),
                w::NODES_NOT_CONNECTED,
            ),
            (
                "UNAVAILABLE",
                "node invoke timed out",
                json!({"nodeError": {"code": "TIMEOUT"}}),
                w::NODES_TOO_SLOW,
            ),
            (
                "UNAVAILABLE",
                "node pairing changed while invocation was active",
                json!({"code": "PAIRING_CHANGED"}),
                w::NODES_PAIRING_CHANGED,
            ),
            (
                "INVALID_REQUEST",
                "node command not allowed",
                json!({"reason": "command not allowlisted", "command": "camera.snap"}),
                w::NODES_NOT_ALLOWED,
            ),
            (
                "INVALID_REQUEST",
                "node command not allowed",
                json!({"reason": "command not declared by node", "command": "x"}),
                w::NODES_UNKNOWN,
            ),
            (
                "UNAVAILABLE",
                "unknown command",
                json!({"nodeError": {"code": "INVALID_REQUEST"}}),
                w::NODES_UNKNOWN,
            ),
            (
                "UNAVAILABLE",
                "SYSTEM_RUN_DENIED: approval required",
                json!({"nodeError": {"code": "UNAVAILABLE"}}),
                w::NODES_DENIED,
            ),
            (
                "UNAVAILABLE",
                "CAMERA_PERMISSION_REQUIRED: grant it",
                Value::Null,
                w::NODES_PERMISSION,
            ),
            (
                "UNAVAILABLE",
                "off",
                json!({"nodeError": {"code": "LOCATION_DISABLED"}}),
                w::NODES_SWITCHED_OFF,
            ),
            (
                "UNAVAILABLE",
                "later",
                json!({"code": "QUEUED_UNTIL_FOREGROUND",
                "nodeError": {"code": "NODE_BACKGROUND_UNAVAILABLE"}}),
                w::NODES_QUEUED,
            ),
        ] {
            let trouble = refused(code, message, details);
            assert_eq!(trouble.what, t(what), "{message}");
            assert!(trouble.advice.is_some());
            assert!(trouble.said.unwrap().contains(message));
        }
    }

    #[test]
    fn what_has_no_words_is_quoted() {
        let trouble = refused(
            "INTERNAL",
            "the lathe is stuck",
            json!({"nodeError": {"code": "LATHE_STUCK"}}),
        );
        assert!(trouble.what.contains("the lathe is stuck"));
        assert_eq!(trouble.said.as_deref(), Some("LATHE_STUCK\nthe lathe is stuck"));
    }

    #[test]
    fn a_missing_scope_is_named() {
        let trouble =
            refused("FORBIDDEN", "missing scope", json!({"missingScope": "operator.admin"}));
        assert!(trouble.what.contains("operator.admin"));
    }

    #[test]
    fn nobody_is_told_that_nothing_ran_when_nobody_knows() {
        for error in [CallError::Offline, CallError::Timeout] {
            assert_eq!(Trouble::of(&error).advice, Some(t(w::NODES_MAY_HAVE_RUN)));
        }
    }
}
