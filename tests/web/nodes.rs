//! The nodes page: who is there and what they are, commands run on them and what they answer, and who
//! asks to be one.

use leptos::prelude::*;
use leptos_router::components::Router;
use quarterdeck::{
    features::nodes::view::nodes_page,
    gateway::{Delivery, Gateway, error::CallError, phase::Phase},
    platform::document::replace_address,
    protocol::method::Scope,
    store::Stores,
    ui::later::later,
};
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::house::{House, frame, show};

#[wasm_bindgen_test]
async fn nodes_are_listed_with_what_tells_them_apart() {
    let place = Place::open(None).await;
    let words = place.house.words();
    for part in [
        "Workshop Pi",
        "Connected",
        "linux · 0.1.0",
        "3 commands",
        "attic",
        "Not connected",
        "Needs approval",
        "2 nodes",
        "Choose a node",
    ] {
        assert!(words.contains(part), "{part} in: {words}");
    }
}

#[wasm_bindgen_test]
async fn a_node_tells_all_that_is_known_of_it() {
    let place = Place::open(Some("pi")).await;
    let words = place.house.words();
    for part in
        ["Raspberry Pi", "203.0.113.9", "camera.snap", "screenRecording", "Not allowed", "/usr/bin"]
    {
        assert!(words.contains(part), "{part} in: {words}");
    }
}

#[wasm_bindgen_test]
async fn a_node_that_nobody_knows_is_said_to_be_unknown() {
    let place = Place::open(Some("gone")).await;
    let words = place.house.words();
    assert!(words.contains("knows no such node") && words.contains("gone"), "{words}");
}

#[wasm_bindgen_test]
async fn a_command_is_sent_once_with_what_the_form_says() {
    let place = Place::open(Some("pi")).await;
    place.choose("Command", "system.which").await;
    place.house.press("button", "Run").await;
    assert!(place.invoked().is_empty(), "a program is needed");
    assert!(place.house.words().contains("This is needed."));
    place.house.write("Programs", "git, node").await;
    place.house.press("button", "Run").await;
    frame().await;
    let [sent] = place.invoked().try_into().unwrap();
    assert_eq!(sent["command"], "system.which");
    assert_eq!(sent["params"], json!({"bins": ["git", "node"]}));
    assert_eq!(sent["timeoutMs"], 30_000);
    assert!(place.house.words().contains("/usr/bin/git"), "{}", place.house.words());
    place.house.press("button", "Run").await;
    let [again] = place.invoked().try_into().unwrap();
    assert_ne!(sent["idempotencyKey"], again["idempotencyKey"], "pressed again, it is another one");
}

#[wasm_bindgen_test]
async fn json_that_is_wrong_is_said_with_its_place_and_not_sent() {
    let place = Place::open(Some("pi")).await;
    place.choose("Command", "system.which").await;
    place.house.write("Programs", "git").await;
    place.house.press("button", "Write as JSON").await;
    let area: web_sys::HtmlTextAreaElement = place.json();
    assert!(area.value().contains("\"git\""), "the form is taken over: {}", area.value());
    place.write_json("{\"bins\": [\"git\"").await;
    assert!(place.house.words().contains("Line 1, column 15"), "{}", place.house.words());
    place.house.press("button", "Run").await;
    assert!(place.invoked().is_empty());
    place.write_json("{\"bins\": [\"cargo\"]}").await;
    place.house.press("button", "Run").await;
    assert_eq!(place.invoked()[0]["params"], json!({"bins": ["cargo"]}));
}

#[wasm_bindgen_test]
async fn a_command_that_fails_says_what_to_do() {
    let place = Place::open(Some("pi")).await;
    place.choose("Command", "camera.snap").await;
    place.house.press("button", "Run").await;
    frame().await;
    let words = place.house.words();
    assert!(
        words.contains("The node is not connected.") && words.contains("wake the device"),
        "{words}"
    );
}

#[wasm_bindgen_test]
async fn without_the_permission_a_command_cannot_be_run_and_it_says_why() {
    let place = Place::with(&[Scope::Read], Some("pi")).await;
    assert!(place.house.words().contains("operator.write"));
    assert!(place.house.words().contains("operator.pairing"));
    let run = place.house.see("button", "Run");
    assert!(run.has_attribute("disabled"));
}

#[wasm_bindgen_test]
async fn another_name_is_given_in_place_and_a_refusal_stands_there() {
    let place = Place::open(Some("pi")).await;
    place.house.press("button", "Rename").await;
    place.house.write("Name", "Shed").await;
    place.house.press("button", "Save").await;
    frame().await;
    let sent = place.sent("node.rename");
    assert_eq!(sent, [json!({"nodeId": "pi", "displayName": "Shed"})]);
    assert!(place.house.words().contains("keeps no name of its own"), "{}", place.house.words());
}

