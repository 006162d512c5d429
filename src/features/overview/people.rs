//! Who is connected, from what gateways say of each: some say much, some hardly anything, and late
//! ones say more than is known here. Pure.

use std::collections::BTreeMap;

use crate::protocol::id::DeviceId;
use crate::protocol::presence::PresenceEntry;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Gateway,
    Operator,
    Node,
    Other,
}

/// One connection, or one that was.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Person {
    pub kind: Kind,
    pub is_own: bool,
    pub has_gone: bool,
    /// As its owner calls it.
    pub name: Option<String>,
    /// The program, as it calls itself.
    pub client: Option<String>,
    pub roles: Vec<String>,
    pub machine: Option<String>,
    pub platform: Option<String>,
    pub version: Option<String>,
    pub address: Option<String>,
    /// Milliseconds since the epoch, as all moments here.
    pub since: Option<u64>,
    pub last_input: Option<u64>,
    pub left: Option<u64>,
    /// Tells two apart of which all else is the same.
    pub id: String,
}

/// What somebody has left by `system-event`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Note {
    pub text: String,
    pub at: Option<u64>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    /// This browser, the gateway, operators, nodes, others; who has gone comes last. The order within
    /// does not depend on when somebody was heard, so that nobody jumps.
    pub present: Vec<Person>,
    pub notes: Vec<Note>,
}

impl People {
    /// `own` is this browser, `names` what devices are called by their owner.
    #[must_use]
    pub fn of(
        entries: &[PresenceEntry],
        own: Option<&DeviceId>,
        names: &BTreeMap<DeviceId, String>,
    ) -> Self {
        let mut people = Self::default();
        for entry in entries {
            match note(entry) {
                Some(note) => people.notes.push(note),
                None => people.present.push(person(entry, own, names)),
            }
        }
        people.present.sort_by(|one, other| rank(one).cmp(&rank(other)));
        people.present.dedup();
        people.notes.sort_by_key(|note| std::cmp::Reverse(note.at));
        people.notes.dedup();
        people
    }

    #[must_use]
    pub fn connected(&self) -> usize {
        self.present.iter().filter(|it| !it.has_gone && it.kind != Kind::Gateway).count()
    }

    /// Whether this browser is in the list: early gateways forget it after some minutes.
    #[must_use]
    pub fn has_own(&self) -> bool {
        self.present.iter().any(|person| person.is_own && !person.has_gone)
    }
}

fn rank(person: &Person) -> (bool, bool, Kind, Option<String>, &str) {
    let called = person.name.as_ref().or(person.client.as_ref()).map(|name| name.to_lowercase());
    (person.has_gone, !person.is_own, person.kind, called, &person.id)
}

/// An entry that has a text and nothing else is no connection.
fn note(entry: &PresenceEntry) -> Option<Note> {
    let is_bare = entry.host.is_none()
        && entry.client_id.is_none()
        && entry.device_id.is_none()
        && entry.instance_id.is_none()
        && entry.mode.is_none()
        && entry.roles.is_empty();
    let text = said(&entry.text)?;
    is_bare.then_some(Note { text, at: entry.ts })
}

