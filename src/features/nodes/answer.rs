//! What a node has answered: a tree, a text or nothing, and the pictures in it.

use serde_json::Value;

use crate::protocol::nodes::NodeInvoked;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Answer {
    Nothing,
    Text(String),
    Tree(Value),
}

impl Answer {
    /// The answer is in one of two places, and in the second it may be no JSON at all.
    pub(super) fn of(reply: NodeInvoked) -> Self {
        match (reply.payload, reply.payload_json) {
            (Some(payload), _) if !payload.is_null() => Self::told(payload),
            (_, Some(text)) => match serde_json::from_str(&text) {
                Ok(payload) => Self::told(payload),
                Err(_) => Self::worded(text),
            },
            _ => Self::Nothing,
        }
    }

    fn told(payload: Value) -> Self {
        match payload {
            Value::Null => Self::Nothing,
            Value::String(text) => Self::worded(text),
            tree => Self::Tree(tree),
        }
    }

    fn worded(text: String) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(text) }
    }

    /// To take along.
    pub(super) fn as_json(&self) -> String {
        let value = match self {
            Self::Nothing => Value::Null,
            Self::Text(text) => Value::from(text.as_str()),
            Self::Tree(tree) => tree.clone(),
        };
        serde_json::to_string_pretty(&value).expect("a JSON value can be written")
    }

    /// The pictures in it, as addresses that a browser shows.
    pub(super) fn pictures(&self) -> Vec<String> {
        let mut found = Vec::new();
        match self {
            Self::Nothing => {}
            Self::Text(text) => found.extend(picture(text)),
            Self::Tree(tree) => look(tree, &mut found),
        }
        found
    }
}

/// More than these are not shown as pictures; they are in the tree.
const PICTURES: usize = 8;

fn look(value: &Value, found: &mut Vec<String>) {
    if found.len() >= PICTURES {
        return;
    }
    match value {
        Value::String(text) => found.extend(picture(text)),
        Value::Array(items) => items.iter().for_each(|item| look(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| look(field, found)),
        _ => {}
    }
}

/// A text that clearly is a picture: base64 that begins as picture files do, bare or in a `data:`
/// address. What it calls itself does not count.
fn picture(text: &str) -> Option<String> {
    const SHORTEST: usize = 32;
    let text = text.trim();
    let bytes = match text.strip_prefix("data:image/") {
        Some(rest) => rest.split_once(";base64,")?.1,
        None => text,
    };
    let kind = match bytes {
        it if it.starts_with("/9j/") => "jpeg",
        it if it.starts_with("iVBORw0KGgo") => "png",
        it if it.starts_with("R0lGODdh") || it.starts_with("R0lGODlh") => "gif",
        // RIFF, four bytes of size, WEBP.
        it if it.starts_with("UklGR") && it.get(11..16) == Some("XRUJQ") => "webp",
        _ => return None,
    };
    let is_base64 = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'\n' | b'\r')
    };
    (bytes.len() >= SHORTEST && bytes.bytes().all(is_base64))
        .then(|| format!("data:image/{kind};base64,{bytes}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    fn reply(payload: Value, text: Option<&str>) -> NodeInvoked {
        NodeInvoked {
            payload: Some(payload),
            payload_json: text.map(str::to_owned),
            ..NodeInvoked::default()
        }
    }

    #[test]
    fn the_answer_is_found_in_either_place() {
        let tree = json!({"stdout": "hi\n"});
        for (given, answer) in [
            (reply(tree.clone(), None), Answer::Tree(tree.clone())),
            (reply(Value::Null, Some(r#"{"stdout":"hi\n"}"#)), Answer::Tree(tree.clone())),
            (reply(tree.clone(), Some("[1]")), Answer::Tree(tree.clone())),
            (reply(Value::Null, Some("plain")), Answer::Text("plain".to_owned())),
            (reply(json!("plain"), None), Answer::Text("plain".to_owned())),
            (reply(Value::Null, Some("null")), Answer::Nothing),
            (reply(Value::Null, Some("")), Answer::Nothing),
            (NodeInvoked::default(), Answer::Nothing),
            (reply(json!(0), None), Answer::Tree(json!(0))),
        ] {
            assert_eq!(Answer::of(given), answer);
        }
    }

    #[test]
    fn pictures_are_shown_only_where_they_clearly_are_some() {
        let shown = |value: Value| Answer::Tree(value).pictures();
        let found = shown(json!({"format": "png", "base64": PNG}));
        assert_eq!(found, [format!("data:image/png;base64,{PNG}")]);
        let jpeg = format!("/9j/{}", "A".repeat(60));
        assert_eq!(shown(json!([{"a": {"b": jpeg}}])), [format!("data:image/jpeg;base64,{jpeg}")]);
        for dull in [
            json!({"base64": "aGVsbG8="}),
            json!({"path": "/9j/not base64 at all, but long enough to be taken for some"}),
            json!({"src": "data:image/svg+xml;base64,PHN2Zz4="}),
            json!({"clip": format!("UklGR{}", "A".repeat(60))}),
            json!(17),
        ] {
            assert!(shown(dull.clone()).is_empty(), "{dull}");
        }
    }

    #[test]
    fn a_picture_that_calls_itself_something_else_is_shown_as_what_it_is() {
        let address = format!("data:image/svg+xml;base64,{PNG}");
        assert_eq!(Answer::Text(address).pictures(), [format!("data:image/png;base64,{PNG}")]);
    }

    #[test]
    fn webp_is_told_from_sound_in_the_same_envelope() {
        let webp = format!("UklGRiQAAABXRUJQVlA4{}", "A".repeat(40));
        let wave = format!("UklGRiQAAABXQVZFZm10{}", "A".repeat(40));
        assert_eq!(Answer::Text(webp).pictures().len(), 1);
        assert!(Answer::Text(wave).pictures().is_empty());
    }

    #[test]
    fn too_many_pictures_stay_in_the_tree() {
        let many: Vec<_> = (0..20).map(|_| json!(PNG)).collect();
        assert_eq!(Answer::Tree(Value::from(many)).pictures().len(), PICTURES);
    }

    #[test]
    fn an_answer_is_taken_along_as_json() {
        assert_eq!(Answer::Text("a\"b".to_owned()).as_json(), r#""a\"b""#);
        assert_eq!(Answer::Nothing.as_json(), "null");
        assert_eq!(Answer::Tree(json!({"a": 1})).as_json(), "{\n  \"a\": 1\n}");
    }
}
