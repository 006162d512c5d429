//! Unions: variants that are one thing put together, the others named.

use serde_json::Value;

use super::Schema;
use super::field::{
    ChoiceShape, NumberShape, ObjectShape, Shape, TextShape, UnionShape, Variant, VariantName,
};
use super::node::Spot;
use super::shape::Alternative;

impl Schema {
    pub(super) fn union(&self, found: Vec<Alternative>, value: Option<&Value>) -> Shape {
        let names = self.names(&found);
        let variants: Vec<Variant> = (found.into_iter().zip(names))
            .map(|(it, name)| Variant {
                name,
                kind: it.shape.kind(),
                shape: it.shape,
                spot: it.spot,
            })
            .collect();
        let fits = value.and_then(|value| self.best(&variants, value));
        Shape::Union(UnionShape { variants, fits })
    }

    fn names(&self, found: &[Alternative]) -> Vec<VariantName> {
        let objects: Vec<&ObjectShape> = (found.iter())
            .filter_map(|it| if let Shape::Object(it) = &it.shape { Some(it) } else { None })
            .collect();
        // The key that is a constant in each, and not the same in all.
        let telling = objects.first().filter(|_| objects.len() > 1).and_then(|first| {
            first.keys.iter().find(|key| {
                let values: Vec<_> = objects.iter().map(|it| self.constant_of(it, key)).collect();
                values.iter().all(Option::is_some) && values.iter().any(|it| *it != values[0])
            })
        });
        let name = |it: &Alternative| {
            let kind = it.shape.kind();
            let others = found.iter().filter(|other| !std::ptr::eq(*other, it));
            let mut others = others.map(|other| (&other.title, other.shape.kind()));
            if let (Shape::Object(object), Some(key)) = (&it.shape, telling) {
                let mut value = self.constant_of(object, key).unwrap_or_default();
                let same = objects
                    .iter()
                    .filter(|other| self.constant_of(other, key).as_ref() == Some(&value));
                let own = own_keys(object, &same.copied().collect::<Vec<_>>());
                if !own.is_empty() {
                    value = format!("{value} ({})", own.join(", "));
                }
                return VariantName::Constant { key: key.clone(), value };
            }
            match (&it.title, &it.shape) {
                (Some(title), _)
                    if others.clone().all(|(other, _)| other.as_ref() != Some(title)) =>
                {
                    VariantName::Title(title.clone())
                }
                (_, Shape::Object(object)) if others.any(|(_, other)| other == kind) => {
                    VariantName::Keys(own_keys(object, &objects))
                }
                _ => VariantName::Kind(kind),
            }
        };
        found.iter().map(name).collect()
    }

    /// The constant that a child of an object must be, as text.
    pub(super) fn constant_of(&self, object: &ObjectShape, key: &str) -> Option<String> {
        let (spot, _) = self.child(&self.layers(&object.spot), key)?;
        match self.plain_constant(&spot)? {
            Value::String(text) => Some(text),
            Value::Null => None,
            other => Some(other.to_string()),
        }
    }

    pub(super) fn plain_constant(&self, spot: &Spot) -> Option<Value> {
        let layers = self.layers(spot);
        self.constant(&layers).or_else(|| match self.value(&layers, |node| node.choices)? {
            Value::Array(mut options) if options.len() == 1 => options.pop(),
            _ => None,
        })
    }
}

/// The keys that tell an object from others: those it requires, else the first it has.
fn own_keys(object: &ObjectShape, all: &[&ObjectShape]) -> Vec<String> {
    let own = |key: &&String| all.iter().filter(|it| it.keys.contains(*key)).count() < all.len();
    let required: Vec<String> = object.required.iter().filter(own).cloned().collect();
    if required.is_empty() {
        return object.keys.iter().filter(own).take(2).cloned().collect();
    }
    required
}

/// Constants and choices become one choice, with free text where that is all there is besides.
pub(super) fn join_constants(found: &mut Vec<Alternative>) {
    let constant = |it: &Alternative| matches!(it.shape, Shape::Constant(_) | Shape::Choice(_));
    if found.len() < 2 || !found.iter().any(constant) {
        return;
    }
    let mut options: Vec<Value> = Vec::new();
    let mut first = None;
    let mut left = Vec::new();
    for it in std::mem::take(found) {
        let more = match it.shape {
            Shape::Constant(value) => vec![value],
            Shape::Choice(ChoiceShape { options, or: None }) => options,
            Shape::Switch => vec![true.into(), false.into()],
            _ => {
                left.push(it);
                continue;
            }
        };
        first.get_or_insert(left.len());
        for option in more {
            if !options.contains(&option) {
                options.push(option);
            }
        }
    }
    let free = |it: &Alternative| matches!(it.shape, Shape::Text(_) | Shape::Number(_));
    let or = if left.len() == 1 && free(&left[0]) { left.pop() } else { None };
    let shape = match (options.len(), or) {
        (1, None) => Shape::Constant(options.swap_remove(0)),
        (_, or) => Shape::Choice(ChoiceShape { options, or: or.map(|it| Box::new(it.shape)) }),
    };
    let at = first.unwrap_or(0).min(left.len());
    left.insert(at, Alternative { shape, spot: Spot::default(), title: None });
    *found = left;
}

/// Two texts are one text, limited only by what both say; so are numbers, and lists of places.
pub(super) fn join_same(found: &mut Vec<Alternative>) {
    let mut left: Vec<Alternative> = Vec::new();
    for it in std::mem::take(found) {
        let joined = left.iter_mut().any(|there| match (&mut there.shape, &it.shape) {
            (Shape::Text(there), Shape::Text(it)) => {
                *there = TextShape {
                    min: there.min.zip(it.min).map(|(a, b)| a.min(b)),
                    max: there.max.zip(it.max).map(|(a, b)| a.max(b)),
                    pattern: there.pattern.take().filter(|a| it.pattern.as_ref() == Some(a)),
                    format: there.format.take().filter(|a| it.format.as_ref() == Some(a)),
                    long: there.long || it.long,
                };
                true
            }
            (Shape::Number(there), Shape::Number(it)) => {
                let integer = there.integer && it.integer;
                *there = NumberShape {
                    integer,
                    min: there.min.zip(it.min).map(|(a, b)| a.min(b)),
                    max: there.max.zip(it.max).map(|(a, b)| a.max(b)),
                    step: integer.then_some(1.0),
                    ..NumberShape::default()
                };
                true
            }
            (Shape::Tuple(there), Shape::Tuple(it)) => {
                if it.places > there.places {
                    there.spot = it.spot.clone();
                    there.places = it.places;
                }
                there.min = there.min.zip(it.min).map(|(a, b)| a.min(b));
                there.open |= it.open;
                true
            }
            (there, it) => there == it,
        });
        if !joined {
            left.push(it);
        }
    }
    *found = left;
}
