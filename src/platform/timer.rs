//! Doing something later, or again and again while something is on screen.

use std::time::Duration;

use leptos::prelude::{
    RwSignal, Signal, Update, on_cleanup, set_interval_with_handle, set_timeout_with_handle,
};

const MINUTE_MS: u32 = 60_000;

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

/// Counts minutes until the view that asked for it goes: what tells times that grow old reads it.
#[must_use]
pub fn minutes() -> Signal<u32> {
    let count = RwSignal::new(0_u32);
    every(MINUTE_MS, move || count.update(|count| *count += 1));
    count.into()
}
