//! Back to what it was, one thing at a time.

use serde_json::Value;

use super::changes::{Change, Kind};
use super::marks::unmark;
use super::{Draft, lists, tree};
use crate::features::config::path::{Path, Step};

impl Draft {
    /// Makes one thing what it was: what was changed or removed comes back, what was added goes, and
    /// what was made only to hold it goes with it. An entry of a list gets back what it held; it
    /// stays at its place, and one that was removed comes back by [`Draft::undo`].
    pub fn reset(&mut self, path: &Path) {
        let before = self.both(path).0.cloned();
        match before {
            Some(before) => {
                tree::set(&mut self.edited, path, unmark(&before));
                tree::set(&mut self.marked, path, before);
            }
            None => {
                self.remove(path);
                self.prune(path);
            }
        }
    }

    /// Takes one of [`Draft::changes`] back.
    pub fn undo(&mut self, change: &Change) {
        let (Some(Step::Index(place)), Some(list)) = (change.path.last(), change.path.parent())
        else {
            return self.reset(&change.path);
        };
        let (Some(Value::Array(old)), Some(Value::Array(new))) = self.both(&list) else {
            return self.reset(&change.path);
        };
        let mut origins = lists::pair(old, new);
        match change.kind {
            Kind::Removed => {
                let Some(entry) = old.get(*place).cloned() else { return };
                let home = lists::home(&origins, *place);
                tree::insert(&mut self.edited, &list, home, unmark(&entry));
                tree::insert(&mut self.marked, &list, home, entry);
            }
            Kind::Moved { from } => {
                if *place < origins.len() {
                    origins.remove(*place);
                    let home = lists::home(&origins, from);
                    self.shift(&list, *place, home);
                }
            }
            Kind::Added | Kind::Changed => self.reset(&change.path),
        }
    }

    /// Takes away what is empty above a place and was not there.
    fn prune(&mut self, path: &Path) {
        let mut above = path.parent();
        while let Some(place) = above.filter(|place| !place.is_root()) {
            let is_empty = match self.both(&place) {
                (None, Some(Value::Object(map))) => map.is_empty(),
                (None, Some(Value::Array(list))) => list.is_empty(),
                _ => false,
            };
            if !is_empty || !matches!(place.last(), Some(Step::Key(_))) {
                return;
            }
            self.remove(&place);
            above = place.parent();
        }
    }
}
