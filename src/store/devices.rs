//! The devices that may act for an operator, and those that ask to. Live by hints: a request or an
//! answer leads to one more look at the list.

use leptos::prelude::*;

use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::work;
use crate::protocol::devices::{DevicePairApprove, DevicePairList, DevicePairReject, DevicePairs};
use crate::protocol::id::RequestId;
use crate::protocol::method::Scope;
use crate::remote::Remote;
use crate::store::listed::Listed;

#[derive(Clone, Copy)]
pub struct Devices {
    gateway: GatewayRef,
    pairs: Listed<DevicePairs>,
}

impl Devices {
    #[must_use]
    pub fn new(gateway: GatewayRef) -> Self {
        Self { gateway, pairs: Listed::new() }
    }

    #[must_use]
    pub fn pairs(self) -> Signal<Remote<DevicePairs>> {
        self.pairs.value()
    }

    /// How many ask to be let in. Reactive.
    #[must_use]
    pub fn waiting(self) -> usize {
        self.pairs.value().with(|pairs| pairs.ready().map_or(0, |pairs| pairs.pending.len()))
    }

    /// Another gateway is at the other end.
    pub fn forget(self) {
        self.pairs.forget();
    }

    pub async fn load(self) {
        self.pairs.load(self.gateway, DevicePairList {}).await;
    }

    /// Requests count on every page, so the list is read whoever looks.
    pub fn refetch(self) {
        if self.gateway.with_value(|gateway| gateway.allows(Scope::Pairing)) {
            work::begin(self.load());
        }
    }

    /// After a hello or missed events.
    pub fn resync(self) {
        self.refetch();
    }

    /// Lets in the device of this request and no other. The announcement brings what comes of it.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn approve(self, request_id: RequestId) -> Result<(), CallError> {
        self.gateway.get_value().call(DevicePairApprove { request_id }).await.map(drop)
    }

    /// Turns away the device of this request and no other.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn reject(self, request_id: RequestId) -> Result<(), CallError> {
        self.gateway.get_value().call(DevicePairReject { request_id }).await.map(drop)
    }
}
