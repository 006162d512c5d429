//! Nodes: those of the demo, and a socket that is one.

use demo_gateway::{Profile, Server};
use serde_json::{Value, json};

use crate::console::{Console, Identity, gateway};

fn order(server: &Server, order: Value) -> Value {
    server.order(&order).unwrap()
}

fn is(name: &'static str) -> impl Fn(&Value) -> bool {
    move |event| event["event"] == name
}

async fn node_named(console: &mut Console, name: &str) -> Value {
    let list = console.ok("node.list", json!({})).await;
    let nodes = list["nodes"].as_array().unwrap();
    nodes.iter().find(|node| node["displayName"] == name).unwrap().clone()
}

fn ask(node_id: &Value, command: &str, params: Value) -> Value {
    json!({
        "nodeId": node_id, "command": command, "params": params, "timeoutMs": 20_000,
        "idempotencyKey": "key-1",
    })
}

#[tokio::test]
async fn three_nodes_are_known_and_two_are_there() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let list = console.ok("node.list", json!({})).await;
        let names: Vec<(&str, bool)> = list["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|node| (node["displayName"].as_str().unwrap(), node["connected"] == true))
            .collect();
        assert_eq!(names, [("Pixel 9", true), ("Workshop Pi", true), ("Old Mac mini", false)]);
    }
}

#[tokio::test]
async fn nodes_of_the_demo_answer_what_they_are_asked() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let pi = node_named(&mut console, "Workshop Pi").await["nodeId"].clone();
        let which = ask(&pi, "system.which", json!({ "bins": ["git", "nothing"] }));
        let done = console.ok("node.invoke", which).await;
        assert_eq!(done["payload"], json!({ "bins": { "git": "/usr/bin/git" } }));
        let picture = console.ok("node.invoke", ask(&pi, "camera.snap", json!({}))).await;
        assert_eq!(picture["payload"]["format"], "png");
        let error = console.call("node.invoke", ask(&pi, "sms.send", json!({}))).await.unwrap_err();
        assert_eq!(error["details"]["reason"], "command not declared by node");
        let phone = node_named(&mut console, "Pixel 9").await["nodeId"].clone();
        let error = console.call("node.invoke", ask(&phone, "sms.send", json!({}))).await;
        let error = error.unwrap_err();
        assert_eq!(error["code"], "UNAVAILABLE");
        assert_eq!(error["details"]["nodeError"]["code"], "SMS_PERMISSION_REQUIRED");
    }
}

#[tokio::test]
async fn a_node_that_is_away_or_slow_is_unavailable() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let mac = node_named(&mut console, "Old Mac mini").await["nodeId"].clone();
        let error = console.call("node.invoke", ask(&mac, "system.run", json!({}))).await;
        let error = error.unwrap_err();
        assert_eq!(error["message"], "node not connected");
        assert_eq!(error["details"]["code"], "NOT_CONNECTED");
        let pi = node_named(&mut console, "Workshop Pi").await["nodeId"].clone();
        let mut slow = ask(&pi, "system.run", json!({ "command": ["sleep", "600"] }));
        slow["timeoutMs"] = 20.into();
        let error = console.call("node.invoke", slow).await.unwrap_err();
        assert_eq!(error["code"], "UNAVAILABLE");
        assert_eq!(error["details"]["nodeError"]["code"], "TIMEOUT");
    }
}

#[tokio::test]
async fn each_node_keeps_its_own_policy() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let pi = node_named(&mut console, "Workshop Pi").await["nodeId"].clone();
        let own = console.ok("exec.approvals.node.get", json!({ "nodeId": pi })).await;
        let file = json!({ "version": 1, "defaults": { "security": "full" } });
        let stale = json!({ "nodeId": pi, "file": file, "baseHash": "old" });
        let error = console.call("exec.approvals.node.set", stale).await.unwrap_err();
        assert_eq!(error["details"]["nodeError"]["code"], "INVALID_REQUEST");
        let params = json!({ "nodeId": pi, "file": file, "baseHash": own["hash"] });
        let set = console.ok("exec.approvals.node.set", params).await;
        assert_eq!(set["file"]["defaults"]["security"], "full");
        let gateways = console.ok("exec.approvals.get", json!({})).await;
        assert_eq!(gateways["file"]["defaults"]["security"], "allowlist");
    }
}

