//! The browser an agent drives, reached through the gateway.

use serde::Serialize;
use serde_json::Value;

use crate::protocol::method::methods;

methods! {
    BrowserRequest: "browser.request", Write => Value, 60_000;
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BrowserRequest {
    /// `GET`, `POST` or `DELETE`.
    pub method: String,
    pub path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u32>,
}
