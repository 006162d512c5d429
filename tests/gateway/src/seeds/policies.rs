//! Which commands need leave when the gateway starts.

use serde_json::{Value, json};

use crate::policy::Policy;
use crate::profile::Profile;

const HOUR: u64 = 60 * 60 * 1000;

pub(crate) fn of_the_gateway(profile: Profile, now: u64) -> Policy {
    let (path, socket) = if profile.is_new_shape() {
        (
            "/home/operator/state/state/openclaw.sqlite#exec_approvals_config",
            "/home/operator/state/exec-approvals.sock",
        )
    } else {
        (
            "/home/operator/.openclaw/exec-approvals.json",
            "/home/operator/.openclaw/exec-approvals.sock",
        )
    };
    let file = json!({
        "version": 1,
        "socket": { "path": socket },
        "defaults": { "security": "allowlist", "ask": "on-miss", "askFallback": "deny" },
        "agents": {
            "main": {
                "security": "allowlist",
                "ask": "on-miss",
                "allowlist": [
                    used("5d1f2f3c-0a4e-4c31-9a52-1e0b7f6f0a01", "/usr/bin/rg", "rg -n fn src", now - HOUR),
                    used("5d1f2f3c-0a4e-4c31-9a52-1e0b7f6f0a02", "/usr/bin/ls", "ls -la", now - 26 * HOUR),
                ],
            },
            "smith": {
                "security": "full",
                "ask": "off",
                "allowlist": [
                    used("5d1f2f3c-0a4e-4c31-9a52-1e0b7f6f0a03", "/usr/bin/make", "make test", now - 3 * HOUR),
                ],
            },
        },
    });
    Policy::new(path.to_owned(), file)
}

pub(crate) fn of_a_node(home: &str) -> Policy {
    let file = json!({
        "version": 1,
        "socket": { "path": format!("{home}/.openclaw/exec-approvals.sock") },
        "defaults": { "security": "deny", "ask": "on-miss" },
        "agents": {},
    });
    Policy::new(format!("{home}/.openclaw/exec-approvals.json"), file)
}

fn used(id: &str, pattern: &str, command: &str, at: u64) -> Value {
    json!({
        "id": id,
        "pattern": pattern,
        "lastUsedAt": at,
        "lastUsedCommand": command,
        "lastResolvedPath": pattern,
    })
}
