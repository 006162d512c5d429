//! What it costs: totals, days, sessions. An absent figure is unknown, never nothing.

pub mod report;

use serde::{Deserialize, Serialize};

use crate::protocol::id::SessionKey;
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
    /// `utc`, `gateway` or `specific`. Refused by 2026.2.6.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// With mode `specific`: for example `UTC+5:30`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub utc_offset: Option<String>,
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
