//! How much is kept of one gateway, and for how long. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::question;

/// Altogether, in bytes.
pub const ROOM: usize = 8 * 1024 * 1024;
/// What is older says nothing any more.
pub const LIFE_MS: f64 = 30.0 * 24.0 * 60.0 * 60.0 * 1000.0;
/// The same answer is not dated anew more often than this.
const FRESH_MS: f64 = 30_000.0;

/// What is known of a kept answer without reading it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Label {
    /// When it was given, by this computer's clock.
    pub at: f64,
    pub bytes: usize,
    /// Tells one text from another.
    pub print: u64,
}

/// What has to be written for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Nothing,
    /// It says the same as before, and is true of now.
    Label,
    Whole,
}

impl Label {
    #[must_use]
    pub fn of(text: &str, at: f64) -> Self {
        Self { at, bytes: text.len(), print: print(text) }
    }

    #[must_use]
    pub fn change(self, before: Option<&Self>) -> Change {
        match before {
            Some(before) if before.print == self.print && before.bytes == self.bytes => {
                if self.at - before.at < FRESH_MS { Change::Nothing } else { Change::Label }
            }
            _ => Change::Whole,
        }
    }

    /// As it is written beside the answer.
    #[must_use]
    pub fn write(self) -> String {
        format!("{:.0} {} {:x}", self.at, self.bytes, self.print)
    }

    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let at = parts.next()?.parse().ok()?;
        let bytes = parts.next()?.parse().ok()?;
        let print = u64::from_str_radix(parts.next()?, 16).ok()?;
        Some(Self { at, bytes, print })
    }
}

/// FNV-1a: small, and nobody has a reason to deceive it.
fn print(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |print, byte| {
        (print ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// What has to go: too old, too many of a kind, or too much altogether; the oldest first.
#[must_use]
pub fn overdue(kept: &BTreeMap<String, Label>, now: f64) -> BTreeSet<String> {
    let mut newest: Vec<_> = kept.iter().collect();
    newest.sort_by(|(_, one), (_, other)| other.at.total_cmp(&one.at));
    let mut counts = BTreeMap::<&str, usize>::new();
    let (mut room, mut gone) = (ROOM, BTreeSet::new());
    for (words, label) in newest {
        let method = question::method_of(words);
        let count = counts.entry(method).or_default();
        // A clock that was set back made some of them in the future.
        let is_old = (now - label.at).abs() > LIFE_MS;
        if is_old || *count >= question::most(method) || label.bytes > room {
            gone.insert(words.clone());
        } else {
            *count += 1;
            room -= label.bytes;
        }
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(at: f64, bytes: usize) -> Label {
        Label { at, bytes, print: 7 }
    }

    fn kept(all: &[(&str, f64, usize)]) -> BTreeMap<String, Label> {
        all.iter().map(|(words, at, bytes)| ((*words).to_owned(), label(*at, *bytes))).collect()
    }

    fn gone(all: &[(&str, f64, usize)], now: f64) -> Vec<String> {
        overdue(&kept(all), now).into_iter().collect()
    }

    #[test]
    fn a_label_is_read_as_it_was_written() {
        let label = Label::of("{\"ok\":true}", 1_795_000_000_123.0);
        assert_eq!(Label::read(&label.write()), Some(label));
        assert_eq!(Label::read("damaged"), None);
    }

    #[test]
    fn the_same_answer_is_not_written_again() {
        let before = Label::of("same", 0.0);
        assert_eq!(Label::of("same", 1_000.0).change(Some(&before)), Change::Nothing);
        assert_eq!(Label::of("same", 60_000.0).change(Some(&before)), Change::Label);
        assert_eq!(Label::of("other", 1_000.0).change(Some(&before)), Change::Whole);
        assert_eq!(Label::of("same", 0.0).change(None), Change::Whole);
    }

    #[test]
    fn the_oldest_make_room() {
        let half = ROOM / 2;
        let all = [("health {}", 1.0, half), ("status {}", 2.0, half), ("node.list {}", 3.0, half)];
        assert_eq!(gone(&all, 4.0), ["health {}"]);
    }

    #[test]
    fn of_sessions_only_those_looked_at_last_are_kept() {
        let names: Vec<_> = (0..14).map(|number| format!("chat.history {number:02}")).collect();
        let all: Vec<_> =
            names.iter().zip(0_u32..).map(|(name, at)| (name.as_str(), f64::from(at), 1)).collect();
        assert_eq!(gone(&all, 20.0), ["chat.history 00", "chat.history 01"]);
    }

    #[test]
    fn what_is_old_goes_and_so_does_what_is_no_longer_on_the_list() {
        let all = [("health {}", 0.0, 1), ("status {}", LIFE_MS, 1), ("config.get {}", LIFE_MS, 1)];
        assert_eq!(gone(&all, LIFE_MS + 1.0), ["config.get {}", "health {}"]);
    }
}
