//! Which days are meant, in the words of each version. Until 2026.4.15 the span follows the zone that
//! is asked for, and the days in it are the gateway's own (UTC here) all the same.

use serde_json::Value;

use crate::profile::Profile;
use crate::refusal::Refusal;

const DAY: i64 = 86_400_000;

/// From the first to the last millisecond, and how far the days are from those of UTC.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Span {
    pub(crate) from: i64,
    pub(crate) until: i64,
    /// Minutes ahead of UTC, for the span.
    asked: i64,
    /// The same for the days in it.
    counted: i64,
    /// All of its days are told, also those without use.
    pub(crate) is_filled: bool,
}

impl Span {
    pub(crate) fn read(profile: Profile, params: &Value, now: u64) -> Result<Span, Refusal> {
        let asked = if profile == Profile::V2026_2_6 { 0 } else { offset(profile, params)? };
        let today = (now as i64 + asked * 60_000).div_euclid(DAY);
        let (first, last) = days(profile, params, today)?;
        let start = |day: i64| day * DAY - asked * 60_000;
        let counted = if profile.is_new_shape() { asked } else { 0 };
        let (from, until) = (start(first), start(last + 1) - 1);
        Ok(Span { from, until, asked, counted, is_filled: profile.is_new_shape() })
    }

    pub(crate) fn holds(&self, at: u64) -> bool {
        (self.from..=self.until).contains(&(at as i64))
    }

    /// The day in which something is counted.
    pub(crate) fn day(&self, at: u64) -> String {
        date((at as i64 + self.counted * 60_000).div_euclid(DAY))
    }

    /// First and last day, as the versions repeat them: the early ones in UTC.
    pub(crate) fn ends(&self) -> (String, String) {
        let day = |at: i64| date((at + self.counted * 60_000).div_euclid(DAY));
        (day(self.from), day(self.until))
    }

    pub(crate) fn days(&self) -> Vec<String> {
        let first = (self.from + self.asked * 60_000).div_euclid(DAY);
        let last = (self.until + self.asked * 60_000).div_euclid(DAY);
        (first..=last).map(date).collect()
    }
}

fn days(profile: Profile, params: &Value, today: i64) -> Result<(i64, i64), Refusal> {
    let given = |name: &str| params[name].as_str().filter(|text| !text.trim().is_empty());
    let (start, end) = (given("startDate"), given("endDate"));
    let mut read = [None, None];
    for (index, (name, text)) in [("startDate", start), ("endDate", end)].into_iter().enumerate() {
        read[index] = text.and_then(day_number);
        if profile.is_new_shape() && text.is_some() && read[index].is_none() {
            return Err(Refusal::invalid(format!(
                "invalid {name}: expected a valid YYYY-MM-DD calendar date"
            )));
        }
    }
    match (read, profile.is_new_shape()) {
        ([Some(start), Some(end)], is_new) => {
            if is_new && start > end {
                return Err(Refusal::invalid("startDate must not be after endDate".to_owned()));
            }
            return Ok((start, end));
        }
        ([None, None], _) | (_, false) => {}
        (_, true) => {
            return Err(Refusal::invalid(
                "startDate and endDate must be provided together".to_owned(),
            ));
        }
    }
    let days = match params["range"].as_str() {
        Some("7d") => 7,
        Some("90d") => 90,
        Some("1y") => 365,
        Some("all") => today,
        _ => params["days"].as_i64().unwrap_or(30).clamp(1, 36_600),
    };
    Ok((today - days + 1, today))
}

/// Minutes ahead of UTC. No zone but UTC is known by name here; the offset beside it is taken then,
/// as by the real gateway when it does not know a name.
fn offset(profile: Profile, params: &Value) -> Result<i64, Refusal> {
    if params["mode"] != "specific" {
        return Ok(0);
    }
    let offset = params["utcOffset"].as_str().and_then(minutes);
    if let Some(zone) = params["timeZone"].as_str().filter(|_| profile.is_new_shape()) {
        return match (zone, offset) {
            ("UTC" | "Etc/UTC", _) => Ok(0),
            (_, Some(offset)) => Ok(offset),
            _ => Err(Refusal::invalid(
                "invalid timeZone: expected a valid IANA time zone".to_owned(),
            )),
        };
    }
    if offset.is_none() && profile.is_new_shape() && params["utcOffset"].is_string() {
        let expected = "invalid utcOffset: expected UTC-12:00 through UTC+14:00";
        return Err(Refusal::invalid(expected.to_owned()));
    }
    Ok(offset.unwrap_or(0))
}

fn minutes(text: &str) -> Option<i64> {
    let rest = text.strip_prefix("UTC")?;
    let sign = if rest.starts_with('-') { -1 } else { 1 };
    let rest = rest.strip_prefix(['+', '-'])?;
    let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "0"));
    let total = sign * (hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?);
    (-720..=840).contains(&total).then_some(total)
}

/// The days since 1970 of `YYYY-MM-DD`.
fn day_number(text: &str) -> Option<i64> {
    let mut parts = text.trim().splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let shifted = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let number = shifted * 365 + shifted.div_euclid(4) - shifted.div_euclid(100)
        + shifted.div_euclid(400)
        + of_year
        - 719_468;
    (date(number) == text.trim()).then_some(number)
}

pub(crate) fn date(day: i64) -> String {
    let days = day + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{:02}", of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Span;
    use crate::profile::Profile;

    const NOON: u64 = 1_795_176_000_000;

    #[test]
    fn a_span_follows_the_zone_and_its_days_only_lately() {
        let params = json!({
            "startDate": "2026-11-19", "endDate": "2026-11-20", "mode": "specific", "utcOffset": "UTC+5:30",
        });
        let new = Span::read(Profile::V2026_9_6, &params, NOON).unwrap();
        assert_eq!(new.ends(), ("2026-11-19".to_owned(), "2026-11-20".to_owned()));
        assert_eq!(new.days(), ["2026-11-19", "2026-11-20"]);
        let middle = Span::read(Profile::V2026_4_15, &params, NOON).unwrap();
        assert_eq!((middle.from, middle.until), (new.from, new.until));
        assert_eq!(middle.day(u64::try_from(middle.from).unwrap()), "2026-11-18");
        let old = Span::read(Profile::V2026_2_6, &params, NOON).unwrap();
        assert_eq!(old.from, new.from + 330 * 60_000);
    }

    #[test]
    fn late_versions_refuse_what_is_no_day() {
        let refused = |params| Span::read(Profile::V2026_9_6, &params, NOON).unwrap_err().message;
        assert!(
            refused(json!({ "startDate": "2026-02-30", "endDate": "2026-03-01" }))
                .contains("invalid startDate")
        );
        assert!(refused(json!({ "startDate": "2026-02-20" })).contains("together"));
        assert!(
            refused(json!({ "startDate": "2026-02-20", "endDate": "2026-02-19" }))
                .contains("after")
        );
        assert!(
            refused(json!({ "mode": "specific", "utcOffset": "UTC+20" })).contains("utcOffset")
        );
    }
}
