//! The hours of the week as a heat map, and their table. Pure.

use charming::Chart;
use charming::component::{Axis, Grid, VisualMap, VisualMapChannel, VisualMapType};
use charming::datatype::{CompositeValue, DataFrame, DataPoint};
use charming::element::{AxisLine, AxisType, ItemStyle, Orient, Tooltip, Trigger};
use charming::series::Heatmap;

use crate::features::usage::figures::Measure;
use crate::features::usage::hours::HeatMap;
use crate::features::usage::wording::{Ways, name};
use crate::ui::chart::{Drawing, Row, Table};
use crate::words::{t, w};

/// Draws the hours of a week.
pub fn hours(map: &HeatMap, measure: Measure, ways: Ways) -> Drawing {
    let (week, most, name) = (&map.cells, map.largest(), t(name(measure)));
    // What was spread is no whole number of tokens.
    let write = |found: f64| {
        if measure == Measure::Cost { (ways.money)(found) } else { (ways.whole)(found.round()) }
    };
    let weekday = |day: usize| (ways.weekday)(u32::try_from(day).unwrap_or_default());
    let hour = |hour: usize| format!("{hour:02}");
    let each = || (0..7).flat_map(|day| (0..24).map(move |hour| (day, hour)));
    let data = each().map(|(day, hour)| {
        // Nothing is left to the surface, so that little does not look like it.
        let found = Some(week[day][hour]).filter(|found| *found > 0.0);
        let place = |at: usize| CompositeValue::from(i64::try_from(at).unwrap_or_default());
        vec![place(hour), place(day), CompositeValue::from(found)]
    });
    let data: Vec<DataFrame> =
        data.map(|cell| cell.into_iter().map(DataPoint::Value).collect()).collect();
    let chart = Chart::new()
        .tooltip(Tooltip::new().trigger(Trigger::Item))
        .grid(Grid::new().top(4).left(4).right(12).bottom(56))
        .x_axis(
            Axis::new()
                .type_(AxisType::Category)
                .axis_line(AxisLine::new().show(false))
                .data((0..24).map(hour).collect()),
        )
        .y_axis(
            Axis::new().type_(AxisType::Category).inverse(true).data((0..7).map(weekday).collect()),
        )
        .visual_map(
            VisualMap::new()
                .type_(VisualMapType::Continuous)
                .min(0)
                .max(if most > 0.0 { most } else { 1.0 })
                .orient(Orient::Horizontal)
                .left(0)
                .bottom(0)
                .item_height(120)
                .item_width(12)
                .in_range(
                    VisualMapChannel::new().color(vec!["var(--heat-low)", "var(--heat-high)"]),
                ),
        )
        .series(
            Heatmap::new()
                .name(&name)
                .item_style(ItemStyle::new().border_color("var(--surface)").border_width(2))
                .data(data),
        );
    let tips = each().map(|(day, at)| {
        let found = write(week[day][at]);
        format!("{} {}:00–{}:59\n{name}: {found}", weekday(day), hour(at), hour(at))
    });
    let head = std::iter::once(t(w::USAGE_WEEKDAY)).chain((0..24).map(hour)).collect();
    let rows = week.iter().enumerate().map(|(day, hours)| {
        let cells = hours.iter().map(|found| write(*found));
        Row::new(std::iter::once(weekday(day)).chain(cells).collect())
    });
    let table = Table { head, rows: rows.collect() };
    Drawing::new(&chart, table).with_tips(tips.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::usage::wording::plain::PLAIN;

    #[test]
    fn each_hour_stands_at_its_place_and_nothing_is_left_blank() {
        let mut map = HeatMap::default();
        map.cells[1][3] = 40.0;
        let drawing = hours(&map, Measure::Tokens, PLAIN);
        let data = &drawing.option["series"][0]["data"];
        assert_eq!(data.as_array().unwrap().len(), 168);
        assert_eq!(data[24 + 3].to_string(), "[3,1,40.0]");
        assert_eq!(data[0].to_string(), "[0,0,null]");
        assert_eq!(drawing.tip(27).as_deref(), Some("day 1 03:00–03:59\nTokens: 40"));
        assert_eq!(drawing.table.rows[1].cells[4], "40");
        assert_eq!(drawing.option["visualMap"][0]["max"], 40.0);
    }
}
