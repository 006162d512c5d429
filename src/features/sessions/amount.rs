//! Numbers as short as they can be read, the same in every language.

/// `950`, `9512`, `12k`, `1200k`, `12M`.
pub(super) fn short(amount: u64) -> String {
    match amount {
        0..10_000 => amount.to_string(),
        10_000..10_000_000 => format!("{}k", (amount + 500) / 1_000),
        _ => format!("{}M", (amount + 500_000) / 1_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn a_number_is_shortened_where_it_gets_long() {
        for (amount, words) in [
            (0, "0"),
            (9_999, "9999"),
            (10_000, "10k"),
            (128_000, "128k"),
            (1_234_567, "1235k"),
            (12_345_678, "12M"),
        ] {
            assert_eq!(short(amount), words);
        }
    }
}
