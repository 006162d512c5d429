//! Cron: jobs that wake agents at their time.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::protocol::id::{AgentId, JobId, RunId, SessionKey};
use crate::protocol::lenient;
use crate::protocol::method::methods;

methods! {
    CronList: "cron.list", Read => CronJobs;
    CronGet: "cron.get", Read => CronJob;
    CronStatus: "cron.status", Read => CronScheduler;
    CronAdd: "cron.add", Admin => CronJob;
    CronUpdate: "cron.update", Admin => CronJob;
    CronRemove: "cron.remove", Admin => CronRemoved;
    CronRun: "cron.run", Admin => CronRan, 130_000;
    CronRuns: "cron.runs", Read => CronHistory;
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CronList {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_disabled: Option<bool>,
    /// Only of a gateway that has answered in pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CronJobs {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub jobs: Vec<CronJob>,
    pub total: Option<u64>,
    pub has_more: Option<bool>,
    pub next_offset: Option<u32>,
}

/// One job by its id, where gateways offer that.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CronGet {
    pub id: JobId,
}

/// What is not known is kept in `rest`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CronJob {
    pub id: JobId,
    pub agent_id: Option<AgentId>,
    pub name: Option<String>,
    pub display_name: Option<String>,
    pub description: Option<String>,
    pub enabled: Option<bool>,
    pub delete_after_run: Option<bool>,
    pub created_at_ms: Option<u64>,
    pub updated_at_ms: Option<u64>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub schedule: CronSchedule,
    /// `main`, `isolated`, later others.
    pub session_target: Option<String>,
    /// `now` or `next-heartbeat`.
    pub wake_mode: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub payload: CronPayload,
    pub delivery: Option<CronDelivery>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub state: CronState,
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

/// When. `kind` is `at`, `every`, `cron` or a later word; what is not known is kept in `rest`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CronSchedule {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub kind: String,
    /// ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anchor_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expr: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tz: Option<String>,
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

/// What. `kind` is `systemEvent`, `agentTurn` or a later word; what is not known is kept in `rest`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CronPayload {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thinking: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_seconds: Option<u64>,
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

/// Where the answer goes. `mode` is `none`, `announce` or a later word.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CronDelivery {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_effort: Option<bool>,
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CronState {
    pub next_run_at_ms: Option<u64>,
    pub running_at_ms: Option<u64>,
    pub last_run_at_ms: Option<u64>,
    /// `ok`, `error` or `skipped`.
    pub last_status: Option<String>,
    /// The same in the words of later gateways.
    pub last_run_status: Option<String>,
    pub last_error: Option<String>,
    pub last_duration_ms: Option<f64>,
    pub last_delivered: Option<bool>,
    pub last_delivery_status: Option<String>,
    pub last_delivery_error: Option<String>,
    pub consecutive_errors: Option<u64>,
    /// Later gateways put a job aside that fails again and again, and say so here.
    pub auto_disabled: Option<Value>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CronStatus {}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CronScheduler {
    pub enabled: Option<bool>,
    pub store_path: Option<String>,
    pub jobs: Option<u64>,
    pub next_wake_at_ms: Option<u64>,
}

/// A whole job. As fields by name: a copy takes along what only its gateway knows.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct CronAdd(pub Map<String, Value>);

/// Only what is to change. As fields by name, because gateways differ in how a field is cleared.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CronUpdate {
    pub id: JobId,
    pub patch: Map<String, Value>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CronRemove {
    pub id: JobId,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CronRemoved {
    pub removed: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CronRun {
    pub id: JobId,
    /// `due` or `force`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
}

/// Early gateways have run it when they answer; later ones have put it in a queue.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CronRan {
    pub ran: Option<bool>,
    pub enqueued: Option<bool>,
    pub reason: Option<String>,
    pub run_id: Option<RunId>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CronRuns {
    /// Without one, later gateways tell of all jobs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<JobId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Only of a gateway that has answered in pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CronHistory {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub entries: Vec<CronEntry>,
    pub total: Option<u64>,
    pub has_more: Option<bool>,
    pub next_offset: Option<u32>,
}

/// A run as it ended.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CronEntry {
    pub ts: Option<u64>,
    pub job_id: JobId,
    pub job_name: Option<String>,
    pub action: Option<String>,
    /// `ok`, `error` or `skipped`.
    pub status: Option<String>,
    pub error: Option<String>,
    pub summary: Option<String>,
    pub run_at_ms: Option<u64>,
    pub duration_ms: Option<f64>,
    pub next_run_at_ms: Option<u64>,
    pub session_id: Option<String>,
    pub session_key: Option<SessionKey>,
    pub model: Option<String>,
    pub provider: Option<String>,
    pub delivered: Option<bool>,
    pub delivery_status: Option<String>,
    pub delivery_error: Option<String>,
    pub run_id: Option<RunId>,
}

/// Event `cron`: something happened to a job.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CronEvent {
    pub job_id: JobId,
    /// `added`, `updated`, `removed`, `started` or `finished`.
    pub action: Option<String>,
    pub run_at_ms: Option<u64>,
    pub duration_ms: Option<f64>,
    pub status: Option<String>,
    pub error: Option<String>,
    pub summary: Option<String>,
    pub next_run_at_ms: Option<u64>,
    pub session_id: Option<String>,
    pub session_key: Option<SessionKey>,
    pub model: Option<String>,
    pub provider: Option<String>,
    pub delivered: Option<bool>,
    pub delivery_status: Option<String>,
    pub delivery_error: Option<String>,
    /// Later gateways send the whole job along.
    pub job: Option<CronJob>,
}
