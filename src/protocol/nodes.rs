//! Nodes: machines that lend the agents their commands. How they are let in is in `pairing`.

pub mod pairing;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::protocol::id::{NodeId, RequestId};
use crate::protocol::lenient;
use crate::protocol::method::methods;
use crate::protocol::system::Done;

methods! {
    NodeList: "node.list", Read => Nodes;
    NodeDescribe: "node.describe", Read => Node;
    NodeRename: "node.rename", Pairing => NodeRenamed;
    NodeInvoke: "node.invoke", Write => NodeInvoked, 130_000;
    NodeInvokeResult: "node.invoke.result", Node => Done;
    NodeEvent: "node.event", Node => Done;
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NodeList {}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Nodes {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub nodes: Vec<Node>,
    pub ts: Option<u64>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Node {
    pub node_id: NodeId,
    pub display_name: Option<String>,
    pub platform: Option<String>,
    pub version: Option<String>,
    pub core_version: Option<String>,
    pub ui_version: Option<String>,
    pub device_family: Option<String>,
    pub model_identifier: Option<String>,
    pub client_id: Option<String>,
    pub client_mode: Option<String>,
    pub remote_ip: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub caps: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub commands: Vec<String>,
    pub path_env: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub permissions: BTreeMap<String, bool>,
    pub connected_at_ms: Option<u64>,
    pub approved_at_ms: Option<u64>,
    pub last_connected_at_ms: Option<u64>,
    pub last_disconnected_at_ms: Option<u64>,
    pub last_seen_at_ms: Option<u64>,
    /// Late 2026 on: `approved`, `pending-approval`, `pending-reapproval` or `unapproved`.
    pub approval_state: Option<String>,
    /// Runs on the gateway's own machine.
    pub gateway_local: Option<bool>,
    pub paired: Option<bool>,
    pub connected: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeDescribe {
    pub node_id: NodeId,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeRename {
    pub node_id: NodeId,
    pub display_name: String,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeRenamed {
    pub node_id: Option<NodeId>,
    pub display_name: Option<String>,
}

/// Runs a command on a node, as far as its policy allows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeInvoke {
    pub node_id: NodeId,
    pub command: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub params: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u32>,
    pub idempotency_key: String,
}

/// The answer is in one of the two payloads.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeInvoked {
    pub node_id: Option<NodeId>,
    pub command: Option<String>,
    pub payload: Option<Value>,
    #[serde(rename = "payloadJSON")]
    pub payload_json: Option<String>,
}

/// Only for connections with role `node`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeInvokeResult {
    pub id: RequestId,
    pub node_id: NodeId,
    pub ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<Value>,
    #[serde(rename = "payloadJSON", skip_serializing_if = "Option::is_none")]
    pub payload_json: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<NodeError>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeError {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// Only for connections with role `node`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeEvent {
    pub event: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<Value>,
    #[serde(rename = "payloadJSON", skip_serializing_if = "Option::is_none")]
    pub payload_json: Option<String>,
}

/// Event `node.invoke.request`: sent to the node that is to run it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeInvokeRequest {
    pub id: RequestId,
    pub node_id: Option<NodeId>,
    pub command: Option<String>,
    #[serde(rename = "paramsJSON")]
    pub params_json: Option<String>,
    pub timeout_ms: Option<u64>,
    pub idempotency_key: Option<String>,
}
