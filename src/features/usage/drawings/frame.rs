//! What the charts of the page have in common: their frame, and the kinds of tokens. Pure.

use charming::Chart;
use charming::component::{Axis, Grid, Legend};
use charming::datatype::{CompositeValue, DataFrame, DataPoint, DataPointItem};
use charming::element::{
    AxisPointer, AxisPointerType, AxisType, ItemStyle, LineStyle, LineStyleType, Symbol, Tooltip,
    Trigger,
};
use charming::series::{Bar, Line};

use crate::features::usage::figures::Kinds;
use crate::features::usage::wording::number;
use crate::words::{Word, w};

/// Reads one kind of tokens.
pub type Kind = fn(&Kinds) -> u64;

/// The kinds of tokens, in the order in which they are stacked.
pub const KINDS: [(Word, Kind); 4] = [
    (w::USAGE_INPUT, |kinds| kinds.input),
    (w::USAGE_OUTPUT, |kinds| kinds.output),
    (w::USAGE_CACHE_READ, |kinds| kinds.cache_read),
    (w::USAGE_CACHE_WRITE, |kinds| kinds.cache_write),
];

/// The thing not chosen stands back.
const FAINT: f64 = 0.3;

/// Places along the bottom, values at the left beginning with nothing, what is what above.
pub fn frame(places: Vec<String>) -> Chart {
    Chart::new()
        .tooltip(
            Tooltip::new()
                .trigger(Trigger::Axis)
                .axis_pointer(AxisPointer::new().type_(AxisPointerType::Shadow)),
        )
        .legend(Legend::new().top(0).left(0))
        .grid(Grid::new().top(44).left(4).right(12).bottom(4))
        .x_axis(Axis::new().type_(AxisType::Category).data(places))
        .y_axis(Axis::new().type_(AxisType::Value).min(0).split_number(4))
}

/// A part of stacked bars.
pub fn stacked(name: String, data: DataFrame) -> Bar {
    Bar::new().name(name).stack("all").bar_width("70%").data(data)
}

/// A line, dashed where it is no fact.
pub fn line(name: String, color: &str, is_fact: bool, data: DataFrame) -> Line {
    let kind = if is_fact { LineStyleType::Solid } else { LineStyleType::Dashed };
    Line::new()
        .name(name)
        .symbol(Symbol::None)
        .line_style(LineStyle::new().color(color).width(2).type_(kind))
        .item_style(ItemStyle::new().color(color))
        .data(data)
}

/// A value to draw. What is not known is a gap.
pub fn value(value: Option<f64>) -> DataPoint {
    DataPoint::Value(CompositeValue::from(value))
}

/// A value that stands back where something else is chosen.
pub fn chosen(of: Option<f64>, is_faint: bool) -> DataPoint {
    if !is_faint {
        return value(of);
    }
    let style = ItemStyle::new().opacity(FAINT);
    DataPoint::Item(DataPointItem::new(CompositeValue::from(of)).item_style(style))
}

/// A count to draw.
pub fn count(of: Option<u64>) -> Option<f64> {
    of.map(number)
}
