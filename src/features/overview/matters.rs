//! What waits for the operator, and the one sentence that sums it up. Pure: it is given what is known.

use serde_json::Value;

use crate::protocol::cron::CronJob;
use crate::protocol::health::HealthSummary;

/// A job whose last run has failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedJob {
    pub id: String,
    pub name: String,
    pub error: Option<String>,
    /// Milliseconds since the epoch.
    pub at: Option<u64>,
    /// How often in a row, where the gateway counts.
    pub in_a_row: Option<u64>,
}

/// The failed ones, the latest first. A job that was put aside waits for nobody, except one that was
/// to run once: the gateway has put it aside by itself.
#[must_use]
pub fn failed_jobs<'a>(jobs: impl IntoIterator<Item = &'a CronJob>) -> Vec<FailedJob> {
    let has_failed = |job: &&CronJob| {
        let status = job.state.last_status.as_deref().or(job.state.last_run_status.as_deref());
        status == Some("error") && (job.enabled != Some(false) || job.schedule.kind == "at")
    };
    let said = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    let mut failed: Vec<FailedJob> = jobs
        .into_iter()
        .filter(has_failed)
        .map(|job| FailedJob {
            id: job.id.as_str().to_owned(),
            name: said(&job.display_name)
                .or_else(|| said(&job.name))
                .unwrap_or_else(|| job.id.as_str().to_owned()),
            error: said(&job.state.last_error),
            at: job.state.last_run_at_ms,
            in_a_row: job.state.consecutive_errors.filter(|count| *count > 1),
        })
        .collect();
    failed.sort_by(|one, other| other.at.cmp(&one.at).then_with(|| one.name.cmp(&other.name)));
    failed
}

/// A plugin that did not come up, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedPlugin {
    pub id: String,
    pub error: Option<String>,
}

/// Plugins that are meant to run and do not. One that nobody has switched on waits for nobody.
#[must_use]
pub fn failed_plugins(health: &HealthSummary) -> Vec<FailedPlugin> {
    let Some(plugins) = &health.plugins else { return Vec::new() };
    let failed = plugins.errors.iter().filter(|error| error["activated"] != Value::Bool(false));
    let word = |value: &Value| value.as_str().map(str::to_owned);
    let mut found: Vec<FailedPlugin> = failed
        .map(|error| FailedPlugin {
            id: word(&error["id"]).unwrap_or_default(),
            error: word(&error["error"]),
        })
        .chain(plugins.unavailable.iter().map(|gone| FailedPlugin {
            id: word(&gone["id"]).unwrap_or_default(),
            error:
                word(&gone["diagnostic"]["detail"]).or_else(|| word(&gone["diagnostic"]["reason"])),
        }))
        .filter(|plugin| !plugin.id.is_empty())
        .collect();
    found.dedup_by(|one, other| one.id == other.id);
    found
}

/// How busy the gateway is, where it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Load {
    Calm,
    TooBusy,
}

#[must_use]
pub fn load(health: &HealthSummary) -> Option<Load> {
    let degraded = health.event_loop.as_ref()?.degraded?;
    Some(if degraded { Load::TooBusy } else { Load::Calm })
}

/// Everything that waits, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waiting {
    pub approvals: usize,
    pub devices: usize,
    pub nodes: usize,
    pub channels: usize,
    pub jobs: usize,
    pub plugins: usize,
    /// The gateway says that it is not well.
    pub unwell: bool,
    pub too_busy: bool,
    /// The gateway cannot reach its models.
    pub no_models: bool,
}

impl Waiting {
    #[must_use]
    pub fn count(&self) -> usize {
        self.approvals
            + self.devices
            + self.nodes
            + self.channels
            + self.jobs
            + self.plugins
            + usize::from(self.unwell)
            + usize::from(self.too_busy)
            + usize::from(self.no_models)
    }
}

/// The one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing is known yet.
    Looking,
    Well,
    /// Nothing waits, as far as one can see.
    WellAsFarAsSeen,
    Needs(usize),
    Away,
    /// Away, and said that it comes back by itself.
    Restarting,
}

