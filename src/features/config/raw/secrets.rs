//! What in a text must not be read over a shoulder: what was typed where a secret belongs. What the
//! gateway hides is not in the text at all, and a reference says only where a secret is kept.

use std::ops::Range;

use serde_json::Value;

use crate::features::config::json5;
use crate::features::config::path::Path;
use crate::protocol::config::HIDDEN;

/// Where secrets stand that were typed. Nothing where the text cannot be read.
#[must_use]
pub fn typed(
    text: &str,
    is_sensitive: impl Fn(&Path, &Value) -> bool,
) -> Option<Vec<Range<usize>>> {
    let whole = json5::read(text).ok()?;
    let mut places = Vec::new();
    walk(&Path::root(), &whole, &mut |path, value| {
        if is_secret(path, value) || is_sensitive(path, &whole) {
            places.extend(json5::place(text, path).map(|place| value_of(text, place)));
        }
    });
    Some(places)
}

/// Whether a typed text at this place is a secret by the name of its key: what gateways go by where
/// no hint says so.
#[must_use]
pub fn is_secret(path: &Path, value: &Value) -> bool {
    let Some(crate::features::config::path::Step::Key(key)) = path.last() else { return false };
    let key = key.to_lowercase().replace(['-', '_'], "");
    let says = ["password", "secret", "apikey"].iter().any(|word| key.contains(word));
    value.is_string() && (says || key.ends_with("token"))
}

/// The leaves that somebody typed.
fn walk(path: &Path, value: &Value, each: &mut impl FnMut(&Path, &Value)) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| walk(&path.key(key), value, each)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(at, value)| walk(&path.index(at), value, each));
        }
        Value::String(text) if text.is_empty() || text.contains(HIDDEN) || refers(text) => {}
        Value::String(_) | Value::Number(_) => each(path, value),
        Value::Null | Value::Bool(_) => {}
    }
}

/// `${NAME}` and no more.
fn refers(text: &str) -> bool {
    text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')).is_some_and(|name| {
        !name.is_empty() && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_')
    })
}

/// What is between the quotes, else the whole value.
fn value_of(text: &str, place: Range<usize>) -> Range<usize> {
    let entry = &text[place.clone()];
    let Some(quote) = entry.chars().next_back().filter(|it| matches!(it, '"' | '\'')) else {
        let from = entry.rfind([':', ' ', '\n', '\t']).map_or(0, |at| at + 1);
        return place.start + from..place.end;
    };
    let inner = &entry[..entry.len() - 1];
    // Back to the quote that opens it: one behind a backslash belongs to the text.
    let opens = inner.rmatch_indices(quote).map(|(at, _)| at).find(|at| {
        inner[..*at].chars().rev().take_while(|letter| *letter == '\\').count() % 2 == 0
    });
    place.start + opens.map_or(0, |at| at + 1)..place.end - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let places = typed(text, |path, _| path.to_string() == "env.deep").unwrap();
        places.into_iter().map(|place| &text[place]).collect()
    }

    #[test]
    fn only_what_was_typed_is_covered() {
        let text = r#"{
          token: "__OPENCLAW_REDACTED__", // theirs
          auth: { token: 'mine"s', botToken: "${BOT_TOKEN}", maxTokens: 8192 },
          env: { OPENAI_API_KEY: "sk-\"1", deep: 4711, other: "plain" },
          password: "",
        }"#;
        assert_eq!(found(text), ["mine\"s", "sk-\\\"1", "4711"]);
    }

    #[test]
    fn a_text_with_a_fault_says_nothing_about_its_secrets() {
        assert_eq!(typed("{ token: 'a", |_, _| true), None);
    }
}
