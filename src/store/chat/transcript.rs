//! The one reducer of chat: what is stored, what is live, and how each event changes them. Pure.
//!
//! Stored rows come from `chat.history` and replace what was there; a live run grows beside them
//! and joins them when it ends. A row keeps its key through all of this, so the screen keeps its
//! place.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use super::live::{Live, ToolStep, is_call, take_step};
use super::merge::merge;
use super::row::{Body, Delivery, Ending, Row, RowKey, Said, ToolPhase};
use super::stored::{self, Keys, text_of};
use crate::protocol::chat::{ChatEvent, ChatMessage, ChatState, InFlightRun};
use crate::protocol::id::RunId;

/// How many ended runs are remembered, so that their late events change nothing.
const REMEMBERED_RUNS: usize = 32;

/// The transcript of one session.
#[derive(Debug, Default)]
pub struct Transcript {
    rows: Vec<Arc<Row>>,
    live: Option<Live>,
    ended: VecDeque<RunId>,
    /// What was said by runs that were given up: it stays only if the gateway has kept it.
    doubtful: BTreeSet<RowKey>,
    keys: Keys,
}

/// What an event changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Change {
    /// Rows other than the live run's.
    pub rows: bool,
    /// The live run's rows or phase.
    pub live: bool,
    /// Which rows there are.
    pub order: bool,
    /// The stored transcript has to be read once.
    pub reload: bool,
}

impl Change {
    const LIVE: Self = Self { rows: false, live: true, order: false, reload: false };
    const ALL: Self = Self { rows: true, live: true, order: true, reload: false };
    const NONE: Self = Self { rows: false, live: false, order: false, reload: false };
}

impl Transcript {
    /// The keys of all rows, oldest first, the live run's last.
    #[must_use]
    pub fn order(&self) -> Vec<RowKey> {
        let live = self.live.iter().flat_map(|live| &live.rows).map(|row| row.key);
        self.rows.iter().map(|row| row.key).chain(live).collect()
    }

    #[must_use]
    pub fn rows(&self) -> &[Arc<Row>] {
        &self.rows
    }

    #[must_use]
    pub fn live(&self) -> Option<&Live> {
        self.live.as_ref()
    }

    /// The row of a key, and whether it belongs to the live run.
    #[must_use]
    pub fn row(&self, key: RowKey) -> Option<(Arc<Row>, bool)> {
        let live = self.live.iter().flat_map(|live| &live.rows).find(|row| row.key == key);
        live.map(|row| (Arc::new(row.clone()), true)).or_else(|| {
            self.rows.iter().rev().find(|row| row.key == key).map(|row| (row.clone(), false))
        })
    }

    /// An operator sends: the message stands there at once, and its run is waited for.
    pub fn say(&mut self, run: RunId, text: String, now: f64) -> Change {
        let delivery = Delivery::Sending { run: run.clone() };
        let body = Body::Said(Said { text, images: Vec::new(), delivery });
        self.rows.push(Arc::new(Row {
            key: self.keys.fresh(),
            at: Some(now),
            stored: false,
            body,
        }));
        if self.live.is_none() {
            self.live = Some(Live::new(run, now));
        }
        Change::ALL
    }

    /// What became of a message that was sent. A message that did not go out has no run.
    pub fn delivered(&mut self, run: &RunId, outcome: Result<(), String>) -> Change {
        let failed = outcome.is_err();
        for row in self.rows.iter_mut().rev() {
            let Body::Said(said) = &row.body else { continue };
            if said.delivery.run() == Some(run) {
                let delivery = match outcome {
                    Ok(()) => Delivery::Accepted { run: run.clone() },
                    Err(why) => Delivery::Failed { run: run.clone(), why },
                };
                let body = Body::Said(Said { delivery, ..said.clone() });
                *row = Arc::new(Row { body, ..(**row).clone() });
                break;
            }
        }
        if failed && self.live.as_ref().is_some_and(|live| &live.run == run && !live.heard) {
            self.live = None;
        }
        Change::ALL
    }

    /// Takes a message back that did not go out, and gives its text.
    pub fn take_back(&mut self, run: &RunId) -> Option<String> {
        let said = |row: &Arc<Row>| match &row.body {
            Body::Said(said) if said.delivery.run() == Some(run) => Some(said.text.clone()),
            _ => None,
        };
        let at = self.rows.iter().position(|row| said(row).is_some())?;
        said(&self.rows.remove(at))
    }

    /// Event `chat`.
    pub fn chat(&mut self, event: &ChatEvent, now: f64) -> Change {
        if self.ended.contains(&event.run_id) {
            return Change::NONE;
        }
        match &event.state {
            ChatState::Status => self.status(event, now),
            ChatState::Delta => self.delta(event, now),
            ChatState::Final | ChatState::Aborted | ChatState::Error => self.end(event, now),
            ChatState::Other(_) => Change::NONE,
        }
    }

    fn status(&mut self, event: &ChatEvent, now: f64) -> Change {
        let Some((live, _)) = self.hear(&event.run_id, now) else { return Change::NONE };
        live.phase.clone_from(&event.phase);
        Change::LIVE
    }

    fn delta(&mut self, event: &ChatEvent, now: f64) -> Change {
        let Some((live, keys)) = self.hear(&event.run_id, now) else { return Change::NONE };
        live.phase = None;
        let whole = event.message.as_ref().map(|message| text_of(&message.content));
        let order = match (whole, &event.delta_text) {
            (Some(whole), _) => live.set_text(&whole, keys),
            (None, Some(text)) if event.replace == Some(true) => live.set_text(text, keys),
            (None, Some(text)) => live.add_text(text, keys),
            (None, None) => false,
        };
        Change { order, ..Change::LIVE }
    }

