//! How long to wait before the next try. Pure: chance is given in.

const FIRST_MS: f64 = 800.0;
const GROWTH: f64 = 1.7;
const LONGEST_MS: f64 = 15_000.0;
/// The share of a delay that chance may take away, so that many consoles do not come at once.
const JITTER: f64 = 0.25;

/// The delay before try number `attempt` (from 1), with `luck` from 0 up to 1.
#[must_use]
pub(crate) fn delay_ms(attempt: u32, luck: f64) -> u32 {
    let steps = f64::from(attempt.saturating_sub(1).min(32));
    let whole = (FIRST_MS * GROWTH.powf(steps)).min(LONGEST_MS);
    let delay = whole * (1.0 - JITTER * luck.clamp(0.0, 1.0));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most LONGEST_MS and never below zero"
    )]
    let delay = delay.round() as u32;
    delay
}

#[cfg(test)]
mod tests {
    use super::delay_ms;

    #[test]
    fn delays_grow_up_to_fifteen_seconds() {
        let delays: Vec<_> = (1..=8).map(|attempt| delay_ms(attempt, 0.0)).collect();
        assert_eq!(delays, [800, 1360, 2312, 3930, 6682, 11359, 15000, 15000]);
        assert_eq!(delay_ms(u32::MAX, 0.0), 15_000);
    }

    #[test]
    fn luck_takes_away_at_most_a_quarter() {
        assert_eq!(delay_ms(1, 1.0), 600);
        assert_eq!(delay_ms(7, 0.5), 13_125);
    }
}
