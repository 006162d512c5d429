//! The overview: one sentence that claims no more than is known, what waits with its way, who is
//! there, and what an operator may tell the agents.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc, sync::mpsc};

use leptos::prelude::*;
use leptos_router::components::Router;
use quarterdeck::{
    features::overview::view::overview_page,
    gateway::{
        Delivery, Gateway,
        error::CallError,
        phase::{Farewell, Phase},
    },
    protocol::{event::Event, handshake::HelloOk, method::Scope},
    store::Stores,
    ui::{later::later, toast::Toasts},
};
use serde_json::{Value, json, value::to_raw_value};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::house::{House, frame, show};

const ALL: &[Scope] = &[Scope::Admin];

#[wasm_bindgen_test]
async fn with_nothing_waiting_all_is_well() {
    let place = Place::open(ALL, &[]).await;
    assert_eq!(place.verdict(), "All is well");
    let words = place.house.words();
    for part in ["Nothing waits for you.", "2026.9.6", "harbour", "Heartbeat every 30m", "$0.05"] {
        assert!(words.contains(part), "{part} in: {words}");
    }
}

#[wasm_bindgen_test]
async fn what_waits_is_counted_and_leads_to_its_page() {
    let jobs = json!({"jobs": [{"id": "j", "name": "Backup", "enabled": true,
        "state": {"lastStatus": "error", "lastError": "disk full", "lastRunAtMs": 1}}]});
    let pairs = json!({"pending": [{"requestId": "r", "deviceId": "d"}], "paired": []});
    let place = Place::open(ALL, &[("cron.list", jobs), ("device.pair.list", pairs)]).await;
    assert_eq!(place.verdict(), "2 things need you");
    let words = place.house.words();
    for part in ["The job Backup failed", "disk full", "1 device asks to be let in"] {
        assert!(words.contains(part), "{part} in: {words}");
    }
    let way = place.house.see("link", "See who asks").get_attribute("href").unwrap();
    assert!(way.ends_with("/devices"), "{way}");
}

#[wasm_bindgen_test]
async fn what_cannot_be_seen_is_not_called_well() {
    let place = Place::open(&[Scope::Read], &[]).await;
    assert_eq!(place.verdict(), "All that can be seen from here is well");
    let words = place.house.words();
    for part in ["operator.approvals", "operator.pairing", "Waking needs operator.write."] {
        assert!(words.contains(part), "{part} in: {words}");
    }
    for button in ["Wake the agent", "Leave a note", "Pause heartbeats"] {
        assert!(place.house.see("button", button).has_attribute("disabled"), "{button}");
    }
}

#[wasm_bindgen_test]
async fn when_the_connection_goes_the_last_state_stays_with_its_age() {
    let place = Place::open(ALL, &[]).await;
    let reason = Some(Farewell::Restarting { expected_ms: Some(1_500) });
    let lost = Phase::Reconnecting { attempt: 1, retry_at_ms: None, reason };
    place.stores.deliver(Delivery::Phase(lost));
    frame().await;
    assert_eq!(place.verdict(), "The gateway is restarting");
    let words = place.house.words();
    for part in ["last known state", "within 2 s", "2026.9.6", "Heartbeat every 30m"] {
        assert!(words.contains(part), "{part} in: {words}");
    }
    assert!(!words.contains("Running for"), "nobody knows whether it runs: {words}");
    place.stores.deliver(Delivery::Phase(Phase::Connected));
    frame().await;
    assert_eq!(place.verdict(), "All is well");
}

#[wasm_bindgen_test]
async fn who_comes_and_goes_is_seen_at_once() {
    let place = Place::open(ALL, &[]).await;
    assert!(place.house.words().contains("This browser"));
    let list = json!({"presence": [
        {"host": "cli", "deviceId": "d-2", "roles": ["operator"], "reason": "connect", "ts": 5,
         "never": {"heard": "of"}},
        {"host": "Garage", "mode": "node", "roles": ["node"], "reason": "disconnect", "ts": 5},
        {"text": "Harbour closes at six", "ts": 6},
    ]});
    place.hears("presence", &list).await;
    let words = place.house.words();
    for part in ["1 connection besides", "Garage", "Gone", "Harbour closes at six"] {
        assert!(words.contains(part), "{part} in: {words}");
    }
    assert!(words.contains("no longer listed"), "{words}");
}

