//! The gateway about itself: health, status, presence.

use serde_json::{Value, json};

use super::{Answer, Caller};
use crate::fleet::channels;
use crate::gateway::{Gateway, World};
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::seeds::agents;
use crate::session::Session;
use crate::session_row::{CONTEXT_TOKENS, newest_first, store_path};
use crate::wellbeing::{Wellbeing, say_over};

pub(super) fn call(caller: &Caller, method: &str) -> Result<Answer, Refusal> {
    let gateway = &caller.gateway;
    let profile = caller.profile();
    let now = gateway.now();
    Ok(match method {
        "health" => {
            let mut health = health(gateway, now);
            if profile.is_new_shape() {
                health["modelRuntime"] = json!({ "degraded": false, "pendingAgents": [] });
            }
            health.into()
        }
        "status" => status(profile, &gateway.world(), now).into(),
        "system-presence" => presence(&gateway.world()).into(),
        "gateway.identity.get" => {
            let mut world = gateway.world();
            json!({ "deviceId": world.chance.hex(64), "publicKey": world.chance.token() }).into()
        }
        _ => return Err(Refusal::unknown_method(method)),
    })
}

/// The list of `presence` events, `system-presence` and the snapshot.
pub(crate) fn presence(world: &World) -> Value {
    world.presence.values().cloned().collect()
}

pub(crate) fn tell_presence(gateway: &Gateway) {
    let list = presence(&gateway.world());
    gateway.emit_with_versions("presence", json!({ "presence": list }));
}

/// The reply of `health`, the event of that name, and part of the snapshot.
pub(crate) fn health(gateway: &Gateway, now: u64) -> Value {
    let profile = gateway.profile();
    let world = gateway.world();
    let all = newest_first(&world);
    let of_agent = |agent: &str| -> Vec<&Session> {
        all.iter().copied().filter(|session| session.agent_id == agent).collect()
    };
    let agents: Vec<Value> = agents::ALL
        .iter()
        .map(|agent| {
            json!({
                "agentId": agent.id,
                "name": agent.name,
                "isDefault": agent.id == "main",
                "heartbeat": heartbeat(profile, &world.wellbeing),
                "sessions": summary(profile, agent.id, &of_agent(agent.id), now),
            })
        })
        .collect();
    let mut health = json!({
        "ok": true,
        "ts": now,
        "durationMs": 0,
        "channels": world.channels.health(),
        "channelOrder": channels::ALL.iter().map(|it| it.0).collect::<Vec<_>>(),
        "channelLabels": channels::ALL.iter().map(|it| (it.0.to_owned(), it.1.into())).collect::<serde_json::Map<_, _>>(),
        "heartbeatSeconds": 0,
        "defaultAgentId": "main",
        "agents": agents,
        "sessions": summary(profile, "main", &of_agent("main"), now),
    });
    if profile.is_new_shape() {
        health["plugins"] =
            json!({ "loaded": ["browser", "canvas", "memory"], "errors": [], "unavailable": [] });
        health["configReload"] = json!({ "hotReloadStatus": "active" });
        health["eventLoop"] = event_loop();
    }
    say_over(&mut health, &world.wellbeing.health_says);
    health
}

pub(super) fn event_loop() -> Value {
    json!({
        "degraded": false,
        "degradedSinceMs": null,
        "reasons": [],
        "intervalMs": 1010.3,
        "delayP99Ms": 20.3,
        "delayMaxMs": 20.3,
        "utilization": 0.03,
        "cpuCoreRatio": 0.04,
        "cpuBreakdown": { "mainThreadCoreRatio": 0.03, "hostUtilization": 0.2, "hostCpuCount": 2 },
    })
}

fn heartbeat(profile: Profile, wellbeing: &Wellbeing) -> Value {
    let prompt = "Read HEARTBEAT.md if it exists. If nothing needs attention, reply HEARTBEAT_OK.";
    let (every, target) = match profile {
        Profile::V2026_2_6 => ("0m", "last"),
        Profile::V2026_4_15 => ("0m", "none"),
        Profile::V2026_6_11 | Profile::V2026_9_6 => ("disabled", "owner"),
    };
    // Early gateways call it enabled when it never happens, and none tells whether it is paused.
    let enabled = wellbeing.every.is_some() || !profile.is_new_shape();
    let every = wellbeing.every.as_ref().map_or(every, |(every, _)| every.as_str());
    json!({
        "enabled": enabled,
        "every": every,
        "everyMs": wellbeing.every.as_ref().map(|(_, ms)| *ms),
        "prompt": prompt,
        "target": target,
        "ackMaxChars": 300,
    })
}

