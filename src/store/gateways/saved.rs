//! One saved gateway as it is kept in this browser. Pure: what is kept is read leniently, entry by
//! entry and field by field, and what a later console wrote is written back as it was.

use serde_json::{Map, Value};

use crate::protocol::id::SessionKey;
use crate::protocol::json;

/// A gateway that was connected once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SavedGateway {
    pub url: String,
    pub name: Option<String>,
    /// The operator left it on purpose, so the next visit does not connect by itself.
    pub signed_out: bool,
    /// The session that was open last.
    pub session: Option<SessionKey>,
    /// The word of a hue; one we do not know shows as none.
    pub colour: Option<String>,
    /// One or two letters, or an emoji.
    pub mark: Option<String>,
    /// What else was written there.
    pub rest: Map<String, Value>,
}

impl SavedGateway {
    /// One of which nothing is known but where it is.
    #[must_use]
    pub fn at(url: &str) -> Self {
        Self { url: url.to_owned(), ..Self::default() }
    }

    /// Takes one apart; `None` without an address.
    fn of(entry: Value) -> Option<Self> {
        let Value::Object(mut rest) = entry else { return None };
        let mut text = |name: &str| match rest.remove(name) {
            Some(Value::String(text)) if !text.is_empty() => Some(text),
            _ => None,
        };
        let url = text("url")?;
        let [name, session, colour, mark] = ["name", "session", "colour", "mark"].map(&mut text);
        let signed_out = rest.remove("signedOut") == Some(Value::Bool(true));
        Some(Self { url, name, signed_out, session: session.map(SessionKey), colour, mark, rest })
    }

    fn written(&self) -> Value {
        let mut entry = self.rest.clone();
        let texts = [
            ("url", Some(&self.url)),
            ("name", self.name.as_ref()),
            ("session", self.session.as_ref().map(|key| &key.0)),
            ("colour", self.colour.as_ref()),
            ("mark", self.mark.as_ref()),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                entry.insert(name.to_owned(), Value::String(text.clone()));
            }
        }
        entry.insert("signedOut".to_owned(), Value::Bool(self.signed_out));
        Value::Object(entry)
    }
}

/// A list that cannot be read is an empty one: it holds nothing that cannot be typed again.
pub(super) fn parse(text: &str) -> Vec<SavedGateway> {
    let Ok(Value::Array(entries)) = json::read(text) else { return Vec::new() };
    entries.into_iter().filter_map(SavedGateway::of).collect()
}

/// The list as it is kept.
pub(super) fn write(list: &[SavedGateway]) -> String {
    Value::Array(list.iter().map(SavedGateway::written).collect()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_before_colours_and_marks_is_read() {
        let list = parse(r#"[{"url":"ws://a","name":null,"signedOut":true,"session":null}]"#);
        assert_eq!(list, [SavedGateway { signed_out: true, ..SavedGateway::at("ws://a") }]);
    }

    #[test]
    fn what_a_later_console_wrote_is_written_back() {
        let text = r#"[{"colour":"ultraviolet","later":{"a":[1]},"mark":"B","signedOut":false,"url":"ws://a"}]"#;
        assert_eq!(write(&parse(text)), text);
    }

    #[test]
    fn one_bad_entry_or_field_costs_no_other() {
        let list =
            parse(r#"[7,{"name":"x"},{"url":"ws://a","name":5,"mark":"M"},{"url":"ws://b"}]"#);
        assert_eq!(list.len(), 2);
        assert_eq!((list[0].name.as_deref(), list[0].mark.as_deref()), (None, Some("M")));
    }

    #[test]
    fn a_damaged_list_is_an_empty_one() {
        assert!(parse("{]").is_empty());
        assert!(parse("{}").is_empty());
    }
}
