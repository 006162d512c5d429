//! The connection to the gateway: one WebSocket, its life, its keys. The only door.

use std::rc::Rc;

use futures_channel::mpsc::{UnboundedReceiver, unbounded};
use futures_util::{Stream, StreamExt, future, stream};
use leptos::prelude::{LocalStorage, StoredValue};
use serde_json::{
    Value,
    value::{RawValue, to_raw_value},
};

use crate::protocol::json;
use crate::protocol::{
    event::Event,
    handshake::HelloOk,
    id::DeviceId,
    method::{Method, Scope},
    secret::Secret,
};

mod backoff;
mod calls;
mod dialect;
mod driver;
pub mod error;
mod fake;
pub mod identity;
mod pending;
pub mod phase;
pub mod recall;
mod refusal;
mod session;
mod socket;
pub mod tap;
mod target;

use calls::Outcome;
use driver::{Driver, Manner};
use error::CallError;
use fake::Script;
use identity::keep::DeviceToken;
use phase::Phase;
use recall::{Answer, Keep};
use tap::{Past, Tap};
pub use target::Target;

/// A `Copy` handle for stores: the gateway itself is single-threaded.
pub type GatewayRef = StoredValue<Gateway, LocalStorage>;

/// What 2026.2.6-3 answers without listing it.
const UNLISTED: [&str; 8] = [
    "chat.inject",
    "sessions.resolve",
    "sessions.usage",
    "sessions.usage.timeseries",
    "sessions.usage.logs",
    "web.login.start",
    "web.login.wait",
    "poll",
];

/// What a gateway without a list is taken to answer.
const CORE: [&str; 9] = [
    "chat.send",
    "chat.abort",
    "chat.history",
    "models.list",
    "sessions.list",
    "sessions.patch",
    "sessions.reset",
    "agents.list",
    "status",
];

/// What the connection hands to whoever made it, in order.
#[derive(Debug, Clone)]
pub enum Delivery {
    Phase(Phase),
    /// Connected: take the snapshot and load anew.
    Hello(Rc<HelloOk>),
    Event(Event),
    /// Events were missed: reload what is loaded.
    Resync,
}

/// A connection: the console's own, or one that looks on at another gateway.
#[derive(Clone)]
pub struct Gateway(Line);

#[derive(Clone)]
enum Line {
    Live(Rc<Driver>),
    Scripted(Rc<Script>),
}

impl Gateway {
    /// A gateway that is not connected. What it has to say goes to `deliver`.
    pub fn new(deliver: impl Fn(Delivery) + 'static) -> Self {
        Self(Line::Live(Driver::new(Manner::Operating, deliver)))
    }

    /// A gateway that is only looked at: with no more permission than it takes to see what waits, and
    /// without changing what is kept of it. It connects where this browser was let in before.
    pub fn onlooker(deliver: impl Fn(Delivery) + 'static) -> Self {
        Self(Line::Live(Driver::new(Manner::LookingOn, deliver)))
    }

    /// A gateway for tests: connected, with these scopes, and answering from a script.
    pub fn scripted(
        scopes: &[Scope],
        answer: impl Fn(&str, &Value) -> Result<Value, CallError> + 'static,
    ) -> Self {
        Self(Line::Scripted(Rc::new(Script::new(scopes, answer))))
    }

    /// What a scripted gateway was sent since the last look: methods and params.
    #[must_use]
    pub fn take_sent(&self) -> Vec<(String, Value)> {
        match &self.0 {
            Line::Live(_) => Vec::new(),
            Line::Scripted(script) => script.take_sent(),
        }
    }

    /// Who looks on asks, once, for as much as it takes to see what waits for everybody. Gives back
    /// whether it does.
    pub fn look_closer(&self) -> bool {
        match &self.0 {
            Line::Live(driver) => driver.look_closer(),
            Line::Scripted(_) => false,
        }
    }

    /// Connects, and replaces a running connection: nothing of the old one is heard again.
    pub fn connect(&self, target: Target) {
        if let Line::Live(driver) = &self.0 {
            driver.connect(target);
        }
    }

    /// Ends the connection. Never retries.
    pub fn disconnect(&self) {
        if let Line::Live(driver) = &self.0 {
            driver.disconnect();
        }
    }

