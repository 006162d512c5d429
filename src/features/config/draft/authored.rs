//! What a gateway says of its configuration, as its author wrote it and as a patch is merged onto it.
//!
//! - **2026.2.6-3** says what the file says (`parsed`) and hides there whatever stands under a key
//!   like `maxTokens`. In the text (`raw`) it hides quoted texts only: a hidden number, boolean or
//!   list of such is read from there. The text is trusted for nothing else: a secret is replaced in
//!   it wherever the same letters stand, be it in a key.
//! - **Later gateways** also say `sourceConfig`: with includes followed and old keys brought up to
//!   date. That is what they merge onto, so that is what is edited.
//! - **`${ENV}`** is followed in `sourceConfig` and `config`. Where the file has the reference, the
//!   reference is what is edited: sent back it stays one, and it says more than a hidden text.
//! - **`$include`**: what is included is part of what is edited, as gateways merge a patch onto the
//!   whole. 2026.2.6-3 has that only with its defaults (`config`), and writes it all into one file
//!   whatever is sent; so does any gateway whose `sourceConfig` is missing.

use serde_json::{Map, Value};

use super::marks::hides_any;
use crate::features::config::json5;
use crate::protocol::config::{ConfigSnapshot, HIDDEN};
use crate::protocol::json;

/// How an object says that another file is to be read in its place.
const INCLUDE: &str = "$include";

/// The configuration to edit.
#[must_use]
pub fn authored(snapshot: &ConfigSnapshot) -> Value {
    let raw = || json5::read(snapshot.raw.as_deref()?).ok();
    let parsed = snapshot
        .parsed
        .as_ref()
        .and_then(|parsed| json::read::<Value>(parsed.get()).ok())
        .filter(|parsed| !parsed.is_null());
    let file = match (parsed, raw()) {
        (Some(parsed), Some(raw)) => Some(filled(&parsed, Some(&raw))),
        (parsed, raw) => parsed.or(raw),
    };
    let source = snapshot.source_config.as_ref().filter(|it| it.is_object());
    let value = match (file, source) {
        (Some(file), Some(source)) if !is_empty(source) || is_empty(&file) => {
            referring(&file, source)
        }
        (Some(file), _) if includes(&file) => match &snapshot.config {
            Some(config) => referring(&file, config),
            None => file,
        },
        (Some(file), _) => file,
        (None, source) => source.or(snapshot.config.as_ref()).cloned().unwrap_or_default(),
    };
    if value.is_object() { value } else { Value::Object(Map::new()) }
}

fn is_empty(value: &Value) -> bool {
    value.as_object().is_some_and(Map::is_empty)
}

/// What is hidden, read from the text as far as it hides no text there.
fn filled(parsed: &Value, raw: Option<&Value>) -> Value {
    match (parsed, raw) {
        (Value::String(text), Some(raw)) if text == HIDDEN && is_plain(raw) => raw.clone(),
        (Value::Array(list), Some(Value::Array(raw))) if list.len() == raw.len() => {
            list.iter().zip(raw).map(|(value, raw)| filled(value, Some(raw))).collect()
        }
        (Value::Object(map), Some(Value::Object(raw))) => {
            map.iter().map(|(key, value)| (key.clone(), filled(value, raw.get(key)))).collect()
        }
        _ => parsed.clone(),
    }
}

/// Whether there is no text in it that could be a secret.
fn is_plain(value: &Value) -> bool {
    match value {
        Value::Null | Value::String(_) => false,
        Value::Bool(_) | Value::Number(_) => true,
        Value::Array(list) => list.iter().all(is_plain),
        Value::Object(map) => map.values().all(is_plain) && !hides_any(value),
    }
}

/// The whole, with the references that the file has in their places.
fn referring(file: &Value, whole: &Value) -> Value {
    match (file, whole) {
        (Value::String(text), Value::String(_)) if text.contains("${") => file.clone(),
        (file, Value::String(text)) if text == HIDDEN && is_plain(file) => file.clone(),
        (Value::Array(file), Value::Array(whole)) if file.len() == whole.len() => {
            file.iter().zip(whole).map(|(file, whole)| referring(file, whole)).collect()
        }
        (Value::Object(file), Value::Object(whole)) => whole
            .iter()
            .map(|(key, value)| match file.get(key) {
                Some(file) => (key.clone(), referring(file, value)),
                None => (key.clone(), value.clone()),
            })
            .collect(),
        _ => whole.clone(),
    }
}

fn includes(value: &Value) -> bool {
    match value {
        Value::Array(list) => list.iter().any(includes),
        Value::Object(map) => map.contains_key(INCLUDE) || map.values().any(includes),
        _ => false,
    }
}
