//! Where things of an agent stand: on this page and on others.

use crate::platform::document;
use crate::protocol::id::{AgentId, SessionKey};
use crate::store::sessions::agent_of;

fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// An agent on this page; `None` is the list.
#[must_use]
pub fn agent(id: Option<&AgentId>) -> String {
    let base = document::base();
    match id {
        Some(id) => format!("{base}agents?agent={}", encoded(id.as_str())),
        None => format!("{base}agents"),
    }
}

/// A file of an agent on this page.
#[must_use]
pub fn file(id: &AgentId, name: &str) -> String {
    format!("{}&file={}", agent(Some(id)), encoded(name))
}

/// Another page, about this agent alone.
#[must_use]
pub fn page(page: &str, id: &AgentId) -> String {
    format!("{}{page}?agent={}", document::base(), encoded(id.as_str()))
}

/// A conversation.
#[must_use]
pub fn chat(session: &SessionKey) -> String {
    format!("{}chat?session={}", document::base(), encoded(session.as_str()))
}

/// A place of the configuration.
#[must_use]
pub fn config(at: &str) -> String {
    format!("{}config?at={}", document::base(), encoded(at).replace("%2F", "/"))
}

/// The session in which one talks with an agent. Where all talk in one, that is said by `main`.
#[must_use]
pub fn main_session(
    id: &AgentId,
    default: Option<&AgentId>,
    main_key: Option<&str>,
    main: Option<&SessionKey>,
) -> SessionKey {
    let is_default = default.is_none_or(|default| default == id);
    match main {
        Some(main) if is_default && agent_of(main).is_none_or(|of| of == *id) => main.clone(),
        _ => SessionKey(format!("agent:{id}:{}", main_key.unwrap_or("main"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_agent_has_a_conversation_of_its_own() {
        let (asha, scout) = (AgentId::from("asha"), AgentId::from("scout"));
        let main = SessionKey::from("agent:asha:desk");
        let of = |id: &AgentId| main_session(id, Some(&asha), Some("desk"), Some(&main)).0;
        assert_eq!(of(&asha), "agent:asha:desk");
        assert_eq!(of(&scout), "agent:scout:desk");
        assert_eq!(main_session(&scout, None, None, None).0, "agent:scout:main");
        let global = SessionKey::from("global");
        assert_eq!(main_session(&asha, Some(&asha), None, Some(&global)).0, "global");
    }
}
