//! What is typed and not sent, kept per gateway and session over reloads.

use crate::platform::storage;
use crate::protocol::id::SessionKey;

fn name(gateway: &str, session: &SessionKey) -> String {
    format!("quarterdeck.draft:{gateway}|{session}")
}

/// The draft of a session; empty when there is none.
#[must_use]
pub fn read(gateway: &str, session: &SessionKey) -> String {
    storage::local(&name(gateway, session)).unwrap_or_default()
}

/// Keeps a draft; an empty one is forgotten.
pub fn keep(gateway: &str, session: &SessionKey, text: &str) {
    storage::set_local(&name(gateway, session), (!text.is_empty()).then_some(text));
}
