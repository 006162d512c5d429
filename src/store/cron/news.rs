//! What an event says of a job, carried out on the list. Pure.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::protocol::cron::{CronEvent, CronJob, CronState};
use crate::protocol::id::JobId;

/// False where the event says that something has changed but not what: the list has to be read.
#[must_use]
pub fn apply(jobs: &mut BTreeMap<JobId, Arc<CronJob>>, event: CronEvent) -> bool {
    let action = event.action.as_deref().unwrap_or_default();
    if action == "removed" {
        jobs.remove(&event.job_id);
        return true;
    }
    if let Some(job) = event.job {
        jobs.insert(event.job_id, Arc::new(job));
        return true;
    }
    let Some(known) = jobs.get_mut(&event.job_id) else { return false };
    match action {
        "started" => {
            let state = &mut Arc::make_mut(known).state;
            state.running_at_ms = event.run_at_ms;
            true
        }
        "finished" => {
            let once = known.schedule.kind == "at";
            finished(&mut Arc::make_mut(known).state, &event);
            // What runs once is put aside or goes by itself.
            !once
        }
        _ => false,
    }
}

fn finished(state: &mut CronState, event: &CronEvent) {
    let failed = event.status.as_deref() == Some("error");
    // Only what a gateway counts is counted on.
    if let Some(count) = &mut state.consecutive_errors {
        *count = if failed { *count + 1 } else { 0 };
    }
    if state.last_run_status.is_some() {
        state.last_run_status.clone_from(&event.status);
    }
    state.running_at_ms = None;
    state.next_run_at_ms = event.next_run_at_ms;
    state.last_run_at_ms = event.run_at_ms.or(state.last_run_at_ms);
    state.last_status.clone_from(&event.status);
    state.last_error.clone_from(&event.error);
    state.last_duration_ms = event.duration_ms;
    state.last_delivered = event.delivered;
    state.last_delivery_status.clone_from(&event.delivery_status);
    state.last_delivery_error.clone_from(&event.delivery_error);
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn event(json: Value) -> CronEvent {
        serde_json::from_value(json).unwrap()
    }

    fn jobs() -> BTreeMap<JobId, Arc<CronJob>> {
        let job = |kind: &str| -> Arc<CronJob> {
            let json = json!({
                "id": kind, "schedule": {"kind": kind}, "note": "kept",
                "state": {"nextRunAtMs": 5, "lastRunStatus": "ok", "consecutiveErrors": 2},
            });
            Arc::new(serde_json::from_value(json).unwrap())
        };
        ["every", "at"].map(|kind| (kind.into(), job(kind))).into()
    }

    #[test]
    fn a_run_begins_and_ends_without_the_list_being_read() {
        let mut jobs = jobs();
        let id: JobId = "every".into();
        assert!(apply(
            &mut jobs,
            event(json!({"jobId": "every", "action": "started", "runAtMs": 7}))
        ));
        assert_eq!(jobs[&id].state.running_at_ms, Some(7));
        let ended = json!({
            "jobId": "every", "action": "finished", "status": "error", "error": "no model",
            "runAtMs": 7, "durationMs": 3, "nextRunAtMs": 12,
        });
        assert!(apply(&mut jobs, event(ended)));
        let state = &jobs[&id].state;
        assert_eq!((state.running_at_ms, state.next_run_at_ms), (None, Some(12)));
        assert_eq!(state.last_error.as_deref(), Some("no model"));
        assert_eq!(state.last_run_status.as_deref(), Some("error"));
        assert_eq!(state.consecutive_errors, Some(3));
        assert_eq!(jobs[&id].rest["note"], "kept");
    }

    #[test]
    fn what_an_event_does_not_tell_is_read() {
        let mut jobs = jobs();
        for json in [
            json!({"jobId": "every", "action": "updated", "nextRunAtMs": 9}),
            json!({"jobId": "new", "action": "added"}),
            json!({"jobId": "new", "action": "finished"}),
            json!({"jobId": "at", "action": "finished", "status": "ok"}),
        ] {
            assert!(!apply(&mut jobs, event(json)));
        }
    }

    #[test]
    fn a_job_comes_with_its_event_or_goes() {
        let mut jobs = jobs();
        let made = json!({"jobId": "new", "action": "added", "job": {"id": "new", "name": "New"}});
        assert!(apply(&mut jobs, event(made)));
        assert_eq!(jobs[&JobId::from("new")].name.as_deref(), Some("New"));
        assert!(apply(&mut jobs, event(json!({"jobId": "new", "action": "removed"}))));
        assert!(!jobs.contains_key(&JobId::from("new")));
    }
}
