//! Wizards: the gateway asks, the operator answers, step by step.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::protocol::lenient;
use crate::protocol::method::methods;

methods! {
    WizardStart: "wizard.start", Admin => WizardTurn, 130_000;
    WizardNext: "wizard.next", Admin => WizardTurn, 130_000;
    WizardCancel: "wizard.cancel", Admin => WizardState;
    WizardStatus: "wizard.status", Admin => WizardState;
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WizardStart {
    /// `local` or `remote`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workspace: Option<String>,
    /// `setup` or `channels` (protocol 4 on).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow: Option<String>,
    /// With flow `channels`: the one to begin with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
}

/// Without an answer, the step at hand is told again.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WizardNext {
    pub session_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<WizardAnswer>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WizardAnswer {
    pub step_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WizardCancel {
    pub session_id: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WizardStatus {
    pub session_id: String,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WizardTurn {
    /// Told once, by `wizard.start`.
    pub session_id: Option<String>,
    pub done: Option<bool>,
    pub step: Option<WizardStep>,
    /// `running`, `done`, `cancelled` or `error`.
    pub status: Option<String>,
    pub error: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WizardState {
    pub status: Option<String>,
    pub error: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WizardStep {
    pub id: String,
    /// `note`, `select`, `text`, `confirm`, `multiselect`, `progress`, `action`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub title: Option<String>,
    pub message: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub options: Vec<WizardOption>,
    pub initial_value: Option<Value>,
    pub placeholder: Option<String>,
    pub sensitive: Option<bool>,
    /// `gateway` or `client`.
    pub executor: Option<String>,
    /// A page to be opened by hand (late 2026 on).
    pub external_url: Option<String>,
    /// A code to be typed on another page (late 2026 on).
    pub device_code: Option<WizardCode>,
}

impl WizardStep {
    /// Whether the gateway waits for an answer. A kind nobody knows is taken to.
    #[must_use]
    pub fn waits(&self) -> bool {
        match self.kind.as_deref() {
            Some("progress") => false,
            Some("action") => self.executor.as_deref() != Some("gateway"),
            _ => true,
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WizardCode {
    pub code: Option<String>,
    pub expires_in_minutes: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WizardOption {
    pub value: Option<Value>,
    pub label: Option<String>,
    pub hint: Option<String>,
}
