//! A map: entries under keys of one's own, which can be added, named anew and taken away.

use icondata::{LuPencil, LuX};
use leptos::{ev, prelude::*};
use serde_json::Value;
use wasm_bindgen::JsCast;

use super::removed::{self, Removed};
use super::row::{Entry, Row};
use super::{children, folds, frame};
use crate::features::config::schema::MapShape;
use crate::platform::watch::watch;
use crate::ui::button::{Button, IconButton};
use crate::ui::input::select::{Choice, Select};
use crate::words::{say, t, tn, tr, w};

const SHOWN: usize = 25;
/// What objects of the gateway's language have already; it refuses them.
const RESERVED: [&str; 3] = ["__proto__", "constructor", "prototype"];

pub(super) fn view(row: Row, shape: MapShape) -> AnyView {
    let keys = children::keys(row);
    let removed = RwSignal::new(None);
    let renaming = RwSignal::new(None::<String>);
    let shown = RwSignal::new(SHOWN);
    watch(move || {
        if row.path.with_value(|path| row.folds.is_wanted_in(path)) {
            shown.set(usize::MAX);
        }
    });
    let lines = move || keys.get().into_iter().take(shown.get()).collect::<Vec<_>>();
    let rest = move || keys.with(Vec::len).saturating_sub(shown.get());
    let rules = StoredValue::new(shape.clone());
    view! {
        <div class="field__list" role="list" aria-label=move || row.name()>
            <For
                each=lines
                key=Clone::clone
                children=move |key| entry(row, key, rules, renaming, removed)
            />
        </div>
        {move || {
            (rest() > 0)
                .then(|| {
                    view! {
                        <button
                            class="field__more"
                            type="button"
                            on:click=move |_| shown.update(|shown| *shown = shown.saturating_add(SHOWN))
                        >
                            {move || tn(w::CONFIG_FIELD_MORE_ENTRIES, rest())}
                        </button>
                    }
                })
        }}
        {removed::view(row, removed, Callback::new(|()| ()))}
        {add(row, shape)}
    }
    .into_any()
}

fn entry(
    row: Row,
    key: String,
    rules: StoredValue<MapShape>,
    renaming: RwSignal<Option<String>>,
    removed: RwSignal<Option<Removed>>,
) -> AnyView {
    let path = row.path().key(&key);
    let key = StoredValue::new(key);
    let is_renamed =
        Memo::new(move |_| renaming.with(|it| key.with_value(|key| it.as_ref() == Some(key))));
    let locked = Signal::derive(move || row.locked());
    let take = move || {
        removed::remove(row, removed, key.get_value(), || {
            row.edit(|draft, path| key.with_value(|key| drop(draft.remove(&path.key(key)))));
        });
    };
    let tools = Callback::new(move |()| {
        let named = move |word| tr(word, &[("name", &key.get_value())]);
        view! {
            <span class="field__tools">
                <span data-tool="rename">
                    <IconButton
                        label=move || named(w::CONFIG_FIELD_RENAME)
                        glyph=LuPencil
                        disabled=locked
                        on_press=move || renaming.set(Some(key.get_value()))
                    />
                </span>
                <span data-tool="remove">
                    <IconButton
                        label=move || named(w::CONFIG_FIELD_REMOVE_WHAT)
                        glyph=LuX
                        disabled=locked
                        on_press=take
                    />
                </span>
            </span>
        }
        .into_any()
    });
    let name = Signal::derive(move || key.get_value());
    let entry = Entry { name, tools, slim: false };
    let setting = Row::new(row.below(), path, None, Some(entry)).map(frame::draw);
    view! {
        <div class="field__entry" role="listitem">
            {move || is_renamed.get().then(|| rename(row, key.get_value(), rules, renaming))}
            {setting}
        </div>
    }
    .into_any()
}

fn rename(
    row: Row,
    old: String,
    rules: StoredValue<MapShape>,
    renaming: RwSignal<Option<String>>,
) -> AnyView {
    let typed = RwSignal::new(old.clone());
    let wrong = RwSignal::new(None::<String>);
    let (now, label) = (old.clone(), old.clone());
    let close = move |key: &str| {
        renaming.set(None);
        folds::focus(row.path().key(key), "[data-tool=rename] button");
    };
    let apply = move || {
        let new = typed.get_untracked().trim().to_owned();
        if new == now {
            return close(&now);
        }
        wrong.set(rules.with_value(|rules| refused(row, rules, &new)));
        if wrong.with_untracked(Option::is_none) {
            // It stays as it was looked at.
            let open = row.folds.is_open(&row.path().key(&now)).unwrap_or(false);
            row.folds.keep(row.path().key(&new), open);
            row.edit(|draft, path| {
                draft.rename(path, &now, &new);
            });
            close(&new);
        }
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        apply();
    };
    let escape = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            close(&old);
        }
    };
    let id = row.id("rename");
    folds::focus_id(id.clone());
    let cancel = move || renaming.set(None);
    view! {
        <form class="field__add" on:submit=submit on:keydown=escape>
            <input
                class="input__field"
                id=id
                type="text"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-label=move || tr(w::CONFIG_FIELD_NEW_KEY_FOR, &[("name", &label)])
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                prop:value=move || typed.get()
                on:input:target=move |event| typed.set(event.target().value())
            />
            <Button label=w::CONFIG_FIELD_APPLY small=true submit=true />
            <Button label=w::UI_CANCEL small=true on_press=cancel />
            {refusal(wrong)}
        </form>
    }
    .into_any()
}

