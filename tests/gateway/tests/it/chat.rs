//! Runs from the first event to the last, and what is left in the transcript.

use demo_gateway::Profile;
use serde_json::{Value, json};

use crate::console::{Console, Identity, chat_states, gateway, is_end_of, words_of};

const MAIN: &str = "agent:main:fresh";

fn last_text(events: &[Value]) -> String {
    words_of(&events.last().unwrap()["payload"]["message"])
}

async fn transcript(console: &mut Console, session: &str) -> Vec<Value> {
    let history = console.ok("chat.history", json!({ "sessionKey": session })).await;
    history["messages"].as_array().unwrap().clone()
}

#[tokio::test]
async fn an_answer_streams_in_and_stands_in_the_history() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let events = console.talk(MAIN, "hello there", "run-1").await;
        assert!(chat_states(&events).contains(&"delta"), "{profile:?}");
        let rows = transcript(&mut console, MAIN).await;
        assert_eq!(rows.len(), 2);
        assert_eq!(words_of(&rows[0]), "hello there");
        assert_eq!(words_of(&rows[1]), last_text(&events));
    }
}

#[tokio::test]
async fn deltas_put_together_are_the_answer() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut console = Console::connected(&server).await;
    let events = console.talk(MAIN, "flood 500 every 3ms", "run-1").await;
    let pieces: String = events
        .iter()
        .filter(|event| event["payload"]["state"] == "delta")
        .map(|event| event["payload"]["deltaText"].as_str().unwrap())
        .collect();
    assert_eq!(pieces, last_text(&events));
    assert!(pieces.starts_with("t.0 t.1") && pieces.ends_with("t.499"), "{pieces}");
}

#[tokio::test]
async fn deltas_are_gathered_as_each_version_gathers_them() {
    for (profile, expected) in [(Profile::V2026_2_6, 10), (Profile::V2026_9_6, 21)] {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let events = console.talk(MAIN, "flood 500 every 3ms", "run-1").await;
        let deltas = chat_states(&events).iter().filter(|state| **state == "delta").count();
        assert_eq!(deltas, expected, "{profile:?}");
    }
}

#[tokio::test]
async fn a_tool_is_seen_from_start_to_result_by_those_who_asked() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let patch = json!({ "key": MAIN, "verboseLevel": "full" });
        console.ok("sessions.patch", patch).await;
        let events = console.talk(MAIN, "run command: echo hi", "run-1").await;
        let phases: Vec<&str> = events
            .iter()
            .filter(|event| event["event"] == "agent" && event["payload"]["stream"] == "tool")
            .map(|event| event["payload"]["data"]["phase"].as_str().unwrap())
            .collect();
        assert_eq!(phases, ["start", "update", "result"], "{profile:?}");
        let rows = transcript(&mut console, MAIN).await;
        let roles: Vec<&str> = rows.iter().map(|row| row["role"].as_str().unwrap()).collect();
        assert_eq!(roles, ["user", "assistant", "toolResult", "assistant"]);
        assert_eq!(rows[1]["content"][0]["id"], rows[2]["toolCallId"]);
        assert_eq!(words_of(&rows[2]), "hi");
    }
}

#[tokio::test]
async fn a_console_without_the_capability_hears_no_tools() {
    let server = gateway(Profile::V2026_2_6).await;
    let deaf = Identity::new(1).with(|params| params["caps"] = json!([]));
    let mut console = Console::connected_as(&server, &deaf).await;
    console.ok("sessions.patch", json!({ "key": MAIN, "verboseLevel": "full" })).await;
    let events = console.talk(MAIN, "run command: ls", "run-1").await;
    assert!(events.iter().all(|event| event["payload"]["stream"] != "tool"));
}

#[tokio::test]
async fn results_of_tools_are_for_full_verbosity_only() {
    let server = gateway(Profile::V2026_2_6).await;
    let mut console = Console::connected(&server).await;
    console.ok("sessions.patch", json!({ "key": MAIN, "verboseLevel": "on" })).await;
    let events = console.talk(MAIN, "run command: ls", "run-1").await;
    let tools: Vec<&Value> =
        events.iter().filter(|event| event["payload"]["stream"] == "tool").collect();
    assert_eq!(tools.len(), 3);
    assert!(tools.iter().all(|tool| tool["payload"]["data"].get("result").is_none()));
}

