//! Whether and how replies are spoken: on or off, by whom, who steps in, and as whom.

use leptos::prelude::*;
use serde_json::Value;

use super::lacks::{Layout, dotted};
use super::state::{Deed, VoiceState};
use crate::platform::document;
use crate::protocol::method::Scope;
use crate::protocol::voice::{TtsPersonas, TtsState};
use crate::ui::badge::Badge;
use crate::ui::callout::{Callout, Tone};
use crate::ui::input::select::{Choice, Select};
use crate::ui::input::switch::Switch;
use crate::ui::sheet::Section;
use crate::words::{Word, say, t, tr, w};

#[component]
pub fn Speech(state: VoiceState) -> impl IntoView {
    let status = state.status();
    let read = move |read: fn(&TtsState) -> bool| status.with(|it| it.ready().is_some_and(read));
    let enabled = Memo::new(move |_| read(|it| it.enabled == Some(true)));
    let may_act = Signal::derive(move || state.stores.connection.allows(Scope::Write));
    let disabled = Signal::derive(move || !may_act.get() || state.is_busy());
    let refused = Memo::new(move |_| state.refusal(&Deed::Switch(true)));
    let facts = Memo::new(move |_| status.with(|it| it.ready().map(facts).unwrap_or_default()));
    let auto = Memo::new(move |_| status.with(|it| it.ready().and_then(auto)));
    let badge = move || match enabled.get() {
        true => view! { <Badge text=w::VOICE_ON tone=Some(Tone::Success)/> },
        false => view! { <Badge text=w::VOICE_OFF/> },
    };
    view! {
        <Section title=w::VOICE_SPEECH note=w::VOICE_SPEECH_NOTE actions=move || view! { {badge} }>
            <Switch
                label=w::VOICE_SPEAK
                on=enabled
                disabled=disabled
                on_turn=move |on| state.begin(Deed::Switch(on))
            />
            {move || {
                (!may_act.get()).then(|| {
                    let lacks = tr(w::VOICE_WRITE, &[("scope", Scope::Write.as_str())]);
                    view! { <p class="voice__note">{lacks}</p> }
                })
            }}
            {refusal(refused)}
            <dl class="voice__facts">
                {move || {
                    auto.get().map(|(word, raw)| view! {
                        <div class="voice__fact">
                            <dt>{say(w::VOICE_AUTO)}</dt>
                            <dd>{move || word.map_or_else(|| raw.clone(), t)}</dd>
                        </div>
                    })
                }}
                {move || {
                    facts.get().into_iter().map(|(word, said)| view! {
                        <div class="voice__fact">
                            <dt>{say(word)}</dt>
                            <dd dir="auto">{said}</dd>
                        </div>
                    }).collect_view()
                }}
            </dl>
            <Personas state disabled/>
            {move || {
                state.layout().map(|layout| view! { <p class="voice__note">{more(layout)}</p> })
            }}
        </Section>
    }
}

/// A refusal where it belongs.
pub(super) fn refusal(refused: Memo<Option<String>>) -> impl IntoView {
    view! {
        <div role="alert">
            {move || refused.get().map(|why| view! { <Callout tone=Tone::Danger title=move || why.clone()/> })}
        </div>
    }
}

/// A way into the configuration.
pub(super) fn config_link(pointer: &str) -> String {
    let at = String::from(js_sys::encode_uri_component(pointer)).replace("%2F", "/");
    format!("{}config?at={at}", document::base())
}

fn more(layout: Layout) -> impl IntoView {
    let at = layout.root();
    let to = config_link(at);
    let label = move || tr(w::VOICE_MORE, &[("what", &dotted(at))]);
    view! { <a href=to>{label}</a> }
}

/// When replies are spoken: a word of ours, or the gateway's own.
fn auto(state: &TtsState) -> Option<(Option<Word>, String)> {
    let raw = match state.auto.as_ref()? {
        Value::String(word) => word.clone(),
        Value::Bool(true) => "always".to_owned(),
        Value::Bool(false) => "off".to_owned(),
        _ => return None,
    };
    let word = match raw.as_str() {
        "off" => Some(w::VOICE_AUTO_OFF),
        "always" => Some(w::VOICE_AUTO_ALWAYS),
        "inbound" => Some(w::VOICE_AUTO_INBOUND),
        "tagged" => Some(w::VOICE_AUTO_TAGGED),
        _ => None,
    };
    Some((word, raw))
}

fn facts(state: &TtsState) -> Vec<(Word, String)> {
    let named = |id: &String| {
        let label = state.provider_states.iter().find(|it| it.id == *id)?.label.clone();
        label.filter(|label| !label.is_empty())
    };
    let name = |id: &String| named(id).unwrap_or_else(|| id.clone());
    let mut fallbacks = state.fallback_providers.clone();
    if fallbacks.is_empty() {
        fallbacks.extend(state.fallback_provider.clone());
    }
    let fallbacks: Vec<String> = fallbacks.iter().map(name).collect();
    let provider = state.provider.as_ref().filter(|it| !it.is_empty());
    let mut facts = vec![
        (w::VOICE_PROVIDER, provider.map_or_else(|| t(w::VOICE_PROVIDER_NONE), name)),
        (
            w::VOICE_FALLBACKS,
            if fallbacks.is_empty() { t(w::VOICE_FALLBACKS_NONE) } else { fallbacks.join(", ") },
        ),
    ];
    facts.extend(state.prefs_path.clone().map(|path| (w::VOICE_PREFS, path)));
    facts
}

/// As whom the gateway speaks, where it knows of such.
#[component]
fn Personas(state: VoiceState, disabled: Signal<bool>) -> impl IntoView {
    let personas = state.personas();
    let choices = Memo::new(move |_| {
        let nobody = Choice { value: String::new(), label: t(w::VOICE_PERSONA_NONE) };
        let all = personas.with(|list| {
            let all = list.ready().map(|it| it.personas.clone()).unwrap_or_default();
            all.into_iter()
                .map(|it| Choice {
                    label: it.label.filter(|it| !it.is_empty()).unwrap_or_else(|| it.id.clone()),
                    value: it.id,
                })
                .collect::<Vec<_>>()
        });
        [vec![nobody], all].concat()
    });
    let active = Memo::new(move |_| {
        personas.with(|list| list.ready().and_then(|it| it.active.clone())).unwrap_or_default()
    });
    let about = Memo::new(move |_| {
        personas.with(|list| {
            let active = active.get();
            let found = list.ready()?.personas.iter().find(|it| it.id == active)?;
            found.description.clone()
        })
    });
    let refused = Memo::new(move |_| state.refusal(&Deed::Persona(None)));
    let choose = move |id: String| {
        state.begin(Deed::Persona(Some(id).filter(|id| !id.is_empty())));
    };
    let is_there = Memo::new(move |_| state.offers::<TtsPersonas>() && choices.with(Vec::len) > 1);
    view! {
        <Show when=move || is_there.get()>
            <div class="voice__choice">
                <span class="voice__label">{say(w::VOICE_PERSONA)}</span>
                <Select label=w::VOICE_PERSONA value=active choices=choices disabled=disabled on_choose=choose/>
                <span class="voice__note" dir="auto">{move || about.get()}</span>
            </div>
            {refusal(refused)}
        </Show>
    }
}
