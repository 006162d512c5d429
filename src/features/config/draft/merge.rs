//! Two edits of one configuration made one: what only one side has changed is taken; what both have
//! changed differently waits for a choice. Lists are merged entry by entry where all entries have an
//! `id` of their own in all three; any other list is one value.

mod entries;

use serde_json::{Map, Value};

use crate::features::config::path::Path;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Mine,
    Theirs,
}

/// Both have changed the same thing differently. `None`: it is not there.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Its place in the merged value, with the choices made so far.
    pub path: Path,
    pub base: Option<Value>,
    pub mine: Option<Value>,
    pub theirs: Option<Value>,
    pub choice: Option<Side>,
}

/// All that could be merged, with mine where a choice is still to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    pub value: Value,
    /// Always as many and in the same order: a choice is said by its number.
    pub conflicts: Vec<Conflict>,
    base: Value,
    mine: Value,
    theirs: Value,
}

/// Merges.
#[must_use]
pub fn merge(base: &Value, mine: &Value, theirs: &Value) -> Merged {
    let mut merged = Merged {
        value: Value::Null,
        conflicts: Vec::new(),
        base: base.clone(),
        mine: mine.clone(),
        theirs: theirs.clone(),
    };
    merged.again();
    merged
}

impl Merged {
    /// Whether every conflict has been decided.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.conflicts.iter().all(|conflict| conflict.choice.is_some())
    }

    /// Takes one side of a conflict. The paths of the others may move with it.
    pub fn resolve(&mut self, conflict: usize, side: Side) {
        if let Some(conflict) = self.conflicts.get_mut(conflict) {
            conflict.choice = Some(side);
            self.again();
        }
    }

    fn again(&mut self) {
        let mut merging = Merging {
            choices: self.conflicts.iter().map(|conflict| conflict.choice).collect(),
            conflicts: Vec::new(),
        };
        let three =
            Three { base: Some(&self.base), mine: Some(&self.mine), theirs: Some(&self.theirs) };
        let value = merging.value(&Path::root(), three);
        self.value = value.unwrap_or_else(|| Value::Object(Map::new()));
        self.conflicts = merging.conflicts;
    }
}

/// The same place, three times.
#[derive(Clone, Copy)]
struct Three<'v> {
    base: Option<&'v Value>,
    mine: Option<&'v Value>,
    theirs: Option<&'v Value>,
}

impl<'v> Three<'v> {
    fn map<T>(self, each: impl Fn(&'v Value) -> Option<T>) -> [Option<T>; 3] {
        [self.base, self.mine, self.theirs].map(|value| value.and_then(&each))
    }
}

struct Merging {
    choices: Vec<Option<Side>>,
    conflicts: Vec<Conflict>,
}

impl Merging {
    fn value(&mut self, path: &Path, three: Three) -> Option<Value> {
        let Three { base, mine, theirs } = three;
        if mine == theirs || base == theirs {
            return mine.cloned();
        }
        if base == mine {
            return theirs.cloned();
        }
        if let [base, Some(mine), Some(theirs)] = three.map(Value::as_object)
            && (base.is_some() || three.base.is_none())
        {
            return Some(Value::Object(self.object(path, base, mine, theirs)));
        }
        if let Some(list) = self.entries(path, three) {
            return Some(list);
        }
        self.conflict(path, three)
    }

    fn object(
        &mut self,
        path: &Path,
        base: Option<&Map<String, Value>>,
        mine: &Map<String, Value>,
        theirs: &Map<String, Value>,
    ) -> Map<String, Value> {
        let mut keys: Vec<&String> =
            base.into_iter().flat_map(Map::keys).chain(mine.keys()).chain(theirs.keys()).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter()
            .filter_map(|key| {
                let three = Three {
                    base: base.and_then(|base| base.get(key)),
                    mine: mine.get(key),
                    theirs: theirs.get(key),
                };
                Some((key.clone(), self.value(&path.key(key), three)?))
            })
            .collect()
    }

    fn conflict(&mut self, path: &Path, three: Three) -> Option<Value> {
        let choice = self.choices.get(self.conflicts.len()).copied().flatten();
        let [base, mine, theirs] = three.map(|value| Some(value.clone()));
        let value = if choice == Some(Side::Theirs) { theirs.clone() } else { mine.clone() };
        self.conflicts.push(Conflict { path: path.clone(), base, mine, theirs, choice });
        value
    }
}
