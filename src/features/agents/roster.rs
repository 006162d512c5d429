//! The agents as the list shows them. Pure.

use std::collections::BTreeMap;

use super::doing::Doing;
use super::looks::Looks;
use crate::protocol::agents::{AgentRow, Agents};
use crate::protocol::id::AgentId;

/// What a row of the list says.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub id: AgentId,
    pub looks: Looks,
    pub is_default: bool,
    pub model: Option<String>,
    pub doing: Doing,
}

/// The rows that answer a search: the default first, those who work before those who rest, then by
/// name.
#[must_use]
pub fn rows(
    list: &Agents,
    doing: &BTreeMap<AgentId, Doing>,
    looks: impl Fn(&AgentRow) -> Looks,
    search: &str,
) -> Vec<Row> {
    let search = search.to_lowercase();
    let row = |agent: &AgentRow| Row {
        looks: looks(agent),
        is_default: list.default_id.as_ref() == Some(&agent.id),
        model: agent.model.as_ref().and_then(|model| model.primary.clone()),
        doing: doing.get(&agent.id).cloned().unwrap_or_default(),
        id: agent.id.clone(),
    };
    let mut rows: Vec<_> =
        list.agents.iter().map(row).filter(|row| answers(row, &search)).collect();
    rows.sort_by_cached_key(|row| (!row.is_default, row.looks.name.to_lowercase(), row.id.clone()));
    rows.dedup_by(|one, other| one.id == other.id);
    rows
}

fn answers(row: &Row, search: &str) -> bool {
    search.split_whitespace().all(|word| {
        let has = |text: &str| text.to_lowercase().contains(word);
        has(row.id.as_str())
            || has(&row.looks.name)
            || row.model.as_deref().is_some_and(has)
            || row.looks.emoji.as_deref().is_some_and(has)
    })
}

/// An id that a gateway makes of a name.
#[must_use]
pub fn id_of(name: &str) -> String {
    let plain = |it: char| {
        if it.is_ascii_alphanumeric() || it == '_' { it } else { '-' }
    };
    let id: String = name.trim().to_lowercase().chars().map(plain).collect();
    let id = id.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    id.chars().take(64).collect()
}

/// A folder for an agent, beside that of another one.
#[must_use]
pub fn folder_beside(other: &str, id: &str) -> String {
    let other = other.trim_end_matches(['/', '\\']);
    let at = other.rfind(['/', '\\']);
    let (parent, name) = at.map_or(("", other), |at| (&other[..=at], &other[at + 1..]));
    match (name.is_empty(), id.is_empty()) {
        (_, true) => String::new(),
        (true, false) => format!("~/.openclaw/workspace-{id}"),
        (false, false) => format!("{parent}{name}-{id}"),
    }
}

/// Whether one folder is or holds the other, so that it cannot go without it.
#[must_use]
pub fn share_a_folder(one: &str, other: &str) -> bool {
    let parts = |path: &str| {
        path.split(['/', '\\']).filter(|it| !it.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    };
    let (one, other) = (parts(one), parts(other));
    !one.is_empty() && !other.is_empty() && other.starts_with(&one)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::features::agents::looks::looks;

    fn named(search: &str) -> Vec<String> {
        let list: Agents = serde_json::from_value(json!({"defaultId": "main", "agents": [
            {"id": "zeta"}, {"id": "main"}, {"id": "b", "name": "Asha", "model": "script/one"},
            {"id": "zeta"}]}))
        .unwrap();
        let found = rows(&list, &BTreeMap::new(), |row| looks(row, None, "", ""), search);
        found.into_iter().map(|row| row.looks.name).collect()
    }

    #[test]
    fn the_default_stands_first_and_each_agent_once() {
        assert_eq!(named(""), ["main", "Asha", "zeta"]);
        assert_eq!(named("SCRIPT as"), ["Asha"]);
        assert_eq!(named("nobody"), Vec::<String>::new());
    }

    #[test]
    fn a_name_becomes_an_id_as_gateways_make_it() {
        assert_eq!(id_of(" Night Watch! "), "night-watch");
        assert_eq!(id_of("Übersicht"), "bersicht");
        assert_eq!(id_of("a__b"), "a__b");
        assert_eq!(id_of("🦀"), "");
    }

    #[test]
    fn a_folder_is_proposed_beside_the_default_agents() {
        assert_eq!(folder_beside("/home/op/ws", "scout"), "/home/op/ws-scout");
        assert_eq!(folder_beside("C:\\op\\ws\\", "scout"), "C:\\op\\ws-scout");
        assert_eq!(folder_beside("", "scout"), "~/.openclaw/workspace-scout");
        assert_eq!(folder_beside("/home/op/ws", ""), "");
    }

    #[test]
    fn a_folder_that_holds_anothers_is_shared() {
        assert!(share_a_folder("/srv/ws", "/srv/ws/"));
        assert!(share_a_folder("/srv/ws", "/srv/ws/scout"));
        assert!(!share_a_folder("/srv/ws", "/srv/ws-scout"));
        assert!(!share_a_folder("/srv/ws/scout", "/srv/ws"));
        assert!(!share_a_folder("", ""));
    }
}
