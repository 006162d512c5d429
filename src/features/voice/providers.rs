//! Who can speak: each provider with its models and voices, whether it is set up and what is missing,
//! and which one speaks.

use leptos::prelude::*;

use super::lacks::{Lack, dotted, lack};
use super::speech::{config_link, refusal};
use super::state::{Deed, VoiceState};
use crate::protocol::method::Scope;
use crate::protocol::voice::TtsProvider;
use crate::remote::Remote;
use crate::ui::badge::Badge;
use crate::ui::button::Button;
use crate::ui::callout::Tone;
use crate::ui::remote_view::remote_view;
use crate::ui::sheet::{Empty, Section};
use crate::words::{Word, say, tr, w};

/// More than so many voices are folded.
const FEW: usize = 12;

#[component]
pub fn Providers(state: VoiceState) -> impl IntoView {
    let list = state.providers();
    let standing = Memo::new(move |_| {
        list.with(|list| match list {
            Remote::Absent => Remote::Absent,
            Remote::Loading => Remote::Loading,
            Remote::Failed(why) => Remote::Failed(why.clone()),
            Remote::Ready(list) => Remote::Ready(list.providers.is_empty()),
        })
    });
    let all = Memo::new(move |_| {
        list.with(|it| it.ready().map(|it| it.providers.clone()).unwrap_or_default())
    });
    let active = Memo::new(move |_| list.with(|it| it.ready().and_then(|it| it.active.clone())));
    let refused = Memo::new(move |_| state.refusal(&Deed::Provider(String::new())));
    let draw = move |is_empty: &bool| match is_empty {
        true => view! { <Empty text=w::VOICE_PROVIDERS_NONE/> }.into_any(),
        false => view! {
            <ul class="voice__providers">
                <For each=move || all.get() key=|it| it.id.clone() let:provider>
                    <Provider state id=provider.id all active/>
                </For>
            </ul>
        }
        .into_any(),
    };
    view! {
        <Section title=w::VOICE_PROVIDERS note=w::VOICE_PROVIDERS_NOTE>
            {refusal(refused)}
            {remote_view(standing.into(), move || state.look(), draw)}
        </Section>
    }
}

#[component]
fn Provider(
    state: VoiceState,
    id: String,
    all: Memo<Vec<TtsProvider>>,
    active: Memo<Option<String>>,
) -> impl IntoView {
    let id = StoredValue::new(id);
    let provider = Memo::new(move |before: Option<&Option<TtsProvider>>| {
        let found = all.with(|all| id.with_value(|id| all.iter().find(|it| it.id == *id).cloned()));
        found.or_else(|| before.cloned().flatten())
    });
    let name = move || {
        let said = provider.with(|it| it.as_ref().and_then(|it| it.name.clone()));
        said.filter(|name| !name.is_empty()).unwrap_or_else(|| id.get_value())
    };
    let configured = Memo::new(move |_| {
        provider.with(|it| it.as_ref().and_then(|it| it.configured)) == Some(true)
    });
    let is_active = Memo::new(move |_| active.with(|it| it.as_ref() == Some(&id.get_value())));
    let lacks = Memo::new(move |_| {
        let layout = state.layout()?;
        provider.with(|it| lack(it.as_ref()?, layout))
    });
    let list = move |read: fn(&TtsProvider) -> &Vec<String>| {
        Memo::new(move |_| provider.with(|it| it.as_ref().map(read).cloned().unwrap_or_default()))
    };
    let deed = move || Deed::Provider(id.get_value());
    let busy = Signal::derive(move || state.is_under_way(&deed()));
    let disabled = Signal::derive(move || {
        !state.stores.connection.allows(Scope::Write) || (state.is_busy() && !busy.get())
    });
    view! {
        <li>
            <article class="voice__provider" aria-label=name data-active=move || is_active.get().then_some("")>
                <header class="voice__head">
                    <h3 class="voice__name" dir="auto">{name}</h3>
                    <code class="voice__id">{id.get_value()}</code>
                    {move || is_active.get().then(|| view! { <Badge text=w::VOICE_ACTIVE tone=Some(Tone::Info)/> })}
                    {move || match configured.get() {
                        true => view! { <Badge text=w::VOICE_CONFIGURED tone=Some(Tone::Success)/> },
                        false => view! { <Badge text=w::VOICE_UNCONFIGURED tone=Some(Tone::Warning)/> },
                    }}
                    {move || (!is_active.get()).then(|| view! {
                        <Button
                            label=move || tr(w::VOICE_USE, &[("name", &name())])
                            small=true
                            busy=busy
                            disabled=disabled
                            on_press=move || state.begin(deed())
                        />
                    })}
                </header>
                {move || lacks.get().map(missing)}
                <dl class="voice__facts">
                    <Names word=w::VOICE_MODELS all=list(|it| &it.models)/>
                    <Names word=w::VOICE_VOICES all=list(|it| &it.voices)/>
                </dl>
            </article>
        </li>
    }
}

/// What is missing, and the way to where it is set.
fn missing(lack: Lack) -> impl IntoView {
    let setting = dotted(&lack.at);
    let (variable, to) = (lack.variable, config_link(&lack.at));
    let sentence = move || match variable {
        Some(variable) => tr(w::VOICE_LACKS_KEY, &[("setting", &setting), ("variable", variable)]),
        None => tr(w::VOICE_LACKS, &[("setting", &setting)]),
    };
    view! {
        <p class="voice__lack">{sentence} " " <a href=to>{say(w::VOICE_TO_SETTING)}</a></p>
    }
}

/// Names of models or of voices. Many are folded.
#[component]
fn Names(word: Word, all: Memo<Vec<String>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let folds = Memo::new(move |_| all.with(Vec::len) > FEW);
    let shown = move || {
        let shown = if open.get() { usize::MAX } else { FEW };
        all.with(|all| all.iter().take(shown).cloned().collect::<Vec<_>>())
    };
    let rest = move || tr(w::VOICE_ALL, &[("n", &all.with(Vec::len).to_string())]);
    view! {
        <Show when=move || !all.with(Vec::is_empty)>
            <div class="voice__fact">
                <dt>{say(word)}</dt>
                <dd>
                    <ul class="voice__names" dir="ltr">
                        {move || shown().into_iter().map(|it| view! { <li>{it}</li> }).collect_view()}
                    </ul>
                    <Show when=move || folds.get() && !open.get()>
                        <button class="voice__fold" type="button" on:click=move |_| open.set(true)>{rest}</button>
                    </Show>
                </dd>
            </div>
        </Show>
    }
}
