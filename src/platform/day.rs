//! A day of the calendar, without a place.

use std::fmt;

pub const DAY_MS: i64 = 86_400_000;

/// Counted from the first of January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// Nothing where there is no such day.
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || day < 1 {
            return None;
        }
        let counted = Self::counted(year, month, day);
        (counted.ymd() == (year, month, day)).then_some(counted)
    }

    /// Reads `YYYY-MM-DD`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let has_shape = bytes.len() == 10
            && bytes.iter().enumerate().all(|(index, byte)| match index {
                4 | 7 => *byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !has_shape {
            return None;
        }
        Self::from_ymd(
            text.get(..4)?.parse().ok()?,
            text.get(5..7)?.parse().ok()?,
            text.get(8..)?.parse().ok()?,
        )
    }

    /// The day in UTC on which a moment falls.
    #[must_use]
    pub fn of_utc(ms: i64) -> Self {
        Self(i32::try_from(ms.div_euclid(DAY_MS)).unwrap_or_default())
    }

    /// When it begins in UTC, in milliseconds since the epoch.
    #[must_use]
    pub fn utc_start(self) -> i64 {
        i64::from(self.0) * DAY_MS
    }

    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0 + days)
    }

    /// How many days lie between an earlier day and this one.
    #[must_use]
    pub fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// Monday is 0.
    #[must_use]
    pub fn weekday(self) -> usize {
        // The first of January 1970 was a Thursday.
        usize::try_from((self.0 + 3).rem_euclid(7)).unwrap_or_default()
    }

    #[must_use]
    pub fn first_of_month(self) -> Self {
        let (year, month, _) = self.ymd();
        Self::counted(year, month, 1)
    }

    #[must_use]
    pub fn last_of_month(self) -> Self {
        let (year, month, _) = self.ymd();
        let next = if month == 12 {
            Self::counted(year + 1, 1, 1)
        } else {
            Self::counted(year, month + 1, 1)
        };
        next.plus(-1)
    }

    /// Year, month from 1, day from 1.
    #[must_use]
    pub fn ymd(self) -> (i32, u32, u32) {
        // Years are counted from March, so that the leap day is the last day of its year.
        let days = self.0 + FROM_MARCH_0000;
        let era = days.div_euclid(ERA);
        let of_era = days.rem_euclid(ERA);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year + era * 400 + i32::from(month <= 2);
        (year, u32::try_from(month).unwrap_or(1), u32::try_from(day).unwrap_or(1))
    }

    fn counted(year: i32, month: u32, day: u32) -> Self {
        let (month, day) = (i32::try_from(month).unwrap_or(1), i32::try_from(day).unwrap_or(1));
        let year = if month <= 2 { year - 1 } else { year };
        let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        Self(era * ERA + days - FROM_MARCH_0000)
    }
}

/// Days in 400 years.
const ERA: i32 = 146_097;
/// Days from 0000-03-01 to 1970-01-01.
const FROM_MARCH_0000: i32 = 719_468;

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(out, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn every_day_of_four_centuries_comes_back() {
        let first = Day::from_ymd(1801, 1, 1).unwrap();
        let mut before = None;
        for index in 0..146_097 {
            let day = first.plus(index);
            let (year, month, of_month) = day.ymd();
            assert_eq!(Day::from_ymd(year, month, of_month), Some(day));
            assert_eq!(Day::parse(&day.to_string()), Some(day));
            assert!(before < Some(day));
            before = Some(day);
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-1-01",
            "20260101",
            "2026-00-10",
            "",
            "ä026-01-01",
            "2026-01-32",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        assert!(Day::parse("2028-02-29").is_some());
    }

    #[test]
    fn a_day_knows_its_weekday_and_its_month() {
        let day = Day::parse("2028-02-10").unwrap();
        assert_eq!(day.weekday(), 3);
        assert_eq!(day.first_of_month().to_string(), "2028-02-01");
        assert_eq!(day.last_of_month().to_string(), "2028-02-29");
        assert_eq!(Day::parse("2026-12-05").unwrap().last_of_month().to_string(), "2026-12-31");
        assert_eq!(Day::of_utc(-1).to_string(), "1969-12-31");
    }
}
