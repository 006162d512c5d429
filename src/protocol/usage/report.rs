//! The reply to `sessions.usage`: each session's use, and the same by model, agent, channel and day.

use serde::Deserialize;
use serde_json::Value;

use crate::protocol::id::{AgentId, SessionKey};
use crate::protocol::lenient;
use crate::protocol::usage::{CacheStatus, UsageDay, UsageTotals};

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionsUsageReport {
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub updated_at: Option<u64>,
    pub start_date: Option<String>,
    pub end_date: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub sessions: Vec<SessionUse>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub totals: UsageTotals,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub aggregates: UsageAggregates,
    pub cache_status: Option<CacheStatus>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionUse {
    pub key: SessionKey,
    pub session_id: Option<String>,
    pub label: Option<String>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub updated_at: Option<u64>,
    pub agent_id: Option<AgentId>,
    pub channel: Option<String>,
    pub chat_type: Option<String>,
    pub model: Option<String>,
    pub model_provider: Option<String>,
    pub model_override: Option<String>,
    pub provider_override: Option<String>,
    pub origin: Option<Origin>,
    /// `instance` or `family` (late 2026 on), and how many sessions that is together.
    pub scope: Option<String>,
    pub historical_instance_count: Option<u64>,
    /// Absent while it is being gathered.
    #[serde(rename = "usage")]
    pub figures: Option<SessionFigures>,
    /// How much the session's context weighs: a size, not a use.
    pub context_weight: Option<Value>,
    pub has_context_weight: Option<bool>,
}

/// Where a session came from.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Origin {
    pub provider: Option<String>,
    pub surface: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionFigures {
    #[serde(flatten)]
    pub totals: UsageTotals,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub first_activity: Option<u64>,
    /// Milliseconds since the epoch.
    #[serde(default, deserialize_with = "lenient::moment")]
    pub last_activity: Option<u64>,
    pub duration_ms: Option<f64>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub activity_dates: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub daily_breakdown: Vec<DayUse>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub daily_message_counts: Vec<DayMessages>,
    /// Messages by quarters of an hour in UTC (late 2026 on).
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub utc_quarter_hour_message_counts: Vec<QuarterMessages>,
    /// Tokens by quarters of an hour in UTC (late 2026 on).
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub utc_quarter_hour_token_usage: Vec<QuarterTokens>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub daily_latency: Vec<DayLatency>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub daily_model_usage: Vec<ModelDay>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub message_counts: MessageCounts,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub model_usage: Vec<UsageGroup>,
    pub latency: Option<Latency>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub tool_usage: ToolUse,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DayUse {
    pub date: String,
    pub tokens: Option<u64>,
    pub cost: Option<f64>,
    pub messages: Option<u64>,
    pub tool_calls: Option<u64>,
    pub errors: Option<u64>,
    /// Tokens by kind and answers without a price (late 2026 on).
    #[serde(flatten)]
    pub totals: UsageTotals,
}

/// What was said in one quarter of an hour.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QuarterMessages {
    /// `YYYY-MM-DD` in UTC.
    pub date: String,
    /// 0 to 95.
    pub quarter_index: u32,
    #[serde(flatten)]
    pub counts: MessageCounts,
}

/// What was used in one quarter of an hour.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct QuarterTokens {
    /// `YYYY-MM-DD` in UTC.
    pub date: String,
    /// 0 to 95.
    pub quarter_index: u32,
    #[serde(flatten)]
    pub totals: UsageTotals,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DayMessages {
    pub date: String,
    #[serde(flatten)]
    pub counts: MessageCounts,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageCounts {
    pub total: Option<u64>,
    pub user: Option<u64>,
    pub assistant: Option<u64>,
    pub tool_calls: Option<u64>,
    pub tool_results: Option<u64>,
    pub errors: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DayLatency {
    pub date: String,
    #[serde(flatten)]
    pub latency: Latency,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Latency {
    pub count: Option<u64>,
    pub avg_ms: Option<f64>,
    pub p95_ms: Option<f64>,
    pub min_ms: Option<f64>,
    pub max_ms: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ModelDay {
    pub date: String,
    pub provider: Option<String>,
    pub model: Option<String>,
    pub tokens: Option<u64>,
    pub cost: Option<f64>,
    pub count: Option<u64>,
}

/// One model, provider, agent or channel: which is set says what it is grouped by.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UsageGroup {
    pub provider: Option<String>,
    pub model: Option<String>,
    pub agent_id: Option<AgentId>,
    pub channel: Option<String>,
    pub count: Option<u64>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub totals: UsageTotals,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ToolUse {
    pub total_calls: Option<u64>,
    pub unique_tools: Option<u64>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub tools: Vec<ToolCount>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ToolCount {
    pub name: String,
    pub count: Option<u64>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UsageAggregates {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub messages: MessageCounts,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub tools: ToolUse,
    /// How many sessions there are, listed or not (late 2026 on).
    pub session_count: Option<u64>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub by_model: Vec<UsageGroup>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub by_provider: Vec<UsageGroup>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub by_agent: Vec<UsageGroup>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub by_channel: Vec<UsageGroup>,
    pub latency: Option<Latency>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub daily_latency: Vec<DayLatency>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub model_daily: Vec<ModelDay>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub daily: Vec<DayUse>,
    /// The days with tokens by kind (late 2026 on).
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub cost_daily: Vec<UsageDay>,
}
