//! The place in the top bar that belongs to the page on screen. The shell offers it, a page fills
//! it, and neither has to know the other.

use leptos::{html, portal::Portal, prelude::*};

/// The element in the bar. Provided by whoever draws the bar.
#[derive(Clone, Copy)]
pub struct BarPlace(pub NodeRef<html::Div>);

/// Shows its children in the top bar for as long as the page is there.
#[component]
pub fn InBar(children: ChildrenFn) -> impl IntoView {
    let place = use_context::<BarPlace>();
    let children = StoredValue::new(children);
    move || {
        let element = place.and_then(|place| place.0.get())?;
        Some(view! { <Portal mount=element>{children.with_value(|children| children())}</Portal> })
    }
}
