//! The channels page: what accounts tell in words, what is hidden, and what is asked before a deed.

use std::{cell::RefCell, rc::Rc, sync::mpsc};

use leptos::prelude::*;
use leptos_router::components::Router;
use quarterdeck::{
    features::channels::view::channels_page,
    gateway::{Delivery, Gateway, error::CallError, phase::Phase},
    protocol::{event::Event, method::Scope},
    store::Stores,
    ui::{later::later, toast::Toasts},
};
use serde_json::{Value, json, value::to_raw_value};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::house::{House, frame, kept, show};

const CODE: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=";

#[wasm_bindgen_test]
async fn an_error_stands_whole_with_its_time_and_the_next_step() {
    let error = format!("connect ECONNREFUSED {}", "and on ".repeat(200));
    let place = Place::open(json!({"signal": [
        {"accountId": "default", "running": false, "lastError": error, "lastStopAt": 1_795_180_628_310_u64},
    ]}))
    .await;
    let words = place.house.words();
    for part in ["In error", error.trim(), "Since", "The gateway cannot reach it"] {
        assert!(words.contains(part), "{part} in: {words}");
    }
}

#[wasm_bindgen_test]
async fn a_channel_of_tomorrow_tells_everything_but_its_secrets() {
    let place = Place::open(json!({"tincan": [
        {"accountId": "a", "running": "perhaps", "glow": "<b>warm</b>", "botToken": "never-shown",
            "lastError": "GET /bot123456789:AAAAAAAAAAAAAAAAAAAAAAAA/getMe"},
    ]}))
    .await;
    let summary = document().query_selector("details summary").unwrap().unwrap();
    wasm_bindgen::JsCast::unchecked_into::<web_sys::HtmlElement>(summary).click();
    frame().await;
    frame().await;
    let words = place.house.words();
    for part in ["glow", "<b>warm</b>", "running", "perhaps"] {
        assert!(words.contains(part), "{part} in: {words}");
    }
    let page = document().document_element().unwrap().outer_html();
    assert!(!page.contains("never-shown") && !page.contains("AAAAAAAA"), "{words}");
}

#[wasm_bindgen_test]
async fn what_is_not_set_up_takes_one_line_that_says_where() {
    let place =
        Place::open(json!({"slack": [{"accountId": "default", "configured": false}]})).await;
    let words = place.house.words();
    assert!(words.contains("Not set up") && words.contains("channels.slack"), "{words}");
    assert!(place.house.lacks("button", "Sign out"));
}

#[wasm_bindgen_test]
async fn an_account_that_breaks_and_heals_is_counted_and_told() {
    let place = Place::open(json!({"irc": [{"accountId": "a", "running": true}]})).await;
    assert_eq!(place.stores.channels.broken(), 0);
    place.now_tells(json!({"irc": [{"accountId": "a", "running": false, "lastError": "x"}]})).await;
    assert_eq!(place.stores.channels.broken(), 1);
    place.now_tells(json!({"irc": [{"accountId": "a", "running": false, "lastError": "y"}]})).await;
    place.now_tells(json!({"irc": [{"accountId": "a", "running": true}]})).await;
    let news: Vec<bool> =
        place.stores.channels.take_news().into_iter().map(|news| news.is_broken).collect();
    assert_eq!(news, [true, false]);
    assert!(place.stores.channels.take_news().is_empty());
}

#[wasm_bindgen_test]
async fn signing_out_is_asked_and_its_refusal_stands_at_the_account() {
    let place = Place::open(json!({"irc": [{"accountId": "a", "running": true}]})).await;
    place.house.press("button", "Sign out").await;
    let asked = place.house.see("dialog", "Sign out irc?").inner_text();
    assert!(asked.contains("Nothing is received or sent"), "{asked}");
    place.house.press("button", "Cancel").await;
    assert_eq!(place.sent("channels.logout"), Vec::<Value>::new());
}

#[wasm_bindgen_test]
async fn a_code_is_asked_for_and_one_that_ended_leaves_nothing() {
    let place = Place::open(json!({"whatsapp": [{"accountId": "default", "linked": false}]})).await;
    place.house.press("button", "Sign in by code").await;
    frame().await;
    frame().await;
    // The wait breaks off at once here: the picture is gone, and why is said.
    let said = place.house.see("dialog", "Sign in whatsapp").inner_text();
    assert!(said.contains("Signing in did not work"), "{said}");
    let page = document().document_element().unwrap().outer_html();
    assert!(!page.contains(CODE) && !kept().contains(CODE));
    let asked = place.sent("web.login.start");
    assert_eq!(asked[0]["accountId"], "default");
    assert_eq!(asked[0]["force"], false);
}

#[wasm_bindgen_test]
async fn without_admin_everything_is_seen_and_the_scope_is_named() {
    let told = json!({"irc": [{"accountId": "a", "running": true}]});
    let place = Place::with(&[Scope::Read], told).await;
    assert!(place.house.words().contains("operator.admin"));
    assert!(place.house.see("button", "Sign out").has_attribute("disabled"));
    assert!(!place.house.see("button", "Check all").has_attribute("disabled"));
}

/// The page, and the gateway behind it.
struct Place {
    house: House,
    stores: Stores,
    gateway: Gateway,
    told: Rc<RefCell<Value>>,
}

impl Place {
    async fn open(accounts: Value) -> Self {
        Self::with(&[Scope::Admin], accounts).await
    }

    async fn with(scopes: &[Scope], accounts: Value) -> Self {
        let told = Rc::new(RefCell::new(accounts));
        let tells = Rc::clone(&told);
        let gateway = Gateway::scripted(scopes, move |method, _| {
            Ok(match method {
                "channels.status" => json!({"channelAccounts": tells.borrow().clone()}),
                "web.login.start" => json!({"qrDataUrl": CODE, "message": "Scan"}),
                // Nobody scans it here.
                "web.login.wait" => return Err(CallError::Offline),
                _ => json!({}),
            })
        });
        let (send, receive) = mpsc::channel();
        let behind = gateway.clone();
        let house = show(move || {
            let stores = Stores::around(StoredValue::new_local(behind));
            provide_context(stores);
            provide_context(Toasts::new());
            stores.deliver(Delivery::Phase(Phase::Connected));
            send.send(stores).unwrap();
            view! { <Router>{later(channels_page, ())}</Router> }
        });
        frame().await;
        frame().await;
        let stores = receive.recv().unwrap();
        Self { house, stores, gateway, told }
    }

    /// The accounts have changed, and the gateway says so.
    async fn now_tells(&self, accounts: Value) {
        *self.told.borrow_mut() = accounts;
        let payload = to_raw_value(&json!({"ok": true})).unwrap();
        self.stores.deliver(Delivery::Event(Event::named("health", Some(&payload))));
        frame().await;
        frame().await;
    }

    fn sent(&self, method: &str) -> Vec<Value> {
        let sent = self.gateway.take_sent().into_iter();
        sent.filter(|(name, _)| name == method).map(|(_, params)| params).collect()
    }
}
