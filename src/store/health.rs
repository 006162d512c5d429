//! Whether the gateway, its agents and its heartbeats are well. The event `health` brings all of it;
//! so does every hello.

use leptos::prelude::*;

use crate::gateway::GatewayRef;
use crate::protocol::health::{Health as Ask, HealthSummary};
use crate::remote::Remote;
use crate::store::listed::Listed;

#[derive(Clone, Copy)]
pub struct Health {
    gateway: GatewayRef,
    summary: Listed<HealthSummary>,
}

impl Health {
    #[must_use]
    pub fn new(gateway: GatewayRef) -> Self {
        Self { gateway, summary: Listed::new() }
    }

    #[must_use]
    pub fn summary(self) -> Signal<Remote<HealthSummary>> {
        self.summary.value()
    }

    /// Event `health`, or the part of a hello that says the same.
    pub(super) fn heard(self, summary: HealthSummary) {
        self.summary.take(summary);
    }

    /// Reads it. Events keep it new afterwards.
    pub async fn load(self) {
        self.summary.load(self.gateway, Ask::default()).await;
    }

    /// Another gateway is at the other end.
    pub fn forget(self) {
        self.summary.forget();
    }
}
