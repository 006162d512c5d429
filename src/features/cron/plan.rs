//! Runs by days: those that come, reckoned from the schedules, and those that have been. Pure.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use super::address::Look;
use super::times::clocks::{Clocks, croner_moment};
use super::times::next::{Rules, Schedule};
use crate::platform::day::Day;
use crate::protocol::id::JobId;

/// What runs more often on a day is told once, with how often.
const FEW: i64 = 4;

/// A job as far as its runs go.
pub struct Planned {
    pub id: JobId,
    pub name: Arc<str>,
    pub schedule: Schedule,
    pub clocks: Rc<dyn Clocks>,
    /// The next run as the gateway has told it.
    pub told: Option<i64>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// So often on this day, as far as that is known.
    Coming {
        times: i64,
    },
    Running,
    Past {
        status: Option<String>,
        took: Option<f64>,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub at: i64,
    pub id: JobId,
    pub name: Arc<str>,
    pub what: What,
}

/// A day with its first moment and that of the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub day: Day,
    pub start: i64,
    pub end: i64,
}

/// The days that are shown around one: weeks begin on Monday, a month is shown in whole weeks.
#[must_use]
pub fn days(look: Look, day: Day) -> Vec<Day> {
    let monday = |day: Day| day.plus(-i32::try_from(day.weekday()).unwrap_or_default());
    let (first, count) = match look {
        Look::List | Look::Day => (day, 1),
        Look::Week => (monday(day), 7),
        Look::Month => {
            let first = monday(day.first_of_month());
            let weeks = day.last_of_month().since(first) / 7 + 1;
            (first, weeks * 7)
        }
    };
    (0..count).map(|at| first.plus(at)).collect()
}

/// The day from which the span before or after is seen.
#[must_use]
pub fn stepped(look: Look, day: Day, forward: bool) -> Day {
    match (look, forward) {
        (Look::List | Look::Day, true) => day.plus(1),
        (Look::List | Look::Day, false) => day.plus(-1),
        (Look::Week, true) => day.plus(7),
        (Look::Week, false) => day.plus(-7),
        (Look::Month, true) => day.last_of_month().plus(1),
        (Look::Month, false) => day.first_of_month().plus(-1).first_of_month(),
    }
}

#[must_use]
pub fn spans(days: &[Day], clocks: &dyn Clocks) -> Vec<Span> {
    let start = |day: Day| croner_moment(clocks, day.utc_start());
    days.iter().map(|day| Span { day: *day, start: start(*day), end: start(day.plus(1)) }).collect()
}

/// What comes on these days, in the order of time.
#[must_use]
pub fn coming(jobs: &[Planned], spans: &[Span], now: i64, rules: Rules) -> Vec<Vec<Item>> {
    let mut found: Vec<Vec<Item>> = spans.iter().map(|_| Vec::new()).collect();
    for job in jobs {
        let item = |at, times| Item {
            at,
            id: job.id.clone(),
            name: Arc::clone(&job.name),
            what: What::Coming { times },
        };
        let schedule = following(&job.schedule, job.told);
        let times = schedule.times_a_day();
        // The next run that is already known on a day, so that it is reckoned once.
        let mut known: Option<Option<i64>> = None;
        for (span, items) in spans.iter().zip(&mut found).filter(|(span, _)| span.end > now) {
            if let Some(told) = job.told.filter(|told| (span.start..span.end).contains(told)) {
                items.push(item(told, if times > FEW { times } else { 1 }));
            }
            let from = (span.start - 1).max(now).max(job.told.unwrap_or(i64::MIN));
            if from >= span.end {
                continue;
            }
            if let Some(next) = known
                && next.is_none_or(|next| next >= span.end)
            {
                continue;
            }
            let mut next = schedule.next(from, rules, &*job.clocks);
            if times > FEW {
                let is_told = job.told.is_some_and(|told| (span.start..span.end).contains(&told));
                if let Some(at) = next.filter(|at| *at < span.end && !is_told) {
                    items.push(item(at, times));
                }
                continue;
            }
            while let Some(at) = next.filter(|at| *at < span.end) {
                items.push(item(at, 1));
                next = schedule.next(at, rules, &*job.clocks);
            }
            known = Some(next);
        }
    }
    for items in &mut found {
        items.sort_by(|one, other| (one.at, &one.name).cmp(&(other.at, &other.name)));
    }
    found
}