fn person(
    entry: &PresenceEntry,
    own: Option<&DeviceId>,
    names: &BTreeMap<DeviceId, String>,
) -> Person {
    let has_gone = entry.reason.as_deref() == Some("disconnect");
    let has_role = |role: &str| entry.roles.iter().any(|it| it == role);
    let kind = if entry.mode.as_deref() == Some("gateway") {
        Kind::Gateway
    } else if has_role("node") || entry.mode.as_deref() == Some("node") {
        Kind::Node
    } else if has_role("operator") {
        Kind::Operator
    } else {
        Kind::Other
    };
    let named = entry.device_id.as_ref().and_then(|id| names.get(id).cloned());
    // Who has no name of its own is listed under its program, or as a host under its machine.
    let host = said(&entry.host).filter(|host| entry.client_id.as_ref() != Some(host));
    let is_program =
        |host: &str| host.starts_with("openclaw-") || matches!(host, "cli" | "webchat");
    let (host, program) = match host {
        Some(host) if is_program(&host) => (None, Some(host)),
        host => (host, None),
    };
    let client = said(&entry.client_id).or(program);
    let id = [
        entry.device_id.as_ref().map(|id| id.as_str()),
        entry.instance_id.as_deref(),
        entry.host.as_deref(),
        entry.text.as_deref(),
    ];
    let since = entry
        .online_since
        .or_else(|| entry.ts.filter(|_| entry.reason.as_deref() == Some("connect")));
    let last_input = entry.last_activity_at.or_else(|| {
        let seconds = entry.last_input_seconds.filter(|seconds| *seconds >= 0.0)?;
        Some(entry.ts?.saturating_sub((seconds * 1000.0) as u64))
    });
    Person {
        kind,
        is_own: own.is_some() && entry.device_id.as_ref() == own,
        has_gone,
        name: named.or(host),
        client,
        roles: entry.roles.clone(),
        machine: said(&entry.device_family).or_else(|| said(&entry.model_identifier)),
        platform: said(&entry.platform),
        version: said(&entry.version).filter(|version| version != "unknown"),
        address: said(&entry.ip),
        since: since.filter(|_| !has_gone),
        last_input: last_input.filter(|_| !has_gone),
        left: entry.ts.filter(|_| has_gone),
        id: id.into_iter().flatten().collect::<Vec<_>>().join("/"),
    }
}

fn said(text: &Option<String>) -> Option<String> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn people(list: Value) -> People {
        let entries: Vec<PresenceEntry> = serde_json::from_value(list).unwrap();
        let names = BTreeMap::from([(DeviceId::from("d-phone"), "Pixel 9".to_owned())]);
        People::of(&entries, Some(&DeviceId::from("d-own")), &names)
    }

    #[test]
    fn this_browser_stands_first_and_who_has_gone_last() {
        let people = people(json!([
            {"host": "cli", "deviceId": "d-left", "roles": ["operator"], "reason": "disconnect", "ts": 9},
            {"host": "gateway-host", "mode": "gateway", "reason": "self", "version": "unknown", "ts": 9},
            {"host": "Workshop Pi", "mode": "node", "roles": ["node"], "deviceId": "d-pi", "ts": 9},
            {"host": "openclaw-android", "roles": ["operator", "node"], "deviceId": "d-phone"},
            {"host": "openclaw-control-ui", "deviceId": "d-own", "roles": ["operator"],
             "reason": "connect", "ts": 5, "somethingNew": {"a": 1}},
            {"text": "Harbour closes at six", "ts": 8},
        ]));
        let order: Vec<_> = people
            .present
            .iter()
            .map(|it| it.name.as_deref().or(it.client.as_deref()).unwrap_or(""))
            .collect();
        assert_eq!(order, ["openclaw-control-ui", "gateway-host", "Pixel 9", "Workshop Pi", "cli"]);
        assert!(people.has_own() && people.present[0].since == Some(5));
        assert_eq!(people.present[1].version, None, "unknown is no version");
        assert_eq!(people.present[4].left, Some(9));
        assert_eq!(people.connected(), 3);
        assert_eq!(people.notes[0].text, "Harbour closes at six");
    }

    #[test]
    fn the_last_input_is_a_moment_however_it_is_told() {
        let people = people(json!([
            {"host": "a", "roles": ["operator"], "ts": 100_000, "lastInputSeconds": 40},
            {"host": "b", "roles": ["operator"], "ts": 100_000, "lastActivityAt": 90_000},
            {"host": "c", "roles": ["operator"], "ts": 100_000, "onlineSince": 70_000},
        ]));
        let inputs: Vec<_> = people.present.iter().map(|it| it.last_input).collect();
        assert_eq!(inputs, [Some(60_000), Some(90_000), None]);
        assert_eq!(people.present[2].since, Some(70_000));
    }

    #[test]
    fn an_entry_that_says_hardly_anything_is_still_somebody() {
        let people =
            people(json!([{}, {"host": "x", "mode": "future"}, {"host": "x", "mode": "future"}]));
        assert_eq!(people.present.len(), 2, "what cannot be told apart is one");
        assert!(people.present.iter().all(|it| it.kind == Kind::Other && !it.is_own));
    }
}
