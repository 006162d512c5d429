//! When it was used: the heat map, and by which method and clock it was made.

use leptos::prelude::*;

use super::drawings;
use super::figures::Measure;
use super::hours::{HeatMap, Method};
use super::wording::READER;
use crate::ui::chart::{Chart, Height};
use crate::ui::sheet::Empty;
use crate::words::{t, tn, tr, w};

/// The hours of the week.
#[component]
pub fn HourMap(
    #[prop(into)] map: Signal<HeatMap>,
    #[prop(into)] measure: Signal<Measure>,
    #[prop(into)] zone: Signal<String>,
) -> impl IntoView {
    let drawing = Memo::new(move |_| {
        let measure = measure.get();
        map.with(|map| drawings::hours::hours(map, measure, READER))
    });
    let label = move || {
        let is_cost = measure.get() == Measure::Cost;
        let word = if is_cost { w::USAGE_HOURS_COST } else { w::USAGE_HOURS_TOKENS };
        tr(word, &[("zone", &zone.get())])
    };
    let is_empty = Memo::new(move |_| map.with(|map| map.largest() <= 0.0));
    let about = move || {
        let (method, left_out) = map.with(|map| (map.method, map.left_out));
        let word = match method {
            Method::Told => w::USAGE_HOURS_TOLD,
            Method::Spread => w::USAGE_HOURS_SPREAD,
            Method::Both => w::USAGE_HOURS_BOTH,
        };
        let said = tr(word, &[("zone", &zone.get())]);
        if left_out == 0 {
            return said;
        }
        format!("{said} {}", tn(w::USAGE_HOURS_LEFT_OUT, left_out))
    };
    move || {
        if is_empty.get() {
            return view! { <Empty text=move || t(w::USAGE_HOURS_NONE) /> }.into_any();
        }
        view! {
            <Chart
                label=label
                drawing
                format=READER.compact
                height=Height::Low
            />
            <p class="hour_map">{about}</p>
        }
        .into_any()
    }
}
