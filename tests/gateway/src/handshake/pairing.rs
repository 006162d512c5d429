//! Devices at the door: who is known, who is let in without a word because it stands on this
//! machine, and who has to wait until somebody approves it.

use serde_json::{Value, json};

use super::{TurnedAway, Visitor};
use crate::faults::Door;
use crate::fleet::devices::Identity;
use crate::gateway::{Gateway, To};
use crate::methods::devices;
use crate::profile::Profile;
use crate::refusal::Refusal;

/// Whether this device may come in; if it is new and near, it is let in here.
pub(super) fn check(
    gateway: &Gateway,
    visitor: &Visitor,
    params: &Value,
    scopes: &[String],
    door: &Door,
) -> Result<(), TurnedAway> {
    let profile = gateway.profile();
    let asks = identity(visitor, params, scopes);
    let (device_id, role) = (asks.id.clone(), asks.role.clone());
    let is_near = asks.remote_ip.is_none();
    let reason = gateway.world().devices.reason_to_ask(&asks);
    let by_order =
        matches!(door, Door::PairingRequired { let_in, .. } if !let_in.contains(&device_id));
    // Later versions want to be asked about nodes wherever they are.
    let is_waved_through = is_near && (role != "node" || profile == Profile::V2026_2_6);
    match reason {
        None if !by_order => Ok(()),
        Some(_) if !by_order && is_waved_through => {
            let now = gateway.now();
            let request_id = {
                let mut guard = gateway.world();
                let world = &mut *guard;
                world.devices.let_in(asks, "silent", &mut world.chance, now);
                world.chance.uuid()
            };
            devices::tell_resolved(gateway, &request_id, &device_id, "approved");
            Ok(())
        }
        reason => {
            let request_id = ask(gateway, asks);
            let reason = reason.unwrap_or("not-paired");
            Err(required(profile, &request_id, &device_id, &role, reason).into())
        }
    }
}

fn identity(visitor: &Visitor, params: &Value, scopes: &[String]) -> Identity {
    let text = |path: &str| params.pointer(path).and_then(Value::as_str).map(str::to_owned);
    let said = |path: &str| text(path).unwrap_or_default();
    Identity {
        id: said("/device/id"),
        public_key: said("/device/publicKey"),
        name: text("/client/displayName"),
        platform: said("/client/platform"),
        family: text("/client/deviceFamily"),
        client_id: said("/client/id"),
        client_mode: said("/client/mode"),
        role: text("/role").unwrap_or_else(|| "operator".to_owned()),
        scopes: scopes.to_vec(),
        remote_ip: visitor.remote_ip(),
    }
}

/// The id of this device's request: the one that waits already, the one an order announced, or a
/// new one, which those who may decide about it hear of.
fn ask(gateway: &Gateway, asks: Identity) -> String {
    let (profile, now) = (gateway.profile(), gateway.now());
    let (request, is_new) = {
        let mut guard = gateway.world();
        let world = &mut *guard;
        let announced = match &mut world.faults.door {
            Door::PairingRequired { request_id, asked_by: asked_by @ None, .. } => {
                *asked_by = Some(asks.id.clone());
                Some(request_id.clone())
            }
            _ => None,
        };
        let request_id = announced.unwrap_or_else(|| world.chance.uuid());
        world.devices.ask(request_id, asks, now)
    };
    if is_new {
        gateway.emit("device.pair.requested", request.to_json(profile), &To::Everyone);
    }
    request.id
}

fn required(
    profile: Profile,
    request_id: &str,
    device_id: &str,
    role: &str,
    reason: &str,
) -> Refusal {
    match profile {
        Profile::V2026_2_6 => Refusal::new("NOT_PAIRED", "pairing required")
            .with_details(json!({ "requestId": request_id })),
        Profile::V2026_4_15 => Refusal::new("NOT_PAIRED", "pairing required").with_details(json!({
            "code": "PAIRING_REQUIRED", "requestId": request_id, "reason": reason,
        })),
        Profile::V2026_6_11 | Profile::V2026_9_6 => {
            Refusal::new("NOT_PAIRED", "pairing required: device is not approved yet").with_details(
                json!({
                    "code": "PAIRING_REQUIRED",
                    "reason": reason,
                    "requestId": request_id,
                    "remediationHint": "Approve this device from the pending pairing requests.",
                    "deviceId": device_id,
                    "requestedRole": role,
                }),
            )
        }
    }
}
