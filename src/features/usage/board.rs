//! All that is shown of the sessions that are looked at: totals, days, the month, who used it, when,
//! what is left at the providers, and the sessions themselves.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::address::Place;
use super::asking::Whose;
use super::breakdown::{By, breakdown};
use super::days::Days;
use super::figures::Measure;
use super::forecast;
use super::hour_map::HourMap;
use super::hours::heat_map;
use super::month::Month;
use super::notices::Notices;
use super::parts::Parts;
use super::query::complete::toggled;
use super::query::term::raw_terms;
use super::quotas::Quotas;
use super::range::day::Day;
use super::session_table::{SessionRow, SessionTable};
use super::shown::Shown;
use super::state::UsageState;
use super::state::told::Held;
use super::totals::Totals;
use super::view::{below, place};
use super::wording::zone;
use crate::platform::document;
use crate::platform::frame::after_paint;
use crate::protocol::id::SessionKey;
use crate::remote::Remote;
use crate::ui::remote_view::{remote_view, skeleton};
use crate::ui::sheet::{Empty, Section};
use crate::words::{t, w};

/// The figures; what is there of them.
#[component]
pub fn Board(state: UsageState) -> impl IntoView {
    // What is drawn around the figures changes only with whether there are any.
    let is_there = Memo::new(move |_| state.shown().is_some());
    let has_sessions = Memo::new(move |_| state.shown().is_some_and(|it| it.report.is_some()));
    let is_failed = Memo::new(move |_| {
        state.report.value().with(|value| matches!(value, Remote::Failed(_)))
            || state.needs().get().is_some()
    });
    view! {
        <Notices state />
        {move || {
            if is_there.get() {
                view! {
                    <div class="usage__figures" aria-busy=move || state.is_old().then_some("true")>
                        <Figured state has_sessions />
                    </div>
                }
                    .into_any()
            } else if is_failed.get() {
                ().into_any()
            } else {
                skeleton()
            }
        }}
        <Left state />
    }
}

/// What all further down is made of.
#[derive(Clone, PartialEq)]
struct Seen {
    shown: Option<Held<Shown>>,
    measure: Measure,
}

impl Seen {
    fn read<T: Default>(&self, read: impl FnOnce(&Shown, Measure) -> T) -> T {
        self.shown.as_ref().map(|shown| read(&shown.0, self.measure)).unwrap_or_default()
    }
}

#[component]
fn Figured(state: UsageState, has_sessions: Memo<bool>) -> impl IntoView {
    let measure = RwSignal::new(Measure::Tokens);
    let asked = Memo::new(move |_| zone(state.is_utc().get()));
    let counted = Memo::new(move |_| match state.whose_days() {
        Whose::Asked => asked.get(),
        Whose::Gateways => t(w::USAGE_GATEWAYS_CLOCK),
    });
    let seen = Memo::new(move |_| Seen { shown: state.held(), measure: measure.get() });
    let total = Memo::new(move |_| seen.with(|seen| seen.read(|shown, _| shown.total)));
    let points = Memo::new(move |_| seen.with(|seen| seen.read(|shown, _| shown.points.clone())));
    let count = Memo::new(move |_| seen.with(|seen| seen.read(|shown, _| shown.count())));
    let days =
        Memo::new(move |_| if state.day.get().is_some() { 1 } else { points.with(Vec::len) });
    let is_asking =
        Memo::new(move |_| state.report.value().with(|it| matches!(it, Remote::Loading)));
    let picked = Memo::new(move |_| state.day.get().into_iter().collect::<BTreeSet<Day>>());
    // Totals and days come first, then who and when, and the sessions at last: each in a turn of its
    // own, so that what is typed meanwhile is heard.
    let who: Signal<Seen> = after_paint(seen.into());
    let last = Memo::new(move |_| who.with(|seen| seen.shown.clone()));
    let last: Signal<Option<Held<Shown>>> = after_paint(last.into());
    let map = Memo::new(move |_| {
        let zone = state.zone();
        let map =
            |shown: &Shown, measure| heat_map(shown.sessions(), measure, zone, shown.choice.day);
        who.with(|seen| seen.read(map))
    });
    let rows = Memo::new(move |_| {
        let rows = |shown: &Shown| {
            let rows = shown.sessions().into_iter().map(|it| SessionRow::of(it, shown));
            rows.collect::<Vec<_>>()
        };
        let rows = last.with(|shown| shown.as_ref().map(|shown| rows(&shown.0)));
        Held(Arc::new(rows.unwrap_or_default()))
    });
    // One link more or less is no work, but what all of them have in common is.
    let (base, here) = (document::base(), Memo::new(move |_| place(state)));
    let lead = Callback::new(move |key: SessionKey| {
        let place = Place { session: Some(key), ..here.get() };
        below(&base, &place)
    });
    view! {
        <Section title=w::USAGE_TOTALS>
            <Totals figures=total sessions=count days has_sessions is_asking />
        </Section>
        <Section title=w::USAGE_PER_DAY>
            <Days
                points
                measure
                on_measure=Callback::new(move |wished| measure.set(wished))
                picked
                on_day=Callback::new(move |day: Day| {
                    state.day.update(|old| *old = (*old != Some(day)).then_some(day));
                })
                on_clear=Callback::new(move |()| state.day.set(None))
                budget=state.budget()
                zone=counted
            />
        </Section>
        <ThisMonth state />
        {move || {
            has_sessions
                .get()
                .then(|| {
                    view! {
                        <Section title=w::USAGE_WHO note=w::USAGE_WHO_NOTE>
                            <div class="usage__parts">
                                {By::ALL
                                    .into_iter()
                                    .map(|by| view! { <Card state by who /> })
                                    .collect_view()}
                            </div>
                        </Section>
                        <Section title=w::USAGE_WHEN>
                            <HourMap map measure=Signal::derive(move || who.with(|seen| seen.measure)) zone=asked />
                        </Section>
                        <Section title=w::USAGE_SESSIONS>
                            {move || {
                                (count.get() == 0).then(|| view! { <Empty text=w::USAGE_SESSIONS_NONE /> })
                            }}
                            <SessionTable rows href=lead />
                        </Section>
                    }
                })
        }}
    }
}

