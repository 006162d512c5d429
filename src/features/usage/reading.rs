//! One thing that is read for what the operator looks at now. What stands on the screen stays while
//! the same is read again; an answer to an earlier question is dropped.

use std::sync::Arc;

use leptos::prelude::*;

use crate::features::usage::range::Range;
use crate::gateway::error::CallError;
use crate::remote::Remote;

/// The days that were asked for, and by whose clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub range: Range,
    pub is_utc: bool,
}

pub struct Reading<T: Send + Sync + 'static> {
    value: RwSignal<Remote<Arc<T>>>,
    /// The span that was asked for, and the one that what stands is about.
    asked: StoredValue<Option<Span>>,
    answered: StoredValue<Option<Span>>,
    /// What stands is the answer to another question.
    old: RwSignal<bool>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<String>>,
    turn: StoredValue<u32>,
}

impl<T: Send + Sync + 'static> Clone for Reading<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Reading<T> {}

impl<T: Send + Sync + 'static> Reading<T> {
    #[must_use]
    pub fn new() -> Self {
        Self {
            value: RwSignal::new(Remote::Absent),
            asked: StoredValue::new(None),
            answered: StoredValue::new(None),
            old: RwSignal::new(false),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            turn: StoredValue::new(0),
        }
    }

    #[must_use]
    pub fn value(self) -> Signal<Remote<Arc<T>>> {
        self.value.into()
    }

    /// It is being read, seen or unseen.
    #[must_use]
    pub fn is_busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// Why what is on the screen could not be read again.
    #[must_use]
    pub fn trouble(self) -> Signal<Option<String>> {
        self.trouble.into()
    }

    /// What was read last. Reactive.
    #[must_use]
    pub fn ready(self) -> Option<Arc<T>> {
        self.value.with(|value| value.ready().cloned())
    }

    /// The span that what was read last is about.
    #[must_use]
    pub fn span(self) -> Option<Span> {
        self.answered.get_value()
    }

    /// Another span is being read. Reactive.
    #[must_use]
    pub fn is_old(self) -> bool {
        self.old.get()
    }

    /// Begins to read a span. What stands for another one stays until there is an answer.
    pub fn begin_span(self, span: Span) -> u32 {
        self.asked.set_value(Some(span));
        let is_ready = self.value.with_untracked(|value| value.ready().is_some());
        self.old.set(is_ready && self.answered.get_value() != Some(span));
        self.begin(false)
    }

    /// Begins; `anew` takes away what stood for another question. Gives the number of the question.
    pub fn begin(self, anew: bool) -> u32 {
        if anew || self.value.with_untracked(|value| value.ready().is_none()) {
            self.value.set(Remote::Loading);
        }
        self.busy.set(true);
        self.turn
            .try_update_value(|turn| {
                *turn += 1;
                *turn
            })
            .unwrap_or_default()
    }

    /// Whether nothing else has been asked since. Not so when the page has gone.
    #[must_use]
    pub fn is_current(self, turn: u32) -> bool {
        self.turn.try_get_value() == Some(turn)
    }

    /// Takes the answer to a question, if it is still the question. Says whether it is.
    pub fn end(self, turn: u32, outcome: Result<T, CallError>) -> bool {
        if !self.is_current(turn) {
            return false;
        }
        let is_ready = self.value.with_untracked(|value| value.ready().is_some());
        let is_ready = is_ready && !self.old.get_untracked();
        match outcome {
            Ok(value) => {
                self.trouble.set(None);
                self.answered.set_value(self.asked.get_value());
                self.value.set(Remote::Ready(Arc::new(value)));
            }
            // It is read again after the next hello.
            Err(CallError::Offline) => {
                self.busy.set(false);
                return true;
            }
            Err(error) if is_ready => self.trouble.set(Some(error.sentence())),
            Err(error) => self.value.set(Remote::Failed(error.sentence())),
        }
        self.old.set(false);
        self.busy.set(false);
        true
    }

    /// Nothing is looked at any more.
    pub fn forget(self) {
        self.begin(true);
        self.value.set(Remote::Absent);
        self.old.set(false);
        self.busy.set(false);
        self.trouble.set(None);
    }
}

impl<T: Send + Sync + 'static> Default for Reading<T> {
    fn default() -> Self {
        Self::new()
    }
}
