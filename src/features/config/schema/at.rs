//! From a path to what is known of the place.

use serde_json::Value;

use crate::features::config::path::{Path, Step};

use super::Schema;
use super::field::{Field, Kind, Shape};
use super::hints::{Hint, HintStep, Trail};
use super::layers::Layers;
use super::node::{Node, NodeId, Spot};
use super::scan::Text;
use super::{secret, words};

/// Where one is in schema and hints.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) spot: Spot,
    pub(super) trail: Trail,
    /// The schema names it, or has a shape for keys that nobody names.
    pub(super) known: bool,
    /// The schema names its key.
    pub(super) declared: bool,
    pub(super) required: bool,
    /// A hint here or above calls it a secret.
    pub(super) secret: Option<bool>,
}

impl Schema {
    pub(super) fn root(&self) -> Place {
        Place {
            spot: Spot::of(NodeId(0)),
            trail: self.hints.root(),
            known: true,
            declared: true,
            required: true,
            secret: None,
        }
    }

    /// Follows a path. `None` where the schema forbids it; what stands there nonetheless is
    /// followed with nothing known.
    pub(super) fn place(&self, path: &Path, within: &Value) -> Option<Place> {
        self.follow(path, within, &mut |_, _| {})
    }

    fn follow(
        &self,
        path: &Path,
        within: &Value,
        each: &mut dyn FnMut(&Step, &Place),
    ) -> Option<Place> {
        let mut place = self.root();
        let mut value = Some(within);
        for step in path.steps() {
            let below = value.and_then(|value| match step {
                Step::Key(key) => value.get(&**key),
                Step::Index(index) => value.get(*index),
            });
            place = self.step(&place, step, value, below.is_some())?;
            each(step, &place);
            value = below;
        }
        Some(place)
    }

    pub(super) fn labels_of(&self, path: &Path, within: &Value) -> Option<Vec<String>> {
        let mut labels = Vec::with_capacity(path.steps().len());
        self.follow(path, within, &mut |step, place| {
            labels.push(self.label(Some(step), place, &self.layers(&place.spot)));
        })?;
        Some(labels)
    }

    /// One step down from a place with a value.
    pub(super) fn step(
        &self,
        place: &Place,
        step: &Step,
        value: Option<&Value>,
        stands: bool,
    ) -> Option<Place> {
        let hint = match step {
            Step::Key(key) => HintStep::Key(key),
            Step::Index(_) => HintStep::Place,
        };
        let trail = self.hints.follow(&self.texts, &place.trail, hint);
        let found = if place.known { self.below(&place.spot, step, value) } else { None };
        if found.is_none() && !stands {
            return None;
        }
        let known = found.is_some();
        let (spot, declared, required) = found.unwrap_or_default();
        let secret = self.hint(&trail, |hint| hint.sensitive).or(place.secret);
        Some(Place { spot, trail, known, declared, required, secret })
    }

    /// The first that is said, the closest hint first.
    pub(super) fn hint<T>(&self, trail: &Trail, what: impl Fn(&Hint) -> Option<T>) -> Option<T> {
        self.hints.at(trail).find_map(|(hint, _)| what(hint))
    }

    /// Spot, whether declared, whether required.
    fn below(&self, spot: &Spot, step: &Step, value: Option<&Value>) -> Option<(Spot, bool, bool)> {
        if !spot.is_known() {
            return Some((Spot::default(), false, false));
        }
        let down = |layers: &Layers| match step {
            _ if !self.can_hold(layers, step) => None,
            Step::Key(key) => {
                let (spot, declared) = self.child(layers, key)?;
                Some((spot, declared, self.required(layers).contains(&&**key)))
            }
            Step::Index(index) => Some((self.item(layers, *index)?, false, false)),
        };
        let layers = self.layers(spot);
        if layers.variants.is_empty() {
            return down(&layers);
        }
        // The variant that fits what stands there; without one, the first that has such a child.
        if value.is_some()
            && let Shape::Union(union) = self.shape(spot, "", value).shape
            && let Some(variant) = union.fits.and_then(|it| union.variants.get(it))
            && variant.spot.is_known()
        {
            return down(&self.layers(&variant.spot));
        }
        let variants = self.variants(spot);
        let found = |declared: bool| {
            (variants.iter()).find_map(|(_, layers)| down(layers).filter(|it| it.1 || !declared))
        };
        found(true).or_else(|| found(false))
    }