#[wasm_bindgen_test]
async fn an_answer_goes_to_the_request_it_stands_at() {
    let place = Place::open(None).await;
    let words = place.house.words();
    assert!(words.contains("Garden camera") && words.contains("Tablet"), "{words}");
    assert!(!words.contains("Plain phone"), "no node: {words}");
    let card = place.house.see("group", "Garden camera");
    press_in(&card, "Reject").await;
    assert_eq!(place.sent("node.pair.reject"), [json!({"requestId": "n-1"})]);
    let card = place.house.see("group", "Tablet");
    press_in(&card, "Approve").await;
    assert!(place.sent("device.pair.approve").is_empty(), "it asks for more: a second look");
    place.house.see("dialog", "Approve Tablet with all of it?");
}

struct Place {
    house: House,
    gateway: Gateway,
}

impl Drop for Place {
    fn drop(&mut self) {
        replace_address("/");
    }
}

impl Place {
    async fn open(node: Option<&str>) -> Self {
        Self::with(&[Scope::Admin], node).await
    }

    async fn with(scopes: &[Scope], node: Option<&str>) -> Self {
        replace_address(
            &node.map_or_else(|| "/nodes".to_owned(), |id| format!("/nodes?node={id}")),
        );
        let gateway = Gateway::scripted(scopes, answer);
        let behind = gateway.clone();
        let house = show(move || {
            let stores = Stores::around(StoredValue::new_local(behind));
            provide_context(stores);
            stores.deliver(Delivery::Phase(Phase::Connected));
            stores.deliver(Delivery::Resync);
            view! { <Router>{later(nodes_page, ())}</Router> }
        });
        for _ in 0..3 {
            frame().await;
        }
        // What was read to begin with is of no interest.
        drop(gateway.take_sent());
        Self { house, gateway }
    }

    /// The parameters of calls of this method since the last look at any.
    fn sent(&self, wanted: &str) -> Vec<Value> {
        let sent = self.gateway.take_sent().into_iter();
        sent.filter(|(method, _)| method == wanted).map(|(_, params)| params).collect()
    }

    fn invoked(&self) -> Vec<Value> {
        self.sent("node.invoke")
    }

    async fn choose(&self, name: &str, value: &str) {
        let list = self.house.see("combobox", name);
        js_sys::Reflect::set(&list, &"value".into(), &value.into()).unwrap();
        let event = web_sys::Event::new("change").unwrap();
        list.dispatch_event(&event).unwrap();
        frame().await;
    }

    fn json(&self) -> web_sys::HtmlTextAreaElement {
        use wasm_bindgen::JsCast;
        document().query_selector("textarea").unwrap().unwrap().dyn_into().unwrap()
    }

    async fn write_json(&self, text: &str) {
        let area = self.json();
        area.set_value(text);
        area.dispatch_event(&web_sys::Event::new("input").unwrap()).unwrap();
        frame().await;
    }
}

async fn press_in(card: &web_sys::HtmlElement, name: &str) {
    use wasm_bindgen::JsCast;
    let buttons = card.query_selector_all("button").unwrap();
    let buttons = (0..buttons.length()).filter_map(|at| buttons.get(at));
    let button = buttons.into_iter().find(|it| it.text_content().as_deref() == Some(name)).unwrap();
    button.dyn_into::<web_sys::HtmlElement>().unwrap().click();
    frame().await;
}

fn answer(method: &str, params: &Value) -> Result<Value, CallError> {
    let refused = |code: &str, message: &str, details: Value| CallError::Refused {
        code: code.to_owned(),
        message: message.to_owned(),
        details: Some(details),
        retry_after_ms: None,
    };
    let pi = json!({"nodeId": "pi", "displayName": "Workshop Pi", "platform": "linux", "version": "0.1.0",
        "deviceFamily": "Raspberry Pi", "remoteIp": "203.0.113.9", "pathEnv": "/usr/bin", "connected": true,
        "commands": ["system.run", "system.which", "camera.snap"], "caps": ["camera"],
        "permissions": {"screenRecording": false}, "of tomorrow": [{}]});
    Ok(match (method, params["nodeId"].as_str(), params["command"].as_str()) {
        ("node.list", ..) => json!({"nodes": [
            {"nodeId": "attic", "connected": false, "approvalState": "pending-approval"}, pi]}),
        ("node.describe", Some("pi"), _) => pi,
        ("node.invoke", _, Some("system.which")) => {
            json!({"payload": null, "payloadJSON": "{\"git\": \"/usr/bin/git\"}"})
        }
        ("node.invoke", ..) => {
            return Err(refused(
                "UNAVAILABLE",
                "node not connected",
                json!({"code": "NOT_CONNECTED"}),
            ));
        }
        ("node.describe" | "node.rename", ..) => {
            return Err(refused("INVALID_REQUEST", "unknown nodeId", Value::Null));
        }
        ("node.pair.list", ..) => json!({"pending": [
            {"requestId": "n-1", "nodeId": "cam", "displayName": "Garden camera", "ts": 1}]}),
        ("device.pair.list", ..) => json!({"pending": [
            {"requestId": "d-1", "deviceId": "tab", "displayName": "Tablet", "roles": ["node", "operator"],
                "scopes": ["operator.admin"], "ts": 2},
            {"requestId": "d-2", "deviceId": "phone", "displayName": "Plain phone", "role": "operator"}]}),
        _ => json!({}),
    })
}
