//! The connection in a real browser, to a socket that the test itself answers: keys that outlive
//! the page, a signed connect, calls, events, bytes, a replaced connection, tokens of the device.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, Reflect, Uint8Array};
use quarterdeck::gateway::{
    Delivery, Gateway, Target,
    error::CallError,
    identity::keep,
    phase::{Phase, RefusalKind},
};
use quarterdeck::platform::clock;
use quarterdeck::protocol::chat::{ChatHistory, History};
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const SOCKET: &str = r#"
globalThis.sockets = [];
globalThis.WebSocket = class extends EventTarget {
  constructor(url) { super(); this.url = url; this.readyState = 0; this.sent = []; sockets.push(this); }
  send(data) { this.sent.push(data); }
  close(code) { this.readyState = 3; this.closedWith ??= code ?? 1005; }
  open() { this.readyState = 1; this.dispatchEvent(new Event("open")); }
  say(data) { this.dispatchEvent(new MessageEvent("message", { data })); }
  end(code) { this.readyState = 3; this.dispatchEvent(new CloseEvent("close", { code })); }
};
"#;

#[wasm_bindgen_test]
async fn the_key_of_this_browser_outlives_the_page() {
    let first = keep::device_key().await.unwrap();
    let second = keep::device_key().await.unwrap();
    assert_eq!(first.id(), second.id());
    assert_eq!(first.id().as_str().len(), 64);
}

#[wasm_bindgen_test]
async fn a_connect_is_signed_and_a_welcome_connects() {
    let place = Place::new("signed");
    let socket = place.connect(Some("example-token")).await;
    assert_eq!(place.told(), ["Connecting"]);
    let connect = socket.challenged().await;
    assert_eq!(socket.url(), place.url, "no token in the address");
    let params = &connect["params"];
    assert_eq!(connect["method"], "connect");
    assert_eq!((&params["minProtocol"], &params["maxProtocol"]), (&json!(3), &json!(4)));
    assert_eq!(params["auth"], json!({"token": "example-token"}));
    assert_eq!(params["device"]["nonce"], "n-1");
    assert_eq!(params["device"]["signedAt"], 1_700_000_000_123_u64);
    assert_eq!(params["device"]["signature"].as_str().map(str::len), Some(86));
    assert_eq!(params["client"].get("buildId"), None, "2026.2.6-3 refuses it");

    socket.welcome(&connect, json!({})).await;
    assert_eq!(place.told(), ["Connecting", "Hello", "Connected"]);
}

#[wasm_bindgen_test]
async fn a_call_is_sent_and_its_reply_is_read_from_text_and_from_bytes() {
    let place = Place::new("calls");
    let socket = place.connected().await;
    for in_bytes in [false, true] {
        let (reply, asked) = place.ask(&socket).await;
        assert_eq!(asked["method"], "chat.history");
        let frame = json!({"type": "res", "id": asked["id"], "ok": true,
            "payload": {"sessionId": "s-1", "messages": []}});
        if in_bytes {
            socket.say_bytes(&frame).await;
        } else {
            socket.say(&frame).await;
        }
        let history = reply.got().await.unwrap();
        assert_eq!(history.session_id.as_deref(), Some("s-1"));
    }
}

#[wasm_bindgen_test]
async fn a_lost_socket_ends_the_calls_that_wait() {
    let place = Place::new("lost");
    let socket = place.connected().await;
    let (reply, _) = place.ask(&socket).await;
    socket.end(1006).await;
    assert_eq!(reply.got().await, Err(CallError::Offline));
    assert!(matches!(place.gateway.phase(), Phase::Reconnecting { attempt: 1, .. }));
    assert_eq!(place.gateway.hello(), None);
    place.gateway.disconnect();
}

#[wasm_bindgen_test]
async fn a_call_larger_than_the_gateway_takes_is_not_sent() {
    let place = Place::new("large");
    let socket = place.connect(None).await;
    let connect = socket.challenged().await;
    socket.welcome(&connect, json!({"policy": {"maxPayload": 50}})).await;
    let refused = place.gateway.call(history()).await;
    assert!(matches!(refused, Err(CallError::TooLarge { limit: 50, .. })));
    assert_eq!(socket.sent().len(), 1);
}