    fn can_hold(&self, layers: &Layers, step: &Step) -> bool {
        let types = self.types(layers);
        let wanted = match step {
            Step::Key(_) => super::node::types::OBJECT,
            Step::Index(_) => super::node::types::LIST,
        };
        types == 0 || types & wanted != 0
    }

    pub(super) fn owned(&self, text: Text) -> String {
        self.texts.get(text).to_owned()
    }

    pub(super) fn make(&self, path: Path, place: Place, value: Option<&Value>) -> Field {
        let layers = self.layers(&place.spot);
        let key = match path.last() {
            Some(Step::Key(key)) => &**key,
            _ => "",
        };
        let mut shaped = self.shape(&place.spot, key, value);
        if is_secret(&place, &path, &shaped.shape) {
            secret::recognise(&mut shaped.shape);
        }
        let said = |what: fn(&Node) -> Option<Text>| self.said(&layers, what).map(str::to_owned);
        let hinted = |what: fn(&Hint) -> Option<Text>| {
            self.hint(&place.trail, what).map(|text| self.owned(text))
        };
        let tags = self.hints.at(&place.trail).find(|(hint, _)| !hint.tags.is_empty());
        let tags = tags.map(|(hint, _)| hint.tags.of(&self.hints.tags)).unwrap_or_default();
        let flag = |what: fn(&Node) -> bool| self.nodes(&layers).any(what);
        Field {
            label: self.label(path.last(), &place, &layers),
            help: hinted(|it| it.help).or_else(|| said(|it| it.description)),
            placeholder: hinted(|it| it.placeholder),
            default: self.value(&layers, |it| it.default),
            required: place.required,
            advanced: self.is_advanced(&place),
            sensitive: is_secret(&place, &path, &shaped.shape),
            tags: tags.iter().map(|tag| self.owned(*tag)).collect(),
            docs_url: hinted(|it| it.docs_url),
            group: None,
            presentation: hinted(|it| it.presentation),
            deprecated: flag(|it| it.deprecated),
            read_only: flag(|it| it.read_only),
            nullable: shaped.nullable && place.spot.is_known(),
            known: place.known,
            shape: shaped.shape,
            item_template: hinted(|it| it.item_template),
            spot: place.spot,
            path,
        }
    }

    pub(super) fn label(&self, step: Option<&Step>, place: &Place, layers: &Layers) -> String {
        // What an operator has named keeps its name.
        let hints = self.hints.at(&place.trail);
        let label =
            hints.filter(|(_, exact)| *exact || place.declared).find_map(|(hint, _)| hint.label);
        if let Some(label) = label {
            return self.owned(label);
        }
        match step {
            None => String::new(),
            Some(Step::Index(index)) => (index + 1).to_string(),
            Some(Step::Key(key)) if !place.declared => key.to_string(),
            Some(Step::Key(key)) => {
                self.said(layers, |it| it.title).map_or_else(|| words::readable(key), str::to_owned)
            }
        }
    }

    /// For experts: as the hint says it, unless something below is said to be for everyone.
    /// (The tag `advanced` of 2026.4 is what its gateway says of all it knows no better word for.)
    pub(super) fn is_advanced(&self, place: &Place) -> bool {
        self.hint(&place.trail, |hint| hint.advanced) == Some(true)
            && !self.hints.is_common(&place.trail)
    }
}

/// What a hint calls a secret, and texts whose key says so where none speaks.
pub(super) fn is_secret(place: &Place, path: &Path, shape: &Shape) -> bool {
    let text = |kind: Kind| matches!(kind, Kind::Text | Kind::Secret | Kind::Mixed | Kind::Any);
    let (hinted, by_key) = match shape {
        Shape::Switch | Shape::Number(_) | Shape::Constant(_) | Shape::Choice(_) => (false, false),
        Shape::Text(_) | Shape::Secret(_) | Shape::Union(_) | Shape::Json => (true, true),
        Shape::List(list) => (true, text(list.kind)),
        Shape::Object(_) | Shape::Map(_) | Shape::Tuple(_) => (true, false),
    };
    match place.secret {
        Some(secret) => secret && hinted,
        None => by_key && key_is_secret(path),
    }
}

/// By the key; an entry of a list by the key of the list.
pub(super) fn key_is_secret(path: &Path) -> bool {
    let key = path.steps().iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(key),
        Step::Index(_) => None,
    });
    key.is_some_and(|key| words::is_secret(key))
}