    fn end(&mut self, event: &ChatEvent, now: f64) -> Change {
        self.ended.push_back(event.run_id.clone());
        if self.ended.len() > REMEMBERED_RUNS {
            self.ended.pop_front();
        }
        let text = event.message.as_ref().map(|message| text_of(&message.content));
        let ours = self.live.take_if(|live| live.run == event.run_id);
        let known = ours.is_some();
        let mut live = ours.unwrap_or_else(|| Live::new(event.run_id.clone(), now));
        live.heard_at = now;
        if known || text.as_deref().is_some_and(|text| !text.trim().is_empty()) {
            live.finish_text(text.as_deref(), &mut self.keys);
        }
        // Early gateways tell of tool calls only where the session asks for it, so a run may have
        // done more than it said. Of a note, or another run's reply, the words are all there is.
        let reload = known || text.is_none() || event.state != ChatState::Final;
        for row in live.rows {
            self.rows.push(Arc::new(settled(row)));
        }
        let ending = match event.state {
            ChatState::Aborted => Some(Ending::Aborted),
            ChatState::Error => {
                let said = event.message.as_ref().and_then(|message| message.error_message.clone());
                Some(Ending::Error(event.error_message.clone().or(said).unwrap_or_default()))
            }
            _ => None,
        };
        if let Some(ending) = ending {
            self.rows.push(Arc::new(Row {
                key: self.keys.fresh(),
                at: Some(now),
                stored: false,
                body: Body::End(ending),
            }));
        }
        Change { reload, ..Change::ALL }
    }

    /// A piece of thinking, whole so far.
    pub fn thinking(&mut self, run: &RunId, text: &str, now: f64) -> Change {
        let Some((live, keys)) = self.hear(run, now) else { return Change::NONE };
        live.phase = None;
        let order = live.set_thinking(text, keys);
        Change { order, ..Change::LIVE }
    }

    /// A step of a tool call, from whichever stream.
    pub fn tool(&mut self, run: &RunId, step: &ToolStep<'_>, now: f64) -> Change {
        if let Some(row) = self.rows.iter_mut().rev().find(|row| is_call(row, step.id.as_ref())) {
            take_step(Arc::make_mut(row), step);
            self.hear(run, now);
            return Change { rows: true, ..Change::LIVE };
        }
        let Some((live, keys)) = self.hear(run, now) else { return Change::NONE };
        live.phase = None;
        let order = live.tool(step, keys);
        Change { order, ..Change::LIVE }
    }

    /// The run is known to be at work.
    pub fn started(&mut self, run: &RunId, now: f64) -> Change {
        if self.hear(run, now).is_some() { Change::LIVE } else { Change::NONE }
    }

    /// The live run if it is this one. A run that nobody here began is adopted when nothing else
    /// is under way, or when what is waited for has not been heard of yet.
    fn hear(&mut self, run: &RunId, now: f64) -> Option<(&mut Live, &mut Keys)> {
        if self.ended.contains(run) {
            return None;
        }
        let free = self.live.as_ref().is_none_or(|live| !live.heard && &live.run != run);
        if free {
            self.live = Some(Live::new(run.clone(), now));
        }
        let live = self.live.as_mut().filter(|live| &live.run == run)?;
        live.heard = true;
        live.heard_at = now;
        Some((live, &mut self.keys))
    }

    /// Takes the stored transcript, which replaces the rows. Messages that it does not have yet
    /// stay at the end; what a live run has said stays as far as it is not stored.
    pub fn replace(
        &mut self,
        messages: &[ChatMessage],
        in_flight: Option<&InFlightRun>,
        now: f64,
    ) -> Change {
        let stored = stored::rows(messages, &mut self.keys);
        let merged = merge(&self.rows, self.live.as_ref(), stored);
        self.rows = merged.rows;
        let doubtful = std::mem::take(&mut self.doubtful);
        self.rows.retain(|row| row.stored || !doubtful.contains(&row.key));
        if let Some(live) = &mut self.live {
            live.rows = merged.live;
        }
        if let Some(run) = in_flight
            && let Some((live, keys)) = self.hear(&run.run_id, now)
        {
            let said = live.rows.iter().any(|row| matches!(row.body, Body::Reply { .. }));
            if let Some(text) = run.text.as_deref().filter(|_| !said) {
                live.set_text(text, keys);
            }
        }
        Change::ALL
    }

    /// The live run is over although nothing said so (the gateway restarted, or the end was missed).
    /// What it said stays until the stored transcript has been read.
    pub fn give_up_run(&mut self) -> Change {
        let Some(live) = self.live.take() else { return Change::NONE };
        self.ended.push_back(live.run);
        self.doubtful.extend(live.rows.iter().map(|row| row.key));
        self.rows.extend(live.rows.into_iter().map(|row| Arc::new(settled(row))));
        Change { reload: true, ..Change::ALL }
    }
}

/// A row whose run is over: a call without a result will not get one any more.
fn settled(mut row: Row) -> Row {
    if let Body::Tool(call) = &mut row.body
        && call.phase == ToolPhase::Running
    {
        call.phase = ToolPhase::Unfinished;
    }
    row
}
