//! Holds a configuration against the schema and complains in the words gateways use.

use serde_json::Value;

mod issue;

pub(crate) use issue::{Issue, summary};

use crate::profile::Profile;

/// What is wrong with a configuration, in the order of the schema; empty when nothing is.
pub(crate) fn issues(profile: Profile, schema: &Value, config: &Value) -> Vec<Issue> {
    let root = Against { profile, root: schema };
    let mut found = Vec::new();
    root.check(schema, Some(config), &mut Vec::new(), &mut found);
    found
}

struct Against<'a> {
    profile: Profile,
    root: &'a Value,
}

impl Against<'_> {
    fn check(
        &self,
        schema: &Value,
        value: Option<&Value>,
        path: &mut Vec<String>,
        found: &mut Vec<Issue>,
    ) {
        if let Some(target) = schema["$ref"].as_str() {
            let pointer = target.trim_start_matches('#');
            if let Some(target) = self.root.pointer(pointer) {
                self.check(target, value, path, found);
            }
            return;
        }
        if let Some(options) = choices(schema) {
            self.choose(options, value, path, found);
        } else if let Some(kind) = schema["type"].as_str() {
            if !is_kind(kind, value) {
                found.push(Issue::wrong_kind(self.profile, path, kind, value));
                return;
            }
            self.inside(schema, value.unwrap_or(&Value::Null), path, found);
        } else if let Some(value) = value {
            self.inside(schema, value, path, found);
        }
        for part in schema["allOf"].as_array().into_iter().flatten() {
            self.check(part, value, path, found);
        }
    }

    /// One of several forms: the complaints of the one that fits best, or that none does.
    fn choose(
        &self,
        options: &[Value],
        value: Option<&Value>,
        path: &mut Vec<String>,
        found: &mut Vec<Issue>,
    ) {
        let mut near = Vec::new();
        for option in options {
            let mut complaints = Vec::new();
            self.check(option, value, path, &mut complaints);
            if complaints.is_empty() {
                return;
            }
            near.push(complaints);
        }
        let constants: Option<Vec<&Value>> =
            options.iter().map(|option| option.get("const")).collect();
        if let Some(constants) = constants {
            found.push(Issue::not_allowed(self.profile, path, &constants));
            return;
        }
        // Only one form has the right kind: it is what was meant.
        let here = path.join(".");
        let depth = path.len() + 1;
        near.retain(|complaints| {
            complaints.iter().all(|it| {
                let is_elsewhere = it.is_other && it.depth() == depth;
                !(is_elsewhere || it.is_kind && it.path() == here)
            })
        });
        if near.len() == 1 {
            found.append(&mut near[0]);
        } else {
            found.push(Issue::new(path, "Invalid input".to_owned()));
        }
    }

    fn inside(
        &self,
        schema: &Value,
        value: &Value,
        path: &mut Vec<String>,
        found: &mut Vec<Issue>,
    ) {
        self.constant(schema, value, path, found);
        match value {
            Value::Object(_) => self.object(schema, value, path, found),
            Value::Array(items) => {
                if let Some(complaint) = issue::size_of_list(self.profile, schema, items.len()) {
                    found.push(Issue::new(path, complaint));
                }
                for (at, item) in items.iter().enumerate() {
                    let one = schema["items"].as_array().map_or(&schema["items"], |tuple| {
                        tuple.get(at).unwrap_or(&schema["additionalItems"])
                    });
                    path.push(at.to_string());
                    self.check(one, Some(item), path, found);
                    path.pop();
                }
            }
            Value::String(text) => {
                if let Some(complaint) = issue::text(self.profile, schema, text) {
                    found.push(Issue::new(path, complaint));
                }
            }
            Value::Number(_) => {
                let number = value.as_f64().unwrap_or_default();
                if let Some(complaint) = issue::limits(self.profile, schema, number) {
                    found.push(Issue::new(path, complaint));
                }
            }
            _ => {}
        }
    }

    fn object(
        &self,
        schema: &Value,
        value: &Value,
        path: &mut Vec<String>,
        found: &mut Vec<Issue>,
    ) {
        let known = schema["properties"].as_object();
        let required = schema["required"].as_array();
        for (name, property) in known.into_iter().flatten() {
            let has = value.get(name);
            let must = required.is_some_and(|all| all.iter().any(|it| it == name.as_str()))
                && property.get("default").is_none()
                && !is_optional_inside(property);
            if has.is_some() || must {
                path.push(name.clone());
                self.check(property, has, path, found);
                path.pop();
            }
        }
        let is_other = |name: &str| known.is_none_or(|known| !known.contains_key(name));
        let others = value.as_object().into_iter().flatten().filter(|(name, _)| is_other(name));
        match &schema["additionalProperties"] {
            Value::Bool(false) => {
                let names: Vec<String> = others.map(|(name, _)| format!("\"{name}\"")).collect();
                if !names.is_empty() {
                    let what = if names.len() == 1 { "key" } else { "keys" };
                    let complaint = format!("Unrecognized {what}: {}", names.join(", "));
                    found.push(Issue::new(path, complaint));
                }
            }
            form @ Value::Object(_) => {
                for (name, other) in others {
                    path.push(name.clone());
                    self.check(form, Some(other), path, found);
                    path.pop();
                }
            }
            _ => {}
        }
    }

    fn constant(&self, schema: &Value, value: &Value, path: &[String], found: &mut Vec<Issue>) {
        if let Some(only) = schema.get("const").filter(|only| *only != value) {
            found.push(Issue::not_only(self.profile, path, only));
        } else if let Some(words) = schema["enum"].as_array().filter(|all| !all.contains(value)) {
            found.push(Issue::no_option(self.profile, path, words));
        }
    }
}

