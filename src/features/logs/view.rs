//! The page.

use leptos::prelude::*;

use crate::platform::part::part;
use crate::ui::later::Draw;

part! {
    pub fn logs_page in inspect = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <div class="logs"></div> }.into_any()
}
