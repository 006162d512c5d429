//! The log page: what stands in it, what is looked for, and what is told when it cannot be read.

use std::{cell::RefCell, rc::Rc, sync::mpsc};

use leptos::prelude::*;
use quarterdeck::{
    features::logs::view::logs_page,
    gateway::{Delivery, Gateway, error::CallError, phase::Phase},
    protocol::method::Scope,
    store::Stores,
    ui::{later::later, toast::Toasts},
};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::house::{House, frame, settled, show};

fn line(level: &str, subsystem: &str, said: &str) -> String {
    let context = json!({ "subsystem": subsystem }).to_string();
    json!({
        "0": context, "1": said, "time": "2026-11-20T13:12:14.356+00:00",
        "_meta": { "logLevelName": level, "name": context },
    })
    .to_string()
}

#[wasm_bindgen_test]
async fn lines_are_taken_apart() {
    let place = Place::open(&[Scope::Read], lines()).await;
    let words = place.house.words();
    for part in ["gateway/ws", "hello from the socket", "Warning", "harbour", "plain text"] {
        assert!(words.contains(part), "{part} in: {words}");
    }
    assert!(words.contains("4 of 4 lines"), "{words}");
    place.house.see("log", "Gateway log");
}

#[wasm_bindgen_test]
async fn a_text_and_a_level_leave_out_lines() {
    let place = Place::open(&[Scope::Read], lines()).await;
    place.house.write("Filter", "HARBOUR").await;
    settled().await;
    assert!(place.house.words().contains("No line answers to this."), "{}", place.house.words());
    place.house.write("Filter", "tide").await;
    settled().await;
    let words = place.house.words();
    assert!(words.contains("2 of 4 lines") && !words.contains("plain text"), "{words}");
    place.house.press("button", "Error1").await;
    settled().await;
    assert!(place.house.words().contains("1 of 4 lines"), "{}", place.house.words());
    place.house.press("button", "Clear filters").await;
    settled().await;
    assert!(place.house.words().contains("4 of 4 lines"), "{}", place.house.words());
}

#[wasm_bindgen_test]
async fn a_secret_is_shown_only_when_asked_for() {
    let said = "calling with token=abc123def";
    let place = Place::open(&[Scope::Read], vec![line("INFO", "x", said)]).await;
    assert!(place.house.words().contains("token=••••••"), "{}", place.house.words());
    place.house.press("button", "View").await;
    place.house.press("menuitemradio", "Show").await;
    assert!(place.house.words().contains(said), "{}", place.house.words());
}

#[wasm_bindgen_test]
async fn a_bad_expression_is_told_and_changes_nothing() {
    let place = Place::open(&[Scope::Read], lines()).await;
    place.house.press("button", "Regular expression").await;
    place.house.write("Filter", "tide (").await;
    settled().await;
    let words = place.house.words();
    assert!(words.contains("This is no regular expression"), "{words}");
    assert!(words.contains("4 of 4 lines"), "{words}");
}

#[wasm_bindgen_test]
async fn the_gateway_is_asked_on_from_where_it_ended() {
    let place = Place::open(&[Scope::Read], lines()).await;
    let sent = place.gateway.take_sent();
    let (method, params) = sent.first().unwrap();
    assert_eq!(method, "logs.tail");
    assert_eq!(*params, json!({ "limit": 5000, "maxBytes": 1_000_000 }));
    // A gateway comes back: the page goes on where it was.
    place.stores.deliver(Delivery::Phase(Phase::Idle));
    frame().await;
    place.stores.deliver(Delivery::Phase(Phase::Connected));
    settled().await;
    let sent = place.gateway.take_sent();
    assert_eq!(sent.first().unwrap().1["cursor"], 1_000);
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_says_why() {
    let place = Place::open(&[Scope::Pairing], lines()).await;
    assert!(place.house.words().contains("operator.read"), "{}", place.house.words());
    let place = Place::refusing().await;
    assert!(place.house.words_of("alert").contains("log read failed"), "{}", place.house.words());
}

fn lines() -> Vec<String> {
    vec![
        line("INFO", "gateway/ws", "hello from the socket"),
        line("WARN", "harbour", "the tide turns"),
        line("ERROR", "harbour", "the tide has gone"),
        "plain text".to_owned(),
    ]
}

/// The page, and the gateway behind it.
struct Place {
    house: House,
    stores: Stores,
    gateway: Gateway,
}

impl Place {
    async fn open(scopes: &[Scope], lines: Vec<String>) -> Self {
        let lines = Rc::new(RefCell::new(lines));
        Self::with(scopes, move |params| {
            let lines = match params["cursor"].as_u64() {
                None => lines.borrow().clone(),
                Some(_) => Vec::new(),
            };
            Ok(json!({
                "file": "/log/openclaw.log", "cursor": 1_000, "size": 1_000, "lines": lines,
                "truncated": false, "reset": false,
            }))
        })
        .await
    }

    async fn refusing() -> Self {
        Self::with(&[Scope::Read], |_| {
            Err(CallError::Refused {
                code: "UNAVAILABLE".to_owned(),
                message: "log read failed: Error: EACCES".to_owned(),
                details: None,
                retry_after_ms: None,
            })
        })
        .await
    }

    async fn with(
        scopes: &[Scope],
        answer: impl Fn(&Value) -> Result<Value, CallError> + 'static,
    ) -> Self {
        let gateway = Gateway::scripted(scopes, move |method, params| match method {
            "logs.tail" => answer(params),
            _ => Ok(json!({})),
        });
        let (send, receive) = mpsc::channel();
        let behind = gateway.clone();
        let house = show(move || {
            let stores = Stores::around(StoredValue::new_local(behind));
            provide_context(stores);
            provide_context(Toasts::new());
            stores.deliver(Delivery::Phase(Phase::Connected));
            send.send(stores).unwrap();
            let tall = "height: 600px; display: grid";
            view! { <div style=tall>{later(logs_page, ())}</div> }
        });
        settled().await;
        Self { house, stores: receive.recv().unwrap(), gateway }
    }
}
