//! Settings of every shape as an operator edits them, with the schemas of three real gateways.

mod form;
mod lists;
mod secrets;

use leptos::prelude::*;
use quarterdeck::features::config::desk::Only;
use quarterdeck::features::config::problems::{Problem, Problems, Weight};
use quarterdeck::protocol::config::HIDDEN;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

use self::form::{EARLY, LATE, MIDDLE, open, path};
use crate::house::{focused, key};

#[wasm_bindgen_test]
async fn a_text_is_typed_and_taken_back_and_what_was_not_there_leaves_nothing() {
    let form = open(EARLY, "/ui", json!({ "ui": { "seamColor": "#fff" } })).await;
    form.write("/ui/seamColor", "#123456").await;
    assert_eq!(form.draft(), json!({ "ui": { "seamColor": "#123456" } }));
    assert!(form.words("/ui/seamColor").contains("Changed"));
    form.act("/ui/seamColor", "Reset Accent Color").await;
    assert_eq!(form.written("/ui/seamColor"), "#fff");
    assert!(form.words("/ui/seamColor").contains("Set"));
    if form.lacks("/ui/assistant", "[data-at='/ui/assistant/name']") {
        form.press("/ui/assistant", "button").await;
    }
    form.write("/ui/assistant/name", "Ada").await;
    assert_eq!(form.get("/ui/assistant/name"), Some("Ada".into()));
    form.write("/ui/assistant/name", "").await;
    assert_eq!(form.draft(), json!({ "ui": { "seamColor": "#fff" } }), "nothing is left behind");
    form.act("/ui/seamColor", "Remove Accent Color").await;
    assert_eq!(form.draft(), json!({ "ui": {} }));
}

#[wasm_bindgen_test]
async fn half_a_number_is_kept_as_it_is_typed_and_said_to_be_none() {
    let form = open(EARLY, "/gateway", json!({ "gateway": { "port": 18789 } })).await;
    let port = "/gateway/port";
    assert_eq!(form.written(port), "18789");
    form.write(port, "1e").await;
    assert_eq!(form.written(port), "1e");
    assert!(form.words(port).contains("Type a number"), "{}", form.words(port));
    let input: HtmlInputElement = form.part(port, "input");
    assert_eq!(input.get_attribute("aria-invalid").as_deref(), Some("true"));
    form.write(port, "1e4").await;
    assert_eq!((form.written(port), form.get(port)), ("1e4".to_owned(), Some(json!(10_000))));
    assert!(!form.words(port).contains("Type a number"));
    input.focus().unwrap();
    key("ArrowUp").await;
    assert_eq!(form.get(port), Some(json!(10_001)));
    form.write(port, "").await;
    assert_eq!(form.get(port), None);
}

#[wasm_bindgen_test]
async fn a_switch_shows_what_is_in_force_until_it_is_set() {
    let form = open(EARLY, "/commands", json!({})).await;
    let text = "/commands/text";
    let checked =
        || form.part::<Element>(text, "[role=switch]").get_attribute("aria-checked").unwrap();
    let before = checked();
    form.press(text, "[role=switch]").await;
    assert_ne!(checked(), before);
    assert_eq!(form.get(text), Some((before == "false").into()));
    form.act(text, "Reset Text Commands").await;
    assert_eq!((checked(), form.get(text)), (before, None));
    form.house.see("switch", "Text Commands");
}

#[wasm_bindgen_test]
async fn a_few_choices_stand_side_by_side_and_many_in_a_list() {
    let form = open(EARLY, "", json!({})).await;
    form.press("/update", "button").await;
    form.press("/update/channel", "input[type=radio]").await;
    assert_eq!(form.get("/update/channel"), Some("stable".into()));
    form.press("/logging", "button").await;
    form.choose_named("/logging/level", "debug").await;
    assert_eq!(form.get("/logging/level"), Some("debug".into()));
    form.choose("/logging/level", "").await;
    assert_eq!(form.get("/logging"), None, "what was made only to hold it has gone too");
}

#[wasm_bindgen_test]
async fn kinds_of_a_union_keep_what_stood_there() {
    let at = "/agents/defaults/subagents/model";
    let config = json!({ "agents": { "defaults": { "subagents": { "model": "a/b" } } } });
    let form = open(EARLY, "/agents/defaults/subagents", config).await;
    assert_eq!(form.written(at), "a/b");
    let select: HtmlSelectElement = form.part(at, "select");
    let (text, object) = (select.value(), if select.value() == "0" { "1" } else { "0" });
    form.choose(at, object).await;
    assert!(form.get(at).unwrap().is_object());
    if form.lacks(at, "[data-at$='/primary']") {
        form.press(at, "button").await;
    }
    form.write("/agents/defaults/subagents/model/primary", "c/d").await;
    form.choose(at, &text).await;
    assert_eq!(form.get(at), Some("a/b".into()));
    form.choose(at, object).await;
    assert_eq!(form.get(at), Some(json!({ "primary": "c/d" })));
}

