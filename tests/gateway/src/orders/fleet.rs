//! Orders about approvals, devices and nodes: let something be asked, answer it as somebody else
//! would, and tell what became of it.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::approvals::Kind;
use crate::fleet::devices::Identity;
use crate::gateway::{Gateway, To, World};
use crate::methods::approvals::{self, Question};
use crate::methods::{devices, exec_approvals, host, node_pairs, plugin_approvals};
use crate::played_nodes;
use crate::profile::Profile;
use crate::seeds::fleet::key_and_id;

const TIMEOUT_MS: u64 = 120_000;

/// `None` when the order is not one of these.
pub(super) fn carry_out(
    gateway: &Arc<Gateway>,
    name: &str,
    order: &Value,
) -> Option<Result<Value, String>> {
    Some(match name {
        "approval" => Ok(json!({ "ok": true, "id": approval(gateway, order) })),
        "approvals-storm" => Ok(storm(gateway, order)),
        "plugin-approval" => plugin_approval(gateway, order),
        "resolve-fails" => Ok(resolve_fails(gateway, order)),
        "resolve-elsewhere" => resolve_elsewhere(gateway, order),
        "pairing-request" => Ok(pairing_request(gateway, order)),
        "node-pairing-request" => Ok(node_pairing_request(gateway, order)),
        "push-key" => {
            gateway.world().pushes.renew_key();
            Ok(json!({ "ok": true }))
        }
        "node-offline" => node(gateway, order, false),
        "node-online" => node(gateway, order, true),
        _ => return None,
    })
}

/// What `state` tells of all this.
pub(super) fn state(world: &World) -> Map<String, Value> {
    let pending: Vec<Value> = world
        .approvals
        .waiting
        .iter()
        .map(|approval| {
            json!({
                "id": approval.id, "kind": approval.kind.name(), "request": approval.request,
                "expiresAtMs": approval.expires_at,
            })
        })
        .collect();
    let mut decisions = json!({});
    for (id, decided) in &world.approvals.decided {
        decisions[id] = json!({ "decision": decided.decision, "by": decided.by });
    }
    let devices: Vec<Value> = world
        .devices
        .pending
        .iter()
        .map(|request| {
            json!({
                "requestId": request.id, "deviceId": request.device.id,
                "name": request.device.name, "role": request.device.role,
                "isRepair": request.is_repair,
            })
        })
        .collect();
    let nodes = &world.node_pairs.pending;
    let pushes: Vec<Value> = (world.pushes.subscriptions.iter())
        .map(|(endpoint, it)| json!({ "endpoint": endpoint, "preferences": it.preferences }))
        .collect();
    Map::from_iter([
        ("pendingApprovals".to_owned(), pending.into()),
        ("decisions".to_owned(), decisions),
        ("pendingPairings".to_owned(), devices.into()),
        ("pendingNodePairings".to_owned(), json!(nodes)),
        ("pushes".to_owned(), pushes.into()),
    ])
}

/// What was given besides the order's own words.
fn with_the_rest(mut request: Value, order: &Value, own: &[&str]) -> Value {
    for (name, value) in order.as_object().into_iter().flatten() {
        if !own.contains(&name.as_str()) {
            request[name] = value.clone();
        }
    }
    request
}

fn approval(gateway: &Arc<Gateway>, order: &Value) -> String {
    let said =
        |name: &str, otherwise: &str| order.get(name).cloned().unwrap_or_else(|| otherwise.into());
    let command = said("command", "git push origin main");
    let program = command.as_str().unwrap_or_default().split_whitespace().next();
    let path = format!("/usr/bin/{}", program.unwrap_or("true"));
    let params = json!({
        "command": command,
        "agentId": said("agentId", "main"),
        "sessionKey": said("sessionKey", "agent:main:main"),
        "cwd": said("cwd", "/home/operator/project"),
        "host": said("host", "gateway"),
        "security": said("security", "allowlist"),
        "ask": said("ask", "on-miss"),
        "resolvedPath": said("resolvedPath", &path),
    });
    let request = exec_approvals::described(gateway.profile(), &params);
    let request = with_the_rest(request, order, &["order", "id", "timeoutMs"]);
    raise(gateway, Kind::Exec, request, order)
}

