//! What has no page of its own: messages and polls to people, turns of an agent without a chat, and the
//! browser an agent drives. Each is sent at most once; one whose end is unknown can be sent again under
//! the key it had, so that it is done once.

use leptos::prelude::*;
use serde_json::Value;

use super::call::{consequence, fresh, template};
use super::draft;
use super::fields::Fields;
use super::history::CallResult;
use super::state::{Call, DebugState, Outcome, patience};
use super::table::effect::{self, Effect};
use super::table::{params, scope};
use crate::gateway::error::CallError;
use crate::platform::document;
use crate::platform::watch::watch;
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::confirm::Confirm;
use crate::ui::input::json;
use crate::ui::segments::Segments;
use crate::ui::sheet::Section;
use crate::words::{Word, say, t, tr, w};

/// What is sent here, and which of its parameters are asked for.
const KINDS: [(&str, &[&str]); 5] = [
    (
        "send",
        &["to", "message", "channel", "accountId", "sessionKey", "mediaUrl", "idempotencyKey"],
    ),
    (
        "poll",
        &[
            "to",
            "question",
            "options",
            "maxSelections",
            "durationHours",
            "channel",
            "accountId",
            "idempotencyKey",
        ],
    ),
    (
        "agent",
        &["message", "agentId", "sessionKey", "thinking", "deliver", "timeout", "idempotencyKey"],
    ),
    ("agent.wait", &["runId", "timeoutMs"]),
    ("browser.request", &["method", "path", "query", "body", "timeoutMs"]),
];

#[component]
pub fn SendTab(state: DebugState) -> impl IntoView {
    let chosen = RwSignal::new(0_usize);
    // What `agent` has begun can be waited for.
    let run = RwSignal::new(None::<String>);
    let names: Vec<_> = [
        w::DEBUG_SEND_MESSAGE,
        w::DEBUG_SEND_POLL,
        w::DEBUG_SEND_AGENT,
        w::DEBUG_SEND_WAIT,
        w::DEBUG_SEND_BROWSER,
    ]
    .into_iter()
    .map(Into::into)
    .collect();
    view! {
        <Section title=w::DEBUG_SEND_TITLE note=w::DEBUG_SEND_NOTE>
            <div class="debug__tools">
                <Segments
                    label=w::DEBUG_SEND_TITLE
                    names
                    chosen=Signal::derive(move || Some(chosen.get()))
                    on_choose=move |at| chosen.set(at)
                />
            </div>
            {move || {
                let (method, fields) = KINDS[chosen.get()];
                view! { <Form state method fields chosen run/> }
            }}
        </Section>
    }
}

#[component]
fn Form(
    state: DebugState,
    method: &'static str,
    fields: &'static [&'static str],
    chosen: RwSignal<usize>,
    run: RwSignal<Option<String>>,
) -> impl IntoView {
    let connected = state.stores.connection.is_connected();
    let known = params::of(method).unwrap_or_default();
    let asked: Vec<_> = fields
        .iter()
        .filter_map(|name| known.iter().find(|it| it.name == *name).cloned())
        .collect();
    let needed = asked.clone();
    let begin = match (method, run.get_untracked()) {
        ("agent.wait", Some(run)) => serde_json::json!({ "runId": run }),
        _ => template(state, method),
    };
    let text = RwSignal::new(draft::pretty(&begin));
    let (tried, asking) = (RwSignal::new(false), RwSignal::new(false));
    let may = Memo::new(move |before: Option<&bool>| {
        connected.get().then(|| state.may(method)).or(before.copied()).unwrap_or(true)
    });
    let offered = Memo::new(move |before: Option<&bool>| {
        let known = connected.get().then(|| state.methods().iter().any(|it| it == method));
        known.or(before.copied()).unwrap_or(true)
    });
    let sent = RwSignal::new(None::<u32>);
    let call = Memo::new(move |_| sent.get().and_then(|number| state.made(number)));
    let busy = Signal::derive(move || {
        call.with(|call| call.as_ref().is_some_and(|call| call.outcome == Outcome::Waiting))
    });
    let unknown = Memo::new(move |_| call.with(|call| call.as_ref().is_some_and(is_unknown)));
    // Once it is known what came of it, the next is another one.
    watch(move || {
        let is_known = call
            .with(|call| call.as_ref().is_some_and(|call| !call.is_waiting() && !is_unknown(call)));
        if is_known
            && let Ok(Some(params)) = text.with_untracked(|text| json::read(text))
            && call.with_untracked(|call| {
                call.as_ref().is_some_and(|it| it.params.get(KEY) == params.get(KEY))
            })
        {
            text.set(draft::pretty(&fresh(&params)));
        }
        call.with(|call| {
            if let Some(run_id) = call.as_ref().and_then(run_of) {
                run.set(Some(run_id));
            }
        });
    });
    let send = move || {
        if let Ok(Some(params)) = text.with_untracked(|text| json::read(text)) {
            tried.set(false);
            sent.set(Some(state.run(method.to_owned(), params, patience(method))));
        }
    };
    let missing = move || {
        let json = text.with_untracked(|text| json::read(text)).ok().flatten();
        json.is_none_or(|json| !draft::missing(&needed, &json).is_empty())
    };
    let press = move || {
        tried.set(true);
        if missing() || !may.get_untracked() || busy.get_untracked() {
            return;
        }
        match effect::of(method, scope(method)) {
            Effect::Asks(_) => asking.set(true),
            Effect::Reads | Effect::Changes => send(),
        }
    };
    let lacks = move || {
        let scope = scope(method).map(|scope| scope.as_str()).unwrap_or_default();
        (!may.get()).then(|| {
            let said = tr(w::DEBUG_NEEDS, &[("scope", scope)]);
            view! { <Callout title=move || said.clone()/> }
        })
    };
    let danger = match effect::of(method, scope(method)) {
        Effect::Asks(danger) => consequence(danger),
        Effect::Reads | Effect::Changes => w::DEBUG_ASK_UNKNOWN,
    };
    let label = move || t(if unknown.get() { w::DEBUG_SEND_SAME } else { w::DEBUG_SEND_SEND });
    view! {
        <p class="debug__note">{say(about(method))}</p>
        {move || (!offered.get()).then(|| view! { <Callout title=w::DEBUG_NOT_THERE/> })}
        {lacks}
        <form
            class="debug__send"
            aria-label=method
            on:submit=move |event| {
                event.prevent_default();
                press();
            }
        >
            <Fields params=asked text tried named=name/>
            <p>
                <Button
                    label
                    variant=Variant::Primary
                    submit=true
                    busy
                    disabled=Signal::derive(move || !may.get() || !offered.get())
                />
            </p>
        </form>
        {move || unknown.get().then(|| view! {
            <Callout tone=Tone::Warning title=w::DEBUG_SEND_UNKNOWN/>
        })}
        <div class="debug__latest" aria-live="polite">
            {move || call.get().map(|call| {
                let begun = (call.method == "agent").then(|| after(&call, chosen)).flatten();
                view! {
                    {begun}
                    <CallResult state call/>
                }
            })}
        </div>
        <Confirm
            open=asking
            title=move || tr(w::DEBUG_ASK_TITLE, &[("method", method)])
            text=danger
            verb=w::DEBUG_SEND_SEND
            on_confirm=send
        />
    }
}

