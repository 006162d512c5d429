//! The text that an edit starts from, and where it comes from.

use serde_json::Value;

use crate::features::config::json5;
use crate::features::config::state::Base;

/// Where the text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It is the file.
    File,
    /// There is no file yet.
    NoFile,
    /// The gateway cannot show the file without its secrets: the text is made of what it says.
    Values,
    /// The gateway shows nothing of its file: what is written replaces what nobody sees here.
    Unseen,
}

/// What an edit is compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    pub text: String,
    pub origin: Origin,
    /// What the text says, if it can be read.
    pub value: Option<Value>,
    pub hash: Option<String>,
}

impl Source {
    pub fn of(base: &Base) -> Self {
        let snapshot = &base.snapshot;
        let (text, origin) = if snapshot.exists == Some(false) {
            ("{}\n".to_owned(), Origin::NoFile)
        } else if let Some(raw) = snapshot.raw.as_ref().filter(|raw| !raw.trim().is_empty()) {
            (raw.clone(), Origin::File)
        } else if let Some(parsed) = snapshot.parsed.as_ref().filter(|it| says(it.get())) {
            let parsed = parsed.get();
            (json5::format(parsed).unwrap_or_else(|_| parsed.to_owned()), Origin::Values)
        } else if base.authored.as_object().is_some_and(|it| !it.is_empty()) {
            (json5::write(&base.authored), Origin::Values)
        } else {
            ("{}\n".to_owned(), Origin::Unseen)
        };
        let value = json5::read(&text).ok();
        Self { text, origin, value, hash: snapshot.hash.clone() }
    }
}

/// An empty object is what a gateway says where it says nothing.
fn says(parsed: &str) -> bool {
    let bare: String = parsed.chars().filter(|letter| !letter.is_whitespace()).collect();
    !matches!(bare.as_str(), "null" | "{}" | "")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::protocol::config::ConfigSnapshot;
    use crate::protocol::json;

    fn source(snapshot: &Value) -> Source {
        read(&snapshot.to_string())
    }

    fn read(snapshot: &str) -> Source {
        let snapshot: ConfigSnapshot = json::read(snapshot).unwrap();
        let authored = snapshot.config.clone().unwrap_or_default();
        Source::of(&Base { authored, snapshot })
    }

    #[test]
    fn the_file_is_shown_where_it_is_told_and_its_values_where_not() {
        let file = source(&json!({"exists": true, "raw": "// mine\n{ a: 1 }", "parsed": {"a": 1}}));
        assert_eq!((file.text.as_str(), file.origin), ("// mine\n{ a: 1 }", Origin::File));
        let values = read(r#"{"exists": true, "raw": null, "parsed": {"b": 2, "a": 1}}"#);
        assert_eq!(values.origin, Origin::Values);
        assert!(values.text.find("\"b\"") < values.text.find("\"a\""), "{}", values.text);
    }

    #[test]
    fn a_file_that_nobody_sees_is_told_from_none() {
        assert_eq!(source(&json!({"exists": false, "raw": null})).origin, Origin::NoFile);
        let unseen = source(&json!({"exists": true, "valid": false, "raw": null, "parsed": {}}));
        assert_eq!((unseen.text.as_str(), unseen.origin), ("{}\n", Origin::Unseen));
    }
}
