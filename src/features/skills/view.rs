//! The page.

use leptos::prelude::*;

use crate::platform::part::part;
use crate::ui::later::Draw;

part! {
    pub fn skills_page in equip = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <div class="skills"></div> }.into_any()
}
