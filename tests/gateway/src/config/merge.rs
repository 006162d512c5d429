//! What a patch makes of a configuration, per version: `null` forgets, objects are merged, lists
//! are replaced or merged by `id`, and what would be lost unasked is refused.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// How lists are treated.
#[derive(Debug, Default)]
pub(crate) struct Rules {
    /// Lists whose entries all have an `id` are merged by it.
    pub(crate) by_id: bool,
    /// These lists are replaced whole all the same.
    pub(crate) replace: BTreeSet<String>,
}

/// `agents.list[0].skills` as `agents.list[].skills`, `bindings[]` as `bindings`.
pub(crate) fn normalized(paths: &Value) -> BTreeSet<String> {
    let one = |path: &str| {
        let path = path.trim();
        let path = path.strip_suffix("[]").unwrap_or(path);
        let mut plain = String::new();
        let mut rest = path;
        while let Some(open) = rest.find('[') {
            let Some(close) = rest[open..].find(']').map(|at| open + at) else { break };
            let is_index = rest[open + 1..close].bytes().all(|b| b.is_ascii_digit());
            let goes_on = rest[close + 1..].starts_with('.');
            plain.push_str(&rest[..open]);
            plain.push_str(if is_index && goes_on { "[]" } else { &rest[open..=close] });
            rest = &rest[close + 1..];
        }
        plain + rest
    };
    let paths = paths.as_array().into_iter().flatten();
    paths.filter_map(Value::as_str).map(one).filter(|path| !path.is_empty()).collect()
}

