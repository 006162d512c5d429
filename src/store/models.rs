//! The models that can be chosen. Read when someone wants to choose.

use leptos::prelude::*;

use crate::gateway::GatewayRef;
use crate::protocol::models::{Model, Models as Listed, ModelsList};
use crate::remote::Remote;

#[derive(Clone, Copy)]
pub struct Models {
    gateway: GatewayRef,
    list: RwSignal<Remote<Listed>>,
}

impl Models {
    #[must_use]
    pub fn new(gateway: GatewayRef) -> Self {
        Self { gateway, list: RwSignal::new(Remote::Absent) }
    }

    /// What can be chosen: the word for the wire and the name for people. Reactive.
    #[must_use]
    pub fn choices(&self) -> Vec<(String, String)> {
        self.list.with(|list| {
            let models = list.ready().map(|list| list.models.as_slice()).unwrap_or_default();
            models.iter().filter(|model| model.available != Some(false)).map(choice).collect()
        })
    }

    /// Another gateway is at the other end.
    pub fn forget(self) {
        self.list.set(Remote::Absent);
    }

    /// Reads the list. What was read before stays until then.
    pub async fn load(self) {
        if self.list.with_untracked(|list| list.ready().is_none()) {
            self.list.set(Remote::Loading);
        }
        match self.gateway.get_value().call(ModelsList {}).await {
            Ok(listed) => self.list.set(Remote::Ready(listed)),
            Err(error) => self.list.update(|list| {
                if list.ready().is_none() {
                    *list = Remote::Failed(error.sentence());
                }
            }),
        }
    }
}

fn choice(model: &Model) -> (String, String) {
    let name = model.name.clone().unwrap_or_else(|| model.id.clone());
    match &model.provider {
        Some(provider) => (format!("{provider}/{}", model.id), format!("{name} · {provider}")),
        None => (model.id.clone(), name),
    }
}
