//! Sessions become days: one point for every day of a span, in its order. A day of which nothing is
//! told is a day without use when all has been told, and unknown while figures are being gathered.

use std::collections::BTreeMap;

use crate::features::usage::figures::{Figures, Kinds, Money};
use crate::features::usage::range::{Range, day::Day};
use crate::protocol::usage::report::{SessionFigures, SessionUse, SessionsUsageReport};
use crate::protocol::usage::{UsageCosts, UsageTotals};

/// One day of the span.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub day: Day,
    pub figures: Figures,
    /// How many of the sessions were at work.
    pub sessions: usize,
}

/// What was used on each day, by the sessions that are shown.
///
/// `is_complete` says that the gateway has told all it has. Days outside the span are kept where a
/// gateway counts by days of its own: nothing that adds up in the totals is missing in the days.
#[must_use]
pub fn daily<'a>(
    sessions: impl IntoIterator<Item = &'a SessionUse>,
    range: Range,
    is_complete: bool,
) -> Vec<Point> {
    let mut told: BTreeMap<Day, (Figures, usize)> = BTreeMap::new();
    let mut is_all_told = is_complete;
    for session in sessions {
        let Some(figures) = &session.figures else {
            is_all_told = false;
            continue;
        };
        for (day, figures) in days_of(figures) {
            let entry = told.entry(day).or_insert((Figures::NOTHING, 0));
            *entry = (entry.0.plus(figures), entry.1 + 1);
        }
    }
    let untold = if is_all_told { Figures::NOTHING } else { Figures::default() };
    for day in range.days() {
        told.entry(day).or_insert((untold, 0));
    }
    told.into_iter().map(|(day, (figures, sessions))| Point { day, figures, sessions }).collect()
}

/// The same from the days of all sessions together, listed or not.
#[must_use]
pub fn daily_of_all(report: &SessionsUsageReport, range: Range, is_complete: bool) -> Vec<Point> {
    let all = &report.aggregates;
    let mut days: BTreeMap<Day, Figures> = BTreeMap::new();
    for told in &all.daily {
        let Some(day) = Day::parse(&told.date) else { continue };
        let figures = Figures {
            tokens: told.tokens,
            kinds: None,
            money: told.cost.map(|known| priced(known, &told.totals, &report.totals, false)),
            messages: told.messages,
            errors: told.errors,
            tool_calls: told.tool_calls,
        };
        days.insert(day, figures);
    }
    for told in &all.cost_daily {
        let Some(day) = Day::parse(&told.date) else { continue };
        let whole = Figures::of_totals(&told.totals);
        let figures = days.entry(day).or_insert(whole);
        (figures.tokens, figures.kinds, figures.money) = (whole.tokens, whole.kinds, whole.money);
    }
    spread(days, range, is_complete)
}

/// The same from `usage.cost` alone, which tells no messages.
#[must_use]
pub fn daily_of_costs(costs: &UsageCosts, range: Range, is_complete: bool) -> Vec<Point> {
    let told = costs
        .daily
        .iter()
        .filter_map(|told| Some((Day::parse(&told.date)?, Figures::of_totals(&told.totals))));
    let mut points = spread(told.collect(), range, is_complete);
    for point in &mut points {
        let figures = &mut point.figures;
        (figures.messages, figures.errors, figures.tool_calls) = (None, None, None);
    }
    points
}

fn spread(mut days: BTreeMap<Day, Figures>, range: Range, is_complete: bool) -> Vec<Point> {
    let untold = if is_complete { Figures::NOTHING } else { Figures::default() };
    for day in range.days() {
        days.entry(day).or_insert(untold);
    }
    days.into_iter().map(|(day, figures)| Point { day, figures, sessions: 0 }).collect()
}

