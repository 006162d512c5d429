//! Puts secrets back where their stand-in was sent, or says why not.

use serde_json::{Map, Value};

use super::redact::paths;
use super::sensitive::{self, HIDDEN, Hints};
use crate::profile::Profile;

/// # Errors
/// The sentence a gateway of this version refuses with.
pub(crate) fn secrets(
    profile: Profile,
    hints: &Hints,
    incoming: &Value,
    original: &Value,
) -> Result<Value, String> {
    if profile == Profile::V2026_2_6 {
        return by_key(incoming, original);
    }
    if !incoming.is_object() && !incoming.is_array() {
        return Err("invalid config".to_owned());
    }
    let restored = By { profile, hints }.walk(incoming, original, "", true)?;
    match left_over(&restored, "") {
        Some(path) => Err(format!(
            "Reserved redaction sentinel \"{HIDDEN}\" is not valid config data ({path})."
        )),
        None => Ok(restored),
    }
}

fn by_key(incoming: &Value, original: &Value) -> Result<Value, String> {
    match incoming {
        Value::Array(items) => {
            items.iter().enumerate().map(|(at, item)| by_key(item, &original[at])).collect()
        }
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| {
                let had = original.get(key);
                let restored = if sensitive::is_secret_key(key) && value == HIDDEN {
                    had.cloned().ok_or_else(|| {
                        format!("config write rejected: \"{key}\" is redacted; set an explicit value instead of {HIDDEN}")
                    })?
                } else {
                    by_key(value, had.unwrap_or(&Value::Null))?
                };
                Ok((key.clone(), restored))
            })
            .collect::<Result<Map<_, _>, String>>()
            .map(Value::Object),
        other => Ok(other.clone()),
    }
}

struct By<'a> {
    profile: Profile,
    hints: &'a Hints,
}

impl By<'_> {
    fn walk(
        &self,
        incoming: &Value,
        original: &Value,
        path: &str,
        led: bool,
    ) -> Result<Value, String> {
        match incoming {
            Value::Array(items) => {
                let path = format!("{path}[]");
                let led = led && self.hints.knows(&path);
                let by_name = !self.hints.is_harmless(&[&path])
                    && sensitive::is_secret_path(self.profile, &path);
                let origins = self.origins(items, original);
                let pairs = items.iter().zip(origins);
                pairs
                    .map(|(item, origin)| {
                        if item == HIDDEN && (led || by_name) {
                            Ok(origin.cloned().unwrap_or(Value::Null))
                        } else {
                            self.walk(item, origin.unwrap_or(&Value::Null), &path, led)
                        }
                    })
                    .collect()
            }
            Value::Object(fields) => fields
                .iter()
                .map(|(key, value)| {
                    let restored = self.field(key, value, original, path, led)?;
                    Ok((key.clone(), restored))
                })
                .collect::<Result<Map<_, _>, String>>()
                .map(Value::Object),
            other => Ok(other.clone()),
        }
    }

    fn field(
        &self,
        key: &str,
        value: &Value,
        original: &Value,
        parent: &str,
        led: bool,
    ) -> Result<Value, String> {
        let (path, star) = paths(parent, key);
        let hint = [&path, &star].into_iter().find(|it| led && self.hints.knows(it));
        let both = [path.as_str(), star.as_str()];
        let may = match hint {
            Some(hint) => self.hints.is_secret(hint),
            None => {
                !self.hints.is_harmless(&both) && sensitive::is_secret_path(self.profile, &path)
            }
        } || self.hints.may_hold_a_password(&both);
        let had = original.get(key);
        if value == HIDDEN && may {
            let place = hint.unwrap_or(&path);
            return had.cloned().ok_or_else(|| {
                format!("Sentinel value \"{HIDDEN}\" in key {place} is not valid as real data")
            });
        }
        if (hint.is_some() || may) && sensitive::is_secret_ref(value) && value["id"] == HIDDEN {
            return reference(value, had.unwrap_or(&Value::Null), &path);
        }
        let next = hint.unwrap_or(&path);
        self.walk(value, had.unwrap_or(&Value::Null), next, hint.is_some())
    }

    /// Which entry each was: by a unique `id` in late versions, otherwise by its place.
    fn origins<'v>(&self, items: &[Value], original: &'v Value) -> Vec<Option<&'v Value>> {
        let old = original.as_array().map_or(&[][..], Vec::as_slice);
        let by_place = |at: usize| old.get(at);
        if self.profile < Profile::V2026_9_6 {
            return (0..items.len()).map(by_place).collect();
        }
        let only = |list: &[Value], id: &str| {
            let mut same = list.iter().enumerate().filter(|(_, it)| id_of(it) == Some(id));
            let first = same.next().map(|(at, _)| at);
            first.filter(|_| same.next().is_none())
        };
        let taken: Vec<usize> = items
            .iter()
            .filter_map(id_of)
            .filter(|id| only(items, id).is_some())
            .filter_map(|id| only(old, id))
            .collect();
        let any_known = old.iter().filter_map(id_of).any(|id| only(old, id).is_some());
        items
            .iter()
            .enumerate()
            .map(|(at, item)| {
                let id = id_of(item).filter(|id| only(items, id).is_some());
                match id {
                    Some(id) if only(old, id).is_some() => only(old, id).and_then(by_place),
                    Some(id) if any_known && !old.iter().any(|it| id_of(it) == Some(id)) => None,
                    _ if taken.contains(&at) => None,
                    _ => by_place(at),
                }
            })
            .collect()
    }
}

