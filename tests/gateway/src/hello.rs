//! `hello-ok`: what a console is told when it is let in.

use serde_json::{Value, json};

use crate::gateway::Gateway;
use crate::methods::{self, host};
use crate::profile::Profile;

/// What the handshake found out about the console.
pub(crate) struct Admitted {
    pub(crate) connection: String,
    pub(crate) role: String,
    pub(crate) scopes: Vec<String>,
    /// The token this device may come back with, and when it was made.
    pub(crate) device_token: Option<(String, u64)>,
}

const EVENTS_2026_2_6: &[&str] = &[
    "connect.challenge",
    "agent",
    "chat",
    "presence",
    "tick",
    "talk.mode",
    "shutdown",
    "health",
    "heartbeat",
    "cron",
    "node.pair.requested",
    "node.pair.resolved",
    "node.invoke.request",
    "device.pair.requested",
    "device.pair.resolved",
    "voicewake.changed",
    "exec.approval.requested",
    "exec.approval.resolved",
];

const EVENTS_2026_4_15: &[&str] = &[
    "session.message",
    "session.tool",
    "sessions.changed",
    "plugin.approval.requested",
    "plugin.approval.resolved",
    "update.available",
];

const EVENTS_2026_6_11: &[&str] =
    &["chat.metadata.changed", "session.operation", "skills.changed", "task"];

pub(crate) fn hello(gateway: &Gateway, admitted: &Admitted) -> Value {
    let profile = gateway.profile();
    let options = &gateway.options;
    let now = gateway.now();
    let (boot_id, uptime, version) = {
        let world = gateway.world();
        let uptime = now.saturating_sub(world.started_at);
        (world.boot_id.clone(), uptime, world.version(profile).to_owned())
    };
    let mut server = json!({ "version": version, "connId": admitted.connection });
    if profile == Profile::V2026_2_6 {
        server["host"] = "gateway-host".into();
    }
    if profile.is_new_shape() {
        server["buildId"] = format!("{}-release", profile.name()).into();
        server["bootId"] = boot_id.into();
        server["controlUiBuildSource"] = "configured".into();
    }
    let mut hello = json!({
        "type": "hello-ok",
        "protocol": profile.protocol(),
        "server": server,
        "features": { "methods": methods::advertised(profile), "events": events(profile) },
        "snapshot": snapshot(gateway, now, uptime),
        "policy": {
            "maxPayload": profile.max_payload(),
            "maxBufferedBytes": profile.max_buffered(),
            "tickIntervalMs": options.tick_ms,
        },
    });
    let canvas = format!("http://{}:{}", options.host, options.port);
    if profile.is_new_shape() {
        hello["features"]["capabilities"] =
            json!(["chat-send-routing-contract", "session-unread-ack-contract"]);
        hello["pluginSurfaceUrls"] = json!({ "canvas": format!("{canvas}/__openclaw__/cap/demo") });
        hello["controlUiWidgetKinds"] = json!([]);
        hello["controlUiLinkReaders"] = json!([]);
        hello["policy"]["attachments"] =
            json!({ "maxBytes": 19_464_192, "maxImageBytes": 6_291_456 });
    } else {
        hello["canvasHostUrl"] = canvas.into();
    }
    if let Some(auth) = auth(profile, options.password.is_some(), admitted) {
        hello["auth"] = auth;
    }
    hello
}

fn auth(profile: Profile, by_password: bool, admitted: &Admitted) -> Option<Value> {
    let mut auth = json!({ "role": admitted.role, "scopes": admitted.scopes });
    match &admitted.device_token {
        Some((token, issued_at)) => {
            auth["deviceToken"] = token.clone().into();
            auth["issuedAtMs"] = (*issued_at).into();
        }
        None if !profile.is_new_shape() => return None,
        None => {}
    }
    if profile.is_new_shape() {
        auth["method"] = if by_password { "password".into() } else { "token".into() };
    }
    Some(auth)
}

fn events(profile: Profile) -> Vec<&'static str> {
    let mut events = EVENTS_2026_2_6.to_vec();
    if profile >= Profile::V2026_4_15 {
        events.extend(EVENTS_2026_4_15);
    }
    if profile >= Profile::V2026_6_11 {
        events.extend(EVENTS_2026_6_11);
    }
    events
}

fn snapshot(gateway: &Gateway, now: u64, uptime: u64) -> Value {
    let profile = gateway.profile();
    let health = host::health(gateway, now);
    let world = gateway.world();
    let mut snapshot = json!({
        "presence": host::presence(&world),
        "health": health,
        "stateVersion": { "presence": world.presence_version, "health": world.health_version },
        "uptimeMs": uptime,
        "configPath": "/home/operator/state/openclaw.json",
        "stateDir": "/home/operator/state",
        "sessionDefaults": {
            "defaultAgentId": "main",
            "mainKey": "main",
            "mainSessionKey": "agent:main:main",
            "scope": "per-sender",
        },
    });
    if profile >= Profile::V2026_4_15 {
        snapshot["authMode"] =
            if gateway.options.password.is_some() { "password".into() } else { "token".into() };
    }
    crate::fleet::say(&mut snapshot, "updateAvailable", world.wellbeing.update.clone());
    if profile.is_new_shape() {
        snapshot["suspension"] = json!({ "phase": "accepting" });
        snapshot["appliedConfigHash"] = "hmac-sha256:v1:demo".into();
        snapshot["updateSchedule"] = json!({ "channel": "stable", "autoEnabled": false });
        snapshot["sessionDefaults"]["modelConfigured"] = true.into();
        snapshot["sessionDefaults"]["ownership"] = "sole".into();
        snapshot["sessionDefaults"]["selectionRequired"] = false.into();
    }
    snapshot
}
