//! Edits of files that are not saved, as this tab keeps them for each gateway, agent and file. They go
//! when they are saved or given up.

use serde::{Deserialize, Serialize};

use super::text::print_of;
use crate::platform::storage;
use crate::protocol::id::AgentId;
use crate::protocol::json;

/// What an edit was made of is kept with it up to this length: more than a tab may keep otherwise.
const BASE_MOST: usize = 400 * 1024;

/// An edit as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub text: String,
    /// What it was made of, where that is short enough to be kept too.
    pub base: Option<String>,
    /// Tells whether the file is still what it was. As text: JSON numbers are not exact.
    pub print: String,
    /// There was no such file.
    pub missing: bool,
    pub is_crlf: bool,
}

impl Kept {
    pub fn of(text: &str, base: &str, missing: bool, is_crlf: bool) -> Self {
        let is_short = base.len() + text.len() <= BASE_MOST;
        Self {
            text: text.to_owned(),
            base: is_short.then(|| base.to_owned()),
            print: print(base),
            missing,
            is_crlf,
        }
    }

    /// Whether it was made of this text.
    pub fn is_of(&self, base: &str, missing: bool) -> bool {
        self.missing == missing && self.print == print(base)
    }
}

fn print(text: &str) -> String {
    format!("{:016x}", print_of(text))
}

fn place(url: &str, agent: &AgentId, file: &str) -> String {
    format!("quarterdeck.agent-file {url} {agent} {file}")
}

/// Keeps an edit, or forgets it. Gives back whether the tab has kept it.
pub fn put(url: &str, agent: &AgentId, file: &str, kept: Option<&Kept>) -> bool {
    let place = place(url, agent, file);
    let text = kept.and_then(|kept| serde_json::to_string(kept).ok());
    storage::set_session(&place, text.as_deref());
    kept.is_none() || storage::session(&place) == text
}

/// What is kept. What cannot be read is forgotten.
pub fn take(url: &str, agent: &AgentId, file: &str) -> Option<Kept> {
    let place = place(url, agent, file);
    let kept = json::read(&storage::session(&place)?).ok();
    if kept.is_none() {
        storage::set_session(&place, None);
    }
    kept
}

/// Whether an edit of this file is kept.
pub fn is_kept(url: &str, agent: &AgentId, file: &str) -> bool {
    storage::session(&place(url, agent, file)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_knows_what_it_was_made_of() {
        let kept = Kept::of("new", "old", false, true);
        assert!(kept.is_of("old", false) && !kept.is_of("other", false));
        assert!(!kept.is_of("old", true), "the file is gone");
        let text = serde_json::to_string(&kept).unwrap();
        assert_eq!(json::read::<Kept>(&text).unwrap(), kept);
    }

    #[test]
    fn of_a_long_text_only_its_print_is_kept() {
        let long = "x".repeat(BASE_MOST);
        let kept = Kept::of("new", &long, false, false);
        assert_eq!(kept.base, None);
        assert!(kept.is_of(&long, false));
    }
}
