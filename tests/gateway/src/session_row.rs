//! A session in the words of a version: the row of `sessions.list`, and the fields that session
//! events repeat beside it.

use serde_json::{Map, Value, json};

use crate::gateway::World;
use crate::message::Message;
use crate::profile::Profile;
use crate::seeds::models;
use crate::session::Session;

pub(crate) const CONTEXT_TOKENS: u64 = 128_000;

/// What newer gateways write out as `null` in events when there is nothing to say.
const NAMED_NOTHINGS: &[&str] = &[
    "agentStatus",
    "archiveReason",
    "archivedAt",
    "archivedBy",
    "autoLabel",
    "boardPresentation",
    "category",
    "channelAvatarUrl",
    "color",
    "controlOwnerSessionKey",
    "displayName",
    "endedAt",
    "goal",
    "icon",
    "label",
    "lastRunError",
    "lastRunId",
    "markedUnreadAt",
    "observerDigest",
    "permissionMode",
    "pinnedAt",
    "providerReview",
    "restartRecoveryStatus",
    "runtimeMs",
    "swarm",
    "thinkingLevel",
    "toolOverrides",
];

/// Which extras of a row were asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Extras {
    pub(crate) derived_title: bool,
    pub(crate) last_message: bool,
}

pub(crate) fn row(profile: Profile, session: &Session, now: u64, extras: Extras) -> Value {
    let mut row = shared_fields(session);
    let (provider, model) = session.model();
    put(&mut row, "modelProvider", provider);
    put(&mut row, "model", model);
    if extras.derived_title
        && let Some(title) = derived_title(profile, session)
    {
        put(&mut row, "derivedTitle", title);
    }
    if extras.last_message
        && let Some(preview) = last_message(session)
    {
        put(&mut row, "lastMessagePreview", preview);
    }
    if profile == Profile::V2026_2_6 {
        return Value::Object(row);
    }
    put(&mut row, "totalTokensFresh", session.fresh && session.output_tokens > 0);
    if let Some(status) = session.status {
        put(&mut row, "status", status);
    }
    if let Some(started) = session.started_at {
        put(&mut row, "startedAt", started);
        if let Some(ended) = session.ended_at {
            put(&mut row, "endedAt", ended);
            put(&mut row, "runtimeMs", ended.saturating_sub(started));
        }
    }
    if session.output_tokens > 0 {
        put(&mut row, "estimatedCostUsd", 0.00012 + session.output_tokens as f64 * 2.0 / 1e6);
    }
    if profile.is_new_shape() {
        add_new_fields(&mut row, session, now);
    }
    Value::Object(row)
}

fn put(row: &mut Map<String, Value>, name: &str, value: impl Into<Value>) {
    row.insert(name.to_owned(), value.into());
}

/// What all versions say.
fn shared_fields(session: &Session) -> Map<String, Value> {
    let mut row = Map::new();
    put(&mut row, "key", session.key.as_str());
    put(&mut row, "kind", session.kind());
    put(&mut row, "updatedAt", session.updated_at);
    put(&mut row, "sessionId", session.session_id.as_str());
    put(&mut row, "contextTokens", CONTEXT_TOKENS);
    if let Some(label) = &session.label {
        put(&mut row, "label", label.as_str());
        put(&mut row, "displayName", label.as_str());
    }
    if let Some(by) = &session.spawned_by {
        put(&mut row, "spawnedBy", by.as_str());
    }
    if session.used {
        put(&mut row, "systemSent", true);
        put(&mut row, "abortedLastRun", session.aborted_last_run);
        let chat_type = if session.channel.is_some() { "group" } else { "direct" };
        let surface = session.channel.as_ref().map_or("webchat", |channel| channel.provider);
        put(&mut row, "chatType", chat_type);
        put(
            &mut row,
            "origin",
            json!({ "provider": surface, "surface": surface, "chatType": chat_type }),
        );
        put(&mut row, "deliveryContext", json!({ "channel": surface }));
        put(&mut row, "lastChannel", surface);
    }
    if let Some(channel) = &session.channel {
        put(&mut row, "channel", channel.provider);
        put(&mut row, "subject", channel.subject);
        put(&mut row, "displayName", format!("{}: {}", channel.provider, channel.subject));
        put(&mut row, "deliveryContext", json!({ "channel": channel.provider, "to": channel.to }));
        put(&mut row, "lastTo", channel.to);
    }
    if session.output_tokens > 0 {
        put(&mut row, "inputTokens", 120);
        put(&mut row, "outputTokens", session.output_tokens);
        put(&mut row, "totalTokens", session.total_tokens);
    }
    for (name, value) in &session.settings {
        // These are set and never told in a row.
        if !["execHost", "execSecurity", "execAsk", "groupActivation"].contains(&name.as_str()) {
            put(&mut row, name, value.clone());
        }
    }
    row
}

