//! One line of text.

use leptos::{prelude::*, text_prop::TextProp};

use crate::ui::unique_id;

/// What a line is for, so that phones show the right keys and nothing is corrected by mistake.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TextKind {
    #[default]
    Words,
    /// An address or a name for machines: no correcting, no capitals.
    Url,
    Number,
}

/// A line of text with its name above and a hint or a problem below.
#[component]
pub fn TextInput(
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(optional)] kind: TextKind,
    #[prop(optional, into)] placeholder: Option<TextProp>,
    #[prop(optional, into)] hint: Option<TextProp>,
    /// What is wrong with the value, if anything.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let id = unique_id("input");
    let (for_id, note_id, described_by) = (id.clone(), format!("{id}-note"), format!("{id}-note"));
    let plain = kind != TextKind::Words;
    let note = move || problem.get().or_else(|| hint.as_ref().map(|hint| hint.get().to_string()));
    view! {
        <div class="input" data-invalid=move || problem.with(Option::is_some).then_some("true")>
            <label class="input__label" for=for_id>
                {move || label.get()}
            </label>
            <input
                class="input__field"
                id=id
                type="text"
                inputmode=match kind {
                    TextKind::Words => None,
                    TextKind::Url => Some("url"),
                    TextKind::Number => Some("decimal"),
                }
                autocapitalize=plain.then_some("none")
                autocomplete="off"
                spellcheck=plain.then_some("false")
                placeholder=move || placeholder.as_ref().map(|placeholder| placeholder.get().to_string())
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                aria-describedby=described_by
                prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
            />
            <p class="input__note" id=note_id>
                {note}
            </p>
        </div>
    }
}
