//! The words on the wire, held against recorded frames: `wire/<method or event>.json` holds requests,
//! replies and events as real gateways speak them (`documented`: from the method reference).

mod fleet;
mod push;
mod rule;
mod talk;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use quarterdeck::protocol::approvals::Decision;
use quarterdeck::protocol::event::{EVENTS, Event};
use quarterdeck::protocol::method::{Method, declared};
use quarterdeck::protocol::sessions::row::SessionStatus;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

/// Methods that 2026.2.6-3 answers without advertising them.
const UNLISTED: [&str; 8] = [
    "chat.inject",
    "poll",
    "sessions.resolve",
    "sessions.usage",
    "sessions.usage.logs",
    "sessions.usage.timeseries",
    "web.login.start",
    "web.login.wait",
];

/// Methods that only later gateways know.
const LATER: [&str; 29] = [
    "agents.create",
    "agents.delete",
    "agents.update",
    "channels.start",
    "channels.stop",
    "chat.message.get",
    "chat.startup",
    "commands.list",
    "cron.get",
    "device.pair.remove",
    "exec.approval.list",
    "plugin.approval.list",
    "plugin.approval.resolve",
    "push.web.preferences.get",
    "push.web.preferences.set",
    "push.web.subscribe",
    "push.web.test",
    "push.web.unsubscribe",
    "push.web.vapidPublicKey",
    "sessions.create",
    "sessions.messages.subscribe",
    "sessions.messages.unsubscribe",
    "sessions.subscribe",
    "sessions.unsubscribe",
    "talk.speak",
    "tts.personas",
    "tts.setPersona",
    "tts.speak",
    "update.status",
];

/// Events that only later gateways send.
const LATER_EVENTS: [&str; 12] = [
    "chat.metadata.changed",
    "chat.send_timing",
    "config.changed",
    "device.pair.changed",
    "plugin.approval.requested",
    "plugin.approval.resolved",
    "session.message",
    "session.operation",
    "session.tool",
    "sessions.changed",
    "skills.changed",
    "update.available",
];

/// What a reply or an event cannot be read without. Everything else may be missing.
const NEEDED: [&str; 19] = [
    "agentId",
    "date",
    "device",
    "deviceId",
    "file",
    "id",
    "jobId",
    "key",
    "name",
    "nodeId",
    "nonce",
    "operationId",
    "provider",
    "request",
    "requestId",
    "role",
    "runId",
    "sessionKey",
    "state",
];

#[derive(Debug, Deserialize)]
struct Fixture {
    #[serde(default)]
    requests: Vec<Value>,
    #[serde(default)]
    replies: BTreeMap<String, Vec<Value>>,
    #[serde(default)]
    events: BTreeMap<String, Vec<Value>>,
}

/// A request as we write it, and how its reply is read.
struct Case {
    name: &'static str,
    type_name: &'static str,
    request: Value,
    read: fn(&Value) -> Result<(), serde_json::Error>,
}

fn case<M: Method>(request: M) -> Case {
    Case {
        name: M::NAME,
        type_name: std::any::type_name::<M>(),
        request: serde_json::to_value(request).unwrap(),
        read: |reply| serde_json::from_str::<M::Reply>(&reply.to_string()).map(drop),
    }
}

fn cases() -> Vec<Case> {
    [talk::cases(), rule::cases(), fleet::cases(), push::cases()].into_iter().flatten().collect()
}

fn read_event(name: &str, payload: &Value) -> Result<Event, serde_json::Error> {
    let payload = RawValue::from_string(payload.to_string()).unwrap();
    let event = Event::named(name, Some(&payload));
    event.check().map(|()| event)
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/wire")
}

fn fixture(name: &str) -> Fixture {
    let path = folder().join(format!("{name}.json"));
    let text = fs::read_to_string(&path)
        .unwrap_or_else(|_| panic!("record {name}: {} is missing", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|why| panic!("{name}.json: {why}"))
}

fn advertised(kind: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(folder().join("advertised.json")).unwrap();
    let mut lists: BTreeMap<String, BTreeSet<String>> = serde_json::from_str(&text).unwrap();
    lists.remove(kind).unwrap()
}

fn set<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

#[test]
fn every_request_is_written_as_recorded() {
    let mut written: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for case in cases() {
        written.entry(case.name).or_default().push(case.request);
    }
    for (name, requests) in written {
        assert_eq!(requests, fixture(name).requests, "{name}");
    }
}

#[test]
fn every_reply_is_read_as_recorded() {
    for case in cases() {
        let replies = fixture(case.name).replies;
        assert!(!replies.is_empty(), "{}: the fixture has no reply", case.name);
        for (version, replies) in replies {
            for reply in replies {
                if let Err(why) = (case.read)(&reply) {
                    panic!("{} of {version}: {why}\n{reply}", case.name);
                }
            }
        }
    }
}

#[test]
fn every_event_is_read_as_recorded() {
    for name in EVENTS {
        let events = fixture(name).events;
        assert!(!events.is_empty(), "{name}: the fixture has no event");
        for (version, payloads) in events {
            for payload in payloads {
                match read_event(name, &payload) {
                    Ok(Event::Unknown { .. }) => panic!("{name} is not in the table"),
                    Ok(_) => {}
                    Err(why) => panic!("{name} of {version}: {why}\n{payload}"),
                }
            }
        }
    }
}

#[test]
fn every_declared_method_is_held_against_a_fixture() {
    let declared = set(declared().iter().map(|(name, _)| *name));
    assert_eq!(declared, set(cases().iter().map(|case| case.name)), "write a case for each method");
}

#[test]
fn no_fixture_is_left_over() {
    let known: BTreeSet<String> = declared()
        .iter()
        .map(|(name, _)| *name)
        .chain(EVENTS.iter().copied())
        .chain(["advertised"])
        .map(|name| format!("{name}.json"))
        .collect();
    let found: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".json"))
        .collect();
    assert_eq!(found, known);
}

