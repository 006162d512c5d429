//! What follows a write: the reply, what everybody hears, and restarts.

use std::sync::Arc;

use serde_json::{Value, json};

use super::next::{Write, Written};
use crate::config::reload::{self, Reload};
use crate::config::{self, Config, PATH, redact, schema, update};
use crate::gateway::{Gateway, To};
use crate::profile::Profile;

pub(crate) const PROCESS: u64 = 4242;

/// A write that has happened.
#[derive(Debug)]
pub(super) struct Done {
    pub(super) reply: Value,
    /// The new hash, where something was written.
    pub(super) hash: Option<String>,
    /// After how long the gateway restarts.
    pub(super) restarts: Vec<u64>,
    /// The gateway restarts before it has answered, as 2026.4.15 was recorded to do.
    pub(super) is_lost: bool,
}

pub(super) fn note(
    profile: Profile,
    config: &mut Config,
    params: &Value,
    written: Written,
    now: u64,
) -> Done {
    let is_latest = profile >= Profile::V2026_9_6;
    let hidden = redact::value(profile, &schema(profile).hints, &written.config, &mut Vec::new());
    let mut reply = json!({ "ok": true });
    let Some(text) = written.text else {
        reply["noop"] = true.into();
        if is_latest {
            reply["changedPaths"] = json!([]);
        }
        reply["path"] = PATH.into();
        reply["config"] = hidden;
        return Done { reply, hash: None, restarts: Vec::new(), is_lost: false };
    };
    config.text = text;
    let hash = config::hash(profile, &config.text);
    reply["path"] = PATH.into();
    if is_latest {
        reply["hash"] = hash.clone().into();
    }
    reply["config"] = hidden;
    let changed = if profile == Profile::V2026_2_6 {
        vec!["meta.lastTouchedAt".to_owned()]
    } else {
        written.changed.clone()
    };
    let mut restarts = took_effect(profile, config, &changed, &written.config);
    if is_latest && !written.missing.is_empty() {
        let owners = |name: &String| json!({ "ownerKind": "config", "ownerId": name, "state": "cold", "paths": [], "reason": format!("Environment variable \"{name}\" is missing or empty.") });
        reply["degradedSecretOwners"] = written.missing.iter().map(owners).collect();
    }
    if written.wanted == Write::Set {
        return Done { reply, hash: Some(hash), restarts, is_lost: false };
    }
    let method = written.wanted.method();
    if is_latest && written.wanted == Write::Patch {
        reply["changedPaths"] = json!(written.changed);
    }
    let needed = reload::needed(profile, &changed, &written.config) == Reload::Restart;
    if reload::is_arranged(profile, &changed, &written.config) {
        let delay = params["restartDelayMs"].as_u64().unwrap_or(2000).min(60_000);
        reply["restart"] = arranged(profile, delay, method);
        restarts.push(delay);
    }
    let kind = if written.wanted == Write::Patch && profile > Profile::V2026_2_6 {
        "config-patch"
    } else {
        "config-apply"
    };
    let mut stats = json!({ "mode": method, "root": PATH });
    if is_latest {
        stats["requiresRestart"] = needed.into();
    }
    let mut sentinel = update::sentinel(profile, kind, "ok", now, stats);
    for (field, given) in [("sessionKey", "sessionKey"), ("message", "note")] {
        if let Some(text) = params[given].as_str().map(str::trim).filter(|it| !it.is_empty()) {
            sentinel[field] = text.into();
        }
    }
    reply["sentinel"] = noted(profile, &sentinel);
    config.sentinel = Some(sentinel);
    let is_between = profile > Profile::V2026_2_6 && !is_latest;
    Done { reply, hash: Some(hash), restarts, is_lost: is_between && needed }
}

/// How a reply tells where the sentinel is.
pub(crate) fn noted(profile: Profile, sentinel: &Value) -> Value {
    if profile >= Profile::V2026_9_6 {
        json!({ "persisted": true, "payload": sentinel })
    } else {
        json!({ "path": "/home/operator/state/restart-sentinel.json", "payload": sentinel })
    }
}

/// `restart` of a reply.
pub(crate) fn arranged(profile: Profile, delay: u64, reason: &str) -> Value {
    let signal = if profile >= Profile::V2026_9_6 { "SIGUSR2" } else { "SIGUSR1" };
    let mut restart = json!({
        "ok": true, "pid": PROCESS, "signal": signal, "delayMs": delay, "reason": reason,
        "mode": "emit",
    });
    if profile > Profile::V2026_2_6 {
        restart["coalesced"] = false.into();
        restart["cooldownMsApplied"] = 0.into();
    }
    restart
}

/// Whoever watches the file sees that it has changed: it takes effect, or the gateway restarts.
pub(crate) fn took_effect(
    profile: Profile,
    config: &mut Config,
    changed: &[String],
    next: &Value,
) -> Vec<u64> {
    if reload::needed(profile, changed, next) == Reload::Restart {
        return vec![config.notice_ms];
    }
    let snapshot = config.read(profile);
    if snapshot.is_valid() {
        config.applied = snapshot.source;
    }
    Vec::new()
}

/// Only 2026.9.6 tells that the configuration has changed.
pub(crate) fn tell(gateway: &Arc<Gateway>, hash: Option<&String>, now: u64) {
    if let Some(hash) = hash
        && gateway.profile() >= Profile::V2026_9_6
    {
        let changed = json!({ "path": PATH, "hash": hash, "ts": now });
        gateway.emit("config.changed", changed, &To::Everyone);
    }
}
