//! Making, emptying and removing sessions.

use serde_json::{Value, json};

use super::patch::entry;
use super::{Answer, Caller, key_of};
use crate::gateway::To;
use crate::refusal::Refusal;
use crate::run::Stop;
use crate::seeds::models;
use crate::session::{Session, canonical_key};
use crate::session_row;

pub(super) fn create(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let now = caller.gateway.now();
    let chosen = match params["model"].as_str() {
        Some(reference) => Some(models::resolve(profile, reference).map_err(Refusal::invalid)?),
        None => None,
    };
    let (reply, key) = {
        let mut guard = caller.gateway.world();
        let world = &mut *guard;
        let agent = params["agentId"].as_str().unwrap_or("main").to_owned();
        let key = match params["key"].as_str() {
            Some(key) => canonical_key(key),
            None => format!("agent:{agent}:dashboard:{}", world.chance.uuid()),
        };
        if let Some(label) = params["label"].as_str()
            && world.sessions.values().any(|other| other.label.as_deref() == Some(label))
        {
            return Err(Refusal::invalid(format!("label already in use: {label}")));
        }
        let session = world
            .sessions
            .entry(key.clone())
            .or_insert_with(|| Session::new(&key, &mut world.chance, now));
        session.chosen_model = chosen;
        if let Some(label) = params["label"].as_str() {
            session.label = Some(label.to_owned());
        }
        let (provider, model) = session.model();
        let mut reply = json!({
            "ok": true,
            "key": key,
            "sessionId": session.session_id,
            "entry": entry(profile, session),
            "runStarted": false,
        });
        if profile.is_new_shape() {
            reply["resolved"] = json!({ "modelProvider": provider, "model": model });
            let entry = &mut reply["entry"];
            entry["delivery"] = json!({ "kind": "none" });
            entry["sessionRoot"] = "/home/operator/ws".into();
            entry["spawnDepth"] = 0.into();
            entry["modelOverrideSource"] = "default".into();
            entry["parentSessionKey"] = "agent:main:main".into();
        }
        (reply, key)
    };
    Ok(then_changed(caller, key, "create", reply))
}

pub(super) fn reset(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let key = key_of(params, "key");
    let now = caller.gateway.now();
    let reply = {
        let mut guard = caller.gateway.world();
        let world = &mut *guard;
        world.forget_waiting(&key, |_| true);
        let session = world
            .sessions
            .entry(key.clone())
            .or_insert_with(|| Session::new(&key, &mut world.chance, now));
        if let Some(run) = session.active_run.take().and_then(|id| world.runs.get(&id)) {
            run.stop.send_replace(Stop::Lost);
        }
        session.reset(profile, &mut world.chance, now);
        let mut reply = json!({ "ok": true, "key": key, "entry": entry(profile, session) });
        if profile.is_new_shape() {
            let (provider, model) = session.model();
            reply["resolved"] = json!({ "modelProvider": provider, "model": model });
        }
        reply
    };
    Ok(then_changed(caller, key, "reset", reply))
}

pub(super) fn delete(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let key = key_of(params, "key");
    let now = caller.gateway.now();
    let (reply, event) = {
        let mut guard = caller.gateway.world();
        let world = &mut *guard;
        if key == "agent:main:main" {
            return Err(Refusal::invalid(format!("Cannot delete the main session ({key}).")));
        }
        world.forget_waiting(&key, |_| true);
        let removed = world.sessions.remove(&key);
        if let Some(run) = removed
            .as_ref()
            .and_then(|session| session.active_run.as_ref())
            .and_then(|id| world.runs.get(id))
        {
            run.stop.send_replace(Stop::Lost);
        }
        let archived: Vec<String> = removed
            .iter()
            .filter(|session| session.used && params["deleteTranscript"] != false)
            .map(|session| format!("{}.jsonl.deleted", session.session_id))
            .collect();
        let reply =
            json!({ "ok": true, "key": key, "deleted": removed.is_some(), "archived": archived });
        let event = json!({ "sessionKey": key, "reason": "delete", "ts": now });
        (reply, removed.is_some().then_some(event))
    };
    let gateway = std::sync::Arc::clone(&caller.gateway);
    Ok(Answer::Then(
        reply,
        Box::new(move || {
            if let (true, Some(event)) = (profile.has_session_events(), event) {
                gateway.emit("sessions.changed", event, &To::Watchers(key));
            }
        }),
    ))
}

/// So many of the newest rows are not summarized.
const UNSUMMARIZED: usize = 4;

/// Keeps the newest lines of the transcript, or from 2026.4.15 on summarizes the older ones.
pub(super) fn compact(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let key = key_of(params, "key");
    let keep = usize::try_from(params["maxLines"].as_u64().unwrap_or(400)).unwrap_or(usize::MAX);
    let reply = {
        let mut world = caller.gateway.world();
        let Some(session) = world.session_mut(&key) else {
            let reason = "no sessionId";
            return Ok(
                json!({ "ok": true, "key": key, "compacted": false, "reason": reason }).into()
            );
        };
        let lines = session.messages.len();
        if params.get("maxLines").is_none() && profile.has_session_events() {
            if lines <= UNSUMMARIZED {
                let reason = "Nothing to compact (session too small)";
                return Ok(
                    json!({ "ok": true, "key": key, "compacted": false, "reason": reason }).into()
                );
            }
            session.messages.drain(..lines - UNSUMMARIZED);
            session.total_tokens = 48;
            json!({
                "ok": true, "key": key, "compacted": true,
                "result": { "summary": "Older messages in a few words.", "tokensBefore": 120, "tokensAfter": 48 },
            })
        } else {
            if lines <= keep {
                return Ok(
                    json!({ "ok": true, "key": key, "compacted": false, "kept": lines }).into()
                );
            }
            session.messages.drain(..lines - keep);
            let mut reply = json!({ "ok": true, "key": key, "compacted": true, "kept": keep });
            if !profile.is_new_shape() {
                reply["archived"] = format!("{}.jsonl.bak", session.session_id).into();
            }
            session.fresh = false;
            reply
        }
    };
    Ok(then_changed(caller, key, "compact", reply))
}

fn then_changed(caller: &Caller, key: String, reason: &'static str, reply: Value) -> Answer {
    let gateway = std::sync::Arc::clone(&caller.gateway);
    let profile = caller.profile();
    Answer::Then(
        reply,
        Box::new(move || {
            if !profile.has_session_events() {
                return;
            }
            let event = {
                let world = gateway.world();
                let Some(session) = world.sessions.get(&key) else { return };
                session_row::changed(profile, session, gateway.now(), json!({ "reason": reason }))
            };
            gateway.emit("sessions.changed", event, &To::Watchers(key));
        }),
    )
}
