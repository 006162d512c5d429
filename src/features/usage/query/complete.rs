//! What could come next in a query: keys, and the values that the sessions have.

use std::collections::BTreeMap;

use crate::features::usage::query::subject::Subject;
use crate::features::usage::query::term::{Key, Quality};
use crate::protocol::usage::report::SessionUse;

/// How many are offered.
const OFFERED: usize = 8;

/// Whole terms that could stand in the place of the last one.
#[must_use]
pub fn suggestions(query: &str, sessions: &[&SessionUse]) -> Vec<String> {
    let typed = last(query);
    let Some((key, value)) = typed.split_once(':') else { return keys(typed) };
    let value = value.trim_matches('"').to_lowercase();
    let Some(name) = Key::NAMES.iter().find(|name| name.eq_ignore_ascii_case(key)) else {
        return Vec::new();
    };
    let values = match Key::named(name) {
        Some(Key::Has) => Quality::NAMES.iter().map(|name| (*name).to_owned()).collect(),
        Some(Key::Bound(_)) | None => Vec::new(),
        Some(key) => values(key, sessions),
    };
    let fits = |it: &String| {
        let lower = it.to_lowercase();
        lower.contains(&value) && lower != value && !it.contains('"')
    };
    let term = |value: String| {
        if value.contains(char::is_whitespace) {
            format!("{name}:\"{value}\"")
        } else {
            format!("{name}:{value}")
        }
    };
    values.into_iter().filter(fits).take(OFFERED).map(term).collect()
}

/// Puts a suggestion in the place of the last term.
#[must_use]
pub fn accepted(query: &str, suggestion: &str) -> String {
    let before = &query[..query.len() - last(query).len()];
    let after = if suggestion.ends_with(':') { "" } else { " " };
    format!("{before}{suggestion}{after}")
}

/// Adds a term, or takes it away where it stands.
#[must_use]
pub fn toggled(query: &str, key: &str, value: &str) -> String {
    let value = value.replace('"', "?");
    let term = if value.contains(char::is_whitespace) {
        format!("{key}:\"{value}\"")
    } else {
        format!("{key}:{value}")
    };
    let mut terms = super::term::raw_terms(query);
    let before = terms.len();
    terms.retain(|it| *it != term);
    if terms.len() == before {
        terms.push(term);
    }
    terms.join(" ")
}

/// What is being typed: all after the last space that is not between quotes.
fn last(query: &str) -> &str {
    let mut is_quoted = false;
    let mut start = 0;
    for (at, letter) in query.char_indices() {
        if letter == '"' {
            is_quoted = !is_quoted;
        } else if letter.is_whitespace() && !is_quoted {
            start = at + letter.len_utf8();
        }
    }
    &query[start..]
}

fn keys(typed: &str) -> Vec<String> {
    let typed = typed.to_lowercase();
    let fits = |name: &&&str| name.to_lowercase().contains(&typed);
    Key::NAMES.iter().filter(fits).take(OFFERED).map(|name| format!("{name}:")).collect()
}

/// The most frequent first.
fn values(key: Key, sessions: &[&SessionUse]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for session in sessions {
        for text in Subject(session).texts(key).into_iter().flatten() {
            *counts.entry(text).or_default() += 1;
        }
    }
    let mut values: Vec<(&str, usize)> =
        counts.into_iter().filter(|(text, _)| !text.is_empty()).collect();
    values.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    values.into_iter().map(|(text, _)| text.to_owned()).collect()
}
