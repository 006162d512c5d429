//! Orders about jobs: many of them, runs that fail or do not end, what another operator does.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::gateway::Gateway;
use crate::schedule::{merge, runs, times};

const HOUR: u64 = 3_600_000;
const NAMES: [&str; 8] = [
    "Harbour watch",
    "Backup of the log",
    "Weather for the crew",
    "Inbox sweep",
    "Rent reminder",
    "Engine check",
    "Garden round",
    "Night shift report",
];
const EXPRS: [&str; 6] =
    ["0 7 * * 1-5", "30 6 * * *", "*/15 8-18 * * *", "0 9 1 * *", "15 22 * * 0", "0 */2 * * *"];

/// `None` when the order is not one of these.
pub(super) fn carry_out(
    gateway: &Arc<Gateway>,
    name: &str,
    order: &Value,
) -> Option<Result<Value, String>> {
    let job = || order["name"].as_str().unwrap_or("Tide tables").to_owned();
    match name {
        "jobs" => many(gateway, order["count"].as_u64().unwrap_or(2_000)),
        "jobs-none" => gateway.world().wellbeing.jobs.clear(),
        "job-will-fail" => {
            let error = order["error"].as_str().unwrap_or("The model is not available.").to_owned();
            gateway.world().schedule.fails.insert(job(), error);
        }
        "job-hangs" => gateway.world().schedule.hangs.push(job()),
        "job-ends" => return Some(end(gateway, &job(), order["error"].as_str())),
        "job-edit" => return Some(edit(gateway, &job(), order)),
        "job-remove" => return Some(remove(gateway, &job())),
        "cron-off" => gateway.world().schedule.off = order["off"] != false,
        _ => return None,
    }
    Some(Ok(json!({ "ok": true })))
}

fn find(gateway: &Gateway, name: &str) -> Result<String, String> {
    let world = gateway.world();
    let found = world.wellbeing.jobs.iter().find(|(id, job)| job["name"] == name || *id == name);
    found.map(|(id, _)| id.clone()).ok_or_else(|| format!("No job is called {name:?}."))
}

fn many(gateway: &Gateway, count: u64) {
    let now = gateway.now();
    let profile = gateway.profile();
    let mut world = gateway.world();
    for number in 0..count.min(20_000) {
        let at = usize::try_from(number).unwrap_or_default();
        let schedule = match number % 4 {
            0 => json!({ "kind": "every", "everyMs": HOUR * (1 + number % 5), "anchorMs": now }),
            _ => json!({ "kind": "cron", "expr": EXPRS[at % EXPRS.len()], "tz": "Europe/Berlin" }),
        };
        let has_failed = number % 31 == 7;
        let mut job = json!({
            "id": format!("job-{number:05}"),
            "name": format!("{} {number:04}", NAMES[at % NAMES.len()]),
            "description": format!("Number {number} of many"),
            "enabled": number % 11 != 3,
            "createdAtMs": now - 720 * HOUR, "updatedAtMs": now - HOUR,
            "schedule": schedule,
            "sessionTarget": "isolated", "wakeMode": "now",
            "payload": { "kind": "agentTurn", "message": "Look after it." },
            "delivery": { "mode": "none" },
            "state": {
                "lastRunAtMs": now - HOUR - number * 1_000,
                "lastStatus": if has_failed { "error" } else { "ok" },
                "lastDurationMs": 700 + number % 900,
            },
        });
        if has_failed {
            job["state"]["lastError"] = "The model is not available.".into();
        }
        if profile.has_session_events() {
            job["state"]["lastRunStatus"] = job["state"]["lastStatus"].clone();
            job["state"]["consecutiveErrors"] = u64::from(has_failed).into();
        }
        if let Some(next) = times::next(&job, now) {
            job["state"]["nextRunAtMs"] = next.into();
        }
        let id = format!("job-{number:05}");
        world.wellbeing.jobs.insert(id, job);
    }
}

fn end(gateway: &Gateway, name: &str, error: Option<&str>) -> Result<Value, String> {
    let id = find(gateway, name)?;
    gateway.world().schedule.hangs.retain(|it| it != name);
    runs::end(gateway, &id, error);
    Ok(json!({ "ok": true }))
}

/// Another operator changes fields of a job.
fn edit(gateway: &Gateway, name: &str, order: &Value) -> Result<Value, String> {
    let id = find(gateway, name)?;
    let now = gateway.now();
    if let Some(job) = gateway.world().wellbeing.jobs.get_mut(&id) {
        for (name, value) in order["set"].as_object().into_iter().flatten() {
            if value.is_null() {
                merge::forget(job, name);
            } else {
                job[name] = value.clone();
            }
        }
        job["updatedAtMs"] = now.into();
    }
    runs::tell(gateway, &id, json!({ "jobId": id, "action": "updated" }), None);
    Ok(json!({ "ok": true, "id": id }))
}

fn remove(gateway: &Gateway, name: &str) -> Result<Value, String> {
    let id = find(gateway, name)?;
    runs::remove(gateway, &id);
    Ok(json!({ "ok": true, "id": id }))
}
