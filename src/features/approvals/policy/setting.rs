//! The four settings of a policy: what is set, what is in force where nothing is, and the edits.

use serde_json::Value;

use super::glob::is_open_by_default;
use super::places::{Who, allowlist, rules, rules_mut, signature};
use crate::protocol::approvals::{AllowedCommand, ApprovalPolicy, ApprovalRules};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    Security,
    Ask,
    AskFallback,
    AutoAllowSkills,
}

impl Setting {
    pub const ALL: [Self; 4] =
        [Self::Security, Self::Ask, Self::AskFallback, Self::AutoAllowSkills];

    /// Its name in the file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Security => "security",
            Self::Ask => "ask",
            Self::AskFallback => "askFallback",
            Self::AutoAllowSkills => "autoAllowSkills",
        }
    }

    /// What it can be set to. Booleans are words here too.
    pub fn words(self) -> &'static [&'static str] {
        match self {
            Self::Security | Self::AskFallback => &["deny", "allowlist", "full"],
            Self::Ask => &["off", "on-miss", "always"],
            Self::AutoAllowSkills => &["true", "false"],
        }
    }
}

/// What is set in some rules.
pub fn said(rules: &ApprovalRules, setting: Setting) -> Option<String> {
    match setting {
        Setting::Security => rules.security.clone(),
        Setting::Ask => rules.ask.clone(),
        Setting::AskFallback => rules.ask_fallback.clone(),
        Setting::AutoAllowSkills => rules.auto_allow_skills.map(|on| on.to_string()),
    }
}

/// What holds where a policy says nothing. Gateways that tell what they resolve are believed in what
/// the policy read leaves out.
#[must_use]
pub fn fallback(
    file: &ApprovalPolicy,
    resolved: Option<&ApprovalRules>,
    version: Option<&str>,
) -> ApprovalRules {
    let open = resolved.is_some() || is_open_by_default(version);
    let word = |open_word: &str, word: &str| Some(if open { open_word } else { word }.to_owned());
    let built_in = ApprovalRules {
        security: word("full", "deny"),
        ask: word("off", "on-miss"),
        // It became careful again before gateways began to tell.
        ask_fallback: Some(if open && resolved.is_none() { "full" } else { "deny" }.to_owned()),
        auto_allow_skills: Some(false),
        ..ApprovalRules::default()
    };
    let Some(resolved) = resolved else { return built_in };
    let set = file.defaults.clone().unwrap_or_default();
    let told = |setting| said(resolved, setting).filter(|_| said(&set, setting).is_none());
    ApprovalRules {
        security: told(Setting::Security).or(built_in.security),
        ask: told(Setting::Ask).or(built_in.ask),
        ask_fallback: told(Setting::AskFallback).or(built_in.ask_fallback),
        auto_allow_skills: told(Setting::AutoAllowSkills)
            .map_or(built_in.auto_allow_skills, |it| Some(it == "true")),
        ..ApprovalRules::default()
    }
}

/// What is in force for somebody if nothing is set for them.
pub fn inherited(
    policy: &ApprovalPolicy,
    fallback: &ApprovalRules,
    who: &Who,
    setting: Setting,
) -> String {
    let of = |who: &Who| rules(policy, who).and_then(|rules| said(rules, setting));
    let known = |word: &String| setting.words().contains(&word.as_str());
    let last = said(fallback, setting).unwrap_or_default();
    let all = Who::Agent("*".to_owned());
    match who {
        Who::Defaults => last,
        Who::Agent(id) => {
            let defaults = of(&Who::Defaults).filter(known).unwrap_or(last);
            if id == "*" { None } else { of(&all) }.filter(known).unwrap_or(defaults)
        }
    }
}

/// What is in force for somebody. A word the gateway does not know counts as not said.
pub fn in_force(
    policy: &ApprovalPolicy,
    fallback: &ApprovalRules,
    who: &Who,
    setting: Setting,
) -> String {
    let set = rules(policy, who).and_then(|rules| said(rules, setting));
    set.filter(|word| setting.words().contains(&word.as_str()))
        .unwrap_or_else(|| inherited(policy, fallback, who, setting))
}

/// Sets one; `None` leaves it to what is inherited.
pub fn set(policy: &mut ApprovalPolicy, who: &Who, setting: Setting, word: Option<String>) {
    let rules = rules_mut(policy, who);
    match setting {
        Setting::Security => rules.security = word,
        Setting::Ask => rules.ask = word,
        Setting::AskFallback => rules.ask_fallback = word,
        Setting::AutoAllowSkills => rules.auto_allow_skills = word.map(|word| word == "true"),
    }
}

