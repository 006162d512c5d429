//! The acceptance cases of chat, told to the reducer.

mod merging;

use serde_json::{Value, json};

use super::row::{Body, Delivery, Ending, ToolPhase};
use super::steps;
use super::transcript::{Change, Transcript};
use crate::protocol::agents::AgentEvent;
use crate::protocol::chat::{ChatEvent, ChatMessage};
use crate::protocol::id::RunId;

fn chat(transcript: &mut Transcript, event: Value) -> Change {
    let event: ChatEvent = serde_json::from_value(event).unwrap();
    transcript.chat(&event, 10.0)
}

fn delta(transcript: &mut Transcript, run: &str, text: &str) -> Change {
    chat(
        transcript,
        json!({"runId": run, "sessionKey": "s", "state": "delta", "message": {"role": "assistant", "content": [{"type": "text", "text": text}]}}),
    )
}

fn end(transcript: &mut Transcript, run: &str, text: Option<&str>) -> Change {
    let message =
        text.map(|text| json!({"role": "assistant", "content": [{"type": "text", "text": text}]}));
    chat(transcript, json!({"runId": run, "sessionKey": "s", "state": "final", "message": message}))
}

fn tool(transcript: &mut Transcript, run: &str, data: Value) -> Change {
    let event: AgentEvent = serde_json::from_value(
        json!({"runId": run, "sessionKey": "s", "stream": "tool", "data": data}),
    )
    .unwrap();
    steps::apply(transcript, &event, 10.0)
}

fn history(transcript: &mut Transcript, messages: Value) -> Change {
    let messages: Vec<ChatMessage> = serde_json::from_value(messages).unwrap();
    transcript.replace(&messages, None, 10.0)
}

/// The transcript as one line a row.
fn told(transcript: &Transcript) -> Vec<String> {
    transcript
        .order()
        .into_iter()
        .map(|key| match &transcript.row(key).unwrap().0.body {
            Body::Said(said) => match &said.delivery {
                Delivery::Stored => format!("you: {}", said.text),
                Delivery::Failed { .. } => format!("you, failed: {}", said.text),
                Delivery::Sending { .. } | Delivery::Accepted { .. } => {
                    format!("you, not yet stored: {}", said.text)
                }
            },
            Body::Reply { text, .. } => format!("agent: {text}"),
            Body::Thinking { text } => format!("thinks: {text}"),
            Body::Tool(call) => format!("{} {:?}: {}", call.name, call.phase, call.output),
            Body::Note { text } => format!("note: {text}"),
            Body::Compacted => "compacted".to_owned(),
            Body::End(ending) => format!("{ending:?}"),
        })
        .collect()
}

fn user(text: &str, at: u64) -> Value {
    json!({"role": "user", "content": [{"type": "text", "text": text}], "timestamp": at})
}

fn assistant(text: &str, at: u64) -> Value {
    json!({"role": "assistant", "content": [{"type": "text", "text": text}], "timestamp": at})
}

#[test]
fn a_delta_of_another_run_does_not_touch_the_stream_and_its_final_is_appended() {
    let mut transcript = Transcript::default();
    delta(&mut transcript, "one", "Half a");
    delta(&mut transcript, "two", "Other");
    assert_eq!(told(&transcript), ["agent: Half a"]);
    end(&mut transcript, "two", Some("Other reply"));
    assert_eq!(told(&transcript), ["agent: Other reply", "agent: Half a"]);
    assert_eq!(transcript.live().unwrap().run, RunId::from("one"));
}

#[test]
fn a_shorter_snapshot_replaces_the_stream() {
    let mut transcript = Transcript::default();
    delta(&mut transcript, "one", "A longer text");
    delta(&mut transcript, "one", "Short");
    assert_eq!(told(&transcript), ["agent: Short"]);
}

#[test]
fn the_final_payload_wins_over_streamed_text() {
    let mut transcript = Transcript::default();
    delta(&mut transcript, "one", "Streamed tex");
    let change = end(&mut transcript, "one", Some("Final text"));
    assert_eq!(told(&transcript), ["agent: Final text"]);
    assert!(transcript.live().is_none());
    assert!(change.reload, "a run adopted midway is read back");
}

#[test]
fn a_final_without_a_message_keeps_the_streamed_text_once() {
    let mut transcript = Transcript::default();
    delta(&mut transcript, "one", "Streamed");
    end(&mut transcript, "one", None);
    end(&mut transcript, "one", None);
    assert_eq!(told(&transcript), ["agent: Streamed"]);
}

