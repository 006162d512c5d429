//! The devices that may act for an operator, those that ask to, and their tokens. Live by hints: a
//! request or an answer leads to one more look at the list. No token is kept here.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::{clock, work};
use crate::protocol::devices::{
    DevicePairApprove, DevicePairList, DevicePairReject, DevicePairRemove, DevicePairs,
    DeviceRequest, DeviceTokenRevoke, DeviceTokenRotate,
};
use crate::protocol::id::{DeviceId, RequestId};
use crate::protocol::method::{Method, Scope};
use crate::protocol::secret::Secret;
use crate::remote::Remote;
use crate::store::listed::Listed;

pub mod name;

/// Requests run out without a word from the gateway, so while some wait the list is read again.
const LOOK_AGAIN_MS: u32 = 60_000;

#[derive(Clone, Copy)]
pub struct Devices {
    gateway: GatewayRef,
    pairs: Listed<DevicePairs>,
    /// Requests that nobody has been told of yet.
    news: RwSignal<Vec<DeviceRequest>>,
    heard: StoredValue<BTreeSet<RequestId>>,
    alarm: StoredValue<Option<clock::Alarm>, LocalStorage>,
}

/// What came of a rotation.
#[derive(Debug, Clone, PartialEq)]
pub struct Rotated {
    /// To be shown once. Late gateways give a device's token to that device only, and not to one
    /// that came with the gateway's own token: it gets it with its next welcome.
    pub token: Option<Secret>,
    /// It was the token of this browser, which keeps the new one.
    pub is_own: bool,
}

/// What came of an answer to a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Answered {
    Done,
    /// The gateway knows no such request any more.
    Gone,
    /// A sentence for the operator.
    Refused(String),
}

impl Devices {
    #[must_use]
    pub fn new(gateway: GatewayRef) -> Self {
        Self {
            gateway,
            pairs: Listed::new(),
            news: RwSignal::new(Vec::new()),
            heard: StoredValue::new(BTreeSet::new()),
            alarm: StoredValue::new_local(None),
        }
    }

    #[must_use]
    pub fn pairs(self) -> Signal<Remote<DevicePairs>> {
        self.pairs.value()
    }

    /// How many ask to be let in. Reactive.
    #[must_use]
    pub fn waiting(self) -> usize {
        self.pairs.value().with(|pairs| pairs.ready().map_or(0, |pairs| pairs.pending.len()))
    }

    /// Who this browser is to the gateway. Not reactive: it is known before any list is.
    #[must_use]
    pub fn own_id(self) -> Option<DeviceId> {
        self.gateway.with_value(|gateway| gateway.device_id())
    }

    /// Whether a token is the one by which this browser comes back.
    #[must_use]
    pub fn is_own_token(self, device: &DeviceId, role: &str) -> bool {
        self.gateway.with_value(|gateway| gateway.is_own_token(device, role))
    }

    /// Whether the gateway keeps such a list. Not reactive.
    #[must_use]
    pub fn is_offered(self) -> bool {
        self.offers::<DevicePairList>()
    }

    /// Whether paired devices can be removed. Not reactive.
    #[must_use]
    pub fn can_remove(self) -> bool {
        self.offers::<DevicePairRemove>()
    }

    /// The requests that have arrived since the last look, each once. Reactive.
    #[must_use]
    pub fn take_news(self) -> Vec<DeviceRequest> {
        if self.news.with(Vec::is_empty) {
            return Vec::new();
        }
        self.news.try_update_untracked(std::mem::take).unwrap_or_default()
    }

    /// Another gateway is at the other end.
    pub fn forget(self) {
        self.pairs.forget();
        self.news.set(Vec::new());
        self.heard.set_value(BTreeSet::new());
        self.alarm.set_value(None);
    }

    /// A device asks to be let in.
    pub(super) fn asked(self, request: DeviceRequest) {
        let is_new = self.heard.try_update_value(|heard| heard.insert(request.request_id.clone()));
        // A silent request is answered by the gateway itself.
        if is_new == Some(true) && request.silent != Some(true) {
            self.news.update(|news| news.push(request));
        }
        self.refetch();
    }

    pub async fn load(self) {
        self.pairs.load(self.gateway, DevicePairList {}).await;
        let alarm = (self.pairs.value().with_untracked(some_wait))
            .then(|| clock::after(LOOK_AGAIN_MS, move || self.refetch()));
        self.alarm.set_value(alarm);
    }

    /// Requests count on every page, so the list is read whoever looks.
    pub fn refetch(self) {
        let may = self.gateway.with_value(|gateway| gateway.allows(Scope::Pairing));
        if may && self.is_offered() {
            work::begin(self.load());
        }
    }

    /// After a hello or missed events.
    pub fn resync(self) {
        self.refetch();
    }

