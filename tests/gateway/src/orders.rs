//! Orders from tests: break this now, mend that, show me what you know. Every order is one JSON
//! object with its name under `order`; the README lists them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use crate::client::Out;
use crate::faults::{Door, Faults, Stall};
use crate::fleet::devices::Device;
use crate::fleet::nodes::Live;
use crate::gateway::{Gateway, World};
use crate::restart;
use crate::run::Stop;
use crate::wire_message;

mod channels;
mod config;
mod cron;
mod equip;
mod fleet;
mod logs;
mod staff;
mod wellbeing;
mod wizard;

pub(crate) fn carry_out(gateway: &Arc<Gateway>, order: &Value) -> Result<Value, String> {
    let name = order["order"].as_str().ok_or("An order needs its name under \"order\".")?;
    gateway.log(format_args!("order: {name}"));
    let number = |field: &str| order[field].as_u64();
    match name {
        "state" => return state(gateway, order["session"].as_str()),
        "drop" => match number("afterDeltas") {
            Some(count) if count > 0 => gateway.world().faults.deltas_until_drop = Some(count),
            _ => gateway.world().drop_everyone(),
        },
        "stall" => {
            let stall = match number("ms") {
                Some(ms) => Stall::Until(Instant::now() + Duration::from_millis(ms)),
                None => Stall::UntilResumed,
            };
            let mut world = gateway.world();
            let includes_new = order["new"] == true;
            world.faults.stalled_sockets = if includes_new { u64::MAX } else { world.sockets };
            world.faults.set_stall(stall);
        }
        "usage-gathering" => gateway.world().usage.gathering = number("times").unwrap_or(2),
        "resume" => gateway.world().faults.set_stall(Stall::No),
        "delay" => gateway.world().faults.delay_ms = number("ms").unwrap_or(0),
        "gap" => {
            let mut world = gateway.world();
            world.faults.swallow += number("swallow").unwrap_or(0);
            world.faults.skip_numbers += number("skip").unwrap_or(0);
        }
        "malformed" => malformed(&gateway.world()),
        "oversized" => oversized(gateway),
        "slow-consumer" => close_all(&gateway.world(), 1008, "slow consumer"),
        "close" => {
            let code = number("code").and_then(|code| u16::try_from(code).ok()).unwrap_or(1000);
            close_all(&gateway.world(), code, order["reason"].as_str().unwrap_or_default());
        }
        "restart" => restart::now(gateway, number("ms").unwrap_or(1500)),
        "refuse-auth" => {
            let code = order["code"].as_str().unwrap_or("AUTH_TOKEN_MISMATCH").to_owned();
            let times = number("times").unwrap_or(u64::MAX);
            gateway.world().faults.door = Door::Refuse { code, times };
        }
        "rate-limit" => {
            let retry_after_ms = number("retryAfterMs").unwrap_or(2000);
            let times = number("times").unwrap_or(1);
            gateway.world().faults.door = Door::RateLimited { retry_after_ms, times };
        }
        "require-pairing" => {
            let mut world = gateway.world();
            let request_id = world.chance.uuid();
            world.faults.door = Door::PairingRequired {
                request_id: request_id.clone(),
                asked_by: None,
                let_in: BTreeSet::new(),
            };
            return Ok(json!({ "ok": true, "requestId": request_id }));
        }
        "origin-refused" => gateway.world().faults.door = Door::OriginRefused,
        "approve" if order["requestId"].is_string() => {
            return fleet::approve(gateway, order["requestId"].as_str().unwrap_or_default());
        }
        "approve" | "open" => open_door(gateway),
        "forget-devices" => gateway.world().devices.forget_tokens(),
        "tick" => crate::living::tick_once(gateway),
        "answer" => answer(&mut gateway.world().faults, order)?,
        "mend" => mend(gateway),
        "reset" => reset(gateway),
        _ => {
            let unknown = || Err(format!("No order is called {name:?}."));
            return fleet::carry_out(gateway, name, order)
                .or_else(|| channels::carry_out(gateway, name, order))
                .or_else(|| wellbeing::carry_out(gateway, name, order))
                .or_else(|| cron::carry_out(gateway, name, order))
                .or_else(|| config::carry_out(gateway, name, order))
                .or_else(|| logs::carry_out(gateway, name, order))
                .or_else(|| wizard::carry_out(gateway, name, order))
                .or_else(|| staff::carry_out(gateway, name, order))
                .or_else(|| equip::carry_out(gateway, name, order))
                .unwrap_or_else(unknown);
        }
    }
    Ok(json!({ "ok": true }))
}

