//! Draws what lives on the gateway: a shape of what comes while it loads, an alert with a way on when
//! it failed, else what is there.

use leptos::prelude::*;

use crate::{
    remote::Remote,
    ui::{
        button::Button,
        callout::{Callout, Tone},
    },
    words::{say, t, w},
};

/// `draw` shows what is there and is called again at each change; `retry` asks again.
pub fn remote_view<T: Send + Sync + 'static>(
    value: Signal<Remote<T>>,
    retry: impl Fn() + Copy + Send + Sync + 'static,
    draw: impl Fn(&T) -> AnyView + Send + 'static,
) -> AnyView {
    (move || {
        value.with(|value| match value {
            Remote::Ready(value) => draw(value),
            // It is no fault, and asking again would not bring it.
            Remote::Failed(why) if *why == t(w::ERROR_NOT_KEPT) => {
                view! { <p class="remote_view__gone">{say(w::ERROR_NOT_KEPT)}</p> }.into_any()
            }
            Remote::Failed(why) => {
                let why = why.clone();
                view! {
                    <div role="alert">
                        <Callout tone=Tone::Danger title=move || why.clone()>
                            <p>
                                <Button label=w::UI_PART_AGAIN small=true on_press=retry />
                            </p>
                        </Callout>
                    </div>
                }
                .into_any()
            }
            Remote::Absent | Remote::Loading => skeleton(),
        })
    })
    .into_any()
}

/// The shape of what comes.
#[must_use]
pub fn skeleton() -> AnyView {
    view! {
        <div class="remote_view" role="progressbar" aria-busy="true" aria-label=say(w::UI_LOADING)>
            <span></span>
            <span></span>
            <span></span>
        </div>
    }
    .into_any()
}
