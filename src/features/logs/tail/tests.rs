//! A file that grows, is replaced, is cut; and what gateways of all versions answer of it.

use super::*;

/// A gateway's reading of a file, after its own rules.
struct File {
    name: &'static str,
    bytes: Vec<u8>,
    /// From 2026.9.6 on only whole lines are given.
    is_late: bool,
    max_bytes: usize,
    limit: usize,
}

impl File {
    fn new(is_late: bool) -> Self {
        Self {
            name: "/log/openclaw-2026-11-20.log",
            bytes: Vec::new(),
            is_late,
            max_bytes: 1_000_000,
            limit: 5_000,
        }
    }

    fn write(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn answer(&self, asked: &LogsTail) -> LogLines {
        let size = self.bytes.len();
        let (start, mut reset, mut truncated, mut skipped);
        (reset, truncated, skipped) = (false, false, None);
        let bounded = size.saturating_sub(self.max_bytes);
        match asked.cursor.map(|cursor| cursor as usize) {
            Some(cursor) if cursor > size => {
                (reset, start, truncated) = (true, bounded, bounded > 0);
            }
            Some(cursor) if size - cursor > self.max_bytes => {
                (reset, start, truncated) = (true, bounded, true);
                skipped = Some((bounded - cursor) as u64).filter(|_| self.is_late);
            }
            Some(cursor) => start = cursor,
            None => (start, truncated) = (bounded, bounded > 0),
        }
        let text = String::from_utf8_lossy(&self.bytes[start..]).into_owned();
        let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
        let mut cursor = size;
        if start > 0 && self.bytes[start - 1] != b'\n' {
            lines.remove(0);
        }
        if self.is_late {
            lines.pop();
            cursor = start
                + self.bytes[start..].iter().rposition(|it| *it == b'\n').map_or(0, |at| at + 1);
        } else if lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        if lines.len() > self.limit {
            lines.drain(..lines.len() - self.limit);
            truncated = truncated || self.is_late;
        }
        LogLines {
            file: Some(self.name.to_owned()),
            cursor: Some(cursor as u64),
            size: Some(size as u64),
            lines,
            truncated: Some(truncated),
            reset: Some(reset),
            skipped_bytes: skipped,
        }
    }
}

fn read(tail: &mut Tail, file: &File) -> Vec<String> {
    let mut out = VecDeque::new();
    loop {
        let asked = tail.ask();
        let answer = file.answer(&asked);
        if !tail.take(&asked, answer, &mut out) {
            return out.into_iter().map(told).collect();
        }
    }
}

fn told(piece: Piece) -> String {
    match piece {
        Piece::Line(line) => line,
        Piece::Note(note) => format!("# {note:?}"),
    }
}

#[test]
fn each_line_comes_once() {
    for is_late in [false, true] {
        let (mut file, mut tail) = (File::new(is_late), Tail::default());
        assert!(read(&mut tail, &file).is_empty());
        file.write("{\"a\":1}\n{\"b\":2}\n");
        assert_eq!(read(&mut tail, &file), ["{\"a\":1}", "{\"b\":2}"]);
        assert!(read(&mut tail, &file).is_empty());
        file.write("plain\n");
        assert_eq!(read(&mut tail, &file), ["plain"]);
    }
}

#[test]
fn a_line_cut_in_two_is_read_whole() {
    for is_late in [false, true] {
        let (mut file, mut tail) = (File::new(is_late), Tail::default());
        file.write("{\"a\":1}\n");
        read(&mut tail, &file);
        file.write("{\"b\":2}\n{\"c\":\"→");
        assert_eq!(read(&mut tail, &file), ["{\"b\":2}"]);
        file.write(" rest\"}\n{\"d\":4}\n{\"e\":");
        assert_eq!(read(&mut tail, &file), ["{\"c\":\"→ rest\"}", "{\"d\":4}"]);
        file.write("5}\n");
        assert_eq!(read(&mut tail, &file), ["{\"e\":5}"]);
        assert!(read(&mut tail, &file).is_empty());
    }
}

#[test]
fn a_first_answer_may_end_within_a_line() {
    let (mut file, mut tail) = (File::new(false), Tail::default());
    file.write("{\"a\":1}\n{\"b\":");
    assert_eq!(read(&mut tail, &file), ["{\"a\":1}"]);
    file.write("2}\n");
    assert_eq!(read(&mut tail, &file), ["{\"b\":2}"]);
}

#[test]
fn a_half_that_stays_one_is_shown() {
    let (mut file, mut tail) = (File::new(false), Tail::default());
    file.write("{\"a\":1}\n{\"b\":");
    assert_eq!(read(&mut tail, &file), ["{\"a\":1}"]);
    assert_eq!(read(&mut tail, &file), ["{\"b\":"]);
    assert!(read(&mut tail, &file).is_empty());
}

#[test]
fn what_was_skipped_is_said() {
    for is_late in [false, true] {
        let (mut file, mut tail) = (File::new(is_late), Tail::default());
        file.write("one\n");
        read(&mut tail, &file);
        file.write(&"0123456789\n".repeat(100_000));
        let told = read(&mut tail, &file);
        assert_eq!(told[0], "# Missing(Some(100000))");
        assert_eq!(told.len(), 5_001);
    }
}

#[test]
fn lines_above_the_limit_are_missed_too() {
    for is_late in [false, true] {
        let (mut file, mut tail) = (File::new(is_late), Tail::default());
        file.write("one\n");
        read(&mut tail, &file);
        file.write(&"0123456789\n".repeat(6_000));
        let told = read(&mut tail, &file);
        assert_eq!(told[0], "# Missing(None)");
        assert_eq!(told.len(), 5_001);
        file.write(&"0123456789\n".repeat(5_000));
        assert_eq!(read(&mut tail, &file).len(), 5_000);
    }
}

#[test]
fn the_first_lines_are_not_the_first_of_the_file() {
    let (mut file, mut tail) = (File::new(true), Tail::default());
    file.write(&format!("{}\n", "x".repeat(999)).repeat(1_200));
    let told = read(&mut tail, &file);
    assert_eq!(told[0], "# Older");
    assert_eq!(told.len(), 1_001);
}

#[test]
fn another_day_has_another_file() {
    for is_late in [false, true] {
        let (mut file, mut tail) = (File::new(is_late), Tail::default());
        file.write("one\ntwo\n");
        read(&mut tail, &file);
        file.name = "/log/openclaw-2026-11-21.log";
        file.bytes.clear();
        file.write("a first line\nsecond\nthird\n");
        let told = read(&mut tail, &file);
        let next = "# NextFile(\"openclaw-2026-11-21.log\")";
        assert_eq!(told, [next, "a first line", "second", "third"]);
        assert_eq!(tail.file(), Some("/log/openclaw-2026-11-21.log"));
    }
}

#[test]
fn a_file_that_was_replaced_is_read_from_its_beginning() {
    for is_late in [false, true] {
        let (mut file, mut tail) = (File::new(is_late), Tail::default());
        file.write("one\ntwo\n");
        read(&mut tail, &file);
        file.bytes.clear();
        file.write("new\n");
        assert_eq!(read(&mut tail, &file), ["# Replaced", "new"]);
        file.bytes.clear();
        assert_eq!(read(&mut tail, &file), ["# Replaced"]);
        assert!(read(&mut tail, &file).is_empty());
    }
}