fn id_of(item: &Value) -> Option<&str> {
    item["id"].as_str().filter(|id| !id.is_empty() && *id != HIDDEN && !id.contains("${"))
}

fn reference(incoming: &Value, original: &Value, path: &str) -> Result<Value, String> {
    let said = |what: &str| Err(format!("SecretRef at {path} {what}"));
    if !sensitive::is_secret_ref(original) {
        return said("contains a redacted id placeholder with no matching original value.");
    }
    if !original["provider"].is_string() {
        return said(
            "requires a provider field to restore the redacted id automatically (original ref lacks provider).",
        );
    }
    if !incoming["provider"].is_string() {
        return said(
            "must include source, provider, and id when redacted placeholders are present.",
        );
    }
    if incoming["source"] != original["source"] || incoming["provider"] != original["provider"] {
        return said(
            "changed source/provider while id is redacted. Provide an explicit id when changing source/provider.",
        );
    }
    let mut restored = incoming.clone();
    restored["id"] = original["id"].clone();
    Ok(restored)
}

fn left_over(value: &Value, path: &str) -> Option<String> {
    match value {
        Value::String(text) if text == HIDDEN => {
            Some(if path.is_empty() { "<root>".to_owned() } else { path.to_owned() })
        }
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(at, item)| left_over(item, &format!("{path}[{at}]"))),
        Value::Object(fields) => {
            fields.iter().find_map(|(key, item)| left_over(item, &paths(path, key).0))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{HIDDEN, Hints, secrets};
    use crate::profile::Profile::{V2026_2_6, V2026_4_15, V2026_9_6};

    #[test]
    fn early_ones_restore_by_key_and_place() {
        let none = Hints::default();
        let was = json!({ "a": [{ "token": "one" }, { "token": "two" }] });
        let sent = json!({ "a": [{ "token": HIDDEN }] });
        let expected = json!({ "a": [{ "token": "one" }] });
        assert_eq!(secrets(V2026_2_6, &none, &sent, &was), Ok(expected));
        let said = secrets(V2026_2_6, &none, &json!({ "apiKey": HIDDEN }), &was).unwrap_err();
        assert!(said.starts_with("config write rejected: \"apiKey\" is redacted;"), "{said}");
    }

    #[test]
    fn late_ones_restore_by_id() {
        let none = Hints::default();
        let was = json!({ "a": [{ "id": "x", "token": "one" }, { "id": "y", "token": "two" }] });
        let sent = json!({ "a": [{ "id": "y", "token": HIDDEN }] });
        let by_id = json!({ "a": [{ "id": "y", "token": "two" }] });
        let by_place = json!({ "a": [{ "id": "y", "token": "one" }] });
        assert_eq!(secrets(V2026_9_6, &none, &sent, &was), Ok(by_id));
        assert_eq!(secrets(V2026_4_15, &none, &sent, &was), Ok(by_place));
    }

    #[test]
    fn what_cannot_be_restored_is_refused() {
        let none = Hints::default();
        let said = |sent| secrets(V2026_9_6, &none, &sent, &json!({})).unwrap_err();
        assert_eq!(
            said(json!({ "a": { "token": HIDDEN } })),
            "Sentinel value \"__OPENCLAW_REDACTED__\" in key a.token is not valid as real data"
        );
        assert_eq!(
            said(json!({ "a": [HIDDEN] })),
            "Reserved redaction sentinel \"__OPENCLAW_REDACTED__\" is not valid config data (a[0])."
        );
        let reference = json!({ "source": "env", "provider": "p", "id": HIDDEN });
        assert!(said(json!({ "token": reference })).contains("no matching original value"));
    }
}
