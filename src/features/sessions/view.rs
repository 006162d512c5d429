//! The page: what is looked for above, all sessions beneath in one table, and the one that is open
//! beside it. On a phone the one comes after the other.

use leptos::prelude::*;

use super::bulk_bar::{BulkBar, Worker};
use super::confirm::Confirm;
use super::desk::{Desk, Wish};
use super::drawer::Drawer;
use super::look::Look;
use super::state::{LOOK_MS, SessionsState};
use super::table::Table;
use super::toolbar::Toolbar;
use crate::platform::part::part;
use crate::platform::watch::watch;
use crate::platform::{timer, work};
use crate::remote::Remote;
use crate::store::Stores;
use crate::ui::button::Button;
use crate::ui::later::Draw;
use crate::ui::remote_view::remote_view;
use crate::ui::toast::Toasts;
use crate::words::{say, w};

part! {
    pub fn sessions_page in watch = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <SessionsPage/> }.into_any()
}

#[component]
fn SessionsPage() -> impl IntoView {
    let stores = expect_context::<Stores>();
    let state = SessionsState::new(stores);
    let desk = Desk::new(state);
    let worker = Worker::new(desk, expect_context::<Toasts>());
    let readable = stores.connection.is_readable();
    watch(move || {
        if readable.get() {
            work::begin(state.look_anew());
        }
    });
    timer::every(LOOK_MS, move || state.look_by_itself());
    let url = stores.connection.url();
    // What one gateway said is never shown as another's.
    crate::platform::watch::watch_change(move |before: Option<Option<String>>| {
        let url = url.get();
        if before.flatten().is_some_and(|before| Some(&before) != url.as_ref()) {
            state.forget();
            desk.chosen.set(std::collections::BTreeSet::new());
        }
        url
    });
    let again = move || work::begin(state.look(true));
    let standing = Memo::new(move |_| match state.standing.get() {
        Remote::Ready(()) => Remote::Ready(state.roster.with(|roster| roster.lines().is_empty())),
        Remote::Absent => Remote::Absent,
        Remote::Loading => Remote::Loading,
        Remote::Failed(why) => Remote::Failed(why),
    });
    let confirmed = move |wish: Wish| worker.begin(wish.deed, wish.jobs);
    let none_found = Memo::new(move |_| desk.sifted.with(|sifted| sifted.entries.is_empty()));
    view! {
        <section
            class="sessions"
            aria-label=say(w::PAGE_SESSIONS)
            data-open=move || desk.open.with(Option::is_some).then_some("")
        >
            <div class="sessions__main">
                <Toolbar desk/>
                <BulkBar desk worker/>
                {remote_view(standing.into(), again, move |is_empty| match is_empty {
                    true => view! { <p class="sheet__empty sessions__empty">{say(w::SESSIONS_NONE)}</p> }.into_any(),
                    false => view! {
                        <div class="sessions__table" data-empty=move || none_found.get().then_some("")>
                            <Table desk/>
                            <Nothing desk none_found/>
                        </div>
                    }
                    .into_any(),
                })}
            </div>
            {move || desk.open.get().map(|key| view! { <Drawer desk key/> })}
        </section>
        <Confirm desk on_confirm=Callback::new(confirmed)/>
    }
}

/// What stands where the filters leave nothing.
#[component]
fn Nothing(desk: Desk, none_found: Memo<bool>) -> impl IntoView {
    let hidden = move || desk.sifted.with(|sifted| sifted.hidden) > 0;
    view! {
        <Show when=move || none_found.get()>
            <div class="sessions__nothing">
                <p>{move || match hidden() {
                    true => say(w::SESSIONS_FIND_HIDDEN)(),
                    false => say(w::SESSIONS_FIND_NONE)(),
                }}</p>
                <Show when=move || desk.look.with(Look::is_narrow)>
                    <Button label=w::SESSIONS_WIDEN small=true on_press=move || desk.relook(Look::widen)/>
                </Show>
                <Show when=hidden>
                    <Button label=w::SESSIONS_BACKGROUND_SHOW small=true
                        on_press=move || desk.relook(|look| look.without_background = false)/>
                </Show>
            </div>
        </Show>
    }
}
