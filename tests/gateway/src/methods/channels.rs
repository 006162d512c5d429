//! `channels.*` and `web.login.*`: how the channels are, started, stopped and signed out, and signed
//! in by a code.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value, json};

use super::{Answer, Caller, host};
use crate::fleet::channels::{ALL, CODES, Login, default_account, probe};
use crate::gateway::Gateway;
use crate::profile::Profile;
use crate::refusal::Refusal;

pub(super) fn call(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    match method {
        "channels.status" => status(caller, params),
        "channels.logout" => log_out(caller, params),
        "channels.start" => switch(caller, params, true),
        "channels.stop" => switch(caller, params, false),
        "web.login.start" => login_start(caller, params),
        _ => login_wait(caller, params),
    }
}

/// Everyone hears of a change, as a real gateway says it within a minute.
pub(crate) fn tell(gateway: &Gateway) {
    gateway.world().health_version += 1;
    gateway.emit_with_versions("health", host::health(gateway, gateway.now()));
}

fn status(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let (profile, now) = (caller.profile(), caller.gateway.now());
    let probes = params["probe"] == true;
    let only = params["channel"].as_str();
    if let Some(only) = only.filter(|only| ALL.iter().all(|(id, ..)| id != only)) {
        return Err(Refusal::invalid(format!("unknown channel: {only}")));
    }
    let shown = || ALL.iter().filter(|(id, ..)| only.is_none_or(|only| only == *id));
    let named = |name: fn(&(&str, &str, &str, &str)) -> String| -> Map<String, Value> {
        shown().map(|it| (it.0.to_owned(), name(it).into())).collect()
    };
    let meta: Vec<Value> = shown()
        .map(|(id, label, detail, image)| {
            json!({ "id": id, "label": label, "detailLabel": detail, "systemImage": image })
        })
        .collect();
    let world = caller.gateway.world();
    let mut issues = Vec::new();
    let (mut channels, mut accounts, mut defaults) = (json!({}), json!({}), json!({}));
    for (id, ..) in shown() {
        let mut told = Vec::new();
        for account in world.channels.of(id) {
            let mut account = account.clone();
            if probes && let Some(found) = probe(id, &account) {
                account["probe"] = found;
                account["lastProbeAt"] = now.into();
                if *id == "telegram" {
                    account["audit"] = json!({ "ok": true, "checkedGroups": 2, "unresolvedGroups": 0, "groups": [] });
                }
            }
            if account["application"]["intents"]["messageContent"] == "limited" {
                issues.push(json!({
                    "channel": id, "accountId": account["accountId"], "kind": "intent",
                    "message": "Message Content Intent is limited; the bot sees only messages that mention it.",
                    "fix": "Switch on Message Content Intent in the Discord developer portal, under Bot.",
                }));
            }
            told.push(account);
        }
        let first = told.first().cloned().unwrap_or_default();
        let mut summary = json!({ "configured": first["configured"] });
        for name in [
            "running",
            "linked",
            "connected",
            "lastError",
            "lastStartAt",
            "lastStopAt",
            "probe",
            "lastProbeAt",
        ] {
            if let Some(value) = first.get(name) {
                summary[name] = value.clone();
            }
        }
        channels[*id] = summary;
        accounts[*id] = told.into();
        defaults[*id] = default_account(id).into();
    }
    let mut reply = json!({
        "ts": now,
        "channelOrder": shown().map(|it| it.0).collect::<Vec<_>>(),
        "channelLabels": named(|it| it.1.to_owned()),
        "channelDetailLabels": named(|it| it.2.to_owned()),
        "channelSystemImages": named(|it| it.3.to_owned()),
        "channelMeta": meta,
        "channels": channels,
        "channelAccounts": accounts,
        "channelDefaultAccountId": defaults,
    });
    if profile.is_new_shape() {
        reply["eventLoop"] = host::event_loop();
        reply["statusIssues"] = issues.into();
    }
    Ok(reply.into())
}

