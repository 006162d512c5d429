//! Which version the gateway runs, whether it knows of a newer one, and the way to it.

use icondata::LuDownload;
use leptos::prelude::*;

use super::state::UpdateState;
use super::wording::duration;
use crate::platform::{clock, timer, work};
use crate::protocol::method::Scope;
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::confirm::Confirm;
use crate::words::{say, t, tn, tr, w};

#[component]
pub fn Version(
    state: UpdateState,
    /// Which runs.
    version: Signal<Option<String>>,
    is_idle: Signal<bool>,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let told = state.stores.health.update();
    let newer = Memo::new(move |_| {
        let asked = state.standing.with(|it| it.ready().and_then(|it| it.update_available.clone()));
        told.get().or(asked)
    });
    let latest = move || newer.with(|it| it.as_ref().and_then(|it| it.latest_version.clone()));
    let channel = move || {
        let asked =
            state.standing.with(|it| it.ready().and_then(|it| it.effective_channel.clone()));
        asked.or_else(|| newer.with(|it| it.as_ref().and_then(|it| it.channel.clone())))
    };
    let says = move || match latest() {
        Some(latest) => tr(w::CONFIG_UPDATE_AVAILABLE, &[("version", &latest)]),
        None => t(w::CONFIG_UPDATE_NONE_KNOWN),
    };
    let why_not = move || {
        if !state.is_offered() {
            Some(t(w::CONFIG_UPDATE_NOT_OFFERED))
        } else if !state.is_allowed() {
            Some(tr(w::CONFIG_UPDATE_NO_SCOPE, &[("scope", Scope::Admin.as_str())]))
        } else {
            None
        }
    };
    let cannot = Signal::derive(move || why_not().is_some() || !is_idle.get());
    let text = move || {
        let now = version.get().unwrap_or_else(|| t(w::CONFIG_UPDATE_VERSION_UNKNOWN));
        match latest() {
            Some(latest) => {
                tr(w::CONFIG_UPDATE_CONFIRM_TO, &[("before", &now), ("after", &latest)])
            }
            None => tr(w::CONFIG_UPDATE_CONFIRM, &[("before", &now)]),
        }
    };
    view! {
        <section class="standing__card" aria-label=say(w::CONFIG_UPDATE_VERSION)>
            <dl class="standing__facts">
                <dt>{say(w::CONFIG_UPDATE_VERSION)}</dt>
                <dd class="standing__version" dir="ltr">
                    {move || version.get().unwrap_or_else(|| t(w::CONFIG_UPDATE_VERSION_UNKNOWN))}
                </dd>
                {move || channel().map(|channel| view! {
                    <dt>{say(w::CONFIG_UPDATE_CHANNEL)}</dt>
                    <dd dir="ltr">{channel}</dd>
                })}
            </dl>
            <p class="standing__says" role="status">
                {says}
                {move || latest().map(|_| view! { " "<Badge text=w::CONFIG_UPDATE_NEW tone=Some(Tone::Info) /> })}
            </p>
            <div class="standing__actions">
                <Button
                    label=w::CONFIG_UPDATE_NOW
                    icon=Signal::stored(LuDownload)
                    variant=Variant::Primary
                    busy=state.running
                    disabled=cannot
                    on_press=move || asking.set(true)
                />
                {move || why_not().map(|why| view! { <p class="standing__note">{why}</p> })}
            </div>
            <Confirm
                open=asking
                title=w::CONFIG_UPDATE_CONFIRM_TITLE
                text=text
                verb=w::CONFIG_UPDATE_NOW
                on_confirm=move |()| work::begin(state.run())
            />
        </section>
    }
}

/// The gateway is at it: since when, and what to expect.
#[component]
pub fn Running(state: UpdateState) -> impl IntoView {
    let now = RwSignal::new(clock::now_ms());
    timer::every(1_000, move || now.set(clock::now_ms()));
    let title = move || match state.wait.left() {
        Some(seconds) => tn(w::CONFIG_UPDATE_WAIT, usize::try_from(seconds).unwrap_or(usize::MAX)),
        None => {
            let since = state.begun.with(|it| it.as_ref().map_or(0.0, |it| it.since));
            let time = duration((now.get() - since).max(0.0));
            tr(w::CONFIG_UPDATE_RUNNING, &[("time", &time)])
        }
    };
    view! {
        <Callout tone=Tone::Info title=title>
            <Show
                when=move || state.wait.left().is_some()
                fallback=|| view! { <p>{say(w::CONFIG_UPDATE_RUNNING_NOTE)}</p> }
            >
                <p><Button label=w::CONFIG_RAW_WAIT_CANCEL small=true on_press=move || state.wait.give_up() /></p>
            </Show>
        </Callout>
    }
}
