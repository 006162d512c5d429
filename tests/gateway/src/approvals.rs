//! What agents and plugins asked leave for: what still waits, who waits for the decision, and
//! what was decided. Knows no scopes and sends nothing.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::profile::Profile;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Exec,
    Plugin,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Exec => "exec",
            Kind::Plugin => "plugin",
        }
    }

    /// What the ids of this kind begin with.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Kind::Exec => "",
            Kind::Plugin => "plugin:",
        }
    }

    pub(crate) fn event(self, what: &str) -> String {
        format!("{}.approval.{what}", self.name())
    }
}

/// A request of a connection that is answered when the decision is known.
#[derive(Debug, Clone)]
pub(crate) struct Waiter {
    pub(crate) connection: String,
    pub(crate) request_id: Value,
}

#[derive(Debug, Clone)]
pub(crate) struct Approval {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) request: Value,
    pub(crate) created_at: u64,
    pub(crate) expires_at: u64,
    pub(crate) waiters: Vec<Waiter>,
}

impl Approval {
    /// The payload of the event that asks.
    pub(crate) fn asked(&self, profile: Profile) -> Value {
        let mut asked = json!({
            "id": self.id,
            "request": self.request,
            "createdAtMs": self.created_at,
            "expiresAtMs": self.expires_at,
        });
        if profile.is_new_shape() {
            asked["approvalKind"] = self.kind.name().into();
        }
        asked
    }

    /// What whoever waits is told in the end; no decision means that nobody answered in time.
    pub(crate) fn outcome(&self, decision: Option<&str>) -> Value {
        json!({
            "id": self.id,
            "decision": decision,
            "createdAtMs": self.created_at,
            "expiresAtMs": self.expires_at,
        })
    }

    pub(crate) fn allows(&self, decision: &str) -> bool {
        self.request["allowedDecisions"]
            .as_array()
            .is_none_or(|allowed| allowed.iter().any(|word| word == decision))
    }
}

/// How a request ended.
#[derive(Debug, Clone)]
pub(crate) struct Decided {
    pub(crate) kind: Kind,
    pub(crate) decision: Option<String>,
    pub(crate) by: Option<String>,
    pub(crate) outcome: Value,
}

pub(crate) enum Found {
    One(Approval),
    Many,
    Nothing,
}

#[derive(Debug, Default)]
pub(crate) struct Approvals {
    /// In the order they were asked.
    pub(crate) waiting: Vec<Approval>,
    pub(crate) decided: BTreeMap<String, Decided>,
}

impl Approvals {
    /// By the whole id or, where the version allows it, by a beginning that fits only one.
    pub(crate) fn find(&self, kind: Kind, id: &str, by_beginning: bool) -> Found {
        let of_kind = || self.waiting.iter().filter(|approval| approval.kind == kind);
        if let Some(exact) = of_kind().find(|approval| approval.id == id) {
            return Found::One(exact.clone());
        }
        let beginning = id.trim().to_lowercase();
        if !by_beginning || beginning.is_empty() {
            return Found::Nothing;
        }
        let mut fitting = of_kind().filter(|approval| approval.id.starts_with(&beginning));
        match (fitting.next(), fitting.next()) {
            (Some(_), Some(_)) => Found::Many,
            (Some(one), None) => Found::One(one.clone()),
            (None, _) => Found::Nothing,
        }
    }

    /// Takes a request out of the line and remembers how it ended. Only the first caller gets it.
    pub(crate) fn decide(
        &mut self,
        id: &str,
        decision: Option<&str>,
        by: Option<&str>,
    ) -> Option<Approval> {
        let at = self.waiting.iter().position(|approval| approval.id == id)?;
        let approval = self.waiting.remove(at);
        let decided = Decided {
            kind: approval.kind,
            decision: decision.map(str::to_owned),
            by: by.map(str::to_owned),
            outcome: approval.outcome(decision),
        };
        self.decided.insert(approval.id.clone(), decided);
        Some(approval)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Approval, Approvals, Found, Kind};

    fn waiting(ids: &[&str]) -> Approvals {
        let approval = |id: &&str| Approval {
            id: (*id).to_owned(),
            kind: Kind::Exec,
            request: json!({ "allowedDecisions": ["allow-once", "deny"] }),
            created_at: 1,
            expires_at: 2,
            waiters: Vec::new(),
        };
        Approvals { waiting: ids.iter().map(approval).collect(), ..Approvals::default() }
    }

    #[test]
    fn only_the_first_answer_counts() {
        let mut approvals = waiting(&["abc"]);
        assert!(approvals.decide("abc", Some("deny"), Some("one")).is_some());
        assert!(approvals.decide("abc", Some("allow-once"), Some("two")).is_none());
        assert_eq!(approvals.decided["abc"].decision.as_deref(), Some("deny"));
    }

    #[test]
    fn a_beginning_is_enough_when_it_fits_one() {
        let approvals = waiting(&["abc", "abd", "xyz"]);
        assert!(matches!(approvals.find(Kind::Exec, "x", true), Found::One(_)));
        assert!(matches!(approvals.find(Kind::Exec, "ab", true), Found::Many));
        assert!(matches!(approvals.find(Kind::Exec, "x", false), Found::Nothing));
        assert!(matches!(approvals.find(Kind::Plugin, "xyz", true), Found::Nothing));
    }

    #[test]
    fn a_request_can_forbid_an_answer() {
        let approvals = waiting(&["abc"]);
        assert!(approvals.waiting[0].allows("deny"));
        assert!(!approvals.waiting[0].allows("allow-always"));
    }
}
