//! A wizard of the gateway, step by step: begun here, gone on with after a reload, cancelled at any
//! time.

use leptos::prelude::*;

pub mod answer;
pub mod step;

use super::state::DebugState;
use super::state::guided::{Guided, Stage};
use crate::gateway::Gateway;
use crate::protocol::method::{Method, Scope};
use crate::protocol::wizard::{WizardStart, WizardStep};
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::confirm::Confirm;
use crate::ui::input::select::{Choice, Select};
use crate::ui::input::text::{TextInput, TextKind};
use crate::ui::sheet::{Empty, Section};
use crate::words::{say, t, tr, w};
use step::Step;

#[component]
pub fn WizardTab(state: DebugState) -> impl IntoView {
    let stores = state.stores;
    let guided = Guided::new(stores);
    guided.follow();
    let offered = Memo::new(move |before: Option<&bool>| {
        let known = stores.connection.is_connected().get();
        let offered = known.then(|| state.gateway.with_value(|it| it.offers(WizardStart::NAME)));
        offered.or(before.copied()).unwrap_or(true)
    });
    let allowed = Memo::new(move |before: Option<&bool>| {
        let known = stores.connection.is_connected().get();
        known.then(|| stores.connection.allows(Scope::Admin)).or(before.copied()).unwrap_or(true)
    });
    let body = move || {
        if !offered.get() {
            return view! { <Empty text=w::DEBUG_WIZARD_NONE/> }.into_any();
        }
        if !allowed.get() {
            let lacks = || tr(w::DEBUG_NEEDS, &[("scope", Scope::Admin.as_str())]);
            return view! { <Callout title=lacks/> }.into_any();
        }
        view! { <Guide state guided/> }.into_any()
    };
    view! {
        <Section title=w::DEBUG_WIZARD_TITLE note=w::DEBUG_WIZARD_NOTE>
            {body}
        </Section>
    }
}

#[component]
fn Guide(state: DebugState, guided: Guided) -> impl IntoView {
    let problem = move || {
        guided.problem.get().map(|why| {
            view! {
                <div role="alert">
                    <Callout tone=Tone::Danger title=move || why.clone()/>
                </div>
            }
        })
    };
    let cancellable =
        move || guided.is_running() && !guided.stage.with(|it| matches!(it, Stage::Over { .. }));
    view! {
        <div class="debug__wizard">
            <Passed guided/>
            {problem}
            <div class="debug__stage" aria-live="polite">
                {move || match guided.stage.get() {
                    Stage::Nowhere => view! { <Begin state guided/> }.into_any(),
                    Stage::Resuming => waits(say(w::DEBUG_WIZARD_RESUMING)(), None),
                    Stage::Working(step) => waits(t(w::DEBUG_WIZARD_WORKING), step),
                    Stage::Asked(step) => view! { <Step guided step=*step/> }.into_any(),
                    Stage::Over { status, error } => over(guided, &status, error),
                    Stage::Lost(why) => lost(guided, why),
                }}
            </div>
            <Show when=cancellable>
                <p>
                    <Button
                        label=w::DEBUG_WIZARD_CANCEL
                        busy=Signal::from(guided.cancelling)
                        on_press=move || guided.cancel()
                    />
                </p>
            </Show>
        </div>
    }
}

/// What was answered so far.
#[component]
fn Passed(guided: Guided) -> impl IntoView {
    view! {
        <ol class="debug__passed" aria-label=say(w::DEBUG_WIZARD_PASSED)>
            {move || guided
                .passed
                .get()
                .into_iter()
                .map(|passed| view! {
                    <li>
                        <span dir="auto">{passed.question}</span>
                        {passed.answer.map(|answer| view! { <strong dir="auto">{answer}</strong> })}
                    </li>
                })
                .collect_view()}
        </ol>
    }
}

