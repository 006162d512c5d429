//! The frame of the configuration page on a gateway that answers from a script, with the schemas of real
//! gateways. The validator is no part of this: journeys show it at work.

use leptos::prelude::*;
use leptos_router::components::Router;
use quarterdeck::{
    features::config::view::config_page,
    gateway::{Delivery, Gateway, error::CallError, phase::Phase},
    platform::document::replace_address,
    protocol::method::Scope,
    store::Stores,
    ui::{later::later, toast::Toasts},
};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::house::{House, focused, frame, key, show};

const SMALL: &str = include_str!("../gateway/schemas/2026.2.6-3.json");
const LARGE: &str = include_str!("../gateway/schemas/2026.9.6.json");

fn config() -> Value {
    json!({
        "gateway": {"port": 18_789, "mode": "local", "auth": {"mode": "token"}},
        "agents": {"defaults": {"workspace": "/srv/harbour"}, "list": [{"id": "main"}]},
        "logging": {"level": "info"},
    })
}

fn snapshot() -> Value {
    let config = config();
    json!({"path": "/srv/openclaw.json", "exists": true, "valid": true, "hash": "1",
        "raw": config.to_string(), "parsed": config, "sourceConfig": config, "config": config,
        "issues": [], "warnings": [], "legacyIssues": []})
}

fn merged(mut one: Value, other: Value) -> Value {
    for (key, value) in other.as_object().unwrap() {
        one[key] = value.clone();
    }
    one
}

#[wasm_bindgen_test]
async fn the_page_opens_with_the_first_part_that_is_set() {
    let place = Place::open("").await;
    let sections = place.house.see("navigation", "Sections").inner_text();
    for part in ["Gateway", "Agents", "Logging", "Skills"] {
        assert!(sections.contains(part), "{part} in: {sections}");
    }
    let gateway = place.section("Gateway");
    assert_eq!(gateway.get_attribute("aria-current").as_deref(), Some("true"));
    assert!(gateway.text_content().unwrap().contains("3 set"), "{}", gateway.inner_text());
    assert!(!place.house.lacks("heading", "Gateway"));
    assert!(!place.house.lacks("tab", "Raw") && !place.house.lacks("tab", "Update"));
}

#[wasm_bindgen_test]
async fn a_part_is_gone_to_and_told_in_the_address() {
    let place = Place::open("").await;
    place.section("Logging").click();
    place.settle().await;
    assert!(!place.house.lacks("heading", "Logging"));
    assert!(address().ends_with("?at=/logging"), "{}", address());
}

