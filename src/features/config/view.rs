//! The page.

use leptos::prelude::*;

use crate::platform::part::part;
use crate::ui::later::Draw;
use crate::ui::sheet::Sheet;
use crate::words::w;

part! {
    pub fn config_page in config = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <ConfigPage/> }.into_any()
}

#[component]
fn ConfigPage() -> impl IntoView {
    view! { <Sheet label=w::PAGE_CONFIG>"" </Sheet> }
}
