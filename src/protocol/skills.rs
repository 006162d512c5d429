//! Skills: what agents can do, what they lack for it, and installing that.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::protocol::id::AgentId;
use crate::protocol::lenient;
use crate::protocol::method::methods;
use crate::protocol::secret::Secret;

methods! {
    SkillsStatus: "skills.status", Read => Skills;
    SkillsBins: "skills.bins", Node => SkillBins;
    SkillsInstall: "skills.install", Admin => SkillInstalled, 600_000;
    SkillsUpdate: "skills.update", Admin => SkillUpdated;
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SkillsStatus {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<AgentId>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Skills {
    pub workspace_dir: Option<String>,
    pub managed_skills_dir: Option<String>,
    /// Late gateways say whose skills these are; they also install for an agent.
    pub agent_id: Option<AgentId>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub skills: Vec<Skill>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Skill {
    pub name: String,
    pub skill_key: Option<String>,
    pub description: Option<String>,
    pub source: Option<String>,
    pub bundled: Option<bool>,
    pub file_path: Option<String>,
    pub base_dir: Option<String>,
    pub emoji: Option<String>,
    pub homepage: Option<String>,
    /// Which variable an API key goes to.
    pub primary_env: Option<String>,
    pub always: Option<bool>,
    pub disabled: Option<bool>,
    pub blocked_by_allowlist: Option<bool>,
    pub blocked_by_agent_filter: Option<bool>,
    pub platform_incompatible: Option<bool>,
    pub eligible: Option<bool>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub requirements: SkillNeeds,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub missing: SkillNeeds,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub config_checks: Vec<ConfigCheck>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub install: Vec<SkillInstaller>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SkillNeeds {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub bins: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub any_bins: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub env: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub config: Vec<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub os: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigCheck {
    pub path: Option<String>,
    pub satisfied: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SkillInstaller {
    pub id: String,
    pub kind: Option<String>,
    pub label: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub bins: Vec<String>,
}

/// Only for connections with role `node`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SkillsBins {}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SkillBins {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub bins: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SkillsInstall {
    /// Late gateways only: the others refuse it, and install for their default agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<AgentId>,
    pub name: String,
    pub install_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u32>,
}

/// What an installer said. A failed one comes with the refusal.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SkillInstalled {
    pub ok: Option<bool>,
    pub message: Option<String>,
    pub stdout: Option<String>,
    pub stderr: Option<String>,
    /// `null` where nothing was run.
    pub code: Option<Value>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub warnings: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SkillsUpdate {
    pub skill_key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_key: Option<Secret>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub env: BTreeMap<String, Secret>,
}

/// Its `config` may carry secrets and is not read.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SkillUpdated {
    pub skill_key: Option<String>,
}

/// Event `skills.changed` of late gateways: something among the skills is another now.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SkillsChanged {
    pub reason: Option<String>,
}