fn at(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn id_of(entry: &Value) -> Option<&str> {
    entry["id"].as_str().filter(|id| entry.is_object() && !id.is_empty())
}

fn all_have_ids(list: &[Value]) -> bool {
    list.iter().all(|entry| id_of(entry).is_some())
}

fn is_allowed(key: &str) -> bool {
    !matches!(key, "__proto__" | "constructor" | "prototype")
}

pub(crate) fn apply(base: &Value, patch: &Value, rules: &Rules, path: &str) -> Value {
    let Some(patch) = patch.as_object() else { return patch.clone() };
    let mut merged = base.as_object().cloned().unwrap_or_default();
    for (key, value) in patch {
        let path = at(path, key);
        if !is_allowed(key) {
            continue;
        }
        if value.is_null() {
            merged.shift_remove(key);
            continue;
        }
        let list = merged.get(key).and_then(Value::as_array);
        let next = match (list, value) {
            (Some(base), Value::Array(patch))
                if rules.by_id && !rules.replace.contains(&path) && all_have_ids(base) =>
            {
                by_id(base, patch, rules, &path)
            }
            (_, Value::Object(_)) => {
                let base = merged.get(key).filter(|base| base.is_object());
                apply(base.unwrap_or(&Map::new().into()), value, rules, &path)
            }
            _ => value.clone(),
        };
        merged.insert(key.clone(), next);
    }
    merged.into()
}

fn by_id(base: &[Value], patch: &[Value], rules: &Rules, path: &str) -> Value {
    let mut merged = base.to_vec();
    for entry in patch {
        let id = id_of(entry);
        match merged.iter_mut().rev().find(|known| id.is_some() && id_of(known) == id) {
            Some(known) => *known = apply(known, entry, rules, &format!("{path}[]")),
            None => merged.push(entry.clone()),
        }
    }
    merged.into()
}

/// The lists of which a patch would lose entries.
pub(crate) fn lists_cut_short(
    base: &Value,
    patch: &Value,
    merged: &Value,
    path: &str,
) -> Vec<String> {
    let (Some(base), Some(patch)) = (base.as_object(), patch.as_object()) else {
        return Vec::new();
    };
    let mut cut = Vec::new();
    for (key, wanted) in patch.iter().filter(|(key, _)| is_allowed(key)) {
        let path = at(path, key);
        let had = base.get(key).unwrap_or(&Value::Null);
        let has = &merged[key.as_str()];
        match (had, wanted) {
            (Value::Array(had), Value::Array(wanted)) => {
                let Some(has) = has.as_array() else { continue };
                if all_have_ids(had) {
                    if had.iter().any(|entry| !has.iter().any(|it| id_of(it) == id_of(entry))) {
                        cut.push(path);
                        continue;
                    }
                    for entry in wanted {
                        let same =
                            |it: &&Value| id_of(entry).is_some() && id_of(it) == id_of(entry);
                        if let (Some(had), Some(has)) =
                            (had.iter().find(same), has.iter().find(same))
                        {
                            cut.extend(lists_cut_short(had, entry, has, &format!("{path}[]")));
                        }
                    }
                } else if !holds_all(had, has) {
                    cut.push(path);
                }
            }
            (Value::Array(_), _) => cut.push(path),
            (Value::Object(_), Value::Object(_)) => {
                cut.extend(lists_cut_short(had, wanted, has, &path));
            }
            (Value::Object(_), _) => cut.extend(lists_in(had, &path)),
            _ => {}
        }
    }
    cut
}

fn holds_all(had: &[Value], has: &[Value]) -> bool {
    let mut left: Vec<&Value> = has.iter().collect();
    had.iter().all(|entry| {
        let found = left.iter().position(|it| *it == entry);
        found.map(|at| left.remove(at)).is_some()
    })
}

fn lists_in(value: &Value, path: &str) -> Vec<String> {
    match value {
        Value::Array(_) => vec![path.to_owned()],
        Value::Object(fields) => {
            fields.iter().flat_map(|(key, value)| lists_in(value, &at(path, key))).collect()
        }
        _ => Vec::new(),
    }
}

/// # Errors
/// When an `id` cannot say which entry is meant.
pub(crate) fn check_ids(
    patch: &Value,
    current: &Value,
    replace: &BTreeSet<String>,
    path: &str,
) -> Result<(), String> {
    if let Value::Array(patch) = patch {
        let Some(current) = current.as_array() else { return Ok(()) };
        if replace.contains(path) || !all_have_ids(current) {
            return Ok(());
        }
        if let Some(id) = first_twice(current) {
            return Err(format!(
                "Cannot ID-merge array at {path}: current config contains duplicate ID {id}; use replacePaths for an explicit replacement."
            ));
        }
        if let Some(id) = first_twice(patch) {
            return Err(format!("Ambiguous duplicate ID {id} in array at {path}."));
        }
        for entry in patch.iter().filter(|entry| id_of(entry).is_some()) {
            if let Some(known) = current.iter().find(|known| id_of(known) == id_of(entry)) {
                check_ids(entry, known, replace, &format!("{path}[]"))?;
            }
        }
    } else if let (Some(patch), Some(_)) = (patch.as_object(), current.as_object()) {
        for (key, value) in patch {
            check_ids(value, &current[key.as_str()], replace, &at(path, key))?;
        }
    }
    Ok(())
}

fn first_twice(list: &[Value]) -> Option<&str> {
    let mut seen = BTreeSet::new();
    list.iter().filter_map(id_of).find(|id| !seen.insert(*id))
}

/// The paths at which two configurations differ; lists count as one.
pub(crate) fn changed(before: &Value, after: &Value, path: &str) -> Vec<String> {
    if before == after {
        return Vec::new();
    }
    if let (Some(old), Some(new)) = (before.as_object(), after.as_object()) {
        let keys = old.keys().chain(new.keys().filter(|key| !old.contains_key(*key)));
        return keys
            .flat_map(|key| changed(&before[key.as_str()], &after[key.as_str()], &at(path, key)))
            .collect();
    }
    vec![if path.is_empty() { "<root>".to_owned() } else { path.to_owned() }]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::{Rules, apply, changed, check_ids, lists_cut_short, normalized};

    #[test]
    fn null_forgets_and_lists_are_replaced() {
        let base = json!({ "a": { "b": 1, "c": 2 }, "l": [{ "id": "x", "n": 1 }] });
        let patch = json!({ "a": { "b": null }, "l": [{ "id": "x", "m": 2 }] });
        let merged = apply(&base, &patch, &Rules::default(), "");
        assert_eq!(merged, json!({ "a": { "c": 2 }, "l": [{ "id": "x", "m": 2 }] }));
    }

    #[test]
    fn lists_are_merged_by_id_unless_named() {
        let base = json!({ "l": [{ "id": "x", "n": 1 }, { "id": "y" }] });
        let patch = json!({ "l": [{ "id": "x", "m": 2 }, { "id": "z" }] });
        let mut rules = Rules { by_id: true, ..Rules::default() };
        let merged = apply(&base, &patch, &rules, "");
        let expected =
            json!({ "l": [{ "id": "x", "n": 1, "m": 2 }, { "id": "y" }, { "id": "z" }] });
        assert_eq!(merged, expected);
        rules.replace = BTreeSet::from(["l".to_owned()]);
        assert_eq!(apply(&base, &patch, &rules, ""), patch);
    }

    #[test]
    fn a_list_cut_short_is_noticed() {
        let base =
            json!({ "b": [1, 2], "t": { "allow": ["x"] }, "l": [{ "id": "x", "s": ["a"] }] });
        let cut = |patch| {
            let rules = Rules { by_id: true, ..Rules::default() };
            lists_cut_short(&base, &patch, &apply(&base, &patch, &rules, ""), "")
        };
        assert_eq!(cut(json!({ "b": [2, 1, 3] })), Vec::<String>::new());
        assert_eq!(cut(json!({ "b": [1] })), ["b"]);
        assert_eq!(cut(json!({ "t": null })), ["t.allow"]);
        assert_eq!(cut(json!({ "l": [{ "id": "x", "s": [] }] })), ["l[].s"]);
    }

    #[test]
    fn ids_must_say_which_entry_is_meant() {
        let now = json!({ "l": [{ "id": "x" }] });
        let twice = json!({ "l": [{ "id": "x" }, { "id": "x" }] });
        let none = BTreeSet::new();
        let said = check_ids(&twice, &now, &none, "").unwrap_err();
        assert_eq!(said, "Ambiguous duplicate ID x in array at l.");
        assert!(check_ids(&twice, &now, &BTreeSet::from(["l".to_owned()]), "").is_ok());
    }

    #[test]
    fn paths_are_written_in_one_way() {
        let paths = json!(["agents.list[0].skills", "bindings[]", " a.b ", "bindings[0]"]);
        let expected = ["a.b", "agents.list[].skills", "bindings", "bindings[0]"];
        assert_eq!(normalized(&paths), expected.map(str::to_owned).into());
    }

    #[test]
    fn differences_are_told_by_path() {
        let old = json!({ "a": { "b": 1, "c": [1] }, "d": 1 });
        let new = json!({ "a": { "b": 2, "c": [2] }, "e": 1 });
        assert_eq!(changed(&old, &new, ""), ["a.b", "a.c", "d", "e"]);
    }
}
