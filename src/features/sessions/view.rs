//! The page.

use leptos::prelude::*;

use crate::ui::later::part;
use crate::ui::sheet::Sheet;
use crate::words::{say, w};

part! {
    pub fn sessions_page in watch = draw, ()
}

fn draw((): ()) -> AnyView {
    view! { <SessionsPage/> }.into_any()
}

#[component]
fn SessionsPage() -> impl IntoView {
    view! {
        <Sheet label=say(w::PAGE_SESSIONS)>
            <div class="sessions"></div>
        </Sheet>
    }
}
