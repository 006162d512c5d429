//! What an agent is doing now: by the rows of its sessions, and by the steps of runs that are heard
//! while the page is open. Early gateways say nothing in their rows. Pure.

use std::collections::BTreeMap;

use crate::protocol::agents::AgentEvent;
use crate::protocol::id::{AgentId, RunId, SessionKey};
use crate::protocol::json;
use crate::protocol::sessions::row::{SessionRow, SessionStatus};
use crate::store::sessions::agent_of;

/// A run that has been silent for so long is taken to have ended unheard.
const SILENT_MS: f64 = 15.0 * 60_000.0;

/// A run that was heard of.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    agent: AgentId,
    session: Option<SessionKey>,
    /// When its last step was heard, by this computer's clock.
    heard_at: f64,
}

/// The runs that were heard of and have not ended.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Heard(BTreeMap<RunId, Run>);

impl Heard {
    /// Takes in a step. Gives back whether that run is new or has ended.
    pub fn step(&mut self, event: &AgentEvent, now: f64) -> bool {
        let key = event.session_key.as_ref();
        let Some(agent) = key.and_then(agent_of).or_else(|| event.agent_id.clone()) else {
            return false;
        };
        if is_end(event) {
            return self.0.remove(&event.run_id).is_some();
        }
        let run = Run { agent, session: key.cloned(), heard_at: now };
        self.0.insert(event.run_id.clone(), run).is_none()
    }

    /// Forgets what has been silent for long.
    pub fn tire(&mut self, now: f64) {
        self.0.retain(|_, run| now - run.heard_at < SILENT_MS);
    }
}

fn is_end(event: &AgentEvent) -> bool {
    if event.stream != "lifecycle" {
        return false;
    }
    let data =
        event.data.as_ref().and_then(|data| json::read::<serde_json::Value>(data.get()).ok());
    let phase = data.as_ref().and_then(|data| data["phase"].as_str());
    matches!(phase, Some("end" | "error"))
}

/// What is known of an agent's work.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Doing {
    /// The sessions in which it works now, the longest first.
    pub running: Vec<SessionKey>,
    /// Since when the longest of them runs, where that is told.
    pub since: Option<u64>,
    /// When anything last happened in its sessions.
    pub active_at: Option<u64>,
    /// How many of its sessions are listed.
    pub sessions: usize,
}

/// What every agent is doing.
#[must_use]
pub fn doing(rows: &[SessionRow], heard: &Heard) -> BTreeMap<AgentId, Doing> {
    let mut all: BTreeMap<AgentId, Doing> = BTreeMap::new();
    let mut order: Vec<_> = rows.iter().collect();
    order.sort_by_key(|row| row.started_at.unwrap_or(u64::MAX));
    for row in order {
        let Some(agent) = agent_of(&row.key).or_else(|| row.agent_id.clone()) else { continue };
        let doing = all.entry(agent).or_default();
        doing.sessions += 1;
        doing.active_at = doing.active_at.max(row.updated_at);
        let runs = row.has_active_run.unwrap_or(row.status == Some(SessionStatus::Running));
        if runs {
            doing.since = doing.since.or(row.started_at);
            doing.running.push(row.key.clone());
        }
    }
    // A row that says that nothing runs is newer than a step only where its gateway tells such things.
    for run in heard.0.values() {
        let doing = all.entry(run.agent.clone()).or_default();
        let key = run.session.clone().unwrap_or_default();
        let says_no = rows.iter().any(|row| {
            row.key == key
                && row.has_active_run == Some(false)
                && row.ended_at.is_some_and(|at| at as f64 >= run.heard_at)
        });
        if !says_no && !doing.running.contains(&key) {
            doing.running.push(key);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn rows(list: Value) -> Vec<SessionRow> {
        serde_json::from_value(list).unwrap()
    }

    fn step(event: Value) -> AgentEvent {
        json::read(&event.to_string()).unwrap()
    }

    fn running(rows: &[SessionRow], heard: &Heard, agent: &str) -> usize {
        doing(rows, heard).get(&AgentId::from(agent)).map_or(0, |it| it.running.len())
    }

    #[test]
    fn rows_tell_who_works_since_when_and_who_rests() {
        let rows = rows(json!([
            {"key": "agent:main:main", "status": "done", "updatedAt": 50},
            {"key": "agent:main:desk", "hasActiveRun": true, "startedAt": 30, "updatedAt": 40},
            {"key": "agent:main:attic", "status": "running", "startedAt": 20, "updatedAt": 20},
            {"key": "agent:scout:main", "updatedAt": 7},
            {"key": "global"},
        ]));
        let all = doing(&rows, &Heard::default());
        let main = &all[&AgentId::from("main")];
        assert_eq!((main.running.len(), main.since, main.active_at), (2, Some(20), Some(50)));
        assert_eq!((main.sessions, all[&AgentId::from("scout")].active_at), (3, Some(7)));
        assert_eq!(all.len(), 2);
    }

    #[test]
    fn steps_tell_where_rows_do_not() {
        let mut heard = Heard::default();
        let rows = rows(json!([{"key": "agent:main:main", "updatedAt": 5}]));
        let begun =
            step(json!({"runId": "r", "stream": "assistant", "sessionKey": "agent:main:main",
            "data": {"text": "so"}}));
        assert!(heard.step(&begun, 1.0), "a run that began before the page was open");
        assert!(!heard.step(&begun, 2.0), "another word of the same run");
        assert_eq!(running(&rows, &heard, "main"), 1);
        let end =
            step(json!({"runId": "r", "stream": "lifecycle", "sessionKey": "agent:main:main",
            "data": {"phase": "end"}}));
        assert!(heard.step(&end, 3.0) && !heard.step(&end, 3.0));
        assert_eq!(running(&rows, &heard, "main"), 0);
    }

    #[test]
    fn a_run_whose_end_nobody_heard_does_not_run_for_ever() {
        let mut heard = Heard::default();
        let begun = step(json!({"runId": "r", "stream": "tool", "agentId": "scout"}));
        assert!(heard.step(&begun, 0.0));
        assert_eq!(running(&[], &heard, "scout"), 1);
        heard.tire(SILENT_MS);
        assert_eq!(running(&[], &heard, "scout"), 0);
        let nobody = step(json!({"runId": "r", "stream": "tool"}));
        assert!(!heard.step(&nobody, 0.0));
    }
}
