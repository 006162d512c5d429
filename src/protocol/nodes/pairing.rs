//! How nodes are let in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::protocol::id::{NodeId, RequestId};
use crate::protocol::lenient;
use crate::protocol::method::methods;
use crate::protocol::secret::Secret;

methods! {
    NodePairRequest: "node.pair.request", Pairing => NodePairRequested;
    NodePairList: "node.pair.list", Pairing => NodePairs;
    NodePairApprove: "node.pair.approve", Pairing => NodeApproved;
    NodePairReject: "node.pair.reject", Pairing => NodeRejected;
    NodePairVerify: "node.pair.verify", Pairing => NodeVerified;
}

/// Asks on behalf of a node.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodePairRequest {
    pub node_id: NodeId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub core_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ui_version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_family: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model_identifier: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub caps: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub commands: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_ip: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silent: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NodePairRequested {
    pub status: Option<String>,
    pub request: Option<NodeRequest>,
    pub created: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NodePairList {}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NodePairs {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub pending: Vec<NodeRequest>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub paired: Vec<PairedNode>,
}

/// A node that asks to be let in. Also event `node.pair.requested`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeRequest {
    pub request_id: RequestId,
    pub node_id: NodeId,
    pub display_name: Option<String>,
    pub platform: Option<String>,
    pub version: Option<String>,
    pub core_version: Option<String>,
    pub ui_version: Option<String>,
    pub device_family: Option<String>,
    pub model_identifier: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub caps: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub commands: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub permissions: BTreeMap<String, bool>,
    pub remote_ip: Option<String>,
    pub silent: Option<bool>,
    pub is_repair: Option<bool>,
    pub ts: Option<u64>,
}

/// A node that was let in. Its token is not read.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PairedNode {
    pub node_id: NodeId,
    pub display_name: Option<String>,
    pub platform: Option<String>,
    pub version: Option<String>,
    pub core_version: Option<String>,
    pub ui_version: Option<String>,
    pub device_family: Option<String>,
    pub model_identifier: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub caps: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub commands: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub bins: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub permissions: BTreeMap<String, bool>,
    pub remote_ip: Option<String>,
    pub created_at_ms: Option<u64>,
    pub approved_at_ms: Option<u64>,
    pub last_connected_at_ms: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodePairApprove {
    pub request_id: RequestId,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeApproved {
    pub request_id: Option<RequestId>,
    pub node: Option<PairedNode>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodePairReject {
    pub request_id: RequestId,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeRejected {
    pub request_id: Option<RequestId>,
    pub node_id: Option<NodeId>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodePairVerify {
    pub node_id: NodeId,
    pub token: Secret,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeVerified {
    pub ok: Option<bool>,
    pub node: Option<PairedNode>,
}

/// Event `node.pair.resolved`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NodePairResolved {
    pub request_id: RequestId,
    pub node_id: Option<NodeId>,
    /// `approved` or `rejected`.
    pub decision: Option<String>,
    pub ts: Option<u64>,
}
