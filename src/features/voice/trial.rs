//! A sentence to try speech with: heard here where the gateway hands out the sound, else where it put
//! the file.

use std::sync::Arc;

use icondata::{LuDownload, LuPlay, LuSquare};
use leptos::prelude::*;

use super::state::{Trial, VoiceState, Way, Wishes};
use crate::platform::sound::Sound;
use crate::platform::watch::watch;
use crate::platform::{download, work};
use crate::protocol::method::Scope;
use crate::protocol::voice::{Spoken, TtsConverted, TtsProvider};
use crate::ui::button::{Button, Variant};
use crate::ui::callout::{Callout, Tone};
use crate::ui::command_line::CommandLine;
use crate::ui::input::select::{Choice, Select};
use crate::ui::sheet::Section;
use crate::ui::unique_id;
use crate::words::{Word, say, t, tn, tr, w};

#[component]
pub fn Try(state: VoiceState) -> impl IntoView {
    let text = RwSignal::new(t(w::VOICE_TRY_EXAMPLE));
    let chosen = RwSignal::new(None::<Way>);
    let wishes = RwSignal::new(Wishes::default());
    let ways = Memo::new(move |_| state.ways());
    let way = Memo::new(move |_| {
        ways.with(|ways| chosen.get().filter(|it| ways.contains(it)).or(ways.first().copied()))
    });
    let busy = Signal::derive(move || state.trial.with(|it| matches!(it, Some(Trial::Asked))));
    let lacks = Memo::new(move |_| !state.stores.connection.allows(Scope::Write));
    let disabled = Signal::derive(move || {
        lacks.get() || way.get().is_none() || text.with(|text| text.trim().is_empty())
    });
    let speak = move || {
        if let Some(way) = way.get_untracked() {
            let text = text.get_untracked().trim().to_owned();
            work::begin(state.speak(text, way, wishes.get_untracked()));
        }
    };
    let many = Memo::new(move |_| ways.with(Vec::len) > 1);
    let choices = Memo::new(move |_| {
        let choice = |way: &Way| Choice { value: code(*way).to_owned(), label: t(word(*way)) };
        ways.with(|ways| ways.iter().map(choice).collect::<Vec<_>>())
    });
    let id = StoredValue::new(unique_id("sentence"));
    view! {
        <Show when=move || !ways.with(Vec::is_empty)>
            <Section title=w::VOICE_TRY note=w::VOICE_TRY_NOTE>
                <div class="voice__try">
                    <label class="input__label" for=id.get_value()>{say(w::VOICE_SENTENCE)}</label>
                    <textarea
                        class="input__field voice__sentence"
                        id=id.get_value()
                        rows="3"
                        dir="auto"
                        prop:value=move || text.get()
                        on:input:target=move |event| text.set(event.target().value())
                    ></textarea>
                    <Show when=move || many.get()>
                        <div class="voice__choice">
                            <span class="voice__label">{say(w::VOICE_WAY)}</span>
                            <Select
                                label=w::VOICE_WAY
                                value=Signal::derive(move || way.get().map(code).unwrap_or_default().to_owned())
                                choices=choices
                                on_choose=move |to: String| {
                                    chosen.set([Way::Speak, Way::Talk, Way::File].into_iter().find(|it| code(*it) == to));
                                }
                            />
                        </div>
                    </Show>
                    <Show when=move || way.get() == Some(Way::File) && state.layout().is_some_and(|it| it != super::lacks::Layout::Early)>
                        <Wished state wishes/>
                    </Show>
                    <p>
                        <Button
                            label=move || t(if way.get() == Some(Way::File) { w::VOICE_CONVERT } else { w::VOICE_SAY })
                            busy=busy
                            disabled=disabled
                            on_press=speak
                        />
                    </p>
                    {move || lacks.get().then(|| {
                        let lacks = tr(w::VOICE_WRITE, &[("scope", Scope::Write.as_str())]);
                        view! { <p class="voice__note">{lacks}</p> }
                    })}
                </div>
                <div role="status">{move || state.trial.get().map(shown)}</div>
            </Section>
        </Show>
    }
}

