//! What is wrong, in words.

use serde_json::Value;

use super::sift::Why;
use crate::words::{Word, t, tr, w};

/// More values than these are not all named.
const NAMED: usize = 12;

/// One sentence.
#[must_use]
pub(super) fn sentence(why: &Why) -> String {
    match why {
        Why::Kind(kinds) if kinds.is_empty() => t(w::CONFIG_PAGE_WRONG_TOGETHER),
        Why::Kind(kinds) => {
            let mut kinds: Vec<String> = kinds.iter().map(|it| t(kind(it))).collect();
            kinds.sort_unstable();
            kinds.dedup();
            tr(w::CONFIG_PAGE_WRONG_KIND, &[("kind", &listed(&kinds))])
        }
        Why::OneOf(values) => one_of(values),
        Why::Missing => t(w::CONFIG_PAGE_WRONG_MISSING),
        Why::Unknown => t(w::CONFIG_PAGE_WRONG_UNKNOWN),
        Why::Name => t(w::CONFIG_PAGE_WRONG_NAME),
        Why::Limit(keyword, value) => limit(keyword, value),
        Why::Ambiguous => t(w::CONFIG_PAGE_WRONG_AMBIGUOUS),
        Why::Together => t(w::CONFIG_PAGE_WRONG_TOGETHER),
    }
}

fn kind(kind: &str) -> Word {
    match kind {
        "string" => w::CONFIG_PAGE_KIND_TEXT,
        "number" => w::CONFIG_PAGE_KIND_NUMBER,
        "integer" => w::CONFIG_PAGE_KIND_INTEGER,
        "boolean" => w::CONFIG_PAGE_KIND_BOOLEAN,
        "array" => w::CONFIG_PAGE_KIND_LIST,
        "object" => w::CONFIG_PAGE_KIND_OBJECT,
        _ => w::CONFIG_PAGE_KIND_NULL,
    }
}

fn one_of(values: &[Value]) -> String {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if let [one] = values {
        return tr(w::CONFIG_PAGE_WRONG_CONSTANT, &[("value", &text(one))]);
    }
    let mut named: Vec<String> = values.iter().take(NAMED).map(text).collect();
    if values.len() > NAMED {
        named.push("…".to_owned());
    }
    tr(w::CONFIG_PAGE_WRONG_CHOICE, &[("values", &named.join(", "))])
}

fn limit(keyword: &str, value: &Value) -> String {
    let number = value.to_string();
    let said = |word: Word| tr(word, &[("n", &number)]);
    match keyword {
        "minimum" => said(w::CONFIG_PAGE_WRONG_MIN),
        "maximum" => said(w::CONFIG_PAGE_WRONG_MAX),
        "exclusiveMinimum" => said(w::CONFIG_PAGE_WRONG_ABOVE),
        "exclusiveMaximum" => said(w::CONFIG_PAGE_WRONG_BELOW),
        "multipleOf" => said(w::CONFIG_PAGE_WRONG_STEP),
        "minLength" if number == "1" => t(w::CONFIG_PAGE_WRONG_EMPTY),
        "minLength" => said(w::CONFIG_PAGE_WRONG_SHORT),
        "maxLength" => said(w::CONFIG_PAGE_WRONG_LONG),
        "minItems" | "minProperties" => said(w::CONFIG_PAGE_WRONG_FEW),
        "maxItems" | "maxProperties" => said(w::CONFIG_PAGE_WRONG_MANY),
        "uniqueItems" => t(w::CONFIG_PAGE_WRONG_TWICE),
        "format" => match value.as_str() {
            Some("uri" | "url" | "uri-reference") => t(w::CONFIG_PAGE_WRONG_URL),
            Some("email") => t(w::CONFIG_PAGE_WRONG_EMAIL),
            Some("date-time" | "date" | "time") => t(w::CONFIG_PAGE_WRONG_DATE),
            Some(format) => tr(w::CONFIG_PAGE_WRONG_FORMAT, &[("format", format)]),
            None => t(w::CONFIG_PAGE_WRONG_TOGETHER),
        },
        _ => tr(w::CONFIG_PAGE_WRONG_PATTERN, &[("pattern", value.as_str().unwrap_or_default())]),
    }
}

/// `a number or a text`.
fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [some @ .., last] => {
            tr(w::CONFIG_PAGE_KIND_OR, &[("some", &some.join(", ")), ("last", last)])
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_reason_is_a_sentence() {
        let kinds = |kinds: &[&str]| Why::Kind(kinds.iter().map(|it| (*it).to_owned()).collect());
        for (why, said) in [
            (kinds(&["string"]), "Has to be a text."),
            (kinds(&["string", "number", "boolean"]), "Has to be a number, a text or yes or no."),
            (Why::OneOf(vec![json!("auto"), json!(false)]), "Has to be one of: auto, false."),
            (Why::OneOf(vec![json!("auto")]), "Has to be auto."),
            (Why::Limit("minimum".to_owned(), json!(1)), "Has to be 1 or more."),
            (Why::Limit("minLength".to_owned(), json!(1)), "Must not be empty."),
            (
                Why::Limit("pattern".to_owned(), json!("^a+$")),
                "Does not have the form that is asked for: ^a+$",
            ),
        ] {
            assert_eq!(sentence(&why), said);
        }
    }
}
