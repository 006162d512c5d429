//! The tab *Raw* as an operator meets it, on a gateway that keeps what is written. The editor itself
//! is not there in these tests: a plain field stands in its place.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use leptos::prelude::*;
use quarterdeck::features::config::desk::{Desk, Only};
use quarterdeck::features::config::path::Path;
use quarterdeck::features::config::problems::Problems;
use quarterdeck::features::config::raw::RawTab;
use quarterdeck::features::config::schema::Schema;
use quarterdeck::features::config::state::ConfigState;
use quarterdeck::gateway::phase::Phase;
use quarterdeck::gateway::{Delivery, Gateway, Target, error::CallError};
use quarterdeck::protocol::config::HIDDEN;
use quarterdeck::protocol::method::Scope;
use quarterdeck::store::Stores;
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlTextAreaElement};

use crate::house::{House, kept_for_good, settled, show};

const URL: &str = "ws://127.0.0.1:1/";
const FIELD: &str = "Configuration as text";
const TEXT: &str = r#"// the harbour
{
  logging: { level: "info", file: "/var/log" },
  gateway: { port: 1, auth: { token: "__OPENCLAW_REDACTED__" } },
}
"#;

/// What the next write meets.
#[derive(Default)]
enum Fault {
    #[default]
    None,
    Invalid,
    /// Written, and the answer is lost.
    Lost,
    /// Lost on its way.
    NeverThere,
}

struct Kept {
    /// As the gateway shows it.
    raw: Option<String>,
    file: Value,
    fault: Fault,
}

type Shelf = Rc<RefCell<Kept>>;

fn file() -> Value {
    json!({
        "logging": {"level": "info", "file": "/var/log"},
        "gateway": {"port": 1, "auth": {"token": HIDDEN}},
    })
}

fn shelf() -> Shelf {
    Rc::new(RefCell::new(Kept { raw: Some(TEXT.to_owned()), file: file(), fault: Fault::None }))
}

fn refused(message: &str, details: Value) -> CallError {
    CallError::Refused {
        code: "INVALID_REQUEST".to_owned(),
        message: message.to_owned(),
        details: Some(details),
        retry_after_ms: None,
    }
}

fn write(kept: &mut Kept, params: &Value) -> Result<Value, CallError> {
    let fault = std::mem::take(&mut kept.fault);
    if matches!(fault, Fault::NeverThere) {
        return Err(CallError::Timeout);
    }
    if matches!(fault, Fault::Invalid) {
        let issues = json!([{"path": "gateway.port", "message": "must be at most 65535"}]);
        return Err(refused("invalid config", json!({"issues": issues})));
    }
    if params["baseHash"].as_str() != Some(kept.file.to_string().as_str()) {
        let message = "config changed since last load; re-run config.get and retry";
        return Err(refused(message, json!({})));
    }
    let raw = params["raw"].as_str().unwrap();
    let value = quarterdeck::features::config::json5::read(raw).unwrap();
    kept.raw = Some(format!("{value:#}"));
    kept.file = value;
    if matches!(fault, Fault::Lost) {
        return Err(CallError::Timeout);
    }
    Ok(json!({"ok": true, "path": "/p", "restart": {"ok": true, "delayMs": 2000}}))
}

struct Room {
    house: House,
    stores: Stores,
    state: ConfigState,
}

async fn open(shelf: &Shelf, version: &str) -> Room {
    web_sys::window().unwrap().session_storage().unwrap().unwrap().clear().unwrap();
    open_again(shelf, version, &[Scope::Admin]).await
}

async fn open_again(shelf: &Shelf, version: &str, scopes: &'static [Scope]) -> Room {
    let shelf = Rc::clone(shelf);
    let answer = move |method: &str, params: &Value| match method {
        "config.get" => {
            let kept = shelf.borrow();
            Ok(json!({
                "path": "/srv/openclaw.json", "exists": true, "valid": true,
                "hash": kept.file.to_string(), "raw": kept.raw, "parsed": kept.file,
                "sourceConfig": kept.file, "config": kept.file,
                "issues": [], "warnings": [], "legacyIssues": [],
            }))
        }
        "config.set" | "config.apply" => write(&mut shelf.borrow_mut(), params),
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
        let schema = Arc::new(Schema::read("{\"type\": \"object\"}", "").unwrap());
        let desk = Desk {
            state,
            schema: StoredValue::new(schema),
            at: RwSignal::new(Path::root()),
            only: RwSignal::new(Only::All),
            search: RwSignal::new(String::new()),
            problems: Signal::derive(move || Problems::of(state.refused())),
            locked: Signal::derive(move || state.is_locked()),
        };
        view! { <RawTab desk=desk /> }
    });
    let (stores, state) = receive.recv().unwrap();
    settled().await;
    let mut hello = (*stores.connection.line().with_value(Gateway::hello).unwrap()).clone();
    hello.server.version = Some(version.to_owned());
    stores.deliver(Delivery::Phase(Phase::Connected));
    stores.deliver(Delivery::Hello(Rc::new(hello)));
    settled().await;
    let room = Room { house, stores, state };
    room.sent();
    room
}

