//! What the configuration says of one agent, for those who may read it: early gateways tell nothing of
//! it elsewhere. Pure.

use serde_json::Value;

use crate::protocol::id::AgentId;

/// What stands in the configuration.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// The place where it stands, as a JSON pointer. `None`: it is not written there.
    pub at: Option<String>,
    pub model: Option<String>,
    /// The model is of all agents, not of this one.
    pub is_common_model: bool,
    pub fallbacks: Vec<String>,
    pub workspace: Option<String>,
    /// What it may use of the skills; `None` is all.
    pub skills: Option<usize>,
    /// How many ways lead messages to it.
    pub bindings: usize,
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn is(id: &AgentId, said: &str) -> bool {
    said.trim().eq_ignore_ascii_case(id.as_str())
}

/// Reads the configuration in force.
#[must_use]
pub fn settings(config: &Value, id: &AgentId) -> Settings {
    let agents = &config["agents"];
    let listed = agents["list"].as_array().and_then(|list| {
        let at = list.iter().position(|it| it["id"].as_str().is_some_and(|said| is(id, said)))?;
        Some((format!("/agents/list/{at}"), &list[at]))
    });
    let entered = agents["entries"].as_object().and_then(|entries| {
        let (name, entry) = entries.iter().find(|(name, _)| is(id, name))?;
        let name = name.replace('~', "~0").replace('/', "~1");
        Some((format!("/agents/entries/{name}"), entry))
    });
    let (at, entry) = listed.or(entered).unzip();
    let entry = entry.unwrap_or(&Value::Null);
    let defaults = &agents["defaults"];
    let own = model(&entry["model"]);
    let common = model(&defaults["model"]);
    let fallbacks = fallbacks(&entry["model"]).or_else(|| fallbacks(&defaults["model"]));
    Settings {
        at,
        is_common_model: own.is_none(),
        model: own.or(common),
        fallbacks: fallbacks.unwrap_or_default(),
        workspace: text(&entry["workspace"]),
        skills: entry["skills"].as_array().map(Vec::len),
        bindings: config["bindings"].as_array().map_or(0, |bindings| {
            let leads =
                |binding: &&Value| binding["agentId"].as_str().is_some_and(|said| is(id, said));
            bindings.iter().filter(leads).count()
        }),
    }
}

fn model(value: &Value) -> Option<String> {
    text(value).or_else(|| text(&value["primary"]))
}

fn fallbacks(value: &Value) -> Option<Vec<String>> {
    Some(value["fallbacks"].as_array()?.iter().filter_map(text).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_agent_is_found_in_either_way_of_writing_them() {
        let early = json!({"agents": {"list": [{"id": "main"}, {"id": "Scout", "model": "a/b",
            "workspace": "/srv/scout", "skills": ["x"]}]}, "bindings": [{"agentId": "scout"}, {}]});
        let found = settings(&early, &AgentId::from("scout"));
        assert_eq!(found.at.as_deref(), Some("/agents/list/1"));
        assert_eq!((found.model.as_deref(), found.is_common_model), (Some("a/b"), false));
        assert_eq!((found.skills, found.bindings), (Some(1), 1));
        assert_eq!(found.workspace.as_deref(), Some("/srv/scout"));
        let late = json!({"agents": {"entries": {"night/watch": {}}}});
        let found = settings(&late, &AgentId::from("night/watch"));
        assert_eq!(found.at.as_deref(), Some("/agents/entries/night~1watch"));
    }

    #[test]
    fn what_is_not_its_own_is_what_all_have() {
        let config = json!({"agents": {"defaults": {"model": {"primary": "a/b",
            "fallbacks": ["c/d", 7]}}, "list": [{"id": "own", "model": {"fallbacks": []}}]}});
        let found = settings(&config, &AgentId::from("main"));
        assert_eq!((found.at, found.model.as_deref()), (None, Some("a/b")));
        assert!(found.is_common_model);
        assert_eq!(found.fallbacks, ["c/d"]);
        let own = settings(&config, &AgentId::from("own"));
        assert_eq!((own.model.as_deref(), own.fallbacks.len()), (Some("a/b"), 0));
        assert_eq!(settings(&json!({}), &AgentId::from("a")).model, None);
    }
}
