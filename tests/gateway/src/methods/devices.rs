//! `device.*`: the devices that were let in, those that ask, and their tokens.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};

use super::{Answer, Caller};
use crate::client::Out;
use crate::faults::Door;
use crate::fleet::devices::Device;
use crate::gateway::{Gateway, To, World};
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::scopes;

pub(super) fn call(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    let text = |name: &str| params[name].as_str().unwrap_or_default().trim().to_owned();
    match method {
        "device.pair.list" => Ok(list(caller).into()),
        "device.pair.approve" => approve(caller, &text("requestId")),
        "device.pair.reject" => reject(caller, &text("requestId")),
        "device.pair.remove" => remove(caller, &text("deviceId")),
        "device.token.rotate" => rotate(caller, &text("deviceId"), &text("role"), params),
        _ => revoke(caller, &text("deviceId"), &text("role")),
    }
}

fn is_admin(caller: &Caller) -> bool {
    caller.scopes.contains(scopes::ADMIN)
}

/// Since 2026.4 only administrators manage devices other than their own.
fn may_not_touch(caller: &Caller, device_id: &str) -> bool {
    caller.profile() > Profile::V2026_2_6
        && !is_admin(caller)
        && caller.device_id.as_deref().is_some_and(|own| own != device_id)
}

fn list(caller: &Caller) -> Value {
    let profile = caller.profile();
    let world = caller.gateway.world();
    let is_shown = |id: &str| !(profile.is_new_shape() && may_not_touch(caller, id));
    let mut pending: Vec<_> =
        world.devices.pending.iter().filter(|request| is_shown(&request.device.id)).collect();
    pending.sort_by_key(|request| std::cmp::Reverse(request.at));
    let mut paired: Vec<_> =
        world.devices.paired.values().filter(|device| is_shown(&device.identity.id)).collect();
    paired.sort_by_key(|device| std::cmp::Reverse(device.approved_at));
    let pending: Vec<Value> = pending.iter().map(|request| request.to_json(profile)).collect();
    let paired: Vec<Value> = paired
        .iter()
        .map(|device| {
            let mut row = device.to_json(profile);
            if profile.is_new_shape() {
                row["connected"] = is_connected(&world, &device.identity.id).into();
            }
            row
        })
        .collect();
    json!({ "pending": pending, "paired": paired })
}

fn is_connected(world: &World, device_id: &str) -> bool {
    world.nodes.live.contains_key(device_id)
        || world.clients.values().any(|client| client.device_id.as_deref() == Some(device_id))
}

fn unknown_request() -> Refusal {
    Refusal::invalid("unknown requestId")
}

fn approve(caller: &Caller, request_id: &str) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    {
        let world = caller.gateway.world();
        let asked = world.devices.pending.iter().find(|request| request.id == request_id);
        let asks = asked.map(|request| request.device.clone());
        if profile.is_new_shape() && !is_admin(caller) {
            let own = asks.as_ref().is_some_and(|asks| !may_not_touch(caller, &asks.id));
            if !own {
                return Err(Refusal::invalid("device pairing approval denied"));
            }
        }
        if profile > Profile::V2026_2_6
            && let Some(asks) = asks
            && let Some(missing) =
                asks.scopes.iter().find(|scope| !scopes::holds(&caller.scopes, scope))
        {
            return Err(Refusal::invalid(format!("missing scope: {missing}")));
        }
    }
    let device = let_in(&caller.gateway, request_id).ok_or_else(unknown_request)?;
    Ok(json!({ "requestId": request_id, "device": device.to_json(profile) }).into())
}

/// Lets a waiting device in and says so. Also what the order `approve` does.
pub(crate) fn let_in(gateway: &Gateway, request_id: &str) -> Option<Device> {
    let now = gateway.now();
    let device = {
        let mut guard = gateway.world();
        let world = &mut *guard;
        let mut device = world.devices.approve(request_id, &mut world.chance, now)?;
        // Who has just been let in has not been seen yet.
        device.last_seen_at = None;
        if let Door::PairingRequired { let_in, .. } = &mut world.faults.door {
            let_in.insert(device.identity.id.clone());
        }
        device
    };
    tell_resolved(gateway, request_id, &device.identity.id, "approved");
    Some(device)
}

