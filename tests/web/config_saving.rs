//! Saving the configuration as an operator meets it, on a gateway that keeps what is written.

mod shelf;

use std::{rc::Rc, sync::Arc};

use leptos::prelude::*;
use quarterdeck::features::config::desk::{Desk, Only};
use quarterdeck::features::config::notices::Notices;
use quarterdeck::features::config::path::Path;
use quarterdeck::features::config::problems::Problems;
use quarterdeck::features::config::review::SaveBar;
use quarterdeck::features::config::schema::Schema;
use quarterdeck::features::config::state::ConfigState;
use quarterdeck::gateway::phase::Phase;
use quarterdeck::gateway::{Gateway, Target, error::CallError};
use quarterdeck::protocol::config::HIDDEN;
use quarterdeck::protocol::method::Scope;
use quarterdeck::store::Stores;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use self::shelf::{Fault, Shelf, file, shelf, snapshot, write};
use crate::house::{House, focused, frame, hear, kept_for_good, settled, show};

const URL: &str = "ws://127.0.0.1:1/";
const SCHEMA: &str = r#"{"type": "object", "properties": {
    "gateway": {"type": "object", "properties": {
        "port": {"type": "number"},
        "auth": {"type": "object", "properties": {"token": {"type": "string"}}}}},
    "logging": {"type": "object", "properties": {
        "level": {"type": "string"}, "file": {"type": "string"}, "token": {"type": "string"}}},
    "agents": {"type": "object", "properties": {
        "list": {"type": "array", "items": {"type": "object", "properties": {
            "id": {"type": "string"}, "name": {"type": "string"}}}}}}}}"#;
const HINTS: &str = r#"{"gateway.auth.token": {"sensitive": true}}"#;

struct Room {
    house: House,
    stores: Stores,
    state: ConfigState,
}

impl Room {
    fn sent(&self) -> Vec<(String, Value)> {
        let sent = self.stores.connection.line().with_value(Gateway::take_sent);
        sent.into_iter().filter(|(method, _)| method != "config.get").collect()
    }

    async fn edit(&self, pointer: &str, value: Value) {
        let path = Path::from_pointer(pointer, self.state.draft.get_untracked().edited());
        self.state.edit(|draft| draft.set(&path, value));
        frame().await;
    }

    async fn save(&self) {
        self.house.press("button", "Save").await;
        settled().await;
    }

    fn says(&self, words: &str) {
        assert!(self.house.words().contains(words), "{words:?} in: {}", self.house.words());
    }
}

async fn open(shelf: &Shelf, version: &str) -> Room {
    web_sys::window().unwrap().session_storage().unwrap().unwrap().clear().unwrap();
    open_again(shelf, version, &[Scope::Admin]).await
}

async fn open_again(shelf: &Shelf, version: &str, scopes: &'static [Scope]) -> Room {
    let shelf = Rc::clone(shelf);
    let answer = move |method: &str, params: &Value| match method {
        "config.get" => Ok(snapshot(&shelf.borrow())),
        "config.patch" | "config.apply" => write(&mut shelf.borrow_mut(), method, params),
        _ => Err(CallError::Offline),
    };
    let (send, receive) = std::sync::mpsc::channel();
    let house = show(move || {
        let gateway = Gateway::scripted(scopes, answer);
        let stores = Stores::around(StoredValue::new_local(gateway));
        stores.connection.connect(Target { url: URL.to_owned(), ..Target::default() });
        let state = ConfigState::new(stores);
        state.follow();
        send.send((stores, state)).unwrap();
        let desk = Desk {
            state,
            schema: StoredValue::new(Arc::new(Schema::read(SCHEMA, HINTS).unwrap())),
            at: RwSignal::new(Path::root()),
            only: RwSignal::new(Only::All),
            search: RwSignal::new(String::new()),
            problems: Signal::derive(move || Problems::of(state.refused())),
            locked: Signal::derive(move || state.is_locked()),
        };
        view! {
            <Notices desk=desk />
            <SaveBar desk=desk />
        }
    });
    let (stores, state) = receive.recv().unwrap();
    settled().await;
    let mut hello = (*stores.connection.line().with_value(Gateway::hello).unwrap()).clone();
    hello.server.version = Some(version.to_owned());
    stores.deliver(quarterdeck::gateway::Delivery::Phase(Phase::Connected));
    stores.deliver(quarterdeck::gateway::Delivery::Hello(Rc::new(hello)));
    settled().await;
    let room = Room { house, stores, state };
    room.sent();
    room
}

