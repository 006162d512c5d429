//! What a gateway makes of a patch and of what is hidden in it, as far as it concerns what may be
//! sent: lists merged by `id` or replaced, hidden secrets looked up by place or by `id`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::lists;
use super::marks::hides;
use super::ways::Ways;
use crate::features::config::path::Path;
use crate::protocol::config::HIDDEN;

/// The configuration after a patch.
pub(super) fn merged(
    base: &Value,
    body: &Value,
    ways: Ways,
    whole: &BTreeSet<String>,
    at: &str,
) -> Value {
    let Value::Object(body) = body else { return body.clone() };
    let mut result = base.as_object().cloned().unwrap_or_default();
    for (key, value) in body {
        let at = below(at, key);
        let value = match (result.get(key), value) {
            (_, Value::Null) => {
                result.remove(key);
                continue;
            }
            (Some(Value::Array(old)), Value::Array(new))
                if ways.merges_by_id && !whole.contains(&at) && lists::by_id(old) =>
            {
                by_id(old, new, ways, whole, &format!("{at}[]"))
            }
            (Some(old @ Value::Object(_)), Value::Object(_)) => {
                merged(old, value, ways, whole, &at)
            }
            (_, Value::Object(_)) => merged(&Value::Object(Map::new()), value, ways, whole, &at),
            _ => value.clone(),
        };
        result.insert(key.clone(), value);
    }
    Value::Object(result)
}

fn by_id(old: &[Value], new: &[Value], ways: Ways, whole: &BTreeSet<String>, at: &str) -> Value {
    let mut result = old.to_vec();
    for entry in new {
        let id = lists::id(entry);
        match id.and_then(|id| result.iter().rposition(|old| lists::id(old) == Some(id))) {
            Some(place) => result[place] = merged(&result[place], entry, ways, whole, at),
            None => result.push(entry.clone()),
        }
    }
    Value::Array(result)
}

/// How a gateway writes the path of a key in `replacePaths`.
pub(super) fn below(at: &str, key: &str) -> String {
    if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }
}

/// The places of what is hidden and would not become the very text that stands in `original` where
/// the gateway looks for it.
pub(super) fn lost(value: &Value, original: &Value, ways: Ways) -> Vec<Path> {
    let mut paths = Vec::new();
    restore(&Path::root(), value, Some(original), ways, &mut paths);
    if ways.is_unsure {
        let other = Ways { restores_by_id: !ways.restores_by_id, ..ways };
        restore(&Path::root(), value, Some(original), other, &mut paths);
    }
    paths
}

fn restore(path: &Path, value: &Value, original: Option<&Value>, ways: Ways, lost: &mut Vec<Path>) {
    match value {
        Value::String(text) if hides(text) && original != Some(value) => lost.push(path.clone()),
        Value::Array(list) => {
            let originals = original.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
            for (place, (entry, from)) in
                list.iter().zip(origins(list, originals, ways)).enumerate()
            {
                restore(&path.index(place), entry, from, ways, lost);
            }
        }
        Value::Object(map) => {
            let originals = original.and_then(Value::as_object);
            for (key, value) in map {
                let original = originals.and_then(|it| it.get(key));
                restore(&path.key(key), value, original, ways, lost);
            }
            let hidden_id = map.get("id").and_then(Value::as_str).is_some_and(hides);
            let kept = |key: &str| originals.and_then(|it| it.get(key)) == map.get(key);
            // A reference to a secret gets its hidden id back only if it still points the same way.
            if hidden_id && map.contains_key("source") {
                let id = path.key("id");
                if !(kept("source") && kept("provider") && map.contains_key("provider"))
                    && original != Some(value)
                    && !lost.contains(&id)
                {
                    lost.push(id);
                }
            }
        }
        _ => {}
    }
}

/// In which original entry the gateway looks for what is hidden in an entry.
fn origins<'v>(list: &[Value], originals: &'v [Value], ways: Ways) -> Vec<Option<&'v Value>> {
    if !ways.restores_by_id {
        return (0..list.len()).map(|place| originals.get(place)).collect();
    }
    let (ours, theirs) = (identities(list), identities(originals));
    let lone = |ids: &BTreeMap<&str, Vec<usize>>, id: &str| match ids.get(id).map(Vec::as_slice) {
        Some([place]) => Some(*place),
        _ => None,
    };
    let reserved: BTreeSet<usize> = ours
        .keys()
        .filter(|id| lone(&ours, id).is_some())
        .filter_map(|id| lone(&theirs, id))
        .collect();
    let identified = theirs.values().any(|places| places.len() == 1);
    list.iter()
        .enumerate()
        .map(|(place, entry)| {
            let id = identity(entry).filter(|id| lone(&ours, id).is_some());
            match id {
                Some(id) if lone(&theirs, id).is_some() => originals.get(lone(&theirs, id)?),
                Some(id) if !theirs.contains_key(id) && identified => None,
                _ if reserved.contains(&place) => None,
                _ => originals.get(place),
            }
        })
        .collect()
}

fn identities(list: &[Value]) -> BTreeMap<&str, Vec<usize>> {
    let mut ids: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, entry) in list.iter().enumerate() {
        if let Some(id) = identity(entry) {
            ids.entry(id).or_default().push(place);
        }
    }
    ids
}

fn identity(entry: &Value) -> Option<&str> {
    lists::id(entry).filter(|id| !id.contains(HIDDEN) && !id.contains("${"))
}
