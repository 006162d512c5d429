//! A secret: typed here, or a reference to where it is kept. What is kept is never shown; what was
//! typed just now is, if one asks.

use icondata::{LuEye, LuEyeOff};
use leptos::prelude::*;
use serde_json::{Value, json};

use super::row::Row;
use super::wording::is_reference;
use super::{folds, hidden, reference};
use crate::features::config::schema::SecretShape;
use crate::ui::button::{Button, IconButton};
use crate::ui::icon::Icon;
use crate::words::{t, tr, w};

/// How the value is held: nought is text, the others are the sources in their order.
type Way = usize;
const TEXT: Way = 0;

pub(super) fn view(row: Row, shape: SecretShape) -> AnyView {
    let sources = StoredValue::new(shape.sources);
    let by_text = shape.text.is_some();
    let source = Memo::new(move |_| {
        row.desk.state.draft.with(|draft| {
            let value = row.path.with_value(|path| draft.get(path))?;
            let source = value.as_object()?.get("source").and_then(Value::as_str);
            Some(source.unwrap_or_default().to_owned())
        })
    });
    let first = if by_text { TEXT } else { 1 };
    let picked = RwSignal::new(first);
    let present = Memo::new(move |_| row.standing.with(|it| it.present));
    let way = Memo::new(move |_| match source.get() {
        Some(source) => {
            let place = sources.with_value(|all| all.iter().position(|it| it.source == source));
            place.map(|at| at + 1)
        }
        None if present.get() => Some(TEXT),
        None => Some(picked.get()),
    });
    let has_ways = sources.with_value(|all| all.len() + usize::from(by_text) > 1);
    let choose = move |to: Way| {
        let draft = row.desk.state.draft;
        let now =
            draft.with_untracked(|draft| row.path.with_value(|path| draft.get(path).cloned()));
        if let (Some(was), Some(now)) = (way.get_untracked(), now) {
            row.kept.update_value(|kept| drop(kept.insert(was, now)));
        }
        row.replacing.set(false);
        picked.set(to);
        match row.kept.with_value(|kept| kept.get(&to).cloned()) {
            Some(kept) => row.set(kept),
            None if to == TEXT => row.clear(Some(Value::from(""))),
            None => {
                let source = sources.with_value(|all| all.get(to - 1).map(|it| it.source.clone()));
                row.set(json!({ "source": source, "provider": "default", "id": "" }));
            }
        }
        folds::focus_id(row.id("way"));
    };
    view! {
        {has_ways.then(|| ways(row, way, by_text, sources, choose))}
        {move || match way.get() {
            Some(TEXT) if by_text => text(row),
            Some(at) => {
                let source = sources.with_value(|all| at.checked_sub(1).and_then(|at| all.get(at).cloned()));
                source.map(|source| reference::view(row, &source)).into_any()
            }
            // A source the schema does not know: as it is.
            None => super::json::view(row),
        }}
    }
    .into_any()
}

fn ways(
    row: Row,
    way: Memo<Option<Way>>,
    by_text: bool,
    sources: StoredValue<Vec<crate::features::config::schema::SecretSource>>,
    choose: impl Fn(Way) + Copy + Send + Sync + 'static,
) -> AnyView {
    let option = move |at: Way, name: String| {
        let chosen = way.get() == Some(at);
        view! {
            <option value=at.to_string() selected=chosen>
                {name}
            </option>
        }
    };
    let entries = move || {
        let first = by_text.then(|| option(TEXT, t(w::CONFIG_FIELD_SECRET_TEXT)));
        let others = sources.with_value(|all| {
            let names = all.iter().map(|it| reference::source_name(&it.source));
            names.enumerate().map(|(at, name)| option(at + 1, name)).collect_view()
        });
        let unknown = way.get().is_none().then(|| {
            view! {
                <option value="" selected=true>{t(w::CONFIG_FIELD_KIND_ANY)}</option>
            }
        });
        view! {
            {unknown}
            {first}
            {others}
        }
    };
    view! {
        <span class="input__select" data-kind="kinds">
            <select
                class="input__field"
                id=row.id("way")
                aria-label=move || tr(w::CONFIG_FIELD_SECRET_WHERE, &[("name", &row.name())])
                disabled=move || row.locked()
                prop:value=move || way.get().map(|at| at.to_string()).unwrap_or_default()
                on:change:target=move |event| {
                    if let Ok(to) = event.target().value().parse() {
                        choose(to);
                    }
                }
            >
                {entries}
            </select>
            <Icon glyph=icondata::LuChevronDown />
        </span>
    }
    .into_any()
}

