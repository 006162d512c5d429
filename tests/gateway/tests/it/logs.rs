//! The log: lines in the recorded shape, read by the rules of the version.

use demo_gateway::Profile;
use serde_json::{Value, json};

use crate::console::{Console, Identity, gateway};

const PROFILES: [Profile; 3] = [Profile::V2026_2_6, Profile::V2026_4_15, Profile::V2026_9_6];

fn names(value: &Value) -> Vec<&str> {
    let mut names: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

#[tokio::test]
async fn lines_have_the_recorded_fields() {
    for profile in PROFILES {
        let server = gateway(profile).await;
        let mut console = Console::connected_as(&server, &Identity::new(1)).await;
        let told = console.ok("logs.tail", json!({ "limit": 50 })).await;
        assert_eq!(names(&told), ["cursor", "file", "lines", "reset", "size", "truncated"]);
        let lines = told["lines"].as_array().unwrap();
        assert_eq!(lines.len(), 50);
        let line = lines.iter().find(|line| line.as_str().unwrap().contains("event chat")).unwrap();
        let line: Value = serde_json::from_str(line.as_str().unwrap()).unwrap();
        let is_late = profile == Profile::V2026_9_6;
        let late = ["0", "1", "_meta", "hostname", "message", "time", "traceId"];
        let early = ["0", "1", "_meta", "time"];
        assert_eq!(names(&line), if is_late { &late[..] } else { &early[..] });
        let mut meta = vec![
            "date",
            "hostname",
            "logLevelId",
            "logLevelName",
            "name",
            "parentNames",
            "path",
            "runtime",
            "runtimeVersion",
        ];
        meta.retain(|name| !is_late || *name != "path");
        assert_eq!(names(&line["_meta"]), meta);
        assert_eq!(line["0"], r#"{"subsystem":"gateway/ws"}"#);
    }
}

#[tokio::test]
async fn it_is_read_on_from_a_cursor_and_unknown_fields_are_refused() {
    for profile in PROFILES {
        let server = gateway(profile).await;
        let mut console = Console::connected_as(&server, &Identity::new(1)).await;
        let first = console.ok("logs.tail", json!({})).await;
        let on = json!({ "cursor": first["cursor"], "limit": 5_000, "maxBytes": 1_000_000 });
        assert_eq!(console.ok("logs.tail", on.clone()).await["lines"], json!([]));
        console.ok("status", json!({})).await;
        let next = console.ok("logs.tail", on).await;
        let said = next["lines"][0].as_str().unwrap();
        assert!(said.contains("res ✓ status") && next["lines"].as_array().unwrap().len() == 1);
        for params in
            [json!({ "limit": 5_001 }), json!({ "follow": true }), json!({ "cursor": -1 })]
        {
            let refused = console.call("logs.tail", params).await.unwrap_err();
            assert_eq!(refused["code"], "INVALID_REQUEST");
        }
    }
}
