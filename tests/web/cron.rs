//! The page of jobs: what is wrong is said at its field, what is typed stays, only what was touched is
//! sent, and what the gateway tells is seen.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::mpsc,
};

use leptos::prelude::*;
use leptos_router::components::Router;
use quarterdeck::{
    features::cron::view::cron_page,
    gateway::{Delivery, Gateway, error::CallError, phase::Phase},
    protocol::{event::Event, method::Scope},
    store::Stores,
    ui::{later::later, toast::Toasts},
};
use serde_json::{Value, json, value::to_raw_value};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::house::{House, frame, show};

fn job(id: &str, name: &str) -> Value {
    json!({
        "id": id, "name": name, "enabled": true, "note": "of nobody here",
        "schedule": {"kind": "every", "everyMs": 3_600_000, "anchorMs": 5},
        "sessionTarget": "isolated", "wakeMode": "now",
        "payload": {"kind": "agentTurn", "message": "Look"},
        "delivery": {"mode": "none"},
        "state": {"nextRunAtMs": 4_000_000_000_000_u64},
    })
}

#[wasm_bindgen_test]
async fn jobs_are_listed_and_events_are_seen_without_the_list_being_read() {
    let place = Place::open(&[Scope::Admin], json!([job("a", "Tide"), job("b", "Report")])).await;
    let words = place.house.words();
    for part in ["Tide", "Report", "Every hour", "2 jobs"] {
        assert!(words.contains(part), "{part} in: {words}");
    }
    place.tells(json!({"jobId": "a", "action": "started", "runAtMs": 5})).await;
    assert!(place.house.words().contains("running, began"), "{}", place.house.words());
    let ended = json!({"jobId": "a", "action": "finished", "status": "error", "error": "no model",
        "runAtMs": 5, "durationMs": 7, "nextRunAtMs": 4_000_000_000_000_u64});
    place.tells(ended).await;
    assert!(place.house.words().contains("Failed"), "{}", place.house.words());
    place.tells(json!({"jobId": "b", "action": "removed"})).await;
    assert!(!place.house.words().contains("Report"));
    assert_eq!(place.sent(), [], "nothing was asked for");
}

#[wasm_bindgen_test]
async fn what_is_wrong_stands_at_its_field_and_nothing_is_sent() {
    let place = Place::open(&[Scope::Admin], json!([job("a", "Tide")])).await;
    place.house.press("button", "New job").await;
    place.type_into("Cron expression", "0 25 * * *").await;
    let field = place.field("Cron expression");
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
    let note = document().get_element_by_id(&field.get_attribute("aria-describedby").unwrap());
    let note = note.unwrap().text_content().unwrap();
    assert!(note.contains("does not understand this part: hour"), "{note}");
    place.house.press("button", "Save").await;
    assert_eq!(place.sent(), []);
    assert!(place.house.words().contains("This cannot be empty."));
}

#[wasm_bindgen_test]
async fn a_refusal_leaves_what_is_typed_and_only_what_was_touched_is_sent() {
    let place = Place::half_written().await;
    *place.refusal.borrow_mut() = Some("not now".to_owned());
    place.house.press("button", "Save").await;
    frame().await;
    assert!(place.house.words().contains("not now"), "{}", place.house.words());
    assert_eq!(place.typed("Message"), "Look twice");
    let patch =
        json!({"id": "a", "patch": {"payload": {"kind": "agentTurn", "message": "Look twice"}}});
    assert_eq!(place.sent(), [("cron.update".to_owned(), patch)]);
}

#[wasm_bindgen_test]
async fn a_save_that_is_answered_within_the_frame_closes_what_was_written() {
    let place = Place::half_written().await;
    let accidents = Rc::new(Cell::new(0));
    let seen = Rc::clone(&accidents);
    let watch = window_event_listener(leptos::ev::error, move |_| seen.set(seen.get() + 1));
    place.house.press("button", "Save").await;
    frame().await;
    frame().await;
    watch.remove();
    assert_eq!(accidents.get(), 0, "what waited for the frame found the form gone");
    assert!(document().query_selector("form.job_form").unwrap().is_none());
    place.house.press("button", "Edit").await;
    assert_eq!(place.typed("Message"), "Look");
}