/// The runs after the one that was told.
fn following(schedule: &Schedule, told: Option<i64>) -> Schedule {
    match (schedule, told) {
        (Schedule::Every { every, .. }, Some(told)) => {
            Schedule::Every { every: *every, anchor: told, last: None }
        }
        _ => schedule.clone(),
    }
}

/// Puts what has been in front of what comes.
pub fn put_past(days: &mut [Vec<Item>], spans: &[Span], past: Vec<Item>) {
    let mut by_day: BTreeMap<usize, Vec<Item>> = BTreeMap::new();
    for item in past {
        let at = spans.partition_point(|span| span.end <= item.at);
        if spans.get(at).is_some_and(|span| span.start <= item.at) {
            by_day.entry(at).or_default().push(item);
        }
    }
    for (at, mut items) in by_day {
        items.sort_by(|one, other| (one.at, &one.name).cmp(&(other.at, &other.name)));
        items.append(&mut days[at]);
        days[at] = items;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::features::cron::times::clocks::tests::berlin;
    use crate::features::cron::times::iso::moment;
    use crate::features::cron::times::next::Job;

    fn planned(schedule: serde_json::Value, told: Option<i64>) -> Planned {
        let schedule = serde_json::from_value(schedule).unwrap();
        let schedule = Schedule::of(&schedule, Job::default(), Rules::First, 0).unwrap();
        Planned { id: "j".into(), name: "Job".into(), schedule, clocks: Rc::new(berlin), told }
    }

    fn written(days: &[Vec<Item>]) -> Vec<String> {
        let one = |item: &Item| match &item.what {
            What::Coming { times } => {
                format!("{}x{times}", super::super::times::iso::write(item.at))
            }
            other => format!("{other:?}"),
        };
        days.iter().map(|items| items.iter().map(one).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn a_month_is_shown_in_whole_weeks() {
        let day = |text: &str| Day::parse(text).unwrap();
        let month = days(Look::Month, day("2026-11-21"));
        assert_eq!((month[0], month.len()), (day("2026-10-26"), 42));
        assert_eq!(days(Look::Month, day("2027-02-10")).len(), 28);
        assert_eq!(days(Look::Week, day("2026-11-21"))[0], day("2026-11-16"));
        assert_eq!(stepped(Look::Month, day("2026-01-31"), false), day("2025-12-01"));
        assert_eq!(stepped(Look::Month, day("2026-01-31"), true), day("2026-02-01"));
    }

    #[test]
    fn a_day_on_which_clocks_are_changed_has_its_runs_once() {
        let days = [Day::parse("2026-10-24").unwrap(), Day::parse("2026-10-25").unwrap()];
        let spans = spans(&days, &berlin);
        assert_eq!((spans[1].end - spans[1].start) / 3_600_000, 25);
        let job = planned(json!({"kind": "cron", "expr": "30 2,12 * * *"}), None);
        let now = moment("2026-10-24T04:00:00Z").unwrap();
        let found = coming(&[job], &spans, now, Rules::First);
        assert_eq!(
            written(&found),
            ["2026-10-24T10:30:00.000Zx1", "2026-10-25T00:30:00.000Zx1 2026-10-25T11:30:00.000Zx1"]
        );
    }

    #[test]
    fn what_runs_often_is_told_once_a_day() {
        let days = days(Look::Week, Day::parse("2026-11-21").unwrap());
        let now = moment("2026-11-21T09:00:00Z").unwrap();
        let job = planned(json!({"kind": "every", "everyMs": 600_000}), Some(now + 60_000));
        let found = coming(&[job], &spans(&days, &berlin), now, Rules::First);
        assert_eq!(
            written(&found)[5..],
            ["2026-11-21T09:01:00.000Zx144", "2026-11-21T23:01:00.000Zx144"]
        );
        assert_eq!(
            found[..5].iter().map(Vec::len).sum::<usize>(),
            0,
            "what has been comes no more"
        );
    }

    #[test]
    fn what_the_gateway_has_told_comes_before_what_is_reckoned() {
        let days = [Day::parse("2026-11-21").unwrap(), Day::parse("2026-11-22").unwrap()];
        let now = moment("2026-11-21T05:00:00Z").unwrap();
        // Later than the schedule says: the gateway waits after a failure.
        let told = moment("2026-11-21T08:07:00Z").unwrap();
        let job = planned(json!({"kind": "cron", "expr": "0 9 * * *"}), Some(told));
        let found = coming(&[job], &spans(&days, &berlin), now, Rules::First);
        assert_eq!(written(&found), ["2026-11-21T08:07:00.000Zx1", "2026-11-22T08:00:00.000Zx1"]);
    }
}
