//! Whether an agent can use a skill, and why not. Pure.

use crate::protocol::skills::Skill;
use crate::words::{Word, t, tr, w};

/// How a skill stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    Ready,
    /// Something is missing, or somebody keeps it from this agent.
    Needs,
    Disabled,
}

impl Standing {
    pub const ALL: [Self; 3] = [Self::Ready, Self::Needs, Self::Disabled];

    pub fn of(skill: &Skill) -> Self {
        if skill.disabled == Some(true) {
            Self::Disabled
        } else if skill.eligible == Some(true) && !is_blocked(skill) {
            Self::Ready
        } else {
            Self::Needs
        }
    }

    pub fn word(self) -> Word {
        match self {
            Self::Ready => w::SKILLS_READY,
            Self::Needs => w::SKILLS_NEEDS,
            Self::Disabled => w::SKILLS_DISABLED,
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Needs => "needs",
            Self::Disabled => "disabled",
        }
    }
}

fn is_blocked(skill: &Skill) -> bool {
    skill.blocked_by_allowlist == Some(true) || skill.blocked_by_agent_filter == Some(true)
}

/// One thing that keeps a skill from being used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    Disabled,
    /// It is bundled, and the gateway's list of bundled skills leaves it out.
    Allowlist,
    /// The agent's own list leaves it out.
    AgentFilter,
    Systems(Vec<String>),
    /// Another system is needed, and nobody says which.
    OtherSystem,
    Programs(Vec<String>),
    AnyProgram(Vec<String>),
    Variables(Vec<String>),
    Settings(Vec<String>),
    /// The gateway says that it cannot be used and no more.
    Unsaid,
}

/// Everything that keeps a skill from being used, what can be helped least first.
pub fn reasons(skill: &Skill) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut add = |holds: bool, reason: Reason| {
        if holds {
            reasons.push(reason);
        }
    };
    add(skill.disabled == Some(true), Reason::Disabled);
    add(skill.blocked_by_allowlist == Some(true), Reason::Allowlist);
    add(skill.blocked_by_agent_filter == Some(true), Reason::AgentFilter);
    let missing = &skill.missing;
    let other_system = skill.platform_incompatible == Some(true) && missing.os.is_empty();
    add(!missing.os.is_empty(), Reason::Systems(missing.os.clone()));
    add(other_system, Reason::OtherSystem);
    add(!missing.bins.is_empty(), Reason::Programs(missing.bins.clone()));
    add(!missing.any_bins.is_empty(), Reason::AnyProgram(missing.any_bins.clone()));
    add(!missing.env.is_empty(), Reason::Variables(missing.env.clone()));
    add(!missing.config.is_empty(), Reason::Settings(missing.config.clone()));
    if reasons.is_empty() && skill.eligible != Some(true) {
        reasons.push(Reason::Unsaid);
    }
    reasons
}

impl Reason {
    /// In the operator's words.
    pub fn sentence(&self) -> String {
        let listed = |one: Word, many: Word, items: &[String]| {
            tr(if items.len() == 1 { one } else { many }, &[("what", &items.join(", "))])
        };
        match self {
            Self::Disabled => t(w::SKILLS_WHY_DISABLED),
            Self::Allowlist => t(w::SKILLS_WHY_ALLOWLIST),
            Self::AgentFilter => t(w::SKILLS_WHY_AGENT_FILTER),
            Self::Systems(systems) => {
                let names: Vec<String> = systems.iter().map(|it| system(it)).collect();
                tr(w::SKILLS_WHY_SYSTEM, &[("what", &names.join(", "))])
            }
            Self::OtherSystem => t(w::SKILLS_WHY_OTHER_SYSTEM),
            Self::Programs(bins) => listed(w::SKILLS_WHY_PROGRAM, w::SKILLS_WHY_PROGRAMS, bins),
            Self::AnyProgram(bins) => {
                listed(w::SKILLS_WHY_PROGRAM, w::SKILLS_WHY_ANY_PROGRAM, bins)
            }
            Self::Variables(names) => {
                listed(w::SKILLS_WHY_VARIABLE, w::SKILLS_WHY_VARIABLES, names)
            }
            Self::Settings(paths) => listed(w::SKILLS_WHY_SETTING, w::SKILLS_WHY_SETTINGS, paths),
            Self::Unsaid => t(w::SKILLS_WHY_UNSAID),
        }
    }
}

/// An operating system as people call it.
pub fn system(word: &str) -> String {
    match word {
        "darwin" => "macOS".to_owned(),
        "linux" => "Linux".to_owned(),
        "win32" => "Windows".to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn skill(more: Value) -> Skill {
        let mut skill = json!({"name": "op"});
        skill.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        serde_json::from_value(skill).unwrap()
    }

    fn said(more: Value) -> Vec<String> {
        reasons(&skill(more)).iter().map(Reason::sentence).collect()
    }

    #[test]
    fn why_not_is_said_in_words() {
        for (missing, sentence) in [
            (json!({"bins": ["op"]}), "The program op is missing."),
            (json!({"bins": ["gh", "jq"]}), "These programs are missing: gh, jq."),
            (json!({"anyBins": ["codex", "pi"]}), "One of these programs is needed: codex, pi."),
            (json!({"anyBins": ["codex"]}), "The program codex is missing."),
            (json!({"env": ["A"]}), "The variable A is not set."),
            (json!({"env": ["A", "B"]}), "These variables are not set: A, B."),
            (json!({"config": ["channels.slack"]}), "The setting channels.slack is not on."),
            (json!({"os": ["darwin", "win32"]}), "It runs on macOS, Windows only."),
        ] {
            assert_eq!(said(json!({"eligible": false, "missing": missing})), [sentence]);
        }
        assert_eq!(said(json!({"eligible": false})), ["The gateway does not say why."]);
        assert_eq!(said(json!({"eligible": true})), Vec::<String>::new());
        let late = said(json!({"eligible": false, "platformIncompatible": true}));
        assert_eq!(late, ["It does not run on the gateway’s operating system."]);
    }

    #[test]
    fn several_reasons_are_all_said() {
        let why = said(json!({"eligible": false, "disabled": true, "blockedByAllowlist": true,
            "missing": {"bins": ["op"], "env": null, "os": ["darwin"]}}));
        assert_eq!(why.len(), 4, "{why:?}");
        assert_eq!(why[0], "It is switched off.");
    }

    #[test]
    fn what_is_kept_from_an_agent_is_not_ready_for_it() {
        let blocked = skill(json!({"eligible": true, "blockedByAgentFilter": true}));
        assert_eq!(Standing::of(&blocked), Standing::Needs);
        assert_eq!(reasons(&blocked), [Reason::AgentFilter]);
        assert_eq!(Standing::of(&skill(json!({"eligible": true}))), Standing::Ready);
        assert_eq!(Standing::of(&skill(json!({}))), Standing::Needs, "nothing is promised");
        let off = skill(json!({"eligible": true, "disabled": true}));
        assert_eq!(Standing::of(&off), Standing::Disabled);
    }
}
