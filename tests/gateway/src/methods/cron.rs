//! `cron.*`: jobs made, changed, run and taken away, as each version does it.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{Answer, Caller};
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::schedule::{merge, runs, times};

const TEN_YEARS: u64 = 315_576_000_000;
/// What recurs at full hours is spread over so long.
const SPREAD: u64 = 300_000;

pub(super) fn call(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    match method {
        "cron.list" => Ok(list(caller, params).into()),
        "cron.get" => get(caller, params),
        "cron.status" => Ok(status(caller).into()),
        "cron.add" => add(caller, params),
        "cron.update" => update(caller, params),
        "cron.remove" => remove(caller, params),
        "cron.run" => run(caller, params),
        "cron.runs" => history(caller, params),
        _ => Err(Refusal::unknown_method(method)),
    }
}

fn list(caller: &Caller, params: &Value) -> Value {
    let (profile, all) = (caller.profile(), params["includeDisabled"] == true);
    let world = caller.gateway.world();
    let shown = world.wellbeing.jobs.values().filter(|job| all || job["enabled"] == true);
    let mut jobs: Vec<&Value> = shown.collect();
    jobs.sort_by_key(|job| job["state"]["nextRunAtMs"].as_u64().unwrap_or(0));
    if !profile.has_session_events() {
        return json!({ "jobs": jobs });
    }
    let total = jobs.len();
    let number = |name: &str| params[name].as_u64().and_then(|it| usize::try_from(it).ok());
    let offset = number("offset").unwrap_or(0).min(total);
    let limit = number("limit").unwrap_or(if total == 0 { 50 } else { total }).clamp(1, 200);
    let page: Vec<Value> =
        jobs.into_iter().skip(offset).take(limit).map(|job| told(profile, job)).collect();
    let next = offset + page.len();
    json!({
        "jobs": page, "total": total, "offset": offset, "limit": limit, "hasMore": next < total,
        "nextOffset": (next < total).then_some(next),
    })
}

/// As a list or an answer tells a job.
fn told(profile: Profile, job: &Value) -> Value {
    let mut job = job.clone();
    if profile.is_new_shape() {
        job["configRevision"] = format!("sha256:{}", job["updatedAtMs"]).into();
        if let Some(next) = job["state"].get("nextRunAtMs").cloned() {
            job["nextRunAtMs"] = next;
        }
    }
    job
}

fn id_of(method: &str, params: &Value) -> Result<String, Refusal> {
    let id = params["id"].as_str().or(params["jobId"].as_str()).filter(|id| !id.is_empty());
    let missing = || Refusal::invalid(format!("invalid {method} params: missing id"));
    id.map(str::to_owned).ok_or_else(missing)
}

fn not_found(profile: Profile, id: &str) -> Refusal {
    if profile.is_new_shape() {
        let words = format!(
            "Automation not found: {id}. List automations and retry with a current job id. For \
             cross-session management, use a fresh authenticated configured channel owner or Control \
             UI administrator turn or the Automations page."
        );
        let details = json!({ "code": "CRON_JOB_NOT_FOUND", "jobId": id });
        return Refusal::invalid(words).with_details(details);
    }
    Refusal::new("UNAVAILABLE", format!("Error: unknown cron job id: {id}"))
}

fn get(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let id = id_of("cron.get", params)?;
    let world = caller.gateway.world();
    let job = world.wellbeing.jobs.get(&id).map(|job| told(caller.profile(), job));
    job.map(Answer::from).ok_or_else(|| not_found(caller.profile(), &id))
}

fn status(caller: &Caller) -> Value {
    let world = caller.gateway.world();
    let jobs = world.wellbeing.jobs.values();
    let on = jobs.clone().filter(|job| job["enabled"] == true);
    let next = on.filter_map(|job| job["state"]["nextRunAtMs"].as_u64()).min();
    let next = next.filter(|_| !world.schedule.off);
    let mut status = json!({
        "enabled": !world.schedule.off, "storePath": "/home/operator/.openclaw/cron/jobs.json",
        "jobs": jobs.count(), "nextWakeAtMs": next,
    });
    if caller.profile().is_new_shape() {
        status["storage"] = "sqlite".into();
    }
    status
}

