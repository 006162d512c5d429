//! The door: what has to be true before a console hears `hello-ok`, and in which order it is
//! looked at. A refusal says what to tell the console and with which code to close.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::device;
use crate::faults::Door;
use crate::gateway::{Device, Gateway, To};
use crate::hello::Admitted;
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::scopes;

mod auth;
mod shape;

/// What is known of the other side before it says anything.
#[derive(Debug, Clone, Default)]
pub(crate) struct Visitor {
    pub(crate) origin: Option<String>,
    pub(crate) host: Option<String>,
    /// `?token=` of the address.
    pub(crate) query_token: Option<String>,
}

/// Who was let in.
pub(crate) struct Guest {
    pub(crate) client_id: String,
    pub(crate) client_mode: String,
    pub(crate) caps: BTreeSet<String>,
    pub(crate) device_id: Option<String>,
    pub(crate) presence_key: String,
    pub(crate) presence: Value,
    pub(crate) admitted: Admitted,
}

/// A refusal at the door, and the code the socket closes with.
pub(crate) struct TurnedAway {
    pub(crate) refusal: Refusal,
    pub(crate) close: u16,
}

impl From<Refusal> for TurnedAway {
    fn from(refusal: Refusal) -> TurnedAway {
        TurnedAway { refusal, close: 1008 }
    }
}

