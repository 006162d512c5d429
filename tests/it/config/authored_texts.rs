//! What is edited is what the author wrote, as far as a gateway shows it.

use quarterdeck::features::config::draft::authored;
use quarterdeck::protocol::config::{ConfigSnapshot, HIDDEN};
use quarterdeck::protocol::json;
use serde_json::{Value, json};

fn snapshot(value: &Value) -> ConfigSnapshot {
    json::read(&value.to_string()).unwrap()
}

#[test]
fn a_hidden_number_is_read_from_the_text_and_a_damaged_text_is_not() {
    let parsed = json!({ "mode": "local", "maxTokens": HIDDEN, "token": HIDDEN, "tokens": HIDDEN, "list": [{ "maxTokens": HIDDEN }] });
    let raw = format!(
        "{{ mode: '{HIDDEN}', maxTokens: 8192, token: '{HIDDEN}', tokens: {{ a: 's' }}, // c\n list: [{{ maxTokens: 1e3 }},] }}"
    );
    let shown = authored(&snapshot(&json!({ "raw": raw, "parsed": parsed, "config": {} })));
    assert_eq!(
        shown,
        json!({ "mode": "local", "maxTokens": 8192, "token": HIDDEN, "tokens": HIDDEN, "list": [{ "maxTokens": 1000 }] })
    );
    assert_eq!(authored(&snapshot(&json!({ "raw": "{", "parsed": parsed }))), parsed);
    assert_eq!(authored(&snapshot(&json!({ "raw": "{ a: 1 }" }))), json!({ "a": 1 }));
    assert_eq!(authored(&snapshot(&json!({ "config": { "a": 1 } }))), json!({ "a": 1 }));
    assert_eq!(authored(&snapshot(&json!({}))), json!({}));
}

#[test]
fn references_stay_and_included_files_are_part_of_it() {
    let parsed = json!({ "$include": "./more.json5", "token": "${TOKEN}", "home": "${HOME}/x", "old": 1, "list": ["${A}"] });
    let source = json!({ "token": HIDDEN, "home": "/root/x", "included": true, "list": ["a"] });
    let config = json!({ "token": HIDDEN, "home": "/root/x", "included": true, "list": ["a"], "default": 1 });
    let said =
        json!({ "token": "${TOKEN}", "home": "${HOME}/x", "included": true, "list": ["${A}"] });
    let later = json!({ "parsed": parsed, "sourceConfig": source, "config": config });
    assert_eq!(authored(&snapshot(&later)), said);
    let mut first = said;
    first["default"] = json!(1);
    assert_eq!(authored(&snapshot(&json!({ "parsed": parsed, "config": config }))), first);
}

#[test]
fn recorded_configurations_are_shown_as_their_files_have_them() {
    for (version, text) in [
        ("2026.2.6-3", include_str!("recorded/2026.2.6-3.json")),
        ("2026.4.15", include_str!("recorded/2026.4.15.json")),
        ("2026.9.6", include_str!("recorded/2026.9.6.json")),
    ] {
        let shown = authored(&json::read(text).unwrap());
        let model = &shown["models"]["providers"]["script"]["models"][0];
        assert_eq!(model["maxTokens"], json!(8192), "{version}");
        assert_eq!(model.get("api"), None, "{version}");
        assert_eq!(shown["gateway"]["auth"]["token"], json!(HIDDEN), "{version}");
        assert_eq!(shown.get("commands"), None, "{version}");
    }
}