fn reject(caller: &Caller, request_id: &str) -> Result<Answer, Refusal> {
    let rejected = {
        let mut world = caller.gateway.world();
        if caller.profile().is_new_shape() && !is_admin(caller) {
            let asked = world.devices.pending.iter().find(|request| request.id == request_id);
            if asked.is_none_or(|request| may_not_touch(caller, &request.device.id)) {
                return Err(Refusal::invalid("device pairing rejection denied"));
            }
        }
        world.devices.reject(request_id).ok_or_else(unknown_request)?
    };
    let device_id = rejected.device.id;
    tell_resolved(&caller.gateway, request_id, &device_id, "rejected");
    Ok(json!({ "requestId": request_id, "deviceId": device_id }).into())
}

pub(crate) fn tell_resolved(gateway: &Gateway, request_id: &str, device_id: &str, decision: &str) {
    let resolved = json!({
        "requestId": request_id, "deviceId": device_id, "decision": decision, "ts": gateway.now(),
    });
    gateway.emit("device.pair.resolved", resolved, &To::Everyone);
}

fn remove(caller: &Caller, device_id: &str) -> Result<Answer, Refusal> {
    if may_not_touch(caller, device_id) {
        return Err(Refusal::invalid("device pairing removal denied"));
    }
    if caller.gateway.world().devices.paired.remove(device_id).is_none() {
        return Err(Refusal::invalid("unknown deviceId"));
    }
    let answer = json!({ "deviceId": device_id });
    Ok(and_disconnect(caller, answer, device_id, None))
}

fn rotate(caller: &Caller, device_id: &str, role: &str, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let now = caller.gateway.now();
    let denied = || Refusal::invalid("device token rotation denied");
    if may_not_touch(caller, device_id) {
        return Err(denied());
    }
    let scopes: Option<BTreeSet<String>> = params["scopes"].as_array().map(|scopes| {
        scopes.iter().filter_map(Value::as_str).map(|scope| scope.trim().to_owned()).collect()
    });
    let token = {
        let mut guard = caller.gateway.world();
        let world = &mut *guard;
        // The first version made up roles a device never had.
        let has_role = world.devices.paired.get(device_id).is_some_and(|device| {
            profile == Profile::V2026_2_6 || device.roles.iter().any(|known| known == role)
        });
        let rotated = if has_role {
            world.devices.rotate(device_id, role, scopes, &mut world.chance, now)
        } else {
            None
        };
        match rotated {
            Some(token) => token,
            None if profile == Profile::V2026_2_6 => {
                return Err(Refusal::invalid("unknown deviceId/role"));
            }
            None => return Err(denied()),
        }
    };
    let mut answer = json!({
        "deviceId": device_id,
        "role": role,
        "scopes": token.scopes,
        "rotatedAtMs": token.issued_at(),
    });
    // Late versions tell a new token only to the device it is for.
    let is_own = caller.device_id.as_deref() == Some(device_id);
    if is_own || !profile.is_new_shape() {
        answer["token"] = token.token.into();
    }
    if profile.is_new_shape() {
        answer["tokenDelivery"] =
            if is_own { "in-band".into() } else { "withheld-cross-device".into() };
    }
    Ok(and_disconnect(caller, answer, device_id, Some(role)))
}

fn revoke(caller: &Caller, device_id: &str, role: &str) -> Result<Answer, Refusal> {
    let now = caller.gateway.now();
    if may_not_touch(caller, device_id) {
        return Err(Refusal::invalid("device token revocation denied"));
    }
    let Some(token) = caller.gateway.world().devices.revoke(device_id, role, now) else {
        let message = if caller.profile().is_new_shape() {
            "device token revocation denied"
        } else {
            "unknown deviceId/role"
        };
        return Err(Refusal::invalid(message));
    };
    let answer = json!({ "deviceId": device_id, "role": role, "revokedAtMs": token.revoked_at });
    Ok(and_disconnect(caller, answer, device_id, Some(role)))
}

/// Since 2026.4 whoever came in with what is no longer valid is sent away, after the answer.
fn and_disconnect(caller: &Caller, answer: Value, device_id: &str, role: Option<&str>) -> Answer {
    if caller.profile() == Profile::V2026_2_6 {
        return answer.into();
    }
    let gateway = Arc::clone(&caller.gateway);
    let (device_id, role) = (device_id.to_owned(), role.map(str::to_owned));
    Answer::Then(
        answer,
        Box::new(move || {
            for client in gateway.world().clients.values() {
                let is_it = client.device_id.as_deref() == Some(&device_id);
                if is_it && role.as_ref().is_none_or(|role| *role == client.role) {
                    client.put(Out::Close(4001, "device removed".to_owned()));
                }
            }
        }),
    )
}
