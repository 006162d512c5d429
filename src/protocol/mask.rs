//! What looks like a secret is put out of sight in texts and values that people look at, copy and
//! send to each other: tokens by the way they begin, whatever stands beside a name such as
//! `password`, credentials in addresses, private keys. Rather too much than too little; what is
//! shown instead says nothing of the length.

pub mod name;
mod shape;

use std::borrow::Cow;

use serde_json::Value;

use name::Kind;

/// Stands for what is not shown.
pub const MASK: &str = "••••••";

/// The text without what looks like a secret. Works on JSON as it is written, too, however deep a
/// text within a text is quoted.
#[must_use]
pub fn mask(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut out = String::new();
    // Up to here it is in `out`.
    let mut told = 0;
    let mut at = 0;
    while at < bytes.len() {
        if !shape::begins_word(bytes, at) {
            at += 1;
            continue;
        }
        let end = shape::end_of_word(bytes, at);
        if let Some(found) = shape::secret_at(text, at, end) {
            out.push_str(&text[told..found.start]);
            out.push_str(MASK);
            told = found.end;
            at = found.end.max(end);
        } else {
            at = end;
        }
    }
    if told == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[told..]);
    Cow::Owned(out)
}

/// The same for a value and all that is in it: by the names of its fields, then by its texts.
#[must_use]
pub fn mask_value(value: &Value) -> Value {
    within(value, None)
}

fn within(value: &Value, kind: Option<Kind>) -> Value {
    match value {
        Value::String(text) if kind.is_some() && !text.is_empty() && !name::says_nothing(text) => {
            Value::from(MASK)
        }
        Value::Number(_) if kind == Some(Kind::Password) => Value::from(MASK),
        Value::String(text) => Value::from(mask(text).into_owned()),
        Value::Array(items) => items.iter().map(|item| within(item, kind)).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(field, value)| (field.clone(), within(value, name::kind(field))))
            .collect(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests;
