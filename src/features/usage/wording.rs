//! How figures are put into words: numbers and days as the reader writes them, and what is not known
//! as *unknown*, never as nothing.

use super::figures::{Figures, Measure, Money, Told};
use super::range::day::Day;
use crate::platform::{moment, number};
use crate::words::{Word, follow, t, tn, tr, w};

/// The ways in which figures are written. Tests have plain ones.
#[derive(Clone, Copy)]
pub struct Ways {
    pub whole: fn(f64) -> String,
    pub compact: fn(f64) -> String,
    pub money: fn(f64) -> String,
    pub percent: fn(f64) -> String,
    /// Takes `YYYY-MM-DD`, gives the day with its year.
    pub date: fn(&str) -> String,
    /// The same without the year.
    pub short_date: fn(&str) -> String,
    /// Takes a moment and whether UTC is meant.
    pub moment: fn(f64, bool) -> String,
    /// 0 is Monday.
    pub weekday: fn(u32) -> String,
}

/// As the reader's language has it.
pub const READER: Ways = Ways {
    whole: |number| followed(number::whole, number),
    compact: |number| followed(number::compact, number),
    money: |number| followed(number::money, number),
    percent: |number| followed(number::percent, number),
    date: |date| calendar(moment::Way::Day, date),
    short_date: |date| calendar(moment::Way::DayOfYear, date),
    moment: |at, is_utc| moment::write(moment::Way::DayAndTime, at, is_utc),
    weekday: |day| moment::write(moment::Way::Weekday, f64::from(day) * DAY_MS + MONDAY_MS, true),
};

const DAY_MS: f64 = 86_400_000.0;
/// A Monday: 5 January 1970.
const MONDAY_MS: f64 = 4.0 * DAY_MS;

/// What is written by the rules of a language is written anew with another.
fn followed(write: fn(f64) -> String, number: f64) -> String {
    follow();
    write(number)
}

/// A day of the calendar is the same in every zone.
fn calendar(way: moment::Way, date: &str) -> String {
    follow();
    let at = js_sys::Date::parse(date);
    if at.is_nan() { date.to_owned() } else { moment::write(way, at, true) }
}

impl Ways {
    pub fn count(self, count: Option<u64>) -> String {
        count.map_or_else(|| t(w::USAGE_UNKNOWN), |count| (self.whole)(number(count)))
    }

    pub fn share(self, share: Option<f64>) -> String {
        share.map_or_else(|| t(w::USAGE_UNKNOWN), self.percent)
    }

    /// What is known to have been paid, as far as it is known.
    pub fn cost(self, money: Option<Money>) -> String {
        match money.map(Money::told) {
            None | Some(Told::Unknown) => t(w::USAGE_UNKNOWN),
            Some(Told::Exactly(cost)) => (self.money)(cost),
            Some(Told::AtLeast(cost)) => tr(w::USAGE_AT_LEAST, &[("cost", &(self.money)(cost))]),
        }
    }

    /// One figure of several.
    pub fn figure(self, figures: &Figures, measure: Measure) -> String {
        match measure {
            Measure::Tokens => self.count(figures.tokens),
            Measure::Cost => self.cost(figures.money),
            Measure::Messages => self.count(figures.messages),
            Measure::Errors => self.count(figures.errors),
            Measure::ToolCalls => self.count(figures.tool_calls),
        }
    }

    /// How the numbers of a measure are written.
    pub fn axis(self, measure: Measure) -> fn(f64) -> String {
        if measure == Measure::Cost { self.money } else { self.compact }
    }

    pub fn day(self, day: Day) -> String {
        (self.date)(&day.to_string())
    }

    pub fn short_day(self, day: Day) -> String {
        (self.short_date)(&day.to_string())
    }
}

/// The sentence about what has no price, if there is something.
pub fn unpriced(money: Option<Money>) -> Option<String> {
    let money = money?;
    if money.unpriced > 0 {
        let count = usize::try_from(money.unpriced).unwrap_or(usize::MAX);
        return Some(tn(w::USAGE_UNPRICED, count));
    }
    money.is_vague.then(|| t(w::USAGE_VAGUE))
}

/// The clock that is asked for, by name.
pub fn zone(is_utc: bool) -> String {
    if is_utc { t(w::USAGE_UTC) } else { moment::time_zone().unwrap_or_else(|| t(w::USAGE_LOCAL)) }
}

/// The name of a measure.
pub fn name(measure: Measure) -> Word {
    match measure {
        Measure::Tokens => w::USAGE_TOKENS,
        Measure::Cost => w::USAGE_COST,
        Measure::Messages => w::USAGE_MESSAGES,
        Measure::Errors => w::USAGE_ERRORS,
        Measure::ToolCalls => w::USAGE_TOOL_CALLS,
    }
}

/// A count as a number to draw.
#[expect(clippy::cast_precision_loss, reason = "no count is that large")]
pub fn number(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
pub mod plain {
    use super::Ways;

    /// Ways that need no browser.
    pub const PLAIN: Ways = Ways {
        whole: |number| number.to_string(),
        compact: |number| number.to_string(),
        money: |number| format!("${number}"),
        percent: |share| format!("{}%", (share * 1_000.0).round() / 10.0),
        date: str::to_owned,
        short_date: str::to_owned,
        moment: |at, _| at.to_string(),
        weekday: |day| format!("day {day}"),
    };
}

#[cfg(test)]
mod tests {
    use super::plain::PLAIN;
    use super::*;

    #[test]
    fn what_is_not_known_is_no_zero() {
        let money = |known, unpriced, is_vague| Some(Money { known, unpriced, is_vague });
        assert_eq!(PLAIN.count(None), "unknown");
        assert_eq!(PLAIN.count(Some(0)), "0");
        assert_eq!(PLAIN.cost(None), "unknown");
        assert_eq!(PLAIN.cost(money(0.0, 3, false)), "unknown");
        assert_eq!(PLAIN.cost(money(0.0, 0, false)), "$0");
        assert_eq!(PLAIN.cost(money(2.5, 3, false)), "at least $2.5");
        assert_eq!(unpriced(money(2.5, 0, false)), None);
        assert!(unpriced(money(2.5, 3, false)).is_some_and(|said| said.contains('3')));
    }
}
