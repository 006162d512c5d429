//! Draws a part of the console that is fetched when an operator first needs it (`platform/part.rs`).

use futures_util::FutureExt;
use leptos::prelude::*;

use crate::{
    platform::{
        part::{Fetch, NotLoaded, at_leisure},
        work,
    },
    ui::button::Button,
    words::{say, w},
};

/// Draws a part.
pub type Draw<A> = fn(A) -> AnyView;

/// Draws a part once the page has nothing better to do, and nothing until then.
pub fn quietly<A: Copy + Send + 'static>(fetch: Fetch<Draw<A>>, takes: A) -> AnyView {
    let there = RwSignal::new_local(None::<Draw<A>>);
    work::begin(async move {
        match at_leisure(fetch).await {
            // Whoever waited may have gone elsewhere meanwhile.
            Ok(draw) => drop(there.try_set(Some(draw))),
            Err(error) => log::warn!("a part is not there: {error:?}"),
        }
    });
    (move || there.get().map(|draw| untrack(|| draw(takes)))).into_any()
}

/// Draws a part as soon as it is there. What it takes is handed over when it is drawn.
pub fn later<A: Copy + Send + 'static>(fetch: Fetch<Draw<A>>, takes: A) -> AnyView {
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
