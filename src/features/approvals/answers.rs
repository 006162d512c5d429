//! The answers to one question. They belong to its id: whatever else arrives, they go nowhere else.

use leptos::{ev, html, prelude::*};

use crate::platform::work;
use crate::protocol::approvals::Decision;
use crate::store::Stores;
use crate::store::approvals::queue::{Ask, Stand, What};
use crate::ui::callout::{Callout, Tone};
use crate::words::{Word, say, t, tr, w};

/// So long after a question has come the buttons rest: a click or key meant for the one before must
/// not reach it.
pub(super) const REST_MS: u32 = 700;

/// The three answers of one question.
#[component]
pub(super) fn Answers(
    stores: Stores,
    ask: StoredValue<Ask>,
    stand: Option<Stand>,
    /// The buttons rest until then.
    #[prop(into)]
    is_ready: Signal<bool>,
    /// Whether letters lead to the buttons: only where there is one question.
    #[prop(optional)]
    with_keys: bool,
) -> impl IntoView {
    let trouble = match &stand {
        Some(Stand::Waiting { trouble }) => trouble.clone(),
        _ => None,
    };
    let sent = match stand {
        Some(Stand::Answering(decision)) => Some(decision),
        _ => None,
    };
    let is_sent = sent.is_some();
    let answer = move |decision: Decision| {
        if is_ready.get_untracked() && !is_sent {
            let id = ask.with_value(|ask| ask.id.clone());
            work::begin(stores.approvals.answer(id, decision));
        }
    };
    let offered = |decision: Decision| ask.with_value(|ask| ask.allows(&decision));
    let (deny, once, always) = (
        NodeRef::<html::Button>::new(),
        NodeRef::<html::Button>::new(),
        NodeRef::<html::Button>::new(),
    );
    // A letter only goes to a button; Enter there answers. Two movements, so none is by accident.
    let keys = with_keys.then(|| {
        window_event_listener(ev::keydown, move |event| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let to = match event.key().to_lowercase().as_str() {
                "d" => deny,
                "o" => once,
                "a" => always,
                _ => return,
            };
            if let Some(button) = to.get_untracked() {
                event.prevent_default();
                let _focused = button.focus();
            }
        })
    });
    on_cleanup(move || {
        if let Some(keys) = keys {
            keys.remove();
        }
    });
    let always_text = move || {
        ask.with_value(|ask| match &ask.what {
            What::Command(command) => {
                let agent = command.agent_id.as_ref();
                let agent = agent
                    .and_then(|id| stores.agents.name(Some(id)))
                    .or_else(|| agent.map(ToString::to_string));
                let who = agent.unwrap_or_else(|| t(w::APPROVALS_SOMEONE));
                match &command.resolved_path {
                    Some(path) => tr(w::APPROVALS_ALWAYS_ADDS, &[("path", path), ("who", &who)]),
                    None => tr(w::APPROVALS_ALWAYS_REMEMBERS, &[("who", &who)]),
                }
            }
            What::Plugin(_) => t(w::APPROVALS_ALWAYS_PLUGIN),
        })
    };
    let button = move |word: Word,
                       key: &'static str,
                       decision: Decision,
                       kind: &'static str,
                       place| {
        let is_mine = sent.as_ref() == Some(&decision);
        let is_offered = offered(decision.clone());
        is_offered.then(|| {
            view! {
                <button
                    class="button approvals__answer"
                    type="button"
                    node_ref=place
                    data-variant=kind
                    aria-keyshortcuts=with_keys.then_some(key)
                    aria-busy=is_mine.then_some("true")
                    aria-disabled=move || (!is_ready.get() || is_sent).then_some("true")
                    on:click=move |_| answer(decision.clone())
                >
                    <span class="button__label">{say(word)}</span>
                    {with_keys.then(|| view! { <kbd aria-hidden="true">{key.to_uppercase()}</kbd> })}
                </button>
            }
        })
    };
    view! {
        {trouble.map(|trouble| view! {
            <div role="alert">
                <Callout tone=Tone::Danger title=trouble><p>{say(w::APPROVALS_TROUBLE)}</p></Callout>
            </div>
        })}
        <div class="approvals__answers">
            {button(w::APPROVALS_DENY, "d", Decision::Deny, "plain", deny)}
            {button(w::APPROVALS_ALLOW_ONCE, "o", Decision::AllowOnce, "plain", once)}
        </div>
        {offered(Decision::AllowAlways).then(|| view! {
            <div class="approvals__always">
                {button(w::APPROVALS_ALLOW_ALWAYS, "a", Decision::AllowAlways, "plain", always)}
                <p>{always_text}</p>
            </div>
        })}
    }
}