/// Fills in the kinds of tokens where only the day as a whole tells them. It does so when the day
/// of `usage.cost` is about the same tokens: early gateways leave out other agents there.
/// `is_agreed` says that both count the same answers without a price.
pub fn fill_kinds(points: &mut [Point], costs: &UsageCosts, is_agreed: bool) {
    for told in &costs.daily {
        let Some(day) = Day::parse(&told.date) else { continue };
        let Ok(index) = points.binary_search_by_key(&day, |point| point.day) else { continue };
        let figures = &mut points[index].figures;
        let whole = Figures::of_totals(&told.totals);
        if whole.tokens != figures.tokens || whole.tokens.is_none() {
            continue;
        }
        figures.kinds = figures.kinds.or(whole.kinds);
        if let (Some(money), Some(whole)) = (&mut figures.money, whole.money)
            && is_agreed
            && money.is_vague
            && (money.known - whole.known).abs() < 1e-9
        {
            *money = whole;
        }
    }
}

/// Everything together.
#[must_use]
pub fn total<'a>(sessions: impl IntoIterator<Item = &'a SessionUse>) -> Figures {
    let nothing = Figures::NOTHING;
    sessions.into_iter().fold(nothing, |sum, session| sum.plus(of_session(session)))
}

/// A session as a whole; unknown while it is being gathered.
#[must_use]
pub fn of_session(session: &SessionUse) -> Figures {
    session.figures.as_ref().map(Figures::of_session).unwrap_or_default()
}

/// A session as a whole, or what it used on one day.
#[must_use]
pub fn within(session: &SessionUse, day: Option<Day>) -> Figures {
    match day {
        None => of_session(session),
        Some(_) if session.figures.is_none() => Figures::default(),
        Some(day) => on_day(session, day).unwrap_or(Figures::NOTHING),
    }
}

/// What a session used on one day; nothing where it was not at work.
#[must_use]
pub fn on_day(session: &SessionUse, day: Day) -> Option<Figures> {
    let figures = session.figures.as_ref()?;
    days_of(figures).remove(&day)
}

/// How many sessions are still being gathered.
#[must_use]
pub fn ungathered<'a>(sessions: impl IntoIterator<Item = &'a SessionUse>) -> usize {
    sessions.into_iter().filter(|session| session.figures.is_none()).count()
}

fn days_of(session: &SessionFigures) -> BTreeMap<Day, Figures> {
    let mut days: BTreeMap<Day, Figures> = BTreeMap::new();
    let is_one_day = session.daily_breakdown.len() == 1;
    for told in &session.daily_breakdown {
        let Some(day) = Day::parse(&told.date) else { continue };
        let tokens = told.tokens.or(told.totals.total_tokens);
        let cost = told.cost.or(told.totals.total_cost);
        let kinds = Kinds::of(&told.totals).or_else(|| {
            // All of it was on this day.
            let whole = Kinds::of(&session.totals).filter(|_| is_one_day);
            whole.filter(|_| tokens == session.totals.total_tokens)
        });
        let figures = Figures {
            tokens,
            kinds,
            money: cost.map(|known| priced(known, &told.totals, &session.totals, is_one_day)),
            messages: told.messages,
            errors: told.errors,
            tool_calls: told.tool_calls,
        };
        days.insert(day, figures);
    }
    for told in &session.daily_message_counts {
        let Some(day) = Day::parse(&told.date) else { continue };
        let figures = days.entry(day).or_insert(Figures::NOTHING);
        *figures = figures.with_messages(&told.counts);
    }
    days
}

/// Early gateways count the answers without a price for the whole session only.
fn priced(known: f64, day: &UsageTotals, whole: &UsageTotals, is_one_day: bool) -> Money {
    let whole = whole.missing_cost_entries;
    match (day.missing_cost_entries, whole) {
        (Some(unpriced), _) => Money { known, unpriced, is_vague: false },
        (None, Some(0)) => Money { known, unpriced: 0, is_vague: false },
        (None, Some(unpriced)) if is_one_day => Money { known, unpriced, is_vague: false },
        (None, _) => Money { known, unpriced: 0, is_vague: true },
    }
}
