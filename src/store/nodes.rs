//! The machines that lend the agents their commands, and those that ask to. Live by hints: whoever
//! comes, goes or asks leads to one more look at the lists.

use leptos::prelude::*;

use crate::gateway::GatewayRef;
use crate::platform::work;
use crate::protocol::method::Scope;
use crate::protocol::nodes::pairing::{NodePairList, NodePairs};
use crate::protocol::nodes::{NodeList, Nodes as List};
use crate::remote::Remote;
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
}