/// The channel and the account that are meant.
fn meant(caller: &Caller, params: &Value) -> Result<(String, String), Refusal> {
    let channel = params["channel"].as_str().unwrap_or_default().trim().to_lowercase();
    if ALL.iter().all(|(id, ..)| *id != channel) {
        return Err(Refusal::invalid(format!("unknown channel: {channel}")));
    }
    let account = params["accountId"].as_str().map_or("", str::trim);
    let account = if account.is_empty() { default_account(&channel) } else { account }.to_owned();
    let known = caller.gateway.world().channels.account_mut(&channel, &account).is_some();
    if known {
        Ok((channel, account))
    } else {
        Err(Refusal::new("UNAVAILABLE", format!("unknown account: {account}")))
    }
}

fn and_tell(caller: &Caller, reply: Value) -> Answer {
    let gateway = Arc::clone(&caller.gateway);
    Answer::Then(reply, Box::new(move || tell(&gateway)))
}

fn log_out(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let (channel, account) = meant(caller, params)?;
    if !["telegram", "whatsapp"].contains(&channel.as_str()) {
        return Err(Refusal::invalid(format!("channel {channel} does not support logout")));
    }
    let now = caller.gateway.now();
    let mut world = caller.gateway.world();
    let Some(told) = world.channels.account_mut(&channel, &account) else {
        return Ok(Answer::Later);
    };
    rest(told, now);
    let mut reply =
        json!({ "channel": channel, "accountId": account, "cleared": true, "loggedOut": true });
    if channel == "whatsapp" {
        reply["cleared"] = told["linked"].clone();
        told["linked"] = false.into();
        told["self"] = json!({ "e164": null, "jid": null });
    } else {
        let is_env = told["tokenSource"] == "env";
        reply["cleared"] = (!is_env).into();
        reply["envToken"] = is_env.into();
        told["configured"] = is_env.into();
        if !is_env {
            told["tokenSource"] = "none".into();
        }
    }
    drop(world);
    Ok(and_tell(caller, reply))
}

/// The account does not run any more, and nothing is wrong with it.
fn rest(account: &mut Value, now: u64) {
    account["running"] = false.into();
    account["lastStopAt"] = now.into();
    account["lastError"] = Value::Null;
    if account.get("connected").is_some() {
        account["connected"] = false.into();
    }
    if account.get("healthState").is_some() {
        account["healthState"] = "not-running".into();
    }
}

/// The account runs, and all is well with it.
pub(crate) fn run(account: &mut Value, now: u64) {
    account["running"] = true.into();
    account["lastStartAt"] = now.into();
    account["lastError"] = Value::Null;
    if account.get("connected").is_some() {
        account["connected"] = true.into();
        account["lastConnectedAt"] = now.into();
        account["reconnectAttempts"] = 0.into();
    }
    if account.get("healthState").is_some() {
        account["healthState"] = "healthy".into();
    }
}

fn switch(caller: &Caller, params: &Value, on: bool) -> Result<Answer, Refusal> {
    let (channel, account) = meant(caller, params)?;
    let now = caller.gateway.now();
    let mut world = caller.gateway.world();
    let Some(told) = world.channels.account_mut(&channel, &account) else {
        return Ok(Answer::Later);
    };
    // What is broken breaks again.
    let may = told["configured"] == true && told["linked"] != false && told["lastError"].is_null();
    if on && may {
        run(told, now);
    } else if !on {
        rest(told, now);
    }
    let mut reply = json!({ "channel": channel, "accountId": account });
    if on {
        reply["started"] = may.into();
        reply["outcome"] = if may { "started" } else { "failed" }.into();
    } else {
        reply["stopped"] = true.into();
    }
    drop(world);
    Ok(and_tell(caller, reply))
}