    /// Ends the connection and forgets the token this device was given.
    pub fn sign_out(&self) {
        if let Line::Live(driver) = &self.0 {
            driver.sign_out();
        }
    }

    /// Tries at once instead of waiting.
    pub fn retry_now(&self) {
        if let Line::Live(driver) = &self.0 {
            driver.retry_now();
        }
    }

    #[must_use]
    pub fn phase(&self) -> Phase {
        match &self.0 {
            Line::Live(driver) => driver.phase(),
            Line::Scripted(_) => Phase::Connected,
        }
    }

    /// The welcome of the connection that stands.
    #[must_use]
    pub fn hello(&self) -> Option<Rc<HelloOk>> {
        match &self.0 {
            Line::Live(driver) => driver.hello(),
            Line::Scripted(script) => Some(script.hello()),
        }
    }

    /// The welcome of the connection that stands, or of the last one while memory speaks.
    #[must_use]
    pub fn last_hello(&self) -> Option<Rc<HelloOk>> {
        self.hello().or_else(|| self.recalled())
    }

    fn recalled(&self) -> Option<Rc<HelloOk>> {
        match &self.0 {
            Line::Live(driver) => driver.recall.hello(),
            Line::Scripted(_) => None,
        }
    }

    /// Who keeps what is answered from now on; nobody where the operator does not want it.
    pub fn keep(&self, keeper: Option<Rc<dyn Keep>>) {
        if let Line::Live(driver) = &self.0 {
            driver.recall.keep(keeper);
        }
    }

    /// Answers reads from memory until the gateway is there.
    pub fn recall(&self, hello: Rc<HelloOk>) {
        if let Line::Live(driver) = &self.0 {
            driver.recall.speak(Some(hello));
        }
    }

    /// Who this console is to the gateway, once it has tried to connect.
    #[must_use]
    pub fn device_id(&self) -> Option<DeviceId> {
        match &self.0 {
            Line::Live(driver) => driver.device_id(),
            Line::Scripted(_) => Some(DeviceId::from(fake::DEVICE)),
        }
    }

    /// Whether a token is the one by which this console comes back.
    #[must_use]
    pub fn is_own_token(&self, device: &DeviceId, role: &str) -> bool {
        role == driver::ROLE && self.device_id().as_ref() == Some(device)
    }

    /// Keeps a new token of this console, so that it comes back with it.
    pub fn keep_own_token(&self, token: &Secret, scopes: &[String]) {
        if let Line::Live(driver) = &self.0 {
            driver.keep_token(DeviceToken { token: token.0.clone(), scopes: scopes.to_vec() });
        }
    }

    /// How far the gateway's clock is ahead of our steady one, in milliseconds, once it has said it.
    #[must_use]
    pub fn clock_ahead_ms(&self) -> Option<f64> {
        match &self.0 {
            Line::Live(driver) => driver.ahead_ms(),
            Line::Scripted(_) => None,
        }
    }

