//! Slash commands an agent understands (2026.4.12 on).

use serde::{Deserialize, Serialize};

use crate::protocol::id::{AgentId, SessionKey};
use crate::protocol::lenient;
use crate::protocol::method::methods;

methods! {
    CommandsList: "commands.list", Read => Commands;
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CommandsList {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_id: Option<AgentId>,
    /// Late 2026 on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_key: Option<SessionKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// `text`, `native` or `both`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_args: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Commands {
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub commands: Vec<Command>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Command {
    pub name: String,
    pub native_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub text_aliases: Vec<String>,
    pub description: Option<String>,
    pub category: Option<String>,
    /// `native`, `skill` or `plugin`.
    pub source: Option<String>,
    pub accepts_args: Option<bool>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub args: Vec<CommandArgument>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CommandArgument {
    pub name: String,
    pub description: Option<String>,
    /// `string`, `number` or `boolean`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub required: Option<bool>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub choices: Vec<CommandChoice>,
    pub dynamic: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CommandChoice {
    pub value: Option<String>,
    pub label: Option<String>,
}
