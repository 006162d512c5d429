//! Devices: which may act for an operator, which ask to, and their tokens.

use serde::{Deserialize, Serialize};

use crate::protocol::id::{DeviceId, RequestId};
use crate::protocol::lenient;
use crate::protocol::method::methods;
use crate::protocol::secret::Secret;

methods! {
    DevicePairList: "device.pair.list", Pairing => DevicePairs;
    DevicePairApprove: "device.pair.approve", Pairing => DeviceApproved;
    DevicePairReject: "device.pair.reject", Pairing => DeviceRejected;
    DevicePairRemove: "device.pair.remove", Pairing => DeviceRemoved;
    DeviceTokenRotate: "device.token.rotate", Pairing => DeviceTokenRotated;
    DeviceTokenRevoke: "device.token.revoke", Pairing => DeviceTokenRevoked;
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DevicePairList {}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DevicePairs {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub pending: Vec<DeviceRequest>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub paired: Vec<Device>,
}

/// A device that asks to be let in. Also event `device.pair.requested`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceRequest {
    pub request_id: RequestId,
    pub device_id: DeviceId,
    pub public_key: Option<String>,
    pub display_name: Option<String>,
    pub platform: Option<String>,
    pub device_family: Option<String>,
    pub client_id: Option<String>,
    pub client_mode: Option<String>,
    pub role: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub roles: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub scopes: Vec<String>,
    pub remote_ip: Option<String>,
    pub silent: Option<bool>,
    /// Known already, and asks for new keys or wider scopes.
    pub is_repair: Option<bool>,
    pub ts: Option<u64>,
}

/// A device that was let in.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Device {
    pub device_id: DeviceId,
    pub public_key: Option<String>,
    /// What the device calls itself.
    pub display_name: Option<String>,
    /// What an operator calls it (late 2026 on).
    pub operator_label: Option<String>,
    pub platform: Option<String>,
    pub device_family: Option<String>,
    pub client_id: Option<String>,
    pub client_mode: Option<String>,
    pub role: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub roles: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub scopes: Vec<String>,
    pub remote_ip: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub tokens: Vec<DeviceToken>,
    pub created_at_ms: Option<u64>,
    pub approved_at_ms: Option<u64>,
    pub approved_via: Option<String>,
    pub last_seen_at_ms: Option<u64>,
    pub last_seen_reason: Option<String>,
    pub connected: Option<bool>,
}

/// What is known of a token. The token itself is never listed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceToken {
    pub role: String,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub scopes: Vec<String>,
    pub created_at_ms: Option<u64>,
    pub rotated_at_ms: Option<u64>,
    pub revoked_at_ms: Option<u64>,
    pub last_used_at_ms: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DevicePairApprove {
    pub request_id: RequestId,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceApproved {
    pub request_id: Option<RequestId>,
    pub device: Device,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DevicePairReject {
    pub request_id: RequestId,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceRejected {
    pub request_id: Option<RequestId>,
    pub device_id: Option<DeviceId>,
}

/// From 2026.2.19 on. The device and its tokens are forgotten.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DevicePairRemove {
    pub device_id: DeviceId,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceRemoved {
    pub device_id: Option<DeviceId>,
}

/// Event `device.pair.resolved`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DevicePairResolved {
    pub request_id: RequestId,
    pub device_id: Option<DeviceId>,
    /// `approved` or `rejected`.
    pub decision: Option<String>,
    pub ts: Option<u64>,
}

/// Without `scopes`, those of the old token.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceTokenRotate {
    pub device_id: DeviceId,
    pub role: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<String>>,
}

/// The new token is shown once and not kept. Late gateways give it to the device itself only.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceTokenRotated {
    pub device_id: Option<DeviceId>,
    pub role: Option<String>,
    pub token: Option<Secret>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub scopes: Vec<String>,
    pub rotated_at_ms: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceTokenRevoke {
    pub device_id: DeviceId,
    pub role: String,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceTokenRevoked {
    pub device_id: Option<DeviceId>,
    pub role: Option<String>,
    pub revoked_at_ms: Option<u64>,
}
