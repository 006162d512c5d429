//! The sessions page: many in one table of which few are drawn, found, chosen, opened, set, and dealt
//! with one after the other.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos_router::components::Router;
use quarterdeck::{
    features::sessions::view::sessions_page,
    gateway::{Delivery, Gateway, error::CallError, phase::Phase},
    platform::document::replace_address,
    protocol::method::Scope,
    store::Stores,
    ui::{later::later, toast::Toasts},
};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::house::{House, focused, frame, key, show};

#[wasm_bindgen_test]
async fn five_thousand_sessions_are_there_and_few_are_drawn() {
    let place = Place::open("/sessions").await;
    assert!(place.words().contains("5000 sessions"), "{}", place.words());
    let drawn = place.rows().len();
    assert!((10..80).contains(&drawn), "{drawn} rows are drawn");
    assert_eq!(place.grid().get_attribute("aria-rowcount").as_deref(), Some("5001"));
}

#[wasm_bindgen_test]
async fn a_search_narrows_at_each_key() {
    let place = Place::open("/sessions").await;
    place.search("job-4").await;
    assert!(place.words().contains("1111 of 5000"), "{}", place.words());
    place.search("job-4999").await;
    assert_eq!(place.titles(), ["cron:job-4999"]);
    place.search("job-4999 attic").await;
    assert!(place.words().contains("No session answers"), "{}", place.words());
    place.button("Clear filters").click();
    frame().await;
    assert!(place.words().contains("5000 sessions"));
}

#[wasm_bindgen_test]
async fn the_background_is_put_away_with_one_press_and_counted() {
    let place = Place::open("/sessions").await;
    place.house.press("button", "Hide background (4999)").await;
    assert_eq!(place.titles(), ["Desk"]);
    place.house.see("button", "Background hidden (4999)");
}

#[wasm_bindgen_test]
async fn an_address_says_how_to_look_and_what_is_open() {
    let place = Place::open("/sessions?q=desk&sort=title&open=agent%3Amain%3Amain").await;
    assert_eq!(place.titles(), ["Desk"]);
    let header = place.house.see("columnheader", "Title");
    assert_eq!(header.get_attribute("aria-sort").as_deref(), Some("ascending"));
    assert!(place.words().contains("Last messages") && place.words().contains("Good morning"));
    assert!(place.words().contains("cannot be deleted"), "the main session stays");
    assert!(place.house.lacks("button", "Delete"));
}

#[wasm_bindgen_test]
async fn a_refused_field_says_why_where_it_stands_and_keeps_what_was_typed() {
    let place = Place::open("/sessions?open=agent%3Amain%3Amain").await;
    place.house.write("Label", "Taken").await;
    place.house.press("button", "Save").await;
    frame().await;
    assert_eq!(place.sent("sessions.patch"), [json!({"key": "agent:main:main", "label": "Taken"})]);
    let entry = place.entry("label");
    assert!(entry.inner_text().contains("label already in use"), "{}", entry.inner_text());
    assert_eq!(place.house.written("Label"), "Taken");
    assert!(place.sent("sessions.patch").is_empty(), "it was sent once");
}

#[wasm_bindgen_test]
async fn a_field_is_inherited_again_by_null() {
    let place = Place::open("/sessions?open=agent%3Amain%3Amain").await;
    place.choose("Tool detail", "null").await;
    assert_eq!(
        place.sent("sessions.patch"),
        [json!({"key": "agent:main:main", "verboseLevel": null})]
    );
    place.choose("Thinking", "high").await;
    assert_eq!(
        place.sent("sessions.patch"),
        [json!({"key": "agent:main:main", "thinkingLevel": "high"})]
    );
}

#[wasm_bindgen_test]
async fn many_are_dealt_with_one_by_one_and_what_was_refused_can_be_tried_again() {
    let place = Place::open("/sessions?q=job-499").await;
    // 499 and 4990 to 4999.
    place.house.see("textbox", "Select all shown").click();
    frame().await;
    assert!(place.words().contains("11 selected"), "{}", place.words());
    place.house.press("button", "Delete").await;
    assert!(place.words().contains("Delete 11 sessions?"), "{}", place.words());
    let dialog = place.house.see("dialog", "Delete 11 sessions?");
    press_in(&dialog, "Delete").await;
    for _ in 0..30 {
        frame().await;
    }
    let sent = place.sent("sessions.delete");
    assert_eq!(sent.len(), 11);
    assert!(sent.iter().all(|params| params["deleteTranscript"] == true));
    let words = place.words();
    assert!(words.contains("10 sessions deleted.") && words.contains("1 was refused."), "{words}");
    assert!(words.contains("still active"), "{words}");
    place.house.press("button", "Try those again (1)").await;
    for _ in 0..5 {
        frame().await;
    }
    assert_eq!(place.sent("sessions.delete").len(), 1, "only the refused one");
}

#[wasm_bindgen_test]
async fn arrows_walk_through_rows_that_are_not_drawn_yet() {
    let place = Place::open("/sessions?sort=title").await;
    let first: HtmlElement =
        place.rows()[0].query_selector("[data-entrance]").unwrap().unwrap().dyn_into().unwrap();
    first.focus().unwrap();
    frame().await;
    assert!(focused().starts_with("cron:job-1"), "{}", focused());
    key("End").await;
    frame().await;
    assert_eq!(focused(), "Desk");
    key("Home").await;
    frame().await;
    assert!(focused().starts_with("cron:job-1"), "{}", focused());
}

