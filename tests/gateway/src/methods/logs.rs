//! `logs.tail`, and what the gateway writes into its log about the calls it answers.

use serde_json::Value;

use super::{Answer, Caller};
use crate::gateway::Gateway;
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::seeds::log_lines::{Line, everyday, written};

pub(super) fn tail(caller: &Caller, params: &Value) -> Answer {
    caller.gateway.world().log.tail(caller.profile(), params).into()
}

/// A call was answered. That of the log itself is not told: it would never be done.
pub(super) fn answered(caller: &Caller, method: &str, answer: &Result<Answer, Refusal>) {
    if method == "logs.tail" {
        return;
    }
    let line = match answer {
        Ok(_) => Line::new("DEBUG", "gateway/ws", format!("⇄ res ✓ {method} 1ms")),
        Err(refusal) => {
            let message = refusal.to_json()["message"].as_str().unwrap_or_default().to_owned();
            let words = format!("⇄ res ✗ {method} 1ms errorMessage={message}");
            Line::new("WARN", "gateway/ws", words)
        }
    };
    write(&caller.gateway, &line);
}

/// Writes a line with the time there is. Looking at the clock for it does not move it.
pub(crate) fn write(gateway: &Gateway, line: &Line) {
    let line = written(gateway.profile(), gateway.options.clock.glance_ms(), line);
    gateway.world().log.write_line(&line);
}

/// Writes so many lines of the everyday kind, at once.
pub(crate) fn murmur(gateway: &Gateway, count: u64) {
    let (profile, now): (Profile, u64) = (gateway.profile(), gateway.options.clock.glance_ms());
    let mut world = gateway.world();
    for _ in 0..count {
        let line = everyday(profile, world.log.written);
        world.log.write_line(&written(profile, now, &line));
    }
}
