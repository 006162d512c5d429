//! Places and values in an operator's words. A secret is never among them.

use serde_json::Value;

use super::draft::{Change, Kind};
use super::page::labels;
use super::path::{Path, Step};
use super::{json5, schema::Schema};
use crate::protocol::config::HIDDEN;
use crate::ui::diff::{DiffKind, DiffLine};
use crate::words::{t, tr, w};

/// `Agents › Defaults › Model (agents.defaults.model)`. `within` is the configuration it is in.
#[must_use]
pub fn place_in_full(schema: &Schema, path: &Path, within: &Value) -> String {
    let name = labels(schema, within, path);
    let written = path.to_string();
    if path.is_root() || name == written { name } else { format!("{name} ({written})") }
}

/// What stands there.
#[must_use]
pub fn value_text(schema: &Schema, path: &Path, value: &Value, within: &Value) -> String {
    match masked(schema, path, value, within) {
        Value::String(text) if text.trim().is_empty() => format!("\"{text}\""),
        Value::String(text) => text,
        value => json5::write(&value),
    }
}

fn masked(schema: &Schema, path: &Path, value: &Value, within: &Value) -> Value {
    match value {
        Value::String(text) if text == HIDDEN => t(w::CONFIG_SAVE_SECRET).into(),
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.clone(), masked(schema, &path.key(key), value, within)))
            .collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(at, value)| masked(schema, &path.index(at), value, within))
            .collect(),
        Value::String(_) | Value::Number(_) if schema.is_sensitive(path, within) => {
            t(w::CONFIG_SAVE_NEW_SECRET).into()
        }
        value => value.clone(),
    }
}

/// A change as it is reviewed.
#[must_use]
pub fn change_line(schema: &Schema, change: &Change, base: &Value, edited: &Value) -> DiffLine {
    let place = |index: usize| tr(w::CONFIG_SAVE_PLACE, &[("n", &(index + 1).to_string())]);
    let before = change.before.as_ref().map(|value| value_text(schema, &change.path, value, base));
    let after = change.after.as_ref().map(|value| value_text(schema, &change.path, value, edited));
    let within = if change.kind == Kind::Removed { base } else { edited };
    let name = place_in_full(schema, &change.path, within);
    let (kind, word, before, after) = match change.kind {
        Kind::Added => (DiffKind::Added, w::CONFIG_SAVE_ADDED, None, after),
        Kind::Removed => (DiffKind::Removed, w::CONFIG_SAVE_GONE, before, None),
        Kind::Changed => (DiffKind::Changed, w::CONFIG_SAVE_CHANGED, before, after),
        Kind::Moved { from } => {
            let to = match change.path.last() {
                Some(Step::Index(to)) => Some(place(*to)),
                _ => None,
            };
            (DiffKind::Changed, w::CONFIG_SAVE_MOVED, Some(place(from)), to)
        }
    };
    DiffLine { kind, word: t(word), name, before, after }
}
