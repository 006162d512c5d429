//! Later gateways spread jobs of the full hour, so that not all of them begin at once: each by an
//! offset of its own, which follows from its id.

use sha2::{Digest, Sha256};

/// What is spread by itself is spread over so long.
pub const OF_FULL_HOURS_MS: i64 = 300_000;

/// Over how long a gateway that spreads jobs spreads this one, in milliseconds.
pub fn window(expr: &str, told: Option<i64>) -> i64 {
    told.map_or_else(|| if is_of_full_hours(expr) { OF_FULL_HOURS_MS } else { 0 }, |it| it.max(0))
}

/// How much later than the expression says a job begins.
pub fn offset(job: &str, window: i64) -> i64 {
    if window <= 1 {
        return 0;
    }
    let hash = Sha256::digest(job.as_bytes());
    let first = hash.iter().take(4).fold(0_i64, |number, byte| number << 8 | i64::from(*byte));
    first % window
}

/// At the full hour, of more than one hour.
fn is_of_full_hours(expr: &str) -> bool {
    let parts: Vec<&str> = expr.split_whitespace().collect();
    match parts.as_slice() {
        [minute, hour, _, _, _] => *minute == "0" && hour.contains('*'),
        [second, minute, hour, _, _, _] => *second == "0" && *minute == "0" && hour.contains('*'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_recurs_at_full_hours_is_spread_by_itself() {
        for expr in ["0 * * * *", "0 */2 * * *", "0 0 * * * *"] {
            assert_eq!(window(expr, None), OF_FULL_HOURS_MS, "{expr}");
        }
        for expr in ["0 7 * * *", "5 * * * *", "1 0 * * * *", "@hourly"] {
            assert_eq!(window(expr, None), 0, "{expr}");
        }
        assert_eq!(window("0 * * * *", Some(0)), 0);
        assert_eq!(window("5 * * * *", Some(60_000)), 60_000);
    }

    #[test]
    fn a_job_has_an_offset_of_its_own() {
        // The first four bytes of the id's SHA-256, as the gateway takes them.
        assert_eq!(offset("abc", 300_000), 0xba78_16bf_i64 % 300_000);
        assert_eq!(offset("abc", 1), 0);
    }
}
