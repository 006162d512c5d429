//! Reads an expression, and says where it cannot.

use super::part::{self, Part};
use super::{ANY, Field, Pattern};

/// What is wrong with an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It has so many parts.
    Parts(usize),
    Field(Field),
    /// `@reboot`, which no gateway takes.
    Reboot,
}

const FIELDS: [Field; 7] = [
    Field::Second,
    Field::Minute,
    Field::Hour,
    Field::Day,
    Field::Month,
    Field::Weekday,
    Field::Year,
];

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

impl Pattern {
    /// # Errors
    /// Where the gateways refuse it.
    pub fn read(text: &str) -> Result<Self, Fault> {
        let text = nicknamed(text)?;
        let mut parts: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        if !(5..=7).contains(&parts.len()) {
            return Err(Fault::Parts(parts.len()));
        }
        if parts.len() == 5 {
            parts.insert(0, "0".to_owned());
        }
        if parts.len() == 6 {
            parts.push("*".to_owned());
        }
        let last_weekday = parts[3].eq_ignore_ascii_case("lw");
        let last_day = !last_weekday && parts[3].contains(['L', 'l']);
        if last_weekday {
            parts[3].clear();
        } else if last_day {
            parts[3].retain(|it| !matches!(it, 'L' | 'l'));
        }
        // Asked before `?` becomes `*`: a `?` is not the star that lets the other of the two decide.
        let any_day = parts[3] == "*";
        let any_year = parts[6] == "*";
        parts[4] = renamed(&parts[4], &MONTHS, 1);
        parts[5] = renamed(&parts[5].to_ascii_lowercase().replace("-sun", "-7"), &WEEKDAYS, 0);
        let both = parts[5].starts_with('+');
        if both {
            parts[5].remove(0);
            if parts[5].is_empty() {
                return Err(Fault::Field(Field::Weekday));
            }
        }
        let any_weekday = parts[5] == "*";
        for (part, field) in parts.iter_mut().zip(FIELDS) {
            *part = part.replace('?', "*");
            if !part.chars().all(|it| is_legal(field, it)) {
                return Err(Fault::Field(field));
            }
        }
        let mut pattern = Self {
            seconds: 0,
            minutes: 0,
            hours: 0,
            days: 0,
            near_weekday: 0,
            months: 0,
            weekdays: [0; 7],
            years: Vec::new(),
            last_day,
            last_weekday,
            any_day,
            any_weekday,
            both,
        };
        for (part, field) in parts.iter().zip(FIELDS) {
            if field == Field::Year && any_year {
                continue;
            }
            let may_be_empty = field == Field::Day && (last_day || last_weekday);
            let found = part::read(field, part, may_be_empty).ok_or(Fault::Field(field))?;
            pattern.take(field, &found);
        }
        Ok(pattern)
    }

    fn take(&mut self, field: Field, found: &[Part]) {
        for Part { value, weeks, near_weekday } in found.iter().copied() {
            let bit = 1_u64.checked_shl(value).unwrap_or_default();
            match field {
                Field::Second => self.seconds |= bit,
                Field::Minute => self.minutes |= bit,
                Field::Hour => self.hours |= bit,
                Field::Day if near_weekday => self.near_weekday |= bit,
                Field::Day => self.days |= bit,
                Field::Month => self.months |= bit,
                Field::Weekday => {
                    let place = &mut self.weekdays[value as usize % 7];
                    *place = if weeks == ANY { ANY } else { *place | weeks };
                }
                Field::Year => self.years.push(i32::try_from(value).unwrap_or_default()),
            }
        }
        self.years.sort_unstable();
        self.years.dedup();
    }
}

fn nicknamed(text: &str) -> Result<String, Fault> {
    let name = text.trim().to_ascii_lowercase();
    Ok(match name.as_str() {
        "@yearly" | "@annually" => "0 0 1 1 *",
        "@monthly" => "0 0 1 * *",
        "@weekly" => "0 0 * * 0",
        "@daily" | "@midnight" => "0 0 * * *",
        "@hourly" => "0 * * * *",
        "@reboot" => return Err(Fault::Reboot),
        _ => text,
    }
    .to_owned())
}

/// Names are only looked for where there is room for one.
fn renamed(part: &str, names: &[&str], first: usize) -> String {
    let mut part = part.to_ascii_lowercase();
    if part.len() >= 3 {
        for (at, name) in names.iter().enumerate() {
            part = part.replace(name, &(at + first).to_string());
        }
    }
    part
}

fn is_legal(field: Field, letter: char) -> bool {
    let common = letter.is_ascii_digit() || matches!(letter, '/' | '*' | ',' | '-');
    common
        || match field {
            Field::Day => matches!(letter, 'W' | 'w' | 'L' | 'l'),
            Field::Weekday => matches!(letter, '#' | 'L' | 'l'),
            _ => false,
        }
}
