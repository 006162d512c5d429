//! The days as a chart: tokens by kind or cost. A day that is pressed is looked at alone, and once
//! more is not.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::drawings;
use super::figures::Measure;
use super::range::day::Day;
use super::series::Point;
use super::wording::READER;
use crate::ui::button::{Button, Variant};
use crate::ui::chart::Chart;
use crate::ui::segments::Segments;
use crate::words::{say, t, tr, w};

/// The chart of days.
#[component]
pub fn Days(
    #[prop(into)] points: Signal<Vec<Point>>,
    #[prop(into)] measure: Signal<Measure>,
    on_measure: Callback<Measure>,
    #[prop(into)] picked: Signal<BTreeSet<Day>>,
    on_day: Callback<Day>,
    on_clear: Callback<()>,
    /// What a month may cost.
    #[prop(into)]
    budget: Signal<Option<f64>>,
    /// Whose days they are.
    #[prop(into)]
    zone: Signal<String>,
) -> impl IntoView {
    let drawing = Memo::new(move |_| {
        let (measure, budget) = (measure.get(), budget.get());
        picked.with(|picked| {
            points.with(|points| {
                // A month has as many days as the last one shown is in.
                let month = points.last().map_or(30, |point| {
                    point.day.last_of_month().since(point.day.first_of_month()) + 1
                });
                let budget = budget.map(|budget| budget / f64::from(month));
                drawings::days::days(points, measure, picked, budget, READER)
            })
        })
    });
    let label = move || {
        let is_cost = measure.get() == Measure::Cost;
        let word = if is_cost { w::USAGE_DAYS_COST } else { w::USAGE_DAYS_TOKENS };
        tr(word, &[("zone", &zone.get())])
    };
    let press = move |at: usize| {
        if let Some(day) = points.with_untracked(|points| points.get(at).map(|point| point.day)) {
            on_day.run(day);
        }
    };
    let tools = move || {
        view! {
            <Segments
                label=w::USAGE_MEASURE
                names=vec![w::USAGE_TOKENS.into(), w::USAGE_COST.into()]
                chosen=Signal::derive(move || Some(usize::from(measure.get() == Measure::Cost)))
                on_choose=move |at: usize| {
                    on_measure.run(if at == 1 { Measure::Cost } else { Measure::Tokens });
                }
            />
        }
    };
    let several = Memo::new(move |_| picked.with(BTreeSet::len));
    view! {
        <Chart
            label=label
            drawing
            format=move |value: f64| READER.axis(measure.get())(value)
            on_press=Callback::new(press)
            actions=tools
        />
        <p class="days" role="status">
            {move || match several.get() {
                0 => t(w::USAGE_DAYS_HINT),
                _ => {
                    let days = picked
                        .with(|picked| {
                            picked.iter().map(|day| READER.day(*day)).collect::<Vec<_>>()
                        });
                    tr(w::USAGE_DAYS_PICKED, &[("days", &days.join(", "))])
                }
            }}
            {move || {
                (several.get() > 0)
                    .then(|| {
                        view! {
                            <Button
                                label=say(w::USAGE_DAYS_ALL)
                                variant=Variant::Quiet
                                small=true
                                on_press=move || on_clear.run(())
                            />
                        }
                    })
            }}
        </p>
    }
}
