//! What would be saved: how much it is, all of it in words, Save and Discard.

use leptos::prelude::*;

use super::desk::Desk;

#[component]
pub fn SaveBar(desk: Desk) -> impl IntoView {
    let _ = desk;
}
