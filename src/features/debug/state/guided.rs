//! A wizard of the gateway as it is gone through: the step at hand, what has been answered, and how it
//! ended. Its session is kept in this tab, so that a reload goes on where it was.

use leptos::prelude::*;
use serde_json::Value;

use super::super::wizard::answer::Passed;
use crate::gateway::GatewayRef;
use crate::gateway::error::CallError;
use crate::platform::{storage, work};
use crate::protocol::wizard::{
    WizardAnswer, WizardCancel, WizardNext, WizardStart, WizardStatus, WizardStep, WizardTurn,
};
use crate::store::Stores;
use crate::words::{t, w};

/// Where one is.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Stage {
    #[default]
    Nowhere,
    /// It is asked whether the wizard of before still runs.
    Resuming,
    /// The gateway works, or thinks of its next question. The words are its own, if it said any.
    Working(Option<Box<WizardStep>>),
    Asked(Box<WizardStep>),
    Over {
        status: String,
        error: Option<String>,
    },
    /// Nothing is known of it at the moment; one can look again.
    Lost(String),
}

#[derive(Clone, Copy)]
pub struct Guided {
    gateway: GatewayRef,
    url: Signal<Option<String>>,
    connected: Signal<bool>,
    session: RwSignal<Option<String>>,
    pub stage: RwSignal<Stage>,
    /// What was wrong with the last answer, or with what was asked for.
    pub problem: RwSignal<Option<String>>,
    pub passed: RwSignal<Vec<Passed>>,
    pub cancelling: RwSignal<bool>,
    /// Counts what was begun: an answer to something older is not listened to.
    turn: StoredValue<u32>,
}

impl Guided {
    pub fn new(stores: Stores) -> Self {
        Self {
            gateway: stores.connection.line(),
            url: stores.connection.url(),
            connected: stores.connection.is_connected(),
            session: RwSignal::new(None),
            stage: RwSignal::new(Stage::Nowhere),
            problem: RwSignal::new(None),
            passed: RwSignal::new(Vec::new()),
            cancelling: RwSignal::new(false),
            turn: StoredValue::new(0),
        }
    }

    /// Whether a wizard runs, as far as is known. Reactive.
    pub fn is_running(self) -> bool {
        self.session.with(Option::is_some)
    }

    /// Goes on with the wizard of before, if there is one. Called again after each hello.
    pub fn resume(self) {
        let known = self.session.get_untracked().or_else(|| storage::session(&self.key()));
        let Some(session) = known else { return };
        if matches!(self.stage.get_untracked(), Stage::Asked(_) | Stage::Resuming) {
            return;
        }
        self.session.set(Some(session.clone()));
        self.stage.set(Stage::Resuming);
        let turn = self.next_turn();
        work::begin(async move {
            let state = self.gateway.get_value().call(WizardStatus { session_id: session }).await;
            if !self.is_now(turn) {
                return;
            }
            match state {
                Ok(state) if state.status.as_deref() == Some("running") => {
                    self.ask(turn, None).await;
                }
                Ok(state) => self.over(state.status, state.error),
                Err(error) => self.failed(&error),
            }
        });
    }

    pub fn start(self, request: WizardStart) {
        self.passed.set(Vec::new());
        self.problem.set(None);
        self.stage.set(Stage::Working(None));
        let turn = self.next_turn();
        work::begin(async move {
            let begun = self.gateway.get_value().call(request).await;
            if !self.is_now(turn) {
                return;
            }
            match begun {
                Ok(begun) => {
                    self.keep(begun.session_id.clone());
                    self.take(turn, begun).await;
                }
                Err(error) => {
                    self.problem.set(Some(error.sentence()));
                    self.stage.set(Stage::Nowhere);
                }
            }
        });
    }

    /// Answers the step at hand, once.
    pub fn answer(self, step: &WizardStep, value: Option<Value>, passed: Passed) {
        self.problem.set(None);
        self.stage.set(Stage::Working(None));
        let turn = self.next_turn();
        let (step, answer) = (step.clone(), WizardAnswer { step_id: step.id.clone(), value });
        work::begin(async move {
            let Some(session_id) = self.session.get_untracked() else { return };
            let request = WizardNext { session_id, answer: Some(answer) };
            let next = self.gateway.get_value().call(request).await;
            if !self.is_now(turn) {
                return;
            }
            match next {
                Ok(next) => {
                    let is_same = next.step.as_ref().is_some_and(|next| next.id == step.id);
                    if !is_same {
                        self.passed.update(|all| all.push(passed));
                    }
                    self.take(turn, next).await;
                }
                // The answer was taken, or it was not: the step at hand tells.
                Err(CallError::Timeout) => self.ask(turn, None).await,
                Err(CallError::Refused { code, message, details, .. }) if !is_gone(&message) => {
                    let refused =
                        CallError::Refused { code, message, details, retry_after_ms: None };
                    self.problem.set(Some(refused.sentence()));
                    self.stage.set(Stage::Asked(Box::new(step)));
                }
                Err(error) => self.failed(&error),
            }
        });
    }

