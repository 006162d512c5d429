//! The place of short news, over every page.

use leptos::prelude::*;

use crate::ui::toast::{ToastRegion, Toasts};

/// Lets every page say something.
pub fn provide_toasts() {
    provide_context(Toasts::new());
}

#[component]
pub fn AppToasts() -> impl IntoView {
    let toasts = expect_context::<Toasts>();
    view! { <ToastRegion toasts=toasts /> }
}
