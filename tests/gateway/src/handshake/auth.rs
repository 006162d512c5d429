//! Token, password, or the token a device was given: whether one of them is right, and the words
//! for each way of being wrong.

use serde_json::{Value, json};

use crate::gateway::Gateway;
use crate::profile::Profile;
use crate::refusal::Refusal;

pub(super) fn check(
    gateway: &Gateway,
    params: &Value,
    device_id: Option<&str>,
) -> Result<(), Refusal> {
    let auth = &params["auth"];
    let given = |name: &str| auth[name].as_str().filter(|given| !given.is_empty());
    let token = given("token");
    let returning = given("deviceToken").or(token);
    let role = params["role"].as_str().unwrap_or("operator");
    if let (Some(id), Some(token)) = (device_id, returning) {
        let now = gateway.now();
        if gateway.world().devices.knows(id, role, token, now) {
            return Ok(());
        }
    }
    let (wanted, had, kind) = match &gateway.options.password {
        Some(password) => (password, given("password"), "PASSWORD"),
        None => (&gateway.options.token, token, "TOKEN"),
    };
    let code = match had {
        Some(had) if had == wanted => return Ok(()),
        Some(_) => format!("AUTH_{kind}_MISMATCH"),
        None => format!("AUTH_{kind}_MISSING"),
    };
    let client = params["client"]["id"].as_str().unwrap_or_default();
    Err(refusal(gateway.profile(), &code, client))
}

/// The refusal an order asked for by its code.
pub(super) fn by_code(profile: Profile, code: &str) -> Refusal {
    refusal(profile, code, "openclaw-control-ui")
}

fn refusal(profile: Profile, code: &str, client: &str) -> Refusal {
    let token_hint = match (profile.is_new_shape(), client) {
        (true, _) => "use this gateway's gateway.auth.token or pair the device",
        (false, "cli") => "set gateway.remote.token to match gateway.auth.token",
        (false, "openclaw-control-ui" | "webchat-ui" | "webchat") => {
            "open the dashboard URL and paste the token in Control UI settings"
        }
        (false, _) => "provide gateway auth token",
    };
    let password_hint = match client {
        "cli" => "set gateway.remote.password to match gateway.auth.password",
        "openclaw-control-ui" | "webchat-ui" | "webchat" => {
            "enter the password in Control UI settings"
        }
        _ => "provide gateway auth password",
    };
    let (message, reason, next) = match code {
        "AUTH_TOKEN_MISSING" => (
            format!("unauthorized: gateway token missing ({token_hint})"),
            "token_missing",
            "update_auth_configuration",
        ),
        "AUTH_TOKEN_MISMATCH" => (
            format!("unauthorized: gateway token mismatch ({token_hint})"),
            "token_mismatch",
            "retry_with_device_token",
        ),
        "AUTH_PASSWORD_MISSING" => (
            format!("unauthorized: gateway password missing ({password_hint})"),
            "password_missing",
            "update_auth_configuration",
        ),
        "AUTH_PASSWORD_MISMATCH" => (
            format!("unauthorized: gateway password mismatch ({password_hint})"),
            "password_mismatch",
            "update_auth_credentials",
        ),
        "AUTH_RATE_LIMITED" => (
            "unauthorized: too many failed authentication attempts (retry later)".to_owned(),
            "rate_limited",
            "wait_then_retry",
        ),
        "AUTH_DEVICE_TOKEN_MISMATCH" => (
            "unauthorized: device token mismatch (rotate/reissue device token)".to_owned(),
            "device_token_mismatch",
            "update_auth_credentials",
        ),
        "DEVICE_IDENTITY_REQUIRED" => {
            let refusal = Refusal::new("NOT_PAIRED", "device identity required");
            return if profile.has_detail_codes() {
                refusal.with_details(json!({ "code": code }))
            } else {
                refusal
            };
        }
        _ => ("unauthorized".to_owned(), "unauthorized", "review_auth_configuration"),
    };
    let refusal = Refusal::invalid(message);
    if !profile.has_detail_codes() {
        return refusal;
    }
    refusal.with_details(json!({
        "code": code,
        "authReason": reason,
        "canRetryWithDeviceToken": code == "AUTH_TOKEN_MISMATCH",
        "recommendedNextStep": next,
    }))
}
