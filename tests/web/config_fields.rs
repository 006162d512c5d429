//! Settings of every shape as an operator edits them, with the schemas of three real gateways.

use std::sync::Arc;

use leptos::prelude::*;
use quarterdeck::features::config::desk::{Desk, Only};
use quarterdeck::features::config::draft::Draft;
use quarterdeck::features::config::field::{FieldView, Folds};
use quarterdeck::features::config::path::Path;
use quarterdeck::features::config::problems::{Problem, Problems, Weight};
use quarterdeck::features::config::schema::Schema;
use quarterdeck::features::config::state::ConfigState;
use quarterdeck::gateway::{Gateway, error::CallError};
use quarterdeck::protocol::config::HIDDEN;
use quarterdeck::protocol::method::Scope;
use quarterdeck::store::Stores;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{
    Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement,
};

use crate::house::{House, focused, frame, key, show};

const EARLY: &str = include_str!("../gateway/schemas/2026.2.6-3.json");
const MIDDLE: &str = include_str!("../gateway/schemas/2026.4.15.json");
const LATE: &str = include_str!("../gateway/schemas/2026.9.6.json");

/// A form on screen.
struct Form {
    house: House,
    desk: Desk,
    problems: RwSignal<Problems>,
    locked: RwSignal<bool>,
    folds: Folds,
}

fn schema(text: &str) -> Schema {
    let reply: Value = serde_json::from_str(text).unwrap();
    Schema::read(&reply["schema"].to_string(), &reply["uiHints"].to_string()).unwrap()
}

fn path(text: &str) -> Path {
    let step = |path: Path, word: &str| match word.parse() {
        Ok(index) => path.index(index),
        Err(_) => path.key(word),
    };
    text.split('/').filter(|it| !it.is_empty()).fold(Path::root(), step)
}

/// Shows what is in a place of a configuration.
async fn open(version: &'static str, at: &'static str, config: Value) -> Form {
    let (send, receive) = std::sync::mpsc::channel();
    let house = show(move || {
        let gateway = Gateway::scripted(&[Scope::Admin], |_, _| Err(CallError::Offline));
        let stores = Stores::around(StoredValue::new_local(gateway));
        let state = ConfigState::new(stores);
        state.draft.set(Draft::new(config));
        let (problems, locked) = (RwSignal::new(Problems::default()), RwSignal::new(false));
        let desk = Desk {
            state,
            schema: StoredValue::new(Arc::new(schema(version))),
            at: RwSignal::new(Path::root()),
            only: RwSignal::new(Only::All),
            search: RwSignal::new(String::new()),
            problems: problems.into(),
            locked: locked.into(),
        };
        send.send((desk, problems, locked, Folds::provide())).unwrap();
        view! { <FieldView desk=desk path=path(at) bare=true /> }
    });
    let (desk, problems, locked, folds) = receive.recv().unwrap();
    let form = Form { house, desk, problems, locked, folds };
    form.settled().await;
    form
}

impl Form {
    async fn settled(&self) {
        for _ in 0..3 {
            frame().await;
        }
    }

    fn draft(&self) -> Value {
        self.desk.state.draft.with_untracked(|draft| draft.edited().clone())
    }

    fn get(&self, at: &str) -> Option<Value> {
        self.desk.state.draft.with_untracked(|draft| draft.get(&path(at)).cloned())
    }

    /// The setting at a place.
    fn at(&self, at: &str) -> Element {
        let found = document().query_selector(&format!("[data-at='{at}']")).unwrap();
        found.unwrap_or_else(|| panic!("{at} in: {}", self.house.words()))
    }

    fn part<T: JsCast>(&self, at: &str, part: &str) -> T {
        let found = self.at(at).query_selector(part).unwrap();
        let words = || self.at(at).outer_html();
        found
            .unwrap_or_else(|| panic!("{part} in: {}", words()))
            .dyn_into()
            .unwrap_or_else(|_| panic!("{part}"))
    }

    fn lacks(&self, at: &str, part: &str) -> bool {
        self.at(at).query_selector(part).unwrap().is_none()
    }

