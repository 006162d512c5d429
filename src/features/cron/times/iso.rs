//! Moments as gateways write and read them: ISO 8601, in UTC where no zone is said.

use crate::platform::day::{DAY_MS, Day};

/// `2026-11-21T09:00:00.000Z`, with less where less is said. Milliseconds since the epoch.
pub fn moment(text: &str) -> Option<i64> {
    let text = text.trim();
    if !text.is_empty() && text.len() <= 15 && text.bytes().all(|it| it.is_ascii_digit()) {
        return text.parse().ok();
    }
    let (day, rest) = (Day::parse(text.get(..10)?)?, text.get(10..)?);
    let start = day.utc_start();
    let Some(rest) = rest.strip_prefix(['T', 't', ' ']) else {
        return rest.is_empty().then_some(start);
    };
    let split = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at(split);
    Some(start + time_of_day(clock)? - offset(zone)?)
}

/// As it is sent.
pub fn write(at: i64) -> String {
    let (day, rest) = (Day::of_utc(at), at.rem_euclid(DAY_MS));
    let (seconds, milli) = (rest / 1_000, rest % 1_000);
    let (minutes, second) = (seconds / 60, seconds % 60);
    format!("{day}T{:02}:{:02}:{second:02}.{milli:03}Z", minutes / 60, minutes % 60)
}

/// What stands in a field for a day and a time: `2026-11-21T09:00`.
pub fn write_wall(wall: i64) -> String {
    let text = write(wall);
    let seconds = if wall % 60_000 == 0 { 16 } else { 19 };
    text.get(..seconds).unwrap_or_default().to_owned()
}

fn time_of_day(text: &str) -> Option<i64> {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut parts = clock.split(':').map(|it| it.parse::<i64>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = match parts.next() {
        Some(second) => second?,
        None => 0,
    };
    let milli: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    let fits = (0..=24).contains(&hour) && (0..60).contains(&minute) && (0..60).contains(&second);
    (fits && parts.next().is_none()).then_some(((hour * 60 + minute) * 60 + second) * 1_000 + milli)
}

fn offset(text: &str) -> Option<i64> {
    if text.is_empty() || text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits: String = text.get(1..)?.chars().filter(|it| *it != ':').collect();
    let (hours, minutes) = (digits.get(..2)?, digits.get(2..)?);
    let minutes: i64 = if minutes.is_empty() { 0 } else { minutes.parse().ok()? };
    Some(sign * (hours.parse::<i64>().ok()? * 60 + minutes) * 60_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_as_the_gateway_reads_it() {
        let nine = moment("2026-11-21T09:00:00.000Z").unwrap();
        for text in [
            "2026-11-21T09:00:00Z",
            "2026-11-21T09:00",
            "2026-11-21 09:00:00",
            "2026-11-21T10:00:00+01:00",
            "2026-11-21T04:30-0430",
            " 2026-11-21T09:00Z ",
            "1795251600000",
        ] {
            assert_eq!(moment(text), Some(nine), "{text}");
        }
        assert_eq!(moment("2026-11-21"), Some(nine - 9 * 3_600_000));
        for text in ["", "soon", "2026-02-30T09:00Z", "2026-11-21T", "2026-11-21T9", "2026-11-21x"]
        {
            assert_eq!(moment(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_comes_back() {
        let at = 1_795_251_600_123;
        assert_eq!(moment(&write(at)), Some(at));
        assert_eq!(write(at), "2026-11-21T09:00:00.123Z");
        assert_eq!(write_wall(1_795_251_600_000), "2026-11-21T09:00");
        assert_eq!(write_wall(1_795_251_605_000), "2026-11-21T09:00:05");
    }
}
