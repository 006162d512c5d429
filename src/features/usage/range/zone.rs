//! A time zone as far as days and hours need it: how far its clocks are from UTC at a moment.

use super::Range;
use super::day::Day;

pub const MINUTE_MS: i64 = 60_000;
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
pub use crate::platform::day::DAY_MS;

/// Gives how many minutes clocks are ahead of UTC at a moment (milliseconds since the epoch).
pub type Offset = fn(i64) -> i32;

#[derive(Debug, Clone, Copy, Default)]
pub enum Zone {
    #[default]
    Utc,
    Local(Offset),
}

impl Zone {
    #[must_use]
    pub fn is_utc(self) -> bool {
        matches!(self, Self::Utc)
    }

    /// Minutes ahead of UTC at a moment.
    #[must_use]
    pub fn offset(self, ms: i64) -> i32 {
        match self {
            Self::Utc => 0,
            Self::Local(offset) => offset(ms),
        }
    }

    /// The day on which a moment falls here.
    #[must_use]
    pub fn day_of(self, ms: i64) -> Day {
        Day::of_utc(self.wall(ms))
    }

    /// The hour of the day, 0 to 23, in which a moment falls here.
    #[must_use]
    pub fn hour_of(self, ms: i64) -> usize {
        usize::try_from(self.wall(ms).rem_euclid(DAY_MS) / HOUR_MS).unwrap_or_default()
    }

    /// When a day begins here. Where midnight is left out, with the first moment there is.
    #[must_use]
    pub fn start_of(self, day: Day) -> i64 {
        let midnight = day.utc_start();
        if self.is_utc() {
            return midnight;
        }
        // No zone is further from UTC than this.
        let (mut before, mut within) = (midnight - 18 * HOUR_MS, midnight + 18 * HOUR_MS);
        while within - before > 1 {
            let middle = before + (within - before) / 2;
            if self.day_of(middle) < day {
                before = middle;
            } else {
                within = middle;
            }
        }
        within
    }

    /// How many hours a day has here.
    #[must_use]
    pub fn hours_of(self, day: Day) -> f64 {
        (self.start_of(day.plus(1)) - self.start_of(day)) as f64 / HOUR_MS as f64
    }

    /// When the hour of the clock that runs at a moment ends here, or the clocks are changed.
    #[must_use]
    pub fn hour_end(self, ms: i64) -> i64 {
        let end = ms + HOUR_MS - self.wall(ms).rem_euclid(HOUR_MS);
        let offset = self.offset(ms);
        if self.offset(end - 1) == offset {
            return end;
        }
        let (mut before, mut after) = (ms, end - 1);
        while after - before > 1 {
            let middle = before + (after - before) / 2;
            if self.offset(middle) == offset {
                before = middle;
            } else {
                after = middle;
            }
        }
        after
    }

    /// What clocks show, as if they were in UTC.
    fn wall(self, ms: i64) -> i64 {
        ms + i64::from(self.offset(ms)) * MINUTE_MS
    }

    /// The distance to UTC in the words of the gateway. A span in which clocks are changed has two:
    /// the one of its last day is told, because that is where most of what is looked at happens.
    #[must_use]
    pub fn utc_offset(self, range: Range) -> String {
        offset_text(self.offset(self.start_of(range.end.plus(1)) - 1))
    }

    /// Whether clocks are changed within a span.
    #[must_use]
    pub fn changes_within(self, range: Range) -> bool {
        let offset = self.offset(self.start_of(range.start));
        range.days().any(|day| self.offset(self.start_of(day.plus(1)) - 1) != offset)
    }
}

