//! `sessions.patch`: the settings of one session.

use serde_json::{Value, json};

use super::{Answer, Caller, key_of};
use crate::gateway::To;
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::seeds::models;
use crate::session::Session;
use crate::session_row::{self, store_path};

/// What is kept under the name it came with.
const SETTINGS: &[&str] = &[
    "thinkingLevel",
    "verboseLevel",
    "reasoningLevel",
    "responseUsage",
    "elevatedLevel",
    "execHost",
    "execSecurity",
    "execAsk",
    "execNode",
    "sendPolicy",
    "groupActivation",
    "fastMode",
    "queueMode",
    "permissionMode",
    "traceLevel",
    "spawnDepth",
    "subagentRole",
    "subagentControlScope",
    "spawnedWorkspaceDir",
    "category",
    "icon",
    "color",
    "boardFace",
    "contextWindow",
    "toolOverrides",
    "completionOwnerSessionKey",
    "inheritedToolAllow",
    "inheritedToolDeny",
    "inheritedToolPolicyVersion",
];

/// What the middle versions know of sub-agents and the late ones no more.
const GONE: &[&str] =
    &["spawnedBy", "spawnDepth", "subagentRole", "subagentControlScope", "spawnedWorkspaceDir"];

pub(super) fn patch(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let session_key = key_of(params, "key");
    let now = caller.gateway.now();
    let changes = changes(profile, params)?;
    lifecycle(caller, &session_key, params)?;
    let (reply, event) = {
        let mut guard = caller.gateway.world();
        let world = &mut *guard;
        if let Some(label) = params["label"].as_str()
            && world
                .sessions
                .values()
                .any(|other| other.key != session_key && other.label.as_deref() == Some(label))
        {
            return Err(Refusal::invalid(format!("label already in use: {label}")));
        }
        let session = world
            .sessions
            .entry(session_key.clone())
            .or_insert_with(|| Session::new(&session_key, &mut world.chance, now));
        changes.apply(session, params);
        session.updated_at = now;
        let (provider, model) = session.model();
        let mut resolved = json!({ "modelProvider": provider, "model": model });
        if profile.is_new_shape() {
            resolved["agentRuntime"] = json!({ "id": "openclaw", "source": "implicit" });
            resolved["runtimeSelectionLocked"] = false.into();
        }
        let reply = json!({
            "ok": true,
            "path": store_path(profile, &session.agent_id),
            "key": session_key,
            "entry": entry(profile, session),
            "resolved": resolved,
        });
        (reply, session_row::changed(profile, session, now, json!({ "reason": "patch" })))
    };
    let gateway = std::sync::Arc::clone(&caller.gateway);
    Ok(Answer::Then(
        reply,
        Box::new(move || {
            if profile.has_session_events() {
                gateway.emit("sessions.changed", event, &To::Watchers(session_key));
            }
        }),
    ))
}

/// What has to be looked at before anything is changed.
struct Changes {
    /// `Some(None)` returns to the default model.
    model: Option<Option<(String, String)>>,
}

fn changes(profile: Profile, params: &Value) -> Result<Changes, Refusal> {
    known_here(profile, params)?;
    let most = if profile == Profile::V2026_4_15 { "|adaptive" } else { "" };
    let levels = ["off", "minimal", "low", "medium", "high"];
    one_of(params, "thinkingLevel", &levels, &format!("off|minimal|low|medium|high{most}"))?;
    let verbose = ["on", "off", "full"];
    if let Some(given) = params["verboseLevel"].as_str()
        && !verbose.contains(&given)
    {
        return Err(Refusal::invalid("invalid verboseLevel (use \"on\"|\"off\"|\"full\")"));
    }
    one_of(params, "reasoningLevel", &["on", "off", "stream"], "\"on\"|\"off\"|\"stream\"")?;
    one_of(
        params,
        "elevatedLevel",
        &["on", "off", "ask", "full"],
        "\"on\"|\"off\"|\"ask\"|\"full\"",
    )?;
    one_of(params, "traceLevel", &["on", "off", "raw"], "\"on\"|\"off\"|\"raw\"")?;
    if profile == Profile::V2026_2_6 {
        let hosts = ["sandbox", "gateway", "node"];
        one_of(params, "execHost", &hosts, "\"sandbox\"|\"gateway\"|\"node\"")?;
    } else {
        let hosts = ["auto", "sandbox", "gateway", "node"];
        one_of(params, "execHost", &hosts, "\"auto\"|\"sandbox\"|\"gateway\"|\"node\"")?;
    }
    let security = ["deny", "allowlist", "full"];
    one_of(params, "execSecurity", &security, "\"deny\"|\"allowlist\"|\"full\"")?;
    one_of(params, "execAsk", &["off", "on-miss", "always"], "\"off\"|\"on-miss\"|\"always\"")?;
    constant(params, "responseUsage", &["off", "tokens", "full", "on"])?;
    constant(params, "sendPolicy", &["allow", "deny"])?;
    constant(params, "groupActivation", &["mention", "always"])?;
    constant(params, "permissionMode", &["read-only", "guarded", "workspace", "full"])?;
    let colors = ["red", "blue", "green", "yellow", "purple", "orange", "pink", "cyan"];
    if params["color"].as_str().is_some_and(|color| !colors.contains(&color)) {
        let words = colors.join(", ");
        return Err(Refusal::invalid(format!("color must be one of: {words}")));
    }
    let model = match &params["model"] {
        Value::String(reference) => {
            Some(Some(models::resolve(profile, reference).map_err(Refusal::invalid)?))
        }
        Value::Null if params.get("model").is_some() => Some(None),
        _ => None,
    };
    Ok(Changes { model })
}

