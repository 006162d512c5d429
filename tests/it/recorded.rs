//! The chat reducer against what three real gateways sent: a greeting, a tool call, a long reply.

use std::collections::BTreeMap;

use quarterdeck::protocol::agents::AgentEvent;
use quarterdeck::protocol::chat::{ChatEvent, ChatState, History};
use quarterdeck::protocol::event::Event;
use quarterdeck::store::chat::row::{Body, Row, ToolPhase};
use quarterdeck::store::chat::steps;
use quarterdeck::store::chat::stored::{self, Keys, text_of};
use quarterdeck::store::chat::transcript::Transcript;
use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize)]
struct Recording {
    events: Vec<Recorded>,
    history: History,
}

#[derive(Deserialize)]
struct Recorded {
    event: String,
    payload: Box<RawValue>,
}

fn recordings() -> BTreeMap<&'static str, Recording> {
    BTreeMap::from([
        ("2026.2.6-3", include_str!("recorded/2026.2.6-3.json")),
        ("2026.4.15", include_str!("recorded/2026.4.15.json")),
        ("2026.9.6", include_str!("recorded/2026.9.6.json")),
    ])
    .into_iter()
    .map(|(version, text)| (version, serde_json::from_str(text).expect("a recording is JSON")))
    .collect()
}

fn step(transcript: &mut Transcript, event: &AgentEvent) {
    steps::apply(transcript, event, 1.0);
}

/// Plays the events and gives the final texts that they carried.
fn play(transcript: &mut Transcript, events: &[Recorded]) -> Vec<String> {
    let mut finals = Vec::new();
    for recorded in events {
        match Event::named(&recorded.event, Some(&recorded.payload)) {
            Event::Chat(event) => {
                let event: ChatEvent = event.read().expect("a recorded event parses");
                transcript.chat(&event, 1.0);
                if let (ChatState::Final, Some(message)) = (&event.state, &event.message) {
                    finals.push(text_of(&message.content).trim().to_owned());
                }
            }
            Event::Agent(event) | Event::SessionTool(event) => {
                step(transcript, &event.read().expect("a recorded event parses"));
            }
            other => panic!("not an event of a chat: {other:?}"),
        }
    }
    finals
}

fn shown(transcript: &Transcript) -> Vec<Row> {
    transcript
        .order()
        .into_iter()
        .filter_map(|key| transcript.row(key))
        .map(|(row, _)| (*row).clone())
        .collect()
}

fn replies(rows: &[Row]) -> Vec<String> {
    rows.iter()
        .filter_map(|row| match &row.body {
            Body::Reply { text, .. } => Some(text.trim().to_owned()),
            _ => None,
        })
        .collect()
}

#[test]
fn every_final_text_stands_there_once() {
    for (version, recording) in recordings() {
        let mut transcript = Transcript::default();
        let finals = play(&mut transcript, &recording.events);
        assert!(!finals.is_empty(), "{version}: the recording has finals");
        let replies = replies(&shown(&transcript));
        for text in finals {
            assert_eq!(
                replies.iter().filter(|reply| **reply == text).count(),
                1,
                "{version}: {text}"
            );
        }
    }
}

#[test]
fn a_tool_call_becomes_one_card_with_its_output() {
    for (version, recording) in recordings() {
        let mut transcript = Transcript::default();
        play(&mut transcript, &recording.events);
        let mut calls = BTreeMap::new();
        for row in shown(&transcript) {
            if let Body::Tool(call) = row.body {
                let id = call.id.clone().expect("a recorded call has an id");
                assert!(calls.insert(id, call).is_none(), "{version}: one card a call");
            }
        }
        let done = calls
            .values()
            .find(|call| call.phase == ToolPhase::Done)
            .unwrap_or_else(|| panic!("{version}: a call ended"));
        assert_eq!(done.name, "exec", "{version}");
        assert!(done.output.contains("recorded-tool-call"), "{version}: {}", done.output);
        assert!(
            done.arguments.contains("echo recorded-tool-call"),
            "{version}: {}",
            done.arguments
        );
    }
}

#[test]
fn the_stored_transcript_takes_over_with_nothing_twice_and_nothing_missing() {
    for (version, recording) in recordings() {
        let mut transcript = Transcript::default();
        play(&mut transcript, &recording.events);
        transcript.replace(&recording.history.messages, None, 2.0);
        let wanted = stored::rows(&recording.history.messages, &mut Keys::default());
        let rows = shown(&transcript);
        let of_history: Vec<_> =
            rows.iter().filter(|row| row.stored).map(|row| &row.body).collect();
        assert_eq!(of_history, wanted.iter().map(|row| &row.body).collect::<Vec<_>>(), "{version}");
        let stored = replies(&wanted);
        let unstored: Vec<_> = rows.iter().filter(|row| !row.stored).cloned().collect();
        for reply in replies(&unstored) {
            assert!(!stored.contains(&reply), "{version}: said twice: {reply}");
        }
    }
}
