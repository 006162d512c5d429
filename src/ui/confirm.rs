//! A question before something that cannot be taken back: what will happen, and two ways on. The safe
//! one has the keyboard first.

use leptos::{prelude::*, text_prop::TextProp};

use crate::{
    ui::{
        button::{Button, Variant},
        dialog::Dialog,
    },
    words::w,
};

/// Asks while `open` is true.
#[component]
pub fn Confirm(
    open: RwSignal<bool>,
    #[prop(into)] title: TextProp,
    /// What will happen.
    #[prop(into)]
    text: TextProp,
    /// The verb that does it.
    #[prop(into)]
    verb: TextProp,
    #[prop(into)] on_confirm: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog open=open title=title>
            {
                let (text, verb) = (text.clone(), verb.clone());
                view! {
                    <div class="confirm">
                        <p class="confirm__text">{move || text.get()}</p>
                        <div class="confirm__choice">
                            <Button label=w::UI_CANCEL on_press=move || open.set(false) />
                            <Button
                                label=verb
                                variant=Variant::Danger
                                on_press=move || {
                                    open.set(false);
                                    on_confirm.run(());
                                }
                            />
                        </div>
                    </div>
                }
            }
        </Dialog>
    }
}
