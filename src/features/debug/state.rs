//! The calls made by name from this page, with what came of them. They are remembered for as long as
//! the console is open, and nowhere else.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::future::AbortHandle;
use futures_util::stream::abortable;
use leptos::prelude::*;
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use super::address::{Address, Tab};
use super::table;
use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::{clock, work};
use crate::protocol::json;
use crate::store::Stores;
use crate::ui::toast::Toasts;

pub mod guided;

/// So many calls are remembered.
pub const KEPT: usize = 50;

/// Answers of older calls are forgotten: some are megabytes.
const ANSWERS_KEPT: usize = 10;

/// How long a call waits when nothing else is said.
pub const PATIENCE_S: u32 = 60;

/// What was answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    pub value: Arc<Value>,
    pub bytes: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    Waiting,
    /// `more`: another answer may follow.
    Answered {
        reply: Reply,
        took_ms: f64,
        more: bool,
    },
    Failed {
        error: CallError,
        took_ms: f64,
    },
    /// The operator no longer waits.
    Left,
    /// It was answered, and the answer is no longer kept.
    Forgotten {
        took_ms: f64,
    },
}

/// A call that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    pub number: u32,
    /// Of which gateway.
    pub url: Option<String>,
    pub method: String,
    pub params: Arc<Value>,
    pub patience_s: u32,
    /// Milliseconds since the epoch.
    pub at: f64,
    pub outcome: Outcome,
}

impl Call {
    pub fn is_waiting(&self) -> bool {
        matches!(self.outcome, Outcome::Waiting | Outcome::Answered { more: true, .. })
    }
}

thread_local! {
    /// The newest first.
    static CALLS: ArcRwSignal<Vec<Call>> = ArcRwSignal::new(Vec::new());
}

fn kept() -> ArcRwSignal<Vec<Call>> {
    CALLS.with(ArcRwSignal::clone)
}

#[derive(Clone, Copy)]
pub struct DebugState {
    pub stores: Stores,
    pub toasts: Toasts,
    pub gateway: GatewayRef,
    pub tab: RwSignal<Tab>,
    pub method: RwSignal<Option<String>>,
    calls: RwSignal<Vec<Call>>,
    waiting: StoredValue<BTreeMap<u32, AbortHandle>>,
    /// What a call made again is filled in with.
    pub refill: RwSignal<Option<(String, Arc<Value>)>>,
}

impl DebugState {
    pub fn new(stores: Stores, toasts: Toasts) -> Self {
        Self {
            stores,
            toasts,
            gateway: stores.connection.line(),
            tab: RwSignal::new(Tab::default()),
            method: RwSignal::new(None),
            calls: RwSignal::from(kept()),
            waiting: StoredValue::new(BTreeMap::new()),
            refill: RwSignal::new(None),
        }
    }

    /// What is looked at. Reactive.
    pub fn address(self) -> Address {
        let method = self.method.get().filter(|_| self.tab.get() == Tab::Calls);
        Address { tab: self.tab.get(), method }
    }

    /// The calls to the gateway at the other end, the newest first. Reactive.
    pub fn calls(self) -> Vec<Call> {
        let url = self.stores.connection.url().get();
        self.calls.with(|calls| calls.iter().filter(|call| call.url == url).cloned().collect())
    }

    /// The latest call of a method. Reactive.
    pub fn latest(self, method: &str) -> Option<Call> {
        let url = self.stores.connection.url().get();
        self.calls.with(|calls| {
            calls.iter().find(|call| call.url == url && call.method == method).cloned()
        })
    }

    /// A call by its number. Reactive.
    pub fn made(self, number: u32) -> Option<Call> {
        self.calls.with(|calls| calls.iter().find(|call| call.number == number).cloned())
    }

    /// The methods of the gateway at the other end. Reactive.
    pub fn methods(self) -> Vec<String> {
        self.stores.connection.phase().track();
        let hello = self.gateway.with_value(crate::gateway::Gateway::hello);
        let listed = hello.as_ref().and_then(|hello| hello.features.methods.as_deref());
        table::catalogue(listed)
    }

    /// The events this gateway announces, or all that the console knows. Reactive.
    pub fn events(self) -> Vec<String> {
        self.stores.connection.phase().track();
        let hello = self.gateway.with_value(crate::gateway::Gateway::hello);
        let listed = hello.and_then(|hello| hello.features.events.clone()).unwrap_or_default();
        let known = table::uses::EVENTS.iter().map(|(name, _)| (*name).to_owned());
        let mut all: Vec<String> = if listed.is_empty() { known.collect() } else { listed };
        all.sort();
        all.dedup();
        all
    }

