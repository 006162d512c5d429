//! Approvals: what agents ask leave for, and the policy that decides when they must.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use crate::protocol::id::{AgentId, NodeId, RequestId, RunId, SessionKey, ToolCallId};
use crate::protocol::lenient;
use crate::protocol::method::methods;
use crate::protocol::system::Done;

methods! {
    ExecApprovalRequest: "exec.approval.request", Approvals => ExecApprovalAnswer, 130_000;
    ExecApprovalResolve: "exec.approval.resolve", Approvals => Done;
    ExecApprovalList: "exec.approval.list", Approvals => Vec<ExecApproval>;
    PluginApprovalList: "plugin.approval.list", Approvals => Vec<PluginApproval>;
    PluginApprovalResolve: "plugin.approval.resolve", Approvals => Done;
    ExecApprovalsGet: "exec.approvals.get", Admin => ExecApprovals;
    ExecApprovalsSet: "exec.approvals.set", Admin => ExecApprovals;
    ExecApprovalsNodeGet: "exec.approvals.node.get", Admin => ExecApprovals;
    ExecApprovalsNodeSet: "exec.approvals.node.set", Admin => ExecApprovals;
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    AllowOnce,
    AllowAlways,
    Deny,
    /// A word of a later gateway.
    #[serde(untagged)]
    Other(String),
}

/// Event `exec.approval.requested`: an agent stands still until someone answers.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecApproval {
    pub id: RequestId,
    pub request: ExecCommand,
    pub created_at_ms: Option<u64>,
    /// No event tells that time has run out.
    pub expires_at_ms: Option<u64>,
}

/// What is to be run, by whom and where.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecCommand {
    pub command: String,
    pub command_argv: Option<Vec<String>>,
    pub cwd: Option<String>,
    /// `gateway`, `node` or `sandbox`.
    pub host: Option<String>,
    pub node_id: Option<NodeId>,
    pub security: Option<String>,
    pub ask: Option<String>,
    pub agent_id: Option<AgentId>,
    pub resolved_path: Option<String>,
    pub session_key: Option<SessionKey>,
    pub run_id: Option<RunId>,
    pub tool_call_id: Option<ToolCallId>,
    /// Empty: not said, so all are allowed.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub allowed_decisions: Vec<Decision>,
    pub warning_text: Option<String>,
    pub command_analysis: Option<CommandAnalysis>,
}

/// What the gateway thinks of the command (late 2026 on).
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CommandAnalysis {
    pub command_count: Option<u64>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub risk_kinds: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub warning_lines: Vec<String>,
}

/// Event `exec.approval.resolved`: someone answered.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecApprovalResolved {
    pub id: RequestId,
    pub decision: Option<Decision>,
    pub resolved_by: Option<String>,
    pub ts: Option<u64>,
}

/// Asks as an agent would. Waits for the answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecApprovalRequest {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<RequestId>,
    pub command: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cwd: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<AgentId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved_path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_key: Option<SessionKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u32>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecApprovalAnswer {
    pub id: Option<RequestId>,
    /// Absent when nobody answered in time.
    pub decision: Option<Decision>,
    pub created_at_ms: Option<u64>,
    pub expires_at_ms: Option<u64>,
}

/// Answers. First answer wins; a late one is refused as unknown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExecApprovalResolve {
    pub id: RequestId,
    pub decision: Decision,
}

/// What still waits (2026.4.9 on).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExecApprovalList {}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExecApprovalsGet {}

/// Replaces the whole policy. `base_hash` is compulsory when a file exists.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecApprovalsSet {
    pub file: ApprovalPolicy,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_hash: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecApprovalsNodeGet {
    pub node_id: NodeId,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecApprovalsNodeSet {
    pub node_id: NodeId,
    pub file: ApprovalPolicy,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_hash: Option<String>,
}

/// The policy as stored.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecApprovals {
    pub path: Option<String>,
    pub exists: Option<bool>,
    pub hash: Option<String>,
    pub file: Option<ApprovalPolicy>,
    pub resolved_defaults: Option<ApprovalRules>,
}

/// Written back whole, so what is not known here is kept in `rest`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApprovalPolicy {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub defaults: Option<ApprovalRules>,
    #[serde(
        default,
        deserialize_with = "lenient::or_default",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub agents: BTreeMap<String, ApprovalRules>,
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApprovalRules {
    /// `deny`, `allowlist` or `full`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security: Option<String>,
    /// `off`, `on-miss` or `always`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask_fallback: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auto_allow_skills: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowlist: Option<Vec<AllowedCommand>>,
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AllowedCommand {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub pattern: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used_command: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_resolved_path: Option<String>,
    #[serde(flatten)]
    pub rest: BTreeMap<String, Value>,
}

/// Event `plugin.approval.requested`: a plugin asks (2026.3.28 on).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PluginApproval {
    pub id: RequestId,
    pub request: PluginQuestion,
    pub created_at_ms: Option<u64>,
    pub expires_at_ms: Option<u64>,
}

/// What plugins still wait for (2026.4.9 on).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PluginApprovalList {}

/// Answers a plugin (2026.3.28 on). First answer wins.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PluginApprovalResolve {
    pub id: RequestId,
    pub decision: Decision,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PluginQuestion {
    pub title: Option<String>,
    pub description: Option<String>,
    pub detail: Option<String>,
    /// `info`, `warning` or `critical`.
    pub severity: Option<String>,
    pub plugin_id: Option<String>,
    pub tool_name: Option<String>,
    pub tool_call_id: Option<ToolCallId>,
    pub agent_id: Option<AgentId>,
    pub session_key: Option<SessionKey>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub allowed_decisions: Vec<Decision>,
}
