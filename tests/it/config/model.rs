//! What the three gateways do with a configuration: how they hide secrets, merge a patch and put
//! secrets back. In our own words, after their code.

use std::collections::BTreeSet;

use quarterdeck::features::config::draft::Ways;
use quarterdeck::protocol::config::HIDDEN;
use serde_json::{Map, Value};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gateway {
    February,
    April,
    September,
}

impl Gateway {
    pub(super) const ALL: [Self; 3] = [Self::February, Self::April, Self::September];

    pub(super) fn ways(self) -> Ways {
        Ways::of(Some(match self {
            Self::February => "2026.2.6-3",
            Self::April => "2026.4.15",
            Self::September => "2026.9.6",
        }))
    }

    fn hides_at(self, path: &str) -> bool {
        let path = path.trim_end_matches("[]").to_lowercase();
        let key = path.rsplit('.').next().unwrap_or_default();
        match self {
            Self::February => {
                ["token", "password", "secret", "apikey"].iter().any(|it| key.contains(it))
            }
            _ => {
                path.ends_with("token")
                    || path.ends_with("serviceaccount")
                    || ["password", "secret", "apikey"].iter().any(|it| path.contains(it))
            }
        }
    }

    /// As `config.get` shows it.
    pub(super) fn hidden(self, value: &Value) -> Value {
        self.hide(value, "")
    }

    fn hide(self, value: &Value, at: &str) -> Value {
        match value {
            Value::Array(list) => list
                .iter()
                .map(|entry| {
                    let at = format!("{at}[]");
                    let is_text = entry.is_string() && !is_reference(entry);
                    if self != Self::February && is_text && self.hides_at(&at) {
                        Value::from(HIDDEN)
                    } else {
                        self.hide(entry, &at)
                    }
                })
                .collect(),
            Value::Object(map) => map
                .iter()
                .map(|(key, value)| (key.clone(), self.hide_under(value, &below(at, key))))
                .collect(),
            _ => value.clone(),
        }
    }

    fn hide_under(self, value: &Value, at: &str) -> Value {
        let hides = self.hides_at(at);
        match value {
            _ if self == Self::February && hides && !value.is_null() => Value::from(HIDDEN),
            Value::String(_) if self != Self::February && hides && !is_reference(value) => {
                Value::from(HIDDEN)
            }
            Value::Object(_)
                if self != Self::February && at.to_lowercase().ends_with("serviceaccount") =>
            {
                Value::from(HIDDEN)
            }
            Value::Object(map) if self != Self::February && hides && is_secret_ref(map) => {
                let mut map = map.clone();
                map.insert("id".to_owned(), Value::from(HIDDEN));
                Value::Object(map)
            }
            _ => self.hide(value, at),
        }
    }

    /// What is in the file after `config.patch`, or why it was refused.
    pub(super) fn patch(
        self,
        base: &Value,
        body: &Value,
        replace: &[String],
    ) -> Result<Value, String> {
        assert!(self == Self::September || replace.is_empty(), "not a parameter of this gateway");
        let replace: BTreeSet<String> = replace.iter().cloned().collect();
        if self == Self::September {
            duplicates(body, base, &replace, "")?;
        }
        let merged = self.merge(base, body, &replace, "");
        let restored = self.restore(&merged, Some(base), "")?;
        if self == Self::September {
            let mut lost = Vec::new();
            destroyed(base, body, Some(&restored), "", &mut lost);
            lost.retain(|path| !replace.contains(path));
            if !lost.is_empty() {
                return Err(format!("would remove entries from {lost:?}"));
            }
        }
        Ok(restored)
    }

    fn merge(self, base: &Value, body: &Value, replace: &BTreeSet<String>, at: &str) -> Value {
        let Value::Object(body) = body else { return body.clone() };
        let mut result = base.as_object().cloned().unwrap_or_default();
        for (key, value) in body {
            let at = below(at, key);
            let refused: &[&str] = match self {
                Self::February => &["__proto__"],
                _ => &["__proto__", "constructor", "prototype"],
            };
            if refused.contains(&key.as_str()) {
                continue;
            }
            if value.is_null() {
                result.remove(key);
                continue;
            }
            if self != Self::February
                && !replace.contains(&at)
                && let (Some(Value::Array(old)), Value::Array(new)) = (result.get(key), value)
                && let Some(list) = self.by_id(old, new, replace, &at)
            {
                result.insert(key.clone(), list);
                continue;
            }
            let value = if value.is_object() {
                let nothing = Value::Object(Map::new());
                let onto = result.get(key).filter(|onto| onto.is_object()).unwrap_or(&nothing);
                self.merge(onto, value, replace, &at)
            } else {
                value.clone()
            };
            result.insert(key.clone(), value);
        }
        Value::Object(result)
    }

