//! Nodes that are there now, and what they were asked to do and have not answered yet. Some are
//! sockets; those of the demo are played by the gateway itself.

use std::collections::BTreeMap;

use serde_json::Value;
use tokio::sync::oneshot;

/// A node that is there.
#[derive(Debug, Clone, Default)]
pub(crate) struct Live {
    /// `None` when the gateway plays it.
    pub(crate) connection: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) platform: String,
    pub(crate) version: String,
    pub(crate) family: Option<String>,
    pub(crate) model: Option<String>,
    pub(crate) remote_ip: Option<String>,
    pub(crate) client_id: String,
    pub(crate) client_mode: String,
    /// What it may be asked for.
    pub(crate) caps: Vec<String>,
    pub(crate) commands: Vec<String>,
    pub(crate) path_env: Option<String>,
    pub(crate) permissions: Option<Value>,
    pub(crate) connected_at: u64,
}

/// What a node answered.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Done {
    pub(crate) payload: Option<Value>,
    pub(crate) payload_json: Option<String>,
}

impl Done {
    /// As the gateway hands it on: the text is read when it is JSON.
    pub(crate) fn read(&self) -> Value {
        match self.payload_json.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => serde_json::from_str(text)
                .unwrap_or_else(|_| serde_json::json!({ "payloadJSON": text })),
            None => self.payload.clone().unwrap_or(Value::Null),
        }
    }
}

/// Why a node did not do it, as the node or the gateway says it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Failed(pub(crate) Value);

pub(crate) type Outcome = Result<Done, Failed>;

/// A request that waits for a node's answer.
#[derive(Debug)]
pub(crate) struct Invocation {
    pub(crate) node_id: String,
    pub(crate) answer: oneshot::Sender<Outcome>,
}

#[derive(Debug, Default)]
pub(crate) struct Nodes {
    pub(crate) live: BTreeMap<String, Live>,
    /// Those the gateway plays, there or not.
    pub(crate) played: BTreeMap<String, Live>,
    pub(crate) invocations: BTreeMap<String, Invocation>,
}

impl Nodes {
    /// Hands on an answer; `false` when nobody waits for it any more.
    pub(crate) fn answer(&mut self, id: &str, node_id: &str, outcome: Outcome) -> bool {
        if self.invocations.get(id).is_none_or(|waiting| waiting.node_id != node_id) {
            return false;
        }
        self.invocations.remove(id).is_some_and(|waiting| waiting.answer.send(outcome).is_ok())
    }

    /// Takes a node out; whoever waits for it learns that it is gone.
    pub(crate) fn leave(&mut self, node_id: &str) -> Option<Live> {
        let live = self.live.remove(node_id)?;
        self.invocations.retain(|_, waiting| waiting.node_id != node_id);
        Some(live)
    }

    /// The id of the node this socket is.
    pub(crate) fn of_connection(&self, connection: &str) -> Option<String> {
        let is_it = |live: &Live| live.connection.as_deref() == Some(connection);
        self.live.iter().find(|(_, live)| is_it(live)).map(|(id, _)| id.clone())
    }
}

/// The commands a real gateway lets a node of this platform offer, of those it declares.
pub(crate) fn offered(platform: &str, declared: &[String]) -> Vec<String> {
    let platform = platform.to_lowercase();
    let is_one_of = |names: &[&str]| names.iter().any(|name| platform.starts_with(name));
    let mut rooms = Vec::new();
    if is_one_of(&["linux", "win"]) {
        rooms.extend(["system.", "browser."]);
    } else if is_one_of(&["ios", "android"]) {
        rooms.extend(["canvas.", "camera.", "screen.", "location."]);
        rooms.extend(is_one_of(&["android"]).then_some("sms."));
    } else {
        rooms.extend(["canvas.", "camera.", "screen.", "location.", "system.", "browser."]);
    }
    let may = |command: &&String| rooms.iter().any(|room| command.starts_with(room));
    declared.iter().filter(may).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::offered;

    #[test]
    fn a_node_offers_what_its_platform_may() {
        let declared = ["system.run", "camera.snap"].map(str::to_owned);
        assert_eq!(offered("linux", &declared), ["system.run"]);
        assert_eq!(offered("android 16", &declared), ["camera.snap"]);
        assert_eq!(offered("macos", &declared), declared);
    }
}
