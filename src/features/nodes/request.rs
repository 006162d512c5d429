//! Nodes that ask to be let in. Some gateways keep requests of nodes apart, some treat a node as a
//! device with the role `node`, later ones do both: first the device, then what it offers.

use crate::protocol::devices::{DevicePairs, DeviceRequest};
use crate::protocol::id::RequestId;
use crate::protocol::nodes::pairing::{NodePairs, NodeRequest};
use crate::store::nodes::{named, short};

/// Whose list a request stands in, and so who answers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// A device that wants to connect as a node.
    Device,
    /// A node that wants its capabilities and commands allowed.
    Node,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Request {
    pub kind: Kind,
    pub id: RequestId,
    pub name: String,
    /// Platform, machine, version, address.
    pub about: String,
    /// The machine it comes from, shortened.
    pub from: String,
    pub commands: Vec<String>,
    pub caps: Vec<String>,
    /// What it asks for besides being a node. It is granted with it.
    pub besides: Vec<String>,
    /// Known already, and asks anew.
    pub again: bool,
    pub at: Option<u64>,
}

/// All requests of nodes, the oldest first, so that a new one moves none.
pub(super) fn requests(devices: Option<&DevicePairs>, nodes: Option<&NodePairs>) -> Vec<Request> {
    let devices = devices.map(|pairs| pairs.pending.as_slice()).unwrap_or_default();
    let nodes = nodes.map(|pairs| pairs.pending.as_slice()).unwrap_or_default();
    let devices = devices.iter().filter(|request| is_node(request)).map(of_device);
    let mut all: Vec<_> = devices.chain(nodes.iter().map(of_node)).collect();
    all.sort_by_cached_key(|request| (request.at.unwrap_or(u64::MAX), request.id.clone()));
    all
}

fn is_node(request: &DeviceRequest) -> bool {
    request.role.iter().chain(&request.roles).any(|role| role == NODE)
}

const NODE: &str = "node";

fn of_device(request: &DeviceRequest) -> Request {
    let said = [&request.display_name, &request.device_family, &request.platform];
    let roles = request.role.iter().chain(&request.roles).filter(|role| *role != NODE);
    let mut besides: Vec<_> = roles.chain(&request.scopes).cloned().collect();
    besides.sort();
    besides.dedup();
    Request {
        kind: Kind::Device,
        id: request.request_id.clone(),
        name: named(said, request.device_id.as_str()),
        about: joined([&request.platform, &request.device_family, &request.remote_ip, &None]),
        from: short(request.device_id.as_str()),
        commands: Vec::new(),
        caps: Vec::new(),
        besides,
        again: request.is_repair == Some(true),
        at: request.ts,
    }
}

fn of_node(request: &NodeRequest) -> Request {
    let said = [
        &request.display_name,
        &request.model_identifier,
        &request.device_family,
        &request.platform,
    ];
    Request {
        kind: Kind::Node,
        id: request.request_id.clone(),
        name: named(said, request.node_id.as_str()),
        about: joined([
            &request.platform,
            &request.device_family,
            &request.version,
            &request.remote_ip,
        ]),
        from: short(request.node_id.as_str()),
        commands: request.commands.clone(),
        caps: request.caps.clone(),
        besides: Vec::new(),
        again: request.is_repair == Some(true),
        at: request.ts,
    }
}

fn joined(parts: [&Option<String>; 4]) -> String {
    let said: Vec<_> =
        parts.into_iter().flatten().map(String::as_str).filter(|part| !part.is_empty()).collect();
    said.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn requests_of_nodes_are_found_in_both_lists() {
        let devices: DevicePairs = serde_json::from_value(json!({"pending": [
            {"requestId": "d-2", "deviceId": "phone", "role": "operator", "ts": 1},
            {"requestId": "d-1", "deviceId": "pi", "displayName": "Workshop Pi", "role": "node",
                "platform": "linux", "deviceFamily": "Raspberry Pi", "ts": 20, "isRepair": true},
            {"requestId": "d-3", "deviceId": "both", "roles": ["operator", "node"],
                "scopes": ["operator.admin"], "ts": 30},
        ]}))
        .unwrap();
        let nodes: NodePairs = serde_json::from_value(json!({"pending": [
            {"requestId": "n-1", "nodeId": "ipad", "platform": "ios", "version": "2026.9.6",
                "commands": ["camera.snap"], "caps": ["camera"], "ts": 10},
            {"requestId": "n-2", "nodeId": "undated"},
        ]}))
        .unwrap();
        let all = requests(Some(&devices), Some(&nodes));
        let ids: Vec<_> = all.iter().map(|request| request.id.as_str()).collect();
        assert_eq!(ids, ["n-1", "d-1", "d-3", "n-2"], "the oldest first");
        assert_eq!((all[0].kind, all[0].name.as_str()), (Kind::Node, "ios"));
        assert_eq!(all[0].about, "ios · 2026.9.6");
        assert_eq!((all[1].kind, all[1].about.as_str()), (Kind::Device, "linux · Raspberry Pi"));
        assert!(all[1].again && all[1].besides.is_empty());
        assert_eq!(all[2].besides, ["operator", "operator.admin"]);
        assert_eq!(all[3].name, "undated");
    }

    #[test]
    fn without_lists_nobody_asks() {
        assert!(requests(None, None).is_empty());
    }
}
