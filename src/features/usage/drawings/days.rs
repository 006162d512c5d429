//! The days as stacked bars, and their table. Pure.

use std::collections::BTreeSet;

use charming::Chart;

use super::frame::{KINDS, chosen, count, frame, line, stacked, value};
use crate::features::usage::figures::Measure;
use crate::features::usage::range::day::Day;
use crate::features::usage::series::Point;
use crate::features::usage::wording::{Ways, name};
use crate::ui::chart::{Drawing, Row, Table};
use crate::words::{t, w};

/// Draws days. `picked` are those looked at alone; `budget` is what one day may cost.
pub fn days(
    points: &[Point],
    measure: Measure,
    picked: &BTreeSet<Day>,
    budget: Option<f64>,
    ways: Ways,
) -> Drawing {
    let mut chart = frame(points.iter().map(|point| ways.short_day(point.day)).collect());
    let is_faint = |point: &Point| !picked.is_empty() && !picked.contains(&point.day);
    if measure == Measure::Tokens {
        chart = tokens(chart, points, &is_faint);
    } else {
        let data = points.iter().map(|it| chosen(it.figures.get(measure), is_faint(it)));
        chart = chart.series(stacked(t(name(measure)), data.collect()));
    }
    if let (Measure::Cost, Some(budget)) = (measure, budget) {
        let data = points.iter().map(|_| value(Some(budget))).collect();
        chart = chart.series(line(t(w::USAGE_BUDGET_PER_DAY), "var(--danger)", false, data));
    }
    Drawing::new(&chart, table(points, picked, ways))
}

fn tokens(mut chart: Chart, points: &[Point], is_faint: &dyn Fn(&Point) -> bool) -> Chart {
    if points.iter().any(|point| point.figures.kinds.is_some()) {
        for (name, kind) in KINDS {
            let data = points.iter().map(|point| {
                let kind = point.figures.kinds.as_ref().map(kind);
                chosen(count(kind), is_faint(point))
            });
            chart = chart.series(stacked(t(name), data.collect()));
        }
    }
    // Of some days gateways tell only how many there were.
    let rest =
        |point: &Point| count(point.figures.tokens.filter(|_| point.figures.kinds.is_none()));
    if points.iter().any(|point| rest(point).is_some_and(|rest| rest > 0.0)) {
        let data = points.iter().map(|point| chosen(rest(point), is_faint(point)));
        chart = chart.series(stacked(t(w::USAGE_KIND_UNKNOWN), data.collect()));
    }
    chart
}

fn table(points: &[Point], picked: &BTreeSet<Day>, ways: Ways) -> Table {
    let head = [w::USAGE_DAY]
        .into_iter()
        .chain(KINDS.map(|(name, _)| name))
        .chain([w::USAGE_TOKENS, w::USAGE_COST, w::USAGE_MESSAGES, w::USAGE_ERRORS])
        .map(t)
        .collect();
    let row = |point: &Point| {
        let figures = &point.figures;
        let kinds = KINDS.map(|(_, kind)| ways.count(figures.kinds.as_ref().map(kind)));
        let rest = [Measure::Tokens, Measure::Cost, Measure::Messages, Measure::Errors]
            .map(|measure| ways.figure(figures, measure));
        let cells = std::iter::once(ways.day(point.day)).chain(kinds).chain(rest);
        Row { cells: cells.collect(), is_pressed: Some(picked.contains(&point.day)) }
    };
    Table { head, rows: points.iter().map(row).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::usage::figures::{Figures, Kinds, Money};
    use crate::features::usage::wording::plain::PLAIN;

    fn two() -> [Point; 2] {
        let kinds = Kinds { input: 10, output: 5, cache_read: 80, cache_write: 5 };
        let money = |known, unpriced| Some(Money { known, unpriced, is_vague: false });
        let told = Figures {
            tokens: Some(100),
            kinds: Some(kinds),
            money: money(0.5, 0),
            ..Figures::NOTHING
        };
        let bare = Figures { tokens: Some(7), money: money(0.0, 2), ..Figures::default() };
        let point = |date, figures| Point { day: Day::parse(date).unwrap(), figures, sessions: 1 };
        [point("2026-11-01", told), point("2026-11-02", bare)]
    }

    #[test]
    fn a_days_kinds_are_stacked_and_those_not_told_are_their_own_part() {
        let drawing = days(&two(), Measure::Tokens, &BTreeSet::new(), None, PLAIN);
        let series = drawing.option["series"].as_array().unwrap();
        let data = |at: usize| series[at]["data"].to_string();
        assert_eq!(series.len(), 5);
        assert_eq!((data(0).as_str(), data(2).as_str()), ("[10.0,null]", "[80.0,null]"));
        assert_eq!(data(4), "[null,7.0]");
        assert_eq!(drawing.table.rows[1].cells[1], "unknown");
        assert_eq!(drawing.table.rows[1].cells[6], "unknown");
    }

    #[test]
    fn the_days_not_chosen_stand_back() {
        let picked = BTreeSet::from([Day::parse("2026-11-01").unwrap()]);
        let drawing = days(&two(), Measure::Cost, &picked, Some(2.0), PLAIN);
        let series = &drawing.option["series"];
        assert_eq!(series[0]["data"][0], 0.5);
        assert_eq!(series[0]["data"][1]["itemStyle"]["opacity"], 0.3);
        assert_eq!(series[1]["data"].to_string(), "[2.0,2.0]");
        let pressed: Vec<_> = drawing.table.rows.iter().map(|row| row.is_pressed).collect();
        assert_eq!(pressed, [Some(true), Some(false)]);
    }
}
