//! Facts in one line with dots between them, that breaks where there is no room.

use leptos::prelude::*;

/// Its children are list items.
#[component]
pub fn DotList(children: Children) -> impl IntoView {
    view! { <ul class="dot_list">{children()}</ul> }
}
