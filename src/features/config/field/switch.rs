//! On or off; not set, it shows what is in force.

use leptos::prelude::*;
use serde_json::Value;

use super::row::Row;
use crate::words::{t, w};

pub(super) fn view(row: Row) -> AnyView {
    let (value, usual) = (row.value(), row.usual());
    let set = Memo::new(move |_| value.with(|value| value.as_ref().and_then(Value::as_bool)));
    let on = Memo::new(move |_| {
        let usual = || usual.with(|usual| usual.as_ref().and_then(|(value, _)| value.as_bool()));
        set.get().or_else(usual)
    });
    let said = move || {
        t(match (set.get(), on.get()) {
            (None, None) => w::CONFIG_FIELD_NOT_SET,
            (None, Some(true)) => w::CONFIG_FIELD_ON_BY_DEFAULT,
            (None, Some(false)) => w::CONFIG_FIELD_OFF_BY_DEFAULT,
            (_, Some(true)) => w::CONFIG_FIELD_ON,
            (_, Some(false)) => w::CONFIG_FIELD_OFF,
            // Not reached: what is set is in force.
            (Some(_), None) => w::CONFIG_FIELD_NOT_SET,
        })
    };
    view! {
        <span class="field__switch">
            <button
                class="input__switch"
                type="button"
                role="switch"
                id=row.id("")
                data-set=move || set.get().is_some().then_some("")
                aria-label=row.spoken()
                aria-labelledby=row.entry.is_none_or(|entry| !entry.slim).then(|| row.id("name"))
                aria-checked=move || on.get().unwrap_or(false).to_string()
                aria-describedby=row.described()
                disabled=move || row.locked()
                on:click=move |_| row.set((!on.get_untracked().unwrap_or(false)).into())
            >
                <span class="input__track" aria-hidden="true"></span>
            </button>
            <span class="field__note">{said}</span>
        </span>
    }
    .into_any()
}
