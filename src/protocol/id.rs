//! Identifiers, each a type of its own so that no two can be mistaken for each other.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A conversation, for example `agent:main:main`.
    SessionKey,
    /// One run of an agent. For runs begun here it is the idempotency key of `chat.send`.
    RunId,
    /// Lower-case hex SHA-256 of a device's public key.
    DeviceId,
    NodeId,
    AgentId,
    /// A pairing or approval request.
    RequestId,
    ToolCallId,
    JobId,
}
