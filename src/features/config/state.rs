//! What the page has read of the configuration, and the edits on their way to the gateway.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;
use serde_json::value::RawValue;

use super::draft::{self, Draft};
use super::known;
use super::path::Path;
use super::schema::Schema;
use crate::gateway::GatewayRef;
use crate::protocol::config::{ConfigGet, ConfigSchema, ConfigSnapshot};
use crate::remote::Remote;
use crate::store::Stores;

/// The configuration as the gateway told it.
#[derive(Debug, Clone)]
pub struct Base {
    /// As authored: what an edit starts from.
    pub authored: Value,
    pub snapshot: ConfigSnapshot,
}

#[derive(Clone, Copy)]
pub struct ConfigState {
    pub stores: Stores,
    gateway: GatewayRef,
    pub base: RwSignal<Remote<Arc<Base>>>,
    pub schema: RwSignal<Remote<Arc<Schema>>>,
    /// What the operator makes of it.
    pub draft: RwSignal<Draft>,
}

impl ConfigState {
    #[must_use]
    pub fn new(stores: Stores) -> Self {
        Self {
            stores,
            gateway: stores.connection.line(),
            base: RwSignal::new(Remote::Absent),
            schema: RwSignal::new(Remote::Absent),
            draft: RwSignal::new(Draft::new(Value::Null)),
        }
    }

    /// Changes the draft: the one way for every edit.
    pub fn edit(self, edit: impl FnOnce(&mut Draft)) {
        self.draft.update(edit);
    }

    /// What stands in the draft. Reactive.
    #[must_use]
    pub fn value(self, path: &Path) -> Option<Value> {
        self.draft.with(|draft| draft.get(path).cloned())
    }

    /// What is in force on the gateway where nothing is written: its defaults filled in. Reactive.
    #[must_use]
    pub fn in_force(self, path: &Path) -> Option<Value> {
        self.base.with(|base| path.get(base.ready()?.snapshot.config.as_ref()?).cloned())
    }

    /// Reads the configuration.
    pub async fn load(self) {
        if self.base.with_untracked(|base| base.ready().is_none()) {
            self.base.set(Remote::Loading);
        }
        match self.gateway.get_value().call(ConfigGet {}).await {
            Ok(snapshot) => {
                let base = Base { authored: draft::authored(&snapshot), snapshot };
                self.draft.set(Draft::new(base.authored.clone()));
                self.base.set(Remote::Ready(Arc::new(base)));
            }
            Err(error) => self.base.set(Remote::Failed(error.sentence())),
        }
    }

    /// Reads the schema: once for each connection, since the gateway may have changed between two.
    pub async fn load_schema(self) {
        let of = self.whose();
        if let Some(schema) = of.as_deref().and_then(known::kept) {
            self.schema.set(Remote::Ready(schema));
            return;
        }
        if self.schema.with_untracked(|schema| schema.ready().is_none()) {
            self.schema.set(Remote::Loading);
        }
        let answer = self.gateway.get_value().call(ConfigSchema {}).await;
        let schema = answer.map_err(|error| error.sentence()).and_then(|reply| {
            let schema = reply.schema.as_deref().map(RawValue::get).unwrap_or_default();
            known::read(
                of,
                schema,
                reply.ui_hints.as_deref().map(RawValue::get).unwrap_or_default(),
            )
        });
        match schema {
            Ok(schema) => self.schema.set(Remote::Ready(schema)),
            // What was read before is better than nothing.
            Err(why) => {
                if self.schema.with_untracked(|schema| schema.ready().is_none()) {
                    self.schema.set(Remote::Failed(why));
                }
            }
        }
    }

    /// The gateway and this connection to it, where both have a name.
    fn whose(self) -> Option<String> {
        let url = self.stores.connection.url().get_untracked()?;
        let hello = self.gateway.with_value(|gateway| gateway.hello())?;
        Some(format!("{url} {}", hello.server.conn_id.as_deref()?))
    }
}
