//! Every order does what it says, and nothing to the transcript.

use demo_gateway::{Profile, Server};
use serde_json::{Value, json};

use crate::console::{Console, Identity, gateway, is_end_of, next_frame, words_of};

const FLOOD: &str = "flood 4000 every 1ms";

fn order(server: &Server, order: Value) -> Value {
    server.order(&order).unwrap()
}

async fn start_flood(console: &mut Console, run: &str) {
    let params = json!({
        "sessionKey": "agent:main:fresh", "message": FLOOD, "idempotencyKey": run,
    });
    console.ok("chat.send", params).await;
}

fn numbers(events: &[Value]) -> Vec<u64> {
    events.iter().filter_map(|event| event["seq"].as_u64()).collect()
}

#[tokio::test]
async fn drop_cuts_every_connection_without_a_word() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut console = Console::connected(&server).await;
    order(&server, json!({ "order": "drop" }));
    assert_eq!(console.ended().await, None);
}

#[tokio::test]
async fn drop_can_wait_for_a_number_of_deltas_and_the_run_goes_on() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        order(&server, json!({ "order": "drop", "afterDeltas": 3 }));
        start_flood(&mut console, "run-1").await;
        let mut deltas = 0;
        while let Ok(event) = console.event().await {
            deltas += usize::from(event["payload"]["state"] == "delta");
        }
        assert_eq!(deltas, 3, "{profile:?}");
        let mut again = Console::connected(&server).await;
        again.ok("agent.wait", json!({ "runId": "run-1" })).await;
        let history = again.ok("chat.history", json!({ "sessionKey": "agent:main:fresh" })).await;
        assert!(words_of(&history["messages"][1]).ends_with("`code3999`"));
    }
}

#[tokio::test]
async fn a_stall_holds_everything_back_until_it_is_resumed() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut console = Console::connected(&server).await;
    order(&server, json!({ "order": "stall" }));
    let id = console.send("health", json!({})).await;
    order(&server, json!({ "order": "tick" }));
    order(&server, json!({ "order": "resume" }));
    assert!(console.answer(&id).await.is_ok());
    order(&server, json!({ "order": "stall", "ms": 1 }));
    assert!(console.call("health", json!({})).await.is_ok());
}

#[tokio::test]
async fn a_console_that_comes_back_is_free_of_the_stall() {
    let server = gateway(Profile::V2026_9_6).await;
    let _silent = Console::connected(&server).await;
    order(&server, json!({ "order": "stall" }));
    let mut again = Console::connected(&server).await;
    assert!(again.call("health", json!({})).await.is_ok());
}

#[tokio::test]
async fn delayed_frames_arrive_in_order() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut console = Console::connected(&server).await;
    order(&server, json!({ "order": "delay", "ms": 20 }));
    let events = console.talk("agent:main:fresh", "hello", "run-1").await;
    let numbers = numbers(&events);
    assert!(numbers.is_sorted(), "{numbers:?}");
}

#[tokio::test]
async fn swallowed_events_leave_a_gap() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut console = Console::connected(&server).await;
    let before = console.talk("agent:main:fresh", "hello", "run-0").await;
    order(&server, json!({ "order": "gap", "swallow": 5 }));
    let after = console.talk("agent:main:fresh", "hello", "run-1").await;
    let (before, after) = (numbers(&before), numbers(&after));
    assert_eq!(after[0] - before[before.len() - 1], 6);
    assert!(after.windows(2).all(|pair| pair[1] - pair[0] == 1), "{after:?}");
}

#[tokio::test]
async fn skipped_numbers_leave_a_gap_with_nothing_missing() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        order(&server, json!({ "order": "tick" }));
        order(&server, json!({ "order": "gap", "skip": 10 }));
        order(&server, json!({ "order": "tick" }));
        order(&server, json!({ "order": "tick" }));
        let mut ticks = Vec::new();
        while ticks.len() < 3 {
            ticks.extend(
                console
                    .until(|event| event["event"] == "tick")
                    .await
                    .into_iter()
                    .filter(|event| event["event"] == "tick"),
            );
        }
        let numbers = numbers(&ticks);
        assert_eq!([numbers[1] - numbers[0], numbers[2] - numbers[1]], [11, 1], "{profile:?}");
    }
}

