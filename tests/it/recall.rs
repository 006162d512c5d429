//! What is kept for when the gateway is away, held against recorded replies: putting secrets out of
//! sight takes those and leaves all else as it is, so that what is told again is what was told.

use std::fs;

use quarterdeck::gateway::recall::question;
use quarterdeck::protocol::mask::mask;
use quarterdeck::protocol::method::declared;
use serde_json::Value;

/// A cursor looks like a secret, and nothing can be asked with it later. Early gateways tell the
/// tokens of nodes.
const GOES: [&str; 2] = ["deltaCursor", "token"];

#[test]
fn what_is_kept_of_a_recorded_reply_is_all_but_its_secrets() {
    let mut seen = 0;
    for (method, _) in declared().into_iter().filter(|(method, _)| question::most(method) > 0) {
        let file = format!("{}/tests/it/wire/{method}.json", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(&file).unwrap();
        let fixture: Value = serde_json::from_str(&text).unwrap();
        for replies in fixture["replies"].as_object().unwrap().values() {
            for reply in replies.as_array().unwrap() {
                let kept: Value = serde_json::from_str(&mask(&reply.to_string())).unwrap();
                assert_eq!(without(kept), without(reply.clone()), "{method}");
                seen += 1;
            }
        }
    }
    assert!(seen > 50, "only {seen} replies were looked at");
}

#[test]
fn the_tokens_that_early_gateways_tell_of_nodes_are_not_kept() {
    let reply = r#"{"paired":[{"nodeId":"node-1","token":"example-node-token"}]}"#;
    assert!(!mask(reply).contains("example-node-token"));
}

fn without(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(name, _)| !GOES.contains(&name.as_str()))
            .map(|(name, value)| (name, without(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(without).collect(),
        other => other,
    }
}
