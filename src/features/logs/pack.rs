//! Lines kept small. Most of a line says who wrote it and where in the code, the same each time: that
//! is kept once, and of each line what is its own. Any line comes back as it was, letter by letter.

use std::collections::BTreeMap;

use super::entry::is_context;
use super::raw::{Field, fields};

/// Stands in a template where a line has something of its own, and between what it has.
const HOLE: char = '\u{1f}';
/// Stands for what is said anyway, in quotes.
const SAID: char = '\u{1e}';
/// More kinds of lines than a log has; what comes then is kept whole.
const MOST: usize = 4_000;

/// The template of lines that are kept whole.
const WHOLE: u16 = 0;

/// A line without what it shares with others. It needs what is said to come back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Packed {
    template: u16,
    own: Box<str>,
}

/// What lines share.
#[derive(Debug, Default)]
pub struct Templates {
    texts: Vec<Box<str>>,
    numbers: BTreeMap<Box<str>, u16>,
    /// Written anew for every line.
    template: String,
    own: String,
}

impl Templates {
    /// `all` are the fields of the line, if it has any; `said` is what it says.
    pub fn pack(&mut self, line: &str, all: Option<&[Field<'_>]>, said: &str) -> Packed {
        match all {
            Some(all) if !line.contains([HOLE, SAID]) => self.with_fields(line, all, said),
            // A plain line says itself.
            _ if line == said => Packed { template: WHOLE, own: "".into() },
            _ => Packed { template: WHOLE, own: line.into() },
        }
    }

    fn with_fields(&mut self, line: &str, all: &[Field<'_>], said: &str) -> Packed {
        self.template.clear();
        self.own.clear();
        let mut told = 0;
        let mut hole = |at: usize, value: &str| {
            self.template.push_str(&line[told..at]);
            self.template.push(HOLE);
            told = at + value.len();
            let inside = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
            match inside == Some(said) {
                true => self.own.push(SAID),
                false => self.own.push_str(value),
            }
            self.own.push(HOLE);
        };
        for field in all {
            match field.name {
                "hostname" => {}
                "_meta" => {
                    let meta = fields(field.value).unwrap_or_default();
                    if let Some(date) = meta.iter().find(|it| it.name == "date") {
                        hole(field.at + date.at, date.value);
                    }
                }
                _ if is_context(field) => {}
                _ => hole(field.at, field.value),
            }
        }
        self.template.push_str(&line[told..]);
        match self.number() {
            Some(template) => Packed { template, own: self.own.as_str().into() },
            None => Packed { template: WHOLE, own: line.into() },
        }
    }

    /// The number of the template just written.
    fn number(&mut self) -> Option<u16> {
        if let Some(number) = self.numbers.get(self.template.as_str()) {
            return Some(*number);
        }
        let number = u16::try_from(self.texts.len() + 1).ok()?;
        if self.texts.len() >= MOST {
            return None;
        }
        self.texts.push(self.template.as_str().into());
        self.numbers.insert(self.template.as_str().into(), number);
        Some(number)
    }

    /// The line as it was.
    #[must_use]
    pub fn unpack(&self, packed: &Packed, said: &str) -> String {
        let number = usize::from(packed.template);
        let Some(template) = number.checked_sub(1).and_then(|number| self.texts.get(number)) else {
            return if packed.own.is_empty() { said.to_owned() } else { packed.own.to_string() };
        };
        let mut line = String::with_capacity(template.len() + packed.own.len() + said.len());
        let mut own = packed.own.split(HOLE);
        let mut pieces = template.split(HOLE);
        line.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let value = own.next().unwrap_or_default();
            if value.starts_with(SAID) {
                line.push('"');
                line.push_str(said);
                line.push('"');
            } else {
                line.push_str(value);
            }
            line.push_str(piece);
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::super::entry;
    use super::*;

    fn line(time: &str, said: &str) -> String {
        format!(
            r#"{{"0":"{{\"subsystem\":\"gateway/ws\"}}","1":"{said}","_meta":{{"runtime":"node","name":"{{\"subsystem\":\"gateway/ws\"}}","date":"{time}Z","logLevelName":"INFO","path":{{"fileLine":"324"}}}},"time":"{time}+00:00","hostname":"vm","message":"{said}"}}"#
        )
    }

    #[test]
    fn every_line_comes_back_letter_by_letter() {
        let mut templates = Templates::default();
        let lines = [
            line("2026-11-20T13:12:14.836", "one"),
            line("2026-11-20T13:12:15.001", r#"a \u2192 \"b\""#),
            "plain".to_owned(),
            String::new(),
            "{}".to_owned(),
            r#"{"0":"a","1":{"b":[1,2]},"_meta":{}}"#.to_owned(),
            r#"{"0":"cut off"#.to_owned(),
            format!(r#"{{"0":"odd{HOLE}{SAID}"}}"#),
            r#" { "0" : "spaces" , "time" : 5 } "#.to_owned(),
        ];
        for line in &lines {
            let all = fields(line);
            let said = entry::read(line, all.as_deref()).said.into_owned();
            let packed = templates.pack(line, all.as_deref(), &said);
            assert_eq!(&templates.unpack(&packed, &said), line);
        }
    }

    #[test]
    fn what_lines_share_is_kept_once() {
        let mut templates = Templates::default();
        let mut own = 0;
        for number in 0..1_000 {
            let line = line("2026-11-20T13:12:14.836", &format!("event {number}"));
            let all = fields(&line);
            let said = entry::read(&line, all.as_deref()).said.into_owned();
            own += templates.pack(&line, all.as_deref(), &said).own.len();
        }
        assert_eq!(templates.texts.len(), 1);
        assert!(own < 70 * 1_000, "{own}");
    }

    #[test]
    fn too_many_kinds_are_kept_whole() {
        let mut templates = Templates::default();
        for number in 0..MOST + 10 {
            let line = format!(r#"{{"k{number}":1}}"#);
            let all = fields(&line);
            let packed = templates.pack(&line, all.as_deref(), "said");
            assert_eq!(templates.unpack(&packed, "said"), line);
        }
        assert_eq!(templates.texts.len(), MOST);
    }
}
