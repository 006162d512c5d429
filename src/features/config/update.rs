//! The tab *Update*: which version the gateway runs, and bringing it to the newest.

use leptos::prelude::*;

use super::desk::Desk;

#[component]
pub fn UpdateTab(desk: Desk) -> impl IntoView {
    let _ = desk;
}
