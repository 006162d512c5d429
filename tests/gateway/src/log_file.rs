//! The gateway's log as it lies on its disk: a file that grows, gets a successor at midnight, is
//! replaced or cut. What is read of it is read by the rules of the version, its flaws with it.

use serde_json::{Value, json};

use crate::profile::Profile;

const MOST_LINES: u64 = 5_000;
const MOST_BYTES: u64 = 1_000_000;
const USUAL_LINES: u64 = 500;
const USUAL_BYTES: u64 = 250_000;
/// Nobody can read further back than a million bytes: what lies before is not kept.
const KEPT: usize = 4_000_000;

#[derive(Debug, Clone)]
pub(crate) struct LogFile {
    /// Days since the epoch: the file is named after its day.
    day: u64,
    /// How much of the file is not kept any more.
    gone: u64,
    bytes: Vec<u8>,
    /// How many lines were ever written: the source of what is different in each.
    pub(crate) written: u64,
}

impl LogFile {
    pub(crate) fn of_day(day: u64) -> LogFile {
        LogFile { day, gone: 0, bytes: Vec::new(), written: 0 }
    }

    pub(crate) fn path(&self) -> String {
        format!("/tmp/openclaw/openclaw-{}.log", date(self.day))
    }

    fn size(&self) -> u64 {
        self.gone + self.bytes.len() as u64
    }

    pub(crate) fn write(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
        if self.bytes.len() > 2 * KEPT {
            let gone = self.bytes.len() - KEPT;
            self.bytes.drain(..gone);
            self.gone += gone as u64;
        }
    }

    pub(crate) fn write_line(&mut self, line: &str) {
        self.written += 1;
        self.write(line);
        self.write("\n");
    }

    /// Midnight: the next file begins.
    pub(crate) fn rotate(&mut self) {
        let written = self.written;
        *self = LogFile::of_day(self.day + 1);
        self.written = written;
    }

    /// The file is emptied, under the same name.
    pub(crate) fn empty(&mut self) {
        let written = self.written;
        *self = LogFile::of_day(self.day);
        self.written = written;
    }

    /// `logs.tail`.
    pub(crate) fn tail(&self, profile: Profile, params: &Value) -> Value {
        let is_late = profile >= Profile::V2026_9_6;
        let limit = params["limit"].as_u64().unwrap_or(USUAL_LINES).min(MOST_LINES);
        let most = params["maxBytes"].as_u64().unwrap_or(USUAL_BYTES).min(MOST_BYTES);
        let size = self.size();
        let bounded = size.saturating_sub(most);
        let (mut start, mut reset, mut truncated, mut skipped) =
            (bounded, false, bounded > 0, None);
        match params["cursor"].as_u64() {
            Some(cursor) if cursor > size => reset = true,
            Some(cursor) if size - cursor > most => {
                (reset, truncated) = (true, true);
                skipped = Some(bounded - cursor);
            }
            Some(cursor) => (start, truncated) = (cursor, false),
            None => {}
        }
        let mut told = json!({
            "file": self.path(), "cursor": size, "size": size, "lines": [],
            "truncated": truncated, "reset": reset,
        });
        if start < size {
            let (lines, cursor, is_cut) = self.lines(is_late, start, limit);
            told["lines"] = json!(lines);
            told["cursor"] = cursor.into();
            told["truncated"] = (truncated || (is_late && is_cut)).into();
        }
        if let (true, Some(skipped)) = (is_late, skipped) {
            told["skippedBytes"] = skipped.into();
        }
        told
    }

    /// The lines from here on, where to read on, and whether some were left out.
    fn lines(&self, is_late: bool, start: u64, limit: u64) -> (Vec<String>, u64, bool) {
        let from = usize::try_from(start.saturating_sub(self.gone)).unwrap_or(usize::MAX);
        let read = self.bytes.get(from..).unwrap_or_default();
        let text = String::from_utf8_lossy(read);
        let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        let begins_line = start == 0 || (from > 0 && self.bytes.get(from - 1) == Some(&b'\n'));
        if !begins_line {
            lines.remove(0);
        }
        let mut cursor = self.size();
        if is_late {
            lines.pop();
            let whole = read.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
            cursor = start + whole as u64;
        } else if lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let over = lines.len().saturating_sub(limit);
        lines.drain(..over);
        (lines, cursor, over > 0)
    }
}

/// `2026-11-20`
fn date(day: u64) -> String {
    crate::seeds::log_lines::iso(day * 86_400_000)[..10].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(told: &Value) -> Vec<&str> {
        told["lines"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect()
    }

    #[test]
    fn a_cut_line_comes_in_halves_or_when_it_is_whole() {
        let mut file = LogFile::of_day(20_777);
        file.write("one\ntw");
        let early = file.tail(Profile::V2026_4_15, &json!({}));
        assert_eq!((lines(&early), &early["cursor"]), (vec!["one", "tw"], &json!(6)));
        let late = file.tail(Profile::V2026_9_6, &json!({}));
        assert_eq!((lines(&late), &late["cursor"]), (vec!["one"], &json!(4)));
        file.write("o\nthree\n");
        let early = file.tail(Profile::V2026_4_15, &json!({"cursor": 6}));
        assert_eq!(lines(&early), ["three"]);
        let late = file.tail(Profile::V2026_9_6, &json!({"cursor": 4}));
        assert_eq!(lines(&late), ["two", "three"]);
    }

    #[test]
    fn who_falls_behind_is_told_so() {
        let mut file = LogFile::of_day(20_777);
        file.write(&"0123456789\n".repeat(1_000));
        let told = file.tail(Profile::V2026_9_6, &json!({"cursor": 0, "maxBytes": 110}));
        assert_eq!(lines(&told).len(), 10);
        assert_eq!((&told["reset"], &told["truncated"]), (&json!(true), &json!(true)));
        assert_eq!(told["skippedBytes"], 10_890);
        let told = file.tail(Profile::V2026_2_6, &json!({"cursor": 99_999_999}));
        assert_eq!((&told["reset"], &told["truncated"]), (&json!(true), &json!(false)));
        let told = file.tail(Profile::V2026_2_6, &json!({"limit": 3}));
        assert_eq!((lines(&told).len(), &told["truncated"]), (3, &json!(false)));
    }

    #[test]
    fn the_beginning_of_a_long_file_is_not_kept() {
        let mut file = LogFile::of_day(20_777);
        for _ in 0..1_000 {
            file.write(&"0123456789\n".repeat(1_000));
        }
        assert!(file.bytes.len() <= 2 * KEPT);
        let told = file.tail(Profile::V2026_9_6, &json!({}));
        assert_eq!(told["size"], 11_000_000);
        assert_eq!(lines(&told).len(), 500);
        assert_eq!(told["file"], "/tmp/openclaw/openclaw-2026-11-20.log");
    }
}
