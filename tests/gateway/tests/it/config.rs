//! The configuration: held against what real gateways answered when they were given the same file,
//! the same mistakes and the same changes.

use demo_gateway::{Profile, Server};
use serde_json::{Map, Value, json};

use crate::console::{ALL_SCOPES, Console, Identity, gateway};

pub(crate) const RECORDED: [Profile; 3] =
    [Profile::V2026_2_6, Profile::V2026_4_15, Profile::V2026_9_6];
const HIDDEN: &str = "__OPENCLAW_REDACTED__";

fn recording(profile: Profile) -> Value {
    let all: Value = serde_json::from_str(include_str!("recordings/config.json")).unwrap();
    all[profile.name()].clone()
}

pub(crate) async fn admin(server: &Server) -> Console {
    Console::connected_as(server, &Identity::new(1)).await
}

pub(crate) fn order(server: &Server, order: Value) -> Value {
    server.order(&order).unwrap()
}

/// What a form would send whole: what stands in the file, with numbers the earliest hides.
async fn whole(console: &mut Console) -> (Value, String) {
    let got = console.ok("config.get", json!({})).await;
    let hash = got["hash"].as_str().unwrap().to_owned();
    if !got["sourceConfig"].is_null() {
        return (got["sourceConfig"].clone(), hash);
    }
    let mut text = got["parsed"].to_string();
    for name in ["maxTokens", "contextTokens"] {
        text = text.replace(&format!("\"{name}\":\"{HIDDEN}\""), &format!("\"{name}\":4096"));
    }
    (serde_json::from_str(&text).unwrap(), hash)
}

fn put(config: &mut Value, pointer: &str, value: Value) {
    let (parent, last) = pointer.rsplit_once('/').unwrap();
    match config.pointer_mut(parent).unwrap() {
        Value::Array(items) if last == "-" => items.push(value),
        place => place[last] = value,
    }
}

async fn patch(console: &mut Console, patch: Value) -> Result<Value, Value> {
    patch_with(console, patch, json!({})).await
}

async fn patch_with(console: &mut Console, patch: Value, more: Value) -> Result<Value, Value> {
    let hash = console.ok("config.get", json!({})).await["hash"].clone();
    let mut params = json!({ "raw": patch.to_string(), "baseHash": hash });
    for (name, value) in more.as_object().unwrap() {
        params[name] = value.clone();
    }
    console.call("config.patch", params).await
}

/// The names of an answer's fields, as they were recorded.
pub(crate) fn assert_form(profile: Profile, label: &str, answer: &Value) {
    let recording = recording(profile);
    let forms = recording["forms"][label].as_object().unwrap();
    for (place, expected) in forms {
        let pointer =
            if place.is_empty() { String::new() } else { format!("/{}", place.replace('.', "/")) };
        let found =
            answer.pointer(&pointer).unwrap_or_else(|| panic!("{profile:?} {label}: no {place}"));
        let mut names: Vec<&String> = found.as_object().unwrap().keys().collect();
        names.sort();
        assert_eq!(json!(names), *expected, "{profile:?} {label} {place}");
    }
}

#[tokio::test]
async fn mistakes_are_refused_in_the_recorded_words() {
    for profile in RECORDED {
        let server = gateway(profile).await;
        let mut console = admin(&server).await;
        let (config, hash) = whole(&mut console).await;
        let mut report = Vec::new();
        for case in recording(profile)["invalid"].as_array().unwrap() {
            let mut wrong = config.clone();
            for edit in case["edit"].as_array().unwrap() {
                put(&mut wrong, edit[0].as_str().unwrap(), edit[1].clone());
            }
            let params = json!({ "raw": wrong.to_string(), "baseHash": hash });
            match console.call("config.set", params).await {
                Err(error) if error == case["error"] => {}
                Err(error) => {
                    report.push(format!("{}:\n  {error}\n  {}", case["label"], case["error"]))
                }
                Ok(_) => {
                    report.push(format!("{}: accepted, recorded {}", case["label"], case["error"]));
                    order(&server, json!({ "order": "reset" }));
                }
            }
        }
        assert!(report.is_empty(), "{profile:?}\n{}", report.join("\n"));
    }
}

