//! What somebody who looks for a fault has to know, as a text to go with it into a thread. It says
//! nothing of conversations and names no secret, no machine and no account. Pure.

use serde_json::Value;

use crate::gateway::phase::{Farewell, Phase};
use crate::protocol::mask::{MASK, mask};

/// What is known.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    pub console_version: String,
    pub console_build: String,
    pub user_agent: String,
    pub language: String,
    pub window: String,
    pub gateway_url: String,
    pub gateway_version: String,
    pub gateway_build: String,
    pub protocol: u32,
    pub role: String,
    pub scopes: Vec<String>,
    pub methods: Option<usize>,
    pub events: Option<usize>,
    pub max_payload: Option<u64>,
    pub uptime_ms: Option<u64>,
    /// When each phase began, in milliseconds since the epoch.
    pub phases: Vec<(f64, Phase)>,
    pub gaps: u32,
    /// Warnings and errors of the console, and when.
    pub errors: Vec<(f64, String)>,
    /// Methods that were called by name, what came of them, and how long it took.
    pub calls: Vec<(String, String, f64)>,
    /// How often each event came while the page was open.
    pub seen: Vec<(String, usize)>,
    pub missed: u64,
    /// The answer of `health`, if there is one.
    pub health: Option<Value>,
    pub now: f64,
}

/// The text. The words are English whatever the operator reads: so are the threads.
#[must_use]
pub fn write(facts: &Facts) -> String {
    let mut lines = vec!["# Quarterdeck report".to_owned(), String::new()];
    let mut fact = |name: &str, value: String| {
        if !value.trim().is_empty() {
            lines.push(format!("- {name}: {}", one_line(&value)));
        }
    };
    fact("Written", utc(facts.now));
    fact("Console", joined(&facts.console_version, &facts.console_build));
    fact("Browser", facts.user_agent.clone());
    fact("Language", facts.language.clone());
    fact("Window", facts.window.clone());
    fact("Gateway", joined(&facts.gateway_version, &facts.gateway_build));
    fact("Address", place(&facts.gateway_url));
    fact("Protocol", facts.protocol.to_string());
    fact("Role", facts.role.clone());
    fact("Scopes", facts.scopes.join(", "));
    fact("Methods offered", facts.methods.map_or_else(|| "not said".to_owned(), |n| n.to_string()));
    fact("Events offered", facts.events.map_or_else(|| "not said".to_owned(), |n| n.to_string()));
    fact("Largest frame", facts.max_payload.map(|n| format!("{n} bytes")).unwrap_or_default());
    fact(
        "Gateway up for",
        facts.uptime_ms.map(|ms| format!("{} s", ms / 1_000)).unwrap_or_default(),
    );
    fact("Times events were missed", facts.gaps.to_string());
    section(&mut lines, "Connection");
    for (at, phase) in &facts.phases {
        lines.push(format!("- {} {}", utc(*at), told(phase)));
    }
    section(&mut lines, "Warnings and errors");
    for (at, text) in &facts.errors {
        lines.push(format!("- {} {}", utc(*at), one_line(text)));
    }
    section(&mut lines, "Calls made from Debug");
    for (method, outcome, took_ms) in &facts.calls {
        lines.push(format!("- {method}: {} ({took_ms:.0} ms)", one_line(outcome)));
    }
    section(&mut lines, "Events seen");
    for (name, count) in &facts.seen {
        lines.push(format!("- {name}: {count}"));
    }
    lines.push(format!("- numbers missing: {}", facts.missed));
    section(&mut lines, "Health");
    lines.extend(health(facts.health.as_ref()));
    let text = lines.join("\n");
    format!("{}\n", mask(&text))
}

fn section(lines: &mut Vec<String>, title: &str) {
    lines.push(String::new());
    lines.push(format!("## {title}"));
    lines.push(String::new());
}

fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(400).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

fn joined(version: &str, build: &str) -> String {
    match (version.is_empty(), build.is_empty()) {
        (false, false) => format!("{version} ({build})"),
        (false, true) => version.to_owned(),
        _ => build.to_owned(),
    }
}

/// How the gateway is reached, without saying where it stands.
fn place(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return String::new() };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let is_here = name == "localhost" || name == "::1" || name.starts_with("127.");
    let port = host.rsplit(':').next().filter(|port| port.parse::<u16>().is_ok());
    let whose = if is_here { "this machine" } else { "another machine" };
    match port {
        Some(port) => format!("{scheme}, {whose}, port {port}"),
        None => format!("{scheme}, {whose}"),
    }
}

fn told(phase: &Phase) -> String {
    match phase {
        Phase::Idle => "idle".to_owned(),
        Phase::Connecting => "connecting".to_owned(),
        Phase::Connected => "connected".to_owned(),
        Phase::Reconnecting { attempt, reason, .. } => {
            let why = reason.as_ref().map(farewell).unwrap_or_default();
            format!("reconnecting, attempt {attempt} {why}").trim().to_owned()
        }
        Phase::WaitingForApproval { .. } => "waiting for approval".to_owned(),
        Phase::Refused(refusal) => format!("refused: {}", kind(&refusal.kind)),
    }
}

/// The kind alone: what goes with it may name a request.
fn kind(kind: &crate::gateway::phase::RefusalKind) -> String {
    format!("{kind:?}").split([' ', '{', '(']).next().unwrap_or_default().to_owned()
}

