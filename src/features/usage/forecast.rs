//! How the month will end. The method is plain and is told with the number: what was spent until
//! yesterday, and for today and each day that is left the mean of the last complete days.

use crate::features::usage::figures::{Money, Told};
use crate::features::usage::range::{Range, day::Day};
use crate::features::usage::series::Point;

/// How many complete days the mean is made of, at most and at least.
pub const MOST: usize = 14;
pub const LEAST: usize = 3;

/// The days whose use has to be known for the forecast of a month.
#[must_use]
pub fn needed(today: Day) -> Range {
    let most = i32::try_from(MOST).unwrap_or_default();
    Range { start: today.first_of_month().min(today.plus(-most)), end: today }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// Spent in this month, today included.
    pub so_far: Money,
    /// What the month comes to; why not, where nothing can be said.
    pub end: Result<Estimate, Why>,
    pub budget: Option<Budget>,
}

/// Why no forecast is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// There are only so many complete days.
    TooFewDays(usize),
    /// No answer has a price.
    NoPrices,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// In US dollars.
    pub total: f64,
    /// Some answers have no price: it will be this, or more.
    pub is_least: bool,
    /// What a day costs: the mean of so many complete days.
    pub per_day: f64,
    pub days: usize,
    /// The days that the mean is made of.
    pub from: Range,
}

/// The line, and when it is crossed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Budget {
    /// In US dollars for the month.
    pub amount: f64,
    /// What is left today; below nothing when it is spent.
    pub left: f64,
    pub passed: Passed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passed {
    /// On this day of the month, already.
    On(Day),
    /// By the forecast, on this day.
    Expected(Day),
    /// By the forecast, not in this month.
    NotExpected,
    /// There is no forecast.
    Unknown,
}

/// `points` are the days of [`needed`], without a query; a day without figures is not counted as
/// free, and days before the first use say nothing.
#[must_use]
pub fn forecast(points: &[Point], today: Day, budget: Option<f64>) -> Forecast {
    let money = |point: &Point| point.figures.money;
    let month = Range { start: today.first_of_month(), end: today.last_of_month() };
    let in_month =
        || points.iter().filter(move |point| point.day <= today && month.contains(point.day));
    let is_unknown = in_month().any(|point| money(point).is_none());
    let mut so_far = in_month().filter_map(money).fold(Money::default(), Money::plus);
    so_far.is_vague |= is_unknown;
    let end = estimate(points, today, month, so_far);
    let budget = budget.filter(|amount| amount.is_finite() && *amount > 0.0).map(|amount| {
        let left = amount - so_far.known;
        Budget { amount, left, passed: passed(points, today, month, amount, &end) }
    });
    Forecast { so_far, end, budget }
}

fn estimate(points: &[Point], today: Day, month: Range, so_far: Money) -> Result<Estimate, Why> {
    // Days before the first sign of use say nothing about what a day costs.
    let first = points.iter().find(|point| point.figures.tokens.is_some_and(|tokens| tokens > 0));
    let complete: Vec<(Day, Money)> = points
        .iter()
        .filter(|point| point.day < today && first.is_some_and(|first| first.day <= point.day))
        .filter_map(|point| Some((point.day, point.figures.money?)))
        .collect();
    let last = &complete[complete.len().saturating_sub(MOST)..];
    let (Some((start, _)), Some((end, _))) = (last.first(), last.last()) else {
        return Err(Why::TooFewDays(0));
    };
    if last.len() < LEAST {
        return Err(Why::TooFewDays(last.len()));
    }
    let sum = last.iter().fold(Money::default(), |sum, (_, money)| sum.plus(*money));
    if sum.told() == Told::Unknown {
        return Err(Why::NoPrices);
    }
    let per_day = sum.known / last.len() as f64;
    let today_so_far = known_on(points, today);
    // Today is not over: it comes to a whole day at least.
    let left = f64::from(month.end.since(today));
    let total = so_far.known - today_so_far + per_day.max(today_so_far) + per_day * left;
    Ok(Estimate {
        total,
        is_least: !sum.is_exact() || !so_far.is_exact(),
        per_day,
        days: last.len(),
        from: Range { start: *start, end: *end },
    })
}

fn known_on(points: &[Point], day: Day) -> f64 {
    let found = points.iter().find(|point| point.day == day);
    found.and_then(|point| point.figures.money).map_or(0.0, |money| money.known)
}

fn passed(
    points: &[Point],
    today: Day,
    month: Range,
    amount: f64,
    end: &Result<Estimate, Why>,
) -> Passed {
    let mut spent = 0.0;
    for day in (Range { start: month.start, end: today }).days() {
        spent += known_on(points, day);
        if spent > amount {
            return Passed::On(day);
        }
    }
    let Ok(estimate) = end else { return Passed::Unknown };
    spent += (estimate.per_day - known_on(points, today)).max(0.0);
    for day in (Range { start: today, end: month.end }).days() {
        if day > today {
            spent += estimate.per_day;
        }
        if spent > amount {
            return Passed::Expected(day);
        }
    }
    Passed::NotExpected
}
