//! Use: against what real gateways were recorded to send, and living on when one chats.

use std::collections::BTreeMap;

use demo_gateway::{Profile, Server};
use serde_json::{Value, json};

use crate::console::{ALL_SCOPES, Console, Identity, gateway};
use crate::recorded::differences;

/// What this world has and the recorded one had not: providers that tell, channels, group names.
const OF_THIS_WORLD: &[&str] =
    &[".providers[]", ".channel", "byChannel", ".label", "hasContextWeight", ".origin"];
/// What a console does not read, and the demo gateway therefore does not invent.
const LEFT_OUT: &[&str] = &[
    "creator",
    "byCreator",
    "createdActor",
    "longestSessionDurationMs",
    "missingCostByModel",
    "contextWeight",
    "Override",
];

fn recording(profile: Profile) -> Value {
    let text = match profile {
        Profile::V2026_2_6 => include_str!("recordings/usage-2026.2.6-3.json"),
        Profile::V2026_4_15 => include_str!("recordings/usage-2026.4.15.json"),
        Profile::V2026_6_11 | Profile::V2026_9_6 => include_str!("recordings/usage-2026.9.6.json"),
    };
    serde_json::from_str(text).unwrap()
}

const RECORDED: [Profile; 3] = [Profile::V2026_2_6, Profile::V2026_4_15, Profile::V2026_9_6];

async fn admin(server: &Server) -> Console {
    Console::connected_as(server, &Identity::new(1)).await
}

#[tokio::test]
async fn what_is_sent_about_use_has_the_recorded_shape() {
    for profile in RECORDED {
        let server = gateway(profile).await;
        let mut console = admin(&server).await;
        console.talk("agent:main:one", "hello", "run-1").await;
        let mut sent: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        let key = json!({ "key": "agent:main:main" });
        for (method, params) in [
            ("usage.status", json!({})),
            ("usage.cost", json!({})),
            ("sessions.usage", json!({ "limit": 1000, "includeContextWeight": true })),
            ("sessions.usage.timeseries", key.clone()),
            ("sessions.usage.logs", key.clone()),
        ] {
            sent.entry(method).or_default().push(console.ok(method, params).await);
        }
        let recorded = recording(profile);
        let mut report = Vec::new();
        for (method, sent) in &sent {
            let shape = recorded["shapes"][format!("call {method}")].as_object().unwrap();
            for difference in differences(shape, sent) {
                let known =
                    if difference.ends_with("never recorded") { OF_THIS_WORLD } else { LEFT_OUT };
                if !known.iter().any(|known| difference.contains(known)) {
                    report.push(format!("{method}: {difference}"));
                }
            }
        }
        assert!(report.is_empty(), "{profile:?}\n{}", report.join("\n"));
    }
}

#[tokio::test]
async fn refusals_about_use_have_the_recorded_words() {
    for profile in RECORDED {
        let server = gateway(profile).await;
        let mut console = admin(&server).await;
        for case in recording(profile)["errors"].as_array().unwrap() {
            let method = case["method"].as_str().unwrap();
            let error = console.call(method, case["params"].clone()).await.unwrap_err();
            // Complaints come in the order in which they were written there, and sorted here.
            let words = |error: &Value| {
                let mut words: Vec<String> =
                    error["message"].as_str().unwrap().split("; ").map(str::to_owned).collect();
                if let Some((begin, first)) = words[0].clone().split_once("params: ") {
                    words[0] = first.to_owned();
                    words.push(begin.to_owned());
                }
                words.sort();
                words
            };
            assert_eq!(words(&error), words(&case["error"]), "{profile:?} {method}");
            assert_eq!(error["code"], case["error"]["code"]);
        }
    }
}

#[tokio::test]
async fn use_grows_when_one_chats() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut console = admin(&server).await;
    let params = json!({ "agentScope": "all", "limit": 1000 });
    let before = console.ok("sessions.usage", params.clone()).await;
    console.talk("agent:main:new", "hello", "run-1").await;
    let after = console.ok("sessions.usage", params.clone()).await;
    let tokens = |report: &Value| report["totals"]["totalTokens"].as_u64().unwrap();
    assert!(tokens(&after) > tokens(&before));
    assert_eq!(after["sessions"][0]["key"], "agent:main:new");
    let costs = console.ok("usage.cost", params).await;
    assert_eq!(costs["totals"]["totalTokens"], after["totals"]["totalTokens"]);
    assert_eq!(costs["totals"]["missingCostEntries"], after["totals"]["missingCostEntries"]);
    assert_eq!(costs["daily"].as_array().unwrap().len(), 30);
}

#[tokio::test]
async fn the_first_version_tells_of_sessions_to_administrators_only() {
    for (profile, tells) in [(Profile::V2026_2_6, false), (Profile::V2026_4_15, true)] {
        let server = gateway(profile).await;
        let reader = Identity::new(3).with(|params| params["scopes"] = json!(["operator.read"]));
        let mut console = Console::connected_as(&server, &reader).await;
        assert!(console.call("usage.cost", json!({})).await.is_ok());
        let answer = console.call("sessions.usage", json!({})).await;
        assert_eq!(answer.is_ok(), tells);
        if let Err(error) = answer {
            assert_eq!(error["message"], "missing scope: operator.admin");
        }
    }
    assert!(ALL_SCOPES.contains(&"operator.admin"));
}

#[tokio::test]
async fn figures_are_incomplete_as_often_as_ordered() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut console = admin(&server).await;
    server.order(&json!({ "order": "usage-gathering", "times": 1 })).unwrap();
    let first = console.ok("sessions.usage", json!({})).await;
    assert_eq!(first["cacheStatus"]["status"], "refreshing");
    assert!(first["sessions"].as_array().unwrap().iter().any(|row| row["usage"].is_null()));
    let second = console.ok("sessions.usage", json!({})).await;
    assert_eq!(second["cacheStatus"]["status"], "fresh");
}
