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
    /// The piece of help or of the value in which it was found; of a map or list the name of the
    /// setting that can be set in its entries.
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
        let mut maps = BTreeSet::new();
        let (mut found, mut in_maps, mut helps) = (Vec::new(), Vec::new(), Vec::new());
        for (rank, entry) in self.by_name(&words) {
            let (paths, itself) = search.paths(entry);
            for path in paths.iter().filter(|path| !path.is_root()) {
                // Many settings lead to the one map without entries.
                if !itself && !maps.insert((rank == Rank::Help, path.clone())) {
                    continue;
                }
                let finding = Finding { rank, path: path.clone(), entry: Some(entry), itself };
                match rank {
                    Rank::Help => helps.push(finding),
                    _ if itself => found.push(finding),
                    _ => in_maps.push(finding),
                }
            }
        }
        // Stable: what is as good keeps the schema's order.
        found.sort_by_key(|it| it.rank);
        // A map that was found itself is not shown once more for what could be in it.
        in_maps.retain(|it| !found.iter().take(Self::MOST).any(|other| other.path == it.path));
        let mut values = values::find(&self.schema, draft, &words);
        values.retain(|path| !found.iter().take(Self::MOST).any(|it| it.path == *path));
        helps.retain(|it| !values.contains(&it.path) && !maps.contains(&(false, it.path.clone())));
        let value = |path| Finding { rank: Rank::Value, path, entry: None, itself: true };
        found.extend(values.into_iter().map(value));
        found.extend(in_maps);
        found.extend(helps);
        let total = found.len();
        let hits = found.into_iter().take(Self::MOST).filter_map(|it| self.hit(it, draft, &words));
        Found { hits: hits.collect(), total }
    }

    fn hit(&self, found: Finding, draft: &Value, words: &[&str]) -> Option<Hit> {
        let Finding { rank, path, entry, itself } = found;
        let mut trail = self.schema.labels(&path, draft)?;
        let label = trail.pop()?;
        let value = path.get(draft);
        let entry = entry.map(|it| &self.entries[it]);
        let excerpt = match rank {
            Rank::Help => entry.and_then(|it| self.strings.help(it.help)),
            Rank::Value => value.and_then(values::as_text),
            _ if itself => None,
            _ => entry.and_then(|it| self.strings.label(it.label)),
        };
        let matched = match rank {
            Rank::Exact | Rank::Start if itself => Matched::Start,
            Rank::Exact | Rank::Start | Rank::Word | Rank::Name => Matched::Name,
            Rank::Value => Matched::Value,
            Rank::Help => Matched::Help,
        };
        let excerpt = excerpt.map(|text| values::excerpt(&text, words));
        Some(Hit { set: value.is_some(), path, label, trail, matched, excerpt })
    }
}

struct Finding {
    rank: Rank,
    path: Path,
    entry: Option<usize>,
    itself: bool,
}

/// How good a finding is, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Key or label is what was typed.
    Exact,
    /// Key or label begins with it.
    Start,
    /// A word in key or label begins with the first word typed.
    Word,
    Name,
    Value,
    Help,
}

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
