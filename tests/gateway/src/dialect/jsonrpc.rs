//! The JSON-RPC dialect, in text frames.
//!
//! Requests are `{"jsonrpc":"2.0","id","method","params"}`; the first is `connect` with
//! `{auth:{token}|{password}, role:"control"|"node"|"webchat", …}`. Answers are
//! `{"jsonrpc":"2.0","id","ok":true,"payload"}` or `{"jsonrpc":"2.0","id","ok":false,"error"}`.
//! Events are notifications, `{"jsonrpc":"2.0","method":"event","params":{event,payload,seq}}`,
//! except `tick` and `health`, which come as bare event frames `{event, payload, seq}`: the
//! documentation shows both forms, so a console has to read both. A challenge is sent only with
//! `--challenge`, and may be ignored.

use serde_json::{Value, json};

pub(super) fn read(frame: Value) -> Value {
    json!({
        "type": "req", "id": frame["id"], "method": frame["method"], "params": frame["params"],
    })
}

pub(super) fn write(frame: &Value) -> Vec<Value> {
    if frame["type"] == "res" {
        let mut answer = json!({ "jsonrpc": "2.0", "id": frame["id"], "ok": frame["ok"] });
        if frame["ok"] == true {
            answer["payload"] = frame["payload"].clone();
        } else {
            answer["error"] = frame["error"].clone();
        }
        return vec![answer];
    }
    let mut event = json!({ "event": frame["event"], "payload": frame["payload"] });
    if !frame["seq"].is_null() {
        event["seq"] = frame["seq"].clone();
    }
    if matches!(frame["event"].as_str(), Some("tick" | "health")) {
        return vec![event];
    }
    vec![json!({ "jsonrpc": "2.0", "method": "event", "params": event })]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::write;

    #[test]
    fn events_are_notifications_except_the_bare_two() {
        let chat = write(&json!({ "type": "event", "event": "chat", "payload": {}, "seq": 2 }));
        assert_eq!(chat[0]["params"]["event"], "chat");
        assert_eq!(chat[0]["params"]["seq"], 2);
        let tick = write(&json!({ "type": "event", "event": "tick", "payload": {} }));
        assert_eq!(tick, [json!({ "event": "tick", "payload": {} })]);
    }

    #[test]
    fn an_answer_says_whether_it_is_one() {
        let bad = write(&json!({ "type": "res", "id": 7, "ok": false, "error": { "code": "X" } }));
        assert_eq!(
            bad,
            [json!({ "jsonrpc": "2.0", "id": 7, "ok": false, "error": { "code": "X" } })]
        );
    }
}
