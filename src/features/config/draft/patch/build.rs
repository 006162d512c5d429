//! The body of a patch: what differs, said in the gateway's way of merging.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::NotByPatch;
use crate::features::config::draft::gateway::below;
use crate::features::config::draft::lists;
use crate::features::config::draft::marks::hides;
use crate::features::config::draft::ways::Ways;
use crate::features::config::path::Path;

/// What gateways leave out of every patch.
const REFUSED: [&str; 3] = ["__proto__", "constructor", "prototype"];

pub(super) struct Building {
    ways: Ways,
    /// Lists that have to be sent whole, by the gateway's name of their path.
    pub(super) whole: BTreeSet<String>,
}

type Built<T> = Result<T, NotByPatch>;

impl Building {
    pub(super) fn new(ways: Ways, whole: &BTreeSet<String>) -> Self {
        Self { ways, whole: whole.clone() }
    }

    /// What has to be said of an object: its changed keys alone. `at` is how the gateway names it,
    /// `in_force` what the gateway merges onto, where that is known.
    pub(super) fn object(
        &mut self,
        path: &Path,
        at: &str,
        base: &Value,
        wanted: &Value,
        in_force: Option<&Value>,
    ) -> Built<Value> {
        let nothing = Map::new();
        let [old, new] = [base, wanted].map(|it| it.as_object().unwrap_or(&nothing));
        let mut body = Map::new();
        for key in old.keys().filter(|key| !new.contains_key(*key)) {
            let path = path.key(key);
            self.may_say(&path, key)?;
            self.gone(&below(at, key), old.get(key), in_force.and_then(|it| it.get(key)));
            body.insert(key.clone(), Value::Null);
        }
        for (key, wanted) in new {
            let base = old.get(key);
            if base == Some(wanted) {
                continue;
            }
            let path = path.key(key);
            self.may_say(&path, key)?;
            let in_force = in_force.and_then(|it| it.get(key));
            let said = self.value(&path, &below(at, key), base, wanted, in_force)?;
            body.insert(key.clone(), said);
        }
        Ok(Value::Object(body))
    }

    fn value(
        &mut self,
        path: &Path,
        at: &str,
        base: Option<&Value>,
        wanted: &Value,
        in_force: Option<&Value>,
    ) -> Built<Value> {
        match (base, wanted) {
            (_, Value::Null) => Err(NotByPatch::Null { path: path.clone() }),
            (Some(base @ Value::Object(_)), Value::Object(_)) => {
                self.object(path, at, base, wanted, in_force)
            }
            (Some(Value::String(text)), Value::Object(_)) if self.may_hide_object(at, text) => {
                Err(NotByPatch::NeedsWhole { path: path.clone() })
            }
            (_, Value::Object(_)) => {
                self.gone(at, base, in_force.filter(|it| !it.is_object()));
                self.object(path, at, &Value::Object(Map::new()), wanted, in_force)
            }
            (base, Value::Array(new)) => {
                if !base.is_none_or(Value::is_array) {
                    self.gone(at, base, in_force.filter(|it| !it.is_array()));
                }
                let old = base.and_then(Value::as_array).map(Vec::as_slice);
                let in_force = in_force.and_then(Value::as_array).map(Vec::as_slice);
                self.list(path, at, old, new, in_force)
            }
            _ => {
                self.gone(at, base, in_force);
                Ok(wanted.clone())
            }
        }
    }

    fn list(
        &mut self,
        path: &Path,
        at: &str,
        old: Option<&[Value]>,
        new: &[Value],
        in_force: Option<&[Value]>,
    ) -> Built<Value> {
        let all = || -> Built<Value> {
            may_hold(path, new)?;
            Ok(Value::Array(new.to_vec()))
        };
        // What the gateway merges onto, where the author has written no list at all.
        let onto = old.or(in_force);
        if self.ways.is_unsure && onto.is_some_and(|onto| !onto.is_empty() && lists::by_id(onto)) {
            return Err(NotByPatch::NeedsWhole { path: path.clone() });
        }
        if !self.ways.merges_by_id {
            return all();
        }
        let Some(onto) = onto else { return all() };
        if !lists::by_id(onto) {
            if self.ways.takes_replace_paths && !onto.is_empty() {
                self.whole.insert(at.to_owned());
            }
            return all();
        }
        if !self.whole.contains(at) {
            let mark = self.whole.clone();
            match self.merging(path, at, onto, new, old.is_none()) {
                Ok(Some(entries)) => return Ok(entries),
                // It can be said with the list whole, if at all.
                Ok(None) | Err(NotByPatch::Null { .. } | NotByPatch::NeedsWhole { .. }) => {
                    self.whole = mark;
                }
                Err(other) => return Err(other),
            }
        }
        if !self.ways.takes_replace_paths {
            return Err(NotByPatch::NeedsWhole { path: path.clone() });
        }
        // A gateway looks into the entries that stay as well, named or not.
        name_changed(
            at,
            &Value::Array(onto.to_vec()),
            &Value::Array(new.to_vec()),
            &mut self.whole,
        );
        self.whole.insert(at.to_owned());
        all()
    }