#[test]
fn an_empty_stream_leaves_nothing() {
    let mut transcript = Transcript::default();
    transcript.say(RunId::from("one"), "hi".to_owned(), 1.0);
    end(&mut transcript, "one", None);
    assert_eq!(told(&transcript), ["you, not yet stored: hi"]);
}

#[test]
fn no_reply_is_hidden_where_the_agent_says_it_and_kept_where_the_operator_does() {
    let mut transcript = Transcript::default();
    delta(&mut transcript, "one", "NO");
    delta(&mut transcript, "one", "NO_REPLY");
    assert_eq!(told(&transcript), Vec::<String>::new());
    end(&mut transcript, "one", Some("NO_REPLY"));
    assert_eq!(told(&transcript), Vec::<String>::new());
    history(&mut transcript, json!([user("NO_REPLY", 1), assistant("NO_REPLY", 2)]));
    assert_eq!(told(&transcript), ["you: NO_REPLY"]);
}

#[test]
fn a_reply_that_only_begins_like_silence_is_said() {
    let mut transcript = Transcript::default();
    delta(&mut transcript, "one", "NO");
    end(&mut transcript, "one", Some("NO"));
    assert_eq!(told(&transcript), ["agent: NO"]);
}

#[test]
fn history_is_read_once_after_a_final_that_used_tools_and_never_for_a_tool_event() {
    let mut transcript = Transcript::default();
    transcript.say(RunId::from("one"), "ls".to_owned(), 1.0);
    let mut reloads = 0;
    for data in [
        json!({"phase": "start", "name": "exec", "toolCallId": "c1", "args": {"command": "ls"}}),
        json!({"phase": "update", "name": "exec", "toolCallId": "c1", "partialResult": {"content": [{"type": "text", "text": "a"}]}}),
        json!({"phase": "result", "name": "exec", "toolCallId": "c1", "result": {"content": [{"type": "text", "text": "a b"}]}}),
    ] {
        reloads += u32::from(tool(&mut transcript, "one", data).reload);
    }
    delta(&mut transcript, "one", "Done.");
    reloads += u32::from(end(&mut transcript, "one", Some("Done.")).reload);
    reloads += u32::from(end(&mut transcript, "one", Some("Done.")).reload);
    assert_eq!(reloads, 1);
    assert_eq!(told(&transcript), ["you, not yet stored: ls", "exec Done: a b", "agent: Done."]);
}

#[test]
fn a_run_that_hid_its_tool_calls_shows_them_once_it_has_ended() {
    let mut transcript = Transcript::default();
    transcript.say(RunId::from("one"), "ls".to_owned(), 1.0);
    delta(&mut transcript, "one", "Done.");
    assert!(end(&mut transcript, "one", Some("Done.")).reload);
    let call = json!([{"type": "toolCall", "id": "c1", "name": "exec", "arguments": {}}]);
    let result = json!([{"type": "text", "text": "a"}]);
    history(
        &mut transcript,
        json!([
            user("ls", 5),
            {"role": "assistant", "content": call, "timestamp": 6},
            {"role": "toolResult", "toolCallId": "c1", "content": result, "timestamp": 7},
            assistant("Done.", 8),
        ]),
    );
    assert_eq!(told(&transcript), ["you: ls", "exec Done: a", "agent: Done."]);
}

#[test]
fn a_note_put_in_by_someone_needs_no_second_look() {
    let mut transcript = Transcript::default();
    assert!(!end(&mut transcript, "inject-1", Some("Stay on topic.")).reload);
    assert_eq!(told(&transcript), ["agent: Stay on topic."]);
}

#[test]
fn calls_and_results_meet_on_one_card_also_without_names() {
    let mut transcript = Transcript::default();
    history(
        &mut transcript,
        json!([
            {"role": "assistant", "content": [{"type": "tool_use", "id": "a", "name": "read", "input": {"path": "x"}}, {"type": "toolCall", "id": "b", "name": "exec", "arguments": {}}]},
            {"role": "toolResult", "content": [{"type": "text", "text": "first"}]},
            {"role": "toolResult", "toolCallId": "b", "content": [{"type": "text", "text": "second"}], "isError": true},
        ]),
    );
    assert_eq!(told(&transcript), ["read Done: first", "exec Failed: second"]);
}

#[test]
fn text_repeated_from_before_a_tool_call_is_not_shown_twice() {
    let mut transcript = Transcript::default();
    delta(&mut transcript, "one", "Let me look.");
    tool(
        &mut transcript,
        "one",
        json!({"phase": "start", "name": "exec", "toolCallId": "c1", "args": {}}),
    );
    delta(&mut transcript, "one", "Let me look.");
    delta(&mut transcript, "one", "Let me look.\n\nTwo files.");
    assert_eq!(told(&transcript), ["agent: Let me look.", "exec Running: ", "agent: Two files."]);
}