#[test]
fn the_tables_cover_what_2026_2_6_3_offers_and_nothing_unnamed() {
    let methods = set(declared().iter().map(|(name, _)| *name));
    let offered =
        advertised("methods").into_iter().chain(set(UNLISTED)).chain(set(LATER)).collect();
    assert_eq!(methods, offered);
    assert_eq!(methods.len(), declared().len(), "a method is declared twice");

    let offered = advertised("events").into_iter().chain(set(LATER_EVENTS)).collect();
    assert_eq!(set(EVENTS.iter().copied()), offered);
}

#[test]
fn a_request_is_called_as_its_method() {
    for case in cases() {
        let expected: String = case
            .name
            .split(['.', '-'])
            .flat_map(|word| [word[..1].to_uppercase(), word[1..].to_owned()])
            .collect();
        let found = case.type_name.rsplit("::").next().unwrap();
        assert_eq!(found, expected, "rename the request of {}", case.name);
    }
}

/// All ways of changing one object within lists and at the top: maps keep their keys, since any key
/// means something there.
fn variations(
    value: &Value,
    change: &dyn Fn(&Value) -> Vec<(String, Value)>,
) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    match value {
        Value::Object(fields) => {
            found.extend(change(value));
            for (key, inner) in fields {
                if inner.is_array() {
                    for (name, changed) in variations(inner, change) {
                        let mut fields = fields.clone();
                        fields.insert(key.clone(), changed);
                        found.push((name, Value::Object(fields)));
                    }
                }
            }
        }
        Value::Array(rows) => {
            for (index, row) in rows.iter().enumerate() {
                for (name, changed) in variations(row, change) {
                    let mut rows = rows.clone();
                    rows[index] = changed;
                    found.push((name, Value::Array(rows)));
                }
            }
        }
        _ => {}
    }
    found
}

/// Each object with one field replaced, or without it.
fn with_field(value: &Value, put: Option<&Value>) -> Vec<(String, Value)> {
    let fields = value.as_object().unwrap();
    fields
        .keys()
        .map(|key| {
            let mut fields = fields.clone();
            match put {
                Some(value) => drop(fields.insert(key.clone(), value.clone())),
                None => drop(fields.remove(key)),
            }
            (key.clone(), Value::Object(fields))
        })
        .collect()
}

/// Reads every variation of every recorded reply and event, and gives the fields where that failed.
fn unreadable(change: &dyn Fn(&Value) -> Vec<(String, Value)>) -> BTreeMap<String, String> {
    let mut failed = BTreeMap::new();
    let mut tried = 0;
    for case in cases() {
        for reply in fixture(case.name).replies.values().flatten() {
            for (field, reply) in variations(reply, change) {
                tried += 1;
                if let Err(why) = (case.read)(&reply) {
                    failed.insert(field, format!("{}: {why}", case.name));
                }
            }
        }
    }
    for name in EVENTS {
        for payload in fixture(name).events.values().flatten() {
            for (field, payload) in variations(payload, change) {
                tried += 1;
                if let Err(why) = read_event(name, &payload) {
                    failed.insert(field, format!("{name}: {why}"));
                }
            }
        }
    }
    assert!(tried > 300, "only {tried} variations");
    failed
}

#[test]
fn a_field_of_tomorrow_breaks_nothing() {
    let failed = unreadable(&|value| {
        let mut fields = value.as_object().unwrap().clone();
        fields.insert("ofTomorrow".to_owned(), json!({ "deep": [1] }));
        vec![("ofTomorrow".to_owned(), Value::Object(fields))]
    });
    assert_eq!(failed, BTreeMap::new());
}

#[test]
fn only_what_names_a_thing_must_be_there() {
    let failed = unreadable(&|value| with_field(value, None));
    let fields: Vec<_> = failed.keys().map(String::as_str).collect();
    assert_eq!(fields, NEEDED, "make the others optional: {failed:#?}");
}

#[test]
fn null_is_read_as_nothing() {
    let failed = unreadable(&|value| with_field(value, Some(&Value::Null)));
    let surplus: Vec<_> =
        failed.iter().filter(|(field, _)| !NEEDED.contains(&field.as_str())).collect();
    assert!(surplus.is_empty(), "these should survive null: {surplus:#?}");
}

#[test]
fn a_word_of_tomorrow_is_kept() {
    let decision: Decision = serde_json::from_str(r#""allow-for-an-hour""#).unwrap();
    assert_eq!(decision, Decision::Other("allow-for-an-hour".to_owned()));
    assert_eq!(serde_json::to_value(&decision).unwrap(), json!("allow-for-an-hour"));
    let status: SessionStatus = serde_json::from_str(r#""dreaming""#).unwrap();
    assert_eq!(status, SessionStatus::Other("dreaming".to_owned()));
}

#[test]
fn an_event_of_tomorrow_is_kept_as_it_came() {
    let Event::Unknown { name, payload } =
        read_event("moon.phase", &json!({ "full": true })).unwrap()
    else {
        panic!("moon.phase is in the table");
    };
    assert_eq!(name, "moon.phase");
    assert_eq!(payload.unwrap().get(), r#"{"full":true}"#);
}

#[test]
fn an_event_of_another_shape_is_an_error_and_not_a_panic() {
    assert!(read_event("chat", &json!("hello")).is_err());
    assert!(Event::named("chat", None).check().is_err());
}
