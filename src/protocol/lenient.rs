//! Reading what gateways really send: `null` where a list belongs, a date where a number belongs.
//! Nothing here guesses a value: what cannot be read is absent.

use serde::{Deserialize, Deserializer, de::IgnoredAny};

/// Reads `null` as the default. For lists, maps and blocks that a gateway may leave empty.
///
/// # Errors
/// When there is a value and it is not of its shape.
pub fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Reads a time as milliseconds since the epoch: a number, or an ISO 8601 text in UTC.
///
/// # Errors
/// Only when the JSON itself is broken.
pub fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Form {
        Whole(u64),
        Fraction(f64),
        Text(String),
        Else(IgnoredAny),
    }
    Ok(match Form::deserialize(deserializer)? {
        Form::Whole(ms) => Some(ms),
        Form::Fraction(ms) if ms >= 0.0 => Some(ms as u64),
        Form::Text(text) => iso_to_ms(&text),
        Form::Fraction(_) | Form::Else(_) => None,
    })
}

/// `2026-02-15T07:20:00Z`, with or without fraction of a second.
fn iso_to_ms(text: &str) -> Option<u64> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let mut date = date.splitn(3, '-').map(str::parse::<u64>);
    let (year, month, day) = (date.next()?.ok()?, date.next()?.ok()?, date.next()?.ok()?);
    let (clock, fraction) = time.split_once('.').unwrap_or((time, ""));
    let mut clock = clock.splitn(3, ':').map(str::parse::<u64>);
    let (hour, minute, second) = (clock.next()?.ok()?, clock.next()?.ok()?, clock.next()?.ok()?);
    if year < 1970 || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let milli: u64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    let seconds = ((days_since_epoch(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    Some(seconds * 1000 + milli)
}

/// Counts years from March, so that the leap day is the last day of its year.
fn days_since_epoch(year: u64, month: u64, day: u64) -> u64 {
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = year * 365 + year / 4 - year / 100 + year / 400 + day_of_year;
    // Days from 0000-03-01 to 1970-01-01.
    days - 719_468
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Row {
        #[serde(default, deserialize_with = "super::or_default")]
        keys: Vec<String>,
        #[serde(default, deserialize_with = "super::moment")]
        at: Option<u64>,
    }

    fn at(json: &str) -> Option<u64> {
        serde_json::from_str::<Row>(&format!(r#"{{"at":{json}}}"#)).unwrap().at
    }

    #[test]
    fn null_and_nothing_are_an_empty_list() {
        let empty = Row { keys: Vec::new(), at: None };
        assert_eq!(serde_json::from_str::<Row>(r#"{"keys":null}"#).unwrap(), empty);
        assert_eq!(serde_json::from_str::<Row>("{}").unwrap(), empty);
    }

    #[test]
    fn a_time_is_a_number_or_a_date() {
        assert_eq!(at("1795180477412"), Some(1_795_180_477_412));
        assert_eq!(at("1795180477412.25"), Some(1_795_180_477_412));
        assert_eq!(at(r#""1970-01-01T00:00:00Z""#), Some(0));
        assert_eq!(at(r#""2026-02-15T07:20:00Z""#), Some(1_771_140_000_000));
        assert_eq!(at(r#""2024-02-29T23:59:59.5Z""#), Some(1_709_251_199_500));
    }

    #[test]
    fn what_is_no_time_is_absent() {
        for json in ["null", "true", "-5", r#""soon""#, r#""2026-13-01T00:00:00Z""#, "{}"] {
            assert_eq!(at(json), None, "{json}");
        }
    }
}
