//! The list of wake words while it is edited: what it was made of, and what another operator has made
//! of it meanwhile. Nothing that was typed is lost. Pure.

use serde_json::{Value, json};

/// Gateways keep so many words, and so much of each.
pub const MOST: usize = 32;
pub const LONGEST: usize = 64;

/// One word, known by a number that stays while it moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: u64,
    pub text: String,
}

/// What is wrong with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    TooLong,
    /// It is there before already.
    Twice,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    base: Vec<String>,
    entries: Vec<Entry>,
    next: u64,
    theirs: Option<Vec<String>>,
}

impl Draft {
    pub fn of(words: &[String]) -> Self {
        let mut draft = Self { base: words.to_vec(), ..Self::default() };
        draft.fill(words);
        draft
    }

    fn fill(&mut self, words: &[String]) {
        self.entries.clear();
        for word in words {
            self.push(word.clone());
        }
    }

    fn push(&mut self, text: String) -> u64 {
        let id = self.next;
        self.next += 1;
        self.entries.push(Entry { id, text });
        id
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub fn text(&self, id: u64) -> Option<&str> {
        self.entries.iter().find(|it| it.id == id).map(|it| it.text.as_str())
    }

    /// What would be written: blanks are no words.
    pub fn words(&self) -> Vec<String> {
        let trimmed = self.entries.iter().map(|it| it.text.trim());
        trimmed.filter(|text| !text.is_empty()).map(str::to_owned).collect()
    }

    pub fn is_edited(&self) -> bool {
        self.words() != self.base
    }

    /// What another has written since the editing began, until that is decided.
    pub fn theirs(&self) -> Option<&[String]> {
        self.theirs.as_deref()
    }

    /// The gateway's list is this now.
    pub fn heard(&mut self, words: &[String]) {
        if words == self.base {
            self.theirs = None;
        } else if self.is_edited() && self.words() != words {
            self.theirs = Some(words.to_vec());
        } else {
            self.replace(words);
        }
    }

    /// The gateway's list takes the place of what is edited. Words that stay keep their numbers.
    pub fn replace(&mut self, words: &[String]) {
        self.theirs = None;
        self.base = words.to_vec();
        if self.words() != words {
            return self.fill(words);
        }
        self.entries.retain(|it| !it.text.trim().is_empty());
        for (entry, word) in self.entries.iter_mut().zip(words) {
            entry.text.clone_from(word);
        }
    }

    pub fn take_theirs(&mut self) {
        if let Some(theirs) = self.theirs.take() {
            self.replace(&theirs);
        }
    }

    /// What is edited is meant, as an edit of their list.
    pub fn keep_mine(&mut self) {
        if let Some(theirs) = self.theirs.take() {
            self.base = theirs;
        }
    }

    pub fn discard(&mut self) {
        let words = self.theirs.take().unwrap_or_else(|| self.base.clone());
        self.base.clone_from(&words);
        self.fill(&words);
    }

    pub fn add(&mut self) -> Option<u64> {
        (self.entries.len() < MOST).then(|| self.push(String::new()))
    }

    pub fn set(&mut self, id: u64, text: &str) {
        if let Some(entry) = self.entries.iter_mut().find(|it| it.id == id) {
            text.clone_into(&mut entry.text);
        }
    }

    /// Takes a word out. Gives the one that stands in its place, or before it.
    pub fn remove(&mut self, id: u64) -> Option<u64> {
        let at = self.entries.iter().position(|it| it.id == id)?;
        self.entries.remove(at);
        self.entries.get(at).or(self.entries.last()).map(|it| it.id)
    }

    /// Moves a word one place up or down.
    pub fn shift(&mut self, id: u64, down: bool) {
        let Some(at) = self.entries.iter().position(|it| it.id == id) else { return };
        let to = if down { at + 1 } else { at.wrapping_sub(1) };
        if to < self.entries.len() {
            self.entries.swap(at, to);
        }
    }

    pub fn problem(&self, id: u64) -> Option<Problem> {
        let at = self.entries.iter().position(|it| it.id == id)?;
        let text = self.entries[at].text.trim();
        if text.encode_utf16().count() > LONGEST {
            return Some(Problem::TooLong);
        }
        let same = |it: &Entry| it.text.trim().to_lowercase() == text.to_lowercase();
        (!text.is_empty() && self.entries[..at].iter().any(same)).then_some(Problem::Twice)
    }

    /// Whether it may be written: it says something new, nothing of it would be cut off, and nobody
    /// else's words go unseen.
    pub fn may_save(&self) -> bool {
        self.theirs.is_none()
            && self.is_edited()
            && !self.words().is_empty()
            && self.entries.iter().all(|it| self.problem(it.id).is_none())
    }

    /// As this tab keeps it. Nothing where nothing is edited.
    pub fn to_kept(&self) -> Option<String> {
        let words: Vec<&str> = self.entries.iter().map(|it| it.text.as_str()).collect();
        self.is_edited().then(|| json!({"base": self.base, "words": words}).to_string())
    }

    pub fn from_kept(kept: &Value) -> Option<Self> {
        let list = |name: &str| {
            let words = kept.get(name)?.as_array()?;
            words.iter().map(|it| it.as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
        };
        let mut draft = Self { base: list("base")?, ..Self::default() };
        draft.fill(&list("words")?);
        Some(draft)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|&word| word.to_owned()).collect()
    }

    fn draft() -> Draft {
        Draft::of(&words(&["openclaw", "claude", "computer"]))
    }

    #[test]
    fn words_are_added_changed_moved_and_removed() {
        let mut draft = draft();
        let id = draft.add().unwrap();
        draft.set(id, " ahoy ");
        draft.shift(id, false);
        draft.shift(0, false);
        assert_eq!(draft.words(), ["openclaw", "claude", "ahoy", "computer"]);
        draft.shift(0, true);
        assert_eq!(draft.remove(2), Some(id), "the last has nobody after it");
        assert_eq!(draft.words(), ["claude", "openclaw", "ahoy"]);
        assert!(draft.is_edited() && draft.may_save());
        draft.discard();
        assert_eq!(draft.words(), ["openclaw", "claude", "computer"]);
        assert!(!draft.is_edited());
    }

    #[test]
    fn what_a_gateway_would_cut_off_is_told_before() {
        let mut draft = draft();
        draft.set(0, &"ä".repeat(65));
        assert_eq!(draft.problem(0), Some(Problem::TooLong));
        draft.set(0, &"⚓️".repeat(32));
        assert_eq!(draft.problem(0), None, "counted as gateways count");
        draft.set(0, &"🦞".repeat(33));
        assert_eq!(draft.problem(0), Some(Problem::TooLong));
        draft.set(0, " CLAUDE ");
        assert_eq!((draft.problem(0), draft.problem(1)), (None, Some(Problem::Twice)));
        assert!(!draft.may_save());
        draft.set(0, "ahoy");
        while draft.add().is_some() {}
        assert_eq!(draft.entries().len(), MOST);
        assert_eq!(draft.words().len(), 3, "blanks are no words");
        assert!(draft.may_save());
    }

    #[test]
    fn an_empty_list_is_never_written() {
        let mut draft = draft();
        for id in 0..3 {
            draft.remove(id);
        }
        assert!(draft.is_edited() && !draft.may_save());
    }

    #[test]
    fn a_list_that_is_not_edited_follows_the_gateway() {
        let mut draft = draft();
        draft.heard(&words(&["ahoy"]));
        assert_eq!(draft.words(), ["ahoy"]);
        assert!(!draft.is_edited() && draft.theirs().is_none());
    }

    #[test]
    fn what_is_edited_stays_when_another_writes() {
        let mut draft = draft();
        draft.set(0, "mine");
        let theirs = words(&["theirs"]);
        draft.heard(&theirs);
        assert_eq!(draft.theirs(), Some(theirs.as_slice()));
        assert_eq!(draft.words(), ["mine", "claude", "computer"]);
        assert!(!draft.may_save(), "it is decided first");
        let mut other = draft.clone();
        draft.keep_mine();
        assert!(draft.may_save() && draft.theirs().is_none());
        other.take_theirs();
        assert_eq!(other.words(), theirs);
        assert!(!other.is_edited());
    }

    #[test]
    fn ones_own_words_coming_back_are_no_news() {
        let mut draft = draft();
        draft.set(0, "mine");
        draft.heard(&words(&["mine", "claude", "computer"]));
        assert!(!draft.is_edited() && draft.theirs().is_none());
        assert_eq!(draft.entries()[0].id, 0, "the line that is typed in stays");
        draft.set(0, " spaced ");
        draft.add();
        draft.replace(&words(&["spaced", "claude", "computer"]));
        assert_eq!(draft.text(0), Some("spaced"), "as the gateway keeps it");
        assert_eq!(draft.entries().len(), 3);
        draft.replace(&words(&["mine", "claude", "computer"]));
        draft.set(draft.entries()[0].id, "another");
        draft.heard(&words(&["theirs"]));
        draft.heard(&words(&["mine", "claude", "computer"]));
        assert_eq!(draft.theirs(), None, "they have taken it back");
    }

    #[test]
    fn an_edit_is_kept_as_it_was_typed() {
        let mut draft = draft();
        assert_eq!(draft.to_kept(), None);
        draft.set(1, "half ");
        let kept: Value = serde_json::from_str(&draft.to_kept().unwrap()).unwrap();
        let back = Draft::from_kept(&kept).unwrap();
        assert_eq!(back.text(1), Some("half "));
        assert!(back.is_edited());
        assert_eq!(Draft::from_kept(&json!({"base": 1})), None);
    }
}