#[tokio::test]
async fn the_same_key_sends_once() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let params = json!({
            "sessionKey": MAIN, "message": "flood 3000 every 1ms", "idempotencyKey": "once",
        });
        assert_eq!(console.ok("chat.send", params.clone()).await["status"], "started");
        assert_eq!(console.ok("chat.send", params.clone()).await["status"], "in_flight");
        console.until(|event| is_end_of(event, "once")).await;
        assert_eq!(console.ok("chat.send", params).await["status"], "ok");
        assert_eq!(transcript(&mut console, MAIN).await.len(), 2);
    }
}

#[tokio::test]
async fn a_stopped_answer_leaves_what_the_version_leaves() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        console.talk(MAIN, "hello", "run-0").await;
        let params = json!({
            "sessionKey": MAIN, "message": "flood 100000 every 1ms", "idempotencyKey": "run-1",
        });
        console.ok("chat.send", params).await;
        console.until(|event| event["payload"]["state"] == "delta").await;
        let abort = json!({ "sessionKey": MAIN, "runId": "run-1" });
        let answer = console.ok("chat.abort", abort).await;
        assert_eq!(answer, json!({ "ok": true, "aborted": true, "runIds": ["run-1"] }));
        let events = console.until(|event| is_end_of(event, "run-1")).await;
        let end = &events.last().unwrap()["payload"];
        assert_eq!((&end["state"], &end["stopReason"]), (&json!("aborted"), &json!("rpc")));
        let rows = transcript(&mut console, MAIN).await;
        if profile == Profile::V2026_2_6 {
            assert!(end.get("message").is_none());
            assert_eq!(rows.len(), 3);
        } else {
            assert_eq!(rows.len(), 4);
            assert_eq!(words_of(&rows[3]), words_of(&end["message"]));
            assert_eq!(rows[3]["openclawAbort"]["runId"], "run-1");
        }
    }
}

#[tokio::test]
async fn stopping_nothing_says_so() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut console = Console::connected(&server).await;
    let answer = console.ok("chat.abort", json!({ "sessionKey": MAIN })).await;
    assert_eq!(answer, json!({ "ok": true, "aborted": false, "runIds": [] }));
}

#[tokio::test]
async fn a_failure_is_told_as_each_version_tells_it() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let events = console.talk(MAIN, "fail now", "run-1").await;
        let end = &events.last().unwrap()["payload"];
        if profile == Profile::V2026_2_6 {
            assert_eq!(end["state"], "final");
            assert!(end.get("message").is_none());
        } else {
            assert_eq!(end["state"], "error");
            assert_eq!(end["errorMessage"], "500 the scripted model failed as asked");
        }
        let rows = transcript(&mut console, MAIN).await;
        assert_eq!(rows[1]["stopReason"], "error");
    }
}

#[tokio::test]
async fn silence_ends_without_a_message_where_gateways_hide_it() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let events = console.talk(MAIN, "say nothing", "run-1").await;
        let end = &events.last().unwrap()["payload"];
        if profile == Profile::V2026_2_6 {
            assert_eq!(words_of(&end["message"]), "NO_REPLY");
        } else {
            assert!(end.get("message").is_none());
            assert!(!chat_states(&events).contains(&"delta"));
        }
    }
}

#[tokio::test]
async fn a_message_to_a_busy_session_is_queued_followed_up_or_steered() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let send = |message: &str, run: &str| json!({ "sessionKey": MAIN, "message": message, "idempotencyKey": run });
        console.ok("chat.send", send("flood 2000 every 1ms", "first")).await;
        console.ok("chat.send", send("hello again", "second")).await;
        let events = console.until(|event| is_end_of(event, "second")).await;
        let first_had_ended = events.iter().any(|event| is_end_of(event, "first"));
        match profile {
            // It waits its turn under its own name.
            Profile::V2026_2_6 => {
                assert!(first_had_ended);
                assert!(last_text(&events).contains("hello again"));
            }
            // It ends at once; another run answers it afterwards.
            Profile::V2026_4_15 => {
                assert!(!first_had_ended);
                let rest = console
                    .until(|event| {
                        event["payload"]["state"] == "final"
                            && event["payload"]["runId"] != "first"
                            && event["event"] == "chat"
                    })
                    .await;
                assert!(last_text(&rest).contains("hello again"));
            }
            // It ends at once; the run that is there answers both.
            Profile::V2026_6_11 | Profile::V2026_9_6 => {
                assert!(!first_had_ended);
                let rest = console.until(|event| is_end_of(event, "first")).await;
                assert!(last_text(&rest).contains("hello again"));
            }
        }
    }
}

