//! Small drawings of one family and one weight. An icon is never the only name of a thing: it is
//! hidden from screen readers, and whoever draws it says the word.

use icondata::Icon as Glyph;
use leptos::prelude::*;

/// Icons stand in controls at 16 pixels and alone at 20.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum IconSize {
    #[default]
    Small,
    Large,
}

/// Draws a glyph in the color of the text around it.
#[component]
pub fn Icon(#[prop(into)] glyph: Signal<Glyph>, #[prop(optional)] size: IconSize) -> impl IntoView {
    let size = match size {
        IconSize::Small => "small",
        IconSize::Large => "large",
    };
    view! {
        <svg
            class="icon"
            data-size=size
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
            inner_html=move || glyph.get().data
        ></svg>
    }
}

/// Quarterdeck's own sign: a ship's wheel in a few strokes, as in
/// `public/icons/favicon.svg`.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="icon" data-size="mark" viewBox="0 0 32 32" aria-hidden="true" inner_html=WHEEL></svg>
    }
}

const WHEEL: &str = concat!(
    r#"<g fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round">"#,
    r#"<circle cx="16" cy="16" r="8.5"/><circle cx="16" cy="16" r="2.2"/>"#,
    r#"<path d="M16 2v9.5M16 20.5V30M2 16h9.5M20.5 16H30M6.1 6.1l6.7 6.7"/>"#,
    r#"<path d="m19.2 19.2 6.7 6.7M25.9 6.1l-6.7 6.7M12.8 19.2l-6.7 6.7"/></g>"#,
);
