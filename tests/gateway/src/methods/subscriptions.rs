//! Which session events a connection wants.

use serde_json::{Value, json};

use super::{Caller, key_of};

/// `sessions.subscribe` and its opposite.
pub(super) fn all(caller: &Caller, wanted: bool) -> Value {
    if let Some(client) = caller.gateway.world().clients.get_mut(&caller.connection) {
        client.subscribed = wanted;
    }
    json!({ "subscribed": wanted })
}

/// `sessions.messages.subscribe` and its opposite.
pub(super) fn one(caller: &Caller, params: &Value, wanted: bool) -> Value {
    let key = key_of(params, "key");
    if let Some(client) = caller.gateway.world().clients.get_mut(&caller.connection) {
        if wanted {
            client.watched_sessions.insert(key.clone());
        } else {
            client.watched_sessions.remove(&key);
        }
    }
    json!({ "subscribed": wanted, "key": key })
}
