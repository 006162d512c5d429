//! Agents as such: a turn without a chat, waiting for one, and who they are.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Answer, Caller};
use crate::performance;
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::run::{Outcome, Run, Wanted};
use crate::seeds;
use crate::session::{Session, agent_of, canonical_key};

/// `agent`: answered at once, and once more when the turn is over.
pub(super) fn agent(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let now = caller.gateway.now();
    let run_id = params["idempotencyKey"].as_str().unwrap_or_default().to_owned();
    let agent_id = params["agentId"].as_str().unwrap_or("main");
    if caller.gateway.world().staff.find(agent_id).is_none() {
        return Err(Refusal::invalid(format!(
            "invalid agent params: unknown agent id \"{agent_id}\""
        )));
    }
    let session_key = match params["sessionKey"].as_str() {
        Some(key) => canonical_key(key),
        None => format!("agent:{agent_id}:main"),
    };
    let mut accepted = json!({ "runId": run_id, "status": "accepted", "acceptedAt": now });
    if profile.is_new_shape() {
        accepted["sessionKey"] = session_key.clone().into();
        accepted["agentId"] = agent_of(&session_key).into();
    }
    {
        let mut guard = caller.gateway.world();
        let world = &mut *guard;
        if let Some(run) = world.runs.get(&run_id) {
            let status = if run.is_running() { "in_flight" } else { "ok" };
            return Ok(json!({ "runId": run_id, "status": status }).into());
        }
        world
            .sessions
            .entry(session_key.clone())
            .or_insert_with(|| Session::new(&session_key, &mut world.chance, now));
    }
    let wanted = Wanted {
        run_id: run_id.clone(),
        session_key,
        message: params["message"].as_str().unwrap_or_default().to_owned(),
        attachments: Vec::new(),
        sender: caller.client_id.clone(),
        listeners: if caller.hears_tools {
            BTreeSet::from([caller.connection.clone()])
        } else {
            BTreeSet::new()
        },
        written: false,
        isolated: false,
    };
    let caller = caller.clone();
    Ok(Answer::Then(
        accepted,
        Box::new(move || {
            performance::begin(&caller.gateway, wanted);
            tokio::spawn(async move {
                let outcome = finished(&caller, &run_id, Duration::from_secs(3600)).await;
                if let Some(outcome) = outcome {
                    let answer = last_answer(&caller, &run_id, outcome);
                    caller.answer_later(answer);
                }
            });
        }),
    ))
}

/// Waits for a run; `None` when it took too long or nobody knows it.
async fn finished(caller: &Caller, run_id: &str, most: Duration) -> Option<Outcome> {
    let mut watching = {
        let world = caller.gateway.world();
        world.runs.get(run_id)?.outcome.subscribe()
    };
    let ended = watching.wait_for(|outcome| *outcome != Outcome::Running);
    let outcome = tokio::time::timeout(most, ended).await.ok()?.ok()?;
    Some(*outcome)
}

fn last_answer(caller: &Caller, run_id: &str, outcome: Outcome) -> Result<Value, Refusal> {
    let world = caller.gateway.world();
    let run = world.runs.get(run_id);
    let error = run.and_then(|run| run.error.clone());
    if outcome != Outcome::Done {
        let message = error.unwrap_or_else(|| "aborted".to_owned());
        return Err(Refusal::new("UNAVAILABLE", message));
    }
    let text = run.map(|run| run.text.trim_end().to_owned()).unwrap_or_default();
    let took = run.map_or(0, |run| {
        run.ended_at.unwrap_or(0).saturating_sub(run.started_at.unwrap_or(run.accepted_at))
    });
    let session = run.and_then(|run| world.sessions.get(&run.session_key));
    let (provider, model) = session.map_or(("script", "script-1"), |session| session.model());
    Ok(json!({
        "runId": run_id,
        "status": "ok",
        "summary": "completed",
        "result": {
            "payloads": [{ "text": text, "mediaUrl": null }],
            "meta": {
                "durationMs": took,
                "agentMeta": {
                    "sessionId": session.map(|session| session.session_id.clone()),
                    "provider": provider,
                    "model": model,
                },
                "aborted": false,
            },
        },
    }))
}

/// `agent.wait`: answered when the run is over, or its time.
pub(super) fn wait(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let run_id = params["runId"].as_str().unwrap_or_default().to_owned();
    let most = Duration::from_millis(params["timeoutMs"].as_u64().unwrap_or(30_000));
    let caller = caller.clone();
    tokio::spawn(async move {
        let answer = match finished(&caller, &run_id, most).await {
            Some(outcome) => {
                let world = caller.gateway.world();
                waited(caller.profile(), &run_id, world.runs.get(&run_id), outcome)
            }
            None => json!({ "runId": run_id, "status": "timeout" }),
        };
        caller.answer_later(Ok(answer));
    });
    Ok(Answer::Later)
}

fn waited(profile: Profile, run_id: &str, run: Option<&Run>, outcome: Outcome) -> Value {
    let status = if outcome == Outcome::Done { "ok" } else { "error" };
    let mut answer = json!({ "runId": run_id, "status": status });
    let Some(run) = run else { return answer };
    answer["startedAt"] = run.started_at.unwrap_or(run.accepted_at).into();
    answer["endedAt"] = run.ended_at.unwrap_or(run.accepted_at).into();
    if let Some(error) = &run.error {
        answer["error"] = error.clone().into();
    }
    if profile.is_new_shape() && outcome == Outcome::Done {
        answer["stopReason"] = "stop".into();
        answer["livenessState"] = "working".into();
    }
    answer
}

pub(super) fn identity(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let id = match (params["agentId"].as_str(), params["sessionKey"].as_str()) {
        (Some(id), _) => id,
        (None, Some(key)) => agent_of(key),
        (None, None) => "main",
    };
    Ok(caller.gateway.world().staff.identity(id).into())
}

/// `chat.metadata`: what a composer needs besides the transcript.
pub(super) fn metadata(profile: Profile) -> Value {
    let mut metadata = seeds::models::list(profile);
    metadata["commands"] = seeds::commands::list()["commands"].clone();
    metadata
}
