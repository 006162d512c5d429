//! What is kept for when the gateway is away, held against recorded replies: putting secrets out of
//! sight leaves all that real gateways say as it is, so that what is told again is what was told.

use std::fs;

use quarterdeck::gateway::recall::question;
use quarterdeck::protocol::mask::mask;
use quarterdeck::protocol::method::declared;
use serde_json::Value;

#[test]
fn what_is_kept_of_a_recorded_reply_is_all_of_it() {
    let mut seen = 0;
    for (method, _) in declared().into_iter().filter(|(method, _)| question::most(method) > 0) {
        let file = format!("{}/tests/it/wire/{method}.json", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(&file).unwrap();
        let fixture: Value = serde_json::from_str(&text).unwrap();
        for replies in fixture["replies"].as_object().unwrap().values() {
            for reply in replies.as_array().unwrap() {
                let mut reply = reply.clone();
                // It looks like a secret, and nothing can be asked with it later.
                reply.as_object_mut().map(|fields| fields.remove("deltaCursor"));
                let text = reply.to_string();
                assert_eq!(mask(&text), text, "{method}");
                seen += 1;
            }
        }
    }
    assert!(seen > 50, "only {seen} replies were looked at");
}
