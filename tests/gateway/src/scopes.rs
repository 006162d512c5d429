//! Who may call and hear what, per version. Nodes have methods of their
//! own and none of the operators'.

use std::collections::BTreeSet;

use serde_json::json;

use crate::profile::Profile;
use crate::refusal::Refusal;

pub(crate) const ADMIN: &str = "operator.admin";
pub(crate) const READ: &str = "operator.read";
pub(crate) const WRITE: &str = "operator.write";
pub(crate) const APPROVALS: &str = "operator.approvals";
pub(crate) const PAIRING: &str = "operator.pairing";

const READ_METHODS: &[&str] = &[
    "health",
    "channels.status",
    "status",
    "models.list",
    "agents.list",
    "agents.files.list",
    "agents.files.get",
    "agent.identity.get",
    "sessions.list",
    "sessions.preview",
    "sessions.resolve",
    "sessions.describe",
    "sessions.get",
    "sessions.subscribe",
    "sessions.unsubscribe",
    "sessions.messages.subscribe",
    "sessions.messages.unsubscribe",
    "system-presence",
    "last-heartbeat",
    "cron.list",
    "cron.status",
    "cron.get",
    "cron.runs",
    "chat.history",
    "chat.startup",
    "chat.message.get",
    "chat.metadata",
    "commands.list",
    "config.get",
    "config.schema",
    "config.schema.lookup",
    "gateway.identity.get",
    "node.list",
    "node.describe",
    "usage.status",
    "usage.cost",
    "sessions.usage",
    "sessions.usage.timeseries",
    "sessions.usage.logs",
    "logs.tail",
    "push.web.preferences.get",
    "skills.status",
    "skills.search",
    "skills.detail",
    "talk.catalog",
    "talk.config",
    "tts.status",
    "tts.providers",
    "tts.personas",
    "voicewake.get",
];

const WRITE_METHODS: &[&str] = &[
    "agent",
    "agent.wait",
    "chat.send",
    "chat.abort",
    "sessions.create",
    "sessions.send",
    "sessions.abort",
    "node.invoke",
    "wake",
    "send",
    "poll",
    "browser.request",
    "talk.speak",
    "tts.enable",
    "tts.disable",
    "tts.convert",
    "push.web.vapidPublicKey",
    "push.web.subscribe",
    "push.web.unsubscribe",
    "push.web.test",
    "push.web.preferences.set",
    "tts.speak",
    "tts.setProvider",
    "tts.setPersona",
    "voicewake.set",
];

/// Late versions have a scope of their own for it, which nobody here is granted but administrators.
const TALK_MODE: &str = "talk.mode";

/// Only for nodes, whatever their scopes.
const NODE_METHODS: &[&str] = &["node.invoke.result", "node.event", "skills.bins"];

/// The scope a method asks for in this version. What nobody lists is for administrators.
pub(crate) fn needed(profile: Profile, method: &str) -> &'static str {
    let unlisted = match profile {
        // Callable there, but in nobody's list.
        Profile::V2026_2_6 => {
            matches!(method, "sessions.resolve" | "config.get" | "config.schema")
                || method.starts_with("sessions.usage")
                || method.starts_with("agents.files.")
        }
        Profile::V2026_4_15 => matches!(method, "config.schema"),
        Profile::V2026_6_11 | Profile::V2026_9_6 => false,
    };
    if unlisted {
        ADMIN
    } else if method == TALK_MODE {
        if profile.is_new_shape() { "operator.talk" } else { WRITE }
    } else if profile.is_new_shape() && matches!(method, "sessions.patch" | "sessions.delete") {
        WRITE
    } else if READ_METHODS.contains(&method) {
        READ
    } else if WRITE_METHODS.contains(&method) {
        WRITE
    } else if method.starts_with("exec.approval.") || method.starts_with("plugin.approval.") {
        APPROVALS
    } else if ["device.", "node.pair.", "node.rename"].iter().any(|room| method.starts_with(room)) {
        PAIRING
    } else {
        ADMIN
    }
}

