//! What it costs: totals, days, sessions. An absent figure is unknown, never nothing.

pub mod report;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::protocol::id::{AgentId, SessionKey};
use crate::protocol::lenient;
use crate::protocol::method::methods;
use crate::protocol::usage::report::SessionsUsageReport;

methods! {
    UsageStatus: "usage.status", Read => UsageQuotas;
    UsageCost: "usage.cost", Read => UsageCosts, 60_000;
    SessionsUsage: "sessions.usage", Read => SessionsUsageReport, 60_000;
    SessionsUsageTimeseries: "sessions.usage.timeseries", Read => UsageSeries, 60_000;
    SessionsUsageLogs: "sessions.usage.logs", Read => UsageLogs, 60_000;
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UsageStatus {}

/// What providers say is left.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UsageQuotas {
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub updated_at: Option<u64>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub providers: Vec<ProviderQuota>,
    /// The gateway is still asking the providers (late 2026 on).
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub refreshing: bool,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProviderQuota {
    pub provider: String,
    pub display_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub windows: Vec<QuotaWindow>,
    pub plan: Option<String>,
    pub error: Option<String>,
    /// One sentence of the provider about it (late 2026 on).
    pub summary: Option<String>,
    pub account_email: Option<String>,
    /// Balances and budgets at the provider (late 2026 on).
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub billing: Vec<Billing>,
}

/// A balance, what was spent or a budget, as `type` says.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Billing {
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub label: Option<String>,
    pub amount: Option<f64>,
    pub used: Option<f64>,
    pub limit: Option<f64>,
    pub unit: Option<String>,
    pub period: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QuotaWindow {
    pub label: Option<String>,
    pub used_percent: Option<f64>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub reset_at: Option<u64>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UsageCost {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    #[serde(flatten)]
    pub days_of: DaysOf,
    #[serde(flatten)]
    pub agents: AgentsOf,
}

/// Whose days are meant. 2026.2.6 refuses it, 2026.4.15 knows `mode` and `utcOffset` and counts by
/// its own days all the same, later gateways know all three and count by the days they mean.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DaysOf {
    /// `utc`, `gateway` or `specific`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// With mode `specific`: for example `UTC+5:30`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub utc_offset: Option<String>,
    /// With mode `specific`: for example `Europe/Berlin`. Preferred to the offset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

/// Whose use is meant. Gateways that know it answer for the main agent only when nothing is said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentsOf {
    /// `all`; not together with an agent or a key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_scope: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<AgentId>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UsageCosts {
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub updated_at: Option<u64>,
    pub days: Option<u64>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub daily: Vec<UsageDay>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub totals: UsageTotals,
    pub cache_status: Option<CacheStatus>,
}

/// Whether figures are still being gathered (late 2026 on).
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CacheStatus {
    pub status: Option<String>,
    pub cached_files: Option<u64>,
    pub pending_files: Option<u64>,
    pub stale_files: Option<u64>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub refreshed_at: Option<u64>,
}

impl CacheStatus {
    /// Whether all that is told is all there is. Unknown words are taken as complete.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !matches!(self.status.as_deref(), Some("refreshing" | "partial" | "stale"))
    }
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UsageDay {
    pub date: String,
    #[serde(flatten)]
    pub totals: UsageTotals,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UsageTotals {
    pub input: Option<u64>,
    pub output: Option<u64>,
    pub cache_read: Option<u64>,
    pub cache_write: Option<u64>,
    pub total_tokens: Option<u64>,
    pub total_cost: Option<f64>,
    pub input_cost: Option<f64>,
    pub output_cost: Option<f64>,
    pub cache_read_cost: Option<f64>,
    pub cache_write_cost: Option<f64>,
    /// How many answers have no price.
    pub missing_cost_entries: Option<u64>,
    /// The same by `provider/model` (late 2026 on).
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub missing_cost_by_model: BTreeMap<String, u64>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionsUsage {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<SessionKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_context_weight: Option<bool>,
    #[serde(flatten)]
    pub days_of: DaysOf,
    #[serde(flatten)]
    pub agents: AgentsOf,
    /// `instance` or `family`, which counts what a session was before it was reset as its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_by: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionsUsageTimeseries {
    pub key: SessionKey,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UsageSeries {
    pub session_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub points: Vec<UsagePoint>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UsagePoint {
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub timestamp: Option<u64>,
    pub input: Option<u64>,
    pub output: Option<u64>,
    pub cache_read: Option<u64>,
    pub cache_write: Option<u64>,
    pub total_tokens: Option<u64>,
    pub cost: Option<f64>,
    pub cumulative_tokens: Option<u64>,
    pub cumulative_cost: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionsUsageLogs {
    pub key: SessionKey,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UsageLogs {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub logs: Vec<UsageLog>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UsageLog {
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub timestamp: Option<u64>,
    pub role: Option<String>,
    pub content: Option<String>,
    pub tokens: Option<u64>,
    pub cost: Option<f64>,
}
