//! The gateway's own configuration: the file, what it means, and what happens when it changes.

use std::sync::OnceLock;

use serde_json::{Map, Value, json};

use crate::device::{base64url, sha256_hex};
use crate::profile::Profile;

pub(crate) mod defaults;
pub(crate) mod file;
pub(crate) mod json5;
pub(crate) mod limit;
pub(crate) mod lookup;
pub(crate) mod merge;
pub(crate) mod redact;
pub(crate) mod reload;
pub(crate) mod restore;
pub(crate) mod sensitive;
pub(crate) mod update;
pub(crate) mod validate;

use limit::Limits;
use sensitive::Hints;
use update::Updates;
use validate::Issue;

pub(crate) const PATH: &str = "/home/operator/state/openclaw.json";

/// What the environment of the service holds.
const ENVIRONMENT: &[(&str, &str)] = &[
    ("HARBOUR_API_KEY", "example-harbour-key-9f31"),
    ("GITHUB_TOKEN", "example-github-token-12ab"),
];

/// The reply of `config.schema` that was recorded of a version, and what is read from it often.
#[derive(Debug)]
pub(crate) struct Schema {
    pub(crate) reply: Value,
    pub(crate) hints: Hints,
}

/// Versions in between have the schema of the nearest older one.
pub(crate) fn schema(profile: Profile) -> &'static Schema {
    static OLD: OnceLock<Schema> = OnceLock::new();
    static MIDDLE: OnceLock<Schema> = OnceLock::new();
    static LATE: OnceLock<Schema> = OnceLock::new();
    let (place, text) = match profile {
        Profile::V2026_2_6 => (&OLD, include_str!("../schemas/2026.2.6-3.json")),
        Profile::V2026_4_15 | Profile::V2026_6_11 => {
            (&MIDDLE, include_str!("../schemas/2026.4.15.json"))
        }
        Profile::V2026_9_6 => (&LATE, include_str!("../schemas/2026.9.6.json")),
    };
    place.get_or_init(|| {
        let reply: Value = serde_json::from_str(text).unwrap_or_default();
        let hints = Hints::of(&reply["uiHints"]);
        Schema { reply, hints }
    })
}

fn world(profile: Profile) -> &'static str {
    match profile {
        Profile::V2026_2_6 => include_str!("../worlds/2026.2.6-3.json5"),
        Profile::V2026_4_15 | Profile::V2026_6_11 => include_str!("../worlds/2026.4.15.json5"),
        Profile::V2026_9_6 => include_str!("../worlds/2026.9.6.json5"),
    }
}

/// All that is kept about the configuration.
#[derive(Debug)]
pub(crate) struct Config {
    pub(crate) text: String,
    /// What the running gateway goes by.
    pub(crate) applied: Value,
    pub(crate) limits: Limits,
    pub(crate) updates: Updates,
    /// How long a restart takes, and how long after a change of the file it begins.
    pub(crate) down_ms: u64,
    pub(crate) notice_ms: u64,
    /// How long writing takes.
    pub(crate) write_ms: u64,
    /// Restarts that were arranged before this number changed no longer happen.
    pub(crate) generation: u64,
    /// A restart that waits for its time.
    pub(crate) restart_due: Option<tokio::time::Instant>,
    /// What is told after the next restart.
    pub(crate) sentinel: Option<Value>,
}

impl Config {
    pub(crate) fn fresh(profile: Profile, generation: u64) -> Config {
        let text = world(profile).to_owned();
        let applied = Snapshot::of(profile, &text).source;
        Config {
            text,
            applied,
            limits: Limits::default(),
            updates: Updates::default(),
            down_ms: 800,
            notice_ms: 300,
            write_ms: 0,
            generation,
            restart_due: None,
            sentinel: None,
        }
    }

    pub(crate) fn read(&self, profile: Profile) -> Snapshot {
        Snapshot::of(profile, &self.text)
    }
}

/// What one text of the file means.
#[derive(Debug, Clone)]
pub(crate) struct Snapshot {
    pub(crate) text: String,
    pub(crate) parsed: Value,
    /// With what the environment holds.
    pub(crate) source: Value,
    /// With defaults.
    pub(crate) config: Value,
    pub(crate) issues: Vec<Issue>,
}

impl Snapshot {
    pub(crate) fn of(profile: Profile, text: &str) -> Snapshot {
        let empty = || Value::Object(Map::new());
        let mut snapshot = Snapshot {
            text: text.to_owned(),
            parsed: empty(),
            source: empty(),
            config: empty(),
            issues: Vec::new(),
        };
        match json5::parse(text) {
            Err(complaint) => {
                let complaint = format!("JSON5 parse failed: {complaint}");
                snapshot.issues.push(Issue::at("", complaint));
            }
            Ok(parsed) => {
                snapshot.parsed = parsed;
                match with_environment(&snapshot.parsed, "") {
                    Err(complaint) => {
                        snapshot.issues.push(Issue::at("", complaint));
                        snapshot.config = snapshot.parsed.clone();
                    }
                    Ok(source) => {
                        snapshot.issues = file::issues(profile, &source);
                        snapshot.config = if snapshot.is_valid() {
                            defaults::filled(profile, &source)
                        } else {
                            source.clone()
                        };
                        snapshot.source = source;
                    }
                }
            }
        }
        snapshot
    }

    pub(crate) fn is_valid(&self) -> bool {
        self.issues.is_empty()
    }

    /// What a writer has to name as what it has read.
    pub(crate) fn hash(&self, profile: Profile) -> String {
        hash(profile, &self.text)
    }
}

