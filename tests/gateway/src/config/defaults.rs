//! What a gateway adds to what is written, and how it leaves that out again when it writes.

use serde_json::{Map, Value, json};

use crate::profile::Profile;

/// The configuration in effect: with defaults, in the order of the schema.
pub(crate) fn filled(profile: Profile, source: &Value) -> Value {
    let mut config = source.clone();
    let later = profile >= Profile::V2026_4_15;
    let latest = profile >= Profile::V2026_9_6;
    if later {
        let providers = config.pointer_mut("/models/providers").and_then(Value::as_object_mut);
        for provider in providers.into_iter().flat_map(|all| all.values_mut()) {
            let api = provider["api"].clone();
            let models = provider.get_mut("models").and_then(Value::as_array_mut);
            for model in models.into_iter().flatten().filter(|_| api.is_string()) {
                unless_there(model, "/api", api.clone());
            }
        }
    }
    unless_there(&mut config, "/agents/defaults/maxConcurrent", json!(if latest { 8 } else { 4 }));
    unless_there(&mut config, "/agents/defaults/subagents/maxConcurrent", json!(8));
    if latest {
        unless_there(&mut config, "/agents/defaults/subagents/archiveAfterMinutes", json!(60));
        unless_there(&mut config, "/agents/defaults/compaction/mode", json!("safeguard"));
    }
    for channel in ["telegram", "discord"] {
        let place = format!("/channels/{channel}");
        if config.pointer(&place).is_some() && !(latest && channel == "discord") {
            channel_defaults(profile, &mut config, channel);
        }
    }
    unless_there(&mut config, "/commands/native", json!("auto"));
    unless_there(&mut config, "/commands/nativeSkills", json!("auto"));
    if later {
        unless_there(&mut config, "/commands/restart", json!(true));
    }
    if later && !latest {
        unless_there(&mut config, "/commands/ownerDisplay", json!("raw"));
    }
    unless_there(&mut config, "/messages/ackReactionScope", json!("group-mentions"));
    in_order(&super::schema(profile).reply["schema"], config)
}

fn channel_defaults(profile: Profile, config: &mut Value, channel: &str) {
    let is_telegram = channel == "telegram";
    let mut places = vec![format!("/channels/{channel}")];
    let accounts = config.pointer(&format!("/channels/{channel}/accounts"));
    if profile < Profile::V2026_9_6 {
        let names = accounts.and_then(Value::as_object).into_iter().flatten();
        places.extend(names.map(|(name, _)| format!("/channels/{channel}/accounts/{name}")));
    }
    for place in places {
        unless_there(config, &format!("{place}/groupPolicy"), json!("allowlist"));
        if is_telegram && profile == Profile::V2026_2_6 {
            unless_there(config, &format!("{place}/streamMode"), json!("partial"));
        }
        if is_telegram && profile < Profile::V2026_9_6 {
            unless_there(config, &format!("{place}/dmPolicy"), json!("pairing"));
        }
    }
}

fn unless_there(config: &mut Value, pointer: &str, value: Value) {
    let mut place = config;
    for step in pointer.split('/').skip(1) {
        if place.is_null() {
            *place = json!({});
        }
        let Some(fields) = place.as_object_mut() else { return };
        place = fields.entry(step).or_insert(Value::Null);
    }
    if place.is_null() {
        *place = value;
    }
}

/// Fields in the order the schema names them, others after them.
pub(crate) fn in_order(schema: &Value, value: Value) -> Value {
    match value {
        Value::Object(mut fields) => {
            let options = schema["anyOf"].as_array().or_else(|| schema["oneOf"].as_array());
            let object = options.into_iter().flatten().find(|it| it["properties"].is_object());
            let schema = object.unwrap_or(schema);
            let mut ordered = Map::new();
            for (name, property) in schema["properties"].as_object().into_iter().flatten() {
                if let Some(field) = fields.shift_remove(name) {
                    ordered.insert(name.clone(), in_order(property, field));
                }
            }
            for (name, field) in fields {
                ordered.insert(name, in_order(&schema["additionalProperties"], field));
            }
            ordered.into()
        }
        Value::Array(items) => {
            items.into_iter().map(|item| in_order(&schema["items"], item)).collect()
        }
        other => other,
    }
}

/// `written` without what only the gateway has added.
pub(crate) fn left_out(written: &Value, filled: &Value, source: &Value) -> Value {
    match (written, filled, source) {
        (Value::Object(fields), Value::Object(_), Value::Object(_)) => {
            let mut kept = Map::new();
            for (name, field) in fields {
                let (was, had) = (filled.get(name), source.get(name));
                match had {
                    Some(had) => {
                        let was = was.unwrap_or(&Value::Null);
                        kept.insert(name.clone(), left_out(field, was, had));
                    }
                    None if was == Some(field) => {}
                    None => {
                        kept.insert(name.clone(), field.clone());
                    }
                }
            }
            in_order_of(source, kept)
        }
        (Value::Array(items), Value::Array(was), Value::Array(had)) if items.len() == had.len() => {
            let pairs = items.iter().zip(was.iter().zip(had));
            pairs.map(|(item, (was, had))| left_out(item, was, had)).collect()
        }
        _ => written.clone(),
    }
}

fn in_order_of(known: &Value, mut fields: Map<String, Value>) -> Value {
    let mut ordered = Map::new();
    for name in known.as_object().into_iter().flat_map(Map::keys) {
        if let Some(field) = fields.shift_remove(name) {
            ordered.insert(name.clone(), field);
        }
    }
    ordered.extend(fields);
    ordered.into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{filled, in_order, left_out};
    use crate::profile::Profile;

    #[test]
    fn what_is_added_is_left_out_again() {
        for profile in Profile::ALL {
            let source = json!({ "models": { "providers": { "a": { "api": "x", "models": [{ "id": "m" }] } } } });
            let config = filled(profile, &source);
            assert_eq!(config["commands"]["native"], "auto");
            assert_eq!(left_out(&config, &config, &source), source, "{profile:?}");
        }
    }

    #[test]
    fn the_schema_says_in_which_order() {
        let schema = json!({ "properties": { "b": {}, "a": {} } });
        let ordered = in_order(&schema, json!({ "z": 1, "a": 2, "b": 3 }));
        assert_eq!(ordered.to_string(), r#"{"b":3,"a":2,"z":1}"#);
    }
}