fn code(way: Way) -> &'static str {
    match way {
        Way::Speak => "speak",
        Way::Talk => "talk",
        Way::File => "file",
    }
}

fn word(way: Way) -> Word {
    match way {
        Way::Speak => w::VOICE_WAY_SPEAK,
        Way::Talk => w::VOICE_WAY_TALK,
        Way::File => w::VOICE_WAY_FILE,
    }
}

/// By whom, with which model and voice, where the gateway takes such wishes.
#[component]
fn Wished(state: VoiceState, wishes: RwSignal<Wishes>) -> impl IntoView {
    let providers = state.providers();
    let all = move |read: &dyn Fn(&TtsProvider) -> Vec<String>| {
        let wanted = wishes.with(|it| it.provider.clone());
        providers
            .with(|list| {
                let found = list.ready()?.providers.iter().find(|it| it.id == wanted)?;
                Some(read(found))
            })
            .unwrap_or_default()
    };
    let as_set = || Choice { value: String::new(), label: t(w::VOICE_AS_SET) };
    let plain = |it: String| Choice { label: it.clone(), value: it };
    let provider_choices = Memo::new(move |_| {
        let all =
            providers.with(|it| it.ready().map(|it| it.providers.clone()).unwrap_or_default());
        let each = all
            .into_iter()
            .filter(|it| it.configured == Some(true))
            .map(|it| Choice { label: it.name.unwrap_or_else(|| it.id.clone()), value: it.id });
        [as_set()].into_iter().chain(each).collect::<Vec<_>>()
    });
    let models = Memo::new(move |_| all(&|it| it.models.clone()));
    let voices = Memo::new(move |_| all(&|it| it.voices.clone()));
    let listed = move |names: Memo<Vec<String>>| {
        Memo::new(move |_| {
            [as_set()].into_iter().chain(names.get().into_iter().map(plain)).collect::<Vec<_>>()
        })
    };
    let (model_choices, voice_choices) = (listed(models), listed(voices));
    view! {
        <div class="voice__choice">
            <span class="voice__label">{say(w::VOICE_PROVIDER)}</span>
            <Select
                label=w::VOICE_PROVIDER
                value=Signal::derive(move || wishes.with(|it| it.provider.clone()))
                choices=provider_choices
                on_choose=move |provider: String| wishes.set(Wishes { provider, ..Wishes::default() })
            />
        </div>
        <Show when=move || !models.with(Vec::is_empty)>
            <div class="voice__choice">
                <span class="voice__label">{say(w::VOICE_MODEL)}</span>
                <Select
                    label=w::VOICE_MODEL
                    value=Signal::derive(move || wishes.with(|it| it.model.clone()))
                    choices=model_choices
                    on_choose=move |model: String| wishes.update(|it| it.model = model)
                />
            </div>
        </Show>
        <Show when=move || !voices.with(Vec::is_empty)>
            <div class="voice__choice">
                <span class="voice__label">{say(w::VOICE_VOICE)}</span>
                <Select
                    label=w::VOICE_VOICE
                    value=Signal::derive(move || wishes.with(|it| it.voice.clone()))
                    choices=voice_choices
                    on_choose=move |voice: String| wishes.update(|it| it.voice = voice)
                />
            </div>
        </Show>
    }
}

fn shown(trial: Trial) -> AnyView {
    match trial {
        Trial::Asked => view! { <p class="voice__note">{say(w::VOICE_TRY_ASKED)}</p> }.into_any(),
        Trial::Refused(why) => {
            view! { <Callout tone=Tone::Danger title=move || why.clone()/> }.into_any()
        }
        Trial::File(file) => view! { <File file/> }.into_any(),
        Trial::Sound { bytes, spoken } => view! { <Heard bytes spoken/> }.into_any(),
    }
}

