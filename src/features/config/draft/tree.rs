//! Editing a value at a path. A step that does not fit what stands there replaces it when something
//! is put, and does nothing otherwise.

use serde_json::{Map, Value};

use crate::features::config::path::{Path, Step};

pub(super) fn set(root: &mut Value, path: &Path, value: Value) {
    *place(root, path) = value;
}

pub(super) fn remove(root: &mut Value, path: &Path) -> Option<Value> {
    let Some(last) = path.last() else {
        return Some(std::mem::replace(root, Value::Object(Map::new())));
    };
    match (at(root, &path.parent()?)?, last) {
        (Value::Object(map), Step::Key(key)) => map.remove(&**key),
        (Value::Array(list), Step::Index(index)) => {
            (*index < list.len()).then(|| list.remove(*index))
        }
        _ => None,
    }
}

pub(super) fn insert(root: &mut Value, list: &Path, index: usize, value: Value) {
    let list = place(root, list);
    if !list.is_array() {
        *list = Value::Array(Vec::new());
    }
    if let Value::Array(list) = list {
        list.insert(index.min(list.len()), value);
    }
}

pub(super) fn shift(root: &mut Value, list: &Path, from: usize, to: usize) {
    if let Some(Value::Array(list)) = at(root, list)
        && from < list.len()
    {
        let entry = list.remove(from);
        list.insert(to.min(list.len()), entry);
    }
}

pub(super) fn rename(root: &mut Value, map: &Path, old: &str, new: &str) -> bool {
    let Some(Value::Object(map)) = at(root, map) else { return false };
    if map.contains_key(new) {
        return false;
    }
    let Some(value) = map.remove(old) else { return false };
    map.insert(new.to_owned(), value);
    true
}

/// What stands there, to be changed.
pub(super) fn at<'v>(root: &'v mut Value, path: &Path) -> Option<&'v mut Value> {
    path.steps().iter().try_fold(root, |value, step| match step {
        Step::Key(key) => value.as_object_mut()?.get_mut(&**key),
        Step::Index(index) => value.as_array_mut()?.get_mut(*index),
    })
}

/// What stands there, made with all above it.
fn place<'v>(root: &'v mut Value, path: &Path) -> &'v mut Value {
    let mut value = root;
    for step in path.steps() {
        value = match step {
            Step::Key(key) => {
                if !value.is_object() {
                    *value = Value::Object(Map::new());
                }
                &mut value[&**key]
            }
            Step::Index(index) => {
                if !value.is_array() {
                    *value = Value::Array(Vec::new());
                }
                let len = value.as_array().map_or(0, Vec::len);
                let index = (*index).min(len);
                if let Value::Array(list) = value
                    && index == len
                {
                    list.push(Value::Null);
                }
                &mut value[index]
            }
        };
    }
    value
}
