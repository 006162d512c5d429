//! Past the agents: `send` and `poll` to people on channels, and `browser.request` to the browser that
//! an agent drives. A key that was used once gets the same answer again.

use serde_json::{Value, json};

use super::{Answer, Caller};
use crate::fleet::channels;
use crate::profile::Profile;
use crate::refusal::Refusal;

pub(super) fn call(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    match method {
        "send" | "poll" => tell(caller, method, params),
        "browser.request" => browser(caller.profile(), params),
        _ => Err(Refusal::unknown_method(method)),
    }
}

fn tell(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let key = params["idempotencyKey"].as_str().unwrap_or_default();
    let mut world = caller.gateway.world();
    if let Some(answered) = world.sent.get(&format!("{method}:{key}")) {
        return Ok(answered.clone().into());
    }
    // The early ones send to WhatsApp when no channel is named.
    let channel = match params["channel"].as_str().map(str::trim).filter(|it| !it.is_empty()) {
        Some(channel) => channel.to_lowercase(),
        None if profile == Profile::V2026_2_6 => "whatsapp".to_owned(),
        None => "telegram".to_owned(),
    };
    let is_poll = method == "poll";
    if !channels::ALL.iter().any(|it| it.0 == channel) {
        let what = if is_poll { "unsupported poll channel" } else { "unsupported channel" };
        return Err(Refusal::invalid(format!("{what}: {channel}")));
    }
    if is_poll && !matches!(channel.as_str(), "telegram" | "whatsapp" | "discord") {
        return Err(Refusal::invalid(format!("unsupported poll channel: {channel}")));
    }
    let mut answer = json!({
        "runId": key,
        "messageId": world.chance.hex(12).to_uppercase(),
        "channel": channel,
    });
    let to = params["to"].as_str().unwrap_or_default();
    match channel.as_str() {
        "telegram" => answer["chatId"] = to.into(),
        "whatsapp" => {
            answer["toJid"] = format!("{}@s.whatsapp.net", to.trim_start_matches('+')).into()
        }
        _ => answer["channelId"] = to.into(),
    }
    if is_poll {
        answer["pollId"] = world.chance.hex(8).into();
    }
    world.sent.insert(format!("{method}:{key}"), answer.clone());
    world.told.push(json!({ "method": method, "params": params }));
    Ok(answer.into())
}

fn browser(profile: Profile, params: &Value) -> Result<Answer, Refusal> {
    let word = |name: &str| params[name].as_str().map(str::trim).unwrap_or_default();
    let (method, path) = (word("method").to_uppercase(), word("path"));
    if method.is_empty() || path.is_empty() {
        return Err(Refusal::invalid("method and path are required"));
    }
    if !["GET", "POST", "DELETE"].contains(&method.as_str()) {
        return Err(Refusal::invalid("method must be GET, POST, or DELETE"));
    }
    let no_tab = || json!({ "running": false, "tabs": [] });
    Ok(match (method.as_str(), path) {
        ("GET", "/") => state(profile),
        ("GET", "/tabs") => no_tab(),
        ("GET", "/profiles") => {
            json!({ "profiles": [{ "name": state(profile)["profile"], "running": false, "tabCount": 0, "isDefault": true }] })
        }
        ("POST", "/start") => {
            return Err(Refusal::new(
                "UNAVAILABLE",
                "Error: No supported browser found (Chrome/Brave/Edge/Chromium on macOS, Linux, or Windows).",
            ));
        }
        ("POST", "/stop") => json!({ "ok": true, "stopped": false, "profile": state(profile)["profile"] }),
        _ => return Err(Refusal::invalid("Not Found").with_details(json!({ "error": "Not Found" }))),
    }
    .into())
}

/// As recorded, without a browser that runs.
fn state(profile: Profile) -> Value {
    let mut state = json!({
        "enabled": true,
        "profile": "openclaw",
        "running": false,
        "cdpReady": false,
        "cdpHttp": false,
        "pid": null,
        "cdpPort": 18801,
        "cdpUrl": "http://127.0.0.1:18801",
        "chosenBrowser": null,
        "detectedBrowser": "chromium",
        "detectedExecutablePath": "/usr/bin/chromium",
        "detectError": null,
        "userDataDir": null,
        "color": "#FF4500",
        "headless": false,
        "noSandbox": false,
        "executablePath": null,
        "attachOnly": false,
    });
    if profile == Profile::V2026_2_6 {
        state["profile"] = "chrome".into();
        state["cdpHttp"] = true.into();
        state["color"] = "#00AA00".into();
    } else {
        state["driver"] = "openclaw".into();
        state["transport"] = "cdp".into();
    }
    if profile.is_new_shape() {
        state["pageReady"] = false.into();
        state["headless"] = true.into();
        state["headlessSource"] = "linux-display-fallback".into();
        state["graphics"] = Value::Null;
    }
    state
}
