//! Which session is open: a button that says it, and a list to search and pick from.

use icondata::LuChevronDown;
use leptos::html::{Button, Div, Input};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, KeyboardEvent, Node};

use crate::platform::moment;
use crate::platform::work;
use crate::protocol::id::SessionKey;
use crate::protocol::sessions::row::SessionRow;
use crate::remote::Remote;
use crate::store::Stores;
use crate::store::sessions::{short_key, title};
use crate::ui::icon::Icon;
use crate::words::{t, w};

/// So many are drawn; a search narrows the rest down.
const SHOWN: usize = 100;

#[component]
pub fn SessionPicker(
    stores: Stores,
    session: Signal<Option<SessionKey>>,
    pick: Callback<SessionKey>,
) -> impl IntoView {
    let sessions = stores.sessions;
    let open = RwSignal::new(false);
    let search = RwSignal::new(String::new());
    let marked = RwSignal::new(0_usize);
    let button = NodeRef::<Button>::new();
    let popup = NodeRef::<Div>::new();
    let field = NodeRef::<Input>::new();

    let current = Memo::new(move |_| {
        session.get().map(|key| sessions.row(&key).as_ref().map_or_else(|| short_key(&key), title))
    });
    let found = Memo::new(move |_| {
        let search = search.get().to_lowercase();
        sessions.list().with(|list| {
            let rows = list.ready().map(|list| list.sessions.as_slice()).unwrap_or_default();
            rows.iter().filter(|row| matches(row, &search)).take(SHOWN).cloned().collect::<Vec<_>>()
        })
    });
    let show = move || {
        search.set(String::new());
        marked.set(0);
        open.set(true);
        work::begin(sessions.load());
    };
    let close = move || {
        open.set(false);
        if let Some(button) = button.get_untracked() {
            let _focused = button.focus();
        }
    };
    Effect::new(move |_| {
        if open.get()
            && let Some(field) = field.get()
        {
            let _focused = field.focus();
        }
    });
    let take = move |key: SessionKey| {
        close();
        pick.run(key);
    };
    let on_key = move |event: KeyboardEvent| {
        let last = found.with_untracked(Vec::len).saturating_sub(1);
        match event.key().as_str() {
            "Escape" => close(),
            "ArrowDown" => marked.update(|marked| *marked = (*marked + 1).min(last)),
            "ArrowUp" => marked.update(|marked| *marked = marked.saturating_sub(1)),
            "Enter" => {
                if let Some(row) =
                    found.with_untracked(|found| found.get(marked.get_untracked()).cloned())
                {
                    take(row.key);
                }
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let on_focus_out = move |event: FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        let inside = popup.get_untracked().is_some_and(|popup| popup.contains(to.as_ref()));
        if to.is_some() && !inside {
            open.set(false);
        }
    };
    view! {
        <div class="chat__picker">
            <button
                class="chat__picker-button"
                node_ref=button
                type="button"
                role="combobox"
                aria-haspopup="dialog"
                aria-label=move || t(w::CHAT_SESSION)
                aria-controls="session-list"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| if open.get_untracked() { close() } else { show() }
            >
                <span class="chat__picker-title" dir="auto">{current}</span>
                <Icon glyph=LuChevronDown/>
            </button>
            <Show when=move || open.get()>
                <div class="chat__veil" on:click=move |_| close()></div>
                <div class="chat__sessions" node_ref=popup id="session-list" on:keydown=on_key on:focusout=on_focus_out>
                    <input
                        class="chat__search"
                        node_ref=field
                        type="search"
                        aria-label=move || t(w::CHAT_FIND_SESSION)
                        placeholder=move || t(w::CHAT_FIND_SESSION)
                        prop:value=search
                        on:input=move |event| {
                            search.set(event_target_value(&event));
                            marked.set(0);
                        }
                    />
                    <ul class="chat__session-list" role="listbox" aria-label=move || t(w::CHAT_SESSIONS)>
                        {move || found.get().into_iter().enumerate().map(|(at, row)| option(at, row, marked, session, take)).collect_view()}
                    </ul>
                    {move || nothing(&sessions.list().get(), found.with(Vec::is_empty))}
                </div>
            </Show>
        </div>
    }
}

fn option(
    at: usize,
    row: SessionRow,
    marked: RwSignal<usize>,
    session: Signal<Option<SessionKey>>,
    take: impl Fn(SessionKey) + Copy + 'static,
) -> impl IntoView {
    let key = row.key.clone();
    let is_open = session.with(|open| open.as_ref() == Some(&row.key));
    let when = row.updated_at.map(|at| moment::ago(at as f64)).unwrap_or_default();
    let preview = row.last_message_preview.clone().unwrap_or_default();
    view! {
        <li
            class="chat__session"
            role="option"
            aria-selected=is_open.to_string()
            data-marked=move || (marked.get() == at).then_some("")
            on:click=move |_| take(key.clone())
        >
            <span class="chat__session-title" dir="auto">{title(&row)}</span>
            <span class="chat__session-when">{when}</span>
            <span class="chat__session-preview" dir="auto">{preview.chars().take(140).collect::<String>()}</span>
            <span class="chat__session-key" dir="ltr">{row.key.to_string()}</span>
        </li>
    }
}

fn nothing<T>(list: &Remote<T>, is_empty: bool) -> Option<impl IntoView + use<T>> {
    let sentence = match list {
        Remote::Absent | Remote::Loading => t(w::CHAT_SESSIONS_LOADING),
        Remote::Failed(why) => why.clone(),
        Remote::Ready(_) if is_empty => t(w::CHAT_SESSIONS_NONE),
        Remote::Ready(_) => return None,
    };
    Some(view! { <p class="chat__quiet" role="status">{sentence}</p> })
}

/// Whether a session answers a search over everything that names it. `search` is in lower case.
fn matches(row: &SessionRow, search: &str) -> bool {
    let names = [
        &row.label,
        &row.display_name,
        &row.derived_title,
        &row.subject,
        &row.channel,
        &row.last_message_preview,
    ];
    search.split_whitespace().all(|word| {
        row.key.as_str().to_lowercase().contains(word)
            || names
                .iter()
                .any(|name| name.as_ref().is_some_and(|name| name.to_lowercase().contains(word)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_search_must_be_found_somewhere() {
        let row = SessionRow {
            key: SessionKey::from("agent:main:research"),
            label: Some("Quarterly Plan".to_owned()),
            ..SessionRow::default()
        };
        assert!(matches(&row, "plan research"));
        assert!(matches(&row, ""));
        assert!(!matches(&row, "plan invoices"));
    }
}
