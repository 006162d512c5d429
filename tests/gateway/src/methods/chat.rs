//! Sending, stopping, and putting words in: everything that changes what is being said.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};

use super::{Answer, Caller, key_of};
use crate::gateway::{Gateway, To};
use crate::message::{Assistant, Body, Origin, text_block};
use crate::narrator;
use crate::performance;
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::run::{Outcome, Run, Stop, Wanted};
use crate::session::Session;
use crate::session_row;
use crate::wire_message;

pub(super) fn send(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let key = params["idempotencyKey"].as_str().unwrap_or_default();
    send_to(caller, &key_of(params, "sessionKey"), params, key)
}

/// `sessions.send` is `chat.send` under the session's own name.
pub(super) fn session_send(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let key = match params["idempotencyKey"].as_str() {
        Some(key) => key.to_owned(),
        None => caller.gateway.world().chance.uuid(),
    };
    send_to(caller, &key_of(params, "key"), params, &key)
}

fn send_to(
    caller: &Caller,
    session_key: &str,
    params: &Value,
    run_id: &str,
) -> Result<Answer, Refusal> {
    let message = params["message"].as_str().unwrap_or_default();
    let attachments = attachment_blocks(&params["attachments"]);
    if message.trim().is_empty() && attachments.is_empty() {
        return Err(Refusal::invalid("message or attachment required"));
    }
    if message.trim() == "/stop" {
        return abort(caller, &json!({ "sessionKey": session_key }));
    }
    if matches!(message.trim(), "/new" | "/reset") {
        super::sessions::reset(caller, &json!({ "key": session_key }))?;
    }
    let now = caller.gateway.now();
    let profile = caller.profile();
    let wanted = Wanted {
        run_id: run_id.to_owned(),
        session_key: session_key.to_owned(),
        message: message.to_owned(),
        attachments,
        sender: caller.client_id.clone(),
        listeners: if caller.hears_tools {
            BTreeSet::from([caller.connection.clone()])
        } else {
            BTreeSet::new()
        },
        written: false,
        isolated: false,
    };
    let mut reply = json!({ "runId": run_id, "status": "started" });
    let is_busy = {
        let mut guard = caller.gateway.world();
        let world = &mut *guard;
        if let Some(run) = world.runs.get(run_id) {
            let status = if run.is_running() { "in_flight" } else { "ok" };
            return Ok(json!({ "runId": run_id, "status": status }).into());
        }
        let session = world
            .sessions
            .entry(session_key.to_owned())
            .or_insert_with(|| Session::new(session_key, &mut world.chance, now));
        if profile.is_new_shape() && !session.messages.is_empty() {
            reply["messageSeq"] = session.next_seq.into();
            reply["serverTiming"] = json!({ "receivedToAckMs": 5.151, "loadSessionMs": 0.211 });
        }
        session.active_run.is_some()
    };
    let gateway = Arc::clone(&caller.gateway);
    Ok(Answer::Then(
        reply,
        Box::new(move || {
            if profile == Profile::V2026_4_15 {
                tell_unwritten(&gateway, &wanted);
            }
            if is_busy {
                queue_or_steer(&gateway, wanted);
            } else {
                performance::begin(&gateway, wanted);
            }
        }),
    ))
}

/// What the versions do with a message while the session is busy.
fn queue_or_steer(gateway: &Arc<Gateway>, mut wanted: Wanted) {
    let profile = gateway.profile();
    let key = wanted.session_key.clone();
    match profile {
        Profile::V2026_2_6 => wait_in_line(gateway, wanted),
        Profile::V2026_4_15 => {
            finish_unanswered(gateway, &wanted);
            // It is answered later, under a name the console has not heard before.
            wanted.run_id = gateway.world().chance.uuid();
            wait_in_line(gateway, wanted);
        }
        Profile::V2026_6_11 | Profile::V2026_9_6 => {
            if let Some(message) = performance::write_user_row(gateway, &wanted) {
                narrator::tell_row(gateway, &key, &message);
            }
            finish_unanswered(gateway, &wanted);
            wanted.written = true;
            let not_steered = {
                let mut guard = gateway.world();
                let world = &mut *guard;
                let active = world.sessions.get(&key).and_then(|s| s.active_run.clone());
                match active.and_then(|id| world.runs.get_mut(&id)) {
                    Some(run) => {
                        run.steered.push(wanted);
                        None
                    }
                    None => Some(wanted),
                }
            };
            if let Some(mut wanted) = not_steered {
                wanted.run_id = gateway.world().chance.uuid();
                performance::begin(gateway, wanted);
            }
        }
    }
}

fn wait_in_line(gateway: &Arc<Gateway>, wanted: Wanted) {
    let key = wanted.session_key.clone();
    let now = gateway.now();
    {
        let mut world = gateway.world();
        world.runs.insert(wanted.run_id.clone(), Run::new(&key, now));
        if let Some(session) = world.session_mut(&key) {
            session.waiting.push_back(wanted);
        }
    }
    performance::begin_next(gateway, &key);
}

/// A run that ends at once without a word: its message was taken up by another.
fn finish_unanswered(gateway: &Gateway, wanted: &Wanted) {
    let now = gateway.now();
    let mut run = Run::new(&wanted.session_key, now);
    run.ended_at = Some(now);
    run.outcome.send_replace(Outcome::Done);
    gateway.world().runs.insert(wanted.run_id.clone(), run);
    let payload = json!({
        "runId": wanted.run_id, "sessionKey": wanted.session_key, "seq": 1, "state": "final",
    });
    gateway.emit("chat", payload, &To::Everyone);
}