fn raise(gateway: &Arc<Gateway>, kind: Kind, request: Value, order: &Value) -> String {
    let question = Question {
        kind,
        id: order["id"].as_str().map(str::to_owned),
        request,
        timeout_ms: order["timeoutMs"].as_u64().unwrap_or(TIMEOUT_MS),
        waiters: Vec::new(),
    };
    approvals::raise(gateway, question).id
}

/// Many at once, each with a command that tells them apart.
fn storm(gateway: &Arc<Gateway>, order: &Value) -> Value {
    let count = order["count"].as_u64().unwrap_or(200).min(10_000);
    let within_ms = order["withinMs"].as_u64().unwrap_or(10_000);
    let timeout_ms = order["timeoutMs"].as_u64().unwrap_or(TIMEOUT_MS);
    let ids: Vec<String> = {
        let mut world = gateway.world();
        (0..count).map(|_| world.chance.uuid()).collect()
    };
    let pause = Duration::from_millis(within_ms) / u32::try_from(count.max(1)).unwrap_or(1);
    let one = move |gateway: &Arc<Gateway>, number: usize, id: &str| {
        let command = format!("echo storm-{number:04}");
        let order = json!({ "id": id, "command": command, "timeoutMs": timeout_ms });
        approval(gateway, &order);
    };
    let told = json!({ "ok": true, "ids": ids });
    if within_ms == 0 {
        for (number, id) in ids.iter().enumerate() {
            one(gateway, number + 1, id);
        }
        return told;
    }
    let weak = Arc::downgrade(gateway);
    tokio::spawn(async move {
        for (number, id) in ids.iter().enumerate() {
            let Some(gateway) = weak.upgrade() else { return };
            one(&gateway, number + 1, id);
            drop(gateway);
            tokio::time::sleep(pause).await;
        }
    });
    told
}

fn plugin_approval(gateway: &Arc<Gateway>, order: &Value) -> Result<Value, String> {
    let profile = gateway.profile();
    if profile == Profile::V2026_2_6 {
        return Err(format!("{} knows no plugin approvals.", profile.name()));
    }
    let said =
        |name: &str, otherwise: &str| order.get(name).cloned().unwrap_or_else(|| otherwise.into());
    let params = json!({
        "title": said("title", "Send an invoice"),
        "description": said("description", "The billing plugin wants to send invoice 1042."),
        "severity": said("severity", "warning"),
        "toolName": said("toolName", "invoice.send"),
        "pluginId": said("pluginId", "billing"),
        "agentId": said("agentId", "main"),
        "sessionKey": said("sessionKey", "agent:main:main"),
    });
    let request = plugin_approvals::described(profile, &params);
    let request = with_the_rest(request, order, &["order", "id", "timeoutMs"]);
    Ok(json!({ "ok": true, "id": raise(gateway, Kind::Plugin, request, order) }))
}

fn resolve_fails(gateway: &Gateway, order: &Value) -> Value {
    let error = json!({ "code": "UNAVAILABLE", "message": "approval storage is unavailable" });
    let times = order["times"].as_u64().unwrap_or(1);
    let answer = (json!({ "error": error }), times);
    gateway.world().faults.answers.insert("exec.approval.resolve".to_owned(), answer);
    json!({ "ok": true })
}

fn resolve_elsewhere(gateway: &Gateway, order: &Value) -> Result<Value, String> {
    let id = order["id"].as_str().ok_or("\"resolve-elsewhere\" needs an id.")?;
    let decision = order["decision"].as_str().unwrap_or("deny");
    let by = order["by"].as_str().unwrap_or("Field laptop");
    if approvals::decide(gateway, id, decision, by) {
        Ok(json!({ "ok": true }))
    } else {
        Err(format!("No approval {id:?} waits."))
    }
}

