//! What an account tells, as short lines in words: what it is, what it may, when it did what, and
//! what a check found. What nobody here knows is left for the tree.

use serde_json::{Map, Value};

use crate::protocol::channels::ChannelAccount;
use crate::store::channels::secrets;
use crate::store::channels::trouble::in_words;
use crate::words::{Word, t, tn, tr, w};

/// Something with its name.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    pub name: Word,
    pub said: Said,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    Text(String),
    /// Milliseconds since the epoch.
    When(f64),
}

/// Fields of `rest` that are said in words, or are kept from the tree.
const KNOWN: [&str; 14] = [
    "allowFrom",
    "groupAllowFrom",
    "self",
    "bot",
    "baseUrl",
    "lastDisconnect",
    "botTokenSource",
    "tokenSource",
    "appTokenSource",
    "lastTransportActivityAt",
    "lastRunActivityAt",
    "busy",
    "activeRuns",
    "credentialSource",
];

fn text(name: Word, said: impl Into<String>) -> Fact {
    Fact { name, said: Said::Text(secrets::in_text(&said.into())) }
}

/// What it is and what it may.
pub fn settings(account: &ChannelAccount) -> Vec<Fact> {
    let rest = |name: &str| account.rest.get(name);
    let word = |name: &str| rest(name).and_then(Value::as_str).filter(|word| !word.is_empty());
    let policy = account.dm_policy.as_deref().map(|policy| match policy {
        "pairing" => t(w::CHANNELS_DM_PAIRING),
        "allowlist" => t(w::CHANNELS_DM_ALLOWLIST),
        "open" => t(w::CHANNELS_DM_OPEN),
        "disabled" => t(w::CHANNELS_DM_DISABLED),
        other => other.to_owned(),
    });
    let count = |name: &str| rest(name)?.as_array().map(|list| tn(w::CHANNELS_ENTRIES, list.len()));
    let source = ["botTokenSource", "tokenSource", "appTokenSource", "credentialSource"];
    let sources: Vec<String> = source.into_iter().filter_map(word).map(source_in_words).collect();
    let runs = rest("activeRuns").and_then(Value::as_u64).filter(|runs| *runs > 0);
    let facts = [
        (w::CHANNELS_IDENTITY, identity(account)),
        (w::CHANNELS_MODE, account.mode.clone()),
        (w::CHANNELS_DM, policy),
        (w::CHANNELS_ALLOWED, count("allowFrom")),
        (w::CHANNELS_GROUPS_ALLOWED, count("groupAllowFrom")),
        (w::CHANNELS_ADDRESS, word("baseUrl").map(str::to_owned)),
        (w::CHANNELS_KEY, (!sources.is_empty()).then(|| sources.join(", "))),
        (w::CHANNELS_HEALTH, account.health_state.clone()),
        (w::CHANNELS_RUNS, runs.map(|runs| runs.to_string())),
        (
            w::CHANNELS_ATTEMPTS,
            account.reconnect_attempts.filter(|times| *times > 0).map(|times| times.to_string()),
        ),
    ];
    facts.into_iter().filter_map(|(name, said)| Some(text(name, said?))).collect()
}

fn source_in_words(source: &str) -> String {
    match source {
        "env" => t(w::CHANNELS_KEY_ENV),
        "config" => t(w::CHANNELS_KEY_CONFIG),
        "none" => t(w::CHANNELS_KEY_NONE),
        other => other.to_owned(),
    }
}

/// The name by which its messenger knows it.
fn identity(account: &ChannelAccount) -> Option<String> {
    let places = [
        account.rest.get("self"),
        account.rest.get("bot"),
        account.probe.as_ref().map(|probe| &probe["bot"]),
        account.probe.as_ref().map(|probe| &probe["self"]),
    ];
    places.into_iter().flatten().find_map(|place| {
        let said = |name: &str| place[name].as_str().filter(|text| !text.is_empty());
        if let Some(name) = said("username") {
            return Some(format!("@{}", name.trim_start_matches('@')));
        }
        said("e164").or_else(|| said("name")).or_else(|| said("jid")).map(str::to_owned)
    })
}

/// When it did what.
pub fn times(account: &ChannelAccount) -> Vec<Fact> {
    let rest = |name: &str| account.rest.get(name).and_then(Value::as_u64);
    let times = [
        (w::CHANNELS_INBOUND, account.last_inbound_at),
        (w::CHANNELS_OUTBOUND, account.last_outbound_at),
        (w::CHANNELS_CONNECTED_AT, account.last_connected_at),
        (w::CHANNELS_STARTED_AT, account.last_start_at),
        (w::CHANNELS_STOPPED_AT, account.last_stop_at),
        (w::CHANNELS_TRANSPORT_AT, rest("lastTransportActivityAt")),
        (w::CHANNELS_RUN_AT, rest("lastRunActivityAt")),
    ];
    times
        .into_iter()
        .filter_map(|(name, at)| {
            let at = at.filter(|at| *at > 0)? as f64;
            Some(Fact { name, said: Said::When(at) })
        })
        .collect()
}

/// The time an error belongs to, where the gateway tells it: when the connection was lost, or when
/// the account stopped because of it.
pub fn error_at(account: &ChannelAccount) -> Option<f64> {
    let lost = account.rest.get("lastDisconnect").and_then(|lost| lost["at"].as_u64());
    let stopped = account.last_stop_at.filter(|_| account.running != Some(true));
    lost.or(stopped).map(|at| at as f64)
}

