//! What the validator said of such values against the schemas of real gateways.

use serde_json::{Value, json};

use super::*;

fn sift(units: Value, value: &Value) -> Vec<(String, Why)> {
    let units = units.as_array().expect("a list").iter();
    let word = |unit: &Value, at: usize| unit[at].as_str().expect("a word").to_owned();
    let units = units.map(|unit| Unit {
        at: word(unit, 0),
        keyword: word(unit, 1),
        place: word(unit, 2),
        value: unit[3].clone(),
    });
    sifted(units.collect(), value).into_iter().map(|fault| (fault.at, fault.why)).collect()
}

fn kinds(kinds: &[&str]) -> Why {
    Why::Kind(kinds.iter().map(|it| (*it).to_owned()).collect())
}

#[test]
fn only_the_deepest_reasons_are_told() {
    let said = json!([
        ["", "properties", "/properties", null],
        ["/port", "type", "/properties/port/type", "integer"],
        ["", "properties", "/properties", null],
        ["/auth", "properties", "/properties/auth/properties", null],
        ["/auth/mode", "anyOf", "/properties/auth/properties/mode/anyOf", null],
        ["/auth/mode", "const", "/properties/auth/properties/mode/anyOf/0/const", "token"],
        ["/auth/mode", "const", "/properties/auth/properties/mode/anyOf/1/const", "password"],
    ]);
    let told = sift(said, &json!({"port": "x", "auth": {"mode": "foo"}}));
    let modes = Why::OneOf(vec![json!("token"), json!("password")]);
    assert_eq!(told, [("/port".to_owned(), kinds(&["integer"])), ("/auth/mode".to_owned(), modes)]);
}

#[test]
fn a_key_that_is_unknown_or_missing_is_told_at_its_own_place() {
    let said = json!([
        ["/1", "required", "/items/required", "agentId"],
        ["/1", "additionalProperties", "/items/additionalProperties", false],
        ["/1/type", "false", "/items/additionalProperties", false],
    ]);
    let told = sift(said, &json!([{}, {"type": "route"}]));
    assert_eq!(
        told,
        [("/1/agentId".to_owned(), Why::Missing), ("/1/type".to_owned(), Why::Unknown)]
    );
}

/// 2026.9.6: a model is a name, or an object.
fn model(value: Value) -> Vec<(String, Why)> {
    let below = |rest: &str| format!("/model/anyOf/{rest}");
    let said = if value.is_object() {
        json!([
            ["/model", "anyOf", "/model/anyOf", null],
            ["/model", "type", below("0/type"), "string"],
            ["/model", "properties", below("1/properties"), null],
            ["/model/primary", "type", below("1/properties/primary/type"), "string"],
        ])
    } else {
        json!([
            ["/model", "anyOf", "/model/anyOf", null],
            ["/model", "type", below("0/type"), "string"],
            ["/model", "type", below("1/type"), "object"],
        ])
    };
    sift(said, &json!({ "model": value }))
}

#[test]
fn of_a_union_the_kind_that_is_meant_is_told() {
    assert_eq!(model(json!({"primary": 3})), [("/model/primary".to_owned(), kinds(&["string"]))]);
    assert_eq!(model(json!(7)), [("/model".to_owned(), kinds(&["string", "object"]))]);
}

/// 2026.9.6: a provider of secrets is told from the others by its `source`.
fn provider(source: &str) -> Vec<(String, Why)> {
    let exec = "/p/anyOf/2/anyOf";
    let mut said = vec![
        json!(["/x", "anyOf", "/p/anyOf", null]),
        json!(["/x", "properties", "/p/anyOf/0/properties", null]),
        json!(["/x/source", "const", "/p/anyOf/0/properties/source/const", "env"]),
        json!(["/x", "required", "/p/anyOf/1/required", "path"]),
    ];
    if source != "file" {
        said.push(json!(["/x/source", "const", "/p/anyOf/1/properties/source/const", "file"]));
    }
    said.extend([
        json!(["/x", "anyOf", exec, null]),
        json!(["/x", "required", format!("{exec}/0/required"), "command"]),
        json!(["/x/source", "const", format!("{exec}/0/properties/source/const"), "exec"]),
        json!(["/x", "required", format!("{exec}/1/required"), "pluginIntegration"]),
        json!(["/x/source", "const", format!("{exec}/1/properties/source/const"), "exec"]),
        json!(["/x/source", "const", "/p/anyOf/3/properties/source/const", "store"]),
    ]);
    sift(said.into(), &json!({"x": {"source": source}}))
}

#[test]
fn objects_with_a_constant_of_their_own_are_told_apart_by_it() {
    assert_eq!(provider("file"), [("/x/path".to_owned(), Why::Missing)]);
    let sources = ["env", "file", "exec", "store"].map(Value::from).to_vec();
    assert_eq!(provider("what"), [("/x/source".to_owned(), Why::OneOf(sources))]);
}

#[test]
fn a_hidden_value_is_never_wrong() {
    let said = json!([
        ["/maxTokens", "type", "/properties/maxTokens/type", "integer"],
        ["/key", "anyOf", "/properties/key/anyOf", null],
        ["/key", "pattern", "/properties/key/anyOf/0/pattern", "^sk-"],
        ["/key", "type", "/properties/key/anyOf/1/type", "object"],
        ["/list", "uniqueItems", "/properties/list/uniqueItems", true],
        ["/name", "type", "/properties/name/type", "string"],
    ]);
    let value = json!({"maxTokens": HIDDEN, "key": HIDDEN, "list": [HIDDEN, HIDDEN], "name": 1});
    assert_eq!(sift(said, &value), [("/name".to_owned(), kinds(&["string"]))]);
}

#[test]
fn what_the_environment_will_say_is_not_known_but_its_kind_is() {
    let said = json!([
        ["/url", "format", "/properties/url/format", "uri"],
        ["/port", "type", "/properties/port/type", "integer"],
    ]);
    let value = json!({"url": "${HOST}/x", "port": "${PORT}"});
    assert_eq!(sift(said, &value), [("/port".to_owned(), kinds(&["integer"]))]);
}

#[test]
fn a_name_is_told_once_and_too_many_kinds_are_a_doubt() {
    let said = json!([
        ["", "propertyNames", "/propertyNames", null],
        ["/a b", "pattern", "/propertyNames/pattern", "^[a-z]+$"],
        ["/c", "oneOf", "/additionalProperties/oneOf", 2],
    ]);
    let told = sift(said, &json!({"a b": 1, "c": 2}));
    assert_eq!(told, [("/a b".to_owned(), Why::Name), ("/c".to_owned(), Why::Ambiguous)]);
}
