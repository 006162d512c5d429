//! What has passed, the latest of it, with what was missed. It knows no gateway and no clock.

use std::collections::VecDeque;

/// So much is kept.
pub const MOST: usize = 1_000;

/// More text than this is not kept of all records together; the oldest go first.
pub const MOST_BYTES: usize = 8 * 1024 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    In,
    Out,
}

/// Something that has passed.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Counts what was recorded.
    pub number: u64,
    /// In milliseconds since the epoch, by this computer's clock.
    pub at: f64,
    pub way: Way,
    /// The event's name, or the kind of frame.
    pub name: String,
    pub seq: Option<u64>,
    /// So many numbers are missing before it.
    pub gap: u64,
    /// JSON, as it came.
    pub text: String,
}

/// The latest records, the oldest first.
#[derive(Debug, Clone, Default)]
pub struct Tape {
    records: VecDeque<Record>,
    bytes: usize,
    count: u64,
    missed: u64,
    last_seq: Option<u64>,
}

impl Tape {
    pub fn add(&mut self, at: f64, way: Way, name: &str, seq: Option<u64>, text: &str) {
        self.count += 1;
        let gap = match (self.last_seq, seq) {
            (Some(last), Some(seq)) if seq > last + 1 => seq - last - 1,
            _ => 0,
        };
        self.last_seq = seq.or(self.last_seq);
        self.missed += gap;
        self.bytes += text.len();
        let (number, name, text) = (self.count, name.to_owned(), text.to_owned());
        self.records.push_back(Record { number, at, way, name, seq, gap, text });
        while self.records.len() > MOST || (self.bytes > MOST_BYTES && self.records.len() > 1) {
            let gone = self.records.pop_front();
            self.bytes -= gone.map_or(0, |gone| gone.text.len());
        }
    }

    /// A new connection counts anew.
    pub fn begin_anew(&mut self) {
        self.last_seq = None;
    }

    pub fn clear(&mut self) {
        self.records.clear();
        self.bytes = 0;
        self.missed = 0;
    }

    /// How many have passed, kept or not.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// How many numbers were missing.
    #[must_use]
    pub fn missed(&self) -> u64 {
        self.missed
    }

    #[must_use]
    pub fn kept(&self) -> usize {
        self.records.len()
    }

    /// Those up to this number that have all the words in their name or text, the newest first.
    #[must_use]
    pub fn found(&self, words: &str, up_to: Option<u64>) -> Vec<&Record> {
        let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
        let fits = |record: &&Record| {
            if up_to.is_some_and(|up_to| record.number > up_to) {
                return false;
            }
            words.is_empty() || {
                let (name, text) = (record.name.to_lowercase(), record.text.to_lowercase());
                words.iter().all(|word| name.contains(word) || text.contains(word))
            }
        };
        self.records.iter().rev().filter(fits).collect()
    }

    /// The record of a number, if it is still kept.
    #[must_use]
    pub fn get(&self, number: u64) -> Option<&Record> {
        let first = self.records.front()?.number;
        self.records.get(usize::try_from(number.checked_sub(first)?).ok()?)
    }

    /// The names there are, with how often, the most frequent first.
    #[must_use]
    pub fn names(&self) -> Vec<(String, usize)> {
        let mut counts = std::collections::BTreeMap::<&str, usize>::new();
        for record in &self.records {
            *counts.entry(&record.name).or_default() += 1;
        }
        let mut counts: Vec<_> =
            counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
        counts.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        counts
    }
}

/// What a frame is, in a few words: `req chat.send`, `res ok`, `event tick`.
#[must_use]
pub fn kind_of_frame(text: &str) -> String {
    let Ok(frame) = serde_json::from_str::<serde_json::Value>(text) else {
        return "?".to_owned();
    };
    let word = |name: &str| frame.get(name).and_then(serde_json::Value::as_str);
    let has_answer = ["ok", "result", "error"].iter().any(|name| frame.get(*name).is_some());
    match (word("event"), word("method")) {
        (Some(event), _) => format!("event {event}"),
        (None, Some(method)) => format!("req {method}"),
        (None, None) if has_answer => {
            let is_bad = frame.get("ok") == Some(&serde_json::Value::Bool(false))
                || frame.get("error").is_some_and(|error| !error.is_null());
            if is_bad { "res error".to_owned() } else { "res ok".to_owned() }
        }
        (None, None) => word("type").unwrap_or("?").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tape(seqs: &[Option<u64>]) -> Tape {
        let mut tape = Tape::default();
        for seq in seqs {
            tape.add(1.0, Way::In, "chat", *seq, "{}");
        }
        tape
    }

    #[test]
    fn missing_numbers_are_counted_where_they_are_missing() {
        let tape = tape(&[Some(1), None, Some(2), Some(5), Some(6)]);
        let gaps: Vec<_> = tape.found("", None).iter().map(|it| it.gap).collect();
        assert_eq!(gaps, [0, 2, 0, 0, 0]);
        assert_eq!(tape.missed(), 2);
    }

    #[test]
    fn a_new_connection_counts_anew() {
        let mut tape = tape(&[Some(900)]);
        tape.begin_anew();
        tape.add(2.0, Way::In, "tick", Some(3), "{}");
        assert_eq!(tape.missed(), 0);
    }

    #[test]
    fn only_the_latest_are_kept() {
        let mut all = Tape::default();
        for at in 0..MOST + 5 {
            all.add(at as f64, Way::Out, "req", None, "{}");
        }
        assert_eq!(all.kept(), MOST);
        assert!(all.get(5).is_none());
        assert_eq!(all.get(6).map(|it| it.number), Some(6));
        assert_eq!(all.count(), MOST as u64 + 5);
        let long = "x".repeat(MOST_BYTES);
        all.add(1.0, Way::In, "res", None, &long);
        assert_eq!(all.kept(), 1);
    }

    #[test]
    fn words_are_found_in_name_and_text_and_a_pause_holds() {
        let mut tape = Tape::default();
        tape.add(1.0, Way::In, "chat", None, r#"{"text":"Hello"}"#);
        tape.add(2.0, Way::In, "tick", None, r#"{"ts":1}"#);
        assert_eq!(tape.found("hello CHAT", None).len(), 1);
        assert_eq!(tape.found("t", Some(1)).len(), 1);
        assert_eq!(tape.names(), [("chat".to_owned(), 1), ("tick".to_owned(), 1)]);
    }

    #[test]
    fn a_frame_is_told_by_what_it_is() {
        for (text, kind) in [
            (r#"{"type":"req","method":"chat.send"}"#, "req chat.send"),
            (r#"{"type":"res","ok":true}"#, "res ok"),
            (r#"{"type":"res","ok":false,"error":{}}"#, "res error"),
            (r#"{"type":"event","event":"tick"}"#, "event tick"),
            ("nonsense", "?"),
        ] {
            assert_eq!(kind_of_frame(text), kind);
        }
    }
}
