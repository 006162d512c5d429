//! Hides the secrets of a configuration, in its values and in its text.

use serde_json::{Map, Value};

use super::sensitive::{self, HIDDEN, Hints, is_reference};
use crate::profile::Profile;

/// A copy without secrets; what was hidden goes to `found`, for the text.
pub(crate) fn value(
    profile: Profile,
    hints: &Hints,
    value: &Value,
    found: &mut Vec<String>,
) -> Value {
    if profile == Profile::V2026_2_6 {
        by_key(value, found)
    } else {
        By { profile, hints }.walk(value, "", true, found)
    }
}

fn by_key(value: &Value, found: &mut Vec<String>) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| by_key(item, found)).collect(),
        Value::Object(fields) => {
            let hidden = |(key, value): (&String, &Value)| {
                if sensitive::is_secret_key(key) && !value.is_null() {
                    found.extend(value.as_str().filter(|text| !text.is_empty()).map(str::to_owned));
                    return (key.clone(), HIDDEN.into());
                }
                (key.clone(), by_key(value, found))
            };
            fields.iter().map(hidden).collect::<Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

/// By hint where there is one, otherwise by the name of the path.
struct By<'a> {
    profile: Profile,
    hints: &'a Hints,
}

impl By<'_> {
    fn is_concrete(&self, text: &str) -> bool {
        !is_reference(text) && (self.profile < Profile::V2026_9_6 || !text.trim().is_empty())
    }

    /// `led` while hints may still come below.
    fn walk(&self, value: &Value, path: &str, led: bool, found: &mut Vec<String>) -> Value {
        match value {
            Value::Array(items) => self.list(items, path, led, found),
            Value::Object(fields) => fields
                .iter()
                .map(|(key, value)| (key.clone(), self.field(key, value, path, led, found)))
                .collect::<Map<_, _>>()
                .into(),
            other => other.clone(),
        }
    }

    fn list(&self, items: &[Value], path: &str, led: bool, found: &mut Vec<String>) -> Value {
        let path = format!("{path}[]");
        let led = led && self.hints.knows(&path);
        let by_name =
            !self.hints.is_harmless(&[&path]) && sensitive::is_secret_path(self.profile, &path);
        let hidden = |item: &Value| match item.as_str() {
            Some(text) if self.is_concrete(text) && (led || by_name) => {
                found.push(text.to_owned());
                HIDDEN.into()
            }
            _ => self.walk(item, &path, led, found),
        };
        items.iter().map(hidden).collect()
    }

    fn field(
        &self,
        key: &str,
        value: &Value,
        parent: &str,
        led: bool,
        found: &mut Vec<String>,
    ) -> Value {
        let (path, star) = paths(parent, key);
        let hint = [&path, &star].into_iter().find(|it| led && self.hints.knows(it));
        if let Some(hint) = hint {
            let is_secret = self.hints.is_secret(hint);
            return match value {
                Value::String(text) if self.is_concrete(text) => self.hide(value, found),
                Value::Object(_) if is_secret => self.hide(value, found),
                // In between, even a reference to the environment is hidden where a hint says so.
                Value::String(_) if is_secret && self.profile < Profile::V2026_9_6 => HIDDEN.into(),
                Value::Array(_) | Value::Object(_) => self.walk(value, hint, true, found),
                Value::Bool(_) | Value::Number(_) if is_secret => HIDDEN.into(),
                other => other.clone(),
            };
        }
        let by_name = !self.hints.is_harmless(&[&path, &star])
            && sensitive::is_secret_path(self.profile, &path);
        match value {
            Value::String(text) if by_name && self.is_concrete(text) => self.hide(value, found),
            Value::Object(_) if !led && by_name && sensitive::is_whole_secret(&path) => {
                collect(value, found);
                HIDDEN.into()
            }
            Value::String(text) if self.hints.may_hold_a_password(&[&path, &star]) => {
                if sensitive::is_telling_url(text) {
                    self.hide(value, found)
                } else {
                    value.clone()
                }
            }
            other => self.walk(other, &path, false, found),
        }
    }

    /// A secret; of a reference to one, only its name.
    fn hide(&self, value: &Value, found: &mut Vec<String>) -> Value {
        collect(value, found);
        if !sensitive::is_secret_ref(value) {
            return HIDDEN.into();
        }
        let mut kept = value.clone();
        if self.is_concrete(value["id"].as_str().unwrap_or_default()) {
            kept["id"] = HIDDEN.into();
        }
        kept
    }
}

