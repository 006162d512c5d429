//! A JSON value as a tree whose branches open. What is closed is not drawn, so that a large value
//! costs no more than what one looks at.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use crate::words::{say, tn, tr, w};

/// So many entries of a branch are drawn at first, and more at each wish.
const SHOWN: usize = 100;
/// A longer text is folded to its beginning.
const LINE: usize = 400;
const BEGINNING: usize = 80;

/// Which entry is looked at, as a JSON pointer.
pub type Picked = RwSignal<Option<String>>;

/// The tree, open at its root.
#[component]
pub fn Tree(
    value: Arc<Value>,
    /// Told which entry has the keyboard or was pressed last.
    #[prop(optional_no_strip)]
    picked: Option<Picked>,
) -> impl IntoView {
    let root = match &*value {
        Value::Array(_) | Value::Object(_) => entries(value, String::new(), picked),
        leaf => draw_leaf(leaf),
    };
    view! { <div class="tree" dir="ltr">{root}</div> }
}

/// The entries of the branch at this pointer.
fn entries(root: Arc<Value>, at: String, picked: Option<Picked>) -> AnyView {
    let shown = RwSignal::new(SHOWN);
    let names = root.pointer(&at).map(names).unwrap_or_default();
    if names.is_empty() {
        return view! { <span class="tree__note">{say(w::UI_TREE_EMPTY)}</span> }.into_any();
    }
    let count = names.len();
    let names = StoredValue::new(names);
    let drawn = move || {
        let names = names.with_value(|names| {
            names.iter().take(shown.get()).cloned().enumerate().collect::<Vec<_>>()
        });
        let (root, at) = (Arc::clone(&root), at.clone());
        view! {
            <For
                each=move || names.clone()
                key=|(index, _)| *index
                children=move |(_, name)| entry(&root, &at, &name, picked)
            />
        }
    };
    let rest = move || count.saturating_sub(shown.get());
    view! {
        <ul class="tree__entries">{drawn}</ul>
        {move || {
            (rest() > 0).then(|| view! {
                <button
                    class="tree__more"
                    type="button"
                    on:click=move |_| shown.update(|shown| *shown += SHOWN)
                >
                    {move || tr(w::UI_TREE_MORE, &[("n", &rest().to_string())])}
                </button>
            })
        }}
    }
    .into_any()
}

fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => (0..items.len()).map(|index| index.to_string()).collect(),
        Value::Object(fields) => fields.keys().cloned().collect(),
        _ => Vec::new(),
    }
}

fn entry(root: &Arc<Value>, parent: &str, name: &str, picked: Option<Picked>) -> AnyView {
    let at = format!("{parent}/{}", escaped(name));
    let Some(value) = root.pointer(&at) else { return ().into_any() };
    let name = name.to_owned();
    let count = match value {
        Value::Array(items) => tn(w::UI_TREE_ITEMS, items.len()),
        Value::Object(fields) => tn(w::UI_TREE_FIELDS, fields.len()),
        leaf => {
            let leaf = draw_leaf(leaf);
            let name = match picked {
                Some(picked) => {
                    let pick = move |_| picked.set(Some(at.clone()));
                    view! { <button class="tree__name" type="button" on:click=pick>{name}</button> }
                        .into_any()
                }
                None => view! { <span class="tree__name">{name}</span> }.into_any(),
            };
            return view! {
                <li class="tree__entry">
                    {name}
                    {leaf}
                </li>
            }
            .into_any();
        }
    };
    let open = RwSignal::new(false);
    let root = Arc::clone(root);
    let here = at.clone();
    let pick = move |_| {
        if let Some(picked) = picked {
            picked.set(Some(here.clone()));
        }
    };
    view! {
        <li class="tree__entry">
            <details class="tree__branch" on:toggle=move |_| open.update(|open| *open = !*open)>
                <summary on:focus=pick>
                    <span class="tree__name">{name}</span>
                    <span class="tree__note">{count}</span>
                </summary>
                {move || open.get().then(|| entries(Arc::clone(&root), at.clone(), picked))}
            </details>
        </li>
    }
    .into_any()
}

/// A name as a JSON pointer has it.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn draw_leaf(value: &Value) -> AnyView {
    match value {
        Value::String(text) => draw_text(text),
        Value::Null => view! { <span class="tree__value">{value.to_string()}</span> }.into_any(),
        _ => view! { <span class="tree__value" data-kind="number">{value.to_string()}</span> }
            .into_any(),
    }
}

/// A short text in its line, one of several lines below it as it was written, a long one folded.
fn draw_text(text: &str) -> AnyView {
    let whole = text.to_owned();
    let length = text.chars().count();
    if length > LINE {
        let beginning: String = text.chars().take(BEGINNING).collect();
        let open = RwSignal::new(false);
        return view! {
            <details class="tree__branch" on:toggle=move |_| open.update(|open| *open = !*open)>
                <summary>
                    <span class="tree__value" data-kind="text" dir="auto">{beginning}"…"</span>
                    <span class="tree__note">{tr(w::UI_TREE_LETTERS, &[("n", &length.to_string())])}</span>
                </summary>
                {move || {
                    open.get().then(|| view! { <pre class="tree__text" tabindex="0" dir="auto">{whole.clone()}</pre> })
                }}
            </details>
        }
        .into_any();
    }
    if text.trim_end().contains('\n') {
        return view! { <pre class="tree__text" dir="auto">{whole}</pre> }.into_any();
    }
    view! { <span class="tree__value" data-kind="text" dir="auto">{Value::from(whole).to_string()}</span> }
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_entry_is_found_again_by_its_pointer() {
        let value = json!({"a/b": {"~": [1, 2]}, "": 3});
        for (name, child) in [("a/b", &value["a/b"]), ("", &value[""])] {
            assert_eq!(value.pointer(&format!("/{}", escaped(name))), Some(child));
        }
        assert_eq!(names(&value["a/b"]["~"]), ["0", "1"]);
        assert_eq!(value.pointer("/a~1b/~0/1"), Some(&json!(2)));
    }
}
