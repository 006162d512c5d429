//! The page Debug: calls by name with a form and JSON beside it, what is asked about first, answers as
//! trees, and wizards step by step.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos_router::components::Router;
use quarterdeck::{
    features::debug::view::debug_page,
    gateway::{Delivery, Gateway, error::CallError, phase::Phase},
    platform::document::replace_address,
    protocol::method::Scope,
    store::Stores,
    ui::{later::later, toast::Toasts},
};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::house::{House, frame, show};

#[wasm_bindgen_test]
async fn the_form_writes_into_the_json_and_what_is_sent_is_what_stands_there() {
    let place = Place::open("?tab=calls&method=chat.history", &[Scope::Admin]).await;
    let words = place.house.words();
    for part in ["Only reads", "operator.read: granted", "Used by: Chat"] {
        assert!(words.contains(part), "{part} in: {words}");
    }
    place.house.write("limit (optional)", "7").await;
    place.house.write("sessionKey", "agent:main:desk").await;
    frame().await;
    place.house.press("button", "Call").await;
    frame().await;
    assert_eq!(place.sent("chat.history"), [json!({"sessionKey": "agent:main:desk", "limit": 7})]);
    assert!(place.house.words().contains("Answered"), "{}", place.house.words());
    assert!(place.house.words().contains("messages"), "{}", place.house.words());
}

#[wasm_bindgen_test]
async fn what_cannot_be_taken_back_is_asked_about_first() {
    let place = Place::open("?tab=calls&method=sessions.delete", &[Scope::Admin]).await;
    place.house.write("key", "agent:main:desk").await;
    place.house.press("button", "Call").await;
    assert!(place.sent("sessions.delete").is_empty(), "not before it is confirmed");
    assert!(place.house.words().contains("cannot be brought back"), "{}", place.house.words());
    place.house.press("button", "Cancel").await;
    assert!(place.sent("sessions.delete").is_empty());
}

#[wasm_bindgen_test]
async fn what_is_not_granted_is_said_and_not_sent() {
    let place = Place::open("?tab=calls&method=config.set", &[Scope::Read]).await;
    assert!(place.house.words().contains("operator.admin: not granted"));
    assert!(place.house.see("button", "Call").has_attribute("disabled"));
}

#[wasm_bindgen_test]
async fn a_refusal_stands_in_the_words_of_the_gateway() {
    let place = Place::open("?tab=calls&method=node.describe", &[Scope::Admin]).await;
    place.house.press("button", "Call").await;
    frame().await;
    let words = place.house.words();
    assert!(words.contains("unknown nodeId") && words.contains("Refused"), "{words}");
}

#[wasm_bindgen_test]
async fn secrets_of_an_answer_are_out_of_sight_until_one_asks() {
    let place = Place::open("?tab=calls&method=status", &[Scope::Admin]).await;
    place.house.press("button", "Call").await;
    frame().await;
    assert!(!place.house.words().contains("hidden-value-1234"), "{}", place.house.words());
    place.house.press("button", "Show what is masked").await;
    assert!(place.house.words().contains("hidden-value-1234"), "{}", place.house.words());
}

#[wasm_bindgen_test]
async fn a_wizard_is_gone_through_and_found_again() {
    let place = Place::open("?tab=wizard", &[Scope::Admin]).await;
    place.house.press("button", "Start").await;
    place.house.press_last("button", "Start").await;
    frame().await;
    assert!(place.house.words().contains("Where does it run?"), "{}", place.house.words());
    place.house.press("button", "Continue").await;
    frame().await;
    assert_eq!(
        place.sent("wizard.next"),
        [json!({"sessionId": "w-1", "answer": {"stepId": "s-1", "value": {"deep": true}}})]
    );
    assert!(place.house.words().contains("Proceed?"), "{}", place.house.words());
    drop(place);
    // As after a reload: the session is known to this tab.
    let place = Place::again("?tab=wizard").await;
    assert_eq!(place.sent("wizard.status"), [json!({"sessionId": "w-1"})]);
    assert!(place.house.words().contains("Proceed?"), "{}", place.house.words());
    place.house.press("button", "Cancel the wizard").await;
    frame().await;
    assert_eq!(place.sent("wizard.cancel"), [json!({"sessionId": "w-1"})]);
    assert!(place.house.words().contains("was cancelled"), "{}", place.house.words());
}

struct Place {
    house: House,
    gateway: Gateway,
}

impl Drop for Place {
    fn drop(&mut self) {
        replace_address("/");
    }
}

impl Place {
    async fn open(query: &str, scopes: &[Scope]) -> Self {
        let window = web_sys::window().unwrap();
        window.session_storage().unwrap().unwrap().clear().unwrap();
        Self::with(query, scopes, false).await
    }

    async fn again(query: &str) -> Self {
        Self::with(query, &[Scope::Admin], true).await
    }

    async fn with(query: &str, scopes: &[Scope], is_begun: bool) -> Self {
        replace_address(&format!("/debug{query}"));
        let begun = Rc::new(Cell::new(is_begun));
        let gateway =
            Gateway::scripted(scopes, move |method, params| answer(&begun, method, params));
        let behind = gateway.clone();
        let house = show(move || {
            let stores = Stores::around(StoredValue::new_local(behind));
            provide_context(stores);
            provide_context(Toasts::new());
            stores.deliver(Delivery::Phase(Phase::Connected));
            view! { <Router>{later(debug_page, ())}</Router> }
        });
        for _ in 0..4 {
            frame().await;
        }
        Self { house, gateway }
    }

    /// The parameters of calls of this method since the last look at any.
    fn sent(&self, wanted: &str) -> Vec<Value> {
        let sent = self.gateway.take_sent().into_iter();
        sent.filter(|(method, _)| method == wanted).map(|(_, params)| params).collect()
    }
}

fn answer(begun: &Cell<bool>, method: &str, params: &Value) -> Result<Value, CallError> {
    let confirm = json!({"id": "s-2", "type": "confirm", "message": "Proceed?"});
    Ok(match method {
        "chat.history" => json!({"messages": []}),
        "status" => json!({"deviceToken": "hidden-value-1234"}),
        "node.describe" => {
            return Err(CallError::Refused {
                code: "INVALID_REQUEST".to_owned(),
                message: "unknown nodeId".to_owned(),
                details: None,
                retry_after_ms: None,
            });
        }
        "wizard.start" => {
            begun.set(true);
            json!({"sessionId": "w-1", "done": false, "status": "running", "step": {
                "id": "s-1", "type": "select", "message": "Where does it run?", "initialValue": {"deep": true},
                "options": [{"value": "a", "label": "Here"}, {"value": {"deep": true}, "label": "There"}]}})
        }
        "wizard.next" if params.get("answer").is_none() || params["answer"]["stepId"] == "s-1" => {
            json!({"done": false, "status": "running", "step": confirm})
        }
        "wizard.status" if begun.get() => json!({"status": "running"}),
        "wizard.cancel" => json!({"status": "cancelled", "error": "cancelled"}),
        _ => json!({}),
    })
}
