//! `update.*`: the gateway updates itself, and tells how it went.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::config::followed::{PROCESS, arranged, noted};
use super::{Answer, Caller};
use crate::config::update::{self, Ended, Outcome, ROOT};
use crate::gateway::{Gateway, To};
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::restart;

mod run;

pub(super) fn call(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    match method {
        "update.run" => Ok(begun(caller, params)),
        "update.status" => Ok(status(caller).into()),
        "update.hold" => Ok(hold(caller).into()),
        "update.runs.list" => {
            let limit = params["limit"].as_u64().and_then(|it| usize::try_from(it).ok());
            let world = caller.gateway.world();
            let runs: Vec<&Value> =
                world.config.updates.runs.iter().take(limit.unwrap_or(20)).collect();
            Ok(json!({ "runs": runs }).into())
        }
        "update.runs.get" => {
            let world = caller.gateway.world();
            let run = world.config.updates.runs.iter().find(|it| it["runId"] == params["runId"]);
            Ok(json!({ "run": run }).into())
        }
        _ => report(caller, params),
    }
}

/// The version an update would bring, as far as is known.
fn known(gateway: &Gateway) -> Option<String> {
    let world = gateway.world();
    let update = world.wellbeing.update.as_ref()?;
    update["latestVersion"].as_str().map(str::to_owned)
}

fn begun(caller: &Caller, params: &Value) -> Answer {
    if caller.profile() >= Profile::V2026_9_6 {
        return run::begun(caller, params).into();
    }
    let (caller, params) = (caller.clone(), params.clone());
    tokio::spawn(async move {
        let takes = caller.gateway.world().config.updates.takes_ms;
        tokio::time::sleep(Duration::from_millis(takes)).await;
        let (reply, delay) = carried_out(&caller, &params, takes);
        caller.answer_later(Ok(reply));
        if let Some(delay) = delay {
            restart::later(&caller.gateway, delay);
        }
    });
    Answer::Later
}

/// What is remembered of an update until the gateway is back.
fn sentinel(profile: Profile, params: &Value, now: u64, ended: &Ended, version: &str) -> Value {
    let tails = |step: &Value| {
        json!({
            "name": step["name"], "command": step["command"], "cwd": step["cwd"],
            "durationMs": step["durationMs"],
            "log": {
                "stdoutTail": step["stdoutTail"], "stderrTail": step["stderrTail"],
                "exitCode": step["exitCode"],
            },
        })
    };
    let stats = json!({
        "mode": mode(ended), "root": ROOT, "before": { "version": version },
        "after": ended.after.as_ref().map(|after| json!({ "version": after })),
        "steps": ended.steps.iter().map(tails).collect::<Vec<_>>(),
        "reason": ended.reason, "durationMs": duration(ended),
    });
    let mut sentinel = update::sentinel(profile, "update", ended.status, now, stats);
    for (field, given) in [("sessionKey", "sessionKey"), ("message", "note")] {
        if let Some(text) = params[given].as_str().map(str::trim).filter(|it| !it.is_empty()) {
            sentinel[field] = text.into();
        }
    }
    sentinel
}

fn mode(ended: &Ended) -> &'static str {
    if ended.status == "skipped" { "unknown" } else { "npm" }
}

fn duration(ended: &Ended) -> u64 {
    let steps: u64 = ended.steps.iter().filter_map(|step| step["durationMs"].as_u64()).sum();
    steps + 260
}

/// The reply of versions that update while one waits, and after how long they restart.
fn carried_out(caller: &Caller, params: &Value, takes: u64) -> (Value, Option<u64>) {
    let profile = caller.profile();
    let now = caller.gateway.now();
    let known = known(&caller.gateway);
    let mut world = caller.gateway.world();
    let version = world.config.updates.version.clone();
    let version = version.unwrap_or_else(|| profile.name().to_owned());
    let updates = &mut world.config.updates;
    let outcome = std::mem::replace(&mut updates.next, Outcome::Usual);
    let ended = update::carried_out(&outcome, &version, known.as_deref());
    let mut result = json!({
        "status": ended.status, "mode": mode(&ended), "root": ROOT,
        "before": { "version": version }, "steps": ended.steps,
        "durationMs": duration(&ended).max(takes),
    });
    if let Some(reason) = &ended.reason {
        result["reason"] = reason.clone().into();
    }
    if let Some(after) = &ended.after {
        result["after"] = json!({ "version": after });
    }
    let sentinel = sentinel(profile, params, now, &ended, &version);
    // The earliest restarts whatever came of it.
    let restarts = profile == Profile::V2026_2_6 || ended.status == "ok";
    let delay = params["restartDelayMs"].as_u64().unwrap_or(2000).min(60_000);
    let reply = json!({
        "ok": profile == Profile::V2026_2_6 || ended.status != "error",
        "result": result,
        "restart": if restarts { arranged(profile, delay, "update.run") } else { Value::Null },
        "sentinel": noted(profile, &sentinel),
    });
    updates.sentinel = sentinel.clone();
    if let Some(after) = ended.after {
        updates.version = (after != profile.name()).then_some(after);
        if profile > Profile::V2026_2_6 {
            world.wellbeing.update = None;
        }
    }
    world.config.sentinel = Some(sentinel);
    (reply, restarts.then_some(delay))
}

fn status(caller: &Caller) -> Value {
    let world = caller.gateway.world();
    let updates = &world.config.updates;
    let mut status = json!({ "sentinel": updates.sentinel });
    if caller.profile() < Profile::V2026_9_6 {
        return status;
    }
    let (active, done): (Vec<&Value>, Vec<&Value>) =
        updates.runs.iter().partition(|run| run["status"] == "running");
    if let Some(active) = active.first() {
        status["activeRun"] = (*active).clone();
    }
    if let Some(last) = done.first() {
        status["lastRun"] = (*last).clone();
    }
    status["updateAvailable"] = json!(world.wellbeing.update);
    status["effectiveChannel"] = "stable".into();
    status["schedule"] = schedule();
    status
}

fn schedule() -> Value {
    json!({ "channel": "stable", "autoEnabled": false })
}

/// Once, while an update is known of.
fn hold(caller: &Caller) -> Value {
    let mut world = caller.gateway.world();
    let can = world.wellbeing.update.is_some() && !world.config.updates.is_held;
    world.config.updates.is_held |= can;
    json!({ "ok": can, "schedule": schedule() })
}

/// A report of the last update that failed: looked at first, then sent.
fn report(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let world = caller.gateway.world();
    let last = world.config.updates.runs.first();
    let is_it = |run: &&Value| run["status"] == "failed" && run["runId"] == params["attemptId"];
    let Some(run) = last.filter(is_it) else {
        return Err(Refusal::invalid("This failed update attempt is stale or unavailable."));
    };
    let reason = run["reason"].as_str().unwrap_or("unknown");
    let body = format!("Update failed: {reason}");
    let digest = crate::device::sha256_hex(body.as_bytes());
    if params["action"] == "preview" {
        let preview = json!({ "status": "ready", "body": body, "previewDigest": digest });
        return Ok(preview.into());
    }
    let message = "Reports are not sent from a demo.";
    let fallback = "https://github.com/openclaw/openclaw/issues/new";
    Ok(json!({ "status": "fallback", "fallbackUrl": fallback, "message": message }).into())
}

/// Everybody who may, hears how far a run is.
fn tell(gateway: &Arc<Gateway>, run: &Value) {
    let told = json!({
        "runId": run["runId"], "phase": run["phase"], "status": run["status"],
        "updatedAtMs": run["updatedAtMs"],
    });
    gateway.emit("update.run.changed", told, &To::Everyone);
}