/// What is there of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    /// The gateway keeps it to itself.
    Hidden,
    /// It came with the configuration; whoever wants to see it has to ask.
    Covered,
    Open,
}

fn text(row: Row) -> AnyView {
    let shown = RwSignal::new(false);
    let held = Memo::new(move |_| {
        let standing = row.standing.get();
        let replacing = row.replacing.get();
        if standing.hidden {
            return if replacing { Held::Open } else { Held::Hidden };
        }
        let is_plain = row.desk.state.draft.with(|draft| {
            let value = row.path.with_value(|path| draft.get(path).cloned());
            value
                .as_ref()
                .and_then(Value::as_str)
                .is_none_or(|it| it.is_empty() || is_reference(it))
        });
        let stood = standing.present && !standing.changed;
        if stood && !is_plain && !replacing && !shown.get() { Held::Covered } else { Held::Open }
    });
    let replace = move || {
        row.replacing.set(true);
        folds::focus(row.path(), "input");
    };
    (move || match held.get() {
        Held::Hidden => hidden::line(row, || t(w::CONFIG_FIELD_HIDDEN), replace),
        Held::Covered => {
            let line = hidden::line(row, || t(w::CONFIG_FIELD_COVERED), replace);
            let show = move || {
                shown.set(true);
                folds::focus(row.path(), "input");
            };
            view! {
                {line}
                <Button label=move || t(w::CONFIG_FIELD_SHOW) small=true on_press=show />
            }
            .into_any()
        }
        Held::Open => line(row, shown),
    })
    .into_any()
}

fn line(row: Row, shown: RwSignal<bool>) -> AnyView {
    let value = row.value();
    let problems = row.problems();
    // Whoever replaces a secret begins with nothing.
    let is_old = move || {
        let standing = row.standing.get();
        row.replacing.get() && !standing.changed
    };
    let typed = Memo::new(move |_| {
        let text = value.with(|value| value.as_ref().and_then(Value::as_str).map(str::to_owned));
        if is_old() { String::new() } else { text.unwrap_or_default() }
    });
    // The name of a variable is no secret.
    let is_plain = Memo::new(move |_| typed.with(|text| is_reference(text)));
    let write = move |text: String| {
        if text.is_empty() { row.clear(Some(Value::from(""))) } else { row.set(text.into()) }
    };
    let reveal = move || {
        let word = if shown.get() { w::UI_HIDE_SECRET } else { w::UI_SHOW_SECRET };
        tr(word, &[("name", &row.name())])
    };
    view! {
        <span class="input__box">
            // A password field has no role of its own, and its name is a contract.
            <input
                class="input__field"
                id=row.id("")
                role="textbox"
                type=move || if shown.get() || is_plain.get() { "text" } else { "password" }
                autocomplete="new-password"
                data-1p-ignore=""
                data-lpignore="true"
                autocapitalize="none"
                spellcheck="false"
                dir="ltr"
                aria-label=row.spoken()
                aria-invalid=move || problems.with(|it| !it.is_empty()).then_some("true")
                aria-describedby=row.described()
                placeholder=move || row.field.with(|field| field.placeholder.clone())
                readonly=move || row.locked()
                prop:value=move || typed.get()
                on:input:target=move |event| write(event.target().value())
            />
            {move || {
                typed
                    .with(|text| !text.is_empty())
                    .then(|| {
                        view! {
                            <IconButton
                                label=reveal
                                glyph=Signal::derive(move || if shown.get() { LuEyeOff } else { LuEye })
                                on_press=move || shown.update(|shown| *shown = !*shown)
                            />
                        }
                    })
            }}
        </span>
    }
    .into_any()
}