/// A node as the scenes play it: it has to be approved as a device, and in late versions for what
/// it lends as well.
fn node_identity() -> Identity {
    Identity::new(9).with(|params| {
        params["client"] = json!({
            "id": "node-host", "mode": "node", "displayName": "Shed Pi", "platform": "linux",
            "deviceFamily": "Raspberry Pi", "version": "0.1.0",
        });
        params["role"] = "node".into();
        params["scopes"] = json!([]);
        params["caps"] = json!(["camera", "system"]);
        params["commands"] = json!(["system.run", "system.which", "camera.snap"]);
    })
}

#[tokio::test]
async fn a_real_node_is_let_in_asked_and_answers() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let identity = node_identity();
        let mut node = match Console::try_connect(&server, &identity).await {
            Ok(node) => node,
            Err((error, _)) => {
                assert!(profile > Profile::V2026_2_6);
                let request = json!({ "requestId": error["details"]["requestId"] });
                console.ok("device.pair.approve", request).await;
                Console::connected_as(&server, &identity).await
            }
        };
        if profile > Profile::V2026_2_6 {
            let events = console.until(is("node.pair.requested")).await;
            let request = json!({ "requestId": events.last().unwrap()["payload"]["requestId"] });
            console.ok("node.pair.approve", request).await;
        }
        let described = json!({ "nodeId": identity.device_id() });
        let row = console.ok("node.describe", described).await;
        assert_eq!(row["commands"], json!(["system.run", "system.which"]));
        if profile >= Profile::V2026_6_11 {
            let policy = json!({ "nodeId": identity.device_id() });
            let error = console.call("exec.approvals.node.get", policy).await.unwrap_err();
            assert_eq!(error["details"]["reason"], "command not declared by node");
        }
        let which = ask(&identity.device_id().into(), "system.which", json!({ "bins": ["git"] }));
        let asked = console.send("node.invoke", which).await;
        let request = node.until(is("node.invoke.request")).await.pop().unwrap();
        assert_eq!(request["payload"]["paramsJSON"], "{\"bins\":[\"git\"]}");
        let answer = json!({
            "id": request["payload"]["id"], "nodeId": request["payload"]["nodeId"], "ok": true,
            "payload": { "stdout": "hi\n", "exitCode": 0 },
        });
        assert_eq!(node.ok("node.invoke.result", answer.clone()).await, json!({ "ok": true }));
        let done = console.answer(&asked).await.unwrap();
        assert_eq!(done["payload"]["stdout"], "hi\n");
        assert_eq!(node.ok("node.invoke.result", answer).await["ignored"], true);
        let error = node.call("health", json!({})).await.unwrap_err();
        assert_eq!(error["message"], "unauthorized role: node");
    }
}

#[tokio::test]
async fn nodes_come_and_go_in_the_presence_list() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut console = Console::connected(&server).await;
    for (name, reason) in [("node-offline", "disconnect"), ("node-online", "connect")] {
        order(&server, json!({ "order": name, "name": "Workshop Pi" }));
        let told = |event: &Value| {
            let list = event["payload"]["presence"].as_array();
            list.is_some_and(|list| {
                list.iter().any(|row| row["host"] == "Workshop Pi" && row["reason"] == reason)
            })
        };
        console.until(told).await;
        let is_there = node_named(&mut console, "Workshop Pi").await["connected"] == true;
        assert_eq!(is_there, reason == "connect");
    }
}

#[tokio::test]
async fn a_node_that_asks_can_be_approved_renamed_and_rejected() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let list = console.ok("node.pair.list", json!({})).await;
        assert_eq!(list["pending"][0]["displayName"], "Garden camera");
        let id = list["pending"][0]["requestId"].clone();
        let approved = console.ok("node.pair.approve", json!({ "requestId": id })).await;
        let rename = json!({ "nodeId": approved["node"]["nodeId"], "displayName": "Gate camera" });
        assert_eq!(console.ok("node.rename", rename).await["displayName"], "Gate camera");
        let asked = order(&server, json!({ "order": "node-pairing-request" }));
        let reject = json!({ "requestId": asked["requestId"] });
        let rejected = console.ok("node.pair.reject", reject).await;
        assert_eq!(rejected["nodeId"], asked["nodeId"]);
        console.until(|event| event["payload"]["decision"] == "rejected").await;
        if profile < Profile::V2026_9_6 {
            let token = approved["node"]["token"].clone();
            let params = json!({ "nodeId": approved["node"]["nodeId"], "token": token });
            assert_eq!(console.ok("node.pair.verify", params).await["ok"], true);
        }
    }
}
