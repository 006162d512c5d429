//! The gateway updating itself: begun once, remembered over the restart that follows, and told apart
//! from what the gateway says of it afterwards.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::features::config::patience::Patience;
use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::{clock, storage};
use crate::protocol::json;
use crate::protocol::method::Scope;
use crate::protocol::update::{UpdateRan, UpdateRun, UpdateStanding, UpdateStatus};
use crate::remote::Remote;
use crate::store::Stores;

/// Where this tab remembers the update it began, by the gateway's address.
const KEPT: &str = "quarterdeck.update ";

/// An update that was begun here.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Begun {
    /// By this computer's clock.
    pub since: f64,
    /// The version before, as the gateway's welcome told it.
    pub from: Option<String>,
    /// What the gateway answered; nothing while it has not, or when the connection went first.
    pub reply: Option<UpdateRan>,
    /// The connection went away before the answer came.
    #[serde(default)]
    pub lost: bool,
}

#[derive(Clone, Copy)]
pub struct UpdateState {
    pub stores: Stores,
    gateway: GatewayRef,
    /// The last one begun in this tab.
    pub begun: RwSignal<Option<Begun>>,
    pub running: RwSignal<bool>,
    pub problem: RwSignal<Option<String>>,
    /// Seconds until the gateway takes the wish.
    pub wait: Patience,
    /// What the gateway says of updates itself.
    pub standing: RwSignal<Remote<UpdateStanding>>,
}

impl UpdateState {
    #[must_use]
    pub fn new(stores: Stores) -> Self {
        let state = Self {
            stores,
            gateway: stores.connection.line(),
            begun: RwSignal::new(None),
            running: RwSignal::new(false),
            problem: RwSignal::new(None),
            wait: Patience::new(),
            standing: RwSignal::new(Remote::Absent),
        };
        let kept = storage::session(&state.kept_name());
        state.begun.set(kept.and_then(|text| json::read(&text).ok()));
        state
    }

    /// Whether the gateway can update itself. Reactive.
    #[must_use]
    pub fn is_offered(self) -> bool {
        self.stores.connection.phase().track();
        self.gateway.with_value(|gateway| gateway.offers("update.run"))
    }

    /// Whether this connection may ask for it. Reactive.
    #[must_use]
    pub fn is_allowed(self) -> bool {
        self.stores.connection.allows(Scope::Admin)
    }

    /// Reads what the gateway says of updates, where it says anything.
    pub async fn load(self) {
        let tells = untrack(|| self.is_allowed())
            && self.gateway.with_value(|gateway| gateway.offers("update.status"));
        if !tells {
            return;
        }
        if self.standing.with_untracked(|it| it.ready().is_none()) {
            self.standing.set(Remote::Loading);
        }
        let answer = self.gateway.get_value().call(UpdateStatus {}).await;
        let standing = match answer {
            Ok(standing) => Remote::Ready(standing),
            // It says less then, and the update itself is none the worse for it.
            Err(_) if self.standing.try_with_untracked(|it| it.ready().is_some()) == Some(true) => {
                return;
            }
            Err(_) => Remote::Absent,
        };
        let _gone = self.standing.try_set(standing);
    }

    /// Updates the gateway. Sent once; where the gateway asks to wait, when the wait is over.
    pub async fn run(self) {
        if self.running.get_untracked() {
            return;
        }
        let from = self.stores.connection.version().get_untracked();
        let mut begun = Begun { since: clock::now_ms(), from, ..Begun::default() };
        let name = self.kept_name();
        self.problem.set(None);
        self.running.set(true);
        self.tell(&name, Some(&begun));
        let outcome = loop {
            match self.gateway.get_value().call(UpdateRun::default()).await {
                Err(CallError::Refused { retry_after_ms: Some(ms), .. }) => {
                    if !self.wait.wait_out(ms).await {
                        break None;
                    }
                }
                outcome => break Some(outcome),
            }
        };
        match outcome {
            Some(Ok(reply)) => {
                begun.reply = Some(reply);
                self.tell(&name, Some(&begun));
            }
            Some(Err(CallError::Offline | CallError::Timeout)) => {
                begun.lost = true;
                self.tell(&name, Some(&begun));
            }
            Some(Err(error)) => {
                self.tell(&name, None);
                let _gone = self.problem.try_set(Some(error.sentence()));
            }
            None => self.tell(&name, None),
        }
        let is_gone = self.running.try_set(false).is_some();
        if !is_gone {
            self.load().await;
        }
    }

    /// The operator may have gone elsewhere: then it is told when they return.
    fn tell(self, name: &str, begun: Option<&Begun>) {
        let text = begun.and_then(|begun| serde_json::to_string(begun).ok());
        storage::set_session(name, text.as_deref());
        let _gone = self.begun.try_set(begun.cloned());
    }

    /// What was begun here is not shown any more.
    pub fn forget(self) {
        self.tell(&self.kept_name(), None);
        self.problem.set(None);
    }

    fn kept_name(self) -> String {
        let url = self.stores.connection.url().get_untracked();
        format!("{KEPT}{}", url.unwrap_or_default())
    }
}
