//! Parts of the console that are fetched when an operator first needs them. In a release each is a
//! module of its own (`xtask/src/finish/module.rs` cuts it off); elsewhere it is there from the start.

use std::{future::Future, pin::Pin};

use futures_util::FutureExt;
use leptos::prelude::*;

use crate::{
    platform::work,
    ui::button::Button,
    words::{say, w},
};

/// Draws a part.
pub type Draw<A> = fn(A) -> AnyView;

/// The part could not be fetched. The browser's console tells why.
#[derive(Debug, Clone, Copy)]
pub struct NotLoaded;

#[cfg(split)]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// Fetches a part; once that has worked, it is there at once.
pub type Fetch<A> = fn() -> Pin<Box<dyn Future<Output = Result<Draw<A>, NotLoaded>>>>;

/// Names a part: `part! { pub fn about in extras = draw, RwSignal<bool> }`. Parts of one file name are
/// fetched together. Few files are better than many: what two of them share is a file of its own.
macro_rules! part {
    ($(#[$note:meta])* $visible:vis fn $name:ident in $file:ident = $draw:path, $takes:ty) => {
        $(#[$note])*
        $visible fn $name() -> std::pin::Pin<
            Box<dyn Future<Output = Result<$crate::ui::later::Draw<$takes>, $crate::ui::later::NotLoaded>>>,
        > {
            mod cut {
                use super::*;

                #[cfg_attr(split, wasm_split_helpers::wasm_split($file, fallible))]
                pub(super) fn $name() -> Result<$crate::ui::later::Draw<$takes>, $crate::ui::later::NotLoaded> {
                    Ok($draw)
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

/// Draws a part as soon as it is there. What it takes is handed over when it is drawn.
pub fn later<A: Copy + Send + 'static>(fetch: Fetch<A>, takes: A) -> AnyView {
    let there = RwSignal::new_local(fetch().now_or_never());
    let ask = move || {
        there.set(None);
        work::begin(async move {
            let part = fetch().await;
            // Whoever waited may have gone elsewhere meanwhile.
            let _gone = there.try_set(Some(part));
        });
    };
    if there.with_untracked(Option::is_none) {
        ask();
    }
    (move || match there.get() {
        Some(Ok(draw)) => untrack(|| draw(takes)),
        Some(Err(NotLoaded)) => view! {
            <div class="later" role="alert">
                <p>{say(w::UI_PART_MISSING)}</p>
                <Button label=w::UI_PART_AGAIN on_press=ask />
            </div>
        }
        .into_any(),
        None => view! { <div class="later" aria-busy="true" data-waits=""></div> }.into_any(),
    })
    .into_any()
}
