//! What is sent as 2026.9.6 against the published contract of protocol 4. Only definitions that
//! the recorded gateway keeps itself are asked about: the contract is older than the gateway.

use std::path::PathBuf;

use demo_gateway::Profile;
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::console::{Console, gateway};

const INSTALL: &str =
    "The protocol schema is not installed: run `cargo xtask test`, which fetches it.";

fn schema() -> Value {
    let path = match std::env::var_os("QUARTERDECK_PROTOCOL_SCHEMA") {
        Some(path) => PathBuf::from(path),
        None => {
            let cache =
                std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).unwrap_or_else(|| {
                    PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".cache")
                });
            cache.join(
                "quarterdeck/npm/node_modules/@openclaw/gateway-protocol/protocol.schema.json",
            )
        }
    };
    let text = std::fs::read_to_string(path).expect(INSTALL);
    serde_json::from_str(&text).unwrap()
}

fn validator(schema: &Value, definition: &str) -> Validator {
    let reference = json!({
        "$schema": schema["$schema"],
        "$ref": format!("#/definitions/{definition}"),
        "definitions": schema["definitions"],
    });
    jsonschema::validator_for(&reference).unwrap()
}

fn complaints(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path)).collect()
}

#[tokio::test]
async fn what_is_sent_keeps_the_published_contract() {
    let schema = schema();
    let server = gateway(Profile::V2026_9_6).await;
    let mut console = Console::connected(&server).await;
    let mut samples: Vec<(&str, Value)> = vec![
        ("AgentsListResult", console.ok("agents.list", json!({})).await),
        ("ModelsListResult", console.ok("models.list", json!({})).await),
        ("CommandsListResult", console.ok("commands.list", json!({})).await),
    ];
    let error = console.call("no.such.method", json!({})).await.unwrap_err();
    samples.push(("ErrorShape", error));
    let params = json!({ "sessionKey": "main", "messageId": "nowhere" });
    samples.push(("ChatMessageGetResult", console.ok("chat.message.get", params).await));
    console.ok("sessions.subscribe", json!({})).await;
    for (run, message) in [("a", "think about x"), ("b", "fail now"), ("c", "run command: ls")] {
        for event in console.talk("agent:main:fresh", message, run).await {
            if event["event"] == "chat" {
                samples.push(("ChatEvent", event["payload"].clone()));
            }
        }
    }
    server.order(&json!({ "order": "tick" })).unwrap();
    server.order(&json!({ "order": "restart" })).unwrap();
    for event in console.until(|event| event["event"] == "shutdown").await {
        match event["event"].as_str() {
            Some("tick") => samples.push(("TickEvent", event["payload"].clone())),
            Some("shutdown") => samples.push(("ShutdownEvent", event["payload"].clone())),
            _ => {}
        }
    }
    let mut checked = std::collections::BTreeMap::new();
    for (definition, sample) in &samples {
        let validator =
            checked.entry(*definition).or_insert_with(|| validator(&schema, definition));
        let complaints = complaints(validator, sample);
        assert!(complaints.is_empty(), "{definition}: {complaints:#?}\n{sample:#}");
    }
    assert_eq!(checked.len(), 8, "{:?}", checked.keys());
}

#[tokio::test]
async fn every_method_that_is_played_is_in_the_contract() {
    let schema = schema();
    let server = gateway(Profile::V2026_9_6).await;
    let console = Console::connected(&server).await;
    let known = schema["methods"].as_object().unwrap();
    // Retired or renamed between the contract's version and the gateway's.
    let exceptions = [
        "browser.request",
        "sessions.unsubscribe",
        "sessions.get",
        "update.hold",
        "update.report",
        "update.runs.get",
        "update.runs.list",
    ];
    for method in console.hello["features"]["methods"].as_array().unwrap() {
        let method = method.as_str().unwrap();
        assert!(known.contains_key(method) || exceptions.contains(&method), "{method}");
    }
}