impl Room {
    fn field(&self) -> HtmlTextAreaElement {
        self.house.see("textbox", FIELD).dyn_into().unwrap()
    }

    async fn type_text(&self, text: &str) {
        let field = self.field();
        field.set_value(text);
        let event = Event::new("input").unwrap();
        event.init_event_with_bubbles("input", true);
        field.dispatch_event(&event).unwrap();
        settled().await;
    }

    async fn press(&self, name: &str) {
        self.house.press("button", name).await;
        settled().await;
    }

    async fn write(&self) {
        self.press("Review and write").await;
        self.press("Write").await;
    }

    fn sent(&self) -> Vec<(String, Value)> {
        let sent = self.stores.connection.line().with_value(Gateway::take_sent);
        sent.into_iter().filter(|(method, _)| method != "config.get").collect()
    }

    fn says(&self, words: &str) {
        assert!(self.house.words().contains(words), "{words:?} in: {}", self.house.words());
    }

    fn is_off(&self, button: &str) -> bool {
        self.house.see("button", button).has_attribute("disabled")
    }
}

#[wasm_bindgen_test]
async fn a_text_is_looked_through_and_written_once() {
    let shelf = shelf();
    let room = open(&shelf, "2026.9.6").await;
    assert_eq!(room.field().value(), TEXT);
    room.says("No edits");
    room.says("/srv/openclaw.json");
    assert!(room.is_off("Review and write"));
    room.type_text(&TEXT.replace("\"info\"", "\"debug\"")).await;
    room.says("1 change, not written");
    room.press("Review and write").await;
    room.says("logging.level");
    room.says("1 comment: the gateway writes its file as plain JSON");
    room.press("Write").await;
    let sent = room.sent();
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert_eq!(sent[0].0, "config.apply");
    assert_eq!(sent[0].1["raw"], TEXT.replace("\"info\"", "\"debug\""));
    assert_eq!(sent[0].1["baseHash"], file().to_string());
    room.says("Written.");
    room.says("No edits");
    assert_eq!(shelf.borrow().file["logging"]["level"], "debug");
    assert!(room.field().value().starts_with('{'), "as the gateway keeps it");
}

#[wasm_bindgen_test]
async fn what_an_old_gateway_drops_is_said_before() {
    let room = open(&shelf(), "2026.2.6-3").await;
    room.type_text(&TEXT.replace("port: 1", "port: 2")).await;
    room.press("Review and write").await;
    room.says("this version of the gateway writes the secret itself in its place");
    room.says("this version of the gateway adds its defaults to the file");
}

