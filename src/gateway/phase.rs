//! What the operator is told about the connection.

/// Where the connection stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Phase {
    /// Nobody asked for a connection, or the operator signed out.
    #[default]
    Idle,
    Connecting,
    Connected,
    /// Lost or not reached; goes on by itself.
    Reconnecting {
        attempt: u32,
        /// By this computer's clock. `None` while the try is under way.
        retry_at_ms: Option<f64>,
        reason: Option<Farewell>,
    },
    /// The gateway wants an operator to approve this device; goes on by itself.
    WaitingForApproval {
        request_id: Option<String>,
    },
    /// The gateway said no. Nothing happens until the operator does something.
    Refused(Refusal),
}

/// Why a connection ended, or did not come about, that is tried again.
#[derive(Debug, Clone, PartialEq)]
pub enum Farewell {
    /// The gateway restarts, and said how long that takes.
    Restarting {
        expected_ms: Option<u64>,
    },
    ShutDown {
        reason: String,
    },
    /// The gateway is there and not ready, and said why.
    NotReady {
        message: String,
    },
    /// No socket came about: not running, not allowed by a proxy, or a wrong address.
    Unreachable,
    /// Something answers there that speaks none of the dialects.
    NotAGateway,
    /// We did not take its events fast enough.
    TooSlow,
    /// A frame was too large for it.
    TooLarge,
    /// Nothing was heard for too long.
    Silent,
    /// The connection broke.
    Lost,
    Other {
        code: u16,
        reason: String,
    },
}

/// A no to our connect.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    pub kind: RefusalKind,
    /// The gateway's own words.
    pub message: String,
    pub retry_after_ms: Option<u64>,
    /// The origin of this page, as the gateway has seen it.
    pub origin: String,
}

/// What kind of no, by what the operator has to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefusalKind {
    TokenMissing,
    TokenMismatch,
    /// The gateway wants a token and has none set.
    TokenNotConfigured,
    PasswordMissing,
    PasswordMismatch,
    PasswordNotConfigured,
    /// The token of this device was withdrawn or replaced.
    DeviceTokenMismatch,
    RateLimited,
    OriginNotAllowed,
    ProtocolMismatch {
        expected: Option<u64>,
    },
    DeviceIdentityRequired,
    /// The gateway does not accept the signature, for example because the clocks differ.
    DeviceRejected,
    PairingRequired {
        request_id: Option<String>,
    },
    ScopesMissing,
    BuildMismatch,
    /// A proxy in front of the gateway has to say who comes, and does not.
    IdentityMissing,
    /// The browser refuses the address: malformed, or `ws:` from an `https:` page.
    BadAddress,
    Other,
}
