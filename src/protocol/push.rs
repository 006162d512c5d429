//! Web push: the gateway tells a browser even while no console is open (gateways of late 2026). Names
//! and shapes are those of `src/gateway/server-methods/push.ts` and `push-web-preferences.ts` of 2026.9.6.
//!
//! What is pushed is `{title, body, tag, renotify, url}`; `url` is relative to the console's scope, for
//! the gateway's own console: `approve/<id>`, `ask/<id>`, `automations?job=…&run=…`, `chat/<agent>/<rest
//! of the key>`, `tasks`, `sessions`, with `#gatewayUrl=…` where a public address is configured.
//! `push.web.test` pushes title and body alone. Titles and bodies are English. `public/sw.js` reads it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::protocol::lenient;
use crate::protocol::method::methods;
use crate::protocol::secret::Secret;

methods! {
    PushWebVapidPublicKey: "push.web.vapidPublicKey", Write => PushKey;
    PushWebSubscribe: "push.web.subscribe", Write => PushSubscribed;
    PushWebUnsubscribe: "push.web.unsubscribe", Write => PushUnsubscribed;
    PushWebTest: "push.web.test", Write => PushTested, 60_000;
    PushWebPreferencesGet: "push.web.preferences.get", Read => PushPreferences;
    PushWebPreferencesSet: "push.web.preferences.set", Write => PushPreferencesSet;
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PushWebVapidPublicKey {}

/// The key a browser subscribes with, in base64 as addresses have it. It may change: then what was
/// subscribed before gets nothing any more.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PushKey {
    pub vapid_public_key: Option<String>,
}

/// Hands a browser's subscription over, or renews it: who hands it over again changes nothing. It is
/// bound to the device and the profile of this connection, and is refused without a device.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PushWebSubscribe {
    /// `https:`, and as good as a secret.
    pub endpoint: Secret,
    pub keys: PushKeys,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PushKeys {
    pub p256dh: Secret,
    pub auth: Secret,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PushSubscribed {
    pub subscription_id: Option<String>,
}

/// Refused (`FORBIDDEN`) for a subscription of another device or of none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PushWebUnsubscribe {
    pub endpoint: Secret,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct PushUnsubscribed {
    pub removed: Option<bool>,
}

/// Goes to every browser that is subscribed, of every device.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PushWebTest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

/// Refused when none could be reached.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct PushTested {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub results: Vec<PushResult>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PushResult {
    pub ok: Option<bool>,
    pub subscription_id: Option<String>,
    pub status_code: Option<u64>,
    pub error: Option<String>,
}

/// Refused (`FORBIDDEN`) for a subscription of another device or of none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PushWebPreferencesGet {
    pub endpoint: Secret,
}

/// What is pushed to this browser. What the device does not say, the user says.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PushPreferences {
    /// Whether the gateway knows who is connected, so that there are defaults of a user.
    pub durable_identity: Option<bool>,
    /// `enabled`, `label`, and where they differ from the user's: `categories`, `detailLevel`,
    /// `quietHours`, `agentIds`. Given back whole with one thing changed.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub device: Map<String, Value>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub effective: PushEffective,
}

/// What is in force.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PushEffective {
    pub enabled: Option<bool>,
    /// `approvalRequested`, `agentFinished`, `agentQuestion`, `humanMentioned`, `scheduledTaskFailed`,
    /// `backgroundTaskFailed` or a later word.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub categories: BTreeMap<String, bool>,
    /// `private`, `identified`, `detailed` or a later word.
    pub detail_level: Option<String>,
}

/// Takes the place of all that the device said before. The gateway refuses fields it does not know.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PushWebPreferencesSet {
    pub endpoint: Secret,
    /// `device`, or `user` where the identity is durable.
    pub scope: String,
    pub preferences: Map<String, Value>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct PushPreferencesSet {
    pub scope: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub preferences: Map<String, Value>,
}
