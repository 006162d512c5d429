//! The page.

use leptos::prelude::*;

use crate::ui::later::part;
use crate::words::{say, w};

part! {
    pub fn approvals_page in approvals = draw, ()
}

fn draw((): ()) -> AnyView {
    view! { <ApprovalsPage/> }.into_any()
}

#[component]
fn ApprovalsPage() -> impl IntoView {
    view! { <section class="approvals" aria-label=say(w::PAGE_APPROVALS)></section> }
}
