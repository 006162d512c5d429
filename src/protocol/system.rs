//! The gateway itself: its ticks, its farewell, and waking it.

use serde::{Deserialize, Serialize};

use crate::protocol::method::methods;

methods! {
    Wake: "wake", Write => Done;
}

/// Reply of calls that only succeed. What more it says is not needed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Done {
    pub ok: Option<bool>,
}

/// Tells the agents something, now or with the next heartbeat.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Wake {
    pub mode: WakeMode,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WakeMode {
    Now,
    NextHeartbeat,
}

/// Event `connect.challenge`: what the device has to sign.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConnectChallenge {
    pub nonce: String,
    pub ts: Option<u64>,
}

/// Event `tick`: a sign of life.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tick {
    pub ts: Option<u64>,
}

/// Event `shutdown`: the gateway is about to close.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Shutdown {
    pub reason: Option<String>,
    pub restart_expected_ms: Option<u64>,
}
