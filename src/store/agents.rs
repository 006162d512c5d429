//! The agents of the gateway: which there are and what they are called.

use leptos::prelude::*;

use crate::gateway::GatewayRef;
use crate::platform::work;
use crate::protocol::agents::{AgentRow, Agents as Listed, AgentsList};
use crate::protocol::id::AgentId;
use crate::remote::Remote;

#[derive(Clone, Copy)]
pub struct Agents {
    gateway: GatewayRef,
    list: RwSignal<Remote<Listed>>,
}

impl Agents {
    #[must_use]
    pub fn new(gateway: GatewayRef) -> Self {
        Self { gateway, list: RwSignal::new(Remote::Absent) }
    }

    #[must_use]
    pub fn list(&self) -> Signal<Remote<Listed>> {
        self.list.into()
    }

    /// What an agent is called, if it has a name. Reactive.
    #[must_use]
    pub fn name(&self, id: Option<&AgentId>) -> Option<String> {
        self.list.with(|list| {
            let list = list.ready()?;
            let id = id.or(list.default_id.as_ref())?;
            let row = list.agents.iter().find(|row| &row.id == id)?;
            name(row)
        })
    }

    /// The agent that new sessions belong to. Reactive.
    #[must_use]
    pub fn default_id(&self) -> Option<AgentId> {
        self.list.with(|list| list.ready()?.default_id.clone())
    }

    /// Another gateway is at the other end.
    pub fn forget(self) {
        self.list.set(Remote::Absent);
    }

    pub async fn load(self) {
        match self.gateway.get_value().call(AgentsList {}).await {
            Ok(listed) => self.list.set(Remote::Ready(listed)),
            Err(error) => self.list.update(|list| {
                if list.ready().is_none() {
                    *list = Remote::Failed(error.sentence());
                }
            }),
        }
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
