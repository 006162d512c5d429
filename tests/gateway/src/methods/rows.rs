//! Finding and looking at sessions.

use serde_json::{Value, json};

use super::{Answer, Caller, key_of};
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::seeds::models;
use crate::session::Session;
use crate::session_row::{self, CONTEXT_TOKENS, Extras, newest_first, preview_item, store_path};

const DEFAULT_LIMIT: u64 = 100;

pub(super) fn list(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let now = caller.gateway.now();
    let extras = Extras {
        derived_title: params["includeDerivedTitles"] == true,
        last_message: params["includeLastMessage"] == true,
    };
    let world = caller.gateway.world();
    let matching: Vec<&Session> =
        newest_first(&world).into_iter().filter(|session| matches(session, params, now)).collect();
    let limit = match params["limit"].as_u64() {
        Some(limit) => limit,
        None if profile.is_new_shape() => DEFAULT_LIMIT,
        None => u64::MAX,
    };
    let offset = params["offset"].as_u64().unwrap_or(0);
    let rows: Vec<Value> = matching
        .iter()
        .skip(usize::try_from(offset).unwrap_or(usize::MAX))
        .take(usize::try_from(limit).unwrap_or(usize::MAX))
        .map(|session| session_row::row(profile, session, now, extras))
        .collect();
    let mut defaults = json!({
        "modelProvider": "script", "model": "script-1", "contextTokens": CONTEXT_TOKENS,
    });
    let mut reply = json!({
        "ts": now, "path": "(multiple)", "count": rows.len(),
    });
    if profile.is_new_shape() {
        let shown_to = offset + rows.len() as u64;
        let has_more = shown_to < matching.len() as u64;
        let thinking = models::thinking();
        defaults["thinkingLevels"] = thinking.levels;
        defaults["thinkingOptions"] = thinking.options;
        defaults["thinkingDefault"] = thinking.default;
        defaults["modelSelectionTarget"] = "session".into();
        defaults["agentRuntime"] = json!({
            "id": "auto",
            "cloudPlacementSupported": false,
            "devicePlacementSupported": false,
            "source": "implicit",
        });
        reply["path"] = store_path(profile, "main").into();
        reply["totalCount"] = matching.len().into();
        reply["limitApplied"] = limit.into();
        reply["nextOffset"] = if has_more { shown_to.into() } else { Value::Null };
        reply["hasMore"] = has_more.into();
        reply["owners"] = json!([]);
    }
    reply["defaults"] = defaults;
    reply["sessions"] = rows.into();
    Ok(reply.into())
}

fn matches(session: &Session, params: &Value, now: u64) -> bool {
    let is = |name: &str, mine: Option<&str>| {
        params[name].as_str().is_none_or(|wanted| mine == Some(wanted))
    };
    let is_fresh = params["activeMinutes"]
        .as_u64()
        .is_none_or(|minutes| now.saturating_sub(session.updated_at) <= minutes * 60_000);
    let is_found = params["search"].as_str().is_none_or(|search| {
        let search = search.trim().to_lowercase();
        [
            Some(session.key.as_str()),
            session.label.as_deref(),
            Some(session.session_id.as_str()),
            session.channel.as_ref().map(|channel| channel.subject),
        ]
        .into_iter()
        .flatten()
        .any(|text| text.to_lowercase().contains(&search))
    });
    is("label", session.label.as_deref())
        && is("spawnedBy", session.spawned_by.as_deref())
        && is("agentId", Some(&session.agent_id))
        && is_fresh
        && is_found
        && (params["archived"] == "all" || session.archived == (params["archived"] == true))
}

pub(super) fn preview(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let limit = usize::try_from(params["limit"].as_u64().unwrap_or(12)).unwrap_or(usize::MAX);
    let most = usize::try_from(params["maxChars"].as_u64().unwrap_or(240)).unwrap_or(usize::MAX);
    let ts = caller.gateway.now();
    let world = caller.gateway.world();
    let previews: Vec<Value> = params["keys"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(|key| {
            let Some(session) = world.sessions.get(&crate::session::canonical_key(key)) else {
                return json!({ "key": key, "status": "missing", "items": [] });
            };
            let mut items: Vec<Value> = session.messages.iter().filter_map(preview_item).collect();
            items.drain(..items.len().saturating_sub(limit));
            for item in &mut items {
                let text: String =
                    item["text"].as_str().unwrap_or_default().chars().take(most).collect();
                item["text"] = text.into();
            }
            let status = if items.is_empty() { "empty" } else { "ok" };
            json!({ "key": key, "status": status, "items": items })
        })
        .collect();
    Ok(json!({ "ts": ts, "previews": previews }).into())
}

pub(super) fn resolve(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let world = caller.gateway.world();
    let text = |name: &str| params[name].as_str();
    let named = text("key").or(text("sessionId")).or(text("label"));
    let Some(wanted) = named else {
        return Err(Refusal::invalid("Either key, sessionId, or label is required"));
    };
    let found = world.sessions.values().find(|session| {
        if text("key").is_some() {
            session.key == crate::session::canonical_key(wanted)
        } else if text("sessionId").is_some() {
            session.session_id == wanted
        } else {
            session.label.as_deref() == Some(wanted)
        }
    });
    let Some(session) = found else {
        return Err(Refusal::invalid(format!("No session found: {wanted}")));
    };
    let mut reply = json!({ "ok": true, "key": session.key });
    if caller.profile() >= Profile::V2026_6_11 {
        reply["agentId"] = session.agent_id.clone().into();
    }
    Ok(reply.into())
}

pub(super) fn describe(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let now = caller.gateway.now();
    let world = caller.gateway.world();
    let session = world.sessions.get(&key_of(params, "key"));
    let row = session.map(|session| {
        let extras = Extras { derived_title: true, last_message: true };
        session_row::row(caller.profile(), session, now, extras)
    });
    Ok(json!({ "session": row }).into())
}
