//! One complaint, and how each version words it.

use fancy_regex::Regex;
use serde_json::{Value, json};

use crate::profile::Profile;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Issue {
    path: Vec<String>,
    message: String,
    allowed: Option<Vec<String>>,
    /// The value is of the wrong kind altogether.
    pub(super) is_kind: bool,
    /// Another constant was expected: this form was not meant.
    pub(super) is_other: bool,
}

impl Issue {
    pub(crate) fn new(path: &[String], message: String) -> Issue {
        Issue { path: path.to_vec(), message, allowed: None, is_kind: false, is_other: false }
    }

    /// A complaint about a place that is written with dots.
    pub(crate) fn at(path: &str, message: impl Into<String>) -> Issue {
        let path: Vec<String> =
            path.split('.').filter(|it| !it.is_empty()).map(str::to_owned).collect();
        Issue::new(&path, message.into())
    }

    pub(super) fn wrong_kind(
        profile: Profile,
        path: &[String],
        kind: &str,
        value: Option<&Value>,
    ) -> Issue {
        let is_fraction = kind == "integer" && value.is_some_and(Value::is_number);
        let expected = match kind {
            "integer" if is_fraction => "int",
            "integer" => "number",
            other => other,
        };
        let received = match value {
            None => "undefined",
            Some(Value::Null) => "null",
            Some(Value::Bool(_)) => "boolean",
            Some(Value::Number(_)) => "number",
            Some(Value::String(_)) => "string",
            Some(Value::Array(_)) => "array",
            Some(Value::Object(_)) => "object",
        };
        let message = if is_of_a_plugin(profile, path) {
            format!("invalid config: must be {kind}")
        } else {
            format!("Invalid input: expected {expected}, received {received}")
        };
        let mut issue = Issue::new(path, message);
        issue.is_kind = !is_fraction;
        if kind == "boolean" && profile >= Profile::V2026_4_15 {
            issue.message.push_str(" (allowed: true, false)");
            issue.allowed = Some(vec!["true".to_owned(), "false".to_owned()]);
        }
        issue
    }

    /// None of several constants.
    pub(super) fn not_allowed(profile: Profile, path: &[String], constants: &[&Value]) -> Issue {
        let words: Vec<Value> = constants.iter().map(|it| (*it).clone()).collect();
        Issue::new(path, "Invalid input".to_owned()).with_allowed(profile, &words)
    }

    pub(super) fn no_option(profile: Profile, path: &[String], words: &[Value]) -> Issue {
        let list: Vec<String> = words.iter().map(Value::to_string).collect();
        let message = if is_of_a_plugin(profile, path) {
            "invalid config: must be equal to one of the allowed values".to_owned()
        } else {
            format!("Invalid option: expected one of {}", list.join("|"))
        };
        Issue::new(path, message).with_allowed(profile, words)
    }

    pub(super) fn not_only(profile: Profile, path: &[String], only: &Value) -> Issue {
        let message = format!("Invalid input: expected {only}");
        let mut issue = Issue::new(path, message).with_allowed(profile, std::slice::from_ref(only));
        (issue.is_kind, issue.is_other) = (true, true);
        issue
    }

    fn with_allowed(mut self, profile: Profile, words: &[Value]) -> Issue {
        if profile >= Profile::V2026_4_15 {
            let shown: Vec<String> = words.iter().take(12).map(Value::to_string).collect();
            let more = words.len() - shown.len();
            let more = if more > 0 { format!(", ... (+{more} more)") } else { String::new() };
            self.message.push_str(&format!(" (allowed: {}{more})", shown.join(", ")));
            let plain =
                |word: &Value| word.as_str().map_or_else(|| word.to_string(), str::to_owned);
            self.allowed = Some(words.iter().map(plain).collect());
        }
        self
    }

    pub(crate) fn path(&self) -> String {
        self.path.join(".")
    }

    pub(super) fn depth(&self) -> usize {
        self.path.len()
    }

    #[cfg(test)]
    pub(crate) fn message(&self) -> String {
        self.message.clone()
    }

    pub(crate) fn to_json(&self) -> Value {
        let mut issue = json!({ "path": self.path(), "message": self.message });
        if let Some(allowed) = &self.allowed {
            let shown: Vec<&String> = allowed.iter().take(12).collect();
            issue["allowedValuesHiddenCount"] = (allowed.len() - shown.len()).into();
            issue["allowedValues"] = json!(shown);
        }
        issue
    }

