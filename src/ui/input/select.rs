//! One of a few, with the browser's own list: it works on every phone.

use icondata::LuChevronDown;
use leptos::{prelude::*, text_prop::TextProp};

use crate::ui::icon::Icon;

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

/// A choice whose name is read aloud; the value chosen is what one sees.
#[component]
pub fn Select(
    #[prop(into)] label: TextProp,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(into)] on_choose: Callback<String>,
) -> impl IntoView {
    view! {
        <span class="input__select">
            <select
                class="input__field"
                aria-label=move || label.get()
                disabled=move || disabled.get()
                prop:value=move || {
                    // The value can only be shown once its choice is there.
                    choices.track();
                    value.get()
                }
                on:change:target=move |event| on_choose.run(event.target().value())
            >
                {move || {
                    let chosen = value.get();
                    choices
                        .get()
                        .into_iter()
                        .map(|choice| {
                            let selected = choice.value == chosen;
                            view! {
                                <option value=choice.value selected=selected>
                                    {choice.label}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
            <Icon glyph=LuChevronDown />
        </span>
    }
}
