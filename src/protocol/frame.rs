//! The envelopes: what surrounds each request, reply and event. Every documented spelling of an
//! incoming frame fits into [`Incoming`]; what it means is read in `gateway/dialect`.

use serde::{Deserialize, Serialize};
use serde_json::{Number, Value, value::RawValue};

/// A request as protocols 3 and 4 write it.
#[derive(Debug, Serialize)]
pub struct RequestFrame<'a> {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub id: &'a str,
    pub method: &'a str,
    pub params: &'a RawValue,
}

/// Any frame a gateway may send, with every field that one of the dialects uses.
#[derive(Debug, Deserialize)]
pub struct Incoming {
    /// `res`, `event`, and in some dialects nothing.
    #[serde(default, rename = "type")]
    pub kind: Option<String>,
    #[serde(default)]
    pub jsonrpc: Option<String>,
    #[serde(default)]
    pub id: Option<FrameId>,
    #[serde(default)]
    pub ok: Option<bool>,
    #[serde(default)]
    pub payload: Option<Box<RawValue>>,
    #[serde(default)]
    pub result: Option<Box<RawValue>>,
    #[serde(default)]
    pub data: Option<Box<RawValue>>,
    #[serde(default)]
    pub error: Option<Value>,
    #[serde(default)]
    pub event: Option<String>,
    /// A notification of the JSON-RPC framing.
    #[serde(default)]
    pub method: Option<String>,
    #[serde(default)]
    pub params: Option<Box<RawValue>>,
    /// Counts events; absent for those aimed at one connection.
    #[serde(default)]
    pub seq: Option<u64>,
}

/// Ids come back as they were sent, or as a number.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum FrameId {
    Text(String),
    Number(Number),
}

impl FrameId {
    #[must_use]
    pub fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}

/// Why the gateway said no.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ErrorShape {
    #[serde(default)]
    pub code: String,
    #[serde(default)]
    pub message: String,
    #[serde(default)]
    pub details: Option<Value>,
    #[serde(default)]
    pub retryable: Option<bool>,
    #[serde(default)]
    pub retry_after_ms: Option<u64>,
}

impl ErrorShape {
    /// A text field of `details`.
    #[must_use]
    pub fn detail(&self, name: &str) -> Option<&str> {
        self.details.as_ref()?.get(name)?.as_str()
    }
}
