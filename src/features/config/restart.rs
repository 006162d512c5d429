//! What follows a write: gateways restart, some always, some where the setting asks for it, and the
//! connection goes and comes back. Pure: it is told what the reply said and how the connection is.

use serde_json::Value;

use crate::protocol::config::ConfigWritten;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Restart {
    /// None is expected.
    #[default]
    None,
    /// It comes: in so many milliseconds, where the gateway says it.
    Expected {
        in_ms: Option<u64>,
    },
    /// Where the setting asks for it; this gateway does not say which do.
    Perhaps,
    /// The connection is gone.
    Away,
    Back,
}

/// What the reply of a write says.
#[must_use]
pub fn expected(reply: &ConfigWritten) -> Restart {
    if reply.noop == Some(true) {
        return Restart::None;
    }
    if let Some(restart @ Value::Object(_)) = &reply.restart {
        return Restart::Expected { in_ms: restart["delayMs"].as_u64() };
    }
    let said = reply.sentinel.as_ref();
    match said.and_then(|said| said["payload"]["stats"]["requiresRestart"].as_bool()) {
        Some(true) => Restart::Expected { in_ms: None },
        Some(false) => Restart::None,
        None => Restart::Perhaps,
    }
}

impl Restart {
    pub(super) fn perhaps() -> Self {
        Self::Perhaps
    }

    /// With the connection as it is now.
    #[must_use]
    pub fn on(self, connected: bool) -> Self {
        match (self, connected) {
            (Self::Expected { .. } | Self::Perhaps, false) => Self::Away,
            (Self::Away, true) => Self::Back,
            (other, _) => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn reply(value: Value) -> ConfigWritten {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn each_gateway_says_in_its_own_way_whether_it_restarts() {
        for (said, restart) in [
            (
                json!({"restart": {"ok": true, "delayMs": 2000}, "sentinel": {"payload": {}}}),
                Restart::Expected { in_ms: Some(2000) },
            ),
            (json!({"sentinel": {"payload": {"stats": {}}}}), Restart::Perhaps),
            (
                json!({"sentinel": {"payload": {"stats": {"requiresRestart": true}}}}),
                Restart::Expected { in_ms: None },
            ),
            (
                json!({"sentinel": {"payload": {"stats": {"requiresRestart": false}}}}),
                Restart::None,
            ),
            (json!({"noop": true}), Restart::None),
        ] {
            assert_eq!(expected(&reply(said.clone())), restart, "{said}");
        }
    }

    #[test]
    fn it_is_back_only_after_it_was_away() {
        let expected = Restart::Expected { in_ms: None };
        assert_eq!(expected.on(true), expected);
        assert_eq!(expected.on(false).on(false).on(true), Restart::Back);
        assert_eq!(Restart::None.on(false).on(true), Restart::None);
    }
}
