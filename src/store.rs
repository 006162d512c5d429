//! What we know, and what an operator can do with it. No store knows a page.

use leptos::prelude::*;
use serde::de::DeserializeOwned;

use crate::gateway::{Delivery, Gateway, GatewayRef, Target, phase::Phase};
use crate::platform::watch::watch_change;
use crate::protocol::event::{Event, Unread};
use crate::protocol::handshake::HelloOk;

pub mod agents;
pub mod approvals;
pub mod channels;
pub mod chat;
pub mod config;
pub mod connection;
pub mod cron;
pub mod devices;
pub mod fleet;
pub mod gateways;
pub mod health;
pub mod lights;
pub mod listed;
pub mod models;
pub mod nodes;
pub mod prefs;
pub mod presence;
pub mod push;
pub mod recall;
pub mod sessions;
pub mod skills;
pub mod voice;

use agents::Agents;
use approvals::Approvals;
use channels::Channels;
use chat::Chat;
use config::Config;
use connection::Connection;
use cron::Cron;
use devices::Devices;
use fleet::{Fleet, Said};
use gateways::Gateways;
use health::Health;
use models::Models;
use nodes::Nodes;
use prefs::Prefs;
use presence::Presence;
use sessions::Sessions;
use skills::Skills;
use voice::Voice;

/// Everything known, one field per store. `Copy`, so that it can be moved into any closure.
#[derive(Clone, Copy)]
pub struct Stores {
    pub agents: Agents,
    pub approvals: Approvals,
    pub channels: Channels,
    pub chat: Chat,
    pub config: Config,
    pub connection: Connection,
    pub cron: Cron,
    pub devices: Devices,
    pub fleet: Fleet,
    pub gateways: Gateways,
    pub health: Health,
    pub models: Models,
    pub nodes: Nodes,
    pub prefs: Prefs,
    pub presence: Presence,
    pub sessions: Sessions,
    pub skills: Skills,
    pub voice: Voice,
}

impl Stores {
    /// Makes the gateway and the stores around it.
    #[must_use]
    pub fn new() -> Self {
        let stores: StoredValue<Option<Self>> = StoredValue::new(None);
        let gateway = Gateway::new(move |delivery| {
            if let Some(stores) = stores.get_value() {
                stores.deliver(delivery);
            }
        });
        let made = Self::around(StoredValue::new_local(gateway));
        stores.set_value(Some(made));
        made
    }

    /// The stores of a gateway that is there already.
    #[must_use]
    pub fn around(gateway: GatewayRef) -> Self {
        let gateways = Gateways::load();
        let stores = Self {
            agents: Agents::new(gateway),
            approvals: Approvals::new(gateway),
            channels: Channels::new(gateway),
            chat: Chat::new(gateway),
            config: Config::new(),
            connection: Connection::new(gateway, gateways),
            cron: Cron::new(gateway),
            devices: Devices::new(gateway),
            fleet: Fleet::new(),
            gateways,
            health: Health::new(gateway),
            models: Models::new(gateway),
            nodes: Nodes::new(gateway),
            prefs: Prefs::load(),
            presence: Presence::new(gateway),
            sessions: Sessions::new(gateway),
            skills: Skills::new(),
            voice: Voice::new(gateway),
        };
        // What one gateway said is never shown as another's.
        watch_change(move |before: Option<Option<String>>| {
            let url = stores.connection.url().get();
            if before.flatten().is_some_and(|before| Some(&before) != url.as_ref()) {
                stores.forget();
            }
            url
        });
        stores
    }

    /// Goes to a gateway this browser knows, with what it has of it. What was known of the one before is
    /// forgotten; its drafts and tokens stay its own.
    pub fn go_to(&self, url: &str) {
        let token = self.gateways.token(url);
        self.connection.resume(Target { url: url.to_owned(), token, password: None });
    }

    /// The one way in for what the gateway says.
    pub fn deliver(&self, delivery: Delivery) {
        match delivery {
            Delivery::Phase(phase) => {
                let is_away = matches!(phase, Phase::Idle | Phase::Reconnecting { .. });
                self.connection.set_phase(phase);
                if is_away {
                    self.fleet.hear(*self, Said::Away);
                }
            }
            Delivery::Hello(hello) => {
                self.connection.greet(&hello);
                self.resync(Some(&hello));
            }
            Delivery::Event(event) => self.apply(&event),
            Delivery::Resync => self.resync(None),
        }
    }

