//! A new token, shown once. It is nowhere on the page before and after, and is kept nowhere.

use leptos::prelude::*;

use super::state::{DevicesState, NewToken};
use crate::platform::watch::watch;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::command_line::CommandLine;
use crate::ui::dialog::Dialog;
use crate::words::{t, tr, w};

#[component]
pub fn TokenDialog(state: DevicesState) -> impl IntoView {
    let made = state.new_token;
    let open = RwSignal::new(false);
    watch(move || {
        if made.with(Option::is_some) {
            open.set(true);
        }
    });
    // Closed in whatever way, it is gone.
    watch(move || {
        if !open.get() && made.with_untracked(Option::is_some) {
            made.set(None);
        }
    });
    let title = move || {
        let name = made.with(|made| made.as_ref().map(|made| made.name.clone()));
        name.map_or_else(String::new, |name| tr(w::DEVICES_ROTATED_DONE, &[("name", &name)]))
    };
    view! {
        <Dialog open title>
            <div class="token_dialog">
                {move || made.with(|made| made.as_ref().map(show))}
                <div class="token_dialog__done">
                    <Button
                        label=w::DEVICES_DONE
                        variant=Variant::Primary
                        on_press=move || open.set(false)
                    />
                </div>
            </div>
        </Dialog>
    }
}

fn show(made: &NewToken) -> AnyView {
    let Some(token) = made.token.clone() else {
        let word = if made.is_own { w::DEVICES_ROTATED_LATER } else { w::DEVICES_ROTATED_WITHHELD };
        let withheld = tr(word, &[("name", &made.name)]);
        return view! { <p>{withheld}</p> }.into_any();
    };
    let word = if made.is_own { w::DEVICES_ROTATED_KEPT } else { w::DEVICES_ROTATED_ONCE };
    view! {
        <CommandLine text=Signal::stored(token.0) />
        <Callout tone=Tone::Warning title=move || t(word) />
    }
    .into_any()
}
