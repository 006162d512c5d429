//! The page.

use leptos::prelude::*;

use crate::platform::part::part;
use crate::ui::later::Draw;
use crate::ui::sheet::Sheet;
use crate::words::{say, w};

part! {
    pub fn channels_page in watch = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <ChannelsPage/> }.into_any()
}

#[component]
fn ChannelsPage() -> impl IntoView {
    view! {
        <Sheet label=say(w::PAGE_CHANNELS)>
            <div class="channels"></div>
        </Sheet>
    }
}
