//! What each keyword means.

use quarterdeck::features::config::path::Path;
use quarterdeck::features::config::schema::{Kind, Schema, Shape, VariantName};
use serde_json::{Value, json};

use super::{field, small};

/// The shape of `x`, which stands as `value`.
fn shape(schema: Value, value: Value) -> Shape {
    let schema = small(&json!({ "properties": { "x": schema } }), &json!({}));
    field(&schema, "/x", &json!({ "x": value })).shape
}

fn kind(schema: Value) -> Kind {
    shape(schema, Value::Null).kind()
}

#[test]
fn kinds_are_told_apart() {
    for (schema, expected) in [
        (json!({ "type": "string" }), Kind::Text),
        (json!({ "type": "integer", "minimum": 1 }), Kind::Number),
        (json!({ "type": "boolean" }), Kind::Switch),
        (json!({ "enum": ["a", "b"] }), Kind::Choice),
        (json!({ "enum": ["a"] }), Kind::Constant),
        (json!({ "const": 3 }), Kind::Constant),
        (json!({ "type": "array", "items": { "type": "string" } }), Kind::List),
        (json!({ "type": "object", "additionalProperties": { "type": "string" } }), Kind::Map),
        (
            json!({ "type": "object", "patternProperties": { "^x-": { "type": "string" } } }),
            Kind::Map,
        ),
        (json!({ "type": "object", "properties": { "a": {} } }), Kind::Object),
        (json!({ "properties": { "a": {} } }), Kind::Object),
        (json!({ "anyOf": [{ "const": "a" }, { "const": "b" }] }), Kind::Choice),
        (json!({ "anyOf": [{ "type": "boolean" }, { "const": "auto" }] }), Kind::Choice),
        (json!({ "anyOf": [{ "type": "string" }, {}] }), Kind::Text),
        (json!({ "anyOf": [{ "enum": ["a", "b"] }, {}] }), Kind::Choice),
        (json!({ "anyOf": [{ "type": "string" }] }), Kind::Text),
        (json!({ "allOf": [{ "type": "string" }, { "pattern": "^a" }] }), Kind::Text),
        (json!({ "type": ["string", "number"] }), Kind::Mixed),
        (json!({}), Kind::Any),
        (json!(true), Kind::Any),
    ] {
        assert_eq!(kind(schema.clone()), expected, "{schema}");
    }
}

#[test]
fn null_is_no_kind_of_its_own() {
    for schema in [
        json!({ "type": ["string", "null"] }),
        json!({ "anyOf": [{ "type": "string" }, { "type": "null" }] }),
    ] {
        let schema = small(&json!({ "properties": { "x": schema } }), &json!({}));
        let field = field(&schema, "/x", &json!({}));
        assert_eq!((field.shape.kind(), field.nullable), (Kind::Text, true));
    }
}

#[test]
fn one_of_these_or_any_text() {
    let shape =
        shape(json!({ "anyOf": [{ "enum": ["a", "b"] }, { "type": "string" }] }), json!("c"));
    let Shape::Choice(choice) = shape else { panic!("{shape:?}") };
    assert_eq!(choice.options, ["a", "b"]);
    assert!(matches!(choice.or.as_deref(), Some(Shape::Text(_))));
}

#[test]
fn limits_of_all_that_holds_are_put_together() {
    let text = shape(
        json!({ "minLength": 2, "allOf": [{ "type": "string", "minLength": 3 }, { "maxLength": 9, "format": "uri" }] }),
        Value::Null,
    );
    let Shape::Text(text) = text else { panic!("{text:?}") };
    assert_eq!((text.min, text.max, text.format.as_deref()), (Some(3), Some(9), Some("uri")));
}

