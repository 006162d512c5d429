//! `config.schema.lookup`: one place of the schema and what is below it.

use serde_json::{Map, Value, json};

use super::reload::{self, Reload};
use super::schema;
use crate::profile::Profile;

/// The place a path names, `None` where there is none. `*`, names of a map and numbers go where a
/// value of that name would.
pub(crate) fn at(profile: Profile, path: &str) -> Option<Value> {
    let plain = path.replace('[', ".").replace(']', "").replace('/', ".");
    let steps: Vec<&str> = plain.split('.').filter(|step| !step.is_empty()).collect();
    if steps.is_empty() || steps.len() > 32 {
        return None;
    }
    let reply = &schema(profile).reply;
    let mut place = &reply["schema"];
    for step in &steps {
        place = below(place, step)?;
    }
    let path = steps.join(".");
    let mut kept = place.as_object()?.clone();
    for name in ["properties", "patternProperties", "$defs", "required"] {
        kept.shift_remove(name);
    }
    if kept.get("additionalProperties").is_some_and(Value::is_object) {
        kept.shift_remove("additionalProperties");
    }
    let mut found = json!({ "path": path, "schema": kept });
    decorate(profile, &mut found, &path);
    found["children"] = children(profile, place, &path);
    Some(found)
}

fn below<'a>(schema: &'a Value, step: &str) -> Option<&'a Value> {
    if let Some(property) = schema["properties"].get(step) {
        return Some(property);
    }
    if schema["additionalProperties"].is_object() {
        return Some(&schema["additionalProperties"]);
    }
    let is_item = step == "*" || step.bytes().all(|byte| byte.is_ascii_digit());
    if is_item && schema["items"].is_object() {
        return Some(&schema["items"]);
    }
    let options = schema["anyOf"].as_array().or_else(|| schema["oneOf"].as_array())?;
    options.iter().find_map(|option| below(option, step))
}

fn children(profile: Profile, schema: &Value, path: &str) -> Value {
    let required = schema["required"].as_array();
    let mut found = Vec::new();
    for (key, property) in schema["properties"].as_object().into_iter().flatten() {
        let is_required = required.is_some_and(|all| all.iter().any(|it| it == key.as_str()));
        found.push(child(profile, key, &format!("{path}.{key}"), property, is_required));
    }
    if schema["additionalProperties"].is_object() {
        let form = &schema["additionalProperties"];
        found.push(child(profile, "*", &format!("{path}.*"), form, false));
    }
    if schema["items"].is_object() {
        found.push(child(profile, "*", &format!("{path}.*"), &schema["items"], false));
    }
    found.into()
}

fn child(profile: Profile, key: &str, path: &str, schema: &Value, required: bool) -> Value {
    let mut child = json!({ "key": key, "path": path });
    if !schema["type"].is_null() {
        child["type"] = schema["type"].clone();
    }
    child["required"] = required.into();
    child["hasChildren"] = has_children(schema).into();
    decorate(profile, &mut child, path);
    child
}

fn has_children(schema: &Value) -> bool {
    schema["properties"].as_object().is_some_and(|inner| !inner.is_empty())
        || schema["additionalProperties"].is_object()
        || schema["items"].is_object()
        || ["anyOf", "oneOf"].iter().any(|name| {
            schema[*name].as_array().is_some_and(|options| options.iter().any(has_children))
        })
}

/// What a change there needs, and what the hints say of it.
fn decorate(profile: Profile, place: &mut Value, path: &str) {
    if profile >= Profile::V2026_9_6 {
        place["reloadKind"] = match reload::of_path(profile, path) {
            Reload::Nothing => "none",
            Reload::Hot => "hot",
            Reload::Restart => "restart",
        }
        .into();
    }
    let Some(hints) = schema(profile).reply["uiHints"].as_object() else { return };
    if let Some((name, hint)) = hint_of(hints, path) {
        place["hint"] = hint.clone();
        place["hintPath"] = name.into();
    }
}

/// The hint of exactly this path, or the one with the fewest stars that fits.
fn hint_of<'a>(hints: &'a Map<String, Value>, path: &str) -> Option<(&'a str, &'a Value)> {
    if let Some((name, hint)) = hints.get_key_value(path) {
        return Some((name, hint));
    }
    let steps: Vec<&str> = path.split('.').collect();
    let fits = |name: &str| {
        let parts: Vec<&str> = name.split('.').collect();
        parts.len() == steps.len()
            && parts.iter().zip(&steps).all(|(part, step)| *part == "*" || part == step)
    };
    let stars = |name: &str| name.split('.').filter(|part| *part == "*").count();
    let found = hints.iter().filter(|(name, _)| fits(name));
    found.min_by_key(|(name, _)| stars(name)).map(|(name, hint)| (name.as_str(), hint))
}

#[cfg(test)]
mod tests {
    use super::at;
    use crate::profile::Profile::{V2026_4_15, V2026_9_6};

    #[test]
    fn a_place_is_told_with_what_is_below() {
        let found = at(V2026_9_6, "gateway.auth").unwrap();
        assert_eq!(found["schema"]["properties"], serde_json::Value::Null);
        assert_eq!(found["hint"]["label"], "Gateway Auth");
        assert_eq!(found["reloadKind"], "restart");
        assert_eq!(found["children"][0]["path"], "gateway.auth.mode");
        assert!(at(V2026_4_15, "models.providers.script.models").is_some());
        assert!(at(V2026_4_15, "gateway.auth").unwrap().get("reloadKind").is_none());
        assert!(at(V2026_9_6, "nope").is_none() && at(V2026_9_6, "").is_none());
    }
}
