//! What the page of agents knows while it is open: who they are, what they do, what the configuration
//! says of them; and how an agent is made, changed and deleted. Files are in `state/files`.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use super::doing::{Doing, Heard, doing};
use super::looks::{Looks, looks};
use super::settings::{Settings, settings};
use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::watch::{watch, watch_change};
use crate::platform::{browser, clock, work};
use crate::protocol::agents::{
    AgentCreated, AgentDeleted, AgentIdentity, AgentIdentityGet, AgentRow, AgentsCreate,
    AgentsDelete, AgentsUpdate,
};
use crate::protocol::config::ConfigGet;
use crate::protocol::health::AgentHealth;
use crate::protocol::id::AgentId;
use crate::protocol::method::{Method, Scope};
use crate::store::Stores;

pub mod files;
mod saving;

/// So many agents are asked who they are. Most gateways have fewer.
const ASKED: usize = 40;

#[derive(Clone, Copy)]
pub struct AgentsState {
    pub stores: Stores,
    gateway: GatewayRef,
    heard: RwSignal<Heard>,
    identities: RwSignal<BTreeMap<AgentId, AgentIdentity>>,
    config: RwSignal<Option<Arc<Value>>>,
    /// What every agent is doing.
    pub doing: Memo<BTreeMap<AgentId, Doing>>,
    /// Whether this connection may change agents; without one, whether the last one could.
    pub allowed: Memo<bool>,
    /// Who is asked about before being deleted, and what it is called.
    pub removing: RwSignal<Option<(AgentId, String)>>,
    /// Counts the gateways looked at: an answer of the one before is about somebody else.
    turn: StoredValue<u32>,
}

impl AgentsState {
    #[must_use]
    pub fn new(stores: Stores) -> Self {
        let heard = RwSignal::new(Heard::default());
        let doing = Memo::new(move |_| {
            stores.sessions.list().with(|list| {
                let rows = list.ready().map(|list| list.sessions.as_slice()).unwrap_or_default();
                heard.with(|heard| doing(rows, heard))
            })
        });
        let connected = stores.connection.is_connected();
        let allowed = Memo::new(move |before: Option<&bool>| {
            let known = connected.get().then(|| stores.connection.allows(Scope::Admin));
            known.or(before.copied()).unwrap_or(true)
        });
        Self {
            stores,
            gateway: stores.connection.line(),
            heard,
            identities: RwSignal::new(BTreeMap::new()),
            config: RwSignal::new(None),
            doing,
            allowed,
            removing: RwSignal::new(None),
            turn: StoredValue::new(0),
        }
    }

    /// Reads what the page shows now, after every hello and when it is heard to have changed. Called
    /// once, by the page.
    pub fn follow(self, minute: Signal<u32>) {
        let readable = self.stores.connection.is_readable();
        watch_change(move |before: Option<Option<String>>| {
            let url = self.stores.connection.url().get();
            if before.is_some_and(|before| before != url) {
                self.turn.update_value(|turn| *turn += 1);
                self.identities.update(BTreeMap::clear);
                self.config.set(None);
            }
            url
        });
        watch(move || {
            if readable.get() {
                self.heard.set(Heard::default());
                work::begin(self.stores.agents.load());
                work::begin(self.stores.sessions.load());
                work::begin(self.stores.health.load());
            }
        });
        watch(move || {
            let _changed = self.stores.config.changes();
            if readable.get() {
                work::begin(self.load_config());
                work::begin(self.stores.agents.load());
            }
        });
        watch(move || {
            let ids = self.stores.agents.list().with(|list| {
                let agents = list.ready().map(|list| list.agents.as_slice()).unwrap_or_default();
                agents.iter().take(ASKED).map(|row| row.id.clone()).collect::<Vec<_>>()
            });
            if readable.get() {
                work::begin(self.load_identities(ids));
            }
        });
        self.stores.agents.listen(Some(Callback::new(move |event| {
            let mut is_news = false;
            self.heard.try_update_untracked(|heard| is_news = heard.step(&event, clock::now_ms()));
            if is_news {
                self.heard.notify();
            }
        })));
        on_cleanup(move || self.stores.agents.listen(None));
        watch(move || {
            minute.track();
            self.heard.update(|heard| heard.tire(clock::now_ms()));
        });
    }

