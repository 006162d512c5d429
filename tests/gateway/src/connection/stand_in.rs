//! The other dialects have no device keys and fewer words at the door: what they leave out is
//! filled in here, so that everything behind the door is the same for all.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::dialect::Dialect;
use crate::faults::Door;
use crate::gateway::Gateway;
use crate::handshake::{Guest, TurnedAway, Visitor};
use crate::hello::Admitted;
use crate::refusal::Refusal;
use crate::scopes;

/// The parameters of `connect`, with the token of the address in its place.
pub(super) fn connect(
    dialect: Dialect,
    gateway: &Gateway,
    visitor: &Visitor,
    mut params: Value,
) -> Value {
    if dialect == Dialect::Short {
        params = json!({ "auth": { "token": visitor.query_token } });
    }
    if dialect != Dialect::Gateway && gateway.options.password.is_some() {
        let password = params.pointer("/auth/password").or(params.pointer("/auth/token")).cloned();
        params["auth"]["password"] = password.unwrap_or(Value::Null);
    }
    params
}

pub(super) fn admit(
    gateway: &Gateway,
    params: &Value,
    connection: &str,
) -> Result<Guest, TurnedAway> {
    let auth = &params["auth"];
    let right = match &gateway.options.password {
        Some(password) => auth["password"].as_str() == Some(password),
        None => auth["token"].as_str() == Some(&gateway.options.token),
    };
    let is_open = gateway.world().faults.door == Door::Open;
    if !right || !is_open {
        return Err(Refusal::new("UNAUTHORIZED", "401 Unauthorized").into());
    }
    let all = [scopes::ADMIN, scopes::READ, scopes::WRITE, scopes::APPROVALS, scopes::PAIRING];
    let now = gateway.now();
    Ok(Guest {
        client_id: "webchat-ui".to_owned(),
        client_mode: "webchat".to_owned(),
        name: "webchat-ui".to_owned(),
        caps: BTreeSet::from(["tool-events".to_owned()]),
        device_id: None,
        presence_key: connection.to_owned(),
        node: None,
        presence: json!({
            "host": "webchat-ui", "mode": "webchat", "reason": "connect", "ts": now,
            "text": "Node: webchat-ui · mode webchat",
        }),
        admitted: Admitted {
            connection: connection.to_owned(),
            role: "operator".to_owned(),
            scopes: all.iter().map(|scope| (*scope).to_owned()).collect(),
            device_token: None,
        },
    })
}