pub(crate) fn holds(scopes: &BTreeSet<String>, needed: &str) -> bool {
    let has = |scope: &str| scopes.contains(scope);
    has(ADMIN) || has(needed) || (needed == READ && has(WRITE))
}

pub(crate) fn check(
    profile: Profile,
    scopes: &BTreeSet<String>,
    method: &str,
) -> Result<(), Refusal> {
    if NODE_METHODS.contains(&method) {
        return Ok(());
    }
    check_scope(profile, scopes, needed(profile, method))
}

/// Whether the role fits the method at all.
pub(crate) fn check_role(role: &str, method: &str) -> Result<(), Refusal> {
    let is_for_nodes = NODE_METHODS.contains(&method);
    if (role == "node" && is_for_nodes) || (role == "operator" && !is_for_nodes) {
        Ok(())
    } else {
        Err(Refusal::invalid(format!("unauthorized role: {role}")))
    }
}

pub(crate) fn check_scope(
    profile: Profile,
    scopes: &BTreeSet<String>,
    needed: &str,
) -> Result<(), Refusal> {
    if holds(scopes, needed) {
        return Ok(());
    }
    let message = format!("missing scope: {needed}");
    if profile.is_new_shape() {
        let details =
            json!({ "code": "MISSING_SCOPE", "missingScope": needed, "requiredScopes": [needed] });
        Err(Refusal::new("FORBIDDEN", message).with_details(details))
    } else {
        Err(Refusal::invalid(message))
    }
}

/// Whether a console with these scopes is told about an event.
pub(crate) fn may_hear(profile: Profile, event: &str, scopes: &BTreeSet<String>) -> bool {
    match event {
        "exec.approval.requested"
        | "exec.approval.resolved"
        | "plugin.approval.requested"
        | "plugin.approval.resolved" => holds(scopes, APPROVALS),
        "device.pair.requested"
        | "device.pair.resolved"
        | "node.pair.requested"
        | "node.pair.resolved" => holds(scopes, PAIRING),
        "session.message" | "session.tool" | "sessions.changed" | "config.changed"
        | "skills.changed" => holds(scopes, READ),
        "update.run.changed" => holds(scopes, ADMIN),
        "agent" | "chat" | "presence" if profile.is_new_shape() => holds(scopes, READ),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{READ, WRITE, check, check_role, may_hear};
    use crate::profile::Profile;

    fn with(scope: &str) -> BTreeSet<String> {
        BTreeSet::from([scope.to_owned()])
    }

    #[test]
    fn whoever_may_write_may_read() {
        for profile in Profile::ALL {
            assert!(check(profile, &with(WRITE), "chat.history").is_ok());
            assert!(check(profile, &with(READ), "chat.send").is_err());
        }
    }

    #[test]
    fn a_refusal_names_the_missing_scope_the_way_the_version_does() {
        let old = check(Profile::V2026_2_6, &with(READ), "sessions.patch").unwrap_err();
        assert_eq!(
            (old.code.as_str(), old.message.as_str()),
            ("INVALID_REQUEST", "missing scope: operator.admin")
        );
        let new = check(Profile::V2026_9_6, &with(READ), "sessions.patch").unwrap_err();
        assert_eq!(new.details.unwrap()["missingScope"], "operator.write");
    }

    #[test]
    fn nodes_have_methods_of_their_own() {
        assert!(check_role("node", "node.invoke.result").is_ok());
        assert!(check_role("operator", "node.invoke.result").is_err());
        assert_eq!(check_role("node", "health").unwrap_err().message, "unauthorized role: node");
    }

    #[test]
    fn pairing_events_reach_only_those_who_may_pair() {
        assert!(!may_hear(Profile::V2026_2_6, "device.pair.requested", &with(READ)));
        assert!(may_hear(Profile::V2026_2_6, "tick", &BTreeSet::new()));
    }
}