#[tokio::test]
async fn a_console_arriving_in_the_middle_is_told_how_far_the_run_is() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut first = Console::connected(&server).await;
    let params = json!({
        "sessionKey": MAIN, "message": "flood 50000 every 1ms", "idempotencyKey": "run-1",
    });
    first.ok("chat.send", params).await;
    first.until(|event| event["payload"]["state"] == "delta").await;
    let mut second = Console::connected_as(&server, &Identity::new(2)).await;
    let history = second.ok("chat.history", json!({ "sessionKey": MAIN })).await;
    assert_eq!(history["inFlightRun"]["runId"], "run-1");
    assert!(history["inFlightRun"]["text"].as_str().unwrap().starts_with("t.0"));
    second.ok("chat.abort", json!({ "sessionKey": MAIN })).await;
    second.until(|event| is_end_of(event, "run-1")).await;
    let history = second.ok("chat.history", json!({ "sessionKey": MAIN })).await;
    assert!(history.get("inFlightRun").is_none());
}

#[tokio::test]
async fn an_agent_call_is_answered_twice() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        let params = json!({ "message": "hello", "sessionKey": MAIN, "idempotencyKey": "turn-1" });
        let id = console.send("agent", params).await;
        assert_eq!(console.answer(&id).await.unwrap()["status"], "accepted");
        let last = console.answer(&id).await.unwrap();
        assert_eq!((&last["status"], &last["summary"]), (&json!("ok"), &json!("completed")));
        let waited = console.ok("agent.wait", json!({ "runId": "turn-1" })).await;
        assert_eq!(waited["status"], "ok");
    }
}

#[tokio::test]
async fn waiting_for_a_run_nobody_knows_times_out() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut console = Console::connected(&server).await;
    let waited = console.ok("agent.wait", json!({ "runId": "nobody", "timeoutMs": 0 })).await;
    assert_eq!(waited["status"], "timeout");
}

#[tokio::test]
async fn injected_words_are_heard_and_written() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        console.talk(MAIN, "hello", "run-0").await;
        let params = json!({ "sessionKey": MAIN, "message": "stay on topic", "label": "note" });
        let id = console.ok("chat.inject", params).await["messageId"].clone();
        let run = format!("inject-{}", id.as_str().unwrap());
        let events = console.until(|event| is_end_of(event, &run)).await;
        assert_eq!(last_text(&events), "[note]\n\nstay on topic");
        let rows = transcript(&mut console, MAIN).await;
        assert_eq!(words_of(&rows[2]), "[note]\n\nstay on topic");
    }
}

#[tokio::test]
async fn a_message_that_waits_can_be_taken_back() {
    let server = gateway(Profile::V2026_2_6).await;
    let mut console = Console::connected(&server).await;
    let send = |message: &str, run: &str| json!({ "sessionKey": MAIN, "message": message, "idempotencyKey": run });
    console.ok("chat.send", send("flood 100000 every 1ms", "first")).await;
    console.ok("chat.send", send("hello", "second")).await;
    assert_eq!(console.ok("chat.send", send("hello", "second")).await["status"], "in_flight");
    let abort = json!({ "sessionKey": MAIN, "runId": "second" });
    assert_eq!(console.ok("chat.abort", abort).await["runIds"], json!(["second"]));
    let events = console.until(|event| is_end_of(event, "second")).await;
    assert_eq!(events.last().unwrap()["payload"]["state"], "aborted");
    let waited = console.ok("agent.wait", json!({ "runId": "second" })).await;
    assert_eq!(waited["status"], "error");
    console.ok("chat.abort", json!({ "sessionKey": MAIN })).await;
    console.until(|event| is_end_of(event, "first")).await;
}