/// `UTC+5:30`, `UTC-4`, `UTC+0`.
#[must_use]
pub fn offset_text(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, rest) => format!("UTC{sign}{hours}:{rest:02}"),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// UTC+1, and UTC+2 from the last Sunday of March to that of October, at 01:00 UTC.
    pub(crate) fn berlin(ms: i64) -> i32 {
        let (year, _, _) = Day::of_utc(ms).ymd();
        let change = |month| {
            let last = Day::from_ymd(year, month, 31).unwrap();
            let sunday = last.plus(-i32::try_from((last.weekday() + 1) % 7).unwrap());
            sunday.utc_start() + HOUR_MS
        };
        if (change(3)..change(10)).contains(&ms) { 120 } else { 60 }
    }

    /// UTC-3:30, an hour more in the summer of 2026, changed at 02:00 of the clock.
    pub(crate) fn st_johns(ms: i64) -> i32 {
        let at = |month, day, minutes: i64| {
            Day::from_ymd(2026, month, day).unwrap().utc_start() + minutes * MINUTE_MS
        };
        if (at(3, 8, 330)..at(11, 1, 270)).contains(&ms) { -150 } else { -210 }
    }

    fn kolkata(_: i64) -> i32 {
        330
    }

    /// Clocks went from 24:00 to 01:00 on the fifth of September 2026.
    fn santiago(ms: i64) -> i32 {
        let change = Day::from_ymd(2026, 9, 6).unwrap().utc_start() + 4 * HOUR_MS;
        if ms < change { -240 } else { -180 }
    }

    /// UTC+10:30, and half an hour more in summer.
    fn lord_howe(ms: i64) -> i32 {
        let change =
            Day::from_ymd(2026, 10, 3).unwrap().utc_start() + 15 * HOUR_MS + 30 * MINUTE_MS;
        if ms < change { 630 } else { 660 }
    }

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn a_day_has_23_or_25_hours_where_clocks_are_changed() {
        let zone = Zone::Local(berlin);
        assert_eq!(zone.hours_of(day("2026-03-29")), 23.0);
        assert_eq!(zone.hours_of(day("2026-10-25")), 25.0);
        assert_eq!(zone.hours_of(day("2026-10-26")), 24.0);
        assert_eq!(Zone::Local(st_johns).hours_of(day("2026-03-08")), 23.0);
        assert_eq!(Zone::Local(st_johns).hours_of(day("2026-11-01")), 25.0);
        assert_eq!(Zone::Local(lord_howe).hours_of(day("2026-10-04")), 23.5);
        assert_eq!(Zone::Utc.hours_of(day("2026-03-29")), 24.0);
    }

    #[test]
    fn a_day_without_midnight_begins_with_its_first_moment() {
        let zone = Zone::Local(santiago);
        let start = zone.start_of(day("2026-09-06"));
        assert_eq!((zone.hour_of(start), zone.hour_of(start - 1)), (1, 23));
        assert_eq!(zone.hours_of(day("2026-09-06")), 23.0);
    }

    #[test]
    fn no_moment_of_a_year_is_lost_or_doubled() {
        for offset in [berlin, st_johns, kolkata, santiago, lord_howe] {
            let zone = Zone::Local(offset);
            let range = Range::new(day("2026-01-01"), day("2026-12-31"));
            let mut moment = zone.start_of(range.start);
            for day in range.days() {
                assert_eq!(zone.start_of(day), moment, "{day}");
                while zone.day_of(moment) == day {
                    let end = zone.hour_end(moment);
                    assert!(end > moment && end <= moment + HOUR_MS);
                    assert_eq!(zone.hour_of(end - 1), zone.hour_of(moment));
                    moment = end;
                }
            }
            assert_eq!(zone.day_of(moment), day("2027-01-01"));
        }
    }

    #[test]
    fn a_distance_is_told_in_the_words_of_the_gateway() {
        assert_eq!(offset_text(330), "UTC+5:30");
        assert_eq!(offset_text(-240), "UTC-4");
        assert_eq!(offset_text(-210), "UTC-3:30");
        assert_eq!(offset_text(0), "UTC+0");
        assert_eq!(offset_text(840), "UTC+14");
    }

    #[test]
    fn a_span_over_a_change_takes_the_distance_of_its_end() {
        let zone = Zone::Local(berlin);
        let range = Range::new(day("2026-03-01"), day("2026-03-29"));
        assert_eq!(zone.utc_offset(range), "UTC+2");
        assert!(zone.changes_within(range));
        let range = Range::new(day("2026-03-01"), day("2026-03-28"));
        assert_eq!(zone.utc_offset(range), "UTC+1");
        assert!(!zone.changes_within(range));
        assert!(!Zone::Utc.changes_within(range));
    }
}
