//! Of several kinds that may stand at a place, the one that does. Whoever goes to another kind and
//! back finds what stood there.

use leptos::prelude::*;

use super::folds;
use super::row::Row;
use super::wording::variant_name;
use crate::features::config::schema::{Field, Shape, Variant};
use crate::ui::icon::Icon;
use crate::words::{t, tr, w};

const OTHER: &str = "other";

pub(super) fn view(row: Row) -> AnyView {
    let variants = Memo::new(move |_| row.field.with(variants_of));
    let chosen = move || row.variant.get().map_or_else(|| OTHER.to_owned(), |at| at.to_string());
    let entries = move || {
        let shown = row.variant.get();
        let entry = |(at, variant): (usize, &Variant)| {
            view! {
                <option value=at.to_string() selected=shown == Some(at)>
                    {variant_name(variant)}
                </option>
            }
        };
        let other = shown.is_none().then(|| {
            view! {
                <option value=OTHER selected=true>{t(w::CONFIG_FIELD_KIND_ANY)}</option>
            }
        });
        variants.with(|variants| {
            let entries = variants.iter().enumerate().map(entry).collect_view();
            view! {
                {other}
                {entries}
            }
        })
    };
    view! {
        <span class="input__select" data-kind="kinds">
            <select
                class="input__field"
                id=row.id("kind")
                aria-label=move || tr(w::CONFIG_FIELD_KIND_OF, &[("name", &row.name())])
                disabled=move || row.locked()
                prop:value=chosen
                on:change:target=move |event| choose(row, event.target().value().parse().ok())
            >
                {entries}
            </select>
            <Icon glyph=icondata::LuChevronDown />
        </span>
    }
    .into_any()
}

fn variants_of(field: &Field) -> Vec<Variant> {
    match &field.shape {
        Shape::Union(union) => union.variants.clone(),
        _ => Vec::new(),
    }
}

fn choose(row: Row, at: Option<usize>) {
    let Some(at) = at else { return };
    let was = row.variant.get_untracked();
    let draft = row.desk.state.draft;
    let now = draft.with_untracked(|draft| row.path.with_value(|path| draft.get(path).cloned()));
    if let (Some(was), Some(now)) = (was, &now) {
        row.kept.update_value(|kept| drop(kept.insert(was, now.clone())));
    }
    let path = row.path();
    row.folds.forget_texts(&path);
    row.trouble.set(None);
    row.replacing.set(false);
    row.picked.set(Some(at));
    let is_line = row.field.with_untracked(|field| {
        variants_of(field).get(at).is_some_and(|variant| variant.shape.is_leaf())
    });
    if let Some(kept) = row.kept.with_value(|kept| kept.get(&at).cloned()) {
        row.set(kept);
    } else if now.is_some() || !is_line {
        let start = row.field.with_untracked(|field| {
            let schema = row.desk.schema.get_value();
            schema.start_variant(field, at, now.as_ref())
        });
        row.set(start);
    }
    folds::focus_id(row.id("kind"));
}
