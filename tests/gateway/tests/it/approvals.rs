//! Approvals: who is asked, whose answer counts, and what is left behind.

use demo_gateway::{Profile, Server};
use serde_json::{Value, json};

use crate::console::{Console, Identity, gateway};

fn order(server: &Server, order: Value) -> Value {
    server.order(&order).unwrap()
}

fn is(name: &'static str) -> impl Fn(&Value) -> bool {
    move |event| event["event"] == name
}

fn with_scopes(seed: u8, scopes: &[&str]) -> Identity {
    Identity::new(seed).with(|params| params["scopes"] = json!(scopes))
}

fn question(command: &str) -> Value {
    json!({
        "command": command, "cwd": "/home/operator/project", "host": "gateway",
        "security": "allowlist", "ask": "on-miss", "agentId": "main",
        "resolvedPath": "/usr/bin/git", "sessionKey": "agent:main:main", "timeoutMs": 60_000,
    })
}

#[tokio::test]
async fn the_first_answer_wins_and_whoever_asked_hears_it() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let mut asker = Console::connected_as(&server, &Identity::new(2)).await;
        let asked = asker.send("exec.approval.request", question("git status")).await;
        let events = console.until(is("exec.approval.requested")).await;
        let id = events.last().unwrap()["payload"]["id"].clone();
        let deny = json!({ "id": id, "decision": "deny" });
        assert_eq!(console.ok("exec.approval.resolve", deny).await, json!({ "ok": true }));
        let late = json!({ "id": id, "decision": "allow-once" });
        let error = console.call("exec.approval.resolve", late).await.unwrap_err();
        let message = match profile {
            Profile::V2026_2_6 => "unknown approval id",
            Profile::V2026_4_15 => "unknown or expired approval id",
            _ => "approval already resolved",
        };
        assert_eq!(error["message"], message);
        let answer = asker.answer(&asked).await.unwrap();
        assert_eq!((&answer["id"], &answer["decision"]), (&id, &json!("deny")));
        let state = order(&server, json!({ "order": "state" }));
        let decided = &state["decisions"][id.as_str().unwrap()];
        assert_eq!(*decided, json!({ "decision": "deny", "by": "webchat-ui" }));
        assert_eq!(state["pendingApprovals"], json!([]));
    }
}

#[tokio::test]
async fn time_runs_out_quietly_until_late_versions_call_it_a_denial() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let mut asker = Console::connected_as(&server, &Identity::new(2)).await;
        let params = json!({ "command": "sleep 9999", "timeoutMs": 20 });
        let answer = asker.ok("exec.approval.request", params).await;
        assert_eq!(answer["decision"], Value::Null);
        order(&server, json!({ "order": "tick" }));
        let events = console.until(is("tick")).await;
        let resolved: Vec<&Value> =
            events.iter().filter(|event| event["event"] == "exec.approval.resolved").collect();
        if profile >= Profile::V2026_6_11 {
            assert_eq!(resolved[0]["payload"]["decision"], "deny");
            assert_eq!(resolved[0]["payload"]["resolvedBy"], Value::Null);
        } else {
            assert!(resolved.is_empty());
        }
        let late = json!({ "id": answer["id"], "decision": "deny" });
        assert!(console.call("exec.approval.resolve", late).await.is_err());
    }
}

#[tokio::test]
async fn a_storm_delivers_every_question_once() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut console = Console::connected(&server).await;
    let storm = json!({ "order": "approvals-storm", "count": 200, "withinMs": 50 });
    let ids = order(&server, storm)["ids"].clone();
    let mut heard = Vec::new();
    while heard.len() < 200 {
        let events = console.until(is("exec.approval.requested")).await;
        heard.push(events.last().unwrap()["payload"].clone());
    }
    for (number, (asked, id)) in heard.iter().zip(ids.as_array().unwrap()).enumerate() {
        assert_eq!(asked["id"], *id);
        assert_eq!(asked["request"]["command"], format!("echo storm-{:04}", number + 1));
    }
    let listed = console.ok("exec.approval.list", json!({})).await;
    assert_eq!(listed.as_array().unwrap().len(), 200);
}

#[tokio::test]
async fn only_those_who_may_answer_are_asked() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut reader = Console::connected_as(&server, &with_scopes(3, &["operator.read"])).await;
        let id = order(&server, json!({ "order": "approval", "command": "ls" }))["id"].clone();
        order(&server, json!({ "order": "tick" }));
        let events = reader.until(is("tick")).await;
        assert!(!events.iter().any(is("exec.approval.requested")));
        let params = json!({ "id": id, "decision": "deny" });
        let error = reader.call("exec.approval.resolve", params).await.unwrap_err();
        assert_eq!(error["message"], "missing scope: operator.approvals");
        let error = reader.call("exec.approvals.get", json!({})).await.unwrap_err();
        assert_eq!(error["message"], "missing scope: operator.admin");
    }
}

