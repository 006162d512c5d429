//! A console reduced to what the tests need: it connects with a device key, calls, and keeps the
//! events it hears. It never waits for a time, only for a frame.

use std::collections::VecDeque;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use demo_gateway::{Options, Profile, Server};
use ed25519_dalek::{Signer, SigningKey};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// Longer than anything here takes: a frame that does not come is a failure, not a hang.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) const ALL_SCOPES: [&str; 5] =
    ["operator.admin", "operator.read", "operator.write", "operator.approvals", "operator.pairing"];

pub(crate) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// How a connection ended: the close code and reason, or nothing when it was just gone.
pub(crate) type Ended = Option<(u16, String)>;

pub(crate) struct Console {
    pub(crate) socket: Socket,
    pub(crate) hello: Value,
    heard: VecDeque<Value>,
    last_id: u64,
}

pub(crate) async fn gateway(profile: Profile) -> Server {
    gateway_with(Options::for_a_test(profile)).await
}

pub(crate) async fn gateway_with(options: Options) -> Server {
    Server::start(options).await.unwrap()
}

pub(crate) async fn open_socket(server: &Server, path: &str, origin: Option<&str>) -> Socket {
    let headers: Vec<(&'static str, &str)> =
        origin.map(|origin| ("origin", origin)).into_iter().collect();
    open_socket_with(server, path, &headers).await
}

pub(crate) async fn open_socket_with(
    server: &Server,
    path: &str,
    headers: &[(&'static str, &str)],
) -> Socket {
    let url = format!("ws://{}{path}", server.address());
    let mut request = url.into_client_request().unwrap();
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse().unwrap());
    }
    connect_async(request).await.unwrap().0
}

/// The next frame as JSON, or how the connection ended.
pub(crate) async fn next_frame(socket: &mut Socket) -> Result<Value, Ended> {
    loop {
        let next = tokio::time::timeout(PATIENCE, socket.next()).await;
        match next.expect("the gateway stays silent") {
            Some(Ok(Message::Text(text))) => {
                return Ok(serde_json::from_str(&text).unwrap_or(Value::String(text.to_string())));
            }
            Some(Ok(Message::Binary(bytes))) => return Ok(serde_json::from_slice(&bytes).unwrap()),
            Some(Ok(Message::Close(frame))) => {
                return Err(frame.map(|f| (u16::from(f.code), f.reason.to_string())));
            }
            Some(Ok(_)) => {}
            Some(Err(_)) | None => return Err(None),
        }
    }
}

/// What `connect` says by default; `edit` changes it before it is signed.
pub(crate) struct Identity {
    pub(crate) key: SigningKey,
    pub(crate) params: Value,
}

impl Identity {
    pub(crate) fn new(seed: u8) -> Identity {
        let params = json!({
            "minProtocol": 3,
            "maxProtocol": 4,
            "client": {
                "id": "webchat-ui", "version": "0.1.0", "platform": "web", "mode": "webchat",
            },
            "role": "operator",
            "scopes": ALL_SCOPES,
            "caps": ["tool-events"],
            "auth": { "token": "example-token" },
        });
        Identity { key: SigningKey::from_bytes(&[seed; 32]), params }
    }

    pub(crate) fn with(mut self, edit: impl FnOnce(&mut Value)) -> Identity {
        edit(&mut self.params);
        self
    }

    pub(crate) fn device_id(&self) -> String {
        let digest = Sha256::digest(self.key.verifying_key().as_bytes());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The parameters with the device's signature over this challenge.
    pub(crate) fn signed(&self, challenge: &Value) -> Value {
        let mut params = self.params.clone();
        let scopes: Vec<&str> =
            params["scopes"].as_array().unwrap().iter().map(|s| s.as_str().unwrap()).collect();
        let text = [
            "v2",
            &self.device_id(),
            params["client"]["id"].as_str().unwrap(),
            params["client"]["mode"].as_str().unwrap(),
            params["role"].as_str().unwrap(),
            &scopes.join(","),
            &challenge["ts"].to_string(),
            params["auth"]["token"].as_str().unwrap_or_default(),
            challenge["nonce"].as_str().unwrap(),
        ]
        .join("|");
        let signature = self.key.sign(text.as_bytes());
        params["device"] = json!({
            "id": self.device_id(),
            "publicKey": URL_SAFE_NO_PAD.encode(self.key.verifying_key().as_bytes()),
            "signature": URL_SAFE_NO_PAD.encode(signature.to_bytes()),
            "signedAt": challenge["ts"],
            "nonce": challenge["nonce"],
        });
        params
    }
}

impl Console {
    pub(crate) async fn connected(server: &Server) -> Console {
        Console::connected_as(server, &Identity::new(1)).await
    }

    pub(crate) async fn connected_as(server: &Server, identity: &Identity) -> Console {
        match Console::try_connect(server, identity).await {
            Ok(console) => console,
            Err((error, ended)) => panic!("not let in: {error} {ended:?}"),
        }
    }

    /// Connects, or gives back the refusal and how the socket was closed.
    pub(crate) async fn try_connect(
        server: &Server,
        identity: &Identity,
    ) -> Result<Console, (Value, Ended)> {
        let mut socket = open_socket(server, "/", None).await;
        let challenge = next_frame(&mut socket).await.unwrap();
        assert_eq!(challenge["event"], "connect.challenge");
        let params = identity.signed(&challenge["payload"]);
        Console::handshake(socket, params).await
    }

    pub(crate) async fn handshake(
        mut socket: Socket,
        params: Value,
    ) -> Result<Console, (Value, Ended)> {
        let request = json!({ "type": "req", "id": "c", "method": "connect", "params": params });
        socket.send(Message::text(request.to_string())).await.unwrap();
        let answer = next_frame(&mut socket).await.map_err(|ended| (Value::Null, ended))?;
        if answer["ok"] != true {
            let ended = next_frame(&mut socket).await.unwrap_err();
            return Err((answer["error"].clone(), ended));
        }
        let hello = answer["payload"].clone();
        Ok(Console { socket, hello, heard: VecDeque::new(), last_id: 0 })
    }

    pub(crate) async fn send(&mut self, method: &str, params: Value) -> String {
        self.last_id += 1;
        let id = format!("r{}", self.last_id);
        let frame = json!({ "type": "req", "id": id, "method": method, "params": params });
        self.socket.send(Message::text(frame.to_string())).await.unwrap();
        id
    }

    /// Calls and waits for the answer; events that come before it are kept.
    pub(crate) async fn call(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.send(method, params).await;
        self.answer(&id).await
    }

    pub(crate) async fn answer(&mut self, id: &str) -> Result<Value, Value> {
        loop {
            let frame = next_frame(&mut self.socket).await.expect("the connection ended");
            if frame["type"] == "res" && frame["id"] == id {
                return if frame["ok"] == true {
                    Ok(frame["payload"].clone())
                } else {
                    Err(frame["error"].clone())
                };
            }
            self.heard.push_back(frame);
        }
    }

    pub(crate) async fn ok(&mut self, method: &str, params: Value) -> Value {
        match self.call(method, params).await {
            Ok(payload) => payload,
            Err(error) => panic!("{method} was refused: {error}"),
        }
    }

    /// The next event, from those kept or from the socket.
    pub(crate) async fn event(&mut self) -> Result<Value, Ended> {
        match self.heard.pop_front() {
            Some(frame) => Ok(frame),
            None => next_frame(&mut self.socket).await,
        }
    }

    /// All events up to and with the first that fits.
    pub(crate) async fn until(&mut self, fits: impl Fn(&Value) -> bool) -> Vec<Value> {
        let mut events = Vec::new();
        loop {
            let event = self.event().await.expect("the connection ended");
            let done = fits(&event);
            events.push(event);
            if done {
                return events;
            }
        }
    }

    /// Sends a message and gives back everything heard until its run ended.
    pub(crate) async fn talk(&mut self, session: &str, message: &str, run: &str) -> Vec<Value> {
        let params = json!({ "sessionKey": session, "message": message, "idempotencyKey": run });
        self.ok("chat.send", params).await;
        self.until(|event| is_end_of(event, run)).await
    }

    /// How the connection ends, whatever is said before.
    pub(crate) async fn ended(&mut self) -> Ended {
        loop {
            if let Err(ended) = next_frame(&mut self.socket).await {
                return ended;
            }
        }
    }
}

pub(crate) fn is_end_of(event: &Value, run: &str) -> bool {
    event["event"] == "chat"
        && event["payload"]["runId"] == run
        && matches!(event["payload"]["state"].as_str(), Some("final" | "error" | "aborted"))
}

pub(crate) fn chat_states(events: &[Value]) -> Vec<&str> {
    events
        .iter()
        .filter(|event| event["event"] == "chat")
        .filter_map(|event| event["payload"]["state"].as_str())
        .collect()
}

/// The words of a message's text blocks.
pub(crate) fn words_of(message: &Value) -> String {
    match &message["content"] {
        Value::String(text) => text.clone(),
        content => content
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|block| block["text"].as_str())
            .collect(),
    }
}
