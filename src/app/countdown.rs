//! Whole seconds until a moment, for as long as the view is there.

use leptos::prelude::*;

use crate::platform::{clock, timer};

const TICK_MS: u32 = 250;

/// `None` when there is no moment or it has passed.
pub(super) fn seconds_left(moment_ms: Signal<Option<f64>>) -> Memo<Option<u32>> {
    let now = RwSignal::new(clock::now_ms());
    timer::every(TICK_MS, move || now.set(clock::now_ms()));
    Memo::new(move |_| moment_ms.get().and_then(|moment| whole_seconds(moment - now.get())))
}

fn whole_seconds(left_ms: f64) -> Option<u32> {
    (left_ms > 0.0).then(|| (left_ms / 1000.0).ceil() as u32)
}

#[cfg(test)]
mod tests {
    use super::whole_seconds;

    #[test]
    fn a_begun_second_counts_and_a_past_moment_is_none() {
        assert_eq!(whole_seconds(3_001.0), Some(4));
        assert_eq!(whole_seconds(1.0), Some(1));
        assert_eq!(whole_seconds(0.0), None);
        assert_eq!(whole_seconds(-5.0), None);
    }
}
