//! Reading on from a cursor: what to ask next, and what an answer means. Versions differ in what they
//! say: before 2026.9.6 a line that is being written comes in two halves of which the second is
//! dropped, lines above the limit are left out without a word, and no version tells that another day
//! has another file.

use std::collections::VecDeque;

use crate::protocol::logs::{LogLines, LogsTail};

/// As much as every version gives at once.
pub const LINES: u32 = 5_000;
pub const BYTES: u32 = 1_000_000;

/// What is told between lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The file has more before the first line; the gateway gives only so much.
    Older,
    /// Lines are missing here: so many bytes, if that is known.
    Missing(Option<u64>),
    /// The file was replaced or emptied.
    Replaced,
    /// The log goes on in another file.
    NextFile(String),
}

/// A line or a note, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    Line(String),
    Note(Note),
}

#[derive(Debug, Clone, Default)]
pub struct Tail {
    file: Option<String>,
    cursor: Option<u64>,
    size: Option<u64>,
    /// A line that was not whole, and where the answer with it began.
    half: Option<Half>,
}

#[derive(Debug, Clone)]
struct Half {
    text: String,
    /// The cursor with which all of the line is read again.
    from: Option<u64>,
    /// So many lines come again before it.
    before: usize,
    cursor: u64,
}

impl Tail {
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    #[must_use]
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    #[must_use]
    pub fn ask(&self) -> LogsTail {
        let cursor = self.half.as_ref().map_or(self.cursor, |half| half.from);
        LogsTail { cursor, limit: Some(LINES), max_bytes: Some(BYTES) }
    }

    /// Takes the answer to a question. `true`: there is more to ask at once.
    pub fn take(&mut self, asked: &LogsTail, answer: LogLines, out: &mut VecDeque<Piece>) -> bool {
        self.size = answer.size;
        let Some(cursor) = answer.cursor else {
            out.extend(answer.lines.into_iter().map(Piece::Line));
            return false;
        };
        let file = answer.file.clone().filter(|file| !file.is_empty());
        if file.is_some() && self.file.is_some() && file != self.file {
            // The cursor was meant for the file before: all of the new one is asked for.
            self.let_go_of_half(out);
            out.push_back(Piece::Note(Note::NextFile(name_of(
                file.as_deref().unwrap_or_default(),
            ))));
            self.file = file;
            self.cursor = Some(0);
            return true;
        }
        self.file = file.or_else(|| self.file.take());
        let size = answer.size.unwrap_or(cursor);
        let was_replaced = asked.cursor.is_some_and(|asked| asked > size.max(cursor));
        if was_replaced {
            self.let_go_of_half(out);
            out.push_back(Piece::Note(Note::Replaced));
            if answer.truncated == Some(true) {
                out.push_back(Piece::Note(Note::Missing(None)));
            }
        } else if asked.cursor.is_none() && answer.truncated == Some(true) {
            out.push_back(Piece::Note(Note::Older));
        } else if answer.reset == Some(true) || answer.truncated == Some(true) {
            self.let_go_of_half(out);
            let behind = || size.checked_sub(asked.cursor?)?.checked_sub(u64::from(BYTES));
            let skipped = answer.skipped_bytes.or_else(behind).filter(|bytes| *bytes > 0);
            out.push_back(Piece::Note(Note::Missing(skipped)));
        } else if answer.lines.len() >= LINES as usize && left_out(asked, &answer, cursor) {
            out.push_back(Piece::Note(Note::Missing(None)));
        }
        self.cursor = Some(cursor);
        self.take_lines(asked, answer, cursor, out);
        false
    }

    fn take_lines(
        &mut self,
        asked: &LogsTail,
        answer: LogLines,
        cursor: u64,
        out: &mut VecDeque<Piece>,
    ) {
        let had = self.half.take();
        let before = had.as_ref().map_or(0, |half| half.before);
        let total = answer.lines.len();
        let has_moved = had.as_ref().is_none_or(|half| half.cursor != cursor);
        for (at, line) in answer.lines.into_iter().enumerate().skip(before) {
            let is_half = at + 1 == total && is_cut(&line);
            // A half that stays one is all there is of the line.
            if is_half && has_moved {
                let is_anew = answer.reset != Some(true) && asked.cursor.is_some();
                let (from, before) = match is_anew {
                    true => (asked.cursor, at),
                    false => (cursor.checked_sub(line.len() as u64), 0),
                };
                self.half = Some(Half { text: line, from, before, cursor });
            } else {
                out.push_back(Piece::Line(line));
            }
        }
    }

    /// The rest of it is not to be had any more.
    fn let_go_of_half(&mut self, out: &mut VecDeque<Piece>) {
        if let Some(half) = self.half.take() {
            out.push_back(Piece::Line(half.text));
        }
    }
}

/// A JSON line without its end.
fn is_cut(line: &str) -> bool {
    line.starts_with('{') && !line.trim_end().ends_with('}')
}

/// Whether more bytes were read than came.
fn left_out(asked: &LogsTail, answer: &LogLines, cursor: u64) -> bool {
    let came: usize = answer.lines.iter().map(|line| line.len() + 1).sum();
    asked.cursor.is_none_or(|asked| cursor.saturating_sub(asked) > came as u64)
}

fn name_of(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

#[cfg(test)]
mod tests;
