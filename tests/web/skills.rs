//! The page of skills: why not, in words; what is sent when a skill is switched, given a key, or
//! installed for; that a key is gone from the page afterwards.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;
use leptos_router::components::Router;
use quarterdeck::{
    features::skills::view::skills_page,
    gateway::{Delivery, Gateway, error::CallError, phase::Phase},
    platform::document::replace_address,
    protocol::method::Scope,
    store::Stores,
    ui::later::later,
};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::house::{House, frame, kept, settled, show};

const KEY: &str = "sk-a-key-of-this-test";

#[wasm_bindgen_test]
async fn a_skill_says_why_it_cannot_be_used_and_what_it_asks_for() {
    let place = Place::open("?skill=github", &[Scope::Admin]).await;
    let words = place.house.words();
    for part in
        ["The program gh is missing.", "Needs something", "GH_TOKEN", "skills.entries.github"]
    {
        assert!(words.contains(part), "{part} in: {words}");
    }
}

#[wasm_bindgen_test]
async fn a_skill_is_switched_by_its_key() {
    let place = Place::open("?skill=github", &[Scope::Admin]).await;
    place.house.press("switch", "Enabled").await;
    assert_eq!(place.sent("skills.update"), [json!({"skillKey": "github", "enabled": false})]);
}

#[wasm_bindgen_test]
async fn a_key_is_sent_once_and_is_nowhere_afterwards() {
    let place = Place::open("?skill=github", &[Scope::Admin]).await;
    place.house.write("API key (GH_TOKEN)", KEY).await;
    assert_eq!(place.house.written("API key (GH_TOKEN)"), KEY);
    place.save(0).await;
    assert_eq!(place.sent("skills.update"), [json!({"skillKey": "github", "apiKey": KEY})]);
    assert_eq!(place.house.written("API key (GH_TOKEN)"), "");
    let page = document().document_element().unwrap().outer_html();
    assert!(!page.contains(KEY) && !kept().contains(KEY));
}

#[wasm_bindgen_test]
async fn an_installer_that_fails_tells_what_it_wrote() {
    let place = Place::open("?skill=github", &[Scope::Admin]).await;
    place.refuses(CallError::Refused {
        code: "UNAVAILABLE".to_owned(),
        message: "brew not installed".to_owned(),
        details: Some(json!({"ok": false, "stderr": "sh: brew: not found", "code": 127})),
        retry_after_ms: None,
    });
    place.house.press("button", "Run: Install GitHub CLI (brew)").await;
    settled().await;
    assert_eq!(place.sent("skills.install"), [json!({"name": "github", "installId": "brew"})]);
    let words = place.house.words();
    for part in ["Failed: Install GitHub CLI (brew)", "brew not installed", "exit code 127"] {
        assert!(words.contains(part), "{part} in: {words}");
    }
}

#[wasm_bindgen_test]
async fn without_the_permission_nothing_can_be_changed() {
    let place = Place::open("?skill=github", &[Scope::Read]).await;
    assert!(place.house.words().contains("operator.admin"));
    assert!(place.house.see("switch", "Enabled").has_attribute("disabled"));
    let place = Place::open("", &[]).await;
    assert!(place.house.words().contains("operator.read"));
    assert_eq!(place.sent("skills.status"), Vec::<Value>::new());
}

/// The page at an address, and the gateway behind it.
struct Place {
    house: House,
    gateway: Gateway,
    refusal: Rc<RefCell<Option<CallError>>>,
}

impl Place {
    async fn open(query: &str, scopes: &[Scope]) -> Self {
        replace_address(&format!("/skills{query}"));
        let refusal = Rc::new(RefCell::new(None));
        let refused = Rc::clone(&refusal);
        let gateway = Gateway::scripted(scopes, move |method, _| match method {
            "skills.status" => Ok(status()),
            "agents.list" => Ok(json!({"defaultId": "main", "agents": [{"id": "main"}]})),
            _ => match refused.borrow().clone() {
                Some(error) => Err(error),
                None => Ok(json!({"ok": true, "skillKey": "github", "config": {"apiKey": KEY}})),
            },
        });
        let behind = gateway.clone();
        let house = show(move || {
            let stores = Stores::around(StoredValue::new_local(behind));
            provide_context(stores);
            stores.deliver(Delivery::Phase(Phase::Connected));
            view! { <Router>{later(skills_page, ())}</Router> }
        });
        settled().await;
        if !scopes.is_empty() {
            drop(gateway.take_sent());
        }
        Self { house, gateway, refusal }
    }

    fn refuses(&self, error: CallError) {
        *self.refusal.borrow_mut() = Some(error);
    }

    /// Presses the button of this form of the page.
    async fn save(&self, form: u32) {
        let forms = document().query_selector_all("form").unwrap();
        let form: web_sys::HtmlElement =
            wasm_bindgen::JsCast::dyn_into(forms.get(form).unwrap()).unwrap();
        let button: web_sys::HtmlElement = wasm_bindgen::JsCast::dyn_into(
            form.query_selector("button[type=submit]").unwrap().unwrap(),
        )
        .unwrap();
        button.click();
        frame().await;
        settled().await;
    }

    /// The parameters of calls of this method since the last look at any.
    fn sent(&self, wanted: &str) -> Vec<Value> {
        let sent = self.gateway.take_sent().into_iter();
        sent.filter(|(method, _)| method == wanted).map(|(_, params)| params).collect()
    }
}

fn status() -> Value {
    json!({"workspaceDir": "/ws", "managedSkillsDir": "/skills", "skills": [
        {"name": "weather", "eligible": true, "source": "openclaw-bundled"},
        {"name": "github", "skillKey": "github", "eligible": false, "primaryEnv": "GH_TOKEN",
         "source": "openclaw-bundled", "requirements": {"bins": ["gh"]},
         "missing": {"bins": ["gh"]},
         "install": [{"id": "brew", "kind": "brew", "label": "Install GitHub CLI (brew)",
            "bins": ["gh"]}]},
    ]})
}
