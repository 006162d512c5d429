//! What was changed, as few and as small as can be read: keys of objects, entries of lists.

use serde_json::Value;

use super::marks::unmark;
use super::{Draft, lists};
use crate::features::config::path::{Path, Step};

/// One thing that was changed. `path` is its place in the edited configuration; what was removed has
/// the place in its list that it had in the base. Hidden secrets stand as they came.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub path: Path,
    pub kind: Kind,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Added,
    Removed,
    Changed,
    /// The same entry at another place of its list. What was changed in it is said beside this.
    Moved {
        from: usize,
    },
}

impl Draft {
    /// All that was changed, in the order of the configuration.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        compare(&Path::root(), Some(&self.marked_base), Some(&self.marked), &mut changes);
        changes
    }

    /// How many changes there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.changes().len()
    }

    /// Whether what stands there, or anything below it, is not what it was. Entries of lists are
    /// followed where they went.
    #[must_use]
    pub fn is_changed(&self, path: &Path) -> bool {
        let (before, after) = self.both(path);
        before != after
    }

    /// What stood there before; for an entry of a list, what it was wherever it stood.
    #[must_use]
    pub fn before(&self, path: &Path) -> Option<Value> {
        self.both(path).0.map(unmark)
    }

    /// What stood there and what stands there, marked.
    pub(super) fn both(&self, path: &Path) -> (Option<&Value>, Option<&Value>) {
        let start = (Some(&self.marked_base), Some(&self.marked));
        path.steps().iter().fold(start, |(before, after), step| match step {
            Step::Key(key) => (
                before.and_then(|value| value.as_object()?.get(&**key)),
                after.and_then(|value| value.as_object()?.get(&**key)),
            ),
            Step::Index(index) => {
                let old = before.and_then(Value::as_array);
                let new = after.and_then(Value::as_array);
                let origin = match (old, new) {
                    (Some(old), Some(new)) => lists::pair(old, new).get(*index).copied().flatten(),
                    _ => Some(*index),
                };
                (old.and_then(|old| old.get(origin?)), new.and_then(|new| new.get(*index)))
            }
        })
    }
}

fn compare(path: &Path, before: Option<&Value>, after: Option<&Value>, changes: &mut Vec<Change>) {
    match (before, after) {
        (before, after) if before == after => {}
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            let mut keys: Vec<&String> = old.keys().chain(new.keys()).collect();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                compare(&path.key(key), old.get(key), new.get(key), changes);
            }
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) => entries(path, old, new, changes),
        (before, after) => {
            let kind = match (before, after) {
                (None, _) => Kind::Added,
                (_, None) => Kind::Removed,
                _ => Kind::Changed,
            };
            changes.push(change(path.clone(), kind, before, after));
        }
    }
}

fn entries(path: &Path, old: &[Value], new: &[Value], changes: &mut Vec<Change>) {
    let origins = lists::pair(old, new);
    let moved = lists::moved(&origins);
    for (place, (entry, origin)) in new.iter().zip(&origins).enumerate() {
        let path = path.index(place);
        if let Some(from) = origin.filter(|_| moved[place]) {
            let kind = Kind::Moved { from };
            changes.push(change(path.clone(), kind, Some(&old[from]), Some(entry)));
        }
        compare(&path, origin.map(|from| &old[from]), Some(entry), changes);
    }
    for (place, entry) in old.iter().enumerate() {
        if !origins.contains(&Some(place)) {
            compare(&path.index(place), Some(entry), None, changes);
        }
    }
}

fn change(path: Path, kind: Kind, before: Option<&Value>, after: Option<&Value>) -> Change {
    Change { path, kind, before: before.map(unmark), after: after.map(unmark) }
}
