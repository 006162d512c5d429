//! Whether `connect` has the shape this version's schema asks for, down to the nested objects.

use serde_json::Value;

use crate::params::{Kind, Param, complaints};
use crate::profile::Profile::{self, V2026_2_6, V2026_4_15, V2026_6_11};
use crate::refusal::Refusal;

const fn param(name: &'static str, kind: Kind, required: bool, since: Profile) -> Param {
    Param { name, kind, required, since }
}

const CONNECT: &[Param] = &[
    param("minProtocol", Kind::Number(1, u64::MAX), true, V2026_2_6),
    param("maxProtocol", Kind::Number(1, u64::MAX), true, V2026_2_6),
    param("client", Kind::Anything, true, V2026_2_6),
    param("caps", Kind::List, false, V2026_2_6),
    param("commands", Kind::List, false, V2026_2_6),
    param("permissions", Kind::Anything, false, V2026_2_6),
    param("pathEnv", Kind::Words, false, V2026_2_6),
    param("role", Kind::Text, false, V2026_2_6),
    param("scopes", Kind::List, false, V2026_2_6),
    param("device", Kind::Anything, false, V2026_2_6),
    param("auth", Kind::Anything, false, V2026_2_6),
    param("locale", Kind::Words, false, V2026_2_6),
    param("userAgent", Kind::Words, false, V2026_2_6),
];

const CLIENT: &[Param] = &[
    param("id", Kind::Text, true, V2026_2_6),
    param("displayName", Kind::Text, false, V2026_2_6),
    param("version", Kind::Text, true, V2026_2_6),
    param("platform", Kind::Text, true, V2026_2_6),
    param("deviceFamily", Kind::Text, false, V2026_2_6),
    param("modelIdentifier", Kind::Text, false, V2026_2_6),
    param("mode", Kind::Text, true, V2026_2_6),
    param("instanceId", Kind::Text, false, V2026_2_6),
    param("buildId", Kind::Text, false, V2026_6_11),
    param("timeZone", Kind::Text, false, V2026_6_11),
];

const DEVICE: &[Param] = &[
    param("id", Kind::Text, true, V2026_2_6),
    param("publicKey", Kind::Text, true, V2026_2_6),
    param("signature", Kind::Text, true, V2026_2_6),
    param("signedAt", Kind::Number(0, u64::MAX), true, V2026_2_6),
    param("nonce", Kind::Text, false, V2026_2_6),
];

const AUTH: &[Param] = &[
    param("token", Kind::Words, false, V2026_2_6),
    param("password", Kind::Words, false, V2026_2_6),
    param("deviceToken", Kind::Words, false, V2026_4_15),
    param("bootstrapToken", Kind::Words, false, V2026_4_15),
];

const CLIENT_IDS: &[&str] = &[
    "webchat-ui",
    "openclaw-control-ui",
    "webchat",
    "cli",
    "gateway-client",
    "openclaw-macos",
    "openclaw-ios",
    "openclaw-android",
    "node-host",
    "test",
    "fingerprint",
    "openclaw-probe",
];

const MODES: &[&str] = &["webchat", "cli", "ui", "backend", "node", "probe", "test"];

pub(super) fn check(profile: Profile, params: &Value) -> Result<(), Refusal> {
    let mut wrong = of(profile, "", CONNECT, params);
    for (name, known) in [("client", CLIENT), ("device", DEVICE), ("auth", AUTH)] {
        if let Some(inner) = params.get(name) {
            let mut known = known.to_vec();
            // The nonce became compulsory when the first form of signature went.
            for param in &mut known {
                param.required |= param.name == "nonce" && profile > V2026_2_6;
            }
            wrong.extend(of(profile, &format!("/{name}"), &known, inner));
        }
    }
    for (path, allowed) in [("/client/id", CLIENT_IDS), ("/client/mode", MODES)] {
        if let Some(given) = params.pointer(path).and_then(Value::as_str)
            && !given.is_empty()
            && !allowed.contains(&given)
        {
            wrong.push(format!("at {path}: must match a schema in anyOf"));
        }
    }
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(Refusal::invalid(format!("invalid connect params: {}", wrong.join("; "))))
    }
}

fn of(profile: Profile, path: &str, known: &[Param], value: &Value) -> Vec<String> {
    let known: Vec<Param> = known.iter().copied().filter(|p| p.since <= profile).collect();
    complaints(&known, path, value)
}