#[test]
fn a_variant_is_told_by_its_constant_even_while_it_is_not_complete() {
    let schema = json!({ "oneOf": [
        { "type": "object", "properties": { "mode": { "const": "env" }, "a": { "type": "string" } }, "required": ["mode", "a"], "additionalProperties": false },
        { "type": "object", "properties": { "mode": { "const": "explicit" }, "url": { "type": "string" } }, "required": ["mode", "url"], "additionalProperties": false },
        { "type": "string" },
    ] });
    let whole = small(&json!({ "properties": { "x": schema } }), &json!({}));
    for (value, fits) in [
        (json!({ "mode": "explicit" }), Some(1)),
        (json!({ "url": "u" }), Some(1)),
        (json!({ "mode": "env" }), Some(0)),
        (json!("text"), Some(2)),
        (json!(3), None),
    ] {
        let Shape::Union(union) = field(&whole, "/x", &json!({ "x": value })).shape else {
            panic!()
        };
        assert_eq!(union.fits, fits, "{value}");
        let name = |it: &str| VariantName::Constant { key: "mode".into(), value: it.into() };
        let names: Vec<_> = union.variants.into_iter().map(|it| it.name).collect();
        assert_eq!(names, [name("env"), name("explicit"), VariantName::Kind(Kind::Text)]);
    }
    let draft = json!({ "x": { "mode": "explicit", "url": "u" } });
    let x = field(&whole, "/x", &draft);
    let children: Vec<String> =
        whole.children(&x, &draft).iter().map(|it| it.path.to_string()).collect();
    assert_eq!(children, ["x.mode", "x.url"]);
    assert_eq!(
        whole.start_variant(&x, 0, Path::root().key("x").get(&draft)),
        json!({ "mode": "env", "a": "" })
    );
    assert_eq!(whole.start_variant(&x, 1, None), json!({ "mode": "explicit", "url": "" }));
}

#[test]
fn a_secret_is_a_text_or_a_reference() {
    let reference = |source: &str| {
        json!({ "type": "object", "required": ["source", "provider", "id"], "properties": {
        "source": { "const": source }, "provider": { "type": "string" }, "id": { "type": "string", "minLength": 1 } } })
    };
    let shape = shape(
        json!({ "anyOf": [{ "type": "string" }, { "oneOf": [reference("env"), reference("file")] }] }),
        json!({ "source": "env", "provider": "default", "id": "KEY" }),
    );
    let Shape::Secret(secret) = shape else { panic!("{shape:?}") };
    assert!(secret.text.is_some());
    let sources: Vec<&str> = secret.sources.iter().map(|it| &*it.source).collect();
    assert_eq!(sources, ["env", "file"]);
    assert_eq!(secret.sources[0].id.min, Some(1));
}

#[test]
fn references_go_to_the_nearest_definitions_and_may_go_in_circles() {
    let schema = small(
        &json!({
            "$defs": { "it": { "type": "boolean" } },
            "properties": {
                "outer": { "$ref": "#/$defs/it" },
                "plugin": {
                    "$defs": { "it": { "type": "object", "properties": { "again": { "$ref": "#/$defs/it" }, "n": { "type": "number" } } } },
                    "properties": { "inner": { "$ref": "#/$defs/it" } },
                },
            },
        }),
        &json!({}),
    );
    let draft = json!({});
    assert_eq!(field(&schema, "/outer", &draft).shape, Shape::Switch);
    assert_eq!(field(&schema, "/plugin/inner/again/again/n", &draft).shape.kind(), Kind::Number);
    let mut stops = 0;
    schema.walk(&mut |_| {
        stops += 1;
        true
    });
    assert!(stops < 12, "{stops}");
}

#[test]
fn what_stands_there_against_the_schema_can_be_seen() {
    let schema = small(
        &json!({ "type": "object", "additionalProperties": false, "properties": { "a": { "type": "string" } } }),
        &json!({}),
    );
    let draft = json!({ "a": 1, "old": { "b": 2 } });
    assert_eq!(schema.field(&Path::root().key("new"), &draft), None);
    let old = field(&schema, "/old", &draft);
    assert_eq!((old.known, &old.shape), (false, &Shape::Json));
    let root = field(&schema, "", &draft);
    assert_eq!(schema.children(&root, &draft).len(), 2);
    assert!(!schema.fits(&field(&schema, "/a", &draft).shape, &json!(1)));
}

#[test]
fn the_closest_hint_wins_and_others_fill_in() {
    let schema = small(
        &json!({ "properties": { "list": { "type": "array", "items": { "type": "object", "properties": {
            "id": { "type": "string" }, "apiKey": { "type": "string" }, "maxTokens": { "type": "integer" } } } } } }),
        &json!({
            "list[].id": { "label": "Name" },
            "list.*.id": { "label": "Other", "help": "Helps" },
            "list.*.maxTokens": { "sensitive": true },
        }),
    );
    let draft = json!({ "list": [{ "id": "main" }] });
    let id = field(&schema, "/list/0/id", &draft);
    assert_eq!((&*id.label, id.help.as_deref()), ("Name", Some("Helps")));
    assert!(field(&schema, "/list/0/apiKey", &draft).sensitive);
    assert!(!field(&schema, "/list/0/maxTokens", &draft).sensitive, "a number is no secret");
    let list = field(&schema, "/list", &draft);
    let entry = &schema.children(&list, &draft)[0];
    assert_eq!(schema.entry_title(&list, entry, &draft["list"][0]).as_deref(), Some("main"));
}

