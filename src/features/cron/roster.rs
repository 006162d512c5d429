//! Which jobs are shown, and in which order. Pure.

use std::sync::Arc;

use super::address::{Address, Only, Sort};
use crate::protocol::cron::CronJob;

/// A job and what it is found by.
#[derive(Debug, Clone)]
pub struct Line {
    pub job: Arc<CronJob>,
    text: String,
}

impl Line {
    #[must_use]
    pub fn of(job: &Arc<CronJob>) -> Self {
        let payload = &job.payload;
        let parts = [
            job.name.as_deref(),
            job.display_name.as_deref(),
            job.description.as_deref(),
            job.agent_id.as_ref().map(|id| id.as_str()),
            Some(job.id.as_str()),
            job.schedule.expr.as_deref(),
            payload.text.as_deref(),
            payload.message.as_deref(),
        ];
        let text: Vec<&str> = parts.into_iter().flatten().collect();
        Self { job: Arc::clone(job), text: text.join("\n").to_lowercase() }
    }
}

/// What a job is called.
#[must_use]
pub fn name(job: &CronJob) -> &str {
    let said = |text: &'_ Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
    if said(&job.display_name) {
        return job.display_name.as_deref().unwrap_or_default();
    }
    if said(&job.name) { job.name.as_deref().unwrap_or_default() } else { job.id.as_str() }
}

#[must_use]
pub fn is_on(job: &CronJob) -> bool {
    job.enabled != Some(false)
}

/// How its last run has ended: `ok`, `error`, `skipped`.
#[must_use]
pub fn status(job: &CronJob) -> Option<&str> {
    job.state.last_status.as_deref().or(job.state.last_run_status.as_deref())
}

/// A job that runs only once was put aside by the gateway when it failed: it counts all the same.
#[must_use]
pub fn has_failed(job: &CronJob) -> bool {
    status(job) == Some("error") && (is_on(job) || job.schedule.kind == "at")
}

#[must_use]
pub fn is_shown(line: &Line, address: &Address, words: &[String]) -> bool {
    let job = &line.job;
    let fits = match address.only {
        Only::All => true,
        Only::On => is_on(job),
        Only::Off => !is_on(job),
        Only::Failed => has_failed(job),
        Only::Running => job.state.running_at_ms.is_some(),
    };
    let of_agent = address.agent.is_empty()
        || job.agent_id.as_ref().is_some_and(|id| id.as_str() == address.agent);
    fits && of_agent && words.iter().all(|word| line.text.contains(word.as_str()))
}

/// The words that all have to be found.
#[must_use]
pub fn words(search: &str) -> Vec<String> {
    search.to_lowercase().split_whitespace().map(str::to_owned).collect()
}

/// Those shown, in order. What has no such time comes last, whichever way it is sorted.
#[must_use]
pub fn shown<'a>(lines: &'a [Line], address: &Address) -> Vec<&'a Line> {
    let words = words(&address.search);
    let mut found: Vec<&Line> =
        lines.iter().filter(|line| is_shown(line, address, &words)).collect();
    let time = |line: &Line| match address.sort {
        Sort::Next => line.job.state.next_run_at_ms.filter(|_| is_on(&line.job)),
        Sort::Last => line.job.state.last_run_at_ms,
        Sort::Name => Some(0),
    };
    found.sort_by_cached_key(|line| {
        let time = time(line);
        let signed = time.and_then(|at| i64::try_from(at).ok()).unwrap_or_default();
        let signed = if address.descending { -signed } else { signed };
        (time.is_none(), signed, name(&line.job).to_lowercase(), line.job.id.clone())
    });
    if address.sort == Sort::Name && address.descending {
        found.reverse();
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn lines() -> Vec<Line> {
        let jobs = json!([
            {"id": "a", "name": "Tide tables", "enabled": true, "agentId": "main",
             "state": {"nextRunAtMs": 30, "lastStatus": "error", "lastRunAtMs": 5}},
            {"id": "b", "name": "Backup", "enabled": true, "payload": {"message": "Save the tide"},
             "state": {"nextRunAtMs": 20, "runningAtMs": 1, "lastRunStatus": "ok"}},
            {"id": "c", "name": "anchor watch", "enabled": false, "state": {"lastStatus": "error"}},
            {"id": "d", "schedule": {"kind": "at"}, "enabled": false,
             "state": {"lastStatus": "error"}},
        ]);
        let jobs: Vec<Arc<CronJob>> = serde_json::from_value(jobs).unwrap();
        jobs.iter().map(Line::of).collect()
    }

    fn found(address: &Address) -> String {
        shown(&lines(), address).iter().map(|line| line.job.id.as_str()).collect()
    }

    #[test]
    fn what_runs_next_comes_first_and_what_never_does_last() {
        let with = |sort, descending| found(&Address { sort, descending, ..Address::default() });
        assert_eq!(with(Sort::Next, false), "bacd");
        assert_eq!(with(Sort::Next, true), "abcd");
        assert_eq!(with(Sort::Name, false), "cbda");
        assert_eq!(with(Sort::Name, true), "adbc");
        assert_eq!(with(Sort::Last, true), "acbd");
    }

    #[test]
    fn a_job_is_found_by_what_it_says_and_how_it_is() {
        let search = |search: &str| found(&Address { search: search.into(), ..Address::default() });
        assert_eq!(search("TIDE"), "ba");
        assert_eq!(search("tide save"), "b");
        let only = |only| found(&Address { only, ..Address::default() });
        assert_eq!(only(Only::Off), "cd");
        assert_eq!(only(Only::Failed), "ad");
        assert_eq!(only(Only::Running), "b");
        assert_eq!(found(&Address { agent: "main".into(), ..Address::default() }), "a");
    }
}
