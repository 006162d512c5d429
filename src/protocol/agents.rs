//! Agents: who they are, their files, and what a run says while it works.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::protocol::change::Change;
use crate::protocol::id::{AgentId, RunId, SessionKey};
use crate::protocol::lenient;
use crate::protocol::method::methods;
use crate::protocol::models::Level;

methods! {
    Agent: "agent", Write => AgentReply, 600_000;
    AgentWait: "agent.wait", Write => AgentWaited, 600_000;
    AgentIdentityGet: "agent.identity.get", Read => AgentIdentity;
    AgentsList: "agents.list", Read => Agents;
    AgentsCreate: "agents.create", Admin => AgentCreated, 60_000;
    AgentsUpdate: "agents.update", Admin => AgentUpdated, 60_000;
    AgentsDelete: "agents.delete", Admin => AgentDeleted, 120_000;
    AgentsFilesList: "agents.files.list", Read => AgentFiles;
    AgentsFilesGet: "agents.files.get", Read => AgentFileReply;
    AgentsFilesSet: "agents.files.set", Admin => AgentFileReply;
}

/// `agent` and `session.tool`: one step of a run. `data` depends on `stream` (`lifecycle`,
/// `assistant`, `tool`, `thinking`, later `item`, `command_output`, `run_status`, `usage`) and stays
/// unread until someone wants it: `assistant` repeats the whole text at every word.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentEvent {
    pub run_id: RunId,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub stream: String,
    #[serde(default)]
    pub data: Option<Box<RawValue>>,
    /// Absent in runs that belong to no session.
    pub session_key: Option<SessionKey>,
    pub agent_id: Option<AgentId>,
    /// Counts within the run.
    pub seq: Option<u64>,
    /// Milliseconds since the epoch, by the gateway's clock.
    pub ts: Option<u64>,
}

/// Runs an agent. The gateway answers twice under one id: accepted, then ended.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Agent {
    pub message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<AgentId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_key: Option<SessionKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thinking: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deliver: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_channel: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_account_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thread_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_channel: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group_space: Option<String>,
    /// Seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lane: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra_system_prompt: Option<String>,
    pub idempotency_key: RunId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spawned_by: Option<SessionKey>,
}

/// Status `accepted` first, then `ok` or `error` with a summary.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentReply {
    pub run_id: Option<RunId>,
    pub status: Option<String>,
    pub accepted_at: Option<u64>,
    pub summary: Option<String>,
    pub result: Option<Value>,
    pub error: Option<Value>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentWait {
    pub run_id: RunId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentWaited {
    pub run_id: Option<RunId>,
    /// `ok`, `error` or `timeout`.
    pub status: Option<String>,
    pub started_at: Option<u64>,
    pub ended_at: Option<u64>,
    pub error: Option<Value>,
}

/// Without either field, the default agent's.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentIdentityGet {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<AgentId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_key: Option<SessionKey>,
}

/// A name and a face. `avatar` is a letter, a path or a data URL.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentIdentity {
    pub agent_id: Option<AgentId>,
    pub name: Option<String>,
    /// `default` where nobody has given it a name (late 2026 on).
    pub name_source: Option<String>,
    pub theme: Option<String>,
    pub emoji: Option<String>,
    pub avatar: Option<String>,
    pub avatar_url: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgentsList {}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Agents {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub agents: Vec<AgentRow>,
    pub default_id: Option<AgentId>,
    pub main_key: Option<String>,
    /// `per-sender` or `global`.
    pub scope: Option<String>,
    /// `sole`, `legacy` or `explicit`: how the configuration lists them (late 2026 on).
    pub ownership: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentRow {
    pub id: AgentId,
    pub name: Option<String>,
    pub identity: Option<AgentIdentity>,
    pub workspace: Option<String>,
    pub model: Option<AgentModel>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub thinking_levels: Vec<Level>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub thinking_options: Vec<Level>,
    pub thinking_default: Option<String>,
}

/// Makes an agent with a folder of its own. Early gateways insist on `workspace`, late ones choose
/// one where it is absent.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentsCreate {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workspace: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emoji: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentCreated {
    pub agent_id: AgentId,
    pub name: Option<String>,
    pub workspace: Option<String>,
    pub model: Option<String>,
}

/// What is absent stays. A name, an emoji and an avatar can be replaced and never taken away.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentsUpdate {
    pub agent_id: AgentId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workspace: Option<String>,
    /// Cleared, the agent uses the model of all (late 2026 on).
    #[serde(skip_serializing_if = "Change::is_keep")]
    pub model: Change<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emoji: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentUpdated {
    pub agent_id: Option<AgentId>,
}

/// Without a word about them, gateways move the files to the trash.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentsDelete {
    pub agent_id: AgentId,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delete_files: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentDeleted {
    pub agent_id: Option<AgentId>,
    pub removed_bindings: Option<u64>,
    /// What became of its folders and databases (late 2026 on).
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub removed: Vec<CleanedUp>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub failed: Vec<CleanedUp>,
    /// Its sessions could not be taken out of the list.
    pub purge_failed: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CleanedUp {
    pub path: Option<String>,
    /// `trash` or `missing`.
    pub method: Option<String>,
    pub reason: Option<String>,
}

/// The model an agent uses, and those it falls back to. Written as one word or as a block.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "AgentModelForm")]
pub struct AgentModel {
    pub primary: Option<String>,
    pub fallbacks: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum AgentModelForm {
    Word(String),
    Block {
        primary: Option<String>,
        #[serde(default, deserialize_with = "lenient::or_default")]
        fallbacks: Vec<String>,
    },
}

impl From<AgentModelForm> for AgentModel {
    fn from(form: AgentModelForm) -> Self {
        match form {
            AgentModelForm::Word(primary) => Self { primary: Some(primary), fallbacks: Vec::new() },
            AgentModelForm::Block { primary, fallbacks } => Self { primary, fallbacks },
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentsFilesList {
    pub agent_id: AgentId,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentFiles {
    pub agent_id: Option<AgentId>,
    pub workspace: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub files: Vec<AgentFile>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentFile {
    pub name: String,
    pub path: Option<String>,
    pub missing: Option<bool>,
    /// Missing, and nobody minds (late 2026 on).
    pub expected_absent: Option<bool>,
    pub size: Option<u64>,
    pub updated_at_ms: Option<f64>,
    /// SHA-256 of what stands in it (late 2026 on).
    pub hash: Option<String>,
    pub content: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentsFilesGet {
    pub agent_id: AgentId,
    pub name: String,
}

/// Writes the whole file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentsFilesSet {
    pub agent_id: AgentId,
    pub name: String,
    pub content: String,
    /// Refused where the file is not what it was. Only for gateways that tell hashes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected_hash: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgentFileReply {
    pub agent_id: Option<AgentId>,
    pub workspace: Option<String>,
    pub file: AgentFile,
}