    fn line(&self, profile: Profile) -> String {
        let mut place = String::new();
        for step in &self.path {
            let is_index = step.bytes().all(|byte| byte.is_ascii_digit());
            if is_index && profile >= Profile::V2026_9_6 && !place.is_empty() {
                place.push_str(&format!("[{step}]"));
            } else {
                if !place.is_empty() {
                    place.push('.');
                }
                place.push_str(step);
            }
        }
        let place = if place.is_empty() { "<root>" } else { &place };
        format!("{place}: {}", self.message)
    }
}

/// Later channels are plugins, and hold their part against their own schema with other words.
fn is_of_a_plugin(profile: Profile, path: &[String]) -> bool {
    profile > Profile::V2026_2_6 && path.len() > 2 && path[0] == "channels"
}

/// The message of a refusal: later versions name the first three complaints.
pub(crate) fn summary(profile: Profile, issues: &[Issue]) -> String {
    if profile == Profile::V2026_2_6 || issues.is_empty() {
        return "invalid config".to_owned();
    }
    let lines: Vec<String> = issues.iter().take(3).map(|issue| issue.line(profile)).collect();
    let more = issues.len() - lines.len();
    let more = match more {
        0 => String::new(),
        1 => " (+1 more issue)".to_owned(),
        more => format!(" (+{more} more issues)"),
    };
    format!("invalid config: {}{more}", lines.join("; "))
}

/// 2026.9.6 repeats the limit.
fn repeated(profile: Profile, name: &str, limit: &Value) -> String {
    if profile >= Profile::V2026_9_6 { format!(" ({name}: {limit})") } else { String::new() }
}

pub(super) fn limits(profile: Profile, schema: &Value, number: f64) -> Option<String> {
    let over = |name: &str, breaks: fn(f64, f64) -> bool| {
        schema.get(name).filter(|limit| limit.as_f64().is_some_and(|it| breaks(number, it)))
    };
    if let Some(limit) = over("exclusiveMinimum", |number, limit| number <= limit) {
        return Some(format!("Too small: expected number to be >{limit}"));
    }
    if let Some(limit) = over("minimum", |number, limit| number < limit) {
        let end = repeated(profile, "minimum", limit);
        return Some(format!("Too small: expected number to be >={limit}{end}"));
    }
    if let Some(limit) = over("exclusiveMaximum", |number, limit| number >= limit) {
        return Some(format!("Too big: expected number to be <{limit}"));
    }
    let limit = over("maximum", |number, limit| number > limit)?;
    let end = repeated(profile, "maximum", limit);
    Some(format!("Too big: expected number to be <={limit}{end}"))
}

pub(super) fn size_of_list(_: Profile, schema: &Value, count: usize) -> Option<String> {
    let limit = |name: &str| schema[name].as_u64().and_then(|it| usize::try_from(it).ok());
    match (limit("minItems"), limit("maxItems")) {
        (Some(least), _) if count < least => {
            Some(format!("Too small: expected array to have >={least} items"))
        }
        (_, Some(most)) if count > most => {
            Some(format!("Too big: expected array to have <={most} items"))
        }
        _ => None,
    }
}

pub(super) fn text(_: Profile, schema: &Value, text: &str) -> Option<String> {
    let count = text.encode_utf16().count();
    let limit = |name: &str| schema[name].as_u64().and_then(|it| usize::try_from(it).ok());
    if let Some(least) = limit("minLength").filter(|least| count < *least) {
        return Some(format!("Too small: expected string to have >={least} characters"));
    }
    if let Some(most) = limit("maxLength").filter(|most| count > *most) {
        return Some(format!("Too big: expected string to have <={most} characters"));
    }
    if schema["format"] == "uri" && !text.contains("://") {
        return Some("Invalid URL".to_owned());
    }
    let pattern = schema["pattern"].as_str()?;
    let fits = Regex::new(pattern).ok()?.is_match(text).unwrap_or(true);
    (!fits).then(|| match pattern {
        "^#?[0-9a-fA-F]{6}$" => "expected hex color (RRGGBB)".to_owned(),
        "^[A-Z][A-Z0-9_]{0,127}$" => {
            format!("Env secret reference id must match /{pattern}/ (example: \"OPENAI_API_KEY\").")
        }
        _ => format!("Invalid string: must match pattern /{pattern}/"),
    })
}