    /// Lets in whoever asked with this request and no other.
    pub async fn approve(self, request_id: RequestId) -> Answered {
        let gateway = self.gateway.get_value();
        let answer = gateway.call(DevicePairApprove { request_id }).await;
        self.answered(answer.map(drop)).await
    }

    /// Keeps out whoever asked with this request and no other.
    pub async fn reject(self, request_id: RequestId) -> Answered {
        let gateway = self.gateway.get_value();
        let answer = gateway.call(DevicePairReject { request_id }).await;
        self.answered(answer.map(drop)).await
    }

    /// The event brings what has changed, except where the request was gone already.
    async fn answered(self, answer: Result<(), CallError>) -> Answered {
        match answer {
            Ok(()) => Answered::Done,
            Err(error) if is_gone(&error) => {
                self.load().await;
                Answered::Gone
            }
            Err(error) => Answered::Refused(error.sentence()),
        }
    }

    /// Replaces a token. No event tells of it, so the list is read again.
    ///
    /// # Errors
    /// The refusal, as a sentence.
    pub async fn rotate(self, device_id: DeviceId, role: String) -> Result<Rotated, String> {
        let gateway = self.gateway.get_value();
        let request =
            DeviceTokenRotate { device_id: device_id.clone(), role: role.clone(), scopes: None };
        let reply = gateway.call(request).await.map_err(|error| error.sentence())?;
        let token = reply.token.filter(|token| !token.0.is_empty());
        let is_own = gateway.is_own_token(&device_id, &role);
        if let Some(token) = token.as_ref().filter(|_| is_own) {
            // Some gateways end the connection now: it comes back with this one.
            gateway.keep_own_token(token, &reply.scopes);
        }
        self.refetch();
        Ok(Rotated { token, is_own })
    }

    /// Ends a token. No event tells of it, so the list is read again.
    ///
    /// # Errors
    /// The refusal, as a sentence.
    pub async fn revoke(self, device_id: DeviceId, role: String) -> Result<(), String> {
        let call = self.gateway.get_value().call(DeviceTokenRevoke { device_id, role }).await;
        call.map_err(|error| error.sentence())?;
        self.refetch();
        Ok(())
    }

    /// Forgets a device and its tokens. No event tells of it, so the list is read again.
    ///
    /// # Errors
    /// The refusal, as a sentence.
    pub async fn remove(self, device_id: DeviceId) -> Result<(), String> {
        let call = self.gateway.get_value().call(DevicePairRemove { device_id }).await;
        call.map_err(|error| error.sentence())?;
        self.refetch();
        Ok(())
    }

    fn offers<M: Method>(self) -> bool {
        self.gateway.with_value(|gateway| gateway.offers(M::NAME))
    }
}

fn some_wait(pairs: &Remote<DevicePairs>) -> bool {
    pairs.ready().is_some_and(|pairs| !pairs.pending.is_empty())
}

/// The request was answered elsewhere, replaced by a newer one, or has run out.
pub(super) fn is_gone(error: &CallError) -> bool {
    matches!(error, CallError::Refused { message, .. } if message.contains("unknown requestId"))
}

#[cfg(test)]
mod tests {
    use leptos::prelude::{Owner, StoredValue};

    use super::{CallError, Devices, is_gone};
    use crate::gateway::Gateway;
    use crate::protocol::devices::DeviceRequest;

    fn request(id: &str, is_silent: bool) -> DeviceRequest {
        let text = format!(r#"{{"requestId":"{id}","deviceId":"d","silent":{is_silent}}}"#);
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn a_request_is_told_once_and_a_silent_one_never() {
        let owner = Owner::new();
        owner.set();
        // Without the scope nothing is read.
        let gateway = Gateway::scripted(&[], |_, _| Err(CallError::Offline));
        let devices = Devices::new(StoredValue::new_local(gateway));
        for (id, is_silent) in [("r-1", false), ("r-1", false), ("r-2", true), ("r-3", false)] {
            devices.asked(request(id, is_silent));
        }
        let told: Vec<_> = devices.take_news().into_iter().map(|it| it.request_id.0).collect();
        assert_eq!(told, ["r-1", "r-3"]);
        devices.asked(request("r-3", false));
        assert!(devices.take_news().is_empty());
    }

    #[test]
    fn a_request_that_nobody_knows_is_gone() {
        let refused = |message: &str| CallError::Refused {
            code: "INVALID_REQUEST".to_owned(),
            message: message.to_owned(),
            details: None,
            retry_after_ms: None,
        };
        assert!(is_gone(&refused("unknown requestId")));
        assert!(!is_gone(&refused("missing scope: operator.admin")));
        assert!(!is_gone(&CallError::Timeout));
    }
}
