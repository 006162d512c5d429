//! What has to be known about the figures before they are believed: what is missing, old or counted
//! otherwise than asked.

use leptos::prelude::*;

use super::asking::Whose;
use super::shown::LIMIT;
use super::state::UsageState;
use super::wording::{READER, zone};
use crate::remote::Remote;
use crate::ui::button::Button;
use crate::ui::callout::{Callout, Tone};
use crate::words::{Word, t, tn, tr, w};

/// One notice each, and nothing where there is nothing to say.
#[component]
pub fn Notices(state: UsageState) -> impl IntoView {
    let failed = move |value: Remote<()>, word: Word| match value {
        Remote::Failed(why) => Some(view! {
            <div role="alert">
                <Callout tone=Tone::Danger title=word details=why>
                    <p>
                        <Button
                            label=w::UI_PART_AGAIN
                            small=true
                            on_press=move || state.refresh()
                        />
                    </p>
                </Callout>
            </div>
        }),
        _ => None,
    };
    let report = Memo::new(move |_| kind(state.report.value()));
    let costs = Memo::new(move |_| kind(state.costs.value()));
    let lacks = state.needs();
    let trouble =
        Memo::new(move |_| state.report.trouble().get().or_else(|| state.costs.trouble().get()));
    let gathering = Memo::new(move |_| state.gathering());
    let is_gateways = Memo::new(move |_| state.whose_days() == Whose::Gateways);
    let may_be_more = Memo::new(move |_| state.shown().is_some_and(|it| it.may_be_more()));
    let ungathered = Memo::new(move |_| state.shown().map_or(0, |shown| shown.ungathered));
    let is_there = Memo::new(move |_| state.shown().is_some());
    view! {
        <div class="notices">
            {move || {
                lacks
                    .get()
                    .map(|scope| {
                        let title = move || tr(w::USAGE_NO_SCOPE, &[("scope", scope.as_str())]);
                        view! {
                            <Callout title=title>
                                <p>{t(w::USAGE_NO_SCOPE_WHY)}</p>
                            </Callout>
                        }
                    })
            }}
            {move || failed(report.get(), w::USAGE_REPORT_FAILED)}
            {move || failed(costs.get(), w::USAGE_COSTS_FAILED)}
            {move || {
                trouble
                    .get()
                    .map(|why| {
                        view! {
                            <Callout tone=Tone::Warning title=w::USAGE_STALE details=why />
                        }
                    })
            }}
            <div class="notices__lines" role="status">
                {move || {
                    gathering
                        .get()
                        .map(|(left, all)| {
                            let words = if all > 0 {
                                let (left, all) = (READER.count(Some(left)), READER.count(Some(all)));
                                tr(w::USAGE_GATHERING_FILES, &[("left", &left), ("all", &all)])
                            } else {
                                t(w::USAGE_GATHERING)
                            };
                            view! { <p>{words}</p> }
                        })
                }}
                {move || {
                    (ungathered.get() > 0)
                        .then(|| view! { <p>{tn(w::USAGE_UNGATHERED, ungathered.get())}</p> })
                }}
            </div>
            {move || {
                (is_there.get() && is_gateways.get())
                    .then(|| {
                        let zone = zone(state.is_utc().get());
                        view! {
                            <p class="notices__line">
                                {tr(w::USAGE_GATEWAYS_DAYS, &[("zone", &zone)])}
                            </p>
                        }
                    })
            }}
            {move || {
                may_be_more
                    .get()
                    .then(|| {
                        let limit = LIMIT.to_string();
                        view! {
                            <p class="notices__line">
                                {tr(w::USAGE_MORE_SESSIONS, &[("n", &limit)])}
                            </p>
                        }
                    })
            }}
        </div>
    }
}

/// Only whether it failed, and why.
fn kind<T: Send + Sync + 'static>(value: Signal<Remote<T>>) -> Remote<()> {
    value.with(|value| match value {
        Remote::Failed(why) => Remote::Failed(why.clone()),
        _ => Remote::Loading,
    })
}
