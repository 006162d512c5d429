//! Approvals, devices and nodes against what real gateways were recorded to send, like
//! `recorded`: the same fields with the same JSON types, and refusals word by word.

use std::collections::BTreeMap;

use demo_gateway::{Profile, Server};
use serde_json::{Value, json};

use crate::console::{Console, Identity, gateway};
use crate::recorded::differences;

/// What this world has and the recorded one had not: addresses, names, uses, a written policy.
const OF_THIS_WORLD: &[&str] = &[
    "remoteIp",
    "displayName",
    "deviceFamily",
    "modelIdentifier",
    "pathEnv",
    "permissions",
    "lastUsed",
    "lastResolvedPath",
    "revokedAtMs",
    "rotatedAtMs",
    "lastSeen",
    "connectedAtMs",
    "version",
    "pendingRequestId",
    "pendingDeclared",
    ".file.",
];

fn recording(profile: Profile) -> Value {
    let text = match profile {
        Profile::V2026_2_6 => include_str!("recordings/fleet-2026.2.6-3.json"),
        Profile::V2026_4_15 => include_str!("recordings/fleet-2026.4.15.json"),
        Profile::V2026_6_11 | Profile::V2026_9_6 => {
            include_str!("recordings/fleet-2026.9.6.json")
        }
    };
    serde_json::from_str(text).unwrap()
}

fn operator() -> Identity {
    Identity::new(1).with(|params| {
        params["client"] = json!({
            "id": "openclaw-control-ui", "version": "0.1.0", "platform": "web", "mode": "webchat",
        });
    })
}

async fn approvals(
    console: &mut Console,
    server: &Server,
    later: bool,
    calls: &mut BTreeMap<String, Vec<Value>>,
) {
    let mut asker = Console::connected_as(server, &Identity::new(2)).await;
    let question = json!({
        "command": "git status", "cwd": "/home/operator/project", "host": "gateway",
        "security": "allowlist", "ask": "on-miss", "agentId": "main",
        "resolvedPath": "/usr/bin/git", "sessionKey": "agent:main:main", "timeoutMs": 20_000,
    });
    let asked = asker.send("exec.approval.request", question).await;
    let requested = console.until(|event| event["event"] == "exec.approval.requested").await;
    let event = requested.last().unwrap().clone();
    if later {
        let list = console.ok("exec.approval.list", json!({})).await;
        calls.entry("call exec.approval.list".to_owned()).or_default().push(list);
    }
    let params = json!({ "id": event["payload"]["id"], "decision": "deny" });
    let answer = console.ok("exec.approval.resolve", params).await;
    calls.entry("call exec.approval.resolve".to_owned()).or_default().push(answer);
    let answer = asker.answer(&asked).await.unwrap();
    calls.entry("call exec.approval.request".to_owned()).or_default().push(answer);
    let brief = json!({ "command": "sleep 9999", "timeoutMs": 1 });
    let answer = asker.ok("exec.approval.request", brief).await;
    calls.entry("call exec.approval.request".to_owned()).or_default().push(answer);
    for event in requested {
        keep_event(calls, event);
    }
}

fn keep_event(calls: &mut BTreeMap<String, Vec<Value>>, event: Value) {
    let kind = format!("event {}", event["event"].as_str().unwrap_or_default());
    calls.entry(kind).or_default().push(event);
}

async fn hold(profile: Profile) {
    let server = gateway(profile).await;
    let mut console = Console::connected_as(&server, &operator()).await;
    let mut heard: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    approvals(&mut console, &server, profile > Profile::V2026_2_6, &mut heard).await;
    let asks = json!({ "order": "pairing-request", "name": "New", "deviceFamily": "Linux" });
    server.order(&asks).unwrap();
    let policy = console.ok("exec.approvals.get", json!({})).await;
    let file = json!({
        "version": 1, "defaults": { "security": "allowlist", "ask": "on-miss" },
        "agents": { "main": { "allowlist": [{ "pattern": "/usr/bin/git" }] } },
    });
    let set = json!({ "file": file, "baseHash": policy["hash"] });
    let pairs = console.ok("device.pair.list", json!({})).await;
    let request = json!({ "requestId": pairs["pending"][0]["requestId"] });
    let laptop = pairs["paired"].as_array().unwrap();
    let laptop = laptop.iter().find(|row| row["displayName"] == "Field laptop").unwrap();
    let token = json!({ "deviceId": laptop["deviceId"], "role": "operator" });
    let nodes = console.ok("node.list", json!({})).await;
    let node = json!({ "nodeId": nodes["nodes"][1]["nodeId"] });
    let mut invoke = json!({
        "command": "system.which", "params": { "bins": ["git"] }, "idempotencyKey": "k",
    });
    invoke["nodeId"] = node["nodeId"].clone();
    for (method, params) in [
        ("exec.approvals.get", json!({})),
        ("exec.approvals.set", set),
        ("device.pair.list", json!({})),
        ("device.pair.approve", request),
        ("device.token.rotate", token.clone()),
        ("device.token.revoke", token),
        ("node.list", json!({})),
        ("node.describe", node),
        ("node.invoke", invoke),
    ] {
        let answer = console.ok(method, params).await;
        heard.entry(format!("call {method}")).or_default().push(answer);
    }
    server.order(&json!({ "order": "tick" })).unwrap();
    for event in console.until(|event| event["event"] == "tick").await {
        keep_event(&mut heard, event);
    }
    let recorded = recording(profile);
    let mut report = Vec::new();
    for (kind, sent) in &heard {
        let Some(shape) = recorded["shapes"][kind].as_object() else { continue };
        for difference in differences(shape, sent) {
            let is_ours = difference.ends_with("never recorded")
                && OF_THIS_WORLD.iter().any(|known| difference.contains(known));
            // What the recorded node answered was of its own making.
            let is_its_own = kind == "call node.invoke" && difference.contains("payload");
            if !is_ours && !is_its_own {
                report.push(format!("{kind}: {difference}"));
            }
        }
    }
    assert!(report.is_empty(), "{profile:?}\n{}", report.join("\n"));
}

#[tokio::test]
async fn what_is_sent_about_the_fleet_has_the_recorded_shape() {
    for profile in [Profile::V2026_2_6, Profile::V2026_4_15, Profile::V2026_9_6] {
        hold(profile).await;
    }
}

#[tokio::test]
async fn refusals_about_the_fleet_have_the_recorded_words() {
    for profile in [Profile::V2026_2_6, Profile::V2026_4_15, Profile::V2026_9_6] {
        let server = gateway(profile).await;
        let mut console = Console::connected_as(&server, &operator()).await;
        for case in recording(profile)["errors"].as_array().unwrap() {
            let method = case["method"].as_str().unwrap();
            let error = console.call(method, case["params"].clone()).await.unwrap_err();
            assert_eq!(error, case["error"], "{profile:?} {method}");
        }
    }
}