#[tokio::test]
async fn malformed_frames_come_and_the_connection_lives() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut console = Console::connected(&server).await;
    order(&server, json!({ "order": "malformed" }));
    let id = console.send("health", json!({})).await;
    let mut broken = 0;
    loop {
        let frame = next_frame(&mut console.socket).await.unwrap();
        if frame["id"] == id.as_str() {
            break;
        }
        broken += usize::from(!frame.is_object() || frame["event"] == "never.heard.of");
    }
    assert_eq!(broken, 5);
}

#[tokio::test]
async fn an_oversized_frame_exceeds_the_policy() {
    let server = gateway(Profile::V2026_2_6).await;
    let mut console = Console::connected(&server).await;
    let most = console.hello["policy"]["maxPayload"].as_u64().unwrap();
    order(&server, json!({ "order": "oversized" }));
    let events = console.until(|event| event["payload"]["filler"].is_string()).await;
    assert!(events.last().unwrap().to_string().len() as u64 > most);
}

#[tokio::test]
async fn a_slow_consumer_is_closed_with_1008() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut console = Console::connected(&server).await;
    order(&server, json!({ "order": "slow-consumer" }));
    assert_eq!(console.ended().await, Some((1008, "slow consumer".to_owned())));
}

#[tokio::test]
async fn a_restart_says_so_closes_and_forgets_what_was_running() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        console.talk("agent:main:fresh", "hello", "run-0").await;
        start_flood(&mut console, "run-1").await;
        console.until(|event| event["payload"]["state"] == "delta").await;
        order(&server, json!({ "order": "restart", "ms": 0 }));
        console.until(|event| event["event"] == "shutdown").await;
        assert_eq!(console.ended().await, Some((1012, "service restart".to_owned())));
        let mut again = Console::connected(&server).await;
        if profile >= Profile::V2026_6_11 {
            assert_ne!(again.hello["server"]["bootId"], console.hello["server"]["bootId"]);
        }
        let history = again.ok("chat.history", json!({ "sessionKey": "agent:main:fresh" })).await;
        assert_eq!(history["messages"].as_array().unwrap().len(), 3);
        assert!(history.get("inFlightRun").is_none());
        let state = order(&server, json!({ "order": "state", "session": "agent:main:fresh" }));
        assert_eq!(state["activeRun"], Value::Null);
    }
}

#[tokio::test]
async fn nobody_gets_in_while_the_gateway_is_away() {
    let server = gateway(Profile::V2026_9_6).await;
    order(&server, json!({ "order": "restart", "ms": 600_000 }));
    let url = format!("ws://{}/", server.address());
    assert!(tokio_tungstenite::connect_async(url.as_str()).await.is_err());
    order(&server, json!({ "order": "mend" }));
    Console::connected(&server).await;
}

#[tokio::test]
async fn refusals_at_the_door_are_given_as_ordered() {
    let server = gateway(Profile::V2026_4_15).await;
    let me = Identity::new(1);
    for code in ["AUTH_TOKEN_MISMATCH", "AUTH_TOKEN_MISSING", "DEVICE_IDENTITY_REQUIRED"] {
        order(&server, json!({ "order": "refuse-auth", "code": code, "times": 1 }));
        let (error, ended) = Console::try_connect(&server, &me).await.err().unwrap();
        assert_eq!(error["details"]["code"], code);
        assert_eq!(ended.unwrap().0, 1008);
        Console::connected_as(&server, &me).await;
    }
}

