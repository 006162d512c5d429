//! What is on the screen: the sessions that the query leaves, their days, and what they come to. All
//! figures, charts and files of the page are made from this one value.

use std::sync::Arc;

use crate::features::usage::figures::Figures;
use crate::features::usage::query::Query;
use crate::features::usage::range::zone::Zone;
use crate::features::usage::range::{Range, day::Day};
use crate::features::usage::series::{self, Point};
use crate::protocol::usage::UsageCosts;
use crate::protocol::usage::report::{SessionUse, SessionsUsageReport};

/// How many sessions are asked for.
pub const LIMIT: usize = 1000;

/// What an operator has chosen to look at.
#[derive(Debug, Clone)]
pub struct Choice {
    pub range: Range,
    pub zone: Zone,
    /// As it was typed.
    pub query: String,
    /// Only this day of the span.
    pub day: Option<Day>,
}

#[derive(Debug, Clone)]
pub struct Shown {
    pub choice: Choice,
    pub query: Query,
    /// Absent where only `usage.cost` has been answered: there are days, but no sessions.
    pub report: Option<Arc<SessionsUsageReport>>,
    rows: Vec<usize>,
    /// What is shown comes to; of the chosen day, where there is one.
    pub total: Figures,
    /// Every day of the span, whatever day is chosen.
    pub points: Vec<Point>,
    /// How many of the sessions are still being gathered.
    pub ungathered: usize,
    /// The gateway has told all it has.
    pub is_complete: bool,
}

impl Shown {
    /// Nothing before one of the two has been answered.
    #[must_use]
    pub fn of(
        choice: Choice,
        report: Option<Arc<SessionsUsageReport>>,
        costs: Option<&UsageCosts>,
    ) -> Option<Self> {
        let query = Query::parse(&choice.query);
        let Some(report) = report else {
            return Some(Self::of_costs(choice, query, costs?));
        };
        let is_complete = is_complete(&report);
        let matching: Vec<usize> = (0..report.sessions.len())
            .filter(|index| query.matches(&report.sessions[*index]))
            .collect();
        let all = || matching.iter().map(|index| &report.sessions[*index]);
        let is_whole = query.is_empty();
        let mut points = if is_whole && may_be_more(&report) {
            series::daily_of_all(&report, choice.range, is_complete)
        } else {
            series::daily(all(), choice.range, is_complete)
        };
        if let Some(costs) = costs.filter(|_| is_whole) {
            let missing = costs.totals.missing_cost_entries;
            let is_agreed = missing == report.totals.missing_cost_entries;
            series::fill_kinds(&mut points, costs, is_agreed);
        }
        let ungathered = series::ungathered(all());
        let total = match choice.day {
            Some(day) => points
                .iter()
                .find(|point| point.day == day)
                .map(|point| point.figures)
                .unwrap_or_default(),
            None if is_whole => whole(&report, ungathered),
            None => series::total(all()),
        };
        let was_at_work = |index: &usize| {
            let session = &report.sessions[*index];
            choice.day.is_none_or(|day| series::on_day(session, day).is_some())
        };
        let rows = matching.iter().copied().filter(was_at_work).collect();
        Some(Self {
            choice,
            query,
            rows,
            total,
            points,
            ungathered,
            is_complete,
            report: Some(report),
        })
    }

    fn of_costs(choice: Choice, query: Query, costs: &UsageCosts) -> Self {
        let is_complete = costs.cache_status.as_ref().is_none_or(|status| status.is_complete());
        let points = series::daily_of_costs(costs, choice.range, is_complete);
        let of_day = |day| points.iter().find(|point| point.day == day).map(|point| point.figures);
        let total = match choice.day {
            Some(day) => of_day(day).unwrap_or_default(),
            None => Figures::of_totals(&costs.totals),
        };
        Self {
            choice,
            query,
            report: None,
            rows: Vec::new(),
            total,
            points,
            ungathered: 0,
            is_complete,
        }
    }

    /// The sessions, in the order of the gateway.
    #[must_use]
    pub fn sessions(&self) -> Vec<&SessionUse> {
        let Some(report) = &self.report else { return Vec::new() };
        self.rows.iter().map(|index| &report.sessions[*index]).collect()
    }

    #[must_use]
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// All sessions that the gateway told of, whatever the query.
    #[must_use]
    pub fn all(&self) -> Vec<&SessionUse> {
        self.report.iter().flat_map(|report| &report.sessions).collect()
    }

    /// A session's figures: of the chosen day, where there is one.
    #[must_use]
    pub fn figures(&self, session: &SessionUse) -> Figures {
        series::within(session, self.choice.day)
    }

    /// The gateway has more sessions than it was asked for, or may have.
    #[must_use]
    pub fn may_be_more(&self) -> bool {
        self.report.as_ref().is_some_and(|report| may_be_more(report))
    }
}

/// The gateway counts all sessions itself, also those that it does not list.
fn whole(report: &SessionsUsageReport, ungathered: usize) -> Figures {
    let total = Figures::of_totals(&report.totals).with_messages(&report.aggregates.messages);
    // While all is still being gathered, nothing is not nothing.
    if ungathered > 0 && total.tokens == Some(0) { Figures::default() } else { total }
}

fn is_complete(report: &SessionsUsageReport) -> bool {
    report.cache_status.as_ref().is_none_or(|status| status.is_complete())
}

fn may_be_more(report: &SessionsUsageReport) -> bool {
    let listed = report.sessions.len();
    match report.aggregates.session_count.and_then(|count| usize::try_from(count).ok()) {
        Some(count) => count > listed && listed >= LIMIT,
        None => listed >= LIMIT,
    }
}
