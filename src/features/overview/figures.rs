//! What today has cost, and how that is written. A price that nobody knows is unknown, and not zero.

use crate::protocol::usage::UsageCosts;

/// Today by the gateway's count.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Spent {
    pub cost: Cost,
    pub tokens: Option<u64>,
    /// Without what was read from or written to a cache.
    pub input: Option<u64>,
    pub output: Option<u64>,
    /// How many answers have no price.
    pub unpriced: u64,
    /// The gateway has not looked at all transcripts yet.
    pub is_counting: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Cost {
    #[default]
    Unknown,
    /// Dollars.
    Known(f64),
    /// Some answers have no price.
    AtLeast(f64),
}

impl Spent {
    #[must_use]
    pub fn of(costs: &UsageCosts) -> Self {
        let totals = &costs.totals;
        let unpriced = totals.missing_cost_entries.unwrap_or(0);
        let cost = match totals.total_cost {
            None => Cost::Unknown,
            Some(cost) if unpriced > 0 && cost > 0.0 => Cost::AtLeast(cost),
            Some(_) if unpriced > 0 => Cost::Unknown,
            Some(cost) => Cost::Known(cost),
        };
        let is_counting = costs.cache_status.as_ref().is_some_and(|cache| {
            cache.status.as_deref() == Some("refreshing") || cache.pending_files.unwrap_or(0) > 0
        });
        Self {
            cost,
            tokens: totals.total_tokens,
            input: totals.input,
            output: totals.output,
            unpriced,
            is_counting,
        }
    }
}

/// How long the gateway has been running, in its two largest units; seconds in its first hour.
#[must_use]
pub fn span(ms: f64) -> [(u64, Unit); 2] {
    let seconds = (ms / 1000.0).max(0.0) as u64;
    let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
    if days > 0 {
        [(days, Unit::Day), (hours % 24, Unit::Hour)]
    } else if hours > 0 {
        [(hours, Unit::Hour), (minutes % 60, Unit::Minute)]
    } else {
        [(minutes, Unit::Minute), (seconds % 60, Unit::Second)]
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Day,
    Hour,
    Minute,
    Second,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spent(json: &str) -> Spent {
        Spent::of(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn a_price_that_is_not_known_is_not_nothing() {
        assert_eq!(spent(r#"{"totals":{}}"#).cost, Cost::Unknown);
        assert_eq!(spent(r#"{"totals":{"totalCost":0,"totalTokens":0}}"#).cost, Cost::Known(0.0));
        let unknown = spent(r#"{"totals":{"totalCost":0,"missingCostEntries":4}}"#);
        assert_eq!((unknown.cost, unknown.unpriced), (Cost::Unknown, 4));
        let some = spent(r#"{"totals":{"totalCost":0.5,"missingCostEntries":1}}"#);
        assert_eq!(some.cost, Cost::AtLeast(0.5));
    }

    #[test]
    fn a_gateway_that_is_still_counting_says_so() {
        let told = |status: &str, pending: u64| {
            spent(&format!(
                r#"{{"totals":{{}},"cacheStatus":{{"status":"{status}","pendingFiles":{pending}}}}}"#
            ))
            .is_counting
        };
        assert!(told("refreshing", 2) && told("partial", 1));
        assert!(!told("fresh", 0) && !spent("{}").is_counting);
    }

    #[test]
    fn a_span_is_told_in_its_two_largest_units() {
        use Unit::{Day, Hour, Minute, Second};
        assert_eq!(span(5_000.0), [(0, Minute), (5, Second)]);
        assert_eq!(span(754_000.0), [(12, Minute), (34, Second)]);
        assert_eq!(span(3_600_000.0), [(1, Hour), (0, Minute)]);
        assert_eq!(span(200_000_000.0), [(2, Day), (7, Hour)]);
        assert_eq!(span(-1.0), [(0, Minute), (0, Second)]);
    }
}
