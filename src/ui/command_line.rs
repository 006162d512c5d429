//! Something to be typed elsewhere, exactly as it has to be typed, with a button that copies it.

use std::time::Duration;

use icondata::{LuCheck, LuCopy};
use leptos::prelude::*;

use crate::{
    platform::{clipboard, work},
    ui::button::IconButton,
    words::{t, w},
};

const SHOWN: Duration = Duration::from_secs(2);

/// A command, a key or a value to take along.
#[component]
pub fn CommandLine(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let copied = RwSignal::new(false);
    // The line may be gone before the word is: then there is nothing left to change.
    let say = move |word| {
        copied.try_set(word);
    };
    let copy = move || {
        work::begin(async move {
            if clipboard::copy(&text.get_untracked()).await {
                say(true);
                set_timeout(move || say(false), SHOWN);
            }
        });
    };
    let label = move || t(if copied.get() { w::UI_COPIED } else { w::UI_COPY });
    view! {
        <div class="command_line">
            <code class="command_line__text">{move || text.get()}</code>
            <IconButton
                label=label
                glyph=Signal::derive(move || if copied.get() { LuCheck } else { LuCopy })
                on_press=copy
            />
        </div>
    }
}
