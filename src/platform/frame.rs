//! The browser's next frame. A hidden page has none, so a timer stands in there; what was asked
//! for is always done.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::window;

use super::watch::watch;
use super::{clock, work};

/// How long a hidden page waits instead.
const HIDDEN_MS: i32 = 200;

/// Something to be done in the next frame; dropping it forgets it.
pub struct Frame {
    handle: Handle,
    _call: Closure<dyn FnMut()>,
}

enum Handle {
    Frame(i32),
    Timer(i32),
    /// There is no page.
    None,
}

impl Frame {
    #[must_use]
    pub fn request(call: impl FnOnce() + 'static) -> Self {
        let call = Rc::new(RefCell::new(Some(call)));
        let call = Closure::new(move || {
            let call = call.borrow_mut().take();
            if let Some(call) = call {
                call();
            }
        });
        let function = call.as_ref().unchecked_ref();
        let handle = match window() {
            None => Handle::None,
            Some(window) => {
                let hidden = window.document().is_some_and(|document| document.hidden());
                let frame =
                    if hidden { None } else { window.request_animation_frame(function).ok() };
                let timer = || {
                    window
                        .set_timeout_with_callback_and_timeout_and_arguments_0(function, HIDDEN_MS)
                };
                match frame {
                    Some(frame) => Handle::Frame(frame),
                    None => timer().map_or(Handle::None, Handle::Timer),
                }
            }
        };
        Self { handle, _call: call }
    }
}

/// Waits until what has been changed by now is on the screen.
pub async fn painted() {
    let (ring, rang) = futures_channel::oneshot::channel();
    let frame = Frame::request(move || {
        let _heard = ring.send(());
    });
    let _rung = rang.await;
    drop(frame);
    // The frame is painted at the end of its turn.
    clock::sleep(0).await;
}

/// The same value, told when what else follows from it has been painted: for what is further down.
pub fn after_paint<T: Clone + PartialEq + Send + Sync + 'static>(now: Signal<T>) -> Signal<T> {
    let late = RwSignal::new(now.get_untracked());
    watch(move || {
        now.track();
        work::begin(async move {
            painted().await;
            // Whoever waited may have gone elsewhere meanwhile, or another has told it.
            if let Some(now) = now.try_get_untracked()
                && late.try_with_untracked(|late| *late != now) == Some(true)
            {
                late.set(now);
            }
        });
    });
    late.into()
}

impl Drop for Frame {
    fn drop(&mut self) {
        let Some(window) = window() else { return };
        match self.handle {
            // A handle that has passed is no error to the browser.
            Handle::Frame(frame) => drop(window.cancel_animation_frame(frame)),
            Handle::Timer(timer) => window.clear_timeout_with_handle(timer),
            Handle::None => {}
        }
    }
}
