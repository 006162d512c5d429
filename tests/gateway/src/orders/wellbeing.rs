//! Orders about how the gateway is: let a job fail, an agent look around, the gateway be busy or
//! outdated, and people come and leave notes.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::gateway::{Gateway, To};
use crate::living;
use crate::methods::{host, wellbeing};
use crate::profile::Profile;

/// `None` when the order is not one of these.
pub(super) fn carry_out(
    gateway: &Arc<Gateway>,
    name: &str,
    order: &Value,
) -> Option<Result<Value, String>> {
    match name {
        "health" => {
            gateway.world().wellbeing.health_says = rest(order);
            living::tell_health(gateway);
        }
        "status" => gateway.world().wellbeing.status_says = rest(order),
        "heartbeats-every" => {
            let every = order["every"].as_str().unwrap_or("30m").to_owned();
            let ms = order["everyMs"].as_u64().unwrap_or(1_800_000);
            gateway.world().wellbeing.every = (ms > 0).then_some((every, ms));
            living::tell_health(gateway);
        }
        "heartbeat" => heartbeat(gateway, order),
        "job-fails" => return Some(job(gateway, order, "error")),
        "job-works" => return Some(job(gateway, order, "ok")),
        "update-available" => return Some(update(gateway, order)),
        "presence" => presence(gateway, order),
        _ => return None,
    }
    Some(Ok(json!({ "ok": true })))
}

/// What was given besides the order's own name.
fn rest(order: &Value) -> Map<String, Value> {
    let mut rest = order.as_object().cloned().unwrap_or_default();
    rest.remove("order");
    rest
}

fn heartbeat(gateway: &Gateway, order: &Value) {
    let mut beat = json!({
        "ts": gateway.now(),
        "status": "sent",
        "to": "harbour-crew",
        "channel": "telegram",
        "preview": "The harbour mail has been down for ten minutes.",
        "durationMs": 3610,
        "hasMedia": false,
        "silent": false,
        "indicatorType": "alert",
    });
    for (name, value) in rest(order) {
        beat[name] = value;
    }
    wellbeing::tell(gateway, beat);
}

fn job(gateway: &Gateway, order: &Value, status: &str) -> Result<Value, String> {
    let wanted = order["name"].as_str().unwrap_or("Tide tables");
    let now = gateway.now();
    let error = order["error"].as_str().unwrap_or("The tide server does not answer (504).");
    let event = {
        let mut world = gateway.world();
        let mut jobs = world.wellbeing.jobs.values_mut();
        let job = jobs
            .find(|job| job["name"] == wanted || job["id"] == wanted)
            .ok_or_else(|| format!("No job is called {wanted:?}."))?;
        let has_failed = status == "error";
        let failures = if has_failed { job["state"]["consecutiveErrors"].as_u64() } else { None };
        job["state"]["lastStatus"] = status.into();
        job["state"]["lastRunAtMs"] = now.into();
        if has_failed {
            job["state"]["lastError"] = error.into();
        } else if let Some(state) = job["state"].as_object_mut() {
            state.remove("lastError");
        }
        if gateway.profile().has_session_events() {
            job["state"]["lastRunStatus"] = status.into();
            let failures = failures.unwrap_or(0) + u64::from(has_failed);
            job["state"]["consecutiveErrors"] = failures.into();
        }
        let mut event = json!({
            "jobId": job["id"], "action": "finished", "status": status, "runAtMs": now,
            "durationMs": 812, "nextRunAtMs": job["state"]["nextRunAtMs"],
        });
        crate::fleet::say(&mut event, "error", has_failed.then_some(error));
        event
    };
    gateway.emit("cron", event, &To::Everyone);
    Ok(json!({ "ok": true }))
}

fn update(gateway: &Gateway, order: &Value) -> Result<Value, String> {
    let profile = gateway.profile();
    if profile == Profile::V2026_2_6 {
        return Err(format!("{} tells nothing of updates.", profile.name()));
    }
    let update = order["version"].as_str().map(|latest| {
        json!({ "currentVersion": profile.name(), "latestVersion": latest, "channel": "latest" })
    });
    gateway.world().wellbeing.update = update.clone();
    let notice = json!({ "updateAvailable": update });
    gateway.emit("update.available", notice, &To::Everyone);
    Ok(json!({ "ok": true }))
}

/// Somebody comes, or `count` of them. Whatever else is given goes into the entry as it is.
fn presence(gateway: &Gateway, order: &Value) {
    let now = gateway.now();
    let count = order["count"].as_u64().unwrap_or(1).min(10_000);
    let mut entry = json!({ "mode": "cli", "roles": ["operator"], "reason": "connect", "ts": now });
    for (name, value) in rest(order) {
        if name != "count" {
            entry[name] = value;
        }
    }
    {
        let mut world = gateway.world();
        for number in 1..=count {
            let mut entry = entry.clone();
            if count > 1 {
                entry["host"] = format!("deck-{number:04}").into();
                entry["deviceId"] = format!("deck-device-{number:04}").into();
            }
            let key = entry["deviceId"].as_str().or(entry["host"].as_str()).unwrap_or("somebody");
            world.presence.insert(key.to_owned(), entry.clone());
        }
        world.presence_version += 1;
    }
    host::tell_presence(gateway);
}
