//! What is sent, against what real gateways were recorded to send: the same fields with the same
//! JSON types, for every reply and every kind of event. `recordings/` holds the shapes of all that was
//! recorded of a version, and its refusals word by word.

use std::collections::{BTreeMap, BTreeSet};

use demo_gateway::Profile;
use serde_json::{Value, json};

use crate::console::{ALL_SCOPES, Console, Identity, gateway, is_end_of};

/// What a console does not read, and the demo gateway therefore does not invent.
const LEFT_OUT: &[&str] = &[
    ".auth.recoveryMigrationAllowed",
    ".auth.recoveryScope",
    ".policy.allowedSessionVisibilities",
    ".policy.hasMultipleSessionSharingIdentities",
    ".snapshot.updateSchedule.install",
    ".snapshot.updateAvailable",
    ".hostDesktop",
    ".modelRuntime",
    ".pid",
    ".processMemory",
    ".shutdownBudget",
    ".workerPools",
];

/// What this world has and the recorded one had not: named agents, channels, queued numbers.
const OF_THIS_WORLD: &[&str] = &[
    ".agents[].identity",
    ".agents[].name",
    ".health.agents[].name",
    ".sessions[].channel",
    ".sessions[].subject",
    ".sessions[].lastTo",
    ".sessions[].deliveryContext.to",
    ".channels.",
    ".channelLabels.",
    ".emoji",
    // The recorded 2026.9.6 was still trying again when its recording ended.
    ".errorMessage",
];

type Types = BTreeMap<String, BTreeSet<&'static str>>;

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Every path in a value with the types found there.
fn collect(path: &str, value: &Value, found: &mut Types) {
    found.entry(path.to_owned()).or_default().insert(type_of(value));
    match value {
        Value::Array(items) => {
            for item in items {
                collect(&format!("{path}[]"), item, found);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                collect(&format!("{path}.{name}"), field, found);
            }
        }
        _ => {}
    }
}

/// How the frames of one kind differ from what was recorded of it: a path with its types, and
/// `always` where no recorded frame of the kind lacks it.
pub(crate) fn differences(
    recorded: &serde_json::Map<String, Value>,
    sent: &[Value],
) -> Vec<String> {
    let mut ours = Types::new();
    for value in sent {
        collect("", value, &mut ours);
    }
    let mut found = Vec::new();
    for (path, types) in &ours {
        let excused = |list: &[&str]| list.iter().any(|known| path.contains(known));
        match recorded.get(path).and_then(Value::as_str) {
            Some(known) if types.iter().all(|found| known.contains(found)) => {}
            Some(known) => found.push(format!("{path} is {types:?}, recorded as {known}")),
            None if excused(OF_THIS_WORLD) || was_empty(path, recorded) => {}
            None => found.push(format!("{path} was never recorded")),
        }
    }
    for (path, types) in recorded {
        let is_always = types.as_str().is_some_and(|types| types.ends_with(" always"));
        let is_left_out = LEFT_OUT.iter().any(|left| path.contains(left));
        if is_always && !is_left_out && !ours.contains_key(path) {
            found.push(format!("{path} is missing"));
        }
    }
    found
}

/// Whether a path lies in something that was only ever recorded empty.
fn was_empty(path: &str, recorded: &serde_json::Map<String, Value>) -> bool {
    path.char_indices().filter(|(_, c)| matches!(c, '.' | '[')).any(|(at, _)| {
        let parent = &path[..at];
        recorded.get(parent).and_then(Value::as_str).is_some_and(|types| {
            let has_items = recorded.contains_key(&format!("{parent}[]"));
            types.contains("array") && !has_items
        })
    })
}

