//! The tab *Update*: which version the gateway runs, and bringing it to the newest. The gateway does
//! all of it itself; what it answers, and what it says once it is back, is put in plain words here.

pub mod outcome_card;
pub mod report;
pub mod standing;
pub mod state;
pub mod wording;

use leptos::prelude::*;

use super::desk::Desk;
use crate::gateway::phase::Phase;
use crate::platform::{timer, watch::watch, work};
use crate::protocol::update::UpdateStanding;
use crate::ui::button::Button;
use crate::ui::callout::{Callout, Tone};
use crate::ui::sheet::Section;
use crate::words::{say, t, tr, w};

use outcome_card::OutcomeCard;
use report::{Ending, Report};
use standing::{Running, Version};
use state::UpdateState;

/// How often a gateway is asked while it tells of an update that goes on.
const ASK_MS: u32 = 3_000;
/// Clocks of two computers may differ by so much.
const CLOCKS_MS: f64 = 120_000.0;

#[component]
pub fn UpdateTab(desk: Desk) -> impl IntoView {
    let stores = desk.state.stores;
    let state = UpdateState::new(stores);
    let phase = stores.connection.phase();
    watch(move || {
        if phase.with(|phase| *phase == Phase::Connected) {
            work::begin(state.load());
        }
    });
    let recorded = Memo::new(move |_| state.standing.with(|it| it.ready().and_then(of_standing)));
    let goes_on = Memo::new(move |_| {
        recorded.with(|it| it.as_ref().is_some_and(|it| it.ending == Ending::Running))
    });
    timer::every(ASK_MS, move || {
        if goes_on.get_untracked() {
            work::begin(state.load());
        }
    });
    let is_idle = Signal::derive(move || !state.running.get() && !goes_on.get());
    view! {
        <div class="standing">
            <Version
                state=state
                version=Signal::derive(move || desk.state.version())
                is_idle=is_idle
            />
            <div role="alert">
                {move || state.problem.get().map(|why| view! {
                    <Callout tone=Tone::Danger title=move || why.clone() />
                })}
            </div>
            <Show when=move || state.running.get()>
                <Running state=state />
            </Show>
            <div role="status">{move || last(state, recorded)}</div>
        </div>
    }
}

/// What the gateway's book says of the newest: the one that goes on, else the last, else the note.
fn of_standing(standing: &UpdateStanding) -> Option<Report> {
    let record = standing.active_run.as_ref().or(standing.last_run.as_ref());
    record
        .map(Report::of_record)
        .or_else(|| standing.sentinel.as_ref().and_then(Report::of_sentinel))
}

/// The last update: as the gateway tells it, or as it answered here.
fn last(state: UpdateState, recorded: Memo<Option<Report>>) -> Option<AnyView> {
    if state.running.get() {
        return None;
    }
    let begun = state.begun.get();
    let newer = recorded.get().filter(|report| {
        let since = begun.as_ref().map_or(f64::MIN, |begun| begun.since - CLOCKS_MS);
        report.ending == Ending::Running || report.at.is_none_or(|at| since <= at)
    });
    let back = begun.as_ref().and_then(|begun| back(state, begun));
    let is_told = newer.is_some();
    let card = match (newer, begun.as_ref().and_then(|it| it.reply.as_ref())) {
        (Some(report), _) => view! { <OutcomeCard report=report back=back /> }.into_any(),
        (None, Some(reply)) => {
            let report = Report::of_result(&reply.result);
            let said = reply.message.clone();
            let restarts = back.is_none() && reply.restart.as_ref().is_some_and(|it| !it.is_null());
            view! {
                <OutcomeCard report=report back=back />
                {said.map(|said| view! { <p class="standing__said" dir="auto">{said}</p> })}
                {restarts.then(|| view! { <p class="standing__note">{say(w::CONFIG_UPDATE_RESTARTS)}</p> })}
            }
            .into_any()
        }
        (None, None) => {
            let begun = begun.as_ref()?;
            let title =
                if begun.lost { w::CONFIG_UPDATE_LOST } else { w::CONFIG_UPDATE_UNANSWERED };
            view! {
                <Callout tone=Tone::Warning title=title>
                    {back.map(|back| view! { <p>{back}</p> })}
                </Callout>
            }
            .into_any()
        }
    };
    let forget = (begun.is_some() && !is_told).then(|| {
        view! { <Button label=w::UI_DISMISS small=true on_press=move || state.forget() /> }
    });
    Some(
        view! {
            <Section title=w::CONFIG_UPDATE_LAST note=w::CONFIG_UPDATE_SENTINEL>
                {card}
                <div>{forget}</div>
            </Section>
        }
        .into_any(),
    )
}

/// What is known once the gateway has been restarted since.
fn back(state: UpdateState, begun: &state::Begun) -> Option<String> {
    let welcome = state.stores.health.welcome().get()?;
    let is_back = welcome.running_since.is_some_and(|since| begun.since < since);
    // Early gateways call themselves `dev`, whatever they are.
    let named = |version: Option<String>| version.filter(|it| it != "dev");
    let now = state.stores.connection.version().get().filter(|_| is_back)?;
    let from = named(begun.from.clone());
    Some(match (from, named(Some(now))) {
        (Some(from), Some(now)) if from == now => {
            tr(w::CONFIG_UPDATE_BACK_SAME, &[("version", &now)])
        }
        (Some(from), Some(now)) => {
            tr(w::CONFIG_UPDATE_BACK_NEW, &[("before", &from), ("after", &now)])
        }
        (None, Some(now)) => tr(w::CONFIG_UPDATE_BACK, &[("version", &now)]),
        (_, None) => t(w::CONFIG_UPDATE_BACK_PLAIN),
    })
}