#[wasm_bindgen_test]
async fn a_thousand_who_are_there_are_folded() {
    let place = Place::open(ALL, &[]).await;
    let many: Vec<Value> = (0..1_000)
        .map(|n| json!({"host": format!("deck-{n:04}"), "deviceId": format!("d-{n}"), "roles": ["operator"]}))
        .collect();
    place.hears("presence", &json!({ "presence": many })).await;
    let words = place.house.words();
    assert!(words.contains("deck-0007") && !words.contains("deck-0008"), "{words}");
    place.house.press("button", "Show all 1000").await;
    assert!(place.house.words().contains("deck-0999"));
    place.house.press("button", "Show fewer").await;
    assert!(!place.house.words().contains("deck-0999"));
}

#[wasm_bindgen_test]
async fn a_heartbeat_tells_what_came_of_it() {
    let place = Place::open(ALL, &[]).await;
    assert!(place.house.words().contains("No heartbeat since the gateway started."));
    let beat = json!({"ts": 5, "status": "sent", "preview": "The mail is down", "channel": "telegram",
        "to": "crew", "durationMs": 2_500});
    place.hears("heartbeat", &beat).await;
    let words = place.house.words();
    for part in ["Reported something", "The mail is down", "telegram · crew", "2.5 s"] {
        assert!(words.contains(part), "{part} in: {words}");
    }
    let skipped = json!({"ts": 6, "status": "skipped", "reason": "empty-heartbeat-file"});
    place.hears("heartbeat", &skipped).await;
    assert!(place.house.words().contains("HEARTBEAT.md is empty"));
    place.hears("heartbeat", &json!({"ts": 7, "status": "dreaming"})).await;
    assert!(place.house.words().contains("dreaming"), "a later word is shown as it is");
}

#[wasm_bindgen_test]
async fn waking_and_notes_are_sent_once_as_they_were_meant() {
    let place = Place::open(ALL, &[]).await;
    place.house.press("button", "Wake the agent").await;
    place.house.press("button", "Wake").await;
    assert!(place.house.words().contains("A text is needed."));
    place.house.write("Text", "  The harbour mail is down  ").await;
    let modes = document().query_selector_all("input[type=radio]").unwrap();
    modes.get(1).unwrap().dyn_into::<HtmlElement>().unwrap().click();
    frame().await;
    place.house.press("button", "Wake").await;
    frame().await;
    let wake = json!({"mode": "next-heartbeat", "text": "The harbour mail is down"});
    assert_eq!(place.deeds(), [("wake".to_owned(), wake)]);
    assert!(place.house.lacks("dialog", "Wake the agent"));
    place.house.press("button", "Leave a note").await;
    place.refuses("system-event", "too many notes");
    place.house.write("Text", "Low tide at nine").await;
    place.house.press("button", "Leave note").await;
    frame().await;
    assert!(place.house.words().contains("too many notes"), "{}", place.house.words());
    assert_eq!(place.house.written("Text"), "Low tide at nine", "what was typed stays");
    let note = json!({"text": "Low tide at nine"});
    assert_eq!(place.deeds(), [("system-event".to_owned(), note)]);
}

#[wasm_bindgen_test]
async fn heartbeats_are_paused_and_the_page_says_by_whom() {
    let place = Place::open(ALL, &[]).await;
    place.house.press("button", "Pause heartbeats").await;
    frame().await;
    assert!(place.house.words().contains("Heartbeats were paused from here"));
    assert_eq!(place.deeds(), [("set-heartbeats".to_owned(), json!({"enabled": false}))]);
    place.house.press("button", "Resume heartbeats").await;
    frame().await;
    assert!(place.house.words().contains("Heartbeats were resumed from here"));
}

#[wasm_bindgen_test]
async fn an_unknown_price_is_unknown() {
    let costs = json!({"totals": {"totalCost": 0, "totalTokens": 900, "missingCostEntries": 3}});
    let place = Place::open(ALL, &[("usage.cost", costs)]).await;
    let words = place.house.words();
    assert!(
        words.contains("Unknown") && words.contains("3 answers have no known price"),
        "{words}"
    );
    assert!(!words.contains("$0.00"), "{words}");
}

