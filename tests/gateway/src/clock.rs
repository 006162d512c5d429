//! What time it is. The demo asks the machine; tests hand in a clock that only moves when it is
//! read, so that the same calls give the same timestamps. Nothing here waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970, from the machine or counted.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    #[default]
    Machine,
    /// Each reading is one millisecond later than the last.
    Counted(Arc<AtomicU64>),
}

impl Clock {
    pub fn counted_from(start_ms: u64) -> Clock {
        Clock::Counted(Arc::new(AtomicU64::new(start_ms)))
    }

    pub fn now_ms(&self) -> u64 {
        match self {
            Clock::Machine => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX)),
            Clock::Counted(now) => now.fetch_add(1, Ordering::Relaxed),
        }
    }

    /// The same without moving a counted clock.
    pub(crate) fn glance_ms(&self) -> u64 {
        match self {
            Clock::Machine => self.now_ms(),
            Clock::Counted(now) => now.load(Ordering::Relaxed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Clock;

    #[test]
    fn a_counted_clock_moves_only_when_it_is_read() {
        let clock = Clock::counted_from(100);
        assert_eq!([clock.now_ms(), clock.clone().now_ms(), clock.now_ms()], [100, 101, 102]);
    }
}