fn summary(profile: Profile, agent: &str, sessions: &[&Session], now: u64) -> Value {
    let recent: Vec<Value> = sessions
        .iter()
        .take(5)
        .map(|session| {
            json!({
                "key": session.key,
                "updatedAt": session.updated_at,
                "age": now.saturating_sub(session.updated_at),
            })
        })
        .collect();
    json!({ "path": store_path(profile, agent), "count": sessions.len(), "recent": recent })
}

fn status(profile: Profile, world: &World, now: u64) -> Value {
    let all = newest_first(world);
    let recent = |sessions: &[&Session]| -> Vec<Value> {
        sessions.iter().take(10).map(|session| status_row(profile, session, now)).collect()
    };
    let by_agent: Vec<Value> = agents::ALL
        .iter()
        .map(|agent| {
            let mine: Vec<&Session> =
                all.iter().copied().filter(|session| session.agent_id == agent.id).collect();
            json!({
                "agentId": agent.id,
                "path": store_path(profile, agent.id),
                "count": mine.len(),
                "recent": recent(&mine),
            })
        })
        .collect();
    let beats: Vec<Value> = agents::ALL
        .iter()
        .map(|agent| {
            let beat = heartbeat(profile, &world.wellbeing);
            let mut row = json!({
                "agentId": agent.id, "enabled": beat["enabled"], "every": beat["every"],
                "everyMs": beat["everyMs"],
            });
            if profile.is_new_shape() {
                row["waitingForRoute"] = false.into();
            }
            row
        })
        .collect();
    let paths: Vec<String> =
        agents::ALL.iter().map(|agent| store_path(profile, agent.id)).collect();
    let mut status = json!({
        "heartbeat": { "defaultAgentId": "main", "agents": beats },
        "channelSummary": [],
        "queuedSystemEvents": world.wellbeing.notes,
        "sessions": {
            "paths": paths,
            "count": all.len(),
            "defaults": { "model": "script-1", "contextTokens": CONTEXT_TOKENS },
            "recent": recent(&all),
            "byAgent": by_agent,
        },
    });
    if profile.has_session_events() {
        status["runtimeVersion"] = world.version(profile).into();
        status["tasks"] = no_tasks();
        status["taskAudit"] = json!({
            "total": 0,
            "warnings": 0,
            "errors": 0,
            "byCode": {
                "stale_queued": 0, "stale_running": 0, "lost": 0, "delivery_failed": 0,
                "missing_cleanup": 0, "inconsistent_timestamps": 0,
            },
        });
    }
    if profile.is_new_shape() {
        status["eventLoop"] = event_loop();
        status["degradedPlugins"] = json!([]);
        status["degradedSecretOwners"] = json!([]);
    }
    say_over(&mut status, &world.wellbeing.status_says);
    status
}

fn no_tasks() -> Value {
    json!({
        "total": 0,
        "active": 0,
        "terminal": 0,
        "failures": 0,
        "byStatus": {
            "queued": 0, "running": 0, "succeeded": 0, "failed": 0, "timed_out": 0,
            "cancelled": 0, "lost": 0,
        },
        "byRuntime": { "subagent": 0, "acp": 0, "cli": 0, "cron": 0 },
    })
}

fn status_row(profile: Profile, session: &Session, now: u64) -> Value {
    let mut flags = Vec::new();
    if let Some(level) = session.setting("verboseLevel") {
        flags.push(format!("verbose:{level}"));
    }
    flags.push("system".to_owned());
    flags.push(format!("id:{}", session.session_id));
    let mut row = json!({
        "agentId": session.agent_id,
        "key": session.key,
        "kind": session.kind(),
        "sessionId": session.session_id,
        "updatedAt": session.updated_at,
        "age": now.saturating_sub(session.updated_at),
        "systemSent": true,
        "abortedLastRun": session.aborted_last_run,
        "inputTokens": 120,
        "outputTokens": session.output_tokens,
        "totalTokens": 120,
        "remainingTokens": CONTEXT_TOKENS - 120,
        "percentUsed": 0,
        "model": session.model().1,
        "contextTokens": CONTEXT_TOKENS,
        "flags": flags,
    });
    if let Some(level) = session.setting("verboseLevel") {
        row["verboseLevel"] = level.into();
    }
    if profile.has_session_events() {
        row["cacheRead"] = 0.into();
        row["cacheWrite"] = 0.into();
        row["totalTokensFresh"] = true.into();
    }
    row
}
