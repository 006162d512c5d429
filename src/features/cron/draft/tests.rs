//! What is sent of what was typed, for each age of gateway.

use serde_json::{Map, Value, json};

use super::check::{Around, Problem, problems};
use super::patch::{kept, patch};
use super::whole::whole;
use super::*;
use crate::features::cron::times::clocks::tests::berlin;
use crate::store::cron::age::Age;

const NOW: i64 = 1_795_251_600_000;

fn job() -> CronJob {
    serde_json::from_value(json!({
        "id": "j", "name": "Report", "description": "daily", "agentId": "deck", "enabled": true,
        "createdAtMs": 1, "updatedAtMs": 2, "note": "of nobody here",
        "schedule": {"kind": "cron", "expr": "0 7 * * *", "tz": "Europe/Berlin", "staggerMs": 1500,
            "odd": 1},
        "sessionTarget": "isolated", "wakeMode": "now",
        "payload": {"kind": "agentTurn", "message": "Hi", "model": "m", "thinking": "low",
            "timeoutSeconds": 60, "toolsAllow": ["read"], "secret": 1},
        "delivery": {"mode": "announce", "channel": "telegram", "to": "crew", "accountId": "a",
            "failureDestination": {"to": "x"}},
        "failureAlert": {"after": 2, "cooldownMs": 60000, "channel": "discord"},
        "state": {},
    }))
    .unwrap()
}

fn changed(change: &[(Field, &str)], age: Age) -> Value {
    let before = Draft::of(&job(), &berlin);
    let mut after = before.clone();
    for (field, text) in change {
        after.set(*field, text);
    }
    Value::Object(patch(&before, &after, &job(), age, &berlin))
}

#[test]
fn nothing_touched_is_nothing_sent() {
    for age in [Age::First, Age::Second, Age::Later] {
        assert_eq!(changed(&[], age), json!({}));
        assert_eq!(changed(&[(Field::Name, " Report ")], age), json!({}), "blanks are no change");
    }
}

#[test]
fn only_what_was_touched_goes() {
    let change = [(Field::Name, "Brief"), (Field::Message, "Hello"), (Field::To, "all")];
    for age in [Age::First, Age::Second, Age::Later] {
        assert_eq!(
            changed(&change, age),
            json!({
                "name": "Brief",
                "payload": {"kind": "agentTurn", "message": "Hello"},
                "delivery": {"to": "all"},
            })
        );
    }
}

#[test]
fn a_schedule_goes_whole_with_what_is_not_known_of_it() {
    let whole = json!({"schedule": {
        "kind": "cron", "expr": "5 7 * * *", "tz": "Europe/Berlin", "odd": 1, "staggerMs": 1500,
    }});
    assert_eq!(changed(&[(Field::Expr, "5 7 * * *")], Age::Second), whole);
    let cleared = changed(&[(Field::Zone, "")], Age::Later);
    assert_eq!(cleared["schedule"].get("tz"), None);
    let other = changed(&[(Field::Kind, "every"), (Field::Every, "1,5")], Age::First);
    assert_eq!(other, json!({"schedule": {"kind": "every", "everyMs": 5_400_000}}));
}

