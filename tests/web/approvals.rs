//! The dialog over every page: an answer goes to the question on screen and to no other.

use leptos::prelude::*;
use leptos_router::components::Router;
use quarterdeck::{
    features::approvals::dialog::asking,
    gateway::{Delivery, Gateway, error::CallError},
    protocol::{event::Event, method::Scope},
    store::Stores,
    ui::later::later,
};
use serde_json::{Value, json, value::to_raw_value};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::house::{House, frame, show};

struct Desk {
    house: House,
    stores: Stores,
    gateway: Gateway,
}

async fn open(answer: impl Fn(&str, &Value) -> Result<Value, CallError> + 'static) -> Desk {
    let gateway = Gateway::scripted(&[Scope::Approvals], answer);
    let (send, receive) = std::sync::mpsc::channel();
    let line = gateway.clone();
    let house = show(move || {
        let stores = Stores::around(StoredValue::new_local(line));
        send.send(stores).unwrap();
        provide_context(stores);
        view! { <Router>{later(asking, stores)}</Router> }
    });
    frame().await;
    Desk { house, stores: receive.recv().unwrap(), gateway }
}

impl Desk {
    fn hear(&self, name: &str, payload: Value) {
        let payload = to_raw_value(&payload).unwrap();
        self.stores.deliver(Delivery::Event(Event::named(name, Some(&payload))));
    }

    async fn asks(&self, id: &str, command: &str, time_ms: u64) {
        self.hear(
            "exec.approval.requested",
            json!({
                "id": id,
                "request": { "command": command, "agentId": "main", "resolvedPath": "/usr/bin/x" },
                "createdAtMs": 1_000, "expiresAtMs": 1_000 + time_ms,
            }),
        );
        frame().await;
    }

    /// The buttons rest for a moment when a question comes.
    async fn can_answer(&self) {
        for _ in 0..600 {
            if self.house.see("button", "Deny").get_attribute("aria-disabled").is_none() {
                return;
            }
            frame().await;
        }
        panic!("the answers never wake up");
    }

    fn answers(&self) -> Vec<Value> {
        let sent = self.gateway.take_sent().into_iter();
        sent.filter(|(method, _)| method == "exec.approval.resolve").map(|(_, it)| it).collect()
    }
}

fn yes(_: &str, _: &Value) -> Result<Value, CallError> {
    Ok(json!({ "ok": true }))
}

#[wasm_bindgen_test]
async fn a_question_shows_its_whole_command_with_nothing_hidden() {
    let desk = open(yes).await;
    desk.asks("a", "rm -rf x \u{202e}txt", 60_000).await;
    let text = desk.house.words();
    assert!(text.contains("Approval needed") && text.contains("rm -rf x U+202Etxt"), "{text}");
    assert!(text.contains("Deletes or overwrites") && text.contains("cannot be seen"), "{text}");
    assert!(text.contains("1:00 left"), "{text}");
}

#[wasm_bindgen_test]
async fn a_click_goes_to_the_question_that_was_read() {
    let desk = open(yes).await;
    desk.asks("read", "ls", 60_000).await;
    desk.can_answer().await;
    desk.asks("urgent", "rm -rf /", 5_000).await;
    desk.house.press("button", "Allow once").await;
    assert_eq!(desk.answers(), [json!({ "id": "read", "decision": "allow-once" })]);
}

#[wasm_bindgen_test]
async fn a_second_press_does_not_reach_the_question_that_came_up() {
    let desk = open(yes).await;
    desk.asks("one", "ls", 5_000).await;
    desk.asks("two", "rm -rf /", 60_000).await;
    desk.can_answer().await;
    desk.house.press("button", "Allow once").await;
    desk.house.press("button", "Allow once").await;
    assert_eq!(desk.answers(), [json!({ "id": "one", "decision": "allow-once" })]);
    assert!(desk.house.words().contains("rm -rf /"), "the next question is on screen");
    desk.can_answer().await;
    desk.house.press("button", "Deny").await;
    assert_eq!(desk.answers(), [json!({ "id": "two", "decision": "deny" })]);
}

#[wasm_bindgen_test]
async fn an_answer_from_elsewhere_is_told_in_place() {
    let desk = open(yes).await;
    desk.asks("one", "ls", 60_000).await;
    desk.hear(
        "exec.approval.resolved",
        json!({ "id": "one", "decision": "deny", "resolvedBy": "phone" }),
    );
    frame().await;
    assert!(desk.house.words().contains("Denied, by phone"), "{}", desk.house.words());
    desk.house.press("button", "Close").await;
    assert!(!desk.house.words().contains("Approval needed"));
}

#[wasm_bindgen_test]
async fn an_answer_that_fails_can_be_given_again() {
    let desk = open(|_, _| {
        Err(CallError::Refused {
            code: "UNAVAILABLE".to_owned(),
            message: "busy".to_owned(),
            details: None,
            retry_after_ms: None,
        })
    })
    .await;
    desk.asks("one", "ls", 60_000).await;
    desk.can_answer().await;
    desk.house.press("button", "Deny").await;
    frame().await;
    assert!(desk.house.words().contains("You can answer again"), "{}", desk.house.words());
    desk.house.press("button", "Deny").await;
    assert_eq!(desk.answers().len(), 2);
}
