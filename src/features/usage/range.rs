//! Days and spans of days, in UTC or in the operator's own zone. `now` and the zone are given in:
//! a day is 23 or 25 hours long where clocks are changed, and none is lost or doubled.

pub mod zone;

pub use crate::platform::day;

use self::day::Day;

/// The longest span that is asked for.
pub const LONGEST: i32 = 366;

/// From one day to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Range {
    pub start: Day,
    pub end: Day,
}

impl Range {
    /// Takes the days in either order, and no more than [`LONGEST`] of them: the latest.
    #[must_use]
    pub fn new(one: Day, other: Day) -> Self {
        let (start, end) = if one <= other { (one, other) } else { (other, one) };
        Self { start: start.max(end.plus(1 - LONGEST)), end }
    }

    #[must_use]
    pub fn days(self) -> impl DoubleEndedIterator<Item = Day> + Clone {
        (0..self.count()).map(move |index| self.start.plus(index))
    }

    /// How many days there are.
    #[must_use]
    pub fn count(self) -> i32 {
        self.end.since(self.start) + 1
    }

    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.start <= day && day <= self.end
    }
}

/// The spans that have a name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Preset {
    Today,
    SevenDays,
    #[default]
    ThirtyDays,
    NinetyDays,
    ThisMonth,
    LastMonth,
    Custom,
}

impl Preset {
    pub const ALL: [Self; 7] = [
        Self::Today,
        Self::SevenDays,
        Self::ThirtyDays,
        Self::NinetyDays,
        Self::ThisMonth,
        Self::LastMonth,
        Self::Custom,
    ];

    /// The word of an address and of what is kept.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::SevenDays => "7d",
            Self::ThirtyDays => "30d",
            Self::NinetyDays => "90d",
            Self::ThisMonth => "month",
            Self::LastMonth => "last-month",
            Self::Custom => "custom",
        }
    }

    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.as_str() == word)
    }

    /// The days it means today. The custom span has none of its own.
    #[must_use]
    pub fn range(self, today: Day) -> Option<Range> {
        let last = |days: i32| Range { start: today.plus(1 - days), end: today };
        Some(match self {
            Self::Today => last(1),
            Self::SevenDays => last(7),
            Self::ThirtyDays => last(30),
            Self::NinetyDays => last(90),
            Self::ThisMonth => Range { start: today.first_of_month(), end: today },
            Self::LastMonth => {
                let end = today.first_of_month().plus(-1);
                Range { start: end.first_of_month(), end }
            }
            Self::Custom => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn range(preset: Preset, today: &str) -> (String, String) {
        let range = preset.range(day(today)).unwrap();
        (range.start.to_string(), range.end.to_string())
    }

    fn pair(start: &str, end: &str) -> (String, String) {
        (start.to_owned(), end.to_owned())
    }

    #[test]
    fn presets_end_today_or_with_their_month() {
        assert_eq!(range(Preset::Today, "2026-11-20"), pair("2026-11-20", "2026-11-20"));
        assert_eq!(range(Preset::SevenDays, "2026-03-03"), pair("2026-02-25", "2026-03-03"));
        assert_eq!(range(Preset::ThirtyDays, "2026-01-01"), pair("2025-12-03", "2026-01-01"));
        assert_eq!(range(Preset::NinetyDays, "2026-11-20"), pair("2026-08-23", "2026-11-20"));
        assert_eq!(range(Preset::ThisMonth, "2026-11-01"), pair("2026-11-01", "2026-11-01"));
        assert_eq!(range(Preset::LastMonth, "2028-03-31"), pair("2028-02-01", "2028-02-29"));
        assert_eq!(range(Preset::LastMonth, "2026-01-15"), pair("2025-12-01", "2025-12-31"));
        assert_eq!(Preset::Custom.range(day("2026-01-15")), None);
    }

    #[test]
    fn words_come_back() {
        for preset in Preset::ALL {
            assert_eq!(Preset::from_word(preset.as_str()), Some(preset));
        }
        assert_eq!(Preset::from_word("year"), None);
    }

    #[test]
    fn a_span_takes_its_days_in_either_order_and_not_too_many() {
        let (one, other) = (day("2028-02-27"), day("2028-03-01"));
        assert_eq!(Range::new(one, other), Range::new(other, one));
        let days: Vec<String> = Range::new(one, other).days().map(|day| day.to_string()).collect();
        assert_eq!(days, ["2028-02-27", "2028-02-28", "2028-02-29", "2028-03-01"]);
        assert_eq!(Range::new(day("1999-01-01"), one).count(), LONGEST);
    }
}
