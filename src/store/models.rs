//! The models that can be chosen. Read when someone wants to choose.

use leptos::prelude::*;

use crate::gateway::GatewayRef;
use crate::protocol::models::{Model, Models as List, ModelsList};
use crate::store::listed::Listed;

#[derive(Clone, Copy)]
pub struct Models {
    gateway: GatewayRef,
    list: Listed<List>,
}

impl Models {
    #[must_use]
    pub fn new(gateway: GatewayRef) -> Self {
        Self { gateway, list: Listed::new() }
    }

    /// What can be chosen: the word for the wire and the name for people. Reactive.
    #[must_use]
    pub fn choices(&self) -> Vec<(String, String)> {
        self.list.value().with(|list| {
            let models = list.ready().map(|list| list.models.as_slice()).unwrap_or_default();
            models.iter().filter(|model| model.available != Some(false)).map(choice).collect()
        })
    }

    /// Another gateway is at the other end.
    pub fn forget(self) {
        self.list.forget();
    }

    /// Reads the list. What was read before stays until then.
    pub async fn load(self) {
        self.list.load(self.gateway, ModelsList {}).await;
    }
}

fn choice(model: &Model) -> (String, String) {
    let name = model.name.clone().unwrap_or_else(|| model.id.clone());
    match &model.provider {
        Some(provider) => (format!("{provider}/{}", model.id), format!("{name} · {provider}")),
        None => (model.id.clone(), name),
    }
}