    fn words(&self, at: &str) -> String {
        self.at(at).dyn_into::<HtmlElement>().unwrap().inner_text()
    }

    async fn press(&self, at: &str, part: &str) {
        self.part::<HtmlElement>(at, part).click();
        self.settled().await;
    }

    /// Presses what has this name in a setting.
    async fn act(&self, at: &str, name: &str) {
        let buttons = self.at(at).query_selector_all("button").unwrap();
        let buttons = (0..buttons.length())
            .map(|it| buttons.get(it).unwrap().dyn_into::<HtmlElement>().unwrap());
        let named = |it: &HtmlElement| {
            it.get_attribute("aria-label").as_deref() == Some(name)
                || it.inner_text().trim() == name
        };
        let found = buttons.into_iter().find(named);
        found.unwrap_or_else(|| panic!("{name} in: {}", self.at(at).outer_html())).click();
        self.settled().await;
    }

    async fn write(&self, at: &str, text: &str) {
        let field: HtmlElement = self.part(at, "input, textarea");
        if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            input.set_value(text);
        } else {
            field.dyn_ref::<HtmlTextAreaElement>().unwrap().set_value(text);
        }
        heard(&field, "input");
        self.settled().await;
    }

    fn written(&self, at: &str) -> String {
        let field: HtmlElement = self.part(at, "input, textarea");
        match field.dyn_ref::<HtmlInputElement>() {
            Some(input) => input.value(),
            None => field.dyn_ref::<HtmlTextAreaElement>().unwrap().value(),
        }
    }

    async fn choose(&self, at: &str, value: &str) {
        let select: HtmlSelectElement = self.part(at, "select");
        select.set_value(value);
        heard(&select, "change");
        self.settled().await;
    }

    /// Chooses by the words of a choice.
    async fn choose_named(&self, at: &str, name: &str) {
        let select: HtmlSelectElement = self.part(at, "select");
        let options = select.query_selector_all("option").unwrap();
        let option = (0..options.length())
            .map(|it| options.get(it).unwrap().dyn_into::<Element>().unwrap())
            .find(|it| it.text_content().unwrap().trim() == name);
        let option = option.unwrap_or_else(|| panic!("{name} in: {}", select.inner_text()));
        self.choose(at, &option.get_attribute("value").unwrap()).await;
    }
}

fn heard(element: &Element, name: &str) {
    let event = Event::new(name).unwrap();
    event.init_event_with_bubbles(name, true);
    element.dispatch_event(&event).unwrap();
}

/// Presses a key with Alt where the keyboard is.
async fn alt(name: &str) {
    let init = js_sys::Object::new();
    for (field, value) in [("bubbles", true), ("cancelable", true), ("altKey", true)] {
        js_sys::Reflect::set(&init, &field.into(), &value.into()).unwrap();
    }
    js_sys::Reflect::set(&init, &"key".into(), &name.into()).unwrap();
    let make = js_sys::Reflect::get(&js_sys::global(), &"KeyboardEvent".into()).unwrap();
    let arguments = js_sys::Array::of2(&"keydown".into(), &init);
    let event: Event = js_sys::Reflect::construct(&make.into(), &arguments).unwrap().into();
    document().active_element().unwrap().dispatch_event(&event).unwrap();
    for _ in 0..3 {
        frame().await;
    }
}

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
async fn a_hidden_secret_is_replaced_or_kept_and_its_sentinel_is_nowhere() {
    let config = json!({ "gateway": { "auth": { "mode": "token", "token": HIDDEN } } });
    let form = open(EARLY, "/gateway/auth", config.clone()).await;
    let token = "/gateway/auth/token";
    let nowhere = |form: &Form| {
        let body = document().body().unwrap();
        assert!(!body.outer_html().contains(HIDDEN));
        let inputs = body.query_selector_all("input, textarea").unwrap();
        for it in 0..inputs.length() {
            let value = js_sys::Reflect::get(&inputs.get(it).unwrap(), &"value".into()).unwrap();
            assert!(
                !value.as_string().unwrap_or_default().contains(HIDDEN),
                "{}",
                form.house.words()
            );
        }
    };
    nowhere(&form);
    assert!(form.words(token).contains("Hidden by the gateway"));
    form.act(token, "Replace Gateway Token").await;
    nowhere(&form);
    assert_eq!(form.draft(), config, "nothing typed is nothing changed");
    let input: HtmlInputElement = form.part(token, "input");
    assert_eq!((input.type_(), input.value()), ("password".to_owned(), String::new()));
    form.write(token, "new-one").await;
    assert_eq!(form.get(token), Some("new-one".into()));
    assert!(!document().body().unwrap().outer_html().contains("new-one"), "no markup has it");
    form.act(token, "Keep what is there").await;
    assert_eq!(form.draft(), config);
    form.act(token, "Replace Gateway Token").await;
    form.write(token, "x").await;
    form.write(token, "").await;
    assert_eq!(form.draft(), config, "all deleted: hidden again");
    nowhere(&form);
}

