//! The agents of the gateway: which there are and what they are called.

use leptos::prelude::*;

use crate::gateway::GatewayRef;
use crate::platform::work;
use crate::protocol::agents::{AgentEvent, AgentRow, Agents as List, AgentsList};
use crate::protocol::id::AgentId;
use crate::remote::Remote;
use crate::store::listed::Listed;

/// Told each step of a run.
pub type Listener = Callback<AgentEvent>;

#[derive(Clone, Copy)]
pub struct Agents {
    gateway: GatewayRef,
    list: Listed<List>,
    listener: StoredValue<Option<Listener>>,
}

impl Agents {
    #[must_use]
    pub fn new(gateway: GatewayRef) -> Self {
        Self { gateway, list: Listed::new(), listener: StoredValue::new(None) }
    }

    #[must_use]
    pub fn list(&self) -> Signal<Remote<List>> {
        self.list.value()
    }

    /// What an agent is called, if it has a name. Reactive.
    #[must_use]
    pub fn name(&self, id: Option<&AgentId>) -> Option<String> {
        self.list.value().with(|list| {
            let list = list.ready()?;
            let id = id.or(list.default_id.as_ref())?;
            let row = list.agents.iter().find(|row| &row.id == id)?;
            name(row)
        })
    }

    /// The agent that new sessions belong to. Reactive.
    #[must_use]
    pub fn default_id(&self) -> Option<AgentId> {
        self.list.value().with(|list| list.ready()?.default_id.clone())
    }

    /// The same, not reactive.
    #[must_use]
    pub fn default_id_now(&self) -> Option<AgentId> {
        untrack(|| self.default_id())
    }

    /// A run has taken a step. It is kept nowhere: whoever looks at agents listens.
    pub(super) fn step(self, event: &AgentEvent) {
        if let Some(listener) = self.listener.get_value() {
            listener.run(event.clone());
        }
    }

    /// Tells steps to the page that shows them; `None` once it has gone.
    pub fn listen(self, listener: Option<Listener>) {
        self.listener.set_value(listener);
    }

    /// Another gateway is at the other end.
    pub fn forget(self) {
        self.list.forget();
    }

    pub async fn load(self) {
        self.list.load(self.gateway, AgentsList {}).await;
    }

    /// After a hello or missed events.
    pub fn resync(self) {
        work::begin(self.load());
    }
}

fn name(row: &AgentRow) -> Option<String> {
    let identity = row.identity.as_ref().and_then(|identity| identity.name.clone());
    identity.or_else(|| row.name.clone()).filter(|name| !name.is_empty())
}
