//! What a call is: a request struct that knows its method's name, its scope and its reply.
//! Every domain file declares its own with `methods!`, so a name is written once.

use serde::{Serialize, de::DeserializeOwned};
use std::fmt;

/// A permission that the gateway grants at `connect`, ordered from narrow to wide.
///
/// A method's scope is the weakest that any supported version asks for: a gateway that wants more
/// refuses by itself and says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    Read,
    Write,
    Approvals,
    Pairing,
    Questions,
    Talk,
    Admin,
    /// Only a connection with role `node` may call it. Declared so that the table is complete.
    Node,
}

impl Scope {
    /// The word on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "operator.read",
            Self::Write => "operator.write",
            Self::Approvals => "operator.approvals",
            Self::Pairing => "operator.pairing",
            Self::Questions => "operator.questions",
            Self::Talk => "operator.talk",
            Self::Admin => "operator.admin",
            Self::Node => "node",
        }
    }

    /// Whether granted scopes cover this one: admin covers all, write covers read.
    #[must_use]
    pub fn is_granted_by(self, granted: &[String]) -> bool {
        let has = |scope: Self| granted.iter().any(|word| word == scope.as_str());
        self != Self::Node
            && (has(self) || has(Self::Admin) || (self == Self::Read && has(Self::Write)))
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A request that is its method.
pub trait Method: Serialize {
    /// As the gateway names it, for example `chat.send`.
    const NAME: &'static str;
    /// Checked before the wire.
    const SCOPE: Scope;
    /// How long the caller waits, in milliseconds.
    const DEADLINE_MS: u32 = 30_000;
    type Reply: DeserializeOwned;
}

/// Declares the methods of a domain: `Struct: "wire.name", Scope => Reply;`, with an optional
/// deadline in milliseconds after the reply: `=> Reply, 130_000;`.
macro_rules! methods {
    ($($request:ident: $name:literal, $scope:ident => $reply:ty $(, $deadline:literal)?;)*) => {
        $(impl $crate::protocol::method::Method for $request {
            const NAME: &'static str = $name;
            const SCOPE: $crate::protocol::method::Scope = $crate::protocol::method::Scope::$scope;
            $(const DEADLINE_MS: u32 = $deadline;)?
            type Reply = $reply;
        })*
        /// The methods of this domain, by wire name.
        pub const METHODS: &[(&str, $crate::protocol::method::Scope)] =
            &[$(($name, $crate::protocol::method::Scope::$scope)),*];
    };
}
pub(crate) use methods;

/// Every declared method of every domain.
#[must_use]
pub fn declared() -> Vec<(&'static str, Scope)> {
    use crate::protocol as p;
    [
        p::agents::METHODS,
        p::approvals::METHODS,
        p::browser::METHODS,
        p::channels::METHODS,
        p::chat::METHODS,
        p::chat::startup::METHODS,
        p::commands::METHODS,
        p::config::METHODS,
        p::cron::METHODS,
        p::devices::METHODS,
        p::health::METHODS,
        p::logs::METHODS,
        p::messaging::METHODS,
        p::models::METHODS,
        p::nodes::METHODS,
        p::nodes::pairing::METHODS,
        p::presence::METHODS,
        p::push::METHODS,
        p::sessions::METHODS,
        p::skills::METHODS,
        p::system::METHODS,
        p::update::METHODS,
        p::usage::METHODS,
        p::voice::METHODS,
        p::wizard::METHODS,
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::Scope;

    #[test]
    fn admin_covers_all_and_write_covers_read() {
        let granted = |scope: Scope| vec![scope.as_str().to_owned()];
        assert!(Scope::Pairing.is_granted_by(&granted(Scope::Admin)));
        assert!(Scope::Read.is_granted_by(&granted(Scope::Write)));
        assert!(!Scope::Write.is_granted_by(&granted(Scope::Read)));
        assert!(!Scope::Node.is_granted_by(&granted(Scope::Admin)));
    }
}
