//! Edits that outlive the page: as small as they are, to be applied again to whatever the
//! configuration has become.

use serde_json::{Map, Value, json};

use super::marks::unmark;
use super::{Draft, merge, tree};
use crate::features::config::path::{Path, Step};

impl Draft {
    /// The edits alone; `null` where there are none. What was typed as a secret is in it as typed:
    /// see [`Draft::to_kept_but`].
    #[must_use]
    pub fn to_kept(&self) -> Value {
        self.to_kept_but(|_| false)
    }

    /// The edits, without the changed leaves that must not be kept.
    #[must_use]
    pub fn to_kept_but(&self, is_secret: impl Fn(&Path) -> bool) -> Value {
        let mut draft = self.clone();
        let mut leaves = Vec::new();
        changed_leaves(&Path::root(), self, &self.edited, &mut leaves);
        // From behind, so that what is taken out of a list moves nothing that is still to come.
        for path in leaves.iter().rev().filter(|path| is_secret(path)) {
            draft.reset(path);
        }
        let mut edits = Vec::new();
        collect(&Path::root(), Some(&draft.marked_base), Some(&draft.marked), &mut edits);
        if edits.is_empty() { Value::Null } else { json!({ "edits": edits }) }
    }

    /// Applies kept edits to what the configuration is now. Where that has been changed as well, the
    /// edit stands. What cannot be read is no edit.
    #[must_use]
    pub fn from_kept(base: Value, kept: &Value) -> Self {
        let edits = kept.get("edits").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let draft = Self::new(base);
        let (mut before, mut mine) = (draft.base.clone(), draft.base.clone());
        for edit in edits {
            let Some(path) = edit.get("at").and_then(Value::as_array).and_then(|at| keys(at))
            else {
                continue;
            };
            for (root, side) in [(&mut before, "before"), (&mut mine, "after")] {
                match edit.get(side) {
                    Some(value) => tree::set(root, &path, value.clone()),
                    None => drop(tree::remove(root, &path)),
                }
            }
        }
        let merged = merge(&before, &mine, &draft.base);
        Self::of(draft.base, merged.value)
    }
}

fn keys(at: &[Value]) -> Option<Path> {
    at.iter()
        .map(|key| Some(Step::Key(key.as_str()?.into())))
        .collect::<Option<Vec<_>>>()
        .map(Path::of)
}

/// One edit a key; a list is one edit, with all that it was, so that its entries are found again.
fn collect(path: &Path, before: Option<&Value>, after: Option<&Value>, edits: &mut Vec<Value>) {
    match (before, after) {
        (before, after) if before == after => {}
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            for key in old.keys().chain(new.keys().filter(|key| !old.contains_key(*key))) {
                collect(&path.key(key), old.get(key), new.get(key), edits);
            }
        }
        (before, after) => {
            let at: Vec<Value> = path
                .steps()
                .iter()
                .map(|step| match step {
                    Step::Key(key) => Value::from(&**key),
                    Step::Index(index) => Value::from(*index),
                })
                .collect();
            let mut edit = Map::new();
            edit.insert("at".to_owned(), Value::Array(at));
            for (side, value) in [("before", before), ("after", after)] {
                if let Some(value) = value {
                    edit.insert(side.to_owned(), unmark(value));
                }
            }
            edits.push(Value::Object(edit));
        }
    }
}

fn changed_leaves(path: &Path, draft: &Draft, value: &Value, leaves: &mut Vec<Path>) {
    if !draft.is_changed(path) {
        return;
    }
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                changed_leaves(&path.key(key), draft, value, leaves);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                changed_leaves(&path.index(index), draft, value, leaves);
            }
        }
        _ => leaves.push(path.clone()),
    }
}
