//! The clocks of a zone, and the way from what they show to the moment it is.

use crate::platform::day::DAY_MS;
use crate::platform::zones::Zone;

const HOUR_MS: i64 = 3_600_000;

/// How far the clocks of a place are ahead of UTC at a moment, all in milliseconds.
pub trait Clocks {
    fn offset(&self, at: i64) -> i64;

    /// What the clocks show, as if they were in UTC.
    fn wall(&self, at: i64) -> i64 {
        at + self.offset(at)
    }
}

impl Clocks for Zone {
    fn offset(&self, at: i64) -> i64 {
        Self::offset(self, at)
    }
}

impl<F: Fn(i64) -> i64> Clocks for F {
    fn offset(&self, at: i64) -> i64 {
        self(at)
    }
}

/// The moment at which clocks show this, as croner finds it: of two moments the earlier one where
/// clocks went back by an hour, and the time after the gap where they never show it.
pub fn croner_moment(clocks: &dyn Clocks, wall: i64) -> i64 {
    let near = wall - clocks.offset(wall);
    let shown = clocks.wall(near);
    if shown == wall {
        let earlier = near - HOUR_MS;
        return if clocks.wall(earlier) == wall { earlier } else { near };
    }
    let other = near + wall - shown;
    if clocks.wall(other) == wall { other } else { near.max(other) }
}

/// The first moment at which clocks show this; nothing where they never do.
pub fn first_moment(clocks: &dyn Clocks, wall: i64) -> Option<i64> {
    [wall - DAY_MS, wall, wall + DAY_MS]
        .into_iter()
        .map(|near| wall - clocks.offset(near))
        .filter(|at| clocks.wall(*at) == wall)
        .min()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::platform::day::Day;

    const MINUTE: i64 = 60_000;

    fn utc(text: &str) -> i64 {
        super::super::iso::moment(text).unwrap()
    }

    /// The nth Sunday of a month, or the last one.
    fn sunday(year: i32, month: u32, nth: i32) -> i64 {
        let first = Day::from_ymd(year, month, 1).unwrap();
        let sunday = first.plus(i32::try_from((13 - first.weekday()) % 7).unwrap());
        let last = first.last_of_month();
        let found = sunday.plus(7 * (nth - 1));
        if found > last { found.plus(-7).utc_start() } else { found.utc_start() }
    }

    fn year(at: i64) -> i32 {
        Day::of_utc(at).ymd().0
    }

    /// UTC+1, and UTC+2 from the last Sunday of March to that of October, at 01:00 UTC.
    pub(crate) fn berlin(at: i64) -> i64 {
        let change = |month| sunday(year(at), month, 5) + HOUR_MS;
        if (change(3)..change(10)).contains(&at) { 2 * HOUR_MS } else { HOUR_MS }
    }

    /// UTC-5, and UTC-4 from the second Sunday of March to the first of November, at 02:00.
    pub(crate) fn new_york(at: i64) -> i64 {
        let from = sunday(year(at), 3, 2) + 7 * HOUR_MS;
        let to = sunday(year(at), 11, 1) + 6 * HOUR_MS;
        if (from..to).contains(&at) { -4 * HOUR_MS } else { -5 * HOUR_MS }
    }

    /// UTC+10:30, and half an hour more from the first Sunday of October to that of April.
    pub(crate) fn lord_howe(at: i64) -> i64 {
        let to = sunday(year(at), 4, 1) - 9 * HOUR_MS;
        let from = sunday(year(at), 10, 1) - 17 * HOUR_MS / 2;
        if (to..from).contains(&at) { 630 * MINUTE } else { 660 * MINUTE }
    }

    #[test]
    fn what_clocks_show_twice_is_the_first_time() {
        let wall = utc("2026-10-25T02:30:00Z");
        assert_eq!(croner_moment(&berlin, wall), utc("2026-10-25T00:30:00Z"));
        assert_eq!(first_moment(&berlin, wall), Some(utc("2026-10-25T00:30:00Z")));
        let wall = utc("2026-11-01T01:15:00Z");
        assert_eq!(croner_moment(&new_york, wall), utc("2026-11-01T05:15:00Z"));
    }

    #[test]
    fn what_clocks_never_show_is_after_the_gap_or_never() {
        let wall = utc("2026-03-29T02:30:00Z");
        assert_eq!(croner_moment(&berlin, wall), utc("2026-03-29T01:30:00Z"));
        assert_eq!(first_moment(&berlin, wall), None);
        assert_eq!(first_moment(&lord_howe, utc("2026-10-04T02:10:00Z")), None);
        assert_eq!(
            first_moment(&lord_howe, utc("2027-04-04T01:45:00Z")),
            Some(utc("2027-04-03T14:45:00Z"))
        );
    }

    #[test]
    fn every_other_time_of_a_year_comes_back() {
        for clocks in [berlin, new_york, lord_howe] {
            let mut at = utc("2026-01-01T00:00:00Z");
            while at < utc("2027-01-01T00:00:00Z") {
                let wall = clocks(at) + at;
                let first = first_moment(&clocks, wall).unwrap();
                assert!(first <= at && clocks(first) + first == wall);
                at += 37 * MINUTE;
            }
        }
    }
}
