//! The first words: the gateway's challenge, who we say we are, and what it answers.
//! Old gateways refuse a connect with a field they do not know, so nothing is sent that
//! 2026.2.6-3 does not take, except where a gateway has shown that it does.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::id::DeviceId;

/// Event `connect.challenge`: what the device has to sign.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Challenge {
    pub nonce: String,
    /// The gateway's clock, in milliseconds since the epoch.
    #[serde(default)]
    pub ts: Option<u64>,
}

/// The params of `connect`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Connect {
    pub min_protocol: u32,
    pub max_protocol: u32,
    pub client: Client,
    pub role: &'static str,
    pub scopes: Vec<String>,
    pub caps: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<Device>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth: Option<Auth>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Client {
    pub id: &'static str,
    pub version: &'static str,
    pub platform: &'static str,
    pub mode: &'static str,
    pub instance_id: String,
    /// Only for a gateway that has asked for it: 2026.2.6-3 refuses the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub build_id: Option<&'static str>,
}

/// The device's key and its signature over the challenge.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Device {
    pub id: DeviceId,
    pub public_key: String,
    pub signature: String,
    pub signed_at: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
}

/// A shared or a device token, or a password.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Auth {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
}

impl std::fmt::Debug for Auth {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Auth")
    }
}

/// The gateway's welcome.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HelloOk {
    /// 0 where the dialect has no protocol number.
    #[serde(default)]
    pub protocol: u32,
    #[serde(default)]
    pub server: Server,
    #[serde(default)]
    pub features: Features,
    #[serde(default)]
    pub snapshot: Snapshot,
    /// Absent when the gateway issues no device token.
    #[serde(default)]
    pub auth: Option<Granted>,
    #[serde(default)]
    pub policy: Policy,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Server {
    #[serde(default)]
    pub version: Option<String>,
    #[serde(default)]
    pub host: Option<String>,
    #[serde(default)]
    pub conn_id: Option<String>,
    #[serde(default)]
    pub build_id: Option<String>,
    /// Changes with each start of the gateway.
    #[serde(default)]
    pub boot_id: Option<String>,
}

/// What this gateway can do. Absent lists are unknown, not empty.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Features {
    #[serde(default)]
    pub methods: Option<Vec<String>>,
    #[serde(default)]
    pub events: Option<Vec<String>>,
    #[serde(default)]
    pub capabilities: Option<Vec<String>>,
}

/// The state of the gateway at the moment of the welcome.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    #[serde(default)]
    pub presence: Vec<Value>,
    #[serde(default)]
    pub health: Option<Value>,
    #[serde(default)]
    pub state_version: Option<StateVersion>,
    #[serde(default)]
    pub uptime_ms: Option<u64>,
    #[serde(default)]
    pub config_path: Option<String>,
    #[serde(default)]
    pub state_dir: Option<String>,
    #[serde(default)]
    pub session_defaults: Option<SessionDefaults>,
    #[serde(default)]
    pub update_available: Option<Value>,
    #[serde(default)]
    pub auth_mode: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub struct StateVersion {
    #[serde(default)]
    pub presence: u64,
    #[serde(default)]
    pub health: u64,
}

/// Which conversation a newcomer is in.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionDefaults {
    #[serde(default)]
    pub default_agent_id: Option<String>,
    #[serde(default)]
    pub main_key: Option<String>,
    #[serde(default)]
    pub main_session_key: Option<String>,
    #[serde(default)]
    pub scope: Option<String>,
}

/// What was granted, and the token by which this device comes back.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Granted {
    #[serde(default)]
    pub device_token: Option<String>,
    #[serde(default)]
    pub role: Option<String>,
    #[serde(default)]
    pub scopes: Option<Vec<String>>,
    #[serde(default)]
    pub issued_at_ms: Option<u64>,
}

impl std::fmt::Debug for Granted {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Granted").field("scopes", &self.scopes).finish_non_exhaustive()
    }
}

/// What the gateway allows on the wire.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Policy {
    #[serde(default)]
    pub max_payload: Option<u64>,
    #[serde(default)]
    pub max_buffered_bytes: Option<u64>,
    #[serde(default)]
    pub tick_interval_ms: Option<u64>,
    #[serde(default)]
    pub attachments: Option<AttachmentLimits>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AttachmentLimits {
    #[serde(default)]
    pub max_bytes: Option<u64>,
    #[serde(default)]
    pub max_image_bytes: Option<u64>,
}
