//! The policy editor as an operator meets it, on a gateway that keeps what is written.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;
use quarterdeck::features::approvals::policy::view::PolicyEditor;
use quarterdeck::gateway::{Gateway, error::CallError};
use quarterdeck::protocol::method::Scope;
use quarterdeck::store::Stores;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlSelectElement};

use crate::house::{House, frame, show};

/// What the gateway holds. Its hash is its text.
type Kept = Rc<RefCell<Value>>;

fn file() -> Value {
    json!({
        "version": 1,
        "socket": {"path": "/run/approvals.sock"},
        "later": {"mood": ["calm"]},
        "defaults": {"security": "allowlist", "ask": "of tomorrow"},
        "agents": {"main": {"unknown": 7, "allowlist": [
            {"id": "1", "pattern": "/usr/bin/git", "lastUsedAt": 1.0, "lastUsedCommand": "git status", "note": "kept"},
            {"id": "2", "pattern": "/usr/bin/rg"},
        ]}},
    })
}

fn snapshot(kept: &Value) -> Value {
    json!({"path": "/p", "exists": true, "hash": kept.to_string(), "file": kept})
}

fn refused(message: &str) -> CallError {
    CallError::Refused {
        code: "INVALID_REQUEST".to_owned(),
        message: message.to_owned(),
        details: None,
        retry_after_ms: None,
    }
}

async fn open(scopes: &'static [Scope], kept: &Kept) -> (House, Stores) {
    web_sys::window().unwrap().session_storage().unwrap().unwrap().clear().unwrap();
    let kept = Rc::clone(kept);
    let answer = move |method: &str, params: &Value| match method {
        "exec.approvals.get" => Ok(snapshot(&kept.borrow())),
        "exec.approvals.set" if params["baseHash"] != kept.borrow().to_string() => Err(refused(
            "exec approvals changed since last load; re-run exec.approvals.get and retry",
        )),
        "exec.approvals.set" => {
            kept.replace(params["file"].clone());
            Ok(snapshot(&kept.borrow()))
        }
        "exec.approvals.node.get" => Err(refused("NOT_CONNECTED: node not connected")),
        "node.list" => {
            Ok(json!({"nodes": [{"nodeId": "n-1", "displayName": "Pi", "connected": false}]}))
        }
        "agents.list" => Ok(json!({"agents": [{"id": "main", "name": "Ada"}, {"id": "ops"}]})),
        _ => Err(CallError::Offline),
    };
    let (send, receive) = std::sync::mpsc::channel();
    let house = show(move || {
        let gateway = Gateway::scripted(scopes, answer);
        let stores = Stores::around(StoredValue::new_local(gateway));
        send.send(stores).unwrap();
        view! { <PolicyEditor stores=stores /> }
    });
    settled().await;
    (house, receive.recv().unwrap())
}

async fn settled() {
    for _ in 0..3 {
        frame().await;
    }
}

async fn choose(house: &House, name: &str, value: &str) {
    let select: HtmlSelectElement = house.see("combobox", name).dyn_into().unwrap();
    select.set_value(value);
    select.dispatch_event(&Event::new("change").unwrap()).unwrap();
    settled().await;
}

fn chosen(house: &House, name: &str) -> String {
    house.see("combobox", name).dyn_into::<HtmlSelectElement>().unwrap().value()
}

async fn save(house: &House) {
    house.press("button", "Save").await;
    settled().await;
}

#[wasm_bindgen_test]
async fn what_is_edited_is_saved_once_and_all_else_is_kept() {
    let kept: Kept = Rc::new(RefCell::new(file()));
    let (house, stores) = open(&[Scope::Admin], &kept).await;
    let _asked = stores.connection.line().with_value(Gateway::take_sent);
    choose(&house, "Security, Ada (main)", "full").await;
    house.write("New pattern, Ada (main)", " /opt/**/tool ").await;
    house.press("button", "Add").await;
    house.press("button", "Remove /usr/bin/rg").await;
    house.press("button", "Edit /usr/bin/git").await;
    house.write("Pattern instead of /usr/bin/git", "**/git").await;
    house.press("button", "Apply").await;
    assert!(house.words().contains("4 changes, not saved"), "{}", house.words());
    save(&house).await;
    assert!(house.words().contains("Saved."), "{}", house.words());
    let mut expected = file();
    expected["agents"]["main"]["security"] = "full".into();
    expected["agents"]["main"]["allowlist"][0]["pattern"] = "**/git".into();
    expected["agents"]["main"]["allowlist"][1] = json!({"pattern": "/opt/**/tool"});
    assert_eq!(*kept.borrow(), expected);
    let sent = stores.connection.line().with_value(Gateway::take_sent);
    let names: Vec<_> = sent.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["exec.approvals.set"]);
    assert_eq!(sent[0].1["baseHash"], file().to_string());
}

