//! Where what is in force comes from, whether it was changed here, and the two ways back: to what it
//! was, and to what the gateway goes by on its own.

use leptos::prelude::*;
use serde_json::Value;

use super::folds;
use super::row::Row;
use super::wording::brief;
use crate::features::config::path::Step;
use crate::words::{say, t, tr, w};

pub(super) fn view(row: Row) -> AnyView {
    let usual = row.usual();
    let said = Memo::new(move |_| {
        let standing = row.standing.get();
        if standing.changed {
            return Some((t(w::CONFIG_FIELD_CHANGED), "changed"));
        }
        // Of entries, and of what has more in it, one sees that they are there.
        let (is_line, sensitive) = row.field.with(|field| (field.shape.is_leaf(), field.sensitive));
        if standing.present && (row.entry.is_some() || !is_line) {
            return None;
        }
        if standing.present {
            return Some((t(w::CONFIG_FIELD_SET), "set"));
        }
        usual.with(|usual| {
            let (value, by_schema) = usual.as_ref().filter(|_| !sensitive && is_line)?;
            let word = if *by_schema { w::CONFIG_FIELD_DEFAULT } else { w::CONFIG_FIELD_INHERITED };
            let source = if *by_schema { "default" } else { "inherited" };
            Some((tr(word, &[("value", &brief(value))]), source))
        })
    });
    view! {
        {move || {
            said.get()
                .map(|(text, source)| {
                    view! { <span class="field__source" data-source=source>{text}</span> }
                })
        }}
        {ways_back(row)}
    }
    .into_any()
}

/// What can be taken back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Back {
    reset: bool,
    remove: bool,
    null: bool,
    by_default: bool,
}

fn ways_back(row: Row) -> AnyView {
    let back = Memo::new(move |_| {
        let standing = row.standing.get();
        if row.locked() {
            return Back::default();
        }
        let was = row
            .desk
            .state
            .draft
            .with_untracked(|draft| row.path.with_value(|path| draft.before(path).is_some()));
        // Entries are taken away by their own button.
        let is_named = row.entry.is_none()
            && row.path.with_value(|path| matches!(path.last(), Some(Step::Key(_))));
        row.field.with(|field| Back {
            reset: standing.changed,
            remove: standing.present && was && is_named && !field.required,
            null: field.nullable && !standing.present && is_named,
            by_default: field.known && field.default.is_some(),
        })
    });
    let act = move |word, named, press: fn(Row)| {
        view! {
            <button
                class="field__act"
                type="button"
                aria-label=move || tr(named, &[("name", &row.name())])
                on:click=move |_| {
                    press(row);
                    folds::focus(row.path(), folds::CONTROL);
                }
            >
                {say(word)}
            </button>
        }
    };
    (move || {
        let back = back.get();
        let remove = if back.by_default {
            (w::CONFIG_FIELD_USE_DEFAULT, w::CONFIG_FIELD_USE_DEFAULT_FOR)
        } else {
            (w::CONFIG_FIELD_REMOVE, w::CONFIG_FIELD_REMOVE_WHAT)
        };
        view! {
            {back.reset.then(|| act(w::CONFIG_FIELD_RESET, w::CONFIG_FIELD_RESET_WHAT, Row::reset))}
            {back.remove.then(|| act(remove.0, remove.1, Row::remove))}
            {back
                .null
                .then(|| act(w::CONFIG_FIELD_SET_NULL, w::CONFIG_FIELD_SET_NULL_FOR, |row| row.set(Value::Null)))}
        }
    })
    .into_any()
}
