//! The month day by day, summed up: what was spent, how it will go on, and the budget. Pure.

use super::frame::{frame, line, value};
use crate::features::usage::figures::Measure;
use crate::features::usage::forecast::Forecast;
use crate::features::usage::range::Range;
use crate::features::usage::range::day::Day;
use crate::features::usage::series::Point;
use crate::features::usage::wording::Ways;
use crate::ui::chart::{Drawing, Row, Table};
use crate::words::{t, w};

/// Draws the month of today.
pub fn month(points: &[Point], today: Day, forecast: &Forecast, ways: Ways) -> Drawing {
    let month = Range { start: today.first_of_month(), end: today.last_of_month() };
    let days: Vec<Day> = month.days().collect();
    let spent = spent(points, &days, today);
    let expected = expected(&spent, &days, today, forecast);
    let budget = forecast.budget.map(|budget| budget.amount);
    let mut chart = frame(days.iter().map(|day| ways.short_day(*day)).collect());
    let data = |values: &[Option<f64>]| values.iter().copied().map(value).collect();
    chart = chart.series(line(t(w::USAGE_SPENT), "var(--chart-1)", true, data(&spent)));
    if forecast.end.is_ok() {
        let name = t(w::USAGE_FORECAST);
        chart = chart.series(line(name, "var(--chart-2)", false, data(&expected)));
    }
    if budget.is_some() {
        let values = vec![budget; days.len()];
        chart = chart.series(line(t(w::USAGE_BUDGET), "var(--danger)", true, data(&values)));
    }
    let cost = |cost: Option<f64>| cost.map_or_else(String::new, ways.money);
    let mut head = vec![t(w::USAGE_DAY), t(w::USAGE_SPENT)];
    head.extend(forecast.end.is_ok().then(|| t(w::USAGE_FORECAST)));
    head.extend(budget.is_some().then(|| t(w::USAGE_BUDGET)));
    let row = |(at, day): (usize, &Day)| {
        let mut cells = vec![ways.day(*day), cost(spent[at])];
        cells.extend(forecast.end.is_ok().then(|| cost(expected[at])));
        cells.extend(budget.map(|budget| cost(Some(budget))));
        Row::new(cells)
    };
    Drawing::new(&chart, Table { head, rows: days.iter().enumerate().map(row).collect() })
}

/// All that was spent up to each day that has come.
fn spent(points: &[Point], days: &[Day], today: Day) -> Vec<Option<f64>> {
    let mut sum = 0.0;
    let until = |day: &Day| {
        if *day > today {
            return None;
        }
        let found = points.iter().find(|point| point.day == *day);
        sum += found.and_then(|point| point.figures.get(Measure::Cost)).unwrap_or_default();
        Some(sum)
    };
    days.iter().map(until).collect()
}

/// From yesterday on; it ends with what the forecast says.
fn expected(
    spent: &[Option<f64>],
    days: &[Day],
    today: Day,
    forecast: &Forecast,
) -> Vec<Option<f64>> {
    let Ok(estimate) = &forecast.end else { return vec![None; days.len()] };
    let at = |day: &Day| {
        if *day < today.plus(-1) {
            return None;
        }
        if *day < today {
            return spent.iter().zip(days).find(|(_, other)| *other == day).and_then(|it| *it.0);
        }
        let left = days.last().map_or(0, |last| last.since(*day));
        Some(estimate.total - estimate.per_day * f64::from(left))
    };
    days.iter().map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::usage::figures::{Figures, Money};
    use crate::features::usage::forecast::forecast;
    use crate::features::usage::wording::plain::PLAIN;

    fn points(count: i32) -> Vec<Point> {
        let first = Day::parse("2026-11-01").unwrap();
        let money = Some(Money { known: 2.0, unpriced: 0, is_vague: false });
        let figures = Figures { tokens: Some(5), money, ..Figures::NOTHING };
        (0..count).map(|at| Point { day: first.plus(at), figures, sessions: 1 }).collect()
    }

    #[test]
    fn the_lines_meet_and_end_at_the_forecast() {
        let today = Day::parse("2026-11-10").unwrap();
        let points = points(10);
        let forecast = forecast(&points, today, Some(50.0));
        let drawing = month(&points, today, &forecast, PLAIN);
        let data = |line: usize, day: usize| &drawing.option["series"][line]["data"][day - 1];
        assert_eq!((data(0, 9), data(0, 10)), (&18.0.into(), &20.0.into()));
        assert!(data(0, 11).is_null() && data(1, 8).is_null());
        assert_eq!((data(1, 9), data(1, 10)), (&18.0.into(), &20.0.into()));
        assert_eq!(data(1, 30), forecast.end.unwrap().total);
        assert_eq!(data(2, 1), 50.0);
        assert_eq!(drawing.table.head.len(), 4);
    }

    #[test]
    fn without_a_forecast_there_is_no_line_of_it() {
        let today = Day::parse("2026-11-02").unwrap();
        let points = points(2);
        let drawing = month(&points, today, &forecast(&points, today, None), PLAIN);
        assert_eq!(drawing.option["series"].as_array().unwrap().len(), 1);
        assert_eq!(drawing.table.head.len(), 2);
    }
}