#[wasm_bindgen_test]
async fn a_newer_version_is_told_with_what_it_means() {
    let place = Place::open(ALL, &[]).await;
    let notice = json!({"updateAvailable": {"latestVersion": "2026.10.1"}});
    place.hears("update.available", &notice).await;
    let words = place.house.words();
    for part in ["Version 2026.10.1 is available", "restarts the gateway", "openclaw update"] {
        assert!(words.contains(part), "{part} in: {words}");
    }
    place.hears("update.available", &json!({"updateAvailable": null})).await;
    assert!(!place.house.words().contains("is available"));
}

/// The page, and the gateway behind it.
struct Place {
    house: House,
    stores: Stores,
    gateway: Gateway,
    refusals: Rc<RefCell<BTreeMap<String, String>>>,
}

impl Place {
    /// `answers` stand for what the gateway would say otherwise.
    async fn open(scopes: &[Scope], answers: &[(&str, Value)]) -> Self {
        let answers: BTreeMap<String, Value> =
            answers.iter().map(|(method, answer)| ((*method).to_owned(), answer.clone())).collect();
        let refusals = Rc::new(RefCell::new(BTreeMap::<String, String>::new()));
        let refused = Rc::clone(&refusals);
        let gateway = Gateway::scripted(scopes, move |method, _| {
            if let Some(message) = refused.borrow().get(method) {
                return Err(CallError::Refused {
                    code: "INVALID_REQUEST".to_owned(),
                    message: message.clone(),
                    details: None,
                    retry_after_ms: None,
                });
            }
            Ok(answers.get(method).cloned().unwrap_or_else(|| usual(method)))
        });
        let (send, receive) = mpsc::channel();
        let behind = gateway.clone();
        let house = show(move || {
            let stores = Stores::around(StoredValue::new_local(behind));
            provide_context(stores);
            provide_context(Toasts::new());
            stores.deliver(Delivery::Phase(Phase::Connected));
            stores.deliver(Delivery::Hello(Rc::new(hello())));
            send.send(stores).unwrap();
            view! { <Router>{later(overview_page, ())}</Router> }
        });
        for _ in 0..3 {
            frame().await;
        }
        let stores = receive.recv().unwrap();
        drop(gateway.take_sent());
        Self { house, stores, gateway, refusals }
    }

    fn verdict(&self) -> String {
        self.house.see("status", "State of the gateway").inner_text().trim().to_owned()
    }

    async fn hears(&self, name: &str, payload: &Value) {
        let payload = to_raw_value(payload).unwrap();
        self.stores.deliver(Delivery::Event(Event::named(name, Some(&payload))));
        frame().await;
        frame().await;
    }

    fn refuses(&self, method: &str, message: &str) {
        self.refusals.borrow_mut().insert(method.to_owned(), message.to_owned());
    }

    /// What was done since the last look.
    fn deeds(&self) -> Vec<(String, Value)> {
        let is_deed = |method: &str| matches!(method, "wake" | "system-event" | "set-heartbeats");
        self.gateway.take_sent().into_iter().filter(|(method, _)| is_deed(method)).collect()
    }
}

fn hello() -> HelloOk {
    let mut hello = HelloOk { protocol: 4, ..HelloOk::default() };
    hello.server.version = Some("2026.9.6".to_owned());
    hello.snapshot.uptime_ms = Some(90_000);
    hello.snapshot.health = Some(usual("health"));
    hello.snapshot.presence = usual("system-presence").as_array().unwrap().clone();
    hello
}

fn usual(method: &str) -> Value {
    match method {
        "health" => json!({"ok": true, "ts": 1, "defaultAgentId": "main", "agents": [
            {"agentId": "main", "name": "Mira", "isDefault": true,
             "heartbeat": {"enabled": true, "every": "30m", "everyMs": 1_800_000}}]}),
        "system-presence" => json!([
            {"host": "harbour", "mode": "gateway", "reason": "self", "ts": 1},
            {"host": "openclaw-control-ui", "deviceId": "this-device", "roles": ["operator"],
             "reason": "connect", "ts": 1}]),
        "last-heartbeat" => Value::Null,
        "usage.cost" => json!({"totals": {"totalCost": 0.05, "totalTokens": 900, "input": 800,
            "output": 100, "missingCostEntries": 0}}),
        "set-heartbeats" => json!({"ok": true}),
        "wake" | "system-event" => json!({"ok": true}),
        "exec.approval.list" | "plugin.approval.list" => json!([]),
        _ => json!({}),
    }
}