#[tokio::test]
async fn refusals_have_the_recorded_words() {
    for profile in RECORDED {
        let server = gateway(profile).await;
        order(&server, json!({ "order": "config-limit", "most": 1000 }));
        let mut console = admin(&server).await;
        for case in recording(profile)["refusals"].as_array().unwrap() {
            let mut params = case["params"].clone();
            if params["baseHash"] == "NOW" {
                params["baseHash"] = console.ok("config.get", json!({})).await["hash"].clone();
            }
            let method = case["method"].as_str().unwrap();
            let error = console.call(method, params).await.unwrap_err();
            assert_eq!(error, case["error"], "{profile:?} {}", case["label"]);
        }
    }
}

#[tokio::test]
async fn answers_have_the_recorded_form() {
    for profile in RECORDED {
        let server = gateway(profile).await;
        order(&server, json!({ "order": "config-restart", "noticeMs": 60_000 }));
        let mut console = admin(&server).await;
        assert_form(profile, "get", &console.ok("config.get", json!({})).await);
        let is_early = profile == Profile::V2026_2_6;
        if !is_early {
            let same =
                patch(&mut console, json!({ "logging": { "level": "info" } })).await.unwrap();
            assert_form(profile, "patch noop", &same);
            assert_eq!(same["noop"], true);
            for path in ["gateway.auth", "gateway.port", "bindings"] {
                let found = console.ok("config.schema.lookup", json!({ "path": path })).await;
                let forms = recording(profile)["forms"][format!("lookup {path}")].clone();
                let mut names: Vec<&String> = found.as_object().unwrap().keys().collect();
                names.sort();
                assert_eq!(json!(names), forms[""], "{profile:?} {path}");
            }
        }
        let late = json!({ "restartDelayMs": 60_000 });
        let log = json!({ "logging": { "level": "debug" } });
        let done = patch_with(&mut console, log, late.clone()).await.unwrap();
        assert_form(profile, "patch log", &done);
        let (mut config, hash) = whole(&mut console).await;
        put(&mut config, "/messages/responsePrefix", "[set]".into());
        let params = json!({ "raw": config.to_string(), "baseHash": hash });
        let set = console.call("config.set", params).await.unwrap();
        assert_form(profile, if is_early { "set whole ok" } else { "set whole" }, &set);
        assert_eq!(set["config"]["messages"]["responsePrefix"], "[set]");
        if !is_early {
            put(&mut config, "/messages/responsePrefix", "[apply]".into());
            let hash = console.ok("config.get", json!({})).await["hash"].clone();
            let params = json!({ "raw": config.to_string(), "baseHash": hash });
            assert_form(profile, "apply whole", &console.ok("config.apply", params).await);
        }
        order(&server, json!({ "order": "config-edit", "path": "logging.level", "value": 7 }));
        let invalid = console.ok("config.get", json!({})).await;
        assert_form(profile, "get invalid", &invalid);
        assert_eq!(invalid["valid"], false);
        order(&server, json!({ "order": "config-text", "text": "{ broken" }));
        let broken = console.ok("config.get", json!({})).await;
        assert_form(profile, "get broken", &broken);
        let complaint = "JSON5 parse failed: SyntaxError: JSON5: invalid end of input at 1:9";
        assert_eq!(broken["issues"], json!([{ "path": "", "message": complaint }]));
        patch(&mut console, json!({})).await.unwrap_err();
    }
}

#[tokio::test]
async fn a_patch_changes_one_thing_in_the_file_and_secrets_stay() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = admin(&server).await;
        let before = order(&server, json!({ "order": "config" }))["parsed"].clone();
        let change = json!({ "agents": { "defaults": { "timeoutSeconds": 900 } } });
        let done =
            patch_with(&mut console, change, json!({ "restartDelayMs": 60_000 })).await.unwrap();
        assert_eq!(done["config"]["agents"]["defaults"]["timeoutSeconds"], 900);
        let after = order(&server, json!({ "order": "config" }));
        assert!(!after["text"].as_str().unwrap().contains(HIDDEN), "{profile:?}");
        if profile == Profile::V2026_2_6 {
            // Defaults and what the environment holds land in its file.
            let key = "/parsed/models/providers/harbour/apiKey";
            assert_eq!(after.pointer(key).unwrap(), "example-harbour-key-9f31");
            assert_eq!(after["parsed"]["commands"]["native"], "auto");
            continue;
        }
        let mut expected = before;
        expected["agents"]["defaults"]["timeoutSeconds"] = 900.into();
        expected["meta"] = after["parsed"]["meta"].clone();
        assert_eq!(after["parsed"], expected, "{profile:?}");
    }
}

