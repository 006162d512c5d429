//! Reads JSON in one pass without making values of it: texts stay pieces of what came.

use crate::protocol::json;

/// A piece of the kept text, or (behind its end) of what had to be unescaped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Text {
    start: u32,
    len: u32,
}

impl Text {
    pub(super) fn part(self, from: usize, len: usize) -> Self {
        Self { start: self.start + from as u32, len: len as u32 }
    }
}

/// All texts of a schema.
#[derive(Debug, Default)]
pub(super) struct Texts {
    came: String,
    unescaped: String,
}

impl Texts {
    pub(super) fn get(&self, text: Text) -> &str {
        let (start, len) = (text.start as usize, text.len as usize);
        let found = match start.checked_sub(self.came.len()) {
            None => self.came.get(start..start + len),
            Some(start) => self.unescaped.get(start..start + len),
        };
        found.unwrap_or_default()
    }
}

/// Where reading is. Lenient about commas: what comes has been read as JSON once before.
#[derive(Debug)]
pub(super) struct Scan {
    pub(super) texts: Texts,
    at: usize,
}

pub(super) type Read<T> = Result<T, String>;

impl Scan {
    pub(super) fn new(texts: [&str; 2]) -> Self {
        Self { texts: Texts { came: texts.concat(), unescaped: String::new() }, at: 0 }
    }

    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    fn wrong<T>(&self, what: &str) -> Read<T> {
        Err(format!("{what} expected at byte {}", self.at))
    }

    /// What comes next, behind spaces.
    pub(super) fn peek(&mut self) -> u8 {
        let bytes = self.texts.came.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return *byte;
            }
            self.at += 1;
        }
        0
    }

    fn take(&mut self, byte: u8) -> Read<()> {
        if self.peek() != byte {
            return self.wrong(&format!("`{}`", byte as char));
        }
        self.at += 1;
        Ok(())
    }

    /// Steps into an object. What is none is passed over.
    pub(super) fn object(&mut self) -> Read<bool> {
        self.enter(b'{')
    }

    pub(super) fn list(&mut self) -> Read<bool> {
        self.enter(b'[')
    }

    fn enter(&mut self, byte: u8) -> Read<bool> {
        if self.peek() == byte {
            self.at += 1;
            return Ok(true);
        }
        self.skip()?;
        Ok(false)
    }

    /// The next key of the object stepped into, or out of it.
    pub(super) fn key(&mut self) -> Read<Option<Text>> {
        if !self.more(b'}')? {
            return Ok(None);
        }
        let key = self.text()?;
        self.take(b':')?;
        Ok(Some(key))
    }

    /// Whether the list stepped into has a next entry; else out of it.
    pub(super) fn entry(&mut self) -> Read<bool> {
        self.more(b']')
    }

    fn more(&mut self, end: u8) -> Read<bool> {
        let mut next = self.peek();
        if next == b',' {
            self.at += 1;
            next = self.peek();
        }
        if next == 0 {
            return self.wrong("more");
        }
        if next == end {
            self.at += 1;
        }
        Ok(next != end)
    }

    /// Ahead of the closing quote; whether something is escaped.
    fn pass_text(&mut self) -> Read<bool> {
        let bytes = self.texts.came.as_bytes();
        let mut escaped = false;
        loop {
            match bytes.get(self.at) {
                Some(b'"') => return Ok(escaped),
                Some(b'\\') => {
                    escaped = true;
                    self.at += 2;
                }
                Some(_) => self.at += 1,
                None => return self.wrong("end of text"),
            }
        }
    }

    pub(super) fn text(&mut self) -> Read<Text> {
        self.take(b'"')?;
        let start = self.at;
        let escaped = self.pass_text()?;
        let end = self.at;
        self.at += 1;
        if !escaped {
            return Ok(piece(start, end - start));
        }
        let quoted = self.texts.came.get(start - 1..=end).unwrap_or_default();
        let plain: String = json::read(quoted).map_err(|error| error.to_string())?;
        let start = self.texts.came.len() + self.texts.unescaped.len();
        self.texts.unescaped.push_str(&plain);
        Ok(piece(start, plain.len()))
    }

    /// A text where there is one. Else what stands there is passed over.
    pub(super) fn maybe_text(&mut self) -> Read<Option<Text>> {
        if self.peek() == b'"' {
            return self.text().map(Some);
        }
        self.skip().map(|()| None)
    }

    /// A value as it is written.
    pub(super) fn raw(&mut self) -> Read<Text> {
        self.peek();
        let start = self.at;
        self.skip()?;
        Ok(piece(start, self.at - start))
    }

    pub(super) fn number(&mut self) -> Read<Option<f64>> {
        let raw = self.raw()?;
        Ok(self.texts.get(raw).parse().ok())
    }

    pub(super) fn truth(&mut self) -> Read<Option<bool>> {
        let raw = self.raw()?;
        Ok(self.texts.get(raw).parse().ok())
    }

    /// Passes over a value.
    pub(super) fn skip(&mut self) -> Read<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek() {
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1).ok_or("value expected")?;
                    self.at += 1;
                }
                b'"' => {
                    self.at += 1;
                    self.pass_text()?;
                    self.at += 1;
                }
                b',' | b':' if depth > 0 => self.at += 1,
                0 | b',' | b':' => return self.wrong("value"),
                _ => self.pass_word(),
            }
            if depth == 0 {
                return Ok(());
            }
        }
    }

    /// A number, `true`, `false`, `null`.
    fn pass_word(&mut self) {
        let bytes = self.texts.came.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            if !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'+' | b'.') {
                break;
            }
            self.at += 1;
        }
        // Anything that is no JSON: one byte on, so that there is an end.
        if bytes.get(self.at).is_some_and(|byte| !byte.is_ascii() || *byte < b' ') {
            self.at += 1;
        }
    }
}

fn piece(start: usize, len: usize) -> Text {
    Text { start: start as u32, len: len as u32 }
}
