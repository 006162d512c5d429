//! A whole job to be made: what is written, over what a copy takes along from its original.

use serde_json::{Map, Value, json};

use super::{Draft, Field};
use crate::features::cron::times::clocks::{Clocks, croner_moment, first_moment};
use crate::features::cron::times::iso;
use crate::protocol::cron::{CronJob, CronSchedule};
use crate::store::cron::age::Age;

/// What later gateways know beside the fields of the form, and take when a job is made.
const TAKEN_ALONG: [&str; 5] = ["sessionKey", "displayName", "pacing", "trigger", "failureAlert"];

/// The job as `cron.add` wants it.
pub fn whole(
    draft: &Draft,
    original: Option<&CronJob>,
    age: Age,
    clocks: &dyn Clocks,
) -> Map<String, Value> {
    let mut job = Map::new();
    for name in TAKEN_ALONG {
        if let Some(value) = original.and_then(|it| it.rest.get(name)).filter(|it| !it.is_null()) {
            job.insert(name.to_owned(), value.clone());
        }
    }
    job.insert("name".into(), draft.get(Field::Name).into());
    for (field, name) in [(Field::Description, "description"), (Field::Agent, "agentId")] {
        if draft.is_on(field) {
            job.insert(name.into(), draft.get(field).into());
        }
    }
    job.insert("enabled".into(), draft.is_on(Field::Enabled).into());
    if draft.get(Field::Kind) == "at" {
        job.insert("deleteAfterRun".into(), draft.is_on(Field::Once).into());
    }
    let schedule = schedule(draft, None, original.map(|it| &it.schedule), clocks);
    job.insert("schedule".into(), json!(schedule));
    job.insert("sessionTarget".into(), draft.target().into());
    let wake = if draft.is_on(Field::Wake) { draft.get(Field::Wake) } else { "now" };
    job.insert("wakeMode".into(), wake.into());
    job.insert("payload".into(), Value::Object(payload(draft, original)));
    if let Some(delivery) = delivery(draft, original, age) {
        job.insert("delivery".into(), Value::Object(delivery));
    }
    if age >= Age::Second {
        match draft.get(Field::Alert) {
            "off" => drop(job.insert("failureAlert".into(), false.into())),
            "own" => {
                let mut alert = match job.remove("failureAlert") {
                    Some(Value::Object(alert)) => alert,
                    _ => Map::new(),
                };
                for (name, value) in alert_fields(draft) {
                    put(&mut alert, name, value);
                }
                job.insert("failureAlert".into(), Value::Object(alert));
            }
            _ => drop(job.remove("failureAlert")),
        }
    }
    job
}

/// The schedule; what `before` tells of fields that were not touched is kept to the millisecond, and
/// what is not known of a schedule of the same kind is kept whole.
pub fn schedule(
    draft: &Draft,
    before: Option<&Draft>,
    original: Option<&CronSchedule>,
    clocks: &dyn Clocks,
) -> CronSchedule {
    let kind = draft.get(Field::Kind);
    let of_kind = original.filter(|it| it.kind == kind);
    let untouched = |field| before.is_some_and(|before| before.get(field) == draft.get(field));
    let mut made = CronSchedule { kind: kind.to_owned(), ..CronSchedule::default() };
    if let Some(of_kind) = of_kind {
        made.rest = of_kind.rest.clone();
    }
    match kind {
        "at" => {
            let kept = of_kind.filter(|_| untouched(Field::At)).and_then(|it| it.at.clone());
            made.at = kept.or_else(|| typed_moment(draft.get(Field::At), clocks).map(iso::write));
        }
        "every" => {
            made.every_ms = draft.every_ms();
            let kept = of_kind.filter(|_| untouched(Field::Anchor)).and_then(|it| it.anchor_ms);
            made.anchor_ms = kept.or_else(|| {
                typed_moment(draft.get(Field::Anchor), clocks).and_then(|at| u64::try_from(at).ok())
            });
        }
        "cron" => {
            made.expr = Some(draft.get(Field::Expr).to_owned());
            made.tz = draft.is_on(Field::Zone).then(|| draft.get(Field::Zone).to_owned());
            if !untouched(Field::Stagger) {
                made.rest.remove("staggerMs");
                if let Some(seconds) = number(draft.get(Field::Stagger)) {
                    made.rest.insert("staggerMs".into(), json!((seconds * 1_000.0).round() as u64));
                }
            }
        }
        _ => return original.cloned().unwrap_or(made),
    }
    made
}

/// A day and a time by these clocks.
pub fn typed_moment(text: &str, clocks: &dyn Clocks) -> Option<i64> {
    let wall = iso::moment(text).filter(|_| text.len() >= 10 && text.contains('-'))?;
    Some(first_moment(clocks, wall).unwrap_or_else(|| croner_moment(clocks, wall)))
}