#[test]
fn pieces_of_protocol_4_join_the_text_or_replace_it() {
    let mut transcript = Transcript::default();
    for (text, replace) in [("Hel", false), ("lo", false)] {
        chat(
            &mut transcript,
            json!({"runId": "one", "state": "delta", "deltaText": text, "replace": replace}),
        );
    }
    assert_eq!(told(&transcript), ["agent: Hello"]);
    chat(
        &mut transcript,
        json!({"runId": "one", "state": "delta", "deltaText": "Good day", "replace": true}),
    );
    assert_eq!(told(&transcript), ["agent: Good day"]);
}

#[test]
fn a_message_that_did_not_go_out_can_be_taken_back() {
    let mut transcript = Transcript::default();
    let run = RunId::from("one");
    transcript.say(run.clone(), "precious".to_owned(), 1.0);
    transcript.delivered(&run, Err("no".to_owned()));
    assert_eq!(told(&transcript), ["you, failed: precious"]);
    assert!(transcript.live().is_none());
    assert_eq!(transcript.take_back(&run).as_deref(), Some("precious"));
    assert_eq!(told(&transcript), Vec::<String>::new());
}

#[test]
fn errors_aborts_and_emptiness_each_look_like_what_they_are() {
    let mut transcript = Transcript::default();
    history(
        &mut transcript,
        json!([
            {"role": "assistant", "content": [], "stopReason": "error", "errorMessage": "HTTP 500"},
            {"role": "assistant", "content": [{"type": "text", "text": "Par"}], "stopReason": "aborted"},
            {"role": "assistant", "content": [], "stopReason": "stop"},
        ]),
    );
    assert_eq!(
        told(&transcript),
        [
            format!("{:?}", Ending::Error("HTTP 500".to_owned())),
            "agent: Par".to_owned(),
            "Aborted".to_owned(),
            "Empty".to_owned()
        ]
    );
}

#[test]
fn what_a_stopped_run_said_stands_there_once_although_it_is_stored_twice() {
    let stopped =
        |text: &str| json!({"role": "assistant", "content": text, "stopReason": "aborted"});
    for messages in [
        json!([user("go", 1), assistant("Par", 2), stopped("Part"), user("on", 3)]),
        json!([user("go", 1), stopped("Part"), assistant("Par", 2), user("on", 3)]),
        json!([user("go", 1), stopped("Par"), stopped("Part"), user("on", 3)]),
    ] {
        let mut transcript = Transcript::default();
        history(&mut transcript, messages);
        assert_eq!(told(&transcript), ["you: go", "agent: Part", "Aborted", "you: on"]);
    }
}

#[test]
fn a_run_given_up_leaves_its_calls_unfinished() {
    let mut transcript = Transcript::default();
    tool(
        &mut transcript,
        "one",
        json!({"phase": "start", "name": "exec", "toolCallId": "c1", "args": {}}),
    );
    assert!(transcript.give_up_run().reload);
    assert_eq!(told(&transcript), [format!("exec {:?}: ", ToolPhase::Unfinished)]);
    assert_eq!(delta(&mut transcript, "one", "late"), Change::default());
}

#[test]
fn what_a_run_said_that_was_given_up_stays_only_if_the_gateway_kept_it() {
    for kept in [true, false] {
        let mut transcript = Transcript::default();
        transcript.say("one".into(), "go".to_owned(), 1.0);
        delta(&mut transcript, "one", "half a rep");
        transcript.give_up_run();
        assert!(told(&transcript).iter().any(|row| row.contains("half a rep")));
        let mut messages = vec![json!({"role": "user", "content": "go"})];
        if kept {
            messages.push(json!({"role": "assistant", "content": "half a rep"}));
        }
        history(&mut transcript, json!(messages));
        assert_eq!(told(&transcript).iter().any(|row| row.contains("half a rep")), kept);
    }
}

#[test]
fn what_the_gateway_does_not_say_breaks_nothing() {
    let mut transcript = Transcript::default();
    history(
        &mut transcript,
        json!([{"role": "oracle", "content": "word"}, {"content": {"odd": true}}, {"role": "user"}, {"role": "assistant", "content": [{"type": "hologram"}]}]),
    );
    assert_eq!(told(&transcript)[0], "note: word");
    chat(&mut transcript, json!({"runId": "x", "state": "pondering"}));
}
