//! The only loading types: what is absent, loading, ready or failed, and when to fetch again.
//! Known to stores and to ui alike; knows nobody.

/// Something that lives on the gateway.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Remote<T> {
    #[default]
    Absent,
    Loading,
    Ready(T),
    /// A sentence for the operator.
    Failed(String),
}

impl<T> Remote<T> {
    #[must_use]
    pub fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(value) => Some(value),
            _ => None,
        }
    }
}

/// Whether a fetch is under way. Hints that arrive meanwhile cost one more fetch, not many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Fetch {
    #[default]
    Resting,
    Running,
    RunningAndStale,
}

impl Fetch {
    /// A fetch is wanted. True when the caller has to begin it.
    pub fn want(&mut self) -> bool {
        let begin = *self == Self::Resting;
        *self = if begin { Self::Running } else { Self::RunningAndStale };
        begin
    }

    /// A fetch has ended. True when it has to be done once more.
    pub fn done(&mut self) -> bool {
        let again = *self == Self::RunningAndStale;
        *self = if again { Self::Running } else { Self::Resting };
        again
    }
}

#[cfg(test)]
mod tests {
    use super::Fetch;

    #[test]
    fn hints_during_a_fetch_cost_one_more_fetch() {
        let mut fetch = Fetch::default();
        assert!(fetch.want());
        assert!(!fetch.want());
        assert!(!fetch.want());
        assert!(fetch.done());
        assert!(!fetch.done());
        assert_eq!(fetch, Fetch::Resting);
    }
}
