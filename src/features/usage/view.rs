//! The page: which days and sessions, what they come to, and one session alone where the address
//! names it. Each part that failed says so in its own place.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::address::Place;
use super::asking::Whose;
use super::board::Board;
use super::export::{self, Table};
use super::query::complete::suggestions;
use super::query_box::QueryBox;
use super::range_bar::{Export, RangeBar};
use super::series;
use super::session::Session;
use super::session_table::SessionRow;
use super::state::UsageState;
use crate::platform::part::part;
use crate::platform::watch::watch;
use crate::platform::{document, download, frame, work};
use crate::protocol::id::SessionKey;
use crate::store::Stores;
use crate::ui::callout::Tone;
use crate::ui::later::Draw;
use crate::ui::sheet::Sheet;
use crate::ui::toast::Toasts;
use crate::words::{t, w};

part! {
    pub fn usage_page in usage = draw as Draw<()>
}

fn draw((): ()) -> AnyView {
    view! { <UsagePage/> }.into_any()
}

#[component]
fn UsagePage() -> impl IntoView {
    let state = UsageState::new(expect_context::<Stores>());
    let toasts = expect_context::<Toasts>();
    follow_address(state);
    let shown = move || state.shown();
    let read_at = move || {
        let report = state.report.ready().and_then(|report| report.updated_at);
        let at = report.or_else(|| state.costs.ready()?.updated_at);
        #[expect(clippy::cast_precision_loss, reason = "no moment is that far away")]
        let at = at.map(|at| at as f64);
        at
    };
    let suggest = Callback::new(move |typed: String| {
        untrack(shown).map(|shown| suggestions(&typed, &shown.all())).unwrap_or_default()
    });
    view! {
        <Sheet label=w::PAGE_USAGE>
            {move || match state.session().get() {
                Some(key) => view! { <One state key /> }.into_any(),
                None => {
                    view! {
                        <div class="usage">
                            <RangeBar
                                preset=state.preset()
                                range=state.range()
                                on_preset=Callback::new(move |preset| state.choose(preset))
                                on_range=Callback::new(move |range| state.choose_range(range))
                                is_utc=state.is_utc()
                                on_utc=Callback::new(move |is_utc| state.set_utc(is_utc))
                                read_at=Signal::derive(read_at)
                                is_reading=Signal::derive(move || state.is_busy())
                                on_refresh=Callback::new(move |()| state.refresh())
                                has_figures=Signal::derive(move || shown().is_some())
                                on_export=Callback::new(move |kind| hand_over(state, toasts, kind))
                            />
                            <QueryBox
                                query=state.query
                                suggest
                                on_change=Callback::new(move |query| state.query.set(query))
                            />
                        </div>
                        <Board state />
                    }
                        .into_any()
                }
            }}
        </Sheet>
    }
}

/// One session, as far as the list knows it.
#[component]
fn One(state: UsageState, key: SessionKey) -> impl IntoView {
    let wanted = key.clone();
    let found = Memo::new(move |_| {
        let shown = state.shown()?;
        let session = shown.all().into_iter().find(|session| session.key == wanted)?;
        // Of its whole life in the span, as its course is.
        let figures = series::of_session(session);
        let row = SessionRow { figures, ..SessionRow::of(session, &shown) };
        Some((row, session.context_weight.clone()))
    });
    let back = move || href(&Place { session: None, ..place(state) });
    view! {
        <Session
            key
            row=Signal::derive(move || found.get().map(|(row, _)| row))
            context=Signal::derive(move || found.get().and_then(|(_, context)| context))
            series=state.timeline.value()
            logs=state.log.value()
            is_utc=state.is_utc()
            on_retry=Callback::new(move |()| state.refresh())
            back=Signal::derive(back)
        />
    }
}

/// What is looked at. Reactive.
pub(super) fn place(state: UsageState) -> Place {
    Place {
        preset: state.preset().get(),
        range: Some(state.range().get()),
        query: state.query.get(),
        day: state.day.get(),
        session: state.session().get(),
    }
}

pub(super) fn href(place: &Place) -> String {
    below(&document::base(), place)
}

/// The same, where the path of the console is known.
pub(super) fn below(base: &str, place: &Place) -> String {
    let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
    format!("{base}usage{}", place.write(encode))
}

/// The address says what is looked at when it is opened or gone back to; after that it is told.
fn follow_address(state: UsageState) {
    let query = use_query_map();
    watch(move || {
        let wished = query.with(|query| Place::read(|name| query.get(name)));
        untrack(|| {
            let now = place(state);
            match wished.range {
                Some(range) if now.range != Some(range) => state.choose_range(range),
                None if wished.preset != now.preset => state.choose(wished.preset),
                _ => {}
            }
            if wished.query.trim() != now.query.trim() {
                state.query.set(wished.query);
            }
            if wished.day != now.day {
                state.day.set(wished.day);
            }
            state.choose_session(wished.session);
        });
    });
    watch(move || {
        let told = place(state);
        work::begin(async move {
            // What is typed is seen first.
            frame::painted().await;
            let is_now =
                state.query.try_get_untracked().is_some() && untrack(|| place(state)) == told;
            if is_now {
                document::replace_address(&href(&told));
            }
        });
    });
}

/// What is on the screen, as a file.
fn hand_over(state: UsageState, toasts: Toasts, kind: Export) {
    let Some(shown) = untrack(|| state.shown()) else { return };
    let is_gateways = untrack(|| state.whose_days()) == Whose::Gateways;
    let (what, mime, text) = match kind {
        Export::Days => ("days.csv", "text/csv", export::csv(&shown, Table::Days)),
        Export::Sessions => ("sessions.csv", "text/csv", export::csv(&shown, Table::Sessions)),
        Export::Everything => ("all.json", "application/json", export::json(&shown, is_gateways)),
    };
    if !download::text(&export::file_name(&shown, what), mime, &text) {
        toasts.say(Tone::Danger, t(w::USAGE_EXPORT_FAILED));
    }
}
