//! The tab *Update* as an operator meets it.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use leptos::prelude::*;
use quarterdeck::features::config::desk::{Desk, Only};
use quarterdeck::features::config::path::Path;
use quarterdeck::features::config::problems::Problems;
use quarterdeck::features::config::schema::Schema;
use quarterdeck::features::config::state::ConfigState;
use quarterdeck::features::config::update::UpdateTab;
use quarterdeck::gateway::phase::Phase;
use quarterdeck::gateway::{Delivery, Gateway, Target, error::CallError};
use quarterdeck::protocol::method::Scope;
use quarterdeck::store::Stores;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::house::{House, frame, show};

const URL: &str = "ws://127.0.0.1:1/";

type Answers = Rc<RefCell<Vec<(&'static str, Result<Value, CallError>)>>>;

struct Room {
    house: House,
    stores: Stores,
}

async fn settled() {
    for _ in 0..4 {
        frame().await;
    }
}

fn answers(list: &[(&'static str, Result<Value, CallError>)]) -> Answers {
    Rc::new(RefCell::new(list.to_vec()))
}

async fn open(answers: &Answers) -> Room {
    web_sys::window().unwrap().session_storage().unwrap().unwrap().clear().unwrap();
    open_again(answers, &[Scope::Admin], "2026.4.15", None).await
}

async fn open_again(
    answers: &Answers,
    scopes: &'static [Scope],
    version: &str,
    uptime_ms: Option<u64>,
) -> Room {
    let answers = Rc::clone(answers);
    let answer = move |method: &str, _: &Value| {
        let found = answers.borrow().iter().find(|(name, _)| *name == method).cloned();
        found.map_or(Err(CallError::Offline), |(_, answer)| answer)
    };
    let (send, receive) = std::sync::mpsc::channel();
    let house = show(move || {
        let gateway = Gateway::scripted(scopes, answer);
        let stores = Stores::around(StoredValue::new_local(gateway));
        stores.connection.connect(Target { url: URL.to_owned(), ..Target::default() });
        send.send(stores).unwrap();
        let desk = Desk {
            state: ConfigState::new(stores),
            schema: StoredValue::new(Arc::new(Schema::read("{\"type\": \"object\"}", "").unwrap())),
            at: RwSignal::new(Path::root()),
            only: RwSignal::new(Only::All),
            search: RwSignal::new(String::new()),
            problems: Signal::stored(Problems::default()),
            locked: Signal::stored(false),
        };
        view! { <UpdateTab desk=desk /> }
    });
    let stores = receive.recv().unwrap();
    let room = Room { house, stores };
    room.welcome(version, uptime_ms).await;
    room.sent();
    room
}

impl Room {
    async fn welcome(&self, version: &str, uptime_ms: Option<u64>) {
        let line = self.stores.connection.line();
        let mut hello = (*line.with_value(Gateway::hello).unwrap()).clone();
        hello.server.version = Some(version.to_owned());
        hello.snapshot.uptime_ms = uptime_ms;
        self.stores.deliver(Delivery::Phase(Phase::Connected));
        self.stores.deliver(Delivery::Hello(Rc::new(hello)));
        settled().await;
    }

    fn sent(&self) -> Vec<String> {
        let sent = self.stores.connection.line().with_value(Gateway::take_sent);
        sent.into_iter().map(|(method, _)| method).collect()
    }

    async fn update(&self) {
        self.house.press("button", "Update now").await;
        settled().await;
        // The second one is in the question.
        let all = self.house.words();
        assert!(all.contains("Update the gateway?"), "{all}");
        self.house.press_last("button", "Update now").await;
        settled().await;
    }

    fn says(&self, words: &str) {
        assert!(self.house.words().contains(words), "{words:?} in: {}", self.house.words());
    }
}

fn done() -> Value {
    json!({"ok": true, "result": {
        "status": "ok", "mode": "npm", "before": {"version": "2026.4.15"},
        "after": {"version": "2026.4.20"}, "durationMs": 61_000,
        "steps": [
            {"name": "global update", "command": "npm i -g openclaw@latest", "durationMs": 60_000,
                "exitCode": 0, "stdoutTail": "added 512 packages"},
            {"name": "doctor", "command": "openclaw doctor", "durationMs": 900, "exitCode": 0},
        ],
    }, "restart": {"ok": true, "delayMs": 2000}})
}

#[wasm_bindgen_test]
async fn an_update_is_asked_about_and_told_with_its_steps() {
    let room = open(&answers(&[("update.run", Ok(done()))])).await;
    room.says("2026.4.15");
    room.says("The gateway knows of no newer version.");
    room.update().await;
    assert_eq!(room.sent().iter().filter(|it| *it == "update.run").count(), 1);
    for words in [
        "The update is installed.",
        "2026.4.15 → 2026.4.20",
        "took 1:01 min",
        "global update",
        "The gateway restarts now.",
    ] {
        room.says(words);
    }
    room.welcome("2026.4.20", Some(0)).await;
    room.says("The gateway is back: 2026.4.15 became 2026.4.20.");
    room.house.press("button", "Dismiss").await;
    assert!(!room.house.words().contains("Last update"), "{}", room.house.words());
}

#[wasm_bindgen_test]
async fn an_update_that_was_not_possible_says_why() {
    for (reason, words) in [
        ("dirty", "has changes that are not committed"),
        ("container-image-install", "runs from a container image"),
        ("of-tomorrow", "The gateway says: of-tomorrow"),
    ] {
        let reply = json!({"ok": true, "result": {"status": "skipped", "reason": reason}});
        let room = open(&answers(&[("update.run", Ok(reply))])).await;
        room.update().await;
        room.says("Nothing was updated.");
        room.says(words);
    }
}

#[wasm_bindgen_test]
async fn a_failed_step_shows_what_it_printed() {
    let reply = json!({"ok": false, "result": {
        "status": "error", "reason": "global update", "before": {"version": "2026.4.15"},
        "steps": [{"name": "global update", "command": "npm i", "durationMs": 10, "exitCode": 243,
            "stderrTail": "npm error EACCES"}]}});
    let room = open(&answers(&[("update.run", Ok(reply))])).await;
    room.update().await;
    for words in
        ["The update failed.", "It stopped at this step: global update", "exit code 243", "EACCES"]
    {
        room.says(words);
    }
}

#[wasm_bindgen_test]
async fn a_connection_that_goes_first_is_explained_after_the_return() {
    let list = answers(&[("update.run", Err(CallError::Offline))]);
    let room = open(&list).await;
    room.update().await;
    room.says("The connection went away while the gateway was updating itself.");
    drop(room);
    let room = open_again(&list, &[Scope::Admin], "2026.4.20", Some(0)).await;
    room.says("The gateway is back: 2026.4.15 became 2026.4.20.");
    assert!(!room.sent().contains(&"update.run".to_owned()));
}

#[wasm_bindgen_test]
async fn later_gateways_tell_of_it_themselves() {
    let status = json!({
        "sentinel": null, "effectiveChannel": "beta",
        "updateAvailable": {"currentVersion": "2026.9.6", "latestVersion": "2026.9.8", "channel": "beta"},
        "lastRun": {"runId": "r", "status": "rolled-back", "phase": "finished", "reason": null,
            "createdAtMs": 1_700_000_000_000_u64, "updatedAtMs": 1_700_000_004_000_u64,
            "before": {"version": "2026.9.6"}, "after": {},
            "steps": [{"step": "verifying", "status": "failed", "detail": "not healthy"}]},
    });
    let room = open(&answers(&[("update.status", Ok(status))])).await;
    for words in [
        "Version 2026.9.8 is available.",
        "beta",
        "The update failed, and the version before is back.",
        "from 2026.9.6",
        "not healthy",
    ] {
        room.says(words);
    }
}

#[wasm_bindgen_test]
async fn without_the_permission_it_is_not_offered() {
    web_sys::window().unwrap().session_storage().unwrap().unwrap().clear().unwrap();
    let room = open_again(&answers(&[]), &[Scope::Read], "2026.9.6", None).await;
    assert!(room.house.see("button", "Update now").has_attribute("disabled"));
    room.says("Updating needs the permission operator.admin.");
}
