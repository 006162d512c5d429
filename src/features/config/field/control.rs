//! Which control a shape has.

use leptos::prelude::*;
use serde_json::Value;

use super::frame::{Look, is_flat};
use super::row::Row;
use super::wording::option_name;
use super::{choice, json, kinds, list, number, secret, switch, text, ticks};
use crate::features::config::schema::Shape;
use crate::words::{say, w};

/// The control of what is drawn in one piece.
pub(super) fn view(row: Row, look: Look) -> AnyView {
    let picker = look.union.then(|| kinds::view(row));
    let control = match look.shape {
        Shape::Text(shape) => text::view(row, shape),
        Shape::Number(shape) => number::view(row, shape),
        Shape::Switch => switch::view(row),
        Shape::Choice(shape) => choice::view(row, shape),
        Shape::Secret(shape) => secret::view(row, shape),
        Shape::Constant(value) => constant(row, value),
        Shape::List(shape) if !shape.item.options.is_empty() => {
            ticks::view(row, shape.item.options)
        }
        Shape::List(shape) if is_flat(&shape) => list::view(row, shape, true),
        _ => json::view(row),
    };
    view! {
        {picker}
        {control}
    }
    .into_any()
}

/// What stands there or nothing.
fn constant(row: Row, value: Value) -> AnyView {
    let name = StoredValue::new(value.clone());
    let put = move |_| row.set(value.clone());
    (move || {
        let put = put.clone();
        let name = move || name.with_value(option_name);
        if row.standing.with(|it| it.present) {
            view! { <code class="field__constant">{name}</code> }.into_any()
        } else {
            view! {
                <button
                    class="button"
                    type="button"
                    data-variant="plain"
                    data-size="small"
                    disabled=move || row.locked()
                    aria-describedby=row.described()
                    on:click=put
                >
                    {say(w::CONFIG_FIELD_SET_TO)}
                    " "
                    {name}
                </button>
            }
            .into_any()
        }
    })
    .into_any()
}