#[wasm_bindgen_test]
async fn a_secret_the_gateway_does_not_hide_is_shown_only_when_asked_for() {
    let config = json!({ "gateway": { "auth": { "token": "plain-text", "password": "${GATEWAY_PASSWORD}" } } });
    let form = open(EARLY, "/gateway/auth", config).await;
    let token = "/gateway/auth/token";
    let shows = |text: &str| {
        let inputs = document().query_selector_all("input").unwrap();
        (0..inputs.length()).any(|it| {
            inputs.get(it).unwrap().dyn_into::<HtmlInputElement>().unwrap().value() == text
        })
    };
    let drawn = form.at(token).outer_html();
    assert!(!shows("plain-text"), "{drawn}");
    assert!(!form.house.words().contains("plain-text"), "{drawn}");
    assert!(shows("${GATEWAY_PASSWORD}"), "the name of a variable is no secret");
    form.act(token, "Show").await;
    assert!(shows("plain-text"));
}

#[wasm_bindgen_test]
async fn a_secret_can_be_a_reference_and_text_again() {
    let form =
        open(LATE, "/gateway/auth", json!({ "gateway": { "auth": { "token": HIDDEN } } })).await;
    let token = "/gateway/auth/token";
    form.choose_named(token, "Environment variable").await;
    let reference = form.get(token).unwrap();
    assert_eq!(reference["source"], "env");
    form.write(token, "GATEWAY_TOKEN").await;
    assert_eq!(form.get(token).unwrap()["id"], "GATEWAY_TOKEN");
    form.choose_named(token, "Typed here").await;
    assert_eq!(form.get(token), Some(HIDDEN.into()), "what was there is there again");
    form.choose_named(token, "Environment variable").await;
    assert_eq!(form.get(token).unwrap()["id"], "GATEWAY_TOKEN");
}

#[wasm_bindgen_test]
async fn a_hidden_number_is_typed_anew_or_stays() {
    let config = json!({ "agents": { "defaults": { "memorySearch": { "chunking": { "tokens": HIDDEN } } } } });
    let form = open(EARLY, "/agents/defaults/memorySearch/chunking", config.clone()).await;
    let tokens = "/agents/defaults/memorySearch/chunking/tokens";
    assert!(form.words(tokens).contains("Type a new number"), "{}", form.words(tokens));
    form.act(tokens, "Replace Memory Chunk Tokens").await;
    form.write(tokens, "512").await;
    assert_eq!(form.get(tokens), Some(json!(512)));
    form.write(tokens, "").await;
    assert_eq!(form.draft(), config);
}

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
async fn constants_in_a_list_are_ticked() {
    let at = "/agents/defaults/memorySearch/sources";
    let form = open(EARLY, "/agents/defaults/memorySearch", json!({})).await;
    form.press(at, "input").await;
    assert_eq!(form.get(at).unwrap().as_array().unwrap().len(), 1);
    form.press(at, "input").await;
    assert_eq!(form.draft(), json!({}));
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