fn check(caller: &Caller, method: &str, job: &Value, path: &str) -> Result<(), Refusal> {
    let wrong = merge::wrong(caller.profile(), job, path);
    if !wrong.is_empty() {
        return Err(Refusal::invalid(format!("invalid {method} params: {}", wrong.join("; "))));
    }
    let schedule = &job["schedule"];
    if schedule["kind"] == "at" {
        let (text, now) = (schedule["at"].as_str().unwrap_or_default(), caller.gateway.now());
        let at = times::moment(text).ok_or_else(|| {
            Refusal::invalid(format!(
                "Invalid schedule.at: expected ISO-8601 timestamp (got {text})"
            ))
        })?;
        if at + 60_000 < now {
            let ago = (now - at) / 60_000;
            let words = format!("schedule.at is in the past: {text} ({ago} minutes ago).");
            return Err(Refusal::invalid(words));
        }
        if at > now + TEN_YEARS {
            return Err(Refusal::invalid(format!("schedule.at is too far in the future: {text}")));
        }
    }
    Ok(())
}

/// What does not go together is refused otherwise by early versions, which only notice it inside.
fn fit(caller: &Caller, method: &str, job: &Value) -> Result<(), Refusal> {
    match merge::unfit(caller.profile(), job) {
        Some(words) if caller.profile().is_new_shape() => {
            Err(Refusal::invalid(format!("invalid {method} params: {words}")))
        }
        Some(words) => Err(Refusal::new("UNAVAILABLE", format!("Error: {words}"))),
        None => Ok(()),
    }
}

fn add(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let (profile, now) = (caller.profile(), caller.gateway.now());
    for name in ["name", "schedule", "payload"] {
        if params.get(name).is_none() {
            let words = format!("invalid cron.add params: must have required property '{name}'");
            return Err(Refusal::invalid(words));
        }
    }
    check(caller, "cron.add", params, "")?;
    let mut job = params.clone();
    let id = caller.gateway.world().chance.uuid();
    let is_turn = job["payload"]["kind"] != "systemEvent";
    let mut set = |name: &str, value: Value| {
        if job.get(name).is_none() {
            job[name] = value;
        }
    };
    set("enabled", true.into());
    set("wakeMode", "now".into());
    set("sessionTarget", if is_turn { "isolated" } else { "main" }.into());
    if is_turn {
        set("delivery", json!({ "mode": "announce" }));
    }
    job["createdAtMs"] = now.into();
    job["updatedAtMs"] = now.into();
    if job["schedule"]["kind"] == "at" && job.get("deleteAfterRun").is_none() {
        job["deleteAfterRun"] = true.into();
    }
    anchor(profile, &mut job, now);
    fit(caller, "cron.add", &job)?;
    let mut made = json!({ "id": id });
    for (name, value) in job.as_object().into_iter().flatten().filter(|it| !it.1.is_null()) {
        made[name] = value.clone();
    }
    made["state"] = json!({});
    plan(&mut made, now);
    let mut event = json!({ "jobId": id, "action": "added" });
    if let Some(next) = made["state"].get("nextRunAtMs") {
        event["nextRunAtMs"] = next.clone();
    }
    caller.gateway.world().wellbeing.jobs.insert(id.clone(), made.clone());
    let gateway = Arc::clone(&caller.gateway);
    let tell = move || runs::tell(&gateway, &id, event, None);
    Ok(Answer::Then(told(profile, &made), Box::new(tell)))
}

/// What the gateway adds to a schedule.
fn anchor(profile: Profile, job: &mut Value, now: u64) {
    let schedule = &mut job["schedule"];
    if schedule["kind"] == "every" && schedule.get("anchorMs").is_none() {
        schedule["anchorMs"] = now.into();
    }
    let expr = schedule["expr"].as_str().unwrap_or_default();
    let is_hourly =
        expr.starts_with("0 ") && expr.split_whitespace().nth(1).is_some_and(|it| it.contains('*'));
    if is_hourly && profile.has_session_events() && schedule.get("staggerMs").is_none() {
        schedule["staggerMs"] = SPREAD.into();
    }
}

