//! When a job runs next. Five fields with stars, lists, ranges and steps; of zones the clocks of
//! Berlin and New York are known, every other is taken for UTC.

use serde_json::Value;

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// The next run after a moment, by the rules of the real gateways where clocks stay as they are.
pub(crate) fn next(job: &Value, now: u64) -> Option<u64> {
    if job["enabled"] == false {
        return None;
    }
    let schedule = &job["schedule"];
    match schedule["kind"].as_str()? {
        "at" => {
            let has_run = job["state"]["lastStatus"] == "ok";
            moment(schedule["at"].as_str()?).filter(|_| !has_run)
        }
        "every" => {
            let every = schedule["everyMs"].as_u64()?.max(1);
            let anchor = schedule["anchorMs"].as_u64().unwrap_or(now);
            Some(if now < anchor { anchor } else { anchor + ((now - anchor) / every + 1) * every })
        }
        "cron" => next_cron(schedule["expr"].as_str()?, schedule["tz"].as_str(), now),
        _ => None,
    }
}

/// `2026-11-21T09:00:00.000Z`.
pub(crate) fn moment(text: &str) -> Option<u64> {
    let text = text.trim_end_matches('Z');
    let (date, time) = text.split_once('T').unwrap_or((text, "00:00"));
    let mut date = date.splitn(3, '-').map(|it| it.parse::<i64>().ok());
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let (clock, fraction) = time.split_once('.').unwrap_or((time, ""));
    let mut clock = clock.splitn(3, ':').map(|it| it.parse::<u64>().ok());
    let (hour, minute) = (clock.next()??, clock.next()??);
    let second = clock.next().flatten().unwrap_or(0);
    let milli: u64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    let days = u64::try_from(days_of(year, month, day)).ok()?;
    Some(days * DAY + hour * HOUR + minute * MINUTE + second * 1_000 + milli)
}

fn next_cron(expr: &str, zone: Option<&str>, now: u64) -> Option<u64> {
    let fields: Vec<&str> = expr.split_whitespace().collect();
    let fields = if fields.len() == 6 { &fields[1..] } else { &fields[..] };
    let [minutes, hours, days, months, weekdays] = fields else { return None };
    let mut at = (now / MINUTE + 1) * MINUTE;
    // Hours that do not fit are skipped as a whole: a year of minutes is half a million.
    for _ in 0..600_000 {
        let wall = at.wrapping_add(offset(zone, at));
        let (year, month, day) = date_of(i64::try_from(wall / DAY).ok()?);
        let weekday = (wall / DAY + 4) % 7;
        let fits_day = match (*days == "*", *weekdays == "*") {
            (true, _) => fits(weekdays, weekday) || (weekday == 0 && fits(weekdays, 7)),
            (false, true) => fits(days, day),
            (false, false) => fits(days, day) || fits(weekdays, weekday),
        };
        if !(fits(months, month) && fits_day) {
            at = ((wall / DAY + 1) * DAY).wrapping_sub(wall.wrapping_sub(at));
        } else if !fits(hours, wall % DAY / HOUR) {
            at = ((wall / HOUR + 1) * HOUR).wrapping_sub(wall.wrapping_sub(at));
        } else if fits(minutes, wall % HOUR / MINUTE) {
            return Some(at);
        } else {
            at += MINUTE;
        }
        if year > 2100 {
            return None;
        }
    }
    None
}

fn fits(field: &str, value: u64) -> bool {
    const NAMES: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    field.to_lowercase().split(',').any(|part| {
        let number = |text: &str| {
            let name = NAMES.iter().position(|name| *name == text);
            name.map_or_else(|| text.parse::<u64>().ok(), |at| u64::try_from(at).ok())
        };
        let (range, step) = part.split_once('/').unwrap_or((part, "1"));
        let step = step.parse::<u64>().unwrap_or(1).max(1);
        match range.split_once('-') {
            _ if range == "*" || range == "?" => value.is_multiple_of(step),
            Some((from, to)) => match (number(from), number(to)) {
                (Some(from), Some(to)) => {
                    (from..=to).contains(&value) && (value - from).is_multiple_of(step)
                }
                _ => false,
            },
            None => number(range) == Some(value),
        }
    })
}

/// How far clocks are ahead of UTC; where they are behind it, the sum wraps around.
fn offset(zone: Option<&str>, at: u64) -> u64 {
    let days = i64::try_from(at / DAY).unwrap_or_default();
    let (year, ..) = date_of(days);
    let sunday = |month: i64, day: i64| {
        let first = days_of(year, month, day);
        first + (7 - (first + 4).rem_euclid(7)) % 7
    };
    match zone {
        Some("Europe/Berlin") => {
            let summer = sunday(3, 25)..sunday(10, 25);
            if summer.contains(&days) { 2 * HOUR } else { HOUR }
        }
        Some("America/New_York") => {
            let summer = sunday(3, 8)..sunday(11, 1);
            let behind = if summer.contains(&days) { 4 } else { 5 };
            0_u64.wrapping_sub(behind * HOUR)
        }
        _ => 0,
    }
}

fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn date_of(days: i64) -> (i64, u64, u64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, u64::try_from(month).unwrap_or(1), u64::try_from(day).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{moment, next};

    #[test]
    fn a_job_runs_at_its_time() {
        let now = moment("2026-11-21T09:00:00.000Z").unwrap();
        let next = |schedule| next(&json!({ "schedule": schedule }), now);
        let at = |text: &str| moment(text);
        let cron = |expr: &str, zone: &str| next(json!({"kind": "cron", "expr": expr, "tz": zone}));
        assert_eq!(cron("0 7 * * 1-5", "Europe/Berlin"), at("2026-11-23T06:00"));
        assert_eq!(cron("*/15 * * * *", "UTC"), at("2026-11-21T09:15"));
        assert_eq!(cron("30 8 1 * *", "UTC"), at("2026-12-01T08:30"));
        assert_eq!(
            next(json!({"kind": "every", "everyMs": 3_600_000, "anchorMs": now - 60_000})),
            at("2026-11-21T09:59")
        );
    }
}
