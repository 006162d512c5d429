//! Where the connection is in its life, to which gateway, and what an operator can do about it.
//! What the gateway says about itself is kept for showing, never decided upon here.

use std::rc::Rc;

use leptos::prelude::*;

use crate::{
    gateway::{Gateway, GatewayRef, Target, phase::Phase},
    protocol::{handshake::HelloOk, id::SessionKey, method::Scope},
    store::gateways::Gateways,
};

/// Where what is shown comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Nowhere,
    /// What was kept, until the gateway is reached.
    Memory,
    Gateway,
}

/// The connection as the console sees it.
#[derive(Clone, Copy)]
pub struct Connection {
    gateway: GatewayRef,
    gateways: Gateways,
    phase: RwSignal<Phase>,
    url: RwSignal<Option<String>>,
    version: RwSignal<Option<String>>,
    main_session: RwSignal<Option<SessionKey>>,
    entered: RwSignal<bool>,
    source: RwSignal<Source>,
    was_reached: StoredValue<bool>,
    /// When the oldest answer was given that memory has told on this page.
    as_of: RwSignal<Option<f64>>,
}

impl Connection {
    pub(super) fn new(gateway: GatewayRef, gateways: Gateways) -> Self {
        Self {
            gateway,
            gateways,
            phase: RwSignal::new(Phase::Idle),
            url: RwSignal::new(None),
            version: RwSignal::new(None),
            main_session: RwSignal::new(None),
            entered: RwSignal::new(false),
            source: RwSignal::new(Source::Nowhere),
            was_reached: StoredValue::new(false),
            as_of: RwSignal::new(None),
        }
    }

    /// The line to the gateway, for what is one page's own business.
    #[must_use]
    pub fn line(self) -> GatewayRef {
        self.gateway
    }

    #[must_use]
    pub fn phase(self) -> Signal<Phase> {
        self.phase.into()
    }

    /// The gateway that is connected or being tried.
    #[must_use]
    pub fn url(self) -> Signal<Option<String>> {
        self.url.into()
    }

    /// The gateway's own version, once it has said it.
    #[must_use]
    pub fn version(self) -> Signal<Option<String>> {
        self.version.into()
    }

    /// The session a conversation begins in, as the gateway says.
    #[must_use]
    pub fn main_session(self) -> Signal<Option<SessionKey>> {
        self.main_session.into()
    }

    #[must_use]
    pub fn is_connected(self) -> Signal<bool> {
        let phase = self.phase;
        Signal::derive(move || phase.with(|phase| *phase == Phase::Connected))
    }

    /// Whether something answers reads: the gateway, or what was kept while it cannot be reached.
    /// Wakes whoever reads it when the one takes the place of the other, so that all is read anew.
    #[must_use]
    pub fn is_readable(self) -> Signal<bool> {
        let source = self.source;
        Signal::derive(move || source.get() != Source::Nowhere)
    }

    /// Whether what is shown is what was kept. Reactive.
    #[must_use]
    pub fn is_recalled(self) -> bool {
        self.source.get() == Source::Memory
    }

    /// How old what is shown on this page is at most, in milliseconds since the epoch.
    #[must_use]
    pub fn as_of(self) -> RwSignal<Option<f64>> {
        self.as_of
    }

    /// Whether the gateway cannot be reached and never was since the page was opened. Not reactive.
    pub(super) fn lacks_memory(self) -> bool {
        let is_away = self.phase.with_untracked(|it| matches!(it, Phase::Reconnecting { .. }));
        is_away && !self.was_reached.get_value() && self.source.get_untracked() == Source::Nowhere
    }

    /// Memory speaks until the gateway does. Without a welcome it only knows that it knows nothing.
    pub(super) fn recall(self, hello: Option<Rc<HelloOk>>) {
        if let Some(hello) = &hello {
            self.greet(hello);
        }
        self.gateway.with_value(|gateway| gateway.recall(hello.unwrap_or_default()));
        self.source.set(Source::Memory);
    }

    /// Whether this connection has a permission. Reactive.
    #[must_use]
    pub fn allows(self, scope: Scope) -> bool {
        self.phase.track();
        self.source.track();
        self.gateway.with_value(|gateway| gateway.allows(scope))
    }

    /// Whether the operator is in: the pages stay, whatever happens to the connection, until the
    /// operator signs out.
    #[must_use]
    pub fn entered(self) -> Signal<bool> {
        self.entered.into()
    }

    /// Connects by the operator's wish. The pages appear once the gateway has said hello.
    pub fn connect(self, target: Target) {
        if self.url.with_untracked(|url| url.as_ref() != Some(&target.url)) {
            self.version.set(None);
            self.main_session.set(None);
        }
        self.url.set(Some(target.url.clone()));
        self.was_reached.set_value(false);
        self.as_of.set(None);
        self.source.set(Source::Nowhere);
        self.gateway.with_value(|gateway| gateway.connect(target));
    }

    /// Connects again after a reload: the pages appear at once.
    pub fn resume(self, target: Target) {
        self.entered.set(true);
        self.connect(target);
    }

    /// Tries now instead of waiting.
    pub fn retry_now(self) {
        self.gateway.with_value(Gateway::retry_now);
    }

    /// Stops trying to reach the gateway. The pages stay, and so does its token.
    pub fn give_up(self) {
        self.gateway.with_value(Gateway::disconnect);
    }

    /// Leaves the gateway and forgets both tokens: the one typed and the one it gave to this device.
    pub fn sign_out(self) {
        if let Some(url) = self.url.get_untracked() {
            self.gateways.sign_out(&url);
        }
        self.gateway.with_value(Gateway::sign_out);
        self.entered.set(false);
        self.version.set(None);
    }

    pub(super) fn set_phase(self, phase: Phase) {
        if phase == Phase::Connected {
            self.entered.set(true);
            if let Some(url) = self.url.get_untracked() {
                self.gateways.remember(&url);
            }
            self.was_reached.set_value(true);
            self.as_of.set(None);
            self.source.set(Source::Gateway);
        } else if self.source.get_untracked() == Source::Gateway {
            self.source.set(Source::Nowhere);
        }
        self.phase.set(phase);
    }

    pub(super) fn greet(self, hello: &Rc<HelloOk>) {
        self.version.set(hello.server.version.clone());
        let defaults = hello.snapshot.session_defaults.as_ref();
        let main = defaults.and_then(|defaults| defaults.main_session_key.clone());
        self.main_session.set(Some(SessionKey(main.unwrap_or_else(|| "main".to_owned()))));
    }
}
