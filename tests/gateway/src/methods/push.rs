//! `push.web.*`: telling browsers while no console is open, bound to the device that asks.

use serde_json::{Value, json};

use super::{Answer, Caller};
use crate::fleet::pushes::Pushes;
use crate::refusal::Refusal;

pub(super) fn call(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    let endpoint = params["endpoint"].as_str().unwrap_or_default();
    let is_address = endpoint.starts_with("https://") && endpoint.len() <= 2048;
    if params.get("endpoint").is_some() && !is_address {
        let why =
            format!("invalid {method} params: at /endpoint: must match pattern \"^https://\"");
        return Err(Refusal::invalid(why));
    }
    match method {
        "push.web.vapidPublicKey" => {
            let key = caller.gateway.world().pushes.key();
            Ok(json!({ "vapidPublicKey": key }).into())
        }
        "push.web.subscribe" => subscribe(caller, endpoint),
        "push.web.unsubscribe" => {
            own(caller, endpoint)?;
            let gone = caller.gateway.world().pushes.subscriptions.remove(endpoint);
            Ok(json!({ "removed": gone.is_some() }).into())
        }
        "push.web.test" => test(caller),
        "push.web.preferences.get" => {
            own(caller, endpoint)?;
            let world = caller.gateway.world();
            Ok(Pushes::told(&world.pushes.subscriptions[endpoint].preferences).into())
        }
        _ => prefer(caller, endpoint, params),
    }
}

fn subscribe(caller: &Caller, endpoint: &str) -> Result<Answer, Refusal> {
    let Some(device) = caller.device_id.as_deref() else {
        return Err(Refusal::invalid("paired browser device identity required"));
    };
    let mut guard = caller.gateway.world();
    let world = &mut *guard;
    let id = world.chance.uuid();
    let id = world.pushes.subscribe(endpoint, device, id);
    Ok(json!({ "subscriptionId": id }).into())
}

/// Only the device that subscribed may change it.
fn own(caller: &Caller, endpoint: &str) -> Result<(), Refusal> {
    let world = caller.gateway.world();
    let of = world.pushes.subscriptions.get(endpoint).map(|it| it.device.as_str());
    if of.is_some() && of == caller.device_id.as_deref() {
        return Ok(());
    }
    Err(Refusal::new("FORBIDDEN", "subscription is not bound to this device"))
}

fn test(caller: &Caller) -> Result<Answer, Refusal> {
    let results = caller.gateway.world().pushes.results();
    if results.is_empty() {
        return Err(Refusal::invalid("no web push subscriptions registered"));
    }
    if results.iter().all(|it| it["ok"] == false) {
        let refusal = Refusal::new("UNAVAILABLE", "all web push deliveries failed");
        return Err(refusal.with_details(json!({ "results": results })));
    }
    Ok(json!({ "results": results }).into())
}

fn prefer(caller: &Caller, endpoint: &str, params: &Value) -> Result<Answer, Refusal> {
    own(caller, endpoint)?;
    if params["scope"] != "device" {
        let why = "user defaults require a durable authenticated profile";
        return Err(Refusal::invalid(why));
    }
    let preferences = Pushes::normal(&params["preferences"]);
    let mut world = caller.gateway.world();
    if let Some(known) = world.pushes.subscriptions.get_mut(endpoint) {
        known.preferences.clone_from(&preferences);
    }
    Ok(json!({ "scope": "device", "preferences": preferences }).into())
}
