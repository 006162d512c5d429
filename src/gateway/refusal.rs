//! Reads a no: which kind it is, from the details of later gateways or the words of earlier ones.

use crate::protocol::frame::ErrorShape;

use super::phase::{Refusal, RefusalKind};

/// What kind of no the gateway's error is.
#[must_use]
pub(crate) fn read(error: &ErrorShape) -> Refusal {
    Refusal {
        kind: kind(error),
        message: error.message.clone(),
        retry_after_ms: error.retry_after_ms,
        origin: String::new(),
    }
}

/// A no that did not come from the gateway.
#[must_use]
pub(crate) fn plain(kind: RefusalKind) -> Refusal {
    Refusal { kind, message: String::new(), retry_after_ms: None, origin: String::new() }
}

/// Whether the words alone say which kind of no they are.
#[must_use]
pub(crate) fn is_in_words(message: &str) -> bool {
    by_words("", message, None, None) != RefusalKind::Other
}

/// Whether the other side did not understand what was asked, as happens in another dialect.
#[must_use]
pub(crate) fn is_misunderstanding(error: &ErrorShape) -> bool {
    let code = error.code.as_str();
    matches!(code, "METHOD_NOT_FOUND" | "PARSE_ERROR" | "-32700" | "-32600" | "-32601" | "404")
        || error.message.to_lowercase().starts_with("unknown method")
}

fn kind(error: &ErrorShape) -> RefusalKind {
    let details = error.details.as_ref();
    // Said with the code of a protocol mismatch, but a reload is what it asks for.
    if details.is_some_and(|details| details.get("reloadRequired").is_some()) {
        return RefusalKind::BuildMismatch;
    }
    let expected = details.and_then(|details| details.get("expectedProtocol")?.as_u64());
    let request_id = || error.detail("requestId").map(str::to_owned);
    match error.detail("code").unwrap_or_default() {
        "AUTH_TOKEN_MISSING" | "AUTH_REQUIRED" => RefusalKind::TokenMissing,
        "AUTH_TOKEN_MISMATCH" | "AUTH_BOOTSTRAP_TOKEN_INVALID" | "AUTH_UNAUTHORIZED" => {
            RefusalKind::TokenMismatch
        }
        "AUTH_TOKEN_NOT_CONFIGURED" => RefusalKind::TokenNotConfigured,
        "AUTH_PASSWORD_MISSING" => RefusalKind::PasswordMissing,
        "AUTH_PASSWORD_MISMATCH" => RefusalKind::PasswordMismatch,
        "AUTH_PASSWORD_NOT_CONFIGURED" => RefusalKind::PasswordNotConfigured,
        "AUTH_DEVICE_TOKEN_MISMATCH" => RefusalKind::DeviceTokenMismatch,
        "AUTH_RATE_LIMITED" => RefusalKind::RateLimited,
        "AUTH_SCOPE_MISMATCH" | "MISSING_SCOPE" => RefusalKind::ScopesMissing,
        "AUTH_IDENTITY_HEADER_REQUIRED" | "AUTH_VERIFIED_USER_REQUIRED" => {
            RefusalKind::IdentityMissing
        }
        code if code.starts_with("AUTH_TAILSCALE") => RefusalKind::IdentityMissing,
        "CONTROL_UI_ORIGIN_NOT_ALLOWED" => RefusalKind::OriginNotAllowed,
        "CONTROL_UI_BUILD_MISMATCH" => RefusalKind::BuildMismatch,
        "PROTOCOL_MISMATCH" => RefusalKind::ProtocolMismatch { expected },
        "CONTROL_UI_DEVICE_IDENTITY_REQUIRED" | "DEVICE_IDENTITY_REQUIRED" => {
            RefusalKind::DeviceIdentityRequired
        }
        code if code.starts_with("DEVICE_AUTH") => RefusalKind::DeviceRejected,
        "PAIRING_REQUIRED" => RefusalKind::PairingRequired { request_id: request_id() },
        _ => by_words(&error.code, &error.message, expected, request_id()),
    }
}

