//! Which lines are shown, and how many there are of each kind. Lines are looked at once for a text,
//! in pieces, so that a hundred thousand of them never hold up the page; a choice of levels or parts
//! looks at none again.

use std::collections::{BTreeSet, VecDeque};

use super::held::{Held, LineId, Subsystem};
use super::level::Level;

/// What is chosen beside the text. Nothing chosen is all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    pub levels: BTreeSet<Level>,
    pub subsystems: BTreeSet<Subsystem>,
}

impl Choice {
    fn takes_level(&self, level: Level) -> bool {
        self.levels.is_empty() || self.levels.contains(&level)
    }

    fn takes_subsystem(&self, subsystem: Subsystem) -> bool {
        self.subsystems.is_empty() || self.subsystems.contains(&subsystem)
    }
}

/// What was found out about a line.
#[derive(Debug, Clone, Copy)]
struct Mark {
    level: Level,
    subsystem: Subsystem,
    /// The text is in it.
    found: bool,
    is_note: bool,
}

/// How many lines there are of each kind. Of a level those that the other choices leave, and so of a
/// part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    pub levels: [u32; Level::ALL.len()],
    pub subsystems: Vec<u32>,
    /// Lines that are shown, notes aside.
    pub shown: u32,
    /// Errors among them.
    pub errors: u32,
}

#[derive(Debug)]
pub struct Sift {
    choice: Choice,
    first: LineId,
    marks: VecDeque<Mark>,
    shown: VecDeque<LineId>,
    counts: Counts,
}

impl Sift {
    #[must_use]
    pub fn new(choice: Choice, held: &Held) -> Self {
        Self {
            choice,
            first: held.first(),
            marks: VecDeque::new(),
            shown: VecDeque::new(),
            counts: Counts::default(),
        }
    }

    /// The first line that has not been looked at.
    #[must_use]
    pub fn next(&self) -> LineId {
        self.first + LineId::try_from(self.marks.len()).unwrap_or(LineId::MAX)
    }

    /// The next line has been looked at.
    pub fn take(&mut self, held: &Held, found: bool) {
        let id = self.next();
        let Some(line) = held.get(id) else { return };
        let (level, subsystem, is_note) = (line.level, line.subsystem, line.note.is_some());
        let mark = Mark { level, subsystem, found, is_note };
        self.marks.push_back(mark);
        if self.count(mark, 1) {
            self.shown.push_back(id);
        }
    }

    /// Lines that are not held any more are not shown.
    pub fn forget(&mut self, held: &Held) {
        while self.first < held.first() {
            self.first += 1;
            if let Some(mark) = self.marks.pop_front() {
                self.count(mark, -1);
            }
        }
        while self.shown.front().is_some_and(|id| *id < self.first) {
            self.shown.pop_front();
        }
    }

    /// Another choice of levels and parts, with the same text.
    pub fn choose(&mut self, choice: Choice) {
        self.choice = choice;
        self.counts = Counts::default();
        self.shown.clear();
        for at in 0..self.marks.len() {
            if self.count(self.marks[at], 1) {
                self.shown.push_back(self.first + LineId::try_from(at).unwrap_or(LineId::MAX));
            }
        }
    }

    /// Counts a line in or out, and says whether it is shown.
    fn count(&mut self, mark: Mark, by: i32) -> bool {
        if mark.is_note {
            return true;
        }
        if !mark.found {
            return false;
        }
        let of_level = self.choice.takes_level(mark.level);
        let of_subsystem = self.choice.takes_subsystem(mark.subsystem);
        let add = |count: &mut u32| *count = count.saturating_add_signed(by);
        if of_subsystem {
            add(&mut self.counts.levels[mark.level.number()]);
        }
        let at = usize::from(mark.subsystem);
        if self.counts.subsystems.len() <= at {
            self.counts.subsystems.resize(at + 1, 0);
        }
        if of_level {
            add(&mut self.counts.subsystems[at]);
        }
        if of_level && of_subsystem {
            add(&mut self.counts.shown);
            if mark.level.is_error() {
                add(&mut self.counts.errors);
            }
        }
        of_level && of_subsystem
    }

    #[must_use]
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// What is shown, up to a line.
    #[must_use]
    pub fn shown(&self, end: LineId) -> Vec<LineId> {
        let upto = self.shown.partition_point(|id| *id < end);
        self.shown.range(..upto).copied().collect()
    }

    /// How much of what is shown stands before a line, notes included.
    #[must_use]
    pub fn count_before(&self, end: LineId) -> usize {
        self.shown.partition_point(|id| *id < end)
    }

    /// The next line shown that is an error, before or after a line.
    #[must_use]
    pub fn error_beside(
        &self,
        from: Option<LineId>,
        is_after: bool,
        end: LineId,
    ) -> Option<LineId> {
        let is_error = |id: &&LineId| {
            let mark = id.checked_sub(self.first).and_then(|at| self.marks.get(at as usize));
            mark.is_some_and(|mark| mark.level.is_error())
        };
        let mut lines = self.shown.iter();
        if is_after {
            lines
                .filter(is_error)
                .find(|id| from.is_none_or(|from| **id > from) && **id < end)
                .copied()
        } else {
            lines
                .rfind(|id| from.is_none_or(|from| **id < from) && **id < end && is_error(id))
                .copied()
        }
    }
}

/// A text to look for, capitals or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle(String);

impl Needle {
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.to_lowercase())
    }

    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        if !self.0.is_ascii() {
            return text.to_lowercase().contains(&self.0);
        }
        let Some((first, rest)) = self.0.as_bytes().split_first() else { return true };
        let mut bytes = text.as_bytes();
        while let Some(at) = bytes.iter().position(|byte| byte.to_ascii_lowercase() == *first) {
            bytes = &bytes[at + 1..];
            if bytes.len() < rest.len() {
                return false;
            }
            if bytes[..rest.len()].eq_ignore_ascii_case(rest) {
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests;
