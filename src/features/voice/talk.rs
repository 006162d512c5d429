//! Talk mode: whether it is on, which node could talk, and why none can.

use leptos::prelude::*;

use super::able::Rule;
use super::state::VoiceState;
use crate::platform::{document, moment, timer, work};
use crate::protocol::method::{Method, Scope};
use crate::protocol::voice::TalkMode;
use crate::store::nodes::title;
use crate::ui::badge::Badge;
use crate::ui::button::Button;
use crate::ui::callout::{Callout, Tone};
use crate::ui::input::select::{Choice, Select};
use crate::ui::sheet::Section;
use crate::words::{Word, say, t, tr, w};

/// The phases that the apps know.
const PHASES: [&str; 4] = ["idle", "listening", "thinking", "speaking"];
/// Late gateways, which ask what a node can do and not what it is, have this.
const LATE: &str = "talk.catalog";

#[component]
pub fn Talk(state: VoiceState) -> impl IntoView {
    let stores = state.stores;
    let told = stores.voice.talk();
    let minute = timer::minutes();
    let rule = Memo::new(move |_| {
        stores.connection.phase().track();
        match stores.nodes.offers(LATE) {
            true => Rule::Capable,
            false => Rule::Mobile,
        }
    });
    let busy = RwSignal::new(None::<bool>);
    let refused = RwSignal::new(None::<String>);
    let phase = RwSignal::new(String::new());
    let may_act = Signal::derive(move || stores.connection.allows(Scope::Write));
    let switch = move |on: bool| {
        if busy.get_untracked().is_some() {
            return;
        }
        busy.set(Some(on));
        refused.set(None);
        let phase = Some(phase.get_untracked()).filter(|it| on && !it.is_empty());
        work::begin(async move {
            let done = stores.voice.switch_talk(on, phase).await;
            busy.try_set(None);
            if let Err(error) = done {
                refused.try_set(Some(error.sentence()));
            }
        });
    };
    let badge = move || match told.with(|it| it.as_ref().and_then(|it| it.enabled)) {
        Some(true) => view! { <Badge text=w::VOICE_ON tone=Some(Tone::Success)/> }.into_any(),
        Some(false) => view! { <Badge text=w::VOICE_OFF/> }.into_any(),
        None => ().into_any(),
    };
    let news = move || {
        minute.track();
        let Some(talk) = told.get() else { return t(w::VOICE_TALK_UNTOLD) };
        let when = talk.ts.map(|at| moment::ago(at as f64)).unwrap_or_default();
        let word = match talk.enabled {
            Some(true) => w::VOICE_TALK_ON,
            _ => w::VOICE_TALK_OFF,
        };
        let said = tr(word, &[("when", &when)]);
        match talk.phase.filter(|phase| !phase.is_empty()) {
            Some(phase) => {
                format!("{said} {}", tr(w::VOICE_TALK_PHASE, &[("phase", &phase_name(&phase))]))
            }
            None => said,
        }
    };
    let choices = Memo::new(move |_| {
        let none = Choice { value: String::new(), label: t(w::VOICE_PHASE_NONE) };
        let all = PHASES.map(|it| Choice { value: it.to_owned(), label: phase_name(it) });
        [vec![none], all.to_vec()].concat()
    });
    let deed = move |on: bool| {
        let label = if on { w::VOICE_TALK_START } else { w::VOICE_TALK_STOP };
        view! {
            <Button
                label=label
                busy=Signal::derive(move || busy.get() == Some(on))
                disabled=Signal::derive(move || !may_act.get() || busy.get() == Some(!on))
                on_press=move || switch(on)
            />
        }
    };
    let refusal = Memo::new(move |_| refused.get());
    let offered = Memo::new(move |_| {
        stores.connection.phase().track();
        stores.nodes.offers(TalkMode::NAME)
    });
    view! {
        <Show when=move || offered.get()>
            <Section title=w::VOICE_TALK note=w::VOICE_TALK_NOTE actions=badge>
                <p role="status">{news}</p>
                <Who state rule/>
                <div class="voice__choice">
                    <span class="voice__label">{say(w::VOICE_PHASE)}</span>
                    <Select
                        label=w::VOICE_PHASE
                        value=phase
                        choices=choices
                        on_choose=move |to: String| phase.set(to)
                    />
                </div>
                <div class="voice__deeds">{deed(true)} {deed(false)}</div>
                {super::speech::refusal(refusal)}
            </Section>
        </Show>
    }
}

fn phase_name(phase: &str) -> String {
    let word: Word = match phase {
        "idle" => w::VOICE_PHASE_IDLE,
        "listening" => w::VOICE_PHASE_LISTENING,
        "thinking" => w::VOICE_PHASE_THINKING,
        "speaking" => w::VOICE_PHASE_SPEAKING,
        other => return other.to_owned(),
    };
    t(word)
}

/// The nodes that can talk, or why none can.
#[component]
fn Who(state: VoiceState, rule: Memo<Rule>) -> impl IntoView {
    let nodes = state.stores.nodes.list();
    // Nothing is said before the nodes are known.
    let known = Memo::new(move |_| {
        let rule = rule.get();
        nodes.with(|nodes| {
            let nodes = &nodes.ready()?.nodes;
            let able: Vec<String> =
                nodes.iter().filter(|node| rule.allows(node)).map(title).collect();
            let others = nodes.iter().filter(|it| it.connected == Some(true) && !rule.allows(it));
            Some((able, others.map(title).collect::<Vec<_>>()))
        })
    });
    move || {
        let (able, others) = known.get()?;
        Some(match able.is_empty() {
            false => {
                let names = able.join(", ");
                view! { <p>{move || tr(w::VOICE_TALK_ABLE, &[("names", &names)])}</p> }.into_any()
            }
            true => {
                let why = match rule.get() {
                    Rule::Mobile => w::VOICE_TALK_NO_PHONE,
                    Rule::Capable => w::VOICE_TALK_NO_NODE,
                };
                let others = (!others.is_empty()).then(|| others.join(", "));
                let to = format!("{}nodes", document::base());
                view! {
                    <Callout tone=Tone::Warning title=w::VOICE_TALK_NOBODY>
                        <p>{say(why)}</p>
                        {others.map(|names| {
                            view! { <p>{move || tr(w::VOICE_TALK_OTHERS, &[("names", &names)])}</p> }
                        })}
                        <p><a href=to>{say(w::VOICE_TO_NODES)}</a></p>
                    </Callout>
                }
                .into_any()
            }
        })
    }
}
