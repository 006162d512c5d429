//! A few ways to look at one thing, side by side; one of them is on.

use leptos::{prelude::*, text_prop::TextProp};

/// `chosen` and what is given back count the names from nought.
#[component]
pub fn Segments(
    #[prop(into)] label: TextProp,
    names: Vec<TextProp>,
    #[prop(into)] chosen: Signal<Option<usize>>,
    #[prop(into)] on_choose: Callback<usize>,
) -> impl IntoView {
    let segment = |(at, name): (usize, TextProp)| {
        view! {
            <button
                class="segments__one"
                type="button"
                aria-pressed=move || (chosen.get() == Some(at)).to_string()
                on:click=move |_| on_choose.run(at)
            >
                {move || name.get()}
            </button>
        }
    };
    view! {
        <div class="segments" role="group" aria-label=move || label.get()>
            {names.into_iter().enumerate().map(segment).collect_view()}
        </div>
    }
}
