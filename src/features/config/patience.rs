//! Waiting until a gateway takes more: it says for how long, the operator sees it and can call it off.

use leptos::prelude::*;

use crate::platform::clock;

/// One wait at a time.
#[derive(Clone, Copy)]
pub struct Patience(RwSignal<Option<u32>>);

impl Patience {
    #[must_use]
    pub fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// So many seconds are left; nothing while nothing is waited for. Reactive.
    #[must_use]
    pub fn left(self) -> Option<u32> {
        self.0.get()
    }

    /// Calls the wait off.
    pub fn give_up(self) {
        self.0.set(None);
    }

    /// Waits. False when that was called off, or the page has gone.
    pub async fn wait_out(self, ms: u64) -> bool {
        let mut left = u32::try_from(ms.div_ceil(1000)).unwrap_or(u32::MAX);
        while 0 < left {
            if self.0.try_set(Some(left)).is_some() {
                return false;
            }
            clock::sleep(1000).await;
            if self.0.try_get_untracked().flatten().is_none() {
                return false;
            }
            left -= 1;
        }
        self.0.try_set(None).is_none()
    }
}

impl Default for Patience {
    fn default() -> Self {
        Self::new()
    }
}
