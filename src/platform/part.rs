//! Parts of the console that are fetched when they are first needed. In a release each is a module of
//! its own (`xtask/src/finish/module.rs` cuts it off); elsewhere it is there from the start.

use std::{future::Future, pin::Pin};

/// The part could not be fetched. The browser's console tells why.
#[derive(Debug, Clone, Copy)]
pub struct NotLoaded;

#[cfg(split)]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// A part on its way.
pub type Fetching<F> = Pin<Box<dyn Future<Output = Result<F, NotLoaded>>>>;

/// Fetches a part, which is a function; once that has worked, it is there at once.
pub type Fetch<F> = fn() -> Fetching<F>;

/// Names a part: `part! { pub fn about in extras = draw as Draw<RwSignal<bool>> }`. Parts of one file
/// name are fetched together. Few files are better than many: what two of them share is a file of its
/// own.
macro_rules! part {
    ($(#[$note:meta])* $visible:vis fn $name:ident in $file:ident = $made:path as $kind:ty) => {
        $(#[$note])*
        $visible fn $name() -> $crate::platform::part::Fetching<$kind> {
            mod cut {
                use super::*;

                #[cfg_attr(split, wasm_split_helpers::wasm_split($file, fallible))]
                pub(super) fn $name() -> Result<$kind, $crate::platform::part::NotLoaded> {
                    Ok($made)
                }
            }
            #[cfg(split)]
            return Box::pin(cut::$name());
            #[cfg(not(split))]
            Box::pin(std::future::ready(cut::$name()))
        }
    };
}

pub(crate) use part;

/// Fetches a part once the page has nothing better to do. Where all parts are there, so is this one.
pub fn at_leisure<F: 'static>(fetch: Fetch<F>) -> Fetching<F> {
    #[cfg(split)]
    return Box::pin(async move {
        leisure().await;
        fetch().await
    });
    #[cfg(not(split))]
    fetch()
}

/// So long at most the page is waited for.
#[cfg(split)]
const BUSY_MS: u32 = 2_000;
/// So long a browser is left alone that does not tell when it is at leisure.
#[cfg(split)]
const PAUSE_MS: u32 = 300;

#[cfg(split)]
async fn leisure() {
    use wasm_bindgen::{JsCast, closure::Closure};

    let Some(window) = web_sys::window() else { return };
    let (ring, rang) = futures_channel::oneshot::channel::<()>();
    let call = Closure::once(move || drop(ring));
    let options = web_sys::IdleRequestOptions::new();
    options.set_timeout(BUSY_MS);
    // Some browsers have no such call; asking for it fails there.
    let knows = js_sys::Reflect::has(&window, &"requestIdleCallback".into()).unwrap_or(false);
    if !knows {
        return crate::platform::clock::sleep(PAUSE_MS).await;
    }
    if window.request_idle_callback_with_options(call.as_ref().unchecked_ref(), &options).is_ok() {
        let _rung = rang.await;
    }
}
