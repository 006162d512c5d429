//! One socket from its first frame to its last. Frames come in, go to the door or to `methods`,
//! and answers and events go out through the box the rest of the house fills.

use std::collections::BTreeSet;
use std::sync::Arc;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::Instant;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::client::{Client, Out};
use crate::dialect::Dialect;
use crate::faults::Stall;
use crate::gateway::Gateway;
use crate::handshake::{self, Guest, Visitor};
use crate::hello;
use crate::methods::{self, Answer, Caller, host, response};
use crate::refusal::Refusal;

mod stand_in;

/// What this side knows of its console.
enum State {
    Waiting,
    Connected(Box<Caller>),
}

pub(crate) async fn attend<S>(gateway: Arc<Gateway>, visitor: Visitor, socket: WebSocketStream<S>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (sink, mut stream) = socket.split();
    let (outbox, box_to_send) = unbounded_channel();
    let (id, nonce, number) = {
        let mut world = gateway.world();
        world.sockets += 1;
        (world.chance.uuid(), world.chance.uuid(), world.sockets)
    };
    let mut sender = tokio::spawn(send_all(Arc::clone(&gateway), number, sink, box_to_send));
    let mut link = Link { gateway, visitor, id, nonce, outbox, state: State::Waiting };
    link.challenge();
    loop {
        tokio::select! {
            frame = stream.next() => {
                let Some(Ok(message)) = frame else { break };
                if !link.take(message) {
                    break;
                }
            }
            _ = &mut sender => break,
        }
    }
    link.leave();
    drop(link);
    // What is already in the box (a refusal and its close) still goes out.
    if !sender.is_finished() {
        drop(sender.await);
    }
}

struct Link {
    gateway: Arc<Gateway>,
    visitor: Visitor,
    id: String,
    nonce: String,
    outbox: UnboundedSender<Out>,
    state: State,
}

impl Link {
    fn put(&self, out: Out) {
        // A closed box means the socket is gone: there is nobody left to tell.
        drop(self.outbox.send(out));
    }

    fn send(&self, frame: Value) {
        self.put(Out::Frame { frame, due: Instant::now() });
    }

    fn challenges(&self) -> bool {
        match self.gateway.options.dialect {
            Dialect::Gateway => true,
            Dialect::Short => false,
            Dialect::JsonRpc => self.gateway.options.challenge,
        }
    }

    fn challenge(&self) {
        if !self.challenges() {
            return;
        }
        let mut payload = json!({ "nonce": self.nonce, "ts": self.gateway.now() });
        if self.gateway.profile().is_new_shape() {
            payload["capabilities"] = json!(["model-catalog-snapshot"]);
        }
        self.send(json!({ "type": "event", "event": "connect.challenge", "payload": payload }));
    }

