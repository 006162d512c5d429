//! What the page of usage has read and what the operator looks at. Each of its calls stands alone:
//! one that fails does not blank the page. It reads again when a run has ended, and while the
//! gateway is still gathering.

pub mod told;

use std::sync::Arc;

use leptos::prelude::*;

use self::told::Held;
use crate::features::usage::asking::Knows;
use crate::features::usage::forecast;
use crate::features::usage::range::zone::Zone;
use crate::features::usage::range::{Preset, Range, day::Day};
use crate::features::usage::reading::{Reading, Span};
use crate::features::usage::shown::{Choice, LIMIT, Shown};
use crate::features::usage::{asking, budget, prices};
use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::clock::{self, Alarm};
use crate::platform::watch::{watch, watch_change};
use crate::platform::{moment, visibility, work};
use crate::protocol::id::SessionKey;
use crate::protocol::method::{Method, Scope};
use crate::protocol::usage::report::SessionsUsageReport;
use crate::protocol::usage::{
    AgentsOf, DaysOf, SessionsUsage, SessionsUsageLogs, SessionsUsageTimeseries, UsageCost,
    UsageCosts, UsageLogs, UsageQuotas, UsageSeries, UsageStatus,
};
use crate::store::Stores;

/// Gateways keep what they have counted for half a minute.
const KEPT_MS: f64 = 31_000.0;
/// A run that has ended has been written down after this long.
const SETTLED_MS: f64 = 1_500.0;
/// How long a gateway that is gathering is left alone, and at most.
const GATHERED_MS: f64 = 1_000.0;
const GATHERED_MOST_MS: f64 = 15_000.0;

/// What is older was counted before we asked.
const OLD_MS: f64 = 3_000.0;

/// The last lines of a session that are read.
const LINES: u32 = 500;

#[derive(Clone, Copy)]
pub struct UsageState {
    stores: Stores,
    gateway: GatewayRef,
    preset: RwSignal<Preset>,
    range: RwSignal<Range>,
    is_utc: RwSignal<bool>,
    /// As it is typed.
    pub query: RwSignal<String>,
    /// One day of the span is looked at.
    pub day: RwSignal<Option<Day>>,
    session: RwSignal<Option<SessionKey>>,
    pub report: Reading<SessionsUsageReport>,
    pub costs: Reading<UsageCosts>,
    pub quotas: Reading<UsageQuotas>,
    /// The days of the month, where the span does not hold them.
    month: Reading<SessionsUsageReport>,
    pub timeline: Reading<UsageSeries>,
    pub log: Reading<UsageLogs>,
    shown: Memo<Option<Held<Shown>>>,
    budget: RwSignal<Option<f64>>,
    denied: RwSignal<Option<Scope>>,
    knows: RwSignal<Knows>,
    again: StoredValue<Option<Alarm>, LocalStorage>,
    due: StoredValue<Option<f64>>,
    read_at: StoredValue<f64>,
    gathered: StoredValue<f64>,
    owed: StoredValue<bool>,
}

impl UsageState {
    /// The page is opened: reads now if there is a connection, and after every hello.
    #[must_use]
    pub fn new(stores: Stores) -> Self {
        let is_utc = RwSignal::new(asking::keeps_utc());
        let zone = if is_utc.get_untracked() { Zone::Utc } else { Zone::Local(moment::utc_offset) };
        let today = zone.day_of(now());
        let preset = Preset::default();
        let range =
            RwSignal::new(preset.range(today).unwrap_or(Range { start: today, end: today }));
        let (query, day) = (RwSignal::new(String::new()), RwSignal::new(None));
        let (report, costs) = (Reading::new(), Reading::new());
        // A chart of a thousand sessions is not counted at each look at it.
        let shown = Memo::new(move |_| {
            let (told, days) = (report.ready(), costs.ready());
            // What stands is of the span that it was read for, whatever is being read now.
            let span = if told.is_some() { report.span() } else { costs.span() };
            let days = days.filter(|_| costs.span() == span);
            let Span { range, is_utc } = span?;
            let (zone, query) = (zone_of(is_utc), query.get());
            let choice = Choice { range, zone, query, day: day.get() };
            let shown = Shown::of(choice, told, days.as_deref());
            shown.map(|shown| Held(Arc::new(shown)))
        });
        let state = Self {
            stores,
            gateway: stores.connection.line(),
            preset: RwSignal::new(preset),
            range,
            is_utc,
            query,
            day,
            session: RwSignal::new(None),
            report,
            costs,
            quotas: Reading::new(),
            month: Reading::new(),
            timeline: Reading::new(),
            log: Reading::new(),
            shown,
            budget: RwSignal::new(None),
            denied: RwSignal::new(None),
            knows: RwSignal::new(Knows::default()),
            again: StoredValue::new_local(None),
            due: StoredValue::new(None),
            read_at: StoredValue::new(0.0),
            gathered: StoredValue::new(GATHERED_MS),
            owed: StoredValue::new(false),
        };
        state.listen();
        state
    }