/// Why a pattern is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatternProblem {
    Empty,
    Duplicate,
    /// The gateway would never match it.
    NoPath,
}

/// Looks at a pattern for a list; `at` is the entry it replaces.
pub fn check(
    policy: &ApprovalPolicy,
    who: &Who,
    at: Option<usize>,
    pattern: &str,
    takes_names: bool,
) -> Result<String, PatternProblem> {
    let pattern = pattern.trim();
    if pattern.is_empty() {
        return Err(PatternProblem::Empty);
    }
    let list = allowlist(policy, who);
    let own = at.and_then(|at| list.get(at)).cloned();
    let edited = AllowedCommand { pattern: pattern.to_owned(), ..own.unwrap_or_else(|| entry("")) };
    let sign = signature(&edited);
    if list.iter().enumerate().any(|(place, it)| Some(place) != at && signature(it) == sign) {
        return Err(PatternProblem::Duplicate);
    }
    let is_path = pattern.contains(['/', '\\', '~']) || pattern == "*";
    if is_path || takes_names { Ok(pattern.to_owned()) } else { Err(PatternProblem::NoPath) }
}

pub fn entry(pattern: &str) -> AllowedCommand {
    AllowedCommand {
        id: None,
        pattern: pattern.to_owned(),
        last_used_at: None,
        last_used_command: None,
        last_resolved_path: None,
        rest: std::collections::BTreeMap::<String, Value>::new(),
    }
}

/// The list to change; it begins to exist.
pub fn list_mut<'a>(policy: &'a mut ApprovalPolicy, who: &Who) -> &'a mut Vec<AllowedCommand> {
    rules_mut(policy, who).allowlist.get_or_insert_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::protocol::json;

    fn policy(value: &Value) -> ApprovalPolicy {
        json::read(&value.to_string()).unwrap()
    }

    fn main() -> Who {
        Who::Agent("main".to_owned())
    }

    #[test]
    fn what_an_agent_leaves_out_comes_from_all_agents_then_defaults_then_the_gateway() {
        let file = policy(&json!({"defaults": {"ask": "always"}, "agents": {
            "*": {"security": "allowlist"}, "main": {"askFallback": "of tomorrow"}}}));
        let last = fallback(&file, None, Some("2026.2.6-3"));
        let of = |setting| in_force(&file, &last, &main(), setting);
        assert_eq!(of(Setting::Security), "allowlist");
        assert_eq!(of(Setting::Ask), "always");
        assert_eq!(of(Setting::AskFallback), "deny", "a word nobody knows says nothing");
        assert_eq!(of(Setting::AutoAllowSkills), "false");
        assert_eq!(inherited(&file, &last, &Who::Defaults, Setting::Ask), "on-miss");
    }

    #[test]
    fn a_gateway_that_tells_what_holds_is_believed() {
        let file = policy(&json!({"defaults": {"ask": "on-miss"}}));
        let told = policy(&json!({"defaults": {"security": "allowlist", "ask": "on-miss",
            "askFallback": "deny", "autoAllowSkills": true}}));
        let last = fallback(&file, told.defaults.as_ref(), Some("2026.9.6"));
        assert_eq!(last.security.as_deref(), Some("allowlist"));
        assert_eq!(last.ask.as_deref(), Some("off"), "what it told of a set word is that word");
        assert_eq!(last.auto_allow_skills, Some(true));
        let silent = fallback(&file, None, Some("2026.4.15"));
        assert_eq!(
            (silent.security.as_deref(), silent.ask_fallback.as_deref()),
            (Some("full"), Some("full"))
        );
        assert_eq!(fallback(&file, None, None).security.as_deref(), Some("deny"));
    }

    #[test]
    fn a_pattern_is_neither_empty_nor_there_twice_nor_in_vain() {
        let file = policy(&json!({"agents": {"main": {"allowlist": [
            {"id": "1", "pattern": "/a"}, {"id": "2", "pattern": "/b", "argPattern": "^x$"}]}}}));
        let look = |at, pattern| check(&file, &main(), at, pattern, false);
        assert_eq!(look(None, "  "), Err(PatternProblem::Empty));
        assert_eq!(look(None, " /a "), Err(PatternProblem::Duplicate));
        assert_eq!(look(Some(0), "/a"), Ok("/a".to_owned()));
        assert_eq!(look(None, "/b"), Ok("/b".to_owned()), "that one is for other arguments");
        assert_eq!(look(None, "git"), Err(PatternProblem::NoPath));
        assert_eq!(look(None, "*"), Ok("*".to_owned()));
        assert_eq!(check(&file, &main(), None, "git", true), Ok("git".to_owned()));
    }
}
