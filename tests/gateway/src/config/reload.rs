//! What a change needs: nothing, a part started anew, or the whole gateway.

use serde_json::Value;

use crate::profile::Profile;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reload {
    Nothing,
    Hot,
    Restart,
}

use Reload::{Hot, Nothing, Restart};

type Rules = &'static [(&'static [&'static str], Reload)];

/// The first rule that fits counts; what no rule names restarts the gateway. So does every write
/// of 2026.2.6-3, which stamps `meta` and has no rule for it.
const EARLY: Rules = &[
    (&["gateway.remote", "gateway.reload"], Nothing),
    (&["hooks", "agents.defaults.heartbeat", "cron", "browser", "channels"], Hot),
    (&["identity", "wizard", "logging", "models", "agents", "tools", "bindings", "audio"], Nothing),
    (&["messages", "session", "talk", "skills", "ui"], Nothing),
];

const MIDDLE: Rules = &[
    (&["gateway.remote", "gateway.reload", "diagnostics.stuckSessionWarnMs"], Nothing),
    (&["gateway.channelHealthCheckMinutes", "gateway.channelStaleEventThresholdMinutes"], Hot),
    (&["gateway.channelMaxRestartsPerHour", "hooks", "agents.defaults.heartbeat"], Hot),
    (&["agents.defaults.models", "agents.defaults.model", "models", "agents.list", "cron"], Hot),
    (&["channels"], Hot),
    (&["meta", "identity", "wizard", "logging", "agents", "tools", "bindings", "audio"], Nothing),
    (&["messages", "session", "talk", "skills", "secrets", "ui"], Nothing),
];

const LATE: Rules = &[
    (&["gateway.remote", "gateway.reload"], Nothing),
    (&["gateway.auth.token", "gateway.auth.password", "mcp.apps", "gateway.portals"], Restart),
    (&["gateway.http.endpoints", "gateway.tools", "gateway.cliAgents", "gateway.terminal"], Hot),
    (&["gateway.controlUi.enabled", "gateway.controlUi.allowedOrigins", "gateway.roles"], Hot),
    (&["gateway.trustedProxies", "gateway.allowRealIpFallback", "gateway.auth.rateLimit"], Hot),
    (&["gateway.auth.allowTailscale", "gateway.auth.trustedProxy", "gateway.nodes"], Hot),
    (&["gateway.publicOrigin", "discovery.mdns.mode", "agents.defaults", "agents.entries"], Hot),
    (&["hooks", "models", "cron", "mcp", "channels", "plugins", "tools", "acp", "broadcast"], Hot),
    (&["transcripts", "cloudWorkers", "diagnostics.enabled", "update.channel"], Hot),
    (&["update.auto.enabled", "update.checkOnStart", "telemetry", "commands", "tts"], Hot),
    (&["messages.inbound", "messages.ackReactionScope", "accessGroups", "surfaces"], Hot),
    (&["skills.workshop.autonomous.mode", "talk.provider", "agents.ownership"], Hot),
    (&["meta", "identity", "wizard", "logging", "agents", "bindings", "messages"], Nothing),
    (&["session", "talk", "skills", "secrets", "tui", "ui"], Nothing),
];

pub(crate) fn of_path(profile: Profile, path: &str) -> Reload {
    let rules = match profile {
        Profile::V2026_2_6 => EARLY,
        Profile::V2026_4_15 | Profile::V2026_6_11 => MIDDLE,
        Profile::V2026_9_6 => LATE,
    };
    let fits = |prefix: &&str| {
        path.strip_prefix(*prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let found = rules.iter().find(|(prefixes, _)| prefixes.iter().any(&fits));
    found.map_or(Restart, |(_, reload)| *reload)
}

/// What all of these changes need together, under the way the configuration wants to be reloaded.
pub(crate) fn needed(profile: Profile, changed: &[String], config: &Value) -> Reload {
    let all: Vec<Reload> = changed.iter().map(|path| of_path(profile, path)).collect();
    let mode = config["gateway"]["reload"]["mode"].as_str().unwrap_or("hybrid");
    if all.contains(&Restart) {
        return if mode == "off" || mode == "hot" { Nothing } else { Restart };
    }
    match (mode, all.contains(&Hot)) {
        (_, false) | ("off", _) => Nothing,
        ("restart", true) => Restart,
        (_, true) => Hot,
    }
}

/// Whether the writer itself arranges a restart, because nobody else would.
pub(crate) fn is_arranged(profile: Profile, changed: &[String], config: &Value) -> bool {
    let mode = config["gateway"]["reload"]["mode"].as_str().unwrap_or("hybrid");
    let restarts = changed.iter().any(|path| of_path(profile, path) == Restart);
    match profile {
        Profile::V2026_2_6 => true,
        Profile::V2026_9_6 => {
            mode == "off" && changed.iter().any(|path| of_path(profile, path) != Nothing)
        }
        _ => mode == "off" || (mode == "hot" && restarts),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Reload, is_arranged, needed};
    use crate::profile::Profile::{V2026_2_6, V2026_4_15, V2026_9_6};

    #[test]
    fn versions_differ_in_what_they_can_change_while_running() {
        let of = |profile, path: &str| needed(profile, &[path.to_owned()], &json!({}));
        assert_eq!(of(V2026_2_6, "meta.lastTouchedAt"), Reload::Restart);
        assert_eq!(of(V2026_4_15, "logging.level"), Reload::Nothing);
        assert_eq!(of(V2026_4_15, "gateway.trustedProxies"), Reload::Restart);
        assert_eq!(of(V2026_9_6, "gateway.trustedProxies"), Reload::Hot);
        assert_eq!(of(V2026_9_6, "gateway.controlUi.basePath"), Reload::Restart);
        assert_eq!(of(V2026_9_6, "gatewayed"), Reload::Restart);
    }

    #[test]
    fn who_switches_reloading_off_gets_a_restart_from_the_writer() {
        let off = json!({ "gateway": { "reload": { "mode": "off" } } });
        let change = ["hooks.token".to_owned()];
        assert!(is_arranged(V2026_4_15, &change, &off));
        assert!(!is_arranged(V2026_4_15, &change, &json!({})));
        assert_eq!(needed(V2026_4_15, &change, &off), Reload::Nothing);
    }
}
