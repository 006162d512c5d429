//! Sessions: found, set, emptied, removed, and who is told.

use demo_gateway::{Options, Profile};
use serde_json::{Value, json};

use crate::console::{Console, Identity, gateway, gateway_with};

async fn keys(console: &mut Console, params: Value) -> Vec<String> {
    let list = console.ok("sessions.list", params).await;
    list["sessions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["key"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn sessions_are_listed_newest_first_and_filtered() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let all = keys(&mut console, json!({})).await;
        assert_eq!(all.len(), 4);
        assert_eq!(keys(&mut console, json!({ "limit": 2 })).await, all[..2]);
        assert_eq!(
            keys(&mut console, json!({ "agentId": "scout" })).await,
            ["agent:scout:research"]
        );
        assert_eq!(keys(&mut console, json!({ "label": "Main desk" })).await, ["agent:main:main"]);
        assert_eq!(keys(&mut console, json!({ "search": "CRON" })).await.len(), 1);
        assert_eq!(keys(&mut console, json!({ "activeMinutes": 120 })).await.len(), 1);
    }
}

#[tokio::test]
async fn a_list_can_carry_titles_and_last_words() {
    let server = gateway(Profile::V2026_2_6).await;
    let mut console = Console::connected(&server).await;
    let params = json!({ "includeDerivedTitles": true, "includeLastMessage": true, "limit": 1 });
    let list = console.ok("sessions.list", params).await;
    assert_eq!(list["sessions"][0]["derivedTitle"], "Good morning. What is waiting for me?");
    assert!(list["sessions"][0]["lastMessagePreview"].as_str().unwrap().starts_with("Gladly"));
}

#[tokio::test]
async fn the_main_desk_has_a_days_work_in_it() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let history = console.ok("chat.history", json!({ "sessionKey": "main" })).await;
        let rows = history["messages"].as_array().unwrap();
        assert_eq!(rows.len(), 38);
        let failed = rows.iter().filter(|row| row["isError"] == true).count();
        assert_eq!(failed, 1);
    }
}

#[tokio::test]
async fn older_rows_are_reached_by_offset() {
    let mut options = Options::for_a_test(Profile::V2026_9_6);
    options.history = 1000;
    let server = gateway_with(options).await;
    let mut console = Console::connected(&server).await;
    let mut seen = Vec::new();
    let mut offset = json!(0);
    while !offset.is_null() {
        let params = json!({ "sessionKey": "agent:main:long", "limit": 300, "offset": offset });
        let page = console.ok("chat.history", params).await;
        let rows = page["messages"].as_array().unwrap();
        let seqs = rows.iter().map(|row| row["__openclaw"]["seq"].as_u64().unwrap());
        seen.splice(0..0, seqs);
        offset = page["nextOffset"].clone();
        assert_eq!(page["hasMore"], !offset.is_null());
    }
    assert_eq!(seen, (1..=1000).collect::<Vec<u64>>());
}

#[tokio::test]
async fn a_patch_is_kept_shown_and_told() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        if profile >= Profile::V2026_4_15 {
            console.ok("sessions.subscribe", json!({})).await;
        }
        let patch = json!({
            "key": "main", "label": "Desk", "thinkingLevel": "low",
            "model": "harbour/harbour-large",
        });
        let answer = console.ok("sessions.patch", patch).await;
        assert_eq!(answer["key"], "agent:main:main");
        assert_eq!(answer["resolved"]["model"], "harbour-large");
        if profile >= Profile::V2026_4_15 {
            let events = console.until(|event| event["event"] == "sessions.changed").await;
            let payload = &events.last().unwrap()["payload"];
            assert_eq!((&payload["reason"], &payload["label"]), (&json!("patch"), &json!("Desk")));
        }
        let list = console.ok("sessions.list", json!({ "label": "Desk" })).await;
        assert_eq!(list["sessions"][0]["thinkingLevel"], "low");
        let forget = json!({ "key": "main", "thinkingLevel": null, "model": null });
        let answer = console.ok("sessions.patch", forget).await;
        assert_eq!(answer["entry"].get("thinkingLevel"), None);
        assert_eq!(answer["resolved"]["model"], "script-1");
    }
}

#[tokio::test]
async fn a_patch_that_makes_no_sense_is_refused_in_the_gateways_words() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut console = Console::connected(&server).await;
    for (patch, message) in [
        (
            json!({ "key": "main", "thinkingLevel": "bogus" }),
            "invalid thinkingLevel (use off|minimal|low|medium|high)",
        ),
        (
            json!({ "key": "main", "model": "nope/none" }),
            "Unknown provider \"nope\". Use /models to list providers.",
        ),
        (json!({ "key": "main", "label": "Tide tables" }), "label already in use: Tide tables"),
        (
            json!({ "key": "main", "bogus": 1 }),
            "invalid sessions.patch params: at root: unexpected property 'bogus'",
        ),
    ] {
        let error = console.call("sessions.patch", patch).await.unwrap_err();
        assert_eq!(error["message"], message);
    }
}

