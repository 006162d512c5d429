//! `node.list` and its neighbours: who the nodes are, as each version tells it. What they are
//! asked to do is in `node_invoke`.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Answer, Caller, node_invoke, node_pairs};
use crate::fleet::nodes::{Done, Failed, Live};
use crate::fleet::say;
use crate::gateway::World;
use crate::profile::Profile;
use crate::refusal::Refusal;
use crate::seeds;

pub(super) fn call(caller: &Caller, method: &str, params: &Value) -> Result<Answer, Refusal> {
    let node_id = params["nodeId"].as_str().unwrap_or_default().trim();
    match method {
        "node.list" => {
            let now = caller.gateway.now();
            let nodes = all(caller.profile(), &caller.gateway.world());
            Ok(json!({ "ts": now, "nodes": nodes }).into())
        }
        "node.describe" => describe(caller, node_id),
        "node.rename" => {
            rename(caller, node_id, params["displayName"].as_str().unwrap_or_default())
        }
        "node.invoke" => node_invoke::call(caller, params),
        "node.invoke.result" => invoke_result(caller, node_id, params),
        // What a node tells by itself is heard and not passed on.
        _ => Ok(json!({ "ok": true }).into()),
    }
}

/// A node has come in. From 2026.4 on it asks to be let in as a node as well; late versions lend
/// out only what was approved.
pub(crate) fn join(caller: &Caller, mut node: Live) {
    let profile = caller.profile();
    let node_id = caller.device_id.clone().unwrap_or_else(|| caller.client_id.clone());
    node.connection = Some(caller.connection.clone());
    let asks = seeds::fleet::request(&node_id, &node);
    let is_approved = {
        let mut world = caller.gateway.world();
        let approved = world.node_pairs.paired.get(&node_id);
        let may = |name: &str, word: &String| {
            approved.is_some_and(|known| {
                known[name].as_array().is_some_and(|all| all.iter().any(|one| one == word.as_str()))
            })
        };
        let is_approved = node.commands.iter().all(|command| may("commands", command));
        if profile.is_new_shape() {
            node.caps.retain(|cap| may("caps", cap));
            node.commands.retain(|command| may("commands", command));
        }
        let is_approved = approved.is_some() && is_approved;
        world.nodes.live.insert(node_id, node);
        is_approved
    };
    if profile > Profile::V2026_2_6 && !is_approved {
        node_pairs::ask(&caller.gateway, &asks);
    }
}

fn all(profile: Profile, world: &World) -> Vec<Value> {
    let mut ids: BTreeSet<&String> = world.nodes.live.keys().collect();
    let is_node = |roles: &[String]| roles.iter().any(|role| role == "node");
    let paired = world.devices.paired.iter().filter(|(_, device)| is_node(&device.roles));
    ids.extend(paired.map(|(id, _)| id));
    if profile > Profile::V2026_2_6 {
        ids.extend(world.node_pairs.paired.keys());
    }
    let mut nodes: Vec<Value> = ids.into_iter().map(|id| row(profile, world, id)).collect();
    nodes.sort_by_key(|node| {
        let name = node["displayName"].as_str().or(node["nodeId"].as_str()).unwrap_or_default();
        (node["connected"] != true, name.to_lowercase())
    });
    nodes
}

fn describe(caller: &Caller, node_id: &str) -> Result<Answer, Refusal> {
    let now = caller.gateway.now();
    let world = caller.gateway.world();
    let known = all(caller.profile(), &world);
    let Some(mut node) = known.into_iter().find(|node| node["nodeId"] == node_id) else {
        return Err(Refusal::invalid("unknown nodeId"));
    };
    node["ts"] = now.into();
    Ok(node.into())
}

