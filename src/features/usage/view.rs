//! The page.

use leptos::prelude::*;

use crate::platform::part::part;
use crate::ui::later::Draw;
use crate::ui::sheet::Sheet;
use crate::words::{say, w};

part! {
    pub fn usage_page in usage = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <UsagePage/> }.into_any()
}

#[component]
fn UsagePage() -> impl IntoView {
    view! {
        <Sheet label=say(w::PAGE_USAGE)>
            <div class="usage"></div>
        </Sheet>
    }
}
