//! Asking a node to do something: sent to its socket, or to the part that plays it, and answered
//! when it answers, or when it is gone, or when it took too long.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::{Answer, Caller};
use crate::client::Out;
use crate::fleet::nodes::{Done, Failed, Invocation, Live, Outcome};
use crate::gateway::Gateway;
use crate::played_nodes;
use crate::profile::Profile;
use crate::refusal::Refusal;

const TIMEOUT_MS: u64 = 30_000;

/// What is to be done, and where.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) node_id: String,
    pub(super) command: String,
    pub(super) params: Option<Value>,
    pub(super) timeout_ms: Option<u64>,
    pub(super) idempotency_key: Option<String>,
}

pub(super) fn call(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let profile = caller.profile();
    let text = |name: &str| params[name].as_str().unwrap_or_default().trim().to_owned();
    let wanted = Wanted {
        node_id: text("nodeId"),
        command: text("command"),
        params: params.get("params").cloned(),
        timeout_ms: params["timeoutMs"].as_u64(),
        idempotency_key: params["idempotencyKey"].as_str().map(str::to_owned),
    };
    if wanted.node_id.is_empty() || wanted.command.is_empty() {
        return Err(Refusal::invalid("nodeId and command required"));
    }
    let is_policy = wanted.command.starts_with("system.execApprovals.");
    if is_policy && profile > Profile::V2026_2_6 {
        return Err(Refusal::invalid(
            "node.invoke does not allow system.execApprovals.*; use exec.approvals.node.*",
        )
        .with_details(json!({ "command": wanted.command })));
    }
    {
        let world = caller.gateway.world();
        let Some(live) = world.nodes.live.get(&wanted.node_id) else {
            let is_known = world.node_pairs.paired.contains_key(&wanted.node_id);
            return Err(not_there(profile, is_known));
        };
        if let Some(refusal) = not_offered(profile, live, &wanted.command) {
            return Err(refusal);
        }
    }
    let caller = caller.clone();
    tokio::spawn(async move {
        let gateway = Arc::clone(&caller.gateway);
        let answer = match invoke(&gateway, &wanted).await {
            Ok(done) => Ok(json!({
                "ok": true,
                "nodeId": wanted.node_id,
                "command": wanted.command,
                "payload": done.read(),
                "payloadJSON": done.payload_json,
            })),
            Err(failed) => Err(refusal(profile, &failed, true)),
        };
        caller.answer_later(answer);
    });
    Ok(Answer::Later)
}

/// Sends it and waits.
pub(super) async fn invoke(gateway: &Arc<Gateway>, wanted: &Wanted) -> Outcome {
    let (id, answer, is_played) = {
        let mut guard = gateway.world();
        let world = &mut *guard;
        let Some(live) = world.nodes.live.get(&wanted.node_id) else {
            return Err(failed("NOT_CONNECTED", "node not connected"));
        };
        let id = world.chance.uuid();
        let (sender, answer) = oneshot::channel();
        if let Some(connection) = &live.connection
            && let Some(client) = world.clients.get(connection)
        {
            let payload = json!({
                "id": id,
                "nodeId": wanted.node_id,
                "command": wanted.command,
                "paramsJSON": wanted.params.as_ref().map(Value::to_string),
                "timeoutMs": wanted.timeout_ms,
                "idempotencyKey": wanted.idempotency_key,
            });
            let frame = json!({
                "type": "event", "event": "node.invoke.request", "payload": payload,
            });
            client.put(Out::Frame { frame, due: Instant::now() });
        }
        let is_played = live.connection.is_none();
        let invocation = Invocation { node_id: wanted.node_id.clone(), answer: sender };
        world.nodes.invocations.insert(id.clone(), invocation);
        (id, answer, is_played)
    };
    if is_played {
        tokio::spawn(play(Arc::clone(gateway), id.clone(), wanted.clone()));
    }
    let patience = Duration::from_millis(wanted.timeout_ms.unwrap_or(TIMEOUT_MS));
    match tokio::time::timeout(patience, answer).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_)) => {
            let message = format!("node disconnected ({})", wanted.command);
            Err(failed("NOT_CONNECTED", &message))
        }
        Err(_) => {
            gateway.world().nodes.invocations.remove(&id);
            Err(failed("TIMEOUT", "node invoke timed out"))
        }
    }
}

async fn play(gateway: Arc<Gateway>, id: String, wanted: Wanted) {
    let params = wanted.params.unwrap_or(Value::Null);
    let outcome: Result<Done, Failed> =
        played_nodes::answer(&gateway, &wanted.node_id, &wanted.command, &params).await;
    // Whoever asked may have given up meanwhile.
    gateway.world().nodes.answer(&id, &wanted.node_id, outcome);
}

fn failed(code: &str, message: &str) -> Failed {
    Failed(json!({ "code": code, "message": message }))
}

/// A node's failure in the gateway's words.
pub(super) fn refusal(profile: Profile, failed: &Failed, was_sent: bool) -> Refusal {
    let code = failed.0["code"].as_str().unwrap_or_default();
    let message = failed.0["message"].as_str().unwrap_or("node invoke failed");
    let message = if code.is_empty() || profile == Profile::V2026_2_6 {
        message.to_owned()
    } else {
        format!("{code}: {message}")
    };
    let mut details = json!({ "nodeError": failed.0 });
    if profile.is_new_shape() {
        details["nodeCommandDispatched"] = was_sent.into();
    }
    Refusal::new("UNAVAILABLE", message).with_details(details)
}

fn not_there(profile: Profile, is_known: bool) -> Refusal {
    if profile.is_new_shape() && !is_known {
        let mut refusal =
            Refusal::new("UNAVAILABLE", "node pairing changed while invocation was active")
                .with_details(json!({ "code": "PAIRING_CHANGED" }));
        refusal.retryable = Some(true);
        return refusal;
    }
    let mut details = json!({ "code": "NOT_CONNECTED" });
    if profile.is_new_shape() {
        details["nodeError"] = json!({ "code": "NOT_CONNECTED", "message": "node not connected" });
        details["nodeCommandDispatched"] = false.into();
    }
    Refusal::new("UNAVAILABLE", "node not connected").with_details(details)
}

fn not_offered(profile: Profile, live: &Live, command: &str) -> Option<Refusal> {
    if live.commands.iter().any(|offered| offered == command) {
        return None;
    }
    let has_none = live.commands.is_empty();
    let reason =
        if has_none { "node did not declare commands" } else { "command not declared by node" };
    let message = match (profile, has_none) {
        (Profile::V2026_2_6, _) => "node command not allowed".to_owned(),
        (_, true) => {
            "node command not allowed: the node did not declare any supported commands".to_owned()
        }
        (_, false) => format!(
            "node command not allowed: the node (platform: {}) does not support \"{command}\"",
            live.platform
        ),
    };
    let details = json!({ "reason": reason, "command": command });
    Some(Refusal::invalid(message).with_details(details))
}
