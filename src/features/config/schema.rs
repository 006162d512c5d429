//! The gateway's schema of its configuration, and its hints: which form each place has.

mod at;
mod build;
mod children;
mod field;
mod fit;
mod hints;
mod layers;
mod node;
mod pattern;
mod scan;
mod secret;
mod shape;
mod start;
mod union;
mod walk;
mod words;

use serde_json::Value;

use crate::features::config::path::Path;

pub use self::field::{
    ChoiceShape, Field, ItemShape, Kind, ListShape, MapShape, NumberShape, ObjectShape,
    SecretShape, SecretSource, Shape, TextShape, TupleShape, UnionShape, Variant, VariantName,
};
pub use self::walk::{Stop, StopKey};
pub(super) use self::words::readable;

/// Schema and hints, read once and shared in an `Arc`.
#[derive(Debug)]
pub struct Schema {
    texts: scan::Texts,
    rows: node::Rows,
    hints: hints::Hints,
}

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
    pub fn read(schema: &str, hints: &str) -> Result<Self, String> {
        let mut scan = scan::Scan::new([schema, hints]);
        let rows = build::build(&mut scan)?;
        scan.go_to(schema.len());
        let hints = hints::Hints::read(&mut scan).unwrap_or_default();
        Ok(Self { texts: scan.texts, rows, hints })
    }

    /// The parts, in the order of the hints, then by name.
    #[must_use]
    pub fn sections(&self) -> Vec<Section> {
        self.sections_of()
    }

    /// What may stand at a place. `within` is the whole configuration (the draft): what stands
    /// there picks the variants of unions, here and above. The place need not exist: one after the
    /// last entry of a list and a new key of a map have a form too. `None`: the schema forbids it
    /// and nothing stands there.
    #[must_use]
    pub fn field(&self, path: &Path, within: &Value) -> Option<Field> {
        let place = self.place(path, within)?;
        Some(self.make(path.clone(), place, path.get(within)))
    }

    /// What is shown below a place, in reading order: of an object its declared children (set or
    /// not) by group, hint order and schema order, then the keys that stand there undeclared; of a
    /// map and a list what stands there; of a tuple every place. Nothing for all else.
    /// `advanced` is false for all where it would be true for all.
    #[must_use]
    pub fn children(&self, field: &Field, within: &Value) -> Vec<Field> {
        self.children_of(field, within)
    }

    /// What *Add* puts at a place: its default; else of a union the first variant; an object with
    /// its required children; an empty list; the first choice; the least number allowed; empty text.
    #[must_use]
    pub fn start(&self, field: &Field) -> Value {
        self.start_field(field)
    }

    /// The same for a variant of the union at a place, keeping of `now` what the variant takes too
    /// (an object keeps the children both know).
    #[must_use]
    pub fn start_variant(&self, field: &Field, variant: usize, now: Option<&Value>) -> Value {
        let variant = match &field.shape {
            Shape::Union(union) => union.variants.get(variant),
            _ => None,
        };
        self.start_variant_of(variant.map_or(&field.shape, |it| &it.shape), now)
    }

    /// How an entry of a list or map is titled: by the template of the hint, else by its `name`,
    /// `label`, `title`, `id` and their like; a short text or number is its own title. Never
    /// a secret. `None`: the view counts it.
    #[must_use]
    pub fn entry_title(&self, list: &Field, entry: &Field, value: &Value) -> Option<String> {
        self.title_of(entry, list.item_template.as_deref(), value)
    }

    /// Whether what stands at a place is a secret. Quicker than a whole `field`.
    #[must_use]
    pub fn is_sensitive(&self, path: &Path, within: &Value) -> bool {
        let number = path.get(within).is_some_and(|it| it.is_number() || it.is_boolean());
        !number
            && self.place(path, within).is_some_and(|place| {
                let at_key = || at::key_is_secret(path);
                place.secret.unwrap_or_else(at_key)
            })
    }

    /// Whether the form of a shape can show a value: by kind, not by limits. What does not fit is
    /// edited as JSON5 in its place.
    #[must_use]
    pub fn fits(&self, shape: &Shape, value: &Value) -> bool {
        self.score(shape, value, 1).is_some()
    }

    /// What a place and those above it are called, from the section down. Quicker than a `field`
    /// for each.
    #[must_use]
    pub fn labels(&self, path: &Path, within: &Value) -> Option<Vec<String>> {
        self.labels_of(path, within)
    }

    /// What a place is called. Quicker than a whole `field`.
    #[must_use]
    pub fn label_at(&self, path: &Path, within: &Value) -> Option<String> {
        let place = self.place(path, within)?;
        Some(self.label(path.last(), &place, &self.layers(&place.spot)))
    }
}
