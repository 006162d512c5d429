//! What a month may cost, for each gateway, kept in this browser.

use crate::platform::storage;

fn key(url: &str) -> String {
    format!("quarterdeck.budget:{url}")
}

/// In US dollars.
#[must_use]
pub fn kept(url: &str) -> Option<f64> {
    read(&storage::local(&key(url))?)
}

pub fn keep(url: &str, amount: Option<f64>) {
    storage::set_local(&key(url), amount.map(|amount| amount.to_string()).as_deref());
}

/// What an operator typed: with a dollar sign or without, with a point or a comma before the cents.
#[must_use]
pub fn read(text: &str) -> Option<f64> {
    let text = text.trim().trim_start_matches('$').trim_end_matches('$').trim();
    let amount: f64 = text.replace(',', ".").parse().ok()?;
    (amount.is_finite() && amount > 0.0 && amount <= 1e12).then_some(amount)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn an_amount_is_read_as_people_write_it() {
        assert_eq!(read("$ 25"), Some(25.0));
        assert_eq!(read("12,50"), Some(12.5));
        for text in ["", "0", "-3", "abc", "inf", "1e400", "NaN", "1,000.50"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
