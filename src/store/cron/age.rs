//! What a gateway's scheduler takes. No version tells it in words: it shows in what is offered and in
//! how lists are answered.

/// From the oldest on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Age {
    /// 2026.2.6: two targets, two ways of delivery; most fields cannot be taken off again.
    #[default]
    First,
    /// Lists in pages, sessions by name, webhooks, alerts, spread.
    Second,
    /// `null` takes a field off.
    Later,
}

impl Age {
    #[must_use]
    pub fn of(tells_one_job: bool, pages: bool) -> Self {
        match (tells_one_job, pages) {
            (true, _) => Self::Later,
            (false, true) => Self::Second,
            (false, false) => Self::First,
        }
    }
}
