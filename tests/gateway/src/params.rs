//! Whether a call's parameters are what this version accepts, in the real gateway's words when
//! they are not. Looks at shapes only; whether a session exists is the method's question.

use serde_json::Value;

use crate::profile::Profile;
use crate::refusal::Refusal;

mod beyond;
mod config;
mod equip;
mod fleet;
mod logs;
mod staff;
mod table;
mod usage;

/// What a parameter may be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// A string with at least one character.
    Text,
    /// Any string.
    Words,
    /// A string with at least one character, or `null` to forget it.
    TextOrNull,
    /// Any string, or `null` for nothing.
    WordsOrNull,
    /// A string of at least one and at most so many characters.
    TextUpTo(usize),
    /// An object, whatever is in it.
    Object,
    /// A whole number in this range.
    Number(u64, u64),
    Flag,
    List,
    Anything,
    /// `YYYY-MM-DD`.
    Date,
    /// `UTC+5:30`.
    UtcOffset,
    /// At most so many strings with at least one character.
    Texts(usize),
    /// A place in the configuration.
    PathOfConfig,
    /// One of these words.
    OneOf(&'static [&'static str]),
}

/// One parameter: its name, what it may be, whether it must be there, and since when it is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Param {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) required: bool,
    pub(crate) since: Profile,
}

pub(crate) fn check(profile: Profile, method: &str, params: &Value) -> Result<(), Refusal> {
    let early = if profile.is_new_shape() { None } else { staff::early(method) };
    let Some(known) = early
        .or_else(|| config::of(method))
        .or_else(|| staff::of(method))
        .or_else(|| table::of(method))
        .or_else(|| fleet::of(method))
        .or_else(|| usage::of(method))
        .or_else(|| logs::of(method))
        .or_else(|| beyond::of(method))
        .or_else(|| equip::of(method))
    else {
        return Ok(());
    };
    let known: Vec<Param> = known.iter().copied().filter(|p| p.since <= profile).collect();
    let complaints = complaints(&known, "", params);
    if complaints.is_empty() {
        Ok(())
    } else {
        let mut said = complaints.join("; ");
        if profile >= Profile::V2026_9_6 {
            said = said.replace("must NOT have fewer", "must not have fewer");
        }
        Err(Refusal::invalid(format!("invalid {method} params: {said}")))
    }
}

/// What is wrong with an object; `path` is where it stands, empty at the root.
pub(crate) fn complaints(known: &[Param], path: &str, params: &Value) -> Vec<String> {
    let at = |complaint: String| {
        if path.is_empty() { complaint } else { format!("at {path}: {complaint}") }
    };
    let Some(given) = params.as_object() else {
        return vec![at("must be object".to_owned())];
    };
    let here = if path.is_empty() { "root" } else { path };
    let mut complaints = Vec::new();
    for param in known.iter().filter(|param| param.required) {
        if !given.contains_key(param.name) {
            complaints.push(at(format!("must have required property '{}'", param.name)));
        }
    }
    for name in given.keys() {
        if !known.iter().any(|param| param.name == name) {
            complaints.push(format!("at {here}: unexpected property '{name}'"));
        }
    }
    for param in known {
        if let Some(value) = given.get(param.name)
            && let Some(wrong) = wrong_with(param.kind, value)
        {
            complaints.push(format!("at {path}/{}: {wrong}", param.name));
            if matches!(param.kind, Kind::OneOf(words) if words.len() > 1) {
                let anyhow = "must match a schema in anyOf";
                complaints.push(format!("at {path}/{}: {anyhow}", param.name));
            }
        }
    }
    complaints
}