fn payload(draft: &Draft, original: Option<&CronJob>) -> Map<String, Value> {
    let kind = draft.get(Field::Payload);
    let of_kind = original.map(|it| &it.payload).filter(|it| it.kind == kind);
    let mut payload = match of_kind.map(|it| json!(it)) {
        Some(Value::Object(payload)) => payload,
        _ => Map::from_iter([("kind".to_owned(), kind.into())]),
    };
    for (name, value) in payload_fields(draft) {
        put(&mut payload, name, value.1);
    }
    payload
}

/// The fields of what is done, with what stands in each; `null` is nothing.
pub fn payload_fields(draft: &Draft) -> Vec<(&'static str, (Field, Value))> {
    let text = |field: Field| match draft.get(field) {
        "" => Value::Null,
        text => text.into(),
    };
    let list = |field: Field| match draft.words(field) {
        words if words.is_empty() => Value::Null,
        words => json!(words),
    };
    let flag = |field: Field| if draft.is_on(field) { Value::Bool(true) } else { Value::Null };
    match draft.get(Field::Payload) {
        "systemEvent" => vec![("text", (Field::Text, text(Field::Text)))],
        "agentTurn" => vec![
            ("message", (Field::Message, text(Field::Message))),
            ("model", (Field::Model, text(Field::Model))),
            ("fallbacks", (Field::Fallbacks, list(Field::Fallbacks))),
            ("thinking", (Field::Thinking, text(Field::Thinking))),
            (
                "timeoutSeconds",
                (
                    Field::Timeout,
                    number(draft.get(Field::Timeout)).map_or(Value::Null, |it| json!(it as u64)),
                ),
            ),
            ("toolsAllow", (Field::Tools, list(Field::Tools))),
            ("lightContext", (Field::Light, flag(Field::Light))),
            ("allowUnsafeExternalContent", (Field::Unsafe, flag(Field::Unsafe))),
        ],
        _ => Vec::new(),
    }
}

/// Where the answer goes; nothing where there is none.
fn delivery(draft: &Draft, original: Option<&CronJob>, age: Age) -> Option<Map<String, Value>> {
    let is_webhook = draft.get(Field::Mode) == "webhook" && age >= Age::Second;
    if !draft.is_turn() && !is_webhook {
        return None;
    }
    let mut delivery = match original.and_then(|it| it.delivery.as_ref()).map(|it| json!(it)) {
        Some(Value::Object(delivery)) => delivery,
        _ => Map::new(),
    };
    for (name, (_, value)) in delivery_fields(draft) {
        put(&mut delivery, name, value);
    }
    delivery.entry("mode").or_insert_with(|| "none".into());
    Some(delivery)
}

/// The fields of where the answer goes, with what stands in each; `null` is nothing.
pub fn delivery_fields(draft: &Draft) -> Vec<(&'static str, (Field, Value))> {
    let text = |field: Field| match draft.get(field) {
        "" => (field, Value::Null),
        text => (field, text.into()),
    };
    let best = if draft.is_on(Field::BestEffort) { Value::Bool(true) } else { Value::Null };
    vec![
        ("mode", text(Field::Mode)),
        ("channel", text(Field::Channel)),
        ("to", text(Field::To)),
        ("accountId", text(Field::Account)),
        ("threadId", text(Field::Thread)),
        ("bestEffort", (Field::BestEffort, best)),
    ]
}

/// The fields of an alert, with what stands in each; `null` is nothing.
pub fn alert_fields(draft: &Draft) -> Vec<(&'static str, Value)> {
    let text = |field: Field| match draft.get(field) {
        "" => Value::Null,
        text => text.into(),
    };
    let whole = |field: Field, length: f64| {
        number(draft.get(field)).map_or(Value::Null, |it| json!((it * length).round() as u64))
    };
    vec![
        ("after", whole(Field::AlertAfter, 1.0)),
        ("cooldownMs", whole(Field::AlertCooldown, 60_000.0)),
        ("mode", text(Field::AlertMode)),
        ("channel", text(Field::AlertChannel)),
        ("to", text(Field::AlertTo)),
    ]
}

/// A number as people type it.
pub fn number(text: &str) -> Option<f64> {
    let number = text.trim().replace(',', ".").parse::<f64>().ok()?;
    (number.is_finite() && number >= 0.0).then_some(number)
}

fn put(object: &mut Map<String, Value>, name: &str, value: Value) {
    if value.is_null() {
        object.remove(name);
    } else {
        object.insert(name.to_owned(), value);
    }
}
