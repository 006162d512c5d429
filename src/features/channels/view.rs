//! The page.

use leptos::prelude::*;

use crate::ui::later::part;
use crate::ui::sheet::Sheet;
use crate::words::{say, w};

part! {
    pub fn channels_page in watch = draw, ()
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
