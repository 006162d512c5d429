//! The two other documented forms, spoken as their documents show them.

use demo_gateway::{Dialect, Options, Profile, Server};
use futures_util::SinkExt;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::console::{Socket, gateway_with, next_frame, open_socket};

async fn speaking(dialect: Dialect, challenge: bool) -> Server {
    let mut options = Options::for_a_test(Profile::V2026_9_6);
    options.dialect = dialect;
    options.challenge = challenge;
    gateway_with(options).await
}

async fn say(socket: &mut Socket, frame: Value) {
    socket.send(Message::binary(frame.to_string().into_bytes())).await.unwrap();
}

async fn until(socket: &mut Socket, fits: impl Fn(&Value) -> bool) -> Vec<Value> {
    let mut frames = Vec::new();
    loop {
        let frame = next_frame(socket).await.expect("the connection ended");
        let done = fits(&frame);
        frames.push(frame);
        if done {
            return frames;
        }
    }
}

async fn greeted(server: &Server) -> Socket {
    let mut socket = open_socket(server, "/?token=example-token", None).await;
    say(&mut socket, json!({ "event": "hello", "payload": { "version": "1.0" } })).await;
    let answer = next_frame(&mut socket).await.unwrap();
    assert_eq!(answer, json!({ "event": "helloOk", "payload": { "ready": true } }));
    socket
}

#[tokio::test]
async fn the_short_dialect_chats_in_chunks() {
    let server = speaking(Dialect::Short, false).await;
    let mut socket = greeted(&server).await;
    let send = json!({
        "id": "a1", "method": "chat.send",
        "params": { "sessionKey": "main", "message": "hello", "deliver": true },
    });
    say(&mut socket, send).await;
    let frames = until(&mut socket, |frame| frame["event"] == "chat.done").await;
    let answer = frames.iter().find(|frame| frame["id"] == "a1").unwrap();
    assert_eq!((&answer["result"]["runId"], &answer["error"]), (&json!("a1"), &Value::Null));
    let words: String = frames
        .iter()
        .filter(|frame| frame["event"] == "chat.chunk")
        .map(|frame| frame["payload"]["delta"].as_str().unwrap())
        .collect();
    assert!(words.starts_with("You said: hello"), "{words}");
    assert!(frames.iter().all(|frame| frame.get("type").is_none()));
}

#[tokio::test]
async fn the_short_dialect_tells_of_stopping_and_failing() {
    let server = speaking(Dialect::Short, false).await;
    let mut socket = greeted(&server).await;
    let send = |id: &str, message: &str| {
        json!({
            "id": id, "method": "chat.send",
            "params": { "sessionKey": "agent:main:fresh", "message": message },
        })
    };
    say(&mut socket, send("a", "fail now")).await;
    let frames = until(&mut socket, |frame| frame["event"] == "chat.error").await;
    assert_eq!(frames.last().unwrap()["payload"]["runId"], "a");
    say(&mut socket, send("b", "flood 100000 every 1ms")).await;
    until(&mut socket, |frame| frame["event"] == "chat.chunk").await;
    let abort = json!({ "id": "c", "method": "chat.abort", "params": { "sessionKey": "agent:main:fresh" } });
    say(&mut socket, abort).await;
    let frames = until(&mut socket, |frame| frame["event"] == "chat.aborted").await;
    assert_eq!(frames.last().unwrap()["payload"], json!({ "runId": "b" }));
}

#[tokio::test]
async fn the_short_dialect_refuses_a_wrong_token() {
    let server = speaking(Dialect::Short, false).await;
    let mut socket = open_socket(&server, "/?token=wrong", None).await;
    say(&mut socket, json!({ "event": "hello", "payload": { "version": "1.0" } })).await;
    let answer = next_frame(&mut socket).await.unwrap();
    assert_eq!(answer["error"]["message"], "401 Unauthorized");
    assert_eq!(next_frame(&mut socket).await.unwrap_err().unwrap().0, 1008);
}

#[tokio::test]
async fn json_rpc_answers_and_notifies() {
    for challenge in [false, true] {
        let server = speaking(Dialect::JsonRpc, challenge).await;
        let mut socket = open_socket(&server, "/", None).await;
        if challenge {
            let frame = next_frame(&mut socket).await.unwrap();
            assert_eq!(frame["params"]["event"], "connect.challenge");
        }
        let connect = json!({
            "jsonrpc": "2.0", "id": 1, "method": "connect",
            "params": { "role": "webchat", "auth": { "token": "example-token" } },
        });
        say(&mut socket, connect).await;
        let frames = until(&mut socket, |frame| frame["id"] == 1).await;
        assert_eq!(frames.last().unwrap()["payload"]["type"], "hello-ok");
        let send = json!({
            "jsonrpc": "2.0", "id": 2, "method": "chat.send",
            "params": { "sessionKey": "main", "message": "hello", "idempotencyKey": "r" },
        });
        say(&mut socket, send).await;
        let frames =
            until(&mut socket, |frame| frame["params"]["payload"]["state"] == "final").await;
        assert!(frames.iter().all(|frame| frame["jsonrpc"] == "2.0" || frame["event"] == "health"));
        let unknown = json!({ "jsonrpc": "2.0", "id": 3, "method": "no.such", "params": {} });
        say(&mut socket, unknown).await;
        let frames = until(&mut socket, |frame| frame["id"] == 3).await;
        let answer = frames.last().unwrap();
        assert_eq!(answer["ok"], false);
        assert_eq!(answer["error"]["message"], "unknown method: no.such");
    }
}

#[tokio::test]
async fn json_rpc_without_the_token_is_unauthorized() {
    let server = speaking(Dialect::JsonRpc, false).await;
    let mut socket = open_socket(&server, "/", None).await;
    say(&mut socket, json!({ "jsonrpc": "2.0", "id": 1, "method": "connect", "params": {} })).await;
    let answer = next_frame(&mut socket).await.unwrap();
    assert_eq!(answer["error"]["code"], "UNAUTHORIZED");
}
