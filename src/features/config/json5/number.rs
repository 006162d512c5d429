//! Numbers as JSON5 spells them, kept as JSON keeps them.

use serde_json::{Number, Value};

use super::FaultKind;

/// Whether a word wants to be a number.
pub(super) fn begins(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_digit() || matches!(letter, '+' | '-' | '.'))
        || word == "Infinity"
        || word == "NaN"
}

/// Its value. A whole number is whole however it is spelt, as a gateway has one kind of numbers.
pub(super) fn read(word: &str) -> Result<Value, FaultKind> {
    let bare = word.strip_prefix(['+', '-']).unwrap_or(word);
    let is_negative = word.starts_with('-');
    if bare == "Infinity" || bare == "NaN" {
        return Err(FaultKind::NotFinite);
    }
    if let Some(digits) = bare.strip_prefix("0x").or_else(|| bare.strip_prefix("0X")) {
        if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(FaultKind::Number);
        }
        if let Ok(number) = u64::from_str_radix(digits, 16) {
            return whole(is_negative, number).ok_or(FaultKind::Number);
        }
        let number = digits
            .chars()
            .fold(0.0, |sum, digit| sum * 16.0 + digit.to_digit(16).map_or(0.0, f64::from));
        return float(if is_negative { -number } else { number });
    }
    if !is_decimal(bare) {
        return Err(FaultKind::Number);
    }
    if let Ok(number) = bare.parse::<u64>()
        && let Some(value) = whole(is_negative, number)
    {
        return Ok(value);
    }
    let number: f64 = bare.parse().map_err(|_| FaultKind::Number)?;
    float(if is_negative { -number } else { number })
}

fn whole(is_negative: bool, number: u64) -> Option<Value> {
    if !is_negative {
        return Some(Value::from(number));
    }
    0_i64.checked_sub_unsigned(number).map(Value::from)
}

fn float(number: f64) -> Result<Value, FaultKind> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= EXACT {
        // Without its sign a zero is a zero.
        let text = format!("{:.0}", if number == 0.0 { 0.0 } else { number });
        return text.parse::<i64>().map(Value::from).map_err(|_| FaultKind::Number);
    }
    Number::from_f64(number).map(Value::Number).ok_or(FaultKind::NotFinite)
}

/// `1`, `1.`, `.5`, `1.5e-3`; not `01`, `.`, `1e`.
fn is_decimal(word: &str) -> bool {
    let (digits, power) = match word.split_once(['e', 'E']) {
        Some((digits, power)) => (digits, Some(power.strip_prefix(['+', '-']).unwrap_or(power))),
        None => (word, None),
    };
    let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
    let all = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
    all(before)
        && all(after)
        && !(before.is_empty() && after.is_empty())
        && !(before.len() > 1 && before.starts_with('0'))
        && power.is_none_or(|power| !power.is_empty() && all(power))
}
