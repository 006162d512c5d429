//! What time it is, a call later on, and chance. Pure code takes these as parameters.

use wasm_bindgen::{JsCast, closure::Closure};

/// Milliseconds since the epoch, by this computer's clock.
#[must_use]
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// Milliseconds since the page began: a clock that goes evenly and that nobody sets.
#[must_use]
pub fn steady_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

/// A number from 0 up to 1.
#[must_use]
pub fn chance() -> f64 {
    js_sys::Math::random()
}

/// A call that is due later; dropping it calls it off.
#[derive(Debug)]
pub struct Alarm {
    id: Option<i32>,
    _call: Closure<dyn FnMut()>,
}

/// Calls once, after so many milliseconds.
#[must_use = "dropping the alarm calls it off"]
pub fn after(ms: u32, call: impl FnOnce() + 'static) -> Alarm {
    let call = Closure::once(call);
    let id = web_sys::window().and_then(|window| {
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(
                call.as_ref().unchecked_ref(),
                i32::try_from(ms).unwrap_or(i32::MAX),
            )
            .ok()
    });
    Alarm { id, _call: call }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        if let (Some(id), Some(window)) = (self.id, web_sys::window()) {
            window.clear_timeout_with_handle(id);
        }
    }
}

/// Waits so many milliseconds.
pub async fn sleep(ms: u32) {
    let (ring, rang) = futures_channel::oneshot::channel();
    let alarm = after(ms, move || {
        let _heard = ring.send(());
    });
    let _rung = rang.await;
    drop(alarm);
}
