//! Something that is read from the gateway as a whole, and read again when a hint says that it has
//! changed. What is on screen stays while it is read anew, and when that fails.

use leptos::prelude::*;

use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::protocol::method::Method;
use crate::remote::{Fetch, Remote};

pub struct Listed<T: Send + Sync + 'static> {
    value: RwSignal<Remote<T>>,
    fetch: StoredValue<Fetch>,
}

impl<T: Send + Sync + 'static> Clone for Listed<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Listed<T> {}

impl<T: Send + Sync + 'static> Listed<T> {
    #[must_use]
    pub fn new() -> Self {
        Self { value: RwSignal::new(Remote::Absent), fetch: StoredValue::new(Fetch::Resting) }
    }

    #[must_use]
    pub fn value(self) -> Signal<Remote<T>> {
        self.value.into()
    }

    /// Whether anybody has asked for it yet. Not reactive.
    #[must_use]
    pub fn is_wanted(self) -> bool {
        self.value.with_untracked(|value| !matches!(value, Remote::Absent))
    }

    /// An event has brought it.
    pub fn take(self, value: T) {
        self.value.set(Remote::Ready(value));
    }

    /// Another gateway is at the other end.
    pub fn forget(self) {
        self.value.set(Remote::Absent);
    }

    /// Reads it. Asked again meanwhile, it is read once more.
    pub async fn load<M: Method<Reply = T> + Clone>(self, gateway: GatewayRef, request: M) {
        if !self.fetch.try_update_value(Fetch::want).unwrap_or(false) {
            return;
        }
        // A page that keeps such a list may be left while it is read.
        let is_ready =
            move || self.value.try_with_untracked(|value| value.ready().is_some()).unwrap_or(false);
        if !is_ready() {
            self.value.set(Remote::Loading);
        }
        loop {
            match gateway.get_value().call(request.clone()).await {
                Ok(value) => self.value.set(Remote::Ready(value)),
                // It is read again after the next hello.
                Err(CallError::Offline) => {}
                Err(error) if is_ready() => log::warn!("not read again: {error:?}"),
                Err(error) => self.value.set(Remote::Failed(error.sentence())),
            }
            if !self.fetch.try_update_value(Fetch::done).unwrap_or(false) {
                return;
            }
        }
    }
}

impl<T: Send + Sync + 'static> Default for Listed<T> {
    fn default() -> Self {
        Self::new()
    }
}