#[wasm_bindgen_test]
async fn who_may_only_read_is_told_what_is_lacking() {
    let place = Place::open(&[Scope::Read], json!([job("a", "Tide")])).await;
    let words = place.house.words();
    assert!(words.contains("operator.admin"), "{words}");
    place.house.press("button", "Tide").await;
    let run = place.house.see("button", "Run now");
    assert!(run.has_attribute("disabled"));
}

struct Place {
    house: House,
    stores: Stores,
    gateway: Gateway,
    refusal: Rc<RefCell<Option<String>>>,
}

impl Place {
    async fn open(scopes: &[Scope], jobs: Value) -> Self {
        let refusal = Rc::new(RefCell::new(None::<String>));
        let refused = Rc::clone(&refusal);
        let gateway = Gateway::scripted(scopes, move |method, _| match method {
            "cron.list" => Ok(json!({"jobs": jobs.clone()})),
            "cron.status" => Ok(json!({"enabled": true, "jobs": 2, "nextWakeAtMs": null})),
            "cron.runs" => Ok(json!({"entries": []})),
            "cron.update" | "cron.add" | "cron.run" => match refused.borrow().clone() {
                Some(message) => Err(CallError::Refused {
                    code: "UNAVAILABLE".to_owned(),
                    message,
                    details: None,
                    retry_after_ms: None,
                }),
                None => Ok(jobs[0].clone()),
            },
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
            view! { <Router><div style="height: 600px">{later(cron_page, ())}</div></Router> }
        });
        for _ in 0..4 {
            frame().await;
        }
        let place = Self { house, stores: receive.recv().unwrap(), gateway, refusal };
        let _read = place.sent();
        place
    }

    /// The one job there is gets another message, which is not saved yet.
    async fn half_written() -> Self {
        let place = Self::open(&[Scope::Admin], json!([job("a", "Tide")])).await;
        place.house.press("button", "Tide").await;
        place.house.press("button", "Edit").await;
        place.type_into("Message", "Look twice").await;
        place
    }

    async fn tells(&self, event: Value) {
        let payload = to_raw_value(&event).unwrap();
        self.stores.deliver(Delivery::Event(Event::named("cron", Some(&payload))));
        frame().await;
        frame().await;
    }

    fn field(&self, label: &str) -> HtmlElement {
        let labels = document().query_selector_all("form.job_form label").unwrap();
        let named = (0..labels.length()).filter_map(|at| labels.get(at)).find_map(|it| {
            let it: HtmlElement = it.dyn_into().ok()?;
            (it.text_content()?.trim() == label).then(|| it.get_attribute("for")).flatten()
        });
        let named = named.unwrap_or_else(|| panic!("no field {label}"));
        document().get_element_by_id(&named).unwrap().dyn_into().unwrap()
    }

    async fn type_into(&self, label: &str, text: &str) {
        let field = self.field(label);
        match field.dyn_ref::<HtmlInputElement>() {
            Some(input) => input.set_value(text),
            None => field.unchecked_ref::<web_sys::HtmlTextAreaElement>().set_value(text),
        }
        let event = web_sys::Event::new("input").unwrap();
        event.init_event_with_bubbles("input", true);
        field.dispatch_event(&event).unwrap();
        frame().await;
    }

    fn typed(&self, label: &str) -> String {
        self.field(label).unchecked_ref::<web_sys::HtmlTextAreaElement>().value()
    }

    /// What was sent since the last look, but for the reading of jobs.
    fn sent(&self) -> Vec<(String, Value)> {
        let sent = self.gateway.take_sent().into_iter();
        sent.filter(|(method, _)| {
            method.starts_with("cron.") && !matches!(method.as_str(), "cron.status" | "cron.runs")
        })
        .collect()
    }
}
