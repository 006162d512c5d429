//! The query language, as the gateway's own console reads it.

use quarterdeck::features::usage::query::complete::{accepted, suggestions, toggled};
use quarterdeck::features::usage::query::{Query, Warning};
use quarterdeck::protocol::usage::report::SessionUse;
use serde_json::json;

use super::{session, totals, with};

fn desk() -> SessionUse {
    let usage = json!({
        "messageCounts": { "total": 12, "user": 4, "assistant": 8, "toolCalls": 3, "toolResults": 3, "errors": 1 },
        "toolUsage": { "totalCalls": 3, "uniqueTools": 1, "tools": [{ "name": "web_search", "count": 3 }] },
        "modelUsage": [{ "provider": "Harbour", "model": "harbour-large", "count": 8, "totals": totals(9, 0.1, 0) }],
    });
    session(json!({
        "key": "agent:main:telegram:dm:42", "sessionId": "9f3a-77", "label": "Main desk", "agentId": "main",
        "channel": "telegram", "chatType": "direct", "modelProvider": "script", "model": "script-1",
        "origin": { "provider": "telegram" }, "hasContextWeight": true,
        "usage": with(usage, totals(25_000, 0.5, 0)),
    }))
}

fn bare() -> SessionUse {
    session(json!({ "key": "agent:scout:x", "usage": null }))
}

#[track_caller]
fn finds(query: &str, desk_too: bool, bare_too: bool) {
    let query = Query::parse(query);
    assert_eq!((query.matches(&desk()), query.matches(&bare())), (desk_too, bare_too), "{query:?}");
}

#[test]
fn each_key_looks_at_its_own_field() {
    finds("agent:MAIN", true, false);
    finds("channel:tele", true, false);
    finds("chat:direct", true, false);
    finds("provider:harbour", true, false);
    finds("provider:script", true, false);
    finds("provider:telegram", true, false);
    finds("model:large", true, false);
    finds("model:script-1", true, false);
    finds("tool:search", true, false);
    finds("label:\"main desk\"", true, false);
    finds("key:agent:*:dm:??", true, false);
    finds("session:9f3a*", true, false);
    finds("id:scout", false, true);
    finds("desk", true, false);
    finds("agent", true, true);
}

#[test]
fn qualities_and_bounds() {
    for has in ["tools", "errors", "context", "usage", "model", "provider"] {
        finds(&format!("has:{has}"), true, false);
    }
    finds("minTokens:25k", true, false);
    finds("mintokens:25.1k", false, false);
    finds("maxTokens:1m", true, true);
    finds("minCost:$0.5", true, false);
    finds("maxCost:0.1", false, true);
    finds("minMessages:12 maxMessages:12", true, false);
    finds("minErrors:1", true, false);
    finds("maxErrors:0", false, true);
}

#[test]
fn terms_narrow_down_and_the_same_key_widens() {
    finds("model:none model:large", true, false);
    finds("model:none agent:main", false, false);
    finds("agent:main agent:scout", false, false);
    finds("channel:none tool:web_search", false, false);
}

#[test]
fn what_means_nothing_hides_nothing_and_is_told() {
    let warned = |text: &str| {
        let query = Query::parse(text);
        assert!(query.matches(&bare()), "{text}");
        query.warnings
    };
    assert_eq!(warned(""), []);
    assert_eq!(warned("  \t "), []);
    let key = "modle".to_owned();
    assert_eq!(warned("modle:x"), [Warning::UnknownKey { key, nearest: Some("model") }]);
    assert_eq!(warned("http://x").len(), 1);
    assert_eq!(warned("model:"), [Warning::MissingValue { key: "model".to_owned() }]);
    let value = "tool".to_owned();
    assert_eq!(warned("has:tool"), [Warning::UnknownQuality { value, nearest: Some("tools") }]);
    let (key, value) = ("minTokens".to_owned(), "many".to_owned());
    assert_eq!(warned("minTokens:many"), [Warning::BadNumber { key, value }]);
}

#[test]
fn a_key_without_a_value_yet_does_not_hide_everything_while_one_types() {
    finds("tool:", true, true);
    finds("agent:main tool:", true, false);
}

/// A small generator: the same texts every time.
fn texts() -> impl Iterator<Item = String> {
    const PIECES: [&str; 24] = [
        "\"",
        ":",
        " ",
        "*",
        "?",
        "agent:",
        "has:",
        "minTokens:",
        "k",
        "$",
        "\\",
        "(",
        "[",
        "ä",
        "😀",
        "\u{0}",
        "\n",
        "model:",
        "x",
        "9",
        ".",
        "-",
        "\u{202e}",
        "key:",
    ];
    let mut state = 7_u64;
    (0..3000).map(move |_| {
        let mut text = String::new();
        for _ in 0..state % 13 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            text.push_str(PIECES[usize::try_from(state >> 33).unwrap() % PIECES.len()]);
        }
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text
    })
}

#[test]
fn no_text_is_too_much() {
    let (desk, bare) = (desk(), bare());
    for text in texts() {
        let query = Query::parse(&text);
        let _answer = (query.matches(&desk), query.matches(&bare));
        for suggestion in suggestions(&text, &[&desk, &bare]) {
            let next = accepted(&text, &suggestion);
            assert!(
                next.starts_with(&text[..text.len() - text.len().min(next.len())])
                    || !next.is_empty()
            );
        }
        // A condition more never shows more, except beside one of its own key.
        let narrowed = Query::parse(&format!("{} agent:nobody", text.replace('"', "")));
        assert!(!narrowed.matches(&desk), "{text:?}");
    }
}

#[test]
fn adding_a_term_and_taking_it_away_again() {
    let once = toggled("desk", "label", "big desk");
    assert_eq!(once, "desk label:\"big desk\"");
    assert_eq!(toggled(&once, "label", "big desk"), "desk");
    assert_eq!(toggled("", "model", "gpt-5"), "model:gpt-5");
}

#[test]
fn what_could_come_next() {
    let (desk, bare) = (desk(), bare());
    let all = [&desk, &bare];
    assert_eq!(suggestions("desk mod", &all), ["model:"]);
    assert_eq!(accepted("desk mod", "model:"), "desk model:");
    assert_eq!(suggestions("model:", &all), ["model:harbour-large", "model:script-1"]);
    assert_eq!(accepted("desk model:la", "model:harbour-large"), "desk model:harbour-large ");
    assert_eq!(suggestions("label:", &all), ["label:\"Main desk\""]);
    assert_eq!(
        suggestions("has:e", &all),
        ["has:errors", "has:context", "has:usage", "has:model", "has:provider"]
    );
    assert!(suggestions("minTokens:", &all).is_empty());
    assert!(suggestions("nothing:", &all).is_empty());
}