fn refusal(wrong: RwSignal<Option<String>>) -> impl IntoView {
    move || wrong.get().map(|why| view! { <p class="field__problem" role="alert">{why}</p> })
}

/// The line in which an entry is added.
pub(super) fn add(row: Row, shape: MapShape) -> AnyView {
    let keys = children::keys(row);
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let rules = StoredValue::new(shape);
    let free = Memo::new(move |_| {
        let keys = keys.get();
        let all = rules.with_value(|rules| rules.keys.clone());
        all.into_iter().filter(|key| !keys.contains(key)).collect::<Vec<_>>()
    });
    let picked = Memo::new(move |_| {
        let typed = typed.get();
        free.with(|free| {
            if free.contains(&typed) { typed } else { free.first().cloned().unwrap_or_default() }
        })
    });
    let from_few = rules.with_value(|rules| !rules.keys.is_empty());
    let put = move || {
        let key =
            if from_few { picked.get_untracked() } else { typed.get_untracked().trim().to_owned() };
        wrong.set(rules.with_value(|rules| refused(row, rules, &key)));
        if wrong.with_untracked(Option::is_none) {
            typed.set(String::new());
            let path = row.path().key(&key);
            let schema = row.desk.schema.get_value();
            let draft = row.desk.state.draft;
            let field = draft.with_untracked(|draft| schema.field(&path, draft.edited()));
            let start = field.map_or(Value::from(""), |field| schema.start(&field));
            row.folds.keep(path.clone(), true);
            row.edit(|draft, _| draft.set(&path, start));
            folds::focus(path, folds::CONTROL);
        }
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        put();
    };
    let locked = Signal::derive(move || row.locked());
    let label = move || tr(w::CONFIG_FIELD_KEY_IN, &[("name", &row.name())]);
    let name = if from_few {
        let choices = move || {
            let choice = |key: String| Choice { label: key.clone(), value: key };
            free.get().into_iter().map(choice).collect::<Vec<_>>()
        };
        view! {
            <Select
                label=label
                value=picked
                choices=Signal::derive(choices)
                disabled=locked
                on_choose=move |key| typed.set(key)
            />
        }
        .into_any()
    } else {
        view! {
            <input
                class="input__field"
                type="text"
                id=row.id("key")
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-label=label
                aria-invalid=move || wrong.with(Option::is_some).then_some("true")
                placeholder=say(w::CONFIG_FIELD_KEY)
                readonly=move || locked.get()
                prop:value=move || typed.get()
                on:input:target=move |event| {
                    typed.set(event.target().value());
                    wrong.set(None);
                }
            />
        }
        .into_any()
    };
    let is_over = move || from_few && free.with(Vec::is_empty);
    view! {
        <form class="field__add" hidden=is_over on:submit=submit>
            {name}
            <Button label=w::CONFIG_FIELD_ADD small=true submit=true disabled=locked />
            {refusal(wrong)}
        </form>
    }
    .into_any()
}

/// Why a key cannot be had.
fn refused(row: Row, rules: &MapShape, key: &str) -> Option<String> {
    let draft = row.desk.state.draft;
    let (is_taken, count) = draft.with_untracked(|draft| {
        let map = row.path.with_value(|path| draft.get(path).and_then(Value::as_object).cloned());
        map.map_or((false, 0), |map| (map.contains_key(key), map.len()))
    });
    if key.is_empty() {
        return Some(t(w::CONFIG_FIELD_KEY_EMPTY));
    }
    if is_taken {
        return Some(tr(w::CONFIG_FIELD_KEY_TAKEN, &[("name", key)]));
    }
    if RESERVED.contains(&key) {
        return Some(tr(w::CONFIG_FIELD_KEY_RESERVED, &[("name", key)]));
    }
    if rules.max.is_some_and(|max| count as u64 >= max) {
        return Some(tn(w::CONFIG_FIELD_KEYS_MOST, count));
    }
    let names = rules.names.as_ref()?;
    let letters = key.chars().count() as u64;
    let fits = names.min.is_none_or(|min| letters >= min)
        && names.max.is_none_or(|max| letters <= max)
        && names.pattern.as_ref().is_none_or(|pattern| matches(pattern, key));
    (!fits).then(|| match &names.pattern {
        Some(pattern) => tr(w::CONFIG_FIELD_KEY_PATTERN, &[("pattern", pattern)]),
        None => t(w::CONFIG_FIELD_KEY_LENGTH),
    })
}

/// A pattern that cannot be read forbids nothing: the gateway has the last word.
fn matches(pattern: &str, key: &str) -> bool {
    let make = js_sys::Reflect::get(&js_sys::global(), &"RegExp".into());
    let make: Option<js_sys::Function> = make.ok().and_then(|it| it.dyn_into().ok());
    let arguments = js_sys::Array::of2(&pattern.into(), &"u".into());
    let made = make.and_then(|make| js_sys::Reflect::construct(&make, &arguments).ok());
    made.is_none_or(|made| {
        let expression: js_sys::RegExp = made.unchecked_into();
        expression.test(key)
    })
}