    /// Takes a frame; `false` ends the connection.
    fn take(&mut self, message: Message) -> bool {
        let text = match message {
            Message::Text(text) => text.to_string(),
            Message::Binary(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Message::Close(_) => return false,
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => return true,
        };
        let Ok(frame) = serde_json::from_str::<Value>(&text) else {
            self.put(Out::Close(1000, String::new()));
            return false;
        };
        let frame = self.gateway.options.dialect.read(frame);
        let method = frame["method"].as_str().unwrap_or_default().to_owned();
        let params = if frame["params"].is_null() { json!({}) } else { frame["params"].clone() };
        if self.gateway.options.dialect == Dialect::Gateway && !frame["id"].is_string() {
            let message = "invalid request frame: at /id: must be string";
            self.send(response(&frame["id"], Err(Refusal::invalid(message))));
            return true;
        }
        match &self.state {
            State::Connected(_) if method == "connect" => {
                let message = "connect is only valid as the first request";
                self.send(response(&frame["id"], Err(Refusal::invalid(message))));
                true
            }
            State::Connected(caller) => {
                let caller = Caller { request_id: frame["id"].clone(), ..(**caller).clone() };
                self.answer(&caller, &method, &params);
                true
            }
            State::Waiting if method == "connect" => self.connect(&frame["id"], params),
            State::Waiting => {
                let message = "invalid handshake: first request must be connect";
                self.turn_away(&frame["id"], Refusal::invalid(message), 1008)
            }
        }
    }

    fn answer(&self, caller: &Caller, method: &str, params: &Value) {
        match methods::call(caller, method, params) {
            Ok(Answer::Now(payload)) => self.send(response(&caller.request_id, Ok(payload))),
            Ok(Answer::Then(payload, begin)) => {
                self.send(response(&caller.request_id, Ok(payload)));
                begin();
            }
            Ok(Answer::Later) => {}
            Err(refusal) => self.send(response(&caller.request_id, Err(refusal))),
        }
    }

    fn turn_away(&self, id: &Value, refusal: Refusal, code: u16) -> bool {
        let reason = refusal.message.clone();
        self.send(response(id, Err(refusal)));
        self.put(Out::Close(code, reason));
        false
    }

    fn connect(&mut self, request: &Value, params: Value) -> bool {
        let dialect = self.gateway.options.dialect;
        let params = stand_in::connect(dialect, &self.gateway, &self.visitor, params);
        let nonce = self.challenges().then_some(self.nonce.as_str());
        let admitted = if dialect == Dialect::Gateway {
            handshake::admit(&self.gateway, &self.visitor, &params, nonce, &self.id)
        } else {
            stand_in::admit(&self.gateway, &params, &self.id)
        };
        match admitted {
            Ok(guest) => {
                self.gateway.log(format_args!("connected: {} ({})", guest.client_id, self.id));
                self.welcome(request, guest);
                true
            }
            Err(away) => {
                self.gateway.log(format_args!("turned away: {}", away.refusal.message));
                self.turn_away(request, away.refusal, away.close)
            }
        }
    }

    /// Lets the console in and tells everybody of it. Early gateways do not: they tell only of those
    /// who leave, and how they are themselves.
    fn welcome(&mut self, request: &Value, mut guest: Guest) {
        let scopes: BTreeSet<String> = guest.admitted.scopes.iter().cloned().collect();
        {
            let mut world = self.gateway.world();
            world.presence.insert(guest.presence_key.clone(), guest.presence);
            world.presence_version += 1;
        }
        let hello = hello::hello(&self.gateway, &guest.admitted);
        let is_new = self.gateway.profile().is_new_shape();
        self.send(response(request, Ok(hello)));
        let hears_tools = guest.caps.contains("tool-events");
        let role = guest.admitted.role.clone();
        let node = guest.node.take();
        let client = Client {
            id: self.id.clone(),
            client_id: guest.client_id.clone(),
            client_mode: guest.client_mode,
            role: role.clone(),
            scopes: scopes.clone(),
            caps: guest.caps,
            device_id: guest.device_id.clone(),
            presence_key: guest.presence_key,
            seq: 0,
            subscribed: false,
            watched_sessions: BTreeSet::new(),
            outbox: self.outbox.clone(),
        };
        self.gateway.world().clients.insert(self.id.clone(), client);
        self.state = State::Connected(Box::new(Caller {
            gateway: Arc::clone(&self.gateway),
            connection: self.id.clone(),
            request_id: Value::Null,
            client_id: guest.client_id,
            name: guest.name,
            role,
            device_id: guest.device_id,
            scopes,
            hears_tools,
        }));
        if let (Some(node), State::Connected(caller)) = (node, &self.state) {
            methods::nodes::join(caller, node);
        }
        if is_new {
            host::tell_presence(&self.gateway);
        }
        crate::living::tell_health(&self.gateway);
    }

    fn leave(&mut self) {
        let gone = {
            let mut world = self.gateway.world();
            let Some(client) = world.clients.remove(&self.id) else { return };
            if let Some(node_id) = world.nodes.of_connection(&self.id) {
                world.nodes.leave(&node_id);
            }
            let others = world.clients.values().any(|c| c.presence_key == client.presence_key);
            if !others && let Some(entry) = world.presence.get_mut(&client.presence_key) {
                entry["reason"] = "disconnect".into();
                world.presence_version += 1;
            }
            !others
        };
        if gone {
            host::tell_presence(&self.gateway);
        }
    }
}

/// Sends what is put into the box, as the faults of the moment allow.
async fn send_all<S>(
    gateway: Arc<Gateway>,
    number: u64,
    mut sink: S,
    mut outbox: UnboundedReceiver<Out>,
) where
    S: SinkExt<Message> + Unpin,
{
    let dialect = gateway.options.dialect;
    while let Some(out) = outbox.recv().await {
        match out {
            Out::Frame { frame, due } => {
                tokio::time::sleep_until(due).await;
                while_stalled(&gateway, number).await;
                for message in dialect.write(&frame) {
                    if sink.send(message).await.is_err() {
                        return;
                    }
                }
            }
            Out::Raw(text) => {
                if sink.send(Message::text(text)).await.is_err() {
                    return;
                }
            }
            Out::Close(code, reason) => {
                let frame =
                    CloseFrame { code: CloseCode::from(code), reason: short(&reason).into() };
                drop(sink.send(Message::Close(Some(frame))).await);
                return;
            }
            Out::Drop => return,
        }
    }
    // The console said goodbye: so do we. When it is simply gone, this fails, and that is fine.
    drop(sink.close().await);
}

/// A close frame holds 123 bytes of reason.
fn short(reason: &str) -> String {
    let mut end = reason.len().min(123);
    while !reason.is_char_boundary(end) {
        end -= 1;
    }
    reason[..end].to_owned()
}

async fn while_stalled(gateway: &Gateway, number: u64) {
    loop {
        let (stall, resumed) = {
            let world = gateway.world();
            if number > world.faults.stalled_sockets {
                return;
            }
            (world.faults.stall, world.faults.resumed.subscribe())
        };
        match stall {
            Stall::No => return,
            Stall::Until(until) if Instant::now() >= until => return,
            Stall::Until(until) => wait_for_change(resumed, Some(until)).await,
            Stall::UntilResumed => wait_for_change(resumed, None).await,
        }
    }
}

async fn wait_for_change(mut resumed: tokio::sync::watch::Receiver<u64>, until: Option<Instant>) {
    let changed = resumed.changed();
    match until {
        Some(until) => drop(tokio::time::timeout_at(until, changed).await),
        None => drop(changed.await),
    }
}
