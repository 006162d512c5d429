//! An update of 2026.9.6: handed to the service manager, told of in events, and followed by a
//! restart where it has come to something.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::{PROCESS, ROOT, known, noted, sentinel, tell};
use crate::config::update::{self, Ended, Outcome};
use crate::gateway::Gateway;
use crate::methods::Caller;
use crate::profile::Profile;
use crate::restart;

const COMMAND: &str = "openclaw update --yes --channel stable";
const HINT: &str = "Recommended follow-up: run openclaw doctor --non-interactive in a terminal or approvals-capable OpenClaw surface.";

/// The reply; the update itself goes on without it.
pub(super) fn begun(caller: &Caller, params: &Value) -> Value {
    let gateway = &caller.gateway;
    let now = gateway.now();
    let known = known(gateway);
    let (run, outcome, version, takes) = {
        let mut guard = gateway.world();
        let world = &mut *guard;
        let run_id = world.chance.uuid();
        let updates = &mut world.config.updates;
        let version =
            updates.version.clone().unwrap_or_else(|| Profile::V2026_9_6.name().to_owned());
        if updates.is_running {
            return not_begun(
                &run_id,
                params,
                now,
                &version,
                "managed-service-handoff-already-running",
            );
        }
        let outcome = std::mem::replace(&mut updates.next, Outcome::Usual);
        if let Outcome::Impossible(reason) = &outcome {
            let reply = not_begun(&run_id, params, now, &version, reason);
            let mut run = fresh(&run_id, now, &version, known.as_deref());
            end(&mut run, now, "skipped", Some(reason));
            updates.sentinel = reply["sentinel"]["payload"].clone();
            updates.runs.insert(0, run);
            return reply;
        }
        updates.is_running = true;
        let run = fresh(&run_id, now, &version, known.as_deref());
        updates.runs.insert(0, run.clone());
        (run, outcome, version, updates.takes_ms)
    };
    let ended = handed_over("managed-service-handoff-started");
    let note =
        noted(Profile::V2026_9_6, &sentinel(Profile::V2026_9_6, params, now, &ended, &version));
    let reply = json!({
        "runId": run["runId"], "ok": true, "ackDelivered": false, "ackQueued": false,
        "result": result(&ended, &version, "npm"),
        "handoff": { "status": "started", "pid": PROCESS + 1, "command": COMMAND },
        "restart": null,
        "sentinel": note,
    });
    let then = update::carried_out(&outcome, &version, known.as_deref());
    tokio::spawn(goes_on(Arc::clone(gateway), params.clone(), run, then, version, takes));
    reply
}

fn handed_over(reason: &str) -> Ended {
    let step = json!({
        "name": "managed-service update handoff", "command": COMMAND, "cwd": ROOT,
        "durationMs": 310, "exitCode": null,
    });
    Ended { status: "skipped", reason: Some(reason.to_owned()), after: None, steps: vec![step] }
}

fn result(ended: &Ended, version: &str, mode: &str) -> Value {
    json!({
        "status": ended.status, "mode": mode, "root": ROOT, "before": { "version": version },
        "reason": ended.reason, "steps": ended.steps, "durationMs": 310,
    })
}

fn not_begun(run_id: &str, params: &Value, now: u64, version: &str, reason: &str) -> Value {
    let ended = Ended { steps: Vec::new(), ..handed_over(reason) };
    let mut note = sentinel(Profile::V2026_9_6, params, now, &ended, version);
    note["stats"]["runId"] = run_id.into();
    json!({
        "runId": run_id, "ok": false, "ackDelivered": false, "ackQueued": false,
        "result": result(&ended, version, "unknown"),
        "restart": null,
        "sentinel": noted(Profile::V2026_9_6, &note),
    })
}

fn fresh(run_id: &str, now: u64, version: &str, to: Option<&str>) -> Value {
    let mut run = json!({
        "runId": run_id, "createdAtMs": now, "updatedAtMs": now, "trigger": "control-ui",
        "phase": "requested", "status": "running", "reason": null,
        "origin": { "doctorHint": HINT },
        "target": { "channel": "stable", "kind": "package" },
        "before": { "version": version }, "after": {},
        "steps": [{ "step": "requested", "status": "completed", "startedAtMs": now, "endedAtMs": now }],
        "verification": { "runningVersion": version, "serviceRunning": true, "pid": PROCESS },
        "repair": [], "confirmedAtMs": null, "finishedAtMs": null, "downtimeMs": null,
    });
    if let Some(to) = to {
        run["target"]["version"] = to.into();
    }
    run
}

fn end(run: &mut Value, now: u64, status: &str, reason: Option<&str>) {
    run["phase"] = "finished".into();
    run["status"] = status.into();
    run["reason"] = json!(reason);
    run["finishedAtMs"] = now.into();
    run["updatedAtMs"] = now.into();
}

/// Phase after phase, then the restart. Ends early when somebody resets the demo meanwhile.
async fn goes_on(
    gateway: Arc<Gateway>,
    params: Value,
    run: Value,
    ended: Ended,
    version: String,
    takes: u64,
) {
    let phases: &[&str] = if ended.status == "ok" {
        &["staging", "validating", "activating", "restarting"]
    } else {
        &["staging"]
    };
    for phase in phases {
        tokio::time::sleep(Duration::from_millis(takes / phases.len() as u64)).await;
        if !change(&gateway, &run["runId"], |run, now| {
            run["phase"] = (*phase).into();
            run["updatedAtMs"] = now.into();
            let step = json!({ "step": phase, "status": "completed", "startedAtMs": now, "endedAtMs": now });
            if let Some(steps) = run["steps"].as_array_mut() {
                steps.push(step);
            }
        }) {
            return;
        }
    }
    let is_ok = ended.status == "ok";
    let status = if is_ok { "succeeded" } else { "failed" };
    let after = ended.after.clone();
    change(&gateway, &run["runId"], |run, now| {
        end(run, now, status, ended.reason.as_deref());
        if let Some(after) = &after {
            run["after"] = json!({ "version": after });
            run["verification"]["runningVersion"] = after.clone().into();
            run["confirmedAtMs"] = now.into();
            run["downtimeMs"] = 800.into();
        }
    });
    let now = gateway.now();
    let down = {
        let mut world = gateway.world();
        let mut note = sentinel(Profile::V2026_9_6, &params, now, &ended, &version);
        note["stats"]["runId"] = run["runId"].clone();
        let updates = &mut world.config.updates;
        updates.sentinel = note;
        updates.is_running = false;
        if is_ok {
            updates.version = after.filter(|after| after != Profile::V2026_9_6.name());
            world.wellbeing.update = None;
        }
        world.config.down_ms
    };
    if is_ok {
        restart::now(&gateway, down);
    }
}

/// Whether the run is still known.
fn change(gateway: &Arc<Gateway>, id: &Value, edit: impl FnOnce(&mut Value, u64)) -> bool {
    let now = gateway.now();
    let changed = {
        let mut world = gateway.world();
        let mut runs = world.config.updates.runs.iter_mut();
        let Some(run) = runs.find(|run| run["runId"] == *id) else { return false };
        edit(run, now);
        run.clone()
    };
    tell(gateway, &changed);
    true
}
