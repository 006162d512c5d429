//! A policy laid out as places with a value each: what the difference of two policies and the merge
//! of three are made from. An entry of an allowlist is the same entry by its id, else by its pattern.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::protocol::approvals::{AllowedCommand, ApprovalPolicy, ApprovalRules};
use crate::protocol::json;

/// Whose rules.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Defaults,
    /// `*` is every agent.
    Agent(String),
}

/// Where something stands in a policy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Top(String),
    /// That there are rules at all.
    Rules(Who),
    Field(Who, String),
    /// That there is an allowlist at all.
    List(Who),
    Entry(Who, String),
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Flat {
    pub places: BTreeMap<Place, Value>,
    /// The entries of each allowlist in their order.
    pub order: BTreeMap<Who, Vec<String>>,
}

pub fn rules<'a>(policy: &'a ApprovalPolicy, who: &Who) -> Option<&'a ApprovalRules> {
    match who {
        Who::Defaults => policy.defaults.as_ref(),
        Who::Agent(id) => policy.agents.get(id),
    }
}

/// The rules to change; they begin to exist.
pub fn rules_mut<'a>(policy: &'a mut ApprovalPolicy, who: &Who) -> &'a mut ApprovalRules {
    match who {
        Who::Defaults => policy.defaults.get_or_insert_default(),
        Who::Agent(id) => policy.agents.entry(id.clone()).or_default(),
    }
}

pub fn allowlist<'a>(policy: &'a ApprovalPolicy, who: &Who) -> &'a [AllowedCommand] {
    rules(policy, who).and_then(|rules| rules.allowlist.as_deref()).unwrap_or_default()
}

/// What makes two entries without an id the same: the pattern, and what later gateways ask of the
/// arguments.
pub fn signature(entry: &AllowedCommand) -> String {
    let arguments = entry.rest.get("argPattern").and_then(Value::as_str).unwrap_or_default();
    format!("={}\n{arguments}", entry.pattern.trim())
}

/// The names of the entries of one policy's allowlists, in their order.
type Names = BTreeMap<Who, Vec<String>>;

/// Names the entries of several policies alike. The first one sets the names.
fn names(policies: &[&ApprovalPolicy]) -> Vec<Names> {
    // By whose rules and signature, the name under which the entry is known so far.
    let mut known: BTreeMap<(Who, String), String> = BTreeMap::new();
    let mut ids: BTreeSet<(Who, String)> = BTreeSet::new();
    let mut all = Vec::new();
    for policy in policies {
        let mut of_policy = Names::new();
        for who in everyone(policy) {
            let list = allowlist(policy, &who);
            let own: BTreeSet<&str> = list.iter().filter_map(|entry| entry.id.as_deref()).collect();
            let mut taken: BTreeSet<String> = BTreeSet::new();
            let mut found = Vec::new();
            for entry in list {
                let known_by = known.get(&(who.clone(), signature(entry)));
                let alias = known_by.filter(|name| !own.contains(name.as_str())).cloned();
                let known_id =
                    entry.id.clone().filter(|id| ids.contains(&(who.clone(), id.clone())));
                let mut name = known_id
                    .or(alias)
                    .or_else(|| entry.id.clone())
                    .unwrap_or_else(|| signature(entry));
                while taken.contains(&name) {
                    name.push('+');
                }
                taken.insert(name.clone());
                found.push(name);
            }
            for (entry, name) in list.iter().zip(&found) {
                let key = (who.clone(), signature(entry));
                known.entry(key).or_insert_with(|| name.clone());
                ids.insert((who.clone(), name.clone()));
            }
            of_policy.insert(who, found);
        }
        all.push(of_policy);
    }
    all
}

fn everyone(policy: &ApprovalPolicy) -> Vec<Who> {
    let defaults = policy.defaults.iter().map(|_| Who::Defaults);
    defaults.chain(policy.agents.keys().cloned().map(Who::Agent)).collect()
}

/// Lays out several policies so that the same thing stands in the same place in all of them.
pub fn lay_out<const N: usize>(policies: [&ApprovalPolicy; N]) -> [Flat; N] {
    let mut names = names(&policies).into_iter();
    policies.map(|policy| flat(policy, names.next().unwrap_or_default()))
}

/// The names of the entries as they stand, for lists on screen.
pub fn entry_names(policy: &ApprovalPolicy, who: &Who) -> Vec<String> {
    names(&[policy]).pop().and_then(|mut names| names.remove(who)).unwrap_or_default()
}

