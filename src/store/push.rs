//! Being told by the gateway itself while no console is open. The browser holds the subscription, the
//! gateway sends to it; here the two meet. Nothing of it is kept.

use leptos::prelude::*;

use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::push::{self, Subscription};
use crate::protocol::method::{Method, Scope};
use crate::protocol::push::{
    PushKeys, PushPreferences, PushTested, PushWebPreferencesGet, PushWebPreferencesSet,
    PushWebSubscribe, PushWebTest, PushWebUnsubscribe, PushWebVapidPublicKey,
};
use crate::store::connection::Connection;

#[derive(Clone, Copy)]
pub struct Push {
    gateway: GatewayRef,
}

/// How this browser and this gateway stand to each other.
#[derive(Clone, PartialEq, Eq)]
pub enum Standing {
    Off,
    On(Subscription),
    /// It is subscribed, but with another key: another gateway's, or one that this gateway had before.
    OtherKey,
}

impl Push {
    #[must_use]
    pub fn of(connection: Connection) -> Self {
        Self { gateway: connection.line() }
    }

    /// Whether this gateway pushes, and this connection may ask it to. Not reactive.
    #[must_use]
    pub fn is_offered(self) -> bool {
        let needed =
            [PushWebVapidPublicKey::NAME, PushWebSubscribe::NAME, PushWebUnsubscribe::NAME];
        self.gateway.with_value(|gateway| {
            gateway.allows(Scope::Write) && needed.into_iter().all(|name| gateway.offers(name))
        })
    }

    /// Whether the gateway has this method. Not reactive.
    #[must_use]
    pub fn offers<M: Method>(self) -> bool {
        self.gateway.with_value(|gateway| gateway.offers(M::NAME) && gateway.allows(M::SCOPE))
    }

    async fn key(self) -> Result<String, CallError> {
        let key = self.gateway.get_value().call(PushWebVapidPublicKey {}).await?;
        Ok(key.vapid_public_key.unwrap_or_default())
    }

    /// # Errors
    /// When the gateway does not say its key.
    pub async fn standing(self) -> Result<Standing, CallError> {
        let Some(subscription) = push::current().await else { return Ok(Standing::Off) };
        let key = self.key().await?;
        Ok(match push::is_of(&subscription, &key) {
            true => Standing::On(subscription),
            false => Standing::OtherKey,
        })
    }

    /// Subscribes this browser with the gateway's key and hands that over. What was subscribed before
    /// ends: a browser has one subscription. `None` when the browser refuses.
    ///
    /// # Errors
    /// Whatever the gateway says. Then this browser is not subscribed.
    pub async fn turn_on(self) -> Result<Option<Subscription>, CallError> {
        let key = self.key().await?;
        let known = push::current().await;
        if known.as_ref().is_some_and(|known| !push::is_of(known, &key)) {
            push::unsubscribe().await;
        }
        let Some(subscription) = push::subscribe(&key).await else { return Ok(None) };
        if let Err(error) = self.hand_over(&subscription).await {
            push::unsubscribe().await;
            return Err(error);
        }
        Ok(Some(subscription))
    }

    /// Ends the subscription at the gateway and in the browser. It ends in the browser even if the
    /// gateway cannot be told: then what it sends reaches nobody, and it forgets the address by itself.
    ///
    /// # Errors
    /// Whatever the gateway says.
    pub async fn turn_off(self, subscription: &Subscription) -> Result<(), CallError> {
        let endpoint = subscription.endpoint.as_str().into();
        let told = self.gateway.get_value().call(PushWebUnsubscribe { endpoint }).await;
        push::unsubscribe().await;
        told.map(drop)
    }

    /// Hands over what the browser has, if it is for this gateway: it may have another address than the
    /// last time, and hearing of the same one again changes nothing.
    pub async fn keep(self) {
        if !self.is_offered() || !push::is_supported() {
            return;
        }
        let kept = match self.standing().await {
            Ok(Standing::On(subscription)) => self.hand_over(&subscription).await,
            Ok(Standing::Off | Standing::OtherKey) => Ok(()),
            Err(error) => Err(error),
        };
        if let Err(error) = kept {
            log::warn!("the subscription was not kept: {error:?}");
        }
    }

    async fn hand_over(self, subscription: &Subscription) -> Result<(), CallError> {
        let keys = PushKeys {
            p256dh: subscription.p256dh.as_str().into(),
            auth: subscription.auth.as_str().into(),
        };
        let endpoint = subscription.endpoint.as_str().into();
        self.gateway.get_value().call(PushWebSubscribe { endpoint, keys }).await.map(drop)
    }

    /// Has the gateway push to every browser that is subscribed.
    ///
    /// # Errors
    /// Whatever the gateway says: for example that none could be reached.
    pub async fn test(self, title: String, body: String) -> Result<PushTested, CallError> {
        let request = PushWebTest { title: Some(title), body: Some(body) };
        self.gateway.get_value().call(request).await
    }

    /// What is pushed to this browser.
    ///
    /// # Errors
    /// Whatever the gateway says.
    pub async fn preferences(self, of: &Subscription) -> Result<PushPreferences, CallError> {
        let endpoint = of.endpoint.as_str().into();
        self.gateway.get_value().call(PushWebPreferencesGet { endpoint }).await
    }

    /// Changes what is pushed to this browser, and reads what is in force then.
    ///
    /// # Errors
    /// Whatever the gateway says.
    pub async fn prefer(
        self,
        of: &Subscription,
        preferences: serde_json::Map<String, serde_json::Value>,
    ) -> Result<PushPreferences, CallError> {
        let (endpoint, scope) = (of.endpoint.as_str().into(), "device".to_owned());
        let request = PushWebPreferencesSet { endpoint, scope, preferences };
        self.gateway.get_value().call(request).await?;
        self.preferences(of).await
    }
}
