//! The page: the agents at the side, the one that the address names beside them, or a file of it. On a
//! phone the one comes after the other.

use icondata::LuPlus;
use leptos::{ev, prelude::*};
use leptos_router::hooks::use_query_map;

use super::detail::Detail;
use super::file::FileDesk;
use super::list::List;
use super::profile::{Form, Subject};
use super::removal::Removal;
use super::state::AgentsState;
use super::state::files::{FilesState, Place};
use crate::platform::part::part;
use crate::platform::watch::{watch, watch_change};
use crate::platform::{timer, visibility, work};
use crate::protocol::agents::AgentsCreate;
use crate::protocol::id::AgentId;
use crate::store::Stores;
use crate::ui::button::Button;
use crate::ui::later::Draw;
use crate::words::{say, w};

part! {
    pub fn agents_page in equip = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <AgentsPage/> }.into_any()
}

/// What the address names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Address {
    agent: Option<AgentId>,
    file: Option<String>,
}

#[component]
fn AgentsPage() -> impl IntoView {
    let stores = expect_context::<Stores>();
    let query = use_query_map();
    let address = Memo::new(move |_| {
        let read = |name: &str| query.with(|query| query.get(name)).filter(|it| !it.is_empty());
        Address { agent: read("agent").map(AgentId), file: read("file") }
    });
    // On a desk there is room for somebody from the start.
    let chosen = Memo::new(move |_| {
        address.with(|address| address.agent.clone()).or_else(|| stores.agents.default_id())
    });
    let named = Memo::new(move |_| address.with(|address| address.agent.is_some()));
    let place = Memo::new(move |_| {
        let name = address.with(|address| address.file.clone())?;
        Some(Place { agent: chosen.get()?, name })
    });
    let minute = timer::minutes();
    let state = AgentsState::new(stores);
    state.follow(minute);
    let files = FilesState::new(stores);
    follow_files(files, chosen, place, minute);
    let creating = RwSignal::new(false);
    let is_listed = Memo::new(move |_| stores.agents.list().with(|list| list.ready().is_some()));
    let creates = state.offers::<AgentsCreate>();
    let connected = stores.connection.is_connected();
    view! {
        <section
            class="agents"
            aria-label=say(w::PAGE_AGENTS)
            data-chosen=move || named.get().then_some("")
            data-file=move || place.with(Option::is_some).then_some("")
        >
            <div class="agents__side">
                <Show when=move || creates.get()>
                    <div class="agents__new">
                        <Button
                            label=w::AGENTS_CREATE
                            icon=Signal::stored(LuPlus)
                            disabled=Signal::derive(move || !state.allowed.get() || !connected.get())
                            on_press=move || creating.set(true)
                        />
                    </div>
                </Show>
                <List state chosen minute/>
            </div>
            <div class="agents__main">
                {move || match (chosen.get(), place.get()) {
                    (Some(_), Some(place)) => view! { <FileDesk state files place/> }.into_any(),
                    (Some(id), None) => view! { <Detail state files id minute/> }.into_any(),
                    (None, _) if is_listed.get() => {
                        view! { <p class="agents__choose">{say(w::AGENTS_CHOOSE)}</p> }.into_any()
                    }
                    (None, _) => ().into_any(),
                }}
            </div>
            <Form state open=creating subject=Subject::New/>
            <Removal state/>
        </section>
    }
}

/// No event tells of files: they are looked at when an agent has worked, when somebody comes back to
/// the page, and now and then while it can be seen.
fn follow_files(
    files: FilesState,
    chosen: Memo<Option<AgentId>>,
    place: Memo<Option<Place>>,
    minute: Signal<u32>,
) {
    let readable = files.stores.connection.is_readable();
    let ended = files.stores.sessions.ended();
    watch_change(move |before: Option<Option<String>>| {
        let url = files.stores.connection.url().get();
        if before.is_some_and(|before| before != url) {
            files.open(None);
            files.turn_to(None);
        }
        url
    });
    watch(move || {
        files.turn_to(chosen.get());
        if readable.get() {
            work::begin(files.load_list());
        }
    });
    watch(move || {
        let place = place.get();
        if files.place.with_untracked(|open| *open != place) {
            files.open(place);
        }
        if readable.get() {
            work::begin(files.read());
        }
    });
    let look = move || {
        if readable.get_untracked() && visibility::is_visible() {
            work::begin(files.load_list());
        }
    };
    watch(move || {
        minute.track();
        ended.track();
        look();
    });
    let wake = StoredValue::new_local(Some(visibility::on_wake(look)));
    let leave = window_event_listener(ev::pagehide, move |_| files.flush());
    on_cleanup(move || {
        files.flush();
        leave.remove();
        drop(wake.try_update_value(Option::take));
    });
}
