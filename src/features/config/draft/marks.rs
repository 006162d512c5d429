//! A hidden secret looks like any other. Here each is marked by where it stands in the base, so that
//! wherever it goes it can be told whose it is. A hidden text without a mark is nobody's: it was
//! typed, pasted or copied.

use serde_json::Value;

use super::lists;
use crate::features::config::path::Path;
use crate::protocol::config::HIDDEN;

/// Stands around the mark; no configuration has it.
const EDGE: char = '\u{1}';

/// The base, every hidden secret in it marked.
pub(super) fn mark(base: &Value) -> Value {
    walk(base, &Path::root(), &|text, path| format!("{EDGE}{}{EDGE}{text}", path.pointer()))
}

/// As it was before it was marked.
pub(super) fn unmark(value: &Value) -> Value {
    walk(value, &Path::root(), &|text, _| unmarked(text).to_owned())
}

/// Whether a text hides something, or a part of it does.
pub(super) fn hides(text: &str) -> bool {
    text.contains(HIDDEN)
}

/// Whether anything is hidden in it.
pub(super) fn hides_any(value: &Value) -> bool {
    match value {
        Value::String(text) => hides(text),
        Value::Array(list) => list.iter().any(hides_any),
        Value::Object(map) => map.iter().any(|(key, value)| hides(key) || hides_any(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

pub(super) fn unmarked(text: &str) -> &str {
    text.strip_prefix(EDGE).and_then(|text| text.split_once(EDGE)).map_or(text, |(_, text)| text)
}

fn walk(value: &Value, path: &Path, each: &impl Fn(&str, &Path) -> String) -> Value {
    match value {
        Value::String(text) if hides(text) => Value::String(each(text, path)),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(index, value)| walk(value, &path.index(index), each))
            .collect(),
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.clone(), walk(value, &path.key(key), each)))
            .collect(),
        _ => value.clone(),
    }
}

/// A value that takes the place of a marked one. What is hidden in it keeps its mark where it is
/// beyond doubt that it is the same: under the same key, in the same entry.
pub(super) fn adopt(value: &Value, marked: Option<&Value>) -> Value {
    match (value, marked) {
        (Value::String(text), Some(Value::String(marked)))
            if hides(text) && unmarked(marked) == text =>
        {
            Value::String(marked.clone())
        }
        (Value::Array(list), Some(Value::Array(marked))) if list.iter().any(hides_any) => {
            let plain: Vec<Value> = marked.iter().map(unmark).collect();
            let origins = lists::certain(&plain, list);
            list.iter()
                .zip(origins)
                .map(|(value, origin)| adopt(value, origin.map(|index| &marked[index])))
                .collect()
        }
        (Value::Object(map), Some(Value::Object(marked))) => {
            map.iter().map(|(key, value)| (key.clone(), adopt(value, marked.get(key)))).collect()
        }
        _ => value.clone(),
    }
}