#[test]
fn what_is_emptied_is_taken_off_as_each_gateway_can() {
    let none = [(Field::Description, ""), (Field::Agent, "")];
    for age in [Age::First, Age::Second, Age::Later] {
        assert_eq!(changed(&none, age), json!({"description": "", "agentId": null}));
    }
    let turn =
        [(Field::Model, ""), (Field::Thinking, ""), (Field::Timeout, ""), (Field::Tools, "")];
    assert_eq!(
        changed(&turn, Age::Later)["payload"],
        json!({"kind": "agentTurn", "model": null, "thinking": null, "timeoutSeconds": null,
            "toolsAllow": null})
    );
    assert_eq!(
        changed(&turn, Age::Second)["payload"],
        json!({"kind": "agentTurn", "toolsAllow": null})
    );
    let goes = [(Field::To, ""), (Field::Channel, "")];
    assert_eq!(changed(&goes, Age::Later), json!({"delivery": {"to": null, "channel": null}}));
    assert_eq!(changed(&goes, Age::Second), json!({"delivery": {"channel": "last"}}));
    assert_eq!(
        changed(&goes, Age::First),
        json!({"payload": {"kind": "agentTurn", "deliver": true, "to": "", "channel": "",
            "bestEffortDeliver": false}})
    );
    let alert = [(Field::AlertAfter, ""), (Field::AlertChannel, "")];
    assert_eq!(
        changed(&alert, Age::Later),
        json!({"failureAlert": {"after": null, "channel": null}})
    );
    assert_eq!(changed(&alert, Age::Second), json!({"failureAlert": {"channel": " "}}));
    assert_eq!(changed(&[(Field::Alert, "")], Age::Later), json!({"failureAlert": null}));
    assert_eq!(changed(&[(Field::Alert, "off")], Age::Second), json!({"failureAlert": false}));
}

#[test]
fn what_stands_in_the_payload_since_then_is_kept_in_step() {
    let mut old = job();
    old.payload.rest.insert("deliver".to_owned(), true.into());
    let before = Draft::of(&old, &berlin);
    let mut after = before.clone();
    after.set(Field::Mode, "none");
    let patch = patch(&before, &after, &old, Age::First, &berlin);
    assert_eq!(patch["payload"]["deliver"], false);
    assert_eq!(patch["delivery"], json!({"mode": "none"}));
}

#[test]
fn another_kind_of_deed_goes_where_it_can_run() {
    let event = [(Field::Payload, "systemEvent"), (Field::Text, "Ahoy")];
    assert_eq!(
        changed(&event, Age::First),
        json!({"sessionTarget": "main", "payload": {"kind": "systemEvent", "text": "Ahoy"}})
    );
    let named = [(Field::Target, "session"), (Field::Session, "watch")];
    assert_eq!(changed(&named, Age::Second), json!({"sessionTarget": "session:watch"}));
    assert_eq!(
        changed(
            &[(Field::Kind, "at"), (Field::At, "2026-11-22T09:00"), (Field::Once, ON)],
            Age::First
        ),
        json!({
            "deleteAfterRun": true,
            "schedule": {"kind": "at", "at": "2026-11-22T08:00:00.000Z"},
        })
    );
}

#[test]
fn a_copy_takes_along_what_is_not_known_of_it() {
    let draft = Draft::of(&job(), &berlin);
    let made = whole(&draft, Some(&job()), Age::Second, &berlin);
    assert_eq!(made["payload"]["secret"], 1);
    assert_eq!(made["delivery"]["failureDestination"], json!({"to": "x"}));
    assert_eq!(made["schedule"]["staggerMs"], 1500);
    assert_eq!(made["failureAlert"]["channel"], "discord");
    for name in ["id", "state", "note", "createdAtMs", "updatedAtMs"] {
        assert!(!made.contains_key(name), "{name}");
    }
}

#[test]
fn a_new_job_says_no_more_than_its_gateway_knows() {
    let mut draft = Draft::fresh(NOW, "Europe/Berlin", &berlin);
    draft.set(Field::Name, "Tide");
    draft.set(Field::Message, "Look");
    let made: Map<String, Value> = whole(&draft, None, Age::First, &berlin);
    assert_eq!(
        Value::Object(made),
        json!({
            "name": "Tide", "enabled": true,
            "schedule": {"kind": "cron", "expr": "0 9 * * *", "tz": "Europe/Berlin"},
            "sessionTarget": "isolated", "wakeMode": "now",
            "payload": {"kind": "agentTurn", "message": "Look"},
            "delivery": {"mode": "announce"},
        })
    );
    draft.set(Field::Payload, "systemEvent");
    draft.set(Field::Text, "Ahoy");
    draft.set(Field::Kind, "at");
    let made = whole(&draft, None, Age::First, &berlin);
    assert_eq!((made.get("delivery"), &made["sessionTarget"]), (None, &json!("main")));
    assert_eq!(made["schedule"], json!({"kind": "at", "at": "2026-11-21T10:00:00.000Z"}));
    assert_eq!(made["deleteAfterRun"], true);
}

