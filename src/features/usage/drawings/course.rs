//! One session's own course: each turn, or all up to it; tokens or cost. Pure.

use super::frame::{count, frame, line, stacked, value};
use crate::features::usage::figures::Measure;
use crate::features::usage::wording::Ways;
use crate::protocol::usage::UsagePoint;
use crate::ui::chart::{Drawing, Row, Table};
use crate::words::{Word, t, w};

type Kind = fn(&UsagePoint) -> Option<u64>;

/// A turn may tell of some kinds only.
const KINDS: [(Word, Kind); 4] = [
    (w::USAGE_INPUT, |point| point.input),
    (w::USAGE_OUTPUT, |point| point.output),
    (w::USAGE_CACHE_READ, |point| point.cache_read),
    (w::USAGE_CACHE_WRITE, |point| point.cache_write),
];

/// Draws a session's turns. A turn without a moment has none in the table either.
pub fn course(
    points: &[UsagePoint],
    measure: Measure,
    is_summed: bool,
    is_utc: bool,
    ways: Ways,
) -> Drawing {
    let moment = |point: &UsagePoint| match point.timestamp {
        #[expect(clippy::cast_precision_loss, reason = "no moment is that far away")]
        Some(at) => (ways.moment)(at as f64, is_utc),
        None => t(w::USAGE_UNKNOWN),
    };
    let mut chart = frame(points.iter().map(moment).collect());
    match (is_summed, measure) {
        (true, Measure::Tokens) => {
            let data = points.iter().map(|point| value(count(point.cumulative_tokens)));
            chart = chart.series(line(t(w::USAGE_TOKENS), "var(--chart-1)", true, data.collect()));
        }
        (true, _) => {
            let data = points.iter().map(|point| value(point.cumulative_cost));
            chart = chart.series(line(t(w::USAGE_COST), "var(--chart-1)", true, data.collect()));
        }
        (false, Measure::Tokens) => {
            for (name, kind) in KINDS {
                let data = points.iter().map(|point| value(count(kind(point))));
                chart = chart.series(stacked(t(name), data.collect()));
            }
        }
        (false, _) => {
            let data = points.iter().map(|point| value(point.cost)).collect();
            chart = chart.series(stacked(t(w::USAGE_COST), data));
        }
    }
    let cost = |cost: Option<f64>| cost.map_or_else(|| t(w::USAGE_UNKNOWN), ways.money);
    let head = [w::USAGE_TURN]
        .into_iter()
        .chain(KINDS.map(|(name, _)| name))
        .chain([w::USAGE_TOKENS, w::USAGE_COST, w::USAGE_TOKENS_SO_FAR, w::USAGE_COST_SO_FAR])
        .map(t)
        .collect();
    let row = |point: &UsagePoint| {
        let kinds = KINDS.map(|(_, kind)| ways.count(kind(point)));
        let rest = [
            ways.count(point.total_tokens),
            cost(point.cost),
            ways.count(point.cumulative_tokens),
            cost(point.cumulative_cost),
        ];
        Row::new(std::iter::once(moment(point)).chain(kinds).chain(rest).collect())
    };
    Drawing::new(&chart, Table { head, rows: points.iter().map(row).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::usage::wording::plain::PLAIN;

    fn points() -> [UsagePoint; 2] {
        let first = UsagePoint {
            timestamp: Some(1_000),
            input: Some(3),
            total_tokens: Some(3),
            cumulative_tokens: Some(3),
            ..UsagePoint::default()
        };
        let second = UsagePoint {
            timestamp: Some(2_000),
            input: Some(4),
            total_tokens: Some(4),
            cost: Some(0.1),
            cumulative_tokens: Some(7),
            cumulative_cost: Some(0.1),
            ..UsagePoint::default()
        };
        [first, second]
    }

    #[test]
    fn a_course_is_drawn_turn_by_turn_or_summed_up() {
        let data = |measure, is_summed| {
            let drawing = course(&points(), measure, is_summed, true, PLAIN);
            drawing.option["series"][0]["data"].to_string()
        };
        assert_eq!(data(Measure::Tokens, false), "[3.0,4.0]");
        assert_eq!(data(Measure::Tokens, true), "[3.0,7.0]");
        assert_eq!(data(Measure::Cost, false), "[null,0.1]");
        assert_eq!(data(Measure::Cost, true), "[null,0.1]");
    }

    #[test]
    fn its_table_says_both() {
        let table = course(&points(), Measure::Tokens, false, true, PLAIN).table;
        assert_eq!(table.rows[1].cells[0], "2000");
        assert_eq!(table.rows[1].cells[5..], ["4", "$0.1", "7", "$0.1"]);
        assert_eq!(table.rows[0].cells[6], "unknown");
    }
}
