//! What to tell an operator when the gateway says no: one sentence that says what to do next, and
//! the exact command, key or origin it needs. Pure but for the words.

use crate::{
    gateway::phase::{Farewell, Refusal, RefusalKind},
    words::{t, tr, w},
};

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Advice {
    pub sentence: String,
    /// To be typed on the gateway's machine, or put into its configuration.
    pub command: Option<String>,
}

/// The advice for a refusal. The origin is this page's own.
pub(super) fn advice(refusal: &Refusal, origin: &str) -> Advice {
    use RefusalKind as Kind;
    let origin = if refusal.origin.is_empty() { origin } else { &refusal.origin };
    let (sentence, command) = match &refusal.kind {
        Kind::TokenMissing => (t(w::CONNECT_REFUSED_TOKEN_MISSING), "openclaw dashboard --no-open"),
        Kind::TokenMismatch => {
            (t(w::CONNECT_REFUSED_TOKEN_MISMATCH), "openclaw dashboard --no-open")
        }
        Kind::TokenNotConfigured => {
            (t(w::CONNECT_REFUSED_TOKEN_NOT_CONFIGURED), "openclaw doctor --generate-gateway-token")
        }
        Kind::PasswordMissing => (t(w::CONNECT_REFUSED_PASSWORD_MISSING), ""),
        Kind::PasswordMismatch => (t(w::CONNECT_REFUSED_PASSWORD_MISMATCH), ""),
        Kind::PasswordNotConfigured => {
            (t(w::CONNECT_REFUSED_PASSWORD_NOT_CONFIGURED), "gateway.auth.password")
        }
        Kind::DeviceTokenMismatch => (t(w::CONNECT_REFUSED_DEVICE_TOKEN_MISMATCH), ""),
        Kind::RateLimited => (rate_limited(refusal.retry_after_ms), ""),
        Kind::OriginNotAllowed => {
            let sentence = tr(w::CONNECT_REFUSED_ORIGIN_NOT_ALLOWED, &[("origin", origin)]);
            return Advice { sentence, command: Some(allowed_origins(origin)) };
        }
        Kind::ProtocolMismatch { expected: Some(expected) } => (
            tr(w::CONNECT_REFUSED_PROTOCOL_MISMATCH, &[("expected", &expected.to_string())]),
            "openclaw update",
        ),
        Kind::ProtocolMismatch { expected: None } => {
            (t(w::CONNECT_REFUSED_PROTOCOL_UNKNOWN), "openclaw update")
        }
        Kind::DeviceIdentityRequired => (t(w::CONNECT_REFUSED_DEVICE_IDENTITY_REQUIRED), ""),
        Kind::DeviceRejected => (t(w::CONNECT_REFUSED_DEVICE_REJECTED), ""),
        Kind::PairingRequired { request_id } => {
            let sentence = t(w::CONNECT_REFUSED_PAIRING_REQUIRED);
            return Advice { sentence, command: Some(approval_command(request_id.as_deref())) };
        }
        Kind::ScopesMissing => (t(w::CONNECT_REFUSED_SCOPES_MISSING), "openclaw devices list"),
        Kind::BuildMismatch => (t(w::CONNECT_REFUSED_BUILD_MISMATCH), "gateway.controlUi.root"),
        Kind::IdentityMissing => (t(w::CONNECT_REFUSED_IDENTITY_MISSING), "gateway.trustedProxies"),
        Kind::BadAddress => (t(w::CONNECT_REFUSED_BAD_ADDRESS), ""),
        Kind::Other => (t(w::CONNECT_REFUSED_OTHER), ""),
    };
    Advice { sentence, command: Some(command.to_owned()).filter(|command| !command.is_empty()) }
}

/// What an operator types on the gateway's machine to let this device in.
pub(super) fn approval_command(request_id: Option<&str>) -> String {
    match request_id {
        Some(id) => format!("openclaw devices approve {id}"),
        None => "openclaw devices list".to_owned(),
    }
}

/// Why there is no connection yet, while it is tried again.
pub(super) fn unreached(reason: Option<&Farewell>, url: &str) -> Advice {
    let (sentence, command) = match reason {
        Some(Farewell::NotAGateway) => {
            (tr(w::CONNECT_UNREACHED_NOT_A_GATEWAY, &[("url", url)]), "")
        }
        Some(Farewell::NotReady { .. } | Farewell::Restarting { .. }) => {
            (t(w::CONNECT_UNREACHED_NOT_READY), "")
        }
        _ => (tr(w::CONNECT_UNREACHED_SILENT, &[("url", url)]), "openclaw gateway status"),
    };
    Advice { sentence, command: Some(command.to_owned()).filter(|command| !command.is_empty()) }
}

fn rate_limited(retry_after_ms: Option<u64>) -> String {
    match retry_after_ms {
        Some(wait) => {
            let seconds = wait.div_ceil(1000).to_string();
            tr(w::CONNECT_REFUSED_RATE_LIMITED_FOR, &[("seconds", &seconds)])
        }
        None => t(w::CONNECT_REFUSED_RATE_LIMITED),
    }
}

fn allowed_origins(origin: &str) -> String {
    format!(r#"gateway.controlUi.allowedOrigins: ["{origin}"]"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(kind: RefusalKind) -> Advice {
        let refusal = Refusal {
            kind,
            message: "no".to_owned(),
            retry_after_ms: Some(12_100),
            origin: String::new(),
        };
        advice(&refusal, "http://console.example:8080")
    }

    #[test]
    fn an_origin_that_is_not_allowed_is_named_with_the_key_that_allows_it() {
        let advice = refused(RefusalKind::OriginNotAllowed);
        assert!(advice.sentence.contains("http://console.example:8080"));
        let expected = r#"gateway.controlUi.allowedOrigins: ["http://console.example:8080"]"#;
        assert_eq!(advice.command.as_deref(), Some(expected));
    }

    #[test]
    fn a_rate_limit_says_how_long() {
        assert!(refused(RefusalKind::RateLimited).sentence.contains("13 seconds"));
    }

    #[test]
    fn a_pairing_request_is_approved_by_its_id() {
        let advice = refused(RefusalKind::PairingRequired { request_id: Some("r-1".to_owned()) });
        assert_eq!(advice.command.as_deref(), Some("openclaw devices approve r-1"));
        assert_eq!(approval_command(None), "openclaw devices list");
    }

    #[test]
    fn another_protocol_is_named() {
        let advice = refused(RefusalKind::ProtocolMismatch { expected: Some(7) });
        assert!(advice.sentence.contains('7'));
    }

    #[test]
    fn a_gateway_that_does_not_answer_is_named() {
        let advice = unreached(Some(&Farewell::Unreachable), "ws://attic:18789");
        assert!(advice.sentence.contains("ws://attic:18789"));
        assert!(advice.command.is_some());
    }
}