/// The path of a field, and the one a hint for all fields has.
pub(super) fn paths(parent: &str, key: &str) -> (String, String) {
    if parent.is_empty() {
        (key.to_owned(), "*".to_owned())
    } else {
        (format!("{parent}.{key}"), format!("{parent}.*"))
    }
}

fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if !is_reference(text) && !text.trim().is_empty() => {
            found.push(text.clone());
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(_) if sensitive::is_secret_ref(value) => collect(&value["id"], found),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, found)),
        _ => {}
    }
}

/// The text without these secrets, longest first. 2026.2.6-3 also hides what stands quoted beside
/// a key that sounds like a secret; numbers stay.
pub(crate) fn text(profile: Profile, raw: &str, mut secrets: Vec<String>) -> String {
    secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    secrets.dedup();
    let mut hidden = raw.to_owned();
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        hidden = hidden.replace(secret.as_str(), HIDDEN);
    }
    if profile == Profile::V2026_2_6 { hide_quoted(&hidden) } else { hidden }
}

fn hide_quoted(text: &str) -> String {
    let mut hidden = String::new();
    let mut rest = text;
    while let Some(colon) = rest.find(':') {
        let (before, after) = rest.split_at(colon);
        hidden.push_str(before);
        hidden.push(':');
        let after = &after[1..];
        let named = before.trim_end().trim_end_matches(['"', '\'']);
        let from = named.rfind(|c: char| !(c.is_ascii_alphanumeric() || "_$.-".contains(c)));
        let key = &named[from.map_or(0, |at| at + 1)..];
        let value = after.trim_start();
        let gap = &after[..after.len() - value.len()];
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let end = quote.and_then(|quote| value[1..].find(quote));
        rest = after;
        if let (Some(quote), Some(end)) = (quote, end)
            && sensitive::is_secret_key(key)
        {
            hidden.push_str(&format!("{gap}{quote}{HIDDEN}{quote}"));
            rest = &value[end + 2..];
        }
    }
    hidden + rest
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Hints, text, value};
    use crate::profile::Profile::{V2026_2_6, V2026_9_6};

    #[test]
    fn early_ones_hide_by_key_whatever_stands_there() {
        let mut found = Vec::new();
        let config = json!({ "maxTokens": 8192, "a": [{ "token": "t-1", "port": 1 }] });
        let hidden = value(V2026_2_6, &Hints::default(), &config, &mut found);
        let expected = json!({
            "maxTokens": "__OPENCLAW_REDACTED__",
            "a": [{ "token": "__OPENCLAW_REDACTED__", "port": 1 }],
        });
        assert_eq!((hidden, found), (expected, vec!["t-1".to_owned()]));
        let raw = "{ maxTokens: 8192, \"apiKey\": '${X}', note: \"t-1\" }";
        let expected = "{ maxTokens: 8192, \"apiKey\": '__OPENCLAW_REDACTED__', note: \"__OPENCLAW_REDACTED__\" }";
        assert_eq!(text(V2026_2_6, raw, vec!["t-1".to_owned()]), expected);
    }

    #[test]
    fn late_ones_go_by_hints_and_paths() {
        let hints = Hints::of(&json!({
            "a.*.key": { "sensitive": true }, "b.token": { "sensitive": false },
            "c[]": { "sensitive": true },
        }));
        let config = json!({
            "a": { "x": { "key": { "source": "env", "provider": "p", "id": "NAME" }, "n": 1 } },
            "b": { "token": "plain", "apiKey": "hidden", "maxTokens": 8 },
            "c": ["one", "${TWO}"],
        });
        let mut found = Vec::new();
        let hidden = value(V2026_9_6, &hints, &config, &mut found);
        let expected = json!({
            "a": { "x": { "key": { "source": "env", "provider": "p", "id": "__OPENCLAW_REDACTED__" }, "n": 1 } },
            "b": { "token": "plain", "apiKey": "__OPENCLAW_REDACTED__", "maxTokens": 8 },
            "c": ["__OPENCLAW_REDACTED__", "${TWO}"],
        });
        assert_eq!(hidden, expected);
        assert_eq!(found, ["NAME", "hidden", "one"]);
    }
}