#[wasm_bindgen_test]
async fn an_address_leads_to_a_setting_and_gives_it_the_keyboard() {
    let place = Place::open("?at=/gateway/port").await;
    assert!(!place.house.lacks("heading", "Gateway"));
    assert_eq!(focused(), "Port");
    assert_eq!(place.section("Gateway").get_attribute("aria-current").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn a_place_that_does_not_exist_says_so_and_shows_the_nearest() {
    let place = Place::open("?at=/gateway/attic/floor").await;
    assert!(place.house.words().contains("There is no setting gateway.attic.floor here"));
    assert!(!place.house.lacks("heading", "Gateway"));
}

#[wasm_bindgen_test]
async fn a_deep_place_has_the_way_up() {
    let place = Place::open("?at=/agents/list/0").await;
    let trail = place.house.see("navigation", "Where this stands").inner_text();
    assert!(trail.contains("Agents"), "{trail}");
    place.link_in("Where this stands", "Agents").click();
    place.settle().await;
    assert!(!place.house.lacks("heading", "Agents"));
}

#[wasm_bindgen_test]
async fn what_is_looked_for_is_found_and_gone_to_by_the_keyboard() {
    let place = Place::open("").await;
    place.house.write("Search settings", "log level").await;
    let results = place.house.words();
    assert!(results.contains("logging.level") && results.contains("found"), "{results}");
    place.house.see("textbox", "Search settings").focus().unwrap();
    key("Enter").await;
    place.settle().await;
    assert!(!place.house.lacks("heading", "Logging"));
    assert_eq!(place.house.written("Search settings"), "");
    assert!(address().contains("at=/logging/"), "{}", address());
}

#[wasm_bindgen_test]
async fn values_are_found_and_what_is_not_there_is_said() {
    let place = Place::open("").await;
    place.house.write("Search settings", "harbour").await;
    assert!(place.house.words().contains("agents.defaults.workspace"));
    place.house.write("Search settings", "nowhere at all").await;
    assert!(place.house.words().contains("No setting was found."));
    place.house.press("button", "Clear the search").await;
    assert!(!place.house.lacks("heading", "Gateway"));
}

#[wasm_bindgen_test]
async fn only_what_is_set_is_shown_on_request() {
    let place = Place::open("").await;
    assert!(place.sections().iter().any(|it| it.starts_with("Skills")));
    place.house.press("button", "Set").await;
    place.settle().await;
    let sections = place.sections();
    assert_eq!(sections.len(), 3, "{sections:?}");
    place.house.press("button", "Changed").await;
    place.settle().await;
    assert!(place.house.words().contains("Nothing is changed here."));
}

#[wasm_bindgen_test]
async fn what_the_gateway_complains_of_is_listed_and_leads_there() {
    let complaint = json!({"issues": [], "warnings": [
        {"path": "logging.level", "message": "too quiet for a harbour"}]});
    let place = Place::with("", SMALL, merged(snapshot(), complaint), |_| false).await;
    assert!(place.house.words().contains("1 warning"));
    assert!(place.section("Logging").text_content().unwrap().contains("1 problem"));
    let summary = place.root().query_selector("details.faults").unwrap().unwrap();
    summary.set_attribute("open", "").unwrap();
    frame().await;
    assert!(place.house.words().contains("too quiet for a harbour"));
    place.press_containing("Logging ›").await;
    assert!(!place.house.lacks("heading", "Logging"));
}

#[wasm_bindgen_test]
async fn without_a_schema_the_form_is_made_of_what_stands_there() {
    let place = Place::with("", SMALL, snapshot(), |method| method == "config.schema").await;
    let words = place.house.words();
    assert!(words.contains("The gateway did not tell what its settings are"), "{words}");
    assert_eq!(place.sections().len(), 3);
}

#[wasm_bindgen_test]
async fn a_configuration_that_cannot_be_read_says_why_and_can_be_asked_for_again() {
    let place = Place::with("", SMALL, snapshot(), |method| method == "config.get").await;
    assert!(place.house.words_of("alert").contains("the disk is gone"));
    assert!(!place.house.lacks("button", "Try again"));
}

#[wasm_bindgen_test]
async fn a_file_that_the_gateway_refuses_leads_to_its_text() {
    let invalid = json!({"valid": false, "issues": [{"path": "", "message": "no JSON at all"}]});
    let place = Place::with("", SMALL, merged(snapshot(), invalid), |_| false).await;
    assert!(place.house.words().contains("The gateway does not accept its own file"));
    place.house.press("button", "Open Raw").await;
    place.settle().await;
    assert_eq!(
        place.house.see("tab", "Raw").get_attribute("aria-selected").as_deref(),
        Some("true")
    );
    assert!(address().contains("tab=raw"), "{}", address());
}

#[wasm_bindgen_test]
async fn tabs_are_gone_through_by_arrows() {
    let place = Place::open("").await;
    place.house.see("tab", "Form").focus().unwrap();
    key("ArrowLeft").await;
    place.settle().await;
    assert_eq!(focused(), "Update");
    key("Home").await;
    place.settle().await;
    assert_eq!(focused(), "Form");
    assert!(!place.house.lacks("navigation", "Sections"));
}

#[wasm_bindgen_test]
async fn without_the_scope_nothing_is_asked() {
    let place = Place::scoped("", SMALL, snapshot(), &[Scope::Pairing], |_| false).await;
    assert!(place.house.words().contains("needs the scope operator.read"));
    assert!(place.house.lacks("navigation", "Sections"));
}

#[wasm_bindgen_test]
async fn the_largest_schema_stays_small_on_the_page() {
    let place = Place::with("?at=/channels", LARGE, snapshot(), |_| false).await;
    for part in ["/channels", "/agents/defaults", "/plugins/entries", "/tools"] {
        place.go(part).await;
        let nodes = place.nodes();
        assert!(nodes < 2_600, "{part}: {nodes} nodes");
    }
}

fn address() -> String {
    let location = web_sys::window().unwrap().location();
    format!("{}{}", location.pathname().unwrap(), location.search().unwrap())
}

struct Place {
    house: House,
}

impl Place {
    async fn open(query: &str) -> Self {
        Self::with(query, SMALL, snapshot(), |_| false).await
    }

    async fn with(
        query: &str,
        schema: &'static str,
        snapshot: Value,
        fails: impl Fn(&str) -> bool + 'static,
    ) -> Self {
        Self::scoped(query, schema, snapshot, &[Scope::Admin], fails).await
    }

    async fn scoped(
        query: &str,
        schema: &'static str,
        snapshot: Value,
        scopes: &[Scope],
        fails: impl Fn(&str) -> bool + 'static,
    ) -> Self {
        replace_address(if query.is_empty() { "?" } else { query });
        let answer = move |method: &str, _: &Value| {
            if fails(method) {
                return Err(CallError::Refused {
                    code: "UNAVAILABLE".to_owned(),
                    message: "the disk is gone".to_owned(),
                    details: None,
                    retry_after_ms: None,
                });
            }
            Ok(match method {
                "config.get" => snapshot.clone(),
                "config.schema" => serde_json::from_str(schema).unwrap(),
                _ => json!({}),
            })
        };
        let gateway = Gateway::scripted(scopes, answer);
        let house = show(move || {
            let stores = Stores::around(StoredValue::new_local(gateway));
            provide_context(stores);
            provide_context(Toasts::new());
            stores.deliver(Delivery::Phase(Phase::Connected));
            stores.deliver(Delivery::Resync);
            view! { <Router>{later(config_page, ())}</Router> }
        });
        let place = Self { house };
        place.settle().await;
        place
    }

    async fn settle(&self) {
        for _ in 0..6 {
            frame().await;
        }
    }

    /// The link to a part of the configuration; what is set in it is said behind its name.
    fn section(&self, name: &str) -> HtmlElement {
        let found = self.links("Sections").into_iter().find(|it| names(it, name));
        found.unwrap_or_else(|| panic!("{name} in: {}", self.house.words()))
    }

    fn sections(&self) -> Vec<String> {
        self.links("Sections").iter().map(HtmlElement::inner_text).collect()
    }

    fn link_in(&self, navigation: &str, name: &str) -> HtmlElement {
        self.links(navigation).into_iter().find(|it| names(it, name)).unwrap()
    }

    fn links(&self, navigation: &str) -> Vec<HtmlElement> {
        let list = self.house.see("navigation", navigation).query_selector_all("a").unwrap();
        (0..list.length()).map(|at| list.get(at).unwrap().dyn_into().unwrap()).collect()
    }

    async fn press_containing(&self, words: &str) {
        let list = self.root().query_selector_all("button").unwrap();
        let button = (0..list.length())
            .map(|at| list.get(at).unwrap().dyn_into::<HtmlElement>().unwrap())
            .find(|it| it.text_content().unwrap().contains(words));
        button.unwrap_or_else(|| panic!("{words} in: {}", self.house.words())).click();
        self.settle().await;
    }

    async fn go(&self, pointer: &str) {
        let part = pointer.split('/').nth(1).unwrap();
        let link = self
            .links("Sections")
            .into_iter()
            .find(|it| it.get_attribute("href").unwrap().ends_with(&format!("/{part}")));
        link.unwrap().click();
        self.settle().await;
    }

    fn root(&self) -> HtmlElement {
        self.house.see("region", "Config")
    }

    fn nodes(&self) -> u32 {
        self.root().query_selector_all("*").unwrap().length()
    }
}

/// Whether an element's words begin with a name and go on with something else.
fn names(element: &HtmlElement, name: &str) -> bool {
    let text = element.text_content().unwrap();
    text.trim().strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
}

impl Drop for Place {
    fn drop(&mut self) {
        replace_address("?");
    }
}
