//! What differs between two policies, place by place.

use serde_json::Value;

use super::places::{Place, Who, lay_out};
use crate::protocol::approvals::ApprovalPolicy;

/// One thing that is added (nothing before), removed (nothing after) or changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub place: Place,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

/// In the order in which a policy is read: the whole, the defaults, each agent.
pub fn changes(before: &ApprovalPolicy, after: &ApprovalPolicy) -> Vec<Change> {
    let [before, after] = lay_out([before, after]);
    let mut places: Vec<&Place> = before.places.keys().chain(after.places.keys()).collect();
    places.sort_by_key(|place| (owner(place), *place));
    places.dedup();
    places
        .into_iter()
        .filter(|place| !is_only_a_frame(place))
        .map(|place| Change {
            place: place.clone(),
            before: before.places.get(place).cloned(),
            after: after.places.get(place).cloned(),
        })
        .filter(|change| change.before != change.after)
        .collect()
}

/// Empty defaults and empty lists say no more than none.
fn is_only_a_frame(place: &Place) -> bool {
    matches!(place, Place::Rules(Who::Defaults) | Place::List(_))
}

fn owner(place: &Place) -> Option<&Who> {
    match place {
        Place::Top(_) => None,
        Place::Rules(who) | Place::Field(who, _) | Place::List(who) | Place::Entry(who, _) => {
            Some(who)
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::protocol::json;

    fn policy(value: &Value) -> ApprovalPolicy {
        json::read(&value.to_string()).unwrap()
    }

    #[test]
    fn each_setting_and_each_entry_is_one_change() {
        let before =
            policy(&json!({"defaults": {"security": "deny"}, "agents": {"main": {"allowlist": [
            {"id": "1", "pattern": "/a"}, {"id": "2", "pattern": "/b"}]}, "old": {"ask": "off"}}}));
        let after = policy(
            &json!({"defaults": {"security": "full", "ask": "off"}, "agents": {"main": {"allowlist": [
            {"id": "2", "pattern": "/c"}, {"pattern": "/d"}]}}}),
        );
        let found: Vec<_> = changes(&before, &after)
            .into_iter()
            .map(|change| (change.place, change.before.is_some(), change.after.is_some()))
            .collect();
        let (main, old) = (Who::Agent("main".to_owned()), Who::Agent("old".to_owned()));
        let field = |who: &Who, name: &str| Place::Field(who.clone(), name.to_owned());
        let entry = |name: &str| Place::Entry(main.clone(), name.to_owned());
        let expected = [
            (field(&Who::Defaults, "ask"), false, true),
            (field(&Who::Defaults, "security"), true, true),
            (entry("1"), true, false),
            (entry("2"), true, true),
            (entry("=/d\n"), false, true),
            (Place::Rules(old.clone()), true, false),
            (field(&old, "ask"), true, false),
        ];
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for change in expected {
            assert!(found.contains(&change), "{change:?}");
        }
    }

    #[test]
    fn an_empty_list_is_no_change() {
        let before = policy(&json!({"agents": {"main": {}}}));
        let after = policy(&json!({"defaults": {}, "agents": {"main": {"allowlist": []}}}));
        assert_eq!(changes(&before, &after), []);
    }
}
