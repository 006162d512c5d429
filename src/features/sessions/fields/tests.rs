//! Fields as the three ages of gateways know them, and what rows and entries tell of them.

use serde_json::json;

use super::*;

fn named(name: &str) -> &'static Field {
    FIELDS.iter().find(|field| field.name == name).unwrap()
}

fn facts(row: Value, entry: Option<Value>) -> Facts {
    let object = |value: Value| value.as_object().cloned().unwrap();
    Facts { row: object(row), entry: entry.map(object) }
}

#[test]
fn each_age_is_offered_what_it_knows() {
    let offered = |age, kind| {
        FIELDS
            .iter()
            .filter(move |it| it.is_offered(age, kind))
            .map(|it| it.name)
            .collect::<Vec<_>>()
    };
    let early = offered(Early, Kind::Subagent);
    for name in ["label", "execSecurity", "groupActivation", "spawnedBy"] {
        assert!(early.contains(&name), "{name}");
    }
    for name in ["fastMode", "permissionMode", "pinned", "spawnDepth"] {
        assert!(!early.contains(&name), "{name}");
    }
    let middle = offered(Middle, Kind::Direct);
    assert!(middle.contains(&"fastMode") && middle.contains(&"execAsk"));
    assert!(!middle.contains(&"spawnedBy"), "only of a sub-agent");
    let late = offered(Late, Kind::Direct);
    for name in ["permissionMode", "category", "toolOverrides", "traceLevel"] {
        assert!(late.contains(&name), "{name}");
    }
    for name in ["execSecurity", "execAsk", "spawnedBy", "subagentRole"] {
        assert!(!late.contains(&name), "{name}");
    }
}

#[test]
fn names_are_there_once() {
    let mut names: Vec<_> = FIELDS.iter().map(|field| field.name).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn nothing_set_and_nothing_said_are_two_things() {
    let said = facts(json!({"key": "a", "verboseLevel": "full"}), None);
    let setting = |name: &str| said.setting(named(name), Early);
    assert_eq!(setting("verboseLevel"), Setting::Set("full".into()));
    assert_eq!(setting("thinkingLevel"), Setting::Inherits);
    assert_eq!(setting("execHost"), Setting::Untold, "rows do not tell");
    let stored = facts(json!({"key": "a"}), Some(json!({"execHost": "node"})));
    assert_eq!(stored.setting(named("execHost"), Early), Setting::Set("node".into()));
    assert_eq!(stored.setting(named("execAsk"), Early), Setting::Inherits, "now it is known");
}

#[test]
fn a_model_of_its_own_is_told_from_the_usual_one() {
    let model = |row, entry| facts(row, entry).setting(named("model"), Late);
    let row = json!({"model": "b", "modelProvider": "p", "modelOverrideSource": "user"});
    assert_eq!(model(row, None), Setting::Set("p/b".into()));
    assert_eq!(model(json!({"model": "b", "modelOverrideSource": null}), None), Setting::Inherits);
    assert_eq!(model(json!({"model": "b"}), None), Setting::Untold);
    let entry = json!({"providerOverride": "p", "modelOverride": "x"});
    assert_eq!(model(json!({"model": "b"}), Some(entry)), Setting::Set("p/x".into()));
    assert_eq!(model(json!({"model": "b"}), Some(json!({}))), Setting::Inherits);
}

#[test]
fn what_is_told_elsewhere_is_found_there() {
    let facts =
        facts(json!({"agentStatus": {"note": "back at four"}, "pinned": true}), Some(json!({})));
    assert_eq!(facts.setting(named("statusNote"), Late), Setting::Set("back at four".into()));
    assert_eq!(facts.setting(named("attention"), Late), Setting::Inherits);
    assert_eq!(facts.setting(named("pinned"), Late).text(), "true");
}

#[test]
fn what_is_typed_is_sent_in_its_form_and_empty_is_not_nothing() {
    assert_eq!(encoded(Text, "  Desk "), Ok("Desk".into()));
    assert_eq!(encoded(Text, ""), Ok("".into()), "the gateway says what it thinks of that");
    assert_eq!(encoded(Switch, "true"), Ok(true.into()));
    assert_eq!(encoded(Switch, "auto"), Ok("auto".into()));
    assert_eq!(encoded(Number, " 5 "), Ok(5.into()));
    assert_eq!(encoded(Number, "soon"), Err(Wrong::Number));
    assert_eq!(encoded(Json, r#"{"webSearch":false}"#), Ok(json!({"webSearch": false})));
    assert_eq!(encoded(Json, "{"), Err(Wrong::Json));
}

#[test]
fn a_field_of_another_age_is_recognized_by_its_refusal() {
    let says = "invalid sessions.patch params: at root: unexpected property 'fastMode'";
    assert!(is_unknown_to(says, "fastMode") && !is_unknown_to(says, "label"));
    let retired = "execSecurity/execAsk are retired; set permissionMode (read-only|guarded|workspace|full) instead";
    assert!(is_unknown_to(retired, "execAsk"));
    assert!(!is_unknown_to("label already in use: Desk", "label"));
}

#[test]
fn early_gateways_ask_for_admin_and_late_ones_where_it_counts() {
    assert_eq!(named("label").scope(Middle), Scope::Admin);
    assert_eq!(named("label").scope(Late), Scope::Write);
    assert_eq!(named("execNode").scope(Late), Scope::Admin);
}
