//! The work on lines, in pieces: taking them in, looking for a text in them, saying what is shown.
//! Each piece ends when its time is over, so the page answers however much there is to do.

use std::collections::VecDeque;

use super::held::{Held, LineId, Subsystem};
use super::sift::{Choice, Needle, Sift};
use super::tail::{Piece, Tail};

/// What is looked for in lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Search {
    Text(Needle),
    /// A regular expression, which is looked for elsewhere.
    Pattern(String),
}

/// What comes after a piece of work.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    Done,
    More,
    Ask(Question),
}

/// In which of these lines is the expression? They stand one after the other with `BETWEEN` between.
#[derive(Debug, PartialEq, Eq)]
pub struct Question {
    pub pattern: String,
    pub lines: String,
    number: u32,
}

/// Never in a line as it is asked about.
pub const BETWEEN: char = '\u{1f}';

/// So many lines are asked about at once, or so many bytes of them.
const ASKED: usize = 2_000;
const ASKED_BYTES: usize = 400_000;
/// A longer line is looked through up to here: nobody reads further either.
const LONG: usize = 20_000;
/// The clock is asked after so many lines.
const TAKEN: usize = 16;
const SIFTED: usize = 128;

#[derive(Debug)]
pub struct Desk {
    pub held: Held,
    pub tail: Tail,
    pub incoming: VecDeque<Piece>,
    sift: Sift,
    search: Search,
    /// Counts searches: an answer to an older one is not meant.
    number: u32,
}

/// What the page shows around the lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    pub levels: [u32; 7],
    /// Parts of the gateway by name, with how many lines of each.
    pub subsystems: Vec<(Subsystem, String, u32)>,
    pub shown: usize,
    /// An error is among what is shown.
    pub has_errors: bool,
    pub held: usize,
    /// How many had to go.
    pub gone: usize,
    /// How many would be shown, were it not for the pause.
    pub waiting: usize,
    pub file: Option<String>,
    pub size: Option<u64>,
}

impl Default for Desk {
    fn default() -> Self {
        let held = Held::default();
        Self {
            sift: Sift::new(Choice::default(), &held),
            held,
            tail: Tail::default(),
            incoming: VecDeque::new(),
            search: Search::Text(Needle::new("")),
            number: 0,
        }
    }
}

impl Desk {
    /// Looks for something else.
    pub fn seek(&mut self, search: Search, choice: Choice) {
        self.search = search;
        self.number += 1;
        self.sift = Sift::new(choice, &self.held);
    }

    #[must_use]
    pub fn search(&self) -> &Search {
        &self.search
    }

    /// Shows other levels and parts.
    pub fn choose(&mut self, choice: Choice) {
        self.sift.choose(choice);
    }

    /// Works until all is done or there is no time.
    pub fn work(&mut self, has_time: impl Fn() -> bool) -> Step {
        let mut taken = 0;
        while let Some(piece) = self.incoming.pop_front() {
            match piece {
                Piece::Line(line) => self.held.push(&line),
                Piece::Note(note) => self.held.push_note(note),
            }
            taken += 1;
            if taken % TAKEN == 0 && !has_time() {
                return Step::More;
            }
        }
        self.sift.forget(&self.held);
        match &self.search {
            Search::Text(needle) => {
                let mut sifted = 0;
                while let Some(line) = self.held.get(self.sift.next()) {
                    let found = needle.is_in(&line.said);
                    self.sift.take(&self.held, found);
                    sifted += 1;
                    if sifted % SIFTED == 0 && !has_time() {
                        return Step::More;
                    }
                }
                Step::Done
            }
            Search::Pattern(pattern) => match self.sift.next() < self.held.end() {
                true => Step::Ask(Question {
                    pattern: pattern.clone(),
                    lines: self.next_lines(),
                    number: self.number,
                }),
                false => Step::Done,
            },
        }
    }

