//! What the gateway keeps to itself: it can be replaced or left as it is, and is never shown.

use icondata::LuEyeOff;
use leptos::prelude::*;

use super::folds;
use super::row::Row;
use crate::features::config::schema::Shape;
use crate::ui::button::Button;
use crate::ui::icon::Icon;
use crate::words::{say, t, tr, w};

pub(super) fn view(row: Row, shape: &Shape) -> AnyView {
    let word = match shape {
        Shape::Number(_) => w::CONFIG_FIELD_HIDDEN_NUMBER,
        _ => w::CONFIG_FIELD_HIDDEN,
    };
    let is_leaf = shape.is_leaf();
    let replace = move || {
        if !is_leaf {
            let start = row
                .field
                .with_untracked(|field| row.desk.schema.with_value(|schema| schema.start(field)));
            row.set(start);
        }
        row.replacing.set(true);
        folds::focus(row.path(), folds::CONTROL);
    };
    line(row, say(word), replace)
}

/// That something is there, and a way to type it anew.
pub(super) fn line(
    row: Row,
    text: impl Fn() -> String + Copy + Send + Sync + 'static,
    replace: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    view! {
        <span class="field__hidden">
            <Icon glyph=LuEyeOff />
            <span>{text}</span>
        </span>
        <button
            class="button"
            type="button"
            data-variant="plain"
            data-size="small"
            aria-label=move || tr(w::CONFIG_FIELD_REPLACE_WHAT, &[("name", &row.name())])
            aria-describedby=row.described()
            disabled=move || row.locked()
            on:click=move |_| replace()
        >
            {say(w::CONFIG_FIELD_REPLACE)}
        </button>
    }
    .into_any()
}

/// The way back from replacing.
pub(super) fn keep(row: Row) -> AnyView {
    let keep = move || {
        row.reset();
        folds::focus(row.path(), folds::CONTROL);
    };
    (move || {
        row.replacing.get().then(|| {
            view! { <Button label=move || t(w::CONFIG_FIELD_KEEP) small=true on_press=keep /> }
        })
    })
    .into_any()
}
