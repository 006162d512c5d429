//! A cron expression by the rules of croner 10, the library of all gateways: five, six or seven
//! parts, names, `L`, `LW`, `W`, `#`, `?`, `+`, and its own ways of refusing. Written here because
//! no crate takes and refuses the same: it is held against answers of the library itself.

use crate::platform::day::{DAY_MS, Day};

mod part;
mod read;

pub use read::Fault;

/// Where in an expression something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Second,
    Minute,
    Hour,
    Day,
    Month,
    Weekday,
    Year,
}

/// No job is looked for beyond it, as in the library.
const LAST_YEAR: i32 = 3_000;
/// Of a weekday: any in the month, and the last in the month.
const ANY: u8 = 63;
const LAST: u8 = 32;

/// What an expression means. Bits count from nought; those of days and months from the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    seconds: u64,
    minutes: u64,
    hours: u64,
    days: u64,
    near_weekday: u64,
    months: u64,
    /// By weekday from Sunday: in which weeks of the month.
    weekdays: [u8; 7],
    /// All years where it is empty.
    years: Vec<i32>,
    last_day: bool,
    last_weekday: bool,
    any_day: bool,
    any_weekday: bool,
    both: bool,
}

impl Pattern {
    /// What clocks show when it is due next after they show this. Both as if in UTC.
    #[must_use]
    pub fn next_wall(&self, after: i64) -> Option<i64> {
        let from = after.div_euclid(1_000) * 1_000 + 1_000;
        let (mut day, mut second) = (Day::of_utc(from), from.rem_euclid(DAY_MS) / 1_000);
        loop {
            let (year, month, _) = day.ymd();
            if year >= LAST_YEAR {
                return None;
            }
            if !self.is_year(year) {
                let next = self.years.iter().copied().find(|it| *it > year)?;
                (day, second) = (Day::from_ymd(next, 1, 1)?, 0);
            } else if self.months >> (month - 1) & 1 == 0 {
                (day, second) = (day.last_of_month().plus(1), 0);
            } else if let Some(found) = self.is_day(day).then(|| self.time_from(second)).flatten() {
                return Some(day.utc_start() + found * 1_000);
            } else {
                (day, second) = (day.plus(1), 0);
            }
        }
    }

    /// How often it is due on a day on which it is due.
    #[must_use]
    pub fn times_a_day(&self) -> u32 {
        self.hours.count_ones() * self.minutes.count_ones() * self.seconds.count_ones()
    }

    fn is_year(&self, year: i32) -> bool {
        self.years.is_empty() || self.years.contains(&year)
    }

    fn is_day(&self, day: Day) -> bool {
        let (_, _, of_month) = day.ymd();
        let named = self.days >> (of_month - 1) & 1 == 1
            || self.is_nearest(day)
            || (self.last_weekday && last_weekday(day) == day)
            || (self.last_day && day.last_of_month() == day);
        if self.any_weekday {
            return named;
        }
        let weekday = self.is_weekday(day);
        if self.both || self.any_day { named && weekday } else { named || weekday }
    }

    fn is_weekday(&self, day: Day) -> bool {
        let (_, _, of_month) = day.ymd();
        let weeks = self.weekdays[(day.weekday() + 1) % 7];
        let nth = 1_u8 << ((of_month - 1) / 7);
        let is_last = day.plus(7) > day.last_of_month();
        weeks & nth != 0 || (weeks & LAST != 0 && is_last)
    }

    /// The working day nearest to one that is named with `W`, within its month.
    fn is_nearest(&self, day: Day) -> bool {
        let (first, last) = (day.first_of_month(), day.last_of_month());
        (0..31).filter(|bit| self.near_weekday >> bit & 1 == 1).any(|bit| {
            let named = first.plus(bit);
            named <= last
                && day
                    == match named.weekday() {
                        5 if named == first => named.plus(2),
                        5 => named.plus(-1),
                        6 if named == last => named.plus(-2),
                        6 => named.plus(1),
                        _ => named,
                    }
        })
    }

    /// The first time of a day from this second of it on, in seconds.
    fn time_from(&self, second: i64) -> Option<i64> {
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        let made = |hour: i64, minute: i64, second: i64| (hour * 60 + minute) * 60 + second;
        let (any_minute, any_second) = (bit_from(self.minutes, 0)?, bit_from(self.seconds, 0)?);
        if self.hours >> hour & 1 == 1 {
            if self.minutes >> minute & 1 == 1
                && let Some(second) = bit_from(self.seconds, second)
            {
                return Some(made(hour, minute, second));
            }
            if let Some(minute) = bit_from(self.minutes, minute + 1) {
                return Some(made(hour, minute, any_second));
            }
        }
        Some(made(bit_from(self.hours, hour + 1)?, any_minute, any_second))
    }
}

fn bit_from(bits: u64, from: i64) -> Option<i64> {
    let rest = if from >= 64 { 0 } else { bits >> from << from };
    (rest != 0).then(|| i64::from(rest.trailing_zeros()))
}

fn last_weekday(day: Day) -> Day {
    let last = day.last_of_month();
    match last.weekday() {
        5 => last.plus(-1),
        6 => last.plus(-2),
        _ => last,
    }
}

#[cfg(test)]
mod tests;
