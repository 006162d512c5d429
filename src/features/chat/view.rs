//! The chat page: lays out picker, transcript and composer, and follows the address.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::composer::Composer;
use super::session_picker::SessionPicker;
use super::session_settings::SessionSettings;
use super::transcript::Transcript;
use crate::platform::random;
use crate::platform::watch::watch;
use crate::platform::work;
use crate::protocol::id::SessionKey;
use crate::store::Stores;
use crate::store::sessions::{agent_of, new_key};
use crate::ui::button::{Button, Variant};
use crate::ui::page_bar::InBar;
use crate::words::{say, w};

#[component]
pub fn ChatPage() -> impl IntoView {
    let stores = expect_context::<Stores>();
    let chat = stores.chat;
    let query = use_query_map();
    let navigate = use_navigate();

    // The address says which session; without a word from it, the last one here, or the main one.
    let asked = Memo::new(move |_| {
        query.with(|query| query.get("session")).filter(|key| !key.is_empty()).map(SessionKey)
    });
    let session = Memo::new(move |_| {
        asked
            .get()
            .or_else(|| {
                stores.connection.url().get().and_then(|url| stores.gateways.last_session(&url))
            })
            .or_else(|| stores.connection.main_session().get())
    });
    watch(move || {
        if let Some(session) = session.get() {
            if let Some(url) = stores.connection.url().get_untracked() {
                stores.gateways.keep_last_session(&url, &session);
            }
            work::begin(chat.open(session));
        }
    });

    // Names and settings of sessions come from the list.
    let readable = stores.connection.is_readable();
    watch(move || {
        if readable.get() {
            work::begin(stores.sessions.load());
        }
    });

    let pick = Callback::new(move |key: SessionKey| {
        let to = format!("chat?session={}", js_sys::encode_uri_component(key.as_str()));
        navigate(&format!("/{to}"), NavigateOptions::default());
    });
    let begin_session = move || {
        let agent = session
            .get_untracked()
            .as_ref()
            .and_then(agent_of)
            .or_else(|| stores.agents.default_id());
        pick.run(new_key(agent.as_ref(), &random::uuid()));
    };
    let text = RwSignal::new(String::new());
    let edit = Callback::new(move |taken: String| {
        text.update(|text| {
            if text.trim().is_empty() {
                *text = taken;
            } else {
                *text = format!("{taken}\n\n{text}");
            }
        });
    });
    let sent = RwSignal::new(0_u32);
    let session: Signal<Option<SessionKey>> = session.into();
    view! {
        <section class="chat" aria-label=say(w::CHAT_TITLE)>
            <InBar>
                <SessionPicker stores session pick/>
                <SessionSettings stores session/>
                <Button
                    label=w::CHAT_NEW_SESSION
                    variant=Variant::Quiet
                    icon=icondata::LuPlus
                    on_press=begin_session
                />
            </InBar>
            <Transcript stores session edit sent/>
            <Composer stores session text on_sent=Callback::new(move |()| sent.update(|sent| *sent += 1))/>
        </section>
    }
}
