//! The page of agents: who there is, files that are read, written once and never over somebody else's,
//! and what is not offered to whom.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos_router::components::Router;
use quarterdeck::{
    features::agents::view::agents_page,
    gateway::{Delivery, Gateway, error::CallError, phase::Phase},
    platform::document::replace_address,
    protocol::method::Scope,
    store::Stores,
    ui::later::later,
};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlButtonElement, HtmlTextAreaElement};

use crate::house::{House, frame, settled, show};

#[wasm_bindgen_test]
async fn the_list_says_who_there_is_and_who_is_the_default() {
    let place = Place::open("/agents").await;
    let words = place.house.words();
    for part in ["2 agents", "Mira", "Default", "Night Watch", "night-watch", "owl/model"] {
        assert!(words.contains(part), "{part} in: {words}");
    }
    // On a desk the default is looked at from the start.
    place.house.see("heading", "Mira");
}

#[wasm_bindgen_test]
async fn the_files_say_which_are_there_and_which_could_be_made() {
    let place = Place::open("/agents?agent=night-watch").await;
    let words = place.house.words();
    for part in ["SOUL.md", "17 bytes", "MEMORY.md", "Missing", "Create", "/srv/owl"] {
        assert!(words.contains(part), "{part} in: {words}");
    }
}

#[wasm_bindgen_test]
async fn a_text_is_looked_at_again_and_written_once_with_its_hash() {
    let place = Place::open("/agents?agent=main&file=SOUL.md").await;
    assert!(place.button("Save").disabled());
    place.write("# Soul\nBe brief. Be kind.\n").await;
    place.house.press("button", "Save").await;
    settled().await;
    let sent = place.take_sent();
    let names: Vec<_> = sent.iter().map(|(method, _)| method.as_str()).collect();
    assert_eq!(&names[..2], ["agents.files.get", "agents.files.set"]);
    assert_eq!(
        sent[1].1,
        json!({"agentId": "main", "name": "SOUL.md", "content": "# Soul\nBe brief. Be kind.\n",
            "expectedHash": "h-1"})
    );
    assert!(place.house.words().contains("Saved."), "{}", place.house.words());
    assert!(place.button("Save").disabled());
}

#[wasm_bindgen_test]
async fn a_file_that_is_another_by_now_is_not_written_over() {
    let place = Place::open("/agents?agent=main&file=SOUL.md").await;
    place.write("# Soul\nBe brief.\nMine.\n").await;
    place.put("Theirs.\n# Soul\nBe brief.\n");
    place.house.press("button", "Save").await;
    settled().await;
    assert!(place.take_sent().iter().all(|(method, _)| method != "agents.files.set"));
    let words = place.house.words();
    assert!(words.contains("changed elsewhere while you edited it"), "{words}");
    assert!(words.contains("Theirs."), "{words}");
    place.house.press("button", "Merge both").await;
    settled().await;
    assert_eq!(place.area().value(), "Theirs.\n# Soul\nBe brief.\nMine.\n");
    place.house.press("button", "Save").await;
    settled().await;
    assert_eq!(*place.disk.borrow(), "Theirs.\n# Soul\nBe brief.\nMine.\n");
}

#[wasm_bindgen_test]
async fn an_edit_is_there_again_after_a_reload() {
    let place = Place::open("/agents?agent=main&file=SOUL.md").await;
    place.write("# Soul\nHalf a thought").await;
    drop(place);
    let place = Place::open("/agents?agent=main&file=SOUL.md").await;
    assert_eq!(place.area().value(), "# Soul\nHalf a thought");
    assert!(place.house.words().contains("is here again"), "{}", place.house.words());
    place.house.press("button", "Discard").await;
    place.house.press_last("button", "Discard").await;
    settled().await;
    assert_eq!(place.area().value(), *place.disk.borrow());
}

#[wasm_bindgen_test]
async fn who_may_only_read_is_told_what_is_missing() {
    let place = Place::with(&[Scope::Read], "/agents?agent=main&file=SOUL.md").await;
    let words = place.house.words();
    assert!(words.contains("operator.admin"), "{words}");
    assert!(place.area().read_only());
    let place = Place::with(&[Scope::Read], "/agents?agent=main").await;
    assert!(place.button("Delete").disabled() && place.button("Edit").disabled());
}

