//! A job as it is being written: every field a text, so that nothing typed is lost, whatever it is.
//! Pure. Where a day and a time are typed, they are by the clocks that are given in.

use std::collections::BTreeMap;

use serde_json::Value;

use super::times::clocks::Clocks;
use super::times::iso;
use crate::protocol::cron::CronJob;

pub mod check;
pub mod patch;
pub mod whole;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Name,
    Description,
    Agent,
    Enabled,
    Kind,
    At,
    Once,
    Every,
    Unit,
    Anchor,
    Expr,
    Zone,
    Stagger,
    Payload,
    Text,
    Message,
    Target,
    Session,
    Wake,
    Model,
    Fallbacks,
    Thinking,
    Timeout,
    Tools,
    Light,
    Unsafe,
    Mode,
    Channel,
    To,
    Account,
    Thread,
    BestEffort,
    Alert,
    AlertAfter,
    AlertCooldown,
    AlertMode,
    AlertChannel,
    AlertTo,
}

impl Field {
    pub const ALL: [Self; 38] = [
        Self::Name,
        Self::Description,
        Self::Agent,
        Self::Enabled,
        Self::Kind,
        Self::At,
        Self::Once,
        Self::Every,
        Self::Unit,
        Self::Anchor,
        Self::Expr,
        Self::Zone,
        Self::Stagger,
        Self::Payload,
        Self::Text,
        Self::Message,
        Self::Target,
        Self::Session,
        Self::Wake,
        Self::Model,
        Self::Fallbacks,
        Self::Thinking,
        Self::Timeout,
        Self::Tools,
        Self::Light,
        Self::Unsafe,
        Self::Mode,
        Self::Channel,
        Self::To,
        Self::Account,
        Self::Thread,
        Self::BestEffort,
        Self::Alert,
        Self::AlertAfter,
        Self::AlertCooldown,
        Self::AlertMode,
        Self::AlertChannel,
        Self::AlertTo,
    ];
}

pub const ON: &str = "yes";
/// The units in which an interval is typed, and their milliseconds.
pub const UNITS: [(&str, f64); 4] =
    [("seconds", 1_000.0), ("minutes", 60_000.0), ("hours", 3_600_000.0), ("days", 86_400_000.0)];

/// What is not there is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft(BTreeMap<Field, String>);

impl Draft {
    /// As a new job begins: tomorrow is as good as any time.
    pub fn fresh(now: i64, zone: &str, clocks: &dyn Clocks) -> Self {
        let mut draft = Self::default();
        let hour = 3_600_000;
        let next = (clocks.wall(now).div_euclid(hour) + 1) * hour;
        for (field, text) in [
            (Field::Enabled, ON),
            (Field::Kind, "cron"),
            (Field::At, &iso::write_wall(next)),
            (Field::Once, ON),
            (Field::Every, "1"),
            (Field::Unit, "hours"),
            (Field::Expr, "0 9 * * *"),
            (Field::Zone, zone),
            (Field::Payload, "agentTurn"),
            (Field::Target, "isolated"),
            (Field::Wake, "now"),
            (Field::Mode, "announce"),
        ] {
            draft.set(field, text);
        }
        draft
    }

