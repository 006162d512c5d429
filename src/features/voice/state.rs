//! What the page of voice knows while it is open: how speech is set, what a trial came to, and the
//! wake words while they are edited.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use super::draft::Draft;
use super::lacks::Layout;
use crate::gateway::error::CallError;
use crate::platform::{sound, storage, work};
use crate::protocol::json;
use crate::protocol::method::Method;
use crate::protocol::voice::{
    Spoken, TalkSpeak, TtsConvert, TtsConverted, TtsDisable, TtsEnable, TtsPersonaList,
    TtsPersonas, TtsProviderList, TtsProviders, TtsSetPersona, TtsSetProvider, TtsSpeak, TtsState,
    TtsStatus, WakeWords,
};
use crate::remote::Remote;
use crate::store::Stores;
use crate::store::listed::Listed;

/// A change of how the gateway speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    Switch(bool),
    Provider(String),
    /// `None` is nobody in particular.
    Persona(Option<String>),
}

impl Deed {
    /// Whether both are about the same thing, whatever it becomes.
    fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// How a sentence is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// As sound, in the voice that is set.
    Speak,
    /// As sound, in the voice of talk mode.
    Talk,
    /// Into a file on the gateway's machine.
    File,
}

/// What else is wished of a file; empty is as it is set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wishes {
    pub provider: String,
    pub model: String,
    pub voice: String,
}

/// What a trial came to.
#[derive(Clone)]
pub enum Trial {
    Asked,
    Sound { bytes: Arc<[u8]>, spoken: Spoken },
    File(TtsConverted),
    Refused(String),
}

#[derive(Clone, Copy)]
pub struct VoiceState {
    pub stores: Stores,
    status: Listed<TtsState>,
    providers: Listed<TtsProviderList>,
    personas: Listed<TtsPersonaList>,
    under_way: RwSignal<Option<Deed>>,
    refused: RwSignal<Option<(Deed, String)>>,
    pub trial: RwSignal<Option<Trial>>,
    pub draft: RwSignal<Option<Draft>>,
    /// The wake words are being written.
    pub saving: RwSignal<bool>,
    pub save_refused: RwSignal<Option<String>>,
}

impl VoiceState {
    pub fn new(stores: Stores) -> Self {
        Self {
            stores,
            status: Listed::new(),
            providers: Listed::new(),
            personas: Listed::new(),
            under_way: RwSignal::new(None),
            refused: RwSignal::new(None),
            trial: RwSignal::new(None),
            draft: RwSignal::new(None),
            saving: RwSignal::new(false),
            save_refused: RwSignal::new(None),
        }
    }

    pub fn status(self) -> Signal<Remote<TtsState>> {
        self.status.value()
    }

    pub fn providers(self) -> Signal<Remote<TtsProviderList>> {
        self.providers.value()
    }

    pub fn personas(self) -> Signal<Remote<TtsPersonaList>> {
        self.personas.value()
    }

    /// Whether this gateway answers a method. Reactive.
    pub fn offers<M: Method>(self) -> bool {
        self.stores.connection.phase().track();
        self.stores.connection.line().with_value(|gateway| gateway.offers(M::NAME))
    }

    /// Where this version keeps the settings of speech. Reactive.
    pub fn layout(self) -> Option<Layout> {
        let late = self.offers::<TtsPersonas>();
        self.status().with(|state| Some(Layout::of(state.ready()?, late)))
    }

    /// Reads how speech is set. No event tells of it.
    pub fn look(self) {
        let line = self.stores.connection.line();
        work::begin(self.status.load(line, TtsStatus {}));
        work::begin(self.providers.load(line, TtsProviders {}));
        if untrack(|| self.offers::<TtsPersonas>()) {
            work::begin(self.personas.load(line, TtsPersonas {}));
        }
    }

    /// Whether a change of this kind is under way. Reactive.
    pub fn is_under_way(self, deed: &Deed) -> bool {
        self.under_way.with(|it| it.as_ref() == Some(deed))
    }

    pub fn is_busy(self) -> bool {
        self.under_way.with(Option::is_some)
    }

    /// Why the last change of this kind came to nothing. Reactive.
    pub fn refusal(self, deed: &Deed) -> Option<String> {
        self.refused.with(|refused| {
            refused.as_ref().filter(|(of, _)| of.is_like(deed)).map(|(_, why)| why.clone())
        })
    }

    pub fn begin(self, deed: Deed) {
        if self.under_way.with_untracked(Option::is_none) {
            work::begin(self.carry_out(deed));
        }
    }

