//! Whether the gateway, its agents and its heartbeats are well. The event `health` brings all of it;
//! so does every hello, which also says since when the gateway runs and whether a newer one is there.

use leptos::prelude::*;

use crate::gateway::{Gateway, GatewayRef};
use crate::platform::clock;
use crate::protocol::handshake::Snapshot;
use crate::protocol::health::{Health as Ask, HealthSummary, HeartbeatEvent, LastHeartbeat};
use crate::protocol::update::{AvailableUpdate, UpdateNotice};
use crate::remote::Remote;
use crate::store::listed::Listed;

/// What a gateway has said of itself when it let us in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Welcome {
    pub host: Option<String>,
    pub protocol: u32,
    /// By this computer's clock.
    pub running_since: Option<f64>,
}

#[derive(Clone, Copy)]
pub struct Health {
    gateway: GatewayRef,
    summary: Listed<HealthSummary>,
    heartbeat: Listed<Option<HeartbeatEvent>>,
    welcome: RwSignal<Option<Welcome>>,
    update: RwSignal<Option<AvailableUpdate>>,
    heard_at: RwSignal<Option<f64>>,
    stirred: RwSignal<u32>,
}

impl Health {
    #[must_use]
    pub fn new(gateway: GatewayRef) -> Self {
        Self {
            gateway,
            summary: Listed::new(),
            heartbeat: Listed::new(),
            welcome: RwSignal::new(None),
            update: RwSignal::new(None),
            heard_at: RwSignal::new(None),
            stirred: RwSignal::new(0),
        }
    }

    #[must_use]
    pub fn summary(self) -> Signal<Remote<HealthSummary>> {
        self.summary.value()
    }

    /// The last time an agent looked around. `None` is not since the gateway began.
    #[must_use]
    pub fn heartbeat(self) -> Signal<Remote<Option<HeartbeatEvent>>> {
        self.heartbeat.value()
    }

    /// The last welcome of this gateway, also while the connection is away.
    #[must_use]
    pub fn welcome(self) -> Signal<Option<Welcome>> {
        self.welcome.into()
    }

    /// A newer version that the gateway knows of.
    #[must_use]
    pub fn update(self) -> Signal<Option<AvailableUpdate>> {
        self.update.into()
    }

    /// When the gateway last said how it is, by this computer's clock.
    #[must_use]
    pub fn heard_at(self) -> Signal<Option<f64>> {
        self.heard_at.into()
    }

    /// Changes when something may have changed that only a page keeps: jobs, or what was missed.
    #[must_use]
    pub fn stirred(self) -> Signal<u32> {
        self.stirred.into()
    }

    /// Event `health`, or the part of a hello that says the same.
    pub(super) fn heard(self, summary: HealthSummary) {
        self.summary.take(summary);
        self.heard_at.set(self.now_ms());
    }

    /// Event `heartbeat`.
    pub(super) fn beat(self, event: HeartbeatEvent) {
        self.heartbeat.take(Some(event));
    }

    /// Event `update.available`.
    pub(super) fn update_told(self, notice: UpdateNotice) {
        self.update.set(notice.update_available);
    }

    /// A page that keeps more than events bring looks again.
    pub(super) fn stir(self) {
        self.stirred.update(|stirred| *stirred = stirred.wrapping_add(1));
    }

    /// A hello has come: what it says of the gateway itself.
    pub(super) fn greeted(self, snapshot: &Snapshot) {
        let hello = self.gateway.with_value(Gateway::last_hello);
        self.welcome.set(Some(Welcome {
            host: hello.as_ref().and_then(|hello| hello.server.host.clone()),
            protocol: hello.map_or(0, |hello| hello.protocol),
            running_since: snapshot.uptime_ms.map(|uptime| clock::now_ms() - uptime as f64),
        }));
        self.update.set(snapshot.update_available.as_ref().map(|update| {
            let said = |name: &str| update[name].as_str().map(str::to_owned);
            AvailableUpdate {
                current_version: said("currentVersion"),
                latest_version: said("latestVersion"),
                channel: said("channel"),
            }
        }));
    }

    /// Reads it. Events keep it new afterwards.
    pub async fn load(self) {
        self.summary.load(self.gateway, Ask::default()).await;
        if self.summary.value().with_untracked(|summary| summary.ready().is_some()) {
            self.heard_at.update(|at| *at = at.or_else(|| self.now_ms()));
        }
    }

    /// What memory tells was not heard now.
    fn now_ms(self) -> Option<f64> {
        let is_here = self.gateway.with_value(|gateway| gateway.hello().is_some());
        is_here.then(clock::now_ms)
    }

    /// Has the gateway look again at itself and at its channels.
    ///
    /// # Errors
    /// The refusal, as a sentence.
    pub async fn check(self) -> Result<(), String> {
        let call = self.gateway.get_value().call(Ask { probe: Some(true) }).await;
        self.heard(call.map_err(|error| error.sentence())?);
        Ok(())
    }

    /// Reads the last heartbeat. Events keep it new afterwards.
    pub async fn load_heartbeat(self) {
        self.heartbeat.load(self.gateway, LastHeartbeat {}).await;
    }

    /// Another gateway is at the other end.
    pub fn forget(self) {
        self.summary.forget();
        self.heartbeat.forget();
        self.welcome.set(None);
        self.update.set(None);
        self.heard_at.set(None);
    }
}