/// The month, once its days have been read.
#[component]
fn ThisMonth(state: UsageState) -> impl IntoView {
    let points = Memo::new(move |_| state.month_points());
    let forecast = Memo::new(move |_| state.forecast());
    let is_there = Memo::new(move |_| points.with(Option::is_some));
    move || {
        is_there.get().then(|| {
            let today = Signal::derive(move || state.today());
            view! {
                <Section title=w::USAGE_MONTH note=w::USAGE_MONTH_NOTE>
                    <Month
                        points=Signal::derive(move || points.get().unwrap_or_default())
                        today
                        forecast=Signal::derive(move || {
                            let nothing = || forecast::forecast(&[], state.today(), None);
                            forecast.get().unwrap_or_else(nothing)
                        })
                        budget=state.budget()
                        on_budget=Callback::new(move |amount| state.set_budget(amount))
                    />
                </Section>
            }
        })
    }
}

/// One way to look at who used it.
#[component]
fn Card(state: UsageState, by: By, who: Signal<Seen>) -> impl IntoView {
    let parts = Memo::new(move |_| {
        let parts =
            |shown: &Shown, measure| breakdown(by, measure, &shown.sessions(), shown.choice.day);
        who.with(|seen| seen.read(parts))
    });
    let measure = Signal::derive(move || who.with(|seen| seen.measure));
    // A term that is there is taken away by the same press that put it there.
    let is_picked = move |id: String| {
        let has = |query: &String| {
            let terms = raw_terms(query).len();
            raw_terms(&toggled(query, by.query_key(), &id)).len() < terms
        };
        state.query.with(has)
    };
    let pick = move |id: String| {
        state.query.update(|query| *query = toggled(query, by.query_key(), &id));
    };
    view! {
        <Parts by parts measure is_picked=Callback::new(is_picked) on_pick=Callback::new(pick) />
    }
}

/// What is left at the providers.
#[component]
fn Left(state: UsageState) -> impl IntoView {
    let quotas = state.quotas;
    let is_offered =
        Memo::new(move |_| quotas.value().with(|value| !matches!(value, Remote::Absent)));
    view! {
        <Section title=w::USAGE_QUOTAS note=w::USAGE_QUOTAS_NOTE>
            {move || {
                if is_offered.get() {
                    remote_view(
                        quotas.value(),
                        move || state.refresh(),
                        |quotas| {
                            let quotas = quotas.as_ref().clone();
                            view! { <Quotas quotas /> }.into_any()
                        },
                    )
                } else {
                    view! { <Empty text=w::USAGE_QUOTA_NOT_OFFERED /> }.into_any()
                }
            }}
        </Section>
    }
}