#[wasm_bindgen_test]
async fn a_change_is_one_small_patch_over_what_was_read() {
    let shelf = shelf();
    let room = open(&shelf, "2026.9.6").await;
    room.says("No changes");
    room.edit("/gateway/port", json!(2)).await;
    room.edit("/logging/file", json!("/tmp/log")).await;
    room.says("2 changes, not saved");
    room.save().await;
    room.says("Saved.");
    room.says("No changes");
    let sent = room.sent();
    assert_eq!(sent.len(), 1, "{sent:?}");
    let (method, params) = &sent[0];
    assert_eq!(method, "config.patch");
    let raw: Value = serde_json::from_str(params["raw"].as_str().unwrap()).unwrap();
    assert_eq!(raw, json!({"gateway": {"port": 2}, "logging": {"file": "/tmp/log"}}));
    assert_eq!(params["baseHash"], format!("0 {}", file()));
    assert!(params.get("replacePaths").is_none(), "{params}");
    let mut expected = file();
    expected["gateway"]["port"] = 2.into();
    expected["logging"]["file"] = "/tmp/log".into();
    assert_eq!(shelf.borrow().file, expected);
    // Written anew by others with nothing changed in it: only its hash is another.
    shelf.borrow_mut().stamp += 1;
    room.edit("/gateway/port", json!(3)).await;
    room.save().await;
    assert_eq!(shelf.borrow().file["gateway"]["port"], 3);
}

#[wasm_bindgen_test]
async fn a_hidden_secret_is_not_sent_to_where_it_would_be_lost() {
    let shelf = shelf();
    let room = open(&shelf, "2026.4.15").await;
    room.edit("/logging/token", json!(HIDDEN)).await;
    room.save().await;
    room.says("a hidden secret would be lost");
    room.says("logging.token");
    assert_eq!(room.sent(), []);
    assert_eq!(shelf.borrow().writes, 0);
}

#[wasm_bindgen_test]
async fn what_is_reviewed_shows_no_secret_and_can_be_taken_back() {
    let shelf = shelf();
    let room = open(&shelf, "2026.9.6").await;
    room.edit("/gateway/auth/token", json!("typed-secret")).await;
    room.edit("/logging/level", json!("debug")).await;
    room.house.press("button", "Review changes").await;
    room.says("a new secret");
    room.says("This changes how the gateway is reached");
    room.says("debug");
    let words = room.house.words();
    assert!(!words.contains("typed-secret") && !words.contains(HIDDEN), "{words}");
    let name = "Take back: Logging › Level (logging.level)";
    room.house.press("button", name).await;
    room.says("1 change, not saved");
    frame().await;
    assert!(focused().starts_with("Take back: Gateway"), "{}", focused());
    room.house.press("button", "Cancel").await;
    room.save().await;
    let file = shelf.borrow().file.clone();
    assert_eq!(file["gateway"]["auth"]["token"], "typed-secret");
    assert_eq!(file["logging"]["level"], "info");
    room.says("No changes");
}

#[wasm_bindgen_test]
async fn a_refusal_is_told_with_its_reason_and_place() {
    let shelf = shelf();
    let room = open(&shelf, "2026.4.15").await;
    room.edit("/gateway/port", json!(99_999)).await;
    shelf.borrow_mut().fault = Fault::Invalid;
    room.save().await;
    room.says("Nothing was written.");
    room.says("must be at most 65535");
    room.says("1 change, not saved");
    let refused = room.state.refused();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].path.to_string(), "gateway.port");
    room.edit("/gateway/port", json!(8_080)).await;
    assert_eq!(room.state.refused(), []);
    room.save().await;
    room.says("Saved.");
}

#[wasm_bindgen_test]
async fn a_gateway_that_takes_no_more_is_waited_for() {
    let shelf = shelf();
    let room = open(&shelf, "2026.4.15").await;
    room.edit("/gateway/port", json!(2)).await;
    shelf.borrow_mut().fault = Fault::Later(1_500);
    room.save().await;
    room.says("takes no more changes for a while");
    let timer = room.house.words_of("timer");
    assert!(timer.starts_with("Saving by itself in "), "{timer}");
    assert_eq!(shelf.borrow().writes, 0);
    while shelf.borrow().writes == 0 {
        frame().await;
    }
    settled().await;
    room.says("Saved.");
    assert_eq!(shelf.borrow().writes, 1);
    assert_eq!(room.sent().len(), 2, "refused once, taken once");
}

#[wasm_bindgen_test]
async fn a_wait_can_be_called_off() {
    let shelf = shelf();
    let room = open(&shelf, "2026.4.15").await;
    room.edit("/gateway/port", json!(2)).await;
    shelf.borrow_mut().fault = Fault::Later(60_000);
    room.save().await;
    room.house.press("button", "Do not save").await;
    room.says("1 change, not saved");
    assert_eq!(shelf.borrow().writes, 0);
    assert_eq!(room.sent().len(), 1);
    room.save().await;
    assert_eq!(shelf.borrow().writes, 1, "by the operator's own wish");
}

