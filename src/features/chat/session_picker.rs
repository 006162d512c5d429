//! Which session is open: a button that says it, and opens the list to pick from.

use icondata::LuChevronDown;
use leptos::html::Button;
use leptos::prelude::*;

use super::session_list::{SessionListParts, session_list};
use crate::platform::work;
use crate::protocol::id::SessionKey;
use crate::store::Stores;
use crate::store::sessions::{short_key, title};
use crate::ui::icon::Icon;
use crate::ui::later::later;
use crate::words::{say, w};

#[component]
pub fn SessionPicker(
    stores: Stores,
    session: Signal<Option<SessionKey>>,
    pick: Callback<SessionKey>,
) -> impl IntoView {
    let sessions = stores.sessions;
    let open = RwSignal::new(false);
    let button = NodeRef::<Button>::new();
    let current = Memo::new(move |_| {
        session.get().map(|key| sessions.row(&key).as_ref().map_or_else(|| short_key(&key), title))
    });
    let close = move || {
        open.set(false);
        if let Some(button) = button.get_untracked() {
            let _focused = button.focus();
        }
    };
    let list = SessionListParts {
        stores,
        session,
        open,
        take: Callback::new(move |key| {
            close();
            pick.run(key);
        }),
        close: Callback::new(move |()| close()),
    };
    let press = move |_| {
        if open.get_untracked() {
            close();
        } else {
            open.set(true);
            work::begin(sessions.load());
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
                aria-label=say(w::CHAT_SESSION)
                aria-controls="session-list"
                aria-expanded=move || open.get().to_string()
                on:click=press
            >
                <span class="chat__picker-title" dir="auto">{current}</span>
                <Icon glyph=LuChevronDown/>
            </button>
            {move || open.get().then(|| later(session_list, list))}
        </div>
    }
}
