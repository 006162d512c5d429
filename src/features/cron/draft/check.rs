//! What is wrong with what is written, field by field, before anything is sent.

use std::collections::BTreeMap;

use super::patch::can_clear;
use super::whole::{number, typed_moment};
use super::{Draft, Field};
use crate::features::cron::times::clocks::Clocks;
use crate::features::cron::times::pattern::{self, Fault, Pattern};
use crate::store::cron::age::Age;

const MINUTE_MS: i64 = 60_000;
/// Nothing is planned further ahead.
const TEN_YEARS_MS: i64 = 315_576_000_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    Missing,
    NoNumber,
    NoMoment,
    Past,
    TooFar,
    NoZone,
    Parts(usize),
    Part(pattern::Field),
    Reboot,
    Never,
    NoUrl,
    NoSession,
    /// This gateway cannot take it off again.
    CannotClear,
}

pub struct Around<'a> {
    pub now: i64,
    pub age: Age,
    /// By which day and time are typed.
    pub clocks: &'a dyn Clocks,
    /// Whether there is a zone of this name.
    pub is_zone: &'a dyn Fn(&str) -> bool,
}

/// `before` is the job as it was when writing began, if it is one.
#[must_use]
pub fn problems(
    draft: &Draft,
    before: Option<&Draft>,
    around: &Around,
) -> BTreeMap<Field, Problem> {
    let mut found = BTreeMap::new();
    if !draft.is_on(Field::Name) {
        found.insert(Field::Name, Problem::Missing);
    }
    when(draft, before, around, &mut found);
    what(draft, &mut found);
    whither(draft, around.age, &mut found);
    if let Some(before) = before {
        let same_payload = before.get(Field::Payload) == draft.get(Field::Payload);
        for field in Field::ALL {
            let of_payload = super::whole::payload_fields(draft).iter().any(|it| it.1.0 == field);
            let emptied = before.is_on(field) && !draft.is_on(field);
            let counts = (!of_payload || same_payload) && is_shown(draft, field);
            if emptied && counts && !can_clear(field, around.age) {
                found.insert(field, Problem::CannotClear);
            }
        }
    }
    found
}

fn when(
    draft: &Draft,
    before: Option<&Draft>,
    around: &Around,
    found: &mut BTreeMap<Field, Problem>,
) {
    let untouched = |fields: &[Field]| before.is_some_and(|before| !before.differs(draft, fields));
    match draft.get(Field::Kind) {
        "at" if untouched(&[Field::Kind, Field::At]) => {}
        "at" => match typed_moment(draft.get(Field::At), around.clocks) {
            None => drop(found.insert(Field::At, Problem::NoMoment)),
            Some(at) if at < around.now - MINUTE_MS => {
                found.insert(Field::At, Problem::Past);
            }
            Some(at) if at > around.now + TEN_YEARS_MS => {
                found.insert(Field::At, Problem::TooFar);
            }
            Some(_) => {}
        },
        "every" => {
            if draft.every_ms().is_none() {
                found.insert(Field::Every, Problem::NoNumber);
            }
            let anchor = draft.get(Field::Anchor);
            if !anchor.is_empty() && typed_moment(anchor, around.clocks).is_none() {
                found.insert(Field::Anchor, Problem::NoMoment);
            }
        }
        "cron" => {
            let problem = match Pattern::read(draft.get(Field::Expr)) {
                _ if !draft.is_on(Field::Expr) => Some(Problem::Missing),
                Err(Fault::Parts(parts)) => Some(Problem::Parts(parts)),
                Err(Fault::Field(field)) => Some(Problem::Part(field)),
                Err(Fault::Reboot) => Some(Problem::Reboot),
                Ok(pattern) => pattern.next_wall(around.now).is_none().then_some(Problem::Never),
            };
            found.extend(problem.map(|problem| (Field::Expr, problem)));
            let zone = draft.get(Field::Zone);
            if !zone.is_empty() && !(around.is_zone)(zone) {
                found.insert(Field::Zone, Problem::NoZone);
            }
            number_or_nothing(draft, Field::Stagger, found);
        }
        _ => {}
    }
}

fn what(draft: &Draft, found: &mut BTreeMap<Field, Problem>) {
    match draft.get(Field::Payload) {
        "systemEvent" if !draft.is_on(Field::Text) => {
            found.insert(Field::Text, Problem::Missing);
        }
        "agentTurn" => {
            if !draft.is_on(Field::Message) {
                found.insert(Field::Message, Problem::Missing);
            }
            let session = draft.get(Field::Session);
            if draft.get(Field::Target) == "session"
                && (session.is_empty() || session.contains(['/', '\\', '\0']))
            {
                found.insert(Field::Session, Problem::NoSession);
            }
            number_or_nothing(draft, Field::Timeout, found);
        }
        _ => {}
    }
}

fn whither(draft: &Draft, age: Age, found: &mut BTreeMap<Field, Problem>) {
    let is_url = |text: &str| {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && !rest.contains(' '))
    };
    if draft.get(Field::Mode) == "webhook" && !is_url(draft.get(Field::To)) {
        found.insert(Field::To, Problem::NoUrl);
    }
    if age >= Age::Second && draft.get(Field::Alert) == "own" {
        number_or_nothing(draft, Field::AlertAfter, found);
        number_or_nothing(draft, Field::AlertCooldown, found);
        if number(draft.get(Field::AlertAfter)).is_some_and(|after| after < 1.0) {
            found.insert(Field::AlertAfter, Problem::NoNumber);
        }
        if draft.get(Field::AlertMode) == "webhook" && !is_url(draft.get(Field::AlertTo)) {
            found.insert(Field::AlertTo, Problem::NoUrl);
        }
    }
}

fn number_or_nothing(draft: &Draft, field: Field, found: &mut BTreeMap<Field, Problem>) {
    if draft.is_on(field) && number(draft.get(field)).is_none() {
        found.insert(field, Problem::NoNumber);
    }
}

/// Whether a field matters for what is written now.
#[must_use]
pub fn is_shown(draft: &Draft, field: Field) -> bool {
    let kind = draft.get(Field::Kind);
    match field {
        Field::At | Field::Once => kind == "at",
        Field::Every | Field::Unit | Field::Anchor => kind == "every",
        Field::Expr | Field::Zone | Field::Stagger => kind == "cron",
        Field::Channel | Field::Account | Field::Thread => {
            draft.is_turn() && draft.get(Field::Mode) == "announce"
        }
        Field::To => matches!(draft.get(Field::Mode), "announce" | "webhook"),
        Field::AlertAfter
        | Field::AlertCooldown
        | Field::AlertMode
        | Field::AlertChannel
        | Field::AlertTo => draft.get(Field::Alert) == "own",
        _ => true,
    }
}