    async fn carry_out(self, deed: Deed) {
        self.refused.set(None);
        self.under_way.set(Some(deed.clone()));
        let line = self.stores.connection.line();
        let gateway = line.get_value();
        let done = match deed.clone() {
            Deed::Switch(true) => gateway.call(TtsEnable {}).await.map(drop),
            Deed::Switch(false) => gateway.call(TtsDisable {}).await.map(drop),
            Deed::Provider(provider) => gateway.call(TtsSetProvider { provider }).await.map(drop),
            Deed::Persona(persona) => {
                let persona = persona.unwrap_or_else(|| "off".to_owned());
                gateway.call(TtsSetPersona { persona }).await.map(drop)
            }
        };
        // Even without an answer it may have happened.
        self.status.load(line, TtsStatus {}).await;
        self.look();
        self.under_way.try_set(None);
        if let Err(error) = done {
            self.refused.try_set(Some((deed, error.sentence())));
        }
    }

    /// The ways in which this gateway speaks a sentence, the one that can be heard first. Reactive.
    pub fn ways(self) -> Vec<Way> {
        let offered = [
            (Way::Speak, self.offers::<TtsSpeak>()),
            (Way::Talk, self.offers::<TalkSpeak>()),
            (Way::File, self.offers::<TtsConvert>()),
        ];
        let mut ways: Vec<Way> =
            offered.into_iter().filter(|(_, is)| *is).map(|(way, _)| way).collect();
        // Talk mode has a voice of its own that is seldom set up.
        if ways.first() == Some(&Way::Talk) {
            ways.sort_by_key(|way| *way == Way::Talk);
        }
        ways
    }

    /// Speaks a sentence.
    pub async fn speak(self, text: String, way: Way, wishes: Wishes) {
        self.trial.set(Some(Trial::Asked));
        let gateway = self.stores.connection.line().get_value();
        let trial = match way {
            Way::Speak => heard(gateway.call(TtsSpeak { text }).await),
            Way::Talk => heard(gateway.call(TalkSpeak { text }).await),
            Way::File => {
                let wish = |text: String| Some(text).filter(|text| !text.is_empty());
                let (provider, model_id) = (wish(wishes.provider), wish(wishes.model));
                let voice_id = wish(wishes.voice);
                let request = TtsConvert { text, channel: None, provider, model_id, voice_id };
                match gateway.call(request).await {
                    Ok(file) => Trial::File(file),
                    Err(error) => Trial::Refused(error.sentence()),
                }
            }
        };
        self.trial.try_set(Some(trial));
    }

    /// The gateway's wake words are these now; what is edited stays.
    pub fn heard(self, words: &WakeWords) {
        let url = self.stores.connection.url().get_untracked();
        self.draft.update(|draft| {
            if let Some(draft) = draft {
                draft.heard(&words.triggers);
                return;
            }
            let mut new = url.as_deref().and_then(kept);
            if let Some(new) = &mut new {
                new.heard(&words.triggers);
            }
            *draft = Some(new.unwrap_or_else(|| Draft::of(&words.triggers)));
        });
    }

    /// Changes the draft, and keeps it in this tab.
    pub fn edit<T>(self, change: impl FnOnce(&mut Draft) -> T) -> Option<T> {
        let done = self.draft.try_update(|draft| draft.as_mut().map(change)).flatten();
        self.save_refused.try_set(None);
        self.keep();
        done
    }

    fn keep(self) {
        let Some(url) = self.stores.connection.url().get_untracked() else { return };
        let Some(kept) = self.draft.try_with_untracked(|it| it.as_ref().and_then(Draft::to_kept))
        else {
            return;
        };
        storage::set_session(&place(&url), kept.as_deref());
    }

    /// Writes the words; an empty list brings the gateway's own back.
    pub async fn save(self, words: Vec<String>) {
        if self.saving.get_untracked() {
            return;
        }
        self.saving.set(true);
        self.save_refused.set(None);
        match self.stores.voice.set_words(words).await {
            Ok(now) => drop(self.edit(|draft| draft.replace(&now.triggers))),
            Err(error) => drop(self.save_refused.try_set(Some(error.sentence()))),
        }
        self.saving.try_set(false);
    }
}

/// The sound of an answer, or why there is none.
fn heard(answer: Result<Spoken, CallError>) -> Trial {
    let spoken = match answer {
        Ok(spoken) => spoken,
        Err(error) => return Trial::Refused(error.sentence()),
    };
    let bytes = spoken.audio_base64.as_deref().and_then(sound::bytes);
    match bytes.filter(|bytes| !bytes.is_empty()) {
        Some(bytes) => {
            Trial::Sound { bytes: bytes.into(), spoken: Spoken { audio_base64: None, ..spoken } }
        }
        None => Trial::Refused(crate::words::t(crate::words::w::VOICE_TRY_EMPTY)),
    }
}

fn place(url: &str) -> String {
    format!("quarterdeck.wake words {url}")
}

fn kept(url: &str) -> Option<Draft> {
    Draft::from_kept(&json::read::<Value>(&storage::session(&place(url))?).ok()?)
}