    fn listen(self) {
        let connection = self.stores.connection;
        watch_change(move |before: Option<Option<String>>| {
            let url = connection.url().get();
            if before.is_some_and(|before| before != url) {
                self.forget();
            }
            self.budget.set(url.as_deref().and_then(budget::kept));
            url
        });
        watch(move || {
            let version = connection.version().get();
            if connection.is_readable().get() {
                let url = connection.url().get_untracked();
                self.knows.set(Knows::kept(url.as_deref(), version.as_deref()));
                untrack(|| self.read());
            }
        });
        let ended = self.stores.sessions.ended();
        watch_change(move |before: Option<u32>| {
            let ended = ended.get();
            if before.is_some_and(|before| before != ended) {
                self.read_when_settled();
            }
            ended
        });
        let listener = StoredValue::new_local(Some(visibility::on_wake(move || {
            if self.owed.try_get_value() == Some(true) {
                self.owed.set_value(false);
                self.read();
            }
        })));
        on_cleanup(move || drop(listener.try_update_value(Option::take)));
    }

    pub fn choose(self, preset: Preset) {
        self.preset.set(preset);
        if let Some(range) = preset.range(untrack(|| self.today())) {
            self.look_at(range);
        }
    }

    pub fn choose_range(self, range: Range) {
        self.preset.set(Preset::Custom);
        self.look_at(range);
    }

    pub fn set_utc(self, is_utc: bool) {
        if self.is_utc.get_untracked() == is_utc {
            return;
        }
        asking::keep_utc(is_utc);
        self.is_utc.set(is_utc);
        let range = self.preset.get_untracked().range(untrack(|| self.today()));
        self.look_at(range.unwrap_or(self.range.get_untracked()));
    }

    fn look_at(self, range: Range) {
        self.day.set(None);
        self.range.set(range);
        self.read();
    }

    /// Reads what is on the screen again, because the operator wishes it.
    pub fn refresh(self) {
        if let Some(range) = self.preset.get_untracked().range(untrack(|| self.today())) {
            // Midnight may have passed.
            self.range.set(range);
        }
        self.read();
        if let Some(session) = self.session.get_untracked() {
            work::begin(self.read_session(session, false));
        }
    }

    /// The session that is looked at.
    #[must_use]
    pub fn session(self) -> Signal<Option<SessionKey>> {
        self.session.into()
    }

    pub fn choose_session(self, session: Option<SessionKey>) {
        if self.session.get_untracked() == session {
            return;
        }
        self.session.set(session.clone());
        match session {
            Some(session) => work::begin(self.read_session(session, true)),
            None => {
                self.timeline.forget();
                self.log.forget();
            }
        }
    }

    fn forget(self) {
        self.choose_session(None);
        self.day.set(None);
        self.report.forget();
        self.costs.forget();
        self.quotas.forget();
        self.month.forget();
    }

    fn read(self) {
        self.again.set_value(None);
        self.due.set_value(None);
        self.read_at.set_value(clock::now_ms());
        work::begin(self.read_report());
        work::begin(self.read_costs());
        work::begin(self.read_quotas());
        let needed = forecast::needed(untrack(|| self.today()));
        let range = self.range.get_untracked();
        if !(range.contains(needed.start) && range.contains(needed.end)) {
            work::begin(self.read_month(needed));
        }
    }

    fn span(self) -> Span {
        Span { range: self.range.get_untracked(), is_utc: self.is_utc.get_untracked() }
    }

    async fn read_report(self) {
        let range = self.range.get_untracked();
        let turn = self.report.begin_span(self.span());
        let request = self.request(range, true);
        let answer = self.ask(range, request, move || self.report.is_current(turn)).await;
        let denied = answer.as_ref().err().and_then(asking::denied);
        let updated_at = answer.as_ref().ok().and_then(|report| report.updated_at);
        if self.report.end(turn, answer) {
            self.denied.set(denied);
            self.read_until_new(updated_at);
        }
    }

    async fn read_month(self, needed: Range) {
        let turn = self.month.begin(false);
        let request = self.request(needed, false);
        let answer = self.ask(needed, request, move || self.month.is_current(turn)).await;
        self.month.end(turn, answer);
    }