#[must_use]
pub fn verdict(waiting: &Waiting, is_known: bool, is_blind: bool, away: Option<bool>) -> Verdict {
    match (away, waiting.count()) {
        (Some(true), _) => Verdict::Restarting,
        (Some(false), _) => Verdict::Away,
        (None, 1..) => Verdict::Needs(waiting.count()),
        (None, 0) if !is_known => Verdict::Looking,
        (None, 0) if is_blind => Verdict::WellAsFarAsSeen,
        (None, 0) => Verdict::Well,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn jobs(list: Value) -> Vec<FailedJob> {
        failed_jobs(&serde_json::from_value::<Vec<CronJob>>(list).unwrap())
    }

    #[test]
    fn a_job_waits_when_its_last_run_has_failed_and_it_is_still_meant_to_run() {
        let found = jobs(json!([
            {"id": "a", "name": "Backup", "enabled": true,
             "state": {"lastStatus": "error", "lastError": "disk full", "lastRunAtMs": 10, "consecutiveErrors": 3}},
            {"id": "b", "name": "Report", "enabled": true, "state": {"lastStatus": "ok"}},
            {"id": "c", "name": "Old", "enabled": false, "state": {"lastStatus": "error"}},
            {"id": "d", "name": "Once", "enabled": false, "schedule": {"kind": "at"},
             "state": {"lastRunStatus": "error", "lastRunAtMs": 20, "consecutiveErrors": 1}},
            {"id": "e", "name": "New"},
        ]));
        let names: Vec<_> = found.iter().map(|job| job.name.as_str()).collect();
        assert_eq!(names, ["Once", "Backup"], "the latest first");
        assert_eq!(found[1].error.as_deref(), Some("disk full"));
        assert_eq!((found[0].in_a_row, found[1].in_a_row), (None, Some(3)));
    }

    #[test]
    fn a_plugin_that_is_meant_to_run_and_does_not_waits() {
        let health: HealthSummary = serde_json::from_value(json!({"plugins": {
            "loaded": ["a"],
            "errors": [
                {"id": "billing", "activated": true, "error": "no key"},
                {"id": "spare", "activated": false, "error": "missing"},
                {"id": 7},
            ],
            "unavailable": [{"id": "voice", "state": "degraded", "diagnostic": {"reason": "missing", "detail": "not there"}}],
        }}))
        .unwrap();
        let found = failed_plugins(&health);
        let said: Vec<_> =
            found.iter().map(|it| (it.id.as_str(), it.error.as_deref().unwrap_or(""))).collect();
        assert_eq!(said, [("billing", "no key"), ("voice", "not there")]);
        assert_eq!(failed_plugins(&HealthSummary::default()), []);
    }

    #[test]
    fn how_busy_it_is_is_told_only_where_the_gateway_tells_it() {
        let health = |json: Value| load(&serde_json::from_value(json).unwrap());
        assert_eq!(health(json!({})), None);
        assert_eq!(health(json!({"eventLoop": {}})), None);
        assert_eq!(health(json!({"eventLoop": {"degraded": false}})), Some(Load::Calm));
        assert_eq!(health(json!({"eventLoop": {"degraded": true}})), Some(Load::TooBusy));
    }

    #[test]
    fn the_verdict_claims_no_more_than_is_known() {
        let none = Waiting::default();
        let some = Waiting { approvals: 2, jobs: 1, too_busy: true, ..Waiting::default() };
        assert_eq!(verdict(&none, false, false, None), Verdict::Looking);
        assert_eq!(verdict(&none, true, true, None), Verdict::WellAsFarAsSeen);
        assert_eq!(verdict(&none, true, false, None), Verdict::Well);
        assert_eq!(verdict(&some, false, true, None), Verdict::Needs(4));
        assert_eq!(verdict(&some, true, false, Some(false)), Verdict::Away);
        assert_eq!(verdict(&none, true, false, Some(true)), Verdict::Restarting);
    }
}