fn choices(schema: &Value) -> Option<&[Value]> {
    let options = schema.get("anyOf").or_else(|| schema.get("oneOf"))?;
    options.as_array().map(Vec::as_slice).filter(|options| !options.is_empty())
}

/// Objects that only hold defaults are filled in by gateways before they look.
fn is_optional_inside(property: &Value) -> bool {
    property["properties"].as_object().is_some_and(|inner| {
        !inner.is_empty() && inner.values().any(|it| it.get("default").is_some())
    })
}

fn is_kind(kind: &str, value: Option<&Value>) -> bool {
    let Some(value) = value else { return false };
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{issues, summary};
    use crate::profile::Profile::{self, V2026_2_6, V2026_4_15, V2026_9_6};

    fn said(profile: Profile, config: &Value) -> Vec<(String, String)> {
        let schema = json!({
            "type": "object", "additionalProperties": false,
            "properties": {
                "level": { "anyOf": [{ "type": "string", "const": "a" }, { "type": "string", "const": "b" }] },
                "port": { "type": "integer", "exclusiveMinimum": 0, "maximum": 9 },
                "on": { "type": "boolean" },
                "list": { "type": "array", "items": { "type": "string" } },
                "model": { "anyOf": [
                    { "type": "string" },
                    { "type": "object", "properties": { "primary": { "type": "string" } }, "additionalProperties": false },
                ] },
                "map": { "type": "object", "additionalProperties": {
                    "type": "object", "properties": { "url": { "type": "string", "minLength": 1 } }, "required": ["url"],
                } },
            },
        });
        let found = issues(profile, &schema, config);
        found.iter().map(|issue| (issue.path(), issue.message())).collect()
    }

    #[test]
    fn complaints_have_the_recorded_words() {
        for (config, path, message) in [
            (json!({ "port": "x" }), "port", "Invalid input: expected number, received string"),
            (json!({ "port": 1.5 }), "port", "Invalid input: expected int, received number"),
            (json!({ "port": 0 }), "port", "Too small: expected number to be >0"),
            (json!({ "list": [1] }), "list.0", "Invalid input: expected string, received number"),
            (json!({ "x": 1, "y": 1 }), "", "Unrecognized keys: \"x\", \"y\""),
            (
                json!({ "map": { "a": {} } }),
                "map.a.url",
                "Invalid input: expected string, received undefined",
            ),
            (
                json!({ "map": { "a": { "url": "" } } }),
                "map.a.url",
                "Too small: expected string to have >=1 characters",
            ),
            (json!({ "model": 5 }), "model", "Invalid input"),
            (json!({ "model": { "n": 1 } }), "model", "Unrecognized key: \"n\""),
        ] {
            assert_eq!(
                said(V2026_4_15, &config),
                [(path.to_owned(), message.to_owned())],
                "{config}"
            );
        }
        let later = said(V2026_9_6, &json!({ "port": 10 }));
        assert_eq!(later[0].1, "Too big: expected number to be <=9 (maximum: 9)");
    }

    #[test]
    fn later_versions_say_what_is_allowed() {
        let wrong = json!({ "level": "c", "on": "yes" });
        assert_eq!(said(V2026_2_6, &wrong)[0].1, "Invalid input");
        let later = said(V2026_4_15, &wrong);
        assert_eq!(later[0].1, "Invalid input (allowed: \"a\", \"b\")");
        assert_eq!(
            later[1].1,
            "Invalid input: expected boolean, received string (allowed: true, false)"
        );
    }

    #[test]
    fn a_refusal_names_the_first_three() {
        let schema = json!({ "type": "object", "properties": {
            "a": { "type": "string" }, "b": { "type": "string" }, "c": { "type": "string" }, "d": { "type": "string" },
        } });
        let found = issues(V2026_4_15, &schema, &json!({ "a": 1, "b": 1, "c": 1, "d": 1 }));
        let said = summary(V2026_4_15, &found);
        assert!(said.starts_with("invalid config: a: Invalid input: expected string"), "{said}");
        assert!(said.ends_with(" (+1 more issue)"), "{said}");
        assert_eq!(summary(V2026_2_6, &found), "invalid config");
    }
}