/// What the gateway knows, in the words `chat.history` would use.
fn state(gateway: &Gateway, session: Option<&str>) -> Result<Value, String> {
    let world = gateway.world();
    let profile = gateway.profile();
    let Some(key) = session else {
        let keys: Vec<&String> = world.sessions.keys().collect();
        let clients: Vec<Value> = world
            .clients
            .values()
            .map(|client| {
                json!({
                    "id": client.id, "clientId": client.client_id, "mode": client.client_mode,
                    "scopes": client.scopes, "caps": client.caps, "deviceId": client.device_id,
                    "subscribed": client.subscribed,
                })
            })
            .collect();
        let active = world.runs.values().filter(|run| run.is_running()).count();
        let mut state = json!({
            "ok": true, "sessions": keys, "clients": clients, "activeRuns": active,
            "bootId": world.boot_id, "told": world.told, "wizardAnswers": world.wizard_answers,
            "wizardRuns": world.wizard.is_some(),
        });
        for (name, value) in fleet::state(&world) {
            state[name] = value;
        }
        return Ok(state);
    };
    let session = world
        .sessions
        .get(&crate::session::canonical_key(key))
        .ok_or_else(|| format!("No session is called {key:?}."))?;
    let messages: Vec<Value> = session
        .messages
        .iter()
        .map(|message| wire_message::in_history(profile, session, message))
        .collect();
    Ok(json!({
        "ok": true,
        "session": session.key,
        "sessionId": session.session_id,
        "activeRun": session.active_run,
        "waiting": session.waiting.len(),
        "messages": messages,
    }))
}

/// Lets everybody in, and says so when somebody was waiting for it.
fn open_door(gateway: &Gateway) {
    let door = std::mem::take(&mut gateway.world().faults.door);
    if let Door::PairingRequired { request_id, asked_by: Some(_), .. } = door {
        // It may have been approved in the console before.
        drop(fleet::approve(gateway, &request_id));
    }
}

fn malformed(world: &World) {
    let frames = [
        "{\"type\":\"event\",\"event\":\"chat\",\"payload\":{",
        "not json at all",
        "[]",
        "null",
        "{\"type\":\"event\",\"event\":\"chat\",\"payload\":\"a word\"}",
        "{\"type\":\"event\",\"event\":\"chat\",\"payload\":{\"runId\":7,\"sessionKey\":[],\"state\":{},\"seq\":\"x\"}}",
        "{\"type\":\"event\",\"event\":\"agent\",\"payload\":{\"stream\":\"tool\",\"data\":null}}",
        "{\"type\":\"event\",\"event\":\"presence\",\"payload\":{\"presence\":{}}}",
        "{\"type\":\"event\",\"event\":\"never.heard.of\",\"payload\":{\"a\":1}}",
        "{\"type\":\"event\",\"payload\":{}}",
        "{\"type\":\"res\",\"id\":\"nobody-asked\",\"ok\":true,\"payload\":{}}",
        "{\"type\":\"something\",\"event\":5}",
    ];
    for client in world.clients.values() {
        for frame in frames {
            client.put(Out::Raw(frame.to_owned()));
        }
    }
}

/// One frame larger than the policy allows.
fn oversized(gateway: &Gateway) {
    let size = usize::try_from(gateway.profile().max_payload()).unwrap_or(0) + 1024;
    let filler = "x".repeat(size);
    let frame =
        json!({ "type": "event", "event": "health", "payload": { "ok": true, "filler": filler } });
    let text = frame.to_string();
    for client in gateway.world().clients.values() {
        client.put(Out::Raw(text.clone()));
    }
}

fn close_all(world: &World, code: u16, reason: &str) {
    for client in world.clients.values() {
        client.put(Out::Close(code, reason.to_owned()));
    }
}

fn answer(faults: &mut Faults, order: &Value) -> Result<(), String> {
    let method = order["method"].as_str().ok_or("\"answer\" needs a method.")?;
    if order.get("error").is_none() && order.get("payload").is_none() {
        return Err("\"answer\" needs an error or a payload.".to_owned());
    }
    let times = order["times"].as_u64().unwrap_or(1);
    faults.answers.insert(method.to_owned(), (order.clone(), times));
    Ok(())
}

/// Everything works again.
fn mend(gateway: &Gateway) {
    let mut world = gateway.world();
    world.faults.set_stall(Stall::No);
    let resumed = world.faults.resumed.clone();
    world.faults = Faults { resumed, ..Faults::default() };
}

/// As at the start, except for who is connected.
fn reset(gateway: &Gateway) {
    mend(gateway);
    let mut guard = gateway.world();
    let world = &mut *guard;
    for run in world.runs.values().filter(|run| run.is_running()) {
        run.stop.send_replace(Stop::Lost);
    }
    let fresh = World::fresh(&gateway.options);
    let old = std::mem::replace(world, fresh);
    world.config.generation = old.config.generation + 1;
    world.clients = old.clients;
    keep_who_is_connected(world, old.nodes.live, old.devices.paired);
    let seeded = std::mem::replace(&mut world.presence, old.presence);
    world.presence.extend(seeded.into_iter().filter(|(key, _)| !key.is_empty()));
    world.presence_version = old.presence_version;
    world.seq = old.seq;
    world.sockets = old.sockets;
    world.faults.resumed = old.faults.resumed;
}

/// Nodes that are sockets stay connected, like everybody, and nobody who is here is a stranger.
fn keep_who_is_connected(
    world: &mut World,
    live: BTreeMap<String, Live>,
    paired: BTreeMap<String, Device>,
) {
    world.nodes.live.extend(live.into_iter().filter(|(_, live)| live.connection.is_some()));
    let clients = &world.clients;
    let is_here = |id: &str| clients.values().any(|one| one.device_id.as_deref() == Some(id));
    world.devices.paired.extend(paired.into_iter().filter(|(id, _)| is_here(id)));
}
