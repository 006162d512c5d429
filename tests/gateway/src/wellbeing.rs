//! How the gateway is: what its agents have looked at by themselves, what was told to them and not
//! read yet, its jobs, and what a test has made of all this. Keeps it; `methods` and `orders` use it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::profile::Profile;

#[derive(Debug)]
pub(crate) struct Wellbeing {
    /// No gateway tells this to anybody.
    pub(crate) paused: bool,
    /// As it is configured: `0m` and `disabled` mean never.
    pub(crate) every: Option<(String, u64)>,
    pub(crate) last_heartbeat: Value,
    /// What waits to be read in the main session.
    pub(crate) notes: Vec<String>,
    pub(crate) jobs: BTreeMap<String, Value>,
    /// Fields that a test wants in `health` and `status`, over what is said otherwise.
    pub(crate) health_says: Map<String, Value>,
    pub(crate) status_says: Map<String, Value>,
    pub(crate) update: Option<Value>,
}

impl Wellbeing {
    pub(crate) fn fresh(profile: Profile, now: u64) -> Wellbeing {
        Wellbeing {
            paused: false,
            every: None,
            last_heartbeat: Value::Null,
            notes: Vec::new(),
            jobs: jobs(profile, now),
            health_says: Map::new(),
            status_says: Map::new(),
            update: None,
        }
    }

    /// An agent may look around: heartbeats run, or the version wakes without them.
    pub(crate) fn can_wake(&self, profile: Profile) -> bool {
        !self.paused && (self.every.is_some() || profile.is_new_shape())
    }
}

/// Says over what is there; blocks are merged, so that a test names only what it wants otherwise.
pub(crate) fn say_over(told: &mut Value, says: &Map<String, Value>) {
    for (name, value) in says {
        match (told.get_mut(name), value) {
            (Some(block @ Value::Object(_)), Value::Object(fields)) => say_over(block, fields),
            _ => told[name] = value.clone(),
        }
    }
}

fn jobs(profile: Profile, now: u64) -> BTreeMap<String, Value> {
    const HOUR: u64 = 3_600_000;
    let job = |id: &str, name: &str, schedule: Value, message: &str, last: u64, next: u64| {
        let mut job = json!({
            "id": id,
            "name": name,
            "enabled": true,
            "createdAtMs": now.saturating_sub(720 * HOUR),
            "updatedAtMs": now.saturating_sub(last),
            "schedule": schedule,
            "sessionTarget": "isolated",
            "wakeMode": "now",
            "payload": { "kind": "agentTurn", "message": message },
            "delivery": { "mode": "none" },
            "state": {
                "nextRunAtMs": now + next,
                "lastRunAtMs": now.saturating_sub(last),
                "lastStatus": "ok",
                "lastDurationMs": 1604,
            },
        });
        if profile.has_session_events() {
            job["state"]["lastRunStatus"] = "ok".into();
            job["state"]["consecutiveErrors"] = 0.into();
        }
        (id.to_owned(), job)
    };
    let weekdays = json!({ "kind": "cron", "expr": "0 7 * * 1-5", "tz": "Europe/Berlin" });
    let hourly = json!({ "kind": "every", "everyMs": HOUR, "anchorMs": now.saturating_sub(HOUR) });
    BTreeMap::from([
        job(
            "a18e5bf8-0c41-40a4-bd3e-81d23eeb0757",
            "Morning report",
            weekdays,
            "Report, please.",
            25 * HOUR,
            14 * HOUR,
        ),
        job(
            "f28be6f0-4ca5-41c9-bb38-efb02186fd93",
            "Tide tables",
            hourly,
            "Are the tide tables still right?",
            HOUR / 2,
            HOUR / 2,
        ),
    ])
}
