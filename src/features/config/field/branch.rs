//! What has more in it than a line: its name, a word about what is in it, and all of it once it is
//! opened. Deep inside, a press goes there instead.

use icondata::{LuChevronDown, LuChevronRight};
use leptos::prelude::*;
use serde_json::Value;

use super::frame::{Look, help};
use super::row::Row;
use super::wording::variant_name;
use super::{children, hidden, json, kinds, list, map, problem, source};
use crate::features::config::problems::Weight;
use crate::features::config::schema::Shape;
use crate::platform::watch::watch;
use crate::ui::badge::Badge;
use crate::ui::callout::Tone;
use crate::ui::icon::Icon;
use crate::words::{t, tn, w};

/// From here on a page of its own is easier to read than one more step to the right.
const DEEP: usize = 4;
/// So few are seen at a glance.
const FEW: usize = 6;

pub(super) fn view(row: Row, look: Look) -> AnyView {
    let goes = row.depth >= DEEP;
    let open = RwSignal::new(!goes && starts_open(row, &look.shape));
    if !goes {
        watch(move || {
            if row.path.with_value(|path| row.folds.is_wanted(path)) {
                open.set(true);
            }
        });
    }
    let press = move |_| {
        if goes {
            return row.desk.go(row.path());
        }
        open.update(|open| *open = !*open);
        row.folds.keep(row.path(), open.get_untracked());
    };
    let glyph = Signal::derive(move || if open.get() { LuChevronDown } else { LuChevronRight });
    let counted = counted(row, &look);
    let look = StoredValue::new(look);
    view! {
        <div
            class="field"
            role="group"
            aria-labelledby=row.id("name")
            data-branch=""
            data-at=row.path().pointer()
            data-changed=move || row.standing.with(|it| it.changed).then_some("")
        >
            <div class="field__bar">
                <button
                    class="field__fold"
                    type="button"
                    id=row.id("")
                    aria-expanded=(!goes).then_some(move || open.get().to_string())
                    on:click=press
                >
                    <Icon glyph=glyph />
                    <span class="field__name" id=row.id("name")>
                        {move || row.name()}
                    </span>
                    <span class="field__note">{counted}</span>
                </button>
                {troubles(row)}
                {source::view(row)}
                {hidden::keep(row)}
                {row.entry.map(|entry| entry.tools.run(()))}
            </div>
            {problem::view(row)}
            {move || {
                open.get()
                    .then(|| {
                        view! {
                            <div class="field__inside">
                                {row.entry.is_none().then(|| help(row, None))}
                                {body(row, look.get_value())}
                            </div>
                        }
                    })
            }}
        </div>
    }
    .into_any()
}

/// All that is in it.
pub(super) fn body(row: Row, look: Look) -> AnyView {
    let picker = look.union.then(|| kinds::view(row));
    let inside = match look.shape {
        Shape::Object(shape) => children::view(row, shape.rest),
        Shape::Tuple(_) => children::tuple(row),
        Shape::Map(shape) => map::view(row, shape),
        Shape::List(shape) => list::view(row, shape, false),
        _ => json::view(row),
    };
    view! {
        {picker}
        {inside}
    }
    .into_any()
}

/// Open where something stands that is seen at a glance, or as it was left.
fn starts_open(row: Row, shape: &Shape) -> bool {
    let path = row.path();
    if row.folds.is_wanted(&path) {
        return true;
    }
    if let Some(open) = row.folds.is_open(&path) {
        return open;
    }
    let count = row.desk.state.draft.with_untracked(|draft| match draft.get(&path) {
        Some(Value::Object(map)) => map.len(),
        Some(Value::Array(list)) => list.len(),
        _ => 0,
    });
    let declared = match shape {
        Shape::Object(object) => object.keys.len(),
        _ => 0,
    };
    row.depth < 2 && row.entry.is_none() && count > 0 && count.max(declared) <= FEW
}

/// How much is in it, and of which kind it is.
fn counted(row: Row, look: &Look) -> impl Fn() -> String + use<> {
    let is_list = matches!(look.shape, Shape::List(_) | Shape::Map(_) | Shape::Tuple(_));
    let is_union = look.union;
    let count = Memo::new(move |_| {
        row.desk.state.draft.with(|draft| match row.path.with_value(|path| draft.get(path)) {
            Some(Value::Object(map)) => Some(map.len()),
            Some(Value::Array(list)) => Some(list.len()),
            _ => None,
        })
    });
    move || {
        let kind = row.variant.get().filter(|_| is_union).and_then(|at| {
            row.field.with(|field| match &field.shape {
                Shape::Union(union) => union.variants.get(at).map(variant_name),
                _ => None,
            })
        });
        let count = match count.get() {
            None => t(w::CONFIG_FIELD_NOT_SET),
            Some(n) if is_list => tn(w::CONFIG_FIELD_ENTRIES, n),
            Some(n) => tn(w::CONFIG_FIELD_SETTINGS, n),
        };
        kind.into_iter().chain([count]).collect::<Vec<_>>().join(" · ")
    }
}

/// How much is wrong inside, for whoever has not opened it.
fn troubles(row: Row) -> AnyView {
    let wrong = Memo::new(move |_| {
        row.desk.problems.with(|problems| row.path.with_value(|path| problems.within(path)))
    });
    (move || {
        let (count, worst) = wrong.get();
        worst.map(|worst| {
            let tone = if worst == Weight::Error { Tone::Danger } else { Tone::Warning };
            view! { <Badge text=move || tn(w::CONFIG_FIELD_PROBLEMS, count) tone=Some(tone) /> }
        })
    })
    .into_any()
}
