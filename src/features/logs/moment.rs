//! Moments as log lines write them and as they are shown: read and written without the browser, for
//! a hundred thousand lines.

const DAY_MS: i64 = 86_400_000;

/// Milliseconds since the epoch of `2026-11-20T13:12:14.356+01:00`.
#[must_use]
pub fn read(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let number = |from: usize, length: usize| -> Option<i64> {
        let digits = bytes.get(from..from + length)?;
        digits.iter().try_fold(0, |sum, digit| {
            digit.is_ascii_digit().then(|| sum * 10 + i64::from(digit - b'0'))
        })
    };
    let (year, month, day) = (number(0, 4)?, number(5, 2)?, number(8, 2)?);
    if bytes[4] != b'-'
        || bytes[7] != b'-'
        || !(1..=12).contains(&month)
        || !(1..=31).contains(&day)
    {
        return None;
    }
    if !matches!(bytes.get(10), Some(b'T' | b't' | b' ')) {
        return None;
    }
    let (hour, minute) = (number(11, 2)?, number(14, 2)?);
    let second = number(17, 2)?;
    let mut at = 19;
    let mut thousandths = 0;
    if matches!(bytes.get(at), Some(b'.' | b',')) {
        let digits = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let known = digits.min(3);
        thousandths = number(at + 1, known)? * [1000, 100, 10, 1][known];
        at += 1 + digits;
    }
    let ahead = match bytes.get(at) {
        Some(sign @ (b'+' | b'-')) => {
            let hours = number(at + 1, 2)?;
            let minutes = number(at + 4, 2).or_else(|| number(at + 3, 2)).unwrap_or(0);
            (hours * 60 + minutes) * if *sign == b'-' { -1 } else { 1 }
        }
        // Without a word about the zone it is taken to be UTC.
        _ => 0,
    };
    let seconds = (hour * 60 + minute - ahead) * 60 + second;
    Some(days(year, month, day) * DAY_MS + seconds * 1000 + thousandths)
}

/// Days since the epoch, after the calendar that everybody uses.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March here, so that the leap day is the last.
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Day and time of day of a moment, so many minutes ahead of UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// `2026-11-20`
    pub day: String,
    /// `13:12:14.356`
    pub time: String,
}

#[must_use]
pub fn write(at: i64, ahead_minutes: i32) -> Written {
    let at = at + i64::from(ahead_minutes) * 60_000;
    let (day, rest) = (at.div_euclid(DAY_MS), at.rem_euclid(DAY_MS));
    let (year, month, day) = date(day);
    let (seconds, thousandths) = (rest / 1000, rest % 1000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    Written {
        day: format!("{year:04}-{month:02}-{day:02}"),
        time: format!("{hour:02}:{minute:02}:{second:02}.{thousandths:03}"),
    }
}

/// `2026-11-20T13:12:14.356+01:00`
#[must_use]
pub fn iso(at: i64, ahead_minutes: i32) -> String {
    let Written { day, time } = write(at, ahead_minutes);
    if ahead_minutes == 0 {
        return format!("{day}T{time}Z");
    }
    let sign = if ahead_minutes < 0 { '-' } else { '+' };
    let ahead = ahead_minutes.abs();
    format!("{day}T{time}{sign}{:02}:{:02}", ahead / 60, ahead % 60)
}

fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_with_their_zone() {
        for (text, at) in [
            ("1970-01-01T00:00:00.000Z", 0),
            ("2026-11-20T13:12:14.356Z", 1_795_180_334_356),
            ("2026-11-20T14:12:14.356+01:00", 1_795_180_334_356),
            ("2026-11-20T08:12:14.356-0500", 1_795_180_334_356),
            ("2026-11-20 13:12:14,35", 1_795_180_334_350),
            ("2024-02-29T23:59:59Z", 1_709_251_199_000),
            ("1969-12-31T23:59:59.999999Z", -1),
        ] {
            assert_eq!(read(text), Some(at), "{text}");
        }
        for text in
            ["", "today", "2026-13-01T00:00:00Z", "2026-11-20", "2026-11-20T1:2:3Z", "äöüßÄÖÜxx"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_read_is_written_again() {
        for at in [0, -1, 1_795_180_334_356, 1_709_251_199_000, 951_782_400_000, 4_102_444_799_999]
        {
            assert_eq!(read(&iso(at, 0)), Some(at));
            assert_eq!(read(&iso(at, -210)), Some(at));
            assert_eq!(read(&iso(at, 60)), Some(at));
        }
        let written = Written { day: "2026-11-21".into(), time: "00:30:00.000".into() };
        assert_eq!(write(read("2026-11-20T23:30:00Z").unwrap(), 60), written);
    }
}