/// What an account tells beyond the words here, without its secrets.
pub fn unknown(account: &ChannelAccount) -> Option<Value> {
    let mut unknown = Map::new();
    for (name, value) in &account.rest {
        let is_said = KNOWN.contains(&name.as_str()) && name != "lastDisconnect";
        // A known name with an unknown shape is still told.
        let is_plain = matches!(value, Value::String(_) | Value::Number(_) | Value::Bool(_));
        let is_list = value.is_array();
        if value.is_null() || (is_said && (is_plain || is_list || name == "self" || name == "bot"))
        {
            continue;
        }
        unknown.insert(name.clone(), value.clone());
    }
    for (name, found) in [("probe", &account.probe), ("audit", &account.audit)] {
        if let Some(found) = found {
            unknown.insert(name.to_owned(), found.clone());
        }
    }
    (!unknown.is_empty()).then(|| secrets::without(&Value::Object(unknown)))
}

/// What a check of an account found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub is_ok: Option<bool>,
    pub elapsed_ms: Option<u64>,
    pub status: Option<String>,
    pub error: Option<String>,
}

pub fn found(probe: &Value) -> Found {
    let status = match &probe["status"] {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        _ => None,
    };
    let elapsed = ["elapsedMs", "durationMs", "latencyMs"];
    Found {
        is_ok: probe["ok"].as_bool(),
        elapsed_ms: elapsed.iter().find_map(|name| probe[*name].as_f64()).map(|ms| ms as u64),
        status,
        error: in_words(&probe["error"]),
    }
}

/// What a check found, in one line.
pub fn found_in_words(found: &Found) -> String {
    let verdict = match found.is_ok {
        Some(true) => w::CHANNELS_PROBE_OK,
        Some(false) => w::CHANNELS_PROBE_FAILED,
        None => w::CHANNELS_PROBE_TOLD,
    };
    let parts = [
        Some(t(verdict)),
        found.elapsed_ms.map(|ms| tr(w::CHANNELS_PROBE_MS, &[("ms", &ms.to_string())])),
        found.status.as_ref().map(|status| tr(w::CHANNELS_PROBE_STATUS, &[("status", status)])),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// How a finding differs from the one before.
pub fn compared(before: Option<&Found>, now: &Found) -> Option<Word> {
    Some(match (before?.is_ok?, now.is_ok?) {
        (true, true) | (false, false) => w::CHANNELS_PROBE_SAME,
        (true, false) => w::CHANNELS_PROBE_WORSE,
        (false, true) => w::CHANNELS_PROBE_BETTER,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn account(told: Value) -> ChannelAccount {
        serde_json::from_value(told).unwrap()
    }

    #[test]
    fn what_is_known_is_said_and_the_rest_is_kept() {
        let account = account(json!({
            "accountId": "a", "dmPolicy": "pairing", "allowFrom": ["1", "2"], "mode": "polling",
            "botTokenSource": "env", "reconnectAttempts": 3, "glow": {"warm": true},
            "probe": {"ok": true, "bot": {"username": "deck_bot"}}, "lastInboundAt": 5,
            "sessionToken": "abc", "lastDisconnect": null,
        }));
        let said: Vec<_> = settings(&account).into_iter().map(|fact| fact.said).collect();
        let text = |text: &str| Said::Text(text.to_owned());
        for part in ["@deck_bot", "polling", "2 entries", "3"] {
            assert!(said.contains(&text(part)), "{part} in {said:?}");
        }
        assert_eq!(times(&account), [Fact { name: w::CHANNELS_INBOUND, said: Said::When(5.0) }]);
        let unknown = unknown(&account).unwrap();
        assert_eq!(unknown["glow"], json!({"warm": true}));
        assert_eq!(unknown["sessionToken"], secrets::HIDDEN);
        assert!(unknown.get("mode").is_none() && unknown.get("lastDisconnect").is_none());
    }

    #[test]
    fn an_error_belongs_to_the_loss_or_to_the_stop() {
        let lost = json!({"running": true, "lastDisconnect": {"at": 7}, "lastStopAt": 3});
        assert_eq!(error_at(&account(lost)), Some(7.0));
        assert_eq!(error_at(&account(json!({"running": false, "lastStopAt": 3}))), Some(3.0));
        assert_eq!(error_at(&account(json!({"running": true, "lastStopAt": 3}))), None);
    }

    #[test]
    fn a_finding_is_compared_with_the_one_before() {
        let bad = found(&json!({"ok": false, "status": 401, "error": "no", "elapsedMs": 8.4}));
        let good = found(&json!({"ok": true}));
        assert_eq!((bad.elapsed_ms, bad.status.as_deref()), (Some(8), Some("401")));
        assert!(found_in_words(&bad).contains("8 ms"));
        assert_eq!(compared(None, &bad), None);
        assert_eq!(compared(Some(&bad), &good), Some(w::CHANNELS_PROBE_BETTER));
        assert_eq!(compared(Some(&good), &bad), Some(w::CHANNELS_PROBE_WORSE));
        assert_eq!(compared(Some(&bad), &bad), Some(w::CHANNELS_PROBE_SAME));
    }
}
