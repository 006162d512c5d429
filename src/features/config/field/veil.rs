//! Secrets in a value that is edited as text: each stands there as a number behind dots, and is put
//! back where that is left.

use serde_json::{Map, Value};

use super::wording::is_hidden;
use crate::features::config::path::Path;

const DOTS: &str = "•••••• ";

/// The value with its secrets veiled, and the secrets.
pub(super) fn veil(
    value: &Value,
    path: &Path,
    is_secret: &dyn Fn(&Path, &Value) -> bool,
) -> (Value, Vec<Value>) {
    let mut veiled = Vec::new();
    let shown = walk(value, path, &mut |value, path| {
        if !(is_hidden(value) || is_secret(path, value)) {
            return None;
        }
        veiled.push(value.clone());
        Some(Value::from(format!("{DOTS}{}", veiled.len())))
    });
    (shown, veiled)
}

/// The value as it is, of one that was shown veiled.
pub(super) fn unveil(value: &Value, veiled: &[Value]) -> Value {
    walk(value, &Path::root(), &mut |value, _| {
        let number: usize = value.as_str()?.strip_prefix(DOTS)?.parse().ok()?;
        veiled.get(number.checked_sub(1)?).cloned()
    })
}

fn walk(value: &Value, path: &Path, each: &mut dyn FnMut(&Value, &Path) -> Option<Value>) -> Value {
    match value {
        Value::Array(list) => {
            let list = list.iter().enumerate();
            list.map(|(index, value)| walk(value, &path.index(index), each)).collect()
        }
        Value::Object(map) => {
            let mut walked = Map::new();
            for (key, value) in map {
                walked.insert(key.clone(), walk(value, &path.key(key), each));
            }
            Value::Object(walked)
        }
        leaf => each(leaf, path).unwrap_or_else(|| leaf.clone()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::protocol::config::HIDDEN;

    #[test]
    fn secrets_come_back_where_they_stood_and_are_not_shown() {
        let value = json!({ "a": HIDDEN, "list": [{ "key": "typed" }, 7], "plain": "x" });
        let is_secret = |path: &Path, _: &Value| path.to_string().ends_with("key");
        let (mut shown, veiled) = veil(&value, &Path::root(), &is_secret);
        let text = shown.to_string();
        assert!(!text.contains(HIDDEN) && !text.contains("typed"), "{text}");
        assert_eq!(unveil(&shown, &veiled), value);
        shown["plain"] = "y".into();
        shown["a"] = "new".into();
        let back = unveil(&shown, &veiled);
        assert_eq!(back, json!({ "a": "new", "list": [{ "key": "typed" }, 7], "plain": "y" }));
    }

    #[test]
    fn dots_without_a_secret_are_dots() {
        assert_eq!(unveil(&json!("•••••• 3"), &[]), json!("•••••• 3"));
        assert_eq!(unveil(&json!("•••••• 0"), &[json!(1)]), json!("•••••• 0"));
    }
}
