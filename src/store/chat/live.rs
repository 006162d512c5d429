//! A run under way: what it has said and done so far, and nothing that is stored yet.

use serde_json::Value;

use super::row::{Body, Row, ToolPhase, is_no_reply, may_become_no_reply};
use super::stored::Keys;
use super::tool;
use crate::protocol::id::{RunId, ToolCallId};

#[derive(Debug, Clone, PartialEq)]
pub struct Live {
    pub run: RunId,
    pub rows: Vec<Row>,
    /// Whether the gateway has said anything of it yet.
    pub heard: bool,
    /// What the gateway prepares, for example `starting_model`.
    pub phase: Option<String>,
    /// Milliseconds since the epoch by this clock: when it began, and when it was last heard of.
    pub since: f64,
    pub heard_at: f64,
    /// A text that may still turn out to mean silence is held back here.
    held: Option<String>,
}

/// What a tool event says, whichever stream it came by.
#[derive(Debug, Default)]
pub struct ToolStep<'a> {
    pub id: Option<ToolCallId>,
    pub name: Option<&'a str>,
    pub arguments: Option<&'a Value>,
    /// A line for people, where the stream carries no arguments.
    pub title: Option<&'a str>,
    pub partial: Option<&'a Value>,
    /// The result; its presence ends the call.
    pub result: Option<&'a Value>,
    pub is_over: bool,
    pub is_error: bool,
}

impl Live {
    #[must_use]
    pub fn new(run: RunId, now: f64) -> Self {
        Self {
            run,
            rows: Vec::new(),
            heard: false,
            phase: None,
            since: now,
            heard_at: now,
            held: None,
        }
    }

    /// Takes the whole text of the run so far, or of the message that it is writing now: gateways
    /// do either, so text from before a tool call is cut off where it is repeated.
    /// True when a row was added or taken away.
    pub fn set_text(&mut self, snapshot: &str, keys: &mut Keys) -> bool {
        let open = matches!(self.rows.last(), Some(Row { body: Body::Reply { .. }, .. }));
        let closed_rows = if open { &self.rows[..self.rows.len() - 1] } else { &self.rows[..] };
        let mut text = snapshot;
        for row in closed_rows {
            if let Body::Reply { text: closed, .. } = &row.body
                && let Some(rest) = text.trim_start().strip_prefix(closed.trim())
            {
                text = rest.trim_start();
            }
        }
        if text.trim().is_empty() || may_become_no_reply(text) {
            self.held = (!text.trim().is_empty()).then(|| text.to_owned());
            return if open { self.rows.pop().is_some() } else { false };
        }
        self.held = None;
        if open
            && let Some(Row { body: Body::Reply { text: shown, .. }, .. }) = self.rows.last_mut()
        {
            if let Some(more) = text.strip_prefix(shown.as_str()) {
                shown.push_str(more);
            } else {
                text.clone_into(shown);
            }
            return false;
        }
        self.push(Body::Reply { text: text.to_owned(), model: None }, keys);
        true
    }

    /// Joins a piece of text to what is being written.
    pub fn add_text(&mut self, piece: &str, keys: &mut Keys) -> bool {
        if let Some(Row { body: Body::Reply { text, .. }, .. }) = self.rows.last_mut() {
            text.push_str(piece);
            return false;
        }
        let whole = self.held.take().unwrap_or_default() + piece;
        if whole.trim().is_empty() || may_become_no_reply(&whole) {
            self.held = Some(whole);
            return false;
        }
        self.push(Body::Reply { text: whole, model: None }, keys);
        true
    }

    /// Takes the whole of the thought that is being thought.
    pub fn set_thinking(&mut self, whole: &str, keys: &mut Keys) -> bool {
        if whole.trim().is_empty() {
            return false;
        }
        if let Some(Row { body: Body::Thinking { text }, .. }) = self.rows.last_mut() {
            whole.clone_into(text);
            return false;
        }
        self.push(Body::Thinking { text: whole.to_owned() }, keys);
        true
    }

    /// Ends the text with the gateway's final word on it, which wins over what was streamed.
    pub fn finish_text(&mut self, text: Option<&str>, keys: &mut Keys) {
        match text {
            Some(text) if is_no_reply(text) => {
                if matches!(self.rows.last(), Some(Row { body: Body::Reply { .. }, .. })) {
                    self.rows.pop();
                }
            }
            Some(text) => {
                self.set_text(text, keys);
                self.release_held(keys);
            }
            None => self.release_held(keys),
        }
    }

    /// A text that was held back and did not become silence is said after all.
    fn release_held(&mut self, keys: &mut Keys) {
        if let Some(text) = self.held.take().filter(|text| !is_no_reply(text)) {
            self.push(Body::Reply { text, model: None }, keys);
        }
    }

    /// Takes a step of a tool call. True when a card was added.
    pub fn tool(&mut self, step: &ToolStep<'_>, keys: &mut Keys) -> bool {
        let found = self.rows.iter_mut().rev().find(|row| is_call(row, step.id.as_ref()));
        if let Some(row) = found {
            take_step(row, step);
            return false;
        }
        let mut row = Row {
            key: keys.fresh(),
            at: Some(self.heard_at),
            stored: false,
            body: Body::Tool(tool::begun(step.id.clone(), step.name, step.arguments)),
        };
        take_step(&mut row, step);
        self.rows.push(row);
        true
    }

    fn push(&mut self, body: Body, keys: &mut Keys) {
        self.rows.push(Row { key: keys.fresh(), at: Some(self.heard_at), stored: false, body });
    }
}

/// Whether the row is the card of this call.
#[must_use]
pub fn is_call(row: &Row, id: Option<&ToolCallId>) -> bool {
    matches!(&row.body, Body::Tool(call) if id.is_some() && call.id.as_ref() == id)
}

/// Writes a step into its card. The same step may come by several streams and in any number.
pub fn take_step(row: &mut Row, step: &ToolStep<'_>) {
    let Body::Tool(call) = &mut row.body else { return };
    if let Some(arguments) = step.arguments
        && call.arguments.is_empty()
    {
        let told = tool::begun(None, step.name, Some(arguments));
        call.arguments = told.arguments;
        call.target = told.target;
    }
    if call.target.is_empty()
        && let Some(title) = step.title
    {
        title.clone_into(&mut call.target);
    }
    let over = matches!(call.phase, ToolPhase::Done | ToolPhase::Failed);
    if let Some(result) = step.result {
        tool::finish(call, Some(result), None, step.is_error);
    } else if step.is_over && !over {
        call.phase = if step.is_error { ToolPhase::Failed } else { ToolPhase::Done };
    } else if let Some(partial) = step.partial
        && !over
    {
        call.output = tool::output(partial);
    }
}