#[wasm_bindgen_test]
async fn what_has_no_form_is_edited_as_json5_without_its_secrets() {
    let config = json!({ "skills": { "entries": { "x": { "config": { "any": { "deep": [1], "apiKey": HIDDEN } } } } } });
    let form = open(EARLY, "/skills/entries/x/config", config).await;
    let any = "/skills/entries/x/config/any";
    assert!(!form.written(any).contains(HIDDEN) && form.written(any).contains("••••••"));
    form.write(any, "{ deep: [1, 2").await;
    assert!(form.words(any).contains("Line 1"), "{}", form.words(any));
    assert_eq!(form.get(any).unwrap()["deep"], json!([1]), "the configuration stays as it was");
    form.write(any, "{ deep: [1, 2], apiKey: '•••••• 1' }").await;
    assert_eq!(form.get(any), Some(json!({ "deep": [1, 2], "apiKey": HIDDEN })));
    assert_eq!(form.written(any), "{ deep: [1, 2], apiKey: '•••••• 1' }", "as it was typed");
}

#[wasm_bindgen_test]
async fn problems_stand_at_their_field_and_a_locked_form_cannot_be_edited() {
    let form = open(EARLY, "/gateway", json!({ "gateway": { "port": 1 } })).await;
    let problem =
        Problem { path: path("/gateway/port"), weight: Weight::Error, text: "Too low.".to_owned() };
    form.problems.set(Problems::of([problem]));
    form.settled().await;
    assert!(form.words("/gateway/port").contains("Too low."));
    let input: HtmlInputElement = form.part("/gateway/port", "input");
    let described = input.get_attribute("aria-describedby").unwrap();
    let says = described
        .split(' ')
        .filter_map(|id| document().get_element_by_id(id))
        .any(|it| it.text_content().unwrap().contains("Too low."));
    assert!(says, "{described}");
    form.locked.set(true);
    form.settled().await;
    assert!(input.read_only());
    form.write("/gateway/port", "2").await;
    assert_eq!(form.get("/gateway/port"), Some(json!(1)));
}

#[wasm_bindgen_test]
async fn a_keystroke_draws_its_own_field_and_no_other() {
    let form = open(EARLY, "/gateway", json!({ "gateway": { "port": 1, "mode": "local" } })).await;
    let all = document()
        .query_selector_all("[data-at] input, [data-at] select, [data-at] button")
        .unwrap();
    let all: Vec<_> = (0..all.length()).map(|it| all.get(it).unwrap()).collect();
    form.write("/gateway/port", "12").await;
    form.write("/gateway/port", "123").await;
    assert!(all.iter().all(|it| it.is_connected()), "every control is the one it was");
    assert_eq!(form.get("/gateway/port"), Some(json!(123)));
}

#[wasm_bindgen_test]
async fn what_is_looked_for_is_opened_marked_and_has_the_keyboard() {
    let form = open(LATE, "/session", json!({})).await;
    let at = "/session/maintenance/coldStorage/afterDays";
    assert!(document().query_selector(&format!("[data-at='{at}']")).unwrap().is_none());
    form.folds.show(path(at));
    form.settled().await;
    assert!(form.at(at).has_attribute("data-sought"));
    assert_eq!(focused(), "Archive After Inactive Days");
}

#[wasm_bindgen_test]
async fn filters_show_what_is_set_and_what_is_changed() {
    let form = open(MIDDLE, "/gateway", json!({ "gateway": { "port": 1 } })).await;
    form.desk.only.set(Only::Set);
    form.settled().await;
    let shown = || document().query_selector_all("[data-at]").unwrap().length();
    assert_eq!(shown(), 1, "{}", form.house.words());
    form.desk.only.set(Only::Changed);
    form.settled().await;
    assert_eq!(shown(), 0);
    assert!(form.house.words().contains("Nothing here"));
    form.desk.only.set(Only::Set);
    form.settled().await;
    form.write("/gateway/port", "2").await;
    form.desk.only.set(Only::Changed);
    form.settled().await;
    assert_eq!(shown(), 1);
}

#[wasm_bindgen_test]
async fn the_largest_sections_stay_within_three_thousand_elements() {
    for at in ["/agents/defaults", "/tools", "/gateway", "/channels/telegram"] {
        let form = open(LATE, at, json!({})).await;
        let count = document().query_selector_all("body *").unwrap().length();
        assert!(count < 3_000, "{at}: {count}");
        drop(form);
    }
}