#[tokio::test]
async fn lists_are_merged_as_the_version_does_it() {
    let mappings = json!([{ "id": "mail", "wakeMode": "next-heartbeat" }]);
    for (profile, left) in
        [(Profile::V2026_2_6, 1), (Profile::V2026_4_15, 2), (Profile::V2026_9_6, 2)]
    {
        let server = gateway(profile).await;
        let mut console = admin(&server).await;
        let change = json!({ "hooks": { "mappings": mappings } });
        let done =
            patch_with(&mut console, change.clone(), json!({ "restartDelayMs": 60_000 })).await;
        let done = done.unwrap();
        assert_eq!(done["config"]["hooks"]["mappings"].as_array().unwrap().len(), left);
        if profile == Profile::V2026_9_6 {
            let replace = json!({ "replacePaths": ["hooks.mappings"] });
            let done = patch_with(&mut console, change, replace).await.unwrap();
            assert_eq!(done["config"]["hooks"]["mappings"], mappings);
            assert_eq!(done["changedPaths"], json!(["hooks.mappings"]));
        }
    }
}

#[tokio::test]
async fn a_number_the_earliest_hides_makes_the_whole_invalid_and_a_patch_does_not() {
    let server = gateway(Profile::V2026_2_6).await;
    let mut console = admin(&server).await;
    let got = console.ok("config.get", json!({})).await;
    let params = json!({ "raw": got["config"].to_string(), "baseHash": got["hash"] });
    let error = console.call("config.set", params).await.unwrap_err();
    let first = &error["details"]["issues"][0];
    assert_eq!(first["path"], "models.providers.script.models.0.maxTokens");
    assert_eq!(first["message"], "Invalid input: expected number, received string");
    let mut models = got["config"]["models"]["providers"]["script"]["models"].clone();
    models[1]["maxTokens"] = 2048.into();
    let change = json!({ "models": { "providers": { "script": { "models": models } } } });
    patch_with(&mut console, change, json!({ "restartDelayMs": 60_000 })).await.unwrap();
    let after = order(&server, json!({ "order": "config" }));
    let models = after.pointer("/parsed/models/providers/script/models").unwrap();
    assert_eq!((&models[0]["maxTokens"], &models[1]["maxTokens"]), (&json!(8192), &json!(2048)));
}

pub(crate) async fn shuts_down(console: &mut Console) {
    let ended = console.ended().await;
    assert_eq!(ended, Some((1012, "service restart".to_owned())));
}

#[tokio::test]
async fn the_earliest_restarts_after_every_write_and_leaves_a_note() {
    let server = gateway(Profile::V2026_2_6).await;
    order(&server, json!({ "order": "config-restart", "noticeMs": 1, "downMs": 1 }));
    let mut console = admin(&server).await;
    let note = json!({ "note": "Look closer", "restartDelayMs": 60_000 });
    let log = json!({ "logging": { "level": "debug" } });
    let done = patch_with(&mut console, log, note).await.unwrap();
    assert_eq!(done["restart"]["delayMs"], 60_000);
    shuts_down(&mut console).await;
    let mut console = back(&server).await;
    let notes = console.ok("status", json!({})).await["queuedSystemEvents"].clone();
    let note = notes[0].as_str().unwrap();
    assert!(note.starts_with("GatewayRestart:\n{") && note.contains("Look closer"), "{note}");
}

/// Nobody is let in while the gateway restarts.
pub(crate) async fn back(server: &Server) -> Console {
    order(server, json!({ "order": "mend" }));
    admin(server).await
}

#[tokio::test]
async fn in_between_a_restart_swallows_the_answer() {
    let server = gateway(Profile::V2026_4_15).await;
    let mut console = admin(&server).await;
    let hash = console.ok("config.get", json!({})).await["hash"].clone();
    let raw = json!({ "gateway": { "trustedProxies": ["10.0.0.1"] } }).to_string();
    let params = json!({ "raw": raw, "baseHash": hash, "note": "Let the proxy in" });
    console.send("config.patch", params).await;
    shuts_down(&mut console).await;
    let mut console = back(&server).await;
    let got = console.ok("config.get", json!({})).await;
    assert_eq!(got["config"]["gateway"]["trustedProxies"], json!(["10.0.0.1"]));
    let notes = console.ok("status", json!({})).await["queuedSystemEvents"].clone();
    let words = "Gateway restart config-patch ok (config.patch)\nLet the proxy in\nRun: openclaw doctor --non-interactive";
    assert_eq!(notes, json!([words]));
}