    fn by_id(
        self,
        old: &[Value],
        new: &[Value],
        replace: &BTreeSet<String>,
        at: &str,
    ) -> Option<Value> {
        if !old.iter().all(|entry| id(entry).is_some()) {
            return None;
        }
        let mut list = old.to_vec();
        for entry in new {
            let place =
                id(entry).and_then(|wanted| list.iter().rposition(|it| id(it) == Some(wanted)));
            match place {
                Some(place) => {
                    list[place] = self.merge(&list[place], entry, replace, &format!("{at}[]"))
                }
                None => list.push(entry.clone()),
            }
        }
        Some(Value::Array(list))
    }

    /// What is in the file after `config.set` or `config.apply`, leaving aside whether it is valid.
    pub(super) fn restore(
        self,
        value: &Value,
        original: Option<&Value>,
        at: &str,
    ) -> Result<Value, String> {
        let restored = self.put_back(value, original, at)?;
        if self != Self::February && restored.to_string().contains(&format!("\"{HIDDEN}\"")) {
            return Err("the sentinel is no data".to_owned());
        }
        Ok(restored)
    }

    fn put_back(self, value: &Value, original: Option<&Value>, at: &str) -> Result<Value, String> {
        match value {
            Value::Array(list) => {
                let originals = original.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
                let at = format!("{at}[]");
                let entries = list.iter().enumerate().map(|(place, entry)| {
                    let original = self.origin(list, originals, place);
                    if self != Self::February && entry == HIDDEN && self.hides_at(&at) {
                        return Ok(original.cloned().unwrap_or_default());
                    }
                    self.put_back(entry, original, &at)
                });
                entries.collect::<Result<Vec<_>, String>>().map(Value::Array)
            }
            Value::Object(map) => {
                let originals = original.and_then(Value::as_object);
                let mut result = Map::new();
                for (key, value) in map {
                    let at = below(at, key);
                    let original = originals.and_then(|it| it.get(key));
                    let value = match value {
                        value if value == HIDDEN && self.hides_at(&at) => {
                            original.cloned().ok_or_else(|| format!("{at} is redacted"))?
                        }
                        Value::Object(map)
                            if self != Self::February
                                && self.hides_at(&at)
                                && is_secret_ref(map)
                                && map["id"] == HIDDEN =>
                        {
                            self.reference(map, original, &at)?
                        }
                        value => self.put_back(value, original, &at)?,
                    };
                    result.insert(key.clone(), value);
                }
                Ok(Value::Object(result))
            }
            _ => Ok(value.clone()),
        }
    }

    fn reference(
        self,
        map: &Map<String, Value>,
        original: Option<&Value>,
        at: &str,
    ) -> Result<Value, String> {
        let original = original.and_then(Value::as_object).filter(|it| is_secret_ref(it));
        let kept = |key: &str| original.and_then(|it| it.get(key)) == map.get(key);
        match original {
            Some(original)
                if map.contains_key("provider") && kept("provider") && kept("source") =>
            {
                let mut map = map.clone();
                map.insert("id".to_owned(), original["id"].clone());
                Ok(Value::Object(map))
            }
            _ => Err(format!("the reference at {at} has changed")),
        }
    }

