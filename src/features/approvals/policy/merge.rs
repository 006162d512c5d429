//! Two edits of one policy made one: what only one side has changed is taken; what both have changed
//! differently is a clash and waits for a choice. Nothing is lost that nobody has chosen to lose.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::places::{Flat, Place, lay_out};
use crate::protocol::approvals::ApprovalPolicy;

/// What the gateway writes by itself when an entry is used; nobody edits it.
const USE: [&str; 3] = ["lastUsedAt", "lastUsedCommand", "lastResolvedPath"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Mine,
    Theirs,
}

/// Both have changed the same thing differently.
#[derive(Debug, Clone, PartialEq)]
pub struct Clash {
    pub place: Place,
    /// A field of an entry that is there on both sides.
    pub field: Option<String>,
    pub mine: Option<Value>,
    pub theirs: Option<Value>,
    pub choice: Option<Side>,
}

/// The clashes, and all the rest made one.
#[derive(Debug, Clone, PartialEq)]
pub struct Merge {
    pub clashes: Vec<Clash>,
    agreed: Flat,
}

/// What became of one thing: agreed, or mine and theirs.
enum Met<T> {
    Agreed(Option<T>),
    Clash,
}

fn meet<T: PartialEq + Clone>(base: Option<&T>, mine: Option<&T>, theirs: Option<&T>) -> Met<T> {
    if mine == theirs || base == theirs {
        Met::Agreed(mine.cloned())
    } else if base == mine {
        Met::Agreed(theirs.cloned())
    } else {
        Met::Clash
    }
}

pub fn merge(base: &ApprovalPolicy, mine: &ApprovalPolicy, theirs: &ApprovalPolicy) -> Merge {
    let [base, theirs, mine] = lay_out([base, theirs, mine]);
    let places: BTreeSet<&Place> =
        base.places.keys().chain(mine.places.keys()).chain(theirs.places.keys()).collect();
    let mut merge = Merge { clashes: Vec::new(), agreed: Flat::default() };
    for place in places {
        let [was, mine, theirs] = [&base, &mine, &theirs].map(|side| side.places.get(place));
        let met = match meet(was, mine, theirs) {
            Met::Agreed(value) => value,
            Met::Clash => merge.clash(place, was, mine, theirs),
        };
        if let Some(value) = met {
            merge.agreed.places.insert(place.clone(), value);
        }
    }
    merge.agreed.order = orders(&theirs.order, &mine.order);
    merge
}

impl Merge {
    /// Whether every clash has been decided.
    pub fn is_decided(&self) -> bool {
        self.clashes.iter().all(|clash| clash.choice.is_some())
    }

    /// The policy with what was chosen; mine where nothing was.
    pub fn policy(&self) -> ApprovalPolicy {
        let mut flat = self.agreed.clone();
        for clash in &self.clashes {
            let value = match clash.choice {
                Some(Side::Theirs) => clash.theirs.clone(),
                Some(Side::Mine) | None => clash.mine.clone(),
            };
            match (&clash.field, flat.places.get_mut(&clash.place)) {
                (Some(field), Some(Value::Object(entry))) => match value {
                    Some(value) => drop(entry.insert(field.clone(), value)),
                    None => drop(entry.remove(field)),
                },
                _ => match value {
                    Some(value) => drop(flat.places.insert(clash.place.clone(), value)),
                    None => drop(flat.places.remove(&clash.place)),
                },
            }
        }
        flat.policy()
    }

    /// What can be said of a place that both have changed.
    fn clash(
        &mut self,
        place: &Place,
        base: Option<&Value>,
        mine: Option<&Value>,
        theirs: Option<&Value>,
    ) -> Option<Value> {
        if let (Place::Entry(..), Some(Value::Object(mine)), Some(Value::Object(theirs))) =
            (place, mine, theirs)
        {
            let nothing = Map::new();
            let base = base.and_then(Value::as_object).unwrap_or(&nothing);
            return Some(Value::Object(self.entry(place, base, mine, theirs)));
        }
        // It was removed here, and only used there.
        if let (Some(Value::Object(base)), None, Some(Value::Object(theirs))) = (base, mine, theirs)
            && unused(base) == unused(theirs)
        {
            return None;
        }
        self.clashes.push(Clash {
            place: place.clone(),
            field: None,
            mine: mine.cloned(),
            theirs: theirs.cloned(),
            choice: None,
        });
        None
    }

    fn entry(
        &mut self,
        place: &Place,
        base: &Map<String, Value>,
        mine: &Map<String, Value>,
        theirs: &Map<String, Value>,
    ) -> Map<String, Value> {
        let names: BTreeSet<&String> =
            base.keys().chain(mine.keys()).chain(theirs.keys()).collect();
        let mut entry = Map::new();
        for name in names {
            let [was, mine, theirs] = [base, mine, theirs].map(|side| side.get(name));
            let value = match meet(was, mine, theirs) {
                Met::Agreed(value) => value,
                Met::Clash if USE.contains(&name.as_str()) => theirs.cloned(),
                Met::Clash => {
                    self.clashes.push(Clash {
                        place: place.clone(),
                        field: Some(name.clone()),
                        mine: mine.cloned(),
                        theirs: theirs.cloned(),
                        choice: None,
                    });
                    mine.cloned()
                }
            };
            if let Some(value) = value {
                entry.insert(name.clone(), value);
            }
        }
        entry
    }
}

fn unused(entry: &Map<String, Value>) -> Map<String, Value> {
    let is_kept = |name: &str| !USE.contains(&name);
    entry
        .iter()
        .filter(|(name, _)| is_kept(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// Their order, then what is only mine.
fn orders<W: Ord + Clone>(
    theirs: &BTreeMap<W, Vec<String>>,
    mine: &BTreeMap<W, Vec<String>>,
) -> BTreeMap<W, Vec<String>> {
    let mut all = theirs.clone();
    for (who, names) in mine {
        let list = all.entry(who.clone()).or_default();
        for name in names {
            if !list.contains(name) {
                list.push(name.clone());
            }
        }
    }
    all
}

#[cfg(test)]
mod cases;