#[tokio::test]
async fn the_latest_tells_of_changes_and_restarts_only_where_it_must() {
    let server = gateway(Profile::V2026_9_6).await;
    order(&server, json!({ "order": "config-restart", "noticeMs": 1, "downMs": 1 }));
    let mut console = admin(&server).await;
    let done = patch(&mut console, json!({ "ui": { "seamColor": "#336699" } })).await.unwrap();
    assert_eq!(done["sentinel"]["payload"]["stats"]["requiresRestart"], false);
    let got = console.ok("config.get", json!({})).await;
    assert_eq!(
        (&got["hash"], &got["appliedConfigHash"]),
        (&done["hash"], &got["configRevisionHash"])
    );
    order(&server, json!({ "order": "config-edit", "path": "logging.level", "value": "warn" }));
    let heard = console.until(|event| event["event"] == "config.changed").await;
    assert_eq!(heard.last().unwrap()["payload"]["path"], "/home/operator/state/openclaw.json");
    let base = json!({ "gateway": { "controlUi": { "basePath": "/desk" } } });
    let done = patch(&mut console, base).await.unwrap();
    assert_eq!(done["sentinel"]["payload"]["stats"]["requiresRestart"], true);
    assert_eq!(done["changedPaths"], json!(["gateway.controlUi.basePath"]));
    shuts_down(&mut console).await;
}

#[tokio::test]
async fn who_has_read_an_older_one_is_refused() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = admin(&server).await;
        let hash = console.ok("config.get", json!({})).await["hash"].clone();
        order(
            &server,
            json!({ "order": "config-edit", "path": "agents.defaults.timeoutSeconds", "value": 30 }),
        );
        let params = json!({ "raw": "{}", "baseHash": hash });
        let error = console.call("config.patch", params).await.unwrap_err();
        assert_eq!(error["message"], "config changed since last load; re-run config.get and retry");
    }
}

#[tokio::test]
async fn writes_are_limited_per_device() {
    for (profile, most, limit) in [
        (Profile::V2026_4_15, 3, "3 per 60s"),
        (Profile::V2026_6_11, 3, "3 per 60s"),
        (Profile::V2026_9_6, 30, "30 per 60s"),
    ] {
        let server = gateway(profile).await;
        let mut console = admin(&server).await;
        for _ in 0..most {
            let error =
                console.call("config.patch", json!({ "raw": "{}", "baseHash": "old" })).await;
            assert_eq!(error.unwrap_err()["code"], "INVALID_REQUEST");
        }
        let error = console.call("config.patch", json!({})).await.unwrap_err();
        assert_eq!((&error["code"], &error["retryable"]), (&json!("UNAVAILABLE"), &json!(true)));
        assert_eq!(error["details"], json!({ "method": "config.patch", "limit": limit }));
        assert!(error["retryAfterMs"].as_u64().unwrap() > 50_000);
        let mut other = Console::connected_as(&server, &Identity::new(2)).await;
        let error = other.call("config.patch", json!({ "raw": "{}", "baseHash": "old" })).await;
        assert_eq!(error.unwrap_err()["code"], "INVALID_REQUEST");
    }
}

#[tokio::test]
async fn writing_is_for_administrators() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let reader = Identity::new(3).with(|params| {
            let scopes: Vec<&str> =
                ALL_SCOPES.into_iter().filter(|it| !it.ends_with("admin")).collect();
            params["scopes"] = json!(scopes);
        });
        let mut console = Console::connected_as(&server, &reader).await;
        for method in ["config.set", "config.patch", "config.apply", "update.run"] {
            let error = console.call(method, json!({})).await.unwrap_err();
            assert_eq!(error["message"], "missing scope: operator.admin", "{profile:?} {method}");
        }
        let can_read = console.call("config.get", json!({})).await.is_ok();
        assert_eq!(can_read, profile > Profile::V2026_2_6);
    }
}

#[tokio::test]
async fn the_schema_is_the_recorded_one() {
    for profile in RECORDED {
        let server = gateway(profile).await;
        let mut console = admin(&server).await;
        let reply = console.ok("config.schema", json!({})).await;
        assert!(reply["schema"]["properties"]["gateway"].is_object());
        assert!(reply["uiHints"].as_object().map_or(0, Map::len) > 400);
    }
}