fn kind_of(event: &Value) -> String {
    let name = event["event"].as_str().unwrap_or_default();
    let payload = &event["payload"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    match name {
        "chat" => format!("chat {}", text(&payload["state"])),
        "agent" => {
            format!("agent {} {}", text(&payload["stream"]), text(&payload["data"]["phase"]))
                .trim_end()
                .to_owned()
        }
        "session.tool" => format!("session.tool {}", text(&payload["data"]["phase"])),
        "session.message" => format!("session.message {}", text(&payload["message"]["role"])),
        "sessions.changed" if payload["reason"].is_string() => "sessions.changed reason".to_owned(),
        "sessions.changed" => format!("sessions.changed {}", text(&payload["phase"])),
        _ => name.to_owned(),
    }
}

/// What was heard and answered while everything was done once.
#[derive(Default)]
struct Heard {
    calls: BTreeMap<String, Vec<Value>>,
    events: BTreeMap<String, Vec<Value>>,
}

impl Heard {
    async fn call(&mut self, console: &mut Console, method: &str, params: Value) -> Value {
        let answer = console.ok(method, params).await;
        self.calls.entry(method.to_owned()).or_default().push(answer.clone());
        answer
    }

    fn events(&mut self, events: Vec<Value>) {
        for event in events {
            self.events.entry(kind_of(&event)).or_default().push(event);
        }
    }
}

/// The client that most recordings were made with.
fn control_ui() -> Identity {
    Identity::new(1).with(|params| {
        params["client"] = json!({
            "id": "openclaw-control-ui", "version": "0.1.0", "platform": "web", "mode": "webchat",
        });
        params["scopes"] = json!(ALL_SCOPES);
    })
}

async fn scene(profile: Profile) -> Heard {
    let server = gateway(profile).await;
    let mut console = Console::connected_as(&server, &control_ui()).await;
    let mut heard = Heard::default();
    heard.calls.insert("connect".to_owned(), vec![console.hello.clone()]);
    let later = profile >= Profile::V2026_4_15;
    if later {
        heard.call(&mut console, "sessions.subscribe", json!({})).await;
    }
    for (i, message) in
        ["hello there", "think about x", "fail now", "run command: echo one && echo two"]
            .into_iter()
            .enumerate()
    {
        // The failure comes into a session that has been used before.
        let key = format!("agent:main:t{}", i % 2);
        let patch = json!({ "key": key, "verboseLevel": "full", "reasoningLevel": "stream" });
        heard.call(&mut console, "sessions.patch", patch).await;
        let run = format!("run-{i}");
        let events = console.talk(&key, message, &run).await;
        heard.events(events);
        heard.call(&mut console, "chat.history", json!({ "sessionKey": key })).await;
    }
    let flood = json!({
        "sessionKey": "agent:main:t5", "message": "flood 100000 every 1ms", "idempotencyKey": "f",
    });
    heard.call(&mut console, "chat.send", flood).await;
    heard.events(console.until(|event| event["payload"]["state"] == "delta").await);
    let abort = json!({ "sessionKey": "agent:main:t5", "runId": "f" });
    heard.call(&mut console, "chat.abort", abort).await;
    heard.events(console.until(|event| is_end_of(event, "f")).await);
    for (method, params) in [
        ("chat.inject", json!({ "sessionKey": "agent:main:t0", "message": "a", "label": "b" })),
        ("sessions.list", json!({ "includeDerivedTitles": true, "includeLastMessage": true })),
        ("sessions.preview", json!({ "keys": ["main"], "limit": 4 })),
        ("sessions.resolve", json!({ "key": "main" })),
        ("agents.list", json!({})),
        ("agent.identity.get", json!({ "agentId": "main" })),
        ("models.list", json!({})),
        ("system-presence", json!({})),
        ("health", json!({})),
        ("status", json!({})),
        ("set-heartbeats", json!({ "enabled": true })),
        ("last-heartbeat", json!({})),
        ("sessions.compact", json!({ "key": "main", "maxLines": 5 })),
        ("sessions.reset", json!({ "key": "agent:main:t5" })),
        ("sessions.delete", json!({ "key": "agent:main:t5" })),
    ] {
        heard.call(&mut console, method, params).await;
    }
    if later {
        heard.call(&mut console, "sessions.create", json!({ "label": "New" })).await;
        heard.call(&mut console, "commands.list", json!({})).await;
        let key = json!({ "key": "agent:main:t1" });
        heard.call(&mut console, "sessions.messages.subscribe", key.clone()).await;
        heard.call(&mut console, "sessions.messages.unsubscribe", key).await;
    }
    server.order(&json!({ "order": "tick" })).unwrap();
    server.order(&json!({ "order": "restart" })).unwrap();
    heard.events(console.until(|event| event["event"] == "shutdown").await);
    heard
}

fn recording(profile: Profile) -> Value {
    let text = match profile {
        Profile::V2026_2_6 => include_str!("recordings/2026.2.6-3.json"),
        Profile::V2026_4_15 => include_str!("recordings/2026.4.15.json"),
        Profile::V2026_6_11 | Profile::V2026_9_6 => include_str!("recordings/2026.9.6.json"),
    };
    serde_json::from_str(text).unwrap()
}

async fn hold_against_the_recording(profile: Profile) {
    let recorded = recording(profile);
    let heard = scene(profile).await;
    let mut report = Vec::new();
    for (what, sent) in [("call", &heard.calls), ("event", &heard.events)] {
        for (kind, sent) in sent {
            let kind = format!("{what} {kind}");
            let Some(recorded) = recorded["shapes"][&kind].as_object() else { continue };
            for difference in differences(recorded, sent) {
                report.push(format!("{kind}: {difference}"));
            }
        }
    }
    assert!(report.is_empty(), "{} differences:\n{}", report.len(), report.join("\n"));
    let told: Vec<&str> = recorded["shapes"]
        .as_object()
        .unwrap()
        .keys()
        .filter_map(|kind| kind.strip_prefix("event "))
        .filter(|kind| !heard.events.contains_key(*kind))
        .collect();
    let not_played: &[&str] = match profile {
        Profile::V2026_2_6 => &["presence"],
        Profile::V2026_4_15 => &["presence"],
        _ => &["agent run_status retrying"],
    };
    assert_eq!(told, not_played, "recorded, but not told here");
}

#[tokio::test]
async fn what_2026_2_6_sends_has_the_recorded_shape() {
    hold_against_the_recording(Profile::V2026_2_6).await;
}

#[tokio::test]
async fn what_2026_4_15_sends_has_the_recorded_shape() {
    hold_against_the_recording(Profile::V2026_4_15).await;
}

#[tokio::test]
async fn what_2026_9_6_sends_has_the_recorded_shape() {
    hold_against_the_recording(Profile::V2026_9_6).await;
}

#[tokio::test]
async fn refusals_have_the_recorded_words() {
    for profile in [Profile::V2026_2_6, Profile::V2026_4_15, Profile::V2026_9_6] {
        let server = gateway(profile).await;
        let mut console = Console::connected_as(&server, &control_ui()).await;
        console.talk("agent:main:t1", "hello", "run-1").await;
        let recorded = recording(profile);
        let mut compared = 0;
        for case in recorded["errors"].as_array().unwrap() {
            if case["label"] != "ok" {
                continue;
            }
            let method = case["method"].as_str().unwrap();
            let error = console.call(method, case["params"].clone()).await.unwrap_err();
            assert_eq!(error, case["error"], "{profile:?} {method} {}", case["params"]);
            compared += 1;
        }
        assert!(compared >= 7, "{profile:?}: only {compared}");
    }
}
