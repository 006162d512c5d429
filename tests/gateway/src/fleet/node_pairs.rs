//! How nodes are let in by `node.pair.*`: requests and pairings, kept in the words they came in.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::chance::Chance;
use crate::profile::Profile;

/// What a request says about a node, and a pairing keeps of it.
const FIELDS: &[&str] = &[
    "displayName",
    "platform",
    "version",
    "coreVersion",
    "uiVersion",
    "deviceFamily",
    "modelIdentifier",
    "caps",
    "commands",
    "permissions",
    "remoteIp",
];

#[derive(Debug, Default)]
pub(crate) struct NodePairs {
    pub(crate) pending: Vec<Value>,
    pub(crate) paired: BTreeMap<String, Value>,
}

impl NodePairs {
    /// The request of this node, and whether it is a new one. A node that asks again is not
    /// asked about twice; later versions take over what it says now.
    pub(crate) fn ask(
        &mut self,
        profile: Profile,
        node: &Value,
        request_id: String,
        now: u64,
    ) -> (Value, bool) {
        let id = node["nodeId"].as_str().unwrap_or_default().trim().to_owned();
        if let Some(waiting) = self.pending.iter_mut().find(|other| other["nodeId"] == id.as_str())
        {
            if profile > Profile::V2026_2_6 {
                copy(node, waiting);
            }
            return (waiting.clone(), false);
        }
        let mut request = json!({ "requestId": request_id, "nodeId": id });
        copy(node, &mut request);
        if let Some(silent) = node["silent"].as_bool() {
            request["silent"] = silent.into();
        }
        if profile == Profile::V2026_2_6 {
            request["isRepair"] = self.paired.contains_key(&id).into();
        }
        request["ts"] = now.into();
        self.pending.push(request.clone());
        (request, true)
    }

    pub(crate) fn request(&self, request_id: &str) -> Option<&Value> {
        self.pending.iter().find(|request| request["requestId"] == request_id)
    }

    pub(crate) fn of_node(&self, node_id: &str) -> Option<&Value> {
        self.pending.iter().find(|request| request["nodeId"] == node_id)
    }

    pub(crate) fn take(&mut self, request_id: &str) -> Option<Value> {
        let at = self.pending.iter().position(|request| request["requestId"] == request_id)?;
        Some(self.pending.remove(at))
    }

    pub(crate) fn approve(
        &mut self,
        profile: Profile,
        request_id: &str,
        chance: &mut Chance,
        now: u64,
    ) -> Option<Value> {
        let request = self.take(request_id)?;
        Some(self.pair(profile, &request, chance, now))
    }

    pub(crate) fn pair(
        &mut self,
        profile: Profile,
        request: &Value,
        chance: &mut Chance,
        now: u64,
    ) -> Value {
        let id = request["nodeId"].as_str().unwrap_or_default().to_owned();
        let created_at = self.paired.get(&id).map_or(json!(now), |old| old["createdAtMs"].clone());
        let mut node = json!({ "nodeId": id, "createdAtMs": created_at, "approvedAtMs": now });
        copy(request, &mut node);
        // Only where a node can show it again (`node.pair.verify`) is it given out.
        if profile < Profile::V2026_9_6 {
            node["token"] = chance.hex(32).into();
        }
        self.paired.insert(id, node.clone());
        node
    }

    /// What somebody must hold to approve this, by what the node would lend.
    pub(crate) fn needed_scopes(request: &Value) -> Vec<&'static str> {
        let commands = request["commands"].as_array();
        let runs = commands.is_some_and(|all| {
            all.iter()
                .any(|command| matches!(command.as_str(), Some("system.run" | "system.which")))
        });
        let mut needed = vec![crate::scopes::PAIRING];
        if runs {
            needed.push(crate::scopes::ADMIN);
        } else if commands.is_some_and(|all| !all.is_empty()) {
            needed.push(crate::scopes::WRITE);
        }
        needed
    }
}

fn copy(from: &Value, to: &mut Value) {
    for name in FIELDS {
        if let Some(value) = from.get(*name).filter(|value| !value.is_null()) {
            to[*name] = value.clone();
        }
    }
}
