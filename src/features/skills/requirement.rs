//! What a skill asks for, one by one, and what of it is there. Pure.

use super::why::system;
use crate::protocol::skills::Skill;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    System,
    Program,
    AnyProgram,
    Variable,
    Setting,
}

/// One thing that a skill asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    pub kind: Kind,
    pub what: String,
    pub is_there: bool,
}

/// Everything a skill asks for, in the order of the kinds. Gateways that say only what is missing are
/// believed.
pub fn requirements(skill: &Skill) -> Vec<Requirement> {
    let (needs, missing) = (&skill.requirements, &skill.missing);
    let mut all = Vec::new();
    let mut add = |kind, what: String, is_there| all.push(Requirement { kind, what, is_there });
    let both = |needed: &[String], missing: &[String]| {
        let extra = missing.iter().filter(|it| !needed.contains(it));
        needed.iter().chain(extra).cloned().collect::<Vec<_>>()
    };
    let systems = both(&needs.os, &missing.os);
    if !systems.is_empty() {
        let names: Vec<String> = systems.iter().map(|it| system(it)).collect();
        add(Kind::System, names.join(", "), missing.os.is_empty());
    }
    for bin in both(&needs.bins, &missing.bins) {
        let is_there = !missing.bins.contains(&bin);
        add(Kind::Program, bin, is_there);
    }
    let any = both(&needs.any_bins, &missing.any_bins);
    if !any.is_empty() {
        add(Kind::AnyProgram, any.join(", "), missing.any_bins.is_empty());
    }
    for name in both(&needs.env, &missing.env) {
        let is_there = !missing.env.contains(&name);
        add(Kind::Variable, name, is_there);
    }
    for path in both(&needs.config, &missing.config) {
        let is_there = !missing.config.contains(&path);
        add(Kind::Setting, path, is_there);
    }
    all
}

/// The setting by which a skill is switched on, as some ask for it among their settings.
pub fn own_switch(key: &str) -> String {
    format!("skills.entries.{key}.enabled")
}

/// A setting as the page of configuration is asked for it.
pub fn pointer(path: &str) -> String {
    let steps = path.split('.').map(|step| step.replace('~', "~0").replace('/', "~1"));
    steps.fold(String::new(), |pointer, step| format!("{pointer}/{step}"))
}

/// A variable whose value is written here: the one for the key first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    pub name: String,
    /// It takes the key of a service.
    pub is_key: bool,
    /// `None` where the gateway does not say, since the skill works without.
    pub is_set: Option<bool>,
}

pub fn variables(skill: &Skill) -> Vec<Variable> {
    let key = skill.primary_env.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let asked = requirements(skill).into_iter().filter(|it| it.kind == Kind::Variable);
    let mut all: Vec<Variable> = asked
        .map(|it| Variable {
            is_key: Some(it.what.as_str()) == key,
            name: it.what,
            is_set: Some(it.is_there),
        })
        .collect();
    if let Some(key) = key.filter(|key| all.iter().all(|it| it.name != *key)) {
        all.push(Variable { name: key.to_owned(), is_key: true, is_set: None });
    }
    all.sort_by_key(|it| !it.is_key);
    all
}

/// Whether this is how systems call variables: anything else would never be read.
pub fn is_variable_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_asked_for_is_told_one_by_one() {
        let skill: Skill = serde_json::from_value(json!({"name": "x",
            "requirements": {"bins": ["gh", "jq"], "anyBins": ["claude", "pi"], "env": ["A", "B"],
                "config": ["a.b"], "os": ["darwin", "linux"]},
            "missing": {"bins": ["jq"], "env": ["B", "C"], "anyBins": ["claude", "pi"]}}))
        .unwrap();
        let told: Vec<_> =
            requirements(&skill).into_iter().map(|it| (it.kind, it.what, it.is_there)).collect();
        let expected = [
            (Kind::System, "macOS, Linux", true),
            (Kind::Program, "gh", true),
            (Kind::Program, "jq", false),
            (Kind::AnyProgram, "claude, pi", false),
            (Kind::Variable, "A", true),
            (Kind::Variable, "B", false),
            (Kind::Variable, "C", false),
            (Kind::Setting, "a.b", true),
        ];
        assert_eq!(told, expected.map(|(kind, what, is)| (kind, what.to_owned(), is)));
    }

    #[test]
    fn the_key_stands_first_and_is_offered_where_nobody_asks_for_it() {
        let skill = |primary: &str| -> Skill {
            serde_json::from_value(json!({"name": "x", "primaryEnv": primary,
                "requirements": {"env": ["URL", "KEY"]}, "missing": {"env": ["KEY"]}}))
            .unwrap()
        };
        let told = |skill: &Skill| {
            let all = variables(skill).into_iter();
            all.map(|it| (it.name, it.is_key, it.is_set)).collect::<Vec<_>>()
        };
        let (key, url, token) = ("KEY".to_owned(), "URL".to_owned(), "GH_TOKEN".to_owned());
        assert_eq!(
            told(&skill("KEY")),
            [(key.clone(), true, Some(false)), (url.clone(), false, Some(true))]
        );
        assert_eq!(
            told(&skill("GH_TOKEN")),
            [(token, true, None), (url, false, Some(true)), (key, false, Some(false))]
        );
    }

    #[test]
    fn a_setting_is_found_in_the_configuration() {
        assert_eq!(pointer("channels.slack"), "/channels/slack");
        assert_eq!(own_switch("coding-agent"), "skills.entries.coding-agent.enabled");
        for (name, is) in [("A_1", true), ("_x", true), ("1A", false), ("A-B", false), ("", false)]
        {
            assert_eq!(is_variable_name(name), is, "{name}");
        }
    }
}
