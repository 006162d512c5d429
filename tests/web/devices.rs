//! The devices page: who asks, in words; what may be done with whom, and what is asked before it.

use std::{cell::RefCell, rc::Rc, sync::mpsc};

use leptos::prelude::*;
use leptos_router::components::Router;
use quarterdeck::{
    features::devices::view::devices_page,
    gateway::{Delivery, Gateway, error::CallError, phase::Phase},
    protocol::{event::Event, method::Scope},
    store::Stores,
    ui::{later::later, toast::Toasts},
};
use serde_json::{Value, json, value::to_raw_value};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::house::{House, frame, kept, show};

const TOKEN: &str = "a-new-token-of-this-device";

#[wasm_bindgen_test]
async fn a_request_says_in_words_what_it_asks_for() {
    let place = Place::open(json!({"pending": [pi()]})).await;
    let words = place.house.words();
    for part in ["Workshop Pi", "New device", "be a node", "203.0.113.9", "11d4d1097114…"] {
        assert!(words.contains(part), "{part} in: {words}");
    }
    assert!(!words.contains("administer"), "{words}");
    place.house.press("button", "Approve").await;
    assert_eq!(place.sent(), [("device.pair.approve", json!({"requestId": "r-pi"}))]);
}

#[wasm_bindgen_test]
async fn who_asks_to_administer_is_approved_only_when_asked_again() {
    let place = Place::open(json!({"pending": [phone()]})).await;
    let words = place.house.words();
    for part in ["asks to administer", "read everything", "Known device"] {
        assert!(words.contains(part), "{part} in: {words}");
    }
    place.house.press("button", "Approve").await;
    assert_eq!(place.sent(), []);
    let question = place.house.see("dialog", "Let Phone administer this gateway?");
    let asked = question.inner_text();
    assert!(asked.contains("change every setting") && asked.contains("77232ea6"), "{asked}");
    place.house.press("button", "Cancel").await;
    assert_eq!(place.sent(), []);
    place.house.press("button", "Approve").await;
    place.house.press("button", "Approve as administrator").await;
    assert_eq!(place.sent(), [("device.pair.approve", json!({"requestId": "r-phone"}))]);
}

#[wasm_bindgen_test]
async fn a_question_about_a_request_goes_with_the_request() {
    let place = Place::open(json!({"pending": [phone()]})).await;
    place.house.press("button", "Approve").await;
    place.house.see("button", "Approve as administrator");
    // Asked anew with other wishes: another request, whatever its id.
    let mut other = phone();
    other["scopes"] = json!(["operator.admin", "operator.pairing"]);
    place.now_lists(json!({"pending": [other]})).await;
    assert!(place.house.lacks("button", "Approve as administrator"));
    assert_eq!(place.sent(), []);
}

#[wasm_bindgen_test]
async fn a_refusal_stands_at_the_request_and_one_answered_elsewhere_goes() {
    let place = Place::open(json!({"pending": [pi()]})).await;
    place.refuses("missing scope: operator.admin");
    place.house.press("button", "Reject").await;
    assert!(place.house.words_of("alert").contains("missing scope: operator.admin"));
    place.refuses("unknown requestId");
    place.lists(json!({}));
    place.house.press("button", "Reject").await;
    assert!(place.house.lacks("button", "Reject"));
    assert!(place.house.words().contains("No device asks to be let in"));
}

#[wasm_bindgen_test]
async fn a_new_token_is_shown_once_and_is_nowhere_afterwards() {
    let place = Place::open(json!({"paired": [this_browser()]})).await;
    assert!(place.house.words().contains("This device"));
    place.house.press("button", "Rotate").await;
    let question = place.house.see("dialog", "Rotate the token of Desk?").inner_text();
    assert!(question.contains("the browser you are using"), "{question}");
    let confirm = in_dialog(&place.house, "Rotate the token of Desk?", "Rotate");
    confirm.click();
    frame().await;
    frame().await;
    let shown = place.house.see("dialog", "New token of Desk").inner_text();
    assert!(shown.contains(TOKEN) && shown.contains("not be shown again"), "{shown}");
    place.house.press("button", "Done").await;
    let page = document().document_element().unwrap().outer_html();
    assert!(!page.contains(TOKEN) && !kept().contains(TOKEN));
    assert_eq!(place.sent()[0].0, "device.token.rotate");
}

#[wasm_bindgen_test]
async fn a_token_that_is_withheld_says_how_the_device_comes_back() {
    let place = Place::open(json!({"paired": [garage()]})).await;
    place.house.press("button", "Rotate").await;
    in_dialog(&place.house, "Rotate the token of Garage?", "Rotate").click();
    frame().await;
    frame().await;
    let said = place.house.see("dialog", "New token of Garage").inner_text();
    assert!(said.contains("only to the device itself") && !said.contains(TOKEN), "{said}");
}

#[wasm_bindgen_test]
async fn ones_own_device_is_named_before_it_is_revoked_or_removed() {
    let place = Place::open(json!({"paired": [this_browser()]})).await;
    for (verb, title) in [("Revoke", "Revoke the token of Desk?"), ("Remove", "Remove Desk?")] {
        place.house.press("button", verb).await;
        let question = place.house.see("dialog", title).inner_text();
        assert!(question.contains("signed out"), "{question}");
        place.house.press("button", "Cancel").await;
    }
    assert_eq!(place.sent(), []);
    place.house.press("button", "Remove").await;
    in_dialog(&place.house, "Remove Desk?", "Remove").click();
    frame().await;
    assert_eq!(place.sent()[0], ("device.pair.remove", json!({"deviceId": "this-device"})));
}

