//! `exec.approvals.*`: reading and replacing the policy, the gateway's or a node's.

use std::sync::Arc;

use serde_json::{Value, json};

use super::node_invoke::{self, Wanted};
use super::{Answer, Caller};
use crate::policy::Conflict;
use crate::refusal::Refusal;

pub(super) fn call(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    match method {
        "exec.approvals.get" => Ok(caller.gateway.world().policy.snapshot(caller.profile()).into()),
        "exec.approvals.set" => set(caller, params),
        "exec.approvals.node.get" => {
            of_a_node(caller, params, "system.execApprovals.get", json!({}))
        }
        _ => {
            let change = json!({ "file": params["file"], "baseHash": params["baseHash"] });
            of_a_node(caller, params, "system.execApprovals.set", change)
        }
    }
}

fn set(caller: &Caller, params: &Value) -> Result<Answer, Refusal> {
    let mut guard = caller.gateway.world();
    let world = &mut *guard;
    let hash = params["baseHash"].as_str();
    world.policy.replace(&params["file"], hash, &mut world.chance).map_err(|conflict| {
        Refusal::invalid(match conflict {
            Conflict::HashMissing => {
                "exec approvals base hash required; re-run exec.approvals.get and retry"
            }
            Conflict::HashStale => {
                "exec approvals changed since last load; re-run exec.approvals.get and retry"
            }
        })
    })?;
    Ok(world.policy.snapshot(caller.profile()).into())
}

/// A node keeps its own policy: the gateway asks it.
fn of_a_node(
    caller: &Caller,
    params: &Value,
    command: &str,
    asked: Value,
) -> Result<Answer, Refusal> {
    let wanted = Wanted {
        node_id: params["nodeId"].as_str().unwrap_or_default().trim().to_owned(),
        command: command.to_owned(),
        params: Some(asked),
        timeout_ms: None,
        idempotency_key: None,
    };
    let profile = caller.profile();
    let live = caller.gateway.world().nodes.live.get(&wanted.node_id).cloned();
    // Late versions ask a real node only for what it has declared.
    if let Some(live) = live.filter(|live| live.connection.is_some())
        && profile.is_new_shape()
        && !live.commands.iter().any(|declared| declared == command)
    {
        let reason = if live.commands.is_empty() {
            "node did not declare commands"
        } else {
            "command not declared by node"
        };
        return Err(Refusal::invalid(format!("node command not allowed: {command} ({reason})"))
            .with_details(json!({ "command": command, "reason": reason })));
    }
    let caller = caller.clone();
    tokio::spawn(async move {
        let gateway = Arc::clone(&caller.gateway);
        let was_there = gateway.world().nodes.live.contains_key(&wanted.node_id);
        let answer = match node_invoke::invoke(&gateway, &wanted).await {
            Ok(done) => Ok(done.read()),
            Err(failed) => Err(node_invoke::refusal(profile, &failed, was_there)),
        };
        caller.answer_later(answer);
    });
    Ok(Answer::Later)
}