#[test]
fn a_moment_that_was_not_touched_is_kept_to_the_millisecond() {
    let mut job = job();
    job.schedule =
        serde_json::from_value(json!({"kind": "every", "everyMs": 60_000, "anchorMs": NOW + 123}))
            .unwrap();
    let before = Draft::of(&job, &berlin);
    assert_eq!((before.get(Field::Every), before.get(Field::Unit)), ("1", "minutes"));
    let mut after = before.clone();
    after.set(Field::Every, "2");
    let patch = patch(&before, &after, &job, Age::Second, &berlin);
    assert_eq!(patch["schedule"]["anchorMs"], NOW + 123);
}

fn wrong(change: &[(Field, &str)], is_new: bool, age: Age) -> Vec<(Field, Problem)> {
    let before = Draft::of(&job(), &berlin);
    let mut draft = if is_new { Draft::fresh(NOW, "UTC", &berlin) } else { before.clone() };
    for (field, text) in change {
        draft.set(*field, text);
    }
    let around = Around { now: NOW, age, clocks: &berlin, is_zone: &|zone| zone.contains('/') };
    problems(&draft, (!is_new).then_some(&before), &around).into_iter().collect()
}

#[test]
fn what_is_wrong_is_told_at_its_field() {
    let new = |change: &[(Field, &str)]| {
        let mut all = vec![(Field::Name, "x"), (Field::Message, "y"), (Field::Zone, "A/B")];
        all.extend(change);
        wrong(&all, true, Age::Second)
    };
    assert_eq!(new(&[]), []);
    assert_eq!(new(&[(Field::Name, " ")]), [(Field::Name, Problem::Missing)]);
    assert_eq!(new(&[(Field::Expr, "0 9 * *")]), [(Field::Expr, Problem::Parts(4))]);
    assert_eq!(new(&[(Field::Expr, "0 0 30 2 *")]), [(Field::Expr, Problem::Never)]);
    assert_eq!(new(&[(Field::Zone, "Moon")]), [(Field::Zone, Problem::NoZone)]);
    let at = |text| new(&[(Field::Kind, "at"), (Field::At, text)]);
    assert_eq!(at("2026-11-21T09:30"), [(Field::At, Problem::Past)]);
    assert_eq!(at("2036-12-21T09:30"), [(Field::At, Problem::TooFar)]);
    assert_eq!(at("soon"), [(Field::At, Problem::NoMoment)]);
    assert_eq!(
        new(&[(Field::Mode, "webhook"), (Field::To, "crew")]),
        [(Field::To, Problem::NoUrl)]
    );
    assert_eq!(
        new(&[(Field::Target, "session"), (Field::Session, "a/b")]),
        [(Field::Session, Problem::NoSession)]
    );
    assert_eq!(
        new(&[(Field::Kind, "every"), (Field::Every, "often")]),
        [(Field::Every, Problem::NoNumber)]
    );
}

#[test]
fn what_a_gateway_cannot_take_off_is_told_before_it_is_sent() {
    let cannot = |field, age| wrong(&[(field, "")], false, age) == [(field, Problem::CannotClear)];
    for field in [Field::Model, Field::Thinking, Field::Timeout, Field::Account] {
        assert!(cannot(field, Age::Second) && !cannot(field, Age::Later), "{field:?}");
    }
    assert!(cannot(Field::Model, Age::First));
    assert!(cannot(Field::To, Age::Second) && !cannot(Field::To, Age::First));
    assert!(!cannot(Field::Description, Age::First));
}

#[test]
fn what_stands_there_still_is_told() {
    let before = Draft::of(&job(), &berlin);
    let mut after = before.clone();
    for field in [Field::Description, Field::Model, Field::Channel] {
        after.set(field, "");
    }
    let mut now = after.clone();
    now.set(Field::Model, "m");
    now.set(Field::Channel, "last");
    assert_eq!(kept(&before, &after, &now), [Field::Model]);
}
