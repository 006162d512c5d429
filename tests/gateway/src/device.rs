//! The proof a console gives with `connect`: who it is (Ed25519 key) and that it means this
//! connection (the nonce). Verifies; keeps nothing.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, VerifyingKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::profile::Profile;
use crate::refusal::Refusal;

const ALLOWED_SKEW_MS: u64 = 10 * 60 * 1000;

pub(crate) fn base64url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Checks `params.device` and gives back the device id.
pub(crate) fn verify(
    profile: Profile,
    params: &Value,
    nonce: Option<&str>,
    now: u64,
) -> Result<String, Refusal> {
    let device = &params["device"];
    let text = |name: &str| device[name].as_str().unwrap_or_default();
    let refuse = |message: &str, code: &str, reason: &str| {
        let refusal = Refusal::invalid(message);
        if profile.has_detail_codes() {
            refusal.with_details(json!({ "code": code, "reason": reason }))
        } else {
            refusal
        }
    };
    let id_mismatch = || {
        refuse("device identity mismatch", "DEVICE_AUTH_DEVICE_ID_MISMATCH", "device-id-mismatch")
    };
    let bad_signature =
        || refuse("device signature invalid", "DEVICE_AUTH_SIGNATURE_INVALID", "device-signature");

    let key = URL_SAFE_NO_PAD.decode(text("publicKey")).map_err(|_| id_mismatch())?;
    if sha256_hex(&key) != text("id") {
        return Err(id_mismatch());
    }
    let signed_at = device["signedAt"].as_u64().unwrap_or(0);
    if signed_at.abs_diff(now) > ALLOWED_SKEW_MS {
        return Err(refuse(
            "device signature expired",
            "DEVICE_AUTH_SIGNATURE_EXPIRED",
            "device-signature-stale",
        ));
    }
    let given_nonce = device["nonce"].as_str().filter(|given| !given.is_empty());
    if given_nonce.is_some() && given_nonce != nonce {
        return Err(refuse(
            "device nonce mismatch",
            "DEVICE_AUTH_NONCE_MISMATCH",
            "device-nonce-mismatch",
        ));
    }
    let signature = URL_SAFE_NO_PAD
        .decode(text("signature"))
        .ok()
        .and_then(|bytes| Signature::from_slice(&bytes).ok())
        .ok_or_else(bad_signature)?;
    let key: [u8; 32] = key.try_into().map_err(|_| id_mismatch())?;
    let key = VerifyingKey::from_bytes(&key).map_err(|_| bad_signature())?;
    let signed = payloads(profile, params, given_nonce)
        .iter()
        .any(|payload| key.verify_strict(payload.as_bytes(), &signature).is_ok());
    if signed { Ok(text("id").to_owned()) } else { Err(bad_signature()) }
}

/// The texts whose signature this version accepts.
fn payloads(profile: Profile, params: &Value, nonce: Option<&str>) -> Vec<String> {
    let client = &params["client"];
    let device = &params["device"];
    let plain = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let scopes: Vec<&str> =
        params["scopes"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let auth = &params["auth"];
    let token = ["token", "deviceToken", "bootstrapToken"]
        .iter()
        .find_map(|name| auth[*name].as_str())
        .unwrap_or_default();
    let common = [
        plain(&device["id"]),
        plain(&client["id"]),
        plain(&client["mode"]),
        params["role"].as_str().unwrap_or("operator").to_owned(),
        scopes.join(","),
        device["signedAt"].to_string(),
        token.to_owned(),
    ]
    .join("|");
    let Some(nonce) = nonce else {
        return if profile == Profile::V2026_2_6 { vec![format!("v1|{common}")] } else { vec![] };
    };
    let mut accepted = vec![format!("v2|{common}|{nonce}")];
    if profile.has_detail_codes() {
        let lower = |name: &str| plain(&client[name]).trim().to_lowercase();
        accepted.push(format!(
            "v3|{common}|{nonce}|{}|{}",
            lower("platform"),
            lower("deviceFamily")
        ));
    }
    accepted
}