#[wasm_bindgen_test]
async fn a_thousand_devices_are_drawn_by_the_hundred_and_found_by_name() {
    let many: Vec<Value> = (0..1_000)
        .map(|n| json!({"deviceId": format!("d-{n:04}"), "displayName": format!("Device {n:04}")}))
        .collect();
    let place = Place::open(json!({"paired": many})).await;
    let drawn = || document().query_selector_all("[data-list=paired] > li").unwrap().length();
    assert_eq!(drawn(), 100);
    place.house.press("button", "Show 100 more").await;
    assert_eq!(drawn(), 200);
    place.house.write("Find a device", "device 0777").await;
    assert_eq!(drawn(), 1);
    place.house.write("Find a device", "nobody").await;
    assert!(place.house.words().contains("No paired device answers"));
}

#[wasm_bindgen_test]
async fn without_the_permission_the_page_names_it() {
    let place = Place::with(&[Scope::Read], json!({"pending": [pi()]})).await;
    let words = place.house.words();
    assert!(words.contains("operator.pairing") && !words.contains("Workshop Pi"), "{words}");
    assert_eq!(place.sent(), []);
}

fn pi() -> Value {
    json!({"requestId": "r-pi", "deviceId": "11d4d1097114e202d37e", "displayName": "Workshop Pi",
        "platform": "linux", "clientId": "node-host", "role": "node", "roles": ["node"],
        "scopes": [], "remoteIp": "203.0.113.9", "isRepair": false, "ts": 1_795_180_628_310_u64})
}

fn phone() -> Value {
    json!({"requestId": "r-phone", "deviceId": "77232ea6c3362284cd52", "displayName": "Phone",
        "role": "operator", "scopes": ["operator.read", "operator.admin"], "isRepair": true})
}

fn this_browser() -> Value {
    json!({"deviceId": "this-device", "displayName": "Desk", "role": "operator", "connected": true,
        "tokens": [{"role": "operator", "scopes": ["operator.admin"], "createdAtMs": 1}]})
}

fn garage() -> Value {
    json!({"deviceId": "d-garage", "displayName": "Garage", "role": "node",
        "tokens": [{"role": "node", "scopes": [], "createdAtMs": 1}]})
}

/// The page, and the gateway behind it.
struct Place {
    house: House,
    stores: Stores,
    gateway: Gateway,
    list: Rc<RefCell<Value>>,
    refusal: Rc<RefCell<Option<String>>>,
}

impl Place {
    async fn open(list: Value) -> Self {
        Self::with(&[Scope::Admin], list).await
    }

    async fn with(scopes: &[Scope], list: Value) -> Self {
        let list = Rc::new(RefCell::new(list));
        let refusal = Rc::new(RefCell::new(None::<String>));
        let (listed, refused) = (Rc::clone(&list), Rc::clone(&refusal));
        let gateway = Gateway::scripted(scopes, move |method, params| {
            if method == "device.pair.list" {
                return Ok(listed.borrow().clone());
            }
            if let Some(message) = refused.borrow().clone() {
                let code = "INVALID_REQUEST".to_owned();
                return Err(CallError::Refused {
                    code,
                    message,
                    details: None,
                    retry_after_ms: None,
                });
            }
            Ok(match method {
                "device.token.rotate" if params["deviceId"] == "this-device" => {
                    json!({"token": TOKEN, "scopes": ["operator.admin"]})
                }
                "device.pair.approve" => json!({"device": {"deviceId": "d"}}),
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
            view! { <Router>{later(devices_page, ())}</Router> }
        });
        frame().await;
        frame().await;
        let stores = receive.recv().unwrap();
        Self { house, stores, gateway, list, refusal }
    }

    fn lists(&self, list: Value) {
        *self.list.borrow_mut() = list;
    }

    /// The list has changed, and the gateway says so.
    async fn now_lists(&self, list: Value) {
        self.lists(list);
        let payload = to_raw_value(&json!({"requestId": "r-0", "decision": "rejected"})).unwrap();
        let event = Event::named("device.pair.resolved", Some(&payload));
        self.stores.deliver(Delivery::Event(event));
        frame().await;
        frame().await;
    }

    fn refuses(&self, message: &str) {
        *self.refusal.borrow_mut() = Some(message.to_owned());
    }

    /// What was sent since the last look, but for the reading of lists.
    fn sent(&self) -> Vec<(&'static str, Value)> {
        const DEEDS: [&str; 5] = [
            "device.pair.approve",
            "device.pair.reject",
            "device.pair.remove",
            "device.token.rotate",
            "device.token.revoke",
        ];
        let sent = self.gateway.take_sent().into_iter();
        sent.filter_map(|(method, params)| {
            DEEDS.into_iter().find(|deed| *deed == method).map(|deed| (deed, params))
        })
        .collect()
    }
}

/// The button of a dialog, where the page behind has one of the same name.
fn in_dialog(house: &House, title: &str, name: &str) -> HtmlElement {
    let buttons = house.see("dialog", title).query_selector_all("button").unwrap();
    (0..buttons.length())
        .filter_map(|at| buttons.get(at)?.dyn_into::<HtmlElement>().ok())
        .find(|button| button.inner_text().trim() == name)
        .unwrap()
}
