//! Lines as a file or on the clipboard, as the gateway wrote them or as text. They are written in
//! pieces, and without what looks like a secret unless it is shown.

use leptos::prelude::*;

use super::held::LineId;
use super::moment;
use super::state::LogsState;
use crate::platform::download::Pieces;
use crate::platform::{clipboard, clock, work};
use crate::protocol::mask::mask;
use crate::ui::callout::Tone;
use crate::ui::toast::Toasts;
use crate::words::{Word, t, w};

/// So many lines are written at once.
const SLICE: usize = 500;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// What the filters leave.
    Shown,
    /// All that is held.
    All,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// For people.
    Text,
    /// JSON lines, as the gateway wrote them.
    Lines,
}

/// Offers lines as a file.
pub(super) fn save(state: LogsState, toasts: Option<Toasts>, what: What, form: Form) {
    work::begin(async move {
        let pieces = written(state, what, form).await;
        let now = moment::iso(clock::now_ms() as i64, 0).replace([':', '.'], "-");
        let (ending, kind) = match form {
            Form::Text => ("txt", "text/plain"),
            Form::Lines => ("jsonl", "application/x-ndjson"),
        };
        if !pieces.offer(&format!("gateway-log-{now}.{ending}"), kind) {
            tell(toasts, Tone::Danger, w::LOGS_EXPORT_FAILED);
        }
    });
}

/// Copies what is shown, as text.
pub(super) fn copy(state: LogsState, toasts: Option<Toasts>) {
    work::begin(async move {
        let pieces = written(state, What::Shown, Form::Text).await;
        match clipboard::copy(&pieces.joined()).await {
            true => tell(toasts, Tone::Success, w::LOGS_COPIED),
            false => tell(toasts, Tone::Danger, w::LOGS_COPY_FAILED),
        }
    });
}

fn tell(toasts: Option<Toasts>, tone: Tone, word: Word) {
    if let Some(toasts) = toasts {
        toasts.say(tone, t(word));
    }
}

async fn written(state: LogsState, what: What, form: Form) -> Pieces {
    let look = state.look;
    let is_bare = look.is_bare.get_untracked();
    let lines: Vec<LineId> = match what {
        What::Shown => state.lines.get_untracked(),
        What::All => {
            let held = state.at_desk(|desk| desk.held.first()..desk.held.end());
            held.unwrap_or_default().collect()
        }
    };
    let pieces = Pieces::default();
    for slice in lines.chunks(SLICE) {
        let mut text = String::new();
        let is_there = state.at_desk(|desk| {
            for id in slice {
                let line = match form {
                    Form::Text => {
                        desk.held.as_text(*id, |at| moment::iso(at, untrack(|| look.ahead(at))))
                    }
                    Form::Lines => desk.held.raw(*id),
                };
                // Something about the log is no line of it.
                let Some(line) = line else { continue };
                text.push_str(&if is_bare { line.into() } else { mask(&line) });
                text.push('\n');
            }
        });
        pieces.push(&text);
        if is_there.is_none() {
            break;
        }
        clock::sleep(0).await;
    }
    pieces
}