#[tokio::test]
async fn a_session_is_made_emptied_and_removed() {
    for profile in [Profile::V2026_4_15, Profile::V2026_9_6] {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let made = console.ok("sessions.create", json!({ "label": "New one" })).await;
        let key = made["key"].as_str().unwrap().to_owned();
        assert!(key.starts_with("agent:main:dashboard:"));
        console.talk(&key, "hello", "run-1").await;
        console.ok("sessions.reset", json!({ "key": key })).await;
        let history = console.ok("chat.history", json!({ "sessionKey": key })).await;
        assert_eq!(history["messages"], json!([]));
        let removed = console.ok("sessions.delete", json!({ "key": key })).await;
        assert_eq!(removed["deleted"], true);
        assert!(!keys(&mut console, json!({})).await.contains(&key));
    }
}

#[tokio::test]
async fn the_main_session_cannot_be_removed() {
    let server = gateway(Profile::V2026_2_6).await;
    let mut console = Console::connected(&server).await;
    let error = console.call("sessions.delete", json!({ "key": "main" })).await.unwrap_err();
    assert_eq!(error["message"], "Cannot delete the main session (agent:main:main).");
}

#[tokio::test]
async fn compacting_keeps_the_newest_rows() {
    let server = gateway(Profile::V2026_2_6).await;
    let mut console = Console::connected(&server).await;
    let compact = json!({ "key": "main", "maxLines": 5 });
    let answer = console.ok("sessions.compact", compact.clone()).await;
    assert_eq!((&answer["compacted"], &answer["kept"]), (&json!(true), &json!(5)));
    let history = console.ok("chat.history", json!({ "sessionKey": "main" })).await;
    assert_eq!(history["messages"].as_array().unwrap().len(), 5);
    assert_eq!(console.ok("sessions.compact", compact).await["compacted"], false);
}

#[tokio::test]
async fn a_preview_shows_the_last_rows_of_each() {
    let server = gateway(Profile::V2026_2_6).await;
    let mut console = Console::connected(&server).await;
    let params = json!({ "keys": ["main", "agent:main:nowhere"], "limit": 3, "maxChars": 20 });
    let previews = console.ok("sessions.preview", params).await["previews"].clone();
    assert_eq!(previews[0]["items"].as_array().unwrap().len(), 3);
    assert!(previews[0]["items"][2]["text"].as_str().unwrap().chars().count() <= 20);
    assert_eq!(previews[1]["status"], "missing");
}

#[tokio::test]
async fn what_a_scope_does_not_allow_is_refused() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let reader = Identity::new(1).with(|params| params["scopes"] = json!(["operator.read"]));
        let mut console = Console::connected_as(&server, &reader).await;
        console.ok("sessions.list", json!({})).await;
        let params = json!({ "sessionKey": "main", "message": "a", "idempotencyKey": "x" });
        let error = console.call("chat.send", params).await.unwrap_err();
        assert_eq!(error["message"], "missing scope: operator.write");
    }
}

#[tokio::test]
async fn a_method_of_a_later_version_is_unknown_to_an_earlier_one() {
    let server = gateway(Profile::V2026_2_6).await;
    let mut console = Console::connected(&server).await;
    let error = console.call("sessions.subscribe", json!({})).await.unwrap_err();
    assert_eq!(
        error,
        json!({ "code": "INVALID_REQUEST", "message": "unknown method: sessions.subscribe" })
    );
}

#[tokio::test]
async fn only_who_watches_a_session_hears_of_its_rows() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut watcher = Console::connected(&server).await;
    let mut other = Console::connected_as(&server, &Identity::new(2)).await;
    watcher.ok("sessions.messages.subscribe", json!({ "key": "main" })).await;
    let heard = |events: &[Value]| {
        events.iter().filter(|event| event["event"] == "session.message").count()
    };
    let events = other.talk("agent:main:main", "hello", "run-1").await;
    assert_eq!(heard(&events), 0);
    let events = watcher.until(|event| event["payload"]["state"] == "final").await;
    assert_eq!(heard(&events), 2);
    let rows: Vec<&Value> =
        events.iter().filter(|event| event["event"] == "session.message").collect();
    assert_eq!(rows[0]["payload"]["message"]["role"], "user");
    assert_eq!(rows[1]["payload"]["messageSeq"], 40);
}

#[tokio::test]
async fn a_cursor_brings_what_was_added_since() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut console = Console::connected(&server).await;
    let first = console.ok("chat.history", json!({ "sessionKey": "main" })).await;
    console.talk("agent:main:main", "hello", "run-1").await;
    let params = json!({ "sessionKey": "main", "cursor": first["deltaCursor"] });
    let delta = console.ok("chat.history", params.clone()).await;
    assert_eq!(delta["kind"], "delta");
    assert_eq!(delta["messages"].as_array().unwrap().len(), 2);
    console.ok("sessions.reset", json!({ "key": "main" })).await;
    assert_eq!(console.ok("chat.history", params).await, json!({ "kind": "reset" }));
}

#[tokio::test]
async fn a_session_can_be_emptied_and_stopped_by_command() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        console.talk("agent:main:main", "/new", "run-1").await;
        let history = console.ok("chat.history", json!({ "sessionKey": "main" })).await;
        assert_eq!(history["messages"].as_array().unwrap().len(), 2);
        let flood = json!({
            "sessionKey": "main", "message": "flood 100000 every 1ms", "idempotencyKey": "f",
        });
        console.ok("chat.send", flood).await;
        let stop = json!({ "sessionKey": "main", "message": "/stop", "idempotencyKey": "s" });
        assert_eq!(console.ok("chat.send", stop).await["runIds"], json!(["f"]));
    }
}
