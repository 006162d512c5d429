//! An answer as a tree, to look into, to copy and to take along. What looks like a secret is out of
//! sight until one asks for it.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use super::draft;
use super::state::{DebugState, Reply};
use crate::platform::{clipboard, download, work};
use crate::protocol::mask::mask_value;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::Tone;
use crate::ui::tree::Tree;
use crate::words::{say, t, tr, w};

#[component]
pub fn ReplyView(
    state: DebugState,
    reply: Reply,
    /// What the file is called that one takes along.
    name: String,
) -> impl IntoView {
    let masked = Arc::new(mask_value(&reply.value));
    let has_secrets = *masked != *reply.value;
    let bare = RwSignal::new(false);
    let picked = RwSignal::new(None::<String>);
    let (open, hidden) = (Arc::clone(&reply.value), Arc::clone(&masked));
    let shown = StoredValue::new((open, hidden));
    let value = move || {
        shown.with_value(|(open, hidden)| Arc::clone(if bare.get() { open } else { hidden }))
    };
    let now = move || untrack(value);
    let name = StoredValue::new(name);
    let take = move || {
        let text = draft::pretty(&now());
        let file = format!("{}.json", name.get_value());
        if !download::text(&file, "application/json", &text) {
            state.toasts.say(Tone::Danger, t(w::DEBUG_NOT_DOWNLOADED));
        }
    };
    let copy_value = move || {
        let at = picked.get_untracked().unwrap_or_default();
        copy(state, now().pointer(&at).map(text_of).unwrap_or_default());
    };
    let copy_path = move || copy(state, path(&now(), &picked.get_untracked().unwrap_or_default()));
    let shown_path = move || picked.get().map(|at| path(&value(), &at));
    let toggle = move || t(if bare.get() { w::DEBUG_HIDE_SECRETS } else { w::DEBUG_SHOW_SECRETS });
    view! {
        <div class="debug__reply">
            <p class="debug__row">
                <Button label=w::DEBUG_COPY small=true on_press=move || copy(state, draft::pretty(&now()))/>
                <Button label=w::DEBUG_DOWNLOAD small=true on_press=take/>
                {has_secrets.then(|| view! {
                    <Button
                        label=toggle
                        small=true
                        variant=Variant::Quiet
                        on_press=move || bare.update(|bare| *bare = !*bare)
                    />
                })}
                <span class="debug__note">{size(reply.bytes)}</span>
            </p>
            {move || view! { <Tree value=value() picked=Some(picked)/> }}
            <div class="debug__picked" role="status">
                {move || shown_path().map(|path| view! {
                    <code dir="ltr">{path}</code>
                    <Button label=w::DEBUG_COPY_VALUE small=true variant=Variant::Quiet on_press=copy_value/>
                    <Button label=w::DEBUG_COPY_PATH small=true variant=Variant::Quiet on_press=copy_path/>
                })}
                {move || picked.get().is_none().then(|| view! {
                    <span class="debug__note">{say(w::DEBUG_PICK)}</span>
                })}
            </div>
        </div>
    }
}

/// Copies, and says so.
pub fn copy(state: DebugState, text: String) {
    work::begin(async move {
        let (tone, word) = if clipboard::copy(&text).await {
            (Tone::Success, w::UI_COPIED)
        } else {
            (Tone::Danger, w::DEBUG_NOT_COPIED)
        };
        state.toasts.say(tone, t(word));
    });
}

/// How large something is.
#[must_use]
pub fn size(bytes: usize) -> String {
    if bytes < 1_024 {
        tr(w::DEBUG_BYTES, &[("n", &bytes.to_string())])
    } else if bytes < 1_024 * 1_024 {
        tr(w::DEBUG_KILOBYTES, &[("n", &format!("{:.1}", bytes as f64 / 1_024.0))])
    } else {
        tr(w::DEBUG_MEGABYTES, &[("n", &format!("{:.2}", bytes as f64 / 1_048_576.0))])
    }
}

/// A text as it is, anything else as JSON.
fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => draft::pretty(other),
    }
}

/// The way to an entry as programs write it: `agents[0].name`.
fn path(root: &Value, pointer: &str) -> String {
    let mut written = String::new();
    let mut at = root;
    for step in pointer.split('/').skip(1) {
        let name = step.replace("~1", "/").replace("~0", "~");
        if at.is_array() {
            written.push_str(&format!("[{name}]"));
        } else {
            let first = name.chars().next();
            let is_word = first.is_some_and(|it| !it.is_ascii_digit())
                && name.chars().all(|it| it.is_alphanumeric() || it == '_' || it == '$');
            if !is_word {
                written.push_str(&format!("[{}]", Value::from(name.as_str())));
            } else if written.is_empty() {
                written.push_str(&name);
            } else {
                written.push_str(&format!(".{name}"));
            }
        }
        at = match at {
            Value::Array(items) => name.parse::<usize>().ok().and_then(|it| items.get(it)),
            Value::Object(fields) => fields.get(&name),
            _ => None,
        }
        .unwrap_or(&Value::Null);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_is_written_as_programs_write_it() {
        let value = json!({"agents": [{"name": 1}], "0": {"a/b": {"c d": 2}}});
        for (pointer, written) in [
            ("/agents/0/name", "agents[0].name"),
            ("/0/a~1b/c d", r#"["0"]["a/b"]["c d"]"#),
            ("", ""),
        ] {
            assert_eq!(path(&value, pointer), written);
        }
    }

    #[test]
    fn a_size_is_told_in_the_unit_that_says_most() {
        assert!(size(12).contains("12"));
        assert!(size(2_048).contains("2.0"));
        assert!(size(2_200_000).contains("2.10"));
    }
}
