//! The scheduler of the demo: what jobs are made of in each version, what a change does to them, when
//! they run, and how their runs end.

pub(crate) mod merge;
pub(crate) mod runs;
pub(crate) mod times;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::profile::Profile;

/// What belongs to jobs beside the jobs themselves.
#[derive(Debug, Default)]
pub(crate) struct Schedule {
    /// The scheduler is switched off in the configuration.
    pub(crate) off: bool,
    /// The runs that have been, the earliest first.
    pub(crate) runs: Vec<Value>,
    /// By the job's name: what its next runs end with.
    pub(crate) fails: BTreeMap<String, String>,
    /// Jobs whose runs do not end before an order says so.
    pub(crate) hangs: Vec<String>,
    pub(crate) started: u64,
}

impl Schedule {
    /// Yesterday's runs of the two jobs that are there from the start.
    pub(crate) fn seeded(profile: Profile, jobs: &BTreeMap<String, Value>) -> Schedule {
        let mut schedule = Schedule::default();
        for job in jobs.values() {
            let last = job["state"]["lastRunAtMs"].as_u64().unwrap_or_default();
            let is_tides = job["name"] == "Tide tables";
            for ago in (0..60_u64).rev() {
                let at = last.saturating_sub(ago * if is_tides { 3_600_000 } else { 86_400_000 });
                let has_failed = is_tides && ago % 17 == 5;
                let mut run = json!({
                    "ts": at + 1604, "jobId": job["id"], "action": "finished",
                    "status": if has_failed { "error" } else { "ok" },
                });
                let text = if has_failed { "error" } else { "summary" };
                run[text] = if has_failed {
                    "The tide server does not answer (504).".into()
                } else {
                    format!("{}: all is as it should be.", job["name"].as_str().unwrap_or(""))
                        .into()
                };
                run["runAtMs"] = at.into();
                run["durationMs"] = (1604 + ago * 7).into();
                if profile.has_session_events() {
                    run["deliveryStatus"] = "not-requested".into();
                    run["model"] = "script-1".into();
                    run["provider"] = "script".into();
                }
                schedule.runs.push(run);
            }
        }
        schedule.runs.sort_by_key(|run| run["ts"].as_u64());
        schedule
    }
}
