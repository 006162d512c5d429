//! The short dialect: `?token=` in the address, JSON in binary frames, no `type` anywhere.
//!
//! The client opens with `{"event":"hello","payload":{"version":"1.0"}}` and is answered
//! `{"event":"helloOk","payload":{"ready":true}}`. Requests are `{id, method, params}`, answers
//! `{id, result, error}` with one of the two `null`, pushes `{event, payload, seq}`. Of a run it
//! hears only `chat.chunk {delta, runId}` (what is new), `chat.done`, `chat.error {error, runId}`
//! and `chat.aborted`; every other event keeps its own name.

use serde_json::{Value, json};

pub(super) fn read(frame: Value) -> Value {
    if frame["event"] == "hello" {
        return json!({ "type": "req", "id": "hello", "method": "connect", "params": {} });
    }
    let mut params = frame["params"].clone();
    // It has no idempotency keys: the request's id serves.
    if frame["method"] == "chat.send" && params.is_object() && params["idempotencyKey"].is_null() {
        params["idempotencyKey"] = frame["id"].clone();
    }
    json!({ "type": "req", "id": frame["id"], "method": frame["method"], "params": params })
}

pub(super) fn write(frame: &Value) -> Vec<Value> {
    if frame["type"] == "res" {
        if frame["id"] == "hello" {
            return vec![if frame["ok"] == true {
                json!({ "event": "helloOk", "payload": { "ready": true } })
            } else {
                json!({ "id": null, "result": null, "error": frame["error"] })
            }];
        }
        let error = if frame["ok"] == true { Value::Null } else { frame["error"].clone() };
        return vec![json!({ "id": frame["id"], "result": frame["payload"], "error": error })];
    }
    let payload = &frame["payload"];
    let run = &payload["runId"];
    let (event, payload) = match frame["event"].as_str() {
        Some("connect.challenge") => return Vec::new(),
        Some("chat") => match payload["state"].as_str() {
            Some("delta") => ("chat.chunk", json!({ "delta": payload["deltaText"], "runId": run })),
            Some("final") => ("chat.done", json!({ "runId": run })),
            Some("error") => {
                ("chat.error", json!({ "error": payload["errorMessage"], "runId": run }))
            }
            Some("aborted") => ("chat.aborted", json!({ "runId": run })),
            _ => return Vec::new(),
        },
        Some(event) => (event, payload.clone()),
        None => return Vec::new(),
    };
    let mut push = json!({ "event": event, "payload": payload });
    if !frame["seq"].is_null() {
        push["seq"] = frame["seq"].clone();
    }
    vec![push]
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{read, write};

    #[test]
    fn hello_is_connect() {
        let frame = read(json!({ "event": "hello", "payload": { "version": "1.0" } }));
        assert_eq!(frame["method"], "connect");
        let answer = write(&json!({ "type": "res", "id": "hello", "ok": true, "payload": {} }));
        assert_eq!(answer, [json!({ "event": "helloOk", "payload": { "ready": true } })]);
    }

    #[test]
    fn an_answer_has_a_result_or_an_error() {
        let good = write(&json!({ "type": "res", "id": "a", "ok": true, "payload": 1 }));
        assert_eq!(good, [json!({ "id": "a", "result": 1, "error": null })]);
        let bad =
            write(&json!({ "type": "res", "id": "a", "ok": false, "error": { "code": "X" } }));
        assert_eq!(bad, [json!({ "id": "a", "result": null, "error": { "code": "X" } })]);
    }

    #[test]
    fn a_run_is_told_in_chunks() {
        let delta = json!({ "type": "event", "event": "chat", "seq": 4, "payload": {
            "runId": "r", "state": "delta", "deltaText": " there", "message": {} } });
        assert_eq!(
            write(&delta),
            [json!({
            "event": "chat.chunk", "payload": { "delta": " there", "runId": "r" }, "seq": 4 })]
        );
        let done = json!({ "type": "event", "event": "chat", "payload": { "runId": "r", "state": "final" } });
        assert_eq!(write(&done)[0]["event"], "chat.done");
        let status = json!({ "type": "event", "event": "chat", "payload": { "state": "status" } });
        assert_eq!(write(&status), Vec::<Value>::new());
    }
}
