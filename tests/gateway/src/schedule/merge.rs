//! What each version takes of a job, and what a patch does to it: fields are merged one by one, what
//! is not known stays, and what an empty value means differs.

use serde_json::{Map, Value, json};

use crate::params::{Kind, Param, complaints};
use crate::profile::Profile;

use Kind::{Anything, Flag, Number, Text, TextOrNull, Words, WordsOrNull};
use Profile::{V2026_2_6, V2026_4_15, V2026_6_11};

const MOST: u64 = 8_640_000_000_000_000;

const fn of(since: Profile, name: &'static str, kind: Kind) -> Param {
    Param { name, kind, required: false, since }
}

const fn must(name: &'static str, kind: Kind) -> Param {
    Param { name, kind, required: true, since: V2026_2_6 }
}

const JOB: &[Param] = &[
    of(V2026_2_6, "name", Text),
    of(V2026_2_6, "agentId", TextOrNull),
    of(V2026_2_6, "description", Words),
    of(V2026_2_6, "enabled", Flag),
    of(V2026_2_6, "deleteAfterRun", Flag),
    of(V2026_2_6, "schedule", Kind::Object),
    of(V2026_2_6, "sessionTarget", Text),
    of(V2026_2_6, "wakeMode", Kind::OneOf(&["now", "next-heartbeat"])),
    of(V2026_2_6, "payload", Kind::Object),
    of(V2026_2_6, "delivery", Kind::Object),
    of(V2026_4_15, "sessionKey", TextOrNull),
    of(V2026_4_15, "failureAlert", Anything),
    of(V2026_6_11, "displayName", TextOrNull),
    of(V2026_6_11, "pacing", Anything),
    of(V2026_6_11, "trigger", Anything),
];

const AT: &[Param] = &[must("kind", Text), must("at", Text)];
const EVERY: &[Param] = &[
    must("kind", Text),
    must("everyMs", Number(1, MOST)),
    of(V2026_2_6, "anchorMs", Number(0, MOST)),
];
const CRON: &[Param] = &[
    must("kind", Text),
    must("expr", Text),
    of(V2026_2_6, "tz", Words),
    of(V2026_4_15, "staggerMs", Number(0, MOST)),
];

const EVENT: &[Param] = &[must("kind", Text), of(V2026_2_6, "text", Text)];

/// With `null` where a field can be taken off.
fn turn(profile: Profile) -> Vec<Param> {
    let is_later = profile >= V2026_6_11;
    let words = if is_later { WordsOrNull } else { Words };
    let mut fields = vec![
        must("kind", Text),
        of(V2026_2_6, "message", Text),
        of(V2026_2_6, "model", words),
        of(V2026_2_6, "thinking", words),
        of(V2026_2_6, "timeoutSeconds", if is_later { Anything } else { Number(0, MOST) }),
        of(V2026_2_6, "allowUnsafeExternalContent", Flag),
        of(V2026_4_15, "lightContext", Flag),
        of(V2026_4_15, "fallbacks", if is_later { Anything } else { Kind::List }),
        of(V2026_4_15, "toolsAllow", Anything),
    ];
    if profile == V2026_2_6 {
        fields.extend([
            of(V2026_2_6, "deliver", Flag),
            of(V2026_2_6, "channel", Words),
            of(V2026_2_6, "to", Words),
            of(V2026_2_6, "bestEffortDeliver", Flag),
        ]);
    }
    fields
}

fn delivery(profile: Profile) -> Vec<Param> {
    let text = if profile >= V2026_6_11 { TextOrNull } else { Words };
    let modes: &[&str] = match profile {
        V2026_2_6 => &["none", "announce"],
        _ => &["none", "announce", "webhook"],
    };
    vec![
        of(V2026_2_6, "mode", Kind::OneOf(modes)),
        of(V2026_2_6, "channel", text),
        of(V2026_2_6, "to", text),
        of(V2026_2_6, "bestEffort", Flag),
        of(V2026_4_15, "accountId", text),
        of(V2026_4_15, "failureDestination", Anything),
        of(V2026_6_11, "threadId", Anything),
        of(V2026_6_11, "completionDestination", Anything),
    ]
}

/// What is wrong with a job or a patch, in the words of the gateway.
pub(crate) fn wrong(profile: Profile, job: &Value, path: &str) -> Vec<String> {
    let known = |params: &[Param]| -> Vec<Param> {
        params.iter().copied().filter(|it| it.since <= profile).collect()
    };
    let mut found = complaints(&known(JOB), path, job);
    let at = |name: &str| format!("{path}/{name}");
    if let Some(schedule) = job.get("schedule").filter(|it| it.is_object()) {
        let fields = match schedule["kind"].as_str() {
            Some("at") => AT,
            Some("every") => EVERY,
            Some("cron") => CRON,
            _ => &[],
        };
        found.extend(complaints(&known(fields), &at("schedule"), schedule));
    }
    if let Some(payload) = job.get("payload").filter(|it| it.is_object()) {
        let turn = turn(profile);
        let fields = if payload["kind"] == "systemEvent" { EVENT } else { turn.as_slice() };
        found.extend(complaints(&known(fields), &at("payload"), payload));
    }
    if let Some(block) = job.get("delivery").filter(|it| it.is_object()) {
        found.extend(complaints(&known(&delivery(profile)), &at("delivery"), block));
    }
    found
}

