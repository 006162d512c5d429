//! What must never stand on a page although a plugin may tell it: keys and tokens, in fields that
//! are called so and in the middle of errors.

use serde_json::Value;

/// What stands in the place of a secret.
pub const HIDDEN: &str = "•••";

/// Parts of names whose values are keys.
const NAMES: [&str; 9] = [
    "token",
    "secret",
    "password",
    "passwd",
    "apikey",
    "authorization",
    "cookie",
    "credential",
    "privatekey",
];
/// Names that end so tell about a key and not the key itself.
const ABOUT: [&str; 6] = ["source", "status", "at", "ms", "type", "present"];

/// The value without its secrets.
pub fn without(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| {
                let is_kept = matches!(value, Value::Bool(_) | Value::Null) || !is_secret(name);
                (name.clone(), if is_kept { without(value) } else { HIDDEN.into() })
            })
            .collect(),
        Value::Array(items) => items.iter().map(without).collect(),
        Value::String(text) => in_text(text).into(),
        other => other.clone(),
    }
}

/// Whether a field of this name holds a key.
pub fn is_secret(name: &str) -> bool {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    NAMES.iter().any(|part| name.contains(part)) && !ABOUT.iter().any(|end| name.ends_with(end))
}

/// The text without what looks like the key of a bot or an application.
pub fn in_text(text: &str) -> String {
    let is_of_word = |letter: char| letter.is_ascii_alphanumeric() || "_-:.".contains(letter);
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_of_word) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|letter| !is_of_word(letter)).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        clean.push_str(before);
        match key_in(word) {
            Some(at) => {
                clean.push_str(&word[..at]);
                clean.push_str(HIDDEN);
            }
            None => clean.push_str(word),
        }
        rest = after;
    }
    clean.push_str(rest);
    clean
}

/// Where in a word a key begins: `bot123456:AAE…` of Telegram, `xoxb-…` of Slack, `sk-…`.
fn key_in(word: &str) -> Option<usize> {
    if let Some((number, key)) = word.split_once(':')
        && key.len() >= 20
    {
        let digits = number.len() - number.trim_end_matches(|it: char| it.is_ascii_digit()).len();
        if digits >= 6 {
            return Some(number.len() - digits);
        }
    }
    let is_key = ["xoxb-", "xoxp-", "xapp-", "xoxa-", "sk-", "ghp_"]
        .iter()
        .any(|start| word.len() >= 16 && word.starts_with(start));
    // Three parts with dots between, as of Discord and of web tokens.
    let mut parts = word.split('.');
    let lengths = [parts.next(), parts.next(), parts.next()].map(|part| part.map_or(0, str::len));
    let is_dotted = lengths[0] >= 18 && lengths[1] >= 6 && lengths[2] >= 20;
    (is_key || is_dotted).then_some(0)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_are_hidden_at_any_depth_and_what_is_told_about_them_stays() {
        let told = json!({
            "botToken": "abc", "botTokenSource": "env", "tokenStatus": "available",
            "nested": [{"apiKey": "k", "signingSecret": 5, "hasToken": true, "name": "deck"}],
        });
        assert_eq!(
            without(&told),
            json!({
                "botToken": HIDDEN, "botTokenSource": "env", "tokenStatus": "available",
                "nested": [
                    {"apiKey": HIDDEN, "signingSecret": HIDDEN, "hasToken": true, "name": "deck"},
                ],
            })
        );
    }

    #[test]
    fn a_key_in_the_middle_of_an_error_is_hidden() {
        let key = "A".repeat(35);
        let error = format!("GET https://api.telegram.org/bot123456789:{key}/getMe failed: 401");
        assert_eq!(
            in_text(&error),
            format!("GET https://api.telegram.org/bot{HIDDEN}/getMe failed: 401")
        );
        assert_eq!(in_text("invalid xoxb-1234567890-abcdef!"), format!("invalid {HIDDEN}!"));
        for text in ["connect ECONNREFUSED 127.0.0.1:8080", "at 2026-02-15T07:20:00Z: größer", ""]
        {
            assert_eq!(in_text(text), text);
        }
    }
}
