//! A value without a form of its own: edited as JSON5 in its place. What cannot be read yet stays as
//! it is typed, and the configuration as it was.

use leptos::prelude::*;
use serde_json::Value;

use super::folds::Half;
use super::row::Row;
use super::veil::{unveil, veil};
use super::wording;
use crate::features::config::{fault, json5};
use crate::words::{say, w};

pub(super) fn view(row: Row) -> AnyView {
    let value = Memo::new(move |_| {
        row.desk.state.draft.with(|draft| row.path.with_value(|path| draft.get(path).cloned()))
    });
    let written = Memo::new(move |_| {
        value.with(|value| value.as_ref().map(|it| half(row, it)).unwrap_or_default())
    });
    // As typed, and what it says.
    let typed = RwSignal::new(None::<(Half, Option<Value>)>);
    if let Some(half) = row.folds.half(&row.path()) {
        row.trouble.set(json5::read(&half.text).err().as_ref().map(fault::said));
        typed.set(Some((half, None)));
    }
    let shown = Memo::new(move |_| {
        let unread = row.trouble.with(Option::is_some);
        let typed = typed.get().filter(|(_, says)| unread || value.with(|value| value == says));
        typed.map_or_else(|| written.get(), |(half, _)| half)
    });
    let write = move |text: String| {
        let veiled = shown.with_untracked(|half| half.veiled.clone());
        let half = Half { text, veiled };
        if half.text.trim().is_empty() {
            row.trouble.set(None);
            typed.set(Some((half, None)));
            row.folds.keep_half(row.path(), None);
            row.clear(None);
            return;
        }
        match json5::read(&half.text) {
            Ok(says) => {
                let says = unveil(&says, &half.veiled);
                row.trouble.set(None);
                row.folds.keep_half(row.path(), None);
                typed.set(Some((half, Some(says.clone()))));
                row.set(says);
            }
            Err(wrong) => {
                row.trouble.set(Some(fault::said(&wrong)));
                row.folds.keep_half(row.path(), Some(half.clone()));
                typed.set(Some((half, None)));
            }
        }
    };
    let problems = row.problems();
    let lines = move || shown.with(|half| half.text.lines().count().clamp(2, 18));
    view! {
        <textarea
            class="input__field"
            id=row.id("")
            data-kind="code"
            rows=lines
            dir="ltr"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            aria-label=row.spoken()
            aria-invalid=move || problems.with(|it| !it.is_empty()).then_some("true")
            aria-describedby=row.described()
            placeholder=move || row.field.with(|field| field.placeholder.clone())
            readonly=move || row.locked()
            prop:value=move || shown.with(|half| half.text.clone())
            on:input:target=move |event| write(event.target().value())
        ></textarea>
        {move || {
            shown
                .with(|half| !half.veiled.is_empty())
                .then(|| view! { <p class="field__note">{say(w::CONFIG_FIELD_VEILED)}</p> })
        }}
    }
    .into_any()
}

/// The value as text, without its secrets.
fn half(row: Row, value: &Value) -> Half {
    let schema = row.desk.schema.get_value();
    let draft = row.desk.state.draft;
    let is_secret = |path: &crate::features::config::path::Path, value: &Value| {
        let is_open =
            value.as_str().is_some_and(wording::is_reference) || value.as_str() == Some("");
        !is_open && draft.with_untracked(|draft| schema.is_sensitive(path, draft.edited()))
    };
    let (shown, veiled) = veil(value, &row.path(), &is_secret);
    Half { text: json5::write(&shown), veiled }
}
