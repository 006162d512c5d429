//! What an operator can tell the agents from here: something to act on, or a note that wakes nobody.
//! Each says exactly what it does before it is done.

use icondata::{LuBellRing, LuNotebookPen};
use leptos::prelude::*;

use super::agents::some_beat;
use super::state::OverviewState;
use crate::platform::work;
use crate::protocol::method::{Method, Scope};
use crate::protocol::presence::SystemEvent;
use crate::protocol::system::{Wake, WakeMode};
use crate::ui::button::{Button, Variant};
use crate::ui::callout::Tone;
use crate::ui::dialog::Dialog;
use crate::ui::input::text::TextInput;
use crate::ui::toast::Toasts;
use crate::words::{Word, say, t, tr, w};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Wake,
    Note,
}

impl Deed {
    fn scope(self) -> Scope {
        match self {
            Self::Wake => Wake::SCOPE,
            Self::Note => SystemEvent::SCOPE,
        }
    }

    fn lacks(self) -> Word {
        match self {
            Self::Wake => w::OVERVIEW_WAKE_SCOPE,
            Self::Note => w::OVERVIEW_TELL_SCOPE,
        }
    }
}

#[component]
pub fn Actions(state: OverviewState) -> impl IntoView {
    let waking = RwSignal::new(false);
    let noting = RwSignal::new(false);
    let connected = state.stores.connection.is_connected();
    let may = move |deed: Deed| connected.get() && state.allows(deed.scope());
    let lacks = move |deed: Deed| {
        (connected.get() && !state.allows(deed.scope())).then(|| {
            let said = tr(deed.lacks(), &[("scope", deed.scope().as_str())]);
            view! { <p class="overview__note">{said}</p> }
        })
    };
    let offers_wake = move || state.offers::<Wake>() || !connected.get();
    let offers_note = move || state.offers::<SystemEvent>() || !connected.get();
    view! {
        <div class="actions">
            <Show when=offers_wake>
                <Button
                    label=w::OVERVIEW_WAKE
                    icon=LuBellRing
                    disabled=Signal::derive(move || !may(Deed::Wake))
                    on_press=move || waking.set(true)
                />
            </Show>
            <Show when=offers_note>
                <Button
                    label=w::OVERVIEW_TELL
                    icon=LuNotebookPen
                    disabled=Signal::derive(move || !may(Deed::Note))
                    on_press=move || noting.set(true)
                />
            </Show>
        </div>
        <Show when=offers_wake>{move || lacks(Deed::Wake)}</Show>
        <Show when=offers_note>{move || lacks(Deed::Note)}</Show>
        <Dialog open=waking title=w::OVERVIEW_WAKE>
            <WakeForm state open=waking />
        </Dialog>
        <Dialog open=noting title=w::OVERVIEW_TELL>
            <NoteForm state open=noting />
        </Dialog>
    }
}

#[component]
fn WakeForm(state: OverviewState, open: RwSignal<bool>) -> impl IntoView {
    let now = RwSignal::new(true);
    let beats = Memo::new(move |_| {
        state.stores.health.summary().with(|summary| summary.ready().map(some_beat))
    });
    let mode = move |is_now: bool, word: Word, means: Word| {
        view! {
            <label class="actions__mode">
                <input
                    type="radio"
                    name="wake-mode"
                    prop:checked=move || now.get() == is_now
                    on:change=move |_| now.set(is_now)
                />
                <span>
                    <span class="actions__name">{say(word)}</span>
                    <span class="actions__means">{say(means)}</span>
                </span>
            </label>
        }
    };
    let send = move |text: String| {
        let mode = if now.get_untracked() { WakeMode::Now } else { WakeMode::NextHeartbeat };
        async move { state.wake(mode, text).await }
    };
    view! {
        <TellForm verb=w::OVERVIEW_WAKE_VERB done=w::OVERVIEW_WAKE_DONE means=w::OVERVIEW_WAKE_MEANS open send>
            <fieldset class="actions__modes">
                <legend class="actions__name">{say(w::OVERVIEW_WAKE_WHEN)}</legend>
                {mode(true, w::OVERVIEW_WAKE_NOW, w::OVERVIEW_WAKE_NOW_MEANS)}
                {mode(false, w::OVERVIEW_WAKE_LATER, w::OVERVIEW_WAKE_LATER_MEANS)}
            </fieldset>
            {move || {
                (beats.get() == Some(false))
                    .then(|| view! { <p class="actions__warning">{say(w::OVERVIEW_WAKE_NO_BEATS)}</p> })
            }}
        </TellForm>
    }
}

#[component]
fn NoteForm(state: OverviewState, open: RwSignal<bool>) -> impl IntoView {
    let send = move |text: String| async move { state.note(text).await };
    view! {
        <TellForm verb=w::OVERVIEW_TELL_VERB done=w::OVERVIEW_TELL_DONE means=w::OVERVIEW_TELL_MEANS open send />
    }
}

/// A text and a button. What was typed stays when the gateway refuses it.
#[component]
fn TellForm<F>(
    verb: Word,
    done: Word,
    means: Word,
    open: RwSignal<bool>,
    send: impl Fn(String) -> F + Copy + 'static,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView
where
    F: Future<Output = Result<(), String>> + 'static,
{
    let toasts = expect_context::<Toasts>();
    let text = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let tell = move || {
        let said = text.get_untracked().trim().to_owned();
        if busy.get_untracked() {
            return;
        }
        if said.is_empty() {
            return problem.set(Some(t(w::OVERVIEW_TEXT_MISSING)));
        }
        busy.set(true);
        problem.set(None);
        work::begin(async move {
            let outcome = send(said).await;
            busy.try_set(false);
            match outcome {
                Ok(()) => {
                    toasts.say(Tone::Success, t(done));
                    open.try_set(false);
                }
                Err(why) if why.is_empty() => {
                    problem.try_set(Some(t(w::OVERVIEW_NOT_TAKEN)));
                }
                Err(why) => {
                    problem.try_set(Some(why));
                }
            }
        });
    };
    view! {
        <form
            class="actions__form"
            on:submit=move |event| {
                event.prevent_default();
                tell();
            }
        >
            <p class="actions__means">{say(means)}</p>
            <TextInput label=w::OVERVIEW_TEXT value=text problem=problem />
            {children.map(|children| children())}
            <div class="actions__choice">
                <Button label=w::UI_CANCEL on_press=move || open.set(false) />
                <Button label=verb variant=Variant::Primary busy=busy submit=true />
            </div>
        </form>
    }
}
