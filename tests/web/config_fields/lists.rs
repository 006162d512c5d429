//! Lists and maps: by hand and by keyboard.

use leptos::prelude::*;
use quarterdeck::features::config::draft::Draft;
use quarterdeck::protocol::config::HIDDEN;
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

use super::form::{EARLY, alt, heard, open};
use crate::house::{focused, frame, key};

#[wasm_bindgen_test]
async fn a_list_of_texts_is_edited_by_keyboard_alone() {
    let form =
        open(EARLY, "/gateway", json!({ "gateway": { "trustedProxies": ["a", "b"] } })).await;
    let list = "/gateway/trustedProxies";
    form.part::<HtmlInputElement>("/gateway/trustedProxies/1", "input").focus().unwrap();
    alt("ArrowUp").await;
    assert_eq!(form.get(list), Some(json!(["b", "a"])));
    assert!(focused().ends_with("entry 1"), "{}", focused());
    key("Enter").await;
    form.settled().await;
    assert!(focused().ends_with("entry 2"), "{}", focused());
    assert_eq!(form.get(list), Some(json!(["b", "", "a"])));
    key("Backspace").await;
    form.settled().await;
    assert_eq!(form.get(list), Some(json!(["b", "a"])));
    form.act(list, "Undo").await;
    assert_eq!(form.get(list), Some(json!(["b", "", "a"])));
    form.press("/gateway/trustedProxies/0", "[data-tool=down] button").await;
    assert_eq!(form.get(list), Some(json!(["", "b", "a"])));
    assert!(focused().contains("down"), "the keyboard stays on the button: {}", focused());
}

#[wasm_bindgen_test]
async fn entries_with_titles_are_moved_removed_and_had_back_with_their_secrets() {
    let config = json!({ "agents": { "list": [
        { "id": "main", "name": "Ada", "memorySearch": { "remote": { "apiKey": HIDDEN } } },
        { "id": "ops", "name": "Bo" },
    ] } });
    let form = open(EARLY, "/agents/list", config.clone()).await;
    assert!(form.words("/agents/list/0").contains("Ada"), "{}", form.words("/agents/list/0"));
    form.press("/agents/list/0", "[data-tool=remove] button").await;
    assert_eq!(form.get("/agents/list").unwrap().as_array().unwrap().len(), 1);
    assert!(form.words("/agents/list/0").contains("Bo"));
    form.house.press("button", "Undo").await;
    form.settled().await;
    assert_eq!(form.draft(), config);
    assert!(
        !form.desk.state.draft.with_untracked(Draft::is_edited),
        "secrets know where they stood"
    );
    form.press("/agents/list/0", "button").await;
    form.write("/agents/list/0/name", "Ada L").await;
    form.press("/agents/list/0", "[data-tool=down] button").await;
    assert_eq!(form.get("/agents/list/1/name"), Some("Ada L".into()));
    assert_eq!(form.written("/agents/list/1/name"), "Ada L", "what was open is open where it went");
}

#[wasm_bindgen_test]
async fn a_map_takes_new_keys_refuses_bad_ones_and_renames() {
    let form = open(EARLY, "/env/vars", json!({ "env": { "vars": { "A": "1" } } })).await;
    let add = |name: &'static str| async move {
        let input: HtmlInputElement =
            document().query_selector("form input").unwrap().unwrap().dyn_into().unwrap();
        input.set_value(name);
        heard(&input, "input");
        frame().await;
        let button: HtmlElement =
            document().query_selector("form [type=submit]").unwrap().unwrap().dyn_into().unwrap();
        button.click();
        for _ in 0..3 {
            frame().await;
        }
    };
    add("A").await;
    assert!(form.house.words().contains("A is there already"), "{}", form.house.words());
    add("__proto__").await;
    assert_eq!(form.draft(), json!({ "env": { "vars": { "A": "1" } } }));
    add("B").await;
    form.write("/env/vars/B", "2").await;
    assert_eq!(form.draft(), json!({ "env": { "vars": { "A": "1", "B": "2" } } }));
    form.press("/env/vars/A", "[data-tool=rename] button").await;
    form.house.write("New name for A", "C").await;
    form.house.press("button", "Apply").await;
    form.settled().await;
    assert_eq!(form.draft(), json!({ "env": { "vars": { "C": "1", "B": "2" } } }));
    form.press("/env/vars/C", "[data-tool=remove] button").await;
    assert_eq!(form.draft(), json!({ "env": { "vars": { "B": "2" } } }));
}

#[wasm_bindgen_test]
async fn constants_in_a_list_are_ticked() {
    let at = "/agents/defaults/memorySearch/sources";
    let form = open(EARLY, "/agents/defaults/memorySearch", json!({})).await;
    form.press(at, "input").await;
    assert_eq!(form.get(at).unwrap().as_array().unwrap().len(), 1);
    form.press(at, "input").await;
    assert_eq!(form.draft(), json!({}));
}
