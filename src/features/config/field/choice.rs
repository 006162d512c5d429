//! One of several: a few side by side, many in a list, and something of one's own where that may be.

use leptos::prelude::*;
use serde_json::Value;

use super::row::Row;
use super::wording::option_name;
use super::{folds, number, text};
use crate::features::config::schema::{ChoiceShape, Shape};
use crate::ui::icon::Icon;
use crate::words::{say, t, tr, w};

/// So many stand side by side, if their names are short.
const FEW: usize = 4;
const SHORT: usize = 30;

/// How something of one's own is called in the list.
const OWN: &str = "own";
const UNSET: &str = "";

pub(super) fn view(row: Row, shape: ChoiceShape) -> AnyView {
    let letters: usize = shape.options.iter().map(|it| option_name(it).chars().count()).sum();
    match shape.or {
        None if shape.options.len() <= FEW && letters <= SHORT => side_by_side(row, shape.options),
        or => listed(row, shape.options, or.map(|or| *or)),
    }
}

fn side_by_side(row: Row, options: Vec<Value>) -> AnyView {
    let (value, usual) = (row.value(), row.usual());
    let group = row.id("choice");
    let is_chosen = move |option: &Value| value.with(|value| value.as_ref() == Some(option));
    let is_usual = move |option: &Value| {
        value.with(Option::is_none)
            && usual.with(|usual| usual.as_ref().is_some_and(|(value, _)| value == option))
    };
    let radio = move |option: Value| {
        let name = option.clone();
        let (chosen, by_default, put) = (option.clone(), option.clone(), option);
        view! {
            <label class="field__option" data-usual=move || is_usual(&by_default).then_some("")>
                <input
                    type="radio"
                    name=group.clone()
                    prop:checked=move || is_chosen(&chosen)
                    disabled=move || row.locked()
                    on:change=move |_| row.set(put.clone())
                />
                {move || option_name(&name)}
            </label>
        }
    };
    let radios = options.into_iter().map(radio).collect_view();
    view! {
        <div
            class="field__options"
            role="radiogroup"
            aria-label=row.spoken()
            aria-labelledby=row.entry.is_none_or(|entry| !entry.slim).then(|| row.id("name"))
            aria-describedby=row.described()
        >
            {radios}
        </div>
    }
    .into_any()
}

fn listed(row: Row, options: Vec<Value>, or: Option<Shape>) -> AnyView {
    let (value, usual) = (row.value(), row.usual());
    let problems = row.problems();
    let has_own = or.is_some();
    let options = StoredValue::new(options);
    let place = move |value: &Value| {
        options.with_value(|options| options.iter().position(|option| option == value))
    };
    let own =
        RwSignal::new(value.with_untracked(|it| it.as_ref().is_some_and(|it| place(it).is_none())));
    let chosen = Memo::new(move |_| {
        value.with(|value| match value {
            _ if own.get() => OWN.to_owned(),
            None => UNSET.to_owned(),
            Some(value) => place(value).map_or_else(|| OWN.to_owned(), |at| at.to_string()),
        })
    });
    let choose = move |name: String| {
        own.set(name == OWN);
        match name.parse::<usize>() {
            Ok(at) => options.with_value(|options| row.set(options[at].clone())),
            Err(_) if name == OWN => folds::focus(row.path(), "input"),
            Err(_) => row.remove(),
        }
    };
    let nothing = move || match usual.get() {
        Some((value, _)) => tr(w::CONFIG_FIELD_NOT_SET_BUT, &[("value", &option_name(&value))]),
        None => t(w::CONFIG_FIELD_NOT_SET),
    };
    let entries = options.with_value(|options| {
        let entry = |(at, option): (usize, &Value)| {
            let option = option.clone();
            let name = at.to_string();
            let same = name.clone();
            view! {
                <option value=name selected=move || chosen.get() == same>
                    {move || option_name(&option)}
                </option>
            }
        };
        options.iter().enumerate().map(entry).collect_view()
    });
    let typed = StoredValue::new(or);
    view! {
        <span class="input__select">
            <select
                class="input__field"
                id=row.id("")
                aria-label=row.spoken()
                aria-invalid=move || problems.with(|it| !it.is_empty()).then_some("true")
                aria-describedby=row.described()
                disabled=move || row.locked()
                prop:value=move || chosen.get()
                on:change:target=move |event| choose(event.target().value())
            >
                <option value=UNSET selected=move || chosen.get() == UNSET>
                    {nothing}
                </option>
                {entries}
                {has_own
                    .then(|| {
                        view! {
                            <option value=OWN selected=move || chosen.get() == OWN>
                                {say(w::CONFIG_FIELD_OWN)}
                            </option>
                        }
                    })}
            </select>
            <Icon glyph=icondata::LuChevronDown />
        </span>
        {move || {
            (has_own && chosen.get() == OWN).then(|| own_value(row, typed.get_value()))
        }}
    }
    .into_any()
}

/// A field of its own below the list, with its own name.
fn own_value(row: Row, shape: Option<Shape>) -> AnyView {
    let name = Signal::derive(move || tr(w::CONFIG_FIELD_OWN_FOR, &[("name", &row.name())]));
    let tools = Callback::new(|()| ().into_any());
    let entry = super::row::Entry { name, tools, slim: true };
    let own = Row { entry: Some(entry), id: StoredValue::new(row.id("own")), ..row };
    match shape {
        Some(Shape::Number(shape)) => number::view(own, shape),
        Some(Shape::Text(shape)) => text::view(own, shape),
        _ => super::json::view(own),
    }
}
