//! A text: one line, or as many as it needs.

use leptos::prelude::*;
use serde_json::Value;

use super::row::Row;
use crate::features::config::schema::TextShape;

pub(super) fn view(row: Row, shape: TextShape) -> AnyView {
    let (value, usual) = (row.value(), row.usual());
    let problems = row.problems();
    let shown =
        Memo::new(move |_| value.with(|value| value.as_ref().map(as_text).unwrap_or_default()));
    let may_be_empty = shape.min.unwrap_or(0) == 0;
    let write = move |text: String| {
        if text.is_empty() {
            row.clear(may_be_empty.then(|| Value::from("")));
        } else {
            row.set(text.into());
        }
    };
    let placeholder = move || {
        let (hint, sensitive) =
            row.field.with(|field| (field.placeholder.clone(), field.sensitive));
        let usual = || usual.with(|usual| usual.as_ref().map(|(value, _)| as_text(value)));
        hint.or_else(|| usual().filter(|_| !sensitive)).filter(|_| row.entry.is_none())
    };
    let is_wrong = move || problems.with(|it| !it.is_empty()).then_some("true");
    let is_long = shape.long || shown.with_untracked(|text| text.contains('\n'));
    if is_long {
        return view! {
            <textarea
                class="input__field"
                id=row.id("")
                data-kind="long"
                rows=move || shown.with(|text| text.lines().count().clamp(3, 14))
                dir="auto"
                autocomplete="off"
                aria-label=row.spoken()
                aria-invalid=is_wrong
                aria-describedby=row.described()
                placeholder=placeholder
                readonly=move || row.locked()
                prop:value=move || shown.get()
                on:input:target=move |event| write(event.target().value())
            ></textarea>
        }
        .into_any();
    }
    let is_phone =
        row.field.with_untracked(|field| field.presentation.as_deref() == Some("phone-number"));
    let keys = match shape.format.as_deref() {
        _ if is_phone => Some("tel"),
        Some("uri" | "url" | "uri-reference") => Some("url"),
        Some("email") => Some("email"),
        _ => None,
    };
    view! {
        <input
            class="input__field"
            id=row.id("")
            type="text"
            inputmode=keys
            dir="auto"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            aria-label=row.spoken()
            aria-invalid=is_wrong
            aria-describedby=row.described()
            placeholder=placeholder
            readonly=move || row.locked()
            prop:value=move || shown.get()
            on:input:target=move |event| write(event.target().value())
        />
    }
    .into_any()
}

fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        value => value.to_string(),
    }
}
