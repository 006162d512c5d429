//! A schema made from a configuration, for gateways that do not give theirs: what stands there can be
//! edited, each thing as what it is. Pure.

use serde_json::{Map, Value, json};

use super::schema::Schema;

/// The schema of what stands there.
#[must_use]
pub fn schema(value: &Value) -> Schema {
    let text = match value {
        Value::Object(_) => of(value).to_string(),
        _ => r#"{"type":"object"}"#.to_owned(),
    };
    Schema::read(&text, "").unwrap_or_else(|_| empty())
}

fn empty() -> Schema {
    // An object without anything in it can be read by every reader.
    Schema::read("{}", "").unwrap_or_else(|why| unreachable!("{why}"))
}

fn of(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let properties: Map<String, Value> =
                map.iter().map(|(key, value)| (key.clone(), of(value))).collect();
            json!({"type": "object", "properties": properties, "additionalProperties": true})
        }
        Value::String(_) => json!({"type": "string"}),
        Value::Bool(_) => json!({"type": "boolean"}),
        Value::Number(_) => json!({"type": "number"}),
        // Entries of lists differ, and nothing says how.
        Value::Array(_) | Value::Null => json!({}),
    }
}

#[cfg(test)]
mod tests {
    use super::super::path::Path;
    use super::super::schema::Shape;
    use super::*;

    #[test]
    fn each_thing_is_edited_as_what_it_is() {
        let value = json!({"ui": {"name": "a", "list": [1]}, "on": true});
        let schema = schema(&value);
        let shape = |path: &Path| schema.field(path, &value).map(|field| field.shape);
        let ui = Path::root().key("ui");
        assert!(matches!(shape(&ui), Some(Shape::Object(_))));
        assert!(matches!(shape(&ui.key("name")), Some(Shape::Text(_))));
        assert!(matches!(shape(&Path::root().key("on")), Some(Shape::Switch)));
        assert!(shape(&ui.key("list")).is_some());
    }
}
