//! Frames as each dialect spells them, written and read.

use serde_json::{Value, json, value::to_raw_value};

use super::{Dialect, Said, Speech};

fn speech(dialect: Dialect) -> Speech {
    Speech::new(dialect)
}

fn said(dialect: Dialect, frame: &Value) -> Vec<Said> {
    speech(dialect).read(&frame.to_string()).unwrap()
}

fn reply(frame: &Value) -> (String, Result<Value, (String, String)>) {
    match said(Dialect::Gateway, frame).pop() {
        Some(Said::Reply { id, outcome, .. }) => (
            id,
            outcome
                .map(|payload| {
                    payload.map_or(Value::Null, |it| serde_json::from_str(it.get()).unwrap())
                })
                .map_err(|error| (error.code, error.message)),
        ),
        other => panic!("no reply: {other:?}"),
    }
}

fn event(said: Vec<Said>) -> (String, Value) {
    match said.into_iter().next_back() {
        Some(Said::Event { name, payload, .. }) => {
            (name, payload.map_or(Value::Null, |it| serde_json::from_str(it.get()).unwrap()))
        }
        other => panic!("no event: {other:?}"),
    }
}

#[test]
fn every_spelling_of_a_reply_is_read() {
    for frame in [
        json!({"type": "res", "id": "7", "ok": true, "payload": {"a": 1}}),
        json!({"id": 7, "result": {"a": 1}, "error": null}),
        json!({"id": "7", "ok": true, "data": {"a": 1}}),
        json!({"jsonrpc": "2.0", "id": "7", "result": {"a": 1}}),
    ] {
        assert_eq!(reply(&frame), ("7".to_owned(), Ok(json!({"a": 1}))), "{frame}");
    }
    assert_eq!(reply(&json!({"type": "res", "id": "7", "ok": true})).1, Ok(Value::Null));
}

#[test]
fn what_comes_beside_a_refusal_is_kept_unless_the_refusal_has_details_of_its_own() {
    let details = |frame: &Value| match said(Dialect::Gateway, frame).pop() {
        Some(Said::Reply { outcome: Err(error), .. }) => error.details,
        other => panic!("{other:?}"),
    };
    let mut frame = json!({"type": "res", "id": "7", "ok": false, "payload": {"stderr": "no brew"},
        "error": {"code": "UNAVAILABLE", "message": "brew not installed"}});
    assert_eq!(details(&frame), Some(json!({"stderr": "no brew"})));
    frame["error"]["details"] = json!({"code": "X"});
    assert_eq!(details(&frame), Some(json!({"code": "X"})));
}

#[test]
fn every_spelling_of_an_error_is_read() {
    let shown = |frame: Value| reply(&frame).1.unwrap_err();
    let pair = |code: &str, message: &str| (code.to_owned(), message.to_owned());
    assert_eq!(
        shown(
            json!({"type": "res", "id": "7", "ok": false, "error": {"code": "X", "message": "m"}})
        ),
        pair("X", "m")
    );
    assert_eq!(
        shown(json!({"id": "7", "result": null, "error": "404 Method not found"})),
        pair("404", "404 Method not found")
    );
    assert_eq!(
        shown(json!({"jsonrpc": "2.0", "id": 7, "error": {"code": -32601, "message": "m"}})),
        pair("-32601", "m")
    );
    assert_eq!(shown(json!({"id": "7", "ok": false})), pair("", ""));
}

#[test]
fn details_under_another_name_are_kept() {
    let frame = json!({"jsonrpc": "2.0", "id": "7", "ok": false, "error": {"code": "RATE_LIMITED",
        "message": "m", "retryAfterMs": 900, "data": {"code": "AUTH_RATE_LIMITED"}}});
    let Some(Said::Reply { outcome: Err(error), .. }) = said(Dialect::JsonRpc, &frame).pop() else {
        panic!("no refusal");
    };
    assert_eq!(error.detail("code"), Some("AUTH_RATE_LIMITED"));
    assert_eq!(error.retry_after_ms, Some(900));
}

#[test]
fn every_spelling_of_an_event_is_read() {
    for frame in [
        json!({"type": "event", "event": "tick", "payload": {"ts": 1}, "seq": 3}),
        json!({"event": "tick", "data": {"ts": 1}}),
        json!({"jsonrpc": "2.0", "method": "event", "params": {"event": "tick", "payload": {"ts": 1}}}),
        json!({"jsonrpc": "2.0", "method": "tick", "params": {"ts": 1}}),
    ] {
        let read = event(said(Dialect::Gateway, &frame));
        assert_eq!(read, ("tick".to_owned(), json!({"ts": 1})), "{frame}");
    }
}

#[test]
fn a_json_rpc_frame_gives_itself_away() {
    let frame = json!({"jsonrpc": "2.0", "id": 1, "error": {"code": -32600, "message": "no"}});
    assert!(matches!(said(Dialect::Gateway, &frame).first(), Some(Said::Tongue(Dialect::JsonRpc))));
}

#[test]
fn what_is_no_object_is_refused() {
    assert!(speech(Dialect::Gateway).read("[1]").is_err());
    assert!(speech(Dialect::Gateway).read("{").is_err());
}

