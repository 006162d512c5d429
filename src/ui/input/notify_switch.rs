//! A switch for notifications: the browser is asked for leave when it is turned on, and what it has
//! refused cannot be.

use leptos::{prelude::*, text_prop::TextProp};

use crate::platform::notify::{self, Permission};
use crate::platform::work;
use crate::ui::input::switch::Switch;

#[component]
pub fn NotifySwitch(
    #[prop(into)] label: TextProp,
    /// What stands below where the browser refuses.
    #[prop(into)]
    denied: TextProp,
    #[prop(into)] on: Signal<bool>,
    #[prop(into)] on_turn: Callback<bool>,
) -> impl IntoView {
    let permission = RwSignal::new(notify::permission());
    let turn = move |on: bool| {
        if !on || permission.get_untracked() == Permission::Granted {
            return on_turn.run(on);
        }
        work::begin(async move {
            on_turn.run(notify::ask().await);
            permission.set(notify::permission());
        });
    };
    let is_denied = Signal::derive(move || permission.get() == Permission::Denied);
    let is_on = Signal::derive(move || on.get() && permission.get() == Permission::Granted);
    view! {
        <Switch label on=is_on on_turn=turn disabled=is_denied/>
        {move || is_denied.get().then(|| view! { <p class="input__note">{denied.get()}</p> })}
    }
}
