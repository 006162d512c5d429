//! The channels and their accounts. Live by hints: the event `health` leads to one more look at
//! `channels.status`. What breaks or heals is news on every page.

use leptos::prelude::*;

use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::{clock, work};
use crate::protocol::channels::{
    ChannelLoggedOut, ChannelStarted, ChannelStopped, ChannelsLogout, ChannelsStart,
    ChannelsStatus, ChannelsStop, ChannelsSummary,
};
use crate::protocol::method::{Method, Scope};
use crate::remote::Remote;
use crate::store::listed::Listed;

pub mod login;
pub mod secrets;
pub mod trouble;

use trouble::{Key, News, Watch};

#[derive(Clone, Copy)]
pub struct Channels {
    gateway: GatewayRef,
    status: Listed<ChannelsSummary>,
    broken: RwSignal<usize>,
    news: RwSignal<Vec<News>>,
    watch: StoredValue<Watch>,
    alarm: StoredValue<Option<clock::Alarm>, LocalStorage>,
    /// This gateway does not take the words of later ones about signing in.
    plain_login: StoredValue<bool>,
}

impl Channels {
    #[must_use]
    pub fn new(gateway: GatewayRef) -> Self {
        Self {
            gateway,
            status: Listed::new(),
            broken: RwSignal::new(0),
            news: RwSignal::new(Vec::new()),
            watch: StoredValue::new(Watch::default()),
            alarm: StoredValue::new_local(None),
            plain_login: StoredValue::new(false),
        }
    }

    #[must_use]
    pub fn status(self) -> Signal<Remote<ChannelsSummary>> {
        self.status.value()
    }

    /// How many accounts are in error. Reactive.
    #[must_use]
    pub fn broken(self) -> usize {
        self.broken.get()
    }

    /// What has broken or healed since the last look, each once. Reactive.
    #[must_use]
    pub fn take_news(self) -> Vec<News> {
        if self.news.with(Vec::is_empty) {
            return Vec::new();
        }
        self.news.try_update_untracked(std::mem::take).unwrap_or_default()
    }

    /// Since when an account is seen broken here, in milliseconds since the epoch. Not reactive.
    #[must_use]
    pub fn broken_since(self, key: &Key) -> Option<f64> {
        self.watch.with_value(|watch| watch.since(key))
    }

    /// Whether the gateway has this method. Not reactive.
    #[must_use]
    pub fn offers<M: Method>(self) -> bool {
        self.gateway.with_value(|gateway| gateway.offers(M::NAME))
    }

    /// Reads it without asking the messengers themselves.
    pub async fn load(self) {
        self.status
            .load(self.gateway, ChannelsStatus { probe: Some(false), timeout_ms: None })
            .await;
        self.heed();
    }

    /// Has every messenger asked how it is, each for so long at most. Late gateways call what a check
    /// found an account's error until the next reading: how the accounts are is read without one.
    ///
    /// # Errors
    /// The refusal, as a sentence.
    pub async fn probe(self, timeout_ms: u32) -> Result<ChannelsSummary, String> {
        let request = ChannelsStatus { probe: Some(true), timeout_ms: Some(timeout_ms) };
        let reply = self.gateway.get_value().call(request).await;
        let found = reply.map_err(|error| error.sentence())?;
        self.load().await;
        Ok(found)
    }

    /// A channel in error counts on every page, so it is read whoever looks.
    pub fn refetch(self) {
        if self.gateway.with_value(|gateway| gateway.allows(Scope::Read)) {
            work::begin(self.load());
        }
    }

    /// Ends the link of an account. No event tells of it, so all is read again.
    ///
    /// # Errors
    /// Whatever the gateway says, or that it could not be asked.
    pub async fn log_out(self, (channel, account): Key) -> Result<ChannelLoggedOut, CallError> {
        self.ask(ChannelsLogout { channel, account_id: Some(account) }).await
    }

    /// # Errors
    /// Whatever the gateway says, or that it could not be asked.
    pub async fn start(self, (channel, account): Key) -> Result<ChannelStarted, CallError> {
        self.ask(ChannelsStart { channel, account_id: Some(account) }).await
    }

    /// # Errors
    /// Whatever the gateway says, or that it could not be asked.
    pub async fn stop(self, (channel, account): Key) -> Result<ChannelStopped, CallError> {
        self.ask(ChannelsStop { channel, account_id: Some(account) }).await
    }

    /// Even a refusal may have changed something, so all is read again.
    async fn ask<M: Method>(self, request: M) -> Result<M::Reply, CallError> {
        let answer = self.gateway.get_value().call(request).await;
        self.refetch();
        answer
    }

    /// Another gateway is at the other end.
    pub fn forget(self) {
        self.status.forget();
        self.broken.set(0);
        self.news.set(Vec::new());
        self.watch.set_value(Watch::default());
        self.alarm.set_value(None);
        self.plain_login.set_value(false);
    }

    /// What a reading says that must not wait until somebody looks.
    fn heed(self) {
        // What broke then is counted, and no news.
        if self.gateway.with_value(|gateway| gateway.hello().is_none()) {
            let broken = |it: &Remote<_>| it.ready().map_or(0, |it| trouble::broken(it).len());
            return self.broken.set(self.status.value().with_untracked(broken));
        }
        let now = clock::now_ms();
        let heard = self.status.value().with_untracked(|status| {
            let summary = status.ready()?;
            let news = self.watch.try_update_value(|watch| watch.hear(summary, now))?;
            Some((trouble::broken(summary).len(), news))
        });
        let Some((broken, news)) = heard else { return };
        // An account that tries again and again looks well while it tries.
        let alarm = (self.watch.with_value(Watch::is_open))
            .then(|| clock::after(trouble::LASTING_MS, move || self.refetch()));
        self.alarm.set_value(alarm);
        if self.broken.get_untracked() != broken {
            self.broken.set(broken);
        }
        if !news.is_empty() {
            self.news.update(|waiting| waiting.extend(news));
        }
    }
}
