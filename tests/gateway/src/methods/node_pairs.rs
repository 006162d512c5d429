//! `node.pair.*`: letting nodes in by what they would lend.

use serde_json::{Value, json};

use super::{Answer, Caller};
use crate::fleet::node_pairs::NodePairs;
use crate::gateway::{Gateway, To};
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::scopes;

pub(super) fn call(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    let text = |name: &str| params[name].as_str().unwrap_or_default().trim().to_owned();
    match method {
        "node.pair.request" => {
            let (request, created) = ask(&caller.gateway, params);
            Ok(json!({ "status": "pending", "request": request, "created": created }).into())
        }
        "node.pair.list" => Ok(list(caller).into()),
        "node.pair.approve" => approve(caller, &text("requestId")),
        "node.pair.reject" => reject(caller, &text("requestId")),
        "node.pair.remove" => remove(caller, &text("nodeId")),
        _ => Ok(verify(caller, &text("nodeId"), &text("token")).into()),
    }
}

/// A node asks; those who may decide hear of it once.
pub(crate) fn ask(gateway: &Gateway, node: &Value) -> (Value, bool) {
    let (profile, now) = (gateway.profile(), gateway.now());
    let (request, created) = {
        let mut guard = gateway.world();
        let world = &mut *guard;
        let request_id = world.chance.uuid();
        world.node_pairs.ask(profile, node, request_id, now)
    };
    if created {
        gateway.emit("node.pair.requested", request.clone(), &To::Everyone);
    }
    (request, created)
}

fn list(caller: &Caller) -> Value {
    let world = caller.gateway.world();
    let mut pending = world.node_pairs.pending.clone();
    if caller.profile() > Profile::V2026_2_6 {
        for request in &mut pending {
            request["requiredApproveScopes"] = json!(NodePairs::needed_scopes(request));
        }
    }
    pending.sort_by_key(|request| std::cmp::Reverse(request["ts"].as_u64()));
    let mut paired: Vec<Value> = world.node_pairs.paired.values().cloned().collect();
    paired.sort_by_key(|node| std::cmp::Reverse(node["approvedAtMs"].as_u64()));
    json!({ "pending": pending, "paired": paired })
}

fn unknown() -> Refusal {
    Refusal::invalid("unknown requestId")
}

fn approve(caller: &Caller, request_id: &str) -> Result<Answer, Refusal> {
    let (profile, now) = (caller.profile(), caller.gateway.now());
    let node = {
        let mut guard = caller.gateway.world();
        let world = &mut *guard;
        let request = world.node_pairs.request(request_id).ok_or_else(unknown)?;
        if profile > Profile::V2026_2_6 {
            for scope in NodePairs::needed_scopes(request) {
                scopes::check_scope(profile, &caller.scopes, scope)?;
            }
        }
        let node = world
            .node_pairs
            .approve(profile, request_id, &mut world.chance, now)
            .ok_or_else(unknown)?;
        // A node that is there already may do at once what it was approved for.
        if let Some(live) = node["nodeId"].as_str().and_then(|id| world.nodes.live.get_mut(id)) {
            live.caps = words(&node["caps"]);
            live.commands = words(&node["commands"]);
        }
        node
    };
    tell_resolved(&caller.gateway, request_id, &node["nodeId"], "approved");
    Ok(json!({ "requestId": request_id, "node": node }).into())
}

fn words(list: &Value) -> Vec<String> {
    let words = list.as_array().into_iter().flatten().filter_map(Value::as_str);
    words.map(str::to_owned).collect()
}

fn reject(caller: &Caller, request_id: &str) -> Result<Answer, Refusal> {
    let request = caller.gateway.world().node_pairs.take(request_id).ok_or_else(unknown)?;
    tell_resolved(&caller.gateway, request_id, &request["nodeId"], "rejected");
    Ok(json!({ "requestId": request_id, "nodeId": request["nodeId"] }).into())
}

fn tell_resolved(gateway: &Gateway, request_id: &str, node_id: &Value, decision: &str) {
    let resolved = json!({
        "requestId": request_id, "nodeId": node_id, "decision": decision, "ts": gateway.now(),
    });
    gateway.emit("node.pair.resolved", resolved, &To::Everyone);
}

fn remove(caller: &Caller, node_id: &str) -> Result<Answer, Refusal> {
    if caller.gateway.world().node_pairs.paired.remove(node_id).is_none() {
        return Err(Refusal::invalid("unknown nodeId"));
    }
    Ok(json!({ "nodeId": node_id }).into())
}

fn verify(caller: &Caller, node_id: &str, token: &str) -> Value {
    let world = caller.gateway.world();
    match world.node_pairs.paired.get(node_id) {
        Some(node) if node["token"] == token => json!({ "ok": true, "node": node }),
        _ => json!({ "ok": false }),
    }
}
