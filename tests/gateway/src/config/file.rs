//! The text of the file: what is wrong with it, what of it may be shown, and how it is written.

use serde_json::{Map, Value, json};

use super::validate::{self, Issue};
use super::{Snapshot, defaults, json5, redact, restore, schema};
use crate::profile::Profile;
use crate::usage::span;

/// What is wrong with a configuration: by the schema, and by what no schema says.
pub(crate) fn issues(profile: Profile, source: &Value) -> Vec<Issue> {
    let mut found = validate::issues(profile, &schema(profile).reply["schema"], source);
    if !source.is_object() {
        return found;
    }
    let every = &source["agents"]["defaults"]["heartbeat"]["every"];
    if every.as_str().is_some_and(|text| !is_duration(text)) {
        let path = "agents.defaults.heartbeat.every";
        found.push(Issue::at(path, "invalid duration (use ms, s, m, h)"));
    }
    let telegram = &source["channels"]["telegram"];
    let policy = telegram["dmPolicy"].as_str();
    if profile == Profile::V2026_2_6 {
        let known = ["pairing", "allowlist", "open", "disabled"];
        if policy.is_some_and(|policy| !known.contains(&policy)) {
            let words =
                "Invalid option: expected one of \"pairing\"|\"allowlist\"|\"open\"|\"disabled\"";
            found.push(Issue::at("channels.telegram.dmPolicy", words));
        }
        let everyone =
            telegram["allowFrom"].as_array().is_some_and(|all| all.contains(&json!("*")));
        if policy == Some("open") && !everyone {
            let words = "channels.telegram.dmPolicy=\"open\" requires channels.telegram.allowFrom to include \"*\"";
            found.push(Issue::at("channels.telegram.allowFrom", words));
        }
    }
    if profile >= Profile::V2026_9_6 && found.is_empty() {
        found = of_the_latest(source);
    }
    found
}

fn of_the_latest(source: &Value) -> Vec<Issue> {
    let mut found = Vec::new();
    let providers = source["models"]["providers"].as_object();
    for (name, provider) in providers.into_iter().flatten() {
        for field in ["baseUrl", "models"] {
            let value = &provider[field];
            if value.is_null() || value == "" {
                found.push(Issue::at(
                    &format!("models.providers.{name}.{field}"),
                    format!("custom model providers must declare {field}; provider overlays without {field} are only supported for bundled providers"),
                ));
            }
        }
    }
    let Some(agents) = source["agents"]["entries"].as_object() else { return found };
    if agents.len() > 1 && source["agents"]["ownership"] != "explicit" {
        found.push(Issue::at(
            "agents.ownership",
            "multi-agent rosters require agents.ownership=\"explicit\" or one legacy default=true marker; add agents.ownership=\"explicit\" or run openclaw doctor",
        ));
    }
    let bindings = source["bindings"].as_array().into_iter().flatten();
    for (at, binding) in bindings.enumerate() {
        if let Some(agent) = binding["agentId"].as_str().filter(|id| !agents.contains_key(*id)) {
            let words = format!("Unknown agent id \"{agent}\" (not in agents.entries).");
            found.push(Issue::at(&format!("bindings.{at}.agentId"), words));
        }
    }
    found
}

fn is_duration(text: &str) -> bool {
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = &text[number.len()..];
    number.parse::<f64>().is_ok() && matches!(unit, "" | "ms" | "s" | "m" | "h")
}

/// The text without secrets. Later versions show none when what is left would not mean the same.
pub(crate) fn shown_text(
    profile: Profile,
    snapshot: &Snapshot,
    secrets: Vec<String>,
) -> Option<String> {
    let text = redact::text(profile, &snapshot.text, secrets);
    if profile == Profile::V2026_2_6 {
        return Some(text);
    }
    let meant = if profile >= Profile::V2026_9_6 { &snapshot.parsed } else { &snapshot.config };
    let parsed = json5::parse(&text).ok()?;
    let hints = &schema(profile).hints;
    let restored = restore::secrets(profile, hints, &parsed, &snapshot.config).ok()?;
    (restored == *meant).then_some(text)
}