fn pairing_request(gateway: &Gateway, order: &Value) -> Value {
    let (profile, now) = (gateway.profile(), gateway.now());
    let said = |name: &str, otherwise: &str| order[name].as_str().unwrap_or(otherwise).to_owned();
    let role = said("role", "operator");
    let scopes = match order["scopes"].as_array() {
        Some(scopes) => scopes.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        None if role == "node" => Vec::new(),
        None => ["operator.read", "operator.write"].map(str::to_owned).to_vec(),
    };
    let name = said("name", "New tablet");
    let (public_key, id) = key_and_id(&name);
    let is_node = role == "node";
    let device = Identity {
        id: order["deviceId"].as_str().map_or(id, str::to_owned),
        public_key,
        name: Some(name),
        platform: said("platform", if is_node { "linux" } else { "web" }),
        family: order["deviceFamily"].as_str().map(str::to_owned),
        client_id: said("clientId", if is_node { "node-host" } else { "openclaw-control-ui" }),
        client_mode: said("clientMode", if is_node { "node" } else { "webchat" }),
        role,
        scopes,
        remote_ip: Some(said("remoteIp", "203.0.113.9")),
    };
    let (request, is_new) = {
        let mut guard = gateway.world();
        let world = &mut *guard;
        let request_id = world.chance.uuid();
        let (mut request, is_new) = world.devices.ask(request_id, device, now);
        if let Some(is_repair) = order["isRepair"].as_bool() {
            request.is_repair = is_repair;
            for waiting in &mut world.devices.pending {
                if waiting.id == request.id {
                    waiting.is_repair = is_repair;
                }
            }
        }
        (request, is_new)
    };
    if is_new {
        gateway.emit("device.pair.requested", request.to_json(profile), &To::Everyone);
    }
    json!({ "ok": true, "requestId": request.id, "deviceId": request.device.id })
}

fn node_pairing_request(gateway: &Gateway, order: &Value) -> Value {
    let name = order["name"].as_str().unwrap_or("Attic sensor").to_owned();
    let (_, id) = key_and_id(&name);
    let mut node = json!({
        "nodeId": id,
        "displayName": name,
        "platform": "linux",
        "version": "2026.9.4",
        "caps": ["system"],
        "commands": ["system.run", "system.which"],
        "remoteIp": "203.0.113.20",
    });
    node = with_the_rest(node, order, &["order", "name"]);
    let (request, _) = node_pairs::ask(gateway, &node);
    json!({ "ok": true, "requestId": request["requestId"], "nodeId": request["nodeId"] })
}

/// A node of the demo goes or comes; a real one can only be cut off.
fn node(gateway: &Gateway, order: &Value, comes: bool) -> Result<Value, String> {
    let wanted = order["name"].as_str().ok_or("The order needs the node's name.")?;
    let (profile, now) = (gateway.profile(), gateway.now());
    {
        let mut guard = gateway.world();
        let world = &mut *guard;
        let is_it = |id: &str, name: Option<&str>| id == wanted || name == Some(wanted);
        let nodes = world.nodes.live.iter().chain(&world.nodes.played);
        let found = nodes
            .filter(|(id, live)| is_it(id, live.name.as_deref()))
            .map(|(id, live)| (id.clone(), live.connection.clone()))
            .next();
        let Some((id, connection)) = found else {
            return Err(format!("No node is called {wanted:?}."));
        };
        match connection {
            None if comes => played_nodes::come(profile, world, &id, now),
            None => played_nodes::go(world, &id, now),
            Some(_) if comes => {}
            Some(connection) => {
                if let Some(client) = world.clients.get(&connection) {
                    client.put(crate::client::Out::Drop);
                }
            }
        }
    }
    host::tell_presence(gateway);
    Ok(json!({ "ok": true }))
}

/// Lets one waiting device in.
pub(super) fn approve(gateway: &Gateway, request_id: &str) -> Result<Value, String> {
    match devices::let_in(gateway, request_id) {
        Some(device) => Ok(json!({ "ok": true, "deviceId": device.identity.id })),
        None => Err(format!("No device asks with {request_id:?}.")),
    }
}