fn login_start(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    if let Some(channel) = params["channel"].as_str().filter(|channel| *channel != "whatsapp") {
        return Err(Refusal::invalid(format!("web login is not supported by provider {channel}")));
    }
    let account = params["accountId"].as_str().unwrap_or("default").to_owned();
    let now = caller.gateway.now();
    let mut world = caller.gateway.world();
    let Some(told) = world.channels.account_mut("whatsapp", &account) else {
        return Err(Refusal::new("UNAVAILABLE", format!("Error: unknown account {account}")));
    };
    if told["linked"] == true && params["force"] != true {
        let number = told["self"]["e164"].as_str().unwrap_or("unknown");
        let message =
            format!("WhatsApp is already linked ({number}). Say “relink” if you want a fresh QR.");
        return Ok(json!({ "message": message }).into());
    }
    rest(told, now);
    told["linked"] = false.into();
    world.channels.codes += 1;
    let number = world.channels.codes;
    world.channels.login = Some(Login { account, number, waiters: Vec::new(), early: None });
    drop(world);
    let message = "Scan this QR in WhatsApp → Linked Devices.";
    Ok(and_tell(caller, json!({ "qrDataUrl": CODES[0], "message": message })))
}

fn login_wait(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let timeout = params["timeoutMs"].as_u64().unwrap_or(120_000).max(1_000);
    let number = {
        let mut world = caller.gateway.world();
        let Some(login) = &mut world.channels.login else {
            let message = "No active WhatsApp login in progress.";
            return Ok(json!({ "connected": false, "message": message }).into());
        };
        if let Some((answer, is_end)) = login.early.take() {
            if is_end {
                world.channels.login = None;
            }
            return Ok(answer.into());
        }
        login.waiters.push(caller.clone());
        login.number
    };
    let weak = Arc::downgrade(&caller.gateway);
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_millis(timeout)).await;
        let Some(gateway) = weak.upgrade() else { return };
        let is_waited_for = |login: &Login| login.number == number && !login.waiters.is_empty();
        if gateway.world().channels.login.as_ref().is_some_and(is_waited_for) {
            let message = "Still waiting for the QR scan. Let me know when you’ve scanned it.";
            end_waits(&gateway, json!({ "connected": false, "message": message }), false);
        }
    });
    Ok(Answer::Later)
}

/// Answers all who wait for the code, or the first who will. `is_end`: the code is good for nothing
/// afterwards. Gives whether there is one.
fn end_waits(gateway: &Gateway, answer: Value, is_end: bool) -> bool {
    let mut world = gateway.world();
    let Some(login) = &mut world.channels.login else { return false };
    let waiters = std::mem::take(&mut login.waiters);
    if waiters.is_empty() {
        login.early = Some((answer, is_end));
        return true;
    }
    if is_end {
        world.channels.login = None;
    }
    drop(world);
    for waiter in waiters {
        waiter.answer_later(Ok(answer.clone()));
    }
    true
}

/// A phone has scanned the code.
pub(crate) fn scanned(gateway: &Gateway) -> bool {
    let now = gateway.now();
    {
        let mut world = gateway.world();
        let Some(account) = world.channels.login.as_ref().map(|it| it.account.clone()) else {
            return false;
        };
        if let Some(told) = world.channels.account_mut("whatsapp", &account) {
            told["linked"] = true.into();
            told["self"] = json!({ "e164": "+49151000009", "jid": "49151000009@s.whatsapp.net" });
            run(told, now);
        }
    }
    let answer = json!({ "connected": true, "message": "✅ Linked! WhatsApp is ready." });
    let someone = end_waits(gateway, answer, true);
    tell(gateway);
    someone
}

/// The code has ended, or late gateways have a newer one.
pub(crate) fn code_ends(gateway: &Gateway, renews: bool) -> bool {
    if renews && gateway.profile() >= Profile::V2026_6_11 {
        gateway.world().channels.codes += 1;
        let message = "QR refreshed. Scan the latest code in WhatsApp → Linked Devices.";
        let answer = json!({ "connected": false, "qrDataUrl": CODES[1], "message": message });
        return end_waits(gateway, answer, false);
    }
    let message = "The login QR expired. Ask me to generate a new one.";
    end_waits(gateway, json!({ "connected": false, "message": message }), true)
}
