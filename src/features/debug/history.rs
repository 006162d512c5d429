//! The calls made from here and what came of them, the newest first. Parameters are shown without what
//! looks like a secret.

use icondata::LuChevronRight;
use leptos::prelude::*;

use super::draft;
use super::methods::href;
use super::reply::{ReplyView, size};
use super::state::{Call, DebugState, Outcome};
use super::table::effect::{self, Effect};
use super::table::scope;
use crate::gateway::error::CallError;
use crate::platform::moment;
use crate::protocol::mask::mask_value;
use crate::ui::badge::Badge;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::icon::Icon;
use crate::ui::sheet::Section;
use crate::ui::tree::Tree;
use crate::words::{say, t, tr, w};

#[component]
pub fn Calls(state: DebugState) -> impl IntoView {
    let calls = Memo::new(move |_| state.calls());
    view! {
        <Show when=move || calls.with(|calls| !calls.is_empty())>
            <Section title=w::DEBUG_HISTORY note=w::DEBUG_HISTORY_NOTE>
                <ol class="debug__history">
                    <For each=move || calls.get() key=|call| call.number let:call>
                        <Entry state number=call.number/>
                    </For>
                </ol>
            </Section>
        </Show>
    }
}

#[component]
fn Entry(state: DebugState, number: u32) -> impl IntoView {
    let call = Memo::new(move |_| state.made(number));
    let open = RwSignal::new(false);
    let line = move || {
        call.get().map(|call| {
            view! {
                <code dir="ltr">{call.method.clone()}</code>
                {badge(&call.outcome)}
                <span class="debug__note">{told(&call.outcome)}</span>
                <time class="debug__note">{moment::date_and_time(call.at)}</time>
            }
        })
    };
    view! {
        <li>
            <details class="debug__entry" on:toggle=move |_| open.update(|open| *open = !*open)>
                <summary>
                    <Icon glyph=LuChevronRight/>
                    {line}
                </summary>
                <div class="debug__outcome">
                    {move || (open.get()).then(|| call.get().map(|call| view! { <Opened state call/> }))}
                </div>
            </details>
        </li>
    }
}

#[component]
fn Opened(state: DebugState, call: Call) -> impl IntoView {
    let sent = draft::pretty(&mask_value(&call.params));
    let again = call.clone();
    let run_again = move || {
        let Call { method, params, patience_s, .. } = again.clone();
        if effect::of(&method, scope(&method)) == Effect::Reads {
            state.run(method, (*params).clone(), patience_s);
        } else {
            // It is looked at once more before it is sent.
            state.refill.set(Some((method.clone(), params)));
            state.method.set(Some(method));
        }
    };
    view! {
        <p class="debug__row">
            <Button label=w::DEBUG_AGAIN small=true on_press=run_again/>
            <a href=href(Some(&call.method))>{say(w::DEBUG_OPEN)}</a>
        </p>
        <p class="debug__note">{say(w::DEBUG_SENT)}</p>
        <pre class="debug__text" dir="ltr" tabindex="0">{sent}</pre>
        <CallResult state call/>
    }
}

/// What came of a call.
#[component]
pub fn CallResult(state: DebugState, call: Call) -> impl IntoView {
    let number = call.number;
    let name = call.method.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
    let line = view! {
        <p class="debug__row">
            {badge(&call.outcome)}
            <span class="debug__note">{told(&call.outcome)}</span>
            {call.is_waiting().then(|| view! {
                <Button
                    label=w::DEBUG_LEAVE
                    small=true
                    variant=Variant::Quiet
                    on_press=move || state.leave(number)
                />
            })}
        </p>
    };
    let body = match call.outcome {
        Outcome::Waiting | Outcome::Left | Outcome::Forgotten { .. } => ().into_any(),
        Outcome::Answered { reply, more, .. } => view! {
            {more.then(|| view! { <p class="debug__note">{say(w::DEBUG_MORE)}</p> })}
            <ReplyView state reply name/>
        }
        .into_any(),
        Outcome::Failed { error, .. } => failure(&error),
    };
    view! {
        {line}
        {body}
    }
}

fn badge(outcome: &Outcome) -> AnyView {
    match outcome {
        Outcome::Waiting => view! { <Badge text=w::DEBUG_WAITING/> }.into_any(),
        Outcome::Answered { more: true, .. } => {
            view! { <Badge text=w::DEBUG_ACCEPTED tone=Some(Tone::Info)/> }.into_any()
        }
        Outcome::Answered { .. } | Outcome::Forgotten { .. } => {
            view! { <Badge text=w::DEBUG_ANSWERED tone=Some(Tone::Success)/> }.into_any()
        }
        Outcome::Failed { error: CallError::Refused { .. }, .. } => {
            view! { <Badge text=w::DEBUG_REFUSED tone=Some(Tone::Warning)/> }.into_any()
        }
        Outcome::Failed { .. } => {
            view! { <Badge text=w::DEBUG_FAILED tone=Some(Tone::Danger)/> }.into_any()
        }
        Outcome::Left => view! { <Badge text=w::DEBUG_LEFT/> }.into_any(),
    }
}

/// How long it took, and how much came.
fn told(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Waiting | Outcome::Left => String::new(),
        Outcome::Failed { took_ms, .. } => duration(*took_ms),
        Outcome::Answered { reply, took_ms, .. } => {
            format!("{} · {}", duration(*took_ms), size(reply.bytes))
        }
        Outcome::Forgotten { took_ms } => {
            format!("{} · {}", duration(*took_ms), t(w::DEBUG_FORGOTTEN))
        }
    }
}

/// What the gateway has said no with, in its own words; what else went wrong, in ours.
pub fn failure(error: &CallError) -> AnyView {
    let sentence = error.sentence();
    let more = match error {
        CallError::Refused { code, details, .. } => {
            let details = details.clone().map(|details| {
                view! { <Tree value=mask_value(&details).into()/> }
            });
            Some(view! {
                <p><code dir="ltr">{code.clone()}</code></p>
                {details}
            })
        }
        _ => None,
    };
    let advice = match error {
        CallError::Timeout | CallError::Offline => Some(w::DEBUG_PERHAPS),
        CallError::Refused { .. } => Some(w::DEBUG_REFUSED_NOTE),
        _ => None,
    };
    let tone =
        if matches!(error, CallError::Refused { .. }) { Tone::Warning } else { Tone::Danger };
    view! {
        <Callout tone title=move || sentence.clone()>
            {advice.map(|advice| view! { <p>{say(advice)}</p> })}
            {more}
        </Callout>
    }
    .into_any()
}

/// In milliseconds, or in seconds where that says more.
fn duration(ms: f64) -> String {
    if ms < 1_000.0 {
        tr(w::DEBUG_MS, &[("n", &format!("{ms:.0}"))])
    } else {
        tr(w::DEBUG_SECONDS, &[("n", &format!("{:.1}", ms / 1_000.0))])
    }
}
