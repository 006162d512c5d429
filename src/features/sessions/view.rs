//! The page.

use leptos::prelude::*;

use crate::platform::part::part;
use crate::ui::later::Draw;
use crate::ui::sheet::Sheet;
use crate::words::{say, w};

part! {
    pub fn sessions_page in watch = draw as Draw<()>
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
