//! What is broken at the moment, and for how long. Orders set it, the rest of the house asks it.
//! A fault never changes a transcript: only what reaches the console, and when.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tokio::sync::watch;
use tokio::time::Instant;

#[derive(Debug, Default)]
pub struct Faults {
    /// How much later each frame leaves.
    pub(crate) delay_ms: u64,
    /// Events that are numbered and then lost.
    pub(crate) swallow: u64,
    /// Numbers that are left out before the next event.
    pub(crate) skip_numbers: u64,
    /// Chat deltas until every connection drops.
    pub(crate) deltas_until_drop: Option<u64>,
    pub(crate) stall: Stall,
    /// The stall holds for sockets opened before this many were; later ones are free of it.
    pub(crate) stalled_sockets: u64,
    /// Counts the changes of `stall`, and wakes whoever waits for one.
    pub(crate) resumed: watch::Sender<u64>,
    /// Until when nobody is let in (`None`: the door is open).
    pub(crate) closed_until: Option<Instant>,
    pub(crate) door: Door,
    /// Ready answers by method, each with the number of times it is still given.
    pub(crate) answers: BTreeMap<String, (Value, u64)>,
}

/// Whether anything is sent at all.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(crate) enum Stall {
    #[default]
    No,
    UntilResumed,
    Until(Instant),
}

/// What the next console is told at the door.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) enum Door {
    #[default]
    Open,
    /// Refused with this `details.code`, as often as given.
    Refuse {
        code: String,
        times: u64,
    },
    RateLimited {
        retry_after_ms: u64,
        times: u64,
    },
    /// `asked_by` is the device that knocked first; those let in since pass.
    PairingRequired {
        request_id: String,
        asked_by: Option<String>,
        let_in: BTreeSet<String>,
    },
    OriginRefused,
}

impl Faults {
    pub(crate) fn set_stall(&mut self, stall: Stall) {
        self.stall = stall;
        self.resumed.send_modify(|count| *count += 1);
    }

    pub(crate) fn counts_down_to_a_drop(&mut self) -> bool {
        match self.deltas_until_drop {
            Some(left) if left <= 1 => {
                self.deltas_until_drop = None;
                true
            }
            Some(left) => {
                self.deltas_until_drop = Some(left - 1);
                false
            }
            None => false,
        }
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.closed_until.is_some_and(|until| Instant::now() < until)
    }

    /// The answer ordered for this method, if one is left.
    pub(crate) fn ordered_answer(&mut self, method: &str) -> Option<Value> {
        let (answer, times) = self.answers.get_mut(method)?;
        let answer = answer.clone();
        *times = times.saturating_sub(1);
        if *times == 0 {
            self.answers.remove(method);
        }
        Some(answer)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Faults;

    #[test]
    fn a_drop_comes_after_the_ordered_number_of_deltas() {
        let mut faults = Faults { deltas_until_drop: Some(3), ..Faults::default() };
        let drops: Vec<bool> = (0..4).map(|_| faults.counts_down_to_a_drop()).collect();
        assert_eq!(drops, [false, false, true, false]);
    }

    #[test]
    fn an_ordered_answer_is_given_as_often_as_ordered() {
        let mut faults = Faults::default();
        faults.answers.insert("health".to_owned(), (json!({ "payload": 1 }), 2));
        assert!(faults.ordered_answer("health").is_some());
        assert!(faults.ordered_answer("health").is_some());
        assert_eq!(faults.ordered_answer("health"), None);
        assert_eq!(faults.ordered_answer("status"), None);
    }
}
