//! Values and kinds in words.

use serde_json::Value;

use crate::features::config::schema::{Kind, Variant, VariantName};
use crate::protocol::config::HIDDEN;
use crate::words::{t, tn, tr, w};

/// As much of a value as stands beside other words.
const BRIEF: usize = 32;

/// Whether a value, or a part of a text, is a secret the gateway keeps to itself.
pub(super) fn is_hidden(value: &Value) -> bool {
    matches!(value, Value::String(text) if text.contains(HIDDEN))
}

/// A value in a few letters. Reactive.
pub(super) fn brief(value: &Value) -> String {
    match value {
        Value::Null => t(w::CONFIG_FIELD_NULL),
        Value::Bool(true) => t(w::CONFIG_FIELD_ON),
        Value::Bool(false) => t(w::CONFIG_FIELD_OFF),
        Value::String(text) if text.is_empty() => t(w::CONFIG_FIELD_EMPTY_TEXT),
        Value::String(text) => shortened(text),
        Value::Number(number) => number.to_string(),
        Value::Array(list) => tn(w::CONFIG_FIELD_ENTRIES, list.len()),
        Value::Object(map) => tn(w::CONFIG_FIELD_SETTINGS, map.len()),
    }
}

fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(BRIEF) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None if line.len() < text.trim_end().len() => format!("{line}…"),
        None => line.to_owned(),
    }
}

/// What a choice is called. Reactive.
pub(super) fn option_name(value: &Value) -> String {
    match value {
        Value::String(text) if !text.is_empty() => text.clone(),
        value => brief(value),
    }
}

/// What a variant of a union is called. Reactive.
pub(super) fn variant_name(variant: &Variant) -> String {
    match &variant.name {
        VariantName::Constant { value, .. } => value.clone(),
        VariantName::Title(title) => title.clone(),
        VariantName::Keys(keys) => tr(w::CONFIG_FIELD_KIND_KEYS, &[("keys", &keys.join(", "))]),
        VariantName::Kind(kind) => kind_name(*kind),
    }
}

fn kind_name(kind: Kind) -> String {
    t(match kind {
        Kind::Object => w::CONFIG_FIELD_KIND_OBJECT,
        Kind::Map => w::CONFIG_FIELD_KIND_MAP,
        Kind::List => w::CONFIG_FIELD_KIND_LIST,
        Kind::Text => w::CONFIG_FIELD_KIND_TEXT,
        Kind::Number => w::CONFIG_FIELD_KIND_NUMBER,
        Kind::Switch => w::CONFIG_FIELD_KIND_SWITCH,
        Kind::Choice => w::CONFIG_FIELD_KIND_CHOICE,
        Kind::Secret => w::CONFIG_FIELD_KIND_SECRET,
        Kind::Constant => w::CONFIG_FIELD_KIND_CONSTANT,
        Kind::Mixed | Kind::Any => w::CONFIG_FIELD_KIND_ANY,
    })
}

/// Whether a text only names a variable of the gateway's environment: that is no secret.
pub(super) fn is_reference(text: &str) -> bool {
    let name = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    name.is_some_and(|name| {
        !name.is_empty()
            && name.chars().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || it == '_')
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_is_told_in_a_few_letters() {
        assert_eq!(brief(&json!("one\ntwo")), "one…");
        assert_eq!(brief(&json!("ü".repeat(40))), format!("{}…", "ü".repeat(32)));
        assert_eq!(brief(&json!(8192)), "8192");
        assert_eq!(brief(&json!([1, 2])), "2 entries");
    }

    #[test]
    fn a_variable_is_no_secret_and_a_password_that_looks_like_one_is() {
        assert!(is_reference("${OPENAI_API_KEY}"));
        for text in ["${}", "${lower}", "x${A}", "${A}${B}", "A"] {
            assert!(!is_reference(text), "{text}");
        }
    }

    #[test]
    fn a_text_that_hides_a_part_is_hidden() {
        assert!(is_hidden(&json!(format!("https://me:{HIDDEN}@host"))));
        assert!(!is_hidden(&json!({ "key": HIDDEN })));
    }
}
