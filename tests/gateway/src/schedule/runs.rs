//! A run: it begins, it is told, it ends, and its end is kept.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::merge::forget;
use super::times;
use crate::gateway::{Gateway, To};
use crate::profile::Profile;

/// As long as a run takes.
const TAKES: Duration = Duration::from_millis(400);
const LOOK: Duration = Duration::from_secs(1);

/// Runs what is due, as long as the gateway lives.
pub(crate) async fn keep(gateway: Arc<Gateway>) {
    loop {
        tokio::time::sleep(LOOK).await;
        let now = gateway.now();
        let due: Vec<String> = {
            let world = gateway.world();
            if world.schedule.off {
                continue;
            }
            let jobs = world.wellbeing.jobs.iter();
            jobs.filter(|(_, job)| is_due(job, now)).map(|(id, _)| id.clone()).collect()
        };
        for id in due {
            begin(&gateway, &id);
        }
    }
}

pub(crate) fn is_due(job: &Value, now: u64) -> bool {
    let next = job["state"]["nextRunAtMs"].as_u64();
    job["enabled"] == true
        && job["state"].get("runningAtMs").is_none()
        && next.is_some_and(|next| next <= now)
}

/// Begins a run, and gives what waits for its end.
pub(crate) fn begin(gateway: &Arc<Gateway>, id: &str) -> tokio::task::JoinHandle<()> {
    let now = gateway.now();
    let hangs = {
        let mut guard = gateway.world();
        let world = &mut *guard;
        if let Some(job) = world.wellbeing.jobs.get_mut(id) {
            job["state"]["runningAtMs"] = now.into();
        }
        let name = world.wellbeing.jobs.get(id).map(|job| job["name"].clone()).unwrap_or_default();
        world.schedule.hangs.iter().any(|it| *it == name)
    };
    tell(gateway, id, json!({ "jobId": id, "action": "started" }), Some(now));
    let (gateway, id) = (Arc::clone(gateway), id.to_owned());
    tokio::spawn(async move {
        if hangs {
            return;
        }
        tokio::time::sleep(TAKES).await;
        let error = {
            let world = gateway.world();
            let name = world.wellbeing.jobs.get(&id).and_then(|job| job["name"].as_str());
            name.and_then(|name| world.schedule.fails.get(name)).cloned()
        };
        end(&gateway, &id, error.as_deref());
    })
}

/// A run ends, well or with this error.
pub(crate) fn end(gateway: &Gateway, id: &str, error: Option<&str>) {
    let (now, profile) = (gateway.now(), gateway.profile());
    let mut event = json!({
        "jobId": id, "action": "finished", "status": if error.is_some() { "error" } else { "ok" },
    });
    let (began, is_over) = {
        let mut guard = gateway.world();
        let world = &mut *guard;
        let run = world.chance.uuid();
        let Some(job) = world.wellbeing.jobs.get_mut(id) else { return };
        let began = job["state"]["runningAtMs"].as_u64().unwrap_or(now);
        let took = now.saturating_sub(began).max(1);
        let text = job["payload"]["text"].as_str().or(job["payload"]["message"].as_str());
        match error {
            Some(error) => event["error"] = error.into(),
            None => event["summary"] = text.unwrap_or_default().into(),
        }
        if job["payload"]["kind"] == "agentTurn" {
            event["sessionId"] = run.clone().into();
            event["sessionKey"] = format!("agent:main:cron:{id}:run:{run}").into();
        }
        if profile.has_session_events() {
            event["deliveryStatus"] = "not-requested".into();
        }
        event["runAtMs"] = began.into();
        event["durationMs"] = took.into();
        let is_once = job["schedule"]["kind"] == "at";
        settle(profile, job, began, took, error);
        let is_over = is_once && error.is_none() && job["deleteAfterRun"] == true;
        if is_once && error.is_none() {
            job["enabled"] = false.into();
        }
        forget(&mut job["state"], "nextRunAtMs");
        if let Some(next) = times::next(job, now) {
            job["state"]["nextRunAtMs"] = next.into();
            event["nextRunAtMs"] = next.into();
        }
        job["updatedAtMs"] = now.into();
        let mut entry = event.clone();
        entry["ts"] = now.into();
        if profile.is_new_shape() {
            entry["jobName"] = job["name"].clone();
        }
        world.schedule.runs.push(entry);
        (began, is_over)
    };
    tell(gateway, id, event, Some(began));
    if is_over {
        remove(gateway, id);
    }
}

fn settle(profile: Profile, job: &mut Value, began: u64, took: u64, error: Option<&str>) {
    let state = &mut job["state"];
    forget(state, "runningAtMs");
    state["lastRunAtMs"] = began.into();
    state["lastDurationMs"] = took.into();
    let status = if error.is_some() { "error" } else { "ok" };
    state["lastStatus"] = status.into();
    match error {
        Some(error) => state["lastError"] = error.into(),
        None => forget(state, "lastError"),
    }
    if profile.has_session_events() {
        let failures = state["consecutiveErrors"].as_u64().unwrap_or(0);
        state["lastRunStatus"] = status.into();
        state["consecutiveErrors"] = if error.is_some() { failures + 1 } else { 0 }.into();
        state["lastDeliveryStatus"] = "not-requested".into();
    }
}

pub(crate) fn remove(gateway: &Gateway, id: &str) -> bool {
    let removed = gateway.world().wellbeing.jobs.remove(id);
    let is_removed = removed.is_some();
    if is_removed {
        let mut event = json!({ "jobId": id, "action": "removed" });
        if gateway.profile().is_new_shape() {
            event["job"] = removed.unwrap_or_default();
        }
        gateway.emit("cron", event, &To::Everyone);
    }
    is_removed
}

/// Tells everyone what became of a job; later versions send it along.
pub(crate) fn tell(gateway: &Gateway, id: &str, mut event: Value, began: Option<u64>) {
    if let (Some(began), "started") = (began, event["action"].as_str().unwrap_or_default()) {
        event["runAtMs"] = began.into();
    }
    if gateway.profile().is_new_shape()
        && let Some(job) = gateway.world().wellbeing.jobs.get(id)
    {
        event["job"] = job.clone();
    }
    gateway.emit("cron", event, &To::Everyone);
}
