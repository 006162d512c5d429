//! What is searched: each key, label and help once, and the settings that have them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::features::config::schema::{Schema, StopKey, readable};

use super::{Index, Rank};

/// A place in one of the rows of [`Strings`]; 0: none.
type At = u32;

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) above: usize,
    pub(super) key: Key,
    pub(super) label: At,
    pub(super) help: At,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    Name(At),
    Any,
    Item,
    Place(usize),
}

/// A text as it is shown, and as it is searched.
#[derive(Debug, Default)]
struct Row {
    shown: Vec<Box<str>>,
    searched: Vec<Box<str>>,
}

#[derive(Debug, Default)]
pub(super) struct Strings {
    keys: Row,
    labels: Row,
    helps: Row,
}

impl Row {
    fn put<'t>(&mut self, known: &mut BTreeMap<&'t str, At>, text: &'t str, shown: &str) -> At {
        if self.shown.is_empty() {
            self.shown.push("".into());
            self.searched.push("".into());
        }
        let next = self.shown.len() as At;
        let at = *known.entry(text).or_insert(next);
        if at == next {
            self.shown.push(shown.into());
            self.searched.push(shown.to_lowercase().into());
        }
        at
    }
}

impl Strings {
    pub(super) fn key(&self, at: At) -> &str {
        self.keys.shown.get(at as usize).map_or("", |it| it)
    }

    pub(super) fn label(&self, at: At) -> Option<String> {
        (at != 0).then(|| self.labels.shown.get(at as usize).map(|it| it.to_string()))?
    }

    pub(super) fn help(&self, at: At) -> Option<String> {
        (at != 0).then(|| self.helps.shown.get(at as usize).map(|it| it.to_string()))?
    }
}

/// What a text has of the words: a bit for each.
fn masks(row: &Row, words: &[&str]) -> Vec<u16> {
    let all = row.searched.iter().map(|text| {
        let bits = words.iter().enumerate();
        bits.fold(0, |mask, (bit, word)| mask | u16::from(text.contains(word)) << bit)
    });
    all.collect()
}

/// How names begin: with all that was typed, or with its first word somewhere.
fn ranks(row: &Row, words: &[&str], masks: &[u16]) -> Vec<Rank> {
    let first = words.first().copied().unwrap_or_default();
    let (spaced, joined) = (words.join(" "), words.concat());
    let all = row.searched.iter().zip(masks).map(|(text, mask)| {
        if *mask == 0 {
            Rank::Name
        } else if **text == spaced || **text == joined {
            Rank::Exact
        } else if text.starts_with(&spaced) || text.starts_with(&joined) {
            Rank::Start
        } else if text.split([' ', '-', '_']).any(|word| word.starts_with(first)) {
            Rank::Word
        } else {
            Rank::Name
        }
    });
    all.collect()
}

impl Index {
    /// Walks through the schema.
    #[must_use]
    pub fn new(schema: Arc<Schema>) -> Self {
        let root = Entry { above: 0, key: Key::Any, label: 0, help: 0 };
        let mut entries = vec![root];
        let mut strings = Strings::default();
        {
            let mut above = Vec::new();
            // Channels and agents repeat most of what is said: each text is searched once.
            let (mut keys, mut labels, mut helps) =
                (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
            let mut made: Vec<At> = Vec::new();
            schema.walk(&mut |stop| {
                above.truncate(stop.depth);
                if stop.again {
                    return false;
                }
                let mut label = 0;
                let key = match stop.key {
                    StopKey::Root => {
                        above.push(0);
                        return true;
                    }
                    StopKey::Any => Key::Any,
                    StopKey::Item => Key::Item,
                    StopKey::Place(place) => Key::Place(place),
                    StopKey::Key(key) => {
                        let at = strings.keys.put(&mut keys, key, key);
                        if stop.label.is_none() {
                            made.resize(made.len().max(at as usize + 1), 0);
                            if made[at as usize] == 0 {
                                let shown = readable(key);
                                strings.labels.shown.push(shown.as_str().into());
                                strings.labels.searched.push(shown.to_lowercase().into());
                                made[at as usize] = strings.labels.shown.len() as At - 1;
                            }
                            label = made[at as usize];
                        }
                        Key::Name(at)
                    }
                };
                if let Some(text) = stop.label {
                    label = strings.labels.put(&mut labels, text, text);
                }
                let help = stop.help.map_or(0, |text| strings.helps.put(&mut helps, text, text));
                let parent = above.last().copied().unwrap_or(0);
                above.push(entries.len());
                entries.push(Entry { above: parent, key, label, help });
                true
            });
        }
        Self { schema, entries, strings }
    }

    /// Settings with every word in their names or helps, at least one of them in their own, in the
    /// schema's order.
    pub(super) fn by_name(&self, words: &[&str]) -> Vec<(Rank, usize)> {
        let full = u16::MAX >> (16 - words.len());
        let Strings { keys, labels, helps } = &self.strings;
        let (key, label, help) = (masks(keys, words), masks(labels, words), masks(helps, words));
        let (key_ranks, label_ranks) = (ranks(keys, words, &key), ranks(labels, words, &label));
        let of = |row: &[u16], at: At| row.get(at as usize).copied().unwrap_or(0);
        let rank = |row: &[Rank], at: At| row.get(at as usize).copied().unwrap_or(Rank::Name);
        let mut trails: Vec<u16> = vec![0];
        let mut found = Vec::new();
        for (place, entry) in self.entries.iter().enumerate().skip(1) {
            let named = if let Key::Name(at) = entry.key { at } else { 0 };
            let own = of(&key, named) | of(&label, entry.label);
            let above = trails[entry.above];
            trails.push(above | own);
            let helped = of(&help, entry.help);
            if own != 0 && above | own == full {
                let by_key = rank(&key_ranks, named);
                found.push((by_key.min(rank(&label_ranks, entry.label)), place));
            } else if own | helped != 0 && above | own | helped == full {
                found.push((Rank::Help, place));
            }
        }
        found
    }
}
