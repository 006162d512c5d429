//! Search, on the real schemas.

use std::sync::Arc;

use quarterdeck::features::config::search::{Index, Matched};
use serde_json::json;

use super::{VERSIONS, real};

#[test]
fn a_setting_is_found_by_key_label_help_and_value() {
    let index = Index::new(Arc::new(real("2026.9.6")));
    let draft = json!({
        "agents": { "defaults": { "model": "anthropic/opus" } },
        "channels": { "telegram": { "botToken": "opus-secret", "accounts": { "work": { "enabled": true } } } },
    });
    let first = |words: &str| {
        let found = index.find(words, &draft);
        found.hits.into_iter().next().map(|hit| (hit.path.to_string(), hit.matched))
    };
    assert_eq!(first("gateway port"), Some(("gateway.port".into(), Matched::Start)));
    assert_eq!(
        first("TELEGRAM bot tok"),
        Some(("channels.telegram.botToken".into(), Matched::Start))
    );
    assert_eq!(first("anthropic/op"), Some(("agents.defaults.model".into(), Matched::Value)));
    let paths = |words: &str| -> Vec<String> {
        index.find(words, &draft).hits.iter().map(|hit| hit.path.to_string()).collect()
    };
    assert!(
        paths("telegram webhook secret")
            .contains(&"channels.telegram.accounts.work.webhookSecret".to_owned())
    );
    assert!(
        !paths("opus").iter().any(|path| path.contains("botToken")),
        "a secret is not searched"
    );
    let helped = index.find("pairing approves each new sender", &draft).hits;
    assert!(helped.iter().all(|hit| hit.matched == Matched::Help && hit.excerpt.is_some()));
    assert!(helped.iter().any(|hit| hit.path.to_string().ends_with(".dmPolicy")));
    assert_eq!(index.find("  ", &draft).total, 0);
}

#[test]
fn every_hit_can_be_shown() {
    for version in VERSIONS {
        let schema = Arc::new(real(version));
        let index = Index::new(Arc::clone(&schema));
        let draft = json!({ "agents": { "list": [{ "id": "main" }], "entries": { "main": {} } } });
        for words in ["e", "token", "model", "allow", "main", "max", "url", "zzz nothing"] {
            let found = index.find(words, &draft);
            assert!(found.hits.len() <= Index::MOST && found.hits.len() <= found.total);
            for hit in found.hits {
                assert!(
                    schema.field(&hit.path, &draft).is_some(),
                    "{version} {words} {}",
                    hit.path
                );
            }
        }
    }
}