    /// The changed and the new entries of a list that is merged by `id`; `None` where merging would
    /// not make the list what it is to be.
    fn merging(
        &mut self,
        path: &Path,
        at: &str,
        old: &[Value],
        new: &[Value],
        is_inherited: bool,
    ) -> Built<Option<Value>> {
        // What is appended to a list without entries comes out as it was sent, `id` or not, as long
        // as none would be merged into another.
        let Some(places) = lists::index(old) else { return Ok(None) };
        let ids: Vec<&str> = new.iter().filter_map(lists::id).collect();
        let lone = ids.iter().collect::<BTreeSet<_>>().len() == ids.len();
        let keeps_order = new.len() >= old.len()
            && old.iter().zip(new).all(|(old, new)| lists::id(old) == lists::id(new));
        let unsure = |id: &&str| id.contains("${") || id.starts_with('\u{1}');
        let all_by_id = old.is_empty() || ids.len() == new.len();
        if !lone || !keeps_order || !all_by_id || places.keys().any(unsure) || is_inherited {
            return Ok(None);
        }
        let mut entries = Vec::new();
        for (place, wanted) in new.iter().enumerate() {
            let path = path.index(place);
            let Some(base) = old.get(place) else {
                may_hold(&path, std::slice::from_ref(wanted))?;
                entries.push(wanted.clone());
                continue;
            };
            if base == wanted {
                continue;
            }
            let said = self.object(&path, &format!("{at}[]"), base, wanted, None)?;
            if let Value::Object(mut said) = said {
                said.insert("id".to_owned(), wanted["id"].clone());
                entries.push(Value::Object(said));
            }
        }
        Ok(Some(Value::Array(entries)))
    }

    /// Lists that go away with what is taken away have to be named.
    fn gone(&mut self, at: &str, base: Option<&Value>, in_force: Option<&Value>) {
        if self.ways.takes_replace_paths {
            for value in base.into_iter().chain(in_force) {
                name_lists(at, value, &mut self.whole);
            }
        }
    }

    /// An object that is hidden would be merged with what is to take its place. 2026.2.6-3 hides
    /// whatever it is, later gateways accounts of services; elsewhere what is hidden is a text.
    fn may_hide_object(&self, at: &str, text: &str) -> bool {
        let key = at.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let is_account = key.ends_with("serviceaccount") || key.ends_with("serviceaccountref");
        hides(text) && (is_account || !self.ways.merges_by_id)
    }

    fn may_say(&self, path: &Path, key: &str) -> Built<()> {
        if REFUSED.contains(&key) {
            return Err(NotByPatch::RefusedKey { path: path.clone() });
        }
        Ok(())
    }
}

fn name_lists(at: &str, value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Array(_) => drop(names.insert(at.to_owned())),
        Value::Object(map) => {
            for (key, value) in map {
                name_lists(&below(at, key), value, names);
            }
        }
        _ => {}
    }
}

/// The lists that differ, and those in their entries.
fn name_changed(at: &str, old: &Value, new: &Value, names: &mut BTreeSet<String>) {
    match (old, new) {
        (old, new) if old == new => {}
        (Value::Array(old), Value::Array(new)) => {
            names.insert(at.to_owned());
            for entry in new.iter().filter(|entry| lists::id(entry).is_some()) {
                for old in old.iter().filter(|old| lists::id(old) == lists::id(entry)) {
                    name_changed(&format!("{at}[]"), old, entry, names);
                }
            }
        }
        (Value::Object(old), Value::Object(new)) => {
            for (key, old) in old {
                match new.get(key) {
                    Some(new) => name_changed(&below(at, key), old, new, names),
                    None => name_lists(&below(at, key), old, names),
                }
            }
        }
        (old, _) => name_lists(at, old, names),
    }
}

/// Inside of a list everything is written as it is sent, but for the one key that is no key there.
fn may_hold(path: &Path, list: &[Value]) -> Built<()> {
    for (place, entry) in list.iter().enumerate() {
        refused_below(&path.index(place), entry)?;
    }
    Ok(())
}

fn refused_below(path: &Path, value: &Value) -> Built<()> {
    match value {
        Value::Array(list) => may_hold(path, list),
        Value::Object(map) => map.iter().try_for_each(|(key, value)| {
            let path = path.key(key);
            if key == REFUSED[0] {
                return Err(NotByPatch::RefusedKey { path });
            }
            refused_below(&path, value)
        }),
        _ => Ok(()),
    }
}
