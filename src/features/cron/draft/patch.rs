//! What has changed of a job, in the words that this gateway carries out: only the fields that were
//! touched go, so that what is not known here stays; what is emptied is taken off.

use serde_json::{Map, Value, json};

use super::whole::{alert_fields, delivery_fields, payload_fields, schedule};
use super::{Draft, Field};
use crate::features::cron::times::clocks::Clocks;
use crate::protocol::cron::CronJob;
use crate::store::cron::age::Age;

/// The fields of a schedule, which is sent whole or not at all.
const SCHEDULE: [Field; 8] = [
    Field::Kind,
    Field::At,
    Field::Every,
    Field::Unit,
    Field::Anchor,
    Field::Expr,
    Field::Zone,
    Field::Stagger,
];

/// The patch as `cron.update` wants it; empty where nothing has changed.
pub fn patch(
    before: &Draft,
    after: &Draft,
    job: &CronJob,
    age: Age,
    clocks: &dyn Clocks,
) -> Map<String, Value> {
    let mut patch = Map::new();
    let changed = |fields: &[Field]| before.differs(after, fields);
    let mut text = |field: Field, name: &str, empty: Value| {
        if changed(&[field]) {
            let value = if after.is_on(field) { after.get(field).into() } else { empty };
            patch.insert(name.to_owned(), value);
        }
    };
    text(Field::Name, "name", "".into());
    text(Field::Description, "description", "".into());
    text(Field::Agent, "agentId", Value::Null);
    text(Field::Wake, "wakeMode", "now".into());
    if changed(&[Field::Enabled]) {
        patch.insert("enabled".into(), after.is_on(Field::Enabled).into());
    }
    let becomes_once = after.get(Field::Kind) == "at" && before.get(Field::Kind) != "at";
    if becomes_once || (after.get(Field::Kind) == "at" && changed(&[Field::Once])) {
        patch.insert("deleteAfterRun".into(), after.is_on(Field::Once).into());
    }
    if changed(&SCHEDULE) {
        let schedule = schedule(after, Some(before), Some(&job.schedule), clocks);
        patch.insert("schedule".into(), json!(schedule));
    }
    if before.target() != after.target() {
        patch.insert("sessionTarget".into(), after.target().into());
    }
    let mut payload = payload(before, after, age);
    if let Some(delivery) = delivery(before, after, age) {
        if age == Age::First {
            by_payload(before, after, job, &mut payload);
        }
        // The first gateways take off a receiver only where the payload says it and nothing else.
        let clears_by_payload = payload.get("to") == Some(&"".into());
        if !clears_by_payload {
            patch.insert("delivery".into(), Value::Object(delivery));
        }
    }
    if !payload.is_empty() {
        payload.insert("kind".into(), after.get(Field::Payload).into());
        patch.insert("payload".into(), Value::Object(payload));
    }
    if age >= Age::Second
        && let Some(alert) = alert(before, after, age)
    {
        patch.insert("failureAlert".into(), alert);
    }
    patch
}

fn payload(before: &Draft, after: &Draft, age: Age) -> Map<String, Value> {
    let is_same = before.get(Field::Payload) == after.get(Field::Payload);
    let mut payload = Map::new();
    for (name, (field, value)) in payload_fields(after) {
        let is_flag = matches!(field, Field::Light | Field::Unsafe);
        let is_touched = before.differs(after, &[field]);
        match (is_same, value) {
            // Another kind is made anew by the gateway.
            (false, Value::Null) => {}
            (false, value) => drop(payload.insert(name.to_owned(), value)),
            (true, Value::Null) if is_touched && is_flag => {
                payload.insert(name.to_owned(), false.into());
            }
            (true, Value::Null) if is_touched => {
                if can_clear(field, age) {
                    payload.insert(name.to_owned(), Value::Null);
                }
            }
            (true, value) if is_touched => drop(payload.insert(name.to_owned(), value)),
            (true, _) => {}
        }
    }
    payload
}