#[wasm_bindgen_test]
async fn a_default_says_what_is_in_force_and_an_unknown_word_stays() {
    let (house, _) = open(&[Scope::Admin], &Rc::new(RefCell::new(file()))).await;
    assert_eq!(chosen(&house, "Ask, Defaults"), "of tomorrow");
    assert_eq!(chosen(&house, "Security, Ada (main)"), "");
    let security = house.see("combobox", "Security, Ada (main)").text_content().unwrap();
    assert!(security.contains("Default (Allowlist)"), "{security}");
    let ask = house.see("combobox", "Ask, Ada (main)").text_content().unwrap();
    assert!(ask.contains("Default (On miss)"), "{ask}");
}

#[wasm_bindgen_test]
async fn a_pattern_that_cannot_be_is_refused_with_a_sentence() {
    let (house, _) = open(&[Scope::Admin], &Rc::new(RefCell::new(file()))).await;
    for (pattern, sentence) in [("", "Type a path"), ("/usr/bin/git", "on the list already")] {
        house.write("New pattern, Ada (main)", pattern).await;
        house.press("button", "Add").await;
        assert!(house.words().contains(sentence), "{}", house.words());
        assert_eq!(house.written("New pattern, Ada (main)"), pattern);
    }
    assert!(house.words().contains("No changes"));
}

#[wasm_bindgen_test]
async fn what_was_removed_comes_back_to_its_place() {
    let (house, _) = open(&[Scope::Admin], &Rc::new(RefCell::new(file()))).await;
    house.press("button", "Remove /usr/bin/git").await;
    assert!(house.lacks("button", "Edit /usr/bin/git"));
    assert!(house.words().contains("1 change, not saved"));
    house.press("button", "Undo").await;
    house.see("button", "Edit /usr/bin/git");
    assert!(house.words().contains("No changes"));
    house.press("button", "Remove the rules of main").await;
    assert!(house.lacks("combobox", "Security, Ada (main)"));
    house.press("button", "Undo").await;
    assert!(house.words().contains("No changes"));
}

#[wasm_bindgen_test]
async fn a_command_is_tried_on_what_is_not_saved_yet() {
    let (house, _) = open(&[Scope::Admin], &Rc::new(RefCell::new(file()))).await;
    choose(&house, "Ask, Defaults", "off").await;
    house.write("Command or path", "/opt/tool --x").await;
    assert!(house.words().contains("/opt/tool is not on the allowlist."), "{}", house.words());
    house.write("New pattern, Ada (main)", "/opt/*").await;
    house.press("button", "Add").await;
    assert!(house.words().contains("/opt/tool: matched by /opt/*"), "{}", house.words());
    assert!(house.words().contains("Would run"));
    assert!(house.words().contains("Would be refused"), "for every other agent");
}

#[wasm_bindgen_test]
async fn edits_of_two_are_both_there_and_a_clash_is_put_to_the_operator() {
    let kept: Kept = Rc::new(RefCell::new(file()));
    let (house, _) = open(&[Scope::Admin], &kept).await;
    choose(&house, "Security, Defaults", "full").await;
    choose(&house, "Commands of skills, Defaults", "true").await;
    {
        let mut theirs = kept.borrow_mut();
        theirs["defaults"]["security"] = "deny".into();
        theirs["agents"]["ops"] = json!({"ask": "always"});
    }
    save(&house).await;
    assert!(house.words().contains("Both of you have changed this"), "{}", house.words());
    assert!(house.words().contains("Defaults · Security"));
    house.press("button", "Keep all of theirs").await;
    house.press("button", "Go on with these").await;
    assert_eq!(chosen(&house, "Security, Defaults"), "deny");
    assert_eq!(chosen(&house, "Ask, ops"), "always");
    assert!(house.words().contains("1 change, not saved"), "{}", house.words());
    save(&house).await;
    let kept = kept.borrow();
    assert_eq!(kept["defaults"]["autoAllowSkills"], true);
    assert_eq!(
        (&kept["defaults"]["security"], &kept["agents"]["ops"]["ask"]),
        (&json!("deny"), &json!("always"))
    );
    assert_eq!(kept["later"], file()["later"]);
}

#[wasm_bindgen_test]
async fn another_policy_is_turned_to_after_a_question() {
    let (house, _) = open(&[Scope::Admin], &Rc::new(RefCell::new(file()))).await;
    choose(&house, "Security, Defaults", "full").await;
    choose(&house, "Policy of", "n-1").await;
    house.press("button", "Cancel").await;
    settled().await;
    assert_eq!(chosen(&house, "Policy of"), "");
    assert_eq!(chosen(&house, "Security, Defaults"), "full");
    choose(&house, "Policy of", "n-1").await;
    house.press("button", "Discard and turn").await;
    settled().await;
    assert!(house.words().contains("This node is not connected"), "{}", house.words());
    house.see("button", "Try again");
}

#[wasm_bindgen_test]
async fn without_the_scope_the_scope_is_named() {
    let (house, _) = open(&[Scope::Approvals], &Rc::new(RefCell::new(file()))).await;
    assert!(house.words().contains("operator.admin"), "{}", house.words());
    assert!(house.lacks("combobox", "Policy of"));
}
