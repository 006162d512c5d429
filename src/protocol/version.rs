//! Versions of gateways, as far as they are compared.

/// The first three numbers: `[2026, 2, 6]` of `2026.2.6-3`. What says no number is nought.
#[must_use]
pub fn numbers(version: &str) -> [u32; 3] {
    let mut found =
        version.split(|letter: char| !letter.is_ascii_digit()).filter_map(|it| it.parse().ok());
    [(); 3].map(|()| found.next().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn a_version_is_read_whatever_stands_around_its_numbers() {
        for (version, found) in [
            ("2026.2.6-3", [2026, 2, 6]),
            ("v2026.4.15", [2026, 4, 15]),
            ("2026.8.1-beta.1", [2026, 8, 1]),
            ("2026.9", [2026, 9, 0]),
            ("dev", [0, 0, 0]),
        ] {
            assert_eq!(numbers(version), found, "{version}");
        }
    }
}
