//! Doing something later, or again and again while something is on screen.

use std::time::Duration;

use leptos::prelude::{on_cleanup, set_interval_with_handle, set_timeout_with_handle};

/// Calls again and again until the view that asked for it goes.
pub fn every(milliseconds: u32, call: impl Fn() + 'static) {
    let period = Duration::from_millis(milliseconds.into());
    if let Ok(handle) = set_interval_with_handle(call, period) {
        on_cleanup(move || handle.clear());
    }
}

/// Calls once, unless the view that asked for it goes first.
pub fn after(milliseconds: u32, call: impl FnOnce() + 'static) {
    let wait = Duration::from_millis(milliseconds.into());
    if let Ok(handle) = set_timeout_with_handle(call, wait) {
        on_cleanup(move || handle.clear());
    }
}
