//! The page.

use leptos::prelude::*;

use crate::ui::later::part;
use crate::words::{say, w};

part! {
    pub fn nodes_page in nodes = draw, ()
}

fn draw((): ()) -> AnyView {
    view! { <NodesPage/> }.into_any()
}

#[component]
fn NodesPage() -> impl IntoView {
    view! { <section class="nodes" aria-label=say(w::PAGE_NODES)></section> }
}