/// Gateways before 2026.3 have only words; so does the reason of a closed socket.
fn by_words(
    code: &str,
    message: &str,
    expected: Option<u64>,
    request_id: Option<String>,
) -> RefusalKind {
    let said = message.to_lowercase();
    let has = |words: &str| said.contains(words);
    if code == "RATE_LIMITED" || has("too many failed") || has("rate limit") {
        RefusalKind::RateLimited
    } else if has("token missing") {
        RefusalKind::TokenMissing
    } else if has("token not configured") {
        RefusalKind::TokenNotConfigured
    } else if has("device token") {
        RefusalKind::DeviceTokenMismatch
    } else if has("token mismatch") || has("token invalid") || has("invalid token") {
        RefusalKind::TokenMismatch
    } else if has("password missing") {
        RefusalKind::PasswordMissing
    } else if has("password mismatch") {
        RefusalKind::PasswordMismatch
    } else if has("password not configured") {
        RefusalKind::PasswordNotConfigured
    } else if has("tailscale") || has("trusted proxy") {
        RefusalKind::IdentityMissing
    } else if has("origin not allowed") || has("origin missing") {
        RefusalKind::OriginNotAllowed
    } else if has("protocol mismatch") {
        RefusalKind::ProtocolMismatch { expected }
    } else if has("device identity required") || has("secure context") {
        RefusalKind::DeviceIdentityRequired
    } else if has("pairing required") || code == "NOT_PAIRED" {
        RefusalKind::PairingRequired { request_id }
    } else if has("device identity mismatch")
        || has("device signature")
        || has("device nonce")
        || has("device public key")
    {
        RefusalKind::DeviceRejected
    } else if has("missing scope") {
        RefusalKind::ScopesMissing
    } else if code == "UNAUTHORIZED" || code == "401" || has("unauthorized") {
        RefusalKind::TokenMismatch
    } else {
        RefusalKind::Other
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{RefusalKind as Kind, read};
    use crate::protocol::frame::ErrorShape;

    fn kind_of(error: Value) -> Kind {
        read(&serde_json::from_value::<ErrorShape>(error).unwrap()).kind
    }

    #[test]
    fn the_words_of_2026_2_6_are_understood() {
        let hint = "(open the dashboard URL and paste the token in Control UI settings)";
        for (message, kind) in [
            (format!("unauthorized: gateway token mismatch {hint}"), Kind::TokenMismatch),
            (format!("unauthorized: gateway token missing {hint}"), Kind::TokenMissing),
            (
                "unauthorized: gateway token not configured on gateway (set gateway.auth.token)"
                    .to_owned(),
                Kind::TokenNotConfigured,
            ),
            (
                "unauthorized: gateway password mismatch (enter the password in Control UI \
                 settings)"
                    .to_owned(),
                Kind::PasswordMismatch,
            ),
            ("unauthorized: gateway password missing (enter it)".to_owned(), Kind::PasswordMissing),
            (
                "origin not allowed (open the Control UI from the gateway host or allow it in \
                 gateway.controlUi.allowedOrigins)"
                    .to_owned(),
                Kind::OriginNotAllowed,
            ),
            (
                "control ui requires HTTPS or localhost (secure context)".to_owned(),
                Kind::DeviceIdentityRequired,
            ),
            ("device signature expired".to_owned(), Kind::DeviceRejected),
            ("device nonce required".to_owned(), Kind::DeviceRejected),
            ("unauthorized".to_owned(), Kind::TokenMismatch),
            ("invalid connect params: at /client".to_owned(), Kind::Other),
        ] {
            assert_eq!(kind_of(json!({"code": "INVALID_REQUEST", "message": message})), kind);
        }
    }

    #[test]
    fn device_identity_and_pairing_are_told_apart() {
        assert_eq!(
            kind_of(json!({"code": "NOT_PAIRED", "message": "device identity required"})),
            Kind::DeviceIdentityRequired
        );
        assert_eq!(
            kind_of(json!({"code": "NOT_PAIRED", "message": "pairing required",
                "details": {"requestId": "8babc74f"}})),
            Kind::PairingRequired { request_id: Some("8babc74f".to_owned()) }
        );
    }

    #[test]
    fn a_build_mismatch_is_not_a_protocol_mismatch() {
        assert_eq!(
            kind_of(json!({"code": "UNAVAILABLE", "retryable": false,
                "message": "protocol mismatch: Control UI updated; reload this page to continue",
                "details": {"code": "PROTOCOL_MISMATCH", "gatewayBuildId": "b", "reloadRequired": true}})),
            Kind::BuildMismatch
        );
        assert_eq!(
            kind_of(json!({"code": "INVALID_REQUEST", "message": "protocol mismatch",
                "details": {"expectedProtocol": 5}})),
            Kind::ProtocolMismatch { expected: Some(5) }
        );
    }

    #[test]
    fn the_codes_of_later_gateways_go_before_the_words() {
        for (code, kind) in [
            ("AUTH_TOKEN_MISMATCH", Kind::TokenMismatch),
            ("AUTH_TOKEN_MISSING", Kind::TokenMissing),
            ("AUTH_DEVICE_TOKEN_MISMATCH", Kind::DeviceTokenMismatch),
            ("AUTH_RATE_LIMITED", Kind::RateLimited),
            ("CONTROL_UI_ORIGIN_NOT_ALLOWED", Kind::OriginNotAllowed),
            ("DEVICE_IDENTITY_REQUIRED", Kind::DeviceIdentityRequired),
            ("DEVICE_AUTH_NONCE_MISMATCH", Kind::DeviceRejected),
            ("AUTH_TAILSCALE_WHOIS_FAILED", Kind::IdentityMissing),
            ("PAIRING_REQUIRED", Kind::PairingRequired { request_id: None }),
        ] {
            assert_eq!(
                kind_of(json!({"message": "unauthorized", "details": {"code": code}})),
                kind,
                "{code}"
            );
        }
    }
}