fn flat(policy: &ApprovalPolicy, names: Names) -> Flat {
    let mut flat = Flat::default();
    if let Some(version) = policy.version {
        flat.places.insert(Place::Top("version".to_owned()), version.into());
    }
    for (key, value) in &policy.rest {
        flat.places.insert(Place::Top(key.clone()), value.clone());
    }
    for who in everyone(policy) {
        let Some(rules) = rules(policy, &who) else { continue };
        flat.places.insert(Place::Rules(who.clone()), true.into());
        let fields = object(&ApprovalRules { allowlist: None, ..rules.clone() });
        for (key, value) in fields {
            flat.places.insert(Place::Field(who.clone(), key), value);
        }
        if rules.allowlist.is_some() {
            flat.places.insert(Place::List(who.clone()), true.into());
        }
        let list = allowlist(policy, &who);
        for (entry, name) in list.iter().zip(names.get(&who).into_iter().flatten()) {
            let value = Value::Object(object(entry));
            flat.places.insert(Place::Entry(who.clone(), name.clone()), value);
        }
    }
    flat.order = names;
    flat
}

fn object(value: &impl serde::Serialize) -> Map<String, Value> {
    match serde_json::to_value(value) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

impl Flat {
    /// The policy again.
    pub fn policy(&self) -> ApprovalPolicy {
        let mut top = Map::new();
        let mut all: BTreeMap<&Who, Map<String, Value>> = BTreeMap::new();
        for (place, value) in &self.places {
            match place {
                Place::Top(key) => drop(top.insert(key.clone(), value.clone())),
                Place::Rules(who) => drop(all.entry(who).or_default()),
                Place::Field(who, key) => {
                    all.entry(who).or_default().insert(key.clone(), value.clone());
                }
                Place::List(who) | Place::Entry(who, _) => {
                    let rules = all.entry(who).or_default();
                    rules.entry("allowlist").or_insert_with(|| self.list(who));
                }
            }
        }
        let mut agents = Map::new();
        for (who, rules) in all {
            match who {
                Who::Defaults => drop(top.insert("defaults".to_owned(), rules.into())),
                Who::Agent(id) => drop(agents.insert(id.clone(), rules.into())),
            }
        }
        top.insert("agents".to_owned(), agents.into());
        json::read(&Value::Object(top).to_string())
            .expect("what was written from a policy reads as one")
    }

    fn list(&self, who: &Who) -> Value {
        let order = self.order.get(who).into_iter().flatten();
        let entry = |name: &String| self.places.get(&Place::Entry(who.clone(), name.clone()));
        order.filter_map(entry).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn policy(value: &Value) -> ApprovalPolicy {
        json::read(&value.to_string()).unwrap()
    }

    #[test]
    fn a_policy_is_the_same_after_it_was_laid_out() {
        let whole = policy(&json!({
            "version": 1, "socket": {"path": "/s"}, "later": [1, {"a": null}],
            "defaults": {"security": "of tomorrow", "mood": {"calm": true}},
            "agents": {"*": {}, "main": {"ask": "off", "autoAllowSkills": false, "x": 1, "allowlist": [
                {"id": "2", "pattern": "/b", "lastUsedAt": 1.5, "source": "allow-always"},
                {"pattern": "/b"}, {"pattern": "/b"}, {"id": "1", "pattern": "/a"},
            ]}, "empty": {"allowlist": []}},
        }));
        let [flat] = lay_out([&whole]);
        assert_eq!(flat.policy(), whole);
    }

    #[test]
    fn an_entry_keeps_its_place_when_it_gets_an_id_or_another() {
        let with = |list: Value| policy(&json!({"agents": {"main": {"allowlist": list}}}));
        let base = with(json!([{"id": "1", "pattern": "/a"}]));
        let renamed = with(json!([{"id": "9", "pattern": "/a"}]));
        let edited = with(json!([{"id": "1", "pattern": "/b"}, {"pattern": "/c"}]));
        let added = with(json!([{"id": "1", "pattern": "/a"}, {"id": "3", "pattern": "/c"}]));
        let names = names(&[&base, &renamed, &edited, &added]);
        let main = |at: usize| names[at][&Who::Agent("main".to_owned())].clone();
        assert_eq!(main(1), ["1"]);
        assert_eq!(main(2), ["1", "=/c\n"]);
        assert_eq!(main(3), ["1", "=/c\n"]);
    }
}