/// Which of a gateway's configurations is to be written.
pub(crate) enum Next<'a> {
    /// With defaults and what the environment holds.
    Effective(&'a Value),
    /// As in the file, with what the environment holds.
    Source(&'a Value),
}

/// The file a version makes of it.
pub(crate) fn written(profile: Profile, before: &Snapshot, next: &Next<'_>, now: u64) -> String {
    let mut file = match next {
        // The earliest writes what it goes by: defaults, and what the environment holds.
        Next::Effective(config) if profile == Profile::V2026_2_6 => {
            defaults::filled(profile, config)
        }
        Next::Effective(config) => {
            let source = defaults::left_out(config, &before.config, &before.source);
            with_references(&source, &before.source, &before.parsed)
        }
        Next::Source(source) => with_references(source, &before.source, &before.parsed),
    };
    if let Some(fields) = file.as_object_mut() {
        let meta = fields.entry("meta").or_insert(Value::Null);
        if !meta.is_object() {
            *meta = Map::new().into();
        }
        meta["lastTouchedVersion"] = profile.name().into();
        if profile < Profile::V2026_9_6 {
            meta["lastTouchedAt"] = moment(now).into();
        }
    }
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

/// `2026-11-21T17:43:55.256Z`.
fn moment(ms: u64) -> String {
    let day = span::date(i64::try_from(ms / 86_400_000).unwrap_or_default());
    let (seconds, rest) = (ms / 1000 % 86_400, ms % 1000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{day}T{hour:02}:{minute:02}:{second:02}.{rest:03}Z")
}

/// `${NAME}` again where nothing else was meant.
fn with_references(next: &Value, source: &Value, parsed: &Value) -> Value {
    match (next, parsed) {
        (Value::String(_), Value::String(text)) if text.contains("${") && next == source => {
            parsed.clone()
        }
        (Value::Array(items), Value::Array(_)) => items
            .iter()
            .enumerate()
            .map(|(at, item)| {
                let was = parsed.get(at).unwrap_or(&Value::Null);
                with_references(item, source.get(at).unwrap_or(&Value::Null), was)
            })
            .collect(),
        (Value::Object(fields), Value::Object(_)) => fields
            .iter()
            .map(|(key, field)| {
                (key.clone(), with_references(field, &source[key.as_str()], &parsed[key.as_str()]))
            })
            .collect::<Map<_, _>>()
            .into(),
        _ => next.clone(),
    }
}

/// References to secrets the environment does not hold.
pub(crate) fn unknown_references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) if value["source"] == "env" && value["id"].is_string() => {
            let id = value["id"].as_str().unwrap_or_default();
            let is_known = super::ENVIRONMENT.iter().any(|(known, _)| *known == id);
            if is_known || !fields.contains_key("provider") {
                Vec::new()
            } else {
                vec![id.to_owned()]
            }
        }
        Value::Object(fields) => fields.values().flat_map(unknown_references).collect(),
        Value::Array(items) => items.iter().flat_map(unknown_references).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Next, is_duration, written};
    use crate::config::{Snapshot, world};
    use crate::profile::Profile;

    #[test]
    fn only_the_earliest_writes_defaults_and_the_environment() {
        for profile in Profile::ALL {
            let before = Snapshot::of(profile, world(profile));
            let mut next = before.config.clone();
            next["logging"]["level"] = "debug".into();
            let text = written(profile, &before, &Next::Effective(&next), 0);
            let is_early = profile == Profile::V2026_2_6;
            assert_eq!(text.contains("example-harbour-key"), is_early);
            assert_eq!(text.contains("${HARBOUR_API_KEY}"), !is_early);
            assert_eq!(text.contains("groupPolicy"), is_early);
            assert!(text.contains("\"level\": \"debug\"") && !text.contains("//  "));
            let after = Snapshot::of(profile, &text);
            assert!(after.is_valid(), "{profile:?} {:?}", after.issues);
            if !is_early {
                let mut expected = before.parsed.clone();
                expected["logging"]["level"] = "debug".into();
                let mut found = after.parsed.clone();
                found["meta"] = expected["meta"].clone();
                assert_eq!(found, expected, "{profile:?}");
            }
        }
    }

    #[test]
    fn the_earliest_stamps_when() {
        let before = Snapshot::of(Profile::V2026_2_6, world(Profile::V2026_2_6));
        let next = json!({});
        let text = written(Profile::V2026_2_6, &before, &Next::Effective(&next), 1_795_283_035_256);
        assert!(text.contains("\"lastTouchedAt\": \"2026-11-21T17:43:55.256Z\""), "{text}");
    }

    #[test]
    fn durations_have_units() {
        assert!(is_duration("0m") && is_duration("1.5h") && is_duration("30"));
        assert!(!is_duration("often") && !is_duration("5d"));
    }
}
