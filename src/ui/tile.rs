//! A small square that tells a thing from others of its kind: a mark in a hue. It is never the only
//! name of the thing, so it is hidden from screen readers.

use leptos::prelude::*;

/// The hue is a word that the style sheet knows; without one the tile is gray.
#[component]
pub fn Tile(
    #[prop(into)] mark: Signal<String>,
    #[prop(into)] hue: Signal<Option<&'static str>>,
) -> impl IntoView {
    view! {
        <span class="tile" data-hue=move || hue.get() aria-hidden="true">{move || mark.get()}</span>
    }
}

/// The hue alone, as a thin line along the edge of the screen.
#[component]
pub fn HueLine(#[prop(into)] hue: Signal<Option<&'static str>>) -> impl IntoView {
    view! { <span class="tile" data-shape="line" data-hue=move || hue.get() aria-hidden="true"></span> }
}