#[wasm_bindgen_test]
async fn a_fault_is_told_at_its_line_and_nothing_is_sent() {
    let room = open(&shelf(), "2026.9.6").await;
    room.type_text("{\n  logging: { level: 'x' \n").await;
    room.house.see("region", "Faults in the text");
    room.house.see("button", "Line 3");
    assert!(room.is_off("Review and write") && room.is_off("Format"));
    assert_eq!(room.field().get_attribute("aria-invalid").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn a_hidden_secret_goes_nowhere_else() {
    let shelf = shelf();
    let room = open(&shelf, "2026.9.6").await;
    let copied = TEXT.replace("file: \"/var/log\"", &format!("token: \"{HIDDEN}\""));
    room.type_text(&copied).await;
    room.write().await;
    room.says("the gateway would not know which secret belongs there");
    room.says("logging.token");
    assert_eq!(room.sent(), []);
    assert_eq!(room.field().value(), copied);
}

#[wasm_bindgen_test]
async fn a_typed_secret_is_not_in_what_is_looked_through() {
    let room = open(&shelf(), "2026.9.6").await;
    room.type_text(&TEXT.replace(HIDDEN, "typed-here")).await;
    room.press("Review and write").await;
    room.says("a new secret");
    assert!(!room.house.words().contains("typed-here"), "{}", room.house.words());
}

#[wasm_bindgen_test]
async fn what_the_gateway_refuses_stands_at_its_line() {
    let shelf = shelf();
    shelf.borrow_mut().fault = Fault::Invalid;
    let room = open(&shelf, "2026.9.6").await;
    let text = TEXT.replace("port: 1", "port: 99999");
    room.type_text(&text).await;
    room.write().await;
    room.says("must be at most 65535");
    room.house.see("button", "Line 4");
    assert_eq!(room.field().value(), text);
    assert_eq!(room.sent().len(), 1);
}

#[wasm_bindgen_test]
async fn what_others_wrote_is_merged_and_a_clash_is_decided() {
    let shelf = shelf();
    let room = open(&shelf, "2026.9.6").await;
    room.type_text(&TEXT.replace("\"info\"", "\"debug\"").replace("port: 1", "port: 2")).await;
    {
        let mut kept = shelf.borrow_mut();
        kept.file["logging"]["file"] = json!("/theirs");
        kept.file["gateway"]["port"] = json!(3);
        kept.raw = Some(format!("{:#}", kept.file));
    }
    room.write().await;
    room.says("Somebody else changed the configuration");
    assert!(room.is_off("Review and write"));
    room.press("Merge").await;
    room.says("1 place was changed differently");
    assert!(room.is_off("Go on with this"));
    room.press("All mine").await;
    room.press("Go on with this").await;
    room.says("2 changes, not written");
    assert!(room.field().value().contains("// the harbour"), "{}", room.field().value());
    room.write().await;
    room.says("Written.");
    let file = shelf.borrow().file.clone();
    assert_eq!(file["logging"], json!({"level": "debug", "file": "/theirs"}));
    assert_eq!(file["gateway"]["port"], 2);
}

#[wasm_bindgen_test]
async fn an_answer_that_is_lost_is_looked_up_and_never_sent_again() {
    for (fault, told, is_edited) in
        [(Fault::Lost, "Written.", false), (Fault::NeverThere, "The text was not written.", true)]
    {
        let shelf = shelf();
        shelf.borrow_mut().fault = fault;
        let room = open(&shelf, "2026.9.6").await;
        room.type_text(&TEXT.replace("port: 1", "port: 2")).await;
        room.write().await;
        room.says(told);
        assert_eq!(room.sent().len(), 1);
        assert_eq!(room.is_off("Undo all edits"), !is_edited);
    }
}

#[wasm_bindgen_test]
async fn edits_outlive_the_page_and_meet_what_was_written_meanwhile() {
    let shelf = shelf();
    let room = open(&shelf, "2026.9.6").await;
    let text = TEXT.replace("port: 1", "port: 2");
    room.type_text(&text).await;
    assert!(!kept_for_good().contains("port"), "{}", kept_for_good());
    drop(room);
    let room = open_again(&shelf, "2026.9.6", &[Scope::Admin]).await;
    assert_eq!(room.field().value(), text);
    drop(room);
    {
        let mut kept = shelf.borrow_mut();
        kept.file["logging"]["level"] = json!("warn");
        kept.raw = Some(TEXT.replace("\"info\"", "\"warn\""));
    }
    let room = open_again(&shelf, "2026.9.6", &[Scope::Admin]).await;
    assert_eq!(room.field().value(), text);
    room.press("Merge").await;
    assert!(room.field().value().contains("level: \"warn\""), "{}", room.field().value());
    room.press("Undo all edits").await;
    room.house.press_last("button", "Undo all edits").await;
    settled().await;
    room.says("No edits");
}

#[wasm_bindgen_test]
async fn the_edits_of_the_form_move_into_the_text() {
    let room = open(&shelf(), "2026.9.6").await;
    let path = Path::root().key("logging").key("level");
    room.state.edit(|draft| draft.set(&path, json!("trace")));
    settled().await;
    room.says("The form holds 1 change");
    room.press("Move into the text").await;
    assert_eq!(room.field().value(), TEXT.replace("\"info\"", "\"trace\""));
    assert!(!room.state.draft.get_untracked().is_edited());
    assert!(!room.house.words().contains("The form holds"));
}

#[wasm_bindgen_test]
async fn a_text_made_of_values_says_so_and_can_be_laid_out() {
    let shelf = shelf();
    shelf.borrow_mut().raw = None;
    let room = open(&shelf, "2026.4.15").await;
    room.says("cannot show its file without its secrets");
    room.type_text("{a:1,/* b */c:[2]}").await;
    room.press("Format").await;
    assert!(room.field().value().contains("\n  a: 1,"), "{}", room.field().value());
    assert!(room.field().value().contains("/* b */"), "{}", room.field().value());
}

#[wasm_bindgen_test]
async fn without_the_permission_it_is_read_only() {
    let room = open_again(&shelf(), "2026.9.6", &[Scope::Read]).await;
    room.says("needs the permission operator.admin");
    assert!(room.field().read_only());
    assert!(room.is_off("Review and write"));
}