fn add_new_fields(row: &mut Map<String, Value>, session: &Session, now: u64) {
    for gone in ["origin", "deliveryContext", "lastChannel", "lastTo"] {
        row.remove(gone);
    }
    let owner = json!({
        "type": "human",
        "id": "gateway-owner",
        "identity": { "type": "profile", "id": "gateway-owner" },
    });
    let thinking = models::thinking();
    let more = json!({
        "visibility": "shared",
        "permissionModePending": false,
        "participants": [],
        "participantCount": 0,
        "createdVia": "operator",
        "createdActor": owner,
        "owner": { "actor": owner },
        "createdAt": session.created_at,
        "classification": session.classification(),
        "agentId": session.agent_id,
        "isMain": session.is_main(),
        "isBackground": session.is_background(),
        "archived": session.archived,
        "pinned": session.pinned,
        "unread": session.unread,
        "lastInteractionAt": session.updated_at,
        "thinkingLevels": thinking.levels,
        "thinkingOptions": thinking.options,
        "thinkingDefault": thinking.default,
        "effectiveFastMode": false,
        "effectiveFastModeSource": "default",
        "fastAutoOnSeconds": 60,
        "effectiveResponseUsage": "off",
        "effectiveQueueMode": "steer",
        "modelOverrideSource": if session.chosen_model.is_some() { json!("user") } else { Value::Null },
        "runtimeSelectionLocked": false,
        "agentRuntime": {
            "id": "openclaw",
            "cloudPlacementSupported": true,
            "cloudPlacementExecutionMode": "worker-turn",
            "devicePlacement": { "requiredNodeCommands": [], "consumesWorkerSlot": true },
            "devicePlacementSupported": true,
            "source": "implicit",
        },
        "snapshotAt": now,
        "activitySummary": { "state": "unavailable", "canEnsure": true },
        "hasActiveRun": session.active_run.is_some(),
        "placement": {
            "state": "local",
            "generation": 0,
            "createdAtMs": session.created_at,
            "updatedAtMs": session.updated_at,
            "stateChangedAtMs": session.created_at,
        },
        "hiddenFromInvolvingMe": false,
        "sharingRole": "admin",
    });
    if let Value::Object(more) = more {
        row.extend(more);
    }
    if !session.status_note.is_empty() {
        put(row, "agentStatus", session.status_note.clone());
    }
    match &session.active_run {
        None => put(row, "activeRunIds", Value::Array(Vec::new())),
        Some(_) => {
            let (provider, model) = session.model();
            put(row, "activeModelProvider", provider);
            put(row, "activeModel", model);
        }
    }
    if let (Some(run), None) = (&session.last_run_id, &session.active_run) {
        put(row, "lastRunId", run.as_str());
    }
}

/// What session events carry besides their own fields: the row, and the row's fields again.
pub(crate) fn event_fields(profile: Profile, session: &Session, now: u64) -> Map<String, Value> {
    let mut row = row(profile, session, now, Extras::default());
    let mut fields = row.as_object().cloned().unwrap_or_default();
    if let (true, Some(preview)) = (profile.is_new_shape(), last_message(session)) {
        row["lastMessagePreview"] = preview.into();
    }
    fields.remove("key");
    if profile.is_new_shape() {
        for only_inside in [
            "classification",
            "effectiveQueueMode",
            "isBackground",
            "isMain",
            "snapshotAt",
            "thinkingDefault",
            "thinkingLevels",
            "thinkingOptions",
            "lastInteractionAt",
        ] {
            fields.remove(only_inside);
        }
        for name in NAMED_NOTHINGS {
            fields.entry(*name).or_insert(Value::Null);
        }
        fields.entry("activeRunIds").or_insert(Value::Null);
        put(&mut fields, "hasAutomation", false);
        put(&mut fields, "ancestorSessions", json!([]));
    }
    fields.insert("session".to_owned(), row);
    fields
}

/// A `sessions.changed` event's payload. `about` are its own fields: a reason, or phase and run.
pub(crate) fn changed(profile: Profile, session: &Session, now: u64, about: Value) -> Value {
    let mut payload = event_fields(profile, session, now);
    put(&mut payload, "sessionKey", session.key.as_str());
    put(&mut payload, "ts", now);
    if let Value::Object(about) = about {
        payload.extend(about);
    }
    if profile == Profile::V2026_4_15 && payload.contains_key("reason") {
        payload.remove("session");
    }
    Value::Object(payload)
}

fn derived_title(profile: Profile, session: &Session) -> Option<String> {
    if profile.is_new_shape()
        && let Some(label) = &session.label
    {
        return Some(label.clone());
    }
    let first = session.messages.iter().find(|message| message.role() == "user")?;
    Some(shortened(&first.text(), 60))
}

fn last_message(session: &Session) -> Option<String> {
    session
        .messages
        .iter()
        .rev()
        .find(|message| message.role() != "toolResult" && !message.text().is_empty())
        .map(|message| shortened(&message.text(), 120))
}

pub(crate) fn shortened(text: &str, most: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= most {
        return flat;
    }
    flat.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// How a preview names a row.
pub(crate) fn preview_item(message: &Message) -> Option<Value> {
    let tools = message.called_tools();
    let (role, text) = match (message.role(), tools.is_empty()) {
        ("toolResult", _) => ("tool", message.text()),
        ("assistant", false) => ("tool", format!("call {}", tools.join(", "))),
        (role, _) => (role, message.text()),
    };
    (!text.is_empty()).then(|| json!({ "role": role, "text": text }))
}

/// The paths a version puts its sessions under.
pub(crate) fn store_path(profile: Profile, agent: &str) -> String {
    if profile.is_new_shape() {
        format!("/home/operator/state/agents/{agent}/agent/openclaw-agent.sqlite")
    } else {
        format!("/home/operator/state/agents/{agent}/sessions/sessions.json")
    }
}

/// The newest sessions first, as every list shows them.
pub(crate) fn newest_first(world: &World) -> Vec<&Session> {
    let mut sessions: Vec<&Session> = world.sessions.values().collect();
    sessions.sort_by(|one, other| {
        other.updated_at.cmp(&one.updated_at).then_with(|| one.key.cmp(&other.key))
    });
    sessions
}
