//! One part of an expression: numbers, ranges, steps, and what may be added to them.

use super::{ANY, Field, LAST};

/// A value that a part names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// From nought; days and months from their first.
    pub value: u32,
    /// Of a weekday: in which weeks of the month.
    pub weeks: u8,
    /// Of a day: the working day nearest to it.
    pub near_weekday: bool,
}

/// All that a part names, or nothing where the library refuses it.
pub(super) fn read(field: Field, text: &str, may_be_empty: bool) -> Option<Vec<Part>> {
    if text.is_empty() {
        return may_be_empty.then(Vec::new);
    }
    if text == "*" {
        return Some((first(field)..size(field)).map(|value| plain(value, ANY)).collect());
    }
    let mut found = Vec::new();
    let several = text.contains(',');
    for one in text.split(',') {
        if one.is_empty() || (several && one == "*") {
            found.extend(read(field, one, may_be_empty)?);
        } else {
            found.extend(read_one(field, one)?);
        }
    }
    Some(found)
}

fn read_one(field: Field, text: &str) -> Option<Vec<Part>> {
    let (bare, weeks) = weeks_of(field, text)?;
    let near_weekday = text.contains(['W', 'w']);
    let is_number = !text.contains(['-', '/']);
    if near_weekday && (field != Field::Day || !is_number) {
        return None;
    }
    let values: Vec<i64> = match (bare.split_once('-'), bare.split_once('/')) {
        (None, None) => vec![number(bare)? - shift(field)],
        (Some((from, to)), None) => {
            if to.contains('-') {
                return None;
            }
            let (from, to) = (number(from)? - shift(field), number(to)? - shift(field));
            (from <= to).then(|| (from..=to).collect())?
        }
        (Some(_), Some((range, step))) => {
            let (from, to) = range.split_once('-')?;
            let is_all_digits =
                |it: &&str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
            if ![from, to, step].iter().all(is_all_digits) {
                return None;
            }
            let (from, to) = (number(from)? - shift(field), number(to)? - shift(field));
            let step = step_of(field, step)?;
            (from <= to).then(|| (from..=to).step_by(step).collect())?
        }
        (None, Some((star, step))) => {
            if star != "*" || step.contains('/') {
                return None;
            }
            (0..i64::from(size(field))).step_by(step_of(field, step)?).collect()
        }
    };
    values.into_iter().map(|value| part(field, value, weeks, near_weekday)).collect()
}

fn part(field: Field, value: i64, weeks: u8, near_weekday: bool) -> Option<Part> {
    let value = if field == Field::Weekday && value == 7 { 0 } else { value };
    let value = u32::try_from(value).ok()?;
    (first(field)..size(field)).contains(&value).then_some(Part { value, weeks, near_weekday })
}

fn plain(value: u32, weeks: u8) -> Part {
    Part { value, weeks, near_weekday: false }
}

/// What stands behind a weekday: `#2` is the second of the month, `L` the last.
fn weeks_of(field: Field, text: &str) -> Option<(&str, u8)> {
    if let Some((bare, nth)) = text.split_once('#') {
        let nth = nth.split('#').next().unwrap_or_default();
        let weeks = match nth {
            "L" | "l" => LAST,
            _ => match nth.parse::<u8>().ok()? {
                nth @ 1..=5 => 1 << (nth - 1),
                _ => return None,
            },
        };
        return (field == Field::Weekday).then_some((bare, weeks));
    }
    match text.strip_suffix(['L', 'l']) {
        Some(bare) => (field == Field::Weekday).then_some((bare, LAST)),
        None => Some((text, ANY)),
    }
}

/// A number as JavaScript reads one: what follows the digits does not matter.
fn number(text: &str) -> Option<i64> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text.get(..digits.min(9))?.parse().ok()
}

fn step_of(field: Field, text: &str) -> Option<usize> {
    let step = number(text)?;
    (1..=i64::from(size(field))).contains(&step).then(|| usize::try_from(step).ok())?
}

fn size(field: Field) -> u32 {
    match field {
        Field::Second | Field::Minute => 60,
        Field::Hour => 24,
        Field::Day => 31,
        Field::Month => 12,
        Field::Weekday => 7,
        Field::Year => 10_000,
    }
}

fn first(field: Field) -> u32 {
    u32::from(field == Field::Year)
}

fn shift(field: Field) -> i64 {
    i64::from(matches!(field, Field::Day | Field::Month))
}
