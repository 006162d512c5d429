//! Work that goes on by itself.

use std::future::Future;

/// Begins work whose end nobody waits for; it tells by itself what comes of it.
#[expect(clippy::disallowed_methods, reason = "the one place that lets go of a future")]
pub fn begin(work: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(work);
}
