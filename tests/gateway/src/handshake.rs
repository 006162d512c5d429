//! The door: what has to be true before a console hears `hello-ok`, and in which order it is
//! looked at. A refusal says what to tell the console and with which code to close.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::device;
use crate::faults::Door;
use crate::fleet::nodes::{self, Live};
use crate::gateway::Gateway;
use crate::hello::Admitted;
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::scopes;

mod auth;
mod pairing;
mod shape;

/// What is known of the other side before it says anything.
#[derive(Debug, Clone, Default)]
pub(crate) struct Visitor {
    pub(crate) origin: Option<String>,
    pub(crate) host: Option<String>,
    /// `?token=` of the address.
    pub(crate) query_token: Option<String>,
    /// Where a proxy says the request came from.
    pub(crate) forwarded_for: Option<String>,
}

impl Visitor {
    /// The address of a visitor from elsewhere; nothing when it stands on this machine.
    pub(crate) fn remote_ip(&self) -> Option<String> {
        let first = self.forwarded_for.as_deref()?.split(',').next()?.trim();
        let is_local = first.starts_with("127.") || matches!(first, "" | "::1" | "localhost");
        (!is_local).then(|| first.to_owned())
    }
}

/// Who was let in.
pub(crate) struct Guest {
    pub(crate) client_id: String,
    pub(crate) client_mode: String,
    /// What others are told when it decides something.
    pub(crate) name: String,
    /// What it can do, when it is a node.
    pub(crate) node: Option<Live>,
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
    let asked: Vec<String> = params["scopes"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    let may_keep = device_id.is_some() || matches!(client_id.as_str(), "cli" | "gateway-client");
    let role = params["role"].as_str().unwrap_or("operator").to_owned();
    let granted = granted(profile, &role, asked, may_keep);
    if device_id.is_some() {
        pairing::check(gateway, visitor, params, &granted, &door)?;
    }
    let device_token = device_id.as_ref().and_then(|id| issue_token(gateway, id, &role, &granted));
    let now = gateway.now();
    let presence_key = device_id
        .clone()
        .or_else(|| Some(text("/client/instanceId").to_owned()).filter(|id| !id.is_empty()))
        .unwrap_or_else(|| connection.to_owned());
    let name = Some(text("/client/displayName")).filter(|name| !name.is_empty());
    Ok(Guest {
        name: name.unwrap_or(&client_id).to_owned(),
        node: (role == "node").then(|| node(visitor, params, now)),
        client_mode: text("/client/mode").to_owned(),
        caps: params["caps"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        presence: presence_entry(profile, params, device_id.as_deref(), &role, &granted, now),
        device_id,
        client_id,
        presence_key,
        admitted: Admitted {
            connection: connection.to_owned(),
            role,
            scopes: granted,
            device_token,
        },
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

/// Since 2026.3 a browser without a device key gets in, but may do nothing.
fn granted(profile: Profile, role: &str, asked: Vec<String>, may_keep: bool) -> Vec<String> {
    if !may_keep && profile.has_detail_codes() {
        return Vec::new();
    }
    if asked.is_empty() && role == "operator" && profile == Profile::V2026_2_6 {
        return vec![scopes::ADMIN.to_owned()];
    }
    asked
}

/// The token this device may come back with: the one it has, when that allows as much.
fn issue_token(
    gateway: &Gateway,
    device_id: &str,
    role: &str,
    granted: &[String],
) -> Option<(String, u64)> {
    let now = gateway.now();
    let mut guard = gateway.world();
    let world = &mut *guard;
    let token = world.devices.token_for(device_id, role, granted, &mut world.chance, now)?;
    let issued_at = token.issued_at();
    Some((token.token, issued_at))
}

/// What a node says of itself. Commands its platform has no business with are left out.
fn node(visitor: &Visitor, params: &Value, now: u64) -> Live {
    let text = |path: &str| params.pointer(path).and_then(Value::as_str).map(str::to_owned);
    let words = |name: &str| -> Vec<String> {
        let list = params[name].as_array().into_iter().flatten();
        list.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let platform = text("/client/platform").unwrap_or_default();
    Live {
        connection: None,
        name: text("/client/displayName"),
        version: text("/client/version").unwrap_or_default(),
        family: text("/client/deviceFamily"),
        model: text("/client/modelIdentifier"),
        remote_ip: visitor.remote_ip(),
        client_id: text("/client/id").unwrap_or_default(),
        client_mode: text("/client/mode").unwrap_or_default(),
        caps: words("caps"),
        commands: nodes::offered(&platform, &words("commands")),
        platform,
        path_env: text("/pathEnv"),
        permissions: params.get("permissions").cloned(),
        connected_at: now,
    }
}

fn presence_entry(
    profile: Profile,
    params: &Value,
    device_id: Option<&str>,
    role: &str,
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
        "roles": [role],
        "scopes": granted,
        "reason": "connect",
        "ts": now,
        "text": format!("Node: {host} · mode {mode}"),
    });
    if let Some(id) = device_id {
        entry["deviceId"] = id.into();
        entry["instanceId"] = id.into();
    }
    if client["deviceFamily"].is_string() {
        entry["deviceFamily"] = client["deviceFamily"].clone();
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
            forwarded_for: None,
        })
    }

    #[test]
    fn a_visitor_is_remote_when_a_proxy_says_so() {
        let from = |address: &str| {
            Visitor { forwarded_for: Some(address.to_owned()), ..Visitor::default() }.remote_ip()
        };
        assert_eq!(from("203.0.113.9, 10.0.0.1").as_deref(), Some("203.0.113.9"));
        assert_eq!(from("127.0.0.1"), None);
        assert_eq!(Visitor::default().remote_ip(), None);
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
