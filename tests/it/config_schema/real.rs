//! The schemas of the real gateways: everything has a form.

use std::collections::BTreeMap;

use quarterdeck::features::config::path::Path;
use quarterdeck::features::config::schema::{Kind, Schema, Shape, StopKey};
use serde_json::json;

use super::{VERSIONS, field, real};

/// Where a place is, as a pattern, with its kind and whether the schema types it.
fn places(schema: &Schema) -> Vec<(String, Kind, bool)> {
    let mut names: Vec<String> = Vec::new();
    let mut places = Vec::new();
    schema.walk(&mut |stop| {
        names.truncate(stop.depth);
        names.push(match stop.key {
            StopKey::Root => String::new(),
            StopKey::Key(key) => key.to_owned(),
            StopKey::Any => "*".to_owned(),
            StopKey::Item | StopKey::Place(_) => "[]".to_owned(),
        });
        let path = names.get(1..).unwrap_or_default().join(".");
        places.push((path, schema.shape_at(stop).kind(), schema.is_typed(stop)));
        true
    });
    places
}

/// Edited as JSON5 in their place, and why. Numbers of places for each version, in order: a later
/// schema that has more shows here.
const WITHOUT_A_FORM: [(&str, &str, [usize; 3]); 3] = [
    (".*", "values of free parameters: the schema says nothing of them", [3, 19, 36]),
    (".[]", "entries of free lists", [0, 3, 8]),
    (
        "",
        "written as `{}` in the schema: what a plugin or tool makes of it is its own affair",
        [0, 4, 1],
    ),
];

#[test]
fn nothing_typed_is_without_a_form_and_the_rest_is_known() {
    for (place, version) in VERSIONS.iter().enumerate() {
        let places = places(&real(version));
        let json: Vec<_> = places.iter().filter(|it| it.1 == Kind::Any).collect();
        let typed: Vec<_> = json.iter().filter(|it| it.2).collect();
        assert!(typed.is_empty(), "{version}: no form for {typed:#?}");
        let mut counts = BTreeMap::new();
        for (path, ..) in &json {
            let why =
                WITHOUT_A_FORM.iter().find(|it| path.ends_with(it.0)).expect("the last fits all");
            *counts.entry(why.0).or_insert(0) += 1;
        }
        for (end, why, expected) in WITHOUT_A_FORM {
            let count = counts.get(end).copied().unwrap_or(0);
            assert_eq!(count, expected[place], "{version} `{end}` ({why}): {json:#?}");
        }
    }
}

#[test]
fn everything_is_reached() {
    let expected = [1_520, 8_111, 9_382];
    for (version, expected) in VERSIONS.iter().zip(expected) {
        assert_eq!(places(&real(version)).len(), expected, "{version}");
    }
}

#[test]
fn sections_stand_in_the_order_of_the_hints() {
    for (version, first, last, count) in [
        ("2026.2.6-3", "wizard", "web", 32),
        ("2026.4.15", "wizard", "web", 36),
        ("2026.9.6", "wizard", "transcripts", 43),
    ] {
        let sections = real(version).sections();
        assert_eq!(sections.first().map(|it| &*it.key), Some(first), "{version}");
        assert_eq!(sections.last().map(|it| &*it.key), Some(last), "{version}");
        assert_eq!(sections.len(), count, "{version}");
        assert!(sections.iter().any(|it| !it.advanced));
        let gateway = sections.iter().find(|it| it.key == "gateway").expect("there is one");
        assert!(!gateway.advanced && gateway.children > 10);
    }
}

#[test]
fn each_gateway_has_the_forms_an_operator_looks_for() {
    let draft = json!({ "models": { "providers": { "x": { "models": [{}] } } } });
    for version in VERSIONS {
        let schema = real(version);
        let kind = |pointer: &str| field(&schema, pointer, &draft).shape.kind();
        assert_eq!(kind("/gateway/port"), Kind::Number);
        assert_eq!(kind("/gateway/bind"), Kind::Choice);
        assert_eq!(kind("/models/providers"), Kind::Map);
        assert_eq!(kind("/models/providers/x/models/0/maxTokens"), Kind::Number);
        assert!(field(&schema, "/gateway/auth/token", &draft).sensitive);
        assert!(field(&schema, "/models/providers/x/apiKey", &draft).sensitive);
        assert!(!field(&schema, "/models/providers/x/models/0/maxTokens", &draft).sensitive);
        let secret =
            matches!(field(&schema, "/gateway/auth/token", &draft).shape, Shape::Secret(_));
        assert_eq!(secret, version != "2026.2.6-3", "{version}");
    }
    let schema = real("2026.4.15");
    let Shape::List(agents) = field(&schema, "/agents/list", &draft).shape else { panic!() };
    assert!(agents.item.has_id, "merged by id");
}

#[test]
fn a_page_is_calm() {
    let schema = real("2026.9.6");
    let draft = json!({ "channels": { "telegram": {} } });
    let telegram = field(&schema, "/channels/telegram", &draft);
    let children = schema.children(&telegram, &draft);
    let shown = children.iter().filter(|it| !it.advanced).count();
    assert!((5..20).contains(&shown), "{shown} of {}", children.len());
    assert!(children.iter().any(|it| it.label == "Telegram Bot Token" && !it.advanced));
}

#[test]
fn what_add_puts_there_fits() {
    let draft = json!({});
    for version in VERSIONS {
        let schema = real(version);
        let mut open = vec![Path::root()];
        let mut seen = 0;
        while let Some(path) = open.pop().filter(|_| seen < 4_000) {
            seen += 1;
            let Some(field) = schema.field(&path, &draft) else { continue };
            let start = schema.start(&field);
            assert!(
                schema.fits(&field.shape, &start),
                "{version} {path}: {start} in {:?}",
                field.shape
            );
            if let Shape::Union(union) = &field.shape {
                for variant in 0..union.variants.len() {
                    let start = schema.start_variant(&field, variant, Some(&json!("x")));
                    assert!(
                        schema.fits(&union.variants[variant].shape, &start),
                        "{version} {path}: {start}"
                    );
                }
            }
            open.extend(schema.children(&field, &draft).into_iter().map(|it| it.path));
        }
        assert!(seen > 200, "{version}: {seen}");
    }
}
