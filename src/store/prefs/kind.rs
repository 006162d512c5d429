//! The kinds of news that a notification can tell.

/// Each is switched by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Approvals,
    /// Devices and nodes that ask to be let in.
    Pairing,
    /// Jobs of which a run has failed.
    Jobs,
    /// Channels in error.
    Channels,
    /// Runs of agents that have ended.
    Runs,
}

impl Kind {
    pub const ALL: [Self; 5] =
        [Self::Approvals, Self::Pairing, Self::Jobs, Self::Channels, Self::Runs];
}
