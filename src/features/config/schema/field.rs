//! What a form has to know of one place of the configuration.

use serde_json::Value;

use crate::features::config::path::Path;

use super::node::Spot;

/// One place: what it is called, what is said about it, and what may stand there.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub path: Path,
    /// The hint's, the schema's title, or the key made readable.
    pub label: String,
    pub help: Option<String>,
    pub placeholder: Option<String>,
    /// What the gateway takes where nothing is written.
    pub default: Option<Value>,
    /// The object around it is not complete without it.
    pub required: bool,
    /// Folded away at first. Never so for all children of one object: see `Schema::children`.
    pub advanced: bool,
    /// Shown only when asked for.
    pub sensitive: bool,
    pub tags: Vec<String>,
    pub docs_url: Option<String>,
    /// Heading under which the object around it shows this child (2026.9 on).
    pub group: Option<String>,
    /// How it is shown beyond its shape, such as `phone-number` (2026.9 on).
    pub presentation: Option<String>,
    pub deprecated: bool,
    pub read_only: bool,
    /// `null` may stand there as well.
    pub nullable: bool,
    /// The schema knows it. A key that stands in the configuration and in no schema is shown with
    /// `Shape::Json`, so that it can be seen and taken away.
    pub known: bool,
    pub shape: Shape,
    /// How the entries of this list or map are titled: `{name} ({id})`.
    pub item_template: Option<String>,
    pub(super) spot: Spot,
}

/// Which form a place has.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Named children: `Schema::children`.
    Object(ObjectShape),
    /// Any key, each with a value of the same kind.
    Map(MapShape),
    List(ListShape),
    /// A list whose places each have a meaning of their own.
    Tuple(TupleShape),
    Text(TextShape),
    Number(NumberShape),
    /// `true` or `false`.
    Switch,
    /// One of these.
    Choice(ChoiceShape),
    /// One of several kinds.
    Union(UnionShape),
    /// A secret: as text, or as a reference to where it is kept.
    Secret(SecretShape),
    /// This and nothing else.
    Constant(Value),
    /// Anything: edited as JSON5 in its place.
    Json,
}

/// An object with declared children.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ObjectShape {
    /// Keys of the declared children, in the schema's order.
    pub keys: Vec<String>,
    pub required: Vec<String>,
    /// What else may stand there; `None`: nothing.
    pub rest: Option<MapShape>,
    pub(super) spot: Spot,
}

/// Which keys may be added, and how many. The shape of a value is that of `Schema::field` at its key.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MapShape {
    /// What a key must look like.
    pub names: Option<TextShape>,
    /// The keys that may be used, where only these may.
    pub keys: Vec<String>,
    pub min: Option<u64>,
    pub max: Option<u64>,
    /// What kind of thing a value is: for the row of an entry before it is opened.
    pub kind: Kind,
    pub(super) spot: Spot,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListShape {
    pub min: Option<u64>,
    pub max: Option<u64>,
    pub unique: bool,
    /// What kind of thing an entry is: short ones are edited in their row.
    pub kind: Kind,
    /// The shape of an entry, where nothing of its value is known yet.
    pub item: Box<ItemShape>,
}

/// What a list holds. (Kept apart, so that a schema that contains itself has an end.)
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ItemShape {
    /// Constants to choose from: a list of these can be shown as boxes to tick.
    pub options: Vec<Value>,
    /// Every entry has a text `id`: gateways from 2026.4 on merge such lists by it.
    pub has_id: bool,
    pub(super) spot: Spot,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct TupleShape {
    /// How many places are named. Each is `Schema::field` at its index.
    pub places: usize,
    pub min: Option<u64>,
    /// More may follow.
    pub open: bool,
    pub(super) spot: Spot,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct TextShape {
    pub min: Option<u64>,
    pub max: Option<u64>,
    /// A regular expression as JavaScript reads it.
    pub pattern: Option<String>,
    /// `uri`, `email`, `date-time`, ...
    pub format: Option<String>,
    /// Usually longer than a line: a prompt, a certificate.
    pub long: bool,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct NumberShape {
    pub integer: bool,
    pub min: Option<f64>,
    pub max: Option<f64>,
    /// The limit itself is out.
    pub above: Option<f64>,
    pub below: Option<f64>,
    /// Every value is a multiple of this.
    pub step: Option<f64>,
}

/// Constants of any kind, `true` and `false` among them where a switch has more than two places.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChoiceShape {
    pub options: Vec<Value>,
    /// Or something of one's own: a text or a number.
    pub or: Option<Box<Shape>>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct UnionShape {
    pub variants: Vec<Variant>,
    /// The variant that what stands there fits. `None` where nothing stands there or it fits none.
    pub fits: Option<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    pub name: VariantName,
    pub kind: Kind,
    pub shape: Shape,
    pub(super) spot: Spot,
}

/// What a variant is called. Kinds are put in words by the view.
#[derive(Debug, Clone, PartialEq)]
pub enum VariantName {
    /// Its `type` (or whichever key tells it from the others) is this.
    Constant {
        key: String,
        value: String,
    },
    Title(String),
    /// An object told from the others by having these keys.
    Keys(Vec<String>),
    Kind(Kind),
}

/// Kinds as an operator tells them apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Object,
    Map,
    List,
    Text,
    Number,
    Switch,
    Choice,
    Secret,
    Constant,
    /// Several of these.
    Mixed,
    #[default]
    Any,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct SecretShape {
    /// It may be written down as text. `None`: only references are taken.
    pub text: Option<TextShape>,
    /// Where references may point: one entry for each `source`. Empty: text only.
    pub sources: Vec<SecretSource>,
}

/// A reference `{ "source": ..., "provider": ..., "id": ... }`.
#[derive(Debug, Clone, PartialEq)]
pub struct SecretSource {
    /// `env`, `file`, `exec`, `store`.
    pub source: String,
    pub provider: TextShape,
    pub id: TextShape,
}

impl Shape {
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Object(_) => Kind::Object,
            Self::Map(_) => Kind::Map,
            Self::List(_) | Self::Tuple(_) => Kind::List,
            Self::Text(_) => Kind::Text,
            Self::Number(_) => Kind::Number,
            Self::Switch => Kind::Switch,
            Self::Choice(_) => Kind::Choice,
            Self::Union(_) => Kind::Mixed,
            Self::Secret(_) => Kind::Secret,
            Self::Constant(_) => Kind::Constant,
            Self::Json => Kind::Any,
        }
    }

    /// What is drawn in one row, without opening anything.
    #[must_use]
    pub fn is_leaf(&self) -> bool {
        !matches!(
            self,
            Self::Object(_) | Self::Map(_) | Self::List(_) | Self::Tuple(_) | Self::Json
        ) && !matches!(self, Self::Union(union) if union.fitting().is_some_and(|it| !it.is_leaf()))
    }

    /// The shape for what stands there: that of the fitting variant of a union, else itself.
    #[must_use]
    pub fn in_force(&self) -> &Self {
        match self {
            Self::Union(union) => union.fitting().unwrap_or(self),
            _ => self,
        }
    }
}

impl UnionShape {
    #[must_use]
    pub fn fitting(&self) -> Option<&Shape> {
        self.variants.get(self.fits?).map(|it| &it.shape)
    }
}
