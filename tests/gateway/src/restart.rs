//! The gateway goes away and comes back: what was being said is lost, what was written stays.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use crate::client::Out;
use crate::config::update;
use crate::faults::Stall;
use crate::gateway::{Gateway, To};
use crate::profile::Profile;
use crate::run::Stop;

pub(crate) fn now(gateway: &Arc<Gateway>, ms: u64) {
    let profile = gateway.profile();
    let mut shutdown = json!({ "reason": "gateway restarting", "restartExpectedMs": 1500 });
    if profile.has_session_events() {
        shutdown["restartExpectedMs"] = ms.into();
    }
    gateway.emit("shutdown", shutdown, &To::Everyone);
    let mut guard = gateway.world();
    let world = &mut *guard;
    for client in world.clients.values() {
        client.put(Out::Close(1012, "service restart".to_owned()));
    }
    world.faults.closed_until = Some(Instant::now() + Duration::from_millis(ms));
    world.faults.set_stall(Stall::No);
    for run in world.runs.values().filter(|run| run.is_running()) {
        run.stop.send_replace(Stop::Lost);
    }
    for session in world.sessions.values_mut() {
        if session.active_run.take().is_some() {
            session.aborted_last_run = true;
            session.status = Some("failed");
        }
    }
    let keys: Vec<String> = world.sessions.keys().cloned().collect();
    for key in keys {
        world.forget_waiting(&key, |_| true);
    }
    world.approvals.waiting.clear();
    world.boot_id = world.chance.uuid();
    world.started_at = gateway.options.clock.now_ms();
    world.seq = 0;
    world.clear_presence();
    // A pause, what waited to be read and the last heartbeat live in memory only.
    world.wellbeing.paused = false;
    world.wellbeing.last_heartbeat = Value::Null;
    // The earliest restarts within its process, where notes stay.
    if profile > Profile::V2026_2_6 {
        world.wellbeing.notes.clear();
    }
    let snapshot = world.config.read(profile);
    if snapshot.is_valid() {
        world.config.applied = snapshot.source;
    }
    if let Some(sentinel) = world.config.sentinel.take()
        && profile < Profile::V2026_9_6
    {
        world.wellbeing.notes.push(update::told(profile, &sentinel));
    }
}

/// The same in a while. One that waits already is not delayed by a later one.
pub(crate) fn later(gateway: &Arc<Gateway>, delay_ms: u64) {
    let due = Instant::now() + Duration::from_millis(delay_ms);
    let generation = {
        let mut world = gateway.world();
        let config = &mut world.config;
        if config.restart_due.is_some_and(|planned| planned <= due) {
            return;
        }
        config.restart_due = Some(due);
        config.generation
    };
    let gateway = Arc::clone(gateway);
    tokio::spawn(async move {
        tokio::time::sleep_until(due).await;
        let ms = {
            let config = &mut gateway.world().config;
            if config.generation != generation || config.restart_due != Some(due) {
                return;
            }
            config.restart_due = None;
            config.down_ms
        };
        now(&gateway, ms);
    });
}
