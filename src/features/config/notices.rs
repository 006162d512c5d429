//! What is to be known before and after saving: what went well, what did not, what is waited for.

use leptos::prelude::*;

use super::desk::Desk;

#[component]
pub fn Notices(desk: Desk) -> impl IntoView {
    let _ = desk;
}