/// 2026.4.15 tells the watchers what was sent before it is written down, without an id.
fn tell_unwritten(gateway: &Gateway, wanted: &Wanted) {
    let now = gateway.now();
    let (message, changed) = {
        let world = gateway.world();
        let Some(session) = world.sessions.get(&wanted.session_key) else { return };
        let mut fields = session_row::event_fields(Profile::V2026_4_15, session, now);
        fields.insert("sessionKey".to_owned(), wanted.session_key.clone().into());
        fields.insert(
            "message".to_owned(),
            json!({
                "role": "user", "content": wanted.message, "timestamp": now,
                "__openclaw": { "seq": 0 },
            }),
        );
        fields.insert("messageSeq".to_owned(), 0.into());
        let about = json!({ "phase": "message", "messageSeq": 0 });
        (Value::Object(fields), session_row::changed(Profile::V2026_4_15, session, now, about))
    };
    let to = To::Watchers(wanted.session_key.clone());
    gateway.emit("session.message", message, &to);
    gateway.emit("sessions.changed", changed, &to);
}

fn attachment_blocks(attachments: &Value) -> Vec<Value> {
    attachments
        .as_array()
        .into_iter()
        .flatten()
        .filter(|attachment| attachment["content"].is_string())
        .map(|attachment| {
            json!({
                "type": "image",
                "data": attachment["content"],
                "mimeType": attachment["mimeType"],
            })
        })
        .collect()
}

pub(super) fn abort(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let session_key = key_of(params, "sessionKey");
    let wanted = params["runId"].as_str();
    let mut world = caller.gateway.world();
    if let Some(run) = wanted.and_then(|id| world.runs.get(id))
        && run.session_key != session_key
    {
        return Err(Refusal::invalid("runId does not match sessionKey"));
    }
    let is_meant = |id: &str| wanted.is_none_or(|wanted| wanted == id);
    let never_begun = world.forget_waiting(&session_key, is_meant);
    let mut stopped = never_begun.clone();
    for (id, run) in &world.runs {
        if run.session_key == session_key && run.is_running() && is_meant(id) {
            run.stop.send_replace(Stop::Asked);
            stopped.push(id.clone());
        }
    }
    drop(world);
    let reply = json!({ "ok": true, "aborted": !stopped.is_empty(), "runIds": stopped });
    let gateway = Arc::clone(&caller.gateway);
    Ok(Answer::Then(
        reply,
        Box::new(move || {
            for run_id in never_begun {
                let payload = json!({
                    "runId": run_id, "sessionKey": session_key, "seq": 0, "state": "aborted",
                    "stopReason": "rpc",
                });
                gateway.emit("chat", payload, &To::Everyone);
            }
        }),
    ))
}

pub(super) fn session_abort(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let session_key = key_of(params, "key");
    let world = caller.gateway.world();
    let active = world.sessions.get(&session_key).and_then(|session| session.active_run.clone());
    let Some(run) = active.as_ref().and_then(|id| world.runs.get(id)) else {
        let status = "no-active-run";
        return Ok(json!({ "ok": true, "abortedRunId": null, "status": status }).into());
    };
    run.stop.send_replace(Stop::Asked);
    Ok(json!({ "ok": true, "abortedRunId": active, "status": "aborted" }).into())
}

pub(super) fn inject(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let session_key = key_of(params, "sessionKey");
    let message = params["message"].as_str().unwrap_or_default();
    let text = match params["label"].as_str() {
        Some(label) if !label.is_empty() => format!("[{label}]\n\n{message}"),
        _ => message.to_owned(),
    };
    let at = caller.gateway.now();
    let row = {
        let mut guard = caller.gateway.world();
        let world = &mut *guard;
        let Some(session) = world.sessions.get_mut(&session_key) else {
            return Err(Refusal::invalid("session not found"));
        };
        let body = Body::Assistant(Assistant {
            blocks: vec![text_block(&text)],
            provider: String::new(),
            model: String::new(),
            output_tokens: 0,
            stop_reason: "stop".to_owned(),
            response_id: String::new(),
            error: None,
            origin: Origin::Injected,
        });
        session.push(profile, &mut world.chance, at, None, body)
    };
    let gateway = Arc::clone(&caller.gateway);
    let reply = json!({ "ok": true, "messageId": row.id });
    Ok(Answer::Then(
        reply,
        Box::new(move || {
            let mut spoken = {
                let world = gateway.world();
                let Some(session) = world.sessions.get(&session_key) else { return };
                wire_message::in_history(profile, session, &row)
            };
            if let Some(fields) = spoken.as_object_mut() {
                fields.remove("__openclaw");
            }
            let mut payload = json!({
                "runId": format!("inject-{}", row.id),
                "sessionKey": session_key,
                "seq": 0,
                "state": "final",
                "message": spoken,
            });
            if profile.is_new_shape() {
                payload["agentId"] = crate::session::agent_of(&session_key).into();
            }
            gateway.emit("chat", payload, &To::Everyone);
            narrator::tell_row(&gateway, &session_key, &row);
        }),
    ))
}