    fn origin<'v>(self, list: &[Value], originals: &'v [Value], place: usize) -> Option<&'v Value> {
        if self != Self::September {
            return originals.get(place);
        }
        let count =
            |list: &[Value], id: &str| list.iter().filter(|it| identity(it) == Some(id)).count();
        let find = |id: &str| originals.iter().position(|it| identity(it) == Some(id));
        let lone = |id: &str| count(list, id) == 1;
        let identified =
            originals.iter().any(|it| identity(it).is_some_and(|id| count(originals, id) == 1));
        match identity(&list[place]) {
            Some(id) if lone(id) && count(originals, id) == 1 => {
                find(id).map(|place| &originals[place])
            }
            Some(id) if lone(id) && count(originals, id) == 0 && identified => None,
            _ => {
                let reserved = list
                    .iter()
                    .filter_map(identity)
                    .any(|id| lone(id) && count(originals, id) == 1 && find(id) == Some(place));
                if reserved { None } else { originals.get(place) }
            }
        }
    }
}

fn duplicates(
    body: &Value,
    current: &Value,
    replace: &BTreeSet<String>,
    at: &str,
) -> Result<(), String> {
    match (body, current) {
        (Value::Array(new), Value::Array(old)) => {
            let keyed = old.iter().all(|entry| id(entry).is_some());
            if replace.contains(at) || !keyed {
                return Ok(());
            }
            for list in [old, new] {
                let ids: Vec<&str> = list.iter().filter_map(id).collect();
                if ids.iter().collect::<BTreeSet<_>>().len() != ids.len() {
                    return Err(format!("duplicate ids at {at}"));
                }
            }
            new.iter().try_for_each(|entry| {
                let like = old.iter().find(|old| id(entry).is_some() && id(old) == id(entry));
                like.map_or(Ok(()), |old| duplicates(entry, old, replace, &format!("{at}[]")))
            })
        }
        (Value::Object(new), Value::Object(old)) => new.iter().try_for_each(|(key, value)| {
            old.get(key).map_or(Ok(()), |old| duplicates(value, old, replace, &below(at, key)))
        }),
        _ => Ok(()),
    }
}

/// The lists that would lose entries.
fn destroyed(base: &Value, body: &Value, merged: Option<&Value>, at: &str, lost: &mut Vec<String>) {
    let (Some(base), Some(body)) = (base.as_object(), body.as_object()) else { return };
    for (key, said) in body {
        let at = below(at, key);
        let merged = merged.and_then(|merged| merged.get(key));
        match base.get(key) {
            Some(Value::Array(old)) => match (said, merged) {
                (Value::Array(said), Some(Value::Array(new))) => {
                    if old.iter().all(|entry| id(entry).is_some()) {
                        if !old.iter().all(|old| new.iter().any(|new| id(new) == id(old))) {
                            lost.push(at);
                            continue;
                        }
                        for entry in said.iter().filter(|entry| id(entry).is_some()) {
                            let like = |list: &'_ [Value]| {
                                list.iter().rev().find(|it| id(it) == id(entry)).cloned()
                            };
                            if let (Some(old), Some(new)) = (like(old), like(new)) {
                                destroyed(&old, entry, Some(&new), &format!("{at}[]"), lost);
                            }
                        }
                    } else {
                        let mut left = new.clone();
                        let kept = old.iter().all(|old| {
                            left.iter()
                                .position(|it| it == old)
                                .map(|place| left.remove(place))
                                .is_some()
                        });
                        if !kept {
                            lost.push(at);
                        }
                    }
                }
                _ => lost.push(at),
            },
            Some(old @ Value::Object(_)) if !said.is_object() => arrays(old, &at, lost),
            Some(old) => destroyed(old, said, merged, &at, lost),
            None => {}
        }
    }
}

fn arrays(value: &Value, at: &str, lost: &mut Vec<String>) {
    match value {
        Value::Array(_) => lost.push(at.to_owned()),
        Value::Object(map) => {
            map.iter().for_each(|(key, value)| arrays(value, &below(at, key), lost))
        }
        _ => {}
    }
}

fn below(at: &str, key: &str) -> String {
    if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }
}

fn id(entry: &Value) -> Option<&str> {
    entry.as_object()?.get("id")?.as_str().filter(|id| !id.is_empty())
}

fn identity(entry: &Value) -> Option<&str> {
    id(entry).filter(|id| *id != HIDDEN && !id.contains("${"))
}

fn is_secret_ref(map: &Map<String, Value>) -> bool {
    ["source", "id"].iter().all(|key| map.get(*key).is_some_and(Value::is_string))
}

fn is_reference(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with("${") && text.ends_with('}'))
}
