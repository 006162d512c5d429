//! The machines that lend the agents their commands, and those that ask to. Live by hints: whoever
//! comes, goes or asks leads to one more look at the lists.

use leptos::prelude::*;

use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::work;
use crate::protocol::id::{NodeId, RequestId};
use crate::protocol::method::Scope;
use crate::protocol::nodes::pairing::{NodePairApprove, NodePairList, NodePairReject, NodePairs};
use crate::protocol::nodes::{
    Node, NodeDescribe, NodeInvoke, NodeInvoked, NodeList, NodeRename, Nodes as List,
};
use crate::remote::Remote;
use crate::store::devices::{Answered, is_gone};
use crate::store::listed::Listed;

#[derive(Clone, Copy)]
pub struct Nodes {
    gateway: GatewayRef,
    list: Listed<List>,
    pairs: Listed<NodePairs>,
}

impl Nodes {
    #[must_use]
    pub fn new(gateway: GatewayRef) -> Self {
        Self { gateway, list: Listed::new(), pairs: Listed::new() }
    }

    #[must_use]
    pub fn list(self) -> Signal<Remote<List>> {
        self.list.value()
    }

    #[must_use]
    pub fn pairs(self) -> Signal<Remote<NodePairs>> {
        self.pairs.value()
    }

    /// How many ask to be let in. Reactive.
    #[must_use]
    pub fn waiting(self) -> usize {
        self.pairs.value().with(|pairs| pairs.ready().map_or(0, |pairs| pairs.pending.len()))
    }

    /// Another gateway is at the other end.
    pub fn forget(self) {
        self.list.forget();
        self.pairs.forget();
    }

    pub async fn load(self) {
        self.list.load(self.gateway, NodeList {}).await;
    }

    /// Who is there has changed: looks again if the list has been looked at.
    pub fn refetch(self) {
        if self.list.is_wanted() {
            work::begin(self.load());
        }
    }

    /// Requests count on every page, so their list is read whoever looks.
    pub fn refetch_pairs(self) {
        let gateway = self.gateway.get_value();
        if gateway.allows(Scope::Pairing) && gateway.offers("node.pair.list") {
            work::begin(self.pairs.load(self.gateway, NodePairList {}));
        }
    }

    /// After a hello or missed events.
    pub fn resync(self) {
        self.refetch();
        self.refetch_pairs();
    }

    /// Whether this gateway answers a method. Not reactive.
    #[must_use]
    pub fn offers(self, method: &str) -> bool {
        self.gateway.with_value(|gateway| gateway.offers(method))
    }

    /// All that is known of a node.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn describe(self, node_id: NodeId) -> Result<Node, CallError> {
        self.gateway.get_value().call(NodeDescribe { node_id }).await
    }

    /// Gives a node another name. Nobody announces it, so the list is read again.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn rename(self, node_id: NodeId, display_name: String) -> Result<(), CallError> {
        self.gateway.get_value().call(NodeRename { node_id, display_name }).await?;
        self.load().await;
        Ok(())
    }

    /// Runs a command on a node. Sent once.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn invoke(self, request: NodeInvoke) -> Result<NodeInvoked, CallError> {
        self.gateway.get_value().call(request).await
    }

    /// Lets in the node of this request and no other.
    pub async fn approve(self, request_id: RequestId) -> Answered {
        let answer = self.gateway.get_value().call(NodePairApprove { request_id }).await;
        self.answered(answer.map(drop))
    }

    /// Turns away the node of this request and no other.
    pub async fn reject(self, request_id: RequestId) -> Answered {
        let answer = self.gateway.get_value().call(NodePairReject { request_id }).await;
        self.answered(answer.map(drop))
    }

    /// The event brings what has changed, except where the request was gone already.
    fn answered(self, answer: Result<(), CallError>) -> Answered {
        match answer {
            Ok(()) => Answered::Done,
            Err(error) if is_gone(&error) => {
                self.refetch_pairs();
                Answered::Gone
            }
            Err(error) => Answered::Refused(error.sentence()),
        }
    }
}

/// What a node is called: its name, else what kind of machine it is, else the beginning of its id.
#[must_use]
pub fn title(node: &Node) -> String {
    let said = [&node.display_name, &node.model_identifier, &node.device_family, &node.platform];
    named(said, node.node_id.as_str())
}

/// The first of several words that says something, else the beginning of an id.
#[must_use]
pub fn named<const N: usize>(said: [&Option<String>; N], id: &str) -> String {
    let word = said.into_iter().flatten().map(|word| word.trim()).find(|word| !word.is_empty());
    word.map_or_else(|| short(id), str::to_owned)
}

/// As much of an id as tells it from others. A short one is left as it is.
#[must_use]
pub fn short(id: &str) -> String {
    const KEPT: usize = 12;
    match id.char_indices().nth(KEPT) {
        Some((end, _)) if id.len() > 2 * KEPT => format!("{}…", &id[..end]),
        _ => id.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_always_has_a_name() {
        let mut node =
            Node { node_id: "17275437e17c23ac1c7c109d1bdc7cfe".into(), ..Node::default() };
        assert_eq!(title(&node), "17275437e17c…");
        node.platform = Some("linux".to_owned());
        assert_eq!(title(&node), "linux");
        node.model_identifier = Some("iPhone17,1".to_owned());
        assert_eq!(title(&node), "iPhone17,1");
        node.display_name = Some("  ".to_owned());
        assert_eq!(title(&node), "iPhone17,1", "a blank name is no name");
        node.display_name = Some(" Workshop Pi ".to_owned());
        assert_eq!(title(&node), "Workshop Pi");
    }

    #[test]
    fn a_short_id_is_left_as_it_is() {
        assert_eq!(short("garage"), "garage");
        assert_eq!(short(""), "");
        assert_eq!(short("ä".repeat(40).as_str()), format!("{}…", "ä".repeat(12)));
    }
}
