//! The list of sessions to search and pick from. It is there while it is open.

use leptos::html::{Div, Input, Ul};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, KeyboardEvent, Node, ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::platform::moment;
use crate::platform::part::part;
use crate::platform::watch::watch;
use crate::protocol::id::SessionKey;
use crate::protocol::sessions::row::SessionRow;
use crate::remote::Remote;
use crate::store::Stores;
use crate::store::sessions::title;
use crate::ui::later::Draw;
use crate::words::{say, t, w};

/// So many are drawn; a search narrows the rest down.
const SHOWN: usize = 100;

const OPTIONS: &str = "session-options";

fn option_id(at: usize) -> String {
    format!("session-option-{at}")
}

/// `close` gives the keyboard back; `take` does so too.
#[derive(Clone, Copy)]
pub struct SessionListParts {
    pub stores: Stores,
    pub session: Signal<Option<SessionKey>>,
    pub open: RwSignal<bool>,
    pub take: Callback<SessionKey>,
    pub close: Callback<()>,
}

part! {
    pub fn session_list in extras = draw as Draw<SessionListParts>
}

fn draw(parts: SessionListParts) -> AnyView {
    let SessionListParts { stores, session, open, take, close } = parts;
    let sessions = stores.sessions;
    let search = RwSignal::new(String::new());
    let marked = RwSignal::new(0_usize);
    let popup = NodeRef::<Div>::new();
    let field = NodeRef::<Input>::new();
    let options = NodeRef::<Ul>::new();
    let found = Memo::new(move |_| {
        let search = search.get().to_lowercase();
        sessions.list().with(|list| {
            let rows = list.ready().map(|list| list.sessions.as_slice()).unwrap_or_default();
            rows.iter().filter(|row| matches(row, &search)).take(SHOWN).cloned().collect::<Vec<_>>()
        })
    });
    watch(move || {
        if let Some(field) = field.get() {
            let _focused = field.focus();
        }
    });
    watch(move || {
        let at = marked.get();
        if let Some(options) = options.get()
            && let Some(option) = options.children().item(at as u32)
        {
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
    // What is marked is told wherever the keyboard is.
    let active = move || (marked.get() < found.with(Vec::len)).then(|| option_id(marked.get()));
    let on_key = move |event: KeyboardEvent| {
        let last = found.with_untracked(Vec::len).saturating_sub(1);
        match event.key().as_str() {
            "Escape" => close.run(()),
            "ArrowDown" => marked.update(|marked| *marked = (*marked + 1).min(last)),
            "ArrowUp" => marked.update(|marked| *marked = marked.saturating_sub(1)),
            "Enter" => {
                if let Some(row) =
                    found.with_untracked(|found| found.get(marked.get_untracked()).cloned())
                {
                    take.run(row.key);
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
        <div class="chat__veil" on:click=move |_| close.run(())></div>
        <div class="chat__sessions" node_ref=popup id="session-list" on:keydown=on_key on:focusout=on_focus_out>
            <input
                class="chat__search"
                node_ref=field
                type="search"
                aria-label=say(w::CHAT_FIND_SESSION)
                placeholder=say(w::CHAT_FIND_SESSION)
                aria-controls=OPTIONS
                aria-activedescendant=active
                prop:value=search
                on:input=move |event| {
                    search.set(event_target_value(&event));
                    marked.set(0);
                }
            />
            <ul
                class="chat__session-list"
                node_ref=options
                id=OPTIONS
                role="listbox"
                tabindex="0"
                aria-label=say(w::CHAT_SESSIONS)
                aria-activedescendant=active
            >
                {move || found.get().into_iter().enumerate().map(|(at, row)| option(at, row, marked, session, take)).collect_view()}
            </ul>
            {move || nothing(&sessions.list().get(), found.with(Vec::is_empty))}
        </div>
    }
    .into_any()
}

fn option(
    at: usize,
    row: SessionRow,
    marked: RwSignal<usize>,
    session: Signal<Option<SessionKey>>,
    take: Callback<SessionKey>,
) -> impl IntoView {
    let key = row.key.clone();
    let is_open = session.with(|open| open.as_ref() == Some(&row.key));
    let when = row.updated_at.map(|at| moment::ago(at as f64)).unwrap_or_default();
    let preview = row.last_message_preview.clone().unwrap_or_default();
    view! {
        <li
            class="chat__session"
            id=option_id(at)
            role="option"
            aria-selected=is_open.to_string()
            data-marked=move || (marked.get() == at).then_some("")
            on:click=move |_| take.run(key.clone())
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