/// What this version takes no more, and lengths.
fn known_here(profile: Profile, params: &Value) -> Result<(), Refusal> {
    let shape =
        |why: String| Err(Refusal::invalid(format!("invalid sessions.patch params: {why}")));
    if profile.is_new_shape() {
        if let Some(gone) = GONE.iter().find(|name| params.get(**name).is_some()) {
            return shape(format!("at root: unexpected property '{gone}'"));
        }
        if params.get("execSecurity").is_some() || params.get("execAsk").is_some() {
            return Err(Refusal::invalid(
                "execSecurity/execAsk are retired; set permissionMode (read-only|guarded|workspace|full) \
                 instead, or use /exec for this run only.",
            ));
        }
    }
    let most = if profile == Profile::V2026_2_6 { 64 } else { 512 };
    if params["label"].as_str().is_some_and(|label| label.chars().count() > most) {
        return shape(format!(
            "at /label: must NOT have more than {most} characters; at /label: must be null; at /label: must match a schema in anyOf"
        ));
    }
    Ok(())
}

/// Late versions archive only the conversation that was meant; sub-agents keep who started them.
fn lifecycle(caller: &Caller, key: &str, params: &Value) -> Result<(), Refusal> {
    let world = caller.gateway.world();
    let session = world.sessions.get(key);
    if params.get("archived").is_some() {
        let Some(expected) = params["expectedSessionId"].as_str() else {
            return Err(Refusal::invalid(format!(
                "expectedSessionId required for session lifecycle patch: {key}"
            )));
        };
        if session.is_some_and(|session| session.session_id != expected) {
            return Err(Refusal::invalid(format!("session changed: {key}")));
        }
    }
    let spawned_by = session.and_then(|session| session.spawned_by.as_deref());
    match params.get("spawnedBy") {
        Some(Value::Null) if spawned_by.is_some() => {
            Err(Refusal::invalid("spawnedBy cannot be cleared once set"))
        }
        Some(Value::String(_)) if !key.contains(":subagent:") => {
            Err(Refusal::invalid("spawnedBy is only supported for subagent:* sessions"))
        }
        Some(Value::String(by)) if spawned_by.is_some_and(|set| set != by) => {
            Err(Refusal::invalid("spawnedBy cannot be changed once set"))
        }
        _ => Ok(()),
    }
}

fn constant(params: &Value, name: &str, allowed: &[&str]) -> Result<(), Refusal> {
    match params[name].as_str() {
        Some(given) if !allowed.contains(&given) => Err(Refusal::invalid(format!(
            "invalid sessions.patch params: at /{name}: must be equal to constant; at /{name}: must be null; at /{name}: must match a schema in anyOf"
        ))),
        _ => Ok(()),
    }
}

fn one_of(params: &Value, name: &str, allowed: &[&str], wording: &str) -> Result<(), Refusal> {
    match params[name].as_str() {
        Some(given) if !allowed.contains(&given) => {
            Err(Refusal::invalid(format!("invalid {name} (use {wording})")))
        }
        _ => Ok(()),
    }
}