pub(crate) fn admit(
    gateway: &Gateway,
    visitor: &Visitor,
    params: &Value,
    nonce: Option<&str>,
    connection: &str,
) -> Result<Guest, TurnedAway> {
    let profile = gateway.profile();
    shape::check(profile, params)?;
    check_protocol(profile, params)?;
    let text = |path: &str| params.pointer(path).and_then(Value::as_str).unwrap_or_default();
    let client_id = text("/client/id").to_owned();
    let is_ui = matches!(client_id.as_str(), "openclaw-control-ui" | "webchat-ui" | "webchat");
    let door = gateway.world().faults.door.clone();
    if door == Door::OriginRefused || (is_ui && !origin_is_allowed(visitor)) {
        return Err(origin_refusal(profile).into());
    }
    turn_away_by_order(gateway, &door)?;
    let device_id = if params["device"].is_object() {
        Some(device::verify(profile, params, nonce, gateway.now())?)
    } else {
        None
    };
    auth::check(gateway, params, device_id.as_deref())?;
    if device_id.is_none() && client_id == "openclaw-control-ui" {
        return Err(no_device(profile).into());
    }
    if let (Door::PairingRequired { request_id, asked_by }, Some(id)) = (&door, &device_id) {
        if asked_by.as_ref() != Some(id) {
            tell_request(gateway, request_id, id, params);
        }
        return Err(pairing_required(profile, request_id, id).into());
    }
    let asked: Vec<String> = params["scopes"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    let may_keep = device_id.is_some() || matches!(client_id.as_str(), "cli" | "gateway-client");
    let granted = granted(profile, asked, may_keep);
    let device_token = device_id.as_ref().map(|id| issue_token(gateway, id, &granted));
    let now = gateway.now();
    let presence_key = device_id
        .clone()
        .or_else(|| Some(text("/client/instanceId").to_owned()).filter(|id| !id.is_empty()))
        .unwrap_or_else(|| connection.to_owned());
    Ok(Guest {
        client_mode: text("/client/mode").to_owned(),
        caps: params["caps"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        presence: presence_entry(profile, params, device_id.as_deref(), &granted, now),
        device_id,
        client_id,
        presence_key,
        admitted: Admitted { connection: connection.to_owned(), scopes: granted, device_token },
    })
}

fn check_protocol(profile: Profile, params: &Value) -> Result<(), TurnedAway> {
    let least = params["minProtocol"].as_u64().unwrap_or(0);
    let most = params["maxProtocol"].as_u64().unwrap_or(0);
    let ours = profile.protocol();
    if least <= ours && ours <= most {
        return Ok(());
    }
    let details = if profile.is_new_shape() {
        json!({
            "code": "PROTOCOL_MISMATCH",
            "clientMinProtocol": least,
            "clientMaxProtocol": most,
            "expectedProtocol": ours,
            "minimumProbeProtocol": 3,
        })
    } else {
        json!({ "expectedProtocol": ours })
    };
    let refusal = Refusal::invalid("protocol mismatch").with_details(details);
    Err(TurnedAway { refusal, close: 1002 })
}

/// Allowed: no origin, the same host as asked for, or both on this machine.
fn origin_is_allowed(visitor: &Visitor) -> bool {
    let Some(origin) = visitor.origin.as_deref().filter(|origin| *origin != "null") else {
        return visitor.origin.is_none();
    };
    let origin_host = origin.split("://").nth(1).unwrap_or_default();
    let host = visitor.host.as_deref().unwrap_or_default();
    let is_local = |host: &str| {
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        matches!(name, "localhost" | "127.0.0.1" | "[::1]")
    };
    origin_host == host || (is_local(origin_host) && is_local(host))
}

fn origin_refusal(profile: Profile) -> Refusal {
    let refusal = Refusal::invalid(
        "origin not allowed (open the Control UI from the gateway host or allow it in gateway.controlUi.allowedOrigins)",
    );
    if profile.has_detail_codes() {
        refusal.with_details(
            json!({ "code": "CONTROL_UI_ORIGIN_NOT_ALLOWED", "reason": "origin not allowed" }),
        )
    } else {
        refusal
    }
}

fn turn_away_by_order(gateway: &Gateway, door: &Door) -> Result<(), TurnedAway> {
    let profile = gateway.profile();
    let (refusal, left, next) = match door {
        Door::Refuse { code, times } => {
            let refusal = auth::by_code(profile, code);
            (refusal, *times, Door::Refuse { code: code.clone(), times: times.saturating_sub(1) })
        }
        Door::RateLimited { retry_after_ms, times } => {
            let mut refusal = auth::by_code(profile, "AUTH_RATE_LIMITED");
            refusal.retryable = Some(true);
            refusal.retry_after_ms = Some(*retry_after_ms);
            let next = Door::RateLimited {
                retry_after_ms: *retry_after_ms,
                times: times.saturating_sub(1),
            };
            (refusal, *times, next)
        }
        Door::Open | Door::PairingRequired { .. } | Door::OriginRefused => return Ok(()),
    };
    gateway.world().faults.door = if left <= 1 { Door::Open } else { next };
    Err(refusal.into())
}

fn no_device(profile: Profile) -> Refusal {
    match profile {
        Profile::V2026_2_6 => {
            Refusal::invalid("control ui requires HTTPS or localhost (secure context)")
        }
        _ => Refusal::invalid(
            "control ui requires device identity (use HTTPS or localhost secure context)",
        )
        .with_details(json!({ "code": "CONTROL_UI_DEVICE_IDENTITY_REQUIRED" })),
    }
}

/// Tells those who may decide about it that a device knocks.
fn tell_request(gateway: &Gateway, request_id: &str, device_id: &str, params: &Value) {
    gateway.world().faults.door = Door::PairingRequired {
        request_id: request_id.to_owned(),
        asked_by: Some(device_id.to_owned()),
    };
    let request = json!({
        "requestId": request_id,
        "deviceId": device_id,
        "publicKey": params["device"]["publicKey"],
        "platform": params["client"]["platform"],
        "clientId": params["client"]["id"],
        "clientMode": params["client"]["mode"],
        "role": "operator",
        "roles": ["operator"],
        "scopes": params["scopes"],
        "silent": false,
        "isRepair": false,
        "ts": gateway.now(),
    });
    gateway.emit("device.pair.requested", request, &To::Everyone);
}

fn pairing_required(profile: Profile, request_id: &str, device_id: &str) -> Refusal {
    match profile {
        Profile::V2026_2_6 => Refusal::new("NOT_PAIRED", "pairing required")
            .with_details(json!({ "requestId": request_id })),
        Profile::V2026_4_15 => Refusal::new("NOT_PAIRED", "pairing required").with_details(json!({
            "code": "PAIRING_REQUIRED", "requestId": request_id, "reason": "not-paired",
        })),
        Profile::V2026_6_11 | Profile::V2026_9_6 => {
            Refusal::new("NOT_PAIRED", "pairing required: device is not approved yet").with_details(
                json!({
                    "code": "PAIRING_REQUIRED",
                    "reason": "not-paired",
                    "requestId": request_id,
                    "remediationHint": "Approve this device from the pending pairing requests.",
                    "deviceId": device_id,
                    "requestedRole": "operator",
                }),
            )
        }
    }
}

/// Since 2026.3 a browser without a device key gets in, but may do nothing.
fn granted(profile: Profile, asked: Vec<String>, may_keep: bool) -> Vec<String> {
    if !may_keep && profile.has_detail_codes() {
        return Vec::new();
    }
    if asked.is_empty() && profile == Profile::V2026_2_6 {
        return vec![scopes::ADMIN.to_owned()];
    }
    asked
}

/// The token this device may come back with: the one it has, when that allows as much.
fn issue_token(gateway: &Gateway, device_id: &str, granted: &[String]) -> (String, u64) {
    let now = gateway.now();
    let mut guard = gateway.world();
    let world = &mut *guard;
    let wanted: BTreeSet<String> = granted.iter().cloned().collect();
    let device = world.devices.entry(device_id.to_owned()).or_insert_with(|| Device {
        token: world.chance.token(),
        scopes: wanted.clone(),
        issued_at: now,
    });
    if !wanted.is_subset(&device.scopes) {
        device.scopes.extend(wanted);
    }
    (device.token.clone(), device.issued_at)
}

fn presence_entry(
    profile: Profile,
    params: &Value,
    device_id: Option<&str>,
    granted: &[String],
    now: u64,
) -> Value {
    let client = &params["client"];
    let mode = client["mode"].as_str().unwrap_or_default();
    let host = client["displayName"].as_str().or(client["id"].as_str()).unwrap_or_default();
    let mut entry = json!({
        "host": host,
        "version": client["version"],
        "platform": client["platform"],
        "mode": mode,
        "roles": ["operator"],
        "scopes": granted,
        "reason": "connect",
        "ts": now,
        "text": format!("Node: {host} · mode {mode}"),
    });
    if let Some(id) = device_id {
        entry["deviceId"] = id.into();
        entry["instanceId"] = id.into();
    }
    if client["instanceId"].is_string() {
        entry["instanceId"] = client["instanceId"].clone();
    }
    if profile.is_new_shape() {
        entry["clientId"] = client["id"].clone();
        entry["onlineSince"] = now.into();
        entry["user"] = json!({
            "id": "gateway-owner",
            "identity": { "type": "profile", "id": "gateway-owner" },
        });
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::{Visitor, origin_is_allowed};

    fn allowed(origin: Option<&str>, host: &str) -> bool {
        origin_is_allowed(&Visitor {
            origin: origin.map(str::to_owned),
            host: Some(host.to_owned()),
            query_token: None,
        })
    }

    #[test]
    fn an_origin_is_allowed_on_its_own_host_and_between_local_names() {
        assert!(allowed(None, "127.0.0.1:18700"));
        assert!(allowed(Some("http://127.0.0.1:18700"), "127.0.0.1:18700"));
        assert!(allowed(Some("http://localhost:8080"), "127.0.0.1:18700"));
        assert!(allowed(Some("https://desk.example"), "desk.example"));
        assert!(!allowed(Some("https://elsewhere.example"), "127.0.0.1:18700"));
        assert!(!allowed(Some("null"), "127.0.0.1:18700"));
    }
}