fn wrong_with(kind: Kind, value: &Value) -> Option<String> {
    let must_be = |what: &str, holds: bool| (!holds).then(|| format!("must be {what}"));
    match kind {
        Kind::Text | Kind::TextOrNull => match value {
            Value::Null if matches!(kind, Kind::TextOrNull) => None,
            Value::String(text) if text.is_empty() => {
                Some("must NOT have fewer than 1 characters".to_owned())
            }
            other => must_be("string", other.is_string()),
        },
        Kind::Words => must_be("string", value.is_string()),
        Kind::WordsOrNull => must_be("string", value.is_string() || value.is_null()),
        Kind::TextUpTo(most) => match value.as_str().map(|text| text.chars().count()) {
            Some(0) => Some("must NOT have fewer than 1 characters".to_owned()),
            Some(count) if count > most => {
                Some(format!("must NOT have more than {most} characters"))
            }
            found => must_be("string", found.is_some()),
        },
        Kind::Object => must_be("object", value.is_object()),
        Kind::Flag => must_be("boolean", value.is_boolean()),
        Kind::Texts(most) => match value.as_array() {
            Some(items) if items.len() > most => {
                Some(format!("must NOT have more than {most} items"))
            }
            Some(items) if items.iter().any(|item| item.as_str().is_none_or(str::is_empty)) => {
                Some("must be string".to_owned())
            }
            list => must_be("array", list.is_some()),
        },
        Kind::PathOfConfig => match value.as_str() {
            None => Some("must be string".to_owned()),
            Some(path) => {
                let fits = |c: char| c.is_ascii_alphanumeric() || "_./[]-*".contains(c);
                let short = path.is_empty().then_some("must NOT have fewer than 1 characters");
                let is_path = short.is_none() && path.chars().all(fits);
                let shape = r#"must match pattern "^[A-Za-z0-9_./\[\]\-*]+$""#;
                (!is_path).then(|| match short {
                    Some(short) => format!("{short}; at /path: {shape}"),
                    None => shape.to_owned(),
                })
            }
        },
        Kind::List => must_be("array", value.is_array()),
        Kind::Anything => None,
        Kind::Date | Kind::UtcOffset => match value.as_str() {
            None => Some("must be string".to_owned()),
            Some(text) if matches!(kind, Kind::Date) => {
                (!is_date(text)).then(|| r#"must match pattern "^\d{4}-\d{2}-\d{2}$""#.to_owned())
            }
            Some(text) => (!is_offset(text))
                .then(|| r#"must match pattern "^UTC[+-]\d{1,2}(?::[0-5]\d)?$""#.to_owned()),
        },
        Kind::OneOf(words) => {
            let is_one = value.as_str().is_some_and(|word| words.contains(&word));
            (!is_one).then(|| "must be equal to constant".to_owned())
        }
        Kind::Number(least, most) => match (value.as_i64(), value.as_u64()) {
            (None, None) => Some("must be integer".to_owned()),
            (Some(number), None) if number < 0 => Some(format!("must be >= {least}")),
            (_, Some(number)) if number < least => Some(format!("must be >= {least}")),
            (_, Some(number)) if number > most => Some(format!("must be <= {most}")),
            _ => None,
        },
    }
}

fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

fn is_offset(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("UTC+").or_else(|| text.strip_prefix("UTC-")) else {
        return false;
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "00"));
    (1..=2).contains(&hours.len())
        && digits(hours)
        && minutes.len() == 2
        && digits(minutes)
        && minutes < "60"
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::check;
    use crate::profile::Profile;

    fn message(profile: Profile, method: &str, params: Value) -> String {
        check(profile, method, &params).unwrap_err().message
    }

    #[test]
    fn wrong_params_are_refused_in_the_recorded_words() {
        for profile in Profile::ALL {
            assert_eq!(
                message(profile, "chat.history", json!({})),
                "invalid chat.history params: must have required property 'sessionKey'"
            );
            assert_eq!(
                message(profile, "chat.history", json!({ "sessionKey": 1 })),
                "invalid chat.history params: at /sessionKey: must be string"
            );
            assert_eq!(
                message(profile, "chat.history", json!({ "sessionKey": "a", "limit": 5000 })),
                "invalid chat.history params: at /limit: must be <= 1000"
            );
            assert_eq!(
                message(profile, "sessions.list", json!({ "bogus": true, "limit": 0 })),
                "invalid sessions.list params: at root: unexpected property 'bogus'; at /limit: must be >= 1"
            );
        }
    }

    #[test]
    fn a_parameter_of_a_later_version_is_refused_by_an_earlier_one() {
        let params = json!({ "sessionKey": "a", "offset": 10 });
        assert!(check(Profile::V2026_9_6, "chat.history", &params).is_ok());
        assert_eq!(
            message(Profile::V2026_2_6, "chat.history", params),
            "invalid chat.history params: at root: unexpected property 'offset'"
        );
    }
}
