//! Keys by pattern, as far as patterns for keys go: `^x-`, `.*`, `^[a-z]+$`. No gateway so far has
//! any; a pattern that is not understood is taken to match.

/// Whether a key matches a pattern of `patternProperties`.
pub(super) fn matches(pattern: &str, key: &str) -> bool {
    let (start, rest) = pattern.strip_prefix('^').map_or((false, pattern), |rest| (true, rest));
    let (end, rest) = rest.strip_suffix('$').map_or((false, rest), |rest| (true, rest));
    let plain = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | ':' | '/' | ' ' | '@');
    if !rest.chars().all(plain) {
        return rest
            .strip_suffix(".*")
            .is_none_or(|prefix| !start || !prefix.chars().all(plain) || key.starts_with(prefix));
    }
    match (start, end) {
        (true, true) => key == rest,
        (true, false) => key.starts_with(rest),
        (false, true) => key.ends_with(rest),
        (false, false) => key.contains(rest),
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn keys_match_simple_patterns() {
        for (pattern, key, yes) in [
            ("^x-", "x-a", true),
            ("^x-", "ax-", false),
            (".*", "a", true),
            ("^x-.*$", "y", false),
            ("^id$", "id", true),
            ("^id$", "ids", false),
            ("^[a-z]+$", "abc", true),
        ] {
            assert_eq!(matches(pattern, key), yes, "{pattern} {key}");
        }
    }
}
