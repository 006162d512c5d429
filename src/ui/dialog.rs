//! Dialogs, in the middle on a desk and from below on a phone. The browser's own `dialog` keeps the
//! keyboard inside, gives the focus back, and closes on Escape and on the back gesture.

use icondata::LuX;
use leptos::{html, prelude::*, text_prop::TextProp};

use crate::platform::watch::watch;
use crate::{
    ui::{button::IconButton, unique_id},
    words::w,
};

/// Where a dialog comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DialogShape {
    #[default]
    Middle,
    /// From the left edge, as high as the screen.
    Drawer,
}

/// A dialog that is open while `open` is true. What it shows is made when it opens and dropped when
/// it closes.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: TextProp,
    #[prop(optional)] shape: DialogShape,
    #[prop(optional)] wide: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    let title_id = unique_id("dialog");
    let labelled_by = title_id.clone();
    watch(move || {
        let Some(element) = element.get() else { return };
        if open.get() && !element.open() {
            if element.show_modal().is_err() {
                log::warn!("the browser did not open the dialog");
            }
        } else if !open.get() && element.open() {
            element.close();
        }
    });
    let close = move || open.set(false);
    // A press beside the dialog lands on the element itself, one inside on its content.
    let beside = move |event: leptos::ev::MouseEvent| {
        let on_itself = event.target().is_some() && event.target() == event.current_target();
        if on_itself {
            close();
        }
    };
    view! {
        <dialog
            class="dialog"
            node_ref=element
            data-shape=match shape {
                DialogShape::Middle => "middle",
                DialogShape::Drawer => "drawer",
            }
            data-width=wide.then_some("wide")
            aria-labelledby=labelled_by
            on:close=move |_| close()
            on:mousedown=beside
        >
            <div class="dialog__content">
                <header class="dialog__head">
                    <h2 class="dialog__title" id=title_id>
                        {move || title.get()}
                    </h2>
                    <IconButton label=w::UI_CLOSE glyph=LuX on_press=close />
                </header>
                <div class="dialog__body">{move || open.get().then(|| children())}</div>
            </div>
        </dialog>
    }
}
