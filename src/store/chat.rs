//! The chat of the session that is open: what its transcript holds, what its run is doing, and
//! what an operator can do about it. The rules are in `transcript`; here they meet the gateway.

#[cfg(test)]
mod cases;
mod following;
pub mod live;
pub mod merge;
mod reading;
pub mod row;
mod sending;
pub mod steps;
pub mod stored;
pub mod tool;
pub mod transcript;

use std::sync::Arc;

use leptos::prelude::*;

use self::row::{Row, RowKey};
use self::transcript::{Change, Transcript};
use crate::gateway::GatewayRef;
use crate::platform::work;
use crate::protocol::id::{RunId, SessionKey};
use crate::remote::{Fetch, Remote};

/// A run under way, as the composer and the status line need it.
#[derive(Debug, Clone, PartialEq)]
pub struct Running {
    pub run: RunId,
    pub phase: Option<String>,
}

/// What lies before the oldest message shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Older {
    /// The beginning of the session is on screen.
    #[default]
    Nothing,
    More,
    Loading,
    /// There is more, and the gateway does not give it.
    Withheld,
}

/// The levels the gateway reports with a history.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Levels {
    pub thinking: Option<String>,
    pub verbose: Option<String>,
}

#[derive(Clone, Copy)]
pub struct Chat {
    gateway: GatewayRef,
    session: RwSignal<Option<SessionKey>>,
    transcript: StoredValue<Transcript>,
    rows_changed: Trigger,
    live_changed: Trigger,
    order: RwSignal<Vec<RowKey>>,
    running: RwSignal<Option<Running>>,
    loaded: RwSignal<Remote<()>>,
    older: RwSignal<Older>,
    levels: RwSignal<Levels>,
    page: StoredValue<usize>,
    fetch: StoredValue<Fetch>,
}

impl Chat {
    #[must_use]
    pub fn new(gateway: GatewayRef) -> Self {
        Self {
            gateway,
            session: RwSignal::new(None),
            transcript: StoredValue::new(Transcript::default()),
            rows_changed: Trigger::new(),
            live_changed: Trigger::new(),
            order: RwSignal::new(Vec::new()),
            running: RwSignal::new(None),
            loaded: RwSignal::new(Remote::Absent),
            older: RwSignal::new(Older::Nothing),
            levels: RwSignal::new(Levels::default()),
            page: StoredValue::new(0),
            fetch: StoredValue::new(Fetch::Resting),
        }
    }

    /// The session that is open.
    #[must_use]
    pub fn session(&self) -> Signal<Option<SessionKey>> {
        self.session.into()
    }

    /// The rows on screen by key, oldest first.
    #[must_use]
    pub fn order(&self) -> Signal<Vec<RowKey>> {
        self.order.into()
    }

    #[must_use]
    pub fn running(&self) -> Signal<Option<Running>> {
        self.running.into()
    }

    /// Whether the stored transcript has been read.
    #[must_use]
    pub fn loaded(&self) -> Signal<Remote<()>> {
        self.loaded.into()
    }

    #[must_use]
    pub fn older(&self) -> Signal<Older> {
        self.older.into()
    }

    #[must_use]
    pub fn levels(&self) -> Signal<Levels> {
        self.levels.into()
    }

    /// One row. A stored row wakes its reader when stored rows change, a live one with the run,
    /// so that a word that streams in costs the same in a long session as in an empty one.
    #[must_use]
    pub fn row(&self, key: RowKey) -> Option<Arc<Row>> {
        self.order.track();
        let found = self.transcript.with_value(|transcript| transcript.row(key));
        match &found {
            Some((_, true)) => self.live_changed.track(),
            _ => self.rows_changed.track(),
        }
        found.map(|(row, _)| row)
    }

    /// Another gateway is at the other end.
    pub fn forget(self) {
        self.session.set(None);
        self.clear();
        self.loaded.set(Remote::Absent);
    }

    fn clear(self) {
        self.transcript.set_value(Transcript::default());
        self.page.set_value(0);
        self.older.set(Older::Nothing);
        self.levels.set(Levels::default());
        self.show(Change { rows: true, live: true, order: true, reload: false });
    }

    fn change(self, rule: impl FnOnce(&mut Transcript) -> Change) -> Change {
        self.transcript.try_update_value(rule).unwrap_or_default()
    }

    fn follow(self, change: Change) {
        self.show(change);
        if change.reload {
            work::begin(self.load());
        }
    }

    fn show(self, change: Change) {
        let (order, running) = self.transcript.with_value(|transcript| {
            let running = transcript
                .live()
                .map(|live| Running { run: live.run.clone(), phase: live.phase.clone() });
            (change.order.then(|| transcript.order()), running)
        });
        if let Some(order) = order
            && self.order.with_untracked(|shown| *shown != order)
        {
            self.order.set(order);
        }
        if change.rows {
            self.rows_changed.notify();
        }
        if change.live {
            self.live_changed.notify();
        }
        let before = self.running.get_untracked();
        if before != running {
            let begun = running
                .as_ref()
                .map(|running| &running.run)
                .filter(|run| before.as_ref().map(|it| &it.run) != Some(run))
                .cloned();
            self.running.set(running);
            if let Some(run) = begun {
                work::begin(self.watch(run));
            }
        }
    }
}
