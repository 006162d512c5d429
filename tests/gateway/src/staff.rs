//! The agents as they are by now: who they are, where their files lie, and what stands in them.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::profile::Profile;
use crate::seeds::agents as seeds;
use crate::seeds::models;

/// The name that early gateways keep for the one agent that is always there.
const MAIN: &str = "main";

/// What may be read and written, in the order in which it is listed.
const FILES: &[&str] = &[
    "AGENTS.md",
    "SOUL.md",
    "TOOLS.md",
    "IDENTITY.md",
    "USER.md",
    "HEARTBEAT.md",
    "BOOTSTRAP.md",
    "MEMORY.md",
];

#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) text: String,
    pub(crate) at: u64,
}

#[derive(Debug, Clone)]
pub(crate) struct Agent {
    pub(crate) name: String,
    pub(crate) emoji: Option<String>,
    pub(crate) theme: Option<String>,
    pub(crate) avatar: Option<String>,
    pub(crate) model: Option<String>,
    pub(crate) workspace: String,
}

#[derive(Debug)]
pub(crate) struct Staff {
    profile: Profile,
    /// In the order in which they were made.
    pub(crate) agents: Vec<(String, Agent)>,
    /// By folder and name: agents with one folder have one set of files.
    files: BTreeMap<(String, String), File>,
}

impl Staff {
    pub(crate) fn fresh(profile: Profile, now: u64) -> Staff {
        let mut staff = Staff { profile, agents: Vec::new(), files: BTreeMap::new() };
        for agent in seeds::ALL {
            let is_main = agent.id == MAIN;
            let folder = if is_main { "ws".to_owned() } else { format!("ws-{}", agent.id) };
            let made = Agent {
                name: agent.name.to_owned(),
                emoji: Some(agent.emoji.to_owned()),
                theme: Some(agent.theme.to_owned()),
                avatar: None,
                model: None,
                workspace: format!("/home/operator/{folder}"),
            };
            staff.settle(&made, now.saturating_sub(86_400_000));
            staff.agents.push((agent.id.to_owned(), made));
        }
        staff
    }

