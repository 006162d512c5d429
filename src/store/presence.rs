//! Who is connected to the gateway. The event `presence` brings the whole list; so does every hello.

use leptos::prelude::*;

use crate::gateway::GatewayRef;
use crate::protocol::presence::{PresenceEntry, SystemPresence};
use crate::remote::Remote;
use crate::store::listed::Listed;

#[derive(Clone, Copy)]
pub struct Presence {
    gateway: GatewayRef,
    entries: Listed<Vec<PresenceEntry>>,
}

impl Presence {
    #[must_use]
    pub fn new(gateway: GatewayRef) -> Self {
        Self { gateway, entries: Listed::new() }
    }

    #[must_use]
    pub fn entries(self) -> Signal<Remote<Vec<PresenceEntry>>> {
        self.entries.value()
    }

    /// Event `presence`, or the part of a hello that says the same.
    pub(super) fn heard(self, entries: Vec<PresenceEntry>) {
        self.entries.take(entries);
    }

    /// Reads it. Events keep it new afterwards.
    pub async fn load(self) {
        self.entries.load(self.gateway, SystemPresence {}).await;
    }

    /// Another gateway is at the other end.
    pub fn forget(self) {
        self.entries.forget();
    }
}
