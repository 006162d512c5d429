//! Being told while no console is open, where the gateway pushes.

use icondata::LuBellRing;
use leptos::prelude::*;

use super::state::{Category, PushState};
use crate::platform::notify::{Permission, permission};
use crate::platform::push;
use crate::platform::watch::watch;
use crate::store::Stores;
use crate::ui::button::Button;
use crate::ui::callout::{Callout, Tone};
use crate::ui::input::switch::Switch;
use crate::words::{say, t, w};

#[component]
pub fn Pushed(stores: Stores) -> impl IntoView {
    let state = PushState::new(stores);
    let connected = stores.connection.is_connected();
    // While the connection is away nothing is known of the gateway, and this stays as it is.
    let is_offered = Memo::new(move |before: Option<&bool>| {
        let known = connected.get().then(|| untrack(|| state.is_offered()));
        known.or(before.copied()).unwrap_or_default()
    });
    watch(move || {
        if connected.get() {
            untrack(|| state.look());
        }
    });
    move || {
        is_offered.get().then(|| match push::is_supported() {
            true => view! { <Subscription state connected/> }.into_any(),
            false => {
                view! { <p class="settings__note">{say(w::TOLD_PUSH_UNSUPPORTED)}</p> }.into_any()
            }
        })
    }
}

#[component]
fn Subscription(state: PushState, connected: Signal<bool>) -> impl IntoView {
    let is_on = Memo::new(move |_| state.is_on());
    let is_other = Memo::new(move |_| state.is_of_other_key());
    let is_still = Signal::derive(move || state.busy.get() || !connected.get());
    let is_denied = permission() == Permission::Denied;
    let is_stuck = Signal::derive(move || is_still.get() || is_denied);
    view! {
        <div class="settings__switches" role="group" aria-label=say(w::TOLD_PUSH)>
            <Switch label=w::TOLD_PUSH on=is_on disabled=is_stuck on_turn=move |on| state.turn(on)/>
            <p class="settings__note">{say(w::TOLD_PUSH_NOTE)}</p>
            {is_denied
                .then(|| view! { <p class="settings__note">{say(w::APPROVALS_NOTIFY_DENIED)}</p> })}
            <Show when=move || is_other.get()>
                <Callout tone=Tone::Warning title=w::TOLD_PUSH_OTHER_KEY>
                    <p>{say(w::TOLD_PUSH_OTHER_KEY_WHY)}</p>
                    <p>
                        <Button
                            label=w::TOLD_PUSH_ANEW
                            busy=state.busy
                            disabled=is_stuck
                            on_press=move || state.turn(true)
                        />
                    </p>
                </Callout>
            </Show>
            <Show when=move || is_on.get()>
                <Chosen state disabled=is_still/>
                <Show when=move || state.can_test()>
                    <Button
                        label=w::TOLD_PUSH_TEST
                        icon=LuBellRing
                        disabled=is_still
                        on_press=move || state.test()
                    />
                    <p class="settings__note">{say(w::TOLD_PUSH_TEST_NOTE)}</p>
                </Show>
            </Show>
            <div role="status">
                {move || state.told.get().map(|(tone, told)| view! { <Callout tone title=told/> })}
            </div>
        </div>
    }
}

/// What the gateway pushes, where it lets one choose.
#[component]
fn Chosen(state: PushState, disabled: Signal<bool>) -> impl IntoView {
    let names = Memo::new(move |_| state.names());
    let known = Memo::new(move |_| {
        state.categories().into_iter().map(|(category, _)| category).collect::<Vec<_>>()
    });
    let switch = move |category: Category| {
        let (asked, label) = (category.clone(), category.clone());
        let on = Memo::new(move |_| {
            state.categories().into_iter().any(|(category, on)| on && category == asked)
        });
        let turn = move |on| state.choose(category.clone(), on);
        view! { <Switch label=move || said(&label) on disabled on_turn=turn/> }
    };
    view! {
        <Show when=move || names.with(Option::is_some)>
            <div class="settings__kinds" role="group" aria-label=say(w::TOLD_PUSH_KINDS)>
                <p class="settings__note" aria-hidden="true">{say(w::TOLD_PUSH_KINDS)}</p>
                <For each=move || known.get() key=Category::clone let:category>
                    {switch(category)}
                </For>
                <Switch
                    label=w::TOLD_PUSH_NAMES
                    on=Signal::derive(move || names.get() == Some(true))
                    disabled
                    on_turn=move |on| state.say_names(on)
                />
            </div>
        </Show>
    }
}

/// A category of a later gateway is called as the gateway calls it.
fn said(category: &str) -> String {
    match category {
        "approvalRequested" => t(w::TOLD_APPROVALS),
        "agentFinished" => t(w::TOLD_RUNS),
        "agentQuestion" => t(w::TOLD_PUSH_QUESTIONS),
        "humanMentioned" => t(w::TOLD_PUSH_MENTIONS),
        "scheduledTaskFailed" => t(w::TOLD_JOBS),
        "backgroundTaskFailed" => t(w::TOLD_PUSH_TASKS),
        other => other.to_owned(),
    }
}
