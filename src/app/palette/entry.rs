//! What the palette offers, and how it is found. Pure.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// What kind of thing is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Page,
    Action,
    Session,
    Agent,
    Channel,
    Job,
    Node,
    Setting,
}

/// Something to go to or to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The same every time: what was used before is remembered by it.
    pub id: String,
    pub kind: Kind,
    pub title: String,
    /// What else tells it from others.
    pub hint: String,
    /// Why it cannot be had now.
    pub lacks: Option<String>,
}

/// So many are shown.
pub const MOST: usize = 50;

/// What was used before counts so much more.
const USED: u32 = 40;
/// Pages and actions are few, and meant more often than one of thousands.
const FEW: u32 = 12;

/// The places of those that fit in `entries`, the best first. `used`: ids, the last one first.
pub fn found(entries: &[Entry], query: &str, used: &[String]) -> Vec<usize> {
    let query = query.trim();
    let last_used = |entry: &Entry| used.iter().position(|id| *id == entry.id);
    if query.is_empty() {
        let is_few = |entry: &Entry| matches!(entry.kind, Kind::Page | Kind::Action);
        let mut all: Vec<usize> = (0..entries.len())
            .filter(|at| is_few(&entries[*at]) || last_used(&entries[*at]).is_some())
            .collect();
        all.sort_by_key(|at| last_used(&entries[*at]).unwrap_or(usize::MAX));
        all.truncate(MOST);
        return all;
    }
    let mut matcher = Matcher::new(Config::DEFAULT);
    let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
    let mut letters = Vec::new();
    let mut scored: Vec<(u32, usize)> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let text = format!("{} {}", entry.title, entry.hint);
        let Some(score) = pattern.score(Utf32Str::new(&text, &mut letters), &mut matcher) else {
            continue;
        };
        let before = last_used(entry).map_or(0, |at| USED.saturating_sub(4 * at as u32));
        let few = if matches!(entry.kind, Kind::Page | Kind::Action) { FEW } else { 0 };
        scored.push((score + before + few, at));
    }
    scored.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    scored.into_iter().take(MOST).map(|(_, at)| at).collect()
}

/// The ids used before, with this one in front.
pub fn used_now(used: &[String], id: &str) -> Vec<String> {
    const KEPT: usize = 10;
    let others = used.iter().filter(|it| *it != id).cloned();
    std::iter::once(id.to_owned()).chain(others).take(KEPT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(kind: Kind, title: &str, hint: &str) -> Entry {
        Entry {
            id: title.to_lowercase(),
            kind,
            title: title.to_owned(),
            hint: hint.to_owned(),
            lacks: None,
        }
    }

    fn titles(query: &str, used: &[&str]) -> Vec<String> {
        let entries = [
            entry(Kind::Page, "Chat", ""),
            entry(Kind::Page, "Channels", ""),
            entry(Kind::Action, "New session", ""),
            entry(Kind::Session, "Changing the harbour lights", "agent:main:a"),
            entry(Kind::Session, "Tide tables", "agent:scout:b"),
        ];
        let used: Vec<String> = used.iter().map(|it| (*it).to_owned()).collect();
        found(&entries, query, &used).into_iter().map(|at| entries[at].title.clone()).collect()
    }

    #[test]
    fn without_words_pages_and_actions_stand_there_and_what_was_used_before_them() {
        assert_eq!(titles("", &[]), ["Chat", "Channels", "New session"]);
        assert_eq!(titles(" ", &["tide tables", "channels"])[..2], ["Tide tables", "Channels"]);
    }

    #[test]
    fn letters_in_order_are_enough_and_the_hint_counts() {
        assert_eq!(titles("tdtb", &[]), ["Tide tables"]);
        assert_eq!(titles("scout", &[]), ["Tide tables"]);
        assert_eq!(titles("harbour chang", &[]), ["Changing the harbour lights"]);
        assert!(titles("xyz", &[]).is_empty());
    }

    #[test]
    fn a_page_is_meant_before_a_session_unless_that_was_used() {
        assert_eq!(titles("chan", &[])[0], "Channels");
        assert_eq!(
            titles("chan", &["changing the harbour lights"])[0],
            "Changing the harbour lights"
        );
    }

    #[test]
    fn what_is_used_is_remembered_once() {
        let used = used_now(&["a".to_owned(), "b".to_owned()], "b");
        assert_eq!(used, ["b", "a"]);
        let many: Vec<String> = (0..20).map(|it| it.to_string()).collect();
        assert_eq!(used_now(&many, "x").len(), 10);
    }
}
