//! When the operator or the network comes back.

use leptos::ev;
use leptos::prelude::{WindowListenerHandle, document, window_event_listener};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::VisibilityState;

/// Whether the page can be seen.
#[must_use]
pub fn is_visible() -> bool {
    document().visibility_state() == VisibilityState::Visible
}

/// Calls when the page is hidden or shown, with whether it can be seen.
pub fn on_turn(turn: impl Fn(bool) + 'static) -> WindowListenerHandle {
    // The document is told, and the word rises to the window.
    window_event_listener(ev::visibilitychange, move |_| turn(is_visible()))
}

/// Listens until dropped.
pub struct WakeListener {
    window: Vec<WindowListenerHandle>,
    visibility: Closure<dyn FnMut()>,
}

/// Calls when the page becomes visible again, comes back from the browser's cache, or the network
/// returns.
pub fn on_wake(wake: impl Fn() + Clone + 'static) -> WakeListener {
    let online = wake.clone();
    let shown = wake.clone();
    let window = vec![
        window_event_listener(ev::online, move |_| online()),
        window_event_listener(ev::pageshow, move |_| shown()),
    ];
    let visibility = Closure::<dyn FnMut()>::new(move || {
        if is_visible() {
            wake();
        }
    });
    if let Err(error) = document()
        .add_event_listener_with_callback("visibilitychange", visibility.as_ref().unchecked_ref())
    {
        log::warn!("the page's visibility cannot be watched: {error:?}");
    }
    WakeListener { window, visibility }
}

impl Drop for WakeListener {
    fn drop(&mut self) {
        for listener in self.window.drain(..) {
            listener.remove();
        }
        if let Err(error) = document().remove_event_listener_with_callback(
            "visibilitychange",
            self.visibility.as_ref().unchecked_ref(),
        ) {
            log::warn!("the page's visibility is watched on: {error:?}");
        }
    }
}