#[wasm_bindgen_test]
async fn without_the_permission_deeds_are_shown_and_name_the_scope() {
    let place = Place::with(&[Scope::Read], "/sessions?open=agent%3Amain%3Amain").await;
    assert!(place.words().contains("operator.admin"), "{}", place.words());
    assert!(place.house.see("button", "Reset").has_attribute("disabled"));
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
    async fn open(path: &str) -> Self {
        Self::with(&[Scope::Admin], path).await
    }

    async fn with(scopes: &[Scope], path: &str) -> Self {
        let area = web_sys::window().unwrap().local_storage().unwrap().unwrap();
        area.remove_item("quarterdeck.sessions.look").unwrap();
        replace_address(path);
        let refused = Rc::new(Cell::new(false));
        let gateway =
            Gateway::scripted(scopes, move |method, params| answer(&refused, method, params));
        let behind = gateway.clone();
        let house = show(move || {
            let stores = Stores::around(StoredValue::new_local(behind));
            provide_context(stores);
            provide_context(Toasts::new());
            stores.deliver(Delivery::Phase(Phase::Connected));
            stores.deliver(Delivery::Resync);
            // Rows have a height only in a place that has one.
            view! { <Router><div style="height: 600px">{later(sessions_page, ())}</div></Router> }
        });
        for _ in 0..6 {
            frame().await;
        }
        drop(gateway.take_sent());
        Self { house, gateway }
    }

    fn words(&self) -> String {
        self.house.words()
    }

    fn grid(&self) -> HtmlElement {
        document().query_selector("[role=grid]").unwrap().unwrap().dyn_into().unwrap()
    }

    fn rows(&self) -> Vec<HtmlElement> {
        let rows = document().query_selector_all("[data-row]").unwrap();
        (0..rows.length()).map(|at| rows.get(at).unwrap().dyn_into().unwrap()).collect()
    }

    fn titles(&self) -> Vec<String> {
        let title = |row: HtmlElement| {
            row.query_selector("[data-entrance]").unwrap().unwrap().text_content().unwrap()
        };
        self.rows().into_iter().map(title).collect()
    }

    fn button(&self, name: &str) -> HtmlElement {
        let buttons = document().query_selector_all("button").unwrap();
        (0..buttons.length())
            .map(|at| buttons.get(at).unwrap().dyn_into::<HtmlElement>().unwrap())
            .find(|it| it.text_content().unwrap().trim() == name)
            .unwrap()
    }

    fn entry(&self, field: &str) -> HtmlElement {
        let selector = format!("[data-field='{field}']");
        document().query_selector(&selector).unwrap().unwrap().dyn_into().unwrap()
    }

    async fn search(&self, text: &str) {
        let field: HtmlInputElement =
            document().query_selector("[type=search]").unwrap().unwrap().dyn_into().unwrap();
        field.set_value(text);
        field.dispatch_event(&web_sys::Event::new("input").unwrap()).unwrap();
        frame().await;
    }

    async fn choose(&self, name: &str, value: &str) {
        let list = self.house.see("combobox", name);
        js_sys::Reflect::set(&list, &"value".into(), &value.into()).unwrap();
        list.dispatch_event(&web_sys::Event::new("change").unwrap()).unwrap();
        frame().await;
    }

    /// The parameters of calls of this method since the last look at any.
    fn sent(&self, wanted: &str) -> Vec<Value> {
        let sent = self.gateway.take_sent().into_iter();
        sent.filter(|(method, _)| method == wanted).map(|(_, params)| params).collect()
    }
}

async fn press_in(place: &HtmlElement, name: &str) {
    let buttons = place.query_selector_all("button").unwrap();
    let buttons = (0..buttons.length()).filter_map(|at| buttons.get(at));
    let button = buttons.into_iter().find(|it| it.text_content().as_deref() == Some(name)).unwrap();
    button.dyn_into::<HtmlElement>().unwrap().click();
    frame().await;
}

fn refusal(message: &str) -> CallError {
    CallError::Refused {
        code: "INVALID_REQUEST".to_owned(),
        message: message.to_owned(),
        details: None,
        retry_after_ms: None,
    }
}

/// One desk and 4999 jobs. Job 4995 is still active when it is first to be deleted.
fn answer(refused: &Rc<Cell<bool>>, method: &str, params: &Value) -> Result<Value, CallError> {
    Ok(match method {
        "sessions.list" if params["search"].is_string() => {
            json!({"sessions": [{"key": "agent:main:main", "label": "Desk", "verboseLevel": "full"}]})
        }
        "sessions.list" => {
            let from = params["offset"].as_u64().unwrap_or_default();
            let to = (from + params["limit"].as_u64().unwrap_or(5_000)).min(5_000);
            let row = |n: u64| match n {
                0 => {
                    json!({"key": "agent:main:main", "label": "Desk", "sessionId": "s", "updatedAt": 9_000_000})
                }
                n => {
                    json!({"key": format!("agent:main:cron:job-{n}"), "updatedAt": 5_000_000 - n, "sessionId": n.to_string()})
                }
            };
            json!({"sessions": (from..to).map(row).collect::<Vec<_>>()})
        }
        "sessions.preview" => json!({"previews": [{"key": "agent:main:main", "status": "ok",
            "items": [{"role": "user", "text": "Good morning"}]}]}),
        "sessions.patch" if params["label"] == "Taken" => {
            return Err(refusal("label already in use: Taken"));
        }
        "sessions.patch" => json!({"key": params["key"], "entry": {"sessionId": "s"}}),
        "sessions.delete"
            if params["key"] == "agent:main:cron:job-4995" && !refused.replace(true) =>
        {
            return Err(refusal(
                "Session agent:main:cron:job-4995 is still active; try again in a moment.",
            ));
        }
        "sessions.delete" => json!({"deleted": true, "archived": ["/s/x.jsonl.deleted"]}),
        _ => json!({}),
    })
}
