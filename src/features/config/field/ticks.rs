//! A list of constants as boxes to tick. What stands in it and is none of them can be taken out.

use leptos::prelude::*;
use serde_json::Value;

use super::row::Row;
use super::wording::option_name;

pub(super) fn view(row: Row, options: Vec<Value>) -> AnyView {
    let value = row.value();
    let standing = move || {
        value.with(|value| value.as_ref().and_then(Value::as_array).cloned()).unwrap_or_default()
    };
    let shown = Memo::new(move |before: Option<&Vec<Value>>| {
        let mut shown = before.cloned().unwrap_or_else(|| options.clone());
        for entry in standing() {
            if !shown.contains(&entry) {
                shown.push(entry);
            }
        }
        shown
    });
    let turn = move |option: &Value, on: bool| {
        let mut list = untrack(standing);
        if on {
            list.push(option.clone());
        } else {
            list.retain(|entry| entry != option);
        }
        // The last one out of what was not there leaves nothing behind.
        let was_there = row
            .desk
            .state
            .draft
            .with_untracked(|draft| row.path.with_value(|path| draft.before(path).is_some()));
        if list.is_empty() && !was_there { row.reset() } else { row.set(list.into()) }
    };
    let tick = move |option: Value| {
        let (name, here, put) = (option.clone(), option.clone(), option);
        view! {
            <label class="field__tick">
                <input
                    type="checkbox"
                    prop:checked=move || {
                        value.with(|value| {
                            value.as_ref().and_then(Value::as_array).is_some_and(|it| it.contains(&here))
                        })
                    }
                    disabled=move || row.locked()
                    on:change:target=move |event| turn(&put, event.target().checked())
                />
                {move || option_name(&name)}
            </label>
        }
    };
    view! {
        <div
            class="field__ticks"
            role="group"
            aria-labelledby=row.id("name")
            aria-describedby=row.described()
        >
            {move || shown.get().into_iter().map(tick).collect_view()}
        </div>
    }
    .into_any()
}