impl Changes {
    fn apply(self, session: &mut Session, params: &Value) {
        for name in SETTINGS {
            match params.get(*name) {
                None => {}
                // "off" is the default of this one and is not kept.
                Some(Value::String(level)) if *name == "reasoningLevel" && level == "off" => {
                    session.settings.remove(*name);
                }
                Some(Value::Null) => {
                    session.settings.remove(*name);
                }
                Some(value) => {
                    session.settings.insert((*name).to_owned(), value.clone());
                }
            }
        }
        match params.get("label") {
            Some(Value::Null) => session.label = None,
            Some(Value::String(label)) => session.label = Some(label.trim().to_owned()),
            _ => {}
        }
        if let Some(model) = self.model {
            session.chosen_model = model;
        }
        if let Some(archived) = params["archived"].as_bool() {
            session.archived = archived;
        }
        if let Some(pinned) = params["pinned"].as_bool() {
            session.pinned = pinned;
        }
        for (name, told) in [("statusNote", "note"), ("attention", "attention")] {
            match params.get(name) {
                Some(Value::Null) => drop(session.status_note.remove(told)),
                Some(value) => drop(session.status_note.insert(told.to_owned(), value.clone())),
                None => {}
            }
        }
        if let Some(unread) = params["unread"].as_bool() {
            session.unread = unread;
        }
        if let Some(by) = params["spawnedBy"].as_str() {
            session.spawned_by = Some(by.to_owned());
        }
    }
}

/// The stored entry, as writing methods give it back.
pub(super) fn entry(profile: Profile, session: &Session) -> Value {
    let mut entry = json!({ "sessionId": session.session_id, "updatedAt": session.updated_at });
    for (name, value) in &session.settings {
        entry[name] = value.clone();
    }
    if let Some(label) = &session.label {
        entry["label"] = label.clone().into();
    }
    if let Some((provider, model)) = &session.chosen_model {
        entry["providerOverride"] = provider.clone().into();
        entry["modelOverride"] = model.clone().into();
    }
    if session.pinned {
        entry["pinnedAt"] = session.updated_at.into();
    }
    if session.unread && profile.is_new_shape() {
        entry["markedUnreadAt"] = session.updated_at.into();
    }
    if !session.status_note.is_empty() {
        entry["agentStatus"] = session.status_note.clone().into();
    }
    if session.used {
        add_use(profile, session, &mut entry);
    }
    if profile == Profile::V2026_4_15 {
        entry["sessionFile"] =
            format!("/home/operator/state/agents/main/sessions/{}.jsonl", session.session_id)
                .into();
    }
    if profile.is_new_shape() {
        entry["lifecycleRevision"] = session.source.clone().into();
        entry["createdVia"] = "operator".into();
        entry["createdActor"] =
            json!({ "type": "human", "source": "profile", "id": "gateway-owner" });
        entry["createdAt"] = session.created_at.into();
    }
    entry
}

/// What the first message leaves in an entry, and a reset does not take away.
fn add_use(profile: Profile, session: &Session, entry: &mut Value) {
    let (provider, model) = session.model();
    let is_fresh = session.messages.is_empty();
    let surface = session.channel.as_ref().map_or("webchat", |channel| channel.provider);
    entry["systemSent"] = (!is_fresh).into();
    entry["abortedLastRun"] = session.aborted_last_run.into();
    entry["model"] = model.into();
    entry["inputTokens"] = if is_fresh { 0.into() } else { 120.into() };
    entry["outputTokens"] = session.output_tokens.into();
    entry["totalTokens"] = if is_fresh { 0.into() } else { session.total_tokens.into() };
    if profile.is_new_shape() {
        entry["delivery"] = json!({ "kind": "internal" });
        entry["totalTokensVersion"] = 1.into();
    } else {
        entry["origin"] = json!({ "provider": surface, "surface": surface, "chatType": "direct" });
        entry["lastChannel"] = surface.into();
        if profile == Profile::V2026_2_6 {
            entry["contextTokens"] = session_row::CONTEXT_TOKENS.into();
        }
    }
    if profile.has_session_events() {
        entry["chatType"] = "direct".into();
        entry["compactionCount"] = 0.into();
        entry["modelProvider"] = provider.into();
        entry["totalTokensFresh"] = true.into();
    }
    if profile == Profile::V2026_4_15 {
        entry["deliveryContext"] = json!({ "channel": surface });
    }
    if profile.is_new_shape() {
        entry["sessionStartedAt"] = session.updated_at.into();
    }
}
