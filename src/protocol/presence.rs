//! Presence: who is connected to the gateway.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::protocol::id::DeviceId;
use crate::protocol::lenient;
use crate::protocol::method::methods;
use crate::protocol::system::Done;

methods! {
    SystemPresence: "system-presence", Read => Vec<PresenceEntry>;
    SystemEvent: "system-event", Admin => Done;
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SystemPresence {}

/// A gateway, an operator, a node, or a note left by `system-event`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PresenceEntry {
    pub host: Option<String>,
    pub ip: Option<String>,
    pub version: Option<String>,
    pub platform: Option<String>,
    pub device_family: Option<String>,
    pub model_identifier: Option<String>,
    pub mode: Option<String>,
    pub client_id: Option<String>,
    pub device_id: Option<DeviceId>,
    pub instance_id: Option<String>,
    pub last_input_seconds: Option<f64>,
    /// `self`, `connect`, `disconnect` …
    pub reason: Option<String>,
    pub text: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub roles: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub scopes: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub tags: Vec<String>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub online_since: Option<u64>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub last_activity_at: Option<u64>,
    /// The person behind it (late 2026 on).
    pub user: Option<Value>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub ts: Option<u64>,
}

/// Event `presence`: the whole list as it is now.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PresenceEvent {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub presence: Vec<PresenceEntry>,
}

/// A note to the agents, and to everyone who looks at the presence list.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SystemEvent {
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_id: Option<DeviceId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_family: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_input_seconds: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}