/// A file on the gateway's machine cannot be heard here.
#[component]
fn File(file: TtsConverted) -> impl IntoView {
    let path = file.audio_path.unwrap_or_default();
    let facts = facts(file.provider, file.output_format, None);
    let compatible = (file.voice_compatible == Some(true)).then_some(w::VOICE_COMPATIBLE);
    view! {
        <Callout tone=Tone::Success title=w::VOICE_FILE>
            <p>{say(w::VOICE_FILE_WHY)}</p>
            <CommandLine text=Signal::stored(path)/>
            <p class="voice__note">{facts}</p>
            {compatible.map(|word| view! { <p class="voice__note">{say(word)}</p> })}
        </Callout>
    }
}

fn facts(provider: Option<String>, format: Option<String>, size: Option<usize>) -> String {
    let size = size.map(|bytes| format!("{} KB", bytes.div_ceil(1024)));
    let said = [provider, format, size].into_iter().flatten().filter(|it| !it.is_empty());
    said.collect::<Vec<_>>().join(" · ")
}

/// A sound that can be heard and kept.
#[component]
fn Heard(bytes: Arc<[u8]>, spoken: Spoken) -> impl IntoView {
    let sound = StoredValue::new_local(None::<Sound>);
    // How long it is, once it is known; nothing where this browser cannot tell.
    let seconds = RwSignal::new(None::<Option<f64>>);
    let playing = RwSignal::new(false);
    let to_decode = Arc::clone(&bytes);
    work::begin(async move {
        let decoded = Sound::decode(&to_decode).await;
        let length = decoded.as_ref().map(Sound::seconds);
        sound.try_set_value(decoded);
        seconds.try_set(Some(length));
    });
    let stop = move || {
        playing.try_set(false);
        sound.try_update_value(|sound| sound.as_mut().map(Sound::stop));
    };
    let play = move || {
        let ended = move || {
            playing.try_set(false);
        };
        let begun = sound.try_update_value(|it| it.as_mut().is_some_and(|it| it.play(ended)));
        playing.set(begun == Some(true));
    };
    let is_there = Memo::new(move |_| seconds.get().flatten().is_some());
    // Whoever asked to hear it is not asked again, as far as the browser allows.
    watch(move || {
        if is_there.get() {
            play();
        }
    });
    on_cleanup(move || drop(sound.try_set_value(None)));
    let ending = spoken.file_extension.clone().unwrap_or_default();
    let name = format!("speech{}", if ending.is_empty() { ".bin" } else { &ending });
    let kind = spoken.mime_type.clone().unwrap_or_else(|| "application/octet-stream".to_owned());
    let facts =
        facts(spoken.provider, spoken.output_format.or(spoken.mime_type), Some(bytes.len()));
    let keep = move || {
        let _offered = download::bytes(&name, &kind, &bytes);
    };
    let length = move || match seconds.get() {
        Some(Some(length)) => tn(w::VOICE_SECONDS, length.ceil() as usize),
        Some(None) => t(w::VOICE_UNPLAYABLE),
        None => String::new(),
    };
    view! {
        <div class="voice__heard" role="group" aria-label=say(w::VOICE_HEARD)>
            <div class="voice__player">
                {move || match playing.get() {
                    true => view! {
                        <Button label=w::VOICE_STOP icon=Signal::stored(LuSquare) on_press=stop/>
                    }.into_any(),
                    false => view! {
                        <Button
                            label=w::VOICE_PLAY
                            icon=Signal::stored(LuPlay)
                            disabled=Signal::derive(move || !is_there.get())
                            on_press=play
                        />
                    }.into_any(),
                }}
                <Button label=w::VOICE_KEEP icon=Signal::stored(LuDownload) variant=Variant::Quiet on_press=keep/>
            </div>
            <p class="voice__note">{facts} " · " {length}</p>
        </div>
    }
}
