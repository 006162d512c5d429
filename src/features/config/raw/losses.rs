//! What a gateway drops when it writes a whole text. Every one of them writes its file as plain JSON;
//! the earliest also adds what it takes for granted.

use serde_json::Value;

use crate::features::config::json5::comments;
use crate::protocol::config::HIDDEN;
use crate::protocol::version::numbers;

/// One thing that will not be in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// So many comments.
    Comments(usize),
    /// `$include` is not followed when a whole text is written: where only known keys may stand it is
    /// refused, elsewhere it is written as it stands.
    Includes,
    /// A hidden secret that was written as `${NAME}` becomes its value.
    References,
    /// The gateway's defaults are written too.
    Defaults,
}

/// What is lost by writing this text with this version. `value` is what the text says.
#[must_use]
pub fn losses(text: &str, value: &Value, version: Option<&str>) -> Vec<Loss> {
    let comments = comments(text);
    let is_early = version.is_some_and(is_early);
    let found = [
        (0 < comments, Loss::Comments(comments)),
        (includes(value), Loss::Includes),
        (is_early && text.contains(HIDDEN), Loss::References),
        (is_early, Loss::Defaults),
    ];
    found.into_iter().filter(|(is_so, _)| *is_so).map(|(_, loss)| loss).collect()
}

/// References to the environment and the file's own defaults are kept from 2026.2.13 on.
fn is_early(version: &str) -> bool {
    numbers(version) < [2026, 2, 13]
}

fn includes(value: &Value) -> bool {
    match value {
        Value::Object(map) => map.contains_key("$include") || map.values().any(includes),
        Value::Array(list) => list.iter().any(includes),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_lost_is_said_by_version_and_by_what_is_there() {
        let with_hidden = format!("{{ a: '{HIDDEN}' }}");
        let value = json!({"a": HIDDEN});
        assert_eq!(losses(&with_hidden, &value, Some("2026.4.15")), []);
        assert_eq!(
            losses(&with_hidden, &value, Some("2026.2.6-3")),
            [Loss::References, Loss::Defaults]
        );
        let included = json!({"agents": {"$include": "./agents.json5"}});
        assert_eq!(
            losses("{} // x", &included, Some("2026.9.6")),
            [Loss::Comments(1), Loss::Includes]
        );
        assert_eq!(losses("{}", &json!({}), None), []);
    }
}