#[tokio::test]
async fn nobody_to_ask_is_no_leave() {
    let server = gateway(Profile::V2026_4_15).await;
    let mut alone = Console::connected(&server).await;
    let answer = alone.ok("exec.approval.request", question("git status")).await;
    assert_eq!(answer["decision"], Value::Null);
}

#[tokio::test]
async fn always_is_written_into_the_policy_and_makes_older_readings_stale() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let before = console.ok("exec.approvals.get", json!({})).await;
        let id =
            order(&server, json!({ "order": "approval", "command": "git push" }))["id"].clone();
        let always = json!({ "id": id, "decision": "allow-always" });
        console.ok("exec.approval.resolve", always).await;
        let after = console.ok("exec.approvals.get", json!({})).await;
        let list = after["file"]["agents"]["main"]["allowlist"].as_array().unwrap();
        assert_eq!(list.last().unwrap()["pattern"], "/usr/bin/git");
        let file = json!({ "version": 1, "agents": { "main": { "allowlist": [{ "pattern": "/bin/ls", "note": 1 }] } } });
        for (hash, message) in [
            (Value::Null, "exec approvals base hash required; re-run exec.approvals.get and retry"),
            (
                before["hash"].clone(),
                "exec approvals changed since last load; re-run exec.approvals.get and retry",
            ),
        ] {
            let mut params = json!({ "file": file });
            if hash.is_string() {
                params["baseHash"] = hash;
            }
            let error = console.call("exec.approvals.set", params).await.unwrap_err();
            assert_eq!(
                (&error["code"], &error["message"]),
                (&json!("INVALID_REQUEST"), &json!(message))
            );
        }
        let params = json!({ "file": file, "baseHash": after["hash"] });
        let set = console.ok("exec.approvals.set", params).await;
        let entry = &set["file"]["agents"]["main"]["allowlist"][0];
        assert!(entry["id"].is_string());
        assert_eq!(entry["note"], 1);
    }
}

#[tokio::test]
async fn somebody_else_can_be_faster_and_answers_can_fail() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut console = Console::connected(&server).await;
    let id = order(&server, json!({ "order": "approval", "warningText": "careful" }))["id"].clone();
    let asked = console.until(is("exec.approval.requested")).await;
    assert_eq!(asked.last().unwrap()["payload"]["request"]["warningText"], "careful");
    order(&server, json!({ "order": "resolve-fails", "times": 1 }));
    let params = json!({ "id": id, "decision": "deny" });
    let error = console.call("exec.approval.resolve", params).await.unwrap_err();
    assert_eq!(error["code"], "UNAVAILABLE");
    order(&server, json!({ "order": "resolve-elsewhere", "id": id, "decision": "allow-once" }));
    let events = console.until(is("exec.approval.resolved")).await;
    assert_eq!(events.last().unwrap()["payload"]["resolvedBy"], "Field laptop");
    let again = json!({ "order": "resolve-elsewhere", "id": id, "decision": "deny" });
    assert!(server.order(&again).is_err());
}

#[tokio::test]
async fn plugins_ask_from_2026_4_15_on() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let plugin = json!({ "order": "plugin-approval", "title": "Pay?", "severity": "critical" });
        if profile == Profile::V2026_2_6 {
            assert!(server.order(&plugin).is_err());
            let error = console.call("plugin.approval.list", json!({})).await.unwrap_err();
            assert_eq!(error["message"], "unknown method: plugin.approval.list");
            continue;
        }
        let id = order(&server, plugin)["id"].as_str().unwrap().to_owned();
        assert!(id.starts_with("plugin:"));
        let listed = console.ok("plugin.approval.list", json!({})).await;
        assert_eq!(listed[0]["request"]["title"], "Pay?");
        let waiting = console.send("plugin.approval.waitDecision", json!({ "id": id })).await;
        let params = json!({ "id": id, "decision": "allow-once" });
        let resolving = console.send("plugin.approval.resolve", params).await;
        assert_eq!(console.answer(&waiting).await.unwrap()["decision"], "allow-once");
        console.answer(&resolving).await.unwrap();
        console.until(is("plugin.approval.resolved")).await;
        let after = console.ok("plugin.approval.waitDecision", json!({ "id": id })).await;
        assert_eq!(after["decision"], "allow-once");
    }
}

#[tokio::test]
async fn the_list_is_there_from_2026_4_15_on() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let has = profile > Profile::V2026_2_6;
        let methods = console.hello["features"]["methods"].as_array().unwrap();
        assert_eq!(methods.contains(&json!("exec.approval.list")), has);
        let old = profile < Profile::V2026_9_6;
        assert_eq!(methods.contains(&json!("node.pair.request")), old);
        assert_eq!(console.call("exec.approval.list", json!({})).await.is_ok(), has);
    }
}
