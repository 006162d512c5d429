//! A configuration while it is being edited: what it was, what it is to be, and where each hidden
//! secret in it came from. Every edit goes through here, so nothing else has to remember.

pub mod authored;
pub mod changes;
mod gateway;
pub mod guard;
pub mod kept;
mod lists;
mod marks;
pub mod merge;
pub mod patch;
mod reset;
mod tree;
pub mod ways;

pub use authored::authored;
pub use changes::{Change, Kind};
pub use guard::{guard, guard_whole};
pub use merge::{Conflict, Merged, Side, merge};
pub use patch::{NotByPatch, Patch, patch};
pub use ways::Ways;

use serde_json::{Map, Value};

use super::path::{Path, Step};

/// The configuration as authored, and as edited. Two drafts are the same when both are.
#[derive(Debug, Clone)]
pub struct Draft {
    base: Value,
    edited: Value,
    /// The same two, with every hidden secret marked by where it stands in the base: that is how a
    /// secret that was moved about is told from one that stands where it stood.
    marked_base: Value,
    marked: Value,
    /// What the gateway merges a patch onto, defaults and all.
    in_force: Option<Value>,
}

impl PartialEq for Draft {
    fn eq(&self, other: &Self) -> bool {
        self.base == other.base && self.marked == other.marked
    }
}

impl Draft {
    /// Nothing edited yet. `null` counts as a configuration in which nothing is set.
    #[must_use]
    pub fn new(base: Value) -> Self {
        let base = rooted(base);
        let marked_base = marks::mark(&base);
        Self {
            edited: base.clone(),
            marked: marked_base.clone(),
            marked_base,
            base,
            in_force: None,
        }
    }

    /// Edited elsewhere: as text, or by a merge. A hidden secret keeps its origin where that is
    /// beyond doubt, and has none otherwise.
    #[must_use]
    pub fn of(base: Value, edited: Value) -> Self {
        let mut draft = Self::new(base);
        draft.set(&Path::root(), edited);
        draft
    }

    /// With what is in force (`config` of the snapshot): a gateway merges a patch onto that, and asks
    /// for lists that only defaults have made to be named when they go.
    #[must_use]
    pub fn in_force(mut self, config: Option<Value>) -> Self {
        self.in_force = config;
        self
    }

    #[must_use]
    pub fn base(&self) -> &Value {
        &self.base
    }

    #[must_use]
    pub fn edited(&self) -> &Value {
        &self.edited
    }

    /// What stands there now.
    #[must_use]
    pub fn get(&self, path: &Path) -> Option<&Value> {
        path.get(&self.edited)
    }

    /// Puts a value there. Makes what is missing above it: objects for keys, lists for places at
    /// their end. What is in the way and is neither is replaced.
    pub fn set(&mut self, path: &Path, value: Value) {
        let value = if path.is_root() { rooted(value) } else { value };
        let marked = marks::adopt(&value, path.get(&self.marked).or_else(|| self.at_home(path)));
        tree::set(&mut self.marked, path, marked);
        tree::set(&mut self.edited, path, value);
    }

    /// Takes away a key, or an entry of a list: those below it move up. The root becomes empty.
    pub fn remove(&mut self, path: &Path) -> Option<Value> {
        tree::remove(&mut self.marked, path);
        tree::remove(&mut self.edited, path)
    }

    /// Puts an entry into a list; a list that is not there is made, a place beyond its end is its
    /// end. A hidden secret in it has no origin: the operator has to type it.
    pub fn insert(&mut self, list: &Path, index: usize, value: Value) {
        tree::insert(&mut self.marked, list, index, value.clone());
        tree::insert(&mut self.edited, list, index, value);
    }

    /// Moves an entry of a list: it stands at `to` afterwards.
    pub fn shift(&mut self, list: &Path, from: usize, to: usize) {
        tree::shift(&mut self.marked, list, from, to);
        tree::shift(&mut self.edited, list, from, to);
    }

    /// Gives what stands under one key another. Refused (`false`) where the new one is taken.
    pub fn rename(&mut self, map: &Path, old: &str, new: &str) -> bool {
        tree::rename(&mut self.marked, map, old, new)
            && tree::rename(&mut self.edited, map, old, new)
    }

    /// Everything as it was.
    pub fn discard(&mut self) {
        self.edited = self.base.clone();
        self.marked = self.marked_base.clone();
    }

    /// Whether anything is changed.
    #[must_use]
    pub fn is_edited(&self) -> bool {
        self.marked != self.marked_base
    }

    /// What the base says of the same place, as long as no list is on the way there.
    fn at_home(&self, path: &Path) -> Option<&Value> {
        let by_keys = path.steps().iter().all(|step| matches!(step, Step::Key(_)));
        by_keys.then(|| path.get(&self.marked_base)).flatten()
    }
}

/// `null` is how an empty file is read.
fn rooted(value: Value) -> Value {
    if value.is_null() { Value::Object(Map::new()) } else { value }
}
