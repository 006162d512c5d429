//! A short word about the state of something. The color never says it alone.

use leptos::{prelude::*, text_prop::TextProp};

use crate::ui::callout::Tone;

#[component]
pub fn Badge(
    #[prop(into)] text: TextProp,
    /// `None` says something that is neither good nor bad.
    #[prop(optional_no_strip, into)]
    tone: Option<Tone>,
) -> impl IntoView {
    view! {
        <span class="badge" data-tone=tone.map(Tone::as_str)>
            {move || text.get()}
        </span>
    }
}
