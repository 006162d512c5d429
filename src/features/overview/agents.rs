//! The agents and how often each looks around by itself; what the last look has brought; and the
//! switch for all of them.

use leptos::prelude::*;

use super::actions::Actions;
use super::state::OverviewState;
use super::ticking::{Ago, Ticking};
use crate::platform::work;
use crate::protocol::health::{
    AgentHealth, HealthSummary, HeartbeatEvent, HeartbeatPlan, LastHeartbeat, SetHeartbeats,
};
use crate::protocol::method::Scope;
use crate::remote::Remote;
use crate::ui::badge::Badge;
use crate::ui::button::Button;
use crate::ui::callout::Tone;
use crate::ui::remote_view::remote_view;
use crate::ui::sheet::{Empty, Section};
use crate::words::{Word, say, t, tn, tr, w};

#[component]
pub fn Agents(state: OverviewState) -> impl IntoView {
    let health = state.stores.health;
    let draw = move |summary: &HealthSummary| {
        if summary.agents.is_empty() {
            return view! { <Empty text=w::OVERVIEW_AGENTS_NONE /> }.into_any();
        }
        let lines = summary.agents.iter().map(|agent| line(state, summary, agent)).collect_view();
        view! { <ul class="overview__lines">{lines}</ul> }.into_any()
    };
    view! {
        <Section title=w::OVERVIEW_AGENTS note=w::OVERVIEW_AGENTS_NOTE>
            {remote_view(health.summary(), move || work::begin(health.load()), draw)}
            <LastBeat state />
            <Unread state />
            <PauseOrResume state />
            <Actions state />
        </Section>
    }
}

fn line(
    state: OverviewState,
    summary: &HealthSummary,
    agent: &AgentHealth,
) -> impl IntoView + use<> {
    let id = agent.agent_id.clone();
    let own = agent.name.clone().filter(|name| !name.trim().is_empty());
    let name = move || {
        let listed = state.stores.agents.name(Some(&id));
        listed.or_else(|| own.clone()).unwrap_or_else(|| id.as_str().to_owned())
    };
    let is_default = agent.is_default == Some(true)
        || summary.default_agent_id.as_ref() == Some(&agent.agent_id);
    let beats = every(agent.heartbeat.as_ref());
    let said = match beats.clone() {
        Beats::Every(every) => tr(w::OVERVIEW_EVERY, &[("every", &every)]),
        Beats::Never => t(w::OVERVIEW_NO_BEATS),
        Beats::NotTold => t(w::OVERVIEW_BEATS_NOT_TOLD),
    };
    view! {
        <li class="overview__line">
            <span class="overview__who">
                <span dir="auto">{name}</span>
                {is_default.then(|| view! { <Badge text=w::OVERVIEW_DEFAULT tone=None /> })}
            </span>
            <span class="overview__detail">{said}</span>
        </li>
    }
}

/// How often an agent looks around.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Beats {
    /// As the gateway writes it: `30m`.
    Every(String),
    Never,
    NotTold,
}

/// `0m` and `disabled` mean never, whatever else is said: early gateways call that enabled.
fn every(plan: Option<&HeartbeatPlan>) -> Beats {
    let Some(plan) = plan else { return Beats::NotTold };
    let every = plan.every.as_deref().map(str::trim).unwrap_or_default();
    let is_zero = every.trim_end_matches(|sign: char| sign.is_ascii_alphabetic()) == "0";
    if plan.enabled == Some(false) || is_zero || every == "disabled" {
        Beats::Never
    } else if every.is_empty() {
        Beats::NotTold
    } else {
        Beats::Every(every.to_owned())
    }
}

/// Whether any agent looks around by itself: if none does, waking may wake nobody.
pub(super) fn some_beat(summary: &HealthSummary) -> bool {
    summary.agents.iter().any(|agent| matches!(every(agent.heartbeat.as_ref()), Beats::Every(_)))
}