    async fn load_identities(self, ids: Vec<AgentId>) {
        let turn = self.turn.try_get_value();
        for id in ids {
            let request = AgentIdentityGet { agent_id: Some(id.clone()), session_key: None };
            let told = self.gateway.get_value().call(request).await;
            if turn.is_none() || self.turn.try_get_value() != turn {
                return;
            }
            match told {
                Ok(told) => {
                    let is_known =
                        self.identities.with_untracked(|all| all.get(&id) == Some(&told));
                    if !is_known {
                        self.identities.update(|all| drop(all.insert(id, told)));
                    }
                }
                Err(CallError::Offline) => return,
                Err(error) => log::debug!("who {id} is: {error:?}"),
            }
        }
    }

    /// Not everybody may read the configuration, and the page does without.
    async fn load_config(self) {
        let turn = self.turn.try_get_value();
        let read = self.gateway.get_value().call(ConfigGet {}).await;
        if turn.is_none() || self.turn.try_get_value() != turn {
            return;
        }
        match read {
            Ok(snapshot) => self.config.set(snapshot.config.map(Arc::new)),
            Err(error) => log::debug!("agents without their configuration: {error:?}"),
        }
    }

    /// What an agent is called and looks like. Reactive.
    #[must_use]
    pub fn looks(self, row: &AgentRow) -> Looks {
        let gateway = self.stores.connection.url().get().unwrap_or_default();
        let here = browser::origin();
        self.identities.with(|all| looks(row, all.get(&row.id), &here, &gateway))
    }

    /// The character an agent is given, if any. Reactive.
    #[must_use]
    pub fn theme(self, row: &AgentRow) -> Option<String> {
        let listed = row.identity.as_ref().and_then(|it| it.theme.clone());
        listed.or_else(|| self.identities.with(|all| all.get(&row.id)?.theme.clone()))
    }

    /// The listed row of an agent. Reactive.
    #[must_use]
    pub fn row(self, id: &AgentId) -> Option<AgentRow> {
        self.stores
            .agents
            .list()
            .with(|list| list.ready()?.agents.iter().find(|row| row.id == *id).cloned())
    }

    /// What the configuration says of an agent, where it may be read. Reactive.
    #[must_use]
    pub fn settings(self, id: &AgentId) -> Option<Settings> {
        self.config.with(|config| config.as_ref().map(|config| settings(config, id)))
    }

    /// What the gateway's health tells of an agent. Reactive.
    #[must_use]
    pub fn health(self, id: &AgentId) -> Option<AgentHealth> {
        self.stores
            .health
            .summary()
            .with(|health| health.ready()?.agents.iter().find(|it| it.agent_id == *id).cloned())
    }

    /// Where the files of an agent lie, where that is told. Reactive.
    #[must_use]
    pub fn workspace(self, id: &AgentId) -> Option<String> {
        let listed = self.row(id).and_then(|row| row.workspace);
        listed.or_else(|| self.settings(id)?.workspace)
    }

    /// Whether this gateway has the method; while the connection is away, whether it had.
    #[must_use]
    pub fn offers<M: Method>(self) -> Memo<bool> {
        let connected = self.stores.connection.is_connected();
        Memo::new(move |before: Option<&bool>| {
            let now = connected.get();
            let known = now.then(|| self.gateway.with_value(|gateway| gateway.offers(M::NAME)));
            known.or(before.copied()).unwrap_or(false)
        })
    }

    /// Whether the model of an agent can be taken away again: late gateways, which tell how agents are
    /// listed, understand that. Reactive.
    #[must_use]
    pub fn can_clear_model(self) -> bool {
        self.stores
            .agents
            .list()
            .with(|list| list.ready().is_some_and(|list| list.ownership.is_some()))
    }

    /// # Errors
    /// Whatever the gateway says, or that it could not be asked.
    pub async fn create(self, request: AgentsCreate) -> Result<AgentCreated, CallError> {
        let made = self.gateway.get_value().call(request).await?;
        self.stores.agents.load().await;
        Ok(made)
    }

    /// # Errors
    /// Whatever the gateway says, or that it could not be asked.
    pub async fn update(self, request: AgentsUpdate) -> Result<(), CallError> {
        let id = request.agent_id.clone();
        self.gateway.get_value().call(request).await?;
        self.stores.agents.load().await;
        self.load_identities(vec![id]).await;
        self.load_config().await;
        Ok(())
    }

    /// # Errors
    /// Whatever the gateway says, or that it could not be asked.
    pub async fn delete(self, request: AgentsDelete) -> Result<AgentDeleted, CallError> {
        let done = self.gateway.get_value().call(request).await?;
        self.stores.agents.load().await;
        self.stores.sessions.refetch();
        Ok(done)
    }
}