    /// Sends one request and waits for its reply. Never resends: a write may have happened.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn call<M: Method>(&self, request: M) -> Result<M::Reply, CallError> {
        let params = written(&request)?;
        let answer = self.ask(M::NAME, M::SCOPE, M::DEADLINE_MS, &params).await?;
        let read = reply::<M>(answer.as_deref())?;
        self.answered(M::NAME, params, answer);
        Ok(read)
    }

    async fn ask(
        &self,
        method: &'static str,
        scope: Scope,
        deadline_ms: u32,
        params: &RawValue,
    ) -> Outcome {
        match &self.0 {
            Line::Live(driver) if driver.hello().is_none() => {
                driver.recall.tell(method, scope, params)
            }
            Line::Live(driver) => {
                self.may(scope)?;
                let receiver = driver.send_once(method, params, deadline_ms)?;
                receiver.await.unwrap_or(Err(CallError::Offline))
            }
            Line::Scripted(script) => {
                self.may(scope)?;
                script.call(method, params)
            }
        }
    }

    /// What memory has told is known there.
    fn answered(&self, method: &'static str, params: Box<RawValue>, text: Option<Box<RawValue>>) {
        if let (Line::Live(driver), Some(text)) = (&self.0, text)
            && driver.hello().is_some()
        {
            driver.recall.take(Answer { method, params, text });
        }
    }

    /// Sends one request that is answered more than once, as `agent` is: when the run has begun
    /// and when it is done. Ends after the last reply or the first error.
    pub fn call_many<M: Method>(
        &self,
        request: M,
    ) -> impl Stream<Item = Result<M::Reply, CallError>> + use<M> {
        let may = self.may(M::SCOPE).and_then(|()| written(&request));
        let replies = may.and_then(|params| match &self.0 {
            Line::Live(driver) => {
                let replies = driver.send_each(M::NAME, &params, M::DEADLINE_MS)?;
                Ok(replies.left_stream())
            }
            Line::Scripted(script) => {
                let outcome = script.call(M::NAME, &params);
                Ok(stream::once(future::ready(outcome)).right_stream())
            }
        });
        match replies {
            Ok(replies) => replies.map(|outcome| reply::<M>(outcome?.as_deref())).left_stream(),
            Err(error) => stream::once(future::ready(Err(error))).right_stream(),
        }
    }

    /// Sends one request by its name, for what has no request of its own. Each answer comes out: one
    /// that says `accepted` is followed by another. Never resends.
    ///
    /// # Errors
    /// When it was not sent. What the gateway answers is in the stream.
    pub fn call_named(
        &self,
        method: &str,
        params: &RawValue,
        deadline_ms: u32,
    ) -> Result<UnboundedReceiver<Outcome>, CallError> {
        match &self.0 {
            Line::Live(driver) => driver.send_each(method, params, deadline_ms),
            Line::Scripted(script) => {
                let (sender, receiver) = unbounded();
                let _heard = sender.unbounded_send(script.call(method, params));
                Ok(receiver)
            }
        }
    }

    /// Lets somebody look at what passes, or nobody any more.
    pub fn watch(&self, tap: Option<Tap>) {
        if let Line::Live(driver) = &self.0 {
            driver.watch.set(tap);
        }
    }

    /// What the connection has been through.
    #[must_use]
    pub fn past(&self) -> Past {
        match &self.0 {
            Line::Live(driver) => driver.watch.past(),
            Line::Scripted(_) => Past::default(),
        }
    }

    /// The last welcome as it came, with its secrets.
    #[must_use]
    pub fn welcome(&self) -> Option<Box<RawValue>> {
        match &self.0 {
            Line::Live(driver) => driver.watch.welcome(),
            Line::Scripted(_) => None,
        }
    }

    /// Whether the connection has this permission. Without a word about scopes nothing is assumed
    /// to be forbidden: the gateway refuses by itself. While memory speaks it is as it was then; what
    /// is more than reading is refused by `call`.
    #[must_use]
    pub fn allows(&self, scope: Scope) -> bool {
        let Some(hello) = self.last_hello() else { return false };
        match hello.auth.as_ref().and_then(|auth| auth.scopes.as_ref()) {
            Some(granted) => scope.is_granted_by(granted),
            None => scope != Scope::Node,
        }
    }

    /// Whether this gateway answers the method.
    #[must_use]
    pub fn offers(&self, method: &str) -> bool {
        let Some(hello) = self.last_hello() else { return false };
        match &hello.features.methods {
            Some(listed) => listed.iter().any(|it| it == method) || UNLISTED.contains(&method),
            None => hello.protocol > 0 || CORE.contains(&method),
        }
    }

    fn may(&self, scope: Scope) -> Result<(), CallError> {
        if self.hello().is_none() {
            return Err(CallError::Offline);
        }
        if self.allows(scope) { Ok(()) } else { Err(CallError::Scope(scope)) }
    }
}

fn written<M: Method>(request: &M) -> Result<Box<RawValue>, CallError> {
    to_raw_value(request)
        .map_err(|error| CallError::Shape { method: M::NAME, why: error.to_string() })
}

fn reply<M: Method>(payload: Option<&RawValue>) -> Result<M::Reply, CallError> {
    let text = payload.map_or("null", RawValue::get);
    json::read(text).map_err(|error| {
        log::warn!("{}: the reply cannot be read: {error}", M::NAME);
        CallError::Shape { method: M::NAME, why: error.to_string() }
    })
}

#[cfg(test)]
mod tests;
