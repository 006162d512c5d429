//! Reading transcripts.

use serde_json::{Value, json};

use super::{Answer, Caller, key_of};
use crate::gateway::World;
use crate::message::Message;
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::session::Session;
use crate::session_row::{self, CONTEXT_TOKENS, Extras};
use crate::wire_message;

const DEFAULT_LIMIT: u64 = 200;
const STARTUP_LIMIT: u64 = 80;
/// How many rows a cursor catches up with.
const MOST_AT_ONCE: u64 = 200;

/// `chat.history` and, from 2026.6 on, `chat.startup`.
pub(super) fn history(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let session_key = key_of(params, "sessionKey");
    let now = caller.gateway.now();
    let default = if profile.is_new_shape() { STARTUP_LIMIT } else { DEFAULT_LIMIT };
    let limit = whole(params["limit"].as_u64().unwrap_or(default));
    let offset = whole(params["offset"].as_u64().unwrap_or(0));
    let world = caller.gateway.world();
    let Some(session) = world.sessions.get(&session_key) else {
        return Ok(nothing(profile, &session_key).into());
    };
    if let Some(cursor) = params["cursor"].as_str() {
        return Ok(since(&world, session, cursor, now).into());
    }
    let all = readable(profile, session);
    let end = all.len().saturating_sub(offset);
    let begin = end.saturating_sub(limit);
    let shown = &all[begin..end];
    let messages: Vec<Value> =
        shown.iter().map(|message| wire_message::in_history(profile, session, message)).collect();
    let mut reply = json!({
        "sessionKey": session_key,
        "sessionId": session.session_id,
        "messages": messages,
    });
    let thinking = session.setting("thinkingLevel");
    if profile.is_new_shape() {
        add_new_fields(&mut reply, &world, session, shown, now);
        reply["totalMessages"] = all.len().into();
        reply["hasMore"] = (begin > 0).into();
        if begin > 0 {
            reply["nextOffset"] = (offset + shown.len()).into();
        }
        if let Some(level) = thinking {
            reply["thinkingLevel"] = level.into();
        }
    } else {
        reply["thinkingLevel"] = thinking.unwrap_or("off").into();
    }
    if let Some(level) = session.setting("verboseLevel") {
        reply["verboseLevel"] = level.into();
    }
    Ok(reply.into())
}

fn whole(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Newer gateways leave silence out of what they show.
fn readable(profile: Profile, session: &Session) -> Vec<&Message> {
    session
        .visible_messages(profile)
        .iter()
        .filter(|message| {
            !(profile.is_new_shape()
                && message.role() == "assistant"
                && message.text().trim() == "NO_REPLY")
        })
        .collect()
}

fn nothing(profile: Profile, session_key: &str) -> Value {
    let mut reply = json!({ "sessionKey": session_key, "messages": [] });
    if profile.is_new_shape() {
        reply["pendingInputs"] = json!({ "items": [], "total": 0 });
        reply["hasMore"] = false.into();
        reply["totalMessages"] = 0.into();
        reply["defaults"] = defaults();
    } else {
        reply["thinkingLevel"] = "off".into();
    }
    reply
}

fn defaults() -> Value {
    json!({
        "modelProvider": "script",
        "model": "script-1",
        "contextTokens": CONTEXT_TOKENS,
        "agentRuntime": {
            "id": "auto",
            "cloudPlacementSupported": false,
            "devicePlacementSupported": false,
            "source": "implicit",
        },
        "modelSelectionTarget": "session",
    })
}

fn add_new_fields(
    reply: &mut Value,
    world: &World,
    session: &Session,
    shown: &[&Message],
    now: u64,
) {
    let profile = Profile::V2026_9_6;
    reply["defaults"] = defaults();
    reply["pendingInputs"] = json!({ "items": [], "total": 0 });
    reply["deltaCursor"] = cursor_of(session, session.next_seq).into();
    let activity: Vec<Value> = shown.iter().filter_map(|message| activity(message)).collect();
    if !activity.is_empty() {
        reply["activity"] = activity.into();
    }
    let mut info = session_row::row(profile, session, now, Extras::default());
    if let Some(last) = session.messages.last() {
        info["activeLeafEntryId"] = last.id.clone().into();
    }
    reply["sessionInfo"] = info;
    let run = session.active_run.as_ref().and_then(|id| Some((id, world.runs.get(id)?)));
    if let Some((id, run)) = run {
        reply["inFlightRun"] = json!({
            "runId": id,
            "text": run.text,
            "startedAt": run.started_at.unwrap_or(run.accepted_at),
            "events": run.events,
        });
    }
}

/// Where a transcript ends now, for a console that wants to go on from there.
fn cursor_of(session: &Session, next_seq: u64) -> String {
    crate::device::base64url(format!("{}:{next_seq}", session.source).as_bytes())
}

/// What was added since a cursor; `reset` when that cannot be told.
fn since(world: &World, session: &Session, cursor: &str, now: u64) -> Value {
    let profile = Profile::V2026_9_6;
    let begin = (1..=session.next_seq).rev().find(|seq| cursor_of(session, *seq) == cursor);
    let Some(begin) = begin.filter(|begin| session.next_seq - begin <= MOST_AT_ONCE) else {
        return json!({ "kind": "reset" });
    };
    let rows = readable(profile, session);
    let added: Vec<&Message> = rows.into_iter().filter(|row| row.seq >= begin).collect();
    let messages: Vec<Value> =
        added.iter().map(|row| wire_message::in_history(profile, session, row)).collect();
    let mut full = json!({});
    add_new_fields(&mut full, world, session, &added, now);
    let mut delta = json!({ "kind": "delta", "messages": messages });
    for name in ["deltaCursor", "sessionInfo", "inFlightRun", "pendingInputs"] {
        if let Some(value) = full.get(name) {
            delta[name] = value.clone();
        }
    }
    delta
}

/// The finished tool calls of a row.
fn activity(message: &Message) -> Option<Value> {
    let crate::message::Body::Assistant(assistant) = &message.body else { return None };
    let items: Vec<Value> = assistant
        .blocks
        .iter()
        .filter(|block| block["type"] == "toolCall")
        .map(|block| {
            let call = block["id"].as_str().unwrap_or_default();
            json!({
                "itemId": format!("tool:{call}"),
                "toolCallId": call,
                "name": block["name"],
                "kind": "tool",
                "phase": "end",
                "title": "Exec",
                "status": "completed",
                "commandBearing": true,
            })
        })
        .collect();
    (!items.is_empty()).then(|| json!({ "messageId": message.id, "items": items }))
}

pub(super) fn message(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let world = caller.gateway.world();
    let session = world.sessions.get(&key_of(params, "sessionKey"));
    let found = session.and_then(|session| {
        let wanted = params["messageId"].as_str()?;
        let message = session.messages.iter().find(|message| message.id == wanted)?;
        Some(wire_message::in_history(caller.profile(), session, message))
    });
    Ok(match found {
        Some(message) => json!({ "ok": true, "message": message }).into(),
        None => json!({ "ok": false, "unavailableReason": "not_found" }).into(),
    })
}

/// `sessions.get`: the rows and nothing else.
pub(super) fn get(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let world = caller.gateway.world();
    let messages: Vec<Value> = match world.sessions.get(&key_of(params, "key")) {
        Some(session) => session
            .messages
            .iter()
            .map(|message| wire_message::in_event(profile, session, message))
            .collect(),
        None => Vec::new(),
    };
    Ok(json!({ "messages": messages }).into())
}
