//! Today's tokens and their price. What has no known price is said to be unknown.

use leptos::prelude::*;

use super::figures::{Cost, Spent};
use super::state::OverviewState;
use crate::platform::{document, number};
use crate::protocol::usage::{UsageCost, UsageCosts};
use crate::ui::remote_view::remote_view;
use crate::ui::sheet::Section;
use crate::words::{say, t, tn, tr, w};

#[component]
pub fn Today(state: OverviewState) -> impl IntoView {
    let draw = |costs: &UsageCosts| {
        let spent = Spent::of(costs);
        let unpriced = (spent.unpriced > 0).then(|| {
            tn(w::OVERVIEW_UNPRICED, usize::try_from(spent.unpriced).unwrap_or(usize::MAX))
        });
        let counting = spent.is_counting.then(|| t(w::OVERVIEW_COUNTING));
        view! {
            <dl class="overview__figures">
                <div>
                    <dt>{say(w::OVERVIEW_COST)}</dt>
                    <dd data-figures="">{cost(spent.cost)}</dd>
                </div>
                <div>
                    <dt>{say(w::OVERVIEW_TOKENS)}</dt>
                    <dd data-figures="">
                        {spent.tokens.map_or_else(|| t(w::OVERVIEW_UNKNOWN), written)}
                    </dd>
                    {kinds(spent).map(|kinds| view! { <dd class="overview__detail">{kinds}</dd> })}
                </div>
            </dl>
            {unpriced.map(|said| view! { <p class="overview__note">{said}</p> })}
            {counting.map(|said| view! { <p class="overview__note">{said}</p> })}
        }
        .into_any()
    };
    let link = || {
        let href = format!("{}usage", document::base());
        view! { <a href=href>{say(w::OVERVIEW_USAGE_GO)}</a> }
    };
    view! {
        <Section title=w::OVERVIEW_TODAY note=w::OVERVIEW_TODAY_NOTE actions=link>
            {move || {
                if state.offers::<UsageCost>() || state.old_since().is_some() {
                    remote_view(state.costs(), move || state.count(), draw)
                } else {
                    view! { <p class="overview__note">{say(w::OVERVIEW_COST_NOT_TOLD)}</p> }.into_any()
                }
            }}
        </Section>
    }
}

fn cost(cost: Cost) -> String {
    match cost {
        Cost::Unknown => t(w::OVERVIEW_UNKNOWN),
        Cost::Known(dollars) => number::money(dollars),
        Cost::AtLeast(dollars) => tr(w::OVERVIEW_AT_LEAST, &[("cost", &number::money(dollars))]),
    }
}

fn kinds(spent: Spent) -> Option<String> {
    let (input, output) = (written(spent.input?), written(spent.output?));
    Some(tr(w::OVERVIEW_IN_OUT, &[("input", &input), ("output", &output)]))
}

fn written(tokens: u64) -> String {
    number::compact(tokens as f64)
}