#[component]
fn LastBeat(state: OverviewState) -> impl IntoView {
    let last = state.stores.health.heartbeat();
    move || {
        last.with(|last| match last {
            Remote::Ready(Some(beat)) => Some(view! { <Beat beat=beat.clone() /> }.into_any()),
            Remote::Ready(None) => Some(
                view! { <p class="overview__calm">{say(w::OVERVIEW_BEAT_NONE)}</p> }.into_any(),
            ),
            Remote::Failed(why) if state.offers::<LastHeartbeat>() => {
                Some(view! { <p class="overview__note">{why.clone()}</p> }.into_any())
            }
            Remote::Absent | Remote::Loading | Remote::Failed(_) => None,
        })
    }
}

#[component]
fn Beat(beat: HeartbeatEvent) -> impl IntoView {
    let (word, tone) = outcome(beat.status.as_deref(), said(&beat.preview).is_some());
    let other = beat.status.clone().unwrap_or_default();
    let to = [said(&beat.channel), said(&beat.to)];
    let to = to.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let reason = said(&beat.message).or_else(|| Some(why(&said(&beat.reason)?)));
    let took = beat.duration_ms.filter(|ms| *ms >= 1.0);
    view! {
        <div class="overview__beat" role="group" aria-label=say(w::OVERVIEW_BEAT)>
            <p class="overview__title">
                {say(w::OVERVIEW_BEAT)} {beat.ts.map(|at| view! { " "<Ago at=at as f64 /> })}
            </p>
            <p class="overview__outcome">
                <Badge text=move || word.map_or_else(|| other.clone(), t) tone />
                {reason.map(|reason| view! { <span class="overview__detail">{reason}</span> })}
            </p>
            {said(&beat.preview)
                .map(|said| view! { <blockquote class="overview__preview" dir="auto">{said}</blockquote> })}
            {(!to.is_empty())
                .then(|| {
                    view! { <p class="overview__detail">{tr(w::OVERVIEW_BEAT_TO, &[("to", &to)])}</p> }
                })}
            {took
                .map(|ms| {
                    let seconds = format!("{:.1}", ms / 1000.0);
                    view! {
                        <p class="overview__detail">
                            {tr(w::OVERVIEW_BEAT_TOOK, &[("seconds", &seconds)])}
                        </p>
                    }
                })}
        </div>
    }
}

fn said(text: &Option<String>) -> Option<String> {
    text.clone().filter(|text| !text.trim().is_empty())
}

/// Why nothing came of it; a reason that is not known stays as it is.
fn why(reason: &str) -> String {
    t(match reason {
        "empty-heartbeat-file" => w::OVERVIEW_WHY_EMPTY,
        "disabled" => w::OVERVIEW_WHY_DISABLED,
        "quiet-hours" => w::OVERVIEW_WHY_QUIET,
        "requests-in-flight" => w::OVERVIEW_WHY_BUSY,
        "target-none" | "no-target" | "no-route" => w::OVERVIEW_WHY_NO_TARGET,
        other => return other.to_owned(),
    })
}

/// What came of a heartbeat, in words. `None` is a word of a later gateway. One that was skipped and
/// yet has words was taken, and told to nobody.
fn outcome(status: Option<&str>, has_words: bool) -> (Option<Word>, Option<Tone>) {
    match status.unwrap_or_default() {
        "sent" => (Some(w::OVERVIEW_BEAT_SENT), Some(Tone::Info)),
        "ok-empty" | "ok-token" => (Some(w::OVERVIEW_BEAT_CALM), Some(Tone::Success)),
        "skipped" if has_words => (Some(w::OVERVIEW_BEAT_KEPT), None),
        "skipped" => (Some(w::OVERVIEW_BEAT_SKIPPED), None),
        "failed" => (Some(w::OVERVIEW_BEAT_FAILED), Some(Tone::Danger)),
        "" => (Some(w::OVERVIEW_UNKNOWN), None),
        _ => (None, None),
    }
}

/// What was told to the agents and not read yet.
#[component]
fn Unread(state: OverviewState) -> impl IntoView {
    let queued = Memo::new(move |_| {
        let status = state.status();
        status.with(|it| it.ready().map(|it| it.queued_system_events.clone()).unwrap_or_default())
    });
    move || {
        let queued = queued.get();
        let count = queued.len();
        (count > 0).then(|| {
            let texts = queued.into_iter().map(|text| view! { <li dir="auto">{text}</li> });
            view! {
                <details class="overview__unread">
                    <summary>{move || tn(w::OVERVIEW_UNREAD, count)}</summary>
                    <ul>{texts.collect_view()}</ul>
                </details>
            }
        })
    }
}