/// What to begin with, and the question before it.
#[component]
fn Begin(state: DebugState, guided: Guided) -> impl IntoView {
    let flow = RwSignal::new(String::new());
    let mode = RwSignal::new(String::new());
    let (workspace, channel) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let asking = RwSignal::new(false);
    // Only gateways that speak protocol 4 know more than the one wizard.
    let has_flows = Memo::new(move |_| {
        state.stores.connection.phase().track();
        state.gateway.with_value(Gateway::hello).is_some_and(|hello| hello.protocol >= 4)
    });
    let is_setup = move || flow.with(|flow| flow != "channels");
    let choice = |value: &str, label: String| Choice { value: value.to_owned(), label };
    let flows = Signal::derive(move || {
        vec![choice("", t(w::DEBUG_WIZARD_SETUP)), choice("channels", t(w::DEBUG_WIZARD_CHANNELS))]
    });
    let modes = Signal::derive(move || {
        vec![
            choice("", t(w::DEBUG_WIZARD_MODE_ASK)),
            choice("local", t(w::DEBUG_WIZARD_MODE_LOCAL)),
            choice("remote", t(w::DEBUG_WIZARD_MODE_REMOTE)),
        ]
    });
    let filled = |text: RwSignal<String>| {
        let text = text.get_untracked().trim().to_owned();
        (!text.is_empty()).then_some(text)
    };
    let begin = move || {
        let request = if untrack(is_setup) {
            WizardStart { mode: filled(mode), workspace: filled(workspace), ..Default::default() }
        } else {
            WizardStart { flow: filled(flow), channel: filled(channel), ..Default::default() }
        };
        guided.start(request);
    };
    view! {
        <form
            class="debug__begin"
            on:submit=move |event| {
                event.prevent_default();
                asking.set(true);
            }
        >
            <Show when=move || has_flows.get()>
                <div class="debug__field">
                    <span aria-hidden="true">{say(w::DEBUG_WIZARD_WHICH)}</span>
                    <Select label=w::DEBUG_WIZARD_WHICH value=flow choices=flows on_choose=move |it| flow.set(it)/>
                </div>
            </Show>
            <Show
                when=is_setup
                fallback=move || view! {
                    <TextInput label=w::DEBUG_WIZARD_CHANNEL value=channel kind=TextKind::Url hint=w::DEBUG_WIZARD_CHANNEL_HINT/>
                }
            >
                <div class="debug__field">
                    <span aria-hidden="true">{say(w::DEBUG_WIZARD_MODE)}</span>
                    <Select label=w::DEBUG_WIZARD_MODE value=mode choices=modes on_choose=move |it| mode.set(it)/>
                </div>
                <TextInput label=w::DEBUG_WIZARD_WORKSPACE value=workspace kind=TextKind::Url hint=w::DEBUG_WIZARD_WORKSPACE_HINT/>
            </Show>
            <p>
                <Button label=w::DEBUG_WIZARD_START variant=Variant::Primary submit=true/>
            </p>
        </form>
        <Confirm
            open=asking
            title=w::DEBUG_WIZARD_ASK
            text=w::DEBUG_ASK_GUIDES
            verb=w::DEBUG_WIZARD_START
            on_confirm=begin
        />
    }
}

/// The gateway is at it.
fn waits(words: String, step: Option<Box<WizardStep>>) -> AnyView {
    let told = step.map(|step| step::told(&step));
    view! {
        <div class="debug__working">
            <span class="debug__spinner" aria-hidden="true"></span>
            <p>{words}</p>
        </div>
        {told}
    }
    .into_any()
}

fn over(guided: Guided, status: &str, error: Option<String>) -> AnyView {
    let (tone, title) = match status {
        "done" => (Tone::Success, t(w::DEBUG_WIZARD_DONE)),
        "cancelled" => (Tone::Info, t(w::DEBUG_WIZARD_CANCELLED)),
        "gone" => (Tone::Warning, t(w::DEBUG_WIZARD_GONE)),
        "error" => (Tone::Danger, t(w::DEBUG_WIZARD_FAILED)),
        other => (Tone::Info, tr(w::DEBUG_WIZARD_ENDED, &[("status", other)])),
    };
    let error = error.filter(|error| error != "cancelled");
    view! {
        <Callout tone title=move || title.clone()>
            {error.map(|error| view! { <p dir="auto">{error}</p> })}
        </Callout>
        <p>
            <Button label=w::DEBUG_WIZARD_AGAIN on_press=move || guided.put_away()/>
        </p>
    }
    .into_any()
}

fn lost(guided: Guided, why: String) -> AnyView {
    view! {
        <Callout tone=Tone::Warning title=w::DEBUG_WIZARD_LOST details=why>
            <p>
                <Button label=w::DEBUG_WIZARD_LOOK small=true on_press=move || guided.look()/>
            </p>
        </Callout>
    }
    .into_any()
}
