//! What a device asks for or may do, in words: its roles and its scopes.

use crate::protocol::devices::DeviceRequest;
use crate::protocol::method::Scope;
use crate::words::{Word, t, tr, w};

/// What a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asks {
    pub roles: Vec<String>,
    pub scopes: Vec<String>,
    /// Everything there is.
    pub is_admin: bool,
    /// Known already, and asks for new keys or for more.
    pub is_again: bool,
}

impl Asks {
    pub fn of(request: &DeviceRequest) -> Self {
        let scopes = sorted(&request.scopes);
        Self {
            roles: roles(&request.roles, request.role.as_ref()),
            is_admin: scopes.iter().any(|scope| scope == Scope::Admin.as_str()),
            is_again: request.is_repair == Some(true),
            scopes,
        }
    }

    /// Tells what is asked for from anything else that could be.
    pub fn key(&self) -> (Vec<String>, Vec<String>, bool) {
        (self.roles.clone(), self.scopes.clone(), self.is_again)
    }
}

/// Every role once, in the order said. A device without one is an operator, as gateways take it.
pub fn roles(several: &[String], one: Option<&String>) -> Vec<String> {
    let mut roles: Vec<String> = Vec::new();
    for role in several.iter().chain(one) {
        if !role.trim().is_empty() && !roles.contains(role) {
            roles.push(role.clone());
        }
    }
    if roles.is_empty() {
        roles.push("operator".to_owned());
    }
    roles
}

/// The scopes once each, the widest first, those of tomorrow last.
pub fn sorted(scopes: &[String]) -> Vec<String> {
    const ORDER: [Scope; 7] = [
        Scope::Admin,
        Scope::Pairing,
        Scope::Approvals,
        Scope::Write,
        Scope::Read,
        Scope::Questions,
        Scope::Talk,
    ];
    let place = |scope: &String| {
        ORDER.iter().position(|known| known.as_str() == scope).unwrap_or(ORDER.len())
    };
    let mut sorted: Vec<String> = Vec::new();
    for scope in scopes {
        if !scope.trim().is_empty() && !sorted.contains(scope) {
            sorted.push(scope.clone());
        }
    }
    sorted.sort_by_key(place);
    sorted
}

/// A scope as a verb: it follows "may". One that is not known is said as it came.
pub fn scope_in_words(scope: &str) -> String {
    known_scope(scope).map_or_else(|| tr(w::DEVICES_SCOPE_OTHER, &[("scope", scope)]), t)
}

fn known_scope(scope: &str) -> Option<Word> {
    Some(match scope {
        "operator.admin" => w::DEVICES_SCOPE_ADMIN,
        "operator.read" => w::DEVICES_SCOPE_READ,
        "operator.write" => w::DEVICES_SCOPE_WRITE,
        "operator.approvals" => w::DEVICES_SCOPE_APPROVALS,
        "operator.pairing" => w::DEVICES_SCOPE_PAIRING,
        "operator.questions" => w::DEVICES_SCOPE_QUESTIONS,
        "operator.talk" | "operator.talk.secrets" => w::DEVICES_SCOPE_TALK,
        _ => return None,
    })
}

/// A role as a short word.
pub fn role_in_words(role: &str) -> String {
    match role {
        "operator" => t(w::DEVICES_ROLE_OPERATOR),
        "node" => t(w::DEVICES_ROLE_NODE),
        other => other.to_owned(),
    }
}

/// What being let in with a role means.
pub fn role_explained(role: &str) -> String {
    match role {
        "operator" => t(w::DEVICES_ASKS_OPERATOR),
        "node" => t(w::DEVICES_ASKS_NODE),
        other => tr(w::DEVICES_ASKS_ROLE, &[("role", other)]),
    }
}

/// All that scopes allow, in one line.
pub fn scopes_in_a_line(scopes: &[String]) -> String {
    sorted(scopes).iter().map(|scope| scope_in_words(scope)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(list: &[&str]) -> Vec<String> {
        list.iter().map(|&word| word.to_owned()).collect()
    }

    fn asks(json: &str) -> Asks {
        let request = format!(r#"{{"requestId":"r","deviceId":"d"{json}}}"#);
        Asks::of(&serde_json::from_str(&request).unwrap())
    }

    #[test]
    fn a_request_for_admin_is_seen_wherever_it_stands() {
        let asked = asks(r#","role":"operator","scopes":["operator.read","operator.admin"]"#);
        assert!(asked.is_admin);
        assert_eq!(asked.scopes, words(&["operator.admin", "operator.read"]));
        assert!(!asks(r#","scopes":["operator.read","operator.administer"]"#).is_admin);
    }

    #[test]
    fn roles_are_said_once_and_never_missing() {
        assert_eq!(
            asks(r#","role":"node","roles":["node","operator"]"#).roles,
            ["node", "operator"]
        );
        assert_eq!(asks(r#","role":"lantern""#).roles, ["lantern"]);
        assert_eq!(asks("").roles, ["operator"]);
    }

    #[test]
    fn a_repair_is_told_from_a_new_device() {
        assert!(asks(r#","isRepair":true"#).is_again);
        assert!(!asks(r#","isRepair":false"#).is_again);
        assert!(!asks("").is_again);
    }

    #[test]
    fn every_scope_has_words_and_one_of_tomorrow_keeps_its_own() {
        for scope in ["admin", "read", "write", "approvals", "pairing", "questions"] {
            let scope = format!("operator.{scope}");
            assert!(!scope_in_words(&scope).contains("operator."), "{scope}");
        }
        assert!(scope_in_words("operator.moon").contains("operator.moon"));
        let line = scopes_in_a_line(&words(&["operator.read", "operator.moon", "operator.admin"]));
        let at = |part: &str| line.find(part).unwrap();
        assert!(at("administer") < at("read") && at("read") < at("operator.moon"), "{line}");
    }
}
