//! What is told to the agents and what they do about it: `wake`, `system-event`, heartbeats.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};

use super::{Answer, Caller, host};
use crate::gateway::{Gateway, To};
use crate::living;
use crate::performance;
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::run::{Outcome, Wanted};

const MAIN: &str = "agent:main:main";
/// As much of an answer as a heartbeat tells of it.
const PREVIEW: usize = 200;

pub(super) fn call(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    match method {
        "wake" => wake(caller, params),
        "system-event" => note(caller, params),
        "set-heartbeats" => set_heartbeats(caller, params),
        "last-heartbeat" => Ok(caller.gateway.world().wellbeing.last_heartbeat.clone().into()),
        _ => Err(Refusal::unknown_method(method)),
    }
}

fn wake(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let text = params["text"].as_str().unwrap_or_default().trim().to_owned();
    if text.is_empty() {
        return Ok(json!({ "ok": false }).into());
    }
    let is_now = match params["mode"].as_str() {
        Some("now") => true,
        Some("next-heartbeat") => false,
        _ => {
            let constant = "at /mode: must be equal to constant";
            let words = format!(
                "invalid wake params: {constant}; {constant}; at /mode: must match a schema in anyOf"
            );
            return Err(Refusal::invalid(words));
        }
    };
    let gateway = Arc::clone(&caller.gateway);
    let looks = {
        let wellbeing = &mut gateway.world().wellbeing;
        wellbeing.notes.push(text);
        is_now && wellbeing.can_wake(caller.profile())
    };
    let begin = move || {
        if looks {
            look_around(&gateway);
        }
    };
    Ok(Answer::Then(json!({ "ok": true }), Box::new(begin)))
}

fn note(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let text = params["text"].as_str().unwrap_or_default().trim().to_owned();
    if text.is_empty() {
        return Err(Refusal::invalid("text required"));
    }
    let gateway = Arc::clone(&caller.gateway);
    let now = gateway.now();
    {
        let mut world = gateway.world();
        let key: String = text.chars().take(64).collect();
        world.presence.insert(format!("event:{key}"), json!({ "text": text, "ts": now }));
        world.presence_version += 1;
        world.wellbeing.notes.push(text);
    }
    Ok(Answer::Then(json!({ "ok": true }), Box::new(move || host::tell_presence(&gateway))))
}

fn set_heartbeats(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let Some(enabled) = params["enabled"].as_bool() else {
        let words = "invalid set-heartbeats params: enabled (boolean) required";
        return Err(Refusal::invalid(words));
    };
    caller.gateway.world().wellbeing.paused = !enabled;
    Ok(json!({ "ok": true, "enabled": enabled }).into())
}

/// The main agent reads what waits and answers it; when it has, everybody hears of the heartbeat.
fn look_around(gateway: &Arc<Gateway>) {
    let (run_id, notes) = {
        let mut world = gateway.world();
        let is_busy = world.sessions.get(MAIN).is_none_or(|main| main.active_run.is_some());
        if is_busy {
            return;
        }
        let run_id = world.chance.uuid();
        (run_id, std::mem::take(&mut world.wellbeing.notes))
    };
    let began = gateway.now();
    let wanted = Wanted {
        run_id: run_id.clone(),
        session_key: MAIN.to_owned(),
        message: format!("[heartbeat] {}", notes.join("\n")),
        attachments: Vec::new(),
        sender: "heartbeat".to_owned(),
        listeners: BTreeSet::new(),
        written: false,
        isolated: false,
    };
    performance::begin(gateway, wanted);
    let outcome = gateway.world().runs.get(&run_id).map(|run| run.outcome.subscribe());
    let Some(mut outcome) = outcome else { return };
    let weak = Arc::downgrade(gateway);
    tokio::spawn(async move {
        let is_over = outcome.wait_for(|outcome| *outcome != Outcome::Running).await.is_ok();
        let Some(gateway) = weak.upgrade().filter(|_| is_over) else { return };
        let now = gateway.now();
        let said = gateway.world().runs.get(&run_id).map(|run| run.text.clone());
        let preview: String = said.unwrap_or_default().chars().take(PREVIEW).collect();
        let (reason, message) = match gateway.profile() {
            Profile::V2026_2_6 | Profile::V2026_4_15 => ("target-none", None),
            Profile::V2026_6_11 | Profile::V2026_9_6 => {
                ("no-route", Some("Heartbeat has no delivery route yet. Message your bot once."))
            }
        };
        let mut beat = json!({
            "ts": now, "status": "skipped", "reason": reason, "preview": preview,
            "durationMs": now.saturating_sub(began), "hasMedia": false,
        });
        crate::fleet::say(&mut beat, "message", message);
        tell(&gateway, beat);
    });
}

/// A heartbeat has been.
pub(crate) fn tell(gateway: &Gateway, beat: Value) {
    gateway.world().wellbeing.last_heartbeat = beat.clone();
    gateway.emit("heartbeat", beat, &To::Everyone);
    living::tell_health(gateway);
}
