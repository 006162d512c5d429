//! A line that is not shown while it is typed, unless one asks. It keeps nothing.

use icondata::{LuEye, LuEyeOff};
use leptos::{prelude::*, text_prop::TextProp};

use crate::{
    ui::{button::IconButton, unique_id},
    words::{tr, w},
};

/// A secret with its name above, a hint below, and a button that reveals it.
#[component]
pub fn SecretInput(
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    /// What password managers call it: `current-password`, or `off`.
    #[prop(default = "off")]
    autocomplete: &'static str,
    #[prop(optional, into)] hint: Option<TextProp>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let id = unique_id("input");
    let (for_id, note_id, described_by) = (id.clone(), format!("{id}-note"), format!("{id}-note"));
    let name = label.clone();
    let reveal = move || {
        let word = if shown.get() { w::UI_HIDE_SECRET } else { w::UI_SHOW_SECRET };
        tr(word, &[("name", &name.get())])
    };
    view! {
        <div class="input">
            <label class="input__label" for=for_id>
                {move || label.get()}
            </label>
            <div class="input__box">
                // A password field has no role of its own, and its name is a contract.
                <input
                    class="input__field"
                    id=id
                    role="textbox"
                    type=move || if shown.get() { "text" } else { "password" }
                    autocapitalize="none"
                    autocomplete=autocomplete
                    spellcheck="false"
                    aria-describedby=described_by
                    prop:value=move || value.get()
                    on:input:target=move |event| value.set(event.target().value())
                />
                <IconButton
                    label=reveal
                    glyph=Signal::derive(move || if shown.get() { LuEyeOff } else { LuEye })
                    on_press=move || shown.update(|shown| *shown = !*shown)
                />
            </div>
            <p class="input__note" id=note_id>
                {move || hint.as_ref().map(|hint| hint.get().to_string())}
            </p>
        </div>
    }
}
