//! How often the configuration may be written: one account for all such methods of a device, or
//! from 2026.9.6 on one for each.

use std::collections::BTreeMap;

use serde_json::json;

use crate::profile::Profile;
use crate::refusal::Refusal;

#[derive(Debug)]
pub(crate) struct Limits {
    window_ms: u64,
    /// How many writes fit into the window; `None` is the version's own number.
    most: Option<u64>,
    /// Since when, and how many.
    used: BTreeMap<String, (u64, u64)>,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { window_ms: 60_000, most: None, used: BTreeMap::new() }
    }
}

const COUNTED: &[&str] = &["config.apply", "config.patch", "update.run"];

impl Limits {
    /// A test is in a hurry.
    pub(crate) fn set(&mut self, window_ms: u64, most: Option<u64>) {
        *self = Limits { window_ms, most, used: BTreeMap::new() };
    }

    /// # Errors
    /// When it was too often.
    pub(crate) fn count(
        &mut self,
        profile: Profile,
        method: &str,
        who: &str,
        now: u64,
    ) -> Result<(), Refusal> {
        if profile == Profile::V2026_2_6 || !COUNTED.contains(&method) {
            return Ok(());
        }
        let is_apart = profile >= Profile::V2026_9_6;
        let most = self.most.unwrap_or(if is_apart { 30 } else { 3 });
        let account = if is_apart { format!("{who}|{method}") } else { who.to_owned() };
        let (since, count) = self.used.entry(account).or_insert((now, 0));
        if now.saturating_sub(*since) >= self.window_ms {
            (*since, *count) = (now, 0);
        }
        if *count < most {
            *count += 1;
            return Ok(());
        }
        let left = (*since + self.window_ms).saturating_sub(now);
        let seconds = left.div_ceil(1000);
        let message = format!("rate limit exceeded for {method}; retry after {seconds}s");
        let limit = format!("{most} per {}s", self.window_ms.div_ceil(1000));
        let mut refusal = Refusal::new("UNAVAILABLE", message)
            .with_details(json!({ "method": method, "limit": limit }));
        refusal.retryable = Some(true);
        refusal.retry_after_ms = Some(left);
        Err(refusal)
    }
}

#[cfg(test)]
mod tests {
    use super::Limits;
    use crate::profile::Profile::{V2026_2_6, V2026_4_15, V2026_9_6};

    #[test]
    fn three_writes_a_minute_whatever_the_method() {
        let mut limits = Limits::default();
        let mut write = |method: &str, now| limits.count(V2026_4_15, method, "me", now);
        assert!(write("config.patch", 0).is_ok() && write("config.apply", 1).is_ok());
        assert!(write("config.set", 2).is_ok() && write("update.run", 3).is_ok());
        let refusal = write("config.patch", 10_500).unwrap_err();
        assert_eq!(refusal.message, "rate limit exceeded for config.patch; retry after 50s");
        assert_eq!(refusal.retry_after_ms, Some(49_500));
        assert_eq!(refusal.details.unwrap()["limit"], "3 per 60s");
        assert!(write("config.patch", 60_000).is_ok());
    }

    #[test]
    fn the_first_has_no_limit_and_the_last_one_for_each_method() {
        let mut limits = Limits::default();
        for now in 0..100 {
            assert!(limits.count(V2026_2_6, "config.patch", "me", now).is_ok());
        }
        for now in 0..30 {
            assert!(limits.count(V2026_9_6, "config.patch", "me", now).is_ok());
        }
        assert!(limits.count(V2026_9_6, "config.patch", "me", 30).is_err());
        assert!(limits.count(V2026_9_6, "config.apply", "me", 30).is_ok());
        limits.set(1000, Some(1));
        assert!(limits.count(V2026_9_6, "config.patch", "me", 31).is_ok());
        let refusal = limits.count(V2026_9_6, "config.patch", "me", 32).unwrap_err();
        assert_eq!(refusal.details.unwrap()["limit"], "1 per 1s");
    }
}