/// One node, from what it says now, what it was approved as, and its device.
fn row(profile: Profile, world: &World, node_id: &str) -> Value {
    let is_first = profile == Profile::V2026_2_6;
    let live = world.nodes.live.get(node_id);
    // The first version does not look at node pairings here.
    let pairing = world.node_pairs.paired.get(node_id).filter(|_| !is_first);
    let device = world
        .devices
        .paired
        .get(node_id)
        .filter(|device| device.roles.iter().any(|role| role == "node"));
    let paired = |name: &str| pairing.and_then(|node| node.get(name)).cloned();
    let of_device = |pick: fn(&crate::fleet::devices::Identity) -> Option<String>| {
        device.and_then(|device| pick(&device.identity)).map(Value::from)
    };
    let from_live = |pick: fn(&Live) -> Option<String>| live.and_then(pick).map(Value::from);
    let mut node = json!({ "nodeId": node_id });
    let (first, second) = (paired("displayName"), from_live(|live| live.name.clone()));
    let name = if profile.is_new_shape() { first.or(second) } else { second.or(first) };
    say(&mut node, "displayName", name.or_else(|| of_device(|device| device.name.clone())));
    let platform = from_live(|live| Some(live.platform.clone())).or_else(|| paired("platform"));
    let platform = platform.or_else(|| of_device(|device| Some(device.platform.clone())));
    say(&mut node, "platform", platform);
    let version = from_live(|live| Some(live.version.clone())).or_else(|| paired("version"));
    say(&mut node, "version", version);
    let family = from_live(|live| live.family.clone()).or_else(|| paired("deviceFamily"));
    say(&mut node, "deviceFamily", family);
    let model = from_live(|live| live.model.clone()).or_else(|| paired("modelIdentifier"));
    say(&mut node, "modelIdentifier", model);
    let ip = from_live(|live| live.remote_ip.clone()).or_else(|| paired("remoteIp"));
    say(&mut node, "remoteIp", ip.or_else(|| of_device(|device| device.remote_ip.clone())));
    node["caps"] = match live {
        Some(live) => sorted(json!(live.caps)),
        None => sorted(paired("caps").unwrap_or_default()),
    };
    node["commands"] = match live {
        Some(live) => sorted(json!(live.commands)),
        None => sorted(paired("commands").unwrap_or_default()),
    };
    say(&mut node, "pathEnv", live.and_then(|live| live.path_env.clone()));
    let permissions = live.and_then(|live| live.permissions.clone());
    say(&mut node, "permissions", permissions.or_else(|| paired("permissions")));
    say(&mut node, "connectedAtMs", live.map(|live| live.connected_at));
    node["paired"] = (device.is_some() || pairing.is_some()).into();
    node["connected"] = live.is_some().into();
    if is_first {
        return node;
    }
    let client = from_live(|live| Some(live.client_id.clone()));
    let client = client.or_else(|| of_device(|device| Some(device.client_id.clone())));
    say(&mut node, "clientId", client);
    let mode = from_live(|live| Some(live.client_mode.clone()));
    let mode = mode.or_else(|| of_device(|device| Some(device.client_mode.clone())));
    say(&mut node, "clientMode", mode);
    let approved_at = paired("approvedAtMs").or(device.map(|device| device.approved_at.into()));
    say(&mut node, "approvedAtMs", approved_at);
    if profile.is_new_shape() {
        let pending = world.node_pairs.of_node(node_id);
        node["sessionHost"] = false.into();
        node["approvalState"] = match (pending, pairing) {
            (Some(_), Some(_)) => "pending-reapproval".into(),
            (Some(_), None) => "pending-approval".into(),
            (None, Some(_)) => "approved".into(),
            (None, None) => "unapproved".into(),
        };
        if let Some(pending) = pending {
            node["pendingRequestId"] = pending["requestId"].clone();
            node["pendingDeclaredCaps"] = pending["caps"].clone();
            node["pendingDeclaredCommands"] = pending["commands"].clone();
        }
        let seen = live.map(|live| live.connected_at);
        let seen = seen.or_else(|| device.and_then(|device| device.last_seen_at));
        say(&mut node, "lastSeenAtMs", seen);
        say(&mut node, "lastSeenReason", seen.map(|_| "connect"));
    }
    node
}

fn sorted(list: Value) -> Value {
    let words: BTreeSet<&str> =
        list.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    json!(words)
}

/// Only what was let in by `node.pair.approve` has a name that can be changed.
fn rename(caller: &Caller, node_id: &str, name: &str) -> Result<Answer, Refusal> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Refusal::invalid("displayName required"));
    }
    let profile = caller.profile();
    if profile.is_new_shape()
        && !caller.scopes.contains(crate::scopes::ADMIN)
        && caller.device_id.as_deref().is_some_and(|own| own != node_id)
    {
        return Err(Refusal::invalid("node rename denied"));
    }
    let mut world = caller.gateway.world();
    let Some(node) = world.node_pairs.paired.get_mut(node_id) else {
        return Err(Refusal::invalid("unknown nodeId"));
    };
    node["displayName"] = name.into();
    // A demo node learns its new name; a real one goes on saying its own until late versions.
    if let Some(played) = world.nodes.played.get_mut(node_id) {
        played.name = Some(name.to_owned());
    }
    if let Some(live) = world.nodes.live.get_mut(node_id)
        && live.connection.is_none()
    {
        live.name = Some(name.to_owned());
    }
    Ok(json!({ "nodeId": node_id, "displayName": name }).into())
}

/// A node's answer to what it was asked.
fn invoke_result(caller: &Caller, node_id: &str, params: &Value) -> Result<Answer, Refusal> {
    let own = caller.device_id.as_deref().unwrap_or(&caller.client_id);
    if own != node_id {
        return Err(Refusal::invalid("nodeId mismatch"));
    }
    let outcome = if params["ok"] == true {
        Ok(Done {
            payload: params.get("payload").cloned(),
            payload_json: params["payloadJSON"].as_str().map(str::to_owned),
        })
    } else {
        Err(Failed(params["error"].clone()))
    };
    let id = params["id"].as_str().unwrap_or_default();
    if caller.gateway.world().nodes.answer(id, node_id, outcome) {
        Ok(json!({ "ok": true }).into())
    } else {
        Ok(json!({ "ok": true, "ignored": true }).into())
    }
}
