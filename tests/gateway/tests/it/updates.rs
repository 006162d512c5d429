//! Updates of the gateway itself: held against what real gateways answered, and their restarts.

use demo_gateway::{Options, Pace, Profile, Server};
use serde_json::{Value, json};

use crate::config::{RECORDED, admin, assert_form, back, order, shuts_down};
use crate::console::gateway_with;

async fn hurried(profile: Profile) -> Server {
    let options = Options {
        profile,
        port: 0,
        pace: Pace(0.0),
        still: true,
        quiet: true,
        ..Options::default()
    };
    let server = gateway_with(options).await;
    order(&server, json!({ "order": "config-restart", "noticeMs": 1, "downMs": 1 }));
    server
}

#[tokio::test]
async fn an_update_that_cannot_be_has_the_recorded_form() {
    for profile in RECORDED {
        let server = hurried(profile).await;
        let next = json!({ "order": "update-next", "outcome": "impossible", "takesMs": 0 });
        order(&server, next);
        let mut console = admin(&server).await;
        if profile == Profile::V2026_9_6 {
            assert_form(profile, "status update", &console.ok("update.status", json!({})).await);
        }
        let mut done = console.ok("update.run", json!({ "note": "Try" })).await;
        assert_eq!(done["result"]["reason"], "not-git-install");
        if profile == Profile::V2026_9_6 {
            // It also names what it was to be updated to.
            done["sentinel"]["payload"]["stats"]["target"] = "stable channel".into();
        }
        assert_form(profile, "update run", &done);
    }
}

#[tokio::test]
async fn an_update_brings_a_version_and_a_restart() {
    for profile in Profile::ALL {
        let server = hurried(profile).await;
        let next = json!({ "order": "update-next", "outcome": "succeeds", "version": "2026.12.1", "takesMs": 0 });
        order(&server, next);
        let mut console = admin(&server).await;
        let done = console.ok("update.run", json!({ "restartDelayMs": 1 })).await;
        assert_eq!(done["ok"], true);
        shuts_down(&mut console).await;
        let mut console = back(&server).await;
        assert_eq!(console.hello["server"]["version"], "2026.12.1");
        if profile >= Profile::V2026_6_11 {
            let status = console.ok("update.status", json!({})).await;
            assert_eq!(status["sentinel"]["status"], "ok");
            assert_eq!(status["sentinel"]["stats"]["after"]["version"], "2026.12.1");
        }
        if profile == Profile::V2026_9_6 {
            let runs = console.ok("update.runs.list", json!({})).await["runs"].clone();
            assert_eq!(runs[0]["status"], "succeeded");
            let one = console.ok("update.runs.get", json!({ "runId": runs[0]["runId"] })).await;
            assert_eq!(one["run"], runs[0]);
        }
    }
}

#[tokio::test]
async fn an_update_that_fails_changes_nothing() {
    for profile in [Profile::V2026_4_15, Profile::V2026_9_6] {
        let server = hurried(profile).await;
        order(&server, json!({ "order": "update-next", "outcome": "fails", "takesMs": 0 }));
        let mut console = admin(&server).await;
        let done = console.ok("update.run", json!({})).await;
        if profile == Profile::V2026_4_15 {
            assert_eq!((&done["ok"], &done["restart"]), (&json!(false), &Value::Null));
            assert_eq!(done["result"]["steps"][0]["exitCode"], 1);
            continue;
        }
        let ended = |event: &Value| {
            event["event"] == "update.run.changed" && event["payload"]["status"] == "failed"
        };
        console.until(ended).await;
        let status = console.ok("update.status", json!({})).await;
        assert_eq!(status["lastRun"]["status"], "failed");
        let report = json!({ "action": "preview", "attemptId": status["lastRun"]["runId"] });
        assert_eq!(console.ok("update.report", report).await["status"], "ready");
    }
}