#[wasm_bindgen_test]
async fn an_agent_goes_only_when_its_id_is_typed_and_its_files_stay() {
    let place = Place::open("/agents?agent=night-watch").await;
    place.house.press("button", "Delete").await;
    assert!(place.button("Delete agent").disabled());
    place.house.write("Type night-watch to delete it", "night-watch").await;
    place.house.press("button", "Delete agent").await;
    settled().await;
    let sent = place.take_sent();
    let params = sent.iter().find(|(method, _)| method == "agents.delete").map(|(_, it)| it);
    assert_eq!(params, Some(&json!({"agentId": "night-watch", "deleteFiles": false})));
    assert!(place.house.words().contains("1 binding was removed."), "{}", place.house.words());
}

struct Place {
    house: House,
    gateway: Gateway,
    /// What stands in the one file.
    disk: Rc<RefCell<String>>,
}

impl Drop for Place {
    fn drop(&mut self) {
        replace_address("/");
    }
}

impl Place {
    async fn open(address: &str) -> Self {
        Self::with(&[Scope::Admin], address).await
    }

    async fn with(scopes: &[Scope], address: &str) -> Self {
        replace_address(address);
        let disk = Rc::new(RefCell::new("# Soul\nBe brief.\n".to_owned()));
        let behind = Rc::clone(&disk);
        let gateway =
            Gateway::scripted(scopes, move |method, params| answer(&behind, method, params));
        let line = gateway.clone();
        let house = show(move || {
            let stores = Stores::around(StoredValue::new_local(line));
            provide_context(stores);
            stores.deliver(Delivery::Phase(Phase::Connected));
            stores.deliver(Delivery::Resync);
            view! { <Router>{later(agents_page, ())}</Router> }
        });
        for _ in 0..4 {
            settled().await;
        }
        drop(gateway.take_sent());
        Self { house, gateway, disk }
    }

    fn take_sent(&self) -> Vec<(String, Value)> {
        let files = |(method, _): &(String, Value)| {
            method.starts_with("agents.") && !method.ends_with("list")
        };
        self.gateway.take_sent().into_iter().filter(files).collect()
    }

    fn put(&self, text: &str) {
        text.clone_into(&mut self.disk.borrow_mut());
    }

    fn button(&self, name: &str) -> HtmlButtonElement {
        self.house.see("button", name).dyn_into().unwrap()
    }

    fn area(&self) -> HtmlTextAreaElement {
        self.house.see("textbox", "Text of the file").dyn_into().unwrap()
    }

    async fn write(&self, text: &str) {
        let area = self.area();
        area.set_value(text);
        area.dispatch_event(&Event::new("input").unwrap()).unwrap();
        frame().await;
    }
}

fn answer(disk: &RefCell<String>, method: &str, params: &Value) -> Result<Value, CallError> {
    let file = || {
        let text = disk.borrow().clone();
        let hash = if text == "# Soul\nBe brief.\n" { "h-1" } else { "h-2" };
        json!({"agentId": params["agentId"], "workspace": "/srv/owl", "file": {
            "name": "SOUL.md", "path": "/srv/owl/SOUL.md", "missing": false, "size": text.len(),
            "updatedAtMs": 5, "hash": hash, "content": text}})
    };
    Ok(match method {
        "agents.list" => json!({"defaultId": "main", "mainKey": "main", "agents": [
            {"id": "night-watch", "name": "Night Watch", "workspace": "/srv/owl",
                "model": {"primary": "owl/model"}, "of tomorrow": {}},
            {"id": "main", "identity": {"name": "Mira", "emoji": "🧭"}}]}),
        "agent.identity.get" => {
            json!({"agentId": params["agentId"], "name": "Assistant", "avatar": "A"})
        }
        "agents.files.list" => {
            json!({"agentId": params["agentId"], "workspace": "/srv/owl", "files": [
            {"name": "SOUL.md", "missing": false, "size": 17, "updatedAtMs": 5},
            {"name": "MEMORY.md", "missing": true}]})
        }
        "agents.files.get" => file(),
        "agents.files.set" => {
            params["content"].as_str().unwrap().clone_into(&mut disk.borrow_mut());
            file()
        }
        "agents.delete" => json!({"ok": true, "removedBindings": 1}),
        "sessions.list" => json!({"sessions": [{"key": "agent:main:main", "updatedAt": 5}]}),
        "config.get" => json!({"config": {"agents": {}}}),
        _ => json!({}),
    })
}