#[wasm_bindgen_test]
async fn a_frame_that_is_broken_is_dropped_and_the_line_lives() {
    let place = Place::new("broken");
    let socket = place.connected().await;
    socket.say_text("{\"type\":\"event\",").await;
    socket.say(&json!({"type": "event", "event": "chat", "payload": {"runId": 7}})).await;
    socket.say(&json!({"type": "event", "event": "of.tomorrow", "payload": {"a": 1}})).await;
    assert_eq!(place.gateway.phase(), Phase::Connected);
    // The frame is gone; the event's payload is read, and found wanting, by whoever looks at it.
    assert_eq!(place.told()[3..], ["Chat", "Unknown"]);
}

#[wasm_bindgen_test]
async fn nothing_of_a_replaced_connection_is_heard() {
    let place = Place::new("replaced");
    let old = place.connected().await;
    let new = place.connect(None).await;
    assert_eq!(old.closed_with(), Some(1000.0));
    let told = place.told();
    old.say(&json!({"type": "event", "event": "of.yesterday"})).await;
    old.end(1006).await;
    assert_eq!(place.told(), told);
    let connect = new.challenged().await;
    new.welcome(&connect, json!({})).await;
    assert_eq!(place.gateway.phase(), Phase::Connected);
}

#[wasm_bindgen_test]
async fn the_token_of_the_device_is_kept_used_and_dropped_when_refused() {
    let place = Place::new("device-token");
    let socket = place.connect(Some("example-token")).await;
    let connect = socket.challenged().await;
    let auth = json!({"deviceToken": "of-this-device", "scopes": ["operator.read"]});
    socket.welcome(&connect, json!({"auth": auth})).await;
    until("the token is kept", async || keep::device_token(&place.url, "operator").await.is_some())
        .await;

    let socket = place.connect(None).await;
    let connect = socket.challenged().await;
    assert_eq!(connect["params"]["auth"], json!({"token": "of-this-device"}));
    let error = json!({"code": "INVALID_REQUEST", "message": "unauthorized",
        "details": {"code": "AUTH_DEVICE_TOKEN_MISMATCH"}});
    socket.say(&json!({"type": "res", "id": connect["id"], "ok": false, "error": error})).await;
    let Phase::Refused(refusal) = place.gateway.phase() else { panic!("no refusal") };
    assert_eq!(refusal.kind, RefusalKind::DeviceTokenMismatch);
    assert!(refusal.origin.starts_with("http"));
    until("the token is dropped", async || {
        keep::device_token(&place.url, "operator").await.is_none()
    })
    .await;
}

#[wasm_bindgen_test]
async fn nothing_secret_is_put_into_local_storage() {
    let place = Place::new("storage");
    let socket = place.connect(Some("example-token")).await;
    let connect = socket.challenged().await;
    socket.welcome(&connect, json!({"auth": {"deviceToken": "of-this-device"}})).await;
    until("the token is kept", async || keep::device_token(&place.url, "operator").await.is_some())
        .await;
    let storage = Reflect::get(&js_sys::global(), &"localStorage".into()).unwrap();
    let text = js_sys::JSON::stringify(&storage).unwrap().as_string().unwrap();
    assert!(!text.contains("token"), "{text}");
}

fn history() -> ChatHistory {
    ChatHistory {
        session_key: "agent:main:main".into(),
        limit: Some(5),
        offset: None,
        max_chars: None,
    }
}

/// One gateway of its own for each test, and what it had to say.
struct Place {
    url: String,
    gateway: Gateway,
    told: Rc<RefCell<Vec<String>>>,
}

impl Place {
    fn new(name: &str) -> Self {
        js_sys::eval(SOCKET).unwrap();
        let told = Rc::new(RefCell::new(Vec::new()));
        let heard = Rc::clone(&told);
        let gateway = Gateway::new(move |delivery| {
            let said = match delivery {
                Delivery::Phase(phase) => format!("{phase:?}"),
                Delivery::Hello(_) => "Hello".to_owned(),
                Delivery::Event(event) => format!("{event:?}"),
                Delivery::Resync => "Resync".to_owned(),
            };
            let word = said.split([' ', '(']).next().unwrap_or_default().to_owned();
            heard.borrow_mut().push(word);
        });
        let url = format!("ws://127.0.0.1:9/{name}-{}", clock::now_ms());
        Self { url, gateway, told }
    }

