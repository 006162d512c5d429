//! The page.

use leptos::prelude::*;

use crate::platform::part::part;
use crate::ui::later::Draw;

part! {
    pub fn cron_page in schedule = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <div class="cron"></div> }.into_any()
}
