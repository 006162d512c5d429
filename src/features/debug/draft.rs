//! The parameters of a call as they are written: as JSON, and beside it as a form. Both say the same;
//! what a form does not know stays in the JSON as it is. Pure.

use serde_json::{Map, Number, Value};

use super::table::params::{Kind, Param};

/// What is wrong with what was typed for a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    Missing,
    NoNumber,
    NoJson,
}

/// What the form begins with: what must be there, with what can be known of it.
#[must_use]
pub fn template(params: &[Param], known: impl Fn(&str) -> Option<String>) -> Value {
    let mut fields = Map::new();
    for param in params.iter().filter(|param| param.required) {
        let value = match &param.kind {
            Kind::Text => Value::from(known(param.name).unwrap_or_default()),
            Kind::Number => Value::from(0),
            Kind::Switch => Value::Bool(true),
            Kind::Texts => Value::Array(Vec::new()),
            Kind::Json => Value::Object(Map::new()),
            Kind::Choice(words) => Value::from(words.first().copied().unwrap_or_default()),
        };
        fields.insert(param.name.to_owned(), value);
    }
    Value::Object(fields)
}

/// The value of a parameter as it stands in its field.
#[must_use]
pub fn typed(param: &Param, value: Option<&Value>) -> String {
    match (value, &param.kind) {
        (None, _) => String::new(),
        (Some(Value::String(text)), Kind::Text | Kind::Choice(_) | Kind::Number) => text.clone(),
        (Some(Value::Array(items)), Kind::Texts) => {
            let lines = items.iter().map(|item| match item {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            });
            lines.collect::<Vec<_>>().join("\n")
        }
        (Some(value @ (Value::Object(_) | Value::Array(_))), Kind::Json) => pretty(value),
        (Some(value), _) => value.to_string(),
    }
}

/// What is sent for a parameter; `None` when nothing is.
///
/// # Errors
/// When what was typed is not of its kind.
pub fn value(param: &Param, typed: &str) -> Result<Option<Value>, Problem> {
    let trimmed = typed.trim();
    if trimmed.is_empty() {
        return if param.required { Err(Problem::Missing) } else { Ok(None) };
    }
    Ok(Some(match &param.kind {
        Kind::Text => Value::from(typed),
        Kind::Choice(_) => Value::from(trimmed),
        Kind::Number => Value::Number(number(trimmed).ok_or(Problem::NoNumber)?),
        Kind::Switch => Value::Bool(trimmed == "true"),
        Kind::Texts => {
            let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.map(Value::from).collect()
        }
        Kind::Json => serde_json::from_str(trimmed).map_err(|_| Problem::NoJson)?,
    }))
}

fn number(typed: &str) -> Option<Number> {
    match typed.parse::<i64>() {
        Ok(whole) => Some(whole.into()),
        Err(_) => typed.parse().ok().and_then(Number::from_f64),
    }
}

/// The JSON with one parameter set, or without it.
#[must_use]
pub fn with(mut params: Value, name: &str, value: Option<Value>) -> Value {
    if !params.is_object() {
        params = Value::Object(Map::new());
    }
    if let Value::Object(fields) = &mut params {
        match value {
            Some(value) => drop(fields.insert(name.to_owned(), value)),
            None => drop(fields.remove(name)),
        }
    }
    params
}

/// Those that must be there and are not, or are empty.
#[must_use]
pub fn missing<'a>(params: &'a [Param], value: &Value) -> Vec<&'a str> {
    let is_missing = |param: &&Param| {
        param.required
            && match value.get(param.name) {
                None | Some(Value::Null) => true,
                Some(Value::String(text)) => text.is_empty(),
                Some(Value::Array(items)) => param.kind == Kind::Texts && items.is_empty(),
                Some(_) => false,
            }
    };
    params.iter().filter(is_missing).map(|param| param.name).collect()
}

#[must_use]
pub fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::debug::table::params;
    use serde_json::json;

    fn of(method: &str, name: &str) -> Param {
        params::of(method).unwrap().into_iter().find(|it| it.name == name).unwrap()
    }

    #[test]
    fn a_template_has_what_must_be_there() {
        let params = params::of("chat.send").unwrap();
        let template =
            template(&params, |name| (name == "sessionKey").then(|| "agent:main:main".to_owned()));
        assert_eq!(
            template,
            json!({"sessionKey": "agent:main:main", "message": "", "idempotencyKey": ""})
        );
        assert_eq!(missing(&params, &template), ["message", "idempotencyKey"]);
    }

    #[test]
    fn what_is_typed_becomes_what_is_sent_and_back() {
        for (method, name, typed_text, sent) in [
            ("chat.history", "limit", "20", json!(20)),
            ("chat.history", "limit", "-3", json!(-3)),
            ("sessions.preview", "keys", "a\nb", json!(["a", "b"])),
            ("cron.run", "mode", "force", json!("force")),
            ("talk.mode", "enabled", "false", json!(false)),
            ("chat.send", "message", " hello ", json!(" hello ")),
        ] {
            let param = of(method, name);
            assert_eq!(value(&param, typed_text), Ok(Some(sent.clone())), "{method}");
            assert_eq!(typed(&param, Some(&sent)), typed_text, "{method}");
        }
        let patch = of("cron.update", "patch");
        assert_eq!(value(&patch, "{\"a\": 1}"), Ok(Some(json!({"a": 1}))));
        assert_eq!(value(&patch, "{"), Err(Problem::NoJson));
        assert_eq!(value(&of("chat.history", "limit"), "many"), Err(Problem::NoNumber));
        assert_eq!(value(&of("chat.history", "limit"), " "), Ok(None));
        assert_eq!(value(&of("chat.history", "sessionKey"), ""), Err(Problem::Missing));
    }

    #[test]
    fn a_field_changes_only_itself() {
        let params = json!({"key": "a", "ofTomorrow": [1]});
        assert_eq!(
            with(params.clone(), "key", Some(json!("b"))),
            json!({"key": "b", "ofTomorrow": [1]})
        );
        assert_eq!(with(params, "key", None), json!({"ofTomorrow": [1]}));
        assert_eq!(with(json!(7), "key", Some(json!("b"))), json!({"key": "b"}));
    }
}