fn farewell(reason: &Farewell) -> String {
    match reason {
        Farewell::Restarting { .. } => "(the gateway restarts)".to_owned(),
        Farewell::ShutDown { .. } => "(the gateway has shut down)".to_owned(),
        Farewell::NotReady { message } => format!("(not ready: {})", one_line(message)),
        Farewell::Unreachable => "(not reached)".to_owned(),
        Farewell::NotAGateway => "(no gateway)".to_owned(),
        Farewell::TooSlow => "(too slow)".to_owned(),
        Farewell::TooLarge => "(frame too large)".to_owned(),
        Farewell::Silent => "(silent)".to_owned(),
        Farewell::Lost => "(lost)".to_owned(),
        Farewell::Other { code, reason } => format!("({code} {})", one_line(reason)),
    }
}

/// Which channels run and what ails them; whose accounts they are is nobody's business.
fn health(health: Option<&Value>) -> Vec<String> {
    let Some(health) = health else { return vec!["- not known".to_owned()] };
    let word = |value: &Value| match value {
        Value::String(text) => one_line(text),
        other => other.to_string(),
    };
    let mut lines = Vec::new();
    for name in ["ok", "durationMs", "heartbeatSeconds"] {
        if let Some(value) = health.get(name) {
            lines.push(format!("- {name}: {}", word(value)));
        }
    }
    for name in ["agents", "sessions", "plugins"] {
        match health.get(name) {
            Some(Value::Array(items)) => lines.push(format!("- {name}: {}", items.len())),
            Some(Value::Object(fields)) => {
                if let Some(count) = fields.get("count") {
                    lines.push(format!("- {name}: {}", word(count)));
                }
            }
            _ => {}
        }
    }
    for (channel, state) in health.get("channels").and_then(Value::as_object).into_iter().flatten()
    {
        let told: Vec<String> = ["configured", "linked", "running", "connected", "lastError"]
            .iter()
            .filter_map(|name| {
                let value = state.get(*name).filter(|value| !value.is_null())?;
                Some(format!("{name} {}", word(value)))
            })
            .collect();
        lines.push(format!("- channel {channel}: {}", told.join(", ")));
    }
    lines
}

/// `2026-11-21T20:15:30Z`, from milliseconds since the epoch.
fn utc(ms: f64) -> String {
    let seconds = (ms / 1_000.0) as i64;
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Days are counted from 0000-03-01, so that the leap day is the last of its year.
    let since = days + 719_468;
    let era = since.div_euclid(146_097);
    let of_era = since.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (rest / 3_600, rest % 3_600 / 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Whether something in the text was put out of sight.
#[must_use]
pub fn has_masked(text: &str) -> bool {
    text.contains(MASK)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gateway::phase::{Refusal, RefusalKind};
    use serde_json::json;

    const SECRET: &str = "sk-live-abcdefghij0123456789";

    fn facts() -> Facts {
        Facts {
            console_version: "0.1.0".to_owned(),
            gateway_url: format!("wss://user:{SECRET}@deck.example.com:8443/ops?token={SECRET}#x"),
            gateway_version: "2026.9.6".to_owned(),
            protocol: 4,
            scopes: vec!["operator.admin".to_owned()],
            methods: Some(467),
            phases: vec![
                (0.0, Phase::Connecting),
                (1_000.0, Phase::Connected),
                (
                    2_000.0,
                    Phase::Refused(Refusal {
                        kind: RefusalKind::PairingRequired {
                            request_id: Some("request-7".to_owned()),
                        },
                        message: SECRET.to_owned(),
                        retry_after_ms: None,
                        origin: "https://deck.example.com".to_owned(),
                    }),
                ),
            ],
            errors: vec![(3_000.0, format!("frame with \"token\":\"{SECRET}\" cannot be read"))],
            calls: vec![("status".to_owned(), "answered".to_owned(), 12.0)],
            health: Some(json!({"ok": true, "channels": {"telegram": {"running": false,
                "lastError": format!("bot token={SECRET} is invalid"), "accountId": "harbour-master"}}})),
            ..Facts::default()
        }
    }

    #[test]
    fn no_secret_no_machine_and_no_account_is_named() {
        let text = write(&facts());
        for hidden in [SECRET, "deck.example.com", "harbour-master", "request-7"] {
            assert!(!text.contains(hidden), "{hidden} is in\n{text}");
        }
        assert!(has_masked(&text));
    }

    #[test]
    fn what_helps_is_told() {
        let text = write(&facts());
        for told in [
            "Gateway: 2026.9.6",
            "wss, another machine, port 8443",
            "Methods offered: 467",
            "1970-01-01T00:00:01Z connected",
            "refused: PairingRequired",
            "status: answered (12 ms)",
            "channel telegram: running false",
        ] {
            assert!(text.contains(told), "{told} is not in\n{text}");
        }
    }

    #[test]
    fn a_moment_is_told_in_utc() {
        assert_eq!(utc(1_795_180_477_412.0), "2026-11-20T13:14:37Z");
        assert_eq!(utc(951_782_400_000.0), "2000-02-29T00:00:00Z");
    }

    #[test]
    fn this_machine_is_told_from_others() {
        assert_eq!(place("ws://127.0.0.1:18789"), "ws, this machine, port 18789");
        assert_eq!(place("ws://[::1]:18789/ops"), "ws, this machine, port 18789");
        assert_eq!(place("wss://deck.example.com"), "wss, another machine");
    }
}