#[tokio::test]
async fn a_rate_limit_says_when_to_come_back() {
    let server = gateway(Profile::V2026_9_6).await;
    let me = Identity::new(1);
    order(&server, json!({ "order": "rate-limit", "retryAfterMs": 1200 }));
    let (error, _) = Console::try_connect(&server, &me).await.err().unwrap();
    assert_eq!(error["details"]["code"], "AUTH_RATE_LIMITED");
    assert_eq!(error["retryAfterMs"], 1200);
    Console::connected_as(&server, &me).await;
}

#[tokio::test]
async fn pairing_is_required_until_it_is_approved() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let me = Identity::new(1);
        let mut other = Console::connected_as(&server, &Identity::new(2)).await;
        let request = order(&server, json!({ "order": "require-pairing" }))["requestId"].clone();
        for _ in 0..2 {
            let (error, _) = Console::try_connect(&server, &me).await.err().unwrap();
            assert_eq!(error["code"], "NOT_PAIRED");
            assert_eq!(error["details"]["requestId"], request);
        }
        order(&server, json!({ "order": "approve" }));
        Console::connected_as(&server, &me).await;
        let heard = other.until(|event| event["event"] == "device.pair.resolved").await;
        let asked: Vec<&Value> =
            heard.iter().filter(|event| event["event"] == "device.pair.requested").collect();
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0]["payload"]["deviceId"], me.device_id());
    }
}

#[tokio::test]
async fn an_origin_can_be_refused_by_order() {
    let server = gateway(Profile::V2026_9_6).await;
    order(&server, json!({ "order": "origin-refused" }));
    let (error, _) = Console::try_connect(&server, &Identity::new(1)).await.err().unwrap();
    assert_eq!(error["details"]["code"], "CONTROL_UI_ORIGIN_NOT_ALLOWED");
}

#[tokio::test]
async fn any_method_can_be_made_to_answer_something_else() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut console = Console::connected(&server).await;
    let error = json!({ "code": "UNAVAILABLE", "message": "starting up", "retryAfterMs": 500 });
    order(&server, json!({ "order": "answer", "method": "chat.history", "error": error }));
    let params = json!({ "sessionKey": "main" });
    assert_eq!(console.call("chat.history", params.clone()).await.unwrap_err(), error);
    assert!(console.call("chat.history", params).await.is_ok());
    order(&server, json!({ "order": "answer", "method": "health", "payload": 7, "times": 2 }));
    assert_eq!(console.ok("health", json!({})).await, 7);
    assert_eq!(console.ok("health", json!({})).await, 7);
    assert_eq!(console.ok("health", json!({})).await["ok"], true);
}

#[tokio::test]
async fn reset_brings_everything_back_as_it_was() {
    let server = gateway(Profile::V2026_9_6).await;
    let mut console = Console::connected(&server).await;
    let before = console.ok("sessions.list", json!({})).await["count"].clone();
    console.talk("agent:main:fresh", "hello", "run-1").await;
    order(&server, json!({ "order": "refuse-auth" }));
    order(&server, json!({ "order": "reset" }));
    assert_eq!(console.ok("sessions.list", json!({})).await["count"], before);
    Console::connected(&server).await;
}

#[tokio::test]
async fn the_state_is_the_transcript_as_history_shows_it() {
    for profile in Profile::ALL {
        let server = gateway(profile).await;
        let mut console = Console::connected(&server).await;
        start_flood(&mut console, "run-1").await;
        console.until(|event| is_end_of(event, "run-1")).await;
        let state = order(&server, json!({ "order": "state", "session": "agent:main:fresh" }));
        let history = console.ok("chat.history", json!({ "sessionKey": "agent:main:fresh" })).await;
        assert_eq!(state["messages"], history["messages"]);
    }
}

#[tokio::test]
async fn an_order_nobody_knows_is_named() {
    let server = gateway(Profile::V2026_9_6).await;
    let sentence = server.order(&json!({ "order": "explode" })).unwrap_err();
    assert_eq!(sentence, "No order is called \"explode\".");
}