    fn next_lines(&self) -> String {
        let mut lines = String::new();
        for (count, id) in (self.sift.next()..self.held.end()).enumerate() {
            if count == ASKED || lines.len() > ASKED_BYTES {
                break;
            }
            if count > 0 {
                lines.push(BETWEEN);
            }
            let Some(line) = self.held.get(id) else { break };
            let end = line.said.floor_char_boundary(LONG);
            lines.extend(line.said[..end].chars().map(|it| if it == BETWEEN { ' ' } else { it }));
        }
        lines
    }

    /// Takes the answer: for each line whether the expression is in it. Whether it was still asked.
    pub fn found(&mut self, question: &Question, found: &[bool]) -> bool {
        if question.number != self.number {
            return false;
        }
        for found in found {
            self.sift.take(&self.held, *found);
        }
        true
    }

    /// What is shown, up to a line. A row of its own tells what had to go: it has the number 0.
    #[must_use]
    pub fn shown(&self, end: LineId) -> Vec<LineId> {
        let mut shown = self.sift.shown(end);
        if self.held.gone() > 0 {
            shown.insert(0, 0);
        }
        shown
    }

    #[must_use]
    pub fn summary(&self, end: LineId) -> Summary {
        let counts = self.sift.counts();
        let before = self.sift.count_before(end);
        let mut subsystems: Vec<(Subsystem, String, u32)> = Vec::new();
        for (number, count) in (0..).zip(&counts.subsystems) {
            subsystems.push((number, self.held.subsystem(number).to_owned(), *count));
        }
        subsystems.sort_by(|one, other| one.1.cmp(&other.1));
        let shown = (counts.shown as usize).min(before);
        Summary {
            levels: counts.levels,
            subsystems,
            shown,
            has_errors: counts.errors > 0,
            held: self.held.len(),
            gone: self.held.gone(),
            waiting: self.sift.count_before(LineId::MAX) - before,
            file: self.tail.file().map(str::to_owned),
            size: self.tail.size(),
        }
    }

    #[must_use]
    pub fn error_beside(
        &self,
        from: Option<LineId>,
        is_after: bool,
        end: LineId,
    ) -> Option<LineId> {
        self.sift.error_beside(from, is_after, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk() -> Desk {
        let mut desk = Desk::default();
        for number in 0..5_000 {
            let level = if number % 5 == 0 { "ERROR" } else { "INFO" };
            let line = format!(r#"{{"0":"line {number}","_meta":{{"logLevelName":"{level}"}}}}"#);
            desk.incoming.push_back(Piece::Line(line));
        }
        desk
    }

    #[test]
    fn work_ends_when_its_time_is_over() {
        let mut desk = desk();
        let mut pieces = 1;
        while desk.work(|| false) == Step::More {
            pieces += 1;
        }
        assert!(pieces > 5_000 / 128, "{pieces}");
        assert_eq!(desk.shown(u32::MAX).len(), 5_000);
        assert_eq!(desk.summary(11).waiting, 4_990);
        assert_eq!(desk.summary(11).shown, 10);
    }

    #[test]
    fn an_expression_is_asked_about_in_pieces() {
        let mut desk = desk();
        desk.seek(Search::Pattern("x".to_owned()), Choice::default());
        let mut asked = 0;
        while let Step::Ask(question) = desk.work(|| true) {
            let lines = question.lines.split(BETWEEN);
            let found: Vec<bool> = lines.map(|line| line.ends_with("7")).collect();
            asked += found.len();
            assert!(desk.found(&question, &found));
        }
        assert_eq!((asked, desk.shown(u32::MAX).len()), (5_000, 500));
        desk.seek(Search::Pattern("y".to_owned()), Choice::default());
        let Step::Ask(question) = desk.work(|| true) else { panic!() };
        desk.seek(Search::Text(Needle::new("line 1")), Choice::default());
        assert!(!desk.found(&question, &[true; 10]));
        assert_eq!(desk.work(|| true), Step::Done);
        assert_eq!(desk.shown(u32::MAX).len(), 1_111);
    }
}
