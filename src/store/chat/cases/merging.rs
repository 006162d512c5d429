//! The cases in which the stored transcript meets what is on screen.

use serde_json::json;

use super::{assistant, chat, delta, end, history, told, tool, user};
use crate::protocol::chat::History;
use crate::protocol::id::RunId;
use crate::store::chat::transcript::Transcript;

#[test]
fn a_stopped_run_keeps_its_partial_text_exactly_once() {
    let mut transcript = Transcript::default();
    transcript.say(RunId::from("one"), "go".to_owned(), 1.0);
    delta(&mut transcript, "one", "Part");
    chat(
        &mut transcript,
        json!({"runId": "one", "sessionKey": "s", "state": "aborted", "stopReason": "rpc"}),
    );
    assert_eq!(told(&transcript), ["you, not yet stored: go", "agent: Part", "Aborted"]);
    // A gateway that does not store the partial text does not take it from the screen,
    history(&mut transcript, json!([user("go", 5)]));
    assert_eq!(told(&transcript), ["you: go", "agent: Part", "Aborted"]);
    // and one that does, does not double it.
    history(
        &mut transcript,
        json!([user("go", 5), {"role": "assistant", "content": [{"type": "text", "text": "Part"}], "stopReason": "aborted", "timestamp": 6}]),
    );
    assert_eq!(told(&transcript), ["you: go", "agent: Part", "Aborted"]);
}

#[test]
fn a_message_on_its_way_stays_at_the_end_until_it_is_stored() {
    let mut transcript = Transcript::default();
    history(&mut transcript, json!([user("hello", 1), assistant("Hi.", 2)]));
    transcript.say(RunId::from("two"), "hello".to_owned(), 3.0);
    history(&mut transcript, json!([user("hello", 1), assistant("Hi.", 2)]));
    assert_eq!(told(&transcript), ["you: hello", "agent: Hi.", "you, not yet stored: hello"]);
    history(&mut transcript, json!([user("hello", 1), assistant("Hi.", 2), user("hello", 4)]));
    assert_eq!(told(&transcript), ["you: hello", "agent: Hi.", "you: hello"]);
}

#[test]
fn a_message_is_recognized_behind_what_the_gateway_put_in_front_of_it() {
    let mut transcript = Transcript::default();
    history(&mut transcript, json!([user("hello", 1), assistant("Hi.", 2)]));
    transcript.say(RunId::from("two"), "hello".to_owned(), 3.0);
    let told_by_gateway = "System: [14:02] Gateway restarted.\n\nhello";
    history(
        &mut transcript,
        json!([user("hello", 1), assistant("Hi.", 2), user(told_by_gateway, 4)]),
    );
    assert_eq!(told(&transcript), ["you: hello", "agent: Hi.", &format!("you: {told_by_gateway}")]);
}

#[test]
fn rows_keep_their_keys_when_the_stored_transcript_takes_their_place() {
    let mut transcript = Transcript::default();
    transcript.say(RunId::from("one"), "hi".to_owned(), 1.0);
    delta(&mut transcript, "one", "Hello");
    end(&mut transcript, "one", Some("Hello"));
    let before = transcript.order();
    history(&mut transcript, json!([user("hi", 5), assistant("Hello\n", 6)]));
    assert_eq!(transcript.order(), before);
    history(&mut transcript, json!([user("earlier", 1), user("hi", 5), assistant("Hello\n", 6)]));
    assert_eq!(transcript.order()[1..], before);
}

#[test]
fn a_history_read_during_a_run_doubles_nothing() {
    let mut transcript = Transcript::default();
    transcript.say(RunId::from("one"), "ls".to_owned(), 1.0);
    delta(&mut transcript, "one", "Let me look.");
    tool(
        &mut transcript,
        "one",
        json!({"phase": "start", "name": "exec", "toolCallId": "c1", "args": {"command": "ls"}}),
    );
    delta(&mut transcript, "one", "There is");
    history(
        &mut transcript,
        json!([
            user("ls", 5),
            {"role": "assistant", "content": [{"type": "text", "text": "Let me look."}, {"type": "toolCall", "id": "c1", "name": "exec", "arguments": {"command": "ls"}}], "timestamp": 6},
            {"role": "toolResult", "toolCallId": "c1", "content": [{"type": "text", "text": "a"}], "timestamp": 7},
        ]),
    );
    assert_eq!(
        told(&transcript),
        ["you: ls", "agent: Let me look.", "exec Done: a", "agent: There is"]
    );
    // The result's own event comes late and finds its card.
    tool(
        &mut transcript,
        "one",
        json!({"phase": "result", "name": "exec", "toolCallId": "c1", "result": {"content": [{"type": "text", "text": "a"}]}}),
    );
    assert_eq!(told(&transcript).len(), 4);
}

#[test]
fn a_reload_in_the_middle_adopts_the_run_without_doubling() {
    let mut transcript = Transcript::default();
    let reply: History = serde_json::from_value(json!({
        "messages": [user("go", 1)], "inFlightRun": {"runId": "one", "text": "Half"}
    }))
    .unwrap();
    transcript.replace(&reply.messages, reply.in_flight_run.as_ref(), 10.0);
    assert_eq!(told(&transcript), ["you: go", "agent: Half"]);
    delta(&mut transcript, "one", "Half and more");
    assert!(end(&mut transcript, "one", Some("Half and more.")).reload);
    history(&mut transcript, json!([user("go", 1), assistant("Half and more.", 2)]));
    assert_eq!(told(&transcript), ["you: go", "agent: Half and more."]);
}