    /// Whether this connection may call it. What nobody knows is for the gateway to refuse. Reactive.
    pub fn may(self, method: &str) -> bool {
        table::scope(method).is_none_or(|scope| self.stores.connection.allows(scope))
    }

    /// Makes a call, once.
    pub fn run(self, method: String, params: Value, patience_s: u32) -> u32 {
        let number = kept().with_untracked(|calls| calls.first().map_or(1, |it| it.number + 1));
        let call = Call {
            number,
            url: self.stores.connection.url().get_untracked(),
            method: method.clone(),
            params: Arc::new(params.clone()),
            patience_s,
            at: clock::now_ms(),
            outcome: Outcome::Waiting,
        };
        kept().update(|calls| {
            calls.insert(0, call);
            calls.truncate(KEPT);
            for old in calls.iter_mut().skip(ANSWERS_KEPT) {
                if let Outcome::Answered { took_ms, more: false, .. } = old.outcome {
                    old.outcome = Outcome::Forgotten { took_ms };
                }
            }
        });
        let began = clock::steady_ms();
        let answers = match to_raw_value(&params) {
            Ok(params) => self.gateway.get_value().call_named(&method, &params, patience_s * 1000),
            Err(_) => Err(CallError::Shape { method: "a call by its name", why: String::new() }),
        };
        match answers {
            Err(error) => settle(number, Outcome::Failed { error, took_ms: 0.0 }),
            Ok(answers) => {
                let (mut answers, handle) = abortable(answers);
                self.waiting.update_value(|waiting| drop(waiting.insert(number, handle)));
                work::begin(async move {
                    while let Some(outcome) = answers.next().await {
                        settle(number, told(outcome, clock::steady_ms() - began));
                    }
                    ended(number);
                });
            }
        }
        number
    }

    /// Waits no longer. What was sent stays sent.
    pub fn leave(self, number: u32) {
        let handle = self.waiting.try_update_value(|waiting| waiting.remove(&number)).flatten();
        if let Some(handle) = handle {
            handle.abort();
        }
        settle(number, Outcome::Left);
    }

    /// Reads something that needs no parameters.
    pub async fn read(self, method: &str) -> Result<Reply, CallError> {
        let params = to_raw_value(&serde_json::json!({})).expect("an empty object can be written");
        let mut answers =
            self.gateway.get_value().call_named(method, &params, PATIENCE_S * 1000)?;
        let payload = answers.next().await.unwrap_or(Err(CallError::Offline))?;
        Ok(reply(payload.as_deref()))
    }

    /// The welcome of the connection that stands, as it came.
    pub fn welcome(self) -> Option<Reply> {
        self.gateway.with_value(|gateway| gateway.welcome().map(|it| reply(Some(&it))))
    }
}

/// How long a method may take, in seconds.
#[must_use]
pub fn patience(method: &str) -> u32 {
    match method {
        "agent" | "agent.wait" | "skills.install" => 600,
        "update.run" => 1_800,
        "web.login.wait"
        | "channels.status"
        | "wizard.start"
        | "wizard.next"
        | "exec.approval.request"
        | "node.invoke"
        | "cron.run"
        | "sessions.compact" => 130,
        _ => PATIENCE_S,
    }
}

fn reply(payload: Option<&RawValue>) -> Reply {
    let text = payload.map_or("null", RawValue::get);
    let value = json::read(text).unwrap_or_else(|_| Value::from(text));
    Reply { value: Arc::new(value), bytes: text.len() }
}

fn told(outcome: Result<Option<Box<RawValue>>, CallError>, took_ms: f64) -> Outcome {
    match outcome {
        Ok(payload) => Outcome::Answered { reply: reply(payload.as_deref()), took_ms, more: true },
        Err(error) => Outcome::Failed { error, took_ms },
    }
}

fn settle(number: u32, outcome: Outcome) {
    kept().update(|calls| {
        if let Some(call) = calls.iter_mut().find(|call| call.number == number) {
            call.outcome = outcome;
        }
    });
}

/// No further answer comes.
fn ended(number: u32) {
    kept().update(|calls| {
        let Some(call) = calls.iter_mut().find(|call| call.number == number) else { return };
        match &mut call.outcome {
            Outcome::Answered { more, .. } => *more = false,
            Outcome::Waiting => {
                call.outcome = Outcome::Failed { error: CallError::Offline, took_ms: 0.0 };
            }
            _ => {}
        }
    });
}
