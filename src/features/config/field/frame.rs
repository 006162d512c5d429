//! What stands around every control: the name, the key, what is said about it, and what is wrong.

use leptos::prelude::*;
use serde_json::Value;

use super::row::Row;
use super::wording::is_hidden;
use super::{branch, control, hidden, number, problem, source};
use crate::features::config::path::Step;
use crate::features::config::schema::{Kind, ListShape, Shape};
use crate::words::{say, t, w};

/// A longer help is folded to its first lines.
const LONG: usize = 160;

/// What is drawn of a setting. While it stays the same, nothing is drawn anew.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Look {
    pub(super) shape: Shape,
    /// Of several kinds, this is the one that stands there.
    pub(super) union: bool,
    pub(super) hidden: bool,
}

impl Look {
    fn is_branch(&self) -> bool {
        !self.hidden
            && match &self.shape {
                Shape::List(list) => !is_flat(list),
                shape => matches!(shape, Shape::Object(_) | Shape::Map(_) | Shape::Tuple(_)),
            }
    }
}

/// A list whose entries are a line each needs no folding.
pub(super) fn is_flat(list: &ListShape) -> bool {
    !list.item.options.is_empty()
        || matches!(list.kind, Kind::Text | Kind::Number | Kind::Switch | Kind::Choice)
}

/// What is drawn now. Reactive.
pub(super) fn look(row: Row) -> Memo<Look> {
    let shape = row.shape();
    // What stands there and has no place in the form is edited as text, until it is gone.
    let odd = Memo::new(move |before: Option<&bool>| {
        row.desk.state.draft.with(|draft| {
            let value = row.path.with_value(|path| draft.get(path));
            let Some(value) = value.filter(|value| !is_hidden(value)) else {
                return false;
            };
            before == Some(&true) || shape.with(|shape| !has_form(row, shape, value))
        })
    });
    Memo::new(move |_| {
        let shape = if odd.get() { Shape::Json } else { shape.get() };
        let hidden = row.standing.with(|it| it.hidden)
            && !row.replacing.get()
            && !matches!(shape, Shape::Secret(_));
        let union = row.field.with(|field| matches!(field.shape, Shape::Union(_)));
        Look { shape, union, hidden }
    })
}

fn has_form(row: Row, shape: &Shape, value: &Value) -> bool {
    match (shape, value) {
        // Half a number.
        (Shape::Number(_), Value::String(_)) => true,
        (_, Value::Null) => row.field.with(|field| field.nullable),
        _ => row.desk.schema.with_value(|schema| schema.fits(shape, value)),
    }
}

/// The whole setting.
pub(super) fn draw(row: Row) -> AnyView {
    let look = look(row);
    (move || {
        let look = look.get();
        if look.is_branch() { branch::view(row, look) } else { leaf(row, look) }
    })
    .into_any()
}

/// Without its name.
pub(super) fn inside(row: Row) -> AnyView {
    let look = look(row);
    (move || {
        let look = look.get();
        if look.is_branch() { branch::body(row, look) } else { leaf(row, look) }
    })
    .into_any()
}

fn leaf(row: Row, look: Look) -> AnyView {
    let slim = row.entry.is_some_and(|entry| entry.slim);
    let wide =
        matches!(look.shape, Shape::Json) || matches!(&look.shape, Shape::Text(text) if text.long);
    let said = said_limits(&look.shape);
    let drawn = if look.hidden { hidden::view(row, &look.shape) } else { control::view(row, look) };
    view! {
        <div
            class="field"
            data-at=row.path().pointer()
            data-slim=slim.then_some("")
            data-wide=wide.then_some("")
            data-changed=move || row.standing.with(|it| it.changed).then_some("")
        >
            {(!slim).then(|| head(row, said))}
            <div class="field__side">{drawn} {hidden::keep(row)}</div>
            {row.entry.map(|entry| entry.tools.run(()))}
            {problem::view(row)}
        </div>
    }
    .into_any()
}

fn said_limits(shape: &Shape) -> Option<Signal<Option<String>>> {
    let Shape::Number(shape) = shape else { return None };
    let shape = shape.clone();
    Some(Signal::derive(move || number::limits(&shape)))
}

fn head(row: Row, limits: Option<Signal<Option<String>>>) -> AnyView {
    view! {
        <div class="field__head">
            <label class="field__name" id=row.id("name") for=row.id("")>
                {move || row.name()}
            </label>
            {key(row)}
            {source::view(row)}
            {help(row, limits)}
        </div>
    }
    .into_any()
}

/// The key as it is written, with what the gateway says it has to do with.
fn key(row: Row) -> Option<impl IntoView> {
    let key = match row.path.with_value(|path| path.last().cloned()) {
        Some(Step::Key(key)) if row.entry.is_none() => key,
        _ => return None,
    };
    let said = move || {
        row.field.with(|field| {
            // These two are said by where and how it is drawn.
            let tags = field.tags.iter().filter(|it| !matches!(&***it, "advanced" | "url-secret"));
            let words: Vec<String> = [key.to_string()]
                .into_iter()
                .chain(tags.cloned())
                .chain(field.deprecated.then(|| t(w::CONFIG_FIELD_DEPRECATED)))
                .chain((!field.known).then(|| t(w::CONFIG_FIELD_UNKNOWN)))
                .collect();
            words.join(" · ")
        })
    };
    Some(view! { <span class="field__key" translate="no">{said}</span> })
}

/// What the gateway says about it. Long ones are folded.
pub(super) fn help(row: Row, limits: Option<Signal<Option<String>>>) -> AnyView {
    let open = RwSignal::new(false);
    let said = Memo::new(move |_| {
        let help = row.field.with(|field| field.help.clone());
        let limits = limits.and_then(|limits| limits.get());
        let all: Vec<String> = help.into_iter().chain(limits).collect();
        (!all.is_empty()).then(|| all.join(" "))
    });
    let docs = row.field.with_untracked(|field| {
        field
            .docs_url
            .clone()
            .filter(|url| url.starts_with("https://") || url.starts_with("http://"))
    });
    let docs = StoredValue::new(docs);
    (move || {
        let text = said.get()?;
        let is_long = text.chars().count() > LONG;
        Some(view! {
            <p
                class="field__help"
                id=row.id("help")
                data-folded=move || (is_long && !open.get()).then_some("")
            >
                {text}
                {docs
                    .get_value()
                    .map(|url| {
                        view! {
                            " "
                            <a href=url target="_blank" rel="noopener noreferrer">
                                {say(w::CONFIG_FIELD_DOCS)}
                            </a>
                        }
                    })}
            </p>
            {is_long
                .then(|| {
                    view! {
                        <button
                            class="field__act"
                            type="button"
                            aria-expanded=move || open.get().to_string()
                            aria-controls=row.id("help")
                            on:click=move |_| open.update(|open| *open = !*open)
                        >
                            {move || t(if open.get() { w::CONFIG_FIELD_LESS } else { w::CONFIG_FIELD_MORE })}
                        </button>
                    }
                })}
        })
    })
    .into_any()
}
