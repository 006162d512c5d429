//! The tab *Raw*: the configuration as its text.

use leptos::prelude::*;

use super::desk::Desk;

#[component]
pub fn RawTab(desk: Desk) -> impl IntoView {
    let _ = desk;
}