const KEY: &str = "idempotencyKey";

/// Nobody knows whether it was done.
fn is_unknown(call: &Call) -> bool {
    let Outcome::Failed { error, .. } = &call.outcome else { return false };
    matches!(error, CallError::Timeout | CallError::Offline) && call.params.get(KEY).is_some()
}

fn run_of(call: &Call) -> Option<String> {
    let Outcome::Answered { reply, .. } = &call.outcome else { return None };
    let run = reply.value.get("runId").and_then(Value::as_str);
    run.filter(|_| call.method == "agent").map(str::to_owned)
}

/// Where a turn of an agent can be followed.
fn after(call: &Call, chosen: RwSignal<usize>) -> Option<AnyView> {
    run_of(call)?;
    let session = call.params.get("sessionKey").and_then(Value::as_str);
    let link = session.map(|session| {
        let key = String::from(js_sys::encode_uri_component(session));
        let to = format!("{}chat?session={key}", document::base());
        view! { <a href=to>{say(w::DEBUG_SEND_CHAT)}</a> }
    });
    Some(
        view! {
            <p class="debug__row">
                <Button label=w::DEBUG_SEND_AWAIT small=true on_press=move || chosen.set(3)/>
                {link}
            </p>
        }
        .into_any(),
    )
}

fn about(method: &str) -> Word {
    match method {
        "send" => w::DEBUG_SEND_ABOUT_MESSAGE,
        "poll" => w::DEBUG_SEND_ABOUT_POLL,
        "agent" => w::DEBUG_SEND_ABOUT_AGENT,
        "agent.wait" => w::DEBUG_SEND_ABOUT_WAIT,
        _ => w::DEBUG_SEND_ABOUT_BROWSER,
    }
}

/// What a parameter is called for people.
fn name(param: &str) -> String {
    t(match param {
        "to" => w::DEBUG_PARAM_TO,
        "message" => w::DEBUG_PARAM_MESSAGE,
        "channel" => w::DEBUG_PARAM_CHANNEL,
        "accountId" => w::DEBUG_PARAM_ACCOUNT,
        "sessionKey" => w::DEBUG_PARAM_SESSION,
        "mediaUrl" => w::DEBUG_PARAM_MEDIA,
        "question" => w::DEBUG_PARAM_QUESTION,
        "options" => w::DEBUG_PARAM_OPTIONS,
        "maxSelections" => w::DEBUG_PARAM_SELECTIONS,
        "durationHours" => w::DEBUG_PARAM_HOURS,
        "agentId" => w::DEBUG_PARAM_AGENT,
        "thinking" => w::DEBUG_PARAM_THINKING,
        "deliver" => w::DEBUG_PARAM_DELIVER,
        "timeout" => w::DEBUG_PARAM_TIMEOUT,
        "timeoutMs" => w::DEBUG_PARAM_TIMEOUT_MS,
        "runId" => w::DEBUG_PARAM_RUN,
        "method" => w::DEBUG_PARAM_METHOD,
        "path" => w::DEBUG_PARAM_PATH,
        "query" => w::DEBUG_PARAM_QUERY,
        "body" => w::DEBUG_PARAM_BODY,
        KEY => w::DEBUG_PARAM_KEY,
        other => return other.to_owned(),
    })
}
