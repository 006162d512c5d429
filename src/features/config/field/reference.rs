//! A reference to where a secret is kept: the provider that knows it, and its name there.

use leptos::prelude::*;
use serde_json::Value;

use super::folds;
use super::row::Row;
use super::wording::is_hidden;
use crate::features::config::schema::SecretSource;
use crate::words::{Word, say, t, tr, w};

/// Where a secret is kept. Reactive.
pub(super) fn source_name(source: &str) -> String {
    match source {
        "env" => t(w::CONFIG_FIELD_SECRET_ENV),
        "file" => t(w::CONFIG_FIELD_SECRET_FILE),
        "exec" => t(w::CONFIG_FIELD_SECRET_EXEC),
        "store" => t(w::CONFIG_FIELD_SECRET_STORE),
        other => other.to_owned(),
    }
}

pub(super) fn view(row: Row, source: &SecretSource) -> AnyView {
    let id = match &*source.source {
        "env" => w::CONFIG_FIELD_SECRET_VARIABLE,
        "file" => w::CONFIG_FIELD_SECRET_POINTER,
        _ => w::CONFIG_FIELD_SECRET_ID,
    };
    let example = match &*source.source {
        "env" => "OPENAI_API_KEY",
        "file" => "/providers/openai/apiKey",
        _ => "",
    };
    view! {
        <div class="field__reference">
            {part(row, "id", id, example)}
            {part(row, "provider", w::CONFIG_FIELD_SECRET_PROVIDER, "default")}
        </div>
    }
    .into_any()
}

/// One of the two, with its name above.
fn part(row: Row, key: &'static str, word: Word, example: &'static str) -> AnyView {
    let path = StoredValue::new(row.path().key(key));
    let draft = row.desk.state.draft;
    let value =
        Memo::new(move |_| draft.with(|draft| path.with_value(|path| draft.get(path).cloned())));
    let replacing = RwSignal::new(false);
    let is_covered = Memo::new(move |_| {
        value.with(|value| value.as_ref().is_some_and(is_hidden)) && !replacing.get()
    });
    let typed = move || {
        value.with(|value| match value {
            Some(Value::String(text)) if !text.contains(crate::protocol::config::HIDDEN) => {
                text.clone()
            }
            _ => String::new(),
        })
    };
    let write = move |text: String| {
        row.edit(|draft, _| {
            path.with_value(|path| {
                let was_hidden = draft.before(path).as_ref().is_some_and(is_hidden);
                if text.is_empty() && was_hidden {
                    draft.reset(path);
                } else {
                    draft.set(path, text.into());
                }
            });
        });
    };
    let label = row.id(key);
    let id = row.id(&format!("{key}-typed"));
    let (for_id, focus) = (id.clone(), id.clone());
    let named = Signal::derive(move || format!("{}, {}", t(word), row.name()));
    let replace = move |_| {
        replacing.set(true);
        folds::focus_id(focus.clone());
    };
    view! {
        <div class="field__part">
            <label class="field__note" id=label for=for_id>
                {say(word)}
            </label>
            {move || {
                if is_covered.get() {
                    let replace = replace.clone();
                    return view! {
                        <span class="field__hidden">{say(w::CONFIG_FIELD_HIDDEN)}</span>
                        <button
                            class="button"
                            type="button"
                            data-variant="plain"
                            data-size="small"
                            aria-label=move || tr(w::CONFIG_FIELD_REPLACE_WHAT, &[("name", &named.get())])
                            disabled=move || row.locked()
                            on:click=replace
                        >
                            {say(w::CONFIG_FIELD_REPLACE)}
                        </button>
                    }
                        .into_any();
                }
                view! {
                    <input
                        class="input__field"
                        id=id.clone()
                        type="text"
                        autocomplete="off"
                        autocapitalize="none"
                        spellcheck="false"
                        dir="ltr"
                        aria-label=move || named.get()
                        placeholder=example
                        readonly=move || row.locked()
                        prop:value=typed
                        on:input:target=move |event| write(event.target().value())
                    />
                }
                    .into_any()
            }}
        </div>
    }
    .into_any()
}
