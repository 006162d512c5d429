//! Where a message is written. Enter sends and Shift+Enter breaks the line, or as the operator likes
//! it; an input method may use Enter for itself. What is typed is kept until it has been sent.

use icondata::{LuArrowUp, LuSquare};
use leptos::html::Textarea;
use leptos::prelude::*;

use super::draft;
use crate::platform::watch::watch;
use crate::platform::work;
use crate::protocol::id::SessionKey;
use crate::store::Stores;
use crate::ui::icon::Icon;
use crate::words::{say, t, w};

/// `text` is what is typed; it belongs to the page so that a message taken back can return to it.
#[component]
pub fn Composer(
    stores: Stores,
    session: Signal<Option<SessionKey>>,
    text: RwSignal<String>,
    on_sent: Callback<()>,
) -> impl IntoView {
    let chat = stores.chat;
    let field = NodeRef::<Textarea>::new();
    let refusal = RwSignal::new(None::<String>);
    let gateway = stores.connection.url();

    // Each session has its own draft.
    watch(move || {
        if let (Some(gateway), Some(session)) = (gateway.get(), session.get()) {
            text.set(draft::read(&gateway, &session));
        }
    });
    let keep = move |typed: &str| {
        if let (Some(gateway), Some(session)) = (gateway.get_untracked(), session.get_untracked()) {
            draft::keep(&gateway, &session, typed);
        }
    };
    // The field grows with its text.
    watch(move || {
        text.track();
        if let Some(field) = field.get() {
            let lines = field.value().lines().count().clamp(1, 10);
            let _rows = field.set_attribute("rows", &lines.to_string());
        }
    });

    let can_send = Signal::derive(move || {
        stores.connection.is_connected().get() && session.with(Option::is_some)
    });
    let send = move || {
        let message = text.get_untracked().trim().to_owned();
        if message.is_empty() || !can_send.get_untracked() {
            return;
        }
        refusal.set(None);
        text.set(String::new());
        keep("");
        on_sent.run(());
        work::begin(chat.send(message));
    };
    let on_key = move |event: web_sys::KeyboardEvent| {
        // Key code 229 is what browsers give while an input method composes.
        let composing = event.is_composing() || event.key_code() == 229;
        let command = event.ctrl_key() || event.meta_key();
        let sends = stores.prefs.send_key().get_untracked().sends(event.shift_key(), command);
        if event.key() == "Enter" && sends && !composing {
            event.prevent_default();
            send();
        }
    };
    let on_input = move |event| {
        let typed = event_target_value(&event);
        keep(&typed);
        text.set(typed);
    };
    let stop = move |_| {
        work::begin(async move {
            if let Err(error) = chat.stop().await {
                refusal.set(Some(error.sentence()));
            }
        });
    };
    let running = chat.running();
    view! {
        <form
            class="chat__column chat__composer"
            data-composer=""
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <Show when=move || refusal.with(Option::is_some)>
                <p class="chat__refusal" role="alert">{move || refusal.get()}</p>
            </Show>
            <div class="chat__field">
                <textarea
                    class="chat__input"
                    node_ref=field
                    rows="1"
                    dir="auto"
                    aria-label=say(w::CHAT_MESSAGE)
                    placeholder=say(w::CHAT_PLACEHOLDER)
                    prop:value=text
                    on:input=on_input
                    on:keydown=on_key
                ></textarea>
                <Show when=move || running.with(Option::is_some)>
                    <button class="chat__stop" type="button" aria-label=say(w::CHAT_STOP) title=say(w::CHAT_STOP) on:click=stop>
                        <Icon glyph=LuSquare/>
                    </button>
                </Show>
                <button
                    class="chat__send"
                    type="submit"
                    aria-label=say(w::CHAT_SEND)
                    title=move || t(if can_send.get() { w::CHAT_SEND } else { w::CHAT_SEND_OFFLINE })
                    disabled=move || !can_send.get() || text.with(|text| text.trim().is_empty())
                >
                    <Icon glyph=LuArrowUp/>
                </button>
            </div>
        </form>
    }
}
