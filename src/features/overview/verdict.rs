//! The one sentence at the top: whether all is well, and how old that is.

use icondata::{Icon as Glyph, LuCircleAlert, LuCircleCheck, LuCloudOff, LuLoader, LuRotateCw};
use leptos::prelude::*;

use super::matters::{Verdict, verdict};
use super::state::OverviewState;
use super::ticking::Ticking;
use super::waiting::{blind_spots, waiting};
use crate::gateway::phase::{Farewell, Phase};
use crate::platform::work;
use crate::protocol::health::Health as Ask;
use crate::ui::button::{Button, Variant};
use crate::ui::icon::{Icon, IconSize};
use crate::words::{say, t, tn, tr, w};

#[component]
pub fn Headline(state: OverviewState) -> impl IntoView {
    let stores = state.stores;
    let phase = stores.connection.phase();
    let said = Memo::new(move |_| {
        let welcome = stores.health.welcome().with(Option::is_some);
        let away = phase.with(|phase| away(phase, welcome));
        let is_known = stores.health.summary().with(|summary| summary.ready().is_some());
        let is_blind = !blind_spots(state).is_empty();
        verdict(&waiting(state), is_known, is_blind, away)
    });
    view! {
        <div class="overview__verdict" data-tone=move || tone(said.get())>
            <Icon glyph=Signal::derive(move || glyph(said.get())) size=IconSize::Large />
            <div class="overview__said">
                <div role="status" aria-label=say(w::OVERVIEW_STATE)>
                    <h2 class="overview__sentence">{move || sentence(said.get())}</h2>
                </div>
                <p class="overview__age">
                    <Age state phase />
                </p>
            </div>
            <CheckAgain state />
        </div>
    }
}

/// When it was said, or since when nothing new is known.
#[component]
fn Age(state: OverviewState, phase: Signal<Phase>) -> impl IntoView {
    let ticking = expect_context::<Ticking>();
    let heard = state.stores.health.heard_at();
    let back = move || phase.with(restarting_for);
    move || match state.old_since() {
        Some(at) => {
            let expected = back().map(|seconds| {
                view! { <span>{tr(w::OVERVIEW_BACK_IN, &[("seconds", &seconds.to_string())])}</span> }
            });
            let since = move || tr(w::OVERVIEW_OLD, &[("when", &ticking.ago(at))]);
            view! {
                <span>{since}</span>
                {expected}
            }
            .into_any()
        }
        None => match heard.get() {
            Some(at) => view! {
                <span>{move || tr(w::OVERVIEW_HEARD, &[("when", &ticking.ago(at))])}</span>
            }
            .into_any(),
            None => ().into_any(),
        },
    }
}

/// The gateway looks at itself about once a minute; here it is asked to do so now.
#[component]
fn CheckAgain(state: OverviewState) -> impl IntoView {
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let connected = state.stores.connection.is_connected();
    let check = move || {
        busy.set(true);
        problem.set(None);
        work::begin(async move {
            let outcome = state.stores.health.check().await;
            busy.try_set(false);
            problem.try_set(outcome.err());
        });
    };
    let offered = move || connected.get() && state.offers::<Ask>();
    view! {
        <Show when=offered>
            <div class="overview__check">
                <Button
                    label=w::OVERVIEW_CHECK
                    icon=LuRotateCw
                    variant=Variant::Quiet
                    small=true
                    busy=busy
                    on_press=check
                />
            </div>
            {move || problem.get().map(|why| view! { <p class="overview__problem" role="alert">{why}</p> })}
        </Show>
    }
}

/// Whether the connection is away, and whether the gateway has said that it restarts. While the first
/// connection is being made nothing is away.
fn away(phase: &Phase, was_here: bool) -> Option<bool> {
    match phase {
        Phase::Connected => None,
        Phase::Idle | Phase::Connecting if !was_here => None,
        Phase::Reconnecting { reason: Some(Farewell::Restarting { .. }), .. } => Some(true),
        _ => Some(false),
    }
}

/// In how many seconds the gateway means to be back, as it has said.
fn restarting_for(phase: &Phase) -> Option<u64> {
    match phase {
        Phase::Reconnecting {
            reason: Some(Farewell::Restarting { expected_ms: Some(ms) }),
            ..
        } => Some(ms.div_ceil(1000)),
        _ => None,
    }
}

fn sentence(verdict: Verdict) -> String {
    match verdict {
        Verdict::Looking => t(w::OVERVIEW_LOOKING),
        Verdict::Well => t(w::OVERVIEW_WELL),
        Verdict::WellAsFarAsSeen => t(w::OVERVIEW_WELL_SEEN),
        Verdict::Needs(count) => tn(w::OVERVIEW_NEEDS, count),
        Verdict::Away => t(w::OVERVIEW_AWAY),
        Verdict::Restarting => t(w::OVERVIEW_RESTARTING),
    }
}

fn tone(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Looking => "none",
        Verdict::Well | Verdict::WellAsFarAsSeen => "success",
        Verdict::Needs(_) | Verdict::Away | Verdict::Restarting => "warning",
    }
}

fn glyph(verdict: Verdict) -> Glyph {
    match verdict {
        Verdict::Looking => LuLoader,
        Verdict::Well | Verdict::WellAsFarAsSeen => LuCircleCheck,
        Verdict::Needs(_) => LuCircleAlert,
        Verdict::Away => LuCloudOff,
        Verdict::Restarting => LuRotateCw,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_connection_is_not_a_lost_one() {
        assert_eq!(away(&Phase::Connecting, false), None);
        assert_eq!(away(&Phase::Connecting, true), Some(false));
        let lost = |reason| Phase::Reconnecting { attempt: 1, retry_at_ms: None, reason };
        assert_eq!(away(&lost(None), true), Some(false));
        let restart = lost(Some(Farewell::Restarting { expected_ms: Some(1_500) }));
        assert_eq!((away(&restart, true), restarting_for(&restart)), (Some(true), Some(2)));
        assert_eq!(away(&Phase::Connected, true), None);
    }

    #[test]
    fn one_thing_is_one_thing() {
        assert_eq!(sentence(Verdict::Needs(1)), "1 thing needs you");
        assert_eq!(sentence(Verdict::Needs(3)), "3 things need you");
        assert_eq!(sentence(Verdict::Well), "All is well");
    }
}
