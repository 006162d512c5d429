//! `skills.*`: what an agent can do and lacks, switching it, writing its secrets, and installing.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Answer, Caller};
use crate::fleet::skills::{Entry, Plan};
use crate::gateway::{Gateway, To};
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::seeds;

/// What 2026.9.6 answers instead of a secret.
const HIDDEN: &str = "__OPENCLAW_REDACTED__";

pub(super) fn call(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    match method {
        "skills.status" => {
            let agent = agent(params)?;
            Ok(caller.gateway.world().skills.status(caller.profile(), &agent).into())
        }
        "skills.update" => update(caller, params),
        "skills.install" => install(caller, params),
        "skills.search" | "skills.detail" => Err(Refusal::new("UNAVAILABLE", "fetch failed")),
        _ => {
            let bins: Vec<&str> = seeds::skills::ALL
                .iter()
                .flat_map(|seed| seed.bins.iter().chain(seed.any_bins).copied())
                .collect();
            Ok(json!({ "bins": bins }).into())
        }
    }
}

fn agent(params: &Value) -> Result<String, Refusal> {
    let wanted = params["agentId"].as_str().map_or("", str::trim);
    if wanted.is_empty() {
        return Ok("main".to_owned());
    }
    seeds::agents::find(wanted)
        .map(|agent| agent.id.to_owned())
        .ok_or_else(|| Refusal::invalid(format!("unknown agent id \"{wanted}\"")))
}

/// Late gateways tell that something among the skills is another now.
pub(crate) fn tell(gateway: &Gateway, reason: &str) {
    if gateway.profile().is_new_shape() {
        gateway.emit("skills.changed", json!({ "reason": reason }), &To::Everyone);
    }
}

fn update(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let key = params["skillKey"].as_str().unwrap_or_default();
    let mut world = caller.gateway.world();
    let entry = world.skills.entry(key);
    if let Some(enabled) = params["enabled"].as_bool() {
        entry.enabled = Some(enabled);
    }
    if let Some(api_key) = params["apiKey"].as_str().map(str::trim) {
        entry.api_key = Some(api_key.to_owned()).filter(|it| !it.is_empty());
    }
    for (name, value) in params["env"].as_object().into_iter().flatten() {
        let (name, value) = (name.trim(), value.as_str().unwrap_or_default().trim());
        if value.is_empty() {
            entry.env.remove(name);
        } else if !name.is_empty() {
            entry.env.insert(name.to_owned(), value.to_owned());
        }
    }
    let config = told(caller.profile(), entry);
    Ok(json!({ "ok": true, "skillKey": key, "config": config }).into())
}

/// Early gateways tell what was written with its secrets.
fn told(profile: Profile, entry: &Entry) -> Value {
    let shown = |secret: &str| match profile {
        Profile::V2026_9_6 | Profile::V2026_6_11 => Value::from(HIDDEN),
        _ => Value::from(secret),
    };
    let mut config = json!({});
    crate::fleet::say(&mut config, "enabled", entry.enabled);
    crate::fleet::say(&mut config, "apiKey", entry.api_key.as_deref().map(shown));
    if !entry.env.is_empty() {
        config["env"] = entry.env.iter().map(|(name, it)| (name.clone(), shown(it))).collect();
    }
    config
}

fn install(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    if params["source"] == "clawhub" {
        return Err(Refusal::new("UNAVAILABLE", "fetch failed"));
    }
    agent(params)?;
    let (name, id) = (params["name"].as_str(), params["installId"].as_str());
    let (name, id) = (name.unwrap_or_default().to_owned(), id.unwrap_or_default().to_owned());
    let plan = caller.gateway.world().skills.plan.clone();
    let caller = caller.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(plan.takes_ms)).await;
        while caller.gateway.world().skills.plan.held {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let (ended, bins) = outcome(&name, &id, &plan);
        let is_done = ended["ok"] == true;
        if is_done {
            caller.gateway.world().skills.installed.extend(bins);
        }
        caller.answer_later(if is_done {
            Ok(ended)
        } else {
            let message = ended["message"].as_str().unwrap_or_default().to_owned();
            Err(Refusal::new("UNAVAILABLE", message).with_payload(ended))
        });
    });
    Ok(Answer::Later)
}

/// How an installer ends, and which programs are there then.
fn outcome(name: &str, id: &str, plan: &Plan) -> (Value, Vec<String>) {
    let failed = |message: String, stderr: &str, code: Option<i64>| {
        let ended = json!({
            "ok": false, "message": message, "stdout": plan.stdout.as_deref().unwrap_or_default(),
            "stderr": plan.stderr.as_deref().unwrap_or(stderr), "code": code,
        });
        (ended, Vec::new())
    };
    let Some(seed) = seeds::skills::ALL.iter().find(|seed| seed.name == name) else {
        return failed(format!("Skill not found: {name}"), "", None);
    };
    let Some((kind, _, bins)) = seed.install.iter().find(|(kind, ..)| *kind == id) else {
        return failed(format!("Installer not found: {id}"), "", None);
    };
    // There is no Homebrew on this machine.
    if plan.succeeds.unwrap_or(*kind != "brew" && *kind != "go") {
        let stdout = format!("added {} package in 2s", bins.len().max(1));
        let ended = json!({
            "ok": true, "message": plan.message.as_deref().unwrap_or("Installed"),
            "stdout": plan.stdout.as_deref().unwrap_or(&stdout),
            "stderr": plan.stderr.as_deref().unwrap_or_default(), "code": 0,
        });
        return (ended, bins.iter().map(|&bin| bin.to_owned()).collect());
    }
    let message = match (&plan.message, *kind) {
        (Some(message), _) => message.clone(),
        (None, "go") => "go not installed (install via brew)".to_owned(),
        (None, "brew") => "brew not installed".to_owned(),
        (None, _) => "Install failed (exit 1): npm error code E404".to_owned(),
    };
    failed(message, "", plan.code)
}
