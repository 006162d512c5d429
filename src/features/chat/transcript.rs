//! The transcript: a window onto the rows, what is being read, and what is new below.

use futures_util::FutureExt;
use icondata::LuArrowDown;
use leptos::prelude::*;

use super::message::{MessageParts, message};
use crate::platform::watch::{watch, watch_change};
use crate::platform::work;
use crate::protocol::id::SessionKey;
use crate::remote::Remote;
use crate::store::Stores;
use crate::store::chat::Older;
use crate::store::sessions::agent_of;
use crate::ui::button::Button;
use crate::ui::icon::{Icon, Mark};
use crate::ui::later::later;
use crate::ui::virtual_list::{ListHandle, VirtualList};
use crate::words::{Word, say, t, tn, tr, w};

/// What the gateway says a run is preparing, in words.
fn phase_word(phase: &str) -> Option<Word> {
    Some(match phase {
        "preparing_workspace" => w::CHAT_PHASE_WORKSPACE,
        "preparing_context" => w::CHAT_PHASE_CONTEXT,
        "starting_model" => w::CHAT_PHASE_MODEL,
        _ => return None,
    })
}

/// `sent` changes when the operator sends: then the newest is looked at again.
#[component]
pub fn Transcript(
    stores: Stores,
    session: Signal<Option<SessionKey>>,
    edit: Callback<String>,
    sent: RwSignal<u32>,
) -> impl IntoView {
    let chat = stores.chat;
    let list = ListHandle::new();
    let reached_top = RwSignal::new(false);
    let agent = Memo::new(move |_| {
        let id = session.get().as_ref().and_then(agent_of);
        stores.agents.name(id.as_ref()).unwrap_or_else(|| t(w::CHAT_AGENT))
    });
    watch(move || {
        sent.track();
        list.to_bottom();
    });
    // Another session begins at its end.
    watch(move || {
        chat.session().track();
        reached_top.set(false);
        list.to_bottom();
    });
    let order = chat.order();
    let is_empty = Memo::new(move |_| order.with(|order| order.is_empty()));
    let loaded = chat.loaded();
    let can_draw = drawing_of_rows(is_empty);
    let rows = Signal::derive(move || if can_draw.get() { order.get() } else { Vec::new() });

    let row = move |key| {
        let parts = MessageParts { chat, key, agent: agent.into(), edit };
        view! { <div class="chat__column chat__row">{later(message, parts)}</div> }
    };
    view! {
        <div class="chat__stage">
            {move || match (is_empty.get(), can_draw.get()) {
                (true, _) => empty(stores, &loaded.get()),
                (false, false) => skeleton(),
                (false, true) => ().into_any(),
            }}
            <VirtualList
                handle=list
                keys=rows
                row=row
                label=Signal::derive(move || t(w::CHAT_TRANSCRIPT))
                role="log"
                on_reach_top=move || {
                    reached_top.set(true);
                    work::begin(chat.load_older());
                }
            />
            {move || older(chat.older().get(), reached_top.get())}
            <Show when=move || !list.at_bottom().get()>
                <div class="chat__unseen">
                    <button type="button" on:click=move |_| list.to_bottom()>
                        <Icon glyph=LuArrowDown/>
                        {move || match list.unseen().get() {
                            0 => t(w::CHAT_TO_BOTTOM),
                            n => tn(w::CHAT_NEW_MESSAGES, n),
                        }}
                    </button>
                </div>
            </Show>
        </div>
        <RunStatus stores/>
    }
}

fn older(older: Older, asked: bool) -> Option<AnyView> {
    let word = match older {
        Older::Loading => w::CHAT_OLDER_LOADING,
        Older::Withheld if asked => w::CHAT_OLDER_WITHHELD,
        Older::Nothing | Older::More | Older::Withheld => return None,
    };
    Some(view! { <p class="chat__older">{move || t(word)}</p> }.into_any())
}

/// What stands where nothing is yet.
fn empty(stores: Stores, loaded: &Remote<()>) -> AnyView {
    match loaded {
        Remote::Absent => ().into_any(),
        Remote::Loading => skeleton(),
        Remote::Failed(why) => {
            let why = why.clone();
            view! {
                <div class="chat__empty" role="alert">
                    <strong>{say(w::CHAT_FAILED)}</strong>
                    <p>{why}</p>
                    <Button label=w::CHAT_TRY_AGAIN on_press=move || work::begin(stores.chat.load())/>
                </div>
            }
            .into_any()
        }
        Remote::Ready(()) => view! {
            <div class="chat__empty">
                <Mark/>
                <strong>{say(w::CHAT_BEGIN)}</strong>
                <p>{say(w::CHAT_BEGIN_HELP)}</p>
            </div>
        }
        .into_any(),
    }
}

fn skeleton() -> AnyView {
    view! {
        <div class="chat__column chat__skeleton" role="progressbar" aria-busy="true" aria-label=say(w::CHAT_LOADING)>
            <span></span><span></span><span></span><span></span>
        </div>
    }
    .into_any()
}

/// Whether rows can be drawn: what draws them is fetched when there is a first one. Where that fails
/// each row says so.
fn drawing_of_rows(is_empty: Memo<bool>) -> RwSignal<bool> {
    let there = RwSignal::new(message().now_or_never().is_some());
    let asked = StoredValue::new(false);
    watch(move || {
        if !is_empty.get() && !asked.get_value() {
            asked.set_value(true);
            work::begin(async move {
                if message().await.is_err() {
                    log::warn!("what draws messages could not be fetched");
                }
                there.set(true);
            });
        }
    });
    there
}

/// One calm line on the run under way. Its end is said once to screen readers, not word by word.
#[component]
fn RunStatus(stores: Stores) -> impl IntoView {
    let running = stores.chat.running();
    let is_running = Memo::new(move |_| running.with(Option::is_some));
    let ended = RwSignal::new(false);
    watch_change(move |before: Option<bool>| {
        let now = is_running.get();
        ended.set(before == Some(true) && !now);
        now
    });
    let words = move || {
        running.with(|running| {
            let running = running.as_ref()?;
            let phase = running.phase.as_deref().and_then(phase_word);
            Some(phase.map_or_else(
                || t(w::CHAT_WORKING),
                |phase| tr(w::CHAT_PHASE, &[("phase", &t(phase))]),
            ))
        })
    };
    view! {
        <div class="chat__column chat__status">
            <Show when=move || is_running.get()>
                <span class="chat__dot" data-phase="running"></span>
            </Show>
            <span role="status">
                {words}
                <Show when=move || ended.get()>
                    <span class="chat__unseen-word">{say(w::CHAT_REPLY_DONE)}</span>
                </Show>
            </span>
        </div>
    }
}
