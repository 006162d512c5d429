//! The page.

use leptos::prelude::*;

use crate::platform::part::part;
use crate::ui::later::Draw;
use crate::ui::sheet::Sheet;
use crate::words::{say, w};

part! {
    pub fn overview_page in watch = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <OverviewPage/> }.into_any()
}

#[component]
fn OverviewPage() -> impl IntoView {
    view! {
        <Sheet label=say(w::PAGE_OVERVIEW)>
            <div class="overview"></div>
        </Sheet>
    }
}