    fn request(self, range: Range, with_context: bool) -> SessionsUsage {
        SessionsUsage {
            start_date: Some(range.start.to_string()),
            end_date: Some(range.end.to_string()),
            limit: u32::try_from(LIMIT).ok(),
            include_context_weight: with_context.then_some(true),
            ..SessionsUsage::default()
        }
    }

    /// Asks for as much as this gateway understands, and remembers what it does not.
    async fn ask(
        self,
        range: Range,
        request: SessionsUsage,
        is_wanted: impl Fn() -> bool,
    ) -> Result<SessionsUsageReport, CallError> {
        let gateway = self.gateway.get_value();
        loop {
            let knows = self.knows.try_get_untracked().unwrap_or_default();
            let (days_of, agents) = self.whose(knows, range);
            let request = SessionsUsage { days_of, agents, ..request.clone() };
            let answer = gateway.call(request).await.map(prices::owned_up);
            let Some(less) = answer.as_ref().err().and_then(|error| knows.without(error)) else {
                return answer;
            };
            if !is_wanted() {
                return answer;
            }
            let connection = self.stores.connection;
            let url = connection.url().get_untracked();
            less.keep(url.as_deref(), connection.version().get_untracked().as_deref());
            self.knows.set(less);
        }
    }

    fn whose(self, knows: Knows, range: Range) -> (DaysOf, AgentsOf) {
        let zone = zone_of(self.is_utc.try_get_untracked().unwrap_or_default());
        knows.whose(zone, range, moment::time_zone)
    }

    async fn read_costs(self) {
        let turn = self.costs.begin_span(self.span());
        let range = self.range.get_untracked();
        // It is not refused for what it does not know.
        let (days_of, agents) = self.whose(self.knows.get_untracked(), range);
        let request = UsageCost {
            start_date: Some(range.start.to_string()),
            end_date: Some(range.end.to_string()),
            days_of,
            agents,
            ..UsageCost::default()
        };
        let answer = self.gateway.get_value().call(request).await;
        let updated_at = answer.as_ref().ok().and_then(|costs| costs.updated_at);
        if self.costs.end(turn, answer) {
            self.read_until_new(updated_at);
        }
    }

    async fn read_quotas(self) {
        if self.gateway.with_value(|gateway| gateway.offers(UsageStatus::NAME)) {
            let turn = self.quotas.begin(false);
            let answer = self.gateway.get_value().call(UsageStatus {}).await;
            self.quotas.end(turn, answer);
        }
    }

    async fn read_session(self, key: SessionKey, anew: bool) {
        let gateway = self.gateway.get_value();
        let (timeline, log) = (self.timeline.begin(anew), self.log.begin(anew));
        let series = gateway.call(SessionsUsageTimeseries { key: key.clone() });
        let lines = gateway.call(SessionsUsageLogs { key, limit: Some(LINES) });
        let (series, lines) = futures_util::join!(series, lines);
        self.timeline.end(timeline, series);
        self.log.end(log, lines);
    }

    /// Gently, and for as long as the gateway is counting or tells what it has counted before: it
    /// keeps that for a while, and then tells it once more while it counts anew.
    fn read_until_new(self, updated_at: Option<u64>) {
        let age = self.gateway.with_value(|gateway| {
            Some(clock::steady_ms() + gateway.clock_ahead_ms()? - updated_at? as f64)
        });
        let age = age.filter(|age| *age > OLD_MS);
        if age.is_none() && untrack(|| self.gathering()).is_none() {
            self.gathered.set_value(GATHERED_MS);
            return;
        }
        let wait = self.gathered.get_value();
        self.gathered.set_value((wait * 2.0).min(GATHERED_MOST_MS));
        self.read_in(age.map_or(wait, |age| wait.max(KEPT_MS - age)));
    }

    /// A run has ended: what gateways have counted before is kept by them for a while.
    fn read_when_settled(self) {
        let since = clock::now_ms() - self.read_at.get_value();
        self.read_in((KEPT_MS - since).max(SETTLED_MS));
    }

    /// Reads again then, unless it is due before.
    fn read_in(self, ms: f64) {
        let due = clock::now_ms() + ms;
        if self.due.get_value().is_some_and(|before| before <= due) {
            return;
        }
        let alarm = clock::after(ms as u32, move || {
            if self.owed.try_get_value().is_none() {
                return;
            }
            self.due.set_value(None);
            if visibility::is_visible() {
                self.read();
            } else {
                self.owed.set_value(true);
            }
        });
        self.due.set_value(Some(due));
        self.again.set_value(Some(alarm));
    }
}

fn zone_of(is_utc: bool) -> Zone {
    if is_utc { Zone::Utc } else { Zone::Local(moment::utc_offset) }
}

fn now() -> i64 {
    clock::now_ms() as i64
}