    /// The files that a folder has from the start.
    fn settle(&mut self, agent: &Agent, at: u64) {
        for (name, text) in seeds::files(&agent.name, agent.emoji.as_deref().unwrap_or("-")) {
            if self.lists(name) || name == "IDENTITY.md" {
                self.write(&agent.workspace.clone(), name, text, at);
            }
        }
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Agent> {
        self.agents.iter().find(|(known, _)| known == id).map(|(_, agent)| agent)
    }

    pub(crate) fn find_mut(&mut self, id: &str) -> Option<&mut Agent> {
        self.agents.iter_mut().find(|(known, _)| known == id).map(|(_, agent)| agent)
    }

    pub(crate) fn make(&mut self, id: &str, agent: Agent, now: u64) {
        if self.file(&agent.workspace, "SOUL.md").is_none() {
            self.settle(&agent, now);
        }
        self.agents.push((id.to_owned(), agent));
    }

    /// Gives back the folder whose files went with it.
    pub(crate) fn delete(&mut self, id: &str, with_files: bool) -> Option<String> {
        let at = self.agents.iter().position(|(known, _)| known == id)?;
        let (_, agent) = self.agents.remove(at);
        if !with_files {
            return None;
        }
        self.files.retain(|(folder, _), _| *folder != agent.workspace);
        Some(agent.workspace)
    }

    pub(crate) fn is_allowed(name: &str) -> bool {
        FILES.contains(&name) || name == "memory.md"
    }

    /// Late gateways list fewer than they read and write.
    fn lists(&self, name: &str) -> bool {
        !self.profile.is_new_shape() || !matches!(name, "TOOLS.md" | "IDENTITY.md" | "HEARTBEAT.md")
    }

    pub(crate) fn file(&self, folder: &str, name: &str) -> Option<&File> {
        self.files.get(&(folder.to_owned(), name.to_owned()))
    }

    pub(crate) fn write(&mut self, folder: &str, name: &str, text: String, at: u64) {
        self.files.insert((folder.to_owned(), name.to_owned()), File { text, at });
    }

    pub(crate) fn remove(&mut self, folder: &str, name: &str) {
        self.files.remove(&(folder.to_owned(), name.to_owned()));
    }

    /// A file as it is listed; with its text as it is read.
    pub(crate) fn entry(&self, folder: &str, name: &str, with_text: bool) -> Value {
        let mut entry =
            json!({ "name": name, "path": format!("{folder}/{name}"), "missing": true });
        let is_late = self.profile.is_new_shape();
        match self.file(folder, name) {
            None if is_late => entry["expectedAbsent"] = (name == "MEMORY.md").into(),
            None => {}
            Some(file) => {
                entry["missing"] = false.into();
                entry["size"] = file.text.len().into();
                entry["updatedAtMs"] = file.at.into();
                if with_text && is_late {
                    entry["hash"] = hash(&file.text).into();
                }
                if with_text {
                    entry["content"] = file.text.clone().into();
                }
            }
        }
        entry
    }

    pub(crate) fn entries(&self, folder: &str) -> Vec<Value> {
        let memory =
            self.file(folder, "MEMORY.md").is_none() && self.file(folder, "memory.md").is_some();
        let named = FILES.iter().filter(|name| self.lists(name));
        named
            .map(|name| if *name == "MEMORY.md" && memory { "memory.md" } else { name })
            .map(|name| self.entry(folder, name, false))
            .collect()
    }

    /// The reply of `agents.list`.
    pub(crate) fn list(&self) -> Value {
        let rows: Vec<Value> = self.agents.iter().map(|(id, agent)| self.row(id, agent)).collect();
        let default = self.agents.first().map_or(MAIN, |(id, _)| id);
        let mut list = json!({
            "defaultId": default, "mainKey": "main", "scope": "per-sender", "agents": rows,
        });
        if self.profile.is_new_shape() {
            list["ownership"] = if self.agents.len() > 1 { "explicit" } else { "sole" }.into();
            list["selectionRequired"] = false.into();
        }
        list
    }

    fn row(&self, id: &str, agent: &Agent) -> Value {
        let mut identity = json!({ "name": agent.name });
        for (name, said) in
            [("emoji", &agent.emoji), ("theme", &agent.theme), ("avatar", &agent.avatar)]
        {
            if let Some(said) = said {
                identity[name] = said.clone().into();
            }
        }
        if let Some(avatar) = &agent.avatar
            && (avatar.contains("://") || avatar.starts_with("data:"))
        {
            identity["avatarUrl"] = avatar.clone().into();
        }
        let mut row = json!({ "id": id, "name": agent.name, "identity": identity });
        if self.profile.has_session_events() {
            row["workspace"] = agent.workspace.clone().into();
            let model = agent.model.clone().unwrap_or_else(|| "script/script-1".to_owned());
            row["model"] = json!({ "primary": model });
        }
        if self.profile.is_new_shape() {
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
    pub(crate) fn identity(&self, id: &str) -> Value {
        let Some((id, agent)) =
            self.agents.iter().find(|(known, _)| known == id).or_else(|| self.agents.first())
        else {
            return Value::Null;
        };
        let face = agent.avatar.clone().or_else(|| agent.emoji.clone());
        let mut identity = json!({ "agentId": id, "name": agent.name });
        if let Some(face) = face {
            identity["avatar"] = face.into();
        }
        if let Some(emoji) = &agent.emoji {
            identity["emoji"] = emoji.clone().into();
        }
        if self.profile.is_new_shape() {
            identity["nameSource"] = "configured".into();
        }
        identity
    }
}

/// SHA-256 of a text, as gateways write it.
pub(crate) fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
