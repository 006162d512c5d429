//! Configurations and edits by chance, the same at every run.

use quarterdeck::features::config::draft::Draft;
use quarterdeck::features::config::path::{Path, Step};
use quarterdeck::protocol::config::HIDDEN;
use serde_json::{Map, Value, json};

pub(super) struct Chance {
    state: u64,
    tags: u64,
}

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1, tags: 0 }
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from((self.state >> 11) % (limit.max(1) as u64)).unwrap()
    }

    pub(super) fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub(super) fn of<'v, T: ?Sized>(&mut self, choices: &[&'v T]) -> &'v T {
        choices[self.below(choices.len())]
    }

    fn id(&mut self) -> Value {
        Value::from(self.of(&["x", "y", "z", "w", "${ID}", "v"]))
    }

    fn scalar(&mut self) -> Value {
        match self.below(5) {
            0 => json!(self.below(3)),
            1 => json!(self.one_in(2)),
            2 => json!("${HOME}"),
            _ => Value::from(self.of(&["p", "q", "r"])),
        }
    }

    /// An object of the base: its tag says whose secrets are in it.
    pub(super) fn object(&mut self, depth: usize) -> Value {
        self.tags += 1;
        let tag = self.tags;
        let mut map = Map::new();
        map.insert("tag".to_owned(), json!(tag));
        for key in ["a", "b", "c.d", "deep", "list", "models", "plain"] {
            if self.one_in(2) {
                map.insert(key.to_owned(), self.value(depth));
            }
        }
        for key in ["token", "apiKey"] {
            if self.one_in(3) {
                map.insert(key.to_owned(), json!(format!("{tag}-{key}")));
            }
        }
        if self.one_in(4) {
            map.insert("maxTokens".to_owned(), json!(1000 + tag));
        }
        if self.one_in(8) {
            map.insert("serviceAccount".to_owned(), json!({ "key": format!("{tag}-account") }));
        }
        if self.one_in(8) {
            self.tags += 1;
            let id = format!("{}-id", self.tags);
            let reference = json!({ "source": "env", "provider": "p", "id": id, "tag": self.tags });
            map.insert("password".to_owned(), reference);
        }
        Value::Object(map)
    }

    fn value(&mut self, depth: usize) -> Value {
        if depth == 0 {
            return self.scalar();
        }
        match self.below(6) {
            0 | 1 => self.object(depth - 1),
            2 | 3 => {
                let count = self.below(4);
                let mut list: Vec<Value> = (0..count).map(|_| self.object(depth - 1)).collect();
                if !self.one_in(3) {
                    let start = self.below(3);
                    for (place, entry) in list.iter_mut().enumerate() {
                        let id = if self.one_in(9) {
                            self.id()
                        } else {
                            json!(["x", "y", "z", "w", "v", "u"][start + place])
                        };
                        entry["id"] = id;
                    }
                }
                Value::Array(list)
            }
            4 => (0..self.below(4)).map(|_| self.scalar()).collect(),
            _ => self.scalar(),
        }
    }

    /// Something new, as an operator types it.
    fn fresh(&mut self) -> Value {
        match self.below(8) {
            0 => json!({ "token": "typed", "a": self.scalar() }),
            1 => json!({ "id": self.id(), "a": [self.scalar()], "b": {} }),
            2 => json!([{ "id": self.id() }, { "id": self.id(), "token": "typed" }]),
            3 => json!([self.scalar(), self.scalar()]),
            4 => [
                json!({}),
                json!([]),
                Value::Null,
                json!({ "a": null }),
                json!([null, { "a": null }]),
            ][self.below(5)]
            .clone(),
            5 if self.one_in(3) => json!(HIDDEN),
            _ => self.scalar(),
        }
    }

    /// One edit. What an operator cannot touch is the tag.
    pub(super) fn edit(&mut self, draft: &mut Draft) {
        let mut places = Vec::new();
        places_of(&Path::root(), draft.edited(), &mut places);
        let path = places[self.below(places.len())].clone();
        let here = draft.get(&path).cloned().unwrap_or_default();
        match (self.below(10), &here) {
            (0, Value::Object(_)) => {
                let key = self.of(&["a", "new", "token", "apiKey", "list"]);
                let fresh = self.fresh();
                draft.set(&path.key(key), fresh);
            }
            (1, _) if path.last().is_some() => drop(draft.remove(&path)),
            (2 | 3, Value::Array(list)) => {
                let place = self.below(list.len() + 1);
                let fresh = match list.first() {
                    Some(_) if self.one_in(4) => list[self.below(list.len())].clone(),
                    _ => self.fresh(),
                };
                draft.insert(&path, place, fresh);
            }
            (4 | 5, Value::Array(list)) if !list.is_empty() => {
                let (from, to) = (self.below(list.len()), self.below(list.len()));
                draft.shift(&path, from, to);
            }
            (6, Value::Object(map)) if !map.is_empty() => {
                let keys: Vec<&String> = map.keys().filter(|key| *key != "tag").collect();
                if let Some(key) = keys.get(self.below(keys.len())) {
                    draft.rename(&path, key, self.of(&["renamed", "a", "token"]));
                }
            }
            (7, _) => draft.reset(&path),
            (8, _) => {
                let changes = draft.changes();
                if let Some(change) = changes.get(self.below(changes.len())) {
                    draft.undo(change);
                }
            }
            (9, _) => draft.set(&path, here),
            _ if here.is_object() || here.is_array() => {}
            _ if path.last().is_some() => {
                let fresh = if path.last() == Some(&Step::Key("id".into())) {
                    self.id()
                } else {
                    self.fresh()
                };
                draft.set(&path, fresh);
            }
            _ => {}
        }
    }
}

fn places_of(path: &Path, value: &Value, places: &mut Vec<Path>) {
    places.push(path.clone());
    match value {
        Value::Object(map) => {
            for (key, value) in map.iter().filter(|(key, _)| *key != "tag") {
                places_of(&path.key(key), value, places);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                places_of(&path.index(index), value, places);
            }
        }
        _ => {}
    }
}