    /// Looks again at what is asked.
    pub fn look(self) {
        self.stage.set(Stage::Working(None));
        let turn = self.next_turn();
        work::begin(self.ask(turn, None));
    }

    /// Ends the wizard. What it has done so far stays done.
    pub fn cancel(self) {
        let Some(session_id) = self.session.get_untracked() else {
            self.stage.set(Stage::Nowhere);
            return;
        };
        if self.cancelling.get_untracked() {
            return;
        }
        self.cancelling.set(true);
        self.problem.set(None);
        work::begin(async move {
            let state = self.gateway.get_value().call(WizardCancel { session_id }).await;
            // Whoever cancelled may have gone elsewhere meanwhile.
            if self.cancelling.try_set(false).is_some() {
                return;
            }
            match state {
                Ok(state) if state.status.as_deref() == Some("running") => {
                    self.problem.set(Some(t(w::DEBUG_WIZARD_LOCKED)));
                }
                Ok(state) => {
                    self.next_turn();
                    self.over(state.status, None);
                }
                Err(CallError::Refused { message, .. }) if is_gone(&message) => {
                    self.next_turn();
                    self.over(Some("gone".to_owned()), None);
                }
                Err(error) => self.problem.set(Some(error.sentence())),
            }
        });
    }

    /// Puts an ended wizard away.
    pub fn put_away(self) {
        self.passed.set(Vec::new());
        self.problem.set(None);
        self.stage.set(Stage::Nowhere);
    }

    /// Waits for the step at hand, for as long as the gateway takes: it only tells.
    async fn ask(self, turn: u32, shown: Option<Box<WizardStep>>) {
        let mut shown = shown;
        loop {
            let Some(Some(session_id)) = self.session.try_get_untracked() else { return };
            self.stage.set(Stage::Working(shown.clone()));
            let request = WizardNext { session_id, answer: None };
            let next = self.gateway.get_value().call(request).await;
            if !self.is_now(turn) {
                return;
            }
            match next {
                Ok(WizardTurn { step: Some(step), done, error, .. }) if done != Some(true) => {
                    if step.waits() {
                        self.problem.set(error);
                        self.stage.set(Stage::Asked(Box::new(step)));
                        return;
                    }
                    shown = Some(Box::new(step));
                }
                Ok(turned) => return self.over(turned.status, turned.error),
                Err(CallError::Timeout) => {}
                Err(error) => return self.failed(&error),
            }
        }
    }

    async fn take(self, turn: u32, told: WizardTurn) {
        match told {
            WizardTurn { step: Some(step), done, error, .. } if done != Some(true) => {
                if step.waits() {
                    self.problem.set(error);
                    self.stage.set(Stage::Asked(Box::new(step)));
                } else {
                    self.ask(turn, Some(Box::new(step))).await;
                }
            }
            told => self.over(told.status, told.error),
        }
    }

    fn failed(self, error: &CallError) {
        match error {
            CallError::Refused { message, .. } if is_gone(message) => {
                self.over(Some("gone".to_owned()), None);
            }
            // After the next hello it is looked for again.
            error => self.stage.set(Stage::Lost(error.sentence())),
        }
    }

    fn over(self, status: Option<String>, error: Option<String>) {
        self.keep(None);
        let status = status.unwrap_or_else(|| "done".to_owned());
        self.stage.set(Stage::Over { status, error });
    }

    fn keep(self, session: Option<String>) {
        storage::set_session(&self.key(), session.as_deref());
        self.session.set(session);
    }

    fn key(self) -> String {
        format!("quarterdeck.wizard:{}", self.url.get_untracked().unwrap_or_default())
    }

    fn next_turn(self) -> u32 {
        self.turn.update_value(|turn| *turn += 1);
        self.turn.get_value()
    }

    /// Whether this is still what is waited for, and the page is still there.
    fn is_now(self, turn: u32) -> bool {
        self.turn.try_get_value() == Some(turn)
    }

    /// Follows the connection: a wizard that was lost is looked for again.
    pub fn follow(self) {
        crate::platform::watch::watch(move || {
            if self.connected.get() {
                untrack(|| self.resume());
            }
        });
    }
}

/// The gateway knows no such wizard (any more).
fn is_gone(message: &str) -> bool {
    message.contains("wizard not found") || message.contains("wizard not running")
}
