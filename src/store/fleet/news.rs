//! What happens while nobody looks and is told by a notification: nodes that ask, jobs that fail, runs
//! that end. Devices and channels keep news of their own. Pure.

use crate::protocol::chat::{ChatEvent, ChatState};
use crate::protocol::cron::CronEvent;
use crate::protocol::id::{AgentId, JobId, RequestId, RunId, SessionKey};
use crate::protocol::nodes::pairing::NodeRequest;
use crate::store::nodes::named;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// A node asks to be let in.
    Asks { request: RequestId, name: String },
    /// A run of a job has ended with an error. The name is as far as the event tells it.
    Failed { job: JobId, at_ms: Option<u64>, name: Option<String>, error: Option<String> },
    /// A run of an agent has ended.
    Ended { run: RunId, session: Option<SessionKey>, agent: Option<AgentId>, end: End },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Finished,
    Failed,
    Stopped,
}

impl News {
    /// A silent request is answered by the gateway itself.
    #[must_use]
    pub fn of_request(request: NodeRequest) -> Option<Self> {
        if request.silent == Some(true) {
            return None;
        }
        let said = [&request.display_name, &request.model_identifier, &request.platform];
        let name = named(said, request.node_id.as_str());
        Some(Self::Asks { request: request.request_id, name })
    }

    #[must_use]
    pub fn of_job(event: &CronEvent) -> Option<Self> {
        let is = |said: &Option<String>, word: &str| said.as_deref() == Some(word);
        let has_failed = is(&event.action, "finished") && is(&event.status, "error");
        has_failed.then(|| {
            let job = event.job.as_ref();
            let name = job.and_then(|job| job.display_name.clone().or_else(|| job.name.clone()));
            Self::Failed {
                job: event.job_id.clone(),
                at_ms: event.run_at_ms,
                name: name.filter(|name| !name.trim().is_empty()),
                error: event.error.clone(),
            }
        })
    }

    #[must_use]
    pub fn of_run(event: ChatEvent) -> Option<Self> {
        let end = match event.state {
            ChatState::Final => End::Finished,
            ChatState::Error => End::Failed,
            ChatState::Aborted => End::Stopped,
            _ => return None,
        };
        let ChatEvent { run_id: run, session_key: session, agent_id: agent, .. } = event;
        Some(Self::Ended { run, session, agent, end })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn a_job_is_news_when_a_run_of_it_has_failed() {
        let of = |told: Value| News::of_job(&serde_json::from_value(told).unwrap());
        let failed = json!({
            "jobId": "tide", "action": "finished", "status": "error", "error": "no model",
            "runAtMs": 7, "job": {"id": "tide", "name": "Tide tables"},
        });
        let expected = News::Failed {
            job: "tide".into(),
            at_ms: Some(7),
            name: Some("Tide tables".to_owned()),
            error: Some("no model".to_owned()),
        };
        assert_eq!(of(failed), Some(expected));
        assert_eq!(of(json!({"jobId": "tide", "action": "finished", "status": "ok"})), None);
        assert_eq!(of(json!({"jobId": "tide", "action": "started", "status": "error"})), None);
        let bare = of(json!({"jobId": "tide", "action": "finished", "status": "error"}));
        assert!(matches!(bare, Some(News::Failed { name: None, at_ms: None, .. })));
    }

    #[test]
    fn a_run_is_news_when_it_has_ended() {
        let of = |state: &str| {
            let told = json!({"runId": "r", "sessionKey": "agent:main:main", "state": state});
            News::of_run(serde_json::from_value(told).unwrap())
        };
        let end = |state: &str| match of(state) {
            Some(News::Ended { end, .. }) => Some(end),
            _ => None,
        };
        assert_eq!(end("final"), Some(End::Finished));
        assert_eq!(end("error"), Some(End::Failed));
        assert_eq!(end("aborted"), Some(End::Stopped));
        assert_eq!(end("delta"), None);
        assert_eq!(end("pondering"), None);
    }

    #[test]
    fn a_node_that_the_gateway_answers_by_itself_is_no_news() {
        let of = |silent: bool| {
            let told = json!({"requestId": "r", "nodeId": "pi", "silent": silent});
            News::of_request(serde_json::from_value(told).unwrap())
        };
        let asks = News::Asks { request: "r".into(), name: "pi".to_owned() };
        assert_eq!(of(false), Some(asks));
        assert_eq!(of(true), None);
    }
}
