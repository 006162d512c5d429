//! Channels: the messengers a gateway is linked to, their accounts, and signing in and out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::protocol::lenient;
use crate::protocol::method::methods;

methods! {
    ChannelsStatus: "channels.status", Read => ChannelsSummary;
    ChannelsLogout: "channels.logout", Admin => ChannelLoggedOut;
    WebLoginStart: "web.login.start", Admin => WebLogin, 60_000;
    WebLoginWait: "web.login.wait", Admin => WebLogin, 150_000;
}

/// With `probe` each channel is asked anew.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelsStatus {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probe: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelsSummary {
    pub ts: Option<u64>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub channel_order: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub channel_labels: BTreeMap<String, String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub channel_detail_labels: BTreeMap<String, String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub channel_system_images: BTreeMap<String, String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub channel_meta: Vec<ChannelMeta>,
    /// What each plugin tells of itself.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub channels: BTreeMap<String, Value>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub channel_accounts: BTreeMap<String, Vec<ChannelAccount>>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub channel_default_account_id: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelMeta {
    pub id: String,
    pub label: Option<String>,
    pub detail_label: Option<String>,
    pub system_image: Option<String>,
}

/// Fields that only some plugins tell are in `rest`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelAccount {
    pub account_id: String,
    pub name: Option<String>,
    pub enabled: Option<bool>,
    pub configured: Option<bool>,
    pub linked: Option<bool>,
    pub running: Option<bool>,
    pub connected: Option<bool>,
    pub reconnect_attempts: Option<u64>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub last_connected_at: Option<u64>,
    pub last_error: Option<Value>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub last_start_at: Option<u64>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub last_stop_at: Option<u64>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub last_inbound_at: Option<u64>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub last_outbound_at: Option<u64>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub last_probe_at: Option<u64>,
    pub mode: Option<String>,
    pub dm_policy: Option<String>,
    pub probe: Option<Value>,
    pub audit: Option<Value>,
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelsLogout {
    pub channel: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelLoggedOut {
    pub channel: Option<String>,
    pub account_id: Option<String>,
    pub cleared: Option<bool>,
}

/// Begins signing in by QR code. Only where a channel's plugin offers it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WebLoginStart {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verbose: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
}

/// Waits until the code has been scanned.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WebLoginWait {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
}

/// What a plugin answers differs; the rest is in `rest`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WebLogin {
    pub message: Option<String>,
    pub qr_data_url: Option<String>,
    pub connected: Option<bool>,
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}