/// 2026.9.6 tells a keyed hash instead of the plain one.
pub(crate) fn hash(profile: Profile, text: &str) -> String {
    let plain = sha256_hex(text.as_bytes());
    if profile < Profile::V2026_9_6 {
        return plain;
    }
    let keyed = sha256_hex(format!("demo:{plain}").as_bytes());
    let bytes: Vec<u8> = (0..32)
        .filter_map(|at| u8::from_str_radix(keyed.get(at * 2..at * 2 + 2)?, 16).ok())
        .collect();
    format!("hmac-sha256:v1:{}", base64url(&bytes))
}

/// `${NAME}` replaced, in whole strings and within them.
fn with_environment(value: &Value, path: &str) -> Result<Value, String> {
    match value {
        Value::String(text) => {
            let mut full = String::new();
            let mut rest = text.as_str();
            while let Some(from) = rest.find("${") {
                let Some(to) = rest[from..].find('}').map(|to| from + to) else { break };
                let name = &rest[from + 2..to];
                let known = ENVIRONMENT.iter().find(|(known, _)| *known == name);
                let (_, found) = known.ok_or_else(|| {
                    format!("Env var substitution failed: Missing env var \"{name}\" referenced at config path: {path}")
                })?;
                full.push_str(&rest[..from]);
                full.push_str(found);
                rest = &rest[to + 1..];
            }
            Ok((full + rest).into())
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(at, item)| with_environment(item, &format!("{path}[{at}]")))
            .collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(key, field)| {
                let path = redact::paths(path, key).0;
                Ok((key.clone(), with_environment(field, &path)?))
            })
            .collect::<Result<Map<_, _>, String>>()
            .map(Value::Object),
        other => Ok(other.clone()),
    }
}

/// The reply of `config.get`.
pub(crate) fn shown(profile: Profile, config: &Config) -> Value {
    let snapshot = config.read(profile);
    let hints = &schema(profile).hints;
    let is_early = profile == Profile::V2026_2_6;
    let mut reply = json!({ "path": PATH });
    if profile >= Profile::V2026_9_6 {
        reply["includedPaths"] = json!([]);
        if snapshot.is_valid() || snapshot.parsed != json!({}) {
            reply["includeProvenance"] = json!([]);
            reply["agentRosterIncludeOwned"] = false.into();
            reply["bindingsIncludeOwned"] = false.into();
        }
    }
    reply["exists"] = true.into();
    let mut secrets = Vec::new();
    let shows = is_early || snapshot.is_valid();
    let hidden = |value: &Value| {
        if shows { redact::value(profile, hints, value, &mut Vec::new()) } else { json!({}) }
    };
    if shows {
        redact::value(profile, hints, &snapshot.config, &mut secrets);
        reply["raw"] =
            file::shown_text(profile, &snapshot, secrets).map_or(Value::Null, Value::from);
        reply["parsed"] = hidden(&snapshot.parsed);
    } else {
        reply["raw"] = Value::Null;
        reply["parsed"] = Value::Null;
    }
    if !is_early {
        reply["sourceConfig"] = hidden(&snapshot.source);
        reply["resolved"] = hidden(&snapshot.source);
    }
    reply["valid"] = snapshot.is_valid().into();
    let shown = hidden(&snapshot.config);
    if !is_early {
        reply["runtimeConfig"] = shown.clone();
    }
    reply["config"] = shown;
    reply["hash"] = snapshot.hash(profile).into();
    reply["issues"] = snapshot.issues.iter().map(Issue::to_json).collect();
    reply["warnings"] = json!([]);
    reply["legacyIssues"] = json!([]);
    if profile >= Profile::V2026_9_6 {
        let of = |value: &Value| hash(profile, &value.to_string());
        reply["configRevisionHash"] =
            if snapshot.is_valid() { of(&snapshot.source).into() } else { Value::Null };
        reply["appliedConfigHash"] = of(&config.applied).into();
    }
    reply
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Config, sensitive::HIDDEN, shown};
    use crate::profile::Profile;

    #[test]
    fn every_version_finds_its_own_file_valid() {
        for profile in Profile::ALL {
            let reply = shown(profile, &Config::fresh(profile, 0));
            assert_eq!(
                (&reply["valid"], &reply["issues"]),
                (&json!(true), &json!([])),
                "{profile:?}"
            );
        }
    }

    #[test]
    fn nothing_secret_is_shown() {
        for profile in Profile::ALL {
            let reply = shown(profile, &Config::fresh(profile, 0)).to_string();
            assert!(reply.contains(HIDDEN));
            for secret in ["example-gateway", "-key-", "-bot-token", "bearer"] {
                assert!(!reply.contains(secret), "{profile:?} shows {secret}");
            }
        }
    }

    #[test]
    fn numbers_are_hidden_by_the_earliest_only_and_its_text_shows_them() {
        let early = shown(Profile::V2026_2_6, &Config::fresh(Profile::V2026_2_6, 0));
        let tokens = "/config/models/providers/script/models/0/maxTokens";
        assert_eq!(early.pointer(tokens), Some(&json!(HIDDEN)));
        assert!(early["raw"].as_str().unwrap().contains("maxTokens: 8192"));
        let middle = shown(Profile::V2026_4_15, &Config::fresh(Profile::V2026_4_15, 0));
        assert_eq!(middle.pointer(tokens), Some(&json!(8192)));
        assert_eq!(middle["raw"], Value::Null);
        let late = shown(Profile::V2026_9_6, &Config::fresh(Profile::V2026_9_6, 0));
        assert!(late["raw"].as_str().unwrap().contains("// The lighthouse office"));
    }
}