fn plan(job: &mut Value, now: u64) {
    merge::forget(&mut job["state"], "nextRunAtMs");
    if let Some(next) = times::next(job, now) {
        job["state"]["nextRunAtMs"] = next.into();
    }
}

fn update(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let (profile, now) = (caller.profile(), caller.gateway.now());
    let id = id_of("cron.update", params)?;
    let patch = &params["patch"];
    check(caller, "cron.update", patch, "/patch")?;
    let known = caller.gateway.world().wellbeing.jobs.get(&id).cloned();
    let mut job = known.ok_or_else(|| not_found(profile, &id))?;
    merge::apply(profile, &mut job, patch);
    fit(caller, "cron.update", &job)?;
    anchor(profile, &mut job, now);
    job["updatedAtMs"] = now.into();
    if patch.get("schedule").is_some() || patch.get("enabled").is_some() {
        plan(&mut job, now);
    }
    let mut event = json!({ "jobId": id, "action": "updated" });
    if let Some(next) = job["state"].get("nextRunAtMs") {
        event["nextRunAtMs"] = next.clone();
    }
    caller.gateway.world().wellbeing.jobs.insert(id.clone(), job.clone());
    let gateway = Arc::clone(&caller.gateway);
    let tell = move || runs::tell(&gateway, &id, event, None);
    Ok(Answer::Then(told(profile, &job), Box::new(tell)))
}

fn remove(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let id = id_of("cron.remove", params)?;
    let removed = runs::remove(&caller.gateway, &id);
    if !removed && caller.profile().is_new_shape() {
        return Err(not_found(caller.profile(), &id));
    }
    Ok(json!({ "ok": true, "removed": removed }).into())
}

fn run(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let (profile, now) = (caller.profile(), caller.gateway.now());
    let id = id_of("cron.run", params)?;
    let known = caller.gateway.world().wellbeing.jobs.get(&id).cloned();
    let job = known.ok_or_else(|| not_found(profile, &id))?;
    let not = |reason: &str| json!({ "ok": true, "ran": false, "reason": reason });
    if job["state"].get("runningAtMs").is_some() {
        return Ok(not("already-running").into());
    }
    if params["mode"] == "due" && !runs::is_due(&job, now) {
        return Ok(not("not-due").into());
    }
    if profile.has_session_events() {
        let number = {
            let mut world = caller.gateway.world();
            world.schedule.started += 1;
            world.schedule.started
        };
        let answer =
            json!({ "ok": true, "enqueued": true, "runId": format!("manual:{id}:{now}:{number}") });
        let gateway = Arc::clone(&caller.gateway);
        let begin = move || drop(runs::begin(&gateway, &id));
        return Ok(Answer::Then(answer, Box::new(begin)));
    }
    // The first gateways answer when it has ended.
    let caller = caller.clone();
    let ends = runs::begin(&caller.gateway, &id);
    tokio::spawn(async move {
        let _ended = ends.await;
        caller.answer_later(Ok(json!({ "ok": true, "ran": true })));
    });
    Ok(Answer::Later)
}

fn history(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let id = params["id"].as_str().or(params["jobId"].as_str());
    if id.is_none() && !profile.has_session_events() {
        return Err(Refusal::invalid("invalid cron.runs params: missing id"));
    }
    let world = caller.gateway.world();
    let of_job = |run: &&Value| id.is_none_or(|id| run["jobId"] == id);
    let found: Vec<&Value> = world.schedule.runs.iter().filter(of_job).collect();
    let number = |name: &str| params[name].as_u64().and_then(|it| usize::try_from(it).ok());
    if !profile.has_session_events() {
        // The latest, in the order in which they were.
        let skip = found.len().saturating_sub(number("limit").unwrap_or(200));
        return Ok(json!({ "entries": &found[skip..] }).into());
    }
    let (total, limit) = (found.len(), number("limit").unwrap_or(50).clamp(1, 200));
    let offset = number("offset").unwrap_or(0).min(total);
    let page: Vec<&Value> = found.into_iter().rev().skip(offset).take(limit).collect();
    let next = offset + page.len();
    Ok(json!({
        "entries": page, "total": total, "offset": offset, "limit": limit, "hasMore": next < total,
        "nextOffset": (next < total).then_some(next),
    })
    .into())
}
