//! The page.

use leptos::prelude::*;

use crate::ui::later::part;
use crate::ui::sheet::Sheet;
use crate::words::{say, w};

part! {
    pub fn overview_page in watch = draw, ()
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
