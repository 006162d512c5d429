//! Who answers.

use serde_json::{Value, json};

use crate::profile::Profile;
use crate::seeds::models;

pub(crate) struct Agent {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) emoji: &'static str,
    pub(crate) theme: &'static str,
}

pub(crate) const ALL: &[Agent] = &[
    Agent { id: "main", name: "Mira", emoji: "🧭", theme: "calm navigator" },
    Agent { id: "scout", name: "Scout", emoji: "🔭", theme: "curious researcher" },
    Agent { id: "smith", name: "Smith", emoji: "🔧", theme: "patient builder" },
];

pub(crate) fn find(id: &str) -> Option<&'static Agent> {
    ALL.iter().find(|agent| agent.id == id)
}

/// The reply of `agents.list`.
pub(crate) fn list(profile: Profile) -> Value {
    let agents: Vec<Value> = ALL.iter().map(|agent| row(profile, agent)).collect();
    let mut list = json!({
        "defaultId": "main", "mainKey": "main", "scope": "per-sender", "agents": agents,
    });
    if profile.is_new_shape() {
        list["ownership"] = "sole".into();
        list["selectionRequired"] = false.into();
    }
    list
}

fn row(profile: Profile, agent: &Agent) -> Value {
    let mut row = json!({
        "id": agent.id,
        "name": agent.name,
        "identity": { "name": agent.name, "emoji": agent.emoji, "theme": agent.theme },
    });
    if profile.has_session_events() {
        row["workspace"] = "/home/operator/ws".into();
        row["model"] = json!({ "primary": "script/script-1" });
    }
    if profile.is_new_shape() {
        let thinking = models::thinking();
        row["workspaceGit"] = true.into();
        row["agentRuntime"] = json!({
            "id": "auto",
            "cloudPlacementSupported": false,
            "devicePlacementSupported": false,
            "source": "implicit",
        });
        row["thinkingLevels"] = thinking.levels;
        row["thinkingOptions"] = thinking.options;
        row["thinkingDefault"] = thinking.default;
        row["defaultPermissionMode"] = "full".into();
    }
    row
}

/// The reply of `agent.identity.get`.
pub(crate) fn identity(profile: Profile, agent: &Agent) -> Value {
    let mut identity = json!({ "agentId": agent.id, "name": agent.name, "avatar": agent.emoji, "emoji": agent.emoji });
    if profile.is_new_shape() {
        identity["nameSource"] = "configured".into();
    }
    identity
}
