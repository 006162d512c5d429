//! One session looked at alone: its course turn by turn, what stands in its context, its log, and
//! the way back.

use std::sync::Arc;

use icondata::LuArrowLeft;
use leptos::prelude::*;
use serde_json::Value;

use super::context::Context;
use super::drawings;
use super::figures::Measure;
use super::log::Log;
use super::session_table::SessionRow;
use super::wording::{READER, unpriced, zone};
use crate::protocol::id::SessionKey;
use crate::protocol::usage::{UsageLogs, UsageSeries};
use crate::remote::Remote;
use crate::ui::chart::Chart;
use crate::ui::icon::Icon;
use crate::ui::remote_view::remote_view;
use crate::ui::segments::Segments;
use crate::ui::sheet::{Empty, Section};
use crate::words::{say, tr, w};

/// A session. `row` is what the list says of it, if it is in the list.
#[component]
pub fn Session(
    key: SessionKey,
    #[prop(into)] row: Signal<Option<SessionRow>>,
    #[prop(into)] context: Signal<Option<Value>>,
    #[prop(into)] series: Signal<Remote<Arc<UsageSeries>>>,
    #[prop(into)] logs: Signal<Remote<Arc<UsageLogs>>>,
    #[prop(into)] is_utc: Signal<bool>,
    on_retry: Callback<()>,
    /// Where the way back leads.
    #[prop(into)]
    back: Signal<String>,
) -> impl IntoView {
    let name = key.as_str().to_owned();
    let shown = name.clone();
    let title = move || {
        row.with(|row| row.as_ref().map(|row| row.name().to_owned()))
            .unwrap_or_else(|| name.clone())
    };
    let about = move || {
        row.with(|row| {
            let row = row.as_ref()?;
            let tokens = tr(w::USAGE_N_TOKENS, &[("n", &READER.count(row.figures.tokens))]);
            let cost = READER.cost(row.figures.money);
            let parts = [row.agent.clone(), row.channel.clone(), Some(tokens), Some(cost)];
            let parts = parts.into_iter().flatten().chain(unpriced(row.figures.money));
            Some(parts.collect::<Vec<_>>().join(" · "))
        })
    };
    let retry = move || on_retry.run(());
    view! {
        <header class="session">
            <a class="session__back" href=move || back.get()>
                <Icon glyph=LuArrowLeft />
                {say(w::USAGE_BACK)}
            </a>
            <h2 class="session__title">
                <bdi>{title}</bdi>
            </h2>
            <p class="session__key">{shown}</p>
            <p class="session__about">{about}</p>
        </header>
        <Section title=w::USAGE_COURSE note=w::USAGE_COURSE_NOTE>
            {remote_view(
                series,
                retry,
                move |series| {
                    let points = series.points.clone();
                    view! { <Course points is_utc /> }.into_any()
                },
            )}
        </Section>
        {move || {
            context
                .get()
                .filter(|context| !super::context::weights(context).is_empty())
                .map(|report| {
                    view! {
                        <Section title=w::USAGE_CONTEXT note=w::USAGE_CONTEXT_NOTE>
                            <Context report />
                        </Section>
                    }
                })
        }}
        <Section title=w::USAGE_LOG>
            {remote_view(
                logs,
                retry,
                move |logs| {
                    let logs = logs.logs.clone();
                    view! { <Log logs=Signal::stored(logs) /> }.into_any()
                },
            )}
        </Section>
    }
}

#[component]
fn Course(points: Vec<crate::protocol::usage::UsagePoint>, is_utc: Signal<bool>) -> impl IntoView {
    if points.is_empty() {
        return view! { <Empty text=w::USAGE_COURSE_NONE /> }.into_any();
    }
    let is_cost = RwSignal::new(false);
    let is_summed = RwSignal::new(false);
    let points = StoredValue::new(points);
    let measure = move || if is_cost.get() { Measure::Cost } else { Measure::Tokens };
    let drawing = Memo::new(move |_| {
        let (measure, is_summed, is_utc) = (measure(), is_summed.get(), is_utc.get());
        points.with_value(|it| drawings::course::course(it, measure, is_summed, is_utc, READER))
    });
    let label = move || {
        let word = match (is_cost.get(), is_summed.get()) {
            (false, false) => w::USAGE_COURSE_TOKENS,
            (false, true) => w::USAGE_COURSE_TOKENS_SUM,
            (true, false) => w::USAGE_COURSE_COST,
            (true, true) => w::USAGE_COURSE_COST_SUM,
        };
        tr(word, &[("zone", &zone(is_utc.get()))])
    };
    let switches = move || {
        view! {
            <Segments
                label=w::USAGE_MEASURE
                names=vec![w::USAGE_TOKENS.into(), w::USAGE_COST.into()]
                chosen=Signal::derive(move || Some(usize::from(is_cost.get())))
                on_choose=move |at: usize| is_cost.set(at == 1)
            />
            <Segments
                label=w::USAGE_SUM
                names=vec![w::USAGE_PER_TURN.into(), w::USAGE_CUMULATIVE.into()]
                chosen=Signal::derive(move || Some(usize::from(is_summed.get())))
                on_choose=move |at: usize| is_summed.set(at == 1)
            />
        }
    };
    let format = move |value: f64| READER.axis(measure())(value);
    view! { <Chart label=label drawing format actions=switches /> }.into_any()
}
