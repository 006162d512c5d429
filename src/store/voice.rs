//! By which words the gateway's listeners wake, live by `voicewake.changed`, and whether talk mode is
//! on, which nothing but `talk.mode` tells.

use leptos::prelude::*;

use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::work;
use crate::protocol::voice::{TalkMode, TalkState, VoicewakeGet, VoicewakeSet, WakeWords};
use crate::remote::Remote;
use crate::store::listed::Listed;

#[derive(Clone, Copy)]
pub struct Voice {
    gateway: GatewayRef,
    words: Listed<WakeWords>,
    talk: RwSignal<Option<TalkState>>,
}

impl Voice {
    #[must_use]
    pub fn new(gateway: GatewayRef) -> Self {
        Self { gateway, words: Listed::new(), talk: RwSignal::new(None) }
    }

    #[must_use]
    pub fn words(self) -> Signal<Remote<WakeWords>> {
        self.words.value()
    }

    /// What was last said of talk mode; nothing before anybody has switched it.
    #[must_use]
    pub fn talk(self) -> Signal<Option<TalkState>> {
        self.talk.into()
    }

    /// Another gateway is at the other end.
    pub fn forget(self) {
        self.words.forget();
        self.talk.set(None);
    }

    pub(super) fn woken_by(self, words: WakeWords) {
        self.words.take(words);
    }

    pub(super) fn talks(self, talk: TalkState) {
        self.talk.set(Some(talk));
    }

    pub async fn load(self) {
        self.words.load(self.gateway, VoicewakeGet {}).await;
    }

    /// After a hello or missed events.
    pub fn refetch(self) {
        if self.words.is_wanted() {
            work::begin(self.load());
        }
    }

    /// Writes the whole list; an empty one brings the gateway's own words back. Sent once.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn set_words(self, triggers: Vec<String>) -> Result<WakeWords, CallError> {
        let words = self.gateway.get_value().call(VoicewakeSet { triggers }).await?;
        self.words.take(words.clone());
        Ok(words)
    }

    /// Switches talk mode. Sent once; the event tells everybody, and the reply tells the same here.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn switch_talk(self, enabled: bool, phase: Option<String>) -> Result<(), CallError> {
        let talk = self.gateway.get_value().call(TalkMode { enabled, phase }).await?;
        self.talk.set(Some(talk));
        Ok(())
    }
}
