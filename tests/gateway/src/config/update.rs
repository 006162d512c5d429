//! Updates of the gateway itself: what the next one will come to, and what is remembered of them.

use serde_json::{Value, json};

use crate::profile::Profile;

/// What the next `update.run` comes to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Outcome {
    /// To the version that is known of; none is known: nothing newer.
    Usual,
    Succeeds(String),
    Fails(String),
    /// This installation cannot update itself.
    Impossible(String),
}

#[derive(Debug)]
pub(crate) struct Updates {
    pub(crate) next: Outcome,
    pub(crate) takes_ms: u64,
    /// What runs since the last update, where it is not the profile's own version.
    pub(crate) version: Option<String>,
    /// The newest first.
    pub(crate) runs: Vec<Value>,
    pub(crate) sentinel: Value,
    pub(crate) is_running: bool,
    pub(crate) is_held: bool,
}

impl Default for Updates {
    fn default() -> Updates {
        Updates {
            next: Outcome::Usual,
            takes_ms: 1200,
            version: None,
            runs: Vec::new(),
            sentinel: Value::Null,
            is_running: false,
            is_held: false,
        }
    }
}

pub(crate) const ROOT: &str = "/usr/lib/node_modules/openclaw";

/// How an update ended, in the words of its result.
#[derive(Debug, Clone)]
pub(crate) struct Ended {
    pub(crate) status: &'static str,
    pub(crate) reason: Option<String>,
    pub(crate) after: Option<String>,
    pub(crate) steps: Vec<Value>,
}

/// What an update of this outcome does, beginning at `version`.
pub(crate) fn carried_out(outcome: &Outcome, version: &str, known: Option<&str>) -> Ended {
    let step = |name: &str, command: &str, ms: u64, exit: u64, out: &str, err: &str| {
        let mut step = json!({
            "name": name, "command": command, "cwd": ROOT, "durationMs": ms, "exitCode": exit,
        });
        for (field, text) in [("stdoutTail", out), ("stderrTail", err)] {
            if !text.is_empty() {
                step[field] = text.into();
            }
        }
        step
    };
    let install = |exit: u64, out: &str, err: &str| {
        step("global update", "npm i -g openclaw@latest --no-fund", 8140, exit, out, err)
    };
    let doctor = "openclaw doctor --non-interactive --fix";
    match outcome {
        Outcome::Impossible(reason) => Ended {
            status: "skipped",
            reason: Some(reason.clone()),
            after: None,
            steps: Vec::new(),
        },
        Outcome::Fails(reason) => Ended {
            status: "error",
            reason: Some(reason.clone()),
            after: None,
            steps: vec![install(
                1,
                "",
                "npm error code ENOSPC\nnpm error syscall write\nnpm error errno -28\nnpm error nospc ENOSPC: no space left on device, write",
            )],
        },
        Outcome::Succeeds(_) | Outcome::Usual => {
            let to = match outcome {
                Outcome::Succeeds(to) => to.as_str(),
                _ => known.unwrap_or(version),
            };
            Ended {
                status: "ok",
                reason: None,
                after: Some(to.to_owned()),
                steps: vec![
                    install(0, "changed 412 packages in 8s", ""),
                    step("openclaw doctor", doctor, 2310, 0, "Doctor complete.", ""),
                ],
            }
        }
    }
}

/// What a gateway notes down before it restarts; told afterwards.
pub(crate) fn sentinel(
    profile: Profile,
    kind: &str,
    status: &str,
    now: u64,
    stats: Value,
) -> Value {
    let hint = if profile >= Profile::V2026_9_6 {
        "Recommended follow-up: run openclaw doctor --non-interactive in a terminal or approvals-capable OpenClaw surface."
    } else {
        "Run: openclaw doctor --non-interactive"
    };
    json!({
        "kind": kind, "status": status, "ts": now, "message": null, "doctorHint": hint,
        "stats": stats,
    })
}

/// The words of it that wait to be read in the main session after the restart.
pub(crate) fn told(profile: Profile, sentinel: &Value) -> String {
    if profile == Profile::V2026_2_6 {
        let text = serde_json::to_string_pretty(sentinel).unwrap_or_default();
        return format!("GatewayRestart:\n{text}");
    }
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (kind, status) = (text(&sentinel["kind"]), text(&sentinel["status"]));
    let mode = text(&sentinel["stats"]["mode"]);
    let mut lines = vec![format!("Gateway restart {kind} {status} ({mode})")];
    lines.extend([&sentinel["message"], &sentinel["doctorHint"]].into_iter().map(text));
    if let Some(reason) = sentinel["stats"]["reason"].as_str() {
        lines.insert(lines.len() - 1, format!("Reason: {reason}"));
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Outcome, carried_out, sentinel, told};
    use crate::profile::Profile::{V2026_2_6, V2026_4_15};

    #[test]
    fn without_a_newer_version_an_update_ends_where_it_began() {
        let ended = carried_out(&Outcome::Usual, "2026.4.15", None);
        assert_eq!((ended.status, ended.after.as_deref()), ("ok", Some("2026.4.15")));
        let ended = carried_out(&Outcome::Usual, "2026.4.15", Some("2026.4.20"));
        assert_eq!(ended.after.as_deref(), Some("2026.4.20"));
    }

    #[test]
    fn a_restart_is_told_in_the_words_of_the_version() {
        let stats = json!({ "mode": "config.patch" });
        let mut note = sentinel(V2026_4_15, "config-patch", "ok", 1, stats);
        note["message"] = "Let the proxy in".into();
        let words = "Gateway restart config-patch ok (config.patch)\nLet the proxy in\nRun: openclaw doctor --non-interactive";
        assert_eq!(told(V2026_4_15, &note), words);
        assert!(told(V2026_2_6, &note).starts_with("GatewayRestart:\n{\n  \"kind\""));
    }
}
