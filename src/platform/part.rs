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

/// The page's boot script knows when the page has nothing better to do.
pub async fn leisure() {
    use wasm_bindgen::JsCast;

    let ask = js_sys::Reflect::get(&js_sys::global(), &"quarterdeckLeisure".into());
    let ask = ask.ok().and_then(|ask| ask.dyn_into::<js_sys::Function>().ok());
    let answer = ask.and_then(|ask| ask.call0(&wasm_bindgen::JsValue::NULL).ok());
    let answer = answer.and_then(|answer| answer.dyn_into::<js_sys::Promise>().ok());
    if let Some(answer) = answer {
        let _rested = wasm_bindgen_futures::JsFuture::from(answer).await;
    }
}
