//! The nodes of the demo: how they come and go, and what they answer when they are asked. A real
//! node is a socket and never comes here.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::fleet::nodes::{Done, Failed, Live, Outcome};
use crate::fleet::say;
use crate::gateway::{Gateway, World};
use crate::policy::Conflict;
use crate::profile::Profile;

/// A picture, as small as one can be and still be looked at.
const PICTURE: &str = "iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAK0lEQVR42g3HMQEAMAwCwchBU2ZEvBJmRERge9uNFoGCjvFicPBPl0JDjwcmHhClNZ2pSgAAAABJRU5ErkJggg==";

/// Lets a node of the demo appear.
pub(crate) fn come(profile: Profile, world: &mut World, node_id: &str, now: u64) {
    let Some(live) = world.nodes.played.get(node_id) else { return };
    let live = Live { connected_at: now, ..live.clone() };
    world.presence.insert(node_id.to_owned(), presence(profile, node_id, &live, now));
    world.presence_version += 1;
    world.nodes.live.insert(node_id.to_owned(), live);
}

/// Lets it vanish.
pub(crate) fn go(world: &mut World, node_id: &str, now: u64) {
    if world.nodes.leave(node_id).is_none() {
        return;
    }
    if let Some(entry) = world.presence.get_mut(node_id) {
        entry["reason"] = "disconnect".into();
        entry["ts"] = now.into();
        world.presence_version += 1;
    }
}

fn presence(profile: Profile, node_id: &str, live: &Live, now: u64) -> Value {
    let name = live.name.clone().unwrap_or_default();
    let mut entry = json!({
        "host": name,
        "version": live.version,
        "platform": live.platform,
        "mode": live.client_mode,
        "deviceId": node_id,
        "instanceId": node_id,
        "roles": ["node"],
        "scopes": [],
        "reason": "connect",
        "ts": now,
        "text": format!("Node: {name} · mode {}", live.client_mode),
    });
    say(&mut entry, "ip", live.remote_ip.clone());
    say(&mut entry, "deviceFamily", live.family.clone());
    if profile.is_new_shape() {
        entry["clientId"] = live.client_id.clone().into();
        entry["onlineSince"] = now.into();
    }
    entry
}

/// What a node of the demo answers, when it is done.
pub(crate) async fn answer(
    gateway: &Arc<Gateway>,
    node_id: &str,
    command: &str,
    params: &Value,
) -> Outcome {
    gateway.pause_until(tokio::time::Instant::now(), 250).await;
    match command {
        "system.run" => run(params).await,
        "system.which" => Ok(in_json(&which(params))),
        "camera.snap" => {
            Ok(in_json(&json!({ "format": "png", "base64": PICTURE, "width": 4, "height": 3 })))
        }
        "location.get" => Ok(in_json(&json!({
            "lat": 52.5163,
            "lon": 13.3777,
            "accuracyMeters": 12.5,
            "altitudeMeters": 38.0,
            "speedMps": null,
            "headingDeg": null,
            "timestamp": "2026-11-21T09:30:00.000Z",
            "isPrecise": true,
            "source": "gps",
        }))),
        "sms.send" => {
            Err(failed("SMS_PERMISSION_REQUIRED", "SMS_PERMISSION_REQUIRED: grant SMS permission"))
        }
        "system.execApprovals.get" => policy(gateway, node_id, None),
        "system.execApprovals.set" => policy(gateway, node_id, Some(params)),
        _ => Err(failed("INVALID_REQUEST", "INVALID_REQUEST: unknown command")),
    }
}

fn failed(code: &str, message: &str) -> Failed {
    Failed(json!({ "code": code, "message": message }))
}

/// Nodes hand their answers over as text.
fn in_json(payload: &Value) -> Done {
    Done { payload: None, payload_json: Some(payload.to_string()) }
}

async fn run(params: &Value) -> Outcome {
    let words: Vec<&str> = match &params["command"] {
        Value::String(line) => line.split_whitespace().collect(),
        list => list.as_array().into_iter().flatten().filter_map(Value::as_str).collect(),
    };
    let rest = words.get(1..).unwrap_or_default().join(" ");
    let (code, stdout, stderr) = match words.first().copied() {
        None => return Err(failed("INVALID_REQUEST", "INVALID_REQUEST: command required")),
        Some("echo") => (0, format!("{rest}\n"), String::new()),
        Some("uname") => {
            (0, "Linux workshop-pi 6.12.20 aarch64 GNU/Linux\n".to_owned(), String::new())
        }
        Some("uptime") => (
            0,
            " 09:30:12 up 12 days,  3:41,  0 users,  load average: 0.08\n".to_owned(),
            String::new(),
        ),
        Some("ls") => (0, "captures\nnotes.md\nsensors\n".to_owned(), String::new()),
        Some("sleep") => {
            let seconds = rest.parse().unwrap_or(1.0_f64).clamp(0.0, 3600.0);
            tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
            (0, String::new(), String::new())
        }
        Some("false") => (1, String::new(), String::new()),
        Some(other) => (127, String::new(), format!("{other}: command not found\n")),
    };
    Ok(in_json(&json!({
        "exitCode": code,
        "timedOut": false,
        "success": code == 0,
        "stdout": stdout,
        "stderr": stderr,
        "error": null,
    })))
}

fn which(params: &Value) -> Value {
    let known = ["git", "ls", "echo", "uname", "uptime", "sleep", "python3"];
    let mut bins = json!({});
    for name in params["bins"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if known.contains(&name) {
            bins[name] = format!("/usr/bin/{name}").into();
        }
    }
    json!({ "bins": bins })
}

/// Reads or replaces the node's own policy, in the words a node host uses.
fn policy(gateway: &Gateway, node_id: &str, change: Option<&Value>) -> Outcome {
    let profile = gateway.profile();
    let mut guard = gateway.world();
    let world = &mut *guard;
    let Some(policy) = world.node_policies.get_mut(node_id) else {
        return Err(failed("INVALID_REQUEST", "INVALID_REQUEST: unknown command"));
    };
    if let Some(change) = change {
        let hash = change["baseHash"].as_str();
        policy.replace(&change["file"], hash, &mut world.chance).map_err(|conflict| {
            let message = match conflict {
                Conflict::HashMissing => {
                    "Error: INVALID_REQUEST: exec approvals base hash required; reload and retry"
                }
                Conflict::HashStale => {
                    "Error: INVALID_REQUEST: exec approvals changed; reload and retry"
                }
            };
            failed("INVALID_REQUEST", message)
        })?;
    }
    Ok(in_json(&policy.snapshot(profile)))
}
