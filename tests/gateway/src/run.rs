//! One answer in the making: what was wanted, how far it is, and the handle that stops it.

use std::collections::BTreeSet;

use serde_json::Value;
use tokio::sync::watch;

/// A message that is to be answered, now or after the run before it.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) run_id: String,
    pub(crate) session_key: String,
    pub(crate) message: String,
    pub(crate) attachments: Vec<Value>,
    pub(crate) sender: String,
    /// Connections that are told about tools.
    pub(crate) listeners: BTreeSet<String>,
    /// Whether the user's row stands in the transcript already.
    pub(crate) written: bool,
    pub(crate) isolated: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Outcome {
    Running,
    Done,
    Failed,
    Aborted,
}

/// Why a run is to end before its time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Stop {
    No,
    /// Somebody asked for it; what was said so far is told once more.
    Asked,
    /// The gateway went away under it: not a word.
    Lost,
}

#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) session_key: String,
    /// What the answer says so far.
    pub(crate) text: String,
    pub(crate) accepted_at: u64,
    pub(crate) started_at: Option<u64>,
    pub(crate) ended_at: Option<u64>,
    pub(crate) error: Option<String>,
    /// Messages sent while it ran, which it answers before it ends (from 2026.6 on).
    pub(crate) steered: Vec<Wanted>,
    /// Recent agent events, for a console that arrives in the middle.
    pub(crate) events: Vec<Value>,
    pub(crate) stop: watch::Sender<Stop>,
    pub(crate) outcome: watch::Sender<Outcome>,
}

impl Run {
    pub(crate) fn new(session_key: &str, accepted_at: u64) -> Run {
        Run {
            session_key: session_key.to_owned(),
            text: String::new(),
            accepted_at,
            started_at: None,
            ended_at: None,
            error: None,
            steered: Vec::new(),
            events: Vec::new(),
            stop: watch::Sender::new(Stop::No),
            outcome: watch::Sender::new(Outcome::Running),
        }
    }

    pub(crate) fn is_running(&self) -> bool {
        *self.outcome.borrow() == Outcome::Running
    }

    /// Keeps the newest fifty, as a console needs no more to draw the run.
    pub(crate) fn remember(&mut self, event: Value) {
        self.events.push(event);
        if self.events.len() > 50 {
            self.events.remove(0);
        }
    }
}