    fn told(&self) -> Vec<String> {
        self.told.borrow().clone()
    }

    async fn connect(&self, token: Option<&str>) -> Socket {
        let before = sockets().length();
        let token = token.map(str::to_owned);
        self.gateway.connect(Target { url: self.url.clone(), token, password: None });
        until("a socket opens", async || sockets().length() > before).await;
        let socket = Socket(sockets().get(before));
        socket.run("open", &[]);
        socket
    }

    async fn connected(&self) -> Socket {
        let socket = self.connect(None).await;
        let connect = socket.challenged().await;
        socket.welcome(&connect, json!({})).await;
        socket
    }

    /// A call under way, and the frame in which it was sent.
    async fn ask(&self, socket: &Socket) -> (Asked, Value) {
        let before = socket.sent().len();
        let reply = Asked(Rc::default());
        let (gateway, slot) = (self.gateway.clone(), Rc::clone(&reply.0));
        quarterdeck::platform::work::begin(async move {
            let outcome = gateway.call(history()).await;
            *slot.borrow_mut() = Some(outcome);
        });
        until("the call is sent", async || socket.sent().len() > before).await;
        let frame = socket.sent()[before].clone();
        (reply, frame)
    }
}

type Slot = Rc<RefCell<Option<Result<History, CallError>>>>;

struct Asked(Slot);

impl Asked {
    async fn got(&self) -> Result<History, CallError> {
        until("the call ends", async || self.0.borrow().is_some()).await;
        self.0.take().unwrap()
    }
}

/// The other end of a socket.
struct Socket(JsValue);

impl Socket {
    /// Says a challenge and reads the connect that answers it.
    async fn challenged(&self) -> Value {
        // The socket hears that it is open before it hears anything else.
        tick().await;
        let payload = json!({"nonce": "n-1", "ts": 1_700_000_000_123_u64});
        self.say(&json!({"type": "event", "event": "connect.challenge", "payload": payload})).await;
        until("a connect is sent", async || !self.sent().is_empty()).await;
        self.sent()[0].clone()
    }

    async fn welcome(&self, connect: &Value, more: Value) {
        let mut hello = json!({"type": "hello-ok", "protocol": 3});
        for (name, value) in more.as_object().unwrap() {
            hello[name] = value.clone();
        }
        self.say(&json!({"type": "res", "id": connect["id"], "ok": true, "payload": hello})).await;
    }

    async fn say(&self, frame: &Value) {
        self.say_text(&frame.to_string()).await;
    }

    async fn say_text(&self, text: &str) {
        self.run("say", &[text.into()]);
        tick().await;
    }

    async fn say_bytes(&self, frame: &Value) {
        let bytes = Uint8Array::from(frame.to_string().as_bytes());
        self.run("say", &[bytes.buffer().into()]);
        tick().await;
    }

    async fn end(&self, code: u16) {
        self.run("end", &[code.into()]);
        tick().await;
    }

    fn sent(&self) -> Vec<Value> {
        let frames: Array = self.get("sent").unchecked_into();
        frames
            .iter()
            .map(|text| serde_json::from_str(&text.as_string().unwrap()).unwrap())
            .collect()
    }

    fn url(&self) -> String {
        self.get("url").as_string().unwrap()
    }

    fn closed_with(&self) -> Option<f64> {
        self.get("closedWith").as_f64()
    }

    fn get(&self, name: &str) -> JsValue {
        Reflect::get(&self.0, &name.into()).unwrap()
    }

    fn run(&self, name: &str, values: &[JsValue]) {
        let call: js_sys::Function = self.get(name).unchecked_into();
        call.apply(&self.0, &values.iter().collect()).unwrap();
    }
}

fn sockets() -> Array {
    Reflect::get(&js_sys::global(), &"sockets".into()).unwrap().unchecked_into()
}

/// Lets everything that is ready happen.
async fn tick() {
    clock::sleep(0).await;
}

async fn until(what: &str, is_so: impl AsyncFn() -> bool) {
    for _ in 0..5_000 {
        if is_so().await {
            return;
        }
        tick().await;
    }
    panic!("never: {what}");
}
