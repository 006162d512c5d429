//! Who may call and hear what, per version. Roles other than operator are not played.

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
    "status",
    "models.list",
    "agents.list",
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
    "chat.history",
    "chat.startup",
    "chat.message.get",
    "chat.metadata",
    "commands.list",
    "config.get",
    "gateway.identity.get",
];

const WRITE_METHODS: &[&str] = &[
    "agent",
    "agent.wait",
    "chat.send",
    "chat.abort",
    "sessions.create",
    "sessions.send",
    "sessions.abort",
];

/// The scope a method asks for in this version. What nobody lists is for administrators.
pub(crate) fn needed(profile: Profile, method: &str) -> &'static str {
    let unlisted = match profile {
        // Callable there, but in nobody's list.
        Profile::V2026_2_6 => matches!(method, "sessions.resolve" | "config.get"),
        Profile::V2026_4_15 => matches!(method, "config.get"),
        Profile::V2026_6_11 | Profile::V2026_9_6 => false,
    };
    if unlisted {
        ADMIN
    } else if profile.is_new_shape() && matches!(method, "sessions.patch" | "sessions.delete") {
        WRITE
    } else if READ_METHODS.contains(&method) {
        READ
    } else if WRITE_METHODS.contains(&method) {
        WRITE
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
    let needed = needed(profile, method);
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
        "exec.approval.requested" | "exec.approval.resolved" => holds(scopes, APPROVALS),
        "device.pair.requested" | "device.pair.resolved" => holds(scopes, PAIRING),
        "session.message" | "session.tool" | "sessions.changed" => holds(scopes, READ),
        "agent" | "chat" | "presence" if profile.is_new_shape() => holds(scopes, READ),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{READ, WRITE, check, may_hear};
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
    fn pairing_events_reach_only_those_who_may_pair() {
        assert!(!may_hear(Profile::V2026_2_6, "device.pair.requested", &with(READ)));
        assert!(may_hear(Profile::V2026_2_6, "tick", &BTreeSet::new()));
    }
}
