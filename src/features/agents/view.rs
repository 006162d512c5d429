//! The page.

use leptos::prelude::*;

use crate::platform::part::part;
use crate::ui::later::Draw;

part! {
    pub fn agents_page in equip = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <div class="agents"></div> }.into_any()
}
