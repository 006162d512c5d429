//! What agents can do: the skills there are, what is set for each, and which programs the machine has.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::profile::Profile;
use crate::seeds::skills::{ALL, Seed};

/// Where a version's own skills are.
const BUNDLED: &str = "/usr/lib/node_modules/openclaw/skills";
const MANAGED: &str = "/home/operator/state/skills";
const WORKSPACE: &str = "/home/operator/ws";

/// What an operator has set for a skill.
#[derive(Debug, Default, Clone)]
pub(crate) struct Entry {
    pub(crate) enabled: Option<bool>,
    pub(crate) api_key: Option<String>,
    pub(crate) env: BTreeMap<String, String>,
}

/// How the next installers end.
#[derive(Debug, Default, Clone)]
pub(crate) struct Plan {
    /// As the installer's kind would on this machine, unless ordered otherwise.
    pub(crate) succeeds: Option<bool>,
    pub(crate) stdout: Option<String>,
    pub(crate) stderr: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) code: Option<i64>,
    pub(crate) takes_ms: u64,
    /// It goes on until it is let go.
    pub(crate) held: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Skills {
    pub(crate) entries: BTreeMap<String, Entry>,
    /// Programs that were installed since the start.
    pub(crate) installed: BTreeSet<String>,
    pub(crate) plan: Plan,
    /// So many more in the workspace: `drill-0001` …
    pub(crate) crowd: u64,
    /// What was put into the workspace since the start.
    pub(crate) added: BTreeSet<String>,
}

impl Skills {
    pub(crate) fn entry(&mut self, key: &str) -> &mut Entry {
        self.entries.entry(key.to_owned()).or_default()
    }

    /// The reply of `skills.status` about an agent.
    pub(crate) fn status(&self, profile: Profile, agent: &str) -> Value {
        let mut all: Vec<Value> = ALL.iter().map(|seed| self.shown(profile, agent, seed)).collect();
        let more = (1..=self.crowd).map(|number| format!("drill-{number:04}"));
        all.extend(more.chain(self.added.iter().cloned()).map(|name| {
            let about = format!("Practises manoeuvre {name} until it sits.");
            self.plain(profile, &name, &about)
        }));
        all.sort_by_key(|skill| skill["name"].as_str().unwrap_or_default().to_owned());
        let mut status = json!({
            "workspaceDir": WORKSPACE, "managedSkillsDir": MANAGED, "skills": all,
        });
        if profile.is_new_shape() {
            status["agentId"] = agent.into();
        }
        status
    }

    fn has(&self, bin: &str) -> bool {
        ["git", "node", "curl", "python3"].contains(&bin) || self.installed.contains(bin)
    }

    fn shown(&self, profile: Profile, agent: &str, seed: &Seed) -> Value {
        let entry = self.entries.get(seed.name).cloned().unwrap_or_default();
        let disabled = entry.enabled == Some(false);
        let blocked = seed.is_blocked;
        let filtered = profile.is_new_shape() && agent == "scout" && seed.not_for_scout;
        let lacks = |names: &[&'static str], there: &dyn Fn(&str) -> bool| -> Vec<&'static str> {
            names.iter().copied().filter(|name| !there(name)).collect()
        };
        let has_one = seed.any_bins.iter().any(|bin| self.has(bin));
        let is_set = |name: &str| {
            entry.env.contains_key(name)
                || (entry.api_key.is_some() && seed.primary_env == Some(name))
        };
        let own_switch = format!("skills.entries.{}.enabled", seed.name);
        let is_on = |path: &str| path == own_switch && entry.enabled == Some(true);
        let missing = json!({
            "bins": lacks(seed.bins, &|bin| self.has(bin)),
            "anyBins": if has_one { &[] } else { seed.any_bins },
            "env": lacks(seed.env, &is_set),
            "config": lacks(seed.config, &is_on),
            "os": lacks(seed.os, &|os| os == "linux"),
        });
        let missing = if seed.os.contains(&"linux") {
            json!({ "bins": missing["bins"], "anyBins": missing["anyBins"], "env": missing["env"],
                "config": missing["config"], "os": [] })
        } else {
            missing
        };
        let lacks_nothing =
            missing.as_object().is_some_and(|all| all.values().all(|it| *it == json!([])));
        let install: Vec<Value> = seed
            .install
            .iter()
            .map(|(kind, label, bins)| {
                json!({ "id": kind, "kind": kind, "label": label, "bins": bins })
            })
            .collect();
        let checks: Vec<Value> = seed
            .config
            .iter()
            .map(|path| json!({ "path": path, "satisfied": is_on(path) }))
            .collect();
        let place = if seed.source == "openclaw-workspace" {
            format!("{WORKSPACE}/skills/{}", seed.name)
        } else {
            format!("{BUNDLED}/{}", seed.name)
        };
        let mut skill = json!({
            "name": seed.name,
            "description": seed.about,
            "source": seed.source,
            "bundled": seed.source == "openclaw-bundled",
            "filePath": format!("{place}/SKILL.md"),
            "baseDir": place,
            "skillKey": seed.name,
            "emoji": seed.emoji,
            "always": false,
            "disabled": disabled,
            "blockedByAllowlist": blocked,
            "eligible": !disabled && !blocked && lacks_nothing,
            "requirements": {
                "bins": seed.bins, "anyBins": seed.any_bins, "env": seed.env,
                "config": seed.config, "os": seed.os,
            },
            "missing": missing,
            "configChecks": checks,
            "install": install,
        });
        crate::fleet::say(&mut skill, "primaryEnv", seed.primary_env);
        crate::fleet::say(&mut skill, "homepage", seed.homepage);
        late(profile, &mut skill, filtered);
        skill
    }

    /// One that asks for nothing.
    fn plain(&self, profile: Profile, name: &str, about: &str) -> Value {
        let disabled = self.entries.get(name).is_some_and(|entry| entry.enabled == Some(false));
        let place = format!("{WORKSPACE}/skills/{name}");
        let nothing = json!({ "bins": [], "anyBins": [], "env": [], "config": [], "os": [] });
        let mut skill = json!({
            "name": name, "description": about, "source": "openclaw-workspace", "bundled": false,
            "filePath": format!("{place}/SKILL.md"), "baseDir": place, "skillKey": name,
            "always": false, "disabled": disabled, "blockedByAllowlist": false,
            "eligible": !disabled, "requirements": nothing, "missing": nothing,
            "configChecks": [], "install": [],
        });
        late(profile, &mut skill, false);
        skill
    }
}

/// What later versions say besides.
fn late(profile: Profile, skill: &mut Value, filtered: bool) {
    if profile.is_new_shape() {
        let visible = skill["eligible"] == true && !filtered;
        skill["blockedByAgentFilter"] = filtered.into();
        skill["platformIncompatible"] = (skill["missing"]["os"] != json!([])).into();
        skill["modelVisible"] = visible.into();
        skill["userInvocable"] = true.into();
        skill["commandVisible"] = visible.into();
    }
}
