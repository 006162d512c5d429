//! A gateway that keeps what is written, and fails as told.

use std::{cell::RefCell, rc::Rc};

use quarterdeck::gateway::error::CallError;
use quarterdeck::protocol::config::HIDDEN;
use serde_json::{Value, json};

/// What the next write meets.
#[derive(Default, PartialEq)]
pub(super) enum Fault {
    #[default]
    None,
    Later(u64),
    Invalid,
    /// Written, and the answer is lost.
    Lost,
    /// Lost on its way.
    NeverThere,
    /// Answered as 2026.2.6-3 does.
    Restarts,
}

#[derive(Default)]
pub(super) struct Kept {
    pub(super) file: Value,
    pub(super) fault: Fault,
    pub(super) writes: u32,
    /// Part of the hash.
    pub(super) stamp: u32,
}

impl Kept {
    pub(super) fn hash(&self) -> String {
        format!("{} {}", self.stamp, self.file)
    }
}

pub(super) type Shelf = Rc<RefCell<Kept>>;

pub(super) fn shelf() -> Shelf {
    Rc::new(RefCell::new(Kept { file: file(), ..Kept::default() }))
}

pub(super) fn file() -> Value {
    json!({
        "gateway": {"port": 1, "auth": {"mode": "token", "token": "the-secret"}},
        "logging": {"level": "info", "file": "/var/log"},
        "agents": {"list": [{"id": "main", "name": "Ada"}, {"id": "ops", "name": "Bob"}]},
    })
}

pub(super) fn hidden(mut file: Value) -> Value {
    file["gateway"]["auth"]["token"] = HIDDEN.into();
    file
}

pub(super) fn snapshot(kept: &Kept) -> Value {
    let shown = hidden(kept.file.clone());
    json!({
        "path": "/p", "exists": true, "valid": true, "hash": kept.hash(), "raw": null,
        "parsed": shown, "sourceConfig": shown, "config": shown,
        "issues": [], "warnings": [], "legacyIssues": [],
    })
}

pub(super) fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    for (key, value) in patch {
        if value.is_null() {
            target.as_object_mut().unwrap().remove(key);
        } else {
            merge(&mut target[key.as_str()], value);
        }
    }
}

pub(super) fn refused(message: &str, details: Value, retry_after_ms: Option<u64>) -> CallError {
    CallError::Refused {
        code: "INVALID_REQUEST".to_owned(),
        message: message.to_owned(),
        details: Some(details),
        retry_after_ms,
    }
}

pub(super) fn write(kept: &mut Kept, method: &str, params: &Value) -> Result<Value, CallError> {
    match std::mem::take(&mut kept.fault) {
        Fault::Later(ms) => {
            let message = "rate limit exceeded for config.patch; retry after 1s";
            return Err(refused(message, json!({}), Some(ms)));
        }
        Fault::Invalid => {
            let issues = json!([{"path": "gateway.port", "message": "must be at most 65535"}]);
            return Err(refused("invalid config", json!({"issues": issues}), None));
        }
        Fault::NeverThere => return Err(CallError::Timeout),
        fault => kept.fault = fault,
    }
    if params["baseHash"] != kept.hash() {
        let message = "config changed since last load; re-run config.get and retry";
        return Err(refused(message, json!({}), None));
    }
    let sent: Value = serde_json::from_str(params["raw"].as_str().unwrap()).unwrap();
    if method == "config.patch" {
        merge(&mut kept.file, &sent);
    } else {
        let secret = kept.file["gateway"]["auth"]["token"].clone();
        kept.file = sent;
        kept.file["gateway"]["auth"]["token"] = secret;
    }
    kept.writes += 1;
    match std::mem::take(&mut kept.fault) {
        Fault::Lost => Err(CallError::Timeout),
        Fault::Restarts => Ok(json!({"ok": true, "restart": {"ok": true, "delayMs": 2000}})),
        _ => {
            Ok(json!({"ok": true, "sentinel": {"payload": {"stats": {"requiresRestart": false}}}}))
        }
    }
}