/// Two buttons and not a switch: no gateway tells whether heartbeats are paused.
#[component]
fn PauseOrResume(state: OverviewState) -> impl IntoView {
    let ticking = expect_context::<Ticking>();
    let busy = RwSignal::new(None::<bool>);
    let problem = RwSignal::new(None::<String>);
    let connected = state.stores.connection.is_connected();
    let may = Memo::new(move |_| state.allows(Scope::Admin));
    let turn = move |on: bool| {
        if busy.get_untracked().is_some() {
            return;
        }
        busy.set(Some(on));
        problem.set(None);
        work::begin(async move {
            let outcome = state.turn_heartbeats(on).await;
            busy.try_set(None);
            problem.try_set(outcome.err());
        });
    };
    let button = move |on: bool, label: Word| {
        view! {
            <Button
                label=label
                small=true
                busy=Signal::derive(move || busy.get() == Some(on))
                disabled=Signal::derive(move || !may.get() || !connected.get())
                on_press=move || turn(on)
            />
        }
    };
    let turned = move || {
        state.turned().map(|turned| {
            let word = if turned.on { w::OVERVIEW_RESUMED } else { w::OVERVIEW_PAUSED };
            let when = ticking.ago(turned.at);
            view! { <p class="overview__turned">{tr(word, &[("when", &when)])}</p> }
        })
    };
    let offered = move || state.offers::<SetHeartbeats>() || !connected.get();
    view! {
        <Show when=offered>
            <div class="overview__switch" role="group" aria-label=say(w::OVERVIEW_BEATS)>
                {button(false, w::OVERVIEW_PAUSE)} {button(true, w::OVERVIEW_RESUME)}
            </div>
            <p class="overview__note">{say(w::OVERVIEW_PAUSE_MEANS)}</p>
            <div role="status">{turned}</div>
            {move || {
                (connected.get() && !may.get())
                    .then(|| {
                        let lacks = tr(w::OVERVIEW_PAUSE_SCOPE, &[("scope", Scope::Admin.as_str())]);
                        view! { <p class="overview__note">{lacks}</p> }
                    })
            }}
            {move || problem.get().map(|why| view! { <p class="overview__problem" role="alert">{why}</p> })}
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(enabled: bool, every: &str) -> Beats {
        let plan = HeartbeatPlan {
            enabled: Some(enabled),
            every: Some(every.to_owned()),
            ..HeartbeatPlan::default()
        };
        super::every(Some(&plan))
    }

    #[test]
    fn never_is_never_whatever_an_early_gateway_calls_it() {
        assert_eq!(plan(true, "0m"), Beats::Never);
        assert_eq!(plan(true, "0"), Beats::Never);
        assert_eq!(plan(true, "disabled"), Beats::Never);
        assert_eq!(plan(false, "30m"), Beats::Never);
        assert_eq!(plan(true, "30m"), Beats::Every("30m".to_owned()));
        assert_eq!(plan(true, "10m"), Beats::Every("10m".to_owned()));
        assert_eq!(every(None), Beats::NotTold);
    }

    #[test]
    fn a_word_of_a_later_gateway_is_left_as_it_is() {
        assert_eq!(outcome(Some("sent"), true).0, Some(w::OVERVIEW_BEAT_SENT));
        assert_eq!(outcome(Some("dreaming"), false), (None, None));
        assert_eq!(outcome(Some("skipped"), true).0, Some(w::OVERVIEW_BEAT_KEPT));
        assert_eq!(outcome(Some("skipped"), false).0, Some(w::OVERVIEW_BEAT_SKIPPED));
        assert_eq!(why("lost-at-sea"), "lost-at-sea");
        assert_eq!(outcome(None, false).0, Some(w::OVERVIEW_UNKNOWN));
    }
}