fn delivery(before: &Draft, after: &Draft, age: Age) -> Option<Map<String, Value>> {
    let is_webhook = after.get(Field::Mode) == "webhook" && age >= Age::Second;
    if !after.is_turn() && !is_webhook {
        return None;
    }
    let begins = !before.is_turn() && after.is_turn();
    let mut delivery = Map::new();
    for (name, (field, value)) in delivery_fields(after) {
        if !before.differs(after, &[field]) && (!begins || value.is_null()) {
            continue;
        }
        let value = match (field, value) {
            (Field::BestEffort, Value::Null) => false.into(),
            (Field::Mode, Value::Null) => continue,
            // Where it went last is also where it goes when nothing is said.
            (Field::Channel, Value::Null) if age < Age::Later => "last".into(),
            (field, Value::Null) if !can_clear(field, age) => continue,
            (_, value) => value,
        };
        delivery.insert(name.to_owned(), value);
    }
    (!delivery.is_empty()).then_some(delivery)
}

/// The first gateways drop an empty receiver from `delivery`, but take it from where it stood in
/// earlier times, within the payload. What stands there once has to be kept in step.
fn by_payload(before: &Draft, after: &Draft, job: &CronJob, payload: &mut Map<String, Value>) {
    let clears = before.is_on(Field::To) && !after.is_on(Field::To);
    let stands_there =
        ["deliver", "to", "channel"].iter().any(|name| job.payload.rest.contains_key(*name));
    let is_turn =
        before.get(Field::Payload) == "agentTurn" && after.get(Field::Payload) == "agentTurn";
    if !is_turn || !(clears || stands_there) {
        return;
    }
    payload.insert("deliver".into(), (after.get(Field::Mode) == "announce").into());
    payload.insert("to".into(), after.get(Field::To).into());
    payload.insert("channel".into(), after.get(Field::Channel).into());
    payload.insert("bestEffortDeliver".into(), after.is_on(Field::BestEffort).into());
}

fn alert(before: &Draft, after: &Draft, age: Age) -> Option<Value> {
    const OWN: [Field; 5] = [
        Field::AlertAfter,
        Field::AlertCooldown,
        Field::AlertMode,
        Field::AlertChannel,
        Field::AlertTo,
    ];
    let begins = before.get(Field::Alert) != after.get(Field::Alert);
    match after.get(Field::Alert) {
        "own" if begins || before.differs(after, &OWN) => {
            let mut alert = Map::new();
            for ((name, value), field) in alert_fields(after).into_iter().zip(OWN) {
                let value = match value {
                    value if !before.differs(after, &[field]) && !begins => {
                        drop(value);
                        continue;
                    }
                    Value::Null if !before.is_on(field) => continue,
                    Value::Null if age >= Age::Later => Value::Null,
                    // A blank is something, and nothing once the gateway has trimmed it.
                    Value::Null if matches!(field, Field::AlertChannel | Field::AlertTo) => {
                        " ".into()
                    }
                    Value::Null => continue,
                    value => value,
                };
                alert.insert(name.to_owned(), value);
            }
            Some(Value::Object(alert))
        }
        "off" if begins => Some(false.into()),
        "" if begins && age >= Age::Later => Some(Value::Null),
        _ => None,
    }
}

/// Whether a field that holds something can be emptied on a gateway of this age.
#[must_use]
pub fn can_clear(field: Field, age: Age) -> bool {
    match field {
        Field::Model
        | Field::Thinking
        | Field::Timeout
        | Field::Fallbacks
        | Field::Account
        | Field::Thread
        | Field::Alert
        | Field::AlertAfter
        | Field::AlertCooldown
        | Field::AlertMode => age >= Age::Later,
        Field::Tools => age >= Age::Second,
        // `by_payload` does it on the first ones.
        Field::To => age != Age::Second,
        // It is kept from before.
        Field::Stagger => false,
        _ => true,
    }
}

/// What was to be taken off and stands there still.
#[must_use]
pub fn kept(before: &Draft, after: &Draft, now: &Draft) -> Vec<Field> {
    Field::ALL
        .into_iter()
        .filter(|field| !matches!(field, Field::Anchor | Field::Once | Field::Enabled))
        .filter(|field| before.is_on(*field) && !after.is_on(*field) && now.is_on(*field))
        .filter(|field| !(*field == Field::Channel && now.get(*field) == "last"))
        .collect()
}