#[wasm_bindgen_test]
async fn edits_of_two_are_both_there_and_a_clash_is_put_to_the_operator() {
    let shelf = shelf();
    let room = open(&shelf, "2026.9.6").await;
    room.edit("/gateway/port", json!(2)).await;
    room.edit("/logging/level", json!("debug")).await;
    {
        let theirs = &mut shelf.borrow_mut().file;
        theirs["gateway"]["port"] = 7.into();
        theirs["logging"]["file"] = "/theirs".into();
    }
    room.save().await;
    assert_eq!(shelf.borrow().writes, 0, "nothing is overwritten");
    room.says("Both of you have changed this");
    room.house.press("button", "Later").await;
    room.says("Someone else has changed 1 setting");
    room.house.press("button", "Decide").await;
    room.house.press("button", "Keep all of theirs").await;
    room.house.press("button", "Go on with these").await;
    room.says("1 change, not saved");
    room.says("Someone else has saved changes.");
    room.save().await;
    let mut expected = file();
    expected["gateway"]["port"] = 7.into();
    expected["logging"] = json!({"level": "debug", "file": "/theirs"});
    assert_eq!(shelf.borrow().file, expected);
}

#[wasm_bindgen_test]
async fn an_answer_that_is_lost_is_looked_for_and_nothing_is_sent_twice() {
    for (fault, words, left) in [
        (Fault::Lost, "the answer was lost, but the gateway has the changes", "No changes"),
        (Fault::NeverThere, "the gateway does not have the changes", "1 change, not saved"),
    ] {
        let shelf = shelf();
        let room = open(&shelf, "2026.4.15").await;
        room.edit("/gateway/port", json!(2)).await;
        shelf.borrow_mut().fault = fault;
        room.save().await;
        room.says(words);
        room.says(left);
        assert_eq!(room.sent().len(), 1);
    }
}

#[wasm_bindgen_test]
async fn edits_outlive_the_page_until_they_are_given_up() {
    let shelf = shelf();
    let room = open(&shelf, "2026.4.15").await;
    room.edit("/logging/level", json!("debug")).await;
    room.edit("/gateway/port", json!(2)).await;
    drop(room);
    assert!(!kept_for_good().contains("debug"), "in the tab alone");
    // Someone else saves meanwhile, and the same as well.
    shelf.borrow_mut().file["gateway"]["port"] = 9.into();
    let room = open_again(&shelf, "2026.4.15", &[Scope::Admin]).await;
    room.says("Both of you have changed this");
    room.house.press("button", "Keep all of mine").await;
    room.house.press("button", "Go on with these").await;
    room.says("2 changes, not saved");
    room.house.press("button", "Discard").await;
    // The bar and the question have the same verb.
    room.state.discard();
    settled().await;
    room.says("No changes");
    drop(room);
    let room = open_again(&shelf, "2026.4.15", &[Scope::Admin]).await;
    room.says("No changes");
    assert_eq!(room.state.value(&Path::root().key("gateway").key("port")), Some(json!(9)));
}

#[wasm_bindgen_test]
async fn what_no_patch_can_say_is_asked_about_first() {
    let shelf = shelf();
    let room = open(&shelf, "2026.4.15").await;
    let list = Path::root().key("agents").key("list");
    room.state.edit(|draft| drop(draft.remove(&list.index(0))));
    frame().await;
    room.save().await;
    assert_eq!(room.sent(), []);
    room.says("has to be given the whole configuration");
    room.house.press("button", "Write the whole").await;
    settled().await;
    room.says("Saved.");
    let sent = room.sent();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].0, "config.apply");
    let mut expected = file();
    expected["agents"]["list"].as_array_mut().unwrap().remove(0);
    assert_eq!(shelf.borrow().file, expected);
}

#[wasm_bindgen_test]
async fn a_restart_is_expected_and_explained() {
    let shelf = shelf();
    let room = open(&shelf, "2026.2.6-3").await;
    room.edit("/gateway/port", json!(2)).await;
    shelf.borrow_mut().fault = Fault::Restarts;
    room.save().await;
    room.says("The gateway restarts in 2 seconds.");
    let lost = Phase::Reconnecting { attempt: 1, retry_at_ms: None, reason: None };
    hear(room.stores, lost).await;
    room.says("The gateway is restarting.");
    room.edit("/logging/level", json!("debug")).await;
    hear(room.stores, Phase::Connected).await;
    room.says("The gateway is back, with the new configuration.");
    room.says("1 change, not saved");
}

#[wasm_bindgen_test]
async fn without_the_scope_nothing_can_be_saved() {
    let shelf = shelf();
    let room = open_again(&shelf, "2026.9.6", &[Scope::Read]).await;
    room.says("operator.admin");
    assert!(room.state.is_locked());
    assert!(room.house.see("button", "Save").has_attribute("disabled"));
}
