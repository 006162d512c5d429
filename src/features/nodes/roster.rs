//! The nodes as the list shows them: what a row says, in which order rows stand, what a search finds.

use crate::protocol::id::NodeId;
use crate::protocol::nodes::Node;
use crate::store::nodes::{short, title};
use crate::ui::callout::Tone;
use crate::words::{Word, w};

/// What a row of the list says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub id: NodeId,
    pub name: String,
    /// Platform, version, and the id where the name does not tell nodes apart.
    pub about: String,
    pub connected: bool,
    /// When it came, or when it was last there. Milliseconds since the epoch.
    pub seen: Option<u64>,
    pub approval: Approval,
    pub commands: usize,
}

/// Whether a node may do what it offers.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Approval {
    /// The gateway says nothing about it, or all is well.
    Settled,
    Waits,
    WaitsAgain,
    Missing,
    /// A word we do not know.
    Other(String),
}

impl Approval {
    pub(super) fn of(node: &Node) -> Self {
        match node.approval_state.as_deref().map(str::trim) {
            None | Some("" | "approved") => Self::Settled,
            Some("pending-approval") => Self::Waits,
            Some("pending-reapproval") => Self::WaitsAgain,
            Some("unapproved") => Self::Missing,
            Some(other) => Self::Other(other.to_owned()),
        }
    }

    /// What is said of it, in a word and with how much weight. `Other` is said as the gateway does.
    pub(super) fn word(&self) -> Option<(Word, Tone)> {
        match self {
            Self::Settled | Self::Other(_) => None,
            Self::Waits => Some((w::NODES_APPROVAL_WAITS, Tone::Warning)),
            Self::WaitsAgain => Some((w::NODES_APPROVAL_WAITS_AGAIN, Tone::Warning)),
            Self::Missing => Some((w::NODES_APPROVAL_MISSING, Tone::Warning)),
        }
    }
}

impl Row {
    fn of(node: &Node) -> Self {
        let connected = node.connected == Some(true);
        let gone = [node.last_seen_at_ms, node.last_disconnected_at_ms, node.last_connected_at_ms];
        Self {
            id: node.node_id.clone(),
            name: title(node),
            about: about(node),
            connected,
            seen: if connected { node.connected_at_ms } else { gone.into_iter().flatten().max() },
            approval: Approval::of(node),
            commands: node.commands.len(),
        }
    }
}

fn about(node: &Node) -> String {
    let has_name = node.display_name.as_ref().is_some_and(|name| !name.trim().is_empty());
    let id = (!has_name).then(|| short(node.node_id.as_str()));
    let name = title(node);
    let parts = [node.platform.clone(), version(node), id];
    let said: Vec<_> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.trim().is_empty() && *part != name)
        .collect();
    said.join(" · ")
}

/// The version that says most about a node.
pub(super) fn version(node: &Node) -> Option<String> {
    [&node.version, &node.core_version, &node.ui_version].into_iter().flatten().next().cloned()
}

/// The rows that answer a search: connected ones first, then by name.
pub(super) fn rows(nodes: &[Node], search: &str) -> Vec<Row> {
    let search = search.to_lowercase();
    let mut rows: Vec<_> =
        nodes.iter().filter(|node| matches(node, &search)).map(Row::of).collect();
    rows.sort_by_cached_key(|row| (!row.connected, row.name.to_lowercase(), row.id.clone()));
    // A list that names a node twice would confuse the page, and the operator.
    rows.dedup_by(|one, other| one.id == other.id);
    rows
}

/// Whether a node answers a search over everything that tells about it. `search` is in lower case.
fn matches(node: &Node, search: &str) -> bool {
    let said = [
        &node.display_name,
        &node.model_identifier,
        &node.device_family,
        &node.platform,
        &node.version,
        &node.core_version,
        &node.remote_ip,
    ];
    search.split_whitespace().all(|word| {
        let has = |text: &str| text.to_lowercase().contains(word);
        has(node.node_id.as_str())
            || said.into_iter().flatten().any(|text| has(text))
            || node.caps.iter().chain(&node.commands).any(|text| has(text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn node(value: serde_json::Value) -> Node {
        serde_json::from_value(value).unwrap()
    }

    fn fleet() -> Vec<Node> {
        vec![
            node(json!({"nodeId": "b", "displayName": "attic", "connected": false})),
            node(
                json!({"nodeId": "c", "displayName": "Workshop", "connected": true, "platform": "linux",
                "version": "0.1.0", "commands": ["camera.snap"], "connectedAtMs": 7}),
            ),
            node(json!({"nodeId": "a", "displayName": "Zeta", "connected": true})),
            node(json!({"nodeId": "17275437e17c23ac1c7c109d1bdc7cfe", "platform": "ios",
                "lastSeenAtMs": 5, "lastDisconnectedAtMs": 9})),
        ]
    }

    #[test]
    fn connected_nodes_come_first_and_names_are_sorted_as_one_reads() {
        let names: Vec<_> = rows(&fleet(), "").into_iter().map(|row| row.name).collect();
        assert_eq!(names, ["Workshop", "Zeta", "attic", "ios"]);
    }

    #[test]
    fn a_row_says_what_tells_nodes_apart() {
        let rows = rows(&fleet(), "");
        assert_eq!(rows[0].about, "linux · 0.1.0");
        assert_eq!((rows[0].seen, rows[0].commands), (Some(7), 1));
        assert_eq!(rows[2].seen, None, "a node that was never seen");
        assert_eq!(rows[3].about, "17275437e17c…", "its name is its platform already");
        assert_eq!(rows[3].seen, Some(9));
    }

    #[test]
    fn a_search_finds_what_a_node_can_do() {
        let found = |search| rows(&fleet(), search).len();
        assert_eq!(found("CAMERA work"), 1);
        assert_eq!(found("camera attic"), 0);
        assert_eq!(found(" "), 4);
    }

    #[test]
    fn approval_survives_words_of_tomorrow() {
        let state =
            |state: &str| Approval::of(&node(json!({"nodeId": "a", "approvalState": state})));
        assert_eq!(Approval::of(&Node::default()), Approval::Settled);
        assert_eq!(state("approved").word(), None);
        assert!(state("unapproved").word().is_some());
        assert!(state("pending-approval").word().is_some());
        assert_eq!(state("paused"), Approval::Other("paused".to_owned()));
    }

    #[test]
    fn a_node_that_is_listed_twice_is_shown_once() {
        let twice = [fleet(), fleet()].concat();
        assert_eq!(rows(&twice, "").len(), 4);
    }

    #[test]
    fn a_thousand_nodes_are_sorted_at_once() {
        let many: Vec<_> = (0..1000)
            .map(|n| {
                node(json!({"nodeId": format!("n-{n}"), "displayName": format!("Node {n:04}"),
                "connected": n % 3 == 0}))
            })
            .collect();
        let rows = rows(&many, "node");
        assert_eq!(rows.len(), 1000);
        assert_eq!((rows[0].name.as_str(), rows[334].name.as_str()), ("Node 0000", "Node 0001"));
    }
}