    /// As a job is.
    pub fn of(job: &CronJob, clocks: &dyn Clocks) -> Self {
        let mut draft = Self::default();
        let said = |text: &Option<String>| text.clone().unwrap_or_default();
        let flag = |on: bool| if on { ON.to_owned() } else { String::new() };
        let wall = |at: i64| iso::write_wall(clocks.wall(at));
        let schedule = &job.schedule;
        let signed = |ms: Option<u64>| ms.and_then(|ms| i64::try_from(ms).ok());
        let (every, unit) = in_units(schedule.every_ms);
        let payload = &job.payload;
        let rest = |name: &str| text(payload.rest.get(name));
        let delivery = job.delivery.clone().unwrap_or_default();
        let of_delivery = |name: &str| text(delivery.rest.get(name));
        let target = job.session_target.clone().unwrap_or_default();
        let (target, session) = match target.strip_prefix("session:") {
            Some(id) => ("session".to_owned(), id.to_owned()),
            None => (target, String::new()),
        };
        let alert = job.rest.get("failureAlert");
        let of_alert = |name: &str| text(alert.and_then(|alert| alert.get(name)));
        let minutes =
            |ms: String| ms.parse::<f64>().map_or(String::new(), |ms| number(ms / 60_000.0));
        for (field, text) in [
            (Field::Name, said(&job.name)),
            (Field::Description, said(&job.description)),
            (Field::Agent, job.agent_id.as_ref().map(ToString::to_string).unwrap_or_default()),
            (Field::Enabled, flag(job.enabled != Some(false))),
            (Field::Kind, schedule.kind.clone()),
            (Field::At, schedule.at.as_deref().and_then(iso::moment).map(wall).unwrap_or_default()),
            (Field::Once, flag(job.delete_after_run == Some(true))),
            (Field::Every, every),
            (Field::Unit, unit.to_owned()),
            (Field::Anchor, signed(schedule.anchor_ms).map(wall).unwrap_or_default()),
            (Field::Expr, said(&schedule.expr)),
            (Field::Zone, said(&schedule.tz)),
            (Field::Stagger, seconds(schedule.rest.get("staggerMs"))),
            (Field::Payload, payload.kind.clone()),
            (Field::Text, said(&payload.text)),
            (Field::Message, said(&payload.message)),
            (Field::Target, target),
            (Field::Session, session),
            (Field::Wake, said(&job.wake_mode)),
            (Field::Model, said(&payload.model)),
            (Field::Fallbacks, rest("fallbacks")),
            (Field::Thinking, said(&payload.thinking)),
            (Field::Timeout, payload.timeout_seconds.map(|it| it.to_string()).unwrap_or_default()),
            (Field::Tools, rest("toolsAllow")),
            (Field::Light, rest("lightContext")),
            (Field::Unsafe, rest("allowUnsafeExternalContent")),
            (Field::Mode, said(&delivery.mode)),
            (Field::Channel, said(&delivery.channel)),
            (Field::To, said(&delivery.to)),
            (Field::Account, of_delivery("accountId")),
            (Field::Thread, of_delivery("threadId")),
            (Field::BestEffort, flag(delivery.best_effort == Some(true))),
            (
                Field::Alert,
                match alert {
                    None | Some(Value::Null) => String::new(),
                    Some(Value::Bool(false)) => "off".to_owned(),
                    Some(_) => "own".to_owned(),
                },
            ),
            (Field::AlertAfter, of_alert("after")),
            (Field::AlertCooldown, minutes(of_alert("cooldownMs"))),
            (Field::AlertMode, of_alert("mode")),
            (Field::AlertChannel, of_alert("channel")),
            (Field::AlertTo, of_alert("to")),
        ] {
            draft.set(field, &text);
        }
        if draft.get(Field::Every).is_empty() {
            draft.set(Field::Every, "1");
        }
        draft
    }

    /// What is typed, without the blanks around it.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        self.0.get(&field).map_or("", |text| text.trim())
    }

    /// As it is typed.
    #[must_use]
    pub fn typed(&self, field: Field) -> &str {
        self.0.get(&field).map_or("", String::as_str)
    }

    #[must_use]
    pub fn is_on(&self, field: Field) -> bool {
        !self.get(field).is_empty()
    }

    pub fn set(&mut self, field: Field, text: &str) {
        if text.is_empty() {
            self.0.remove(&field);
        } else {
            self.0.insert(field, text.to_owned());
        }
    }

    /// Which of these read otherwise in the other.
    #[must_use]
    pub fn differs(&self, other: &Self, fields: &[Field]) -> bool {
        fields.iter().any(|field| self.get(*field) != other.get(*field))
    }

    /// Where it runs: events go to the main session, turns have one of their own.
    #[must_use]
    pub fn target(&self) -> String {
        match (self.get(Field::Payload), self.get(Field::Target)) {
            ("systemEvent", _) => "main".to_owned(),
            ("agentTurn", "main" | "") => "isolated".to_owned(),
            (_, "session") => format!("session:{}", self.get(Field::Session)),
            (_, target) => target.to_owned(),
        }
    }

    /// Whether the answer of it can go anywhere.
    #[must_use]
    pub fn is_turn(&self) -> bool {
        self.get(Field::Payload) != "systemEvent"
    }

    /// An interval in milliseconds.
    #[must_use]
    pub fn every_ms(&self) -> Option<u64> {
        let unit = self.get(Field::Unit);
        let length = UNITS.iter().find(|it| it.0 == unit).map_or(60_000.0, |it| it.1);
        let ms = self.get(Field::Every).replace(',', ".").parse::<f64>().ok()? * length;
        (1.0..=8.64e15).contains(&ms).then_some(ms.round() as u64)
    }

    /// Words that are separated by commas or blanks.
    #[must_use]
    pub fn words(&self, field: Field) -> Vec<String> {
        let split = self.get(field).split([',', '\n']);
        split.map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned).collect()
    }
}

/// A value as it is typed.
fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Bool(true)) => ON.to_owned(),
        Some(Value::Array(list)) => {
            list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
        }
        _ => String::new(),
    }
}

fn seconds(ms: Option<&Value>) -> String {
    ms.and_then(Value::as_f64).map(|ms| number(ms / 1_000.0)).unwrap_or_default()
}

fn number(value: f64) -> String {
    let rounded = (value * 1_000.0).round() / 1_000.0;
    rounded.to_string()
}

/// In the largest unit that leaves nothing over.
fn in_units(ms: Option<u64>) -> (String, &'static str) {
    let Some(ms) = ms else { return (String::new(), "hours") };
    let whole = UNITS.iter().rev().find(|(_, length)| ms as f64 % length == 0.0);
    let (unit, length) = whole.unwrap_or(&UNITS[0]);
    (number(ms as f64 / length), unit)
}

#[cfg(test)]
mod tests;
