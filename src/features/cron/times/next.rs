//! The runs of a schedule from a moment on. Gateways differ in what they make of the hour that is
//! left out or shown twice when clocks are changed.

use super::clocks::{Clocks, croner_moment, first_moment};
use super::pattern::{Fault, Pattern};
use super::{iso, stagger};
use crate::protocol::cron::CronSchedule;

/// By whose rules a schedule is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rules {
    /// What croner says; `every` keeps to its anchor.
    #[default]
    First,
    /// What croner says, spread; `every` counts from the last run.
    Second,
    /// What clocks show twice runs the first time, what they never show does not run.
    Later,
}

/// A schedule, made ready to be asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Schedule {
    At(i64),
    Every {
        every: i64,
        anchor: i64,
        last: Option<i64>,
    },
    Cron {
        pattern: Box<Pattern>,
        later_by: i64,
    },
    /// Not by time, or by a rule that is not known here.
    Unknown,
}

/// What is known of a job beside its schedule.
#[derive(Debug, Clone, Copy, Default)]
pub struct Job<'a> {
    /// Nothing for one that is only being written.
    pub id: Option<&'a str>,
    pub made: Option<i64>,
    pub last: Option<i64>,
}

/// Why a schedule has no runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    At,
    Every,
    Expr(Fault),
}

impl Schedule {
    /// # Errors
    /// Where the gateways would refuse it.
    pub fn of(from: &CronSchedule, job: Job, rules: Rules, now: i64) -> Result<Self, Wrong> {
        Ok(match from.kind.as_str() {
            "at" => Self::At(from.at.as_deref().and_then(iso::moment).ok_or(Wrong::At)?),
            "every" => {
                let signed = |ms: u64| i64::try_from(ms).ok();
                let every = from.every_ms.and_then(signed).filter(|it| *it > 0);
                Self::Every {
                    every: every.ok_or(Wrong::Every)?,
                    anchor: from.anchor_ms.and_then(signed).or(job.made).unwrap_or(now),
                    last: job.last.filter(|_| rules != Rules::First),
                }
            }
            "cron" => {
                let expr = from.expr.as_deref().unwrap_or_default();
                let told = from.rest.get("staggerMs").and_then(serde_json::Value::as_i64);
                let window = match rules {
                    Rules::First => 0,
                    Rules::Second | Rules::Later => stagger::window(expr, told),
                };
                let pattern = Pattern::read(expr).map_err(Wrong::Expr)?;
                let later_by = job.id.map_or(0, |id| stagger::offset(id, window));
                Self::Cron { pattern: Box::new(pattern), later_by }
            }
            _ => Self::Unknown,
        })
    }

    /// The first run after a moment.
    #[must_use]
    pub fn next(&self, after: i64, rules: Rules, clocks: &dyn Clocks) -> Option<i64> {
        match self {
            Self::At(at) => (*at > after).then_some(*at),
            Self::Every { every, anchor, last } => Some(next_every(*every, *anchor, *last, after)),
            Self::Cron { pattern, later_by } => {
                // The moment before is looked for until its spread is after this one.
                let mut cursor = after - later_by;
                for _ in 0..4 {
                    let base = next_of(pattern, cursor, rules, clocks)?;
                    if base + later_by > after {
                        return Some(base + later_by);
                    }
                    cursor = base + 1_000;
                }
                None
            }
            Self::Unknown => None,
        }
    }

    /// How often it runs on a day on which it runs.
    #[must_use]
    pub fn times_a_day(&self) -> i64 {
        match self {
            Self::Every { every, .. } => (crate::platform::day::DAY_MS / every).max(1),
            Self::Cron { pattern, .. } => i64::from(pattern.times_a_day()),
            Self::At(_) | Self::Unknown => 1,
        }
    }

    /// At most so many runs after a moment; the first is what the gateway itself has told, if it has.
    #[must_use]
    pub fn runs(
        &self,
        (after, told): (i64, Option<i64>),
        count: usize,
        rules: Rules,
        clocks: &dyn Clocks,
    ) -> Vec<i64> {
        let mut schedule = self.clone();
        let mut found: Vec<i64> = told.into_iter().collect();
        while found.len() < count {
            let after = found.last().copied().unwrap_or(after).max(after);
            // The run before is the last one by then.
            if let (Self::Every { last: Some(last), .. }, Some(before)) =
                (&mut schedule, found.last())
            {
                *last = *before;
            }
            match schedule.next(after, rules, clocks) {
                Some(next) => found.push(next),
                None => break,
            }
        }
        found
    }
}

fn next_every(every: i64, anchor: i64, last: Option<i64>, after: i64) -> i64 {
    if let Some(last) = last.filter(|last| *last >= anchor && last + every > after) {
        return last + every;
    }
    if after < anchor {
        return anchor;
    }
    anchor + ((after - anchor) / every + 1) * every
}

fn next_of(pattern: &Pattern, after: i64, rules: Rules, clocks: &dyn Clocks) -> Option<i64> {
    let by_croner = |from: i64| {
        let found = croner_moment(clocks, pattern.next_wall(clocks.wall(from))?);
        Some(found)
    };
    match rules {
        // In the second of two hours croner names the first one, which is gone: asked again a second
        // later it says the same, and the gateway gives up until something changes.
        Rules::First => {
            (0..3).find_map(|second| by_croner(after + second * 1_000).filter(|at| *at > after))
        }
        Rules::Second => {
            let found = by_croner(after)?;
            if found > after {
                return Some(found);
            }
            let day = crate::platform::day::DAY_MS;
            let tomorrow = (after.div_euclid(day) + 1) * day;
            [after.div_euclid(1_000) * 1_000 + 1_000, tomorrow]
                .into_iter()
                .find_map(|from| by_croner(from).filter(|at| *at > after))
        }
        Rules::Later => {
            let mut wall = clocks.wall(after);
            // Two hours of seconds are the most that clocks leave out or show twice.
            for _ in 0..7_200 {
                wall = pattern.next_wall(wall)?;
                if let Some(at) = first_moment(clocks, wall).filter(|at| *at > after) {
                    return Some(at);
                }
            }
            None
        }
    }
}

#[cfg(test)]
mod tests;
