//! The gateway's schema of its configuration, and its hints: which form each place has.

mod field;
mod node;

use serde_json::Value;

use crate::features::config::path::Path;

pub use self::field::{
    ChoiceShape, Field, ItemShape, Kind, ListShape, MapShape, NumberShape, ObjectShape,
    SecretShape, SecretSource, Shape, TextShape, TupleShape, UnionShape, Variant, VariantName,
};

/// Schema and hints, read once and shared in an `Arc`.
#[derive(Debug)]
pub struct Schema {}

/// A part of the configuration, by its first key.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    pub key: String,
    pub path: Path,
    pub label: String,
    pub help: Option<String>,
    /// As the gateway groups them; most sections are a group of their own.
    pub group: Option<String>,
    pub order: Option<f64>,
    /// Everything in it is for experts. Never so for all sections.
    pub advanced: bool,
    pub docs_url: Option<String>,
    /// How many declared children it has; nothing for what is no object.
    pub children: usize,
}

impl Schema {
    /// Reads the `schema` and the `uiHints` of `config.schema` (an empty text: no hints).
    ///
    /// # Errors
    /// When the schema is no JSON object. Unknown keywords are passed over; hints that cannot be
    /// read are as if there were none.
    pub fn read(_schema: &str, _hints: &str) -> Result<Self, String> {
        Ok(Self {})
    }

    /// The parts, in the order of the hints, then by name.
    #[must_use]
    pub fn sections(&self) -> Vec<Section> {
        Vec::new()
    }

    /// What may stand at a place. `within` is the whole configuration (the draft): what stands
    /// there picks the variants of unions, here and above. The place need not exist: one after the
    /// last entry of a list and a new key of a map have a form too. `None`: the schema forbids it
    /// and nothing stands there.
    #[must_use]
    pub fn field(&self, _path: &Path, _within: &Value) -> Option<Field> {
        None
    }

    /// What is shown below a place, in reading order: of an object its declared children (set or
    /// not) by group, hint order and schema order, then the keys that stand there undeclared; of a
    /// map and a list what stands there; of a tuple every place. Nothing for all else.
    /// `advanced` is false for all where it would be true for all.
    #[must_use]
    pub fn children(&self, _field: &Field, _within: &Value) -> Vec<Field> {
        Vec::new()
    }

    /// What *Add* puts at a place: its default; else of a union the first variant; an object with
    /// its required children; an empty list; the first choice; the least number allowed; empty text.
    #[must_use]
    pub fn start(&self, _field: &Field) -> Value {
        Value::Null
    }

    /// The same for a variant of the union at a place, keeping of `now` what the variant takes too
    /// (an object keeps the children both know).
    #[must_use]
    pub fn start_variant(&self, _field: &Field, _variant: usize, _now: Option<&Value>) -> Value {
        Value::Null
    }

    /// How an entry of a list or map is titled: by the template of the hint, else by its `name`,
    /// `label`, `title`, `id` and their like; a short text or number is its own title. Never
    /// a secret. `None`: the view counts it.
    #[must_use]
    pub fn entry_title(&self, _entry: &Field, _value: &Value) -> Option<String> {
        None
    }

    /// Whether what stands at a place is a secret. Quicker than a whole `field`.
    #[must_use]
    pub fn is_sensitive(&self, _path: &Path, _within: &Value) -> bool {
        false
    }

    /// Whether the form of a shape can show a value: by kind, not by limits. What does not fit is
    /// edited as JSON5 in its place.
    #[must_use]
    pub fn fits(&self, _shape: &Shape, _value: &Value) -> bool {
        true
    }
}
