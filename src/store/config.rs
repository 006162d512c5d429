//! That the configuration has changed, by whomever: told by `config.changed` (2026.9 on) and by every
//! hello. The page of configuration looks at it; nobody else needs it.

use leptos::prelude::*;

#[derive(Clone, Copy)]
pub struct Config {
    changes: RwSignal<u32>,
}

impl Config {
    #[must_use]
    pub fn new() -> Self {
        Self { changes: RwSignal::new(0) }
    }

    /// Grows with every change that was heard of. Reactive.
    #[must_use]
    pub fn changes(self) -> u32 {
        self.changes.get()
    }

    pub(super) fn changed(self) {
        self.changes.update(|changes| *changes += 1);
    }
}

impl Default for Config {
    fn default() -> Self {
        Self::new()
    }
}
