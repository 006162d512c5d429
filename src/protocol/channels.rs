//! Channels: the messengers a gateway is linked to, their accounts, and signing in and out.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::protocol::health::EventLoopHealth;
use crate::protocol::lenient;
use crate::protocol::method::methods;

methods! {
    ChannelsStatus: "channels.status", Read => ChannelsSummary, 150_000;
    ChannelsLogout: "channels.logout", Admin => ChannelLoggedOut;
    ChannelsStart: "channels.start", Admin => ChannelStarted, 60_000;
    ChannelsStop: "channels.stop", Admin => ChannelStopped, 60_000;
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
    /// Late gateways: some of it could not be found out, and `warnings` say what.
    pub partial: Option<bool>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub warnings: Vec<String>,
    /// Late gateways: what they find wrong by themselves.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub status_issues: Vec<StatusIssue>,
    pub event_loop: Option<EventLoopHealth>,
}

/// Something about an account that wants to be looked at, and how it is put right.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusIssue {
    pub channel: Option<String>,
    pub account_id: Option<String>,
    /// `intent`, `permissions`, `config`, `auth` or `runtime`.
    pub kind: Option<String>,
    pub message: Option<String>,
    pub fix: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelMeta {
    pub id: String,
    pub label: Option<String>,
    pub detail_label: Option<String>,
    pub system_image: Option<String>,
}

/// An account of a channel. Any plugin may tell anything: what is not of the shape known here, and
/// fields that only some plugins tell, are in `rest`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChannelAccount {
    pub account_id: String,
    pub name: Option<String>,
    pub enabled: Option<bool>,
    pub configured: Option<bool>,
    pub linked: Option<bool>,
    pub running: Option<bool>,
    pub connected: Option<bool>,
    pub reconnect_attempts: Option<u64>,
    /// Milliseconds since the epoch, as all times here.
    pub last_connected_at: Option<u64>,
    pub last_error: Option<Value>,
    pub last_start_at: Option<u64>,
    pub last_stop_at: Option<u64>,
    pub last_inbound_at: Option<u64>,
    pub last_outbound_at: Option<u64>,
    pub last_probe_at: Option<u64>,
    pub mode: Option<String>,
    pub dm_policy: Option<String>,
    /// Late gateways: their own judgement in one word.
    pub health_state: Option<String>,
    pub probe: Option<Value>,
    pub audit: Option<Value>,
    pub rest: BTreeMap<String, Value>,
}

impl<'de> Deserialize<'de> for ChannelAccount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::of(BTreeMap::deserialize(deserializer)?))
    }
}

impl ChannelAccount {
    fn of(mut told: BTreeMap<String, Value>) -> Self {
        let told = &mut told;
        Self {
            account_id: text(told, "accountId").unwrap_or_else(|| "default".to_owned()),
            name: text(told, "name"),
            enabled: flag(told, "enabled"),
            configured: flag(told, "configured"),
            linked: flag(told, "linked"),
            running: flag(told, "running"),
            connected: flag(told, "connected"),
            reconnect_attempts: taken(told, "reconnectAttempts", Value::as_u64),
            last_connected_at: time(told, "lastConnectedAt"),
            last_error: taken(told, "lastError", |error| Some(error.clone())),
            last_start_at: time(told, "lastStartAt"),
            last_stop_at: time(told, "lastStopAt"),
            last_inbound_at: time(told, "lastInboundAt"),
            last_outbound_at: time(told, "lastOutboundAt"),
            last_probe_at: time(told, "lastProbeAt"),
            mode: text(told, "mode"),
            dm_policy: text(told, "dmPolicy"),
            health_state: text(told, "healthState"),
            probe: taken(told, "probe", |probe| Some(probe.clone())),
            audit: taken(told, "audit", |audit| Some(audit.clone())),
            rest: std::mem::take(told),
        }
    }
}

/// Takes a field out if it can be read. `null` says nothing.
fn taken<T>(
    told: &mut BTreeMap<String, Value>,
    name: &str,
    read: fn(&Value) -> Option<T>,
) -> Option<T> {
    let value = told.get(name)?;
    let read = if value.is_null() { None } else { Some(read(value)?) };
    told.remove(name);
    read
}

fn text(told: &mut BTreeMap<String, Value>, name: &str) -> Option<String> {
    taken(told, name, |text| text.as_str().map(str::to_owned))
}

fn flag(told: &mut BTreeMap<String, Value>, name: &str) -> Option<bool> {
    taken(told, name, Value::as_bool)
}

fn time(told: &mut BTreeMap<String, Value>, name: &str) -> Option<u64> {
    taken(told, name, |time| lenient::moment(time.clone()).ok().flatten())
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
    pub logged_out: Option<bool>,
    /// Its key also stands in the gateway's environment, so it will be back.
    pub env_token: Option<bool>,
}

/// Starts an account that has been stopped.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelsStart {
    pub channel: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelStarted {
    pub started: Option<bool>,
    /// Late gateways: what became of it.
    pub outcome: Option<Value>,
}

/// Stops an account until it is started again or the gateway restarts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelsStop {
    pub channel: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChannelStopped {
    pub stopped: Option<bool>,
}

/// Begins signing in by QR code. Only where a channel's plugin offers it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WebLoginStart {
    /// Late gateways only. Without it the first channel that offers it is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
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
    /// Late gateways only, as all but the last two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_key: Option<String>,
    /// The code on the screen: the answer comes when there is a newer one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_qr_data_url: Option<String>,
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::ChannelAccount;

    #[test]
    fn a_plugin_may_tell_anything_and_nothing_of_it_is_lost() {
        let told = json!({
            "accountId": "a", "running": "perhaps", "connected": null, "mode": {"odd": 1},
            "reconnectAttempts": -1, "lastStartAt": "2026-02-15T07:20:00Z", "glow": [1],
            "lastError": {"at": 5},
        });
        let account: ChannelAccount = serde_json::from_value(told).unwrap();
        assert_eq!((account.running, account.connected, account.mode), (None, None, None));
        assert_eq!(account.last_start_at, Some(1_771_140_000_000));
        assert_eq!(account.last_error, Some(json!({"at": 5})));
        let rest: Vec<(&str, &Value)> =
            account.rest.iter().map(|(name, value)| (name.as_str(), value)).collect();
        assert_eq!(
            rest,
            [
                ("glow", &json!([1])),
                ("mode", &json!({"odd": 1})),
                ("reconnectAttempts", &json!(-1)),
                ("running", &json!("perhaps")),
            ]
        );
    }
}
