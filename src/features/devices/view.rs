//! The page.

use leptos::prelude::*;

use crate::ui::later::part;
use crate::words::{say, w};

part! {
    pub fn devices_page in devices = draw, ()
}

fn draw((): ()) -> AnyView {
    view! { <DevicesPage/> }.into_any()
}

#[component]
fn DevicesPage() -> impl IntoView {
    view! { <section class="devices" aria-label=say(w::PAGE_DEVICES)></section> }
}
