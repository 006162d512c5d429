//! Search over names, labels, help and values of all settings.

mod index;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use serde_json::Value;

use crate::features::config::path::{Path, Step};
use crate::features::config::schema::Schema;

use self::index::{Entry, Key, Strings};

/// All settings the schema knows, made ready to be searched.
#[derive(Debug)]
pub struct Index {
    schema: Arc<Schema>,
    /// Parents before children; the first is the whole.
    entries: Vec<Entry>,
    strings: Strings,
}

/// What was found, the best first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// At most [`Index::MOST`].
    pub hits: Vec<Hit>,
    /// How many there were.
    pub total: usize,
}

/// A setting that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Can be shown: `Schema::field` knows it. For a setting inside a map or list without
    /// a matching entry, this is the map or list.
    pub path: Path,
    pub label: String,
    /// The labels above it, from the section down.
    pub trail: Vec<String>,
    pub matched: Matched,
    /// The piece of help or of the value in which it was found.
    pub excerpt: Option<String>,
    /// Something stands there.
    pub set: bool,
}

/// Where the words were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matched {
    /// The key or the label, from its beginning.
    Start,
    /// Somewhere in key, label or path.
    Name,
    Value,
    Help,
}

impl Index {
    pub const MOST: usize = 100;

    /// All settings in which every word is found, in upper or lower case. Values that are secret
    /// are not looked at. No words: nothing.
    #[must_use]
    pub fn find(&self, words: &str, draft: &Value) -> Found {
        let words = words.to_lowercase();
        let words: Vec<&str> = words.split_whitespace().take(16).collect();
        if words.is_empty() {
            return Found::default();
        }
        let mut search = Search { index: self, draft, places: BTreeMap::new() };
        let mut found: Vec<(u8, Matched, Path, Option<usize>)> = Vec::new();
        let mut shown = BTreeSet::new();
        let mut total = 0;
        let by_name = self.by_name(&words);
        for rank in RANKS {
            if rank.matched == Matched::Value {
                let values = values::find(&self.schema, draft, &words);
                let values = values.into_iter().filter(|path| !shown.contains(path));
                let values: Vec<Path> = values.collect();
                total += values.len();
                for path in values.into_iter().take(Self::MOST) {
                    shown.insert(path.clone());
                    found.push((rank.rank, rank.matched, path, None));
                }
                continue;
            }
            for &(_, entry) in by_name.iter().filter(|(it, _)| *it == rank.rank) {
                let paths = search.paths(entry);
                // Everything below a map without entries leads to the map: that is one hit.
                if found.len() >= Self::MOST {
                    total += if paths.1 { paths.0.len() } else { 0 };
                    continue;
                }
                for path in &*paths.0 {
                    if shown.insert(path.clone()) {
                        total += 1;
                        found.push((rank.rank, rank.matched, path.clone(), Some(entry)));
                    }
                }
            }
        }
        found.truncate(Self::MOST);
        let hits = found
            .into_iter()
            .filter_map(|(_, matched, path, entry)| self.hit(path, matched, entry, draft, &words));
        let hits: Vec<Hit> = hits.collect();
        Found { total: total.max(hits.len()), hits }
    }

    fn hit(
        &self,
        path: Path,
        matched: Matched,
        entry: Option<usize>,
        draft: &Value,
        words: &[&str],
    ) -> Option<Hit> {
        let label = self.schema.label_at(&path, draft)?;
        let value = path.get(draft);
        let excerpt = match matched {
            Matched::Help => entry.and_then(|it| self.strings.help(self.entries[it].help)),
            Matched::Value => value.and_then(values::as_text),
            Matched::Start | Matched::Name => None,
        };
        let mut trail = Vec::new();
        let mut above = path.parent();
        while let Some(path) = above.filter(|path| !path.is_root()) {
            trail.push(self.schema.label_at(&path, draft)?);
            above = path.parent();
        }
        trail.reverse();
        let excerpt = excerpt.map(|text| values::excerpt(&text, words));
        Some(Hit { set: value.is_some(), path, label, trail, matched, excerpt })
    }
}

struct Rank {
    rank: u8,
    matched: Matched,
}

const RANKS: [Rank; 4] = [
    Rank { rank: 0, matched: Matched::Start },
    Rank { rank: 1, matched: Matched::Name },
    Rank { rank: 2, matched: Matched::Value },
    Rank { rank: 3, matched: Matched::Help },
];

/// Where a setting stands, and whether it is the setting itself (and not the map above it).
type Paths = (Rc<[Path]>, bool);

/// One search: remembers what stands in maps and lists.
struct Search<'s> {
    index: &'s Index,
    draft: &'s Value,
    places: BTreeMap<usize, Paths>,
}

impl Search<'_> {
    /// More entries than these of one map are not gone through.
    const MOST: usize = 200;

    fn paths(&mut self, entry: usize) -> Paths {
        if entry == 0 {
            return (Rc::new([Path::root()]), true);
        }
        if let Some(paths) = self.places.get(&entry) {
            return paths.clone();
        }
        let it = &self.index.entries[entry];
        let (above, itself) = self.paths(it.above);
        let found = match &it.key {
            _ if !itself => (above, false),
            Key::Name(key) => {
                let key = self.index.strings.key(*key);
                (above.iter().map(|path| path.key(key)).collect(), true)
            }
            Key::Place(place) => (above.iter().map(|path| path.index(*place)).collect(), true),
            wild => {
                let entries = above.iter().flat_map(|path| {
                    self.below(path, wild == &Key::Item).into_iter().map(|step| path.then(step))
                });
                let entries: Vec<Path> = entries.take(Self::MOST).collect();
                if entries.is_empty() { (above, false) } else { (entries.into(), true) }
            }
        };
        self.places.insert(entry, found.clone());
        found
    }

    fn below(&self, path: &Path, item: bool) -> Vec<Step> {
        match path.get(self.draft) {
            Some(Value::Object(object)) if !item => {
                object.keys().map(|key| Step::Key((&**key).into())).collect()
            }
            Some(Value::Array(list)) if item => (0..list.len()).map(Step::Index).collect(),
            _ => Vec::new(),
        }
    }
}