#[test]
fn requests_are_written_in_three_dialects() {
    let params = to_raw_value(&json!({"limit": 5})).unwrap();
    let written = |dialect| -> Value {
        let text = speech(dialect).request("1", "chat.history", &params).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    let mut frame = json!({"id": "1", "method": "chat.history", "params": {"limit": 5}});
    assert_eq!(written(Dialect::Short), frame);
    frame["type"] = json!("req");
    assert_eq!(written(Dialect::Gateway), frame);
    frame.as_object_mut().unwrap().remove("type");
    frame["jsonrpc"] = json!("2.0");
    assert_eq!(written(Dialect::JsonRpc), frame);
}

#[test]
fn only_the_short_dialect_has_the_token_in_its_address() {
    let url = "ws://127.0.0.1:1/ops";
    assert_eq!(Dialect::Gateway.address(url, Some("a b")), url);
    assert_eq!(Dialect::JsonRpc.address(url, Some("a b")), url);
    assert_eq!(Dialect::Short.address(url, Some("a b&c")), format!("{url}?token=a%20b%26c"));
}

#[test]
fn pieces_of_the_short_dialect_become_a_growing_reply() {
    let mut speech = speech(Dialect::Short);
    let params = json!({"sessionKey": "main", "message": "hi", "idempotencyKey": "ours",
        "attachments": []});
    let sent = speech.request("4", "chat.send", &to_raw_value(&params).unwrap()).unwrap();
    let sent: Value = serde_json::from_str(&sent).unwrap();
    assert_eq!(sent["params"], json!({"sessionKey": "main", "message": "hi"}));

    let reply = json!({"id": "4", "result": {"runId": "theirs"}, "error": null});
    let Some(Said::Reply { outcome: Ok(Some(payload)), .. }) =
        speech.read(&reply.to_string()).unwrap().pop()
    else {
        panic!("no reply");
    };
    assert_eq!(payload.get(), r#"{"runId":"ours"}"#);

    let mut texts = Vec::new();
    for (name, delta) in [("chat.chunk", "Hello"), ("chat.chunk", " there"), ("chat.done", "")] {
        let frame = json!({"event": name, "payload": {"delta": delta, "runId": "theirs"}});
        let (name, event) = event(speech.read(&frame.to_string()).unwrap());
        assert_eq!((name.as_str(), &event["runId"]), ("chat", &json!("ours")));
        assert_eq!(event["sessionKey"], json!("main"));
        let text = event["message"]["content"][0]["text"].as_str().unwrap().to_owned();
        texts.push((event["state"].as_str().unwrap().to_owned(), text));
    }
    let pair = |state: &str, text: &str| (state.to_owned(), text.to_owned());
    assert_eq!(
        texts,
        [pair("delta", "Hello"), pair("delta", "Hello there"), pair("final", "Hello there")]
    );
}

#[test]
fn a_piece_before_the_reply_belongs_to_the_send_that_waits() {
    let mut speech = speech(Dialect::Short);
    let params = json!({"sessionKey": "main", "message": "hi", "idempotencyKey": "ours"});
    speech.request("4", "chat.send", &to_raw_value(&params).unwrap()).unwrap();
    let piece = json!({"event": "chat.chunk", "payload": {"delta": "A", "runId": "theirs"}});
    assert_eq!(event(speech.read(&piece.to_string()).unwrap()).1["runId"], json!("ours"));

    let abort = to_raw_value(&json!({"sessionKey": "main", "runId": "ours"})).unwrap();
    let abort = speech.request("5", "chat.abort", &abort).unwrap();
    let abort: Value = serde_json::from_str(&abort).unwrap();
    assert_eq!(abort["params"]["runId"], json!("theirs"));
}

#[test]
fn whatever_speaks_of_a_run_of_the_short_dialect_calls_it_by_our_name() {
    let mut speech = speech(Dialect::Short);
    let params = json!({"sessionKey": "main", "message": "hi", "idempotencyKey": "ours"});
    speech.request("4", "chat.send", &to_raw_value(&params).unwrap()).unwrap();
    let reply = json!({"id": "4", "result": {"runId": "theirs"}});
    speech.read(&reply.to_string()).unwrap();

    let step = json!({"event": "agent", "payload": {"runId": "theirs", "stream": "tool"}});
    let done = json!({"event": "chat.done", "payload": {"runId": "theirs"}});
    assert_eq!(event(speech.read(&step.to_string()).unwrap()).1["runId"], json!("ours"));
    speech.read(&done.to_string()).unwrap();
    assert_eq!(event(speech.read(&step.to_string()).unwrap()).1["runId"], json!("ours"));

    let history = json!({"id": "5", "result": {"inFlightRun": {"runId": "theirs"}}});
    let Some(Said::Reply { outcome: Ok(Some(payload)), .. }) =
        speech.read(&history.to_string()).unwrap().pop()
    else {
        panic!("no reply");
    };
    assert_eq!(payload.get(), r#"{"inFlightRun":{"runId":"ours"}}"#);
}

#[test]
fn an_error_of_the_short_dialect_keeps_its_words() {
    let frame = json!({"event": "chat.error", "payload": {"error": "model gone", "runId": "r"}});
    let (_, event) = event(said(Dialect::Short, &frame));
    assert_eq!(event, json!({"runId": "r", "state": "error", "errorMessage": "model gone"}));
}
