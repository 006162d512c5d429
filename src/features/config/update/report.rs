//! What came of an update, however a gateway tells it: in the reply, in the note it leaves for its
//! restart, or in the book it keeps of its updates.

use serde_json::Value;

use crate::protocol::json;
use crate::protocol::update::{RecordedStep, UpdateRecord, UpdateResult, UpdateStep};

/// How it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Running,
    Done,
    /// Nothing was changed.
    Skipped,
    /// Something else goes on with it; the gateway restarts when it is done.
    HandedOver,
    Failed,
    /// The version before is back.
    RolledBack,
    Unknown,
}

/// One update.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    pub ending: Ending,
    /// In the gateway's own word.
    pub reason: Option<String>,
    /// Where it is while it goes on, in the gateway's own word.
    pub phase: Option<String>,
    pub before: Option<String>,
    pub after: Option<String>,
    pub duration_ms: Option<f64>,
    /// When it began, by the gateway's clock.
    pub at: Option<f64>,
    pub steps: Vec<Step>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Step {
    pub name: String,
    pub command: Option<String>,
    pub duration_ms: Option<f64>,
    pub exit_code: Option<i64>,
    pub state: StepState,
    /// What it printed last, folded.
    pub out: Option<String>,
    pub err: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StepState {
    #[default]
    Done,
    Failed,
    Running,
    Pending,
    Skipped,
}

/// The reasons that only say that it goes on elsewhere.
const HANDED_OVER: [&str; 2] = ["managed-service-handoff-started", "restart-health-pending"];

impl Report {
    #[must_use]
    pub fn of_result(result: &UpdateResult) -> Self {
        let reason = result.reason.clone().filter(|it| !it.is_empty());
        let is_handed_over = reason.as_deref().is_some_and(|it| HANDED_OVER.contains(&it));
        Self {
            ending: match result.status.as_deref() {
                _ if is_handed_over => Ending::HandedOver,
                Some("ok") => Ending::Done,
                Some("skipped") => Ending::Skipped,
                Some("error") => Ending::Failed,
                _ => Ending::Unknown,
            },
            reason,
            phase: None,
            before: version(result.before.as_ref()),
            after: version(result.after.as_ref()),
            duration_ms: result.duration_ms,
            at: None,
            steps: result.steps.iter().map(step).collect(),
        }
    }

    #[must_use]
    pub fn of_record(record: &UpdateRecord) -> Self {
        let ended = record.finished_at_ms.or(record.updated_at_ms);
        Self {
            ending: match record.status.as_deref() {
                Some("running") => Ending::Running,
                Some("succeeded") => Ending::Done,
                Some("skipped") => Ending::Skipped,
                Some("failed") => Ending::Failed,
                Some("rolled-back") => Ending::RolledBack,
                _ => Ending::Unknown,
            },
            reason: record.reason.clone().filter(|it| !it.is_empty()),
            phase: record.phase.clone(),
            before: version(record.before.as_ref()),
            after: version(record.after.as_ref()),
            duration_ms: record.created_at_ms.zip(ended).map(|(from, to)| (to - from).max(0.0)),
            at: record.created_at_ms,
            steps: record.steps.iter().map(recorded).collect(),
        }
    }

    /// The note a gateway leaves for after its restart: `None` where it is about something else.
    #[must_use]
    pub fn of_sentinel(sentinel: &Value) -> Option<Self> {
        let payload = sentinel.get("payload").unwrap_or(sentinel);
        if payload["kind"] != "update" {
            return None;
        }
        let mut stats = payload["stats"].clone();
        stats["status"] = payload["status"].clone();
        for step in stats["steps"].as_array_mut().into_iter().flatten() {
            let log = step["log"].take();
            for name in ["stdoutTail", "stderrTail", "exitCode"] {
                step[name] = log[name].clone();
            }
        }
        let result: UpdateResult = json::read(&stats.to_string()).ok()?;
        Some(Self { at: payload["ts"].as_f64(), ..Self::of_result(&result) })
    }
}

fn step(step: &UpdateStep) -> Step {
    Step {
        name: step.name.clone().or_else(|| step.command.clone()).unwrap_or_default(),
        command: step.command.clone().filter(|it| !it.is_empty()),
        duration_ms: step.duration_ms,
        exit_code: step.exit_code,
        state: match step.exit_code {
            Some(0) | None => StepState::Done,
            Some(_) => StepState::Failed,
        },
        out: tail(step.stdout_tail.as_ref()),
        err: tail(step.stderr_tail.as_ref()),
    }
}

fn recorded(step: &RecordedStep) -> Step {
    Step {
        name: step.step.clone().unwrap_or_default(),
        duration_ms: step
            .started_at_ms
            .zip(step.ended_at_ms)
            .map(|(from, to)| (to - from).max(0.0)),
        exit_code: step.exit_code,
        state: match step.status.as_deref() {
            Some("failed") => StepState::Failed,
            Some("in_progress") => StepState::Running,
            Some("pending") => StepState::Pending,
            Some("skipped") => StepState::Skipped,
            _ => StepState::Done,
        },
        err: tail(step.detail.as_ref()),
        ..Step::default()
    }
}

fn tail(text: Option<&String>) -> Option<String> {
    text.map(|text| text.trim_end().to_owned()).filter(|text| !text.trim().is_empty())
}

/// A version is a text, or a block that names it and the commit.
fn version(value: Option<&Value>) -> Option<String> {
    let value = value?;
    let said = |name: &str| value[name].as_str().filter(|it| !it.is_empty());
    if let Some(text) = value.as_str() {
        return Some(text.to_owned()).filter(|it| !it.is_empty());
    }
    let commit = said("sha").map(|sha| sha.chars().take(8).collect::<String>());
    match (said("version"), commit) {
        (Some(version), Some(commit)) => Some(format!("{version} ({commit})")),
        (Some(version), None) => Some(version.to_owned()),
        (None, commit) => commit,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_reply_is_read_with_its_steps() {
        let result: UpdateResult = json::read(
            &json!({
                "status": "error", "mode": "npm", "reason": "global update", "durationMs": 8200,
                "before": {"sha": "0123456789abcdef", "version": "2026.2.6-3"}, "after": null,
                "steps": [{"name": "global update", "command": "npm i -g openclaw@latest",
                    "cwd": "/", "durationMs": 8000, "exitCode": 243, "stdoutTail": " \n",
                    "stderrTail": "npm error code EACCES\n"}],
            })
            .to_string(),
        )
        .unwrap();
        let report = Report::of_result(&result);
        assert_eq!(report.ending, Ending::Failed);
        assert_eq!(report.before.as_deref(), Some("2026.2.6-3 (01234567)"));
        assert_eq!(report.after, None);
        let step = &report.steps[0];
        assert_eq!((step.state, step.exit_code), (StepState::Failed, Some(243)));
        assert_eq!(
            (step.out.as_deref(), step.err.as_deref()),
            (None, Some("npm error code EACCES"))
        );
    }

    #[test]
    fn what_is_handed_over_is_not_skipped() {
        let result = |reason: &str| UpdateResult {
            status: Some("skipped".to_owned()),
            reason: Some(reason.to_owned()),
            ..UpdateResult::default()
        };
        let ending = |reason: &str| Report::of_result(&result(reason)).ending;
        assert_eq!(ending("managed-service-handoff-started"), Ending::HandedOver);
        assert_eq!(ending("dirty"), Ending::Skipped);
    }

    #[test]
    fn the_note_for_the_restart_tells_the_same() {
        let note = json!({"kind": "update", "status": "ok", "ts": 1_700_000_000_000_u64, "stats": {
            "mode": "git", "before": {"version": "1"}, "after": {"version": "2"}, "durationMs": 5,
            "steps": [{"name": "build", "durationMs": 4,
                "log": {"stdoutTail": "done", "stderrTail": null, "exitCode": 0}}]}});
        let report = Report::of_sentinel(&note).unwrap();
        assert_eq!((report.ending, report.after.as_deref()), (Ending::Done, Some("2")));
        assert_eq!(report.steps[0].out.as_deref(), Some("done"));
        assert_eq!(Report::of_sentinel(&json!({"path": "/p", "payload": note})), Some(report));
        assert_eq!(Report::of_sentinel(&json!({"kind": "config-apply"})), None);
        assert_eq!(Report::of_sentinel(&Value::Null), None);
    }

    #[test]
    fn the_book_of_updates_is_read() {
        let record: UpdateRecord = json::read(
            &json!({"runId": "r", "status": "rolled-back", "phase": "finished", "reason": null,
                "createdAtMs": 1000, "updatedAtMs": 4000, "before": {"version": "1"}, "after": {},
                "steps": [{"step": "verify", "status": "failed", "startedAtMs": 1, "endedAtMs": 3,
                    "detail": "not healthy"}, {"step": "next", "status": "pending"}]})
            .to_string(),
        )
        .unwrap();
        let report = Report::of_record(&record);
        assert_eq!((report.ending, report.duration_ms), (Ending::RolledBack, Some(3000.0)));
        assert_eq!(report.steps[0].duration_ms, Some(2.0));
        assert_eq!(report.steps[1].state, StepState::Pending);
    }
}
