//! On or off, at once.

use leptos::{prelude::*, text_prop::TextProp};

#[component]
pub fn Switch(
    #[prop(into)] label: TextProp,
    #[prop(into)] on: Signal<bool>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(into)] on_turn: Callback<bool>,
) -> impl IntoView {
    view! {
        <button
            class="input__switch"
            type="button"
            role="switch"
            aria-checked=move || on.get().to_string()
            disabled=move || disabled.get()
            on:click=move |_| on_turn.run(!on.get_untracked())
        >
            <span class="input__track" aria-hidden="true"></span>
            <span>{move || label.get()}</span>
        </button>
    }
}
