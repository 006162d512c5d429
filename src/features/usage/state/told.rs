//! What the page can be told: what is on the screen, whose days they are, how the month will end,
//! and what is missing. Nothing here asks the gateway.

use std::sync::Arc;

use leptos::prelude::*;

use super::{UsageState, now, zone_of};
use crate::features::usage::asking::Whose;
use crate::features::usage::budget;
use crate::features::usage::forecast::{self, Forecast};
use crate::features::usage::range::zone::Zone;
use crate::features::usage::range::{Preset, Range, day::Day};
use crate::features::usage::reading::Span;
use crate::features::usage::series;
use crate::features::usage::shown::{Choice, Shown};
use crate::protocol::method::Scope;

/// A value that is made anew when something it is made of has changed, and is the same until then.
#[derive(Debug)]
pub struct Held<T>(pub Arc<T>);

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> PartialEq for Held<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl UsageState {
    /// What is on the screen; nothing before the first answer. Reactive.
    #[must_use]
    pub fn shown(self) -> Option<Arc<Shown>> {
        self.shown.with(|shown| shown.as_ref().map(|shown| Arc::clone(&shown.0)))
    }

    /// The same, as one that can be told from another at a glance. Reactive.
    #[must_use]
    pub fn held(self) -> Option<Held<Shown>> {
        self.shown.get()
    }

    #[must_use]
    pub fn preset(self) -> Signal<Preset> {
        self.preset.into()
    }

    #[must_use]
    pub fn range(self) -> Signal<Range> {
        self.range.into()
    }

    #[must_use]
    pub fn is_utc(self) -> Signal<bool> {
        self.is_utc.into()
    }

    /// The zone that is asked for. Reactive.
    #[must_use]
    pub fn zone(self) -> Zone {
        zone_of(self.is_utc.get())
    }

    /// Whose days the gateway counts by. Reactive.
    #[must_use]
    pub fn whose_days(self) -> Whose {
        self.knows.with(|knows| knows.whose_days())
    }

    #[must_use]
    pub fn today(self) -> Day {
        self.zone().day_of(now())
    }

    /// The permission that the gateway wants to be seen before it tells of sessions. Gateways do not
    /// list the method, and the early ones want an administrator: it is known when they refuse.
    #[must_use]
    pub fn needs(self) -> Signal<Option<Scope>> {
        self.denied.into()
    }

    /// Something is being read. Reactive.
    #[must_use]
    pub fn is_busy(self) -> bool {
        self.report.is_busy().get() || self.costs.is_busy().get()
    }

    /// What is on the screen is of another span than the one that is being read. Reactive.
    #[must_use]
    pub fn is_old(self) -> bool {
        if self.report.ready().is_some() { self.report.is_old() } else { self.costs.is_old() }
    }

    /// The gateway is still counting: how many files of how many are left. Reactive.
    #[must_use]
    pub fn gathering(self) -> Option<(u64, u64)> {
        let status = self.report.ready().and_then(|report| report.cache_status.clone());
        let status = status.or_else(|| self.costs.ready()?.cache_status.clone())?;
        let pending = status.pending_files.unwrap_or(0);
        let all = status.cached_files.unwrap_or(0) + pending;
        (!status.is_complete()).then_some((pending, all))
    }

    /// In US dollars for a month.
    #[must_use]
    pub fn budget(self) -> Signal<Option<f64>> {
        self.budget.into()
    }

    pub fn set_budget(self, amount: Option<f64>) {
        let amount = amount.filter(|amount| amount.is_finite() && *amount > 0.0);
        if let Some(url) = self.stores.connection.url().get_untracked() {
            budget::keep(&url, amount);
        }
        self.budget.set(amount);
    }

    /// How the month will end, by all sessions, whatever the query. Reactive.
    #[must_use]
    pub fn forecast(self) -> Option<Forecast> {
        let today = self.today();
        Some(forecast::forecast(&self.month_points()?, today, self.budget.get()))
    }

    /// The days that the forecast is made of. Reactive.
    #[must_use]
    pub fn month_points(self) -> Option<Vec<series::Point>> {
        let needed = forecast::needed(self.today());
        let (held, costs) = (self.report.ready(), self.costs.ready());
        let span = self.report.span();
        let is_held = held.is_some()
            && span.is_some_and(|Span { range, .. }| {
                range.contains(needed.start) && range.contains(needed.end)
            });
        let report = if is_held { held? } else { self.month.ready()? };
        let choice = Choice { range: needed, zone: self.zone(), query: String::new(), day: None };
        let costs = costs.filter(|_| is_held && self.costs.span() == span);
        let mut points = Shown::of(choice, Some(report), costs.as_deref())?.points;
        points.retain(|point| needed.contains(point.day));
        Some(points)
    }
}