/// What does not go together.
pub(crate) fn unfit(profile: Profile, job: &Value) -> Option<String> {
    let target = job["sessionTarget"].as_str().unwrap_or_default();
    let kind = job["payload"]["kind"].as_str().unwrap_or_default();
    let own = target == "isolated" || target == "current" || target.starts_with("session:");
    if target == "main" && kind != "systemEvent" {
        return Some("main cron jobs require payload.kind=\"systemEvent\"".to_owned());
    }
    if own && kind == "systemEvent" {
        let who = if profile == V2026_2_6 { "isolated" } else { "isolated/current/session" };
        return Some(format!("{who} cron jobs require payload.kind=\"agentTurn\""));
    }
    if !own && target != "main" || (profile == V2026_2_6 && own && target != "isolated") {
        return Some("must match a schema in anyOf".to_owned());
    }
    let delivery = &job["delivery"];
    let url = delivery["to"].as_str().unwrap_or_default();
    if delivery["mode"] == "webhook" && !url.starts_with("http") {
        return Some(
            "cron webhook delivery requires delivery.to to be a valid http(s) URL".to_owned(),
        );
    }
    None
}

/// Carries a patch out on a job that fits.
pub(crate) fn apply(profile: Profile, job: &mut Value, patch: &Value) {
    let Some(fields) = patch.as_object() else { return };
    for (name, value) in fields {
        match name.as_str() {
            "payload" => merge_payload(profile, job, value),
            "delivery" => merge_delivery(profile, job, value),
            "failureAlert" => merge_alert(job, value),
            "schedule" => {
                let mut schedule = value.clone();
                let kept = job["schedule"].get("staggerMs").cloned();
                let is_cron = schedule["kind"] == "cron" && job["schedule"]["kind"] == "cron";
                if let Some(kept) = kept.filter(|_| is_cron && schedule.get("staggerMs").is_none())
                {
                    schedule["staggerMs"] = kept;
                }
                job["schedule"] = schedule;
            }
            _ => {
                let is_nothing =
                    value.is_null() || value.as_str().is_some_and(|it| it.trim().is_empty());
                if is_nothing {
                    forget(job, name);
                } else {
                    job[name] = value.clone();
                }
            }
        }
    }
    if job["sessionTarget"] == "main" && job["delivery"]["mode"] != "webhook" {
        forget(job, "delivery");
    }
}

fn merge_payload(profile: Profile, job: &mut Value, patch: &Value) {
    let Some(fields) = patch.as_object() else { return };
    // The first gateways took delivery from here, and hear it there still.
    if profile == V2026_2_6 && (fields.contains_key("deliver") || fields.contains_key("to")) {
        let mut delivery = job["delivery"].as_object().cloned().unwrap_or_default();
        let mode = if patch["deliver"] == false { "none" } else { "announce" };
        delivery.insert("mode".to_owned(), mode.into());
        for name in ["channel", "to"] {
            match patch[name].as_str().map(str::trim) {
                Some("") => drop(delivery.remove(name)),
                Some(text) => drop(delivery.insert(name.to_owned(), text.into())),
                None => {}
            }
        }
        job["delivery"] = Value::Object(delivery);
    }
    let is_same = patch["kind"] == job["payload"]["kind"];
    if !is_same {
        job["payload"] = json!({});
    }
    for (name, value) in fields {
        let is_blank = value.as_str().is_some_and(|it| it.trim().is_empty());
        if ["deliver", "channel", "to", "bestEffortDeliver"].contains(&name.as_str()) || is_blank {
            continue;
        }
        if value.is_null() {
            forget(&mut job["payload"], name);
        } else {
            job["payload"][name] = value.clone();
        }
    }
}

fn merge_delivery(profile: Profile, job: &mut Value, patch: &Value) {
    if !job["delivery"].is_object() {
        job["delivery"] = json!({ "mode": "none" });
    }
    for (name, value) in patch.as_object().into_iter().flatten() {
        let is_blank = value.as_str().is_some_and(|it| it.trim().is_empty());
        if value.is_null() && profile >= V2026_6_11 {
            forget(&mut job["delivery"], name);
        } else if !is_blank && !value.is_null() {
            job["delivery"][name] = value.clone();
        }
    }
}

fn merge_alert(job: &mut Value, patch: &Value) {
    let Some(fields) = patch.as_object() else {
        if patch.is_null() {
            forget(job, "failureAlert");
        } else {
            job["failureAlert"] = patch.clone();
        }
        return;
    };
    let mut alert: Map<String, Value> =
        job["failureAlert"].as_object().cloned().unwrap_or_default();
    for (name, value) in fields {
        let is_nothing = value.is_null() || value.as_str().is_some_and(|it| it.trim().is_empty());
        if is_nothing {
            alert.remove(name);
        } else {
            alert.insert(name.clone(), value.clone());
        }
    }
    job["failureAlert"] = Value::Object(alert);
}

pub(crate) fn forget(object: &mut Value, name: &str) {
    if let Some(object) = object.as_object_mut() {
        object.remove(name);
    }
}
