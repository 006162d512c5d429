//! What is known of methods beforehand: their parameters, the scope they need, what they do to the
//! gateway, and which pages use them. Pure; a method that nobody knows can be called all the same.

pub mod effect;
pub mod params;
pub mod scopes;
pub mod uses;

use crate::protocol::method::{Scope, declared};

/// What 2026.2.6-3 answers without listing it.
pub const UNLISTED: [&str; 8] = [
    "chat.inject",
    "poll",
    "sessions.resolve",
    "sessions.usage",
    "sessions.usage.logs",
    "sessions.usage.timeseries",
    "web.login.start",
    "web.login.wait",
];

/// The methods of a gateway, sorted, each once. A gateway without a list is taken to know all that
/// the console knows.
#[must_use]
pub fn catalogue(listed: Option<&[String]>) -> Vec<String> {
    let mut all: Vec<String> = match listed {
        Some(listed) => {
            listed.iter().cloned().chain(UNLISTED.iter().map(|it| (*it).to_owned())).collect()
        }
        None => declared().into_iter().map(|(name, _)| name.to_owned()).collect(),
    };
    all.sort();
    all.dedup();
    all
}

/// What stands before the first dot; what has none stands in a group of its own kind.
#[must_use]
pub fn domain(method: &str) -> &str {
    match method.split_once('.') {
        Some((domain, _)) => domain,
        None => match method {
            "agent" => "agent",
            "status" | "health" | "wake" | "last-heartbeat" | "set-heartbeats"
            | "system-presence" | "system-event" => "system",
            "send" | "poll" => "messages",
            other => other,
        },
    }
}

/// The weakest scope that any version asks for, if the method is known.
#[must_use]
pub fn scope(method: &str) -> Option<Scope> {
    let found = declared().into_iter().find(|(name, _)| *name == method).map(|(_, scope)| scope);
    found.or_else(|| scopes::of(method))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_a_list_is_there_once_and_what_is_answered_unasked() {
        let listed = ["wake", "chat.send", "poll"].map(str::to_owned);
        let all = catalogue(Some(&listed));
        assert_eq!(all.len(), 2 + UNLISTED.len());
        assert!(all.is_sorted());
        assert!(catalogue(None).iter().any(|it| it == "wizard.start"));
    }

    #[test]
    fn methods_stand_with_their_kin() {
        assert_eq!(domain("chat.send"), "chat");
        assert_eq!(domain("wake"), "system");
        assert_eq!(domain("poll"), "messages");
    }
}