    /// The one fork in the road of events. What is ignored is listed by name.
    fn apply(&self, event: &Event) {
        match event {
            Event::Agent(event) | Event::SessionTool(event) => {
                read(event, |event| {
                    self.agents.step(&event);
                    self.chat.apply_step(&event);
                });
            }
            Event::Chat(event) => read(event, |told| {
                self.chat.apply(&told);
                if told.is_end() {
                    self.sessions.run_ended();
                    self.sessions.refetch();
                    self.fleet.hear(*self, Said::Event(Event::Chat(event.clone())));
                }
            }),
            Event::SessionMessage(event) => {
                read(event, |message| self.chat.stored(&message.session_key));
            }
            Event::SessionsChanged(event) => read(event, |changed| {
                let rewrites = ["reset", "delete", "compact", "new"];
                let rewritten =
                    changed.reason.as_ref().is_some_and(|it| rewrites.contains(&it.as_str()));
                if let Some(key) = changed.session_key.as_ref().filter(|_| rewritten) {
                    self.chat.stored(key);
                }
                self.sessions.heard(Some(changed));
            }),
            Event::ConfigChanged(_) => self.config.changed(),
            Event::SkillsChanged(_) => self.skills.changed(),
            Event::SessionOperation(event) => read(event, |operation| {
                let done = operation.completed == Some(true);
                if let Some(key) = operation.session_key.filter(|_| done) {
                    self.chat.stored(&key);
                }
            }),
            Event::ExecApprovalRequested(event) => read(event, |asked| self.approvals.asked(asked)),
            Event::PluginApprovalRequested(event) => {
                read(event, |asked| self.approvals.plugin_asked(asked));
            }
            Event::ExecApprovalResolved(event) | Event::PluginApprovalResolved(event) => {
                read(event, |resolved| self.approvals.resolved(resolved));
            }
            Event::DevicePairRequested(_)
            | Event::DevicePairChanged(_)
            | Event::DevicePairResolved(_)
            | Event::NodePairRequested(_)
            | Event::NodePairResolved(_)
            | Event::Presence(_)
            | Event::Health(_)
            | Event::Heartbeat(_)
            | Event::Cron(_)
            | Event::TalkMode(_)
            | Event::VoicewakeChanged(_)
            | Event::UpdateAvailable(_) => self.fleet.hear(*self, Said::Event(event.clone())),
            // The connection's own affairs, told in `gateway`.
            Event::ConnectChallenge(_) | Event::Shutdown(_) | Event::Tick(_) => {}
            // Nothing on screen depends on these yet.
            Event::ChatMetadataChanged(_)
            | Event::ChatSendTiming(_)
            | Event::NodeInvokeRequest(_) => {}
            Event::Unknown { name, .. } => log::debug!("unknown event {name:?}"),
        }
    }

    /// After a hello, which brings a snapshot, or after missed events: what was loaded is loaded
    /// again. First connect and reconnect are the same path.
    fn resync(&self, hello: Option<&HelloOk>) {
        self.agents.resync();
        self.approvals.resync();
        self.config.changed();
        self.sessions.resync();
        self.chat
            .resync(hello.and_then(|hello| hello.snapshot.uptime_ms).map(|uptime| uptime as f64));
        self.fleet.hear(*self, Said::anew(hello));
    }

    fn forget(&self) {
        self.agents.forget();
        self.approvals.forget();
        self.chat.forget();
        self.models.forget();
        self.sessions.forget();
        self.fleet.forget(*self);
    }
}

/// Hands an event's payload on. A malformed one is told by its name and dropped.
fn read<T: DeserializeOwned>(event: &Unread<T>, take: impl FnOnce(T)) {
    match event.read() {
        Ok(payload) => take(payload),
        Err(error) => log::warn!("event {:?} cannot be read: {error}", event.name()),
    }
}

impl Default for Stores {
    fn default() -> Self {
        Self::new()
    }
}
