//! The lines that are held, at most a hundred thousand: the oldest go first. Each has a number for
//! life.

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};

use super::entry;
use super::level::Level;
use super::pack::{Packed, Templates};
use super::raw::fields;
use super::tail::Note;

/// So many are held.
pub const MOST: usize = 100_000;

/// The number of a line; the first is 1.
pub type LineId = u32;

/// The number of a part of the gateway; 0 is none.
pub type Subsystem = u16;

#[derive(Debug, Clone)]
pub struct Line {
    at: i64,
    pub level: Level,
    pub subsystem: Subsystem,
    pub said: Box<str>,
    packed: Packed,
    /// No line of the log, but something about it.
    pub note: Option<Box<Note>>,
}

impl Line {
    /// Milliseconds since the epoch.
    #[must_use]
    pub fn at(&self) -> Option<i64> {
        (self.at != i64::MIN).then_some(self.at)
    }
}

#[derive(Debug)]
pub struct Held {
    most: usize,
    first: LineId,
    lines: VecDeque<Line>,
    templates: Templates,
    subsystems: Vec<Box<str>>,
    numbers: BTreeMap<Box<str>, Subsystem>,
}

impl Default for Held {
    fn default() -> Self {
        Self::new(MOST)
    }
}

impl Held {
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self {
            most,
            first: 1,
            lines: VecDeque::new(),
            templates: Templates::default(),
            subsystems: vec!["".into()],
            numbers: BTreeMap::new(),
        }
    }

    /// Takes a line as the gateway gave it.
    pub fn push(&mut self, line: &str) {
        let all = fields(line);
        let entry = entry::read(line, all.as_deref());
        let packed = self.templates.pack(line, all.as_deref(), &entry.said);
        let subsystem = entry.subsystem.as_deref().map_or(0, |name| self.number_of(name));
        self.add(Line {
            at: entry.at.unwrap_or(i64::MIN),
            level: entry.level,
            subsystem,
            said: entry.said.into(),
            packed,
            note: None,
        });
    }

    /// Takes something about the log, after its last line.
    pub fn push_note(&mut self, note: Note) {
        self.add(Line {
            at: self.lines.back().map_or(i64::MIN, |line| line.at),
            level: Level::None,
            subsystem: 0,
            said: "".into(),
            packed: Packed::default(),
            note: Some(Box::new(note)),
        });
    }

    fn add(&mut self, line: Line) {
        self.lines.push_back(line);
        if self.lines.len() > self.most {
            self.lines.pop_front();
            self.first += 1;
        }
    }

    fn number_of(&mut self, name: &str) -> Subsystem {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let Ok(number) = Subsystem::try_from(self.subsystems.len()) else { return 0 };
        self.subsystems.push(name.into());
        self.numbers.insert(name.into(), number);
        number
    }

    /// The number of the oldest line.
    #[must_use]
    pub fn first(&self) -> LineId {
        self.first
    }

    /// The number that the next line will have.
    #[must_use]
    pub fn end(&self) -> LineId {
        self.first + LineId::try_from(self.lines.len()).unwrap_or(LineId::MAX)
    }

    /// How many had to go.
    #[must_use]
    pub fn gone(&self) -> usize {
        self.first as usize - 1
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    #[must_use]
    pub fn get(&self, id: LineId) -> Option<&Line> {
        self.lines.get(id.checked_sub(self.first)? as usize)
    }

    /// A line as the gateway gave it.
    #[must_use]
    pub fn raw(&self, id: LineId) -> Option<String> {
        let line = self.get(id).filter(|line| line.note.is_none())?;
        Some(self.templates.unpack(&line.packed, &line.said))
    }

    /// The name of a part of the gateway.
    #[must_use]
    pub fn subsystem(&self, number: Subsystem) -> &str {
        self.subsystems.get(usize::from(number)).map_or("", |name| name)
    }

    /// A line as files of text have it: moment, level, part, what was said.
    #[must_use]
    pub fn as_text(&self, id: LineId, moment: impl FnOnce(i64) -> String) -> Option<String> {
        let line = self.get(id).filter(|line| line.note.is_none())?;
        let moment = line.at().map(moment);
        let parts = [
            moment.map(Cow::Owned),
            Some(line.level.code().into()),
            Some(self.subsystem(line.subsystem).into()),
            Some(Cow::Borrowed(&*line.said)),
        ];
        let told: Vec<Cow<'_, str>> =
            parts.into_iter().flatten().filter(|it| !it.is_empty()).collect();
        Some(told.join("  "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(subsystem: &str, said: &str) -> String {
        format!(
            r#"{{"0":"{{\"subsystem\":\"{subsystem}\"}}","1":"{said}","_meta":{{"logLevelName":"WARN","date":"2026-11-20T13:12:14.356Z"}}}}"#
        )
    }

    #[test]
    fn the_oldest_go_and_numbers_stay() {
        let mut held = Held::new(3);
        for number in 0..5 {
            held.push(&line("gateway", &number.to_string()));
        }
        assert_eq!((held.first(), held.end(), held.len(), held.gone()), (3, 6, 3, 2));
        assert!(held.get(2).is_none() && held.get(6).is_none() && held.get(0).is_none());
        assert_eq!(held.get(5).map(|line| &*line.said), Some("4"));
        assert_eq!(held.raw(4), Some(line("gateway", "3")));
    }

    #[test]
    fn a_line_is_written_as_text() {
        let mut held = Held::default();
        held.push(&line("gateway/ws", "hello"));
        held.push("plain");
        held.push_note(Note::Replaced);
        let text = |id| held.as_text(id, |at| at.to_string());
        assert_eq!(text(1).as_deref(), Some("1795180334356  warn  gateway/ws  hello"));
        assert_eq!(text(2).as_deref(), Some("plain"));
        assert_eq!((text(3), held.raw(3)), (None, None));
    }
}