#[test]
fn secrets_go_down_but_do_not_reach_over() {
    let text = json!({ "type": "string" });
    let map = json!({ "type": "object", "additionalProperties": text });
    let schema = small(
        &json!({ "properties": { "secrets": { "properties": { "mode": text } }, "headers": map, "account": map,
            "tokens": { "type": "array", "items": text } } }),
        &json!({ "headers.*": { "sensitive": true }, "account": { "sensitive": true } }),
    );
    let draft = json!({ "headers": { "a": "b" }, "account": { "key": "c" }, "tokens": ["d"], "secrets": { "mode": "e" } });
    for (pointer, secret) in [
        ("/headers", false),
        ("/headers/a", true),
        ("/account", true),
        ("/account/key", true),
        ("/tokens", true),
        ("/tokens/0", true),
        ("/secrets", false),
        ("/secrets/mode", false),
    ] {
        assert_eq!(field(&schema, pointer, &draft).sensitive, secret, "{pointer}");
        let path = Path::from_pointer(pointer, &draft);
        if pointer != "/secrets" {
            assert_eq!(schema.is_sensitive(&path, &draft), secret, "{pointer}");
        }
    }
}

#[test]
fn reading_order_is_groups_then_hints_then_the_schema() {
    let text = json!({ "type": "string" });
    let schema = small(
        &json!({ "properties": { "x": { "properties": { "a": text, "b": text, "c": text, "d": text } },
            "y": { "properties": { "a": text } } } }),
        &json!({
            "x": { "groups": [{ "id": "g", "title": "First", "order": 1, "properties": ["d"] }] },
            "x.c": { "order": -1 }, "x.a": { "advanced": true },
            "y.a": { "advanced": true },
        }),
    );
    let draft = json!({});
    let seen: Vec<_> = schema
        .children(&field(&schema, "/x", &draft), &draft)
        .into_iter()
        .map(|it| (it.label, it.group, it.advanced))
        .collect();
    let first = Some("First".to_owned());
    let of = |label: &str, advanced| (label.to_owned(), None, advanced);
    assert_eq!(
        seen,
        [("D".to_owned(), first, false), of("C", false), of("A", true), of("B", false)]
    );
    let only = schema.children(&field(&schema, "/y", &draft), &draft);
    assert!(!only[0].advanced, "what is all advanced is not folded");
}

#[test]
fn what_add_puts_there() {
    for (schema, start) in [
        (json!({ "type": "integer", "minimum": 3 }), json!(3)),
        (json!({ "type": "number", "exclusiveMinimum": 0 }), json!(1)),
        (json!({ "type": "number", "maximum": -2 }), json!(-2)),
        (json!({ "type": "string", "default": "d" }), json!("d")),
        (json!({ "enum": ["a", "b"] }), json!("a")),
        (json!({ "type": "array", "minItems": 1, "items": { "type": "boolean" } }), json!([false])),
        (
            json!({ "type": "array", "items": [{ "type": "number" }, { "type": "string" }] }),
            json!([0, ""]),
        ),
        (
            json!({ "type": "object", "required": ["a"], "properties": { "a": { "type": "array" }, "b": {} } }),
            json!({ "a": [] }),
        ),
    ] {
        let whole = small(&json!({ "properties": { "x": schema } }), &json!({}));
        let x = field(&whole, "/x", &json!({}));
        assert_eq!(whole.start(&x), start, "{schema}");
    }
}

#[test]
fn what_cannot_be_read_is_refused_and_does_not_hang() {
    for text in
        ["", "[]", "{", "{\"a\"", "{\"type\":", "{\"properties\":{\"a\":[}", "{\"title\":\"a"]
    {
        assert!(Schema::read(text, "").is_err(), "{text}");
    }
    let deep = format!("{}{}", "{\"items\":".repeat(5_000), "}".repeat(5_000));
    drop(Schema::read(&deep, ""));
    assert!(Schema::read("{}", "nonsense").is_ok());
    let odd = Schema::read("{\"title\":\"a\\u00e4\\\"b\"}", "{\"a[x.b\":{}}").expect("escapes");
    assert_eq!(odd.sections(), []);
}
