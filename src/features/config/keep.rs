//! Edits that are not saved, as this tab keeps them for each gateway: what they were made of, and
//! the edits alone. They go when the edits do. What was typed as a secret is among them, as tokens
//! are kept in a tab, and never beyond it.

use serde_json::Value;

use super::draft::Draft;
use crate::platform::storage;
use crate::protocol::json;

fn base_name(url: &str) -> String {
    format!("quarterdeck.config base {url}")
}

fn edits_name(url: &str) -> String {
    format!("quarterdeck.config edits {url}")
}

/// Keeps what is edited, or forgets it where nothing is. What it was made of is long and changes
/// seldom: it is written when the first edit is.
pub(super) fn put(url: &str, draft: &Draft) {
    let (base, edits) = (base_name(url), edits_name(url));
    if !draft.is_edited() {
        storage::set_session(&base, None);
        storage::set_session(&edits, None);
        return;
    }
    let text = draft.base().to_string();
    if storage::session(&base).as_deref() != Some(&text) {
        storage::set_session(&base, Some(&text));
    }
    storage::set_session(&edits, Some(&draft.to_kept().to_string()));
}

/// What is kept. What cannot be read is forgotten.
pub(super) fn take(url: &str) -> Option<Draft> {
    let read = |name: &str| json::read::<Value>(&storage::session(name)?).ok();
    let (base, edits) = (base_name(url), edits_name(url));
    let kept = read(&base).zip(read(&edits));
    if kept.is_none() {
        storage::set_session(&base, None);
        storage::set_session(&edits, None);
    }
    kept.map(|(base, edits)| Draft::from_kept(base, &edits))
}
